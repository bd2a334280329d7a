// SPDX-License-Identifier: EUPL-1.2

public import Custody
import Database
import Foundation
import Incidents
public import Letters
import Vault
import Workers

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

/// The letters of one wave that were written with one date on them.
public struct WrittenLetters: Sendable {
    public var wave: WaveFact
    /// The date that stands on them, days since 1970-01-01.
    public var letterDate: Int
    public var people: Set<PersonNumber>
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

    /// The number of the next wave: over all incidents, for a letter is of one wave of the store.
    public var nextWaveNumber: Int {
        (facts.all(WaveFact.self).map(\.body.number).max() ?? 0) + 1
    }

    /// The codes on the letters of a wave.
    public func letterCodes(wave: Int) -> LetterCodes {
        identities.letterCodes(wave: wave)
    }

    /// Throws when no wave can be planned under a name: before everyone is opened for it.
    public func checkWaveName(_ name: String, of incident: IncidentFact) throws {
        try ChosenName.checkWave(name)
        guard !waves(of: incident).contains(where: { $0.body.name == name }) else {
            throw StoreError.alreadyThere("a wave named '\(name)'")
        }
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
        alreadyTold: Int? = nil,
        outside: Int? = nil,
        act: Act
    ) throws -> WaveFact {
        try checkWaveName(name, of: incident)
        let wave = WaveFact(
            number: nextWaveNumber,
            incident: incident.number,
            name: name,
            version: version.version,
            who: who,
            decision: decision,
            by: act.by,
            planned: letters.count,
            held: heldByReason,
            batches: letters.map(\.batch).max() ?? 0,
            alreadyTold: alreadyTold,
            outside: outside
        )
        try commit(act) { db, entries in
            let insert = try db.prepareAnew(
                """
                INSERT INTO letter (
                    entry, "row", wave, person, affected_group, why_again, held, batch,
                    code, commitment_key)
                VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10)
                """
            )
            insert.bind(3, wave.number)
            let codes = identities.letterCodes(wave: wave.number)
            let coded = try WorkerPool.map(letters) {
                (letter: $0, code: codes.digest(for: $0.person))
            }
            try entries.append(
                db,
                kind: .letters,
                coded,
                canonical: { item in
                    CanonicalRow.letter(
                        wave: wave.number,
                        person: Int64(item.letter.person.value),
                        group: Int(item.letter.group.rawValue),
                        whyAgain: item.letter.whyAgain,
                        held: item.letter.held,
                        batch: item.letter.batch,
                        code: item.code.bytes
                    )
                },
                insert: { item, entry, row, key in
                    insert.bind(1, entry)
                    insert.bind(2, row)
                    insert.bind(4, Int64(item.letter.person.value))
                    insert.bind(5, Int(item.letter.group.rawValue))
                    insert.bind(6, item.letter.whyAgain)
                    insert.bind(7, item.letter.held)
                    insert.bind(8, item.letter.batch)
                    insert.bind(9, item.code)
                    insert.bind(10, blob: key)
                    try insert.run()
                }
            )
            try Self.enter(coded, wave, db)
            try entries.record(db, [wave], into: &facts)
        }
        return wave
    }

    private static func enter(
        _ coded: [(letter: PlannedLetter, code: DigestPair)],
        _ wave: WaveFact,
        _ db: Connection
    ) throws {
        let insert = try db.prepareAnew(
            "INSERT INTO letter_code (code, person, wave) VALUES ($1, $2, $3)"
        )
        insert.bind(3, wave.number)
        for (letter, code) in coded.sorted(by: { $0.code < $1.code }) {
            insert.bind(1, code)
            insert.bind(2, Int64(letter.person.value))
            try insert.run()
        }
    }

    /// The letters of one batch, in ascending order of person.
    public func letters(of wave: WaveFact, batch: Int) throws -> [PlannedLetter] {
        var letters: [PlannedLetter] = []
        try database.read { db in
            // Sorted here, in flat memory.
            let rows = try db.prepareAnew(
                """
                SELECT person, affected_group, why_again, held FROM letter
                WHERE wave = $1 AND batch = $2
                """
            )
            rows.bind(1, wave.number)
            rows.bind(2, batch)
            while try rows.step() {
                letters.append(
                    PlannedLetter(
                        person: PersonNumber(UInt64(rows.integer(0))),
                        group: try AffectedGroup(column: rows.int(1)),
                        whyAgain: rows.int(2),
                        held: rows.int(3),
                        batch: batch
                    )
                )
            }
        }
        return letters.sorted { $0.person < $1.person }
    }

    /// Who really got which letters of an incident: the people of print files that were written
    /// completely, by wave and by the date on the letters. A letter that was planned, or held, was
    /// no letter. With `before`, of the waves before that one.
    public func lettersWritten(
        in incident: IncidentFact,
        before number: Int? = nil
    ) throws -> [WrittenLetters] {
        try waves(of: incident).map(\.body).filter { $0.number < number ?? .max }.flatMap { wave in
            let batches = Dictionary(
                grouping: recordedBatches(of: wave),
                by: Self.letterDate
            )
            return try batches.sorted { $0.key < $1.key }.map { date, batches in
                WrittenLetters(
                    wave: wave,
                    letterDate: date,
                    people: try people(of: wave, batches: batches.map(\.body.batch))
                        .subtracting(
                            batches.flatMap { $0.body.heldLate ?? [] }
                                .map { PersonNumber(UInt64($0.person)) }
                        )
                )
            }
        }
    }

