// SPDX-License-Identifier: EUPL-1.2
public import Custody

/// Why a letter waits: each reason is a lane of its own, with its own people and its own answer.
public enum HoldReason: UInt8, Sendable, Hashable, CaseIterable, StoredByNumber {
    /// No letter to the dead; heirs are told on request, after a legal check.
    case deceased = 1
    /// A secret or shelter address: contact goes by way of those who keep it.
    case safety = 2
    /// Vertrokken onbekend waarheen.
    case abroadUnknown = 3
    case noAddress = 4
    /// In onderzoek: somebody else may live there; or it holds what no address or name does, and
    /// printing it would publish that.
    case addressInDoubt = 5
    /// The address cannot be printed whole: an addition, postcode or country is missing or unreadable,
    /// or there are more lines than the window shows.
    case addressIncomplete = 6
    /// The fonts have no glyph for a sign of the name or the address. A box in its place is never
    /// printed.
    case signNotPrintable = 7
    /// A field that the letter needs did not read when the population was taken in: a name, the birth date
    /// that tells a child, the address, or whether it may be written to.
    case fieldUnreadable = 8
    /// From 12 to 15: who may know of the care, the child or the parents too, somebody has to ask.
    case youngPerson = 9
    /// Two people of one name at one address, whom their given names do not tell apart either: neither
    /// could know whose letter it is.
    case sameName = 10
    /// A letter was to take an earlier one back, and by now there are data of this person again: it would
    /// not be true.
    case foundAgain = 11
    /// Something that the letter says of this person was taken back, or contradicted, since the version of
    /// the register that it goes by was frozen: it would not be true.
    case evidenceGone = 12
    /// Somebody said in a call that this person died, and nobody confirmed it yet. At once, for a letter to the
    /// dead hurts; no longer when the data manager has settled it.
    case saidDeceased = 13
    /// Somebody said in a call that the address is wrong or secret, and nobody settled it yet.
    case saidElsewhere = 14

    /// The lane of a person as far as age, names and addresses decide, nil when the letter can go. The
    /// first that applies: of the dead, of a secret address and of those who left nothing else is asked.
    public init?(_ person: Person, on day: PartialDate) {
        guard case .failure(let reason) = HoldReason.judged(person, on: day) else { return nil }
        self = reason
    }

    /// What the letter shows of a person, or their lane.
    public enum Judged: Sendable {
        case success(LetterAddressing, LetterForm)
        case failure(HoldReason)
    }

    /// On the day of the letter, which decides who is a child.
    public static func judged(
        _ person: Person,
        on day: PartialDate,
        byGivenNames: Bool = false,
        released: ReleasedLanes = .none
    ) -> Judged {
        if let reason = HoldReason(standing: person, released) { return .failure(reason) }
        let age = AgeGroup(born: person.birthDate, on: day)
        guard age != .youngPerson || released.contains(.youngPerson) else {
            return .failure(.youngPerson)
        }
        guard !byGivenNames || !person.givenNames.isUnknown else { return .failure(.sameName) }
        let form = LetterForm(
            toParents: age.isToParents(released),
            byGivenNames: byGivenNames
        )
        do throws(LetterFailure) {
            guard let addressing = try LetterAddressing(person, form: form) else {
                return .failure(.addressIncomplete)
            }
            return .success(addressing, form)
        } catch {
            return .failure(HoldReason(error))
        }
    }

    /// What holds every letter to a person under whatever number it is known; nil, ``deceased`` or
    /// ``safety``.
    public static func underAnyNumber(_ person: Person) -> HoldReason? {
        if person.deceasedOn != nil { return .deceased }
        return person.secrecy > 0 || person.addressStatus == .shelter ? .safety : nil
    }

    /// The strictest of what two numbers of one person hold a letter for.
    public static func strictest(_ one: HoldReason?, _ other: HoldReason?) -> HoldReason? {
        [.deceased, .safety, .youngPerson].first { $0 == one || $0 == other }
    }

    /// The lane of somebody whose window or first line cannot be made.
    public init(_ failure: LetterFailure) {
        switch failure {
        case .signInAddressing, .numberInAddressing: self = .addressInDoubt
        default: self = .addressIncomplete
        }
    }

