// SPDX-License-Identifier: EUPL-1.2

/// All that a template depends on, as bytes: equal keys, equal templates.
struct PageTemplateKey: Hashable {
    private let bytes: [UInt8]

    /// Each text stands after its length so that none run together.
    init(_ sheet: LetterSheet, salutationLines: Int) {
        let text = sheet.text
        var key: [UInt8] = []
        key.appendLength(salutationLines)
        key.append(sheet.referenceLine.isEmpty ? 0 : 1)
        key.appendAll(text.senderLines)
        key.appendText(text.returnLine)
        key.appendText(text.dateLine)
        key.appendText(text.subject)
        for block in text.blocks {
            switch block {
            case .heading(let text):
                key.append(1)
                key.appendText(text)
            case .paragraph(let text):
                key.append(2)
                key.appendText(text)
            case .bullets(let items):
                key.append(3)
                key.appendAll(items)
            case .table(let header, let rows):
                key.append(4)
                key.appendAll(header)
                key.appendLength(rows.count)
                for row in rows {
                    key.appendAll(row)
                }
            }
        }
        key.append(0)
        key.appendAll(text.closingLines)
        key.appendText(text.codeLabel)
        key.appendLength(sheet.codeGroups.count)
        for group in sheet.codeGroups {
            key.appendLength(group.unicodeScalars.count)
        }
        key.append(text.mark == nil ? 0 : 1)
        key.appendText(text.mark ?? "")
        key.appendText(text.language)
        key.appendText(text.footer)
        bytes = key
    }

    static func == (left: PageTemplateKey, right: PageTemplateKey) -> Bool {
        left.bytes.isSame(as: right.bytes)
    }

    func hash(into hasher: inout Hasher) { hasher.combine(bytes.byteHash) }
}

/// A text by where it is in memory, with what else a template depends on: found without reading a word.
struct PageTemplateShortcut: Hashable {
    private let text: ObjectIdentifier
    private let salutationLines: Int
    private let hasReference: Bool
    /// The lengths of up to eight groups, a byte each.
    private let groups: UInt64

    /// Nil for a code with more or longer groups than anybody reads aloud.
    init?(_ sheet: LetterSheet, salutationLines: Int) {
        var groups: UInt64 = 0
        guard sheet.codeGroups.count <= 8 else { return nil }
        for group in sheet.codeGroups {
            let length = group.unicodeScalars.count
            // Zero would be no group at all.
            guard (1..<256).contains(length) else { return nil }
            groups = groups << 8 | UInt64(length)
        }
        self.groups = groups
        text = ObjectIdentifier(sheet.shared)
        self.salutationLines = salutationLines
        hasReference = !sheet.referenceLine.isEmpty
    }
}

extension [UInt8] {
    fileprivate mutating func appendLength(_ length: Int) {
        Swift.withUnsafeBytes(of: UInt32(truncatingIfNeeded: length)) { append(contentsOf: $0) }
    }

    fileprivate mutating func appendText(_ text: String) {
        var text = text
        text.withUTF8 {
            appendLength($0.count)
            append(contentsOf: $0)
        }
    }

    fileprivate mutating func appendAll(_ texts: [String]) {
        appendLength(texts.count)
        for text in texts {
            appendText(text)
        }
    }
}
