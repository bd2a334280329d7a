// SPDX-License-Identifier: EUPL-1.2

import Custody
import Foundation
import Incidents
import Store
import Vault

/// People opened by many tasks at once, each behind its line in the access log: how many lines share
/// a sync. `Tools/rigs/openings.py` counts the syncs and reads the log.
struct OpeningBench {
    private let store: Store
    private let people: [PersonNumber]

    init(store folder: String, key path: String) throws {
        guard let root = FileManager.default.contents(atPath: path).flatMap({ RootKey(bytes: $0) })
        else { throw BenchFailure.noKey(path: path) }
        store = try Store(at: URL(fileURLWithPath: folder), root: root, mode: .writing)
        guard let incident = try store.incidents.last?.body,
            let last = try store.registers(of: incident).last?.body
        else { throw BenchFailure.noRegister }
        people = try store.load(last).people
    }

    /// Each task opens somebody, and then the next, until all of them have opened so many.
    func report(openings: Int, tasks: Int) async throws -> BenchReport {
        let watch = Stopwatch()
        let (identities, people) = (store.identities, people)
        let waits = try await withThrowingTaskGroup(of: [Double].self) { group in
            for task in 0..<tasks {
                group.addTask {
                    var waits: [Double] = []
                    for number in stride(from: task, to: openings, by: tasks) {
                        let single = Stopwatch()
                        _ = try await identities.look(
                            at: people[number * 7919 % people.count],
                            for: PersonBench.reason
                        )
                        waits.append(single.wallSeconds * 1000)
                    }
                    return waits
                }
            }
            return try await group.reduce(into: []) { $0 += $1 }
        }
        return BenchReport(
            items: waits.count,
            cpuSeconds: watch.cpuSeconds,
            wallSeconds: watch.wallSeconds,
            results: ["openings": waits.count],
            milliseconds: [
                "an opening, p50": PersonBench.percentile(50, of: waits),
                "an opening, p99": PersonBench.percentile(99, of: waits),
            ]
        )
    }
}
