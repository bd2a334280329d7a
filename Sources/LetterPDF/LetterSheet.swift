// SPDX-License-Identifier: EUPL-1.2

/// The contents of one letter, ready to be set: every text is final.
///
/// What differs from person to person by nature (addressee, bars, reference, salutation, code) is set
/// for each letter; all the rest is set once for all letters in which it is the same.
public struct LetterSheet: Sendable, Equatable {
    /// Letterhead: the first line is the name of the sender, the others its address and telephone.
    public var senderLines: [String]
    /// Return address on one line, at the top of the window.
    public var returnLine: String
    /// One to six lines; the postcode line keeps its two spaces.
    public var addresseeLines: [String]
    /// Klantindex (KIX): one letter F, A, D or T for each bar; empty for none, as for addresses abroad.
    public var kixBars: String
    public var dateLine: String
    public var referenceLine: String
    public var subject: String
    public var salutation: String
    public var blocks: [Block]
    public var closingLines: [String]
    /// Stands above the code, inside its box.
    public var codeLabel: String
    /// Letter code, in the groups in which it is read aloud; empty for none.
    public var codeGroups: [String]
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
        addresseeLines: [String],
        kixBars: String = "",
        dateLine: String = "",
        referenceLine: String = "",
        subject: String = "",
        salutation: String = "",
        blocks: [Block] = [],
        closingLines: [String] = [],
        codeLabel: String = "",
        codeGroups: [String] = [],
        mark: String? = nil,
        language: String = "nl",
        footer: String = "{page} van {pages}"
    ) {
        self.senderLines = senderLines
        self.returnLine = returnLine
        self.addresseeLines = addresseeLines
        self.kixBars = kixBars
        self.dateLine = dateLine
        self.referenceLine = referenceLine
        self.subject = subject
        self.salutation = salutation
        self.blocks = blocks
        self.closingLines = closingLines
        self.codeLabel = codeLabel
        self.codeGroups = codeGroups
        self.mark = mark
        self.language = language
        self.footer = footer
    }
}

/// A letter names a person: it shows nothing of itself in logs, errors and dumps.
extension LetterSheet: CustomStringConvertible, CustomDebugStringConvertible, CustomReflectable {
    public var description: String { "LetterSheet(•••)" }
    public var debugDescription: String { description }
    public var customMirror: Mirror { Mirror(self, children: [:]) }
}

extension LetterSheet.Block: CustomStringConvertible, CustomDebugStringConvertible,
    CustomReflectable
{
    public var description: String { "Block(•••)" }
    public var debugDescription: String { description }
    public var customMirror: Mirror { Mirror(self, children: [:]) }
}
