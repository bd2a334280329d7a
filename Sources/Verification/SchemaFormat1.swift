// SPDX-License-Identifier: EUPL-1.2

extension KnownSchema {
    /// Format 1, and as it was before letter codes could be looked up.
    static let format1 = [
        KnownSchema(
            format: "1",
            migrations: ["0001-foundations", "0002-letter-codes"],
            objects: foundations + letterCodes,
            rows: RowTable.format1,
            named: namedInFormat1
        ),
        KnownSchema(
            format: "1",
            migrations: ["0001-foundations"],
            objects: foundations,
            rows: RowTable.format1,
            named: namedInFormat1
        ),
    ]

    static let namedInFormat1 = [
        Named(
            "who people are and where they live (sealed, so altered ones do not open, but they "
                + "can be missing or exchanged for older ones)",
            [
                "person": ["number", "epoch", "content", "log_key"],
                "person_dossier": ["number", "wrapped_key", "sealed"],
                "person_mail": ["number", "wrapped_key", "sealed"],
                "person_by_source": ["bucket", "id", "pointer"],
                "person_by_citizen_number": ["bucket", "id", "pointer"],
                "person_by_birth_and_name": ["bucket", "id", "pointer"],
                "person_by_address": ["bucket", "id", "pointer"],
            ]
        ),
        Named(
            "orders and results under their samples, among them results that wait for their order",
            [
                "sample_message": [
                    "sample", "received", "person", "flow", "categories", "disclosed_on",
                    "keep_until", "others",
                ]
            ]
        ),
        Named("which contents were received", ["received": ["digest"]]),
        Named(
            "what was set aside",
            ["reject": ["digest", "source", "line", "reason", "content"]]
        ),
        Named("fields without a category", ["unclassified_field": ["path", "messages"]]),
        Named(
            "how far files were read",
            ["import_progress": ["file", "position", "line", "finished"]]
        ),
        Named(
            "settings and wrapped keys",
            ["setting": ["name", "value"], "wrapped_key": ["name", "wrapped"]]
        ),
    ]

    static let letterCodes = objects(
        """
        table letter_code letter_code
        CREATE TABLE letter_code (
            code BLOB NOT NULL,
            person INTEGER NOT NULL,
            wave INTEGER NOT NULL,
            PRIMARY KEY (code, person, wave)
        ) STRICT, WITHOUT ROWID

        trigger letter_code_refuses_update letter_code
        CREATE TRIGGER letter_code_refuses_update BEFORE UPDATE ON letter_code
        BEGIN SELECT RAISE(ABORT, 'letter_code is append-only'); END

        trigger letter_code_refuses_delete letter_code
        CREATE TRIGGER letter_code_refuses_delete BEFORE DELETE ON letter_code
        BEGIN SELECT RAISE(ABORT, 'letter_code is append-only'); END
        """
    )

