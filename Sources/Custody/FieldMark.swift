// SPDX-License-Identifier: EUPL-1.2

/// A column of the population that a mark can be about, by the name that formats and stores know.
public enum PersonField: String, Sendable, Hashable, Codable, CaseIterable {
    case citizenNumber = "bsn"
    case initials = "initials"
    case givenNames = "givenNames"
    case prefix = "prefix"
    case surname = "surname"
    case partnerPrefix = "partnerPrefix"
    case partnerSurname = "partnerSurname"
    case nameUse = "nameUse"
    case birthDate = "birthDate"
    case street = "street"
    case houseNumber = "houseNumber"
    case houseLetter = "houseLetter"
    case houseAddition = "houseAddition"
    case postcode = "postcode"
    case place = "place"
    case country = "country"
    case deceasedOn = "deceasedOn"
    case secrecy = "secrecy"
    case addressStatus = "addressStatus"
    case language = "language"
    case salutationPreference = "salutationPreference"
}

/// What is wrong with a field of a row, by a name that is stored and never changes.
public enum RowFault: String, Sendable, Hashable, Codable, CaseIterable {
    case empty = "empty"
    /// Below U+0020, or U+007F.
    case controlCharacter = "controlCharacter"
    /// Not eight or nine digits, or the eleven test fails.
    case noCitizenNumber = "noCitizenNumber"
    case noDate = "noDate"
    /// A day after today, or before 1850.
    case impossibleDate = "impossibleDate"
    case noPostcode = "noPostcode"
    /// Not a number from 1 to 99,999, or what stands behind it is no letter and no addition.
    case noHouseNumber = "noHouseNumber"
    case noCountry = "noCountry"
    /// None of the values that the column can have.
    case unknownValue = "unknownValue"
    /// `#N/A` and the like: a spreadsheet could not compute it.
    case spreadsheetError = "spreadsheetError"
    /// An end that lies before its beginning.
    case endBeforeStart = "endBeforeStart"
    /// More rows of one person than are kept.
    case tooManyRows = "tooManyRows"
}

/// A filled field of the population that does not read: what it holds is not known, which is not the
/// same as empty.
public struct FieldMark: Hashable, Sendable, Comparable, Codable {
    public var field: PersonField
    public var fault: RowFault

    public init(_ field: PersonField, _ fault: RowFault) {
        self.field = field
        self.fault = fault
    }

    /// As it is stored: `country:noCountry`.
    public var code: String { "\(field.rawValue):\(fault.rawValue)" }

    public init?(code: some StringProtocol) {
        let parts = code.split(separator: ":", omittingEmptySubsequences: false)
        guard parts.count == 2, let field = PersonField(rawValue: String(parts[0])),
            let fault = RowFault(rawValue: String(parts[1]))
        else { return nil }
        self.init(field, fault)
    }

    public static func < (left: FieldMark, right: FieldMark) -> Bool { left.code < right.code }
}
