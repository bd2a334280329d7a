// SPDX-License-Identifier: EUPL-1.2

internal import Foundation

/// Writes the years of orders and results, with what goes wrong in them.
struct FeedWriter {
    private static let years = 2017...2025

    private let population: ExercisePopulation
    private let folder: URL
    private var composer: MessageComposer
    private var random: SplitMix64
    private var orders: [ByteFile]
    private var results: [ByteFile]
    private var early: ByteFile
    private var messageTruth: ByteFile
    private var line: [UInt8] = []
    private var controls = 0
    private var samples = 0
    private(set) var planted = PlantedMessages()

    var messages: Int { planted.total }

    init(
        _ population: ExercisePopulation,
        _ names: InventedNames,
        seed: UInt64,
        folder: URL,
        truth: URL
    ) throws {
        self.population = population
        self.folder = folder
        composer = MessageComposer(names: names)
        random = SplitMix64(seed: seed, stream: 2)
        orders = try FeedWriter.years.map {
            try ByteFile(folder.appendingPathComponent("hl7/orders-\($0).hl7"))
        }
        results = try FeedWriter.years.map {
            try ByteFile(folder.appendingPathComponent("hl7/results-\($0).hl7"))
        }
        early = try ByteFile(folder.appendingPathComponent("hl7/a-early-results.hl7"))
        messageTruth = try ByteFile(truth)
        try messageTruth.append(Array("controlId,file,sourceId,sample,categories,origin\n".utf8))
    }

    mutating func write(_ truth: inout ExerciseTruth, strangers: [ExercisePerson]) throws {
        for index in population.people.indices {
            switch population.people[index].group {
            case .first, .second, .notExcluded:
                for _ in 0..<random.within(1...5) { try writeEpisode(of: index, &truth) }
            case .reconstructed, .none: break
            }
        }
        for stranger in strangers {
            planted.strangers += 1
            try writeUnlinkable(stranger, flaws: .init())
        }
        try writeConflicts()
        try writeTruncated()
        for index in results.indices {
            for _ in 0..<12 { try writeControl(index) }
        }
        try writeSamplesAgain(&truth)
        try writeLineFeeds(&truth)
        try writeResources(&truth)
        for index in orders.indices {
            try orders[index].close()
            try results[index].close()
        }
        try early.close()
        try messageTruth.close()
    }

    private mutating func writeEpisode(of index: Int, _ truth: inout ExerciseTruth) throws {
        let person = population.people[index]
        let (year, day) = drawDay()
        let sample = nextSample()
        truth.lastSample[index] = sample
        var flaws = MessageComposer.Flaws()
        if planted.mistypedNumbers < 30, person.hasAddress, person.hasFullBirthDate,
            !person.hasBadBirthDate, random.perMille(20)
        {
            planted.mistypedNumbers += 1
            flaws.citizenNumber = CitizenNumberSupply.mistyped(person.citizenNumber)
        }
        try writeOrder(.hpv, of: index, sample, year, day, flaws, &truth)
        if random.perMille(4) {
            flaws.isCancellation = true
            planted.cancellations += 1
            try writeOrder(.hpv, of: index, sample, year, day, flaws, &truth)
        }
        if random.perMille(200) {
            try writeOrder(.cytology, of: index, nextSample(), year, day, .init(), &truth)
        }
        try writeResult(of: index, sample, year, day, &truth)
    }

    private mutating func writeOrder(
        _ order: MessageComposer.Order,
        of index: Int,
        _ sample: Int,
        _ year: Int,
        _ day: UInt32,
        _ flaws: MessageComposer.Flaws,
        _ truth: inout ExerciseTruth
    ) throws {
        controls += 1
        let categories = composer.compose(
            order,
            of: population.people[index],
            sample: sample,
            control: controls,
            day: day,
            flaws: flaws,
            &random
        )
        truth[index, .givenByUs].formUnion(categories)
        order == .hpv ? (planted.hpvOrders += 1) : (planted.cytologyOrders += 1)
        try emitOrder(year)
        if planted.duplicates < 50, random.perMille(5) {
            planted.duplicates += 1
            try emitOrder(year)
        }
        try note("O", "orders-", year, index, sample, categories, "givenByUs")
    }

    private mutating func writeResult(
        of index: Int,
        _ sample: Int,
        _ year: Int,
        _ day: UInt32,
        _ truth: inout ExerciseTruth
    ) throws {
        controls += 1
        let isEarly = random.perMille(10)
        composer.composeResult(sample: sample, control: controls, day: day, &random)
        truth.addResult(of: index)
        composer.end()
        planted.results += 1
        if isEarly {
            planted.earlyResults += 1
            try early.append(composer.bytes)
        } else {
            try results[year].append(composer.bytes)
        }
        try note("R", isEarly ? nil : "results-", year, index, sample, .result, "producedThere")
    }

    private mutating func note(
        _ letter: StaticString,
        _ file: StaticString?,
        _ year: Int,
        _ index: Int?,
        _ sample: Int,
        _ categories: ExerciseCategories,
        _ origin: StaticString
    ) throws {
        line.removeAll(keepingCapacity: true)
        line.put(letter)
        line.put(controls, width: 8)
        line.put(",")
        if let file {
            line.put(file)
            line.put(FeedWriter.years.lowerBound + year)
            line.put(".hl7,")
        } else {
            line.put("a-early-results.hl7,")
        }
        if let index { line.putSourceID(population.people[index]) }
        line.put(",")
        line.put(sample, width: 9)
        line.put(",")
        categories.put(into: &line)
        line.put(",")
        line.put(origin)
        line.put("\n")
        try messageTruth.append(line)
    }

