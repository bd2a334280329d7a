// SPDX-License-Identifier: EUPL-1.2

/// What a letter to an affected person must say: GDPR Art. 34(2) with 33(3)(a) to (d).
public enum MandatoryBlock: String, Sendable, Hashable, CaseIterable {
    case nature = "nature"
    case contact = "contact"
    case consequences = "consequences"
    case measures = "measures"
}

/// A letter with holes, as communicators and lawyers write and approve it.
///
/// Plain text, paragraphs between empty lines. One is `subject: …`, one `closing: …`. A line `[nature]` above a paragraph says which mandatory block it fulfils;
/// `# ` begins a heading, `- ` a bullet, `| ` a table row whose cells stand between bars.
/// A paragraph, bullet or row of which nothing is left is not printed. The letter code stands in rows
/// of a table only: all other words are the same for many readers, and are set once for all of them.
public struct LetterTemplate: Sendable, Hashable {
    struct Paragraph: Sendable, Hashable {
        enum Kind: Sendable, Hashable {
            case heading, text, bullets, table
        }

        var kind: Kind
        /// One text, or one for every bullet or cell row.
        var lines: [[TemplateText]]
        var blocks: Set<MandatoryBlock>
    }

    let subject: TemplateText
    let closing: TemplateText
    let paragraphs: [Paragraph]

    public init(_ source: String) throws(TemplateFailure) {
        var subject: TemplateText?
        var closing: TemplateText?
        var paragraphs: [Paragraph] = []
        for (index, lines) in LetterTemplate.split(source).enumerated() {
            let number = index + 1
            if let text = lines[0].droppingPrefix("subject: ") {
                subject = try TemplateText(text, paragraph: number)
            } else if let text = lines[0].droppingPrefix("closing: ") {
                closing = try TemplateText(text, paragraph: number)
            } else {
                paragraphs.append(try LetterTemplate.paragraph(lines, number: number))
            }
        }
        guard let subject else { throw .subjectMissing }
        self.subject = subject
        guard let closing else { throw .closingMissing }
        self.closing = closing
        guard !subject.asksForCode, !closing.asksForCode else { throw .codeOutsideRow }
        self.paragraphs = paragraphs
    }

    /// Refuses a template that asks for a field this run does not have, or of which a needed
    /// block does not stand in at least one part that every reader gets.
    public func check(
        against provided: Set<Field>,
        for needed: [MandatoryBlock] = MandatoryBlock.allCases
    ) throws(TemplateFailure) {
        let texts = [subject, closing] + paragraphs.flatMap { $0.lines.flatMap(\.self) }
        let asked = texts.reduce(into: Set<Field>()) { $0.formUnion($1.fields) }
        for field in Field.allCases where asked.contains(field) && !provided.contains(field) {
            throw .notProvided(field)
        }
        for block in needed {
            let isAlwaysSaid = paragraphs.contains { paragraph in
                paragraph.blocks.contains(block) && paragraph.kind != .heading
                    && paragraph.lines.contains { $0.contains(where: \.isUnconditional) }
            }
            guard isAlwaysSaid else { throw .missingBlock(block) }
        }
    }

    private static func split(_ source: String) -> [[Substring]] {
        var paragraphs: [[Substring]] = []
        var current: [Substring] = []
        var lines = source.split(separator: "\n", omittingEmptySubsequences: false)
        lines.append("")
        for line in lines {
            if line.contains(where: { !$0.isWhitespace }) {
                current.append(line)
            } else if !current.isEmpty {
                paragraphs.append(current)
                current = []
            }
        }
        return paragraphs
    }

    private static func paragraph(
        _ source: [Substring],
        number: Int
    ) throws(TemplateFailure) -> Paragraph {
        var lines = source
        var blocks: Set<MandatoryBlock> = []
        if let first = lines.first, first.hasPrefix("["), first.hasSuffix("]") {
            for name in first.dropFirst().dropLast().split(separator: " ") {
                guard let block = MandatoryBlock(rawValue: String(name)) else {
                    throw .unknownBlock(String(name), paragraph: number)
                }
                blocks.insert(block)
            }
            lines.removeFirst()
        }
        let first = lines.first ?? ""
        let kind: Paragraph.Kind =
            first.hasPrefix("# ")
            ? .heading : first.hasPrefix("- ") ? .bullets : first.hasPrefix("| ") ? .table : .text
        var texts: [[TemplateText]] = []
        switch kind {
        case .text:
            texts = [[try TemplateText(lines.joined(separator: " "), paragraph: number)]]
        case .heading:
            texts = [[try TemplateText(first.dropFirst(2), paragraph: number)]]
        case .bullets:
            for line in lines {
                texts.append([try TemplateText(line.dropFirst(2), paragraph: number)])
            }
        case .table:
            for line in lines {
                var cells: [TemplateText] = []
                for cell in line.dropFirst(2).split(separator: " | ") {
                    cells.append(try TemplateText(cell, paragraph: number))
                }
                texts.append(cells)
            }
        }
        for text in texts.flatMap(\.self) where text.list == nil || kind != .bullets {
            if let list = text.fields.first(where: { $0.kind == .list }) {
                throw .wrongKind(list, paragraph: number)
            }
        }
        guard kind == .table || !texts.contains(where: \.asksForCode) else { throw .codeOutsideRow }
        return Paragraph(kind: kind, lines: texts, blocks: blocks)
    }
}

extension Substring {
    fileprivate func droppingPrefix(_ prefix: String) -> Substring? {
        hasPrefix(prefix) ? dropFirst(prefix.count) : nil
    }
}
