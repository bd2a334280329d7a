// SPDX-License-Identifier: EUPL-1.2

import Database

/// The tables. Plain SQL that PostgreSQL understands too, but for `STRICT` and the blobs' name.
enum Schema {
    static let version = 2

    /// Of what all migrations make of an empty database: see ``SchemaCheck``.
    static let sha256 = "86791e86d3895e1a463e6e077e7255b82ad9f699694e23de15c20b548baa957e"

    static let migrations = [
        Migration("0001-foundations", statements: foundations),
        Migration("0002-letter-codes", statements: letterCodes),
        frontier,
        format2,
        Migration("0005-people", statements: Schema0005People.statements),
    ]

    /// Whose letter has a code: codes are random, so they are entered in their own order. Derived from
    /// the letters, which the ledger commits to.
    private static let letterCodes =
        [
            """
            CREATE TABLE letter_code (
                code BLOB NOT NULL,
                person INTEGER NOT NULL,
                wave INTEGER NOT NULL,
                PRIMARY KEY (code, person, wave)
            ) STRICT, WITHOUT ROWID
            """,
            """
            INSERT INTO letter_code (code, person, wave)
            SELECT code, person, wave FROM letter ORDER BY code
            """,
        ] + appendOnly("letter_code")

    private static let foundations =
        [
            // What this store is: its format, its owner, whether it is synthetic.
            """
            CREATE TABLE setting (
                name TEXT PRIMARY KEY NOT NULL,
                value TEXT NOT NULL
            ) STRICT
            """,
            // The keys of the store, each wrapped by the root key that lives outside it.
            """
            CREATE TABLE wrapped_key (
                name TEXT PRIMARY KEY NOT NULL,
                wrapped BLOB NOT NULL
            ) STRICT
            """,
            // The ledger proper: one line per act, the leaves of the RFC 6962 tree.
            """
            CREATE TABLE ledger_entry (
                seq INTEGER PRIMARY KEY NOT NULL CHECK (seq >= 0),
                body BLOB NOT NULL
            ) STRICT
            """,
            """
            CREATE TABLE checkpoint (
                size INTEGER PRIMARY KEY NOT NULL,
                note TEXT NOT NULL
            ) STRICT
            """,
            // Small facts in JSON: parties, agreements, flows, incidents, statements, decisions, waves.
            """
            CREATE TABLE fact (
                entry INTEGER NOT NULL,
                "row" INTEGER NOT NULL,
                kind TEXT NOT NULL,
                body TEXT NOT NULL,
                commitment_key BLOB NOT NULL CHECK (length(commitment_key) = 32),
                PRIMARY KEY (entry, "row")
            ) STRICT
            """,
            // Who had what of whom: person is a random number, categories a bit set, days since 1970.
            """
            CREATE TABLE disclosure (
                entry INTEGER NOT NULL,
                "row" INTEGER NOT NULL,
                person INTEGER NOT NULL,
                flow INTEGER NOT NULL,
                categories INTEGER NOT NULL,
                disclosed_on INTEGER NOT NULL,
                keep_until INTEGER,
                commitment_key BLOB NOT NULL CHECK (length(commitment_key) = 32),
                PRIMARY KEY (entry, "row")
            ) STRICT, WITHOUT ROWID
            """,
            "CREATE INDEX disclosure_by_person ON disclosure (person)",
            // Messages and rows about somebody who is not in the population, or not surely who.
            """
            CREATE TABLE unresolved_disclosure (
                entry INTEGER NOT NULL,
                "row" INTEGER NOT NULL,
                reason INTEGER NOT NULL,
                flow INTEGER NOT NULL,
                categories INTEGER NOT NULL,
                disclosed_on INTEGER NOT NULL,
                claims BLOB NOT NULL,
                commitment_key BLOB NOT NULL CHECK (length(commitment_key) = 32),
                PRIMARY KEY (entry, "row")
            ) STRICT
            """,
            // Which unresolved ones have since been told who they are: a counter-entry, not an update.
            """
            CREATE TABLE resolution (
                entry INTEGER NOT NULL,
                "row" INTEGER NOT NULL,
                settled_entry INTEGER NOT NULL,
                settled_row INTEGER NOT NULL,
                person INTEGER NOT NULL,
                commitment_key BLOB NOT NULL CHECK (length(commitment_key) = 32),
                PRIMARY KEY (entry, "row"),
                UNIQUE (settled_entry, settled_row),
                FOREIGN KEY (settled_entry, settled_row)
                    REFERENCES unresolved_disclosure (entry, "row")
            ) STRICT
            """,
            // What statements say: about a person, or about a record that nobody can tell (person null).
            """
            CREATE TABLE assertion (
                entry INTEGER NOT NULL,
                "row" INTEGER NOT NULL,
                statement INTEGER NOT NULL,
                line INTEGER NOT NULL,
                person INTEGER,
                certainty INTEGER NOT NULL,
                categories INTEGER NOT NULL,
                basis INTEGER NOT NULL,
                happened_at INTEGER NOT NULL,
                record BLOB,
                commitment_key BLOB NOT NULL CHECK (length(commitment_key) = 32),
                PRIMARY KEY (entry, "row")
            ) STRICT, WITHOUT ROWID
            """,
            "CREATE INDEX assertion_by_person ON assertion (person)",
            // One letter per person per wave, whatever happens.
            """
            CREATE TABLE letter (
                entry INTEGER NOT NULL,
                "row" INTEGER NOT NULL,
                wave INTEGER NOT NULL,
                person INTEGER NOT NULL,
                affected_group INTEGER NOT NULL,
                why_again INTEGER NOT NULL,
                held INTEGER NOT NULL,
                batch INTEGER NOT NULL,
                code BLOB NOT NULL,
                commitment_key BLOB NOT NULL CHECK (length(commitment_key) = 32),
                PRIMARY KEY (entry, "row"),
                UNIQUE (person, wave)
            ) STRICT, WITHOUT ROWID
            """,
            "CREATE INDEX letter_by_batch ON letter (wave, batch)",
            // Identities, sealed under keys of their own; the number is the only thing in the clear. In
            // three tables, for who someone is, where to write and the log have each their own end.
            """
            CREATE TABLE person (
                number INTEGER PRIMARY KEY NOT NULL,
                epoch INTEGER NOT NULL,
                content BLOB NOT NULL,
                log_key BLOB NOT NULL
            ) STRICT
            """,
            personHalf("person_dossier"),
            personHalf("person_mail"),
            // Truncated keyed indexes: sixteen bits, a sealed pointer, a random row number.
            personIndex("person_by_source"),
            personIndex("person_by_citizen_number"),
            personIndex("person_by_birth_and_name"),
            personIndex("person_by_address"),
            // Other contents that have been received, by keyed digest: whatever comes twice counts once.
            """
            CREATE TABLE received (
                digest BLOB PRIMARY KEY NOT NULL
            ) STRICT, WITHOUT ROWID
            """,
            // Orders (with the person) and results (without) under each of their samples, by keyed digests
            // of party and sample number and of the content: so each content counts once here too.
            """
            CREATE TABLE sample_message (
                sample BLOB NOT NULL,
                received BLOB NOT NULL,
                person INTEGER,
                flow INTEGER NOT NULL,
                categories INTEGER NOT NULL,
                disclosed_on INTEGER NOT NULL,
                keep_until INTEGER,
                others BLOB NOT NULL,
                PRIMARY KEY (sample, received)
            ) STRICT, WITHOUT ROWID
            """,
            // What each processor has of each person, by origin; and its sums: kept with the rows.
            """
            CREATE TABLE holding (
                party INTEGER NOT NULL,
                person INTEGER NOT NULL,
                given INTEGER NOT NULL,
                produced INTEGER NOT NULL,
                third_party INTEGER NOT NULL,
                PRIMARY KEY (party, person)
            ) STRICT, WITHOUT ROWID
            """,
            """
            CREATE TABLE exposure_sum (
                party INTEGER NOT NULL,
                what TEXT NOT NULL,
                value INTEGER NOT NULL,
                amount INTEGER NOT NULL,
                PRIMARY KEY (party, what, value)
            ) STRICT
            """,
            // How far a file has been taken in: written in the transaction of the rows themselves.
            """
            CREATE TABLE import_progress (
                file BLOB PRIMARY KEY NOT NULL,
                position INTEGER NOT NULL,
                line INTEGER NOT NULL,
                finished INTEGER NOT NULL
            ) STRICT
            """,
            // What was set aside, sealed, to be given back for correction.
            """
            CREATE TABLE reject (
                digest BLOB PRIMARY KEY NOT NULL,
                source TEXT NOT NULL,
                line INTEGER NOT NULL,
                reason TEXT NOT NULL,
                content BLOB NOT NULL
            ) STRICT
            """,
            // Fields that no row of the table maps, counted per path.
            """
            CREATE TABLE unclassified_field (
                path TEXT PRIMARY KEY NOT NULL,
                messages INTEGER NOT NULL
            ) STRICT
            """,
            // Frozen registers, in pages of people by number; their hash stands in the ledger.
            """
            CREATE TABLE register_page (
                incident INTEGER NOT NULL,
                version INTEGER NOT NULL,
                first_person INTEGER NOT NULL,
                body BLOB NOT NULL,
                PRIMARY KEY (incident, version, first_person)
            ) STRICT
            """,
        ]
        + [
            "ledger_entry", "checkpoint", "fact", "disclosure", "unresolved_disclosure",
            "resolution", "assertion", "letter", "register_page",
        ].flatMap(appendOnly)

    private static func personHalf(_ name: String) -> String {
        """
        CREATE TABLE \(name) (
            number INTEGER PRIMARY KEY NOT NULL,
            wrapped_key BLOB NOT NULL,
            sealed BLOB NOT NULL
        ) STRICT
        """
    }

    private static func personIndex(_ name: String) -> String {
        """
        CREATE TABLE \(name) (
            bucket INTEGER NOT NULL,
            id INTEGER NOT NULL,
            pointer BLOB NOT NULL,
            PRIMARY KEY (bucket, id)
        ) STRICT, WITHOUT ROWID
        """
    }

    /// The database itself refuses to change or remove what the ledger holds.
    static func appendOnly(_ table: String) -> [String] {
        ["UPDATE", "DELETE"].map { act in
            """
            CREATE TRIGGER \(table)_refuses_\(act.lowercased()) BEFORE \(act) ON \(table)
            BEGIN SELECT RAISE(ABORT, '\(table) is append-only'); END
            """
        }
    }
}
