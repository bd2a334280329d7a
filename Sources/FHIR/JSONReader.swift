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
        var names: Int32 = 1024
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
    private let vocabulary: JSONVocabulary.View
    private let limits: Limits
    private(set) var list: JSONTokenList
    private var place = 0

    init(
        _ buffer: UnsafeBufferPointer<UInt8>,
        _ vocabulary: JSONVocabulary.View,
        _ limits: Limits
    ) {
        bytes = JSONBytes(buffer)
        self.vocabulary = vocabulary
        self.limits = limits
        list = JSONTokenList(capacity: buffer.count / 10 + 32)
    }

    deinit { list.tokens.deallocate() }

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
        let vocabulary = vocabulary
        let limits = limits
        let stack = stack.baseAddress.unsafelyUnwrapped
        var strings = Strings(quotes: quotes, escapes: escapes)
        var list = list
        var place = place
        var name: UInt16 = 0
        var depth = 0
        var open = Open()
        defer { (self.place, self.list) = (place, list) }
        while true {
            if list.count &+ 3 > list.capacity { list = list.grown() }
            name = 0
            if open.isObject {
                guard place < bytes.count, bytes.base[place] == UInt8(ascii: "\"") else {
                    throw bytes.problem(place < bytes.count ? .name : .unexpectedEnd, at: place)
                }
                let start = place &+ 1
                let end = try strings.end(bytes)
                name = vocabulary.number(in: bytes, start, end &- start)
                let isEscaped = strings.isEscaped(end)
                if isEscaped { name = vocabulary.number(of: bytes.unescaped(start..<end)) }
                let bit = JSONReader.bit(name, end &- start, isEscaped)
                if open.seen & bit != 0,
                    list.hasName(open.token, start..<end, name, isEscaped, bytes)
                {
                    throw bytes.problem(.duplicateName, at: place)
                }
                open.seen |= bit
                open.names &+= 1
                guard open.names <= limits.names else {
                    throw bytes.problem(.tooManyNames(limit: Int(limits.names)), at: place)
                }
                if name == 0 { list.append(.name, start, end, 0, isEscaped: isEscaped) }
                place = bytes.skipSpace(from: end &+ 1)
                guard place < bytes.count, bytes.base[place] == UInt8(ascii: ":") else {
                    throw bytes.problem(place < bytes.count ? .colon : .unexpectedEnd, at: place)
                }
                place = bytes.skipSpace(from: place &+ 1)
            }
            let sign = place < bytes.count ? bytes.base[place] : 0
            if sign == UInt8(ascii: "\"") {
                let start = place &+ 1
                let end = try strings.end(bytes)
                list.append(.string, start, end, name, isEscaped: strings.isEscaped(end))
                place = end &+ 1
            } else if sign == UInt8(ascii: "{") || sign == UInt8(ascii: "[") {
                guard depth < limits.depth else {
                    throw bytes.problem(.tooDeep(limit: limits.depth), at: place)
                }
                stack[depth] = open
                depth &+= 1
                let isObject = sign == UInt8(ascii: "{")
                open = Open(token: Int32(truncatingIfNeeded: list.count), isObject: isObject)
                list.append(isObject ? .object : .array, place, 0, name)
                place = bytes.skipSpace(from: place &+ 1)
                // The brackets that close stand two behind those that open.
                if place >= bytes.count || bytes.base[place] != sign &+ 2 { continue }
            } else {
                let (kind, end) = try bytes.atom(at: place)
                list.append(kind, place, end, name)
                place = end
            }
            // Behind a value: the next member or element, or the ends of what is open.
            while true {
                guard depth > 0 else { return }
                place = bytes.skipSpace(from: place)
                let sign = place < bytes.count ? bytes.base[place] : 0
                if sign == UInt8(ascii: ",") {
                    place = bytes.skipSpace(from: place &+ 1)
                    break
                }
                guard sign == (open.isObject ? UInt8(ascii: "}") : UInt8(ascii: "]")) else {
                    let isEnd = place >= bytes.count
                    throw bytes.problem(isEnd ? .unexpectedEnd : .commaOrEnd, at: place)
                }
                list.tokens[Int(open.token)].end = UInt32(truncatingIfNeeded: list.count)
                depth &-= 1
                open = stack[depth]
                place &+= 1
            }
        }
    }

    /// The bit of a name among those that an object may have; every bit when only looking tells.
    @inline(__always)
    private static func bit(_ name: UInt16, _ length: Int, _ isEscaped: Bool) -> UInt64 {
        if isEscaped { return .max }
        return 1 &<< UInt64(truncatingIfNeeded: name != 0 ? Int(name) : length)
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
}
