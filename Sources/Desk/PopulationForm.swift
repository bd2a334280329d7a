// SPDX-License-Identifier: EUPL-1.2

import Custody
import Ingestion
import Wording

/// What somebody says of a file of people, what a trial of it found, and how far its import is.
struct PopulationForm {
    let visit: Visit
    let mark: String
    let work: PopulationWork
    /// Nil when nobody is at it.
    let progress: Jobs.Progress?
    /// The columns as the file has them now; nil when it does not read.
    let proposal: PopulationProposal?
    /// Who is known already.
    let people: Int
    let problems: [FormProblem]
    let form: Form?

    private var words: Words { visit.words }
    private var path: String { PopulationPages.path }

    private func wrong(_ field: String) -> String? {
        problems.first { $0.field == field }.map { words.text($0.dutch, $0.english) }
    }

    private func typed(_ field: String, _ kept: String) -> String {
        guard let form, form.has(field) else { return kept }
        return form[field]
    }

    // MARK: - What was typed

    /// How the file is to be read, from its beginning.
    static func takeReading(_ form: Form, into work: inout PopulationWork) throws {
        work.encoding = try ReadingFields.encoding(form)
        if form.has("sheet") { work.sheet = form["sheet"] }
    }

    /// Throws what to put right.
    static func take(_ form: Form, into work: inout PopulationWork) throws {
        var problems: [FormProblem] = []
        var meanings: Set<String> = []
        for place in work.columns.indices {
            let (field, meaning) = ("column\(place + 1)", form["column\(place + 1)"])
            if meaning == nothing {
                work.columns[place].meaning = nil
            } else if !PopulationProposal.meanings.contains(meaning) {
                problems.append(
                    FormProblem(
                        field: field,
                        dutch: "Kies wat deze kolom betekent.",
                        english: "Choose what this column means."
                    )
                )
                continue
            } else if !meanings.insert(meaning).inserted {
                problems.append(
                    FormProblem(
                        field: field,
                        dutch: "Een andere kolom betekent dit al: kies er één.",
                        english: "Another column means this already: choose one."
                    )
                )
                continue
            } else {
                work.columns[place].meaning = meaning
            }
            work.columns[place].isQuestion = false
        }
        let missing = PopulationProposal.required.filter { !meanings.contains($0) }
        if problems.isEmpty, !missing.isEmpty {
            let (dutch, english) = (
                missing.map { name($0, .dutch) }.joined(separator: ", "),
                missing.map { name($0, .english) }.joined(separator: ", ")
            )
            problems.append(
                FormProblem(
                    field: "columns",
                    dutch: "Geen kolom betekent: \(dutch). Zonder kan niemand worden ingelezen.",
                    english: "No column means: \(english). Without it nobody can be taken in."
                )
            )
        }
        guard problems.isEmpty else { throw DeskRefusal.problem(problems) }
        let dates = form["dates"]
        guard dates.isEmpty || DateOrder(rawValue: dates) != nil else {
            throw DeskRefusal.formUnreadable
        }
        work.dates = dates
        work.absentIsEmpty = form["absentIsEmpty"] == "yes"
        work.keepAs = form["keepAs"]
    }

    /// Of a column that is not read.
    private static let nothing = "-"

    // MARK: - The page

    var html: HTML {
        let general = wrong("file") ?? wrong("columns")
        let told: HTML = general.map { "<p class=\"problem\" role=\"alert\">\($0)</p>" } ?? ""
        if work.isTakenIn { return "<h1>\(heading)</h1>\(ended)\(giveUp)" }
        if work.isBusy { return "<h1>\(heading)</h1>\(atWork)" }
        return """
            <h1>\(heading)</h1>
            \(told)\(ended)\(found)\(reading)
            <h2>\(words("Wat de kolommen betekenen", "What the columns mean"))</h2>
            \(work.keptAs.map { name in
                words.paragraph(
                    "Zo bewaard als '\(name)', voor een bestand met dezelfde kolommen.",
                    "Kept like this as '\(name)', for a file with the same columns."
                )
            } ?? "")
            \(visit.form(path + "/read", """
                <input type="hidden" name="file" value="\(mark)">\(columns)\(settings)
                <div class="acts"><button name="do" value="try">\(words("Doe een proef", "Make a trial"))</button></div>
                """))
            \(giveUp)
            """
    }

    private var giveUp: HTML {
        visit.form(
            path + "/read",
            """
            <input type="hidden" name="file" value="\(mark)">\
            <div class="acts"><button class="alt" name="do" value="drop">\(work.isTakenIn
                ? words.text("Haal deze regel weg", "Remove this entry")
                : words.text("Stop en verwijder het bestand", "Stop and remove the file")
            )</button></div>
            """
        )
    }

