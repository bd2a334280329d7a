// SPDX-License-Identifier: EUPL-1.2
public import Custody

/// A piece of the body of a letter.
public enum LetterBlock: Hashable, Sendable {
    case heading(String)
    case paragraph(String)
    case bullets([String])
    case table(rows: [[String]])
}

/// One letter, whole: pages are made of it and nothing is added to it.
///
/// It holds a name, an address and a secret code, and masks itself.
public struct LetterContent: Hashable, Sendable, Masked {
    public var language: Language
    /// Name and address of the sender, at the top of the page.
    public var senderLines: [String]
    /// The sender on one line, for the window: where the letter goes if it cannot be delivered.
    public var returnLine: String
    public var addresseeLines: [String]
    /// The bars under the address, none for an address abroad.
    public var sortingCode: KIX?
    public var dateLine: String
    /// Kenmerk: the same for everyone in a wave, so that it says nothing about the reader.
    public var referenceLine: String
    public var subject: String
    public var salutation: String
    public var blocks: [LetterBlock]
    public var closing: String
    public var signatureLines: [String]
    /// As printed, in groups of four.
    public var letterCode: String
    /// A line that says that this is no real letter; nil for a real one.
    public var syntheticMark: String?

    /// The letter as plain text: for proofs, large print, reading aloud, and tests.
    public var plainText: String {
        var lines = senderLines + ["", returnLine] + addresseeLines
        if let sortingCode { lines.append(sortingCode.text) }
        lines += ["", dateLine, referenceLine, subject, "", salutation]
        for block in blocks {
            lines.append("")
            switch block {
            case .heading(let text): lines.append(text.uppercased())
            case .paragraph(let text): lines.append(text)
            case .bullets(let texts): lines += texts.map { "- " + $0 }
            case .table(let rows): lines += rows.map { $0.joined(separator: ": ") }
            }
        }
        lines += ["", closing] + signatureLines
        if let syntheticMark { lines += ["", syntheticMark] }
        return lines.joined(separator: "\n") + "\n"
    }
}
