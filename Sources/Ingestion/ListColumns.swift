// SPDX-License-Identifier: EUPL-1.2

import CSV
import Custody
import Foundation
import Intake

/// What the columns of a list mean: proposed by the program, corrected by people as text.
public struct ListColumns: Sendable, Equatable, Codable {
    /// A line for each column, `column = role`; a question mark before a role that somebody must settle.
    public var text: String
    public var isSettled: Bool
    /// The same, one by one, in the order of the list.
    public var columns: [Column] = []
    /// Of a workbook: the sheet that is read, and the others with rows.
    public var sheet: String?
    public var otherSheets: [String] = []

    /// A column, and what it is taken for.
    public struct Column: Sendable, Equatable, Codable {
        public var header: String
        /// The code of a role.
        public var meaning: String
        /// Of birth dates: how they are written; nil to find out.
        public var dateForm: String?
        /// Must somebody settle it?
        public var isQuestion: Bool

        public init(header: String, meaning: String, dateForm: String?, isQuestion: Bool) {
            self.header = header
            self.meaning = meaning
            self.dateForm = dateForm
            self.isQuestion = isQuestion
        }
    }

    /// What a column can mean: the codes of roles that tell whose a record is, of the kinds of data, and
    /// `ignore`.
    public static let meanings: [String] =
        ListRole.identifying.map(\.code)
        + DataCategory.allCases.map(\.code).filter { code in
            !ListRole.identifying.contains { $0.code == code }
        } + [ListRole.ignore.code]

    /// How birth dates can be written.
    public static let dateForms: [String] = ListDateForm.allCases.map(\.rawValue)

    /// The text of a mapping that somebody settled column by column; nil when a code is none.
    public static func text(of columns: [Column]) -> String? {
        var settled: [ListColumn] = []
        for column in columns {
            guard let role = ListRole(code: column.meaning) else { return nil }
            settled.append(
                ListColumn(
                    header: column.header,
                    role: role,
                    confidence: column.isQuestion ? .unsure : .certain,
                    reason: .corrected,
                    dateForm: role == .birthDate
                        ? column.dateForm.flatMap(ListDateForm.init(rawValue:)) : nil
                )
            )
        }
        return ListMapping(columns: settled).text
    }

    /// Proposes what the columns of a list mean, by their names and the first rows.
    public static func propose(
        _ file: String,
        sealed: SealedFile? = nil,
        encoding: String? = nil,
        sheet: String? = nil
    ) throws -> ListColumns {
        let rows = try RowFile(path: file, sealed: sealed, encoding: encoding, sheet: sheet)
        let mapping = try mapping(of: rows, rows.head(), corrected: nil)
        var proposed = ListColumns(
            text: rows.sheetNote + mapping.text,
            isSettled: mapping.isSettled
        )
        proposed.columns = mapping.columns.map {
            Column(
                header: $0.header,
                meaning: $0.role.code,
                dateForm: $0.dateForm?.rawValue,
                isQuestion: $0.isAmbiguous
            )
        }
        if case .sheetRead(let name, let others)? = rows.sheetRead {
            (proposed.sheet, proposed.otherSheets) = (name, others)
        }
        return proposed
    }

    /// The columns as proposed, or as `corrected` has them: a file, or the text itself. How birth dates are written is asked
    /// of thousands of rows, and of those behind them when they do not tell.
    static func mapping(
        of file: RowFile,
        _ head: TableHead,
        corrected: GivenMapping?
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

    private static func read(_ corrected: GivenMapping, header: [String]) throws -> ListMapping {
        let text = try corrected.text()
        do throws(ListMappingProblem) {
            return try ListMapping(text: text, header: header)
        } catch {
            throw IngestionError.mapping(file: corrected.name, error)
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
