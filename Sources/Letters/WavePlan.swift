// SPDX-License-Identifier: EUPL-1.2
public import Custody

/// What the last letter to somebody said, as far as it decides about another one.
public struct EarlierLetter: Hashable, Sendable {
    public var wave: Int
    /// `excluded` of a letter that took an earlier one back, and of no other; without categories when it said
    /// that nothing is known.
    public var certainty: Certainty
    public var categories: CategorySet
    /// The letter turned out to say something that was not so.
    public var needsCorrection: Bool

    public init(
        wave: Int,
        certainty: Certainty,
        categories: CategorySet,
        needsCorrection: Bool = false
    ) {
        self.wave = wave
        self.certainty = certainty
        self.categories = categories
        self.needsCorrection = needsCorrection
    }
}

/// One person of a register version, as the planning of a wave sees them: no name and no address.
public struct WaveRow: Hashable, Sendable {
    public var person: UInt64
    public var certainty: Certainty
    public var group: LetterGroup
    public var categories: CategorySet
    /// Why no letter can go to this person now.
    public var hold: HoldReason?
    public var earlier: EarlierLetter?
    /// Given names tell them from somebody of the same name at the same address.
    public var byGivenNames = false
    /// They had a letter and are not concerned any more: this one takes it back.
    public private(set) var isRetraction = false

    /// Somebody who had a letter, of a group, and is not in the register any more, or all excluded in it.
    public init(retracting group: LetterGroup, from person: UInt64, hold: HoldReason?) {
        self.init(
            person: person,
            certainty: .excluded,
            group: group,
            categories: [],
            hold: hold
        )
        isRetraction = true
    }

    public init(
        person: UInt64,
        certainty: Certainty,
        group: LetterGroup,
        categories: CategorySet,
        hold: HoldReason? = nil,
        earlier: EarlierLetter? = nil
    ) {
        self.person = person
        self.certainty = certainty
        self.group = group
        self.categories = categories
        self.hold = hold
        self.earlier = earlier
    }

    /// What a new letter would tell this person; nil when there is nothing they were not told.
    var news: WhyAgain? {
        guard let earlier else { return nil }
        // What was said too surely, or of too many kinds of data, has to be put right.
        let saidTooMuch =
            certainty < earlier.certainty || !categories.isSuperset(of: earlier.categories)
        let saidNothing = earlier.certainty == .excluded
        if earlier.needsCorrection || saidTooMuch || saidNothing { return .correction }
        if certainty > earlier.certainty { return .moreCertain }
        return categories == earlier.categories ? nil : .moreData
    }
}

/// Whom a wave is for, by how sure it is that their data leaked.
public enum WaveAudience: String, Sendable, Hashable, Codable, CaseIterable {
    /// Everyone reported by the processor, found in files, or published.
    case reported = "reported"
    /// Everyone in the register, except people whose data are all excluded.
    case everyone = "everyone"

    /// *Excluded* is never written to.
    public func includes(_ certainty: Certainty) -> Bool {
        switch self {
        case .reported: certainty >= .reported
        case .everyone: certainty > .excluded
        }
    }
}

/// A decision to write. It changes a wave, never the register.
public struct WaveDecision: Hashable, Sendable {
    /// What happens to those who had a letter before.
    public enum Again: Sendable, Hashable {
        case nobody
        /// Only those for whom something is new.
        case ifSomethingIsNew
        /// All of them, and the letter says why.
        case everyone

        /// Those for whom nothing is new are written to again only in a wave that is for all: "we
        /// write to everyone" is then the reason, and in any other wave it would not be true.
        public init(_ audience: WaveAudience, onlyNews: Bool) {
            self = audience == .everyone && !onlyNews ? .everyone : .ifSomethingIsNew
        }
    }

    public var wave: Int
    public var audience: WaveAudience
    public var again: Again

    public init(wave: Int, audience: WaveAudience, again: Again) {
        self.wave = wave
        self.audience = audience
        self.again = again
    }
}

