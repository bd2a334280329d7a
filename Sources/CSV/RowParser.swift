// SPDX-License-Identifier: EUPL-1.2

/// Takes UTF-8 apart into rows; `CSVReader` feeds it.
struct RowParser: Sendable {
    private let dialect: CSVDialect
    private let limits: CSVLimits
    private let automaton: RowAutomaton
    private let countsByFirstRow: Bool
    /// Whether the bytes are the file's own, so that wrong ones tell of another encoding.
    private let isOriginal: Bool
    private var expectedFields: Int?

    private var state = RowState.startOfRow
    /// Room for the bytes of the row, of which the first `filled` are in use.
    private var record: [UInt8] = []
    private var filled = 0
    /// As in `CSVRow`.
    private var ends: [Int] = []
    /// 1 when the current field began with a quote.
    private var quoted = 0
    private var reason: CSVRowProblem.Reason?
    private var openQuote: OpenQuote?
    /// The bytes of earlier pieces behind the line on which that quote was opened.
    private var kept: [UInt8] = []

    /// A quoted field that has run over a line end, and where reading goes on if it is not closed.
    private struct OpenQuote {
        let field: Int
        let line: Int
        let place: Int
        let lastCarriageReturn: Int
    }

    /// Bytes of the stream before this piece; all offsets count from the same point.
    private var base = 0
    private var line = 1
    private var lineStart = 0
    private var lastCarriageReturn = -2
    private var rowLine = 1
    private var rowNumber = 0

    private var validator = UTF8Validator()
    private var validated = 0
    private var nextInvalid: Int?

    init(
        dialect: CSVDialect,
        limits: CSVLimits,
        fieldCount: CSVFieldCount,
        isOriginal: Bool
    ) {
        self.isOriginal = isOriginal
        self.dialect = dialect
        self.limits = limits
        automaton = RowAutomaton(dialect)
        countsByFirstRow = fieldCount == .asFirstRow
        if case .exactly(let count) = fieldCount { expectedFields = count }
    }

    mutating func parse(
        _ piece: UnsafeRawBufferPointer,
        row: (borrowing CSVRow) throws -> Void,
        problem: (CSVRowProblem) throws -> Void
    ) rethrows {
        var rest = piece
        while let (again, count) = try take(rest, row: row, problem: problem) {
            // Fewer lines each time, so the depth is bounded by `quotedLines`.
            try again.withUnsafeBytes { try parse($0, row: row, problem: problem) }
            rest = UnsafeRawBufferPointer(rebasing: rest[count...])
        }
    }

    /// Takes the whole piece; or so many bytes of it, and gives back those before them that must be
    /// read again, because a quote is not believed.
    private mutating func take(
        _ piece: UnsafeRawBufferPointer,
        row: (borrowing CSVRow) throws -> Void,
        problem: (CSVRowProblem) throws -> Void
    ) rethrows -> (again: [UInt8], taken: Int)? {
        validated = 0
        var index = 0
        while index < piece.count {
            // A byte adds at most one, so the limit cannot be passed before `stop`: the outcome
            // does not depend on how the stream is cut.
            let length = filled - fieldStart
            var room = min(limits.fieldBytes - length, limits.rowBytes - filled)
            if length <= limits.quotedBytes { room = min(room, limits.quotedBytes - length) }
            let stop = index + min(room + 1, piece.count - index)
            makeRoom(stop - index)
            if let action = scan(piece, from: &index, to: stop) {
                let place = base + index - 1
                let lastLine = line
                switch action {
                case .endRow, .blankLine, .endOfSkipped:
                    endLine(at: place, in: piece)
                    try close(action, lastLine: lastLine, row: row, problem: problem)
                case .lineInQuotes, .escapedLine:
                    endLine(at: place, in: piece)
                    if action == .lineInQuotes { noteOpenQuote() }
                    keep(piece[index - 1], action == .lineInQuotes ? .inQuotes : .inField)
                case .nul:
                    note(.nulByte(line: line, column: place - lineStart + 1))
                    keep(0, state == .inQuotes || state == .escapedInQuotes ? .inQuotes : .inField)
                case .textAfterQuote:
                    if let quote = openQuote, quote.field == ends.count {
                        // The sign that seemed to close it opens the field of a later row.
                        let again = unread(behind: quote, in: piece[..<index])
                        try giveUp(quote, .textAfterQuote, problem)
                        return (again, index)
                    }
                    fail(.textAfterQuote)
                default:
                    fail(.tooManyFields(limit: limits.fieldsPerRow))
                }
            }
            if filled - fieldStart > limits.fieldBytes {
                fail(.fieldTooLong(limit: limits.fieldBytes))
            } else if filled > limits.rowBytes {
                fail(.rowTooLong(limit: limits.rowBytes))
            } else if let quote = quoteInDoubt, isTooLong(quote) {
                let again = unread(behind: quote, in: piece[..<index])
                let reason = CSVRowProblem.Reason.quoteTooLong(
                    lines: limits.quotedLines,
                    bytes: limits.quotedBytes
                )
                try giveUp(quote, reason, problem)
                return (again, index)
            }
        }
        noteInvalid(before: 0, in: piece)
        while validated < piece.count {
            _ = validator.nextProblem(in: piece, from: &validated, base: base)
        }
        if let quote = openQuote, quote.field == ends.count, state.mayBeInQuotes {
            kept = unread(behind: quote, in: piece[...])
        } else {
            openQuote = nil
            kept.removeAll(keepingCapacity: true)
        }
        base += piece.count
        return nil
    }

