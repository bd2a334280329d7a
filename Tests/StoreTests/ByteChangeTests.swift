// SPDX-License-Identifier: EUPL-1.2

import Custody
import Foundation
import GRDB
import Incidents
import Store
import Testing

@testable import Verification

/// Every byte of a small ledger, changed one at a time: rows, entries, checkpoints and their
/// signatures, tiles, access log; every length a file can be cut to, every pair of rows, every
/// loss, every older state. `Tools/rigs/bytes.sh` runs it in the size that it is asked for.
@Suite(.serialized) struct ByteChangeTests {
    private static let environment = ProcessInfo.processInfo.environment
    /// How many changes are tried; all of them when there are fewer.
    private static let wanted = Int(environment["SPOOR_BYTE_CHANGES"] ?? "") ?? 200
    private static let seed =
        UInt64(environment["SPOOR_BYTE_SEED"] ?? "") ?? 20_261_130

    @Test func `every byte that is changed, lost, swapped or rolled back is found`() throws {
        var dice = SeededDice(state: Self.seed)
        let ledger = try SmallLedger()
        #expect(try ledger.findings().isEmpty, "untouched, it verifies")
        let all = try ledger.changes(&dice).shuffled(using: &dice)
        let chosen = all.prefix(Self.wanted)
        let began = ContinuousClock.now
        var tried: [String: Int] = [:]
        var missed: [String] = []
        for change in chosen {
            tried[change.kind, default: 0] += 1
            let found = try ledger.finds(change)
            if !found { missed.append(change.words) }
        }
        #expect(try ledger.findings().isEmpty, "all was put back")
        #expect(missed.isEmpty, "seed \(Self.seed): \(missed.prefix(20))")
        let seconds = (ContinuousClock.now - began).components.seconds
        let kinds = tried.sorted { $0.key < $1.key }.map { "  \($0.key)\t\($0.value)" }
        print(
            (["Changes", "  seed\t\(Self.seed)", "  changes there are\t\(all.count)"]
                + ["  changes tried\t\(chosen.count)"] + kinds
                + ["  missed\t\(missed.count)", "  seconds\t\(seconds)"])
                .joined(separator: "\n")
        )
    }
}

/// SplitMix64: the same seed gives the same changes.
struct SeededDice: RandomNumberGenerator {
    var state: UInt64

    mutating func next() -> UInt64 {
        state &+= 0x9E37_79B9_7F4A_7C15
        var z = state
        z = (z ^ (z >> 30)) &* 0xBF58_476D_1CE4_E5B9
        z = (z ^ (z >> 27)) &* 0x94D0_49BB_1331_11EB
        return z ^ (z >> 31)
    }
}

/// One thing that somebody with the files in their hands might do.
struct Change {
    enum What {
        case value(table: String, key: String, column: String, DatabaseValue)
        case swap(table: String, key: String, other: String)
        case deletion(table: String, key: String)
        case addition(table: String, row: [DatabaseValue])
        case content(file: String, Data?)
        /// A byte of the database file, whatever stands there.
        case byte(offset: Int, flip: UInt8)
        case olderState(URL)
    }

    var kind: String
    var words: String
    var what: What
}

/// A ledger with every kind of row, in a folder that is changed and put back.
final class SmallLedger {
    private let folder: URL
    private let checkpoint: String
    private let older: [URL]
    /// What every table and index answers as long as nothing was changed.
    private var answers: [String] = []
    private let database: DatabaseQueue
    private var verifications = 0

