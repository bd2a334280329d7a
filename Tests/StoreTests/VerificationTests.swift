// SPDX-License-Identifier: EUPL-1.2

import Custody
import Foundation
import GRDB
import Incidents
import Store
import Testing

@testable import Verification

/// Changes to a ledger of a thousand entries, each of which must be found.
@Suite(.serialized) struct VerificationTests {
    /// A small deterministic source, so that a failure can be repeated.
    private struct Dice: RandomNumberGenerator {
        var state: UInt64
        mutating func next() -> UInt64 {
            state &+= 0x9E37_79B9_7F4A_7C15
            var z = state
            z = (z ^ (z >> 30)) &* 0xBF58_476D_1CE4_E5B9
            z = (z ^ (z >> 27)) &* 0x94D0_49BB_1331_11EB
            return z ^ (z >> 31)
        }
    }

    /// One ledger for all tests of the suite: a thousand entries, with every kind of row.
    private static let original = Result { try makeLedger(acts: 985) }
    /// The same with few entries, for tests that verify it again and again.
    private static let small = Result { try makeLedger(acts: 20) }

    private struct Original: Sendable {
        var folder: URL
        var earlyCheckpoint: String
        var lateCheckpoint: String
        var earlyCopy: URL
    }

    private static func makeLedger(acts: Int) throws -> Original {
        let test = try TestStore()
        let people = try test.add(
            .named("VB-1", "Een"),
            .named("VB-2", "Twee"),
            .named("VB-3", "Drie")
        )
        let files = FileManager.default
        let early = files.temporaryDirectory.appendingPathComponent("spoor-\(UUID().uuidString)")
        var earlyCheckpoint = ""
        for number in 0..<acts {
            let person = people[number % 3]
            try test.record(
                .order("\(number)", of: person, CategorySet([.name])),
                .order("\(number) b", of: person, CategorySet([.address]))
            )
            if number == acts / 2 {
                try test.store.publishTiles()
                earlyCheckpoint = try test.store.checkpoint()
                try copy(test.folder, to: early)
            }
        }
        // One entry of many rows, which several workers can share.
        try test.record(
            all: (0..<70).map { .order("many \($0)", of: people[$0 % 3], CategorySet([.name])) }
        )
        let incident = try test.openIncident()
        try test.recordUnresolved(settledAs: people[2])
        _ = try test.freeze("before the list", incident)
        _ = try test.list(
            "list-1",
            incident,
            [
                ListedRecord(
                    line: 2,
                    person: people[0],
                    categories: CategorySet([.name]),
                    basis: 2,
                    record: nil
                ),
                ListedRecord(
                    line: 3,
                    person: nil,
                    categories: CategorySet([.name]),
                    basis: 2,
                    record: [9]
                ),
            ]
        )
        let frozen = try test.freeze("one", incident)
        _ = try test.store.record(
            wave: "first",
            of: incident,
            version: frozen,
            who: "everyone",
            // A long fact, for the memory that a row is put together in.
            decision: String(repeating: "test", count: 500),
            letters: people.map {
                PlannedLetter(person: $0, group: .notExcluded, whyAgain: nil, held: nil, batch: 1)
            },
            heldByReason: [:],
            act: test.act()
        )
        try test.store.publishTiles()
        let folder = files.temporaryDirectory.appendingPathComponent("spoor-\(UUID().uuidString)")
        try copy(test.folder, to: folder)
        return Original(
            folder: folder,
            earlyCheckpoint: earlyCheckpoint,
            lateCheckpoint: try test.store.checkpoint(),
            earlyCopy: early
        )
    }

    /// A copy whose database has everything in one file.
    private static func copy(_ folder: URL, to target: URL) throws {
        try FileManager.default.copyItem(at: folder, to: target)
        let database = try DatabaseQueue(
            path: target.appendingPathComponent("spoor.sqlite").path
        )
        try database.writeWithoutTransaction { db in
            try db.execute(sql: "PRAGMA wal_checkpoint(TRUNCATE)")
            try db.execute(sql: "PRAGMA journal_mode = DELETE")
        }
        try database.close()
    }

    /// How many rows a worker takes at once: entries cut into parts, some of them, none.
    private static let rowsAtOnce = [1, 4, Share.rowsAtOnce]

