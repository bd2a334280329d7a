// SPDX-License-Identifier: EUPL-1.2

/// Writes the extract of the civil registry, in an order that says nothing.
enum PopulationWriter {
    static func write(
        _ population: ExercisePopulation,
        _ names: InventedNames,
        seed: UInt64,
        to file: inout ByteFile
    ) throws {
        try file.append(
            Array(
                """
                sourceId,bsn,initials,givenNames,prefix,surname,partnerPrefix,partnerSurname,\
                nameUse,birthDate,street,houseNumber,houseLetter,houseAddition,postcode,place,\
                country,deceasedOn,secrecy,addressStatus,language,salutationPreference\n
                """.utf8
            )
        )
        var random = SplitMix64(seed: seed, stream: 3)
        var order = Array(population.people.indices)
        random.shuffle(&order)
        var line: [UInt8] = []
        for index in order {
            line.removeAll(keepingCapacity: true)
            putNames(population.people[index], names, into: &line)
            putAddress(population.people[index], names, into: &line)
            try file.append(line)
        }
    }

    private static func putNames(
        _ person: ExercisePerson,
        _ names: InventedNames,
        into line: inout [UInt8]
    ) {
        line.putSourceID(person)
        line.put(",")
        line.put(Int(person.citizenNumber), width: 9)
        line.put(",")
        line.putInitials(person, in: names)
        line.put(",")
        line.put(names.given[person.given])
        line.put(",")
        line.put(names.prefixes[person.prefix])
        line.put(",")
        line.put(names.surnames[person.surname])
        line.put(",")
        if let partner = person.partnerSurname {
            line.put(names.prefixes[person.partnerPrefix])
            line.put(",")
            line.put(names.surnames[partner])
        } else {
            line.put(",")
        }
        switch person.nameUse {
        case .own: line.put(",E,")
        case .partner: line.put(",P,")
        case .partnerOwn: line.put(",V,")
        case .ownPartner: line.put(",N,")
        }
        // Nobody was born on that day: the month is not one, or nobody grows so old.
        if person.hasBadBirthDate {
            person.birthDate % 2 == 0 ? line.put("1971-13-45") : line.put("1791-02-03")
        } else {
            line.putDashed(person.birthDate)
        }
        line.put(",")
    }

    private static func putAddress(
        _ person: ExercisePerson,
        _ names: InventedNames,
        into line: inout [UInt8]
    ) {
        if person.hasAddress {
            line.put(person.dwelling.street(in: names))
            line.put(",")
            line.put(person.dwelling.number)
            line.put(",")
            if person.dwelling.letter != 0 { line.append(person.dwelling.letter) }
            line.put(",")
            if person.dwelling.addition != 0 { line.append(person.dwelling.addition) }
            line.put(",")
            person.dwelling.putPostcode(into: &line)
            line.put(",")
            line.put(person.dwelling.place(in: names))
            line.put(",NL")
        } else {
            putForeignAddress(person, into: &line)
        }
        line.put(",")
        if person.deceasedOn != 0 {
            line.putDashed(person.deceasedOn)
        } else if person.isDeathDayUnknown {
            person.birthDate % 2 == 0 ? line.put("0000-00-00") : line.put("00000000")
        }
        line.put(",")
        line.put(person.secrecy)
        switch person.addressStatus {
        case .known, .abroad: line.put(",")
        case .shelter: line.put(",shelter")
        case .unknownAbroad: line.put(",unknownAbroad")
        case .noAddress: line.put(",noAddress")
        case .underInvestigation: line.put(",underInvestigation")
        }
        person.isEnglish ? line.put(",en,") : line.put(",nl,")
        if person.hasChosenSalutation {
            person.isEnglish ? line.put("Dear ") : line.put("Beste ")
            line.put(names.given[person.given])
        }
        line.put("\n")
    }

    /// Street to country; without an address only the country is there.
    private static func putForeignAddress(_ person: ExercisePerson, into line: inout [UInt8]) {
        guard person.addressStatus == .abroad else { return line.put(",,,,,,NL") }
        line.put("Lindenallee,")
        line.put(person.dwelling.number)
        line.put(",,,")
        line.put(person.dwelling.digits)
        switch person.dwelling.letters % 3 {
        case 0: line.put(",Lindenkerke,BE")
        case 1: line.put(",Lindenau am Bach,AT")
        default: line.put(",Lindenthal,CH")
        }
    }
}
