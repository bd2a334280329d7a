// SPDX-License-Identifier: EUPL-1.2

import Database

extension Schema {
    /// Format 2: what would tell a thief who has a processor's list something is sealed, and every
    /// table says which entry of the ledger covers its rows.
    ///
    /// Columns are added and no table is made anew, so rows of format 1 keep the bytes that the ledger
    /// is committed to. In these the new columns are NULL.
    static let format2 = Migration("0004-format-2", statements: sealedColumns + coverage + erasure)

    private static let sealedColumns = [
        // The exact days of a disclosure: `SealedDays`. The days beside them are 0 then.
        "ALTER TABLE disclosure ADD COLUMN days INTEGER",
        "ALTER TABLE unresolved_disclosure ADD COLUMN days INTEGER",
        "ALTER TABLE sample_message ADD COLUMN days INTEGER",
        // Where in a list a record stood, and why it is somebody's or nobody's: `RecordPlace`.
        "ALTER TABLE assertion ADD COLUMN place BLOB",
        // Whether a letter is held, and why: `LetterLane`.
        "ALTER TABLE letter ADD COLUMN lane BLOB",
    ]

    /// The entry whose fact `intake` commits to the row; NULL for rows of format 1, to which the first
    /// such fact of the store commits.
    private static let coverage = IntakeTable.allCases.map {
        "ALTER TABLE \($0.rawValue) ADD COLUMN entry INTEGER"
    }

    private static let erasure =
        [
            // A row that is gone because somebody has the right to that (GDPR Art. 17): its kind, its
            // place, and its commitment, so that the rows beside it can still be verified.
            """
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
            """
        ] + appendOnly("erasure")
}
