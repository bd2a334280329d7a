// SPDX-License-Identifier: EUPL-1.2

public import Custody
import Foundation
import GRDB
public import Incidents
public import Letters
import Vault

/// One letter of a wave as planned: rendered in a batch, or held with its reason.
public struct PlannedLetter: Sendable {
    public var person: PersonNumber
    public var group: AffectedGroup
    /// 0 for a first letter; else the number of the reason for writing again.
    public var whyAgain: Int
    /// 0 when it is printed; else the number of the reason for holding it.
    public var held: Int
    /// From 1; 0 when held.
    public var batch: Int

    public init(
        person: PersonNumber,
        group: AffectedGroup,
        whyAgain: Int,
        held: Int,
        batch: Int
    ) {
        self.person = person
        self.group = group
        self.whyAgain = whyAgain
        self.held = held
        self.batch = batch
    }
}

extension Store {
    public func waves(of incident: IncidentFact) -> [Recorded<WaveFact>] {
        facts.all(WaveFact.self).filter { $0.body.incident == incident.number }
    }

    public func wave(_ name: String, of incident: IncidentFact) throws -> WaveFact {
        let found = waves(of: incident).first {
            $0.body.name == name || "\($0.body.number)" == name
        }
        guard let found else { throw StoreError.notFound("wave '\(name)'") }
        return found.body
    }

    /// The codes on the letters of a wave.
    public func letterCodes(wave: Int) -> LetterCodes {
        LetterCodes(keys: keys, origin: origin, wave: wave)
    }

    private func digest(of code: LetterCode) -> [UInt8] {
        LetterCodes.digest(keys).short(of: code.canonical)
    }

    /// Records a wave: the decision and every letter of it, planned or held, in one act.
    public func record(
        wave name: String,
        of incident: IncidentFact,
        version: RegisterFact,
        who: String,
        decision: String,
        letters: [PlannedLetter],
        heldByReason: [String: Int],
        act: Act
    ) throws -> WaveFact {
        guard !waves(of: incident).contains(where: { $0.body.name == name }) else {
            throw StoreError.alreadyThere("a wave named '\(name)'")
        }
        let wave = WaveFact(
            number: facts.all(WaveFact.self).count + 1,
            incident: incident.number,
            name: name,
            version: version.version,
            who: who,
            decision: decision,
            by: act.by,
            planned: letters.count,
            held: heldByReason,
            batches: letters.map(\.batch).max() ?? 0
        )
        try commit(act) { db, entries in
            let insert = try BulkStatement(
                db,
                """
                INSERT INTO letter (
                    entry, "row", wave, person, affected_group, why_again, held, batch,
                    code, commitment_key)
                VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?)
                """
            )
            insert.bind(3, wave.number)
            let codes = LetterCodes(keys: keys, origin: origin, wave: wave.number)
            let coded = try Crew.map(letters) { (letter: $0, code: codes.digest(for: $0.person)) }
            try entries.append(
                db,
                kind: .letters,
                coded,
                canonical: { item in
                    CanonicalRow.letter(
                        wave: wave.number,
                        person: Int64(item.letter.person.value),
                        group: item.letter.group.number,
                        whyAgain: item.letter.whyAgain,
                        held: item.letter.held,
                        batch: item.letter.batch,
                        code: item.code
                    )
                },
                insert: { item, entry, row, key in
                    insert.bind(1, entry)
                    insert.bind(2, row)
                    insert.bind(4, Int64(item.letter.person.value))
                    insert.bind(5, item.letter.group.number)
                    insert.bind(6, item.letter.whyAgain)
                    insert.bind(7, item.letter.held)
                    insert.bind(8, item.letter.batch)
                    insert.bind(9, blob: item.code)
                    insert.bind(10, blob: key)
                    try insert.run()
                }
            )
            try entries.record(db, [wave], into: &facts)
        }
        return wave
    }

    /// The letters of one batch, in ascending order of person.
    public func letters(of wave: WaveFact, batch: Int) throws -> [PlannedLetter] {
        try database.read { db in
            try Row.fetchAll(
                db,
                literal: """
                    SELECT person, affected_group, why_again, held FROM letter
                    WHERE wave = \(wave.number) AND batch = \(batch) ORDER BY person
                    """
            )
        }.map { row in
            PlannedLetter(
                person: PersonNumber(UInt64(row[0] as Int64)),
                group: AffectedGroup(number: row[1]) ?? .notExcluded,
                whyAgain: row[2],
                held: row[3],
                batch: batch
            )
        }
    }

    /// The people who had a printed letter in an earlier wave of the incident.
    public func peopleWritten(in incident: IncidentFact, before wave: Int? = nil) throws
        -> Set<PersonNumber>
    {
        let earlier = waves(of: incident).map(\.body.number).filter { $0 < wave ?? Int.max }
        var people: Set<PersonNumber> = []
        try database.read { db in
            for number in earlier {
                let rows = try Int64.fetchCursor(
                    db,
                    literal: """
                        SELECT person FROM letter WHERE wave = \(number) AND held = 0
                        """
                )
                while let person = try rows.next() {
                    people.insert(PersonNumber(UInt64(person)))
                }
            }
        }
        return people
    }

    /// Batches that were written completely.
    public func finishedBatches(of wave: WaveFact) -> [BatchFact] {
        facts.all(BatchFact.self).map(\.body).filter { $0.wave == wave.number }
    }

    /// When the first print file of a wave was written, milliseconds since 1970; before that, when
    /// the wave was planned.
    public func printedAt(_ wave: Recorded<WaveFact>) -> Int64 {
        facts.all(BatchFact.self).first { $0.body.wave == wave.body.number }?.recordedAt
            ?? wave.recordedAt
    }

    public func recordBatch(
        _ batch: Int,
        of wave: WaveFact,
        letters: Int,
        pdfSHA256: String,
        manifestSHA256: String,
        act: Act
    ) throws {
        try commit(act) { db, entries in
            try entries.record(
                db,
                [
                    BatchFact(
                        wave: wave.number,
                        batch: batch,
                        letters: letters,
                        pdfSHA256: pdfSHA256,
                        manifestSHA256: manifestSHA256
                    )
                ],
                into: &facts
            )
        }
    }

    /// The letters one person had or has coming, over all waves.
    public func letters(to person: PersonNumber) throws -> [(
        wave: Int, group: AffectedGroup, held: Int, batch: Int
    )] {
        try database.read { db in
            try Row.fetchAll(
                db,
                literal: """
                    SELECT wave, affected_group, held, batch FROM letter
                    WHERE person = \(Int64(person.value)) ORDER BY wave
                    """
            )
        }.map {
            (
                wave: $0[0], group: AffectedGroup(number: $0[1]) ?? .notExcluded, held: $0[2],
                batch: $0[3]
            )
        }
    }

    /// The person to whom a letter with this code went.
    public func person(of code: LetterCode) throws -> PersonNumber? {
        let digest = digest(of: code)
        return try database.read { db in
            try Int64.fetchOne(
                db,
                literal: "SELECT person FROM letter WHERE code = \(Data(digest))"
            )
        }.map { PersonNumber(UInt64($0)) }
    }
}

extension AffectedGroup {
    /// The group as it stands in the ledger.
    public var number: Int {
        switch self {
        case .first: 1
        case .second: 2
        case .notExcluded: 3
        case .reconstructed: 4
        }
    }

    public init?(number: Int) {
        guard let group = AffectedGroup.allCases.first(where: { $0.number == number }) else {
            return nil
        }
        self = group
    }
}
