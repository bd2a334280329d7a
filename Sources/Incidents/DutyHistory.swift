// SPDX-License-Identifier: EUPL-1.2

/// A moment of an incident as it was recorded. Milliseconds since 1970-01-01 UTC.
public struct RecordedMoment: Hashable, Sendable {
    public var moment: DutyMoment
    /// When the time is not known, the latest that it can have been.
    public var happenedAt: Int64
    /// The earliest that it can have been, when the time is not known; else nil.
    public var notBefore: Int64?
    public var recordedAt: Int64
    public var by: String
    public var note: String
    /// The counter-entry that took it back.
    public var takenBack: TakenBack?

    public struct TakenBack: Hashable, Sendable {
        public var at: Int64
        public var by: String
        public var because: String

        public init(at: Int64, by: String, because: String) {
            self.at = at
            self.by = by
            self.because = because
        }
    }

    public init(
        _ moment: DutyMoment,
        happenedAt: Int64,
        notBefore: Int64? = nil,
        recordedAt: Int64,
        by: String = "",
        note: String = "",
        takenBack: TakenBack? = nil
    ) {
        self.moment = moment
        self.happenedAt = happenedAt
        self.notBefore = notBefore
        self.recordedAt = recordedAt
        self.by = by
        self.note = note
        self.takenBack = takenBack
    }

    var span: DutyMoments.Span {
        DutyMoments.Span(earliest: notBefore ?? happenedAt, latest: happenedAt)
    }
}

/// That a clock reads another moment than it once did: corrected, or taken back.
public struct DutyChange: Hashable, Sendable, Codable {
    public var moment: DutyMoment
    /// When it was said to have happened before. Milliseconds since 1970-01-01 UTC.
    public var was: Int64
    /// Nil: it was taken back, and an earlier one counts again, or none.
    public var isNow: Int64?
    public var changedAt: Int64
    public var by: String
    public var because: String
}

extension DutyMoments {
    /// The moments that had been recorded by `limit`, given in the order in which they were
    /// recorded: a later one of the same name corrects an earlier one, and one that was taken back does
    /// not count. Of the notifications to the authority the first counts; those after it are further
    /// information (GDPR Art. 33(4)).
    public init(_ recorded: some Sequence<RecordedMoment>, recordedBy limit: Int64 = .max) {
        self.init()
        for next in recorded where next.recordedAt <= limit {
            if let back = next.takenBack, back.at <= limit { continue }
            if next.moment.isFirstThatCounts, let first = span(of: next.moment),
                first.latest <= next.happenedAt
            {
                set(.authoritySupplemented, to: next.span)
            } else {
                set(next.moment, to: next.span)
            }
        }
    }
}

extension DutyMoment {
    /// A second one is another event, and no correction.
    var isFirstThatCounts: Bool { self == .authorityNotified }
}

extension DutyChange {
    /// How a moment came to be what it is, by what had been recorded by `limit`, oldest first.
    public static func changes(
        of moment: DutyMoment,
        in recorded: [RecordedMoment],
        recordedBy limit: Int64 = .max
    ) -> [DutyChange] {
        var changes: [DutyChange] = []
        var counts: RecordedMoment?
        for next in recorded where next.moment == moment && next.recordedAt <= limit {
            if let back = next.takenBack, back.at <= limit {
                changes.append(
                    DutyChange(
                        moment: moment,
                        was: next.happenedAt,
                        isNow: nil,
                        changedAt: back.at,
                        by: back.by,
                        because: back.because
                    )
                )
                continue
            }
            defer {
                let isLater = counts.map { $0.happenedAt <= next.happenedAt } ?? false
                if !(moment.isFirstThatCounts && isLater) { counts = next }
            }
            guard let before = counts, before.span != next.span else { continue }
            if moment.isFirstThatCounts, before.happenedAt <= next.happenedAt { continue }
            changes.append(
                DutyChange(
                    moment: moment,
                    was: before.happenedAt,
                    isNow: next.happenedAt,
                    changedAt: next.recordedAt,
                    by: next.by,
                    because: next.note
                )
            )
        }
        return changes
    }
}
