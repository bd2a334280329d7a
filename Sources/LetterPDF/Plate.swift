// SPDX-License-Identifier: EUPL-1.2

/// Everything that is the same in many letters, as one form for each page, and the places that each
/// letter fills (printers' word: drukplaat).
struct Plate {
    /// What makes letters share a plate; compared byte for byte.
    var key: [UInt8]
    var forms: [ObjectNumber]
    /// Printed pages; a blank last side may follow.
    var printedPages: Int
    var reference: Double?
    var salutation: Double
    var code: CodePlace?

    struct CodePlace {
        let page: Int
        let x, y: Double
        let style: TextStyle
    }
}

extension LetterSheet {
    /// Appends all that a plate depends on, each text after its length so that none run together.
    func appendPlateKey(salutationLines: Int, to key: inout [UInt8]) {
        key.append(UInt8(truncatingIfNeeded: salutationLines))
        key.append(referenceLine.isEmpty ? 0 : 1)
        key.appendAll(senderLines)
        key.appendText(returnLine)
        key.appendText(dateLine)
        key.appendText(subject)
        for block in blocks {
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
        key.appendAll(closingLines)
        key.appendText(codeLabel)
        key.appendLength(codeGroups.count)
        for group in codeGroups {
            key.appendLength(group.unicodeScalars.count)
        }
        key.append(mark == nil ? 0 : 1)
        key.appendText(mark ?? "")
        key.appendText(language)
        key.appendText(footer)
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
