// SPDX-License-Identifier: EUPL-1.2

/// Where the reader stands within a row.
enum RowState: UInt8, CaseIterable {
    case startOfRow, startOfField, inField, inQuotes, afterQuote, escaped, escapedInQuotes, skipping

    /// Within quotes, or behind a quote sign that may be the first of two.
    var mayBeInQuotes: Bool {
        self == .inQuotes || self == .afterQuote || self == .escapedInQuotes
    }
}

/// What one byte does.
enum RowAction {
    // Of the field alone: the scanner does these itself.
    case append, begin, endField, openQuote, closeQuote, closeQuoteForGood, appendInQuotes
    case escape, escapeInQuotes, skipSpace, ignore
    // Of the row: the scanner returns for these.
    case endRow, blankLine, lineInQuotes, escapedLine, endOfSkipped, nul, textAfterQuote
}

/// A table of what each byte does in each state: one look-up per byte, whatever the dialect.
struct RowAutomaton: Sendable {
    let actions: [RowAction]

    init(_ dialect: CSVDialect) {
        var actions: [RowAction] = []
        for state in RowState.allCases {
            for byte in UInt8.min ... .max {
                actions.append(Self.action(of: byte, in: state, dialect))
            }
        }
        self.actions = actions
    }

    // The order of the questions is that of Python's csv module, whose rows many tools expect.
    private static func action(
        of byte: UInt8,
        in state: RowState,
        _ dialect: CSVDialect
    ) -> RowAction {
        let endsLine = byte == UInt8(ascii: "\n") || byte == UInt8(ascii: "\r")
        let isQuote = byte == dialect.quote && dialect.quoting != .none
        let other: (RowAction) -> RowAction = { dialect.strict && byte == 0 ? .nul : $0 }
        switch state {
        case .startOfRow where endsLine: return .blankLine
        case .startOfRow, .startOfField:
            if endsLine { return .endRow }
            if isQuote { return .openQuote }
            if byte == dialect.escape { return .escape }
            if byte == UInt8(ascii: " ") && dialect.skipInitialSpace { return .skipSpace }
            return byte == dialect.delimiter ? .endField : other(.begin)
        case .inField:
            if endsLine { return .endRow }
            if byte == dialect.escape { return .escape }
            return byte == dialect.delimiter ? .endField : other(.append)
        case .inQuotes:
            if byte == dialect.escape { return .escapeInQuotes }
            if isQuote { return dialect.doubleQuote ? .closeQuote : .closeQuoteForGood }
            return endsLine ? .lineInQuotes : other(.append)
        case .afterQuote:
            if isQuote { return .appendInQuotes }
            if byte == dialect.delimiter { return .endField }
            if endsLine { return .endRow }
            return dialect.strict ? .textAfterQuote : .begin
        case .escaped:
            return endsLine ? .escapedLine : other(.begin)
        case .escapedInQuotes:
            return endsLine ? .lineInQuotes : other(.appendInQuotes)
        case .skipping:
            return endsLine ? .endOfSkipped : .ignore
        }
    }
}
