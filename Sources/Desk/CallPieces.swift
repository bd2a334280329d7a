// SPDX-License-Identifier: EUPL-1.2

import Casework
import Custody
import Letters

/// The parts of the page of a call. What not to ask and what not to say is never folded away.
enum CallPieces {
    static let tooFew = FormProblem(
        field: "find",
        dutch:
            "Geef postcode en huisnummer, of achternaam en geboortedatum. Eén gegeven is te weinig.",
        english:
            "Give postcode and house number, or surname and date of birth. One of them is too little."
    )

    static func crumb(_ call: CallStanding, _ words: Words) -> HTML {
        let incident: HTML = call.incident.map { " · \($0)" } ?? ""
        return words(
            "Gesprek \(plain: call.number) · \(call.channel.name(in: .dutch)) · begonnen \(words.moment(call.openedAt))\(incident)",
            "Call \(plain: call.number) · \(call.channel.name(in: .english)) · begun \(words.moment(call.openedAt))\(incident)"
        )
    }

    /// Above the heading of the page: what is to be answered.
    static func mail(_ text: String, _ words: Words) -> HTML {
        """
        <section class="card" aria-labelledby="mail-h"><h2 id="mail-h">\(words(
            "Het bericht", "The message"
        ))</h2><p>\(text)</p></section>

        """
    }

    // MARK: - Beside the page

    private static func watch(_ words: Words, isProven: Bool) -> HTML {
        let ask =
            isProven
            ? words(
                "<li>BSN of geboortedatum. Die kunnen gestolen zijn en bewijzen niets.</li><li>Welk onderzoek het was.</li>",
                "<li>BSN or date of birth. They may be stolen, and prove nothing.</li><li>Which test it was.</li>"
            )
            : words(
                "<li>BSN of geboortedatum. Die bewijzen niets.</li><li>Of iemand aan een onderzoek meedeed.</li>",
                "<li>BSN or date of birth. They prove nothing.</li><li>Whether somebody took part in a test.</li>"
            )
        let say =
            isProven
            ? words(
                "<li>“U bent veilig” of “niet gelekt”.</li><li>Een uitslag, ook niet een goede.</li><li>Iets over een ander in huis.</li>",
                "<li>“You are safe” or “not leaked”.</li><li>A result, not even a good one.</li><li>Anything about somebody else in the house.</li>"
            )
            : words(
                "<li>“U staat er niet in.”</li><li>“Dan is er niets gelekt.”</li><li>“Ik heb u gevonden.”</li>",
                "<li>“You are not in it.”</li><li>“Then nothing was leaked.”</li><li>“I have found you.”</li>"
            )
        return """
            <aside aria-label="\(words("Waar u op let", "What to watch"))">
            <div class="note wait"><h2>\(words("Vraag niet", "Do not ask"))</h2><ul>\(ask)</ul></div>
            <div class="note bad"><h2>\(words("Zeg niet", "Do not say"))</h2><ul>\(say)</ul></div>
            <div class="card"><h2>\(words("In paniek of in gevaar?", "In panic or in danger?"))</h2>\
            <p>\(words(
                "Blijf aan de lijn. Een code is dan niet nodig. Zeg: “Ik verbind u door met iemand die u hiermee kan helpen.”",
                "Stay on the line. No code is needed then. Say: “I will put you through to somebody who can help you.”"
            ))</p><p><a href="#end">\(words(
                "Rond af met: doorverbonden", "End with: passed on"
            ))</a></p><p class="hint">\(words("Direct gevaar: 112.", "Immediate danger: 112."))</p></div>
            </aside>
            """
    }

    private static func say(_ paragraphs: [String], _ words: Words) -> HTML {
        let lines = paragraphs.map { "<p>\($0)</p>\n" as HTML }
        return """
            <section class="card say" aria-labelledby="say-h">
            <h2 id="say-h">\(words("Lees voor", "Read aloud"))</h2>
            <blockquote>
            \(lines)</blockquote></section>
            """
    }

    // MARK: - Nobody is proven

