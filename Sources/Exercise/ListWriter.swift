// SPDX-License-Identifier: EUPL-1.2

/// Writes a list as the laboratory sent it; the two lists have nothing in common but their people.
struct ListWriter {
    private let people: [ExercisePerson]
    private let names: InventedNames
    private let isSecond: Bool
    private var line: [UInt8] = []
    private var file: ByteFile
    private var random: SplitMix64

    init(
        _ population: ExercisePopulation,
        _ names: InventedNames,
        isSecond: Bool,
        seed: UInt64,
        to file: ByteFile
    ) throws {
        people = population.people
        self.names = names
        self.isSecond = isSecond
        self.file = file
        random = SplitMix64(seed: seed, stream: isSecond ? 7 : 6)
        if isSecond {
            line.put("geboortedatum,naam,pc,huisnummer,bsn,testuitslag,afnamedatum,telefoon\n")
        } else {
            line.put("\u{FEFF}Burgerservicenr;Achternaam;Voorl.;Geb.datum;Postcode;Huisnr;")
            line.put("Uitslag;Monsternr\r\n")
        }
        try self.file.append(line)
    }

    mutating func write(_ record: ListRecord) throws {
        line.removeAll(keepingCapacity: true)
        isSecond ? putSecond(record) : putFirst(record)
        try file.append(line)
    }

    mutating func close() throws { try file.close() }

    private mutating func putFirst(_ record: ListRecord) {
        putNumber(record)
        line.put(";")
        putName(record)
        line.put(";")
        putInitials(record)
        line.put(";")
        if let date = record.birthDate {
            if !record.isBirthYear {
                line.put(Int(date % 100), width: 2)
                line.put("-")
                line.put(Int(date / 100 % 100), width: 2)
                line.put("-")
            }
            line.put(Int(date / 10_000), width: 4)
        }
        line.put(";")
        putHouse(record, separator: ";")
        line.put(";")
        putResult(record)
        line.put(";")
        if let sample = record.sample {
            sample.isOurs ? line.put("S") : line.put("L")
            line.put(sample.number, width: 9)
        }
        line.put("\r\n")
    }

    private mutating func putSecond(_ record: ListRecord) {
        if let date = record.birthDate {
            line.put(Int(record.isBirthYear ? date / 10_000 : date))
        }
        line.put(",")
        putFullName(record)
        line.put(",")
        putHouse(record, separator: ",")
        line.put(",")
        putNumber(record)
        line.put(",")
        putResult(record)
        line.put(",")
        if record.hasSampleDate {
            let month = random.within(2_022...2_024) * 10_000 + random.within(1...12) * 100
            line.put(month + random.within(1...28))
        }
        line.put(",")
        if record.hasTelephone {
            line.put("06")
            line.put(random.within(10_000_000...89_999_999))
        }
        line.put("\n")
    }

    private mutating func putNumber(_ record: ListRecord) {
        if let number = record.citizenNumber { line.put(Int(number), width: 9) }
    }

    private mutating func putName(_ record: ListRecord) {
        guard let index = record.name else { return }
        let person = people[index]
        let prefix = record.hasPrefix ? names.prefixes[person.prefix] : []
        switch record.spelling {
        case .asRegistered:
            if record.isAddressed {
                line.putAddressed(person, in: names)
            } else {
                line.put(names.surnames[person.surname], prefix: prefix)
            }
        case .capitals:
            let start = line.count
            if record.isAddressed {
                line.putAddressed(person, in: names)
                capitalise(from: start)
            } else {
                line.put(names.capitals[person.surname], prefix: prefix)
            }
        case .garbled: line.put(names.garbled[person.surname], prefix: prefix)
        case .questioned: line.put(names.questioned[person.surname], prefix: prefix)
        }
    }

    /// `A.B. de Vries`, in one column. Of capitals without full stops nobody could tell `DE` from a prefix.
    private mutating func putFullName(_ record: ListRecord) {
        guard let index = record.name else { return }
        line.putInitials(people[index], in: names)
        line.put(" ")
        putName(record)
    }

    /// The last line, as a spreadsheet or a report adds it; no record.
    mutating func putTotals(_ records: Int) throws {
        line.removeAll(keepingCapacity: true)
        line.put("Totaal")
        line.put(isSecond ? "," : ";")
        line.put(records)
        isSecond ? line.put(",,,,,,\n") : line.put(";;;;;;\r\n")
        try file.append(line)
    }

    /// ASCII letters only, as old systems do.
    private mutating func capitalise(from start: Int) {
        for place in start..<line.count where 0x61...0x7A ~= line[place] { line[place] -= 0x20 }
    }

    /// `A.B.`, `AB`, `A B` or `a.b`.
    private mutating func putInitials(_ record: ListRecord) {
        guard let index = record.name else { return }
        let person = people[index]
        let first = names.given[person.given][0]
        if record.initialsStyle == 0 { return line.putInitials(person, in: names) }
        let isLower = record.initialsStyle == 3
        line.append(isLower ? first | 0x20 : first)
        guard person.secondInitial != 0 else { return }
        if record.initialsStyle == 2 { line.put(" ") }
        if isLower { line.put(".") }
        line.append(isLower ? person.secondInitial | 0x20 : person.secondInitial)
    }

    private mutating func putHouse(_ record: ListRecord, separator: StaticString) {
        guard let house = record.house else { return line.put(separator) }
        let dwelling = people[house].dwelling
        dwelling.putPostcode(into: &line, spaced: record.isPostcodeSpaced)
        line.put(separator)
        line.put(dwelling.number)
        if dwelling.letter != 0 { line.append(dwelling.letter) }
    }

    private mutating func putResult(_ record: ListRecord) {
        guard record.hasResult else { return }
        switch random.below(20) {
        case 0: line.put("HPV16")
        case 1: line.put("positief")
        default: line.put("negatief")
        }
    }
}
