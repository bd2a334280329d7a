// SPDX-License-Identifier: EUPL-1.2

/// SHA-256 of a file that proves something, such as a receipt: the file itself stays where it is kept,
/// and whoever has it can show that it is the same.
public struct EvidenceHash: Hashable, Sendable {
    /// 64 digits of hexadecimal, in lower case.
    public let text: String

    /// Nil for what is empty. Throws ``CaseworkError/evidenceHashRefused`` for anything but 64 digits of
    /// hexadecimal, in groups or not, in either case.
    public static func read(_ written: String) throws(CaseworkError) -> EvidenceHash? {
        let digits = written.filter { !$0.isWhitespace }.lowercased()
        guard !digits.isEmpty else { return nil }
        guard digits.utf8.count == 64, digits.allSatisfy(\.isHexDigit) else {
            throw .evidenceHashRefused
        }
        return EvidenceHash(text: digits)
    }
}
