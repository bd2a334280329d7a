// SPDX-License-Identifier: EUPL-1.2

extension KnownSchema {
    /// Format 1 as programs of today open it, and format 2, whose tables have a column more: a store of
    /// format 1 has them too, and is of format 2 with its next act.
    static let format2 = [
        KnownSchema(
            format: "2",
            migrations: [
                "0001-foundations", "0002-letter-codes", "0003-frontier", "0004-format-2",
                "0005-people",
            ],
            objects: (foundations + letterCodes + frontier).filter { !isChanged($0) } + sealed,
            rows: RowTable.format2,
            named: namedInFormat2
        ),
        KnownSchema(
            format: "1",
            migrations: ["0001-foundations", "0002-letter-codes", "0003-frontier"],
            objects: foundations + letterCodes + frontier,
            rows: RowTable.format1,
            named: namedInFormat1 + [notes]
        ),
    ]

    private static let notes = Named(
        "where the ledger ends, which is followed from its entries when it is written to",
        [
            "ledger_frontier": [
                "only_one", "size", "peaks", "last_at", "run_latest", "steady_from",
                "steady_latest",
            ]
        ]
    )

    private static let namedInFormat2 = [
        Named(
            "how far files were read",
            ["import_progress": ["file", "position", "line", "finished"]]
        ),
        notes,
    ]

    /// Tables to which columns were added.
    private static func isChanged(_ object: SchemaObject) -> Bool {
        object.kind == Array("table".utf8) && altered.contains { object.name == Array($0.utf8) }
    }

    private static let altered = [
        "disclosure", "unresolved_disclosure", "assertion", "letter", "person_by_source",
        "person_by_citizen_number", "person_by_birth_and_name", "person_by_address",
        "received", "sample_message", "reject",
    ]

    private static let frontier = objects(
        """
        table ledger_frontier ledger_frontier
        CREATE TABLE ledger_frontier (
            only_one INTEGER PRIMARY KEY NOT NULL CHECK (only_one = 1),
            size INTEGER NOT NULL,
            peaks BLOB NOT NULL,
            last_at INTEGER NOT NULL,
            run_latest INTEGER NOT NULL,
            steady_from INTEGER NOT NULL,
            steady_latest INTEGER NOT NULL
        ) STRICT

        index fact_by_kind fact
        CREATE INDEX fact_by_kind ON fact (kind, entry, "row")
        """
    )

