// SPDX-License-Identifier: EUPL-1.2

/// A value whose number stands in the store or the ledger and never changes its meaning.
///
/// A stored number that is none of its values is damage, not the mildest value: reading it gives nil,
/// and whoever reads must say so.
public protocol StoredByNumber: RawRepresentable where RawValue == UInt8 {}

extension StoredByNumber {
    /// Nil unless it is exactly the number of a value; nothing is clamped.
    // Read for every line of a register: it must be compiled for its type where it is called.
    @inlinable
    public init?(stored number: some BinaryInteger) {
        guard let number = UInt8(exactly: number) else { return nil }
        self.init(rawValue: number)
    }
}

extension Certainty: StoredByNumber {}
extension Origin: StoredByNumber {}
extension ProvenanceGrade: StoredByNumber {}
extension AffectedGroup: StoredByNumber {}

/// Indicatie geheim of the civil registry: 0, or 1 to 7 for a secret address.
public enum Secrecy {
    /// Nil unless the text is one digit from 0 to 7; nothing else is ever read as not secret.
    public static func stored(_ text: some StringProtocol) -> Int? {
        guard text.utf8.count == 1, let digit = Int(text), (0...7).contains(digit) else {
            return nil
        }
        return digit
    }
}
