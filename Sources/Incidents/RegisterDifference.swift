// SPDX-License-Identifier: EUPL-1.2

public import Custody

/// What changed between two versions of a register, and by which source: every move explained.
public struct RegisterDifference: Sendable {
    /// A kind of move with the number of people who made it.
    public struct Move: Hashable, Sendable, Comparable {
        /// nil: was not in the register.
        public var from: Certainty?
        /// nil: is no longer in it.
        public var to: Certainty?
        /// The sources that are new (or gone) for these people.
        public var because: Set<RegisterSource>

        public static func < (left: Move, right: Move) -> Bool {
            left.key.lexicographicallyPrecedes(right.key)
        }

        private var key: [UInt16] {
            [UInt16(from?.rawValue ?? 0), UInt16(to?.rawValue ?? 0)]
                + because.map(\.number).sorted()
        }
    }

    public private(set) var moves: [Move: Int] = [:]
    /// People whose categories changed though their certainty did not.
    public private(set) var sameCertaintyOtherCategories = 0
    public private(set) var unchanged = 0

    public init(from old: Register, to new: Register) {
        var left = 0
        var right = 0
        while left < old.count || right < new.count {
            if right == new.count || left < old.count && old.people[left] < new.people[right] {
                count(old[left], nil)
                left += 1
            } else if left == old.count || new.people[right] < old.people[left] {
                count(nil, new[right])
                right += 1
            } else {
                count(old[left], new[right])
                left += 1
                right += 1
            }
        }
    }

    private mutating func count(_ old: RegisterRow?, _ new: RegisterRow?) {
        guard old != new else {
            unchanged += 1
            return
        }
        let move = Move(
            from: old?.certainty,
            to: new?.certainty,
            because: Set((old?.lines ?? []).map(\.source))
                .symmetricDifference((new?.lines ?? []).map(\.source))
        )
        guard move.from == move.to else {
            moves[move, default: 0] += 1
            return
        }
        sameCertaintyOtherCategories += 1
    }
}

/// The four groups of people, each with its own truth in its letter.
public enum AffectedGroup: String, Sendable, CaseIterable {
    /// In the first statement that reported people.
    case first
    /// Reported, found or published in a later statement only.
    case second
    /// Not reported by anyone: the processor had data of them, so it cannot be excluded.
    case notExcluded
    /// As `notExcluded`, and known only from disclosures by third parties on our behalf.
    case reconstructed

    /// The group of a person; nil when everything about them is excluded.
    public init?(of row: RegisterRow, firstStatement: Int?) {
        switch row.certainty {
        case .excluded: return nil
        case .cannotBeExcluded:
            let ours = row.held(.givenByUs).union(row.held(.producedThere))
            self = ours.isEmpty ? .reconstructed : .notExcluded
        case .reported, .stolen, .published:
            self = row.statements.first == firstStatement ? .first : .second
        }
    }
}
