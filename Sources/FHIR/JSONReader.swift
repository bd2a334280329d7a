// SPDX-License-Identifier: EUPL-1.2

/// Reads a JSON text strictly by RFC 8259, in one pass, into tokens.
///
/// The bytes are valid UTF-8 (a byte order mark before them is passed over), no object has a name
/// twice, nothing follows the value. Nothing is allocated for a value, only for the list of tokens.
struct JSONReader: ~Copyable {
    struct Limits: Sendable {
        /// FHIR nests less than thirty deep.
        var depth = 96
        /// Names in one object.
        var names = 1024
        var bytes = Int(UInt32.max)
    }

    private struct Open {
        /// The token of the object or array that is open here.
        var token: Int32 = 0
        var isObject = false
        var names: Int32 = 0
        /// A bit for each name that the object may have already.
        var seen: UInt64 = 0
    }

    let bytes: JSONBytes
    private let buffer: UnsafeBufferPointer<UInt8>
    private let vocabulary: JSONVocabulary.View
    private let limits: Limits
    private(set) var tokens: UnsafeMutablePointer<JSONToken>
    private(set) var count = 0
    private var capacity: Int
    private var place = 0

    init(
        _ buffer: UnsafeBufferPointer<UInt8>,
        _ vocabulary: JSONVocabulary.View,
        _ limits: Limits
    ) {
        self.buffer = buffer
        bytes = JSONBytes(buffer)
        self.vocabulary = vocabulary
        self.limits = limits
        capacity = buffer.count / 10 + 32
        tokens = .allocate(capacity: capacity)
    }

    deinit { tokens.deallocate() }

    mutating func read() throws(JSONProblem) {
        guard bytes.count < min(limits.bytes, Int(Int32.max)) else {
            throw bytes.problem(.tooLong(limit: limits.bytes), at: 0)
        }
        if bytes.word(at: 0) & 0xFF_FFFF == 0xBF_BBEF { place = 3 }
        place = bytes.skipSpace(from: place)
        guard place < bytes.count else { throw bytes.problem(.empty, at: place) }
        let depth = limits.depth
        let failure = withUnsafeTemporaryAllocation(of: Open.self, capacity: depth + 1) { stack in
            do throws(JSONProblem) {
                let quotes = try JSONQuotes(bytes)
                try readValue(stack, quotes.places, quotes.escapes)
                return nil as JSONProblem?
            } catch { return error }
        }
        if let failure { throw failure }
        place = bytes.skipSpace(from: place)
        guard place == bytes.count else { throw bytes.problem(.trailingBytes, at: place) }
    }

    /// The whole value, without recursion: the stack holds what is open around what is read.
    ///
    /// What changes with every byte stands in variables here, not in the reader, so that it can stay
    /// in registers.
    private mutating func readValue(
        _ stack: UnsafeMutableBufferPointer<Open>,
        _ quotes: UnsafePointer<UInt32>,
        _ escapes: UnsafePointer<UInt32>
    ) throws(JSONProblem) {
        let bytes = bytes
        var strings = Strings(quotes: quotes, escapes: escapes)
        var place = place
        var name: UInt16 = 0
        var depth = 0
        var open = Open()
        defer { self.place = place }
        while true {
            if count &+ 2 > capacity { grow() }
            let sign = place < bytes.count ? bytes.base[place] : 0
            if sign == UInt8(ascii: "\"") {
                let start = place &+ 1
                let end = try strings.end(bytes)
                append(.string, start, end, name, isEscaped: strings.isEscaped(end))
                place = end &+ 1
            } else if sign == UInt8(ascii: "{") || sign == UInt8(ascii: "[") {
                guard depth < limits.depth else {
                    throw bytes.problem(.tooDeep(limit: limits.depth), at: place)
                }
                stack[depth] = open
                depth &+= 1
                let isObject = sign == UInt8(ascii: "{")
                open = Open(token: Int32(truncatingIfNeeded: count), isObject: isObject)
                append(isObject ? .object : .array, place, 0, name)
                place = bytes.skipSpace(from: place &+ 1)
                let next = place < bytes.count ? bytes.base[place] : 0
                // The brackets that close stand two behind those that open.
                if next != sign &+ 2 {
                    name = 0
                    if isObject { name = try readName(&open, &strings, &place) }
                    continue
                }
            } else {
                try readAtom(sign, &place, name)
            }
            // Behind a value: the next member or element, or the ends of what is open.
            while true {
                guard depth > 0 else { return }
                place = bytes.skipSpace(from: place)
                let sign = place < bytes.count ? bytes.base[place] : 0
                if sign == UInt8(ascii: ",") {
                    place = bytes.skipSpace(from: place &+ 1)
                    name = 0
                    if open.isObject { name = try readName(&open, &strings, &place) }
                    break
                }
                guard sign == (open.isObject ? UInt8(ascii: "}") : UInt8(ascii: "]")) else {
                    let isEnd = place >= bytes.count
                    throw bytes.problem(isEnd ? .unexpectedEnd : .commaOrEnd, at: place)
                }
                tokens[Int(open.token)].end = UInt32(truncatingIfNeeded: count)
                depth &-= 1
                open = stack[depth]
                place &+= 1
            }
        }
    }

    /// Where the next string ends.
    private struct Strings {
        var quotes: UnsafePointer<UInt32>
        var escapes: UnsafePointer<UInt32>

