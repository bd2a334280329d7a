// SPDX-License-Identifier: EUPL-1.2

import Custody

/// People of whom nothing is left but the pointers of the indexes: a row of the registry's file is
/// recognised as one of them by the buckets it falls in.
///
/// One bucket fits one row in 65,536 by chance; the source and two others together one in 2^48.
struct LostByIndex: Sendable {
    /// The buckets of a lost person in each table.
    typealias Buckets = [PersonIndexTable: Set<UInt16>]

    private var people: [PersonNumber: Buckets] = [:]
    private var bySource: [UInt16: [PersonNumber]] = [:]

    static let fewestOthers = 2

    var isEmpty: Bool { people.isEmpty }

    mutating func add(_ person: PersonNumber, _ table: PersonIndexTable, _ bucket: UInt16) {
        people[person, default: [:]][table, default: []].insert(bucket)
        if table == .source { bySource[bucket, default: []].append(person) }
    }

    /// Who of the lost this is; nil when it is none of them, or may be several.
    func number(of person: Person, _ sealing: PersonSealing) -> PersonNumber? {
        guard !isEmpty else { return nil }
        var buckets: Buckets = [:]
        PersonIndexTable.forEachText(of: person) { table, text in
            buckets[table, default: []].insert(sealing.bucket(table, text))
        }
        guard let source = buckets[.source]?.first else { return nil }
        let fitting = Set(bySource[source] ?? []).filter { number in
            let known = people[number] ?? [:]
            let others = buckets.count { table, own in
                table != .source && !own.isDisjoint(with: known[table] ?? [])
            }
            return others >= Self.fewestOthers
        }
        return fitting.count == 1 ? fitting.first : nil
    }
}
