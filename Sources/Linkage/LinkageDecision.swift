// SPDX-License-Identifier: EUPL-1.2

public import Custody

/// Whom a record is about, or why that cannot be said.
public enum LinkageDecision: Hashable, Sendable {
    case linked(PersonNumber, LinkEvidence)
    case unresolved(UnresolvedReason)

    /// The identifiers that agree; none of a record that is not linked.
    var evidence: LinkEvidence {
        if case .linked(_, let evidence) = self { evidence } else { [] }
    }
}

/// The identifiers of a record that agree with the person it is linked to.
///
/// The raw value is kept in the ledger: a bit is never given to another meaning.
public struct LinkEvidence: OptionSet, Hashable, Sendable {
    public let rawValue: UInt16

    public init(rawValue: UInt16) {
        self.rawValue = rawValue
    }

    /// A token of ours of at least 64 random bits.
    public static let token = LinkEvidence(rawValue: 1 << 0)
    public static let citizenNumber = LinkEvidence(rawValue: 1 << 1)
    /// The sample number stood with this person in our own order.
    public static let sampleNumber = LinkEvidence(rawValue: 1 << 2)
    /// The full date.
    public static let birthDate = LinkEvidence(rawValue: 1 << 3)
    /// Postcode with house number.
    public static let address = LinkEvidence(rawValue: 1 << 4)
    /// Surname, own or partner's, with initial.
    public static let name = LinkEvidence(rawValue: 1 << 5)

    /// The stable words for the bits, in their order.
    public var codes: [String] {
        LinkEvidence.words.filter { contains($0.evidence) }.map(\.code)
    }

    /// The codes joined by `+`.
    public var text: String { codes.joined(separator: "+") }

    private static let words: [(evidence: LinkEvidence, code: String)] = [
        (.token, "token"), (.citizenNumber, "citizenNumber"), (.sampleNumber, "sampleNumber"),
        (.birthDate, "birthDate"), (.address, "address"), (.name, "name"),
    ]
}

/// Why a record stays open. The raw value is kept in the ledger and never reused.
public enum UnresolvedReason: UInt8, CaseIterable, Sendable, Hashable {
    /// Nothing in it that could tell anyone apart.
    case noKeys = 1
    /// A citizen number that is somebody's here, and nothing comparable beside it: one random
    /// nine-digit number in eleven passes the test.
    case citizenNumberAlone = 2
    /// No usable citizen number, and not all three second identifiers.
    case tooFewIdentifiers = 3
    /// A valid citizen number that nobody here has, and not all three second identifiers.
    case citizenNumberUnknown = 4
    /// All three second identifiers, and nobody here has them together.
    case notInPopulation = 5
    /// More than one person fits: namesakes at one address, a citizen number that stands twice.
    case ambiguous = 6
    /// The citizen number is one person's, the token or the other three identifiers another's.
    case conflict = 7
    /// The owner of the citizen number has none of the other identifiers.
    case conflictNothingElse = 8
    /// The birth date is not that of the owner of the citizen number, and only the address agrees or it
    /// differs in the year and in the day or month: mother and daughter.
    case conflictBirthDate = 9
    /// Only the address agrees with the owner of the citizen number and the name is not theirs:
    /// housemates.
    case conflictName = 10
    /// The record says itself whom it is about, and it is not the person whose sample it names.
    case conflictSample = 11
    /// A result that only a sample number could tell of, and the number stands in messages of several people.
    case sampleOfSeveral = 12

    /// The stable code in `--json` and in what is set aside: never changes, whatever the case is called.
    public var code: String {
        switch self {
        case .noKeys: "noKeys"
        case .citizenNumberAlone: "citizenNumberAlone"
        case .tooFewIdentifiers: "tooFewIdentifiers"
        case .citizenNumberUnknown: "citizenNumberUnknown"
        case .notInPopulation: "notInPopulation"
        case .ambiguous: "ambiguous"
        case .conflict: "conflict"
        case .conflictNothingElse: "conflictNothingElse"
        case .conflictBirthDate: "conflictBirthDate"
        case .conflictName: "conflictName"
        case .conflictSample: "conflictSample"
        case .sampleOfSeveral: "sampleOfSeveral"
        }
    }

    public init?(code: some StringProtocol) {
        guard let found = UnresolvedReason.allCases.first(where: { $0.code == code }) else {
            return nil
        }
        self = found
    }

    /// Does the record contradict itself, so that a person must look at it?
    public var isConflict: Bool {
        (UnresolvedReason.conflict.rawValue...UnresolvedReason.conflictSample.rawValue)
            .contains(rawValue)
    }
}