        @inline(__always)
        mutating func end(_ bytes: JSONBytes) throws(JSONProblem) -> Int {
            let end = quotes[1]
            guard end != .max else { throw bytes.problem(.unexpectedEnd, at: bytes.count) }
            quotes += 2
            return Int(end)
        }

        /// Does an escape stand before the end of the string that was read last?
        @inline(__always)
        mutating func isEscaped(_ end: Int) -> Bool {
            guard Int(escapes[0]) < end else { return false }
            while Int(escapes[0]) < end { escapes += 1 }
            return true
        }
    }

    @inline(__always)
    private mutating func append(
        _ kind: JSONToken.Kind,
        _ start: Int,
        _ end: Int,
        _ name: UInt16,
        isEscaped: Bool = false
    ) {
        tokens[count] = JSONToken(
            start: UInt32(truncatingIfNeeded: start),
            end: UInt32(truncatingIfNeeded: end),
            name: name,
            kind: kind,
            isEscaped: isEscaped
        )
        count &+= 1
    }

    @inline(never)
    private mutating func grow() {
        let larger = UnsafeMutablePointer<JSONToken>.allocate(capacity: capacity * 2)
        larger.moveInitialize(from: tokens, count: count)
        tokens.deallocate()
        tokens = larger
        capacity *= 2
    }

    /// The name and the colon behind it; refuses a name that the object has.
    @inline(__always)
    private mutating func readName(
        _ open: inout Open,
        _ strings: inout Strings,
        _ place: inout Int
    ) throws(JSONProblem) -> UInt16 {
        let sign = place < bytes.count ? bytes.base[place] : 0
        guard sign == UInt8(ascii: "\"") else {
            throw bytes.problem(place < bytes.count ? .name : .unexpectedEnd, at: place)
        }
        let start = place &+ 1
        let end = try strings.end(bytes)
        var name = vocabulary.number(in: bytes, start, end &- start)
        let isEscaped = strings.isEscaped(end)
        var bit: UInt64 = 1 &<< UInt64(truncatingIfNeeded: name != 0 ? Int(name) : end &- start)
        if isEscaped {
            // Rare enough to be compared with every other name.
            let text = bytes.unescaped(start..<end)
            name = text.withUnsafeBufferPointer {
                vocabulary.number(in: JSONBytes($0), 0, $0.count)
            }
            bit = .max
        }
        if open.seen & bit != 0, hasName(open, start..<end, name, isEscaped) {
            throw bytes.problem(.duplicateName, at: place)
        }
        open.seen |= bit
        open.names &+= 1
        guard open.names <= Int32(truncatingIfNeeded: limits.names) else {
            throw bytes.problem(.tooManyNames(limit: limits.names), at: place)
        }
        if name == 0 {
            if count &+ 2 > capacity { grow() }
            append(.name, start, end, 0, isEscaped: isEscaped)
        }
        place = bytes.skipSpace(from: end &+ 1)
        guard place < bytes.count, bytes.base[place] == UInt8(ascii: ":") else {
            throw bytes.problem(place < bytes.count ? .colon : .unexpectedEnd, at: place)
        }
        place = bytes.skipSpace(from: place &+ 1)
        return name
    }

    @inline(never)
    private mutating func readAtom(
        _ sign: UInt8,
        _ place: inout Int,
        _ name: UInt16
    ) throws(JSONProblem) {
        guard place < bytes.count else { throw bytes.problem(.unexpectedEnd, at: place) }
        switch sign {
        case UInt8(ascii: "t"): try readLiteral(0x6575_7274, 4, .yes, &place, name)
        case UInt8(ascii: "f"): try readLiteral(0x65_736C_6166, 5, .no, &place, name)
        case UInt8(ascii: "n"): try readLiteral(0x6C6C_756E, 4, .null, &place, name)
        default:
            let end = try bytes.numberEnd(from: place)
            append(.number, place, end, name)
            place = end
        }
    }

    private mutating func readLiteral(
        _ letters: UInt64,
        _ length: Int,
        _ kind: JSONToken.Kind,
        _ place: inout Int,
        _ name: UInt16
    ) throws(JSONProblem) {
        guard bytes.word(at: place) & ~(UInt64.max << UInt64(length * 8)) == letters else {
            throw bytes.problem(.literal, at: place)
        }
        append(kind, place, place + length, name)
        place += length
    }

    /// Looks through the members that the open object has so far.
    @inline(never)
    private func hasName(
        _ open: Open,
        _ range: Range<Int>,
        _ name: UInt16,
        _ isEscaped: Bool
    ) -> Bool {
        var number = Int(open.token) + 1
        while number < count {
            let token = tokens[number]
            if name != 0 {
                if token.name == name { return true }
            } else if token.kind == .name, isSame(token, range, isEscaped) {
                return true
            }
            if token.kind == .name { number += 1 }
            number = tokens[number].isContainer ? Int(tokens[number].end) : number + 1
        }
        return false
    }

    private func isSame(_ token: JSONToken, _ range: Range<Int>, _ isEscaped: Bool) -> Bool {
        if token.isEscaped || isEscaped {
            return bytes.unescaped(token.range) == bytes.unescaped(range)
        }
        guard token.range.count == range.count else { return false }
        return UnsafeBufferPointer(rebasing: buffer[token.range])
            .elementsEqual(UnsafeBufferPointer(rebasing: buffer[range]))
    }
}