    /// Tables under the ledger, and those that can be recounted from it, with the columns that say where a row stands.
    static let tables = [
        "ledger_entry": ["seq"], "checkpoint": ["size"], "fact": ["entry", "row"],
        "disclosure": ["entry", "row"], "unresolved_disclosure": ["entry", "row"],
        "resolution": ["entry", "row"], "assertion": ["entry", "row"],
        "letter": ["entry", "row"], "register_page": ["incident", "version", "first_person"],
        "holding": ["party", "person"], "exposure_sum": ["party", "what", "value"],
        "setting": ["name"], "wrapped_key": ["name"], "received": ["digest"],
        "sample_message": ["sample", "received"], "person_by_source": ["bucket", "id"],
        "person_by_birth_and_name": ["bucket", "id"], "person_by_address": ["bucket", "id"],
        "letter_code": ["person", "wave"], "person_by_citizen_number": ["bucket", "id"],
        "reject": ["digest"], "unclassified_field": ["path"], "erasure": ["entry", "row"],
        "person_version": ["person", "entry"], "person": ["number"],
        "person_dossier": ["number"], "person_mail": ["number"],
    ]

    init() throws {
        let test = try TestStore()
        let people = try test.add(.named("VB-1", "Een"), .named("VB-2", "Twee"))
        var older: [URL] = []
        func keep() throws {
            try test.store.publishTiles()
            older.append(try Self.copy(test.folder))
        }
        try test.record(.order("1", of: people[0], CategorySet([.name])))
        try keep()
        try test.record(
            .order("2", of: people[0], CategorySet([.address])),
            .order("3", of: people[1], CategorySet([.name, .address]))
        )
        try test.record(.result("waits", samples: ReceivedDisclosure.digest("sample")))
        var unclassified = DisclosureBatch()
        unclassified.append(
            digest: ReceivedDisclosure.digest("unclassified"),
            subject: .person(people[0]),
            flow: unclassified.number(of: .toLab(.givenByUs)),
            categories: CategorySet([.name]),
            disclosedOn: 1,
            keepUntil: nil,
            samples: [],
            fields: ["PID-31"]
        )
        _ = try test.store.record(
            unclassified,
            rejected: [Rejected(source: "a.hl7", line: 3, reason: "short", content: [1])],
            act: test.act()
        )
        try keep()
        let incident = try test.openIncident()
        _ = try test.store.canonical(
            try test.store.computeRegister(of: incident),
            for: test.reason()
        )
        try keep()
        try test.recordUnresolved(settledAs: people[1])
        let records = [(2, people[0], nil), (3, nil, [9] as [UInt8]?)].map {
            ListedRecord(
                line: $0.0,
                person: $0.1,
                categories: CategorySet([.name]),
                basis: 2,
                record: $0.2
            )
        }
        _ = try test.list("list-1", incident, records)
        let frozen = try test.freeze("one", incident)
        try keep()
        _ = try test.store.record(
            wave: "first",
            of: incident,
            version: frozen,
            who: "everyone",
            decision: "test",
            letters: people.map {
                PlannedLetter(person: $0, group: .notExcluded, whyAgain: nil, held: nil, batch: 1)
            },
            heldByReason: [:],
            act: test.act()
        )
        try test.store.publishTiles()
        checkpoint = try test.store.checkpoint()
        self.older = older
        folder = try Self.copy(test.folder)
        database = try DatabaseQueue(path: folder.appendingPathComponent("spoor.sqlite").path)
        try database.writeWithoutTransaction { db in
            try db.execute(sql: "PRAGMA synchronous = OFF")
            try db.loosen()
        }
        answers = try StoreAnswers.all(in: folder)
    }

    deinit {
        try? database.close()
        for folder in older + [folder] { try? FileManager.default.removeItem(at: folder) }
    }

    /// A copy whose database has everything in one file.
    private static func copy(_ folder: URL) throws -> URL {
        let target = FileManager.default.temporaryDirectory
            .appendingPathComponent("spoor-bytes-\(UUID().uuidString)")
        try FileManager.default.copyItem(at: folder, to: target)
        let database = try DatabaseQueue(path: target.appendingPathComponent("spoor.sqlite").path)
        try database.writeWithoutTransaction { db in
            try db.execute(sql: "PRAGMA wal_checkpoint(TRUNCATE)")
            try db.execute(sql: "PRAGMA journal_mode = DELETE")
        }
        try database.close()
        return target
    }