    mutating func finish(
        row: (borrowing CSVRow) throws -> Void,
        problem: (CSVRowProblem) throws -> Void
    ) rethrows {
        while true {
            if nextInvalid == nil { nextInvalid = validator.problemAtEnd() }
            noteInvalid(before: base, in: nil)
            guard let quote = quoteInDoubt else { break }
            let again = kept
            try giveUp(quote, .unterminatedQuote, problem)
            try again.withUnsafeBytes { try parse($0, row: row, problem: problem) }
        }
        switch state {
        case .inQuotes where dialect.strict: fail(.unterminatedQuote)
        case .escapedInQuotes where dialect.strict: fail(.unterminatedQuote)
        case .escaped where dialect.strict: fail(.danglingEscape)
        case .escaped, .escapedInQuotes:
            // The end of the file is taken for a line end, which the sign escaped.
            makeRoom(1)
            keep(UInt8(ascii: "\n"), .inField)
        default: break
        }
        let lastLine = lineStart == base ? max(rowLine, line - 1) : line
        switch state {
        case .startOfRow: break
        case .skipping: try close(.endOfSkipped, lastLine: lastLine, row: row, problem: problem)
        default: try close(.endRow, lastLine: lastLine, row: row, problem: problem)
        }
    }

    private var fieldStart: Int { (ends.last ?? 0) >> 1 }

    /// The quote in which the reader stands, when a line end lies behind it. A lenient reader has no
    /// doubts.
    private var quoteInDoubt: OpenQuote? {
        guard dialect.strict, state == .inQuotes || state == .escapedInQuotes else { return nil }
        return openQuote.flatMap { $0.field == ends.count ? $0 : nil }
    }

    private mutating func noteOpenQuote() {
        guard openQuote?.field != ends.count else { return }
        kept.removeAll(keepingCapacity: true)
        openQuote = OpenQuote(
            field: ends.count,
            line: line,
            place: lineStart,
            lastCarriageReturn: lastCarriageReturn
        )
    }

    private func isTooLong(_ quote: OpenQuote) -> Bool {
        line - quote.line >= limits.quotedLines || filled - fieldStart > limits.quotedBytes
    }

    /// Everything behind the line on which the quote was opened, to the end of this beginning of a
    /// piece.
    private func unread(
        behind quote: OpenQuote,
        in piece: Slice<UnsafeRawBufferPointer>
    ) -> [UInt8] {
        kept + piece[max(quote.place - base, 0)...]
    }

    /// Makes the lines up to the one with the quote a problem, and stands at the next line as if it
    /// had never read further.
    private mutating func giveUp(
        _ quote: OpenQuote,
        _ reason: CSVRowProblem.Reason,
        _ problem: (CSVRowProblem) throws -> Void
    ) rethrows {
        rowNumber += 1
        let lines = rowLine...max(rowLine, quote.line - 1)
        reset()
        (line, rowLine, lineStart, base) = (quote.line, quote.line, quote.place, quote.place)
        lastCarriageReturn = quote.lastCarriageReturn
        (validator, nextInvalid) = (UTF8Validator(), nil)
        try problem(CSVRowProblem(row: rowNumber, lines: lines, reason: reason))
    }

    /// Forgets the row.
    private mutating func reset() {
        state = .startOfRow
        filled = 0
        quoted = 0
        ends.removeAll(keepingCapacity: true)
        reason = nil
        openQuote = nil
        kept.removeAll(keepingCapacity: true)
    }

