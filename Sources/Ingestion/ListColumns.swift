// SPDX-License-Identifier: EUPL-1.2

import CSV
import Foundation
import Intake

/// What the columns of a list mean: proposed by the program, corrected by people as text.
public struct ListColumns: Sendable, Equatable, Codable {
    /// A line for each column, `column = role`; a question mark before a role that somebody must settle.
    public var text: String
    public var isSettled: Bool

    /// Proposes what the columns of a list mean, by their names and the first rows.
    public static func propose(
        _ file: String,
        encoding: String? = nil,
        sheet: String? = nil
    ) throws -> ListColumns {
        let rows = try RowFile(path: file, encoding: encoding, sheet: sheet)
        let mapping = try mapping(of: rows, rows.head(), corrected: nil)
        return ListColumns(text: rows.sheetNote + mapping.text, isSettled: mapping.isSettled)
    }

    /// The columns as proposed, or as the file `corrected` has them. How birth dates are written is asked
    /// of thousands of rows, and of those behind them when they do not tell.
    static func mapping(
        of file: RowFile,
        _ head: TableHead,
        corrected: String?
    ) throws -> ListMapping {
        let sample = head.sample.map(\.fields)
        let given = try corrected.map { try read($0, header: head.header.fields) }
        var mapping = given ?? ListMapping.propose(header: head.header.fields, rows: sample)
        let isTold = given.map { !$0.lacksDateForm } ?? false
        if !isTold, file.isReadableTwice, !mapping.areUnmistakable(sample) {
            let telling = try tellingRows(of: file, head, mapping)
            if given == nil { mapping = mapping.withoutDateForms }
            mapping.tellDateForms(from: telling)
        }
        mapping.tellDateForms(from: sample)
        return mapping
    }

    private static func read(_ corrected: String, header: [String]) throws -> ListMapping {
        guard let text = try? String(contentsOfFile: corrected, encoding: .utf8) else {
            throw IngestionError.mappingNotReadable(file: corrected)
        }
        do throws(ListMappingProblem) {
            return try ListMapping(text: text, header: header)
        } catch {
            throw IngestionError.mapping(file: corrected, error)
        }
    }

    /// The first thousands of rows in which birth dates tell how they are written; none when they do
    /// nowhere.
    private static func tellingRows(
        of file: RowFile,
        _ head: TableHead,
        _ mapping: ListMapping
    ) throws -> [[String]] {
        struct Found: Error {}
        var rows: [[String]] = []
        do {
            try file.forEachRow(
                head,
                from: head.header.end,
                line: head.header.endLine
            ) { row, _ in
                if row.problem == nil { rows.append(row.fields) }
                guard rows.count == 4096 else { return }
                if mapping.areTelling(rows) { throw Found() }
                rows.removeAll(keepingCapacity: true)
            }
        } catch is Found {
            return rows
        }
        return mapping.areTelling(rows) ? rows : []
    }
}
