// SPDX-License-Identifier: EUPL-1.2

/// The tokens of a text while it is read; whoever holds the list gives its memory back.
struct JSONTokenList {
    private(set) var tokens: UnsafeMutablePointer<JSONToken>
    var count = 0
    private(set) var capacity: Int

    init(capacity: Int) {
        tokens = .allocate(capacity: capacity)
        self.capacity = capacity
    }

    /// Room for so many more.
    @inline(__always)
    mutating func makeRoom(_ more: Int) {
        while count &+ more > capacity { self = grown() }
    }

    @inline(__always)
    mutating func append(
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

    /// The same tokens in twice the room; the old room is gone.
    @inline(never)
    private func grown() -> JSONTokenList {
        var larger = JSONTokenList(capacity: capacity * 2)
        larger.tokens.moveInitialize(from: tokens, count: count)
        larger.count = count
        tokens.deallocate()
        return larger
    }

    /// Looks through the members that an open object has so far.
    @inline(never)
    func hasName(
        _ object: Int32,
        _ range: Range<Int>,
        _ name: UInt16,
        _ isEscaped: Bool,
        _ bytes: JSONBytes
    ) -> Bool {
        var number = Int(object) + 1
        while number < count {
            let token = tokens[number]
            if name != 0 {
                if token.name == name { return true }
            } else if token.kind == .name, bytes.isSame(token, range, isEscaped) {
                return true
            }
            if token.kind == .name { number += 1 }
            number = tokens[number].isContainer ? Int(tokens[number].end) : number + 1
        }
        return false
    }
}

extension JSONBytes {
    fileprivate func isSame(_ token: JSONToken, _ range: Range<Int>, _ isEscaped: Bool) -> Bool {
        if token.isEscaped || isEscaped { return unescaped(token.range) == unescaped(range) }
        guard token.range.count == range.count else { return false }
        for offset in 0..<range.count
        where base[Int(token.start) + offset] != base[range.lowerBound + offset] {
            return false
        }
        return true
    }
}
