// SPDX-License-Identifier: EUPL-1.2

/// How sure it is that data of a person leaked. A person's certainty is the highest of theirs.
///
/// *Excluded* is never worded as safe.
public enum Certainty: UInt8, CaseIterable, Sendable, Hashable, Comparable {
    case excluded = 1
    case cannotBeExcluded = 2
    case reported = 3
    case stolen = 4
    case published = 5

    public var code: String { Certainty.codes[Int(rawValue)] }

    private static let codes = EnumerationCodes.table(of: Certainty.self)

    public init?(code: some StringProtocol) {
        guard let found = Certainty.allCases.first(where: { $0.code == code }) else { return nil }
        self = found
    }

    public static func < (left: Certainty, right: Certainty) -> Bool {
        left.rawValue < right.rawValue
    }
}

/// How the processor came to have the data (herkomst).
///
/// "Not known to be there" may be said of a category only if it is absent from all three.
public enum Origin: UInt8, CaseIterable, Sendable, Hashable {
    case givenByUs = 1
    /// Made by the processor for us: a result, joined to its order by the sample number.
    case producedThere = 2
    /// Sent by somebody else on our behalf: a general practitioner.
    case givenByThirdParty = 3

    public var code: String { Origin.codes[Int(rawValue)] }

    private static let codes = EnumerationCodes.table(of: Origin.self)

    public init?(code: some StringProtocol) {
        guard let found = Origin.allCases.first(where: { $0.code == code }) else { return nil }
        self = found
    }
}

/// How a disclosure came to be known, best first.
public enum ProvenanceGrade: UInt8, CaseIterable, Sendable, Hashable {
    /// Recorded before the message left.
    case captured = 1
    /// Read from messages that were kept.
    case kept = 2
    /// Put together afterwards from what others remember or keep.
    case reconstructed = 3

    public var code: String { ProvenanceGrade.codes[Int(rawValue)] }

    private static let codes = EnumerationCodes.table(of: ProvenanceGrade.self)

    public init?(code: some StringProtocol) {
        guard let found = ProvenanceGrade.allCases.first(where: { $0.code == code }) else {
            return nil
        }
        self = found
    }
}
