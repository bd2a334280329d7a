// SPDX-License-Identifier: EUPL-1.2

import Custody
import Vault

/// Who is in the population already, by keyed digest of the sourceId: 40 bytes a person and a table.
struct KnownPeople: Sendable {
    private struct Entry {
        var source: DigestPair
        var content: DigestPair
        var number: Int64
    }

    enum Meeting {
        case new(Int64)
        case changed(Int64)
        case same
        /// The second time in one file.
        case again
    }

    private var entries: [Entry] = []
    private var table: [UInt32]
    /// Those who were met in this file.
    private var met: [Bool] = []

    init(expecting count: Int) {
        entries.reserveCapacity(count)
        var size = 1024
        while size < count * 2 { size *= 2 }
        table = [UInt32](repeating: 0, count: size)
    }

    var count: Int { entries.count }

    mutating func insert(_ source: DigestPair, content: DigestPair, number: PersonNumber) {
        if (entries.count + 1) * 2 > table.count { grow() }
        var place = Int(truncatingIfNeeded: source.low) & (table.count - 1)
        while table[place] != 0 { place = (place + 1) & (table.count - 1) }
        entries.append(Entry(source: source, content: content, number: Int64(number.value)))
        met.append(false)
        table[place] = UInt32(entries.count)
    }

    /// Finds the person of a row, or makes them known: under the number of `lost`, when it is somebody
    /// whose rows are lost, else under a new random one.
    mutating func meet(
        _ source: DigestPair,
        content: DigestPair,
        lost: () -> PersonNumber?,
        random: inout RandomBytes
    ) -> Meeting {
        var place = Int(truncatingIfNeeded: source.low) & (table.count - 1)
        while table[place] != 0 {
            let index = Int(table[place]) - 1
            if entries[index].source == source {
                if met[index] { return .again }
                met[index] = true
                if entries[index].content == content { return .same }
                entries[index].content = content
                return .changed(entries[index].number)
            }
            place = (place + 1) & (table.count - 1)
        }
        if let lost = lost() {
            insert(source, content: content, number: lost)
            met[entries.count - 1] = true
            return .changed(Int64(lost.value))
        }
        let number = random.nextNumber()
        insert(source, content: content, number: PersonNumber(UInt64(number)))
        met[entries.count - 1] = true
        return .new(number)
    }

    private mutating func grow() {
        table = [UInt32](repeating: 0, count: table.count * 2)
        for (index, entry) in entries.enumerated() {
            var place = Int(truncatingIfNeeded: entry.source.low) & (table.count - 1)
            while table[place] != 0 { place = (place + 1) & (table.count - 1) }
            table[place] = UInt32(index + 1)
        }
    }
}