    private func people(of wave: WaveFact, batches: [Int]) throws -> Set<PersonNumber> {
        var people: Set<PersonNumber> = []
        try database.read { db in
            let rows = try db.prepareAnew(
                "SELECT person FROM letter WHERE wave = $1 AND batch = $2 AND held = 0"
            )
            rows.bind(1, wave.number)
            for batch in batches {
                rows.bind(2, batch)
                while try rows.step() { people.insert(PersonNumber(UInt64(rows.integer(0)))) }
            }
        }
        return people
    }

    private func recordedBatches(of wave: WaveFact) -> [Recorded<BatchFact>] {
        facts.all(BatchFact.self).filter { $0.body.wave == wave.number }
    }

    /// The date on the letters of a batch in days since 1970-01-01; where it was not kept, the day
    /// on which the batch was recorded.
    private static func letterDate(_ batch: Recorded<BatchFact>) -> Int {
        batch.body.letterDate ?? DutyLocalTime(utcMilliseconds: batch.recordedAt).date.dayNumber
    }

    /// Batches that were written completely.
    public func finishedBatches(of wave: WaveFact) -> [BatchFact] {
        recordedBatches(of: wave).map(\.body)
    }

    /// The date on the letters of one batch, days since 1970-01-01; nil when it was not written.
    public func letterDate(ofBatch batch: Int, wave: WaveFact) -> Int? {
        recordedBatches(of: wave).first { $0.body.batch == batch }.map(Self.letterDate)
    }

    /// When the letters of a wave were written, milliseconds since 1970: noon of the date that
    /// stands on the first of them; before there are any, when the wave was planned.
    public func printedAt(_ wave: Recorded<WaveFact>) -> Int64 {
        recordedBatches(of: wave.body).first.map {
            (Int64(Self.letterDate($0)) * 24 + 11) * 3_600_000
        } ?? wave.recordedAt
    }

    /// `letterDate` is the date that stands on the letters, days since 1970-01-01.
    public func recordBatch(
        _ batch: Int,
        of wave: WaveFact,
        letters: Int,
        heldLate: [LateHold] = [],
        pdfSHA256: String,
        manifestSHA256: String,
        letterDate: Int? = nil,
        act: Act
    ) throws {
        guard cancellation(of: wave) == nil else {
            throw StoreError.refused("wave '\(wave.name)' was cancelled")
        }
        try commit(act) { db, entries in
            try entries.record(
                db,
                [
                    BatchFact(
                        wave: wave.number,
                        batch: batch,
                        letters: letters,
                        pdfSHA256: pdfSHA256,
                        manifestSHA256: manifestSHA256,
                        letterDate: letterDate,
                        heldLate: heldLate.isEmpty ? nil : heldLate
                    )
                ],
                into: &facts
            )
        }
    }

    /// Those of a wave who were held only when their letter was to be printed, by lane.
    public func heldLate(in wave: WaveFact) -> [LateHold] {
        recordedBatches(of: wave).flatMap { $0.body.heldLate ?? [] }
    }

    public func cancellation(of wave: WaveFact) -> WaveCancellationFact? {
        facts.all(WaveCancellationFact.self).map(\.body).first { $0.wave == wave.number }
    }

    /// Is nothing more to be printed of it?
    public func isEnded(_ wave: WaveFact) -> Bool {
        cancellation(of: wave) != nil || finishedBatches(of: wave).count >= wave.batches
    }

    /// Ends a wave before all of it is printed: what was printed counts as sent, the rest never
    /// was. Refused when there is nothing left to cancel.
    public func cancel(_ wave: WaveFact, because: String, act: Act) throws {
        guard cancellation(of: wave) == nil else {
            throw StoreError.alreadyThere("a cancellation of '\(wave.name)'")
        }
        guard !isEnded(wave) else {
            throw StoreError.refused("all of wave '\(wave.name)' is printed: nothing to cancel")
        }
        try commit(act) { db, entries in
            try entries.record(
                db,
                [WaveCancellationFact(wave: wave.number, by: act.by, because: because)],
                into: &facts
            )
        }
    }

    /// The letters one person had or has coming, over all waves.
    public func letters(to person: PersonNumber) throws -> [(
        wave: Int, group: AffectedGroup, held: Int, batch: Int
    )] {
        try database.read { db in
            try db.all(
                """
                SELECT wave, affected_group, held, batch FROM letter
                WHERE person = $1 ORDER BY wave
                """,
                Int64(person.value)
            ) {
                (
                    wave: $0.int(0), group: try AffectedGroup(column: $0.int(1)),
                    held: $0.int(2), batch: $0.int(3)
                )
            }
        }.map { row in
            let (wave, batch) = (row.wave, row.batch)
            let late = facts.all(BatchFact.self).map(\.body)
                .first { $0.wave == wave && $0.batch == batch }?.heldLate?
                .first { $0.person == Int64(person.value) }
            return (
                wave: wave, group: row.group, held: late?.reason ?? row.held,
                batch: late == nil ? batch : 0
            )
        }
    }

    /// The person to whom a letter with this code went: as the ledger has it, also when a row of the
    /// derived table is gone.
    public func person(of code: LetterCode) throws -> PersonNumber? {
        let digest = identities.digest(of: code)
        let person = try database.read { db in
            try db.first(
                """
                SELECT letter.person FROM letter_code
                JOIN letter ON letter.person = letter_code.person
                    AND letter.wave = letter_code.wave AND letter.code = letter_code.code
                WHERE letter_code.code = $1
                """,
                digest.bytes
            ) { $0.integer(0) }
                ?? db.first("SELECT person FROM letter WHERE code = $1", digest.bytes) {
                    $0.integer(0)
                }
        }
        return person.map { PersonNumber(UInt64($0)) }
    }
}