    /// What verification says, with the last checkpoint kept elsewhere.
    func findings(of other: URL? = nil) throws -> [String] {
        do {
            var verifier = try LedgerVerifier(folder: other ?? folder, against: [checkpoint])
            // In turns every row by itself, entries cut in parts, and all rows in one go.
            verifier.rowsAtOnce = [1, 2, Share.rowsAtOnce][verifications % 3]
            verifications += 1
            return try verifier.verify().findings.map(\.description)
        } catch let error as VerificationError {
            return ["\(error)"]
        }
    }

    /// Does one change, verifies, and puts everything back.
    func finds(_ change: Change) throws -> Bool {
        switch change.what {
        case .olderState(let folder):
            return try !findings(of: folder).isEmpty
        case .byte(let offset, let flip):
            return try findsOrMakesNoDifference(offset, flip)
        case .content(let name, let bytes):
            let file = folder.appendingPathComponent(name)
            let before = try Data(contentsOf: file)
            if let bytes {
                try bytes.write(to: file)
            } else {
                try FileManager.default.removeItem(at: file)
            }
            defer { try? before.write(to: file) }
            return try !findings().isEmpty
        case .value(let table, let key, _, _), .swap(let table, let key, _),
            .deletion(let table, let key):
            return try finds(change, table, whole: table == "register_page" ? "TRUE" : key)
        case .addition(let table, _):
            return try finds(change, table, whole: "TRUE")
        }
    }

    private func finds(_ change: Change, _ table: String, whole condition: String) throws -> Bool {
        let before = try database.read {
            try Row.fetchAll($0, sql: "SELECT * FROM \(table)")
        }
        do {
            try database.write { try Self.apply(change.what, $0) }
        } catch let error as DatabaseError where error.resultCode == .SQLITE_CONSTRAINT {
            // A key that is there already: no file can hold both.
            return true
        }
        let found = try !findings().isEmpty
        try database.write { db in
            try db.execute(sql: "DELETE FROM \(table)")
            for row in before { try Self.insert(Array(row.databaseValues), table, db) }
        }
        return found
    }

    private static func apply(_ what: Change.What, _ db: Database) throws {
        switch what {
        case .value(let table, let key, let column, let value):
            try db.execute(
                sql: "UPDATE \(table) SET \"\(column)\" = ? WHERE \(key)",
                arguments: [value]
            )
        case .swap(let table, let key, let other):
            let rows = try [key, other].map {
                try #require(try Row.fetchOne(db, sql: "SELECT * FROM \(table) WHERE \($0)"))
            }
            let columns = rows[0].columnNames.filter { tables[table]?.contains($0) != true }
            let set = columns.map { "\"\($0)\" = ?" }.joined(separator: ", ")
            // A letter is one per person and wave: the first makes room before the second comes.
            if table == "letter" {
                try db.execute(sql: "UPDATE letter SET person = person + 1 WHERE \(other)")
            } else if table == "resolution" {
                try db.execute(sql: "UPDATE resolution SET settled_row = 9 WHERE \(other)")
            }
            for (key, row) in zip([key, other], rows.reversed()) {
                try db.execute(
                    sql: "UPDATE \(table) SET \(set) WHERE \(key)",
                    arguments: StatementArguments(columns.map { row[$0] as DatabaseValue })
                )
            }
        case .deletion(let table, let key):
            try db.execute(sql: "DELETE FROM \(table) WHERE \(key)")
        case .addition(let table, let row):
            try insert(row, table, db)
        case .content, .olderState, .byte: break
        }
    }

    private static func insert(_ row: [DatabaseValue], _ table: String, _ db: Database) throws {
        let places = row.map { _ in "?" }.joined(separator: ", ")
        try db.execute(
            sql: "INSERT INTO \(table) VALUES (\(places))",
            arguments: StatementArguments(row)
        )
    }
}

