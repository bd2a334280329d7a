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

    /// - Parameter declared: the bytes of MSH-18.
    init(of bytes: UnsafeBufferPointer<UInt8>, declared: UnsafeBufferPointer<UInt8>) {
        if UTF8Check.isValid(bytes) {
            self = .utf8
        } else {
            self = declared.starts(with: "8859/1".utf8) ? .latin1 : .assumedLatin1
        }
    }
}

extension HL7View {
    /// Are the bytes of a range its text: ASCII without an escape character?
    @inlinable
    public func isPlain(_ range: Range<Int>) -> Bool {
        let escape = delimiters.escape
        var place = range.lowerBound
        while place < range.upperBound {
            if bytes[place] == escape || bytes[place] >= 0x80 { return false }
            place &+= 1
        }
        return true
    }

    /// The text of a range with its escapes resolved.
    public func text(_ range: Range<Int>) -> String {
        if isPlain(range) { return String(decoding: slice(range), as: UTF8.self) }
        guard delimiters.escape != 0 else { return decoded(slice(range)) }
        return HL7Escapes.resolve(Array(slice(range))[...], delimiters)
            .withUnsafeBufferPointer { decoded($0) }
    }

    private func decoded(_ bytes: UnsafeBufferPointer<UInt8>) -> String {
        if characterSet == .utf8 { return String(decoding: bytes, as: UTF8.self) }
        return String(String.UnicodeScalarView(bytes.map { Unicode.Scalar($0) }))
    }
}

extension HL7Message {
    /// The text of a range with its escapes resolved.
    public func text(_ range: Range<Int>) -> String {
        withView { $0.text(range) }
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
}
