// SPDX-License-Identifier: EUPL-1.2

import Custody
import GRDB
import Incidents

/// What one processor has of one person: a set of categories for each origin.
struct Holding: Equatable {
    var given: UInt64 = 0
    var produced: UInt64 = 0
    var thirdParty: UInt64 = 0

    init(given: UInt64 = 0, produced: UInt64 = 0, thirdParty: UInt64 = 0) {
        self.given = given
        self.produced = produced
        self.thirdParty = thirdParty
    }

    init(_ row: RegisterRow) {
        self.init(
            given: row.held(.givenByUs).rawValue,
            produced: row.held(.producedThere).rawValue,
            thirdParty: row.held(.givenByThirdParty).rawValue
        )
    }

    mutating func add(_ categories: UInt64, _ origin: Origin) {
        switch origin {
        case .givenByUs: given |= categories
        case .producedThere: produced |= categories
        case .givenByThirdParty: thirdParty |= categories
        }
    }

    func union(_ other: Holding) -> Holding {
        Holding(
            given: given | other.given,
            produced: produced | other.produced,
            thirdParty: thirdParty | other.thirdParty
        )
    }

    var categories: UInt64 { given | produced | thirdParty }
}

/// The sums of an exposure: some hundreds of numbers for each processor, whatever the number of rows.
struct ExposureSums {
    private enum What: String {
        case people, rows, category, origin
        /// Days since 1970-01-01 of the first and the last disclosure.
        case first, last
        /// Rows by the last day on which the processor may have them.
        case keepUntil
    }

    private struct Key: Hashable {
        var party: Int
        var what: What
        var value: Int
    }

    private var sums: [Key: Int] = [:]

    init() {}

    init(_ db: Database) throws {
        for row in try Row.fetchAll(db, sql: "SELECT party, what, value, amount FROM exposure_sum")
        {
            guard let what = What(rawValue: row[1]) else { continue }
            sums[Key(party: row[0], what: what, value: row[2])] = row[3]
        }
    }

    mutating func addRow(_ party: Int, day: Int, keepUntil: Int?) {
        sums[Key(party: party, what: .rows, value: 0), default: 0] += 1
        let first = Key(party: party, what: .first, value: 0)
        let last = Key(party: party, what: .last, value: 0)
        sums[first] = min(sums[first] ?? day, day)
        sums[last] = max(sums[last] ?? day, day)
        if let keepUntil {
            sums[Key(party: party, what: .keepUntil, value: keepUntil), default: 0] += 1
        }
    }

    /// Counts what is new of a person.
    mutating func addPerson(_ party: Int, before: Holding, after: Holding) {
        if before == Holding() { sums[Key(party: party, what: .people, value: 0), default: 0] += 1 }
        for (origin, old, new) in [
            (Origin.givenByUs, before.given, after.given),
            (.producedThere, before.produced, after.produced),
            (.givenByThirdParty, before.thirdParty, after.thirdParty),
        ] where old == 0 && new != 0 {
            sums[Key(party: party, what: .origin, value: Int(origin.rawValue)), default: 0] += 1
        }
        var bits = after.categories & ~before.categories
        while bits != 0 {
            let category = bits.trailingZeroBitCount
            sums[Key(party: party, what: .category, value: category), default: 0] += 1
            bits &= bits - 1
        }
    }

    /// Adds these sums to those that are kept.
    func write(_ db: Database) throws {
        for (key, amount) in sums {
            let joined =
                switch key.what {
                case .first: Self.chosen("<")
                case .last: Self.chosen(">")
                default: "exposure_sum.amount + excluded.amount"
                }
            let add = try db.cachedStatement(
                sql: """
                    INSERT INTO exposure_sum (party, what, value, amount) VALUES (?, ?, ?, ?)
                    ON CONFLICT (party, what, value) DO UPDATE SET amount = \(joined)
                    """
            )
            try add.execute(arguments: [key.party, key.what.rawValue, key.value, amount])
        }
    }

    /// The smaller or the greater of the amount that is kept and the new one; MIN and MAX of two
    /// values are SQLite's own.
    private static func chosen(_ comparison: StaticString) -> String {
        """
        CASE WHEN excluded.amount \(comparison) exposure_sum.amount
            THEN excluded.amount ELSE exposure_sum.amount END
        """
    }

    func exposure(of party: Party, _ number: Int, today: Int) -> Exposure {
        var exposure = Exposure(party: party)
        for (key, amount) in sums where key.party == number {
            switch key.what {
            case .people: exposure.people = amount
            case .rows: exposure.disclosures = amount
            case .first: exposure.first = amount
            case .last: exposure.last = amount
            case .keepUntil: if key.value < today { exposure.pastTerm += amount }
            case .category:
                if let category = DataCategory(rawValue: UInt8(key.value)) {
                    exposure.peoplePerCategory[category] = amount
                }
            case .origin:
                if let origin = Origin(rawValue: UInt8(key.value)) {
                    exposure.peoplePerOrigin[origin] = amount
                }
            }
        }
        return exposure
    }
}
