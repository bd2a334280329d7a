// SPDX-License-Identifier: EUPL-1.2

public import Custody
import Database
import Incidents

/// What one processor has of people through us, today: no incident needed.
public struct Exposure: Sendable, Equatable {
    public var party: Party
    public var people = 0
    /// Ledger rows.
    public var disclosures = 0
    /// People per category, of whatever origin.
    public var peoplePerCategory: [DataCategory: Int] = [:]
    /// People per origin.
    public var peoplePerOrigin: [Origin: Int] = [:]
    /// Days since 1970-01-01 of the first and the last disclosure of those whose day is known.
    public var first: Int?
    public var last: Int?
    /// Rows of which nothing says the day: in neither of the two, and in none of the figures over terms.
    public var dayUnknown = 0
    /// Rows whose agreed period is over.
    public var pastTerm = 0
    /// Rows for which no period was agreed, by what is recorded now.
    public var noTerm = 0

    public init(party: Party) {
        self.party = party
    }
}

extension Store {
    /// The exposure of every processor, from the sums that are kept with the rows; `today` in days
    /// since 1970-01-01.
    public func exposures(today: Int) throws -> [Exposure] {
        var kept = try view.read { try ExposureSums($0) }
        // Sums of an earlier version do not tell the days of rows without a term.
        // Neither do they tell under which version of an agreement their rows stand.
        guard kept.hasAllTerms, try correctedFlows().isEmpty else {
            return try recountedExposures(today: today)
        }
        try joinPeople(in: &kept)
        return try exposures(today: today, kept)
    }

    /// The same by a full reading of the ledger: what the sums must equal.
    public func recountedExposures(today: Int) throws -> [Exposure] {
        let (undone, joined) = (try undone(), try joinedPeople())
        return try database.read { db in
            try exposures(
                today: today,
                try recount(db, without: undone, joined, correctedFlows()) { _, _, _ in }
            )
        }
    }

    /// The term of each flow whose rows were recorded under another one, by the number of the flow.
    private func correctedFlows() throws -> [Int: CorrectedTerm] {
        var terms: [Party.ID: [String: CorrectedTerm]] = [:]
        for fact in try facts.all(AgreementTermFact.self).map(\.body) {
            terms[Party.ID(rawValue: fact.party), default: [:]][fact.version] =
                CorrectedTerm(months: fact.keepMonths)
        }
        guard !terms.isEmpty else { return [:] }
        return try flows.compactMapValues { terms[$0.party]?[$0.agreement] }
    }

    /// Counts whoever has several numbers once. What is kept with the rows is by number, so that it
    /// stays what it is when people are joined or parted.
    private func joinPeople(in sums: inout ExposureSums) throws {
        let groups = try joinedPeople().groups
        guard !groups.isEmpty else { return }
        let parties = try partyNumbers.values
        try view.read { db in
            let select = try db.prepareAnew(
                "SELECT given, produced, third_party FROM holding WHERE party = $1 AND person = $2"
            )
            for group in groups {
                for party in parties {
                    var holdings: [Holding] = []
                    for person in group {
                        select.bind(1, party)
                        select.bind(2, Int64(person.value))
                        guard try select.step() else { continue }
                        holdings.append(
                            Holding(
                                given: UInt64(bitPattern: select.integer(0)),
                                produced: UInt64(bitPattern: select.integer(1)),
                                thirdParty: UInt64(bitPattern: select.integer(2))
                            )
                        )
                        select.reset()
                    }
                    sums.join(holdings, of: party)
                }
            }
        }
    }

    /// Counts what no longer counts out of what is kept of a party: everything of it is counted anew, in
    /// the transaction that takes something back.
    func recountExposure(of party: Party.ID, without undone: UndoneEntries, _ db: Connection) throws
    {
        guard let number = try partyNumbers[party] else { return }
        try db.run("DELETE FROM holding WHERE party = $1", number)
        try db.run("DELETE FROM exposure_sum WHERE party = $1", number)
        let write = try db.prepareAnew(
            """
            INSERT INTO holding (party, person, given, produced, third_party)
            VALUES ($1, $2, $3, $4, $5)
            """
        )
        write.bind(1, number)
        try recount(db, of: number, without: undone) { _, person, holding in
            guard holding != Holding() else { return }
            write.bind(2, Int64(person.value))
            write.bind(3, Int64(bitPattern: holding.given))
            write.bind(4, Int64(bitPattern: holding.produced))
            write.bind(5, Int64(bitPattern: holding.thirdParty))
            try write.run()
        }.write(db, terms: true)
    }

