// SPDX-License-Identifier: EUPL-1.2

/// Deals out list records: good ones that lead to their person, and poor ones that lead to nobody.
///
/// Each is compared with the oracle; the exercise would be worthless if its own truth were wrong.
struct ListDealer {
    private let people: [ExercisePerson]
    private let names: InventedNames
    private let oracle: LinkOracle
    private let families: [(mother: Int, daughter: Int)]
    private let twins: [(Int, Int)]
    private let namesakes: [(Int, Int)]
    private let notExcluded: [Int]
    private let initials: Set<Int>
    private let spares: [UInt32]
    private var nextSpare = 0
    private var random: SplitMix64
    /// Poor records so far, by list and kind.
    private(set) var planted: [String: Int] = [:]

    init(_ population: ExercisePopulation, _ names: InventedNames, spares: [UInt32], seed: UInt64) {
        people = population.people
        self.names = names
        oracle = LinkOracle(population, names)
        families = population.families
        twins = population.twins
        namesakes = population.namesakes
        notExcluded = people.indices.filter { population.people[$0].group == .notExcluded }
        initials = Set(population.planted.initials)
        self.spares = spares
        random = SplitMix64(seed: seed, stream: 5)
        for isSecond in [false, true] {
            for kind in PoorRecord.kinds(isSecond: isSecond) {
                planted[kind.figure(isSecond: isSecond)] = 0
            }
        }
    }

    /// A record that the rule links to this person.
    mutating func record(of index: Int, lastSample: Int) -> ListRecord {
        var full = fullRecord(of: index, lastSample: lastSample)
        if initials.contains(index) {
            full.citizenNumber = nil
            precondition(oracle.person(full.claims(people, names)) == index, "a D leads astray")
            return full
        }
        var record = full
        soil(&record, of: index)
        if oracle.person(record.claims(people, names)) == index { return record }
        precondition(oracle.person(full.claims(people, names)) == index, "a record leads astray")
        return full
    }

    private mutating func fullRecord(of index: Int, lastSample: Int) -> ListRecord {
        var record = ListRecord()
        record.citizenNumber = people[index].citizenNumber
        record.name = index
        record.birthDate = people[index].birthDate
        record.house = people[index].hasAddress ? index : nil
        record.hasResult = random.perMille(800)
        record.hasSampleDate = random.perMille(700)
        record.hasTelephone = random.perMille(150)
        record.isPostcodeSpaced = random.perMille(300)
        record.initialsStyle = random.below(4)
        record.hasPrefix = random.perMille(700)
        if random.perMille(300) { record.spelling = .capitals }
        record.isAddressed = random.perMille(300)
        if lastSample > 0, random.perMille(600) {
            record.sample = (lastSample, true)
        } else if random.perMille(300) {
            record.sample = (foreignSample(), false)
        }
        return record
    }

    /// Empties cells, spoils numbers and letters; not more than the rule can bear.
    private mutating func soil(_ record: inout ListRecord, of index: Int) {
        switch random.below(100) {
        case 0...4:
            record.citizenNumber = nil
            return
        case 5...8:
            record.citizenNumber = CitizenNumberSupply.mistyped(people[index].citizenNumber)
            return
        case 9...15: record.house = nil
        case 16...19:
            record.house = nil
            record.name = nil
        case 20...23:
            record.birthDate = nil
            record.name = nil
        case 24...27:
            record.birthDate = nil
            record.house = nil
            return
        case 28...30: record.isBirthYear = true
        case 31...34: record.name = nil
        default: break
        }
        // Spoilt letters only where the record does not stand on its name.
        guard record.birthDate != nil, !record.isBirthYear else { return }
        switch random.below(10) {
        case 0, 1: record.spelling = .garbled
        case 2: record.spelling = .questioned
        default: break
        }
    }

    /// A record that the rule links to nobody. The first of each list are one of every kind.
    mutating func poorRecord(isSecond: Bool) -> ListRecord {
        let kinds = PoorRecord.kinds(isSecond: isSecond)
        while true {
            let missing = kinds.first { planted[$0.figure(isSecond: isSecond)] == 0 }
            let kind = missing ?? kinds[random.below(kinds.count)]
            var record = draw(kind)
            record.hasResult = random.perMille(700)
            record.initialsStyle = random.below(4)
            record.hasPrefix = random.perMille(700)
            guard oracle.person(record.claims(people, names)) == nil else { continue }
            planted[kind.figure(isSecond: isSecond), default: 0] += 1
            return record
        }
    }

    private mutating func draw(_ kind: PoorRecord) -> ListRecord {
        var record = ListRecord()
        let index = random.below(people.count)
        switch kind {
        case .numberOfSomebody:
            record.citizenNumber =
                people[notExcluded[random.below(notExcluded.count)]].citizenNumber
        case .numberOfNobody: record.citizenNumber = spareNumber()
        case .foreignSample: record.sample = (foreignSample(), false)
        case .nameAndBirthYear, .nameAndBirthDate:
            record.name = index
            record.birthDate = people[index].birthDate
            record.isBirthYear = kind == .nameAndBirthYear
        case .numberOfAnother:
            let owner = notExcluded[random.below(notExcluded.count)]
            return misnumbered(of: index, under: owner)
        case .motherAndDaughter:
            let family = families[random.below(families.count)]
            record.citizenNumber = people[family.mother].citizenNumber
            record.house = family.mother
            record.birthDate = people[family.daughter].birthDate
        case .twins:
            let pair = twins[random.below(twins.count)]
            return misnumbered(of: pair.1, under: pair.0)
        case .namesakes:
            let pair = namesakes[random.below(namesakes.count)]
            return misnumbered(of: pair.1, under: pair.0)
        }
        return record
    }

    /// Everything of one person under the number of another.
    private func misnumbered(of index: Int, under owner: Int) -> ListRecord {
        var record = ListRecord()
        record.citizenNumber = people[owner].citizenNumber
        record.name = index
        record.birthDate = people[index].birthDate
        record.house = people[index].hasAddress ? index : nil
        return record
    }

    private mutating func spareNumber() -> UInt32 {
        nextSpare = (nextSpare + 1) % spares.count
        return spares[nextSpare]
    }

    private mutating func foreignSample() -> Int { random.within(100_000_000...999_999_999) }
}
