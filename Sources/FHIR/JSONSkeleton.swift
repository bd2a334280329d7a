// SPDX-License-Identifier: EUPL-1.2

/// A resource without the texts in it: what stands between its strings, byte by byte, and the tokens
/// that follow from that.
///
/// What a system sends is of few shapes. A resource that has the same bytes between its strings as
/// one that was read has the same tokens, and is as right as that one was: the names it has, once
/// each, the brackets, the numbers. Only where its strings end is its own, and `JSONQuotes` has
/// settled that they are strings.
struct JSONSkeleton {
    /// One token. Of a string the number of bytes from the end of the string before to its first
    /// byte; of everything else its place behind the end of the string before.
    struct Step {
        var start: UInt32
        /// Of an object or array the number of tokens from the first one of the resource.
        var end: UInt32
        var name: UInt16
        var kind: JSONToken.Kind
        /// Quotation marks between the string before and this one.
        var quotes: UInt16 = 0
    }

    /// The first bytes of the type.
    private(set) var type: UInt64 = 0
    /// The number of the shape.
    private var shape: UInt32 = 0
    private(set) var steps = UnsafeMutableBufferPointer<Step>(start: nil, count: 0)
    /// The bytes between the strings, with room behind them to read eight at a time.
    private var text = UnsafeMutableBufferPointer<UInt8>(start: nil, count: 0)
    /// Bytes behind the last string.
    private var tail = 0
    /// All quotation marks.
    private var quotes = 0
    /// How many objects and arrays stand in one another in it; none is kept at first.
    private(set) var depth = Int.max

    init() {}

    var isFree: Bool { steps.baseAddress == nil }

    /// Longer resources are not kept.
    private static let longest = 1 << 16

    func deallocate() {
        steps.deallocate()
        text.deallocate()
    }

    /// Takes the resource from a place to the end of the list, read just now; nil when it is too long
    /// or has an escape in a name.
    init?(
        shape: UInt32,
        type: UInt64,
        _ place: Int,
        end: Int,
        _ tokens: UnsafeBufferPointer<JSONToken>,
        _ quotes: UnsafePointer<UInt32>,
        _ bytes: JSONBytes
    ) {
        guard end - place <= JSONSkeleton.longest else { return nil }
        (self.shape, self.type) = (shape, type)
        depth = 0
        let first = Int(tokens[0].end) - tokens.count
        var steps: [Step] = []
        steps.reserveCapacity(tokens.count)
        var text: [UInt8] = []
        var base = place
        var mark = quotes
        var ends: [Int] = []
        for number in tokens.indices.dropFirst() {
            let token = tokens[number]
            while let last = ends.last, last <= number { ends.removeLast() }
            var step = Step(
                start: token.start - UInt32(base),
                end: 0,
                name: token.name,
                kind: token.kind
            )
            switch token.kind {
            case .string:
                let first = mark
                while Int(mark[0]) < Int(token.start) - 1 { mark += 1 }
                step.quotes = UInt16(truncatingIfNeeded: mark - first)
                mark += 2
                text += UnsafeBufferPointer(start: bytes.base + base, count: Int(step.start))
                base = Int(token.end) + 1
            case .object, .array:
                step.end = token.end - UInt32(first)
                ends.append(Int(step.end))
                depth = max(depth, ends.count)
            default: step.end = token.end - UInt32(base)
            }
            steps.append(step)
        }
        tail = end - base
        text += UnsafeBufferPointer(start: bytes.base + base, count: tail)
        guard !text.contains(UInt8(ascii: "\\")) else { return nil }
        while Int(mark[0]) < end { mark += 1 }
        self.quotes = mark - quotes
        text += [UInt8](repeating: 0, count: 8)
        self.steps = .allocate(capacity: steps.count)
        _ = self.steps.initialize(from: steps)
        self.text = .allocate(capacity: text.count)
        _ = self.text.initialize(from: text)
    }

    /// Where the resource ends that begins there, with its tokens in the list and its strings behind;
    /// nil, with nothing done, when it is not of this shape.
    func end(
        of place: Int,
        _ name: UInt16,
        _ strings: inout JSONStrings,
        _ list: inout JSONTokenList,
        _ bytes: JSONBytes
    ) -> Int? {
        guard strings.left >= quotes else { return nil }
        let (before, first) = (strings, list.count)
        list.makeRoom(steps.count + 1)
        list.append(.object, place, first &+ steps.count &+ 1, name)
        var base = place
        var isFilled = true
        var gap = UnsafeRawPointer(text.baseAddress.unsafelyUnwrapped)
        for step in steps {
            guard step.kind == .string else {
                let isContainer = step.kind == .object || step.kind == .array
                list.append(
                    step.kind,
                    base &+ Int(step.start),
                    (isContainer ? first : base) &+ Int(step.end),
                    step.name
                )
                continue
            }
            strings.skip(Int(step.quotes))
            let start = strings.start
            guard start &- base == Int(step.start), bytes.isSame(base, gap, Int(step.start)) else {
                (strings, list.count) = (before, first)
                return nil
            }
            gap += Int(step.start)
            let end = strings.nextEnd()
            list.append(.string, start, end, step.name, isEscaped: strings.isEscaped(end))
            if end == start { isFilled = false }
            base = end &+ 1
        }
        guard base &+ tail <= bytes.count, bytes.isSame(base, gap, tail) else {
            (strings, list.count) = (before, first)
            return nil
        }
        if isFilled { list.tokens[first].shape = shape }
        strings.skip(quotes - (strings.quotes - before.quotes))
        return base &+ tail
    }
}