    static let foundations = objects(
        """
        table grdb_migrations grdb_migrations
        CREATE TABLE grdb_migrations (identifier TEXT NOT NULL PRIMARY KEY)

        index sqlite_autoindex_grdb_migrations_1 grdb_migrations

        table setting setting
        CREATE TABLE setting (
            name TEXT PRIMARY KEY NOT NULL,
            value TEXT NOT NULL
        ) STRICT

        index sqlite_autoindex_setting_1 setting

        table wrapped_key wrapped_key
        CREATE TABLE wrapped_key (
            name TEXT PRIMARY KEY NOT NULL,
            wrapped BLOB NOT NULL
        ) STRICT

        index sqlite_autoindex_wrapped_key_1 wrapped_key

        table ledger_entry ledger_entry
        CREATE TABLE ledger_entry (
            seq INTEGER PRIMARY KEY NOT NULL CHECK (seq >= 0),
            body BLOB NOT NULL
        ) STRICT

        table checkpoint checkpoint
        CREATE TABLE checkpoint (
            size INTEGER PRIMARY KEY NOT NULL,
            note TEXT NOT NULL
        ) STRICT

        table fact fact
        CREATE TABLE fact (
            entry INTEGER NOT NULL,
            "row" INTEGER NOT NULL,
            kind TEXT NOT NULL,
            body TEXT NOT NULL,
            commitment_key BLOB NOT NULL CHECK (length(commitment_key) = 32),
            PRIMARY KEY (entry, "row")
        ) STRICT

        index sqlite_autoindex_fact_1 fact

        table disclosure disclosure
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

        index disclosure_by_person disclosure
        CREATE INDEX disclosure_by_person ON disclosure (person)

        table unresolved_disclosure unresolved_disclosure
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

        index sqlite_autoindex_unresolved_disclosure_1 unresolved_disclosure

        table resolution resolution
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

        index sqlite_autoindex_resolution_1 resolution

        index sqlite_autoindex_resolution_2 resolution

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
            commitment_key BLOB NOT NULL CHECK (length(commitment_key) = 32),
            PRIMARY KEY (entry, "row")
        ) STRICT, WITHOUT ROWID

        index assertion_by_person assertion
        CREATE INDEX assertion_by_person ON assertion (person)

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
            commitment_key BLOB NOT NULL CHECK (length(commitment_key) = 32),
            PRIMARY KEY (entry, "row"),
            UNIQUE (person, wave)
        ) STRICT, WITHOUT ROWID

        index sqlite_autoindex_letter_2 letter

        index letter_by_batch letter
        CREATE INDEX letter_by_batch ON letter (wave, batch)

        table person person
        CREATE TABLE person (
            number INTEGER PRIMARY KEY NOT NULL,
            epoch INTEGER NOT NULL,
            content BLOB NOT NULL,
            log_key BLOB NOT NULL
        ) STRICT

        table person_dossier person_dossier
        CREATE TABLE person_dossier (
            number INTEGER PRIMARY KEY NOT NULL,
            wrapped_key BLOB NOT NULL,
            sealed BLOB NOT NULL
        ) STRICT

        table person_mail person_mail
        CREATE TABLE person_mail (
            number INTEGER PRIMARY KEY NOT NULL,
            wrapped_key BLOB NOT NULL,
            sealed BLOB NOT NULL
        ) STRICT

        table person_by_source person_by_source
        CREATE TABLE person_by_source (
            bucket INTEGER NOT NULL,
            id INTEGER NOT NULL,
            pointer BLOB NOT NULL,
            PRIMARY KEY (bucket, id)
        ) STRICT, WITHOUT ROWID

        table person_by_citizen_number person_by_citizen_number
        CREATE TABLE person_by_citizen_number (
            bucket INTEGER NOT NULL,
            id INTEGER NOT NULL,
            pointer BLOB NOT NULL,
            PRIMARY KEY (bucket, id)
        ) STRICT, WITHOUT ROWID

        table person_by_birth_and_name person_by_birth_and_name
        CREATE TABLE person_by_birth_and_name (
            bucket INTEGER NOT NULL,
            id INTEGER NOT NULL,
            pointer BLOB NOT NULL,
            PRIMARY KEY (bucket, id)
        ) STRICT, WITHOUT ROWID

        table person_by_address person_by_address
        CREATE TABLE person_by_address (
            bucket INTEGER NOT NULL,
            id INTEGER NOT NULL,
            pointer BLOB NOT NULL,
            PRIMARY KEY (bucket, id)
        ) STRICT, WITHOUT ROWID

        table received received
        CREATE TABLE received (
            digest BLOB PRIMARY KEY NOT NULL
        ) STRICT, WITHOUT ROWID

        table sample_message sample_message
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

        table holding holding
        CREATE TABLE holding (
            party INTEGER NOT NULL,
            person INTEGER NOT NULL,
            given INTEGER NOT NULL,
            produced INTEGER NOT NULL,
            third_party INTEGER NOT NULL,
            PRIMARY KEY (party, person)
        ) STRICT, WITHOUT ROWID

        table exposure_sum exposure_sum
        CREATE TABLE exposure_sum (
            party INTEGER NOT NULL,
            what TEXT NOT NULL,
            value INTEGER NOT NULL,
            amount INTEGER NOT NULL,
            PRIMARY KEY (party, what, value)
        ) STRICT

        index sqlite_autoindex_exposure_sum_1 exposure_sum

        table import_progress import_progress
        CREATE TABLE import_progress (
            file BLOB PRIMARY KEY NOT NULL,
            position INTEGER NOT NULL,
            line INTEGER NOT NULL,
            finished INTEGER NOT NULL
        ) STRICT

        index sqlite_autoindex_import_progress_1 import_progress

        table reject reject
        CREATE TABLE reject (
            digest BLOB PRIMARY KEY NOT NULL,
            source TEXT NOT NULL,
            line INTEGER NOT NULL,
            reason TEXT NOT NULL,
            content BLOB NOT NULL
        ) STRICT

        index sqlite_autoindex_reject_1 reject

        table unclassified_field unclassified_field
        CREATE TABLE unclassified_field (
            path TEXT PRIMARY KEY NOT NULL,
            messages INTEGER NOT NULL
        ) STRICT

        index sqlite_autoindex_unclassified_field_1 unclassified_field

        table register_page register_page
        CREATE TABLE register_page (
            incident INTEGER NOT NULL,
            version INTEGER NOT NULL,
            first_person INTEGER NOT NULL,
            body BLOB NOT NULL,
            PRIMARY KEY (incident, version, first_person)
        ) STRICT

        index sqlite_autoindex_register_page_1 register_page

        trigger ledger_entry_refuses_update ledger_entry
        CREATE TRIGGER ledger_entry_refuses_update BEFORE UPDATE ON ledger_entry
        BEGIN SELECT RAISE(ABORT, 'ledger_entry is append-only'); END

        trigger ledger_entry_refuses_delete ledger_entry
        CREATE TRIGGER ledger_entry_refuses_delete BEFORE DELETE ON ledger_entry
        BEGIN SELECT RAISE(ABORT, 'ledger_entry is append-only'); END

        trigger checkpoint_refuses_update checkpoint
        CREATE TRIGGER checkpoint_refuses_update BEFORE UPDATE ON checkpoint
        BEGIN SELECT RAISE(ABORT, 'checkpoint is append-only'); END

        trigger checkpoint_refuses_delete checkpoint
        CREATE TRIGGER checkpoint_refuses_delete BEFORE DELETE ON checkpoint
        BEGIN SELECT RAISE(ABORT, 'checkpoint is append-only'); END

        trigger fact_refuses_update fact
        CREATE TRIGGER fact_refuses_update BEFORE UPDATE ON fact
        BEGIN SELECT RAISE(ABORT, 'fact is append-only'); END

        trigger fact_refuses_delete fact
        CREATE TRIGGER fact_refuses_delete BEFORE DELETE ON fact
        BEGIN SELECT RAISE(ABORT, 'fact is append-only'); END

        trigger disclosure_refuses_update disclosure
        CREATE TRIGGER disclosure_refuses_update BEFORE UPDATE ON disclosure
        BEGIN SELECT RAISE(ABORT, 'disclosure is append-only'); END

        trigger disclosure_refuses_delete disclosure
        CREATE TRIGGER disclosure_refuses_delete BEFORE DELETE ON disclosure
        BEGIN SELECT RAISE(ABORT, 'disclosure is append-only'); END

        trigger unresolved_disclosure_refuses_update unresolved_disclosure
        CREATE TRIGGER unresolved_disclosure_refuses_update BEFORE UPDATE ON unresolved_disclosure
        BEGIN SELECT RAISE(ABORT, 'unresolved_disclosure is append-only'); END

        trigger unresolved_disclosure_refuses_delete unresolved_disclosure
        CREATE TRIGGER unresolved_disclosure_refuses_delete BEFORE DELETE ON unresolved_disclosure
        BEGIN SELECT RAISE(ABORT, 'unresolved_disclosure is append-only'); END

        trigger resolution_refuses_update resolution
        CREATE TRIGGER resolution_refuses_update BEFORE UPDATE ON resolution
        BEGIN SELECT RAISE(ABORT, 'resolution is append-only'); END

        trigger resolution_refuses_delete resolution
        CREATE TRIGGER resolution_refuses_delete BEFORE DELETE ON resolution
        BEGIN SELECT RAISE(ABORT, 'resolution is append-only'); END

        trigger assertion_refuses_update assertion
        CREATE TRIGGER assertion_refuses_update BEFORE UPDATE ON assertion
        BEGIN SELECT RAISE(ABORT, 'assertion is append-only'); END

        trigger assertion_refuses_delete assertion
        CREATE TRIGGER assertion_refuses_delete BEFORE DELETE ON assertion
        BEGIN SELECT RAISE(ABORT, 'assertion is append-only'); END

        trigger letter_refuses_update letter
        CREATE TRIGGER letter_refuses_update BEFORE UPDATE ON letter
        BEGIN SELECT RAISE(ABORT, 'letter is append-only'); END

        trigger letter_refuses_delete letter
        CREATE TRIGGER letter_refuses_delete BEFORE DELETE ON letter
        BEGIN SELECT RAISE(ABORT, 'letter is append-only'); END

        trigger register_page_refuses_update register_page
        CREATE TRIGGER register_page_refuses_update BEFORE UPDATE ON register_page
        BEGIN SELECT RAISE(ABORT, 'register_page is append-only'); END

        trigger register_page_refuses_delete register_page
        CREATE TRIGGER register_page_refuses_delete BEFORE DELETE ON register_page
        BEGIN SELECT RAISE(ABORT, 'register_page is append-only'); END
        """
    )
}
