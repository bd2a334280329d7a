// SPDX-License-Identifier: EUPL-1.2

import CSV
import Intake

/// A table read row by row, out of a delimited file or a sheet of a workbook: header, dialect, encoding,
/// problems.
struct RowFile {
    let path: String
    let encoding: TextEncoding
    /// Nobody said what the file is: rows that are not UTF-8 are read as Windows-1252.
    private let isGuessed: Bool
    private let source: ByteSource
    /// Of a workbook.
    private let sheet: SheetTable?
    private let isInterrupted: @Sendable () -> Bool

    /// `sheet`: that of a workbook, by its name; nil for the first one that is shown and has rows. `isReadTwice`:
    /// a pipe is kept until it was read. `sealed`: the seal through which the file is read; nil of one in the clear.
    init(
        path: String,
        sealed: SealedFile? = nil,
        encoding: String?,
        sheet: String? = nil,
        isReadTwice: Bool = false,
        isInterrupted: @escaping @Sendable () -> Bool = { false }
    ) throws {
        self.path = path
        self.isInterrupted = isInterrupted
        let names = [
            "utf-8": TextEncoding.utf8, "utf8": .utf8, "windows-1252": .windows1252,
            "latin-1": .latin1, "latin1": .latin1, "iso-8859-1": .latin1,
        ]
        guard let known = names[encoding?.lowercased() ?? "utf-8"] else {
            throw IngestionError.unknownEncoding(encoding ?? "")
        }
        isGuessed = encoding == nil
        source = try ByteSource(
            path: path,
            isReadTwice: isReadTwice,
            sealed: sealed,
            isInterrupted: isInterrupted
        )
        if source.content.isArchiveOfParts {
            self.sheet = try SheetTable(source, named: sheet, isInterrupted)
        } else if source.content.isReadable || source.content == .binary {
            guard sheet == nil else { throw IngestionError.noSheets(file: source.name) }
            self.sheet = nil
        } else {
            throw IngestionError.holds(file: source.name, source.content)
        }
        // UTF-16 is handed out as UTF-8.
        self.encoding = source.isUTF16 ? .utf8 : known
    }

    /// How the file is called in sentences.
    var name: String { source.name }

    /// The sheet that is read and the others with rows; nil when it is no workbook.
    var sheetRead: IngestionEvent? { sheet?.event }

    /// The same as a comment before a mapping; empty when it is no workbook.
    var sheetNote: String {
        guard case .sheetRead(let name, let others)? = sheet?.event else { return "" }
        let names = others.map { "'\($0.onOneLine)'" }.joined(separator: ", ")
        return "# sheet '\(name.onOneLine)'" + (others.isEmpty ? "" : "; not read: " + names) + "\n"
    }

    /// Can it be read a second time? A pipe cannot.
    var isReadableTwice: Bool { source.size != nil }

    /// The header, some rows, and the dialect, from the first bytes of the file.
    func head() throws -> TableHead {
        if let sheet { return try sheet.head() }
        let piece = try source.next(atLeast: RowFile.headBytes)
        defer { source.giveBack(piece) }
        guard !piece.isEmpty else { throw IngestionError.empty(file: name) }
        var dialect = dialect(of: piece)
        var rows = try firstRows(piece, dialect)
        if let first = rows.first, let separator = TableHead.separator(first), separator > 0x20 {
            dialect.delimiter = separator
            rows = try firstRows(piece, dialect)
        }
        var head = try TableHead(rows, dialect, name: name)
        if source.isUTF16 { head.remarks.insert(.utf16) }
        return head
    }

    private func firstRows(_ piece: [UInt8], _ dialect: CSVDialect) throws -> [FileRow] {
        var rows: [FileRow] = []
        var stream = stream(dialect, position: 0, line: 1)
        try stream.feed(Array(piece.prefix(RowFile.headBytes))) {
            if rows.count < 121 { rows.append($0) }
        }
        if rows.count < 2 { try stream.finish { rows.append($0) } }
        return rows
    }

    /// Of the text, whatever its encoding: accents in most rows must not hide the delimiter.
    private func dialect(of piece: [UInt8]) -> CSVDialect {
        let sample = Array(piece.prefix(65_536))
        let encoding =
            encoding == .utf8 && TextEncodingGuess(sample: sample)?.ground == .notUTF8
            ? .windows1252 : encoding
        var text: [UInt8] = []
        var transcoder = TextTranscoder(from: encoding)
        sample.withUnsafeBytes { transcoder.append($0, to: &text) }
        return CSVDialect.sniff(text)?.dialect ?? .comma
    }

    private func stream(_ dialect: CSVDialect, position: Int, line: Int) -> RowStream {
        RowStream(
            encoding: encoding,
            dialect: dialect,
            guesses: isGuessed,
            position: position,
            line: line
        )
    }

    /// Bytes from which dialect and columns are told.
    private static let headBytes = 262_144

    /// What is known of a table when it was read to its end.
    struct Ending: Sendable {
        var remarks: [RemarkedFile] = []
        /// Of a gzip file that is cut off or damaged.
        var isCutOff = false
        /// Rows that were read as Windows-1252, by guess.
        var guessedRows = 0
    }

    /// Every row from `position` on, which is the beginning of `line`; of a gzip file that is cut off
    /// the last one is a problem, and so is what is no record. Rows of empty cells are nothing.
    @discardableResult
    func forEachRow(
        _ head: TableHead,
        from position: Int,
        line: Int,
        _ body: (FileRow, _ consumed: Int) throws -> Void
    ) throws -> Ending {
        let judge = RowJudge(header: head.header.fields)
        if let sheet { return try sheet.forEachRow(head, judge, behind: position, body) }
        let source = try source.source(from: position)
        var stream = stream(head.dialect, position: position, line: line)
        func take(_ row: FileRow) throws {
            if let row = judge.judged(row) { try body(row, source.consumed) }
        }
        while true {
            let piece = try source.next()
            if piece.isEmpty { break }
            if isInterrupted() { throw IngestionError.interrupted }
            try stream.feed(piece, take)
        }
        let isCutOff = source.flaw?.kind == .cutOff
        if isCutOff { try stream.cutOff(take) } else { try stream.finish(take) }
        var ending = Ending(isCutOff: isCutOff, guessedRows: stream.repair.guessedRows)
        var remarks = head.remarks.sorted { "\($0)" < "\($1)" }
        if stream.repair.hasFormulaCells { remarks.append(.formulaCells) }
        if let flaw = source.flaw { remarks.append(flaw) }
        ending.remarks = remarks.map { RemarkedFile(file: name, remark: $0) }
        return ending
    }

    /// The columns of a file that has fixed ones.
    func columns<Columns>(
        _ header: FileRow,
        known: [String],
        _ read: ([String]) throws(TabularHeaderProblem) -> Columns
    ) throws -> Columns {
        do throws(TabularHeaderProblem) {
            return try read(header.fields)
        } catch {
            switch error {
            case .missing(let columns):
                throw IngestionError.columnsMissing(file: name, columns: columns, known: known)
            case .twice(let column): throw IngestionError.columnTwice(file: name, column: column)
            }
        }
    }
}
