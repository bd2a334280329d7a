// SPDX-License-Identifier: EUPL-1.2

/// The delimiters a message declares in MSH-1 and MSH-2 (HL7 v2 section 2.5.4).
///
/// A delimiter that is not declared is 0 and divides nothing, except when MSH-2 is empty: then the
/// recommended ones hold. A declared character of several bytes keeps its place in the row, but
/// divides nothing either.
public struct HL7Delimiters: Hashable, Sendable {
    public var field: UInt8 = UInt8(ascii: "|")
    public var component: UInt8 = UInt8(ascii: "^")
    public var repetition: UInt8 = UInt8(ascii: "~")
    public var escape: UInt8 = UInt8(ascii: "\\")
    public var subcomponent: UInt8 = UInt8(ascii: "&")
    /// Marks a value that was cut short (version 2.7 and later); 0 when the message declares none.
    public var truncation: UInt8 = 0

    public init() {}

    /// Reads them from the bytes behind `MSH`: `|^~\&|…`.
    init(behindMSH bytes: UnsafeBufferPointer<UInt8>.SubSequence) throws(HL7ParseError) {
        guard let first = bytes.first, first > 0x20, bytes.count > 1 else {
            throw .headerTooShort
        }
        field = first
        if bytes.dropFirst().starts(with: HL7Delimiters.recommended),
            bytes.dropFirst(5).first == first
        {
            return
        }
        let declared = HL7Delimiters.characters(
            of: bytes.dropFirst().prefix { $0 != first && $0 >= 0x20 }
        )
        guard !declared.isEmpty else { return }
        func character(_ place: Int) -> UInt8 { declared.count > place ? declared[place] : 0 }
        component = character(0)
        repetition = character(1)
        escape = character(2)
        subcomponent = character(3)
        truncation = character(4)
    }

    private static let recommended: [UInt8] = [0x5E, 0x7E, 0x5C, 0x26]

    /// One byte for each character: itself, or 0 for a character of several bytes of UTF-8. In bytes
    /// that are no UTF-8 each byte is a character.
    private static func characters(of bytes: UnsafeBufferPointer<UInt8>.SubSequence) -> [UInt8] {
        let isUTF8 = String(validating: bytes, as: UTF8.self) != nil
        return bytes.compactMap { byte in
            guard isUTF8, byte >= 0x80 else { return byte }
            return byte < 0xC0 ? nil : 0
        }
    }
}
