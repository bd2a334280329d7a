// SPDX-License-Identifier: EUPL-1.2

public import Custody

/// What each column of a processor's list means.
///
/// Proposed by the program, corrected by people as text, and then used for every row.
public struct ListMapping: Hashable, Sendable {
    public private(set) var columns: [ListColumn]

    public init(columns: [ListColumn]) {
        self.columns = columns
    }

    /// The columns about which the door must ask.
    public var questions: [ListColumn] { columns.filter(\.isAmbiguous) }

    public var isSettled: Bool { !columns.contains(where: \.isAmbiguous) }

    /// Reads one row: what it says about who it is, and which kinds of data stand in it.
    /// Fields that are missing at the end of a row count as empty.
    public func record(from fields: [String]) -> ListRecord {
        var record = ListRecord()
        var places = Places()
        for (column, field) in zip(columns, fields) {
            guard column.role != .ignore else { continue }
            let text = field.trimmedField
            guard ListValues.isFilled(text) else { continue }
            if let category = column.role.category { record.categories.insert(category) }
            take(text, as: column.role, into: &record.claims, &places)
        }
        if record.claims.initials.isEmpty { record.claims.initials = places.givenNames }
        if record.claims.houseNumber.isEmpty { record.claims.houseNumber = places.houseNumber }
        if record.claims.postcode.isEmpty { record.claims.postcode = places.postcode }
        return record
    }

    /// What is used only if no column of its own says it.
    private struct Places {
        var givenNames = ""
        var houseNumber = ""
        var postcode = ""
    }

    private func take(
        _ text: String,
        as role: ListRole,
        into claims: inout IdentityClaims,
        _ places: inout Places
    ) {
        func first(_ field: WritableKeyPath<IdentityClaims, String>, _ text: String) {
            if claims[keyPath: field].isEmpty { claims[keyPath: field] = text }
        }
        switch role {
        case .citizenNumber: first(\.citizenNumber, text.withoutApostrophe)
        case .surname, .partnerSurname: claims.surnames.append(text)
        case .fullName:
            let name = ListFullName(text)
            claims.surnames.append(contentsOf: name.surnames)
            if places.givenNames.isEmpty { places.givenNames = name.initials }
        case .initials: first(\.initials, text)
        case .givenNames: places.givenNames = text
        case .birthDate: first(\.birthDate, text)
        case .postcode: first(\.postcode, text)
        case .postcodeWithPlace: places.postcode = ListAddress.postcode(before: text) ?? ""
        case .houseNumber: first(\.houseNumber, text)
        case .streetWithNumber:
            let (houseNumber, postcode) = ListAddress.split(text)
            places.houseNumber = houseNumber
            if !postcode.isEmpty { places.postcode = postcode }
        case .sampleNumber: first(\.sampleNumber, text)
        case .token: first(\.token, text)
        case .surnamePrefix, .houseAddition, .street, .place, .category, .ignore: break
        }
    }
}

/// One record of a list, before anyone knows whose it is.
public struct ListRecord: Hashable, Sendable, Masked {
    public var claims: IdentityClaims
    /// The kinds of data in the filled columns.
    public var categories: CategorySet

    public init(
        claims: IdentityClaims = IdentityClaims(),
        categories: CategorySet = CategorySet([])
    ) {
        self.claims = claims
        self.categories = categories
    }

    /// An empty row is no record.
    public var isEmpty: Bool { categories.isEmpty && claims.isSilent }

    public var mask: String { categories.text }
}
