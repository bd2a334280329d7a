// SPDX-License-Identifier: EUPL-1.2

import FHIR

/// The explicit table of FHIR elements to categories, as `FieldMap` is for HL7 v2.
///
/// A user can print it, read it, and extend it by a file of the same form (`path,category,comment`);
/// later rows win over earlier rows of the same path. Of a value's rows the most specific counts: the
/// deepest element of its resource, else the row of the data type, else what it stands in.
public struct FHIRFieldMap: Sendable {
    /// The rows as text, the user's behind the shipped ones.
    public private(set) var text: String
    private var rows: [FHIRFieldRow]
    let lookup: FHIRFieldLookup

    /// The table as it ships.
    public static let standard = FHIRFieldMap(trusted: standardText)

    private init(trusted text: String) {
        do {
            try self.init(text: text, rows: FHIRFieldMap.rows(of: text), lastLine: 0)
        } catch {
            preconditionFailure("line \(error.line) of the shipped table does not read")
        }
    }

    private init(
        text: String,
        rows: [FHIRFieldRow],
        lastLine: Int
    ) throws(FieldMap.Problem) {
        self.text = text
        self.rows = rows
        do throws(FieldMap.Excess) {
            lookup = try FHIRFieldLookup(rows)
        } catch {
            throw FieldMap.Problem(line: lastLine, what: .tooMany(error))
        }
    }

    /// This table with the rows of a user's file over it; throws a `FieldMap.Problem` with the line
    /// of that file.
    public func merging(_ more: String) throws -> FHIRFieldMap {
        try FHIRFieldMap(
            text: text + "\n" + more,
            rows: rows + FHIRFieldMap.rows(of: more),
            lastLine: FieldMap.lastLine(of: more)
        )
    }

    private static func rows(of text: String) throws(FieldMap.Problem) -> [FHIRFieldRow] {
        try FieldMap.cells(of: text).map { row throws(FieldMap.Problem) in
            guard let made = FHIRFieldRow(path: row.path, row.meaning) else {
                throw FieldMap.Problem(line: row.line, what: .path)
            }
            return made
        }
    }
}