    private var heading: String {
        if let job = work.job, job.kind == .taking {
            switch job.end {
            case .done:
                return words.text("Het bestand is ingelezen", "The file was taken in")
            case .stopped:
                return words.text("Het inlezen is gestopt", "Taking in was stopped")
            case .failed: return words.text("Het inlezen is niet gelukt", "Taking in failed")
            case nil: return words.text("Het bestand wordt ingelezen", "The file is taken in")
            }
        }
        if work.isBusy { return words.text("De proef loopt", "The trial is running") }
        if let trial = work.trial {
            let people = words.people(trial.new + trial.changed + trial.same)
            return words.text(
                "De proef vond \(people) in dit bestand",
                "The trial found \(people) in this file"
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

    // MARK: - Work

    private var atWork: HTML {
        guard let job = work.job else { return "" }
        let reached =
            progress.map { JobWording.reached($0, words) }
            ?? words.text("wacht op zijn beurt", "waits for its turn")
        return """
            <p>\(JobWording.standing(work, progress, words))</p>
            \(Piece.facts([
                (words.text("Hoe ver", "How far"), "\(reached)"),
                (words.text("Gevraagd door", "Asked for by"), "\(job.by)"),
            ]))
            <p><a href="\(path)?file=\(mark)">\(words("Ververs de stand", "Renew the standing"))</a></p>
            <p class="hint">\(job.kind == .taking ? words.text(
                "U kunt deze pagina sluiten. Het werk gaat door, ook als de server opnieuw begint, en ieder mens telt één keer.",
                "You can close this page. The work goes on, also when the server begins again, and everybody counts once."
            ) : words.text(
                "U kunt deze pagina sluiten. De proef legt niets vast.",
                "You can close this page. The trial records nothing."
            ))</p>
            <p><a href="\(JobPages.path)?stop=\(mark)">\(words("Stop dit werk", "Stop this work"))</a></p>
            """
    }

    /// How an import ended.
    private var ended: HTML {
        guard let job = work.job, job.kind == .taking, let recorded = job.recorded else {
            return ""
        }
        let settled = words.count(
            recorded.settled,
            ("bericht of record", "berichten en records"),
            ("message or record", "messages and records")
        )
        return """
            <p>\(JobWording.standing(work, nil, words))</p>
            <p>\(JobWording.recorded(recorded, words)).</p>
            \(HTML.when(recorded.settled > 0, words.paragraph(
                "\(settled) van vroeger zijn nu aan een mens verbonden.",
                "\(settled) of before are linked to somebody now."
            )))
            \(recorded.number.map { number in
                """
                <p><a href="/imports/\(plain: number)">\(words("Import \(plain: number)", "Import \(plain: number)"))</a></p>
                """
            } ?? words.paragraph(
                "Niemand is nieuw of veranderd.", "Nobody is new or changed."
            ))
            \(HTML.when(!work.isTakenIn, words.paragraph(
                "Wat is ingelezen, blijft. Leest u hetzelfde bestand verder in, dan gaat het verder waar het was.",
                "What was taken in stays. When you go on with the same file, it goes on where it was."
            )))
            """
    }

    // MARK: - How the file is read

    private var reading: HTML {
        let fields = ReadingFields(
            words,
            sheet: proposal?.sheet,
            others: proposal?.otherSheets ?? [],
            encoding: work.encoding
        )
        return visit.form(
            path + "/read",
            """
            <input type="hidden" name="file" value="\(mark)">\(fields.html)
            <div class="acts"><button class="alt" name="do" value="again">\(words(
                "Lees de kolommen opnieuw", "Read the columns again"
            ))</button></div>
            """
        )
    }

    private var columns: HTML {
        let meanings =
            PopulationProposal.meanings.map {
                (value: $0, name: Self.name($0, words.language))
            } + [(value: Self.nothing, name: words.text("niet lezen", "do not read"))]
        return work.columns.enumerated().map { place, column -> HTML in
            let name = "column\(place + 1)"
            let header = column.header.isEmpty ? "–" : column.header
            let kept = column.isQuestion ? "" : column.meaning ?? Self.nothing
            let perhaps = column.meaning.map { Self.name($0, words.language) } ?? ""
            let choices =
                column.isQuestion
                ? [
                    (
                        value: "",
                        name: words.text(
                            "kies (misschien: \(perhaps))",
                            "choose (perhaps: \(perhaps))"
                        )
                    )
                ] + meanings : meanings
            return Piece.select(
                name,
                (column.isQuestion ? "? " : "")
                    + words.text("Kolom \(place + 1): \(header)", "Column \(place + 1): \(header)"),
                hint: column.meaning == nil && !column.isQuestion
                    ? words.text("Niet herkend: wordt niet gelezen.", "Not recognised: not read.")
                    : "",
                choices,
                chosen: typed(name, kept),
                problem: wrong(name)
            )
        }.joined()
    }

    private var settings: HTML {
        let dates =
            [(value: "", name: words.text("zoek het uit", "find out"))]
            + [
                (DateOrder.dayFirst.rawValue, words.text("dag, maand, jaar", "day, month, year")),
                (DateOrder.monthFirst.rawValue, words.text("maand, dag, jaar", "month, day, year")),
            ].map { (value: $0.0, name: $0.1) }
        let isEmpty = typed("absentIsEmpty", work.absentIsEmpty ? "yes" : "")
        let absent = wrong("absentIsEmpty")
        return """
            \(Piece.select(
                "dates", words.text(
                    "Hoe datums met het jaar achteraan zijn geschreven",
                    "How dates with the year behind are written"
                ), dates, chosen: typed("dates", work.dates), problem: wrong("dates")
            ))
            \(HTML.when(people > 0, Piece.select(
                "absentIsEmpty",
                words.text("Gegevens waarvan de kolom ontbreekt", "Data of which the column is missing"),
                [
                    (value: "", name: words.text("houd wat bekend is: lees zo'n bestand niet in", "keep what is known: do not take in such a file")),
                    (value: "yes", name: words.text("maak ze leeg van iedereen in het bestand", "empty them for everybody in the file")),
                ],
                chosen: isEmpty, problem: absent
            )))
            \(Piece.field(
                "keepAs", words.text("Bewaar de kolommen onder de naam", "Keep the columns under the name"),
                hint: words.text(
                    "Mag leeg blijven. Een volgend bestand met dezelfde kolommen wordt dan zo gelezen.",
                    "May stay empty. The next file with the same columns is then read like this."
                ), value: typed("keepAs", work.keepAs), problem: wrong("keepAs")
            ))
            """
    }

    // MARK: - What the trial found

    private var found: HTML {
        guard let trial = work.trial else { return "" }
        let setAside = trial.setAside.values.reduce(0, +)
        return """
            \(Piece.facts([
                (words.text("Gelezen", "Read"), "\(words.count(trial.read, ("rij", "rijen"), ("row", "rows")))"),
                (words.text("Nieuw", "New"), "\(words.people(trial.new))"),
                (words.text("Veranderd", "Changed"), "\(words.people(trial.changed))"),
                (words.text("Hetzelfde", "The same"), "\(words.people(trial.same))"),
                (words.text("Bekend, maar niet in dit bestand", "Known, and not in this file"), "\(words.people(trial.notInFile))"),
                (words.text("Opzijgelegd", "Set aside"), "\(words.count(setAside, ("rij", "rijen"), ("row", "rows")))"),
            ]))
            \(HTML.when(trial.notInFile > 0, words.paragraph(
                "Wie bekend is en niet in dit bestand staat, of op een rij die is opzijgelegd, blijft zoals hij is. Vraag waarom zij ontbreken als het er veel zijn.",
                "Whoever is known and not in this file, or on a row that was set aside, stays as they are. Ask why they are missing when there are many."
            )))
            \(TrialFindings(trial, words).html)
            \(visit.form(path + "/read", """
                <input type="hidden" name="file" value="\(mark)">
                <input type="hidden" name="trial" value="\(plain: work.trials)">
                <p>\(words(
                    "Het inlezen gaat door als u deze pagina sluit, ook als de server intussen stopt. Ieder mens telt één keer.",
                    "Taking in goes on when you close this page, also when the server stops meanwhile. Everybody counts once."
                ))</p>
                <div class="acts"><button name="do" value="add">\(words(
                    "Lees het bestand in zoals in de proef", "Take the file in as in the trial"
                ))</button></div>
                """))
            """
    }

    // MARK: - Words

    /// What a column of a population means, by its name.
    static func name(_ code: String, _ language: Language) -> String {
        let (dutch, english) =
            switch code {
            case "sourceId": ("nummer in het bronsysteem", "number in the source system")
            case "bsn": ("BSN", "citizen number")
            case "initials": ("voorletters", "initials")
            case "givenNames": ("voornamen", "given names")
            case "prefix": ("tussenvoegsel", "prefix of the surname")
            case "surname": ("achternaam", "surname")
            case "partnerPrefix":
                ("tussenvoegsel van de partner", "prefix of the partner's surname")
            case "partnerSurname": ("achternaam van de partner", "surname of the partner")
            case "nameUse": ("naamgebruik", "use of names")
            case "birthDate": ("geboortedatum", "birth date")
            case "street": ("straat", "street")
            case "houseNumber": ("huisnummer", "house number")
            case "houseLetter": ("huisletter", "house letter")
            case "houseAddition": ("huisnummertoevoeging", "addition to the house number")
            case "postcode": ("postcode", "postcode")
            case "place": ("plaats", "place")
            case "country": ("land", "country")
            case "deceasedOn": ("overleden op", "died on")
            case "secrecy": ("geheim adres", "secret address")
            case "addressStatus": ("stand van het adres", "standing of the address")
            case "language": ("taal", "language")
            case "salutationPreference": ("voorkeur voor de aanhef", "preferred salutation")
            default: (code, code)
            }
        return language == .dutch ? dutch : english
    }
}
