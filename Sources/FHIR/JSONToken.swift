// SPDX-License-Identifier: EUPL-1.2

/// One value of a JSON text, in the order in which they begin: where it stands and how it goes on.
public struct JSONToken: Sendable {
    public enum Kind: UInt8, Sendable {
        case object
        case array
        case string
        case number
        case yes
        case no
        case null
        /// The name of the member behind it, when the vocabulary does not know it.
        case name
    }

    /// Its first byte; of a string and of a name the first behind the quotation mark.
    public internal(set) var start: UInt32
    /// Behind its last byte; of an object or array the place of the token behind it.
    public internal(set) var end: UInt32
    /// The name of a member in the vocabulary; 0 for an element of an array and for other names.
    public internal(set) var name: UInt16
    public internal(set) var kind: Kind
    /// A string with escapes in it.
    public internal(set) var isEscaped: Bool
    /// Of a resource its shape, when that is known: the same for resources that differ in the texts of
    /// their strings alone, none of which is empty. 0 when it is not known.
    public internal(set) var shape: UInt32 = 0

    /// The bytes of a string, number, literal or name.
    @inlinable public var range: Range<Int> { Int(start)..<Int(end) }

    /// A string or number that is not empty.
    @inlinable public var hasText: Bool { (kind == .string || kind == .number) && end > start }

    @inlinable public var isContainer: Bool { kind == .object || kind == .array }
}
