// SPDX-License-Identifier: EUPL-1.2

/// Why bytes are no JSON text that we read: what and where, never the content.
public struct JSONProblem: Error, Equatable, Sendable {
    public enum What: Sendable, Hashable {
        case empty
        case unexpectedEnd
        case value
        case name
        case colon
        /// Neither a comma nor the end of the object or array.
        case commaOrEnd
        case number
        case literal
        case escape
        /// Half of a surrogate pair: no character.
        case surrogate
        case controlCharacter
        case utf8
        /// A name that the object already has (RFC 8259 leaves open what that means).
        case duplicateName
        case trailingBytes
        case tooDeep(limit: Int)
        case tooManyNames(limit: Int)
        case tooLong(limit: Int)
    }

    public var what: What
    /// From 1; LF, CR and CRLF each end a line.
    public var line: Int
    /// In bytes, from 1.
    public var column: Int

    init(_ what: What, at offset: Int, in bytes: UnsafeBufferPointer<UInt8>) {
        self.what = what
        var line = 1
        var start = 0
        for place in 0..<min(offset, bytes.count) {
            let byte = bytes[place]
            let endsLine =
                byte == 0x0A
                || byte == 0x0D && (place + 1 >= bytes.count || bytes[place + 1] != 0x0A)
            guard endsLine else { continue }
            line += 1
            start = place + 1
        }
        self.line = line
        column = max(0, offset - start) + 1
    }
}
