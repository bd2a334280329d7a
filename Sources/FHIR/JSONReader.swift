// SPDX-License-Identifier: EUPL-1.2

/// Reads one JSON text after the other, strictly by RFC 8259, into tokens.
///
/// The bytes are valid UTF-8 (a byte order mark before them is passed over), no object has a name
/// twice, nothing follows the value. Nothing is allocated for a text: the memory of the one before is
/// taken again. One reader for each thread.
///
/// ```swift
/// var reader = JSONReader(vocabulary)
/// let document = try reader.read(bytes)
/// let type = document.member(resourceType, of: 0).map(document.text)
/// ```
public struct JSONReader: ~Copyable {
    struct Limits: Sendable {
        /// FHIR nests less than thirty deep.
        var depth = 96
        /// Names in one object.
        var names: Int32 = 1024
        var bytes = Int(Int32.max)
    }

    private struct Open {
        /// The token of the object or array that is open here.
        var token: Int32 = 0
        var isObject = false
        var names: Int32 = 0
        /// A bit for each name that the object may have already.
        var seen: UInt64 = 0
        /// Of a resource: the first bytes of its type, and its first quotation mark.
        var type: UInt64 = 0
        var quotes: UnsafePointer<UInt32>?
    }

    /// Memory of a text that is longer than nearly all is not kept for the next.
    private static let kept = 1 << 20

    private let vocabulary: JSONVocabulary
    private let limits: Limits
    private var bytes = JSONBytes(UnsafeBufferPointer(start: nil, count: 0))
    private var place = 0
    private var quotes = JSONQuotes()
    private var list = JSONTokenList(capacity: 512)
    private var skeletons = JSONSkeletons()
    private let stack: UnsafeMutablePointer<Open>

    public init(_ vocabulary: JSONVocabulary, limit: Int = Int(Int32.max)) {
        self.vocabulary = vocabulary
        limits = Limits(bytes: min(limit, Int(Int32.max)))
        stack = .allocate(capacity: limits.depth + 1)
    }

    deinit {
        list.tokens.deallocate()
        stack.deallocate()
    }

    /// Reads the text, or throws what is wrong with it.
    ///
    /// The document is valid as long as the text is, until the reader reads the next or is gone.
    public mutating func read(
        _ text: UnsafeBufferPointer<UInt8>
    ) throws(JSONProblem) -> JSONDocument {
        giveBack()
        bytes = JSONBytes(text)
        try readText()
        return JSONDocument(
            text,
            UnsafeBufferPointer(start: list.tokens, count: list.count),
            vocabulary
        )
    }

    /// Reads one text by itself and hands it to `body`, or throws what is wrong with it.
    public static func read<Result>(
        _ text: [UInt8],
        _ vocabulary: JSONVocabulary,
        _ body: (JSONDocument) -> Result
    ) throws(JSONProblem) -> Result {
        try text.withUnsafeBufferPointer { text throws(JSONProblem) in
            var reader = JSONReader(vocabulary)
            let result = body(try reader.read(text))
            withExtendedLifetime(reader) {}
            return result
        }
    }

    private mutating func giveBack() {
        guard max(list.capacity, quotes.room) > JSONReader.kept else { return }
        list.tokens.deallocate()
        list = JSONTokenList(capacity: 512)
        quotes = JSONQuotes()
    }

    private mutating func readText() throws(JSONProblem) {
        list.count = 0
        guard bytes.count < limits.bytes else {
            throw bytes.problem(.tooLong(limit: limits.bytes), at: 0)
        }
        place = bytes.word(at: 0) & 0xFF_FFFF == 0xBF_BBEF ? 3 : 0
        place = bytes.skipSpace(from: place)
        guard place < bytes.count else { throw bytes.problem(.empty, at: place) }
        try quotes.find(in: bytes)
        try readValue()
        place = bytes.skipSpace(from: place)
        guard place == bytes.count else { throw bytes.problem(.trailingBytes, at: place) }
    }

    /// The whole value, without recursion: the stack holds what is open around what is read.
    ///
    /// What changes with every byte stands in variables here, not in the reader, so that it can stay
    /// in registers.
    private mutating func readValue() throws(JSONProblem) {
        let bytes = bytes
        let vocabulary = vocabulary.view
        let limits = limits
        let stack = stack
        var strings = JSONStrings(
            quotes: quotes.places,
            escapes: quotes.escapes,
            last: quotes.places + quotes.count
        )
        var list = list
        var place = place
        var name: UInt16 = 0
        var depth = 0
        var open = Open()
        defer { (self.place, self.list) = (place, list) }
        while true {
            list.makeRoom(3)
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
                let isObject = sign == UInt8(ascii: "{")
                let type = isObject ? JSONSkeletons.type(strings, bytes) : nil
                if let type,
                    let end = skeletons.end(
                        of: place,
                        type: type,
                        name,
                        &strings,
                        &list,
                        bytes,
                        depth: limits.depth &- depth
                    )
                {
                    place = end
                } else {
                    stack[depth] = open
                    depth &+= 1
                    open = Open(token: Int32(truncatingIfNeeded: list.count), isObject: isObject)
                    if let type { (open.type, open.quotes) = (type, strings.quotes) }
                    list.append(isObject ? .object : .array, place, 0, name)
                    place = bytes.skipSpace(from: place &+ 1)
                    // The brackets that close stand two behind those that open.
                    if place >= bytes.count || bytes.base[place] != sign &+ 2 { continue }
                }
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
                place &+= 1
                if let quotes = open.quotes { keep(open, quotes, end: place, list) }
                depth &-= 1
                open = stack[depth]
            }
        }
    }

    /// Keeps the shape of a resource that ends there.
    private mutating func keep(
        _ resource: Open,
        _ quotes: UnsafePointer<UInt32>,
        end: Int,
        _ list: JSONTokenList
    ) {
        let first = Int(resource.token)
        skeletons.keep(
            type: resource.type,
            Int(list.tokens[first].start),
            end: end,
            UnsafeBufferPointer(start: list.tokens + first, count: list.count - first),
            quotes,
            bytes
        )
    }

    /// The bit of a name among those that an object may have; every bit when only looking tells.
    @inline(__always)
    private static func bit(_ name: UInt16, _ length: Int, _ isEscaped: Bool) -> UInt64 {
        if isEscaped { return .max }
        return 1 &<< UInt64(truncatingIfNeeded: name != 0 ? Int(name) : length)
    }
}
