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
    /// The name of the member whose value comes next.
    private var name: UInt16 = 0

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
            throw problem(.tooLong(limit: limits.bytes), at: 0)
        }
        if bytes.word(at: 0) & 0xFF_FFFF == 0xBF_BBEF { place = 3 }
        place = bytes.skipSpace(from: place)
        guard place < bytes.count else { throw problem(.empty, at: place) }
        let depth = limits.depth
        let failure = withUnsafeTemporaryAllocation(of: Open.self, capacity: depth + 1) { stack in
            do throws(JSONProblem) {
                try readValue(stack)
                return nil as JSONProblem?
            } catch { return error }
        }
        if let failure { throw failure }
        place = bytes.skipSpace(from: place)
        guard place == bytes.count else { throw problem(.trailingBytes, at: place) }
    }

    /// The whole value, without recursion: the stack holds what is open.
    private mutating func readValue(
        _ stack: UnsafeMutableBufferPointer<Open>
    ) throws(JSONProblem) {
        var depth = 0
        while true {
            guard place < bytes.count else { throw problem(.unexpectedEnd, at: place) }
            switch bytes.base[place] {
            case UInt8(ascii: "\""): try readString()
            case UInt8(ascii: "{"):
                guard depth < limits.depth else {
                    throw problem(.tooDeep(limit: limits.depth), at: place)
                }
                depth += 1
                stack[depth] = Open(token: Int32(count), isObject: true)
                append(.object, place, 0)
                place = bytes.skipSpace(from: place + 1)
                if place < bytes.count, bytes.base[place] == UInt8(ascii: "}") { break }
                try readName(&stack[depth])
                continue
            case UInt8(ascii: "["):
                guard depth < limits.depth else {
                    throw problem(.tooDeep(limit: limits.depth), at: place)
                }
                depth += 1
                stack[depth] = Open(token: Int32(count), isObject: false)
                append(.array, place, 0)
                place = bytes.skipSpace(from: place + 1)
                if place < bytes.count, bytes.base[place] == UInt8(ascii: "]") { break }
                name = 0
                continue
            case UInt8(ascii: "t"): try readLiteral(0x6575_7274, 4, .yes)
            case UInt8(ascii: "f"): try readLiteral(0x65_736C_6166, 5, .no)
            case UInt8(ascii: "n"): try readLiteral(0x6C6C_756E, 4, .null)
            default: try readNumber()
            }
            // Behind a value: the next member or element, or the ends of what is open.
            while true {
                guard depth > 0 else { return }
                place = bytes.skipSpace(from: place)
                guard place < bytes.count else { throw problem(.unexpectedEnd, at: place) }
                let byte = bytes.base[place]
                let isObject = stack[depth].isObject
                if byte == UInt8(ascii: ",") {
                    place = bytes.skipSpace(from: place + 1)
                    if isObject { try readName(&stack[depth]) } else { name = 0 }
                    break
                }
                guard byte == (isObject ? UInt8(ascii: "}") : UInt8(ascii: "]")) else {
                    throw problem(.commaOrEnd, at: place)
                }
                tokens[Int(stack[depth].token)].end = UInt32(count)
                depth -= 1
                place += 1
            }
        }
    }

    @inline(__always)
    private mutating func append(
        _ kind: JSONToken.Kind,
        _ start: Int,
        _ end: Int,
        isEscaped: Bool = false
    ) {
        if count == capacity { grow() }
        tokens[count] = JSONToken(
            start: UInt32(truncatingIfNeeded: start),
            end: UInt32(truncatingIfNeeded: end),
            name: name,
            kind: kind,
            isEscaped: isEscaped
        )
        count += 1
    }

    @inline(never)
    private mutating func grow() {
        let larger = UnsafeMutablePointer<JSONToken>.allocate(capacity: capacity * 2)
        larger.moveInitialize(from: tokens, count: count)
        tokens.deallocate()
        tokens = larger
        capacity *= 2
    }

    @inline(__always)
    private mutating func readString() throws(JSONProblem) {
        let start = place + 1
        var isEscaped = false
        let end = try bytes.stringEnd(from: start, &isEscaped)
        append(.string, start, end, isEscaped: isEscaped)
        place = end + 1
    }

    /// The name and the colon behind it; refuses a name that the object has.
    @inline(__always)
    private mutating func readName(_ open: inout Open) throws(JSONProblem) {
        guard place < bytes.count else { throw problem(.unexpectedEnd, at: place) }
        guard bytes.base[place] == UInt8(ascii: "\"") else { throw problem(.name, at: place) }
        let start = place + 1
        var isEscaped = false
        let end = try bytes.stringEnd(from: start, &isEscaped)
        var bit: UInt64
        if isEscaped {
            // Rare enough to be compared with every other name.
            let text = bytes.unescaped(start..<end)
            name = text.withUnsafeBufferPointer {
                vocabulary.number(in: JSONBytes($0), 0, $0.count)
            }
            bit = .max
        } else {
            name = vocabulary.number(in: bytes, start, end - start)
            let number = name != 0 ? Int(name) : end &- start
            bit = 1 &<< UInt64(truncatingIfNeeded: number)
        }
        if open.seen & bit != 0, hasName(open, start..<end, isEscaped) {
            throw problem(.duplicateName, at: place)
        }
        open.seen |= bit
        open.names += 1
        guard open.names <= Int32(limits.names) else {
            throw problem(.tooManyNames(limit: limits.names), at: place)
        }
        if name == 0 { append(.name, start, end, isEscaped: isEscaped) }
        place = bytes.skipSpace(from: end + 1)
        guard place < bytes.count else { throw problem(.unexpectedEnd, at: place) }
        guard bytes.base[place] == UInt8(ascii: ":") else { throw problem(.colon, at: place) }
        place = bytes.skipSpace(from: place + 1)
    }

    /// Looks through the members that the open object has so far.
    @inline(never)
    private func hasName(_ open: Open, _ range: Range<Int>, _ isEscaped: Bool) -> Bool {
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

    private mutating func readLiteral(
        _ letters: UInt64,
        _ length: Int,
        _ kind: JSONToken.Kind
    ) throws(JSONProblem) {
        guard bytes.word(at: place) & ~(UInt64.max << UInt64(length * 8)) == letters else {
            throw problem(.literal, at: place)
        }
        append(kind, place, place + length)
        place += length
    }

    private mutating func readNumber() throws(JSONProblem) {
        let start = place
        var end = place
        func digits() -> Bool {
            let first = end
            while end < bytes.count, bytes.base[end] &- 0x30 <= 9 { end += 1 }
            return end > first
        }
        if bytes.base[end] == UInt8(ascii: "-") { end += 1 }
        let first = end
        guard digits() else {
            throw problem(first == start ? .value : .number, at: start)
        }
        if bytes.base[first] == UInt8(ascii: "0"), end - first > 1 {
            throw problem(.number, at: start)
        }
        if end < bytes.count, bytes.base[end] == UInt8(ascii: ".") {
            end += 1
            guard digits() else { throw problem(.number, at: start) }
        }
        if end < bytes.count, bytes.base[end] | 0x20 == UInt8(ascii: "e") {
            end += 1
            if end < bytes.count,
                bytes.base[end] == UInt8(ascii: "+") || bytes.base[end] == UInt8(ascii: "-")
            {
                end += 1
            }
            guard digits() else { throw problem(.number, at: start) }
        }
        append(.number, start, end)
        place = end
    }

    private borrowing func problem(_ what: JSONProblem.What, at place: Int) -> JSONProblem {
        bytes.problem(what, at: place)
    }
}
