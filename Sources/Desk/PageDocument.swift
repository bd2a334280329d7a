// SPDX-License-Identifier: EUPL-1.2

import LetterPDF

/// The body of a page as a document to print: the same words, so that neither can say something else.
///
/// Reads what our own pages are made of, in which every element is closed. Pictures, forms and menus stay
/// behind: each picture has its numbers in a sentence or a table.
struct PageDocument {
    private(set) var blocks: [TaggedDocument.Block] = []
    private let words: Words

    init(_ body: HTML, _ words: Words) {
        self.words = words
        walk(Node.parse(body.text))
    }

    private mutating func walk(_ nodes: [Node]) {
        for node in nodes {
            switch node.name {
            case "h1": blocks.append(.heading(level: 1, node.words))
            case "h2": blocks.append(.heading(level: 2, node.words))
            case "h3", "h4": blocks.append(.heading(level: 3, node.words))
            case "p", "figcaption": addParagraph(node)
            case "ul", "ol": addList(node)
            case "table": addTable(node)
            case "dl": addFacts(node)
            case "form", "nav", "svg", "button", "details", "a": continue
            default: walk(node.children)
            }
        }
    }

    private mutating func addParagraph(_ node: Node) {
        guard !node.has("acts"), !node.has("crumb") else { return }
        let text = node.words
        guard !text.isEmpty else { return }
        blocks.append(node.has("state") ? .strong(text) : .paragraph(text))
    }

    private mutating func addList(_ node: Node) {
        let items = node.children.filter { $0.name == "li" }
        if node.has("tasks") { return addTasks(items) }
        let texts = items.map { item in
            // What happened stands behind its moment.
            guard node.has("tl"), let time = item.children.first, time.name == "time" else {
                return item.words
            }
            let rest = item.children.dropFirst()
            let source = rest.filter { $0.has("hint") }.map { " (\($0.words))" }.joined()
            let said = Node(name: "li", attributes: "", children: rest.filter { !$0.has("hint") })
            return "\(time.words): \(said.words)\(source)"
        }
        blocks.append(.list(texts.filter { !$0.isEmpty }))
    }

    /// What must happen: when, what, and where it stands.
    private mutating func addTasks(_ items: [Node]) {
        let rows = items.map { item -> [String] in
            let parts = item.children.filter { $0.name != "" }
            return parts.map { part in
                let inner = part.children.filter { $0.name == "p" }.map(\.words)
                return inner.isEmpty ? part.words : inner.joined(separator: "\n")
            }
        }
        let columns = [
            words.text("Wanneer", "When"), words.text("Wat", "What"), words.text("Stand", "State"),
        ]
        guard !rows.isEmpty else { return }
        blocks.append(
            .table(
                TaggedDocument.Table(columns: columns.map { .init($0) }, rows: rows)
            )
        )
    }

    private mutating func addFacts(_ node: Node) {
        let rows = node.children.filter { $0.name == "div" }.map { row in
            row.children.filter { ["dt", "dd"].contains($0.name) }.map(\.words)
        }
        guard !rows.isEmpty else { return }
        let columns = [words.text("Gegeven", "Item"), words.text("Waarde", "Value")]
        blocks.append(
            .table(TaggedDocument.Table(columns: columns.map { .init($0) }, rows: rows))
        )
    }

    private mutating func addTable(_ node: Node) {
        let heads = node.all("thead").flatMap { $0.all("th") }
        let rows = (node.all("tbody") + node.all("tfoot")).flatMap { $0.all("tr") }.map { row in
            row.children.filter { ["th", "td"].contains($0.name) }.map(\.words)
        }
        // A column of bars alone says nothing here.
        let kept = heads.indices.filter { place in
            !heads[place].has("b") || rows.contains { $0.count > place && !$0[place].isEmpty }
        }
        blocks.append(
            .table(
                TaggedDocument.Table(
                    caption: node.all("caption").map(\.words).joined(),
                    columns: kept.map {
                        .init(heads[$0].words, isNumeric: heads[$0].has("n"))
                    },
                    rows: rows.map { row in kept.map { row.count > $0 ? row[$0] : "" } }
                )
            )
        )
    }
}

/// An element of a page with what is in it, or text when its name is empty.
private struct Node {
    var name: String
    var attributes: Substring
    var children: [Node] = []
    var text = ""

    /// Is it of that class?
    func has(_ style: String) -> Bool {
        guard let start = attributes.firstRange(of: "class=\"") else { return false }
        return attributes[start.upperBound...].prefix { $0 != "\"" }.split(separator: " ")
            .contains { $0 == style }
    }

    /// Those of a name in it, in their order.
    func all(_ name: String) -> [Node] {
        children.flatMap { $0.name == name ? [$0] : $0.all(name) }
    }

    /// What somebody reads, on one line.
    var words: String {
        let text = raw.split(whereSeparator: \.isWhitespace).joined(separator: " ")
        let joined = text.replacing(" \(Self.aside) ", with: ", ")
        return joined.replacing("\(Self.aside) ", with: "").replacing(Self.aside, with: "")
    }

    /// Before what is said beside something, which on a page stands smaller.
    private static let aside = "\u{1}"

    private var raw: String {
        switch name {
        case "": text
        case "svg", "form": ""
        case "br": " "
        case "span" where has("hint"): " \(Self.aside) \(children.map(\.raw).joined())"
        case "q": "“\(children.map(\.raw).joined())”"
        // Whatever stands in a block of its own is a word of its own.
        case "p", "li", "div", "h2", "h3": children.map(\.raw).joined() + " "
        default: children.map(\.raw).joined()
        }
    }

    static func parse(_ html: String) -> [Node] {
        var rest = Substring(html)
        return parse(&rest)
    }

    private static func parse(_ rest: inout Substring) -> [Node] {
        var nodes: [Node] = []
        while !rest.isEmpty {
            guard rest.first == "<" else {
                let text = rest.prefix { $0 != "<" }
                nodes.append(Node(name: "", attributes: "", text: unescaped(text)))
                rest = rest.dropFirst(text.count)
                continue
            }
            let tag = rest.prefix { $0 != ">" }.dropFirst()
            rest = rest.dropFirst(tag.count + 2)
            if tag.first == "/" {
                // Whatever is closed here closes the element that was opened last.
                return nodes
            }
            let name = String(tag.prefix { $0.isLetter || $0.isNumber })
            var node = Node(name: name, attributes: tag.dropFirst(name.count))
            let isAlone = tag.last == "/" || ["br", "img", "input", "meta", "link"].contains(name)
            if !isAlone { node.children = parse(&rest) }
            nodes.append(node)
        }
        return nodes
    }

    private static func unescaped(_ text: Substring) -> String {
        guard text.contains("&") else { return String(text) }
        return String(text).replacing("&lt;", with: "<").replacing("&gt;", with: ">")
            .replacing("&quot;", with: "\"").replacing("&#39;", with: "'")
            .replacing("&amp;", with: "&")
    }
}
