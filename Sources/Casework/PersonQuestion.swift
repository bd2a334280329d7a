// SPDX-License-Identifier: EUPL-1.2

public import Custody
internal import Letters
internal import Store

/// Whom somebody asks about.
public enum PersonQuestion: Sendable, Masked {
    /// A reference (`P-…`), or a sourceId.
    case named(String)
    /// The code of a letter.
    case letterCode(String)
    /// Attributes that must all fit.
    case attributes(PersonSearch)

    /// The one person meant. Only `named` with a reference opens nobody; all others find their answer
    /// among candidates that are opened, and so are logged.
    func find(in store: Store, for access: AccessReason) throws -> PersonNumber {
        switch self {
        case .named(let text):
            if let number = PersonNumber(reference: text) {
                return try store.joinedPeople().one(number)
            }
            let found = try store.findPeople(
                IdentityClaims(),
                sourceID: SourceID(text),
                for: access
            )
            guard let only = found.first, found.count == 1 else {
                throw CaseworkError.nobodyHasReference
            }
            return only
        case .letterCode(let text):
            guard let code = try? LetterCode(text) else { throw CaseworkError.notALetterCode }
            guard let number = try store.person(of: code) else {
                throw CaseworkError.noSuchLetterCode
            }
            return try store.joinedPeople().one(number)
        case .attributes(let search):
            let found = try store.findPeople(search.claims, sourceID: search.sourceID, for: access)
            guard found.count <= 1 else { throw CaseworkError.severalFit(found.count) }
            guard let only = found.first else { throw CaseworkError.nobodyFits }
            return only
        }
    }
}

/// What somebody may be found by.
public enum PersonAttribute: String, Sendable, Hashable, CaseIterable {
    case citizenNumber = "citizenNumber"
    case surname = "surname"
    case initials = "initials"
    case birthDate = "birthDate"
    case postcode = "postcode"
    case houseNumber = "houseNumber"
    case sourceID = "sourceId"

    /// A value as it was written, without the white space and the byte order mark around it.
    public static func trimmed(_ text: some StringProtocol) -> String {
        func isAround(_ sign: Character) -> Bool { sign == "\u{FEFF}" || sign.isWhitespace }
        let end = text.reversed().drop(while: isAround).reversed()
        return String(end.drop(while: isAround))
    }
}

/// Attributes of somebody who calls, which must all fit.
public struct PersonSearch: Sendable, Masked {
    let claims: IdentityClaims
    let sourceID: SourceID?

    /// So that nobody browses; a sourceId is enough by itself.
    public static let fewest = 2

    /// From lines `name=value`, of a file or a pipe; what is no such line is passed over.
    public init(lines text: String) throws(CaseworkError) {
        var given: [PersonAttribute: String] = [:]
        for (number, line) in text.split(
            omittingEmptySubsequences: false,
            whereSeparator: \.isNewline
        ).enumerated() {
            let parts = line.split(separator: "=", maxSplits: 1).map(PersonAttribute.trimmed)
            guard parts.count == 2, !parts[1].isEmpty else { continue }
            let name = parts[0] == "bsn" ? PersonAttribute.citizenNumber.rawValue : parts[0]
            guard let attribute = PersonAttribute(rawValue: name) else {
                throw .unknownAttribute(line: number + 1)
            }
            given[attribute] = parts[1]
        }
        try self.init(given)
    }

    /// Empty values are not given. Throws for values that are none, and for attributes by which
    /// nobody is kept: that they find nobody would be no answer.
    public init(_ given: [PersonAttribute: String]) throws(CaseworkError) {
        let given = given.filter { !$0.value.isEmpty }
        guard given.count >= Self.fewest || given[.sourceID] != nil else {
            throw .tooFewAttributes(atLeast: Self.fewest)
        }
        claims = IdentityClaims(
            citizenNumber: given[.citizenNumber] ?? "",
            surnames: given[.surname].map { [$0] } ?? [],
            initials: given[.initials] ?? "",
            birthDate: given[.birthDate] ?? "",
            postcode: given[.postcode] ?? "",
            houseNumber: given[.houseNumber] ?? ""
        )
        sourceID = given[.sourceID].map(SourceID.init)
        if !claims.citizenNumber.isEmpty, CitizenNumber(claims.citizenNumber) == nil {
            throw .notACitizenNumber
        }
        if !claims.birthDate.isEmpty, PartialDate(claims.birthDate) == nil { throw .notABirthDate }
        guard LocalIdentities.isSearchable(claims, sourceID: sourceID) else {
            throw .attributesFindNobody
        }
    }
}
