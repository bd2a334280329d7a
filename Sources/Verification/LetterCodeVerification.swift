// SPDX-License-Identifier: EUPL-1.2

/// Compares the codes by which letters are looked up with the letters themselves.
struct LetterCodeVerification {
    func run(_ connections: ReadingConnections, _ report: inout VerificationReport) throws {
        var generator = SystemRandomNumberGenerator()
        let key = Fingerprint.Key(using: &generator)
        let sources = [
            "letter INDEXED BY sqlite_autoindex_letter_1",
            "letter_code INDEXED BY sqlite_autoindex_letter_code_1",
        ]
        let found = try connections.map(sources) { source, snapshot in
            var fingerprint = Fingerprint()
            let rows = try snapshot.cursor("SELECT code, person, wave FROM \(source)")
            while try rows.step() {
                var row = Fingerprint.Row(key)
                for column in 0..<3 as Range<Int32> { row.add(rows[column]) }
                fingerprint.add(row, key)
            }
            return fingerprint
        }
        if found[0] != found[1] {
            report.found(
                .letterCode,
                "there are \(found[1].count) codes of letters, and they are not those of the "
                    + "\(found[0].count) letters"
            )
        }
    }
}