/// The shapes of the resources that were read, by their types.
struct JSONSkeletons: ~Copyable {
    private static let sets = 64
    private static let ways = 4

    private let memory: UnsafeMutablePointer<JSONSkeleton>
    /// Falls with each shape that is kept and rises with each that comes again: where everything has
    /// a shape of its own, few are kept.
    private var credit = JSONSkeletons.most
    private var misses = 0
    private var shapes: UInt32 = 0
    private static let most = 64
    private static let pause = 32

    init() {
        let count = JSONSkeletons.sets * JSONSkeletons.ways
        memory = .allocate(capacity: count)
        memory.initialize(repeating: JSONSkeleton(), count: count)
    }

    deinit {
        for number in 0..<JSONSkeletons.sets * JSONSkeletons.ways where !memory[number].isFree {
            memory[number].deallocate()
        }
        memory.deallocate()
    }

    /// The first bytes of its type, when an object begins there whose first name is `resourceType`; not
    /// of a bundle, for the resources in it are what comes again.
    @inline(__always)
    static func type(_ strings: JSONStrings, _ bytes: JSONBytes) -> UInt64? {
        let start = strings.start
        guard bytes.word(at: start) == 0x6563_7275_6F73_6572,  // "resource"
            bytes.word(at: start &+ 4) == 0x6570_7954_6563_7275,  // "urceType"
            strings.quotes[1] == strings.quotes[0] &+ 13, strings.quotes[2] != .max
        else { return nil }
        let type = bytes.word(at: Int(strings.quotes[2]) &+ 1)
        let bundle: UInt64 = 0x22_656C_646E_7542  // "Bundle" and the mark behind it
        return type & 0xFF_FFFF_FFFF_FFFF == bundle ? nil : type
    }

    /// As `JSONSkeleton.end`, of the shapes that are kept.
    mutating func end(
        of place: Int,
        type: UInt64,
        _ name: UInt16,
        _ strings: inout JSONStrings,
        _ list: inout JSONTokenList,
        _ bytes: JSONBytes,
        depth: Int
    ) -> Int? {
        let set = JSONSkeletons.set(type)
        for way in set..<set + JSONSkeletons.ways {
            guard memory[way].type == type, memory[way].depth < depth,
                let end = memory[way].end(of: place, name, &strings, &list, bytes)
            else { continue }
            if way > set { (memory[way], memory[way - 1]) = (memory[way - 1], memory[way]) }
            credit = min(credit + 1, JSONSkeletons.most)
            return end
        }
        return nil
    }

    /// Keeps the shape of a resource that was read just now in the place of the one used least.
    @inline(never)
    mutating func keep(
        type: UInt64,
        _ place: Int,
        end: Int,
        _ tokens: UnsafeBufferPointer<JSONToken>,
        _ quotes: UnsafePointer<UInt32>,
        _ bytes: JSONBytes
    ) {
        misses &+= 1
        guard credit > 0 || misses % JSONSkeletons.pause == 0 else { return }
        shapes = shapes == .max ? 1 : shapes + 1
        guard
            let new = JSONSkeleton(
                shape: shapes,
                type: type,
                place,
                end: end,
                tokens,
                quotes,
                bytes
            )
        else { return }
        credit = max(credit - 1, 0)
        let last = JSONSkeletons.set(type) + JSONSkeletons.ways - 1
        if !memory[last].isFree { memory[last].deallocate() }
        // It stands before one that may never come again.
        (memory[last], memory[last - 1]) = (memory[last - 1], new)
    }

    private static func set(_ type: UInt64) -> Int {
        Int(truncatingIfNeeded: (type &* 0x9E37_79B9_7F4A_7C15) >> 58) * ways
    }
}

extension JSONBytes {
    /// Are so many bytes from a place on the same as those? Eight may be read behind those.
    @inline(__always)
    fileprivate func isSame(_ place: Int, _ other: UnsafeRawPointer, _ length: Int) -> Bool {
        var offset = 0
        while offset &+ 8 <= length {
            guard
                word(at: place &+ offset)
                    == UInt64(littleEndian: (other + offset).loadUnaligned(as: UInt64.self))
            else { return false }
            offset &+= 8
        }
        guard offset < length else { return true }
        let difference =
            word(at: place &+ offset)
            ^ UInt64(littleEndian: (other + offset).loadUnaligned(as: UInt64.self))
        return difference &<< UInt64(truncatingIfNeeded: 64 &- 8 &* (length &- offset)) == 0
    }
}
