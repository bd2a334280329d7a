// SPDX-License-Identifier: EUPL-1.2

import CSV
import Custody
import Intake
import Linkage
import Store
import Workers

/// Reads a file of the population without keeping anything of it.
struct PopulationSurvey {
    let form: PopulationFeed.Form
    private static let rowsAtOnce = 4096

    private struct Reached: Error {}

    /// How the dates of the whole file are written. When the first part has none with the year behind, the
    /// rest is not read for it.
    func dates(_ file: RowFile, from place: ImportProgress) throws -> PopulationDateCounts {
        var counts = PopulationDateCounts()
        do {
            try forEachPart(file, from: place, to: nil) { rows in
                for row in rows where row.problem == nil {
                    form.columns.count(row.fields, into: &counts)
                }
                if counts.areNone { throw Reached() }
            }
        } catch is Reached {}
        return counts
    }

    /// What the whole file says against whom is known: asked before anything of it is kept.
    func compare(
        _ file: RowFile,
        with intake: PopulationIntake,
        from place: ImportProgress
    ) throws -> SourceIDComparison {
        var comparison = SourceIDComparison()
        let (columns, today) = (form.columns, form.today)
        try forEachPart(file, from: place, to: nil) { rows in
            let people = try people(in: rows) {
                try? columns.identity(from: $0, today: today).get()
            }
            comparison = comparison + (try intake.compare(people))
        }
        return comparison
    }

    /// Who stands in the part that was taken in before: they must not come a second time behind it.
    func meetAgain(
        _ file: RowFile,
        from start: ImportProgress,
        to place: ImportProgress,
        _ intake: inout PopulationIntake
    ) throws {
        let (columns, today) = (form.columns, form.today)
        try forEachPart(file, from: start, to: place.position) { rows in
            try intake.meetAgain(
                people(in: rows) { try? columns.identity(from: $0, today: today).get() }
            )
        }
    }

    private func people(
        in rows: [FileRow],
        _ read: @escaping @Sendable ([String]) -> Person?
    ) throws -> [Person] {
        try WorkerPool.map(rows) { $0.problem == nil ? read($0.fields) : nil }.compactMap(\.self)
    }

    private func forEachPart(
        _ file: RowFile,
        from start: ImportProgress,
        to end: Int?,
        _ body: ([FileRow]) throws -> Void
    ) throws {
        var rows: [FileRow] = []
        do {
            try file.forEachRow(
                form.head,
                from: start.position,
                line: start.line
            ) { row, _ in
                if let end, row.end > end { throw Reached() }
                rows.append(row)
                guard rows.count >= Self.rowsAtOnce else { return }
                try body(rows)
                rows.removeAll(keepingCapacity: true)
            }
        } catch is Reached {}
        try body(rows)
    }
}
