// SPDX-License-Identifier: EUPL-1.2

import Custody
import Foundation
import Incidents
import Store

/// What a demo came to, for people and for the checker: `summary.json` (docs/formats.md).
struct DemoSummary: Encodable {
    struct Version: Encodable {
        var name: String
        var counts: [String: Int]
        var people: Int
        var records: Int
        var unresolved: Int
        var hash: String
    }

    struct Groups: Encodable {
        var first = 0
        var second = 0
        var notExcluded = 0
        var reconstructed = 0
    }

    struct Letters: Encodable {
        var wave: String
        var planned: Int
        var rendered: Int
        var held: Int
    }

    struct Step: Encodable {
        var name: String
        var seconds: Double
    }

    var schema = "spoor/demo/1"
    var seed: UInt64
    var shape: String
    var people: Int
    var records: Int
    var unresolved: Int
    var versions: [Version]
    var groups: Groups
    var letters: [Letters]
    var steps: [Step]
    var peakRSSBytes: Int

    init(
        store: Store,
        incident: IncidentFact,
        seed: UInt64,
        shape: String,
        steps: [Step],
        peakRSSBytes: Int
    ) throws {
        self.seed = seed
        self.shape = shape
        self.steps = steps
        self.peakRSSBytes = peakRSSBytes
        let frozen = try store.registers(of: incident).map(\.body)
        versions = frozen.map {
            Version(
                name: $0.name,
                counts: $0.counts,
                people: $0.people,
                records: $0.records,
                unresolved: $0.unresolved,
                hash: $0.hash
            )
        }
        let last = try store.registerVersion(nil, of: incident)
        people = last.people
        records = last.records
        unresolved = last.unresolved
        let register = try store.load(last)
        let first = try store.firstList(of: last)
        var groups = Groups()
        for index in 0..<register.count {
            switch AffectedGroup(of: register[index], firstList: first) {
            case .first: groups.first += 1
            case .second: groups.second += 1
            case .notExcluded: groups.notExcluded += 1
            case .reconstructed: groups.reconstructed += 1
            case nil: break
            }
        }
        self.groups = groups
        letters = try store.waves(of: incident).map(\.body).map { wave in
            Letters(
                wave: wave.name,
                planned: wave.planned,
                rendered: try store.finishedBatches(of: wave).reduce(0) { $0 + $1.letters },
                held: try wave.held.values.reduce(0, +) + store.heldLate(in: wave).count
            )
        }
    }

    func show(_ output: Output) {
        output.line()
        output.table(
            ["register", "people", "reported", "cannot be excluded", "records", "unresolved"],
            versions.map {
                [
                    $0.name, $0.people.grouped, ($0.counts["reported"] ?? 0).grouped,
                    ($0.counts["cannotBeExcluded"] ?? 0).grouped, $0.records.grouped,
                    $0.unresolved.grouped,
                ]
            },
            numeric: [1, 2, 3, 4, 5]
        )
        output.line()
        output.line(
            """
            \(groups.first.grouped) / \(groups.second.grouped) / \(groups.notExcluded.grouped) / \
            \(groups.reconstructed.grouped) = \(people.grouped)
            """
        )
        for wave in letters {
            output.line(
                """
                wave \(wave.wave): \(wave.planned.grouped) people = \(wave.rendered.grouped) letters \
                + \(wave.held.grouped) held
                """
            )
        }
    }
}