    /// Runs `alter` on a copy and says whether the ledger still verifies.
    private func isIntact(
        from source: URL? = nil,
        against: [String] = [],
        rowsAtOnce: Int = Share.rowsAtOnce,
        after alter: (URL) throws -> Void = { _ in }
    ) throws -> Bool {
        let copy = FileManager.default.temporaryDirectory
            .appendingPathComponent("spoor-\(UUID().uuidString)")
        try FileManager.default.copyItem(at: source ?? original().folder, to: copy)
        defer { try? FileManager.default.removeItem(at: copy) }
        try alter(copy)
        do {
            var verifier = try LedgerVerifier(folder: copy, against: against)
            verifier.rowsAtOnce = rowsAtOnce
            return try verifier.verify().isIntact
        } catch is VerificationError {
            return false
        }
    }

    private func original() throws -> Original { try Self.original.get() }

    /// Changes rows as somebody with the database in their hands would: past the triggers.
    private func tamper(_ copy: URL, _ body: (Database) throws -> Void) throws {
        let database = try DatabaseQueue(path: copy.appendingPathComponent("spoor.sqlite").path)
        try database.writeWithoutTransaction { db in
            try db.loosen()
            try body(db)
        }
        try database.close()
    }

    @Test func `an untouched ledger verifies, and continues its older checkpoint`() throws {
        let original = try original()
        #expect(try isIntact())
        for rowsAtOnce in [1, 2, 4, 16, 64, 1024] {
            let intact = try isIntact(from: Self.small.get().folder, rowsAtOnce: rowsAtOnce)
            #expect(intact, "\(rowsAtOnce) rows at once")
        }
        let report = try LedgerVerifier(
            folder: original.folder,
            against: [original.earlyCheckpoint]
        ).verify()
        #expect(report.isIntact)
        #expect(report.continuesOlderCheckpoint)
        #expect(report.entries >= 990)
        #expect(report.rows >= 1970)
    }

    /// Changes in the rows of small entries and of the one of seventy.
    private static let alterations = [
        "DELETE FROM disclosure WHERE \"row\" = 0 AND entry % 5 = 2",
        "DELETE FROM disclosure WHERE \"row\" IN (31, 69)",
        "DELETE FROM disclosure WHERE \"row\" > 30",
        "UPDATE disclosure SET \"row\" = 70 WHERE \"row\" = 31",
        "UPDATE disclosure SET \"row\" = -1 WHERE \"row\" = 0 AND entry % 5 = 2",
        "UPDATE disclosure SET person = person + 1 WHERE \"row\" IN (0, 1, 31)",
        "UPDATE disclosure SET entry = -entry WHERE entry % 5 = 2",
        "UPDATE disclosure SET entry = entry + 5000 WHERE entry % 5 = 2",
        "UPDATE disclosure SET entry = (SELECT MAX(entry) FROM fact) WHERE \"row\" = 69",
        "INSERT INTO disclosure SELECT entry, 70 + \"row\", person, flow, categories,"
            + " disclosed_on, keep_until, commitment_key, days FROM disclosure WHERE \"row\" > 60",
        "DELETE FROM ledger_entry", "DELETE FROM ledger_entry WHERE seq > 0",
        "DELETE FROM disclosure", "DELETE FROM letter", "DELETE FROM assertion WHERE \"row\" = 0",
        "UPDATE fact SET commitment_key = zeroblob(32)",
        // Entries that say they have four thousand million rows; one in the place of another.
        "UPDATE ledger_entry SET body = CAST(substr(body, 1, 58) || x'FFFFFFFF'"
            + " || substr(body, 63) AS BLOB) WHERE seq % 10 = 3",
        "UPDATE ledger_entry SET body = (SELECT body FROM ledger_entry WHERE seq = 15)"
            + " WHERE seq = 5",
    ]

    @Test(arguments: alterations)
    func `the same is found, in the same words, however the rows are shared out`(
        alteration: String
    ) throws {
        let copy = FileManager.default.temporaryDirectory
            .appendingPathComponent("spoor-\(UUID().uuidString)")
        try FileManager.default.copyItem(at: Self.small.get().folder, to: copy)
        defer { try? FileManager.default.removeItem(at: copy) }
        try tamper(copy) { db in
            try db.execute(sql: alteration)
            try #require(db.changesCount > 0)
        }
        var verifier = try LedgerVerifier(folder: copy)
        let whole = try verifier.verify()
        #expect(!whole.isIntact)
        for rowsAtOnce in [1, 2, 4, 16, 64, 1024] {
            verifier.rowsAtOnce = rowsAtOnce
            let shared = try verifier.verify()
            #expect(shared.findings == whole.findings, "\(rowsAtOnce) rows at once")
            #expect(shared.rows == whole.rows)
        }
    }

