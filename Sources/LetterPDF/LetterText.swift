// SPDX-License-Identifier: EUPL-1.2

/// The words that many letters have in common, ready to be set: every text is final.
///
/// It is set once for all letters in which it is the same.
public struct LetterText: Sendable, Equatable {
    /// Letterhead: the first line is the name of the sender, the others its address and telephone.
    public var senderLines: [String]
    /// Return address on one line, at the top of the window.
    public var returnLine: String
    public var dateLine: String
    public var subject: String
    public var blocks: [Block]
    public var closingLines: [String]
    /// Stands above the letter code, inside its box.
    public var codeLabel: String
    /// Printed large, light and slanted across every page, such as `SYNTHETISCH`.
    public var mark: String?
    /// BCP 47 tag of the language of the text.
    public var language: String
    /// `{page}` and `{pages}` are filled in; counts printed pages only, not a blank last side.
    public var footer: String

    public enum Block: Sendable, Equatable {
        case heading(String)
        case paragraph(String)
        case bullets([String])
        case table(header: [String], rows: [[String]])
    }

    public init(
        senderLines: [String] = [],
        returnLine: String = "",
        dateLine: String = "",
        subject: String = "",
        blocks: [Block] = [],
        closingLines: [String] = [],
        codeLabel: String = "",
        mark: String? = nil,
        language: String = "nl",
        footer: String = "{page} van {pages}"
    ) {
        self.senderLines = senderLines
        self.returnLine = returnLine
        self.dateLine = dateLine
        self.subject = subject
        self.blocks = blocks
        self.closingLines = closingLines
        self.codeLabel = codeLabel
        self.mark = mark
        self.language = language
        self.footer = footer
    }
}

/// A text as the letters that have it in common hold it, known by where it is in memory.
final class SharedText: Sendable {
    let text: LetterText

    init(_ text: LetterText) { self.text = text }
}

/// A block may name what is known of a person: it shows nothing of itself in logs, errors and dumps.
extension LetterText.Block: CustomStringConvertible, CustomDebugStringConvertible,
    CustomReflectable
{
    public var description: String { "Block(•••)" }
    public var debugDescription: String { description }
    public var customMirror: Mirror { Mirror(self, children: [:]) }
}

extension LetterText: CustomStringConvertible, CustomDebugStringConvertible, CustomReflectable {
    public var description: String { "LetterText(•••)" }
    public var debugDescription: String { description }
    public var customMirror: Mirror { Mirror(self, children: [:]) }
}
