// SPDX-License-Identifier: EUPL-1.2

import Custody
import Foundation
import Incidents
import Store
import Vault

/// Answers about single people out of a store at the end of a case: what `spoor person` loads, with
/// the line in the access log on the disk before anything is known.
struct PersonBench {
    private let store: Store
    private let version: RegisterFact
    private let people: [PersonNumber]
    private let sources: [SourceID]

    init(store folder: String, key path: String) throws {
        guard let root = FileManager.default.contents(atPath: path).flatMap({ RootKey(bytes: $0) })
        else { throw BenchFailure.noKey(path: path) }
        store = try Store(at: URL(fileURLWithPath: folder), root: root, mode: .writing)
        guard let incident = try store.incidents.last?.body,
            let last = try store.registers(of: incident).last?.body
        else { throw BenchFailure.noRegister }
        version = last
        people = try store.load(last).people
        let column = try store.sourceIDs(of: people, for: Self.reason)
        sources = people.indices.map { SourceID(String(decoding: column[$0], as: UTF8.self)) }
    }

    /// By the person's reference and, in between, by their number in the population, which opens
    /// everyone in a bucket of the index first.
    func report(lookUps: Int) throws -> BenchReport {
        var (byReference, bySource): ([Double], [Double]) = ([], [])
        var results = ["look-ups": 0, "other than the register": 0, "found as another": 0]
        let watch = Stopwatch()
        for number in 0..<lookUps {
            let place = number * 7919 % people.count
            let single = Stopwatch()
            results["other than the register", default: 0] += try agrees(people[place]) ? 0 : 1
            byReference.append(single.wallSeconds * 1000)

            let other = (number * 104_729 + 1) % people.count
            let search = Stopwatch()
            let found = try store.find(
                IdentityClaims(),
                sourceID: sources[other],
                for: Self.reason
            )
            if let only = found.first, found == [people[other]] {
                results["other than the register", default: 0] += try agrees(only) ? 0 : 1
            } else {
                results["found as another", default: 0] += 1
            }
            bySource.append(search.wallSeconds * 1000)
            results["look-ups", default: 0] += 1
        }
        return BenchReport(
            items: 2 * lookUps,
            cpuSeconds: watch.cpuSeconds,
            wallSeconds: watch.wallSeconds,
            results: results,
            milliseconds: [
                "by reference, p50": Self.percentile(50, of: byReference),
                "by reference, p99": Self.percentile(99, of: byReference),
                "by sourceId, p50": Self.percentile(50, of: bySource),
                "by sourceId, p99": Self.percentile(99, of: bySource),
            ]
        )
    }

    /// Loads everything of one person; the register must say what the ledger and the lists do.
    private func agrees(_ person: PersonNumber) throws -> Bool {
        let evidence = try store.look(at: person, for: Self.reason).evidence
        let row = try store.row(of: person, in: version)
        _ = try store.letters(to: person)
        var known = CategorySet([])
        for item in evidence.disclosed { known.formUnion(item.disclosure.categories) }
        for item in evidence.stated { known.formUnion(item.categories) }
        return row?.categories == known
    }

    static var reason: AccessReason {
        get throws {
            try AccessReason(
                user: "bench",
                purpose: "person-answer",
                caseReference: "bench",
                reason: "how long an answer takes",
                at: Int64(Date().timeIntervalSince1970 * 1000)
            )
        }
    }

    /// The smallest value below which so many of a hundred lie.
    static func percentile(_ share: Int, of values: [Double]) -> Double {
        let sorted = values.sorted()
        return sorted[min(sorted.count - 1, sorted.count * share / 100)]
    }
}