    private mutating func emitOrder(_ year: Int) throws {
        composer.end()
        try orders[year].append(composer.bytes)
    }

    private mutating func writeUnlinkable(
        _ person: ExercisePerson,
        flaws: MessageComposer.Flaws
    ) throws {
        let (year, day) = drawDay()
        controls += 1
        let sample = nextSample()
        let categories = composer.compose(
            .hpv,
            of: person,
            sample: sample,
            control: controls,
            day: day,
            flaws: flaws,
            &random
        )
        try emitOrder(year)
        try note("O", "orders-", year, nil, sample, categories, "givenByUs")
    }

    /// Orders with the number of one person and everything else of another: they are nobody's.
    private mutating func writeConflicts() throws {
        let twins = population.twins.prefix(8).map { [$0.0, $0.1] }
        for index in 0..<20 {
            let pair = index < twins.count ? twins[index] : drawPair()
            let flaws = MessageComposer.Flaws(
                citizenNumber: population.people[pair[0]].citizenNumber
            )
            planted.conflicts += 1
            try writeUnlinkable(population.people[pair[1]], flaws: flaws)
        }
    }

    private mutating func drawPair() -> [Int] {
        while true {
            let pair = [0, 0].map { _ in random.below(population.people.count) }
            let (owner, person) = (population.people[pair[0]], population.people[pair[1]])
            if pair[0] != pair[1], person.hasAddress, person.hasFullBirthDate,
                !owner.hasBadBirthDate, !person.hasBadBirthDate,
                owner.surname != person.surname
            {
                return pair
            }
        }
    }

    /// Messages of which the line broke within the number of the person.
    private mutating func writeTruncated() throws {
        for _ in 0..<10 {
            let person = population.people[random.below(population.people.count)]
            let (year, day) = drawDay()
            controls += 1
            let sample = nextSample()
            _ = composer.compose(
                .hpv,
                of: person,
                sample: sample,
                control: controls,
                day: day,
                &random
            )
            composer.truncate()
            planted.truncated += 1
            try emitOrder(year)
            try note("O", "orders-", year, nil, sample, [], "givenByUs")
        }
    }

    private mutating func writeControl(_ year: Int) throws {
        controls += 1
        let day = UInt32((FeedWriter.years.lowerBound + year) * 10_000 + 1_01)
        let sample = nextSample()
        composer.composeResult(
            sample: sample,
            control: controls,
            day: day,
            isControl: true,
            &random
        )
        composer.end()
        planted.controls += 1
        try results[year].append(composer.bytes)
        try note("R", "results-", year, nil, sample, [], "producedThere")
    }

    /// Results with the sample number of one person that name another in full: they are nobody's. Neither is
    /// the result of the one person, which says nothing but the number.
    private mutating func writeSamplesAgain(_ truth: inout ExerciseTruth) throws {
        for pair in population.planted.samplesAgain {
            let (year, day) = drawDay()
            controls += 1
            let sample = truth.lastSample[pair.owner]
            composer.composeResult(
                sample: sample,
                control: controls,
                day: day,
                naming: population.people[pair.other],
                &random
            )
            composer.end()
            planted.samplesAgain += 1
            truth.loseResult(of: pair.owner)
            try results[year].append(composer.bytes)
            try note("R", "results-", year, nil, sample, [], "producedThere")
        }
    }

    /// Orders with a remark that runs over a line end: what stands behind it is text of their own person.
    private mutating func writeLineFeeds(_ truth: inout ExerciseTruth) throws {
        for pair in population.planted.lineFeeds {
            let (year, day) = drawDay()
            controls += 1
            let sample = nextSample()
            var categories = composer.compose(
                .hpv,
                of: population.people[pair.person],
                sample: sample,
                control: controls,
                day: day,
                &random
            )
            composer.addRemark(naming: population.people[pair.inText])
            categories.insert(.freeText)
            truth[pair.person, .givenByUs].formUnion(categories)
            planted.lineFeeds += 1
            try emitOrder(year)
            try note("O", "orders-", year, pair.person, sample, categories, "givenByUs")
        }
    }

    private mutating func writeResources(_ truth: inout ExerciseTruth) throws {
        var writer = try ResourceWriter(
            population,
            composer.names,
            folder: folder.appendingPathComponent("fhir")
        )
        for resource in try writer.write() {
            controls += 1
            if let person = resource.person {
                truth[person, .givenByUs].formUnion(resource.categories)
            }
            line.removeAll(keepingCapacity: true)
            line.put("F")
            line.put(controls, width: 8)
            line.put(",")
            line.put(resource.file)
            line.put(",")
            if let person = resource.person { line.putSourceID(population.people[person]) }
            line.put(",,")
            resource.categories.put(into: &line)
            line.put(",givenByUs\n")
            try messageTruth.append(line)
        }
        planted.resources = writer.figures
    }

    private mutating func drawDay() -> (year: Int, day: UInt32) {
        let year = random.below(FeedWriter.years.count)
        // The exercise ends before the summer of its last year.
        let isLast = year == FeedWriter.years.count - 1
        let month = random.within(1...(isLast ? 6 : 12))
        let date = (FeedWriter.years.lowerBound + year) * 10_000 + month * 100
        return (year, UInt32(date + random.within(1...28)))
    }

    private mutating func nextSample() -> Int {
        samples += 1
        return 100_000_000 + samples * 61_803_397 % 900_000_000
    }
}
