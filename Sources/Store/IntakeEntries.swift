// SPDX-License-Identifier: EUPL-1.2

import Database
import Glibc
import Synchronization

/// The entries of the ledger that may change what is counted of messages, rows and people: all but those
/// that hold nothing but facts of kinds that are known to say nothing of them. A kind that is new is taken
/// to change it.
final class IntakeEntries: Sendable {
    /// Facts around an incident, its letters, its calls and whoever signs in.
    private static let others: Set<String> = [
        IncidentFact.kind, SaidFact.kind, MomentFact.kind, DutyDecisionFact.kind, CyberActFact.kind,
        ClosureFact.kind, ReopeningFact.kind, RegisterFact.kind, PublicationFact.kind,
        WaveFact.kind, WaveCancellationFact.kind, BatchFact.kind, ReprintFact.kind,
        LetterAgainFact.kind, HandoverFact.kind, HandoverUndoFact.kind, HeldReleaseFact.kind,
        HeldReleaseUndoFact.kind, NoticeAnswerFact.kind, NoticeSentFact.kind, AccountFact.kind,
        ContactDayFact.kind, ContactNewsFact.kind, ContactUndoFact.kind, ContactTeamFact.kind,
        AnnouncementFact.kind, CallFact.kind, CallTakenFact.kind, CallSearchFact.kind,
        CallPersonFact.kind, CallEndFact.kind, CallMatterFact.kind, CallMatterEndFact.kind,
        CallTextFact.kind, CallTextEndFact.kind, ClockFact.kind, SuspensionFact.kind,
        SuspensionConditionFact.kind,
        ConditionJudgementFact.kind, ResumptionFact.kind, ProgrammeFigureFact.kind,
        ResultsFindingFact.kind,
        AccessIdentityFact.kind, AccessCopyFact.kind,
    ]

    /// Those that may change it, in ascending order, of the entries from `low` to before `high`.
    private struct State: Sendable {
        var (low, high) = (0, 0)
        var entries: [Int] = []
    }

    private let state = Mutex<State?>(nil)

    /// Entries that are looked at together, from the end of the ledger back.
    private static let atOnce = 4096

    /// The last one before `size`, all of them committed; -1 for none.
    func last(before size: Int, _ db: Connection) throws -> Int {
        try state.withLock { state in
            var known = state ?? State(low: size, high: size)
            if known.high < size {
                known.entries += try Self.read(from: known.high, to: size, db)
                known.high = size
            }
            var last = known.entries.last { $0 < size }
            while last == nil, known.low > 0 {
                let low = max(0, known.low - Self.atOnce)
                known.entries = try Self.read(from: low, to: known.low, db) + known.entries
                known.low = low
                last = known.entries.last { $0 < size }
            }
            state = known
            return last ?? -1
        }
    }

    private static func read(from first: Int, to end: Int, _ db: Connection) throws -> [Int] {
        let rows = try db.prepareAnew(
            """
            SELECT ledger_entry.seq, fact.kind FROM ledger_entry
            LEFT JOIN fact ON fact.entry = ledger_entry.seq
            WHERE ledger_entry.seq >= $1 AND ledger_entry.seq < $2 ORDER BY ledger_entry.seq
            """
        )
        rows.bind(1, first)
        rows.bind(2, end)
        var entries: [Int] = []
        while try rows.step() {
            let entry = rows.int(0)
            // An entry without facts holds rows: disclosures, letters, people.
            let changes = rows.isNull(1) || !others.contains(rows.text(1))
            if changes, entries.last != entry { entries.append(entry) }
        }
        return entries
    }
}

/// Up to where messages, rows and people are counted, as a part of a ``LastingQuestion``.
struct IntakePoint: Hashable, Sendable {
    /// The last entry that may have changed what is counted; -1 for none.
    var entry: Int
    /// Of whoever looks back: what no longer counts is that of these first entries.
    var past: Int?
}

/// A question about messages, rows and people, of which an import changes the answer with each batch.
protocol IntakeQuestion: LastingQuestion {
    var point: IntakePoint { get }
}

extension IntakeQuestion {
    static var isCountedByLook: Bool { true }
}

extension Store {
    /// The answer now; of a look that must be quick, while another process writes, that of the last time
    /// somebody counted. `entry`: up to which entry.
    func counted<Question: IntakeQuestion>(_ question: Question) throws -> (
        answer: Question.Answer, entry: Int
    ) {
        if Self.leavesCounts, let earlier = lastingAnswers.newest(before: question),
            lastingAnswers.answer(to: question) == nil, othersGoOnWriting
        {
            return (earlier.answer, earlier.question.point.entry)
        }
        return (try lasting(question), question.point.entry)
    }

    /// Does another process write, or wait for its turn to go on?
    public var othersGoOnWriting: Bool {
        guard let writer else { return false }
        return writer != "\(getpid())" || WriterRequest.isThere(in: folder)
    }

    /// When it was recorded what a count is of, if something came since that may change it; milliseconds
    /// since 1970-01-01 UTC.
    func countedAt(_ entry: Int) throws -> Int64? {
        try entry >= 0 && entry < intakePoint().entry ? recordedAt(entry: entry) : nil
    }

    /// ``openEnds()`` and ``importRemainders()`` for a page; `countedAt` when they are not those of now,
    /// because another process goes on writing.
    public func intakeWaiting() throws -> (
        waitingResults: Int, unresolved: Int, setAside: Int, unclassified: Int, countedAt: Int64?
    ) {
        let point = try intakePoint()
        let ends = try counted(OpenEndsQuestion(point: point))
        let left = try counted(RemaindersQuestion(point: point))
        return (
            ends.answer.waitingResults, ends.answer.unresolved,
            left.answer.rejects.values.reduce(0, +),
            left.answer.unclassified.values.reduce(0, +),
            try countedAt(min(ends.entry, left.entry))
        )
    }

    func intakePoint() throws -> IntakePoint {
        try view.read { db in
            guard case .past(_, let past) = view else {
                return IntakePoint(entry: try index.intake.last(before: view.committedSize(db), db))
            }
            // Rows are those of now.
            return IntakePoint(
                entry: try index.intake.last(before: Journal.size(db), db),
                past: past
            )
        }
    }
}
