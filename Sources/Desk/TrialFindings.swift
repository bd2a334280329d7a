// SPDX-License-Identifier: EUPL-1.2

import Custody
import Ingestion
import Wording

/// What a trial set aside, kept with a doubt, or says of the file, in the language of the page.
struct TrialFindings {
    private let words: Words
    private let setAside: [SetAsideReason: Int]
    private let marked: [FieldMark: Int]
    private let remarks: [FileRemark]
    private let guessedRows: Int
    private let sharedNumbers: Int

    init(_ trial: PopulationWork.Trial, _ words: Words) {
        self.words = words
        (setAside, marked, remarks) = (trial.setAside, trial.marked, trial.remarks)
        (guessedRows, sharedNumbers) = (trial.guessedRows, trial.sharedNumbers)
    }

    init(_ trial: ListWork.Trial, _ words: Words) {
        self.words = words
        (setAside, marked, remarks) = (trial.setAside, [:], trial.remarks)
        (guessedRows, sharedNumbers) = (trial.guessedRows, 0)
    }

    var html: HTML {
        let guessed = words.count(
            guessedRows,
            ("rij is", "rijen zijn"),
            ("row was", "rows were")
        )
        let shared = words.count(
            sharedNumbers,
            ("BSN staat", "BSN's staan"),
            ("citizen number stands", "citizen numbers stand")
        )
        let told = remarks.map { remark -> HTML in
            "<li>\(words.text("Het bestand", "The file")) \(Self.text(remark, words))</li>"
        }
        return """
            \(HTML.when(guessedRows > 0, """
                <p class="note">\(words(
                    "\(guessed) gelezen als Windows-1252, want UTF-8 is het niet. Kijk of namen met accenten kloppen.",
                    "\(guessed) read as Windows-1252, not being UTF-8. See whether names with accents are right."
                ))</p>
                """))
            \(HTML.when(sharedNumbers > 0, """
                <p class="note">\(words(
                    "\(shared) bij meer dan één mens. Wat mensen alleen met zo'n nummer noemt, blijft over niemand bekend.",
                    "\(shared) with more than one person. What names people by such a number alone stays about nobody known."
                ))</p>
                """))
            \(HTML.when(!told.isEmpty, "<ul>\(told)</ul>"))
            \(table(
                words.text("Opzijgelegd, per reden", "Set aside, by reason"),
                words.text("Reden", "Reason"),
                setAside.map { (Self.text($0.key, words), $0.value) }
            ))
            \(table(
                words.text("Ingelezen met een veld dat niet leest", "Taken in with a field that does not read"),
                words.text("Veld, en wat eruit volgt", "Field, and what follows"),
                marked.map { (Self.text($0.key, words), $0.value) }
            ))
            """
    }

    private func table(_ caption: String, _ name: String, _ rows: [(String, Int)]) -> HTML {
        guard !rows.isEmpty else { return "" }
        let sorted = rows.sorted { ($1.1, $0.0) < ($0.1, $1.0) }.map { text, count -> [HTML] in
            ["\(words.capital(text))", "\(words.number(count))"]
        }
        return Piece.table(
            caption,
            [.init(name), .init(words.text("Rijen", "Rows"), numeric: true)],
            sorted
        )
    }

    private static func text(_ reason: SetAsideReason, _ words: Words) -> String {
        words.text(reason.dutch ?? reason.words, reason.words)
    }

    private static func text(_ remark: FileRemark, _ words: Words) -> String {
        words.text(remark.dutch ?? remark.words, remark.words)
    }

    private static func text(_ mark: FieldMark, _ words: Words) -> String {
        words.text(mark.dutch, "\(mark.words); \(mark.consequence)")
    }
}