    private static let sealed = objects(
        """
        table disclosure disclosure
        CREATE TABLE disclosure (
            entry INTEGER NOT NULL,
            "row" INTEGER NOT NULL,
            person INTEGER NOT NULL,
            flow INTEGER NOT NULL,
            categories INTEGER NOT NULL,
            disclosed_on INTEGER NOT NULL,
            keep_until INTEGER,
            commitment_key BLOB NOT NULL CHECK (length(commitment_key) = 32), days INTEGER,
            PRIMARY KEY (entry, "row")
        ) STRICT, WITHOUT ROWID

        table unresolved_disclosure unresolved_disclosure
        CREATE TABLE unresolved_disclosure (
            entry INTEGER NOT NULL,
            "row" INTEGER NOT NULL,
            reason INTEGER NOT NULL,
            flow INTEGER NOT NULL,
            categories INTEGER NOT NULL,
            disclosed_on INTEGER NOT NULL,
            claims BLOB NOT NULL,
            commitment_key BLOB NOT NULL CHECK (length(commitment_key) = 32), days INTEGER,
            PRIMARY KEY (entry, "row")
        ) STRICT

        table assertion assertion
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
            commitment_key BLOB NOT NULL CHECK (length(commitment_key) = 32), place BLOB,
            PRIMARY KEY (entry, "row")
        ) STRICT, WITHOUT ROWID

        table letter letter
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
            commitment_key BLOB NOT NULL CHECK (length(commitment_key) = 32), lane BLOB,
            PRIMARY KEY (entry, "row"),
            UNIQUE (person, wave)
        ) STRICT, WITHOUT ROWID

        table person_by_source person_by_source
        CREATE TABLE person_by_source (
            bucket INTEGER NOT NULL,
            id INTEGER NOT NULL,
            pointer BLOB NOT NULL,
            entry INTEGER NOT NULL,
            PRIMARY KEY (bucket, id)
        ) STRICT, WITHOUT ROWID

        table person_by_citizen_number person_by_citizen_number
        CREATE TABLE person_by_citizen_number (
            bucket INTEGER NOT NULL,
            id INTEGER NOT NULL,
            pointer BLOB NOT NULL,
            entry INTEGER NOT NULL,
            PRIMARY KEY (bucket, id)
        ) STRICT, WITHOUT ROWID

        table person_by_birth_and_name person_by_birth_and_name
        CREATE TABLE person_by_birth_and_name (
            bucket INTEGER NOT NULL,
            id INTEGER NOT NULL,
            pointer BLOB NOT NULL,
            entry INTEGER NOT NULL,
            PRIMARY KEY (bucket, id)
        ) STRICT, WITHOUT ROWID

        table person_by_address person_by_address
        CREATE TABLE person_by_address (
            bucket INTEGER NOT NULL,
            id INTEGER NOT NULL,
            pointer BLOB NOT NULL,
            entry INTEGER NOT NULL,
            PRIMARY KEY (bucket, id)
        ) STRICT, WITHOUT ROWID

        table received received
        CREATE TABLE received (
            digest BLOB PRIMARY KEY NOT NULL
        , entry INTEGER) STRICT, WITHOUT ROWID

        table sample_message sample_message
        CREATE TABLE sample_message (
            sample BLOB NOT NULL,
            received BLOB NOT NULL,
            person INTEGER,
            flow INTEGER NOT NULL,
            categories INTEGER NOT NULL,
            disclosed_on INTEGER NOT NULL,
            keep_until INTEGER,
            others BLOB NOT NULL, days INTEGER, entry INTEGER,
            PRIMARY KEY (sample, received)
        ) STRICT, WITHOUT ROWID

        table reject reject
        CREATE TABLE reject (
            digest BLOB PRIMARY KEY NOT NULL,
            source TEXT NOT NULL,
            line INTEGER NOT NULL,
            reason TEXT NOT NULL,
            content BLOB NOT NULL
        , entry INTEGER) STRICT

        table person_version person_version
        CREATE TABLE person_version (
            person INTEGER NOT NULL,
            entry INTEGER NOT NULL,
            "row" INTEGER NOT NULL,
            dossier BLOB NOT NULL CHECK (length(dossier) = 32),
            mail BLOB NOT NULL CHECK (length(mail) = 32),
            commitment_key BLOB NOT NULL CHECK (length(commitment_key) = 32),
            PRIMARY KEY (person, entry)
        ) STRICT, WITHOUT ROWID

        trigger person_version_refuses_update person_version
        CREATE TRIGGER person_version_refuses_update BEFORE UPDATE ON person_version
        BEGIN SELECT RAISE(ABORT, 'person_version is append-only'); END

        trigger person_version_refuses_delete person_version
        CREATE TRIGGER person_version_refuses_delete BEFORE DELETE ON person_version
        BEGIN SELECT RAISE(ABORT, 'person_version is append-only'); END

        table erasure erasure
        CREATE TABLE erasure (
            entry INTEGER NOT NULL,
            "row" INTEGER NOT NULL,
            kind INTEGER NOT NULL,
            erased_entry INTEGER NOT NULL,
            erased_row INTEGER NOT NULL,
            commitment BLOB NOT NULL CHECK (length(commitment) = 32),
            commitment_key BLOB NOT NULL CHECK (length(commitment_key) = 32),
            PRIMARY KEY (entry, "row"),
            UNIQUE (erased_entry, erased_row)
        ) STRICT

        index sqlite_autoindex_erasure_1 erasure

        index sqlite_autoindex_erasure_2 erasure

        trigger erasure_refuses_update erasure
        CREATE TRIGGER erasure_refuses_update BEFORE UPDATE ON erasure
        BEGIN SELECT RAISE(ABORT, 'erasure is append-only'); END

        trigger erasure_refuses_delete erasure
        CREATE TRIGGER erasure_refuses_delete BEFORE DELETE ON erasure
        BEGIN SELECT RAISE(ABORT, 'erasure is append-only'); END
        """
    )
}