    /// What reads the same to somebody who takes a text to its first zero, fills a key up with
    /// zeros or holds two spellings of a letter to be equal.
    private static let lookalikes = [
        "UPDATE fact SET commitment_key = CAST(commitment_key || x'00' AS BLOB) WHERE entry = 0",
        "UPDATE disclosure SET commitment_key = CAST(commitment_key || x'0000' AS BLOB)"
            + " WHERE entry = (SELECT MAX(entry) FROM disclosure)",
        "UPDATE fact SET body = body || char(0) || 'x' WHERE entry = 0",
        "UPDATE fact SET kind = kind || char(0) WHERE entry = 0",
        "UPDATE checkpoint SET note = note || char(0) || 'x'"
            + " WHERE size = (SELECT MAX(size) FROM checkpoint)",
    ]

    @Test(arguments: lookalikes)
    func `what only looks the same is found`(alteration: String) throws {
        let intact = try isIntact(from: Self.small.get().folder) { copy in
            try tamper(copy) { db in
                try db.execute(sql: alteration)
                try #require(db.changesCount > 0)
            }
        }
        #expect(!intact)
    }

    @Test func `a published checkpoint with another spelling of the same letter is found`() throws {
        let test = try TestStore()
        let person = try test.add(.named("VB-1", "Een"))[0]
        var number = 0
        // Base64 has a K sooner or later; the Kelvin sign is equal to it in Unicode.
        repeat {
            number += 1
            try test.record(.order("\(number)", of: person, CategorySet([.name])))
            try test.store.publishTiles()
        } while try !test.store.checkpoint().contains("K")
        #expect(try isIntact(from: test.folder))
        let intact = try isIntact(from: test.folder) { copy in
            let file = copy.appendingPathComponent("ledger/checkpoint")
            let note = try String(contentsOf: file, encoding: .utf8)
            try note.replacing("K", with: "\u{212A}").write(
                to: file,
                atomically: true,
                encoding: .utf8
            )
        }
        #expect(!intact)
    }

    /// Other exposures than the rows have.
    private static let exposures = [
        "DELETE FROM holding WHERE person = (SELECT MIN(person) FROM holding)",
        "DELETE FROM holding", "UPDATE holding SET given = given | 1024",
        "UPDATE holding SET produced = given", "UPDATE holding SET person = person + 1",
        "UPDATE holding SET party = 2", "INSERT INTO holding VALUES (1, 7, 1, 0, 0)",
        "INSERT INTO holding VALUES (1, 7, 0, 0, 0)", "INSERT INTO holding VALUES (9, 7, 1, 0, 0)",
        "UPDATE exposure_sum SET amount = amount + 1 WHERE what = 'people'",
        "UPDATE exposure_sum SET amount = amount - 1 WHERE what = 'rows'",
        "UPDATE exposure_sum SET amount = amount + 1 WHERE what = 'category'",
        "UPDATE exposure_sum SET amount = amount + 1 WHERE what = 'origin'",
        // Of sealed days what cannot be at all is found, and the rest with the key.
        "UPDATE exposure_sum SET amount = 99999 WHERE what = 'first'",
        "UPDATE exposure_sum SET amount = amount + 1 WHERE what = 'keepUntil'",
        "DELETE FROM exposure_sum WHERE what = 'keepUntil'",
        "DELETE FROM exposure_sum WHERE what = 'last'", "DELETE FROM exposure_sum",
        "INSERT INTO exposure_sum VALUES (1, 'more', 0, 1)",
        "INSERT INTO exposure_sum VALUES (9, 'rows', 0, 1)",
    ]

    @Test(arguments: exposures)
    func `an exposure that is not that of the rows is found`(alteration: String) throws {
        let copy = FileManager.default.temporaryDirectory
            .appendingPathComponent("spoor-\(UUID().uuidString)")
        try FileManager.default.copyItem(at: original().folder, to: copy)
        defer { try? FileManager.default.removeItem(at: copy) }
        try tamper(copy) { db in
            try db.execute(sql: alteration)
            try #require(db.changesCount > 0)
        }
        let kinds = try LedgerVerifier(folder: copy).verify().findings.map(\.kind)
        #expect(!kinds.isEmpty && Set(kinds) == [.exposure])
    }

