// SPDX-License-Identifier: EUPL-1.2

import Database
import Foundation
import Testing

@testable import Store

/// Statements run in SQLite now and in PostgreSQL 15 later, so none says what only one of them knows.
struct PortableSQLTests {
    /// A statement as it stands in a source file.
    struct Source: Sendable, CustomStringConvertible {
        var file: String
        var sql: String

        var description: String { "\(file): \(sql.prefix(60))" }
    }

    private static let root = URL(fileURLWithPath: #filePath)
        .deletingLastPathComponent().deletingLastPathComponent().deletingLastPathComponent()

    /// Every string of these rooms that begins like a statement. What is said to SQLite about itself
    /// stands in Database alone, and is not among them.
    static let statements: [Source] = {
        let literal = #/"""\n(?<long>.*?)\n\s*"""|"(?<short>(?:[^"\\\n]|\\.)*)"/#
            .dotMatchesNewlines()
        let verbs = ["SELECT ", "INSERT ", "UPDATE ", "DELETE ", "WITH "]
        var found: [Source] = []
        for room in ["Store", "Identities"] {
            let folder = root.appendingPathComponent("Sources/\(room)")
            let names = (try? FileManager.default.subpathsOfDirectory(atPath: folder.path)) ?? []
            for name in names.sorted() where name.hasSuffix(".swift") {
                let file = folder.appendingPathComponent(name)
                guard let text = try? String(contentsOf: file, encoding: .utf8) else { continue }
                let code = text.split(separator: "\n", omittingEmptySubsequences: false)
                    .filter { !$0.drop { $0 == " " }.hasPrefix("//") }.joined(separator: "\n")
                // The columns that several statements of a file name together.
                let columns = code.firstMatch(of: #/static let columns = "([^"]+)"/#)?.1 ?? ""
                for match in code.matches(of: literal) {
                    var sql = String(match.output.long ?? match.output.short ?? "")
                        .replacing("\\\"", with: "\"")
                        // Names of tables that are alike.
                        .replacing(#/\\\(table\.name\)/#, with: "person_by_source")
                        .replacing(#/\\\(table\)/#, with: "person_mail")
                        .replacing(#/\\\(key\)/#, with: "number")
                        .replacing(#/FROM \\\(\$0\)/#, with: "FROM person WHERE number")
                        .replacing(#/\\\(\w+\.columns\)/#, with: columns)
                        .replacing(#/\\\(columns\)/#, with: "sealed")
                        .replacing(#/\\\(joined\)/#, with: "excluded.amount")
                        .trimmingCharacters(in: .whitespacesAndNewlines)
                    // One that goes on by how many are read.
                    if sql.hasSuffix("WHERE number") { sql += " = $1" }
                    if verbs.contains(where: sql.hasPrefix) {
                        found.append(Source(file: "\(room)/\(name)", sql: sql))
                    }
                }
            }
        }
        return found
    }()

    /// What SQLite alone understands.
    private static var foreign: [(name: String, pattern: Regex<Substring>)] {
        [
            ("? for a parameter", #/\?/#), ("INSERT OR", #/\bINSERT OR\b/#),
            ("REPLACE INTO", #/\bREPLACE INTO\b/#), ("rowid", #/\browid\b/#),
            ("PRAGMA", #/PRAGMA/#),
            ("sqlite_", #/sqlite_/#), ("GLOB", #/\bGLOB\b/#), ("zeroblob", #/zeroblob/#),
            ("a literal blob", #/\b[xX]'/#), ("AS BLOB", #/\bBLOB\b/#), ("ifnull", #/\bifnull\b/#),
            ("dates", #/\b(?:datetime|strftime|julianday|unixepoch)\(/#), ("==", #/==/#),
            ("LIMIT a, b", #/LIMIT \S+,/#), ("backquotes", #/`/#), ("total()", #/\btotal\(/#),
            ("group_concat", #/group_concat/#), ("AUTOINCREMENT", #/AUTOINCREMENT/#),
        ]
    }

    private static func findings(in sql: String) -> [String] {
        foreign.filter { sql.contains($0.pattern.ignoresCase()) }.map(\.name)
    }

    @Test func `no statement says what only SQLite knows`() {
        #expect(Self.statements.count > 50, "they were found")
        for statement in Self.statements {
            #expect(Self.findings(in: statement.sql) == [], "\(statement)")
            #expect(!statement.sql.contains(#"\("#), "a hole nobody fills here: \(statement)")
        }
    }

    @Test func `the words are found where they stand`() {
        for (sql, name) in [
            ("SELECT 1 WHERE a = ?", "? for a parameter"), ("INSERT OR IGNORE INTO a", "INSERT OR"),
            ("SELECT rowid FROM a", "rowid"), ("SELECT * FROM a WHERE b GLOB 'c*'", "GLOB"),
            ("UPDATE a SET b = x'00'", "a literal blob"), ("SELECT a LIMIT 3, 4", "LIMIT a, b"),
        ] {
            #expect(Self.findings(in: sql) == [name])
        }
        #expect(Self.findings(in: "SELECT borrowid FROM a WHERE b = $1 LIMIT 3") == [])
    }

    /// The schema as this program makes it.
    private func schema() throws -> [SchemaObject] {
        try Migration.schema(after: Schema.migrations + CallTextKeys.migrations).filter {
            !$0.text.isEmpty
        }
    }

    @Test func `the schema in PostgreSQL has numbers of 63 bits and nothing of SQLite`() throws {
        for object in try schema() where !object.listsMigrations {
            let text = PostgreSQL.schema(String(decoding: object.text, as: UTF8.self))
            for word in ["STRICT", "ROWID", "BLOB", "INTEGER", "RAISE(", "BEGIN SELECT"] {
                #expect(!text.contains(word), "\(object.name)")
            }
        }
    }

    @Test(
        .enabled(
            if: PostgreSQLServer.isThere || PostgreSQLServer.isRequired,
            "PostgreSQL 15 is not installed: no statement was prepared there"
        )
    )
    func `PostgreSQL takes the schema and prepares every statement`() throws {
        try #require(
            PostgreSQLServer.isThere,
            "SPOOR_POSTGRESQL=1 asks for PostgreSQL 15, which is not installed: Tools/setup.sh"
        )
        let server = try PostgreSQLServer()
        defer { server.stop() }
        // Tables before what refers to them; unresolved ones before those that settle them.
        let kinds = ["table": 0, "index": 1, "trigger": 2]
        let objects = try schema().filter { !$0.listsMigrations }.sorted {
            let left = (kinds[$0.kind] ?? 3, $0.name == "resolution" ? 1 : 0)
            let right = (kinds[$1.kind] ?? 3, $1.name == "resolution" ? 1 : 0)
            return left < right
        }
        let schema = objects.map {
            PostgreSQL.schema(String(decoding: $0.text, as: UTF8.self)) + ";"
        }
        let made = try server.run(schema.joined(separator: "\n"))
        #expect(made == "", "\(made)")
        let prepared = Self.statements.enumerated().map {
            "PREPARE statement_\($0.offset) AS \($0.element.sql);"
        }
        let said = try server.run(prepared.joined(separator: "\n"))
        #expect(said == "", "\(said)")
        // And it refuses what the ledger holds to be changed.
        _ = try server.run("INSERT INTO checkpoint (size, note) VALUES (9223372036854775807, 'a');")
        #expect(try server.run("DELETE FROM checkpoint;").contains("append-only"))
        #expect(try server.run("PREPARE wrong AS SELECT rowid FROM fact;").contains("ERROR"))
    }
}
