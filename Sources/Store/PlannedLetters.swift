// SPDX-License-Identifier: EUPL-1.2

public import Custody
import Database
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
    /// The window names the reader by given names, since somebody else there has the same initials and
    /// name.
    public var byGivenNames: Bool

    public init(
        person: PersonNumber,
        group: AffectedGroup,
        whyAgain: WhyAgain?,
        held: HoldReason?,
        batch: Int,
        byGivenNames: Bool = false
    ) {
        self.person = person
        self.group = group
        self.whyAgain = whyAgain
        self.held = held
        self.batch = batch
        self.byGivenNames = byGivenNames
    }
}

extension Store {
    /// A letter as it is kept: its print file, its code, and whether it is held, sealed.
    struct CodedLetter: Sendable {
        var letter: PlannedLetter
        var batch: Int
        var code: DigestPair
        var lane: [UInt8]
    }

    /// In the order of the people, who is held among them: with the print file of the letter before
    /// it, so that neither order nor print file tells who is held.
    func code(_ letters: [PlannedLetter], _ wave: WaveFact) throws -> [CodedLetter] {
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
                        byGivenNames: letter.byGivenNames,
                        wave: wave.number,
                        person: letter.person,
                        random: &random
                    )
                )
            }
        }.flatMap(\.self)
    }

    func write(
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

    static func enter(_ coded: [CodedLetter], _ wave: WaveFact, _ db: Connection) throws {
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
                """
                SELECT person, affected_group, why_again, held, batch, lane FROM letter
                WHERE wave = $1 AND batch = $2
                """
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
                SELECT person, affected_group, why_again, held, batch, lane FROM letter
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

        /// `person, affected_group, why_again, held, batch, lane`.
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
                    let lane = try lane.withUnsafeBytes {
                        try seal.open($0, wave: wave.number, person: letter.person)
                    }
                    letter.held = lane.held
                    letter.byGivenNames = lane.byGivenNames
                }
                return letter
            }
        }.flatMap(\.self)
    }

    /// The letters one person had or has coming, over all waves; of one that is held, `batch` is 0.
    public func letters(to person: PersonNumber) throws -> [(
        wave: Int, group: AffectedGroup, whyAgain: WhyAgain?, held: HoldReason?, batch: Int
    )] {
        let seal = identities.letterLanes
        return try view.read { db in
            try db.all(
                """
                SELECT wave, affected_group, held, batch, lane, why_again FROM letter
                WHERE person = $1 ORDER BY wave
                """,
                Int64(person.value)
            ) { row in
                (
                    wave: row.int(0), group: try AffectedGroup(column: row.int(1), .group),
                    whyAgain: try WhyAgain.optional(column: row.int(5), .whyAgain),
                    held: row.isNull(4)
                        ? try HoldReason.optional(column: row.int(2), .holdReason)
                        : try seal.open(row.blob(4), wave: row.int(0), person: person).held,
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
                wave: row.wave, group: row.group, whyAgain: row.whyAgain, held: held,
                batch: held == nil ? row.batch : 0
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
