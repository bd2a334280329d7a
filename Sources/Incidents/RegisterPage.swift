// SPDX-License-Identifier: EUPL-1.2

public import Custody

/// A run of people of a frozen register as bytes, as the store keeps it.
///
/// For each person: number u64 ‖ lines u8 ‖ for each line certainty u8 ‖ source u16 ‖ categories u64;
/// all big-endian.
public enum RegisterPage {
    /// People in a page.
    public static let size = 4096

    /// Makes the pages of a register one by one, each with the number of its first person.
    public static func forEachPage(
        of register: Register,
        _ body: (_ first: PersonNumber, _ bytes: [UInt8]) throws -> Void
    ) rethrows {
        for start in stride(from: 0, to: register.count, by: size) {
            var bytes: [UInt8] = []
            bytes.reserveCapacity(size * 45)
            for index in start..<min(start + size, register.count) {
                bytes.append(bigEndian: register.people[index].value)
                let lines = register.lines(at: index)
                bytes.append(UInt8(lines.count))
                for line in lines {
                    bytes.append(line.certainty.rawValue)
                    bytes.append(bigEndian: line.source.number)
                    bytes.append(bigEndian: line.categories.rawValue)
                }
            }
            try body(register.people[start], bytes)
        }
    }

    /// Reads the people of a page into a register; false when the bytes are no page.
    public static func read(_ bytes: UnsafeRawBufferPointer, into register: inout Register) -> Bool
    {
        var place = 0
        func number(_ width: Int) -> UInt64? {
            guard place + width <= bytes.count else { return nil }
            defer { place += width }
            var value: UInt64 = 0
            for index in place..<place + width { value = value << 8 | UInt64(bytes[index]) }
            return value
        }
        var lines: [RegisterLine] = []
        while place < bytes.count {
            guard let person = number(8), let count = number(1) else { return false }
            lines.removeAll(keepingCapacity: true)
            for _ in 0..<count {
                guard let certainty = number(1).flatMap({ Certainty(rawValue: UInt8($0)) }),
                    let source = number(2).flatMap({ RegisterSource(number: UInt16($0)) }),
                    let categories = number(8)
                else { return false }
                lines.append(
                    RegisterLine(
                        certainty: certainty,
                        source: source,
                        categories: CategorySet(rawValue: categories)
                    )
                )
            }
            if let last = register.people.last, last.value >= person { return false }
            register.append(PersonNumber(person), lines: lines)
        }
        return true
    }
}

extension [UInt8] {
    fileprivate mutating func append(bigEndian value: some FixedWidthInteger) {
        Swift.withUnsafeBytes(of: value.bigEndian) { append(contentsOf: $0) }
    }
}