    static func unproven(
        _ call: CallStanding,
        _ choices: [ShowChoices.Choice],
        _ visit: Visit,
        _ problem: FormProblem?,
        _ form: Form?
    ) -> HTML {
        let words = visit.words
        let heading =
            switch call.caller {
            case _ where call.searches == 0:
                words.text("Vraag de briefcode", "Ask for the letter code")
            case .several:
                words.text(
                    "Wie is het? Kies, of geef het algemene antwoord",
                    "Who is it? Choose, or give the general answer"
                )
            case .found, .proven:
                words.text(
                    "Geen bewijs. Geef het algemene antwoord",
                    "No proof. Give the general answer"
                )
            case .unknown:
                (call.lastFits ?? 0) > FindCaller.most
                    ? words.text(
                        "Te veel mensen passen. Geef het algemene antwoord",
                        "Too many people fit. Give the general answer"
                    )
                    : words.text(
                        "Niemand gevonden. Geef het algemene antwoord",
                        "Nobody found. Give the general answer"
                    )
            }
        let tries: HTML = HTML.when(
            call.searches > 0,
            """
            <p class="hint">\(words(
                "\(words.count(call.misses, ("poging", "pogingen"), ("try", "tries"))) zonder resultaat, van \(words.number(call.mostMisses)).",
                "\(words.count(call.misses, ("poging", "pogingen"), ("try", "tries"))) without a result, of \(words.number(call.mostMisses))."
            ))</p>
            """
        )
        return """
            <h1>\(heading)</h1>
            \(code(call, visit, problem, form))
            \(tries)
            <div class="side">
            \(watch(words, isProven: false))
            <div>
            \(say(SpokenAnswer.withoutProof(in: words.language), words))
            <div class="note"><p>\(words(
                "<strong>Zeg niet of u iemand vond.</strong> Wie gevonden is maar geen code heeft, hoort dezelfde woorden. Zo kan niemand een ander opzoeken.",
                "<strong>Do not say whether you found somebody.</strong> Whoever is found but has no code hears the same words. So nobody can look up others."
            ))</p></div>
            \(choose(choices, call, visit))
            \(HTML.when(call.caller == .found, callBack(call, visit)))
            \(search(call, visit, problem, form))
            \(end(call, visit, unprovenOutcomes, problem, form))
            <p class="hint">\(words(
                "U maakt nooit een nieuwe persoon aan. Staat de beller nergens, dan blijft dat zo.",
                "You never make a new person. If the caller is nowhere, it stays so."
            ))</p>
            </div></div>
            """
    }

    private static func code(
        _ call: CallStanding,
        _ visit: Visit,
        _ problem: FormProblem?,
        _ form: Form?
    ) -> HTML {
        let words = visit.words
        let wrong = problem.flatMap {
            ["code", "find"].contains($0.field) ? words.text($0.dutch, $0.english) : nil
        }
        let trouble: HTML =
            wrong.map { "<strong class=\"problem\" id=\"code-p\">\($0)</strong>" } ?? ""
        let describe: HTML =
            wrong == nil ? "" : " aria-describedby=\"code-p\" aria-invalid=\"true\""
        return visit.form(
            "/calls/\(call.number)/find",
            class: "acts",
            """
            <input type="hidden" name="way" value="code"><div><label for="code">\(words(
                "Briefcode van de beller", "The caller's letter code"
            ))</label>\(trouble)<input class="code" id="code" name="code" autocomplete="off" \
            spellcheck="false" autofocus\(describe)></div> <button>\(words("Controleer", "Check"))</button>
            """
        )
    }

    private static func choose(
        _ choices: [ShowChoices.Choice],
        _ call: CallStanding,
        _ visit: Visit
    ) -> HTML {
        guard !choices.isEmpty else { return "" }
        let words = visit.words
        let picks = choices.map { choice -> HTML in
            let year = choice.birthYear.map(String.init) ?? words.text("onbekend", "unknown")
            return """
                <label class="pick"><input type="radio" name="choice" value="\(plain: choice.choice)">\
                \(plain: choice.choice) · \(words("geboren in", "born in")) \(year), \(choice.place)</label>
                """
        }
        return """
            <h2>\(words("Wie is het?", "Who is it?"))</h2>
            \(visit.form("/calls/\(call.number)/choose", """
                <fieldset><legend>\(words("Kies er een", "Choose one"))</legend>\(picks)</fieldset>\
                <div class="acts"><button class="alt">\(words("Kies", "Choose"))</button></div>
                """))
            """
    }

    private static func callBack(_ call: CallStanding, _ visit: Visit) -> HTML {
        let words = visit.words
        return """
            <details><summary>\(words(
                "Belde u zelf terug op een bekend nummer?", "Did you call back on a known number?"
            ))</summary>
            \(visit.form("/calls/\(call.number)/proof", """
                <label class="pick"><input type="checkbox" name="known" value="yes">\(words(
                    "Ik belde terug op een nummer dat wij al voor de hack hadden, en dat niet bij de gestolen gegevens staat.",
                    "I called back on a number that we had before the hack, and that is not among the stolen data."
                ))</label>\
                <div class="acts"><button class="alt">\(words("Bevestig", "Confirm"))</button></div>
                """))
            </details>
            """
    }

