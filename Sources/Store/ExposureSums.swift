// SPDX-License-Identifier: EUPL-1.2

import Custody
import Database
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
            given: row.categories(from: .givenByUs).rawValue,
            produced: row.categories(from: .producedThere).rawValue,
            thirdParty: row.categories(from: .givenByThirdParty).rawValue
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
    fileprivate enum What: String {
        case people = "people"
        case rows = "rows"
        case category = "category"
        case origin = "origin"
        /// Days since 1970-01-01 of the first and the last disclosure.
        case first = "first"
        case last = "last"
        /// Rows by the last day on which the processor may have them.
        case keepUntil = "keepUntil"
        /// Rows without such a day by the day of disclosure: a term that is recorded later tells it.
        case withoutTerm = "withoutTerm"
        /// Rows of which nobody knows the day of disclosure, so that no term tells it.
        case dayUnknown = "dayUnknown"

        /// Each row is in one of these.
        var isOfTerms: Bool { self == .keepUntil || self == .withoutTerm || self == .dayUnknown }
    }

    /// What is counted of one processor.
    fileprivate struct Sums {
        var people = 0
        var rows = 0
        var first: Int?
        var last: Int?
        /// Rows by day.
        var keepUntil: [Int: Int] = [:]
        var withoutTerm: [Int: Int] = [:]
        var dayUnknown = 0
        /// People by the number of the category and of the origin.
        var categories = [Int](repeating: 0, count: 64)
        var origins = [Int](repeating: 0, count: 4)

        mutating func set(_ what: What, _ value: Int, _ amount: Int) {
            switch what {
            case .people: people = amount
            case .rows: rows = amount
            case .first: first = amount
            case .last: last = amount
            case .keepUntil: keepUntil[value] = amount
            case .withoutTerm: withoutTerm[value] = amount
            case .dayUnknown: dayUnknown = amount
            case .category: if categories.indices.contains(value) { categories[value] = amount }
            case .origin: if origins.indices.contains(value) { origins[value] = amount }
            }
        }

        func forEach(_ body: (What, _ value: Int, _ amount: Int) throws -> Void) rethrows {
            if people != 0 { try body(.people, 0, people) }
            if rows != 0 { try body(.rows, 0, rows) }
            if let first { try body(.first, 0, first) }
            if let last { try body(.last, 0, last) }
            for (day, rows) in keepUntil { try body(.keepUntil, day, rows) }
            for (day, rows) in withoutTerm { try body(.withoutTerm, day, rows) }
            if dayUnknown != 0 { try body(.dayUnknown, 0, dayUnknown) }
            for (number, people) in categories.enumerated() where people != 0 {
                try body(.category, number, people)
            }
            for (number, people) in origins.enumerated() where people != 0 {
                try body(.origin, number, people)
            }
        }
    }

    private var parties: [Int: Sums] = [:]

    init() {}

    init(_ db: Connection) throws {
        try db.forEach("SELECT party, what, value, amount FROM exposure_sum") { row in
            guard let what = What(rawValue: row.text(1)) else { return }
            parties[row.int(0), default: Sums()].set(what, row.int(2), row.int(3))
        }
    }

    mutating func addRow(_ party: Int, day: Int?, keepUntil: Int?) {
        parties[party, default: Sums()].addRow(day: day, keepUntil: keepUntil)
    }

    /// Counts a row among those with or without a last day alone.
    mutating func addTerm(_ party: Int, day: Int?, keepUntil: Int?) {
        parties[party, default: Sums()].addTerm(day: day, keepUntil: keepUntil)
    }

    /// Counts what is new of a person.
    mutating func addPerson(_ party: Int, before: Holding, after: Holding) {
        parties[party, default: Sums()].addPerson(before: before, after: after)
    }

    /// Counts once whoever was counted under several numbers, with what a party has under each.
    mutating func join(_ holdings: [Holding], of party: Int) {
        parties[party]?.join(holdings)
    }

    /// Adds these sums to those that are kept; with those over terms, or without.
    func write(_ db: Connection, terms: Bool) throws {
        for (party, sums) in parties {
            try sums.forEach { what, value, amount in
                guard terms || !what.isOfTerms else { return }
                let joined =
                    switch what {
                    case .first: Self.chosen("<")
                    case .last: Self.chosen(">")
                    default: "exposure_sum.amount + excluded.amount"
                    }
                try db.run(
                    """
                    INSERT INTO exposure_sum (party, what, value, amount) VALUES ($1, $2, $3, $4)
                    ON CONFLICT (party, what, value) DO UPDATE SET amount = \(joined)
                    """,
                    party,
                    what.rawValue,
                    value,
                    amount
                )
            }
        }
    }

    /// Puts the sums over terms in the place of those that are kept.
    func replaceTerms(_ db: Connection) throws {
        for (party, sums) in parties {
            try sums.forEach { what, value, amount in
                guard what.isOfTerms else { return }
                try db.run(
                    """
                    INSERT INTO exposure_sum (party, what, value, amount) VALUES ($1, $2, $3, $4)
                    ON CONFLICT (party, what, value) DO UPDATE SET amount = excluded.amount
                    """,
                    party,
                    what.rawValue,
                    value,
                    amount
                )
            }
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

    var hasAllTerms: Bool { parties.values.allSatisfy(\.hasAllTerms) }

    /// `terms`: what was agreed with the party.
    func exposure(
        of party: Party,
        _ number: Int,
        today: Int,
        _ terms: KeepingTerms
    ) -> Exposure {
        var exposure = Exposure(party: party)
        guard let sums = parties[number] else { return exposure }
        exposure.people = sums.people
        exposure.disclosures = sums.rows
        exposure.first = sums.first
        exposure.last = sums.last
        exposure.dayUnknown = sums.dayUnknown
        exposure.pastTerm = sums.keepUntil.reduce(0) { $1.key < today ? $0 + $1.value : $0 }
        for (day, rows) in sums.withoutTerm {
            if let last = terms.lastDay(for: day) {
                if last < today { exposure.pastTerm += rows }
            } else {
                exposure.noTerm += rows
            }
        }
        for category in DataCategory.allCases {
            let people = sums.categories[Int(category.rawValue)]
            if people != 0 { exposure.peoplePerCategory[category] = people }
        }
        for origin in Origin.allCases {
            let people = sums.origins[Int(origin.rawValue)]
            if people != 0 { exposure.peoplePerOrigin[origin] = people }
        }
        return exposure
    }
}

extension ExposureSums.Sums {
    fileprivate mutating func addRow(day: Int?, keepUntil: Int?) {
        rows += 1
        if let day {
            first = min(first ?? day, day)
            last = max(last ?? day, day)
        }
        addTerm(day: day, keepUntil: keepUntil)
    }

    fileprivate mutating func addTerm(day: Int?, keepUntil: Int?) {
        if let keepUntil {
            self.keepUntil[keepUntil, default: 0] += 1
        } else if let day {
            withoutTerm[day, default: 0] += 1
        } else {
            dayUnknown += 1
        }
    }

    /// Has every row its place in the sums over terms? In those of an earlier version rows without a
    /// term have none.
    fileprivate var hasAllTerms: Bool {
        rows == keepUntil.values.reduce(0, +) + withoutTerm.values.reduce(0, +) + dayUnknown
    }

    fileprivate mutating func join(_ holdings: [Holding]) {
        func surplus(_ isCounted: (Holding) -> Bool) -> Int {
            max(0, holdings.count(where: isCounted) - 1)
        }
        people -= surplus { $0 != Holding() }
        origins[Int(Origin.givenByUs.rawValue)] -= surplus { $0.given != 0 }
        origins[Int(Origin.producedThere.rawValue)] -= surplus { $0.produced != 0 }
        origins[Int(Origin.givenByThirdParty.rawValue)] -= surplus { $0.thirdParty != 0 }
        for category in categories.indices {
            categories[category] -= surplus { $0.categories >> category & 1 == 1 }
        }
    }

    fileprivate mutating func addPerson(before: Holding, after: Holding) {
        if before == Holding() { people += 1 }
        func count(_ origin: Origin, _ old: UInt64, _ new: UInt64) {
            if old == 0, new != 0 { origins[Int(origin.rawValue)] += 1 }
        }
        count(.givenByUs, before.given, after.given)
        count(.producedThere, before.produced, after.produced)
        count(.givenByThirdParty, before.thirdParty, after.thirdParty)
        var bits = after.categories & ~before.categories
        while bits != 0 {
            categories[bits.trailingZeroBitCount] += 1
            bits &= bits - 1
        }
    }
}
