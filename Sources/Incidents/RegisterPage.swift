// SPDX-License-Identifier: EUPL-1.2

public import Custody

/// A run of people of a frozen register as bytes, as the store keeps it.
///
/// For each person: number u64 ‖ lines u8 ‖ for each line certainty u8 ‖ source u16 ‖ categories u64;
/// all big-endian.
///
/// Only of a person with more than 255 lines, or a source above 65,535: number u64 ‖ 255 u8 ‖ 0 u8 ‖
/// lines u32 ‖ for each line certainty u8 ‖ source u32 ‖ categories u64. No certainty is 0, so that
/// the two are told apart, and a program that knows the first only refuses the second.
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
                let isWide =
                    lines.count > UInt8.max || lines.contains { $0.sourceNumber > UInt16.max }
                if isWide {
                    bytes += wide
                    bytes.append(bigEndian: UInt32(lines.count))
                } else {
                    bytes.append(UInt8(lines.count))
                }
                for line in lines {
                    bytes.append(line.certainty.rawValue)
                    if isWide {
                        bytes.append(bigEndian: line.sourceNumber)
                    } else {
                        bytes.append(bigEndian: UInt16(line.sourceNumber))
                    }
                    bytes.append(bigEndian: line.categories.rawValue)
                }
            }
            try body(register.people[start], bytes)
        }
    }

    private static let wide: [UInt8] = [.max, 0]

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
            guard let person = number(8), var count = number(1) else { return false }
            let isWide = count == wide[0] && place < bytes.count && bytes[place] == wide[1]
            if isWide {
                place += 1
                guard let lines = number(4) else { return false }
                count = lines
            }
            lines.removeAll(keepingCapacity: true)
            for _ in 0..<count {
                guard let certainty = number(1).flatMap({ Certainty(stored: $0) }),
                    let source = number(isWide ? 4 : 2)
                        .flatMap({ RegisterSource(number: UInt32($0)) }),
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
