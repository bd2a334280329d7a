// SPDX-License-Identifier: EUPL-1.2

import Custody
import Vault

/// Gives new people their numbers: random ones, those of a later transaction above all of the earlier.
///
/// Tables that are kept in the order of the numbers grow at their end then, and a transaction writes
/// none of the pages of the one before. Within a transaction the order is random. When somebody was taken
/// in, the entry in each row tells anyway.
struct PersonNumbers: Sendable {
    /// The numbers of a transaction are drawn from so many: one in sixteen million is somebody's, so that a
    /// reference with a slip in it is nobody's.
    static let width: Int64 = 1 << 42

    /// The highest number that was given.
    private var highest: Int64
    /// The numbers of this transaction lie above this one.
    private var floor: Int64
    private var given: Set<Int64> = []

    /// `highest`: the highest number of the store, 0 when it holds nobody.
    init(above highest: Int64) {
        self.highest = highest
        floor = highest
    }

    /// The numbers that follow are written in another transaction than those before.
    mutating func beginTransaction() {
        floor = highest
        given.removeAll(keepingCapacity: true)
    }

    mutating func next(_ random: inout RandomBytes) -> PersonNumber {
        // The numbers of a store of before may reach up to the last one: then anywhere among them.
        guard floor <= Int64.max - Self.width else {
            return PersonNumber(UInt64(random.nextNumber()))
        }
        var number: Int64
        repeat {
            number = floor + 1 + random.nextNumber() % Self.width
        } while !given.insert(number).inserted
        highest = max(highest, number)
        return PersonNumber(UInt64(number))
    }
}
