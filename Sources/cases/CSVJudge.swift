// SPDX-License-Identifier: EUPL-1.2
import CSV

/// Rows out of text, and the dialect of a sample.
struct CSVJudge: CaseJudge {
    let expectation = 0.99

    func verdict(on theCase: ThirdPartyCase) -> Verdict {
        if theCase.group.contains("sniff") { return sniffed(theCase) }
        guard theCase.group.contains("read"), let text = text(of: theCase),
            let dialect = dialect(of: theCase)
        else { return .outOfScope }
        let (rows, problems) = read(text, dialect)
        guard let expected = rowsExpected(theCase, dialect) else {
            if problems.isEmpty && hasLineEndWithinLine(theCase) {
                return .deviates(.lineEndWithinLine)
            }
            return problems.isEmpty ? .differs("expected an error, found \(rows)") : .agrees
        }
        return problems.isEmpty ? .same(rows, expected) : .differs("found \(problems)")
    }

    /// The lines of the source stand for a text: what has no line end gets one, save the last.
    private func text(of theCase: ThirdPartyCase) -> [UInt8]? {
        if let text = theCase["text"]?.string { return Array(text.utf8) }
        guard let lines = theCase["records_as_lines"]?.strings else { return nil }
        var text: [UInt8] = []
        for (index, line) in lines.enumerated() {
            text += Array(line.utf8)
            let isLast = index == lines.count - 1
            if text.last != 0x0A && text.last != 0x0D && (!isLast || line.isEmpty) {
                text.append(0x0A)
            }
        }
        return text
    }

    private func hasLineEndWithinLine(_ theCase: ThirdPartyCase) -> Bool {
        let lines = theCase["records_as_lines"]?.strings ?? []
        return lines.contains { line in
            let bytes = Array(line.utf8).reversed().drop { $0 == 0x0A || $0 == 0x0D }
            return bytes.contains { $0 == 0x0A || $0 == 0x0D }
        }
    }

    /// Options of Python's csv module; nil when one is not of our world.
    private func dialect(of theCase: ThirdPartyCase) -> CSVDialect? {
        var dialect = CSVDialect(strict: false, keepsBlankLines: true)
        for (name, value) in theCase["options"]?.object ?? [:] {
            let sign = value.string.flatMap { $0.utf8.count == 1 ? $0.utf8.first : nil }
            switch (name, value) {
            case ("delimiter", _):
                guard let sign else { return nil }
                dialect.delimiter = sign
            case ("quotechar", .null): dialect.quote = nil
            case ("quotechar", _):
                guard let sign else { return nil }
                dialect.quote = sign
            case ("escapechar", .null): dialect.escape = nil
            case ("escapechar", _):
                guard let sign else { return nil }
                dialect.escape = sign
            case ("doublequote", _): dialect.doubleQuote = isTrue(value)
            case ("skipinitialspace", _): dialect.skipInitialSpace = isTrue(value)
            case ("strict", _): dialect.strict = isTrue(value)
            case ("quoting", _):
                switch value.string?.lowercased().replacing("quote_", with: "") {
                case "none": dialect.quoting = .none
                case "nonnumeric": dialect.quoting = .unquotedIsNumber
                default: dialect.quoting = .recognised
                }
            case ("lineterminator", _): continue
            default: return nil
            }
        }
        describe(theCase["dialect"]?.string ?? "", &dialect)
        return dialect
    }

    /// `delimiter , quote " QUOTE_NONNUMERIC, escape backslash`
    private func describe(_ words: String, _ dialect: inout CSVDialect) {
        if words.contains("QUOTE_NONNUMERIC") { dialect.quoting = .unquotedIsNumber }
        if words.contains("QUOTE_NONE") && !words.contains("QUOTE_NONNUMERIC") {
            dialect.quoting = .none
        }
        if words.contains("escape backslash") { dialect.escape = UInt8(ascii: "\\") }
        if words.contains("delimiter tab") { dialect.delimiter = UInt8(ascii: "\t") }
        if words.contains("delimiter ;") { dialect.delimiter = UInt8(ascii: ";") }
    }

    private func isTrue(_ value: JSON) -> Bool { value.bool ?? (value.integer == 1) }

    private func read(_ text: [UInt8], _ dialect: CSVDialect) -> ([[String]], [CSVRowProblem]) {
        var rows: [[String]] = []
        var problems: [CSVRowProblem] = []
        var reader = CSVReader(dialect: dialect)
        let take: (borrowing CSVRow) -> Void = { row in
            let numbers = dialect.quoting == .unquotedIsNumber
            rows.append(
                (0..<row.count).map { field in
                    numbers && !row.isQuoted(field) ? Self.number(row[field]) : row[field]
                }
            )
        }
        reader.feed(text, row: take) { problems.append($0) }
        reader.finish(row: take) { problems.append($0) }
        return (rows, problems)
    }

    /// `3` and `3.0` are one number.
    private static func number(_ text: String) -> String {
        Double(text.replacing(" ", with: "")).map { "\($0)" } ?? text
    }

    private func rowsExpected(_ theCase: ThirdPartyCase, _ dialect: CSVDialect) -> [[String]]? {
        guard let rows = theCase["expected"]?.array else { return nil }
        return rows.map { row in
            (row.array ?? []).map { field in
                switch field {
                case .integer(let number): "\(Double(number))"
                case .number(let number): "\(number)"
                default: field.string ?? ""
                }
            }
        }
    }

    /// Guidance: counted where the delimiter is one that we look for.
    private func sniffed(_ theCase: ThirdPartyCase) -> Verdict {
        guard let sample = theCase["text"]?.string,
            let delimiter = theCase["expected"]?["delimiter"]?.string?.utf8.first,
            CSVDialect.usualDelimiters.contains(delimiter)
        else { return .outOfScope }
        guard let sniff = CSVDialect.sniff(Array(sample.utf8)) else {
            return .differs("no dialect found")
        }
        let expected = theCase["expected"]
        var found = [Character(Unicode.Scalar(sniff.dialect.delimiter))]
        found.append(Character(Unicode.Scalar(sniff.dialect.quote ?? 0)))
        let signs = [expected?["delimiter"], expected?["quotechar"]].compactMap {
            $0?.string?.first
        }
        guard found == signs else { return .same(found, signs) }
        return .same(
            [sniff.dialect.skipInitialSpace, sniff.hasHeader],
            [expected?["skipinitialspace"], expected?["has_header"]].map { $0?.bool ?? false },
            "initial space, header:"
        )
    }
}
