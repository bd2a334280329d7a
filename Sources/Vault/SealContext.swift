// SPDX-License-Identifier: EUPL-1.2

/// What a sealed value is bound to: `person|dossier|<number>|1`. Authenticated, not kept.
package enum SealContext {
    /// A column of the row of a person.
    static func withPerson<Result>(
        _ column: KeyPurpose,
        _ number: UInt64,
        _ body: (UnsafeRawBufferPointer) throws -> Result
    ) rethrows -> Result {
        try with { text in
            text.add("person|")
            text.add(column)
            text.add("|")
            text.add(number)
            text.add("|1")
        } body: {
            try body($0)
        }
    }

    /// The wrapped key of a person for a purpose.
    static func withKey<Result>(
        _ purpose: KeyPurpose,
        _ number: UInt64,
        epoch: Int,
        _ body: (UnsafeRawBufferPointer) throws -> Result
    ) rethrows -> Result {
        try with { text in
            text.add("person|")
            text.add(purpose)
            text.add("|")
            text.add(number)
            text.add("|")
            text.add(UInt64(epoch))
            text.add("|key/1")
        } body: {
            try body($0)
        }
    }

    /// The longest: two words of at most 30 letters, two numbers of at most 20 digits, and what stands
    /// between them.
    private static let room = 112

    /// A context of words and numbers, for a value that stands somewhere else; no more than
    /// two of each.
    package static func with<Result>(
        _ write: (inout Text) -> Void,
        body: (UnsafeRawBufferPointer) throws -> Result
    ) rethrows -> Result {
        try withUnsafeTemporaryAllocation(byteCount: room, alignment: 8) { buffer in
            var text = Text(buffer: buffer)
            write(&text)
            return try body(UnsafeRawBufferPointer(rebasing: buffer[..<text.count]))
        }
    }

    /// Bytes on the stack, for a context is made for every value of every person.
    package struct Text {
        fileprivate let buffer: UnsafeMutableRawBufferPointer
        fileprivate var count = 0

        fileprivate mutating func add(_ purpose: KeyPurpose) {
            switch purpose {
            case .dossier: add("dossier")
            case .mail: add("mail")
            case .log: add("log")
            }
        }

        package mutating func add(_ text: StaticString) {
            text.withUTF8Buffer { bytes in
                UnsafeMutableRawBufferPointer(rebasing: buffer[count...]).copyBytes(from: bytes)
                count += bytes.count
            }
        }

        package mutating func add(_ number: UInt64) {
            let start = count
            var rest = number
            repeat {
                buffer[count] = 0x30 + UInt8(rest % 10)
                count += 1
                rest /= 10
            } while rest > 0
            buffer[start..<count].reverse()
        }

        package mutating func add(_ number: Int64) {
            if number < 0 { add("-") }
            add(number.magnitude)
        }
    }
}
