// SPDX-License-Identifier: EUPL-1.2

/// The fonts as one worker uses them, with the words that it has shaped before.
///
/// Kept from batch to batch it saves shaping the same words again, and changes no byte of any letter.
/// Not for two threads at a time.
public final class ShapingCache {
    let font: LetterFont
    var typesetter: Typesetter

    public init(_ font: LetterFont) throws {
        self.font = font
        typesetter = try Typesetter(font)
    }
}
