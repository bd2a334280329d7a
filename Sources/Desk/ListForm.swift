// SPDX-License-Identifier: EUPL-1.2

import Custody
import Ingestion
import Linkage

/// What somebody says of a list, and what a trial of it found.
struct ListForm {
    let (visit, path, mark): (Visit, String, String)
    let work: ListWork
    let problems: [FormProblem]
    let form: Form?

    init(
        _ visit: Visit,
        _ path: String,
        _ mark: String,
        _ work: ListWork,
        _ problems: [FormProblem],
        _ form: Form?
    ) {
        (self.visit, self.path, self.mark) = (visit, path, mark)
        (self.work, self.problems, self.form) = (work, problems, form)
    }

    private var words: Words { visit.words }

    /// A form with one field.
    static func field(_ name: String, _ value: String) throws -> Form {
        try Form("\(name)=\(Form.encoded(value))")
    }

    private func wrong(_ field: String) -> String? {
        problems.first { $0.field == field }.map { words.text($0.dutch, $0.english) }
    }

    private func typed(_ field: String, _ kept: String) -> String {
        guard let form, form.has(field) else { return kept }
        return form[field]
    }

    // MARK: - What was typed

    /// Throws what to put right.
    static func take(_ form: Form, into work: inout ListWork) throws {
        var problems: [FormProblem] = []
        func needed(_ field: String, _ dutch: String, _ english: String) -> String {
            if form[field].isEmpty {
                problems.append(FormProblem(field: field, dutch: dutch, english: english))
            }
            return form[field]
        }
        work.name = needed(
            "name",
            "Geef de lijst een korte naam.",
            "Give the list a short name."
        )
        work.source = needed(
            "source",
            "Zeg wie de lijst gaf, en hoe.",
            "Say who gave the list, and how."
        )
        work.certainty = needed(
            "certainty",
            "Kies wat het betekent om op deze lijst te staan.",
            "Choose what it means to be on this list."
        )
        do {
            _ = try FormTime.read(form, "happened")
        } catch DeskRefusal.problem(let found) {
            problems += found
        }
        work.happened = form["happened"]
        for place in work.columns.indices {
            let meaning = form["column\(place + 1)"]
            guard ListColumns.meanings.contains(meaning) else {
                problems.append(
                    FormProblem(
                        field: "column\(place + 1)",
                        dutch: "Kies wat deze kolom betekent.",
                        english: "Choose what this column means."
                    )
                )
                continue
            }
            let dates = form["dates\(place + 1)"]
            work.columns[place].meaning = meaning
            work.columns[place].isQuestion = false
            work.columns[place].dateForm = ListColumns.dateForms.contains(dates) ? dates : nil
        }
        guard problems.isEmpty else { throw DeskRefusal.problem(problems) }
        guard Certainty(code: work.certainty) != nil else { throw DeskRefusal.formUnreadable }
    }

    // MARK: - The page

    func html(sheet: String?, others: [String]) -> HTML {
        let general = wrong("file") ?? wrong("columns")
        let told: HTML = general.map { "<p class=\"problem\" role=\"alert\">\($0)</p>" } ?? ""
        return """
            <h1>\(heading)</h1>
            <p class="lede">\(words(
                "Er is nog niets vastgelegd.", "Nothing is recorded yet."
            ))</p>
            \(told)\(found)\(sheets(sheet, others))
            <h2>\(words("Wat de lijst is, en wat haar kolommen betekenen", "What the list is, and what its columns mean"))</h2>
            \(visit.form(path + "/read", """
                <input type="hidden" name="file" value="\(mark)">\(about)\(columns)
                <div class="acts"><button name="do" value="try">\(words("Doe een proef", "Make a trial"))</button></div>
                """))
            \(visit.form(path + "/read", """
                <input type="hidden" name="file" value="\(mark)">\
                <div class="acts"><button class="alt" name="do" value="drop">\(words(
                    "Stop en verwijder het bestand", "Stop and remove the file"
                ))</button></div>
                """))
            """
    }

    private var heading: String {
        if let trial = work.trial {
            return words.text(
                "De proef vond \(words.people(trial.people)) op deze lijst",
                "The trial found \(words.people(trial.people)) on this list"
            )
        }
        let questions = work.columns.count(where: \.isQuestion)
        guard questions > 0 else {
            return words.text(
                "Kijk of de kolommen kloppen, en doe een proef",
                "See whether the columns are right, and make a trial"
            )
        }
        return words.count(
            questions,
            ("kolom heeft uw antwoord nodig", "kolommen hebben uw antwoord nodig"),
            ("column needs your answer", "columns need your answer")
        )
    }

