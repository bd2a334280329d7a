// SPDX-License-Identifier: EUPL-1.2

public import Custody

/// The columns of the population file (civil registry extract), in any order.
///
/// Only `sourceId` and `surname` must be there. A row with a wrong value is a problem of its own
/// and stops nothing.
public struct PopulationColumns: Sendable {
    enum Column: Int, TabularColumn {
        case sourceId, bsn, initials, givenNames, prefix, surname, partnerPrefix, partnerSurname
        case nameUse, birthDate, street, houseNumber, houseLetter, houseAddition, postcode, place
        case country, deceasedOn, secrecy, addressStatus, language, salutationPreference

        var name: String {
            switch self {
            case .sourceId: "sourceId"
            case .bsn: "bsn"
            case .initials: "initials"
            case .givenNames: "givenNames"
            case .prefix: "prefix"
            case .surname: "surname"
            case .partnerPrefix: "partnerPrefix"
            case .partnerSurname: "partnerSurname"
            case .nameUse: "nameUse"
            case .birthDate: "birthDate"
            case .street: "street"
            case .houseNumber: "houseNumber"
            case .houseLetter: "houseLetter"
            case .houseAddition: "houseAddition"
            case .postcode: "postcode"
            case .place: "place"
            case .country: "country"
            case .deceasedOn: "deceasedOn"
            case .secrecy: "secrecy"
            case .addressStatus: "addressStatus"
            case .language: "language"
            case .salutationPreference: "salutationPreference"
            }
        }
    }

    private let header: TabularHeader<Column>

    public init(header: [String]) throws(TabularHeaderProblem) {
        self.header = try TabularHeader(header, required: [.sourceId, .surname])
    }

    /// The names of all columns that can be read.
    public static var names: [String] { Column.allCases.map(\.name) }

    /// Columns of the file that are not read.
    public var unknown: [String] { header.unknown }

    /// Columns that the file lacks: it says nothing of what would stand there.
    public var absent: [String] { header.absent.map(\.name) }

    public func person(from fields: [String]) -> Result<Person, RowProblem> {
        Result { () throws(RowProblem) in try person(of: header.row(fields)) }
    }

    /// Only what a row tells of who it is about: sourceId, citizen number, birth date and surname.
    public func identity(from fields: [String]) -> Result<Person, RowProblem> {
        Result { () throws(RowProblem) in try identity(of: header.row(fields)) }
    }

    private func identity(of row: TabularRow<Column>) throws(RowProblem) -> Person {
        let sourceID = row[.sourceId]
        guard !sourceID.isEmpty else { throw row.problem(.sourceId, .empty) }
        var person = Person(sourceID: SourceID(sourceID))
        person.surname = row[.surname]
        guard !person.surname.isEmpty else { throw row.problem(.surname, .empty) }
        person.citizenNumber = try row.read(.bsn, or: .noCitizenNumber) {
            CitizenNumber($0)
        }
        // A birth date wholly unknown (`00000000`) says nothing; a day of death wholly unknown says that
        // the person has died.
        person.birthDate = try date(.birthDate, of: row).flatMap { $0.isUnknown ? nil : $0 }
        return person
    }

    private func person(of row: TabularRow<Column>) throws(RowProblem) -> Person {
        var person = try identity(of: row)
        person.initials = row[.initials]
        person.givenNames = row[.givenNames]
        person.prefix = row[.prefix]
        person.partnerPrefix = row[.partnerPrefix]
        person.partnerSurname = row[.partnerSurname]
        person.nameUse =
            try row.read(.nameUse, or: .unknownValue) {
                ["E", "P", "V", "N"].contains($0.uppercased()) ? $0.uppercased() : nil
            } ?? "E"
        person.deceasedOn = try date(.deceasedOn, of: row)
        try readAddress(of: row, into: &person)
        person.language =
            try row.read(.language, or: .unknownValue) { Language(rawValue: $0.lowercased()) }
            ?? .dutch
        person.salutationPreference = row[.salutationPreference]
        return person
    }

    private func readAddress(
        of row: TabularRow<Column>,
        into person: inout Person
    ) throws(RowProblem) {
        person.country =
            try row.read(.country, or: .noCountry) {
                $0.utf8.count == 2 && $0.utf8.allSatisfy { 0x41...0x5A ~= $0 & 0xDF }
                    ? $0.uppercased() : nil
            } ?? "NL"
        let isDutch = person.country == "NL"
        person.street = row[.street]
        person.houseNumber =
            try row.read(.houseNumber, or: .noHouseNumber) { text in
                guard isDutch else { return text }
                guard text.utf8.allSatisfy({ 0x30...0x39 ~= $0 }), let number = Int(text),
                    1...99_999 ~= number
                else { return nil }
                return String(number)
            } ?? ""
        person.houseLetter = row[.houseLetter]
        person.houseAddition = row[.houseAddition]
        person.postcode =
            try row.read(.postcode, or: .noPostcode) {
                isDutch ? Postcode($0)?.text : $0
            } ?? ""
        person.place = row[.place]
        person.secrecy =
            try row.read(.secrecy, or: .unknownValue) {
                Secrecy.stored($0)
            } ?? 0
        person.addressStatus =
            try row.read(.addressStatus, or: .unknownValue) { AddressStatus(rawValue: $0) }
            ?? .usual
    }

    private func date(
        _ column: Column,
        of row: TabularRow<Column>
    ) throws(RowProblem) -> PartialDate? {
        try row.read(column, or: .noDate) { PartialDate($0) }
    }
}
