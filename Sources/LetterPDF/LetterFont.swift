// SPDX-License-Identifier: EUPL-1.2

/// The two faces letters are set in, subset once and shared by every batch of a run.
public struct LetterFont: Sendable {
    let regular: FontSubset
    let bold: FontSubset

    /// Takes the bytes of two TrueType files; some tenths of a second of work.
    ///
    /// Throws ``LetterPDFError/unusableFont`` for anything else.
    public init(regular: [UInt8], bold: [UInt8]) throws {
        self.regular = try FontSubset(font: regular)
        self.bold = try FontSubset(font: bold)
    }
}
