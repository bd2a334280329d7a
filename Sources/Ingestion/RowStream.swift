// SPDX-License-Identifier: EUPL-1.2

import CSV

/// A reader with the places of the lines in the file, so that a row that does not read can be set
/// aside as it stands, and an interrupted import knows where to go on.
struct RowStream {
    private var reader: CSVReader
    private var lines: LinePlaces
    /// The bytes behind the last row that was handed over, at most a megabyte of them.
    private var kept: [UInt8] = []
    private var keptFrom: Int
    private(set) var repair: RowRepair

    /// Longer is no row anyway.
    private static let mostHeld = 1 << 20

    init(
        encoding: TextEncoding,
        dialect: CSVDialect,
        guesses: Bool,
        position: Int,
        line: Int
    ) {
        repair = RowRepair(guess: guesses && encoding == .utf8 ? dialect : nil)
        reader = CSVReader(dialect: dialect, encoding: encoding)
        lines = LinePlaces(position: position, line: line)
        keptFrom = position
    }

    mutating func feed(_ bytes: [UInt8], _ body: (FileRow) throws -> Void) throws {
        let before = lines.end
        lines.append(bytes)
        let context = Context(lines: lines, kept: kept, keptFrom: keptFrom, piece: bytes, before)
        var end = keptFrom
        var repair = repair
        defer { self.repair = repair }
        try reader.feed(
            bytes,
            row: { row in
                let row = repair.plain(context.row(row))
                end = row.end
                try body(row)
            },
            problem: { problem in
                let row = repair.plain(repair.guessed(context.row(problem), problem))
                end = row.end
                try body(row)
            }
        )
        // A file may go on with a line feed whose carriage return stands here.
        end = min(end, lines.end)
        kept = context.bytes(from: end, to: lines.end)
        keptFrom = end
        lines.forget()
    }

    mutating func finish(_ body: (FileRow) throws -> Void) throws {
        lines.finish()
        let context = Context(lines: lines, kept: kept, keptFrom: keptFrom, piece: [], lines.end)
        var repair = repair
        defer { self.repair = repair }
        try reader.finish(
            row: { try body(repair.plain(context.row($0))) },
            problem: { try body(repair.plain(repair.guessed(context.row($0), $0))) }
        )
    }

    /// The end of what could be read of a file that is cut off: what stands behind the last row is
    /// handed over as one that does not read. The file goes on there when there is more of it.
    func cutOff(_ body: (FileRow) throws -> Void) throws {
        guard kept.contains(where: { $0 > 0x20 }) else { return }
        let line = lines.line(at: keptFrom)
        try body(
            FileRow(
                fields: [],
                line: line,
                end: keptFrom,
                endLine: line,
                problem: .cutOff,
                asItStands: Array(kept.prefix(RowStream.mostHeld))
            )
        )
    }

    /// What is needed to say where the rows of a piece stand.
    private struct Context {
        let lines: LinePlaces
        let kept: [UInt8]
        let keptFrom: Int
        let piece: [UInt8]
        let pieceFrom: Int

        init(lines: LinePlaces, kept: [UInt8], keptFrom: Int, piece: [UInt8], _ pieceFrom: Int) {
            self.lines = lines
            self.kept = kept
            self.keptFrom = keptFrom
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
                problem: SetAsideReason(problem.reason),
                asItStands: bytes(from: from, to: to)
            )
        }

        /// What stands in the file, cut at a megabyte.
        func bytes(from: Int, to: Int) -> [UInt8] {
            let to = min(to, from + RowStream.mostHeld)
            guard from < to else { return [] }
            var bytes: [UInt8] = []
            let keptTo = keptFrom + kept.count
            if from < keptTo {
                bytes += kept[max(0, from - keptFrom)..<min(kept.count, to - keptFrom)]
            }
            let start = max(from, pieceFrom)
            // Nothing is left out in the middle: what is longer than is kept ends where that ends.
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