    /// Reads every row: the sums, and to `each` what a party has of a person. Nil is of every party.
    private func recount(
        _ db: Connection,
        of one: Int? = nil,
        without undone: UndoneEntries,
        _ joined: JoinedPeople = JoinedPeople(),
        _ corrected: [Int: CorrectedTerm] = [:],
        each: (_ party: Int, PersonNumber, Holding) throws -> Void
    ) throws -> ExposureSums {
        let counted = try countedFlows()
        let days = identities.rowDays
        var sums = ExposureSums()
        var computations: [Int: RegisterComputation] = [:]
        let rows = try db.prepareAnew(
            """
            SELECT person, flow, categories, disclosed_on, keep_until, days, commitment_key, entry,
                "row"
            FROM disclosure
            """
        )
        while try rows.step() {
            let flow = rows.int(1)
            guard counted.indices.contains(flow), let (party, origin) = counted[flow],
                one == nil || party == one, !undone.contains(rows.int(7), row: rows.int(8))
            else { continue }
            let (disclosedOn, keepUntil) =
                rows.isNull(5)
                ? (rows.int(3), rows.optional(4)) : days.open(rows.integer(5), rows.blob(6))
            sums.addRow(
                party,
                day: disclosedOn,
                keepUntil: corrected[flow].map { $0.lastDay(for: disclosedOn) } ?? keepUntil
            )
            computations[party, default: RegisterComputation()].add(
                joined.one(PersonNumber(UInt64(rows.integer(0)))),
                CategorySet(rawValue: UInt64(bitPattern: rows.integer(2))),
                origin: origin
            )
        }
        for (party, computation) in computations {
            let register = computation.register()
            for index in 0..<register.count {
                let row = register[index]
                sums.addPerson(party, before: Holding(), after: Holding(row))
                try each(party, row.person, Holding(row))
            }
        }
        return sums
    }

    private func exposures(today: Int, _ sums: ExposureSums) throws -> [Exposure] {
        let numbers = try partyNumbers
        return try parties.compactMap { party in
            try numbers[party.id].map {
                sums.exposure(
                    of: party,
                    $0,
                    today: today,
                    try KeepingTerms(agreements(with: party.id))
                )
            }
        }.sorted { $0.people > $1.people }
    }

    /// Parties count from 1 in the order in which they were recorded.
    var partyNumbers: [Party.ID: Int] {
        get throws {
            Dictionary(
                try parties.enumerated().map { ($1.id, $0 + 1) },
                uniquingKeysWith: { first, _ in first }
            )
        }
    }

    /// The party and the origin of each flow, by the number of the flow.
    private func countedFlows() throws -> [(party: Int, origin: Origin)?] {
        let parties = try partyNumbers
        let flows = try flows
        var counted = [(party: Int, origin: Origin)?](
            repeating: nil,
            count: flows.count + 1
        )
        // Flows count from 1; what somebody made of a fact may be any number.
        for (number, flow) in flows where counted.indices.contains(number) {
            counted[number] = parties[flow.party].map { ($0, flow.origin) }
        }
        return counted
    }

    /// Adds rows to what is kept of each person and to the sums, in the transaction that writes
    /// them. The rows come in the order of the people.
    func addToExposure(_ rows: [Disclosure], _ db: Connection) throws {
        let counted = try countedFlows()
        var sums = ExposureSums()
        let select = try db.prepareAnew(
            "SELECT given, produced, third_party FROM holding WHERE party = $1 AND person = $2"
        )
        let write = try db.prepareAnew(
            """
            INSERT INTO holding (party, person, given, produced, third_party)
            VALUES ($1, $2, $3, $4, $5) ON CONFLICT (party, person) DO UPDATE SET
                given = excluded.given, produced = excluded.produced,
                third_party = excluded.third_party
            """
        )
        func add(_ gained: Holding, _ party: Int, _ person: PersonNumber) throws {
            let person = Int64(person.value)
            select.bind(1, party)
            select.bind(2, person)
            var before = Holding()
            if try select.step() {
                before = Holding(
                    given: UInt64(bitPattern: select.integer(0)),
                    produced: UInt64(bitPattern: select.integer(1)),
                    thirdParty: UInt64(bitPattern: select.integer(2))
                )
                select.reset()
            }
            let after = before.union(gained)
            guard after != before else { return }
            sums.addPerson(party, before: before, after: after)
            write.bind(1, party)
            write.bind(2, person)
            write.bind(3, Int64(bitPattern: after.given))
            write.bind(4, Int64(bitPattern: after.produced))
            write.bind(5, Int64(bitPattern: after.thirdParty))
            try write.run()
        }
        var gained = Holding()
        var whose: (party: Int, person: PersonNumber)?
        for row in rows {
            guard counted.indices.contains(row.flow), let (party, origin) = counted[row.flow] else {
                continue
            }
            sums.addRow(party, day: row.disclosedOn, keepUntil: row.keepUntil)
            if let last = whose, last != (party, row.person) {
                try add(gained, last.party, last.person)
                gained = Holding()
            }
            whose = (party, row.person)
            gained.add(row.categories.rawValue, origin)
        }
        if let whose { try add(gained, whose.party, whose.person) }
        try sums.write(db, terms: try !fillTerms(counted, db))
    }

    /// Makes the sums over terms anew where an earlier version left rows out of them; false when nothing
    /// was missing. The rows of the present act stand in the table already.
    private func fillTerms(
        _ counted: [(party: Int, origin: Origin)?],
        _ db: Connection
    ) throws -> Bool {
        guard try !ExposureSums(db).hasAllTerms else { return false }
        let undone = try undone()
        let days = identities.rowDays
        var sums = ExposureSums()
        try db.forEach(
            """
            SELECT flow, disclosed_on, keep_until, days, commitment_key, entry, "row"
            FROM disclosure
            """
        ) { row in
            let flow = row.int(0)
            guard counted.indices.contains(flow), let party = counted[flow]?.party,
                !undone.contains(row.int(5), row: row.int(6))
            else { return }
            let (disclosedOn, keepUntil) =
                row.isNull(3)
                ? (row.int(1), row.optional(2)) : days.open(row.integer(3), row.blob(4))
            sums.addTerm(party, day: disclosedOn, keepUntil: keepUntil)
        }
        try sums.replaceTerms(db)
        return true
    }
}
