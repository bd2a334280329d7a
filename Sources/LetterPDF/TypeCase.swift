// SPDX-License-Identifier: EUPL-1.2

/// The fonts as one hand uses them, with the words it has set before (printers' word: letterkast).
///
/// Kept from batch to batch it saves setting the same words again, and changes no byte of any letter.
/// Not for two threads at a time.
public final class TypeCase {
    let font: LetterFont
    var typesetter: Typesetter

    public init(_ font: LetterFont) throws {
        self.font = font
        typesetter = try Typesetter(font)
    }
}
