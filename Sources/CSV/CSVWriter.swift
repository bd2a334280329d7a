// SPDX-License-Identifier: EUPL-1.2

/// Writes rows as RFC 4180 wants them: CRLF, quotes where needed.
public struct CSVWriter: Sendable {
    public let delimiter: UInt8
    public let lineEnd: [UInt8]
    /// Puts an apostrophe before a field that a spreadsheet would run as a formula, as long as nobody
    /// says otherwise: people open files. A file that a machine reads back keeps its values as they are.
    public let defusesFormulas: Bool

    public init(
        delimiter: UInt8 = UInt8(ascii: ","),
        lineEnd: [UInt8] = [13, 10],
        defusesFormulas: Bool = true
    ) {
        self.delimiter = delimiter
        self.lineEnd = lineEnd
        self.defusesFormulas = defusesFormulas
    }

    public func append(_ fields: some Sequence<String>, to output: inout [UInt8]) {
        let start = output.count
        var isFirst = true
        for field in fields {
            if !isFirst { output.append(delimiter) }
            isFirst = false
            var field = field
            field.withUTF8 { append(field: $0, to: &output) }
        }
        // A single empty field would read back as a blank line.
        if !isFirst && output.count == start { output.append(contentsOf: [0x22, 0x22]) }
        output.append(contentsOf: lineEnd)
    }

    /// One field alone, for callers that place delimiters and line ends themselves.
    public func append(field: UnsafeBufferPointer<UInt8>, to output: inout [UInt8]) {
        let defuse = defusesFormulas && Self.startsFormula(field)
        guard defuse || needsQuotes(field) else {
            output.append(contentsOf: field)
            return
        }
        output.append(0x22)
        if defuse { output.append(UInt8(ascii: "'")) }
        for byte in field {
            if byte == 0x22 { output.append(0x22) }
            output.append(byte)
        }
        output.append(0x22)
    }

    private func needsQuotes(_ field: UnsafeBufferPointer<UInt8>) -> Bool {
        guard let first = field.first, let last = field.last else { return false }
        if first == 0x20 || last == 0x20 { return true }
        return field.contains { $0 == delimiter || $0 == 0x22 || $0 == 0x0A || $0 == 0x0D }
    }

    // The list of OWASP's page on CSV injection, with the full width forms that spreadsheets take for
    // the same, and behind spaces, which some of them drop.
    private static func startsFormula(_ field: UnsafeBufferPointer<UInt8>) -> Bool {
        var rest = field[...]
        while true {
            switch rest.first {
            case UInt8(ascii: "="), UInt8(ascii: "+"), UInt8(ascii: "-"), UInt8(ascii: "@"), 0x09,
                0x0A, 0x0D:
                return true
            case 0x20: rest = rest.dropFirst()
            // No-break space, byte order mark, ideographic space.
            case 0xC2 where rest.starts(with: [0xC2, 0xA0]): rest = rest.dropFirst(2)
            case 0xEF where rest.starts(with: [0xEF, 0xBB, 0xBF]): rest = rest.dropFirst(3)
            case 0xE3 where rest.starts(with: [0xE3, 0x80, 0x80]): rest = rest.dropFirst(3)
            case 0xEF: return fullWidth.contains { rest.starts(with: $0) }
            // The minus sign.
            case 0xE2: return rest.starts(with: [0xE2, 0x88, 0x92])
            default: return false
            }
        }
    }

    /// U+FF1D, U+FF0B, U+FF0D and U+FF20.
    private static let fullWidth: [[UInt8]] = [
        [0xEF, 0xBC, 0x9D], [0xEF, 0xBC, 0x8B], [0xEF, 0xBC, 0x8D], [0xEF, 0xBC, 0xA0],
    ]
}
