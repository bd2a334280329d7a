// SPDX-License-Identifier: EUPL-1.2

public import Custody

/// What a column of a processor's list means to us.
public enum ListRole: Hashable, Sendable {
    case citizenNumber
    case surname, partnerSurname
    /// Tussenvoegsel in a column of its own.
    case surnamePrefix
    /// Initials or given names and surname in one field.
    case fullName
    case initials, givenNames
    case birthDate
    case postcode, houseNumber, houseAddition, street, streetWithNumber, place
    /// `1234 AB Utrecht`.
    case postcodeWithPlace
    case sampleNumber
    case token
    /// Says nothing about who it is, only that such data stand there.
    case category(DataCategory)
    /// No personal data: a row number, an empty column.
    case ignore

    /// The roles that help to tell who a record is about.
    public static let identifying: [ListRole] = [
        .citizenNumber, .surname, .partnerSurname, .surnamePrefix, .fullName, .initials,
        .givenNames, .birthDate, .postcode, .houseNumber, .houseAddition, .street,
        .streetWithNumber, .place, .postcodeWithPlace, .sampleNumber, .token,
    ]

    /// The word in a mapping file, which stands in the ledger beside the list: never changes, whatever
    /// the case is called. Of a category it is the category's.
    public var code: String {
        switch self {
        case .citizenNumber: "citizenNumber"
        case .surname: "surname"
        case .partnerSurname: "partnerSurname"
        case .surnamePrefix: "surnamePrefix"
        case .fullName: "fullName"
        case .initials: "initials"
        case .givenNames: "givenNames"
        case .birthDate: "birthDate"
        case .postcode: "postcode"
        case .houseNumber: "houseNumber"
        case .houseAddition: "houseAddition"
        case .street: "street"
        case .streetWithNumber: "streetWithNumber"
        case .place: "place"
        case .postcodeWithPlace: "postcodeWithPlace"
        case .sampleNumber: "sampleNumber"
        case .token: "token"
        case .category(let category): category.code
        case .ignore: "ignore"
        }
    }

    /// Reads the word back. A category that has an identifying role of its own is that role.
    public init?(code: some StringProtocol) {
        if code == "ignore" {
            self = .ignore
        } else if let role = ListRole.identifying.first(where: { $0.code == code }) {
            self = role
        } else if let category = DataCategory(code: code) {
            self = .category(category)
        } else {
            return nil
        }
    }

    /// The data that leaked when a field of the column is filled.
    public var category: DataCategory? {
        switch self {
        case .citizenNumber: .citizenNumber
        case .surname, .surnamePrefix, .fullName, .initials, .givenNames: .name
        case .partnerSurname: .partnerName
        case .birthDate: .birthDate
        case .postcode, .houseNumber, .houseAddition, .street, .streetWithNumber, .place,
            .postcodeWithPlace:
            .address
        case .sampleNumber: .sampleNumber
        case .token: .otherIdentifier
        case .category(let category): category
        case .ignore: nil
        }
    }

    /// Would two columns of this role contradict each other?
    var standsOnce: Bool {
        switch self {
        case .category, .ignore, .surname, .partnerSurname, .givenNames, .place: false
        default: true
        }
    }
}
