// SPDX-License-Identifier: EUPL-1.2

import Algorithms
import Foundation

/// The entries of imports that were taken back, and single rows that were, which no longer count; and whether
/// each counter-entry takes back what its import wrote, no more and no less.
struct UndoneImports: Sendable {
    /// In order, none of them twice.
    private var entries: [Int] = []
    /// Rows that were taken back one by one: by entry, their places in it.
    private var rows: [Int: Set<Int>] = [:]

    init() {}

    private struct Withdrawn: Decodable {
        var rows: [[Int]]
    }

    private struct Undo: Decodable {
        var number: Int
        var entries: [[Int]]
    }

    private struct Begin: Decodable {
        var number: Int?
    }

    private struct Intake: Decodable {
        struct Rows: Decodable {
            var entry: Int
            var with: [Int]?
        }

        var number: Int?
        var rows: [Rows]?

        enum CodingKeys: String, CodingKey {
            case number = "import"
            case rows
        }
    }

    init(_ snapshot: Snapshot, size: Int, _ report: inout VerificationReport) throws {
        for (entry, withdrawn) in try Self.facts(Withdrawn.self, "rows-withdrawn", snapshot) {
            for row in withdrawn.rows {
                guard row.count == 2, row[0] >= 0, row[0] < min(entry, size), row[1] >= 0 else {
                    report.found(.intake, "entry \(entry) takes back what is no row of an entry")
                    continue
                }
                if !rows[row[0], default: []].insert(row[1]).inserted {
                    report.found(.intake, "row \(row[1]) of entry \(row[0]) was taken back twice")
                }
            }
        }
        let undos = try Self.facts(Undo.self, "import-undo", snapshot)
        guard !undos.isEmpty else { return }
        let begun = Set(try Self.facts(Begin.self, "import", snapshot).compactMap(\.body.number))
        let intakes = try Self.facts(Intake.self, "intake", snapshot)
        var (undone, numbers) = (Set<Int>(), Set<Int>())
        for (entry, undo) in undos {
            var taken: Set<Int> = []
            for run in undo.entries {
                guard run.count == 2, run[0] <= run[1], run[0] >= 0, run[1] < min(entry, size)
                else {
                    report.found(.intake, "entry \(entry) takes back what is no run of entries")
                    continue
                }
                taken.formUnion(run[0]...run[1])
            }
            if !numbers.insert(undo.number).inserted {
                report.found(.intake, "import \(undo.number) was taken back twice")
            }
            if !begun.contains(undo.number) {
                report.found(.intake, "import \(undo.number) was taken back and never began")
            }
            var own: Set<Int> = []
            for intake in intakes where intake.entry < entry {
                let isOwn = intake.body.number == undo.number
                if isOwn { own.insert(intake.entry) }
                for rows in intake.body.rows ?? []
                where isOwn || rows.with?.contains(undo.number) == true { own.insert(rows.entry) }
            }
            if taken != own.subtracting(undone) {
                report.found(
                    .intake,
                    "entry \(entry) takes back other entries than import \(undo.number) wrote"
                )
            }
            undone.formUnion(taken)
        }
        entries = undone.sorted()
    }

    func contains(_ entry: Int) -> Bool {
        guard !entries.isEmpty else { return false }
        let place = entries.partitioningIndex { $0 >= entry }
        return place < entries.count && entries[place] == entry
    }

    /// The same for a row that tells of a person.
    func contains(_ entry: Int, row: Int) -> Bool {
        contains(entry) || rows[entry]?.contains(row) == true
    }

    /// Those that do not read were found as rows that were changed.
    private static func facts<Body: Decodable>(
        _ type: Body.Type,
        _ kind: String,
        _ snapshot: Snapshot
    ) throws -> [(entry: Int, body: Body)] {
        let rows = try snapshot.cursor(
            "SELECT entry, kind, body FROM fact ORDER BY entry, \"row\""
        )
        var found: [(entry: Int, body: Body)] = []
        while try rows.step() {
            guard rows[1].bytes.elementsEqual(kind.utf8),
                let body = try? JSONDecoder().decode(type, from: Data(rows[2].bytes))
            else { continue }
            found.append((Int(rows[0].integer), body))
        }
        return found
    }
}
