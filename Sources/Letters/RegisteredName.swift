// SPDX-License-Identifier: EUPL-1.2
public import Custody

/// Sex in the civil registry (geslachtsaanduiding, element 04.10).
public enum RegisteredSex: String, Sendable, Hashable, CaseIterable {
    case male = "M"
    case female = "V"
    /// Onbekend; also where a passport shows X.
    case unknown = "O"
}

/// Which surnames a person uses (aanduiding naamgebruik, element 61.10).
public enum NameUse: String, Sendable, Hashable, CaseIterable {
    case own = "E"
    case partner = "P"
    /// Vóór: the partner's name, then one's own.
    case partnerThenOwn = "V"
    /// Na: one's own name, then the partner's.
    case ownThenPartner = "N"
}

/// A surname with what stands before it; a name of `.` is unknown and counts as absent.
public struct Surname: Hashable, Sendable, Masked {
    /// Adellijke titel of predicaat.
    public var title: NobleTitle?
    /// Voorvoegsel: `van den`, in the case in which it was registered.
    public var prefix: String
    /// Geslachtsnaam.
    public var name: String

    public init(title: NobleTitle? = nil, prefix: String = "", name: String) {
        self.title = title
        self.prefix = prefix.singleSpaced
        self.name = name == "." ? "" : name.singleSpaced
    }

    var isKnown: Bool { !name.isEmpty }

    /// Prefix and name in the registered case.
    var plain: String {
        prefix.isEmpty || name.isEmpty ? prefix + name : prefix.joined(by: " ", to: name)
    }
}

/// A marriage or registered partnership, present or ended.
public struct Partnership: Hashable, Sendable, Masked {
    public var surname: Surname
    /// Datum huwelijkssluiting of aangaan geregistreerd partnerschap (06.10), possibly partial.
    public var began: PartialDate?
    /// Datum ontbinding (07.10); nil while it lasts.
    public var ended: PartialDate?

    public init(surname: Surname, began: PartialDate? = nil, ended: PartialDate? = nil) {
        self.surname = surname
        self.began = began
        self.ended = ended
    }
}

/// The name of a person as the civil registry (BRP) holds it: enough to address them in every form.
public struct RegisteredName: Hashable, Sendable, Masked {
    /// Voornamen (02.10), separated by spaces; empty for a chain of names (naamketen).
    public var givenNames: String
    public var surname: Surname
    public var sex: RegisteredSex
    public var use: NameUse
    public var partnerships: [Partnership]
    /// Initials that a source states instead of given names; they go before derived ones.
    public var statedInitials: String

    public init(
        givenNames: String = "",
        surname: Surname,
        sex: RegisteredSex = .unknown,
        use: NameUse = .own,
        partnerships: [Partnership] = [],
        statedInitials: String = ""
    ) {
        self.givenNames = givenNames == "." ? "" : givenNames
        self.surname = surname
        self.sex = sex
        self.use = use
        self.partnerships = partnerships
        self.statedInitials = statedInitials
    }

    /// The name of a person of the population; the population holds no sex and no titles.
    public init(_ person: Person) {
        let partner = Surname(prefix: person.partnerPrefix, name: person.partnerSurname)
        self.init(
            givenNames: person.givenNames,
            surname: Surname(prefix: person.prefix, name: person.surname),
            use: NameUse(rawValue: person.nameUse) ?? .own,
            partnerships: partner.isKnown ? [Partnership(surname: partner)] : [],
            statedInitials: person.initials
        )
    }

    /// Voorletters: `A.B.`; empty without given names.
    public var initials: String {
        statedInitials.isEmpty ? Initials.of(givenNames) : statedInitials
    }

    /// Is there a partnership that has not ended?
    var hasCurrentPartner: Bool { partnerships.contains { $0.ended == nil } }

    /// The partnership whose name is used: of several current ones the oldest, of ended ones the
    /// last ended. Where the dates do not say which, the registry's own order does: the first stands.
    var usedPartnership: Partnership? {
        let current = partnerships.filter { $0.ended == nil }
        guard current.isEmpty else {
            return current.dropFirst().reduce(current.first) { oldest, next in
                next.began.isSurelyBefore(oldest?.began) ? next : oldest
            }
        }
        return partnerships.dropFirst().reduce(partnerships.first) { last, next in
            (last?.ended ?? nil).isSurelyBefore(next.ended) ? next : last
        }
    }
}

extension PartialDate? {
    /// False when what is unknown of the two may turn it round.
    fileprivate func isSurelyBefore(_ other: PartialDate?) -> Bool {
        guard let self, let other, !self.isUnknown, !other.isUnknown else { return false }
        let month = self.month == 0 ? 12 : self.month
        let day = self.month == 0 || self.day == 0 ? 31 : self.day
        return UInt32(self.year * 10_000 + month * 100 + day) < other.value
    }
}

extension String {
    var words: [Substring] { split(separator: " ") }

    /// The words with one space between them; nearly every text is that already.
    var singleSpaced: String {
        var last = UInt8(ascii: " ")
        for byte in utf8 {
            if byte == UInt8(ascii: " "), last == byte { return words.joined(separator: " ") }
            last = byte
        }
        return last == UInt8(ascii: " ") ? words.joined(separator: " ") : self
    }

    /// Both with something between them, in memory of the right size at once.
    func joined(by joint: String, to other: String) -> String {
        var text = ""
        text.reserveCapacity(utf8.count + joint.utf8.count + other.utf8.count)
        text += self
        text += joint
        text += other
        return text
    }
}

extension [String] {
    var nonEmpty: [String] { filter { !$0.isEmpty } }
}
