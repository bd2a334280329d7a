// SPDX-License-Identifier: EUPL-1.2

extension JSONBytes {
    /// The quotation mark that ends a string whose content begins at `start`.
    @inline(__always)
    func stringEnd(from start: Int, _ isEscaped: inout Bool) throws(JSONProblem) -> Int {
        let end = nextSpecial(from: start)
        if end < count, base[end] == UInt8(ascii: "\"") { return end }
        return try unusualStringEnd(from: end, &isEscaped)
    }

    @inline(never)
    private func unusualStringEnd(
        from start: Int,
        _ isEscaped: inout Bool
    ) throws(JSONProblem) -> Int {
        var place = start
        while place < count {
            switch base[place] {
            case UInt8(ascii: "\""): return place
            case UInt8(ascii: "\\"):
                isEscaped = true
                place += try escapeLength(at: place)
            case 0x00...0x1F: throw problem(.controlCharacter, at: place)
            case 0x80...:
                let length = utf8Length(at: place)
                guard length > 0 else { throw problem(.utf8, at: place) }
                place += length
                continue
            default: break
            }
            place = nextSpecial(from: place)
        }
        throw problem(.unexpectedEnd, at: count)
    }

    private func escapeLength(at place: Int) throws(JSONProblem) -> Int {
        guard place + 1 < count else { throw problem(.unexpectedEnd, at: count) }
        switch base[place + 1] {
        case UInt8(ascii: "\""), UInt8(ascii: "\\"), UInt8(ascii: "/"), UInt8(ascii: "b"),
            UInt8(ascii: "f"), UInt8(ascii: "n"), UInt8(ascii: "r"), UInt8(ascii: "t"):
            return 2
        case UInt8(ascii: "u"):
            guard let value = hexadecimal(at: place + 2) else {
                throw problem(.escape, at: place)
            }
            if value & 0xF800 != 0xD800 { return 6 }
            guard value < 0xDC00, place + 7 < count,
                base[place + 6] == UInt8(ascii: "\\"),
                base[place + 7] == UInt8(ascii: "u"),
                let low = hexadecimal(at: place + 8), low & 0xFC00 == 0xDC00
            else { throw problem(.surrogate, at: place) }
            return 12
        default: throw problem(.escape, at: place)
        }
    }

    @inline(never)
    func problem(_ what: JSONProblem.What, at place: Int) -> JSONProblem {
        JSONProblem(what, at: place, in: UnsafeBufferPointer(start: base, count: count))
    }
}

extension JSONBytes {
    /// The text of a valid string between its quotation marks, escapes resolved, as UTF-8.
    func unescaped(_ range: Range<Int>) -> [UInt8] {
        var text: [UInt8] = []
        text.reserveCapacity(range.count)
        var place = range.lowerBound
        while place < range.upperBound {
            let byte = base[place]
            guard byte == UInt8(ascii: "\\"), place + 1 < range.upperBound else {
                text.append(byte)
                place += 1
                continue
            }
            let sign = base[place + 1]
            place += 2
            switch sign {
            case UInt8(ascii: "b"): text.append(0x08)
            case UInt8(ascii: "f"): text.append(0x0C)
            case UInt8(ascii: "n"): text.append(0x0A)
            case UInt8(ascii: "r"): text.append(0x0D)
            case UInt8(ascii: "t"): text.append(0x09)
            case UInt8(ascii: "u"):
                var value = hexadecimal(at: place) ?? 0xFFFD
                place += 4
                if value & 0xFC00 == 0xD800, let low = hexadecimal(at: place + 2) {
                    value = 0x10000 + ((value & 0x3FF) << 10 | low & 0x3FF)
                    place += 6
                }
                let scalar = Unicode.Scalar(value) ?? "\u{FFFD}"
                text.append(contentsOf: UTF8.encode(scalar).map { Array($0) } ?? [])
            default: text.append(sign)
            }
        }
        return text
    }
}
