// SPDX-License-Identifier: EUPL-1.2

public import Custody
import Database
import Linkage

/// What parties got or made of which nobody can tell whom it is about (niet te koppelen): it is in no
/// count of people, and stands beside each.
public struct UnlinkedEvidence: Codable, Sendable, Equatable {
    /// Messages and rows of back-files, by the code of an `UnresolvedReason`.
    public var records: [String: Int]
    /// Samples with results whose order never came, so that nobody is known to whom they belong.
    public var waitingSamples: Int
    /// Messages and rows of the imports that were set aside, and that nobody settled. Nil for none, and in
    /// versions that were frozen before it was counted.
    public var setAside: Int?

    /// People whom messages name beside those they are about, by the code of an `OtherPeople.Kind`. Nil for none, and
    /// in versions that were frozen before it was counted.
    public var otherPeople: [String: MentionCount]?

    public init(
        records: [String: Int] = [:],
        waitingSamples: Int = 0,
        setAside: Int? = nil,
        otherPeople: [String: MentionCount]? = nil
    ) {
        self.otherPeople = otherPeople
        self.records = records
        self.waitingSamples = waitingSamples
        self.setAside = setAside
    }

    /// Could everything be read and linked?
    public var isEmpty: Bool {
        recordCount == 0 && waitingSamples == 0 && setAside ?? 0 == 0
            && otherPeople?.isEmpty ?? true
    }

    public var recordCount: Int { records.values.reduce(0, +) }

    enum CodingKeys: String, CodingKey {
        case records = "records"
        case waitingSamples = "waitingSamples"
        case setAside = "setAside"
        case otherPeople = "otherPeople"
    }
}

extension Store {
    /// What could not be linked of what went to parties, at a point of the ledger; nil is now. Reads
    /// every sample once: about a second for six million.
    public func unlinkedEvidence(
        of parties: Set<Party.ID>,
        asOfEntries: Int? = nil
    ) throws -> UnlinkedEvidence {
        try unlinkedEvidence(of: parties, before: try asOfEntries ?? entryCount, waiting: nil)
    }

    /// The same for the parties of an incident. As long as nothing was taken in since a version of it was
    /// frozen, no sample can wait that did not then: what that version says is taken from the ledger.
    func unlinkedEvidence(in incident: IncidentFact, before limit: Int) throws -> UnlinkedEvidence {
        let frozen = try registers(of: incident).map(\.body).last {
            $0.asOfEntries <= limit && $0.unlinked != nil
        }
        var waiting: Int?
        if let frozen, try lastIntake(before: limit) ?? -1 < frozen.asOfEntries {
            waiting = frozen.unlinked?.waitingSamples
        }
        return try unlinkedEvidence(
            of: Set(incident.concerned.map(Party.ID.init(rawValue:))),
            before: limit,
            waiting: waiting
        )
    }

    /// The entry of the last fact before a point that says that something was taken in.
    private func lastIntake(before limit: Int) throws -> Int? {
        try view.read { db in
            let last = try db.prepareAnew(
                "SELECT MAX(entry) FROM fact WHERE kind IN ($1, $2) AND entry < $3"
            )
            last.bind(1, IntakeFact.kind)
            last.bind(2, ImportUndoFact.kind)
            last.bind(3, limit)
            guard try last.step(), !last.isNull(0) else { return nil }
            return last.int(0)
        }
    }

    /// `waiting`: how many samples wait, where that is known already.
    private func unlinkedEvidence(
        of parties: Set<Party.ID>,
        before limit: Int,
        waiting: Int?
    ) throws -> UnlinkedEvidence {
        let numbers = try flows.filter { parties.contains($0.value.party) }.keys
        let flows = Set(numbers)
        var evidence = UnlinkedEvidence()
        evidence.records = try unlinkedRecords(before: limit).reduce(into: [:]) { records, found in
            guard flows.contains(found.flow) else { return }
            records[found.reason.code, default: 0] += found.count
        }
        let setAside = try setAside(before: limit).filter { parties.contains($0.key) }.values
            .reduce(0, +)
        evidence.setAside = setAside == 0 ? nil : setAside
        var named: [String: MentionCount] = [:]
        for (party, others) in try otherPeople(before: limit) where parties.contains(party) {
            named.add(others)
        }
        evidence.otherPeople = named.isEmpty ? nil : named
        if let waiting {
            evidence.waitingSamples = waiting
            return evidence
        }
        let undone = try undone(before: limit)
        try view.read { db in
            guard undone.isEmpty else {
                return try WaitingSamples(before: limit, without: undone).forEach(db) {
                    flow,
                    _,
                    _ in
                    if flows.contains(flow) { evidence.waitingSamples += 1 }
                }
            }
            let samples = try db.prepareAnew(
                """
                SELECT flow, COUNT(*) FROM (
                    SELECT MAX(flow) AS flow FROM sample_message
                    WHERE entry IS NULL OR entry < $1
                    GROUP BY sample HAVING MIN(flow) <> 0 AND COUNT(*) > COUNT(person)
                ) AS waiting GROUP BY flow
                """
            )
            samples.bind(1, limit)
            while try samples.step() {
                if flows.contains(samples.int(0)) { evidence.waitingSamples += samples.int(1) }
            }
        }
        return evidence
    }

