// SPDX-License-Identifier: EUPL-1.2

import Custody

/// Which of several names, addresses or numbers of one person count, and in which order: those that are
/// valid before the usual ones, and those that are no longer valid only when no other is there.
struct Candidates<Place> {
    private var found: [(rank: Int, place: Place)] = []

    /// From here on a rank says that something is not valid on the day.
    private static var invalid: Int { 100 }

    /// The least rank is the surest. `isValid`: on the day of the message.
    mutating func add(_ place: Place, rank: Int, isValid: Bool) {
        found.append((isValid ? rank : rank + Self.invalid, place))
    }

    /// The surest first; of equal rank in the order in which they stand there.
    var list: [Place] {
        let areValid = found.contains { $0.rank < Self.invalid }
        return found.enumerated().filter { !areValid || $0.element.rank < Self.invalid }
            .sorted { ($0.element.rank, $0.offset) < ($1.element.rank, $1.offset) }
            .map(\.element.place)
    }
}

extension Array {
    /// As many places, of which one at least is there: nil for nothing.
    var orNothing: [Element?] { isEmpty ? [nil] : map { $0 } }
}

/// From when to when something holds, in days since 1970-01-01.
struct Validity {
    var start: Int?
    var end: Int?

    /// Where the message says no day, what has an end has ended, unless that is put far away.
    func holds(on day: Int?) -> Bool {
        guard let day else { return end.map { $0 > Validity.farAway } ?? true }
        return (start.map { $0 <= day } ?? true) && (end.map { $0 >= day } ?? true)
    }

    /// 2100-01-01.
    private static let farAway = 47_482

    /// The first day that a date (`2015`, `201503`, `2015-03-04T…`) may mean, or the last; nil when it
    /// is no date.
    static func day(_ text: UnsafeBufferPointer<UInt8>, isEnd: Bool) -> Int? {
        let digits = text.prefix { $0 != UInt8(ascii: "T") && $0 != 0x20 }
            .filter { $0 != UInt8(ascii: "-") }
        guard digits.count >= 4, digits.allSatisfy({ 0x30...0x39 ~= $0 }) else { return nil }
        func number(_ range: Range<Int>) -> Int {
            digits[range].reduce(0) { $0 * 10 + Int($1 - 0x30) }
        }
        let year = number(0..<4)
        let month = digits.count >= 6 ? number(4..<6) : isEnd ? 12 : 1
        if digits.count >= 8 {
            return PartialDate(year: year, month: month, day: number(6..<8))?.dayNumber
        }
        guard isEnd else { return PartialDate(year: year, month: month, day: 1)?.dayNumber }
        return (28...31).reversed().lazy
            .compactMap { PartialDate(year: year, month: month, day: $0)?.dayNumber }.first
    }
}

/// The claims that several names, addresses and numbers make together, each a record of its own: never
/// parts of two names.
enum CandidateClaims {
    /// So many are tried.
    private static let most = 16

    /// Puts the surest into `claims` and the others behind. `make` adds one of each to claims.
    static func read<Name, Address, Number>(
        _ numbers: [Number],
        _ names: [Name],
        _ addresses: [Address],
        into claims: inout ClaimBytes,
        _ others: inout [ClaimBytes],
        _ make: (Number?, Name?, Address?, inout ClaimBytes) -> Void
    ) {
        let common = claims
        var count = 0
        for name in names.orNothing {
            for number in numbers.orNothing {
                for address in addresses.orNothing where count < most {
                    if count == 0 {
                        make(number, name, address, &claims)
                    } else {
                        var other = common
                        make(number, name, address, &other)
                        others.append(other)
                    }
                    count += 1
                }
            }
        }
    }
}