/// Who gets a letter in a wave and why again, who is held and why, and who is not in it.
///
/// Everyone of the register is in exactly one of the four lists, once; so is who had a letter and is not
/// concerned any more, in one of the first two.
public struct WavePlan: Hashable, Sendable {
    public struct Letter: Hashable, Sendable {
        public var person: UInt64
        public var group: LetterGroup
        public var certainty: Certainty
        /// Nil for a first letter.
        public var whyAgain: WhyAgain?
        public var byGivenNames = false
    }

    public struct Held: Hashable, Sendable {
        public var person: UInt64
        public var group: LetterGroup
        public var reason: HoldReason
        /// Nil for a first letter.
        public var whyAgain: WhyAgain?
    }

    public enum Failure: Error, Equatable {
        /// The register names a person twice: it is no register.
        case personTwice(UInt64)
        /// A person has already had a letter of a later wave.
        case waveOutOfOrder(Int)
    }

    public private(set) var letters: [Letter] = []
    public private(set) var held: [Held] = []
    /// In the wave by the decision, but already written to in this wave or with nothing new.
    public private(set) var alreadyTold: [UInt64] = []
    /// Outside the audience of the decision.
    public private(set) var outside: [UInt64] = []

    /// The order of the letters is the order of the rows.
    public init(
        _ rows: some Collection<WaveRow>,
        decision: WaveDecision
    ) throws(Failure) {
        var seen = Set<UInt64>(minimumCapacity: rows.count)
        letters.reserveCapacity(rows.count)
        for row in rows {
            guard seen.insert(row.person).inserted else { throw .personTwice(row.person) }
            // What was not so is put right whatever was decided about the others.
            guard row.isRetraction || decision.audience.includes(row.certainty) else {
                outside.append(row.person)
                continue
            }
            if let earlier = row.earlier, earlier.wave > decision.wave {
                throw .waveOutOfOrder(earlier.wave)
            }
            guard let letter = WavePlan.letter(for: row, decision) else {
                alreadyTold.append(row.person)
                continue
            }
            if let reason = row.hold {
                held.append(
                    Held(
                        person: row.person,
                        group: row.group,
                        reason: reason,
                        whyAgain: row.isRetraction ? .retraction : nil
                    )
                )
            } else {
                letters.append(letter)
            }
        }
    }

    private static func letter(for row: WaveRow, _ decision: WaveDecision) -> Letter? {
        var letter = Letter(person: row.person, group: row.group, certainty: row.certainty)
        letter.byGivenNames = row.byGivenNames
        if row.isRetraction {
            letter.whyAgain = .retraction
            return letter
        }
        guard let earlier = row.earlier else { return letter }
        guard earlier.wave < decision.wave else { return nil }
        switch decision.again {
        case .nobody: return nil
        case .ifSomethingIsNew:
            guard let news = row.news else { return nil }
            letter.whyAgain = news
        case .everyone: letter.whyAgain = row.news ?? .everyone
        }
        return letter
    }

    /// How many letters go to each group.
    public var lettersByGroup: [LetterGroup: Int] {
        letters.reduce(into: [:]) { $0[$1.group, default: 0] += 1 }
    }

    /// People who had a letter and are not concerned any more, to print or held.
    public var retractions: Int {
        letters.count { $0.whyAgain == .retraction } + held.count { $0.whyAgain == .retraction }
    }

    /// How many letters one print file may hold.
    public static let printFileSizes = 1...50_000

    /// The print file of a letter by its place among the letters, counted from 1: files are filled
    /// one after the other.
    public static func printFile(ofLetter place: Int, lettersInFile size: Int) -> Int {
        place / size + 1
    }

    /// How many people wait in each lane.
    public var heldByReason: [HoldReason: Int] {
        held.reduce(into: [:]) { $0[$1.reason, default: 0] += 1 }
    }
}