    @Test func `the exposure of several processors, flows and origins is recounted`() throws {
        let test = try TestStore()
        let people = try test.add(.named("VB-1", "Een"), .named("VB-2", "Twee"))
        for (number, party) in ["a", "b", "without anything"].enumerated() {
            try test.store.add(
                party: Party(id: Party.ID(rawValue: party), name: party),
                role: .processor,
                from: number,
                act: test.act()
            )
        }
        var dice = Dice(state: 4)
        for batch in 0..<6 {
            var items: [ReceivedDisclosure] = []
            for number in 0..<30 {
                var item = ReceivedDisclosure.order(
                    "\(batch) \(number)",
                    of: try #require(people.randomElement(using: &dice)),
                    CategorySet(rawValue: .random(in: 0..<(1 << 30), using: &dice))
                )
                let party = try #require(["lab", "a", "b"].randomElement(using: &dice))
                item.flow.party = Party.ID(rawValue: party)
                item.flow.origin = try #require(Origin.allCases.randomElement(using: &dice))
                item.disclosedOn = .random(in: -900..<20_000, using: &dice)
                item.keepUntil = Bool.random(using: &dice) ? item.disclosedOn + 500 : nil
                items.append(item)
            }
            try test.record(all: items)
            try test.store.publishTiles()
            #expect(try LedgerVerifier(folder: test.folder).verify().findings.isEmpty)
        }
    }

    @Test func `what the ledger does not commit to is named`() throws {
        let unproven = try LedgerVerifier(folder: original().folder).verify().unproven.joined()
        for words in [
            "how far files were read", "no line of the access log is missing after line",
        ] {
            #expect(unproven.contains(words), "\(words)")
        }
        for words in [
            "who people are", "contents were received", "set aside", "settings and wrapped keys",
        ] {
            #expect(!unproven.contains(words), "\(words)")
        }
    }

