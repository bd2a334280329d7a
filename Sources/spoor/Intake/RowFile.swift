// SPDX-License-Identifier: EUPL-1.2

import CSV
import Foundation
import Intake

/// One row of a file as the commands take it.
struct FileRow: Sendable {
    var fields: [String]
    /// Line on which it begins, from 1.
    var line: Int
    /// Where the file goes on after it: byte offset and line.
    var end: Int
    var endLine: Int
    /// A sentence, without values, when the row does not read.
    var problem: String?
    /// As it stands in the file, of a row that does not read.
    fileprivate var asItStands: [UInt8] = []

    /// As it stands in the file, or spelled by RFC 4180.
    var raw: [UInt8] {
        guard problem == nil else { return asItStands }
        var bytes: [UInt8] = []
        CSVWriter(lineEnd: [0x0A], defusesFormulas: false).append(fields, to: &bytes)
        return bytes
    }
}

/// A delimited file read row by row: header, dialect, encoding, problems in words.
struct RowFile {
    let path: String
    let encoding: TextEncoding
    private let source: ByteSource

    init(path: String, encoding: String) throws {
        self.path = path
        let names = [
            "utf-8": TextEncoding.utf8, "utf8": .utf8, "windows-1252": .windows1252,
            "latin-1": .latin1, "latin1": .latin1, "iso-8859-1": .latin1,
        ]
        guard let known = names[encoding.lowercased()] else {
            throw Complaint(
                .usage,
                "the encoding '\(encoding)' is not known",
                help: "give --encoding utf-8 or --encoding windows-1252"
            )
        }
        self.encoding = known
        source = try ByteSource(path: path)
    }

    /// How the file is called in sentences.
    var name: String { source.name }

    /// The header, some rows, and the dialect, from the first bytes of the file.
    func head() throws -> (header: FileRow, sample: [FileRow], dialect: CSVDialect) {
        let piece = try source.next(atLeast: RowFile.headBytes)
        defer { source.giveBack(piece) }
        guard !piece.isEmpty else { throw Complaint(.inputMissing, "\(name) is empty") }
        if piece.starts(with: [0xFF, 0xFE]) || piece.starts(with: [0xFE, 0xFF]) {
            throw Complaint(
                .failed,
                "\(name) is UTF-16",
                help: "save it as UTF-8, or convert it with iconv"
            )
        }
        let dialect = CSVDialect.sniff(Array(piece.prefix(65_536)))?.dialect ?? .comma
        var rows: [FileRow] = []
        var stream = RowStream(encoding: encoding, dialect: dialect, position: 0, line: 1)
        try stream.feed(Array(piece.prefix(RowFile.headBytes))) {
            if rows.count < 101 { rows.append($0) }
        }
        if rows.isEmpty { try stream.finish { rows.append($0) } }
        guard let header = rows.first else { throw Complaint(.inputMissing, "\(name) has no rows") }
        if let problem = header.problem {
            throw Complaint(.failed, "\(name), line \(header.line): \(problem)")
        }
        guard !HeaderLook.isOfARecord(header.fields) else {
            throw Complaint(
                .failed,
                "\(name), line \(header.line): the first line looks like a record, not like column names",
                help: "put a line before it that names the columns; nothing of it was kept"
            )
        }
        return (header, rows.dropFirst().filter { $0.problem == nil }, dialect)
    }

    /// Bytes from which dialect and columns are told.
    private static let headBytes = 262_144

