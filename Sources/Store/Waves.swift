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
    /// Nil for a first letter.
    public var whyAgain: WhyAgain?
    /// Nil when it is printed.
    public var held: HoldReason?
    /// From 1; 0 when held.
    public var batch: Int

    public init(
        person: PersonNumber,
        group: AffectedGroup,
        whyAgain: WhyAgain?,
        held: HoldReason?,
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
    public func waves(of incident: IncidentFact) throws -> [Recorded<WaveFact>] {
        try facts.all(WaveFact.self, .incident(incident.number))
    }

    public func wave(_ name: String, of incident: IncidentFact) throws -> WaveFact {
        let found = try waves(of: incident).first {
            $0.body.name == name || "\($0.body.number)" == name
        }
        guard let found else { throw StoreError.notFound(.wave(name: name)) }
        return found.body
    }

    /// The number of the next wave: over all incidents, for a letter is of one wave of the store.
    public var nextWaveNumber: Int {
        get throws { try (facts.all(WaveFact.self).map(\.body.number).max() ?? 0) + 1 }
    }

    /// The codes on the letters of a wave.
    public func letterCodes(wave: Int) -> LetterCodes {
        identities.letterCodes(wave: wave)
    }

    /// Throws when no wave can be planned under a name: before everyone is opened for it.
    public func checkWaveName(_ name: String, of incident: IncidentFact) throws {
        try ChosenName.checkWave(name)
        guard try !waves(of: incident).contains(where: { $0.body.name == name }) else {
            throw StoreError.alreadyThere(.wave(name: name))
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
        return try commit(act, alone: letters.count > Self.manyRows) { store, db, entries in
            try store.checkWaveName(name, of: incident)
            let wave = WaveFact(
                number: try store.nextWaveNumber,
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
            let coded = try code(letters, wave)
            try write(coded, wave, db, &entries)
            try Self.enter(coded, wave, db)
            try entries.record(db, [wave])
            return wave
        }
    }

    /// A letter as it is kept: its print file, its code, and whether it is held, sealed.
    private struct CodedLetter: Sendable {
        var letter: PlannedLetter
        var batch: Int
        var code: DigestPair
        var lane: [UInt8]
    }

    /// In the order of the people, who is held among them: with the print file of the letter before
    /// it, so that neither order nor print file tells who is held.
    private func code(_ letters: [PlannedLetter], _ wave: WaveFact) throws -> [CodedLetter] {
        let letters = letters.sorted { $0.person < $1.person }
        // Before the first letter that is printed stands the first print file.
        var batch = letters.first { $0.held == nil }?.batch ?? 1
        let batches = letters.map { letter in
            if letter.held == nil { batch = letter.batch }
            return batch
        }
        let codes = identities.letterCodes(wave: wave.number)
        let seal = identities.letterLanes
        return try WorkerPool.shares(of: letters.count, atLeast: 256) { share in
            var random = RandomBytes()
            return share.map { place in
                let letter = letters[place]
                return CodedLetter(
                    letter: letter,
                    batch: batches[place],
                    code: codes.digest(for: letter.person),
                    lane: seal.seal(
                        letter.held,
                        wave: wave.number,
                        person: letter.person,
                        random: &random
                    )
                )
            }
        }.flatMap(\.self)
    }

    private func write(
        _ coded: [CodedLetter],
        _ wave: WaveFact,
        _ db: Connection,
        _ entries: inout Entries
    ) throws {
        let insert = try db.prepareAnew(
            """
            INSERT INTO letter (
                entry, "row", wave, person, affected_group, why_again, held, batch,
                code, commitment_key, lane)
            VALUES ($1, $2, $3, $4, $5, $6, 0, $7, $8, $9, $10)
            """
        )
        insert.bind(3, wave.number)
        try entries.append(
            db,
            kind: .sealedLetters,
            coded,
            canonical: { item in
                try CanonicalRow.letter(
                    wave: wave.number,
                    person: Int64(item.letter.person.value),
                    group: item.letter.group.rawValue,
                    whyAgain: Int(item.letter.whyAgain?.rawValue ?? 0),
                    batch: item.batch,
                    code: item.code.bytes,
                    lane: item.lane
                )
            },
            insert: { item, entry, row, key in
                insert.bind(1, entry)
                insert.bind(2, row)
                insert.bind(4, Int64(item.letter.person.value))
                insert.bind(5, Int(item.letter.group.rawValue))
                insert.bind(6, Int(item.letter.whyAgain?.rawValue ?? 0))
                insert.bind(7, item.batch)
                insert.bind(8, item.code)
                insert.bind(9, blob: key)
                insert.bind(10, blob: item.lane)
                try insert.run()
            }
        )
    }

    private static func enter(_ coded: [CodedLetter], _ wave: WaveFact, _ db: Connection) throws {
        let insert = try db.prepareAnew(
            "INSERT INTO letter_code (code, person, wave) VALUES ($1, $2, $3)"
        )
        insert.bind(3, wave.number)
        for item in coded.sorted(by: { $0.code < $1.code }) {
            insert.bind(1, item.code)
            insert.bind(2, Int64(item.letter.person.value))
            try insert.run()
        }
    }

    /// The letters of one print file that are to be printed, in ascending order of person.
    public func letters(of wave: WaveFact, batch: Int) throws -> [PlannedLetter] {
        try everyLetter(of: wave, batch: batch).filter { $0.held == nil }
    }

    /// The letters that stand under one print file, those that are held among them, in ascending order
    /// of person. In waves of format 1 all that are held stand under 0.
    public func everyLetter(of wave: WaveFact, batch: Int) throws -> [PlannedLetter] {
        var rows: [LetterRow] = []
        try view.read { db in
            // Sorted here, in flat memory.
            let found = try db.prepareAnew(
                "SELECT \(LetterRow.columns) FROM letter WHERE wave = $1 AND batch = $2"
            )
            found.bind(1, wave.number)
            found.bind(2, batch)
            while try found.step() { rows.append(try LetterRow(found)) }
        }
        return try letters(rows, wave).sorted { $0.person < $1.person }
    }

    /// Every letter of a wave, some ten thousand at a time, in the order in which they were recorded.
    public func forEachLetter(
        of wave: WaveFact,
        _ body: ([PlannedLetter]) throws -> Void
    ) throws {
        try view.read { db in
            let ends = try db.prepareAnew(
                "SELECT MIN(entry), MAX(entry) FROM letter WHERE wave = $1"
            )
            ends.bind(1, wave.number)
            guard try ends.step(), !ends.isNull(0) else { return }
            // By the entries, in which they stand one after the other; the index by print file leads
            // from place to place.
            let found = try db.prepareAnew(
                """
                SELECT \(LetterRow.columns) FROM letter
                WHERE entry BETWEEN $1 AND $2 AND wave + 0 = $3
                """
            )
            found.bind(1, ends.integer(0))
            found.bind(2, ends.integer(1))
            found.bind(3, wave.number)
            var rows: [LetterRow] = []
            while try found.step() {
                rows.append(try LetterRow(found))
                guard rows.count == Self.lettersAtOnce else { continue }
                try body(letters(rows, wave))
                rows.removeAll(keepingCapacity: true)
            }
            if !rows.isEmpty { try body(letters(rows, wave)) }
        }
    }

    private static let lettersAtOnce = 16_384

    /// A row of a letter as it was read: who is held is still sealed.
    private struct LetterRow: Sendable {
        var letter: PlannedLetter
        var lane: [UInt8]?

        static let columns = "person, affected_group, why_again, held, batch, lane"

        init(_ row: Statement) throws {
            letter = PlannedLetter(
                person: PersonNumber(UInt64(row.integer(0))),
                group: try AffectedGroup(column: row.int(1), .group),
                whyAgain: try WhyAgain.optional(column: row.int(2), .whyAgain),
                held: try HoldReason.optional(column: row.int(3), .holdReason),
                batch: row.int(4)
            )
            lane = row.isNull(5) ? nil : row.bytes(5)
        }
    }

    private func letters(_ rows: [LetterRow], _ wave: WaveFact) throws -> [PlannedLetter] {
        let seal = identities.letterLanes
        return try WorkerPool.shares(of: rows.count, atLeast: 256) { share in
            try rows[share].map { row in
                var letter = row.letter
                if let lane = row.lane {
                    letter.held = try lane.withUnsafeBytes {
                        try seal.open($0, wave: wave.number, person: letter.person)
                    }
                }
                return letter
            }
        }.flatMap(\.self)
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
                grouping: try recordedBatches(of: wave),
                by: Self.letterDate
            )
            return try batches.sorted { $0.key < $1.key }.map { date, batches in
                var people: Set<PersonNumber> = []
                for batch in batches {
                    people.formUnion(try letters(of: wave, batch: batch.body.batch).map(\.person))
                    for hold in try lateHolds(of: batch.body) {
                        people.remove(hold.person)
                    }
                }
                return WrittenLetters(wave: wave, letterDate: date, people: people)
            }
        }
    }

    private func recordedBatches(of wave: WaveFact) throws -> [Recorded<BatchFact>] {
        try facts.all(BatchFact.self, .wave(wave.number))
    }

    /// The date on the letters of a batch in days since 1970-01-01; where it was not kept, the day
    /// on which the batch was recorded.
    private static func letterDate(_ batch: Recorded<BatchFact>) -> Int {
        batch.body.letterDate ?? DutyLocalTime(utcMilliseconds: batch.recordedAt).date.dayNumber
    }

    /// Batches that were written completely.
    public func finishedBatches(of wave: WaveFact) throws -> [BatchFact] {
        try recordedBatches(of: wave).map(\.body)
    }

    /// The date on the letters of one batch, days since 1970-01-01; nil when it was not written.
    public func letterDate(ofBatch batch: Int, wave: WaveFact) throws -> Int? {
        try recordedBatches(of: wave).first { $0.body.batch == batch }.map(Self.letterDate)
    }

    /// When the letters of a wave were written, milliseconds since 1970: noon of the date that
    /// stands on the first of them; before there are any, when the wave was planned.
    public func printedAt(_ wave: Recorded<WaveFact>) throws -> Int64 {
        try recordedBatches(of: wave.body).first.map {
            (Int64(Self.letterDate($0)) * 24 + 11) * 3_600_000
        } ?? wave.recordedAt
    }

    /// Records that a print file was written completely; refused when its letters and those held at
    /// the printing are not those that were planned for it.
    ///
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
        let sealed = try identities.lateHolds.seal(heldLate, wave: wave.number, batch: batch)
        try commit(act) { store, db, entries in
            guard try store.cancellation(of: wave) == nil else {
                throw StoreError.refused(.waveCancelled(name: wave.name))
            }
            let planned = try store.letters(of: wave, batch: batch)
            guard letters >= 0, letters + heldLate.count == planned.count,
                Set(planned.map(\.person)).isSuperset(of: heldLate.map(\.person)),
                Set(heldLate.map(\.person)).count == heldLate.count
            else {
                throw StoreError.refused(
                    .printFile(
                        batch: batch,
                        wave: wave.name,
                        planned: planned.count,
                        printed: letters,
                        held: heldLate.count
                    )
                )
            }
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
                        sealedHolds: Data(sealed).base64EncodedString()
                    )
                ]
            )
        }
    }

    /// Those of a wave who were held only when their letter was to be printed, each with the reason.
    public func heldLate(in wave: WaveFact) throws -> [LateHold] {
        try recordedBatches(of: wave).flatMap { try lateHolds(of: $0.body) }
    }

    /// Those who were held when a print file was to be printed.
    public func lateHolds(of batch: BatchFact) throws -> [LateHold] {
        guard let text = batch.sealedHolds else {
            return try (batch.heldLate ?? []).map { hold in
                LateHold(
                    person: PersonNumber(UInt64(bitPattern: hold.person)),
                    reason: try HoldReason(column: hold.reason, .holdReason)
                )
            }
        }
        guard let sealed = Data(base64Encoded: text) else {
            throw StoreError.integrity(.unreadable(.lateHolds))
        }
        return try identities.lateHolds.open(
            [UInt8](sealed),
            wave: batch.wave,
            batch: batch.batch
        )
    }

    public func cancellation(of wave: WaveFact) throws -> WaveCancellationFact? {
        try facts.all(WaveCancellationFact.self, .wave(wave.number)).first?.body
    }

    /// Is nothing more to be printed of it?
    public func isEnded(_ wave: WaveFact) throws -> Bool {
        try cancellation(of: wave) != nil || finishedBatches(of: wave).count >= wave.batches
    }

    /// Ends a wave before all of it is printed: what was printed counts as sent, the rest never
    /// was. Refused when there is nothing left to cancel.
    public func cancel(_ wave: WaveFact, because: String, act: Act) throws {
        try commit(act) { store, db, entries in
            guard try store.cancellation(of: wave) == nil else {
                throw StoreError.alreadyThere(.cancellation(of: wave.name))
            }
            guard try !store.isEnded(wave) else {
                throw StoreError.refused(.nothingToCancel(wave: wave.name))
            }
            try entries.record(
                db,
                [WaveCancellationFact(wave: wave.number, by: act.by, because: because)]
            )
        }
    }

    /// The letters one person had or has coming, over all waves; of one that is held, `batch` is 0.
    public func letters(to person: PersonNumber) throws -> [(
        wave: Int, group: AffectedGroup, held: HoldReason?, batch: Int
    )] {
        let seal = identities.letterLanes
        return try view.read { db in
            try db.all(
                """
                SELECT wave, affected_group, held, batch, lane FROM letter
                WHERE person = $1 ORDER BY wave
                """,
                Int64(person.value)
            ) { row in
                (
                    wave: row.int(0), group: try AffectedGroup(column: row.int(1), .group),
                    held: row.isNull(4)
                        ? try HoldReason.optional(column: row.int(2), .holdReason)
                        : try seal.open(row.blob(4), wave: row.int(0), person: person),
                    batch: row.int(3)
                )
            }
        }.map { row in
            let batch = try facts.all(BatchFact.self, .wave(row.wave)).map(\.body)
                .first { $0.batch == row.batch }
            let late = try batch.flatMap { batch in
                try lateHolds(of: batch).first { $0.person == person }
            }
            let held = row.held ?? late?.reason
            return (
                wave: row.wave, group: row.group, held: held, batch: held == nil ? row.batch : 0
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
