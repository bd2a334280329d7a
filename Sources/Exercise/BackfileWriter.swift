// SPDX-License-Identifier: EUPL-1.2

/// Writes what general practitioners sent in the years before the feed (2011 to 2016).
enum BackfileWriter {
    private static let always: ExerciseCategories = [.name, .birthDate, .citizenNumber]

    static func write(
        _ population: ExercisePopulation,
        _ names: InventedNames,
        seed: UInt64,
        _ truth: inout ExerciseTruth,
        to file: inout ByteFile
    ) throws {
        try file.append(
            Array(
                """
                bsn,surname,initials,birthDate,postcode,houseNumber,categories,disclosedOn,sender\n
                """.utf8
            )
        )
        var random = SplitMix64(seed: seed, stream: 4)
        var line: [UInt8] = []
        for (index, person) in population.people.enumerated() {
            let isSent =
                switch person.group {
                case .reconstructed: true
                case .notExcluded: random.perMille(20)
                case .first, .second, .none: false
                }
            guard isSent else { continue }
            for _ in 0..<random.within(1...2) {
                var categories = always
                if person.hasAddress { categories.insert(.address) }
                if random.perMille(850) { categories.insert(.testRequested) }
                if random.perMille(800) { categories.insert(.generalPractitioner) }
                truth[index, .givenByThirdParty].formUnion(categories)
                line.removeAll(keepingCapacity: true)
                put(person, names, into: &line)
                categories.put(into: &line, separator: UInt8(ascii: ";"))
                line.put(",")
                let date = random.within(2_011...2_016) * 10_000 + random.within(1...12) * 100
                line.putDashed(UInt32(date + random.within(1...28)))
                line.put(",Huisartsencooperatie Dijkland\n")
                try file.append(line)
            }
        }
    }

    private static func put(
        _ person: ExercisePerson,
        _ names: InventedNames,
        into line: inout [UInt8]
    ) {
        line.put(Int(person.citizenNumber), width: 9)
        line.put(",")
        line.put(names.surnames[person.surname], prefix: names.prefixes[person.prefix])
        line.put(",")
        line.putInitials(person, in: names)
        line.put(",")
        line.putDashed(person.birthDate)
        line.put(",")
        if person.hasAddress {
            person.dwelling.putPostcode(into: &line)
            line.put(",")
            line.put(person.dwelling.number)
        } else {
            line.put(",")
        }
        line.put(",")
    }
}
