// SPDX-License-Identifier: EUPL-1.2

/// A document to read: headings, paragraphs, lists and tables in their order. It is made as a tagged PDF
/// (ISO 14289-1, PDF/UA-1), so that it can be read aloud, reflowed and searched.
///
/// Every text is final. A character that the fonts do not have stands as its code, `[U+0416]`: an empty
/// box is never shown, and nothing is left out in silence.
public struct TaggedDocument: Sendable, Equatable {
    /// Shown as the name of the window. Names no person.
    public var title: String
    /// BCP 47 tag of its language.
    public var language: String
    public var blocks: [Block]
    /// At the foot of every page; `{page}` and `{pages}` are filled in. Not read aloud.
    public var footer: String
    /// In the form of PDF, `D:20260911120000Z`; nothing is written if absent, as no clock is read.
    public var creationDate: String?

    public enum Block: Sendable, Equatable {
        /// Level 1 to 3; a level that would be skipped is not.
        case heading(level: Int, String)
        case paragraph(String)
        /// In bold: what holds the whole in a sentence.
        case strong(String)
        case list([String])
        case table(Table)
    }

    /// The first cell of a row is its heading. A row with fewer cells than columns is filled up, and one
    /// with more is cut.
    public struct Table: Sendable, Equatable {
        /// Empty for none.
        public var caption: String
        public var columns: [Column]
        public var rows: [[String]]

        public init(caption: String = "", columns: [Column], rows: [[String]]) {
            self.caption = caption
            self.columns = columns
            self.rows = rows
        }
    }

    public struct Column: Sendable, Equatable {
        public var name: String
        /// Set to the right.
        public var isNumeric: Bool

        public init(_ name: String, isNumeric: Bool = false) {
            self.name = name
            self.isNumeric = isNumeric
        }
    }

    public init(
        title: String,
        language: String,
        blocks: [Block],
        footer: String = "{page} / {pages}",
        creationDate: String? = nil
    ) {
        self.title = title
        self.language = language
        self.blocks = blocks
        self.footer = footer
        self.creationDate = creationDate
    }

    /// The bytes of the file; the same document and font give the same bytes.
    ///
    /// Throws ``LetterPDFError`` for a font that cannot be used.
    public func pdf(_ font: LetterFont) throws -> [UInt8] {
        var flow = try PageFlow(font)
        for block in blocks { try flow.add(block) }
        return try TaggedFile(self, font, flow.finish(footer: footer)).bytes()
    }
}

/// A document may name people: it shows nothing of itself in logs, errors and dumps.
extension TaggedDocument: CustomStringConvertible, CustomDebugStringConvertible, CustomReflectable {
    public var description: String { "TaggedDocument(•••)" }
    public var debugDescription: String { description }
    public var customMirror: Mirror { Mirror(self, children: [:]) }
}

extension TaggedDocument.Block: CustomStringConvertible, CustomDebugStringConvertible,
    CustomReflectable
{
    public var description: String { "Block(•••)" }
    public var debugDescription: String { description }
    public var customMirror: Mirror { Mirror(self, children: [:]) }
}

extension TaggedDocument.Table: CustomStringConvertible, CustomDebugStringConvertible,
    CustomReflectable
{
    public var description: String { "Table(•••)" }
    public var debugDescription: String { description }
    public var customMirror: Mirror { Mirror(self, children: [:]) }
}
