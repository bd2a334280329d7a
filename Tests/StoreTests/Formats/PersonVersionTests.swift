// SPDX-License-Identifier: EUPL-1.2

import Crypto
import Custody
import Database
import Foundation
import GRDB
import Testing
import Verification

@testable import Store

/// Somebody who is lost, or stands there with older rows, is found against the versions of people in
/// the ledger. The versions are written here as `docs/formats.md` gives them.
struct PersonVersionTests {
    private let test: TestStore
    private let people: [PersonNumber]

    init() throws {
        test = try TestStore()
        people = try test.add(
            .named("VB-1", "Een"),
            .named("VB-2", "Twee"),
            .named("VB-3", "Drie")
        )
        try change { db in
            if try !db.tableExists("person_version") {
                try db.execute(
                    sql: """
                        CREATE TABLE person_version (
                            entry INTEGER NOT NULL, "row" INTEGER NOT NULL, person INTEGER NOT NULL,
                            dossier BLOB NOT NULL, mail BLOB NOT NULL,
                            commitment_key BLOB NOT NULL, PRIMARY KEY (person, entry)
                        ) STRICT, WITHOUT ROWID
                        """
                )
            }
        }
        try recordVersions()
    }

    private func change(_ body: (GRDB.Database) throws -> Void) throws {
        let database = try DatabaseQueue(
            path: test.folder.appendingPathComponent("spoor.sqlite").path
        )
        try database.write(body)
        try database.close()
    }

    private struct Version: Sendable {
        var person: Int64
        var dossier: [UInt8]
        var mail: [UInt8]
    }

    private static func blob(_ data: Data) -> Data {
        withUnsafeBytes(of: UInt32(data.count).bigEndian) { Data($0) } + data
    }

    private func versions() throws -> [Version] {
        var versions: [Version] = []
        try change { db in
            let rows = try Row.fetchAll(
                db,
                sql: """
                    SELECT person.number, epoch, content, log_key, d.wrapped_key AS dk,
                        d.sealed AS ds, m.wrapped_key AS mk, m.sealed AS ms
                    FROM person JOIN person_dossier AS d ON d.number = person.number
                    JOIN person_mail AS m ON m.number = person.number ORDER BY person.number
                    """
            )
            for row in rows {
                let number: Int64 = row["number"]
                let head = withUnsafeBytes(of: number.bigEndian) { Data($0) }
                let epoch = withUnsafeBytes(of: UInt32(row["epoch"] as Int).bigEndian) { Data($0) }
                let dossier =
                    head + epoch + (row["content"] as Data) + Self.blob(row["log_key"])
                    + Self.blob(row["dk"]) + Self.blob(row["ds"])
                let mail = head + Self.blob(row["mk"]) + Self.blob(row["ms"])
                versions.append(
                    Version(
                        person: number,
                        dossier: Array(SHA256.hash(data: dossier)),
                        mail: Array(SHA256.hash(data: mail))
                    )
                )
            }
        }
        return versions
    }

    private func recordVersions() throws {
        let versions = try versions()
        _ = try test.store.commit(test.act()) { _, db, entries in
            try entries.append(
                db,
                kind: .personVersions,
                versions,
                canonical: { version in
                    var row = CanonicalRow("p")
                    row.add(version.person)
                    for byte in version.dossier + version.mail { row.add(byte) }
                    return row
                },
                insert: { version, entry, row, key in
                    try db.run(
                        """
                        INSERT INTO person_version (
                            entry, "row", person, dossier, mail, commitment_key)
                        VALUES ($1, $2, $3, $4, $5, $6)
                        """,
                        entry,
                        row,
                        version.person,
                        version.dossier,
                        version.mail,
                        Array(key)
                    )
                }
            )
        }
    }

    private func findings() throws -> [Finding] {
        try test.store.publishTiles()
        return try LedgerVerifier(folder: test.folder).verify().findings
    }

    @Test func `people as they were recorded last verify`() throws {
        #expect(try findings() == [])
        var moved = Person.named("VB-2", "Twee")
        moved.street = "Andere laan"
        try test.add(moved)
        try recordVersions()
        #expect(try findings() == [])
        let unproven = try LedgerVerifier(folder: test.folder).verify().unproven.joined()
        #expect(!unproven.contains("who people are"))
    }

    @Test func `old rows of one person that were put back are found, with the way to repair it`()
        throws
    {
        let number = Int64(people[1].value)
        var old: [(String, Row)] = []
        try change { db in
            for table in ["person", "person_dossier", "person_mail"] {
                let row = try Row.fetchOne(
                    db,
                    sql: "SELECT * FROM \(table) WHERE number = ?",
                    arguments: [number]
                )
                old.append((table, try #require(row)))
            }
        }
        var sheltered = Person.named("VB-2", "Twee")
        sheltered.addressStatus = .shelter
        try test.add(sheltered)
        try recordVersions()
        #expect(try findings() == [])
        try change { db in
            for (table, row) in old {
                try db.execute(sql: "DELETE FROM \(table) WHERE number = ?", arguments: [number])
                try db.execute(
                    sql: """
                        INSERT INTO \(table)
                        VALUES (\(row.map { _ in "?" }.joined(separator: ", ")))
                        """,
                    arguments: StatementArguments(Array(row.databaseValues))
                )
            }
        }
        let found = try findings()
        #expect(found.map(\.kind) == [.person])
        #expect(found.first?.detail.contains(people[1].reference) == true)
        #expect(found.first?.detail.contains("import the row of the population again") == true)
    }

    @Test(arguments: [
        "DELETE FROM person WHERE number = ?", "DELETE FROM person_dossier WHERE number = ?",
        "DELETE FROM person_mail WHERE number = ?",
        "UPDATE person_mail SET sealed = zeroblob(100) WHERE number = ?",
        "UPDATE person SET epoch = epoch + 1 WHERE number = ?",
        "UPDATE person SET epoch = epoch + 4294967296 WHERE number = ?",
        "UPDATE person SET epoch = -epoch WHERE number = ?",
        "UPDATE person SET number = number + 1 WHERE number = ?",
    ])
    func `somebody who is lost, in whole or in part, is found`(change sql: String) throws {
        for person in people {
            let before = try findings()
            try change { try $0.execute(sql: sql, arguments: [Int64(person.value)]) }
            #expect(try findings().count > before.count)
        }
    }

    @Test func `somebody whom no import recorded is found`() throws {
        try change { db in
            try db.execute(
                sql: "INSERT INTO person SELECT 7, epoch, content, log_key FROM person LIMIT 1"
            )
        }
        #expect(try findings().contains { $0.kind == .person })
    }
}
