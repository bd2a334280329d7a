// SPDX-License-Identifier: EUPL-1.2

import Custody
import Database
import Foundation
import Ledger

/// The small facts of the ledger in memory: some hundreds in the life of a store.
struct FactCache {
    private var recorded: [String: [Any]] = [:]
    private(set) var flows: [Int: Flow] = [:]
    private(set) var flowNumbers: [Flow: Int] = [:]

    init(_ db: Connection) throws {
        var times: [Int: Int64] = [:]
        try db.forEach(
            """
            SELECT fact.entry, fact.kind, fact.body, ledger_entry.body
            FROM fact JOIN ledger_entry ON ledger_entry.seq = fact.entry
            ORDER BY fact.entry, fact."row"
            """
        ) { row in
            let entry = row.int(0)
            if times[entry] == nil {
                guard let decoded = try? LedgerEntry(bytes: row.bytes(3)) else {
                    throw StoreError.integrity("entry \(entry) does not read")
                }
                times[entry] = Int64(decoded.utcMilliseconds)
            }
            try add(
                kind: row.text(1),
                body: row.text(2),
                entry: entry,
                recordedAt: times[entry] ?? 0
            )
        }
    }

    private mutating func add(
        kind: String,
        body: String,
        entry: Int,
        recordedAt: Int64
    ) throws {
        let kinds: [any Fact.Type] = [
            PartyFact.self, RoleFact.self, AgreementFact.self, FlowFact.self, ImportFact.self,
            MomentFact.self, IncidentFact.self, StatementFact.self, WithdrawalFact.self,
            RegisterFact.self, PublicationFact.self, WaveFact.self, WaveCancellationFact.self,
            BatchFact.self, IntakeFact.self, FoundingFact.self,
        ]
        guard let type = kinds.first(where: { $0.kind == kind }) else { return }
        add(try type.decoded(body), entry: entry, recordedAt: recordedAt)
    }

    mutating func add(_ fact: any Fact, entry: Int, recordedAt: Int64) {
        func remember<Body: Fact>(_ body: Body) {
            recorded[Body.kind, default: []].append(
                Recorded(entry: entry, recordedAt: recordedAt, body: body)
            )
        }
        remember(fact)
        if let fact = fact as? FlowFact, let flow = fact.flow {
            flows[fact.number] = flow
            flowNumbers[flow] = fact.number
        }
    }

    /// All facts of a kind, in the order in which they were recorded.
    func all<Body: Fact>(_ type: Body.Type = Body.self) -> [Recorded<Body>] {
        (recorded[Body.kind] ?? []).compactMap { $0 as? Recorded<Body> }
    }
}
