// SPDX-License-Identifier: EUPL-1.2

/// Why the text of a mapping could not be read.
public enum ListMappingProblem: Error, Equatable, Sendable {
    case noEqualsSign(line: Int)
    case unterminatedQuote(line: Int)
    case unknownRole(line: Int)
    /// The same of a population: what stands there is neither one of its columns nor `-`.
    case unknownMeaning(line: Int)
    /// Behind the role stands no form of a date, or the role has none.
    case unknownDateForm(line: Int)
    /// The list has no such column, or the text names it too often.
    case unknownColumn(line: Int)
    /// The text says nothing about this column, counted from 1.
    case missingColumn(Int)
}

extension ListMapping {
    /// One line a column, `column = role`, with the reason behind it as a comment; behind `birthDate`
    /// stands the form of its dates. A question mark before the role says that somebody must settle it,
    /// by taking the mark away.
    public var text: String {
        columns.map { column in
            let mark = column.isAmbiguous ? "?" : ""
            let form = column.dateForm.map { " \($0.rawValue)" } ?? ""
            return "\(ListMapping.quoted(column.header)) = \(mark)\(column.role.code)\(form)"
                + "  # \(column.reason.rawValue)\n"
        }.joined()
    }

    /// Reads the text back, after correction. The lines may stand in any order; columns of the same
    /// name are taken in the order of the list.
    public init(text: String, header: [String]) throws(ListMappingProblem) {
        var columns = [ListColumn?](repeating: nil, count: header.count)
        let lines = text.split(omittingEmptySubsequences: false, whereSeparator: \.isNewline)
        for (offset, line) in lines.enumerated() {
            let trimmed = String(line).trimmedField
            guard !trimmed.isEmpty, !trimmed.hasPrefix("#") else { continue }
            let (name, rest) = try ListMapping.split(trimmed, line: offset + 1)
            let comment = rest.firstIndex(of: "#") ?? rest.endIndex
            var code = String(rest[..<comment]).trimmedField
            let isOpen = code.hasPrefix("?")
            if isOpen { code.removeFirst() }
            let words = code.split(separator: " ", maxSplits: 1).map { String($0).trimmedField }
            guard let role = ListRole(code: words.first ?? "") else {
                throw .unknownRole(line: offset + 1)
            }
            let form = words.count > 1 ? ListDateForm(rawValue: words[1]) : nil
            guard words.count < 2 || role == .birthDate && form != nil else {
                throw .unknownDateForm(line: offset + 1)
            }
            let place = header.indices.first {
                columns[$0] == nil && (header[$0] == name || header[$0].trimmedField == name)
            }
            guard let place else { throw .unknownColumn(line: offset + 1) }
            columns[place] = ListColumn(
                header: header[place],
                role: role,
                confidence: isOpen ? .unsure : .certain,
                reason: isOpen ? .vagueHeader : .corrected,
                dateForm: form
            )
        }
        var found: [ListColumn] = []
        for (place, column) in columns.enumerated() {
            guard let column else { throw .missingColumn(place + 1) }
            found.append(column)
        }
        self.init(columns: found)
    }

    /// As it is, or between quotation marks when the line would be misread.
    static func quoted(_ header: String) -> String {
        let isPlain =
            !header.isEmpty && header == header.trimmedField
            && !header.contains { "=#\"\\".contains($0) || $0.isNewline }
        guard !isPlain else { return header }
        var text = "\""
        for scalar in header.unicodeScalars {
            switch scalar {
            case "\"": text += "\\\""
            case "\\": text += "\\\\"
            case "\n": text += "\\n"
            case "\r": text += "\\r"
            default: text.unicodeScalars.append(scalar)
            }
        }
        return text + "\""
    }

    static func split(
        _ line: String,
        line number: Int
    ) throws(ListMappingProblem) -> (name: String, rest: Substring) {
        var name = ""
        var rest = line[...]
        if line.hasPrefix("\"") {
            var scalars = line.unicodeScalars.dropFirst()
            while let scalar = scalars.popFirst(), scalar != "\"" {
                guard scalar == "\\", let escaped = scalars.popFirst() else {
                    name.unicodeScalars.append(scalar)
                    continue
                }
                name.unicodeScalars.append(
                    escaped == "n" ? "\n" : escaped == "r" ? "\r" : escaped
                )
                if scalars.isEmpty { throw .unterminatedQuote(line: number) }
            }
            rest = Substring(scalars)
        }
        guard let sign = rest.firstIndex(of: "=") else { throw .noEqualsSign(line: number) }
        if !line.hasPrefix("\"") { name = String(rest[..<sign]).trimmedField }
        return (name, rest[rest.index(after: sign)...])
    }
}
