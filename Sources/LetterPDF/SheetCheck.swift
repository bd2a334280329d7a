// SPDX-License-Identifier: EUPL-1.2

/// Tries what differs from reader to reader (window, reference, first line, code) without a document.
///
/// What it lets pass, a ``BatchWriter`` with the same fonts and layout does not refuse for one of
/// these parts. Not for two threads at a time.
public final class SheetCheck {
    private let shaping: ShapingCache
    private var variable: VariableText

    /// Throws ``LetterPDFError/unusableLayout`` where no page has room.
    public init(_ font: LetterFont, layout: PageLayout = PageLayout()) throws {
        guard layout.isUsable else { throw LetterPDFError.unusableLayout }
        shaping = try ShapingCache(font)
        variable = VariableText(layout: layout)
    }

    /// Throws the ``LetterPDFError`` for which the sheet would be refused.
    public func check(_ sheet: LetterSheet) throws {
        try variable.set(sheet, &shaping.typesetter)
    }
}
