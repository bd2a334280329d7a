// SPDX-License-Identifier: EUPL-1.2

/// How many of the people whom a breach concerns were told, by letters that were handed over to whoever
/// carries them (GDPR Art. 34). A letter that is planned, or only printed, told nobody anything.
public struct ToldShare: Hashable, Sendable, Codable {
    public var people: Int
    public var told: Int
    public var groups: [Group]
    /// The others: people by the code of why their letter is held, or `noLetter`.
    public var left: [String: Int]
    /// When the last letters were handed over, milliseconds since 1970-01-01 UTC; nil when none were.
    public var lastHandedOver: Int64?
    /// People who had a letter and are not concerned any more: not in the register, or all excluded in it; and
    /// those of them whose last letter says so.
    public var outside: Int
    public var retracted: Int

    public struct Group: Hashable, Sendable, Codable {
        /// Code of an `AffectedGroup`.
        public var group: String
        public var people: Int
        public var told: Int

        public init(group: String, people: Int, told: Int) {
            self.group = group
            self.people = people
            self.told = told
        }
    }

    /// Those who are in no letter, held or handed over.
    public static let noLetter = "noLetter"

    public init(
        groups: [Group],
        left: [String: Int],
        lastHandedOver: Int64? = nil,
        outside: Int = 0,
        retracted: Int = 0
    ) {
        people = groups.reduce(0) { $0 + $1.people }
        told = groups.reduce(0) { $0 + $1.told }
        self.groups = groups
        self.left = left
        self.lastHandedOver = lastHandedOver
        self.outside = outside
        self.retracted = retracted
    }

    /// People who were not told.
    public var notTold: Int { people - told }
}

extension DutyMoments {
    /// The same as the letters have it: everybody is informed when nobody is left, and as long as somebody
    /// is, only with a reason for those.
    public func counting(_ share: ToldShare?, hasReason: Bool) -> DutyMoments {
        guard let share else { return self }
        var moments = self
        if share.notTold == 0, share.people > 0, moments.span(of: .personsInformed) == nil {
            moments.set(
                .personsInformed,
                to: share.lastHandedOver.map { Span(earliest: $0, latest: $0) }
            )
        } else if share.notTold > 0, !hasReason {
            moments.set(.personsInformed, to: nil)
        }
        return moments
    }
}
