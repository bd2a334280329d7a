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

    /// Stands in signed registers and in files: never changes, whatever the case is called.
    public var code: String {
        switch self {
        case .excluded: "excluded"
        case .cannotBeExcluded: "cannotBeExcluded"
        case .reported: "reported"
        case .stolen: "stolen"
        case .published: "published"
        }
    }

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

    /// Stands in signed registers and in files: never changes, whatever the case is called.
    public var code: String {
        switch self {
        case .givenByUs: "givenByUs"
        case .producedThere: "producedThere"
        case .givenByThirdParty: "givenByThirdParty"
        }
    }

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

    /// Stands in signed registers and in files: never changes, whatever the case is called.
    public var code: String {
        switch self {
        case .captured: "captured"
        case .kept: "kept"
        case .reconstructed: "reconstructed"
        }
    }

    public init?(code: some StringProtocol) {
        guard let found = ProvenanceGrade.allCases.first(where: { $0.code == code }) else {
            return nil
        }
        self = found
    }
}