    /// Messages and rows of back-files about nobody known, now, by party and the code of the reason.
    public func unlinkedRecords() throws -> [Party.ID: [String: Int]] {
        let flows = try flows
        return try unlinkedRecords(before: try entryCount).reduce(into: [:]) { parties, found in
            guard let party = flows[found.flow]?.party else { return }
            parties[party, default: [:]][found.reason.code, default: 0] += found.count
        }
    }

    /// Messages and rows that imports to each party set aside, and that nobody settled: what they hold was
    /// given, and stands in no figure.
    public func setAside() throws -> [Party.ID: Int] { try setAside(before: try entryCount) }

    /// People whom messages of each party name beside those they are about, by the code of an `OtherPeople.Kind`: who
    /// they are nobody looked up.
    public func otherPeople() throws -> [Party.ID: [String: MentionCount]] {
        try otherPeople(before: try entryCount)
    }

    private func otherPeople(before limit: Int) throws -> [Party.ID: [String: MentionCount]] {
        let undone = try undone(before: limit)
        let parties = try partiesOfImports()
        var found: [Party.ID: [String: MentionCount]] = [:]
        for intake in try facts.all(IntakeFact.self) where intake.entry < limit {
            guard let others = intake.body.otherPeople, !undone.contains(intake.entry),
                let party = intake.body.importNumber.flatMap({ parties[$0] })
            else { continue }
            found[party, default: [:]].add(others)
        }
        return found
    }

    /// To whom each import was, by its number.
    private func partiesOfImports() throws -> [Int: Party.ID] {
        try facts.all(ImportFact.self).reduce(into: [:]) {
            guard let number = $1.body.number, let party = $1.body.party else { return }
            $0[number] = Party.ID(rawValue: party)
        }
    }

    private func setAside(before limit: Int) throws -> [Party.ID: Int] {
        let (undone, settled) = (try undone(before: limit), try settledRejects(before: limit))
        let parties = try partiesOfImports()
        return try view.read { db in
            var imports = try ImportEntries(db)
            var found: [Party.ID: Int] = [:]
            func add(_ entry: Int, _ count: Int) throws {
                guard !undone.contains(entry), let number = try imports.number(of: entry),
                    let party = parties[number]
                else { return }
                found[party, default: 0] += count
            }
            let counts = try db.prepareAnew(
                "SELECT entry, COUNT(*) FROM reject WHERE entry < $1 GROUP BY entry"
            )
            counts.bind(1, limit)
            while try counts.step() { try add(counts.int(0), counts.int(1)) }
            guard !settled.isEmpty else { return found }
            let digests = try db.prepareAnew("SELECT digest, entry FROM reject WHERE entry < $1")
            digests.bind(1, limit)
            while try digests.step() {
                guard settled.contains(Hexadecimal.text(digests.bytes(0))) else { continue }
                try add(digests.int(1), -1)
            }
            return found.filter { $0.value > 0 }
        }
    }

    private func unlinkedRecords(before limit: Int) throws -> [(
        flow: Int, reason: UnresolvedReason, count: Int
    )] {
        let undone = try undone(before: limit)
        return try view.read { db in
            let rows = try db.prepareAnew(
                """
                SELECT flow, reason, COUNT(*), entry FROM unresolved_disclosure AS open
                WHERE entry < $1 AND NOT EXISTS (
                    SELECT 1 FROM resolution
                    WHERE settled_entry = open.entry AND settled_row = open."row"
                        AND resolution.entry < $1)
                GROUP BY entry, flow, reason
                """
            )
            rows.bind(1, limit)
            var found: [(flow: Int, reason: UnresolvedReason, count: Int)] = []
            while try rows.step() {
                guard !undone.contains(rows.int(3)) else { continue }
                let number = UInt8(exactly: rows.int(1))
                guard let reason = number.flatMap(UnresolvedReason.init(rawValue:)) else {
                    throw StoreError.integrity(.unreadable(.unresolvedReason))
                }
                found.append((rows.int(0), reason, rows.int(2)))
            }
            return found
        }
    }
}
