// SPDX-License-Identifier: EUPL-1.2

/// Why a letter, a font or a batch could not be made; says where, never the text.
public enum LetterPDFError: Error, Equatable, Sendable {
    /// The fonts have no glyph for a character of this part. An empty box is never printed.
    case missingGlyph(in: LetterPart)
    /// The part must stand on one line and is wider than its place.
    case tooWide(LetterPart)
    /// The part is taller than its place: the address window, or for the others a whole page.
    case tooTall(LetterPart)
    /// A bar code may hold only the letters F, A, D and T, in groups of four.
    case invalidBars
    /// A row of the table has another number of cells than its header, or there are no columns.
    case unevenTable
    /// The bytes are not a TrueType font with outlines of its own.
    case unusableFont
    /// The page has no room for text between its margins.
    case unusableLayout
    /// zlib refused.
    case compression(code: Int32)
}

/// The role of a text in a letter, to point at it without repeating it.
public enum LetterPart: String, Sendable, Equatable, CaseIterable {
    case sender = "sender"
    case returnLine = "returnLine"
    case addressee = "addressee"
    case date = "date"
    case reference = "reference"
    case subject = "subject"
    case salutation = "salutation"
    case heading = "heading"
    case paragraph = "paragraph"
    case bullet = "bullet"
    case table = "table"
    case closing = "closing"
    case code = "code"
    case footer = "footer"
    case mark = "mark"
}
