// SPDX-License-Identifier: EUPL-1.2

/// What is wrong with a template; found before the first letter of a wave is made.
public enum TemplateFailure: Error, Equatable {
    case subjectMissing
    case closingMissing
    /// The paragraph is counted from 1.
    case unclosedHole(paragraph: Int)
    case strayParentheses(paragraph: Int)
    case emptyHole(paragraph: Int)
    case unknownField(String, paragraph: Int)
    case unknownBlock(String, paragraph: Int)
    /// A list stands in a sentence, or a condition is printed as if it were text.
    case wrongKind(Field, paragraph: Int)
    /// The letter code stands elsewhere than in a row of a table.
    case codeOutsideRow
    /// The field exists, but this run of letters has nothing to put in it.
    case notProvided(Field)
    /// GDPR Art. 34(2): one of the four things that the letter must say is missing.
    case missingBlock(MandatoryBlock)
    /// There is no template in any language that the wave has words for.
    case noTemplate
    /// A letter has a full date.
    case letterDateIncomplete
}

/// A text with holes: `((field))`, and `((field??text))` whose text may hold further holes.
struct TemplateText: Sendable, Hashable {
    indirect enum Node: Sendable, Hashable {
        case text(String)
        case field(Field)
        case condition(Field, [Node])
    }

    let nodes: [Node]

    init(_ source: some StringProtocol, paragraph: Int) throws(TemplateFailure) {
        var parser = Parser(rest: Substring(source), paragraph: paragraph)
        nodes = try parser.nodes(inside: false)
    }

    /// Does nothing of it depend on a condition?
    var isUnconditional: Bool {
        nodes.contains { node in
            switch node {
            case .text(let text): text.contains { !$0.isWhitespace }
            case .field: true
            case .condition: false
            }
        }
    }

    /// The only thing in it, if that is a list.
    var list: Field? {
        guard nodes.count == 1, case .field(let field) = nodes[0], field.kind == .list else {
            return nil
        }
        return field
    }

    var fields: Set<Field> { TemplateText.fields(of: nodes) }

    var asksForCode: Bool { fields.contains(.letterCode) }

    private static func fields(of nodes: [Node]) -> Set<Field> {
        nodes.reduce(into: []) { found, node in
            switch node {
            case .text: break
            case .field(let field): found.insert(field)
            case .condition(let field, let inner):
                found.insert(field)
                found.formUnion(fields(of: inner))
            }
        }
    }

    /// The text with the holes filled and no space at either end.
    func filled(with values: FieldValues) throws(LetterFailure) -> String {
        var text = ""
        try TemplateText.fill(nodes, with: values, into: &text)
        let bytes = text.utf8
        guard bytes.first == 0x20 || bytes.last == 0x20 else { return text }
        let start = text.drop { $0 == " " }
        return String(start.reversed().drop { $0 == " " }.reversed())
    }

    private static func fill(
        _ nodes: [Node],
        with values: FieldValues,
        into text: inout String
    ) throws(LetterFailure) {
        for node in nodes {
            switch node {
            case .text(let part): text += part
            case .field(let field):
                guard case .text(let part)? = values[field], !part.isEmpty else {
                    throw .fieldMissing(field)
                }
                text += part
            case .condition(let field, let inner):
                guard case .condition(let holds)? = values[field] else {
                    throw .fieldMissing(field)
                }
                if holds { try fill(inner, with: values, into: &text) }
            }
        }
    }
}

extension [TemplateText] {
    var asksForCode: Bool { contains(where: \.asksForCode) }
}

extension TemplateText {
    private struct Parser {
        var rest: Substring
        let paragraph: Int

        mutating func nodes(inside: Bool) throws(TemplateFailure) -> [Node] {
            var nodes: [Node] = []
            var text = ""
            func flushed() -> [Node] { text.isEmpty ? nodes : nodes + [.text(text)] }
            while let character = rest.first {
                if rest.hasPrefix("((") {
                    nodes = flushed()
                    text = ""
                    rest = rest.dropFirst(2)
                    nodes.append(try hole())
                } else if rest.hasPrefix("))") {
                    guard inside else { throw .strayParentheses(paragraph: paragraph) }
                    return flushed()
                } else {
                    text.append(character)
                    rest = rest.dropFirst()
                }
            }
            guard !inside else { throw .unclosedHole(paragraph: paragraph) }
            return flushed()
        }

        private mutating func hole() throws(TemplateFailure) -> Node {
            let name = rest.prefix { $0.isLetter || $0.isNumber }
            rest = rest.dropFirst(name.count)
            guard !name.isEmpty else { throw .emptyHole(paragraph: paragraph) }
            let isCondition = rest.hasPrefix("??")
            guard isCondition || rest.hasPrefix("))") else {
                throw .unclosedHole(paragraph: paragraph)
            }
            guard let field = Field(name: name) else {
                throw .unknownField(String(name), paragraph: paragraph)
            }
            guard isCondition == (field.kind == .condition) else {
                throw .wrongKind(field, paragraph: paragraph)
            }
            rest = rest.dropFirst(2)
            guard isCondition else { return .field(field) }
            let inner = try nodes(inside: true)
            guard !inner.isEmpty else { throw .emptyHole(paragraph: paragraph) }
            rest = rest.dropFirst(2)
            return .condition(field, inner)
        }
    }
}
