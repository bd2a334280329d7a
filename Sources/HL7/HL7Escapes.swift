// SPDX-License-Identifier: EUPL-1.2

/// Escape sequences of HL7 v2 section 2.7: `\F\ \S\ \T\ \R\ \E\`, `\Xhh…\` and the truncation `\P\`.
///
/// Formatting (`\.br\`, `\H\`) and locally defined sequences are left as they stand.
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
            let body = raw[(place + 1)..<end]
            if let meaning = meaning(of: body, delimiters) {
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
        if body.count == 1 {
            switch first {
            case UInt8(ascii: "F"): return [delimiters.field]
            case UInt8(ascii: "S"): return [delimiters.component]
            case UInt8(ascii: "T"):
                return delimiters.subcomponent == 0 ? nil : [delimiters.subcomponent]
            case UInt8(ascii: "R"): return [delimiters.repetition]
            case UInt8(ascii: "E"): return [delimiters.escape]
            default: return nil
            }
        }
        guard first == UInt8(ascii: "X"), body.count % 2 == 1 else { return nil }
        var bytes: [UInt8] = []
        var place = body.startIndex + 1
        while place < body.endIndex {
            guard let high = digit(body[place]), let low = digit(body[place + 1]) else {
                return nil
            }
            bytes.append(high << 4 | low)
            place += 2
        }
        return bytes
    }

    private static func digit(_ byte: UInt8) -> UInt8? {
        switch byte {
        case 0x30...0x39: byte - 0x30
        case 0x41...0x46: byte - 0x37
        case 0x61...0x66: byte - 0x57
        default: nil
        }
    }
}