    private static func search(
        _ call: CallStanding,
        _ visit: Visit,
        _ problem: FormProblem?,
        _ form: Form?
    ) -> HTML {
        let words = visit.words
        guard !call.searchesUsedUp else {
            return """
                <h2>\(words("U kunt niet meer zoeken", "No more searches"))</h2><p>\(words(
                    "Dit gesprek heeft alle pogingen gehad. Een goede briefcode staat op de brief.",
                    "This call has had all its tries. A right code stands on the letter."
                ))</p>
                """
        }
        func wrong(_ field: String) -> String? {
            problem.flatMap { $0.field == field ? words.text($0.dutch, $0.english) : nil }
        }
        func field(_ name: String, _ dutch: String, _ english: String, hint: String = "") -> HTML {
            Piece.field(
                name,
                words.text(dutch, english),
                hint: hint,
                value: form?["way"] == "attributes" ? form?[name] ?? "" : "",
                problem: wrong(name),
                attributes: " autocomplete=\"off\""
            )
        }
        let wait: HTML =
            call.searchFrom.map { moment -> HTML in
                let seconds = max(1, (moment.milliseconds - words.now + 999) / 1000)
                return words(
                    "De volgende poging kan over \(words.number(Int(seconds))) seconden.",
                    "The next try can be in \(words.number(Int(seconds))) seconds."
                )
            } ?? ""
        return """
            <h2>\(words("Geen code? Zoek met twee gegevens", "No code? Search with two details"))</h2>
            <p class="hint">\(words(
                "Wat u zo vindt, bewijst niets: u kunt er een brief naar het bekende adres mee laten sturen.",
                "What you find so proves nothing: with it a letter can be sent to the known address."
            )) \(wait)</p>
            \(visit.form("/calls/\(call.number)/find", """
                <input type="hidden" name="way" value="attributes"><div class="duo"><div>
                \(field("postcode", "Postcode", "Postcode"))
                \(field("houseNumber", "Huisnummer", "House number"))
                </div><div>
                \(field("surname", "Achternaam", "Surname"))
                \(field("initials", "Voorletters", "Initials"))
                \(field(
                    "birthDate", "Geboortedatum", "Date of birth",
                    hint: words.text("Alleen als de beller die zelf noemt.", "Only if the caller says it unasked.")
                ))
                </div></div>
                <div class="acts"><button class="alt">\(words("Zoek", "Search"))</button></div>
                """))
            <h3>\(words("Wat vaak helpt", "What often helps"))</h3>
            <ul>\(words(
                "<li>De geboortenaam, of de naam van de partner.</li><li>Het adres van vóór een verhuizing.</li>",
                "<li>The name at birth, or the partner's name.</li><li>The address before a move.</li>"
            ))</ul>
            """
    }

    // MARK: - The answer

    static func answer(
        _ answer: AnswerCaller.Answer,
        _ call: CallStanding,
        _ visit: Visit,
        _ problem: FormProblem?,
        _ form: Form?
    ) -> HTML {
        let words = visit.words
        let proof: HTML =
            call.proof == .callBack
            ? words(
                "Teruggebeld op een bekend nummer. U staat daarvoor in.",
                "Called back on a known number. You answer for that."
            )
            : words("De briefcode klopt.", "The letter code is right.")
        let spoken = answer.sheets.flatMap(\.words)
        return """
            <h1>\(words("U mag antwoorden", "You may answer"))</h1>
            <p>\(Piece.tag(words.text("Bewezen", "Proven"), .ok)) \(proof)</p>
            <div class="side">
            \(watch(words, isProven: true))
            <div>
            \(say(spoken, words))
            <h2>\(words("Als de beller doorvraagt", "If the caller asks further"))</h2>
            \(Piece.facts(CallFacts(answer, visit).rows))
            <h2>\(words("Wat kan de beller doen?", "What can the caller do?"))</h2>
            <ul>\(answer.person.advice.map { "<li>\($0.text(in: words.language))</li>" as HTML })</ul>
            \(end(call, visit, provenOutcomes, problem, form))
            </div></div>
            """
    }

    // MARK: - The end

