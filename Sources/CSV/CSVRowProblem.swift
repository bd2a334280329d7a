// SPDX-License-Identifier: EUPL-1.2

/// A row that was not handed over, and why; the rows after it go on.
public struct CSVRowProblem: Error, Equatable, Sendable {
    public enum Reason: Equatable, Sendable {
        /// The file ended within quotes that were opened in the last of the lines.
        case unterminatedQuote
        /// The quotes that were opened in the last of the lines run on for longer than is believed.
        case quoteTooLong(lines: Int, bytes: Int)
        /// The file ended on an escape sign.
        case danglingEscape
        /// Something other than a delimiter follows a closing quote.
        case textAfterQuote
        case fieldTooLong(limit: Int)
        case rowTooLong(limit: Int)
        case tooManyFields(limit: Int)
        case fieldCount(found: Int, expected: Int)
        /// The column counts bytes of UTF-8 in the line, from 1.
        case nulByte(line: Int, column: Int)
        /// The column counts bytes in the line, from 1.
        case notUTF8(line: Int, column: Int, looksLike: TextEncoding?)
        /// The field counts from 1.
        case notANumber(field: Int)
    }

    /// The number of the row, from 1; problems and the header count too, skipped blank lines do not.
    public let row: Int
    /// The lines of the file that the row took up, from 1.
    public let lines: ClosedRange<Int>
    public let reason: Reason

    public init(row: Int, lines: ClosedRange<Int>, reason: Reason) {
        self.row = row
        self.lines = lines
        self.reason = reason
    }
}