extension SmallLedger {
    /// Everything that can be done to it, once.
    func changes(_ dice: inout SeededDice) throws -> [Change] {
        var changes: [Change] = []
        try database.read { db in
            for (table, keys) in Self.tables.sorted(by: { $0.key < $1.key }) {
                let rows = try Row.fetchAll(db, sql: "SELECT * FROM \(table)")
                for (place, row) in rows.enumerated() {
                    changes += Self.values(of: row, table, keys, &dice)
                    let key = Self.condition(row, keys)
                    changes.append(
                        Change(
                            kind: "row lost",
                            words: "\(table) \(key) lost",
                            what: .deletion(table: table, key: key)
                        )
                    )
                    // What a processor has of two people may be equal, and two of its sums.
                    for other in rows.dropFirst(place + 1)
                    where Self.content(row, keys) != Self.content(other, keys)
                        && !Self.areSealedDays(table, row, other)
                    {
                        let second = Self.condition(other, keys)
                        changes.append(
                            Change(
                                kind: "rows swapped",
                                words: "\(table) \(key) and \(second) swapped",
                                what: .swap(table: table, key: key, other: second)
                            )
                        )
                    }
                }
                changes += Self.additions(rows, table, keys)
            }
        }
        changes += try files(&dice)
        changes += try bytes(&dice)
        changes += older.enumerated().map {
            Change(kind: "older state", words: "older state \($0)", what: .olderState($1))
        }
        return changes
    }

    /// Rows counted by a day. The days are sealed: without the key their sum can be compared, not which day
    /// has how many.
    private static func areSealedDays(_ table: String, _ row: Row, _ other: Row) -> Bool {
        guard table == "exposure_sum" else { return false }
        let what = row["what"] as String
        return what == other["what"] as String && ["keepUntil", "withoutTerm"].contains(what)
    }

    private static func content(_ row: Row, _ keys: [String]) -> [DatabaseValue] {
        row.filter { !keys.contains($0.0) }.map(\.1)
    }

    private static func condition(_ row: Row, _ keys: [String]) -> String {
        keys.map { key in
            // As it is written: the only texts are words of our own.
            let value =
                switch (row[key] as DatabaseValue).storage {
                case .int64(let number): "\(number)"
                case .blob(let data): "x'\(data.map { String(format: "%02x", $0) }.joined())'"
                default: "'\(row[key] as String)'"
                }
            return "\"\(key)\" = \(value)"
        }.joined(separator: " AND ")
    }

    /// Every byte of every column, and the bytes of a number that is stored in eight.
    private static func values(
        of row: Row,
        _ table: String,
        _ keys: [String],
        _ dice: inout SeededDice
    ) -> [Change] {
        var changes: [Change] = []
        let key = condition(row, keys)
        func add(_ column: String, _ place: Int, _ value: DatabaseValue) {
            changes.append(
                Change(
                    kind: "byte of \(table)",
                    words: "\(table).\(column) of \(key), byte \(place)",
                    what: .value(table: table, key: key, column: column, value)
                )
            )
        }
        for (column, value) in row where !keys.contains(column) {
            // The days of rows are sealed: without the key the first and the last can be bounded only.
            if table == "exposure_sum", ["first", "last"].contains(row["what"] as String) {
                continue
            }
            switch value.storage {
            case .int64(let number):
                for place in 0..<8 {
                    let flip = Int64(bitPattern: UInt64(1) << (place * 8 + Int(dice.next() % 8)))
                    add(column, place, (number ^ flip).databaseValue)
                }
            case .string(let text):
                let bytes = Array(text.utf8)
                for place in bytes.indices {
                    // Text stays text; bytes that are no UTF-8 are tried in the files.
                    var changed = bytes
                    repeat {
                        changed[place] = UInt8(dice.next() % 95 + 32)
                    } while changed[place] == bytes[place]
                    add(column, place, String(decoding: changed, as: UTF8.self).databaseValue)
                }
            case .blob(let data):
                for place in 0..<data.count {
                    var changed = data
                    changed[place] ^= UInt8(dice.next() % 255 + 1)
                    add(column, place, changed.databaseValue)
                }
            case .null:
                let values: [DatabaseValue] =
                    column == "record"
                    ? [Data().databaseValue, Data(count: 32).databaseValue]
                    : [0, -1, Int64(Int32.min)].map(\.databaseValue)
                for value in values { add(column, 0, value) }
            default: break
            }
        }
        return changes
    }