    /// Reads on until a byte concerns more than its field; that byte has then been taken.
    private mutating func scan(
        _ piece: UnsafeRawBufferPointer,
        from index: inout Int,
        to stop: Int
    ) -> RowAction? {
        // In locals, so that the loop touches nothing else; the arrays are moved, not copied.
        var state = self.state
        var filled = self.filled
        var quoted = self.quoted
        var position = index
        var ends: [Int] = []
        var bytes: [UInt8] = []
        swap(&ends, &self.ends)
        swap(&bytes, &self.record)
        defer {
            self.state = state
            self.filled = filled
            self.quoted = quoted
            index = position
            swap(&ends, &self.ends)
            swap(&bytes, &self.record)
        }
        let table = automaton.actions
        let actions = table.span
        var record = bytes.mutableSpan
        while position < stop {
            let byte = piece[position]
            position += 1
            let action = actions[unchecked: Int(state.rawValue) << 8 | Int(byte)]
            switch action {
            case .append, .begin:
                record[filled] = byte
                filled += 1
                if action == .begin { state = .inField }
                // Most bytes come in runs of letters: what follows is the same until it is not.
                let row = Int(state.rawValue) << 8
                while position < stop {
                    let next = piece[position]
                    guard actions[unchecked: row | Int(next)] == .append else { break }
                    record[unchecked: filled] = next
                    filled += 1
                    position += 1
                }
            case .appendInQuotes:
                record[filled] = byte
                filled += 1
                state = .inQuotes
            case .endField:
                if ends.count + 2 > limits.fieldsPerRow { return action }
                ends.append(filled << 1 | quoted)
                quoted = 0
                state = .startOfField
            case .openQuote:
                quoted = 1
                state = .inQuotes
            case .closeQuote: state = .afterQuote
            case .closeQuoteForGood: state = .inField
            case .escape: state = .escaped
            case .escapeInQuotes: state = .escapedInQuotes
            case .skipSpace: state = .startOfField
            case .ignore: break
            default: return action
            }
        }
        return nil
    }

    private mutating func keep(_ byte: UInt8, state: RowState) {
        record[filled] = byte
        filled += 1
        self.state = state
    }

    private mutating func keep(_ byte: UInt8, _ state: RowState) {
        record[filled] = byte
        filled += 1
        self.state = state
    }

    private mutating func makeRoom(_ bytes: Int) {
        guard record.count < filled + bytes else { return }
        let wanted = max(filled + bytes, min(2 * record.count, limits.rowBytes))
        record.append(contentsOf: repeatElement(0, count: wanted - record.count))
    }

    /// The first thing that is wrong with a row is what is reported of it.
    private mutating func note(_ reason: CSVRowProblem.Reason) {
        if self.reason == nil { self.reason = reason }
    }

    /// Gives the row up; the rest of the line is skipped.
    private mutating func fail(_ reason: CSVRowProblem.Reason) {
        note(reason)
        state = .skipping
        filled = 0
        ends.removeAll(keepingCapacity: true)
    }

    private mutating func noteInvalid(before place: Int, in piece: UnsafeRawBufferPointer?) {
        while true {
            if let piece, nextInvalid == nil {
                nextInvalid = validator.nextProblem(in: piece, from: &validated, base: base)
            }
            guard let invalid = nextInvalid, invalid < place else { return }
            if reason == nil {
                let likely =
                    isOriginal ? TextEncodingGuess.singleByteEncoding(of: record[..<filled]) : nil
                note(.notUTF8(line: line, column: invalid - lineStart + 1, looksLike: likely))
            }
            nextInvalid = nil
        }
    }

    private mutating func endLine(at place: Int, in piece: UnsafeRawBufferPointer) {
        noteInvalid(before: place, in: piece)
        let isLineFeed = piece[place - base] == UInt8(ascii: "\n")
        if !isLineFeed { lastCarriageReturn = place }
        if !isLineFeed || lastCarriageReturn != place - 1 { line += 1 }
        lineStart = place + 1
    }

    private mutating func close(
        _ action: RowAction,
        lastLine: Int,
        row: (borrowing CSVRow) throws -> Void,
        problem: (CSVRowProblem) throws -> Void
    ) rethrows {
        defer {
            reset()
            rowLine = line
        }
        if action == .blankLine {
            // Without a line of its own it is the second half of CRLF.
            guard dialect.keepsBlankLines, line > lastLine else { return }
        } else if action == .endRow {
            ends.append(filled << 1 | quoted)
        }
        rowNumber += 1
        if reason == nil && action == .endRow { checkFields() }
        if let reason {
            let lines = rowLine...max(rowLine, lastLine)
            try problem(CSVRowProblem(row: rowNumber, lines: lines, reason: reason))
        } else {
            try row(CSVRow(record: record, ends: ends, line: rowLine, number: rowNumber))
        }
    }

    private mutating func checkFields() {
        if let expectedFields, ends.count != expectedFields {
            note(.fieldCount(found: ends.count, expected: expectedFields))
        } else if dialect.quoting == .unquotedIsNumber, let field = firstUnquotedText() {
            note(.notANumber(field: field + 1))
        } else if countsByFirstRow {
            expectedFields = ends.count
        }
    }

    private func firstUnquotedText() -> Int? {
        var start = 0
        for (field, end) in ends.enumerated() {
            let bytes = record[start..<(end >> 1)]
            start = end >> 1
            if end & 1 == 1 || bytes.isEmpty { continue }
            let text = String(decoding: bytes.drop { $0 == UInt8(ascii: " ") }, as: UTF8.self)
            if Double(text) == nil { return field }
        }
        return nil
    }
}
