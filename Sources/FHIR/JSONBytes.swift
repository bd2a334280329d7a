// SPDX-License-Identifier: EUPL-1.2

/// The bytes of a text with what reads them eight at a time.
struct JSONBytes {
    let base: UnsafePointer<UInt8>
    let count: Int

    init(_ bytes: UnsafeBufferPointer<UInt8>) {
        // An empty buffer may have no address; nothing is read from it then.
        base = bytes.baseAddress ?? UnsafePointer(bitPattern: 8).unsafelyUnwrapped
        count = bytes.count
    }

    /// The eight bytes from a place on, the first one lowest, with zeros behind the end.
    @inline(__always)
    func word(at place: Int) -> UInt64 {
        if place &+ 8 <= count {
            return UInt64(
                littleEndian: UnsafeRawPointer(base + place).loadUnaligned(as: UInt64.self)
            )
        }
        return wordAtTheEnd(place)
    }

    @inline(never)
    private func wordAtTheEnd(_ place: Int) -> UInt64 {
        var word: UInt64 = 0
        var shift: UInt64 = 0
        var place = place
        while place < count {
            word |= UInt64(base[place]) << shift
            shift += 8
            place += 1
        }
        return word
    }

    /// 64 bytes from a place on, with spaces behind the end.
    @inline(__always)
    func block(
        at place: Int
    ) -> (SIMD16<UInt8>, SIMD16<UInt8>, SIMD16<UInt8>, SIMD16<UInt8>) {
        guard place &+ 64 <= count else { return lastBlock(at: place) }
        let raw = UnsafeRawPointer(base + place)
        return (
            raw.loadUnaligned(as: SIMD16<UInt8>.self),
            raw.loadUnaligned(fromByteOffset: 16, as: SIMD16<UInt8>.self),
            raw.loadUnaligned(fromByteOffset: 32, as: SIMD16<UInt8>.self),
            raw.loadUnaligned(fromByteOffset: 48, as: SIMD16<UInt8>.self)
        )
    }

    @inline(never)
    private func lastBlock(
        at place: Int
    ) -> (SIMD16<UInt8>, SIMD16<UInt8>, SIMD16<UInt8>, SIMD16<UInt8>) {
        let blank = SIMD16<UInt8>(repeating: 0x20)
        var block = (blank, blank, blank, blank)
        withUnsafeMutableBytes(of: &block) { block in
            for offset in 0..<max(0, count - place) { block[offset] = base[place + offset] }
        }
        return block
    }

    /// Throws the place of the first byte that belongs to no character.
    func checkUTF8() throws(JSONProblem) {
        var place = 0
        while place < count {
            let lanes = block(at: place)
            let all = unsafeBitCast(
                lanes.0 | lanes.1 | lanes.2 | lanes.3,
                to: SIMD2<UInt64>.self
            )
            if (all[0] | all[1]) & JSONBytes.high == 0 {
                place += 64
            } else {
                place = try checkUTF8(from: place, to: place + 64)
            }
        }
    }

    private static let high: UInt64 = 0x8080_8080_8080_8080

    /// The end of the last character that begins before `end`.
    private func checkUTF8(from start: Int, to end: Int) throws(JSONProblem) -> Int {
        var place = start
        let end = min(end, count)
        while place < end {
            let high = word(at: place) & JSONBytes.high
            guard high != 0 else {
                place += 8
                continue
            }
            place += high.trailingZeroBitCount / 8
            while place < count, base[place] >= 0x80 {
                let length = utf8Length(at: place)
                guard length > 0 else { throw problem(.utf8, at: place) }
                place += length
            }
        }
        return place
    }

    /// The first byte from a place on that is no white space, or the end.
    @inline(__always)
    func skipSpace(from start: Int) -> Int {
        guard start < count, base[start] <= 0x20 else { return start }
        return skipSpaceFarther(from: start)
    }

    @inline(never)
    private func skipSpaceFarther(from start: Int) -> Int {
        var place = start
        while place < count {
            switch base[place] {
            case 0x20:
                while place + 8 <= count, word(at: place) == 0x2020_2020_2020_2020 { place += 8 }
                while place < count, base[place] == 0x20 { place += 1 }
            case 0x0A, 0x0D, 0x09: place += 1
            default: return place
            }
        }
        return place
    }

    /// How many bytes the character has that begins there, by RFC 3629; 0 when it is none.
    func utf8Length(at place: Int) -> Int {
        func isNext(_ offset: Int, _ range: ClosedRange<UInt8> = 0x80...0xBF) -> Bool {
            place + offset < count && range.contains(base[place + offset])
        }
        switch base[place] {
        case 0x00...0x7F: return 1
        case 0xC2...0xDF: return isNext(1) ? 2 : 0
        case 0xE0: return isNext(1, 0xA0...0xBF) && isNext(2) ? 3 : 0
        case 0xED: return isNext(1, 0x80...0x9F) && isNext(2) ? 3 : 0
        case 0xE1...0xEF: return isNext(1) && isNext(2) ? 3 : 0
        case 0xF0: return isNext(1, 0x90...0xBF) && isNext(2) && isNext(3) ? 4 : 0
        case 0xF1...0xF3: return isNext(1) && isNext(2) && isNext(3) ? 4 : 0
        case 0xF4: return isNext(1, 0x80...0x8F) && isNext(2) && isNext(3) ? 4 : 0
        default: return 0
        }
    }

    /// The four hexadecimal digits of `\uXXXX`, from the first digit; nil when they are not.
    func hexadecimal(at place: Int) -> UInt32? {
        guard place + 4 <= count else { return nil }
        var value: UInt32 = 0
        for offset in 0..<4 {
            let byte = base[place + offset]
            switch byte {
            case 0x30...0x39: value = value << 4 | UInt32(byte - 0x30)
            case 0x41...0x46: value = value << 4 | UInt32(byte - 0x37)
            case 0x61...0x66: value = value << 4 | UInt32(byte - 0x57)
            default: return nil
            }
        }
        return value
    }
}
