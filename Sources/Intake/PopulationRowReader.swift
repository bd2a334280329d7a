// SPDX-License-Identifier: EUPL-1.2

internal import Custody

/// One row of the population as values. A filled field that does not read leaves a mark on the person,
/// and the value that is safe: the widest secrecy, dead on an unknown day, Dutch, their own name; else none.
struct PopulationRowReader {
    typealias Column = PopulationColumns.Column

    private let row: TabularRow<Column>
    private let sourceID: SourceID
    private let dates: PopulationDates
    private let today: Int
    private var marks: [FieldMark] = []

    private static let firstYear = 1850

    init(
        _ header: TabularHeader<Column>,
        _ fields: [String],
        _ dates: PopulationDates,
        today: Int
    ) throws(RowProblem) {
        row = try header.row(fields, strict: [.sourceId])
        guard !row[.sourceId].isEmpty else { throw row.problem(.sourceId, .empty) }
        guard !row[.sourceId].isSpreadsheetError else {
            throw row.problem(.sourceId, .spreadsheetError)
        }
        // A remark under the rows: nobody is told by a number alone.
        let row = row
        guard Column.allCases.contains(where: { $0 != .sourceId && !row[$0].isEmpty }) else {
            throw row.problem(.surname, .empty)
        }
        sourceID = SourceID(row[.sourceId])
        self.dates = dates
        self.today = today
    }

    mutating func person() -> Person {
        var person = identity()
        person.initials = text(.initials)
        person.givenNames = text(.givenNames)
        person.prefix = text(.prefix)
        person.partnerPrefix = text(.partnerPrefix)
        person.partnerSurname = text(.partnerSurname)
        person.nameUse = value(.nameUse, or: .unknownValue, RegistryWords.nameUse) ?? "E"
        person.deceasedOn = dayOfDeath()
        readAddress(into: &person)
        person.language = value(.language, or: .unknownValue, RegistryWords.language) ?? .dutch
        person.salutationPreference = text(.salutationPreference)
        person.marks = marks.sorted()
        return person
    }

    mutating func identity() -> Person {
        var person = Person(sourceID: sourceID)
        person.surname = text(.surname)
        if row[.surname].isEmpty { mark(.surname, .empty) }
        person.citizenNumber = citizenNumber()
        person.birthDate = dayOfBirth()
        return person
    }

    private mutating func citizenNumber() -> CitizenNumber? {
        // Nothing but zeros says that there is none.
        if row[.bsn].utf8.allSatisfy({ $0 == 0x30 }) { return nil }
        return value(.bsn, or: .noCitizenNumber) { CitizenNumber($0) }
    }

    // MARK: Dates

    /// A birth date wholly unknown (`00000000`) says nothing.
    private mutating func dayOfBirth() -> PartialDate? {
        guard !saysUnknownDay(row[.birthDate]),
            let date = value(.birthDate, or: .noDate, dates.birthDate.read)
        else { return nil }
        guard isPossible(date) else {
            mark(.birthDate, .impossibleDate)
            return nil
        }
        return date
    }

    /// Whatever stands for a day of death says that the person has died, but for a word that says they live.
    private mutating func dayOfDeath() -> PartialDate? {
        let text = row[.deceasedOn]
        guard !text.isEmpty, !RegistryWords.saysLiving(text) else { return nil }
        if saysUnknownDay(text) || RegistryWords.saysDead(text) { return .unknownDay }
        guard let date = value(.deceasedOn, or: .noDate, dates.deceasedOn.read) else {
            return .unknownDay
        }
        guard isPossible(date) else {
            mark(.deceasedOn, .impossibleDate)
            return .unknownDay
        }
        return date
    }

    /// `00000000`, `0000-00-00`, or the `0` that a spreadsheet makes of it.
    private func saysUnknownDay(_ text: String) -> Bool {
        text.utf8.contains(0x30) && text.utf8.allSatisfy { $0 == 0x30 || $0 == 0x2D }
    }

    private func isPossible(_ date: PartialDate) -> Bool {
        guard let day = date.dayNumber else { return true }
        return date.year >= Self.firstYear && day <= today
    }

    // MARK: Addresses

    private mutating func readAddress(into person: inout Person) {
        let country = value(.country, or: .noCountry) { Country.read($0) }
        person.addressStatus =
            value(.addressStatus, or: .unknownValue, RegistryWords.addressStatus) ?? .usual
        switch country {
        case .code(let code): person.country = code
        // Land 0000: left, and nobody knows where to.
        case .unknown where person.addressStatus == .usual: person.addressStatus = .unknownAbroad
        case .unknown: break
        case nil: if !row[.country].isEmpty { person.country = "" }
        }
        person.secrecy =
            value(.secrecy, or: .unknownValue, RegistryWords.secrecy)
            ?? (row[.secrecy].isEmpty ? 0 : RegistryWords.widestSecrecy)
        person.street = text(.street)
        person.houseLetter = text(.houseLetter)
        person.houseAddition = text(.houseAddition)
        person.place = text(.place)
        if person.country == "NL" {
            person.postcode = value(.postcode, or: .noPostcode) { Postcode($0)?.text } ?? ""
            readHouseNumber(into: &person)
        } else {
            person.postcode = text(.postcode)
            person.houseNumber = text(.houseNumber)
        }
    }

    /// Letter and addition may stand in the column of the number, once more or alone.
    private mutating func readHouseNumber(into person: inout Person) {
        guard let parts = value(.houseNumber, or: .noHouseNumber, { HouseNumberText($0) }) else {
            return
        }
        for (part, own) in [(parts.letter, \Person.houseLetter), (parts.addition, \.houseAddition)]
        where !part.isEmpty {
            guard person[keyPath: own].isEmpty else {
                if person[keyPath: own].lowercased() != part.lowercased() {
                    mark(.houseNumber, .noHouseNumber)
                }
                continue
            }
            person[keyPath: own] = part
        }
        person.houseNumber = parts.number
    }

    // MARK: Fields

    private mutating func text(_ column: Column) -> String {
        let text = row[column]
        guard !text.isSpreadsheetError else {
            mark(column, .spreadsheetError)
            return ""
        }
        guard row.holdsControls, text.utf8.holdControlCharacter else { return text }
        mark(column, .controlCharacter)
        return ""
    }

    private mutating func value<Value>(
        _ column: Column,
        or fault: RowFault,
        _ read: (String) -> Value?
    ) -> Value? {
        let text = text(column)
        guard !text.isEmpty else { return nil }
        guard let value = read(text) else {
            mark(column, fault)
            return nil
        }
        return value
    }

    private mutating func mark(_ column: Column, _ fault: RowFault) {
        guard let field = PersonField(rawValue: column.name) else { return }
        marks.append(FieldMark(field, fault))
    }
}

extension PartialDate {
    fileprivate static let unknownDay = PartialDate(year: 0)
}
