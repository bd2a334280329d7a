// SPDX-License-Identifier: EUPL-1.2

import Crypto
import Custody
import Database

/// What a store is and by which keys: every setting, and the SHA-256 of each wrapped key.
///
/// It goes before the first entry of a store; in one of format 1, before the first of format 2.
public struct FoundingFact: Fact {
    public static let kind = "founding"
    public var settings: [String: String]
    /// By the name of the key, hexadecimal.
    public var wrappedKeys: [String: String]

    enum CodingKeys: String, CodingKey {
        case settings = "settings"
        case wrappedKeys = "wrappedKeys"
    }
}

extension Store {
    /// Brings the settings and keys under the ledger, and what stood in the tables of a store of
    /// format 1: within the first act that is recorded in format 2, so that it has an officer and a
    /// time.
    ///
    /// At eight million messages it takes some seconds, once.
    func found(_ db: Connection, _ entries: inout Entries) throws {
        // Not through the index, which would read all facts of the kind at each act.
        let founded = try db.integer(
            "SELECT 1 FROM fact WHERE kind = $1 LIMIT 1",
            FoundingFact.kind
        )
        guard founded == nil else { return }
        var new: [any Fact] = []
        let format = try db.first("SELECT value FROM setting WHERE name = 'format'") { $0.text(0) }
        if format == "1" {
            try resealRejects(db)
            var coverage = IntakeCoverage(entry: try entries.next(db))
            try coverage.addRowsWithoutEntry(db)
            if let fact = coverage.fact(source: IntakeFact.beforeCoverage) { new.append(fact) }
            try db.run(
                "UPDATE setting SET value = $1 WHERE name = 'format'",
                String(Schema.version)
            )
            if try Self.hasPeople(db) {
                try db.run(
                    "INSERT INTO setting (name, value) VALUES ($1, 'people')",
                    Self.unfinishedUpgrade
                )
            }
        }
        new.append(try Self.foundingFact(db))
        try entries.record(db, new)
    }

    /// As the settings and keys are now: the last such fact holds.
    static func foundingFact(_ db: Connection) throws -> FoundingFact {
        FoundingFact(
            settings: try Dictionary(
                db.all("SELECT name, value FROM setting") { ($0.text(0), $0.text(1)) },
                uniquingKeysWith: { first, _ in first }
            ),
            wrappedKeys: try Dictionary(
                db.all("SELECT name, wrapped FROM wrapped_key") {
                    ($0.text(0), Hexadecimal.text(SHA256.hash(data: $0.bytes(1))))
                },
                uniquingKeysWith: { first, _ in first }
            )
        )
    }
}
