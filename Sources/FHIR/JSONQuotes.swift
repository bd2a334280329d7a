// SPDX-License-Identifier: EUPL-1.2

/// Where the strings of a JSON text begin and end, found 64 bytes at a time before the text is read,
/// so that reading need not search. The next text takes the memory again.
///
/// It also settles what can be settled without structure: valid UTF-8, no control character in a
/// string, valid escapes.
struct JSONQuotes: ~Copyable {
    /// The places of the quotation marks that no backslash stands before, and one behind the last.
    private(set) var places: UnsafeMutablePointer<UInt32>
    private(set) var count = 0
    /// The places of the backslashes that begin an escape, and one behind the last.
    private(set) var escapes: UnsafeMutablePointer<UInt32>
    private var escapeCount = 0
    private var capacity = 1024
    private var escapeCapacity = 8

    /// The places for which there is memory.
    var room: Int { max(capacity, escapeCapacity) }

    private typealias Lanes = SIMD16<UInt8>

    init() {
        places = .allocate(capacity: capacity)
        escapes = .allocate(capacity: escapeCapacity)
    }

    deinit {
        places.deallocate()
        escapes.deallocate()
    }

    mutating func find(in bytes: JSONBytes) throws(JSONProblem) {
        (count, escapeCount) = (0, 0)
        var afterBackslash = false
        var all = Lanes()
        var start = 0
        while start < bytes.count {
            let lanes = bytes.block(at: start)
            all |= lanes.0 | lanes.1 | lanes.2 | lanes.3
            var quotes = JSONQuotes.bits(lanes, 0x22)
            let backslash = Lanes(repeating: 0x5C)
            let slashes =
                JSONQuotes.mask(lanes.0 .== backslash) | JSONQuotes.mask(lanes.1 .== backslash)
                | JSONQuotes.mask(lanes.2 .== backslash) | JSONQuotes.mask(lanes.3 .== backslash)
            if afterBackslash || JSONQuotes.isAny(slashes) {
                quotes &= ~takeEscapes(JSONQuotes.bits(lanes, 0x5C), start, &afterBackslash)
            }
            let space = Lanes(repeating: 0x20)
            let controls =
                JSONQuotes.mask(lanes.0 .< space) | JSONQuotes.mask(lanes.1 .< space)
                | JSONQuotes.mask(lanes.2 .< space) | JSONQuotes.mask(lanes.3 .< space)
            if JSONQuotes.isAny(controls) {
                // A block that begins within a string has an odd number of marks before it.
                let strings = JSONQuotes.between(quotes) ^ (count & 1 == 0 ? 0 : .max)
                let found = strings & JSONQuotes.controlBits(lanes)
                if found != 0 {
                    throw bytes.problem(.controlCharacter, at: start + found.trailingZeroBitCount)
                }
            }
            append(quotes, start)
            start += 64
        }
        // What looks for the end of the last string finds it behind the text.
        places[count] = .max
        places[count + 1] = .max
        escapes[escapeCount] = .max
        if JSONQuotes.isAny(all & Lanes(repeating: 0x80)) { try bytes.checkUTF8() }
        try checkEscapes(in: bytes)
    }

    /// A bit for each quotation mark: their places, with as few jumps as can be.
    @inline(__always)
    private mutating func append(_ bits: UInt64, _ start: Int) {
        if count + 80 > capacity { grow() }
        var bits = bits
        let number = bits.nonzeroBitCount
        var target = places + count
        count += number
        var written = 0
        repeat {
            for offset in 0..<8 {
                target[offset] = UInt32(truncatingIfNeeded: start &+ bits.trailingZeroBitCount)
                bits &= bits &- 1
            }
            target += 8
            written += 8
        } while written < number
    }

    @inline(never)
    private mutating func grow() {
        let larger = UnsafeMutablePointer<UInt32>.allocate(capacity: capacity * 2)
        larger.moveInitialize(from: places, count: count)
        places.deallocate()
        places = larger
        capacity *= 2
    }

    /// Notes where escapes begin; a bit for each byte that one takes its meaning from.
    @inline(never)
    private mutating func takeEscapes(
        _ backslashes: UInt64,
        _ start: Int,
        _ afterBackslash: inout Bool
    ) -> UInt64 {
        var escaped: UInt64 = afterBackslash ? 1 : 0
        var rest = backslashes & ~escaped
        afterBackslash = false
        while rest != 0 {
            let place = rest.trailingZeroBitCount
            if escapeCount + 1 == escapeCapacity {
                let larger = UnsafeMutablePointer<UInt32>.allocate(capacity: escapeCapacity * 4)
                larger.moveInitialize(from: escapes, count: escapeCount)
                escapes.deallocate()
                escapes = larger
                escapeCapacity *= 4
            }
            escapes[escapeCount] = UInt32(truncatingIfNeeded: start + place)
            escapeCount += 1
            guard place < 63 else {
                afterBackslash = true
                break
            }
            escaped |= 2 << UInt64(place)
            rest &= ~(3 << UInt64(place))
        }
        return escaped
    }

    private borrowing func checkEscapes(in bytes: JSONBytes) throws(JSONProblem) {
        var checked = 0
        for number in 0..<escapeCount where Int(escapes[number]) >= checked {
            checked = Int(escapes[number]) + (try bytes.escapeLength(at: Int(escapes[number])))
        }
    }

    /// From each quotation mark on to before the next, alternately.
    @inline(__always)
    private static func between(_ quotes: UInt64) -> UInt64 {
        var bits = quotes
        bits ^= bits << 1
        bits ^= bits << 2
        bits ^= bits << 4
        bits ^= bits << 8
        bits ^= bits << 16
        bits ^= bits << 32
        return bits
    }

    private typealias Block = (SIMD16<UInt8>, SIMD16<UInt8>, SIMD16<UInt8>, SIMD16<UInt8>)

    @inline(__always)
    private static func bits(_ lanes: Block, _ byte: UInt8) -> UInt64 {
        let wanted = Lanes(repeating: byte)
        return bits(mask(lanes.0 .== wanted)) | bits(mask(lanes.1 .== wanted)) << 16
            | bits(mask(lanes.2 .== wanted)) << 32 | bits(mask(lanes.3 .== wanted)) << 48
    }

    private static func controlBits(_ lanes: Block) -> UInt64 {
        let space = Lanes(repeating: 0x20)
        return bits(mask(lanes.0 .< space)) | bits(mask(lanes.1 .< space)) << 16
            | bits(mask(lanes.2 .< space)) << 32 | bits(mask(lanes.3 .< space)) << 48
    }

    @inline(__always)
    private static func mask(_ mask: SIMDMask<SIMD16<Int8>>) -> Lanes {
        unsafeBitCast(mask, to: Lanes.self)
    }

    @inline(__always)
    private static func isAny(_ lanes: Lanes) -> Bool {
        let words = unsafeBitCast(lanes, to: SIMD2<UInt64>.self)
        return words[0] | words[1] != 0
    }

    /// A bit for each lane that is all ones: each keeps a bit of its own, and the sum of eight bytes is
    /// their union.
    @inline(__always)
    private static func bits(_ lanes: Lanes) -> UInt64 {
        let words = unsafeBitCast(lanes, to: SIMD2<UInt64>.self)
        let low = (words[0] & 0x8040_2010_0804_0201) &* 0x0101_0101_0101_0101
        let high = (words[1] & 0x8040_2010_0804_0201) &* 0x0101_0101_0101_0101
        return low >> 56 | (high >> 56) << 8
    }
}
