// SPDX-License-Identifier: EUPL-1.2

/// The internal number of a person: 63 bits, random among those who came in one transaction, names
/// nobody, and is the only thing about a person that stands in the clear in the ledger.
public struct PersonNumber: Hashable, Sendable, Comparable, CustomStringConvertible {
    public let value: UInt64

    public init(_ value: UInt64) {
        self.value = value
    }

    /// `P-` and sixteen hexadecimal digits in groups of four: how staff refer to a person.
    public var reference: String {
        let digits = String(value, radix: 16, uppercase: true)
        let padded = String(repeating: "0", count: 16 - digits.count) + digits
        var groups: [Substring] = []
        var rest = padded[...]
        while !rest.isEmpty {
            groups.append(rest.prefix(4))
            rest = rest.dropFirst(4)
        }
        return "P-" + groups.joined(separator: "-")
    }

    /// Reads a reference back, forgiving case, spaces and missing hyphens; nil of more than 63 bits,
    /// which no person has.
    public init?(reference: some StringProtocol) {
        let folded = reference.uppercased().filter { !" -".contains($0) }
        guard folded.first == "P", folded.count == 17,
            let value = UInt64(folded.dropFirst(), radix: 16), value <= UInt64(Int64.max)
        else { return nil }
        self.value = value
    }

    public var description: String { reference }

    public static func < (left: PersonNumber, right: PersonNumber) -> Bool {
        left.value < right.value
    }
}

/// The number of a person in the population (the civil registry extract), as its owner gives it.
public struct SourceID: Hashable, Sendable, Comparable, Masked {
    public let text: String

    public init(_ text: String) {
        self.text = text
    }

    public var mask: String { "sourceId •••" }

    /// By UTF-8 bytes: the order in which a register is canonical on every machine.
    public static func < (left: SourceID, right: SourceID) -> Bool {
        left.text.utf8.lexicographicallyPrecedes(right.text.utf8)
    }
}

/// Why an address must not simply be written to.
public enum AddressStatus: String, Sendable, Hashable, CaseIterable {
    case usual = ""
    /// Women's shelter or another protected address.
    case shelter = "shelter"
    /// Left for an unknown destination (vertrokken onbekend waarheen).
    case unknownAbroad = "unknownAbroad"
    case noAddress = "noAddress"
    /// In onderzoek: may be wrong.
    case underInvestigation = "underInvestigation"
}

/// One person of the population as the civil registry knows them (BRP names, domain of the letters).
public struct Person: Hashable, Sendable, Masked {
    public var sourceID: SourceID
    public var citizenNumber: CitizenNumber?
    public var initials = ""
    public var givenNames = ""
    public var prefix = ""
    public var surname = ""
    public var partnerPrefix = ""
    public var partnerSurname = ""
    /// Aanduiding naamgebruik: E own, P partner's, V partner's then own, N own then partner's.
    public var nameUse = "E"
    public var birthDate: PartialDate?
    public var street = ""
    public var houseNumber = ""
    public var houseLetter = ""
    public var houseAddition = ""
    public var postcode = ""
    public var place = ""
    /// ISO 3166-1 alpha-2.
    public var country = "NL"
    /// Nil for the living only; of somebody who died on a day that is not known `0000-00-00`.
    public var deceasedOn: PartialDate?
    /// Indicatie geheim, 0 to 7: above 0 the address is secret.
    public var secrecy = 0
    public var addressStatus = AddressStatus.usual
    public var language = Language.dutch
    /// A form of address the person chose, empty for the neutral default.
    public var salutationPreference = ""

    /// Filled fields that did not read, in the order of their codes: here they are empty, or have the value
    /// that is safe.
    public var marks: [FieldMark] = []

    /// Names and addresses of before, for linkage alone: no letter has them.
    public var former: [FormerDetail] = []

    public init(sourceID: SourceID) {
        self.sourceID = sourceID
    }

    /// What linkage may compare: everything that can stand in a message or a list.
    public var claims: IdentityClaims {
        IdentityClaims(
            citizenNumber: citizenNumber?.digits ?? "",
            surnames: [surname, partnerSurname].filter { !$0.isEmpty },
            initials: initials.isEmpty ? givenNames : initials,
            birthDate: birthDate?.text ?? "",
            postcode: postcode,
            houseNumber: houseNumber
        )
    }
}
