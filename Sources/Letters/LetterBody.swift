// SPDX-License-Identifier: EUPL-1.2
public import Custody

/// A piece of the body of a letter.
public enum LetterBlock: Hashable, Sendable {
    case heading(String)
    case paragraph(String)
    case bullets([String])
    case table(rows: [[String]])
}

/// All that readers with the same truth are told in the same words.
///
/// It names nobody: composed once, it serves every reader of that truth in a wave.
public struct LetterBody: Hashable, Sendable {
    public var language: Language
    /// Name and address of the sender, at the top of the page.
    public var senderLines: [String]
    /// The sender on one line, for the window: where the letter goes if it cannot be delivered.
    public var returnLine: String
    public var dateLine: String
    /// Kenmerk: the same for everyone in a wave, so that it says nothing about the reader.
    public var referenceLine: String
    public var subject: String
    /// Without the rows in which the letter code stands.
    public var blocks: [LetterBlock]
    public var closing: String
    public var signatureLines: [String]
    /// Stands above the letter code.
    public var codeLabel: String
    /// Of each page; `{page}` and `{pages}` are filled in.
    public var pageFooter: String
    /// Printed across every page of a letter that is not real; nil for a real one.
    public var syntheticMark: String?
}
