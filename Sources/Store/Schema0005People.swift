// SPDX-License-Identifier: EUPL-1.2

/// What the ledger commits to of each person, and the indexes with the entry of each row.
///
/// The rows of the indexes of format 1 were bound to their table alone: they are made again, by code,
/// when such a store is opened for writing (`PeopleUpgrade`).
enum Schema0005People {
    static let statements =
        [
            // The newest version of a person is the one of the last entry. A digest of each half.
            """
            CREATE TABLE person_version (
                person INTEGER NOT NULL,
                entry INTEGER NOT NULL,
                "row" INTEGER NOT NULL,
                dossier BLOB NOT NULL CHECK (length(dossier) = 32),
                mail BLOB NOT NULL CHECK (length(mail) = 32),
                commitment_key BLOB NOT NULL CHECK (length(commitment_key) = 32),
                PRIMARY KEY (person, entry)
            ) STRICT, WITHOUT ROWID
            """
        ]
        + [
            "person_by_source", "person_by_citizen_number", "person_by_birth_and_name",
            "person_by_address",
        ].flatMap(index) + Schema.appendOnly("person_version")

    /// The first bits of a keyed digest, a random row number, a sealed pointer.
    private static func index(_ name: String) -> [String] {
        [
            "DROP TABLE \(name)",
            """
            CREATE TABLE \(name) (
                bucket INTEGER NOT NULL,
                id INTEGER NOT NULL,
                pointer BLOB NOT NULL,
                entry INTEGER NOT NULL,
                PRIMARY KEY (bucket, id)
            ) STRICT, WITHOUT ROWID
            """,
        ]
    }
}
