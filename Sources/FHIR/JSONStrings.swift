// SPDX-License-Identifier: EUPL-1.2

/// Where the strings are that have not been read yet.
struct JSONStrings {
    /// Of `JSONQuotes`: the quotation mark that begins the next string, and those behind it.
    private(set) var quotes: UnsafePointer<UInt32>
    /// The next escape, and those behind it.
    private(set) var escapes: UnsafePointer<UInt32>
    /// Behind the last quotation mark.
    let last: UnsafePointer<UInt32>

    /// The first byte of the next string.
    @inline(__always)
    var start: Int { Int(quotes[0]) &+ 1 }

    /// How many quotation marks are left.
    @inline(__always)
    var left: Int { last - quotes }

    /// Passes over quotation marks, of which there are as many.
    @inline(__always)
    mutating func skip(_ number: Int) { quotes += number }

    /// Where the next string ends, which is known to be there.
    @inline(__always)
    mutating func nextEnd() -> Int {
        let end = quotes[1]
        quotes += 2
        return Int(end)
    }

    /// Where the next string ends.
    @inline(__always)
    mutating func end(_ bytes: JSONBytes) throws(JSONProblem) -> Int {
        guard quotes[1] != .max else { throw bytes.problem(.unexpectedEnd, at: bytes.count) }
        return nextEnd()
    }

    /// Does an escape stand before the end of the string that was read last?
    @inline(__always)
    mutating func isEscaped(_ end: Int) -> Bool {
        guard Int(escapes[0]) < end else { return false }
        while Int(escapes[0]) < end { escapes += 1 }
        return true
    }
}
