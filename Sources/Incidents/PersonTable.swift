// SPDX-License-Identifier: EUPL-1.2

public import Custody

/// Gives every person number a slot, 0, 1, 2 …, by open addressing in flat arrays: 8 bytes a
/// person and at most 8 for the table.
public struct PersonTable: Sendable {
    private var numbers: [UInt64] = []
    private var table: [UInt32] = [UInt32](repeating: 0, count: 1024)

    public init() {}

    public var count: Int { numbers.count }

    public func person(at slot: Int) -> PersonNumber { PersonNumber(numbers[slot]) }

    /// The slot of a person, new when the person is.
    public mutating func slot(of person: PersonNumber) -> Int {
        if (numbers.count + 1) * 2 > table.count { grow() }
        let mask = table.count - 1
        var place = Self.scatter(person.value) & mask
        while table[place] != 0 {
            let slot = Int(table[place]) - 1
            if numbers[slot] == person.value { return slot }
            place = (place + 1) & mask
        }
        numbers.append(person.value)
        table[place] = UInt32(numbers.count)
        return numbers.count - 1
    }

    /// The slot of a person who is in the table.
    public func existingSlot(of person: PersonNumber) -> Int? {
        let mask = table.count - 1
        var place = Self.scatter(person.value) & mask
        while table[place] != 0 {
            let slot = Int(table[place]) - 1
            if numbers[slot] == person.value { return slot }
            place = (place + 1) & mask
        }
        return nil
    }

    /// The slots in ascending order of person number.
    public func slotsInOrder() -> [Int] {
        var keys = numbers.enumerated().map { (number: $1, slot: UInt32($0)) }
        keys.sort { $0.number < $1.number }
        return keys.map { Int($0.slot) }
    }

    private mutating func grow() {
        table = [UInt32](repeating: 0, count: table.count * 2)
        let mask = table.count - 1
        for (slot, number) in numbers.enumerated() {
            var place = Self.scatter(number) & mask
            while table[place] != 0 { place = (place + 1) & mask }
            table[place] = UInt32(slot + 1)
        }
    }

    private static func scatter(_ number: UInt64) -> Int {
        Int(truncatingIfNeeded: (number &* 0x9E37_79B9_7F4A_7C15) >> 20)
    }
}
