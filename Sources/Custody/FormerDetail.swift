// SPDX-License-Identifier: EUPL-1.2

/// A name or an address that somebody had before, or both, and when.
public struct FormerDetail: Hashable, Sendable, Masked {
    public var prefix = ""
    /// Empty when it is of an address alone.
    public var surname = ""
    public var partnerPrefix = ""
    public var partnerSurname = ""
    /// Empty when it is of a name alone.
    public var postcode = ""
    public var houseNumber = ""
    /// Days since 1970-01-01, both included; nil when not known.
    public var from: Int?
    public var until: Int?

    public init() {}

    public var hasName: Bool { !surname.isEmpty }
    public var hasAddress: Bool { !postcode.isEmpty && !houseNumber.isEmpty }

    public var mask: String { "former" }
}

extension Person {
    /// The most former details that are kept of one person.
    public static let mostFormer = 24
    /// The most records that are made of them: further ones are left out.
    private static let mostClaims = 48

    /// What a record may say of the person that was so once: each name with the addresses that they had at
    /// the same time, and never half of one name with half of another. Citizen number, initials and birth
    /// date are those of today.
    public var formerClaims: [IdentityClaims] {
        guard !former.isEmpty else { return [] }
        let names = former.filter(\.hasName)
        let addresses = former.filter(\.hasAddress)
        var current = FormerDetail()
        (current.surname, current.partnerSurname) = (surname, partnerSurname)
        (current.postcode, current.houseNumber) = (postcode, houseNumber)
        var (name, address) = (current, current)
        // Of today since the last one before it ended.
        name.from = Self.end(of: names)
        address.from = Self.end(of: addresses)
        var claims: [IdentityClaims] = []
        func add(_ name: FormerDetail, _ address: FormerDetail) {
            let own = [name.surname, name.partnerSurname].filter { !$0.isEmpty }
            let found = IdentityClaims(
                citizenNumber: citizenNumber?.digits ?? "",
                surnames: own,
                initials: initials.isEmpty ? givenNames : initials,
                birthDate: birthDate?.text ?? "",
                postcode: address.postcode,
                houseNumber: address.houseNumber
            )
            if claims.count < Self.mostClaims, !claims.contains(found) { claims.append(found) }
        }
        for old in names {
            if old.hasAddress { add(old, old) }
            for place in addresses + [address] where old.overlaps(place) { add(old, place) }
        }
        for place in addresses where name.overlaps(place) { add(name, place) }
        return claims
    }

    /// The last day of all of them; nil when one has no end that is known.
    private static func end(of details: [FormerDetail]) -> Int? {
        let ends = details.compactMap(\.until)
        return ends.count == details.count ? ends.max() : nil
    }
}

extension FormerDetail {
    /// Can both have been so on one day? What is not known has no bound.
    func overlaps(_ other: FormerDetail) -> Bool {
        (from ?? .min) <= (other.until ?? .max) && (other.from ?? .min) <= (until ?? .max)
    }
}

extension FormerDetail {
    /// As it is kept: texts that hold no control character, with U+001F between them.
    public var kept: String {
        [
            prefix, surname, partnerPrefix, partnerSurname, postcode, houseNumber,
            from.map(String.init) ?? "", until.map(String.init) ?? "",
        ].joined(separator: "\u{1F}")
    }

    /// Nil for what is none.
    public init?(kept text: some StringProtocol) {
        let separator: Character = "\u{1F}"
        let parts = String(text).split(separator: separator, omittingEmptySubsequences: false)
            .map(String.init)
        guard parts.count == 8 else { return nil }
        (prefix, surname, partnerPrefix, partnerSurname) = (parts[0], parts[1], parts[2], parts[3])
        (postcode, houseNumber) = (parts[4], parts[5])
        guard parts[6].isEmpty || Int(parts[6]) != nil, parts[7].isEmpty || Int(parts[7]) != nil
        else { return nil }
        (from, until) = (Int(parts[6]), Int(parts[7]))
    }
}
