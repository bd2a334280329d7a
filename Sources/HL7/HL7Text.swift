// SPDX-License-Identifier: EUPL-1.2

/// How the bytes above ASCII are read (MSH-18, HL7 table 0211).
///
/// Bytes that are valid UTF-8 are UTF-8, also when MSH-18 declares another set: senders often declare
/// what they do not send, and other text is hardly ever valid UTF-8 by chance.
public enum HL7CharacterSet: Sendable, Hashable {
    case utf8
    /// A part of ISO 8859 that MSH-18 declares: 1 is Latin-1, with the signs that Windows puts where
    /// it has controls.
    case iso8859(part: Int)
    /// No valid UTF-8, and MSH-18 says nothing, or something else, or a set that is not known: read as
    /// Windows-1252, by guess.
    case assumedWindows1252

    /// - Parameters:
    ///   - bytes: of the message, nil when all of them are ASCII.
    ///   - declared: the bytes of MSH-18.
    init(of bytes: UnsafeBufferPointer<UInt8>?, declared: UnsafeBufferPointer<UInt8>) {
        if bytes.map({ UTF8Check.isValid($0) }) ?? declared.isEmpty {
            self = .utf8
        } else if let part = HL7CharacterSet.part(of: declared) {
            self = .iso8859(part: part)
        } else {
            self = bytes == nil ? .utf8 : .assumedWindows1252
        }
    }

    /// Of `8859/2` or `ISO 8859-2`, the first of several; nil when it is no part that is known.
    ///
    /// Byte by byte, for it is asked of nearly every message.
    private static func part(of declared: UnsafeBufferPointer<UInt8>) -> Int? {
        let end = declared.firstIndex(of: UInt8(ascii: "~")) ?? declared.count
        let name: StaticString = "8859"
        var place = 0
        while place + name.utf8CodeUnitCount <= end,
            !(0..<name.utf8CodeUnitCount).allSatisfy({ declared[place + $0] == name.utf8Start[$0] })
        {
            place += 1
        }
        place += name.utf8CodeUnitCount
        while place < end, !isDigit(declared[place]) { place += 1 }
        var part: Int?
        while place < end, isDigit(declared[place]), part ?? 0 < 100 {
            part = (part ?? 0) * 10 + Int(declared[place] & 0x0F)
            place += 1
        }
        guard let part, part == 1 || HL7CharacterTables.upper[part] != nil else { return nil }
        return part
    }

    private static func isDigit(_ byte: UInt8) -> Bool { 0x30...0x39 ~= byte }

    /// A set by its name: `utf-8`, `windows-1252`, `iso-8859-15` or `8859/15`; nil when it is not known.
    public init?(named name: String) {
        let name = name.lowercased()
        if ["utf-8", "utf8"].contains(name) {
            self = .utf8
        } else if ["windows-1252", "latin-1", "latin1"].contains(name) {
            self = .iso8859(part: 1)
        } else {
            let part = Array(name.utf8).withUnsafeBufferPointer { HL7CharacterSet.part(of: $0) }
            guard let part else { return nil }
            self = .iso8859(part: part)
        }
    }

    /// The same set, however it was called, by one name: `utf-8`, `iso-8859-15`, `windows-1252`.
    public var name: String {
        switch self {
        case .utf8: "utf-8"
        case .iso8859(part: 1), .assumedWindows1252: "windows-1252"
        case .iso8859(let part): "iso-8859-\(part)"
        }
    }

    /// The text of bytes in UTF-8; nil when they are that already.
    public func utf8(_ bytes: UnsafeBufferPointer<UInt8>) -> [UInt8]? {
        guard self != .utf8, bytes.contains(where: { $0 >= 0x80 }) else { return nil }
        return Array(decoded(bytes).utf8)
    }

    func decoded(_ bytes: UnsafeBufferPointer<UInt8>) -> String {
        if self == .utf8, UTF8Check.isValid(bytes) { return String(decoding: bytes, as: UTF8.self) }
        let upper: [UInt16]? =
            if case .iso8859(let part) = self { HL7CharacterTables.upper[part] } else { nil }
        var scalars = String.UnicodeScalarView()
        for byte in bytes {
            var code = UInt16(byte)
            if byte >= 0xA0, let upper {
                code = upper[Int(byte) - 0xA0]
            } else if 0x80...0x9F ~= byte {
                code = HL7CharacterTables.windows[Int(byte) - 0x80]
            }
            scalars.append(Unicode.Scalar(code) ?? "\u{FFFD}")
        }
        return String(scalars)
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
        characterSet.decoded(bytes)
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