    private static let provenOutcomes: [ContactOutcome] = [
        .answered, .letterAgain, .otherForm, .address, .accessRequest, .complaint, .callBack,
        .misuse, .deceased, .escalated, .brokenOff,
    ]
    /// Who asks for a copy of their data is checked afterwards, whatever they had at hand in the call.
    private static let unprovenOutcomes: [ContactOutcome] = [
        .generalAnswer, .answerByLetter, .callBack, .deceased, .accessRequest, .complaint, .misuse,
        .escalated, .brokenOff,
    ]

    private static func end(
        _ call: CallStanding,
        _ visit: Visit,
        _ outcomes: [ContactOutcome],
        _ problem: FormProblem?,
        _ form: Form?
    ) -> HTML {
        let words = visit.words
        func wrong(_ field: String) -> String? {
            problem.flatMap { $0.field == field ? words.text($0.dutch, $0.english) : nil }
        }
        let chosen = form.flatMap { ContactOutcome(rawValue: $0["outcome"]) }
        let picks = outcomes.enumerated().map { place, outcome -> HTML in
            """
            <label class="pick"><input type="radio" name="outcome" value="\(outcome.rawValue)"\
            \(" checked", if: outcome == chosen)>\(plain: place + 1) \(outcome.name(in: words.language))</label>

            """
        }
        let half = (picks.count + 1) / 2
        let ticked = Set(form?.all("theme") ?? [])
        let themes = ContactTheme.allCases.map { theme -> HTML in
            """
            <label class="pick"><input type="checkbox" name="theme" value="\(theme.rawValue)"\
            \(" checked", if: ticked.contains(theme.rawValue))>\(theme.name(in: words.language))</label>

            """
        }
        let halfThemes = (themes.count + 1) / 2
        let missing: HTML =
            wrong("outcome").map { "<strong class=\"problem\">\($0)</strong>" } ?? ""
        return """
            <h2 id="end">\(words("Hoe eindigt het gesprek?", "How does the call end?"))</h2>
            \(visit.form("/calls/\(call.number)/end", """
                <fieldset><legend>\(words("Wat deed u?", "What did you do?"))</legend>\(missing)<div class="duo"><div>
                \(Array(picks[..<half]))</div><div>
                \(Array(picks[half...]))</div></div></fieldset>
                <fieldset><legend>\(words("Waar ging het over?", "What was it about?"))</legend><div class="duo"><div>
                \(Array(themes[..<halfThemes]))</div><div>
                \(Array(themes[halfThemes...]))</div></div></fieldset>
                \(Piece.field(
                    "callBackAt",
                    words.text("Terugbellen: wanneer?", "Call back: when?"),
                    hint: words.text("Bijvoorbeeld 18-9-2025 10.30. Zet het nummer in de notitie.", "For example 18-9-2025 10:30. Write the number into the note."),
                    value: form?["callBackAt"] ?? "",
                    problem: wrong("callBackAt"),
                    attributes: " autocomplete=\"off\""
                ))
                \(Piece.area(
                    "note",
                    words.text("Notitie, als dat nodig is", "Note, if one is needed"),
                    hint: words.text(
                        "Geen BSN en geen uitslag. Lange nummers worden weggestreept, behalve bij terugbellen.",
                        "No BSN and no result. Long numbers are struck out, but for a call back."
                    ),
                    value: form?["note"] ?? "",
                    problem: wrong("note")
                ))
                <div class="acts"><button>\(words("Rond het gesprek af", "End the call"))</button></div>
                """))
            """
    }

    static func ended(_ call: CallStanding, _ words: Words) -> HTML {
        var rows: [(String, HTML)] = []
        if let outcome = call.outcome {
            rows.append((words.text("Uitkomst", "Outcome"), "\(outcome.name(in: words.language))"))
        }
        if !call.themes.isEmpty {
            let names = call.themes.map { $0.name(in: words.language) }
            rows.append((words.text("Ging over", "Was about"), "\(words.list(names))"))
        }
        if let ended = call.endedAt {
            rows.append((words.text("Afgerond", "Ended"), Piece.time(ended, words)))
        }
        if let who = call.outcome?.waitsFor {
            rows.append(
                (words.text("Wacht op", "Waits for"), "\(who.name(in: words.language))")
            )
        }
        return """
            <h1>\(words("Het gesprek is afgerond", "The call has ended"))</h1>
            <p class="lede">\(words(
                "Van de beller is hier niets meer te zien.", "Nothing of the caller is shown here any more."
            ))</p>
            \(Piece.facts(rows))
            <p class="acts"><a class="btn" href="/calls">\(words("Volgend gesprek", "Next call"))</a></p>
            """
    }
}