    private func sheets(_ sheet: String?, _ others: [String]) -> HTML {
        visit.form(
            path + "/read",
            """
            <input type="hidden" name="file" value="\(mark)">\
            \(ReadingFields(words, sheet: sheet, others: others, encoding: work.encoding).html)
            <div class="acts"><button class="alt" name="do" value="sheet">\(words(
                "Lees de kolommen opnieuw", "Read the columns again"
            ))</button></div>
            """
        )
    }

    private var about: HTML {
        let certainties =
            [(value: "", name: words.text("kies", "choose"))]
            // What a list of a processor nearly always is stands first; each other one says more than a list can.
            + [Certainty.reported, .stolen, .published, .cannotBeExcluded, .excluded].map {
                (value: $0.code, name: meaning($0))
            }
        return """
            \(Piece.field(
                "name", words.text("Korte naam van de lijst", "Short name of the list"),
                hint: words.text("Bijvoorbeeld: lijst-1. Geen naam van een mens.", "For example: list-1. No name of a person."),
                value: typed("name", work.name), problem: wrong("name")
            ))
            \(Piece.field(
                "source", words.text("Wie gaf de lijst, en hoe?", "Who gave the list, and how?"),
                hint: words.text("Bijvoorbeeld: beveiligde mail van het laboratorium.", "For example: secure mail of the laboratory."),
                value: typed("source", work.source), problem: wrong("source")
            ))
            \(Piece.field(
                "happened", words.text("Wanneer kwam zij?", "When did it come?"),
                hint: words.text(
                    "Bijvoorbeeld 12-8-2025 9.00. Weet u de tijd niet, dan alleen de dag.",
                    "For example 2025-08-12 09:00. When you do not know the time, the day alone."
                ), value: typed("happened", work.happened), problem: wrong("happened")
            ))
            \(Piece.select(
                "certainty", words.text(
                    "Wat zegt de lijst over wie erop staat?", "What does the list say of whoever is on it?"
                ),
                certainties, chosen: typed("certainty", work.certainty), problem: wrong("certainty")
            ))
            """
    }

    private func meaning(_ certainty: Certainty) -> String {
        switch certainty {
        case .published:
            words.text(
                "gegevens gevonden in bestanden die openbaar zijn gemaakt (openbaar gemaakt)",
                "data found in files that were made public (published)"
            )
        case .stolen:
            words.text(
                "gegevens gevonden in de gestolen bestanden (gestolen)",
                "data found in the stolen files (stolen)"
            )
        case .reported:
            words.text(
                "gegevens gestolen, zegt de verwerker (gemeld)",
                "data stolen, says the processor (reported)"
            )
        case .cannotBeExcluded:
            words.text(
                "misschien gestolen (niet uit te sluiten)",
                "possibly stolen (cannot be excluded)"
            )
        case .excluded:
            words.text(
                "gegevens niet gestolen, zegt de verwerker (uitgesloten)",
                "data not stolen, says the processor (excluded)"
            )
        }
    }

    private var columns: HTML {
        let meanings = ListColumns.meanings.map { (value: $0, name: Self.name($0, words)) }
        let forms =
            [(value: "", name: words.text("zoek het uit", "find out"))]
            + ListColumns.dateForms.map { (value: $0, name: Self.dates($0, words)) }
        return work.columns.enumerated().map { place, column -> HTML in
            let name = "column\(place + 1)"
            let header = column.header.isEmpty ? "–" : column.header
            // Of a question nothing is chosen beforehand.
            let choices =
                column.isQuestion
                ? [
                    (
                        value: "",
                        name: words.text(
                            "kies (misschien: \(Self.name(column.meaning, words)))",
                            "choose (perhaps: \(Self.name(column.meaning, words)))"
                        )
                    )
                ] + meanings : meanings
            let meaning = typed(name, column.isQuestion ? "" : column.meaning)
            let question = column.isQuestion ? "? " : ""
            let select = Piece.select(
                name,
                question
                    + words.text(
                        "Kolom \(place + 1): \(header)",
                        "Column \(place + 1): \(header)"
                    ),
                choices,
                chosen: meaning,
                problem: wrong(name)
            )
            guard column.meaning == "birthDate" || meaning == "birthDate" else { return select }
            return select
                + Piece.select(
                    "dates\(place + 1)",
                    words.text(
                        "Hoe kolom \(place + 1) datums schrijft",
                        "How column \(place + 1) writes dates"
                    ),
                    forms,
                    chosen: typed("dates\(place + 1)", column.dateForm ?? "")
                )
        }.joined()
    }