    /// What is known of the person decides, before any line is made.
    private init?(standing person: Person, _ released: ReleasedLanes) {
        if person.deceasedOn != nil {
            self = .deceased
        } else if person.secrecy > 0 || person.addressStatus == .shelter {
            self = .safety
        } else if person.addressStatus == .unknownAbroad {
            self = .abroadUnknown
        } else if person.marks.contains(where: HoldReason.holds),
            !released.contains(.fieldUnreadable)
        {
            self = .fieldUnreadable
        } else if person.addressStatus == .noAddress || HoldReason.hasNoAddress(person) {
            self = .noAddress
        } else if person.addressStatus == .underInvestigation
            && !released.contains(.addressInDoubt) || !RegistryText.isPrintable(person)
        {
            self = .addressInDoubt
        } else {
            return nil
        }
    }

    /// Does a field that did not read hold the letter? The others have a value that is right without it.
    public static func holds(_ mark: FieldMark) -> Bool {
        switch mark.field {
        case .initials, .givenNames, .prefix, .surname, .partnerPrefix, .partnerSurname, .birthDate,
            .street, .houseNumber, .houseLetter, .houseAddition, .postcode, .place, .country,
            .addressStatus:
            true
        case .citizenNumber, .nameUse, .deceasedOn, .secrecy, .language, .salutationPreference:
            false
        }
    }

    private static func hasNoAddress(_ person: Person) -> Bool {
        person.street.isUnknown && person.postcode.isUnknown && person.place.isUnknown
    }
}

extension HoldReason: Codable {
    /// The stable code in the ledger's facts and in `--json`: never changes, whatever the case is
    /// called.
    public var code: String {
        switch self {
        case .deceased: "deceased"
        case .safety: "safety"
        case .abroadUnknown: "abroadUnknown"
        case .noAddress: "noAddress"
        case .addressInDoubt: "addressInDoubt"
        case .addressIncomplete: "addressIncomplete"
        case .signNotPrintable: "signNotPrintable"
        case .fieldUnreadable: "fieldUnreadable"
        case .youngPerson: "youngPerson"
        case .sameName: "sameName"
        case .foundAgain: "foundAgain"
        case .evidenceGone: "evidenceGone"
        case .saidDeceased: "saidDeceased"
        case .saidElsewhere: "saidElsewhere"
        }
    }

    public init?(code: some StringProtocol) {
        guard let found = HoldReason.allCases.first(where: { $0.code == code }) else { return nil }
        self = found
    }

    public func name(in language: Language) -> String {
        let (dutch, english) =
            switch self {
            case .deceased: ("overleden", "deceased")
            case .safety: ("geheim of beschermd adres", "secret or protected address")
            case .abroadUnknown: ("vertrokken, onbekend waarheen", "left, nobody knows where to")
            case .noAddress: ("geen adres", "no address")
            case .addressInDoubt: ("adres in onderzoek", "address under investigation")
            case .addressIncomplete: ("adres onvolledig", "address incomplete")
            case .signNotPrintable:
                ("teken dat het lettertype niet heeft", "sign that the fonts do not have")
            case .fieldUnreadable:
                ("veld in de bevolking onleesbaar", "field of the population does not read")
            case .youngPerson: ("12 tot en met 15 jaar oud", "12 to 15 years old")
            case .sameName:
                ("naamgenoot op hetzelfde adres", "somebody of the same name at the same address")
            case .foundAgain:
                ("gegevens weer gevonden sinds het plan", "data found again since the plan")
            case .evidenceGone:
                (
                    "gegevens ingetrokken sinds de versie van het register",
                    "data taken back since the version of the register"
                )
            case .saidDeceased:
                (
                    "volgens een beller overleden, nog niet nagegaan",
                    "deceased according to a caller, not confirmed yet"
                )
            case .saidElsewhere:
                (
                    "adres klopt niet volgens een beller, nog niet nagegaan",
                    "address wrong according to a caller, not confirmed yet"
                )
            }
        return language == .dutch ? dutch : english
    }

    public init(from decoder: any Decoder) throws {
        let container = try decoder.singleValueContainer()
        guard let found = HoldReason(code: try container.decode(String.self)) else {
            throw DecodingError.dataCorruptedError(in: container, debugDescription: "no such code")
        }
        self = found
    }

    public func encode(to encoder: any Encoder) throws {
        var container = encoder.singleValueContainer()
        try container.encode(code)
    }
}