    /// Every row from `position` on, which is the beginning of `line`.
    func forEachRow(
        dialect: CSVDialect,
        from position: Int,
        line: Int,
        _ body: (FileRow, _ consumed: Int) throws -> Void
    ) throws {
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
            try stream.feed(piece) { try body($0, source.consumed) }
        }
        try stream.finish { try body($0, source.consumed) }
    }

    /// A sentence about a row of fixed columns that is set aside; no values.
    static func words(_ problem: RowProblem) -> String {
        switch problem {
        case .fieldCount(let expected, let found):
            "\(found) fields where the header has \(expected)"
        case .field(let column, let fault):
            "column '\(column)': " + words(fault)
        }
    }

    private static func words(_ fault: RowFault) -> String {
        switch fault {
        case .empty: "empty"
        case .controlCharacter: "a control character stands in it"
        case .noCitizenNumber: "no citizen number (eight or nine digits that pass the eleven test)"
        case .noDate: "no date (yyyy-mm-dd)"
        case .noPostcode: "no Dutch postcode"
        case .noHouseNumber: "no house number"
        case .noCountry: "no country code of two letters"
        case .unknownValue: "none of the values this column can have"
        }
    }

    static func words(_ reason: CSVRowProblem.Reason) -> String {
        switch reason {
        case .unterminatedQuote: "a quoted field is not closed before the end of the file"
        case .quoteTooLong(let lines, let bytes):
            "a quoted field runs over more than \(lines) lines or \(bytes / 1024) KiB: its quote is not closed"
        case .danglingEscape: "the file ends on an escape sign"
        case .textAfterQuote: "text stands behind a closing quote"
        case .fieldTooLong(let limit): "a field is longer than \(limit.grouped) bytes"
        case .rowTooLong(let limit): "the row is longer than \(limit.grouped) bytes"
        case .tooManyFields(let limit): "the row has more than \(limit.grouped) fields"
        case .fieldCount(let found, let expected): "\(found) fields where \(expected) are expected"
        case .nulByte: "a NUL byte stands in it"
        case .notUTF8(_, _, let looksLike):
            "not UTF-8"
                + (looksLike.map { "; it looks like \($0.rawValue): give --encoding windows-1252" }
                    ?? "")
        case .notANumber: "a field that should be a number is none"
        }
    }

    static func complain(
        _ problem: TabularHeaderProblem,
        _ path: String,
        names: [String]
    ) -> Complaint {
        switch problem {
        case .missing(let columns):
            Complaint(
                .failed,
                "\(path): the header lacks \(columns.map { "'\($0)'" }.joined(separator: ", "))",
                help: "the first line names the columns: \(names.joined(separator: ","))"
            )
        case .twice(let column):
            Complaint(.failed, "\(path): the column '\(column)' stands twice in the header")
        }
    }
}

/// A reader with the places of the lines in the file, so that a row that does not read can be set
/// aside as it stands, and an interrupted import knows where to go on.
private struct RowStream {
    private var reader: CSVReader
    private var lines: LinePlaces
    /// The bytes behind the last row that was handed over, at most a megabyte of them.
    private var held: [UInt8] = []
    private var heldFrom: Int

    /// Longer is no row anyway.
    private static let mostHeld = 1 << 20

    init(encoding: TextEncoding, dialect: CSVDialect, position: Int, line: Int) {
        reader = CSVReader(dialect: dialect, encoding: encoding)
        lines = LinePlaces(position: position, line: line)
        heldFrom = position
    }

    mutating func feed(_ bytes: [UInt8], _ body: (FileRow) throws -> Void) throws {
        let before = lines.end
        lines.append(bytes)
        let context = Context(lines: lines, held: held, heldFrom: heldFrom, piece: bytes, before)
        var end = heldFrom
        try reader.feed(
            bytes,
            row: { row in
                let row = context.row(row)
                end = row.end
                try body(row)
            },
            problem: { problem in
                let row = context.row(problem)
                end = row.end
                try body(row)
            }
        )
        // A file may go on with a line feed whose carriage return stands here.
        end = min(end, lines.end)
        held = context.bytes(from: end, to: lines.end)
        heldFrom = end
        lines.forget()
    }

    mutating func finish(_ body: (FileRow) throws -> Void) throws {
        lines.finish()
        let context = Context(lines: lines, held: held, heldFrom: heldFrom, piece: [], lines.end)
        try reader.finish(
            row: { try body(context.row($0)) },
            problem: { try body(context.row($0)) }
        )
    }