    /// Each row once more, at the next free place of its entry.
    private static func additions(_ rows: [Row], _ table: String, _ keys: [String]) -> [Change] {
        guard let name = keys.last, rows.allSatisfy({ Int64.fromDatabaseValue($0[name]) != nil })
        else { return [] }
        let next = (rows.map { $0[name] as Int64 }.max() ?? 0) + 1
        return rows.enumerated().compactMap { place, row in
            // The schema itself refuses a second letter to the same person.
            guard table != "letter" else { return nil }
            let values = row.map { column, value -> DatabaseValue in
                switch column {
                case name: next.databaseValue
                // A message is settled once.
                case "settled_row": (next + 100).databaseValue
                default: value
                }
            }
            return Change(
                kind: "row added",
                words: "\(table) row \(place) once more",
                what: .addition(table: table, row: values)
            )
        }
    }

    /// Every byte and every length of the published files and the access log.
    private func files(_ dice: inout SeededDice) throws -> [Change] {
        let size = checkpoint.split(separator: "\n")[1]
        var changes: [Change] = []
        for name in [
            "ledger/checkpoint", "ledger/tile/0/000.p/\(size)",
            "ledger/tile/entries/000.p/\(size)", "access.log",
        ] {
            let bytes = try Data(contentsOf: folder.appendingPathComponent(name))
            try #require(!bytes.isEmpty, "\(name)")
            func add(_ kind: String, _ words: String, _ content: Data?) {
                changes.append(
                    Change(
                        kind: kind,
                        words: "\(name) \(words)",
                        what: .content(file: name, content)
                    )
                )
            }
            for place in 0..<bytes.count {
                var changed = bytes
                changed[place] ^= UInt8(dice.next() % 255 + 1)
                add("byte of a file", "byte \(place)", changed)
                add("file cut short", "cut to \(place)", bytes.prefix(place))
            }
            for byte in [0, 0x0A, 0x20, 0xFF] as [UInt8] {
                add("file made longer", "with \(byte) at its end", bytes + [byte])
            }
            add("file lost", "lost", nil)
        }
        return changes
    }
}

extension SmallLedger {
    /// How many bytes of the database file are tried at most.
    private static let mostBytes = 3000

    /// Bytes of the file itself, of every page and whatever object it belongs to: the schema, indexes,
    /// people, letter codes, what was received. Empty space is mostly left out.
    fileprivate func bytes(_ dice: inout SeededDice) throws -> [Change] {
        let file = try Data(contentsOf: folder.appendingPathComponent("spoor.sqlite"))
        let filled = file.indices.filter { file[$0] != 0 }.shuffled(using: &dice)
            .prefix(Self.mostBytes)
        let empty = (0..<Self.mostBytes / 10).map { _ in
            Int.random(in: file.indices, using: &dice)
        }
        return (filled + empty).map { offset in
            Change(
                kind: "byte of the file",
                words: "byte \(offset % 4096) of page \(offset / 4096 + 1)",
                what: .byte(offset: offset, flip: UInt8(dice.next() % 255 + 1))
            )
        }
    }

    /// Is a changed byte of the file found, or does everything that the ledger covers still answer as
    /// before? Some bytes stand for nothing, and some for what every report names as not covered.
    fileprivate func findsOrMakesNoDifference(_ offset: Int, _ flip: UInt8) throws -> Bool {
        let path = folder.appendingPathComponent("spoor.sqlite")
        let before = try Data(contentsOf: path)
        var changed = before
        changed[offset] ^= flip
        try changed.write(to: path)
        defer { try? before.write(to: path) }
        if try !findings().isEmpty { return true }
        return (try? StoreAnswers.all(in: folder)) == answers
    }
}
