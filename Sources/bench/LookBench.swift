// SPDX-License-Identifier: EUPL-1.2

import Custody
import Foundation
import Incidents
import Ingestion
import Store
import Synchronization
import Vault
import Workers

/// People looked at by many tasks while the same process imports messages, as in a server.
///
/// The messages go to a party of which the store knows nothing yet, so that none of them counts as
/// taken in before.
struct LookBench {
    private let store: Store
    private let people: [PersonNumber]
    private let party: Party.ID

    static let tasks = 100

    init(store folder: String, key path: String, party: String) throws {
        guard let root = FileManager.default.contents(atPath: path).flatMap({ RootKey(bytes: $0) })
        else { throw BenchFailure.noKey(path: path) }
        store = try Store(at: URL(fileURLWithPath: folder), root: root, mode: .writing)
        self.party = Party.ID(rawValue: party)
        guard let incident = try store.incidents.last?.body,
            let last = try store.registers(of: incident).last?.body
        else { throw BenchFailure.noRegister }
        people = try store.load(last).people
    }

    /// `pause`: milliseconds for which a task waits after each look; 0 is as fast as it goes.
    func report(messages: String, pause: Int) async throws -> BenchReport {
        let watch = Stopwatch()
        let importing = Importing()
        BulkWork.yieldToLooks()
        let (store, people, party) = (store, people, party)
        var taken = 0
        let waits = try await withThrowingTaskGroup(of: [Double].self) { group in
            for task in 0..<Self.tasks {
                group.addTask {
                    var waits: [Double] = []
                    var number = task
                    while importing.isOn.load(ordering: .relaxed) {
                        let person = people[number * 7919 % people.count]
                        let single = Stopwatch()
                        _ = try await store.looking {
                            try $0.look(at: person, for: PersonBench.reason)
                        }
                        waits.append(single.wallSeconds * 1000)
                        number += Self.tasks
                        if pause > 0 { try await Task.sleep(for: .milliseconds(pause)) }
                    }
                    return waits
                }
            }
            taken = try await store.acting { store in
                defer { importing.isOn.store(false, ordering: .relaxed) }
                return try MessageImport(
                    .hl7,
                    [messages],
                    flow: FlowRequest(party: party, purpose: "bench", basis: .publicTask)
                ).run(in: store, Self.context).read
            }
            return try await group.reduce(into: []) { $0 += $1 }
        }
        return BenchReport(
            items: waits.count,
            cpuSeconds: watch.cpuSeconds,
            wallSeconds: watch.wallSeconds,
            results: ["looks": waits.count, "messages": taken],
            milliseconds: [
                "a look, p50": PersonBench.percentile(50, of: waits),
                "a look, p99": PersonBench.percentile(99, of: waits),
            ]
        )
    }

    private final class Importing: Sendable {
        let isOn = Atomic(true)
    }

    private static var context: IngestionContext {
        IngestionContext(
            officer: "bench",
            now: Int64(Date().timeIntervalSince1970 * 1000),
            dryRun: false,
            acknowledges: false,
            isInterrupted: { false },
            words: { "\($0)" }
        )
    }
}
