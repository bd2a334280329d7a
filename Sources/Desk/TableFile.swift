// SPDX-License-Identifier: EUPL-1.2

/// Each table of a page as a file for a spreadsheet, read from the page itself: so none can be forgotten, and
/// no file says something else than its page.
enum TableFile {
    /// In the query of a page: the file of its table with this number, from 1.
    static let field = "csv"

    /// The page with a link to its file behind each table, but for those that have a file of their own.
    static func linked(_ body: HTML, _ visit: Visit) -> HTML {
        let (text, end) = (body.text, "</table>")
        let parts = text.components(of: end)
        guard parts.count > 1 else { return body }
        var all = ""
        for (place, part) in parts.enumerated() {
            all += part
            guard place < parts.count - 1 else { break }
            all += end
            let next = parts[place + 1]
            guard !hasFile(next.prefix(before: "<table")) else { continue }
            all += link(place + 1, visit).text
        }
        return HTML(stringLiteral: all)
    }

    private static func hasFile(_ text: Substring) -> Bool { text.contains("CSV</a>") }

    private static func link(_ number: Int, _ visit: Visit) -> HTML {
        var query = visit.query.filter { $0.key != field }.sorted { $0.key < $1.key }
            .map { "\(Form.encoded($0.key))=\(Form.encoded($0.value))" }
        query.append("\(field)=\(number)")
        return """
            <p class="csv"><a href="\(visit.path)?\(query.joined(separator: "&"))">\(visit.words(
                "Download als CSV", "Download as CSV"
            ))</a></p>
            """
    }

    /// A table of a page, the heads first; nil when there is none of that number.
    static func rows(of body: HTML, table number: Int, _ words: Words) -> [[String]]? {
        let tables = body.text.components(of: "<table").dropFirst()
        guard number > 0, number <= tables.count else { return nil }
        let table = tables[tables.startIndex + number - 1].prefix(before: "</table>")
        return table.components(of: "<tr").dropFirst().map { row in
            row.replacing("</th>", with: "</td>").components(of: "</td>").dropLast()
                .map { cell($0, words) }
        }
    }

    /// What a reader sees of a cell, but figures without marks and moments as a program reads them.
    private static func cell(_ part: Substring, _ words: Words) -> String {
        guard let cell = part.firstMatch(of: /<t[hd](?<attributes>[^>]*)>/) else { return "" }
        let isNumber = cell.attributes.contains("class=\"n\"")
        let content = part[cell.range.upperBound...]
        var (text, isTag, tag, isTime) = ("", false, "", false)
        for letter in content {
            switch (letter, isTag) {
            case ("<", _): (isTag, tag) = (true, "")
            case (">", true):
                isTag = false
                if let moment = tag.firstMatch(of: /^time datetime="([^"]+)"/) {
                    text += String(moment.1)
                    isTime = true
                }
                if tag == "/time" { isTime = false }
                if tag == "br" || tag.hasPrefix("/p") || tag.hasPrefix("/li") { text += " " }
            case (_, true): tag.append(letter)
            case (_, false): if !isTime { text.append(letter) }
            }
        }
        for (entity, letter) in [
            ("&lt;", "<"), ("&gt;", ">"), ("&quot;", "\""), ("&#39;", "'"), ("&amp;", "&"),
        ] {
            text = text.replacing(entity, with: letter)
        }
        text = text.split(whereSeparator: \.isWhitespace).joined(separator: " ")
        guard isNumber else { return text }
        let plain = text.replacing(words.isDutch ? "." : ",", with: "").replacing("−", with: "-")
        return Int(plain) == nil ? text : plain
    }
}

extension StringProtocol {
    /// The parts between the places where `separator` stands.
    fileprivate func components(of separator: String) -> [Substring] {
        self[...].split(separator: separator, omittingEmptySubsequences: false).map {
            Substring($0)
        }
    }

    fileprivate func prefix(before end: String) -> Substring {
        let text = Substring(self)
        return text.firstRange(of: end).map { text[..<$0.lowerBound] } ?? text
    }
}