    // MARK: - What the trial found

    private var found: HTML {
        guard let trial = work.trial else { return "" }
        let unresolved = trial.unresolvedBecause.values.reduce(0, +)
        let setAside = trial.setAside.values.reduce(0, +)
        let certainty = Certainty(code: work.certainty).map(meaning) ?? ""
        let open = trial.unresolvedBecause.sorted { ($1.value, $0.key) < ($0.value, $1.key) }
            .map { code, count -> [HTML] in
                let reason =
                    UnresolvedReason(code: code).map { EvidenceWording.reason($0, words) } ?? code
                return ["\(words.capital(reason))", "\(words.number(count))"]
            }
        let columns: [Piece.Column] = [
            .init(words.text("Reden", "Reason")),
            .init(words.text("Records", "Records"), numeric: true),
        ]
        return """
            \(Piece.facts([
                (words.text("Gelezen", "Read"), "\(words.count(trial.records + setAside, ("rij", "rijen"), ("row", "rows")))"),
                (words.text("Aan een mens verbonden", "Linked to somebody"), "\(words.count(trial.linked, ("record", "records"), ("record", "records"))), \(words.people(trial.people))"),
                (words.text("Over niemand bekend", "About nobody known"), "\(words.number(unresolved))"),
                (words.text("Opzijgelegd", "Set aside"), "\(words.number(setAside))"),
                (words.text("Wat de lijst zegt", "What the list says"), "\(certainty)"),
            ]))
            \(HTML.when(!open.isEmpty, Piece.table(
                words.text("Records over niemand bekend, per reden", "Records about nobody known, by reason"),
                columns, open
            )))
            \(TrialFindings(trial, words).html)
            \(visit.form(path + "/read", """
                <input type="hidden" name="file" value="\(mark)">
                <input type="hidden" name="trial" value="\(plain: work.trials)">
                <p>\(words(
                    "De hele lijst telt, of niets ervan. Duurt het lang, dan hoeft u niet te wachten: zij wordt precies één keer toegevoegd, ook als de server intussen stopt.",
                    "The whole list counts, or nothing of it. If it takes long you need not wait: it is added exactly once, also when the server stops meanwhile."
                ))</p>
                <div class="acts"><button name="do" value="add">\(words(
                    "Voeg '\(work.name)' toe zoals in de proef", "Add '\(work.name)' as in the trial"
                ))</button></div>
                """))
            """
    }

    // MARK: - Words

    /// What a column means, by the code of its role.
    static func name(_ code: String, _ words: Words) -> String {
        switch code {
        case "surname": words.text("achternaam", "surname")
        case "partnerSurname": words.text("achternaam van de partner", "surname of the partner")
        case "surnamePrefix": words.text("tussenvoegsel", "prefix of the surname")
        case "fullName": words.text("hele naam in één veld", "full name in one field")
        case "initials": words.text("voorletters", "initials")
        case "givenNames": words.text("voornamen", "given names")
        case "postcode": words.text("postcode", "postcode")
        case "houseNumber": words.text("huisnummer", "house number")
        case "houseAddition":
            words.text("toevoeging aan het huisnummer", "addition to the house number")
        case "street": words.text("straat", "street")
        case "streetWithNumber": words.text("straat met huisnummer", "street with house number")
        case "place": words.text("plaats", "place")
        case "postcodeWithPlace": words.text("postcode met plaats", "postcode with place")
        case "token": words.text("eigen nummer van de verwerker", "the processor's own number")
        case "ignore":
            words.text("geen gegeven van een mens: niet lezen", "no data of a person: do not read")
        default: DataCategory(code: code)?.name(in: words.language) ?? code
        }
    }

    private static func dates(_ code: String, _ words: Words) -> String {
        switch code {
        case "day-month-year": words.text("dag, maand, jaar", "day, month, year")
        case "month-day-year": words.text("maand, dag, jaar", "month, day, year")
        case "day-or-month-first":
            words.text("dag of maand vooraan, door elkaar", "day or month first, mixed")
        case "year-month-day": words.text("jaar, maand, dag", "year, month, day")
        case "spreadsheet-days":
            words.text("als getal van een rekenblad", "as a number of a spreadsheet")
        default: code
        }
    }
}
