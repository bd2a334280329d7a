// SPDX-License-Identifier: EUPL-1.2

/// What somebody typed, as a browser sends it: `application/x-www-form-urlencoded`.
struct Form: Sendable {
    private var values: [String: [String]] = [:]

    /// Throws for bytes that are no such form, and for more fields than any form of ours has.
    init(_ body: String) throws {
        let pairs = body.split(separator: "&")
        guard pairs.count <= 200 else { throw DeskRefusal.formUnreadable }
        for pair in pairs {
            let parts = pair.split(separator: "=", maxSplits: 1, omittingEmptySubsequences: false)
            guard let name = Self.decoded(parts[0]),
                let value = parts.count > 1 ? Self.decoded(parts[1]) : ""
            else { throw DeskRefusal.formUnreadable }
            values[name, default: []].append(value)
        }
    }

    /// Without the white space around it; empty when the field was not sent.
    subscript(name: String) -> String {
        let value = values[name]?.first ?? ""
        let start = value.drop(while: \.isWhitespace)
        return String(start.reversed().drop(while: \.isWhitespace).reversed())
    }

    /// As it was typed: a password may begin with a space.
    func exact(_ name: String) -> String { values[name]?.first ?? "" }

    /// Of boxes that can be ticked together.
    func all(_ name: String) -> [String] { values[name] ?? [] }

    /// Was it sent at all?
    func has(_ name: String) -> Bool { values[name] != nil }

    /// Throws what to say beside the field when nothing was typed.
    func required(_ name: String, _ dutch: String, _ english: String) throws -> String {
        let value = self[name]
        guard !value.isEmpty else {
            throw DeskRefusal.problem([FormProblem(field: name, dutch: dutch, english: english)])
        }
        return value
    }

    static func decoded(_ text: Substring) -> String? {
        var bytes: [UInt8] = []
        bytes.reserveCapacity(text.utf8.count)
        var left = text.utf8.makeIterator()
        while let byte = left.next() {
            switch byte {
            case UInt8(ascii: "+"): bytes.append(UInt8(ascii: " "))
            case UInt8(ascii: "%"):
                guard let high = left.next().flatMap(digit), let low = left.next().flatMap(digit)
                else { return nil }
                bytes.append(high << 4 | low)
            default: bytes.append(byte)
            }
        }
        guard !bytes.contains(0) else { return nil }
        return String(validating: bytes, as: UTF8.self)
    }

    private static func digit(_ byte: UInt8) -> UInt8? {
        switch byte {
        case UInt8(ascii: "0")...UInt8(ascii: "9"): byte - UInt8(ascii: "0")
        case UInt8(ascii: "a")...UInt8(ascii: "f"): byte - UInt8(ascii: "a") + 10
        case UInt8(ascii: "A")...UInt8(ascii: "F"): byte - UInt8(ascii: "A") + 10
        default: nil
        }
    }
}