    @Test func `published files that are behind are no finding, and altered ones are`() throws {
        let (_, older, newer) = try states()
        let files = FileManager.default
        defer { for folder in [older, newer] { try? files.removeItem(at: folder) } }
        func behind(_ alter: (URL) throws -> Void = { _ in }) throws -> VerificationReport {
            let ledger = newer.appendingPathComponent("ledger")
            try files.removeItem(at: ledger)
            try files.copyItem(at: older.appendingPathComponent("ledger"), to: ledger)
            try alter(ledger)
            return try LedgerVerifier(folder: newer).verify()
        }
        let report = try behind()
        #expect(report.isIntact)
        #expect(report.unproven.contains { $0.contains("is behind") })
        #expect(
            try !behind {
                let file = $0.appendingPathComponent("checkpoint")
                try (Data(contentsOf: file) + Data("\n".utf8)).write(to: file)
            }.isIntact
        )
        #expect(
            try !behind { try files.removeItem(at: $0.appendingPathComponent("checkpoint")) }
                .isIntact
        )
        #expect(
            try !behind { try files.removeItem(at: $0.appendingPathComponent("tile/0")) }.isIntact
        )
    }

    @Test(arguments: [
        (ResultCode.SQLITE_FULL, "readingFailed"), (.SQLITE_IOERR, "readingFailed"),
        (.SQLITE_IOERR_READ, "readingFailed"), (.SQLITE_CANTOPEN, "readingFailed"),
        (.SQLITE_CORRUPT, "databaseDoesNotRead"), (.SQLITE_NOTADB, "databaseDoesNotRead"),
        (.SQLITE_ERROR, "databaseDoesNotRead"), (.SQLITE_BUSY, "nil"),
    ])
    func `a disk that is full or fails is no damage to the database`(
        code: ResultCode,
        words: String
    ) {
        let error = VerificationError(DatabaseError(resultCode: code))
        #expect("\(error.map { "\($0)" } ?? "nil")".hasPrefix(words))
    }

    @Test func `a database that cannot be opened is not called damaged`() throws {
        let folder = FileManager.default.temporaryDirectory
            .appendingPathComponent("spoor-\(UUID().uuidString)")
        defer { try? FileManager.default.removeItem(at: folder) }
        let file = folder.appendingPathComponent("spoor.sqlite")
        try FileManager.default.createDirectory(at: file, withIntermediateDirectories: true)
        #expect {
            try LedgerVerifier(folder: folder).verify()
        } throws: { error in
            if case .readingFailed? = error as? VerificationError { true } else { false }
        }
    }

    private static let columns = [
        ("ledger_entry", "body"), ("checkpoint", "note"), ("fact", "body"), ("fact", "kind"),
        ("fact", "commitment_key"), ("disclosure", "person"), ("disclosure", "flow"),
        ("disclosure", "categories"), ("disclosure", "disclosed_on"), ("disclosure", "keep_until"),
        ("disclosure", "commitment_key"), ("unresolved_disclosure", "reason"),
        ("unresolved_disclosure", "claims"),
        ("assertion", "person"), ("assertion", "certainty"), ("assertion", "categories"),
        ("assertion", "record"), ("assertion", "basis"), ("assertion", "happened_at"),
        ("letter", "person"), ("letter", "held"), ("letter", "code"), ("register_page", "body"),
        ("resolution", "person"), ("resolution", "settled_entry"), ("holding", "given"),
        ("holding", "produced"), ("disclosure", "days"), ("unresolved_disclosure", "days"),
        ("assertion", "place"), ("letter", "lane"), ("received", "entry"), ("setting", "value"),
        ("wrapped_key", "wrapped"), ("person_by_source", "pointer"), ("person_by_address", "entry"),
    ]

    @Test func `a hundred single-byte changes in rows and entries are all found`() throws {
        var dice = Dice(state: 1)
        for round in 0..<100 {
            let (table, column) = Self.columns[round % Self.columns.count]
            let found = try !isIntact(rowsAtOnce: Self.rowsAtOnce[round % 3]) { copy in
                try tamper(copy) { db in try change(table, column, db, &dice) }
            }
            #expect(found, "a change in \(table).\(column), round \(round)")
        }
    }

    /// Changes one byte, or the lowest bits of a number, of one row.
    private func change(
        _ table: String,
        _ column: String,
        _ db: Database,
        _ dice: inout Dice
    ) throws {
        let count = try #require(try Int.fetchOne(db, sql: "SELECT COUNT(*) FROM \(table)"))
        let row = try #require(
            try Row.fetchOne(
                db,
                sql: "SELECT * FROM \(table) LIMIT 1 OFFSET ?",
                arguments: [Int.random(in: 0..<count, using: &dice)]
            )
        )
        let keys = row.columnNames.filter { $0 != column && $0 != "body" && $0 != "note" }
            .prefix(3).filter { row[$0] != nil }
        let condition = keys.map { "\"\($0)\" IS ?" }.joined(separator: " AND ")
        let value: DatabaseValue
        switch row[column] as DatabaseValue? {
        case let old? where old.isNull:
            value = column == "record" ? Data([1]).databaseValue : 1.databaseValue
        case let old?:
            switch old.storage {
            case .int64(let number): value = (number ^ 1).databaseValue
            case .string(let text):
                var bytes = Array(text.utf8)
                let place = Int.random(in: 0..<bytes.count, using: &dice)
                bytes[place] =
                    bytes[place] == UInt8(ascii: "x") ? UInt8(ascii: "y") : UInt8(ascii: "x")
                value = String(decoding: bytes, as: UTF8.self).databaseValue
            case .blob(var data):
                data[Int.random(in: 0..<data.count, using: &dice)] ^= 1
                value = data.databaseValue
            default: value = 1.databaseValue
            }
        case nil: value = 1.databaseValue
        }
        try db.execute(
            sql: "UPDATE \(table) SET \"\(column)\" = ? WHERE \(condition)",
            arguments: StatementArguments([value] + keys.map { row[$0] as DatabaseValue })
        )
        try #require(db.changesCount > 0)
    }

    @Test func `a hundred deletions, additions and swaps of rows and entries are all found`() throws
    {
        var dice = Dice(state: 2)
        let tables = [
            "ledger_entry", "checkpoint", "fact", "disclosure", "unresolved_disclosure",
            "resolution", "assertion", "letter", "register_page",
        ]
        for round in 0..<100 {
            let table = tables[round % tables.count]
            let found = try !isIntact(rowsAtOnce: Self.rowsAtOnce[round % 3]) { copy in
                try tamper(copy) { db in
                    let count = try #require(
                        try Int.fetchOne(db, sql: "SELECT COUNT(*) FROM \(table)")
                    )
                    let offset = Int.random(in: 0..<count, using: &dice)
                    let key = try keyCondition(table, offset, db)
                    switch round / tables.count % 3 {
                    case 0: try db.execute(sql: "DELETE FROM \(table) WHERE \(key)")
                    case 1: try add(table, like: key, db)
                    default:
                        try #require(count > 1, "two rows of \(table) to swap")
                        let other = try keyCondition(table, (offset + 1) % count, db)
                        try swap(table, key, other, db)
                    }
                }
            }
            #expect(found, "\(table), round \(round)")
        }
    }

    /// The columns that say where a row of a table stands.
    private static func keys(_ table: String) -> [String] {
        switch table {
        case "ledger_entry": ["seq"]
        case "checkpoint": ["size"]
        case "register_page": ["incident", "version", "first_person"]
        default: ["entry", "row"]
        }
    }

    private func keyCondition(_ table: String, _ offset: Int, _ db: Database) throws -> String {
        let columns = Self.keys(table)
        let names = columns.map { "\"\($0)\"" }
        let row = try #require(
            try Row.fetchOne(
                db,
                sql:
                    "SELECT \(names.joined(separator: ", ")) FROM \(table) LIMIT 1 OFFSET \(offset)"
            )
        )
        return zip(names, columns).map { "\($0) = \(row[$1] as Int64)" }.joined(separator: " AND ")
    }

    /// Adds the row once more, at the next free place.
    private func add(_ table: String, like key: String, _ db: Database) throws {
        let place = try #require(Self.keys(table).last)
        let row = try #require(try Row.fetchOne(db, sql: "SELECT * FROM \(table) WHERE \(key)"))
        let next = try Int64.fetchOne(db, sql: "SELECT MAX(\"\(place)\") + 1 FROM \(table)")
        let values = row.map { column, value in
            switch column {
            case place: next.databaseValue
            // One letter per person and wave: the schema itself refuses a second.
            case "person" where table == "letter": 7.databaseValue
            // A message is settled once.
            case "settled_row": 7.databaseValue
            default: value
            }
        }
        try db.execute(
            sql: "INSERT INTO \(table) VALUES (\(values.map { _ in "?" }.joined(separator: ", ")))",
            arguments: StatementArguments(values)
        )
    }

    /// Swaps the contents of two rows, keys and all but their place.
    private func swap(_ table: String, _ one: String, _ other: String, _ db: Database) throws {
        let rows = try [one, other].map {
            try #require(try Row.fetchOne(db, sql: "SELECT * FROM \(table) WHERE \($0)"))
        }
        let columns = rows[0].columnNames.filter { !Self.keys(table).contains($0) }
        let set = columns.map { "\"\($0)\" = ?" }.joined(separator: ", ")
        // One letter per person and wave, one end for a message: the second makes room.
        if table == "letter" {
            try db.execute(sql: "UPDATE letter SET person = person + 1 WHERE \(other)")
        } else if table == "resolution" {
            try db.execute(sql: "UPDATE resolution SET settled_row = 9 WHERE \(other)")
        }
        for (place, row) in zip([one, other], rows.reversed()) {
            try db.execute(
                sql: "UPDATE \(table) SET \(set) WHERE \(place)",
                arguments: StatementArguments(columns.map { row[$0] as DatabaseValue })
            )
        }
    }

    @Test func `a hundred changes, truncations and losses of published files are all found`() throws
    {
        var dice = Dice(state: 3)
        let folder = try original().folder
        let names = try FileManager.default.subpathsOfDirectory(atPath: folder.path).filter {
            var isFolder: ObjCBool = false
            let path = folder.appendingPathComponent($0).path
            return ($0.hasPrefix("ledger/") || $0 == "access.log")
                && FileManager.default.fileExists(atPath: path, isDirectory: &isFolder)
                && !isFolder.boolValue && !$0.contains(".p/")
                || $0.hasSuffix("checkpoint")
        }.sorted()
        try #require(names.count > 5)
        for round in 0..<100 {
            let name = names[round % names.count]
            let found = try !isIntact { copy in
                let file = copy.appendingPathComponent(name)
                var bytes = try Data(contentsOf: file)
                switch round / names.count % 3 {
                case 0:
                    bytes[Int.random(in: 0..<bytes.count, using: &dice)] ^= 1
                    try bytes.write(to: file)
                case 1:
                    try bytes.prefix(Int.random(in: 0..<bytes.count, using: &dice)).write(to: file)
                default: try FileManager.default.removeItem(at: file)
                }
            }
            #expect(found, "\(name), round \(round)")
        }
    }

    @Test func `every roll-back is found against a later checkpoint, and none without one`() throws
    {
        let original = try original()
        #expect(
            try isIntact(from: original.earlyCopy),
            "an older state of the whole ledger verifies by itself: that is what it cannot prove"
        )
        #expect(
            try !isIntact(from: original.earlyCopy, against: [original.lateCheckpoint])
        )
        let report = try LedgerVerifier(folder: original.earlyCopy).verify()
        #expect(report.unproven.contains { $0.contains("--against") })
        let rolledBack = try LedgerVerifier(
            folder: original.earlyCopy,
            against: [original.lateCheckpoint]
        ).verify()
        #expect(rolledBack.findings.map(\.kind) == [.rollback])
    }

    /// A copy of a small ledger and its published files, some acts later each.
    private func states() throws -> (test: TestStore, older: URL, newer: URL) {
        let test = try TestStore()
        let anna = try test.add(.named("VB-1", "Een"))[0]
        var copies: [URL] = []
        for number in 0..<2 {
            try test.record(.order("\(number)", of: anna, CategorySet([.name])))
            try test.store.publishTiles()
            let copy = FileManager.default.temporaryDirectory
                .appendingPathComponent("spoor-\(UUID().uuidString)")
            try Self.copy(test.folder, to: copy)
            copies.append(copy)
        }
        return (test, copies[0], copies[1])
    }

    @Test func `an older database that was put back does not write over its evidence`() throws {
        let (test, older, newer) = try states()
        let files = FileManager.default
        defer { for folder in [older, newer] { try? files.removeItem(at: folder) } }
        let database = newer.appendingPathComponent("spoor.sqlite")
        try files.removeItem(at: database)
        try files.copyItem(at: older.appendingPathComponent("spoor.sqlite"), to: database)
        let file = newer.appendingPathComponent("ledger/checkpoint")
        let published = try Data(contentsOf: file)
        for _ in 0..<2 {
            #expect(throws: StoreError.integrity(.publishedAhead(published: 9, entries: 7))) {
                try Store(at: newer, root: test.root, mode: .writing)
            }
        }
        #expect(try Data(contentsOf: file) == published)
        #expect(throws: Never.self) { try Store(at: newer, root: test.root, mode: .reading) }
        #expect(try !LedgerVerifier(folder: newer).verify().isIntact)
        // Once the evidence is elsewhere, it goes on.
        try files.removeItem(at: newer.appendingPathComponent("ledger"))
        #expect(throws: Never.self) { try Store(at: newer, root: test.root, mode: .writing) }
    }

    @Test func `a database that went on from before what was published is refused`() throws {
        let (test, older, newer) = try states()
        let files = FileManager.default
        defer { for folder in [older, newer] { try? files.removeItem(at: folder) } }
        func goOn() throws {
            let store = try Store(at: older, root: test.root, mode: .writing)
            for name in ["b", "c"] {
                try store.add(
                    party: Party(id: Party.ID(rawValue: name), name: name),
                    role: .processor,
                    from: 0,
                    act: test.act()
                )
            }
        }
        try goOn()
        try files.removeItem(at: older.appendingPathComponent("ledger"))
        try files.copyItem(
            at: newer.appendingPathComponent("ledger"),
            to: older.appendingPathComponent("ledger")
        )
        #expect(throws: StoreError.integrity(.publishedOfAnother(entries: 9))) {
            try Store(at: older, root: test.root, mode: .writing)
        }
    }

    @Test func `published files that a crash left behind are brought up to date`() throws {
        let (test, older, newer) = try states()
        let files = FileManager.default
        defer { for folder in [older, newer] { try? files.removeItem(at: folder) } }
        try files.removeItem(at: newer.appendingPathComponent("ledger"))
        try files.copyItem(
            at: older.appendingPathComponent("ledger"),
            to: newer.appendingPathComponent("ledger")
        )
        #expect(throws: Never.self) { try Store(at: newer, root: test.root, mode: .writing) }
        #expect(try LedgerVerifier(folder: newer).verify().isIntact)
    }

    @Test func `a checkpoint that does not read, or of another ledger, is refused`() throws {
        let original = try original()
        #expect(throws: VerificationError.self) {
            try LedgerVerifier(folder: original.folder, against: ["nonsense"])
        }
        let other = try TestStore()
        try other.store.publishTiles()
        #expect(try !isIntact(against: [try other.store.checkpoint()]))
    }
}
