// SPDX-License-Identifier: EUPL-1.2

import CSV
import Foundation
import Glibc
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
        CSVWriter(lineEnd: [0x0A]).append(fields, to: &bytes)
        return bytes
    }
}

/// A delimited file read row by row: header, dialect, encoding, problems in words.
struct RowFile {
    let path: String
    let encoding: TextEncoding

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
    }

    /// The header, some rows, and the dialect, from the first bytes of the file.
    func head() throws -> (header: FileRow, sample: [FileRow], dialect: CSVDialect) {
        let source = try ByteSource(path: path)
        let piece = try source.next()
        guard !piece.isEmpty else { throw Complaint(.inputMissing, "\(path) is empty") }
        if piece.starts(with: [0xFF, 0xFE]) || piece.starts(with: [0xFE, 0xFF]) {
            throw Complaint(
                .failed,
                "\(path) is UTF-16",
                help: "save it as UTF-8, or convert it with iconv"
            )
        }
        let dialect = CSVDialect.sniff(Array(piece.prefix(65_536)))?.dialect ?? .comma
        var rows: [FileRow] = []
        var stream = RowStream(file: self, dialect: dialect, position: 0, line: 1)
        try stream.feed(Array(piece.prefix(262_144))) { if rows.count < 101 { rows.append($0) } }
        if rows.isEmpty { try stream.finish { rows.append($0) } }
        guard let header = rows.first else { throw Complaint(.inputMissing, "\(path) has no rows") }
        if let problem = header.problem {
            throw Complaint(.failed, "\(path), line \(header.line): \(problem)")
        }
        return (header, rows.dropFirst().filter { $0.problem == nil }, dialect)
    }

    /// Every row from `position` on, which is the beginning of `line`.
    func forEachRow(
        dialect: CSVDialect,
        from position: Int,
        line: Int,
        _ body: (FileRow, _ consumed: Int) throws -> Void
    ) throws {
        let source = try ByteSource(path: path)
        try source.skip(to: position)
        var stream = RowStream(file: self, dialect: dialect, position: position, line: line)
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
    private let file: RowFile
    private var reader: CSVReader
    private let lineBase: Int
    /// Offsets at which lines begin, the first being line `lineBase + dropped`.
    private var starts: [Int]
    private var dropped = 0
    private var offset: Int
    private var previousWasCR = false

    init(file: RowFile, dialect: CSVDialect, position: Int, line: Int) {
        self.file = file
        reader = CSVReader(dialect: dialect, encoding: file.encoding)
        lineBase = line
        starts = [position]
        offset = position
    }

    mutating func feed(_ bytes: [UInt8], _ body: (FileRow) throws -> Void) throws {
        index(bytes)
        let context = self
        try reader.feed(
            bytes,
            row: { try body(context.row($0)) },
            problem: { try body(context.row($0)) }
        )
        forget()
    }

    mutating func finish(_ body: (FileRow) throws -> Void) throws {
        starts.append(offset)
        let context = self
        try reader.finish(
            row: { try body(context.row($0)) },
            problem: { try body(context.row($0)) }
        )
    }

    private mutating func index(_ bytes: [UInt8]) {
        for byte in bytes {
            offset += 1
            if byte == 0x0A {
                if previousWasCR {
                    starts[starts.count - 1] = offset
                } else {
                    starts.append(offset)
                }
            } else if byte == 0x0D {
                starts.append(offset)
            }
            previousWasCR = byte == 0x0D
        }
    }

    /// Lines before the one that is being read are not asked for again.
    private mutating func forget() {
        let excess = starts.count - 100_000
        guard excess > 0 else { return }
        starts.removeFirst(excess)
        dropped += excess
    }

    private func start(ofLine line: Int) -> Int {
        let place = line - 1 - dropped
        return starts[max(0, min(place, starts.count - 1))]
    }

    private func row(_ row: borrowing CSVRow) -> FileRow {
        let fields = row.fields
        // The row ends before the line on which the next begins; blank lines between do no harm.
        let next = row.line + 1 + RowStream.lineEnds(in: fields)
        return FileRow(
            fields: fields,
            line: row.line + lineBase - 1,
            end: start(ofLine: next),
            endLine: next + lineBase - 1,
            problem: nil
        )
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

    private func row(_ problem: CSVRowProblem) -> FileRow {
        let from = start(ofLine: problem.lines.lowerBound)
        let to = start(ofLine: problem.lines.upperBound + 1)
        return FileRow(
            fields: [],
            line: problem.lines.lowerBound + lineBase - 1,
            end: to,
            endLine: problem.lines.upperBound + lineBase,
            problem: RowFile.words(problem.reason),
            asItStands: bytes(from: from, to: to)
        )
    }

    /// What stands in the file, cut at a megabyte: longer is no row anyway.
    private func bytes(from: Int, to: Int) -> [UInt8] {
        let descriptor = open(file.path, O_RDONLY | O_CLOEXEC)
        guard descriptor >= 0 else { return [] }
        defer { close(descriptor) }
        var bytes = [UInt8](repeating: 0, count: max(0, min(to - from, 1 << 20)))
        let count = pread(descriptor, &bytes, bytes.count, off_t(from))
        return Array(bytes.prefix(max(0, count)))
    }
}
