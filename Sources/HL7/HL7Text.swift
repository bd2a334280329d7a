// SPDX-License-Identifier: EUPL-1.2

/// How the bytes above ASCII are read.
///
/// Bytes that are valid UTF-8 are UTF-8, also when MSH-18 declares `8859/1`: senders often declare
/// what they do not send, and Latin-1 text is hardly ever valid UTF-8 by chance.
public enum HL7CharacterSet: Sendable, Hashable {
    case utf8
    /// No valid UTF-8, and MSH-18 declares `8859/1`.
    case latin1
    /// No valid UTF-8, and MSH-18 says nothing or something else: read as Latin-1, by guess.
    case assumedLatin1

    init(of bytes: [UInt8], _ index: HL7Index) {
        guard !index.isASCII else {
            self = .utf8
            return
        }
        guard String(validating: bytes, as: UTF8.self) == nil else {
            self = .utf8
            return
        }
        let isDeclared = HL7CharacterSet.declared(in: bytes, index).starts(with: "8859/1".utf8)
        self = isDeclared ? .latin1 : .assumedLatin1
    }

    /// The bytes of MSH-18, which its 17th delimiter precedes.
    private static func declared(in bytes: [UInt8], _ index: HL7Index) -> ArraySlice<UInt8> {
        guard let header = index.segments.first, header.delimiterCount >= 17 else { return [] }
        let place = Int(header.firstField) + 16
        return bytes[Int(index.fieldOffsets[place])..<Int(index.fieldOffsets[place + 1]) - 1]
    }
}

extension HL7Message {
    /// The text of a range with its escapes resolved.
    public func text(_ range: Range<Int>) -> String {
        let escape = delimiters.escape
        let isPlain = bytes.withUnsafeBufferPointer { bytes in
            for place in range where bytes[place] == escape || bytes[place] >= 0x80 { return false }
            return true
        }
        if isPlain {
            return bytes.withUnsafeBufferPointer { bytes in
                String(decoding: UnsafeBufferPointer(rebasing: bytes[range]), as: UTF8.self)
            }
        }
        guard escape != 0 else { return decoded(bytes[range]) }
        return decoded(HL7Escapes.resolve(bytes[range], delimiters)[...])
    }

    /// The text at an address, escapes resolved; an HL7 null is empty.
    public func text(
        _ segment: HL7Segment,
        _ field: Int,
        repetition: Int = 1,
        component: Int = 1,
        subcomponent: Int = 1
    ) -> String {
        let range = range(
            segment,
            field,
            repetition: repetition,
            component: component,
            subcomponent: subcomponent
        )
        return isNull(range) ? "" : text(range)
    }

    private func decoded(_ bytes: ArraySlice<UInt8>) -> String {
        if characterSet == .utf8 { return String(decoding: bytes, as: UTF8.self) }
        return String(String.UnicodeScalarView(bytes.map { Unicode.Scalar($0) }))
    }
}
