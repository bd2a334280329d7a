// SPDX-License-Identifier: EUPL-1.2

import Database
import Ledger
import Synchronization

/// The small facts of the ledger in memory, for everyone who reads this store: a kind when it is
/// first asked for, and later only what the ledger has grown by.
///
/// Holds committed facts alone; those never change.
final class FactIndex: Sendable {
    /// Every kind that this program knows.
    static let kinds: [any Fact.Type] = [
        PartyFact.self, RoleFact.self, AgreementFact.self, FlowFact.self, ImportFact.self,
        SaidFact.self, MomentFact.self, IncidentFact.self, StatementFact.self, WithdrawalFact.self,
        RegisterFact.self, PublicationFact.self, WaveFact.self, WaveCancellationFact.self,
        WaveApprovalFact.self, LetterSettingsFact.self,
        PublicStatementFact.self, QuestionFact.self, QuestionAnswerFact.self,
        BatchFact.self, ReprintFact.self, LetterAgainFact.self, ClosureFact.self,
        ReopeningFact.self, ClockFact.self, IntakeFact.self, FoundingFact.self,
        RetractionFact.self, DutyDecisionFact.self, CyberActFact.self, HandoverFact.self,
        ImportEndFact.self, ImportUndoFact.self, StatementRecordsFact.self, PartyNameFact.self,
        RejectSettlementFact.self,
        ColumnsFact.self, ColumnsDropFact.self,
        PersonJoinFact.self,
        PersonJoinUndoFact.self,
        HandoverUndoFact.self,
        HeldReleaseFact.self, PersonCorrectionFact.self,
        PersonWithdrawalFact.self, PersonReturnFact.self, AgreementTermFact.self,
        HeldReleaseUndoFact.self,
        RowsWithdrawnFact.self, PartyCodeFact.self,
        AccountFact.self, NoticeAnswerFact.self, NoticeSentFact.self, OutsideReportFact.self,
        ContactDayFact.self, ContactNewsFact.self, ContactUndoFact.self, ContactTeamFact.self,
        AnnouncementFact.self, SuspensionFact.self, SuspensionConditionFact.self,
        ConditionJudgementFact.self, ResumptionFact.self, ProgrammeFigureFact.self,
        ResultsFindingFact.self,
        CallFact.self, CallTakenFact.self, CallSearchFact.self, CallPersonFact.self,
        CallEndFact.self, CallMatterFact.self, CallMatterEndFact.self, CallTextFact.self,
        CallTextEndFact.self, AccessIdentityFact.self, AccessCopyFact.self,
    ]

    private static let names = Set(kinds.map { $0.kind })

    private let lists = Mutex<[String: any Sendable]>([:])
    /// Up to which entry no fact is of a kind that nobody knows.
    private let checked = Mutex(0)
    /// What is open at the contact centre.
    let calls = CallBook()
    /// After which entries what was taken in may be another.
    let intake = IntakeEntries()

    /// The facts of a kind, of the entries before `size`, all of them committed.
    func list<Body: Fact>(
        of type: Body.Type,
        upTo size: Int,
        _ db: Connection
    ) throws -> FactList<Body> {
        try refuseUnknown(upTo: size, db)
        let list = lists.withLock { lists in
            if let list = lists[Body.kind] as? FactList<Body> { return list }
            let list = FactList<Body>()
            lists[Body.kind] = list
            return list
        }
        try list.extend(to: size, db)
        return list
    }

    /// A fact that this program cannot read may take back what it can read. Asks for each kind once,
    /// not for each fact.
    private func refuseUnknown(upTo size: Int, _ db: Connection) throws {
        guard checked.withLock({ $0 < size }) else { return }
        var last = ""
        while let kind = try db.first(
            "SELECT kind FROM fact WHERE kind > $1 ORDER BY kind LIMIT 1",
            last,
            read: { $0.text(0) }
        ) {
            guard Self.names.contains(kind) else {
                let entry = try db.integer("SELECT MIN(entry) FROM fact WHERE kind = $1", kind)
                throw StoreError.unknownFact(kind: kind, entry: entry ?? 0)
            }
            last = kind
        }
        checked.withLock { $0 = max($0, size) }
    }
}

/// The facts of one kind.
final class FactList<Body: Fact>: Sendable {
    private struct State: Sendable {
        /// Facts of the entries before are here.
        var size = 0
        var facts: [Recorded<Body>] = []
        var places: [FactKey: [Int]] = [:]
    }

    private let state = Mutex(State())

    /// Reads what is new, once for all who wait for it.
    func extend(to size: Int, _ db: Connection) throws {
        try state.withLock { state in
            guard state.size < size else { return }
            for fact in try Self.read(from: state.size, to: size, db) {
                for key in fact.body.keys {
                    state.places[key, default: []].append(state.facts.count)
                }
                state.facts.append(fact)
            }
            state.size = size
        }
    }

    /// In the order in which they were recorded.
    func all(before size: Int) -> [Recorded<Body>] {
        state.withLock { state in
            let newer = state.facts.reversed().prefix { $0.entry >= size }.count
            return newer == 0 ? state.facts : Array(state.facts.dropLast(newer))
        }
    }

    func all(_ key: FactKey, before size: Int) -> [Recorded<Body>] {
        state.withLock { state in
            (state.places[key] ?? []).map { state.facts[$0] }.filter { $0.entry < size }
        }
    }

    func count(before size: Int) -> Int {
        state.withLock { state in
            state.facts.count - state.facts.reversed().prefix { $0.entry >= size }.count
        }
    }

    /// The facts of the entries from `first` to before `size`.
    static func read(from first: Int, to size: Int, _ db: Connection) throws -> [Recorded<Body>] {
        var times: (entry: Int, at: Int64)?
        return try db.all(
            """
            SELECT fact.entry, fact.body, ledger_entry.body
            FROM fact JOIN ledger_entry ON ledger_entry.seq = fact.entry
            WHERE fact.kind = $1 AND fact.entry >= $2 AND fact.entry < $3
            ORDER BY fact.entry, fact."row"
            """,
            Body.kind,
            first,
            size
        ) { row in
            let entry = row.int(0)
            if times?.entry != entry {
                guard let decoded = try? LedgerEntry(bytes: row.bytes(2)) else {
                    throw StoreError.integrity(.entryUnreadable(entry))
                }
                times = (entry, Int64(clamping: decoded.utcMilliseconds))
            }
            return Recorded(
                entry: entry,
                recordedAt: times?.at ?? 0,
                body: try Body.decoded(row.text(1))
            )
        }
    }
}
