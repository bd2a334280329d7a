// SPDX-License-Identifier: EUPL-1.2

extension JSONBytes {
    /// How many bytes the escape takes that begins there; both halves of a surrogate pair are one.
    func escapeLength(at place: Int) throws(JSONProblem) -> Int {
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

    /// The number or literal that begins there, and where it ends.
    @inline(never)
    func atom(at place: Int) throws(JSONProblem) -> (kind: JSONToken.Kind, end: Int) {
        guard place < count else { throw problem(.unexpectedEnd, at: place) }
        switch base[place] {
        case UInt8(ascii: "t"): return (.yes, try literalEnd(0x6575_7274, 4, at: place))
        case UInt8(ascii: "f"): return (.no, try literalEnd(0x65_736C_6166, 5, at: place))
        case UInt8(ascii: "n"): return (.null, try literalEnd(0x6C6C_756E, 4, at: place))
        default: return (.number, try numberEnd(from: place))
        }
    }

    private func literalEnd(
        _ letters: UInt64,
        _ length: Int,
        at place: Int
    ) throws(JSONProblem) -> Int {
        guard word(at: place) & ~(UInt64.max << UInt64(length * 8)) == letters else {
            throw problem(.literal, at: place)
        }
        return place + length
    }

    /// Where the number ends that begins there.
    private func numberEnd(from start: Int) throws(JSONProblem) -> Int {
        var end = start
        func digits() -> Bool {
            let first = end
            while end < count, base[end] &- 0x30 <= 9 { end += 1 }
            return end > first
        }
        if base[end] == UInt8(ascii: "-") { end += 1 }
        let first = end
        guard digits() else {
            throw problem(first == start ? .value : .number, at: start)
        }
        if base[first] == UInt8(ascii: "0"), end - first > 1 {
            throw problem(.number, at: start)
        }
        if end < count, base[end] == UInt8(ascii: ".") {
            end += 1
            guard digits() else { throw problem(.number, at: start) }
        }
        if end < count, base[end] | 0x20 == UInt8(ascii: "e") {
            end += 1
            if end < count,
                base[end] == UInt8(ascii: "+") || base[end] == UInt8(ascii: "-")
            {
                end += 1
            }
            guard digits() else { throw problem(.number, at: start) }
        }
        return end
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
