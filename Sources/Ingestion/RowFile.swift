// SPDX-License-Identifier: EUPL-1.2

import CSV
import Intake

/// A delimited file read row by row: header, dialect, encoding, problems.
struct RowFile {
    let path: String
    let encoding: TextEncoding
    private let source: ByteSource
    private let isInterrupted: @Sendable () -> Bool

    init(
        path: String,
        encoding: String,
        isInterrupted: @escaping @Sendable () -> Bool = { false }
    ) throws {
        self.path = path
        self.isInterrupted = isInterrupted
        let names = [
            "utf-8": TextEncoding.utf8, "utf8": .utf8, "windows-1252": .windows1252,
            "latin-1": .latin1, "latin1": .latin1, "iso-8859-1": .latin1,
        ]
        guard let known = names[encoding.lowercased()] else {
            throw IngestionError.unknownEncoding(encoding)
        }
        source = try ByteSource(path: path, isInterrupted: isInterrupted)
        guard source.content.isReadable || source.content == .binary else {
            throw IngestionError.holds(file: source.name, source.content)
        }
        // UTF-16 is handed out as UTF-8.
        self.encoding = source.isUTF16 ? .utf8 : known
    }

    /// What is to be said of the file before it is read.
    var remarks: [RemarkedFile] {
        source.isUTF16 ? [RemarkedFile(file: name, remark: .utf16)] : []
    }

    /// How the file is called in sentences.
    var name: String { source.name }

    /// Can it be read a second time? A pipe cannot.
    var isReadableTwice: Bool { source.size != nil }

    /// The header, some rows, and the dialect, from the first bytes of the file.
    func head() throws -> (header: FileRow, sample: [FileRow], dialect: CSVDialect) {
        let piece = try source.next(atLeast: RowFile.headBytes)
        defer { source.giveBack(piece) }
        guard !piece.isEmpty else { throw IngestionError.empty(file: name) }
        let dialect = CSVDialect.sniff(Array(piece.prefix(65_536)))?.dialect ?? .comma
        var rows: [FileRow] = []
        var stream = RowStream(encoding: encoding, dialect: dialect, position: 0, line: 1)
        try stream.feed(Array(piece.prefix(RowFile.headBytes))) {
            if rows.count < 101 { rows.append($0) }
        }
        if rows.isEmpty { try stream.finish { rows.append($0) } }
        guard let header = rows.first else { throw IngestionError.noRows(file: name) }
        if let problem = header.problem {
            throw IngestionError.header(file: name, line: header.line, problem)
        }
        guard !HeaderLook.isOfARecord(header.fields) else {
            throw IngestionError.headerIsRecord(file: name, line: header.line)
        }
        return (header, rows.dropFirst().filter { $0.problem == nil }, dialect)
    }

    /// Bytes from which dialect and columns are told.
    private static let headBytes = 262_144

    /// Every row from `position` on, which is the beginning of `line`; of a gzip file that is cut off
    /// the last one is a problem. Returns what is wrong with the gzip data.
    @discardableResult
    func forEachRow(
        dialect: CSVDialect,
        from position: Int,
        line: Int,
        _ body: (FileRow, _ consumed: Int) throws -> Void
    ) throws -> RemarkedFile? {
        let source = try source.source(from: position)
        var stream = RowStream(
            encoding: encoding,
            dialect: dialect,
            position: position,
            line: line
        )
        while true {
            let piece = try source.next()
            if piece.isEmpty { break }
            if isInterrupted() { throw IngestionError.interrupted }
            try stream.feed(piece) { try body($0, source.consumed) }
        }
        guard let flaw = source.flaw else {
            try stream.finish { try body($0, source.consumed) }
            return nil
        }
        if flaw.kind == .cutOff {
            try stream.cutOff { try body($0, source.consumed) }
        } else {
            try stream.finish { try body($0, source.consumed) }
        }
        return RemarkedFile(file: name, remark: flaw)
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