/// What stands behind the words: for whoever asks further.
private struct CallFacts {
    let answer: AnswerCaller.Answer
    let visit: Visit
    private var words: Words { visit.words }

    init(_ answer: AnswerCaller.Answer, _ visit: Visit) {
        self.answer = answer
        self.visit = visit
    }

    var rows: [(String, HTML)] {
        let person = answer.person
        var rows: [(String, HTML)] = [
            (words.text("Aanspreken met", "Name"), "\(person.name)")
        ]
        for standing in person.incidents {
            let certainty = standing.certainty
            let lists: HTML =
                standing.because.isEmpty ? "" : " (\(words.list(standing.because)))"
            let text: HTML =
                certainty == nil || certainty == .excluded
                ? words(
                    "Niet bekend dat er gegevens van deze persoon bij zijn. Dat is niet: veilig.",
                    "Not known that data of this person are among them. That is not: safe."
                )
                : "\(words.capital(certainty?.name(in: words.language) ?? ""))\(lists)."
            rows.append((words.text("Hoe zeker", "How sure"), text))
            for stated in standing.stated {
                rows.append(
                    (words.text("Op \(stated.statement)", "On \(stated.statement)"), named(stated))
                )
            }
        }
        for item in person.disclosed {
            rows.append((title(item.origin), disclosed(item)))
        }
        rows.append((words.text("Brieven", "Letters"), letters))
        return rows
    }

    private func title(_ origin: Origin) -> String {
        switch origin {
        case .givenByUs: words.text("Door ons gegeven", "Given by us")
        case .producedThere: words.text("Daar gemaakt", "Made there")
        case .givenByThirdParty: words.text("Door een ander gegeven", "Given by another")
        }
    }

    private func disclosed(_ item: PersonAnswer.Disclosed) -> HTML {
        let since: HTML =
            item.first.map { first in
                item.first == item.last
                    ? " \(words("Op", "On")) \(words.date(first))."
                    : item.last.map { last in
                        words(
                            " Van \(words.date(first)) tot \(words.date(last)), \(words.number(item.times)) keer.",
                            " From \(words.date(first)) to \(words.date(last)), \(words.number(item.times)) times."
                        )
                    } ?? ""
            } ?? words(" De dag is niet bekend.", " The day is not known.")
        return
            "\(words.name(item.party)): \(kinds(item.categories)).\(since)\(result(item.categories))"
    }

    /// What a list names of the person: the same care with results.
    private func named(_ stated: PersonAnswer.Stated) -> HTML {
        "\(words.capital(stated.certainty.name(in: words.language))): \(kinds(stated.categories)).\(result(stated.categories))"
    }

    private func kinds(_ categories: CategorySet) -> HTML {
        let names = categories.categories.map { $0.name(in: words.language) }
        return "\(words.list(names.isEmpty ? [words.text("niets", "nothing")] : names))"
    }

    private func result(_ categories: CategorySet) -> HTML {
        HTML.when(
            categories.contains(.testResult) || categories.contains(.earlierResult),
            words(
                " <strong>Wij zeggen niet welke uitslag.</strong> De huisarts kan dat vertellen.",
                " <strong>We do not say which result.</strong> The general practitioner can tell."
            )
        )
    }

    private var letters: HTML {
        guard !answer.person.letters.isEmpty else {
            return words("Nog geen brief.", "No letter yet.")
        }
        let lines = answer.person.letters.map { letter -> HTML in
            if letter.held != nil {
                return words(
                    "\(letter.wave): vastgehouden. Zeg niet waarom; gegevensbeheer zoekt het uit.",
                    "\(letter.wave): held. Do not say why; the data manager finds out."
                )
            }
            if letter.cancelled, letter.date == nil {
                return words("\(letter.wave): niet verstuurd.", "\(letter.wave): not sent.")
            }
            guard let date = letter.date else {
                return words(
                    "\(letter.wave): wordt nog gedrukt.",
                    "\(letter.wave): still to be printed."
                )
            }
            let again: HTML = HTML.when(
                letter.again > 0,
                words(", daarna opnieuw gemaakt", ", made again later")
            )
            return words(
                "\(letter.wave): brief van \(words.date(date))\(again).",
                "\(letter.wave): letter of \(words.date(date))\(again)."
            )
        }
        return lines.joined("<br>")
    }
}
