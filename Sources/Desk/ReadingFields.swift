// SPDX-License-Identifier: EUPL-1.2

/// How a file is read, before anybody says what its columns mean: which sheet of a workbook, which encoding of a
/// text.
struct ReadingFields {
    private let words: Words
    /// The sheet that is read, and the others with rows; nil of what is no workbook.
    private let sheet: String?
    private let others: [String]
    private let encoding: String

    init(_ words: Words, sheet: String?, others: [String], encoding: String) {
        (self.words, self.sheet, self.others) = (words, sheet, others)
        self.encoding = encoding
    }

    private static let encodings = ["utf-8", "windows-1252", "iso-8859-1"]

    /// What was chosen; empty to find out.
    static func encoding(_ form: Form) throws -> String {
        let encoding = form["encoding"]
        guard encoding.isEmpty || encodings.contains(encoding) else {
            throw DeskRefusal.formUnreadable
        }
        return encoding
    }

    var html: HTML {
        guard let sheet else {
            let encodings =
                [(value: "", name: words.text("zoek het uit", "find out"))]
                + Self.encodings.map { (value: $0, name: $0.uppercased()) }
            return Piece.select(
                "encoding",
                words.text("Codering van de tekens", "Encoding of the text"),
                hint: words.text(
                    "Alleen nodig als namen met accenten niet kloppen.",
                    "Only when names with accents are wrong."
                ),
                encodings,
                chosen: encoding
            )
        }
        guard !others.isEmpty else { return "" }
        return Piece.select(
            "sheet",
            words.text("Het blad dat wordt gelezen", "The sheet that is read"),
            hint: words.text(
                "In het bestand staan meer bladen met rijen. Alleen dit blad telt.",
                "The file has more sheets with rows. Only this one counts."
            ),
            ([sheet] + others).map { (value: $0, name: $0) },
            chosen: sheet
        )
    }
}
