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
        /// The sources that are new for these people.
        public var because: Set<RegisterSource>
        /// The sources that no longer speak of them.
        public var gone: Set<RegisterSource>

        public static func < (left: Move, right: Move) -> Bool {
            left.key.lexicographicallyPrecedes(right.key)
        }

        private var key: [UInt32] {
            [UInt32(from?.rawValue ?? 0), UInt32(to?.rawValue ?? 0)]
                + because.map(\.number).sorted() + gone.map(\.number).sorted()
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
        let before = Set((old?.lines ?? []).map(\.source))
        let after = Set((new?.lines ?? []).map(\.source))
        let move = Move(
            from: old?.certainty,
            to: new?.certainty,
            because: after.subtracting(before),
            gone: before.subtracting(after)
        )
        guard move.from == move.to else {
            moves[move, default: 0] += 1
            return
        }
        sameCertaintyOtherCategories += 1
    }
}