    /// What is needed to say where the rows of a piece stand.
    private struct Context {
        let lines: LinePlaces
        let held: [UInt8]
        let heldFrom: Int
        let piece: [UInt8]
        let pieceFrom: Int

        init(lines: LinePlaces, held: [UInt8], heldFrom: Int, piece: [UInt8], _ pieceFrom: Int) {
            self.lines = lines
            self.held = held
            self.heldFrom = heldFrom
            self.piece = piece
            self.pieceFrom = pieceFrom
        }

        func row(_ row: borrowing CSVRow) -> FileRow {
            let fields = row.fields
            // The row ends before the line on which the next begins; blank lines between do no harm.
            let next = row.line + 1 + Context.lineEnds(in: fields)
            return FileRow(
                fields: fields,
                line: lines.number(of: row.line),
                end: lines.start(of: next),
                endLine: lines.number(of: next),
                problem: nil
            )
        }

        func row(_ problem: CSVRowProblem) -> FileRow {
            let from = lines.start(of: problem.lines.lowerBound)
            let to = lines.start(of: problem.lines.upperBound + 1)
            return FileRow(
                fields: [],
                line: lines.number(of: problem.lines.lowerBound),
                end: to,
                endLine: lines.number(of: problem.lines.upperBound + 1),
                problem: RowFile.words(problem.reason),
                asItStands: bytes(from: from, to: to)
            )
        }

        /// What stands in the file, cut at a megabyte.
        func bytes(from: Int, to: Int) -> [UInt8] {
            let to = min(to, from + RowStream.mostHeld)
            guard from < to else { return [] }
            var bytes: [UInt8] = []
            let heldTo = heldFrom + held.count
            if from < heldTo {
                bytes += held[max(0, from - heldFrom)..<min(held.count, to - heldFrom)]
            }
            let start = max(from, pieceFrom)
            // Nothing is left out in the middle: what is longer than is held ends where that ends.
            if start < to, start - from == bytes.count {
                bytes += piece[(start - pieceFrom)..<min(piece.count, to - pieceFrom)]
            }
            return bytes
        }

        /// Line ends inside quoted fields.
        private static func lineEnds(in fields: [String]) -> Int {
            var count = 0
            for field in fields {
                var previousWasCR = false
                for byte in field.utf8 where byte == 0x0A || byte == 0x0D || previousWasCR {
                    if byte == 0x0D || byte == 0x0A && !previousWasCR { count += 1 }
                    previousWasCR = byte == 0x0D
                }
            }
            return count
        }
    }
}

/// Where the lines of a file begin, as far back as they are asked for.
private struct LinePlaces {
    /// Behind the last byte.
    private(set) var end: Int
    private let base: Int
    /// Offsets at which lines begin, the first being line `base + dropped`.
    private var starts: [Int]
    private var dropped = 0
    private var previousWasCR = false

    init(position: Int, line: Int) {
        end = position
        base = line
        starts = [position]
    }

    mutating func append(_ bytes: [UInt8]) {
        for byte in bytes {
            end += 1
            if byte == 0x0A {
                if previousWasCR {
                    starts[starts.count - 1] = end
                } else {
                    starts.append(end)
                }
            } else if byte == 0x0D {
                starts.append(end)
            }
            previousWasCR = byte == 0x0D
        }
    }

    mutating func finish() { starts.append(end) }

    /// Lines before the one that is being read are not asked for again.
    mutating func forget() {
        let excess = starts.count - 100_000
        guard excess > 0 else { return }
        starts.removeFirst(excess)
        dropped += excess
    }

    /// Where a line of the reader begins in the file.
    func start(of line: Int) -> Int {
        starts[max(0, min(line - 1 - dropped, starts.count - 1))]
    }

    /// The number of a line of the reader in the file.
    func number(of line: Int) -> Int { line + base - 1 }
}
