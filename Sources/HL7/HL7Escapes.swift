// SPDX-License-Identifier: EUPL-1.2

/// Escape sequences of HL7 v2 section 2.7: `\F\ \S\ \T\ \R\ \E\ \P\` and `\Xhh…\`.
///
/// Formatting (`\.br\`, `\H\`), other character sets (`\C…\`, `\M…\`) and locally defined sequences
/// (`\Z…\`) are left as they stand; so is an escape character that nothing closes.
enum HL7Escapes {
    static func resolve(_ raw: ArraySlice<UInt8>, _ delimiters: HL7Delimiters) -> [UInt8] {
        var resolved: [UInt8] = []
        resolved.reserveCapacity(raw.count)
        var place = raw.startIndex
        while place < raw.endIndex {
            let byte = raw[place]
            guard byte == delimiters.escape,
                let end = raw[(place + 1)...].firstIndex(of: delimiters.escape)
            else {
                resolved.append(byte)
                place += 1
                continue
            }
            if let meaning = meaning(of: raw[(place + 1)..<end], delimiters) {
                resolved.append(contentsOf: meaning)
            } else {
                resolved.append(contentsOf: raw[place...end])
            }
            place = end + 1
        }
        return resolved
    }

    private static func meaning(
        of body: ArraySlice<UInt8>,
        _ delimiters: HL7Delimiters
    ) -> [UInt8]? {
        guard let first = body.first else { return nil }
        guard body.count == 1 else {
            return first == UInt8(ascii: "X") ? hexadecimal(body.dropFirst()) : nil
        }
        let standard = HL7Delimiters()
        func declared(_ delimiter: UInt8, else usual: UInt8) -> [UInt8] {
            [delimiter == 0 ? usual : delimiter]
        }
        return switch first {
        case UInt8(ascii: "F"): [delimiters.field]
        case UInt8(ascii: "S"): declared(delimiters.component, else: standard.component)
        case UInt8(ascii: "T"): declared(delimiters.subcomponent, else: standard.subcomponent)
        case UInt8(ascii: "R"): declared(delimiters.repetition, else: standard.repetition)
        case UInt8(ascii: "E"): [delimiters.escape]
        case UInt8(ascii: "P"): declared(delimiters.truncation, else: UInt8(ascii: "#"))
        default: nil
        }
    }

    private static func hexadecimal(_ digits: ArraySlice<UInt8>) -> [UInt8]? {
        guard digits.count % 2 == 0 else { return nil }
        var bytes: [UInt8] = []
        var place = digits.startIndex
        while place < digits.endIndex {
            guard let high = value(digits[place]), let low = value(digits[place + 1]) else {
                return nil
            }
            bytes.append(high << 4 | low)
            place += 2
        }
        return bytes
    }

    private static func value(_ digit: UInt8) -> UInt8? {
        switch digit {
        case 0x30...0x39: digit - 0x30
        case 0x41...0x46: digit - 0x37
        case 0x61...0x66: digit - 0x57
        default: nil
        }
    }
}
