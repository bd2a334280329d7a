// SPDX-License-Identifier: EUPL-1.2

import Custody
import Database

/// The facts of the ledger as one view of it has them: fresh each time they are asked for, or those
/// of a snapshot.
struct Facts: Sendable {
    let index: FactIndex
    let view: LedgerView

    /// All facts of a kind, in the order in which they were recorded.
    func all<Body: Fact>(_ type: Body.Type = Body.self) throws -> [Recorded<Body>] {
        try found { list, size in
            list.all(before: size)
        } and: {
            $0
        }
    }

    /// Those of a kind that are looked up by a key.
    func all<Body: Fact>(_ type: Body.Type = Body.self, _ key: FactKey) throws -> [Recorded<Body>] {
        try found { list, size in
            list.all(key, before: size)
        } and: {
            $0.filter { $0.body.keys.contains(key) }
        }
    }

    func count<Body: Fact>(_ type: Body.Type) throws -> Int {
        try view.read { db in
            let size = try view.committedSize(db)
            return try index.list(of: type, upTo: size, db).count(before: size)
                + unsaved(type, from: size, db).count
        }
    }

    /// The flows by number.
    func flows() throws -> [Int: Flow] {
        try all(FlowFact.self).reduce(into: [:]) { flows, fact in
            guard let flow = fact.body.flow else {
                throw StoreError.integrity(.unreadable(.flow(fact.body.number)))
            }
            flows[fact.body.number] = flow
        }
    }

    /// The numbers of the flows.
    func flowNumbers() throws -> [Flow: Int] {
        try flows().reduce(into: [:]) { numbers, flow in
            numbers[flow.value] = max(numbers[flow.value] ?? 0, flow.key)
        }
    }

    private func found<Body: Fact>(
        _ committed: (FactList<Body>, Int) -> [Recorded<Body>],
        and chosen: ([Recorded<Body>]) -> [Recorded<Body>]
    ) throws -> [Recorded<Body>] {
        try view.read { db in
            let size = try view.committedSize(db)
            let list = try index.list(of: Body.self, upTo: size, db)
            return committed(list, size) + chosen(try unsaved(Body.self, from: size, db))
        }
    }

    /// Of an act that is being written, and of those with which it shares its transaction.
    private func unsaved<Body: Fact>(
        _ type: Body.Type,
        from size: Int,
        _ db: Connection
    ) throws -> [Recorded<Body>] {
        guard case .acting = view else { return [] }
        return try FactList<Body>.read(from: size, to: .max, db)
    }
}
