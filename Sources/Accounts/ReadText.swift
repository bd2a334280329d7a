// SPDX-License-Identifier: EUPL-1.2

internal import Database

extension AccountFile {
    /// Keeps that somebody read a text of a wave before they agree to it; again changes nothing.
    ///
    /// - Parameters:
    ///   - wave: its number in the store.
    ///   - text: its digest: another text is another reading.
    public func markRead(_ text: String, ofWave wave: Int, by account: String, now: Int64) throws {
        _ = try database.write { db in
            try db.run(
                """
                INSERT INTO read_text (account, wave, text, read_at) VALUES ($1, $2, $3, $4) \
                ON CONFLICT (account, wave, text) DO NOTHING
                """,
                account,
                wave,
                text,
                now
            )
        }
    }

    /// The digests of the texts of a wave that somebody read.
    public func readTexts(ofWave wave: Int, by account: String) throws -> Set<String> {
        try database.read { db in
            Set(
                try db.all(
                    "SELECT text FROM read_text WHERE account = $1 AND wave = $2",
                    account,
                    wave
                ) { $0.text(0) }
            )
        }
    }
}
