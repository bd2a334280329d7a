// SPDX-License-Identifier: EUPL-1.2

import Casework
import Custody
import Printing
import Store

/// What waits because of calls, and what the contact centre did: the first shows what was written down of one
/// call, the second counts alone.
enum CallTeamPages {
    static let routes: [Route] = [
        Route(
            name: "matters",
            path: "/calls/matters",
            access: .roles(Roles.matters),
            purpose: "call",
            action: .look(list)
        ),
        Route(
            name: "matter",
            path: "/calls/matters/{matter}",
            access: .roles(Roles.matters),
            purpose: "call",
            isPersonal: true,
            action: .look { visit in .page(try await page(visit)) }
        ),
        Route(
            name: "matter.end",
            path: "/calls/matters/{matter}/end",
            access: .roles(Roles.matters),
            purpose: "call",
            action: .act(end)
        ),
        Route(
            name: "matter.strike",
            path: "/calls/matters/{matter}/strike",
            access: .roles(Roles.matters),
            purpose: "call",
            isPersonal: true,
            action: .act(strike)
        ),
        Route(
            name: "matter.letter",
            path: "/calls/matters/{matter}/letter",
            access: .roles(Roles.lettersAgain),
            purpose: "letters",
            isPersonal: true,
            action: .act(letter)
        ),
        Route(
            name: "calls.team",
            path: "/calls/team",
            access: .roles(Roles.callFigures),
            purpose: "oversight",
            action: .look(team)
        ),
        Route(
            name: "calls.csv",
            path: "/calls/team.csv",
            access: .roles(Roles.callFigures),
            purpose: "oversight",
            action: .look(csv)
        ),
        Route(
            name: "calls.erase",
            path: "/calls/team/erase",
            access: .roles(Roles.erasing),
            purpose: "oversight",
            action: .act(erase)
        ),
    ]

    // MARK: - What waits

    static func when(_ matter: MatterStanding, _ words: Words) -> HTML {
        guard let due = matter.dueAt else {
            return "<span class=\"hint\">\(words.moment(matter.openedAt))</span>"
        }
        let left = Double(due.milliseconds - words.now) / 1000
        return left >= 0
            ? words(
                "<strong>over \(words.duration(seconds: left))</strong>",
                "<strong>in \(words.duration(seconds: left))</strong>"
            )
            : "<strong>\(words.duration(seconds: -left)) \(words("te laat", "late"))</strong>"
    }

    @Sendable private static func list(_ visit: Visit) async throws -> Reply {
        let words = visit.words
        let roles = visit.roles
        let answer = try await visit.look { try ListMatters(for: roles).run(in: $0) }
        let items = answer.matters.map { matter -> HTML in
            let late = matter.dueAt.map { $0.milliseconds < words.now } ?? false
            return HomePage.task(
                when(matter, words),
                "/calls/matters/\(matter.number)",
                matter.what.name(in: words.language),
                words(
                    "Gesprek \(plain: matter.call), \(matter.by).",
                    "Call \(plain: matter.call), \(matter.by)."
                ),
                late
                    ? Piece.tag(words.text("Te laat", "Late"), .bad)
                    : Piece.tag(words.text("Wacht", "Waits"), .wait)
            )
        }
        let heading =
            answer.count == 0
            ? words.text("Er wacht niets op u", "Nothing waits for you")
            : words.text(
                "Er \(answer.count == 1 ? "wacht" : "wachten") \(words.count(answer.count, ("afspraak", "afspraken"), ("matter", "matters")))",
                "\(words.count(answer.count, ("afspraak", "afspraken"), ("matter", "matters"))) \(answer.count == 1 ? "waits" : "wait")"
            )
        return .page(
            Page(
                title: words.text("Afspraken", "Matters"),
                menu: .contact,
                body: """
                    <h1>\(heading)</h1>
                    <p class="lede">\(words(
                        "Wat iemand nog moet doen na een gesprek. Wat beloofd is, staat bovenaan.",
                        "What somebody must still do after a call. What was promised comes first."
                    ))</p>
                    \(HTML.when(!items.isEmpty, "<ol class=\"tasks\">\n\(items)</ol>"))
                    \(HTML.when(answer.count > items.count, words.paragraph(
                        "Dit zijn de eerste \(words.number(items.count)).",
                        "These are the first \(words.number(items.count))."
                    )))
                    """
            )
        )
    }

    private static func number(_ visit: Visit) throws -> Int {
        guard let number = Int(try visit.parameter("matter")) else { throw DeskRefusal.notFound }
        return number
    }

    private static func page(
        _ visit: Visit,
        _ problem: FormProblem? = nil,
        _ form: Form? = nil
    ) async throws -> Page {
        let words = visit.words
        let (number, officer, roles) = (try number(visit), try visit.officer(), visit.roles)
        let shown = try await visit.look {
            try ShowMatter(number, for: roles, officer: officer).run(in: $0)
        }
        let matter = shown.matter
        var rows: [(String, HTML)] = [
            (
                words.text("Gesprek", "Call"),
                "\(plain: matter.call), \(words.moment(matter.openedAt)), \(matter.by)"
            )
        ]
        if let due = matter.dueAt {
            rows.append(
                (
                    matter.what == .accessRequest
                        ? words.text("Uiterlijk", "Due") : words.text("Beloofd", "Promised"),
                    Piece.time(due, words)
                )
            )
        }
        rows.append((words.text("Beller", "Caller"), caller(shown, words)))
        if let person = shown.person {
            rows.append(
                (words.text("Persoon", "Person"), "<code class=\"copy\">\(person)</code>")
            )
        }
        if let ended = matter.endedAt {
            rows.append(
                (
                    matter.isDone
                        ? words.text("Gedaan", "Done") : words.text("Niet nodig", "Not needed"),
                    Piece.time(ended, words)
                )
            )
        }
        let note: HTML =
            shown.text.map { "<blockquote><p>\($0)</p></blockquote>" as HTML }
            ?? words.paragraph(
                "Er is niets opgeschreven, of de bewaartermijn is om.",
                "Nothing was written down, or its term has ended."
            )
        return Page(
            title: words.text("Afspraak \(number)", "Matter \(number)"),
            menu: .contact,
            body: """
                <p class="crumb"><a href="/calls/matters">\(words("Afspraken", "Matters"))</a></p>
                <h1>\(matter.what.name(in: words.language))</h1>
                \(Piece.facts(rows))
                \(HTML.when(!help(matter.what, words).isEmpty, "<div class=\"note\"><p>\(help(matter.what, words))</p></div>"))
                \(HTML.when(matter.what == .accessRequest && visit.has(.privacyOfficer), """
                    <p class="acts"><a class="btn" href="/calls/matters/\(plain: number)/access">\(words(
                        "Naar de kopie", "To the copy"
                    ))</a></p>
                    """))
                <h2>\(words("Wat er opgeschreven is", "What was written down"))</h2>
                \(note)
                \(HTML.when(shown.text != nil, strikeForm(number, visit, problem, form)))
                \(HTML.when(
                    matter.endedAt == nil && visit.has(.communication)
                        && LetterOfMatter.outcomes.contains(matter.what) && shown.person != nil,
                    letterForm(number, visit)
                ))
                \(HTML.when(matter.endedAt == nil, endForm(number, visit)))
                """
        )
    }

    private static func letterForm(_ number: Int, _ visit: Visit) -> HTML {
        let words = visit.words
        return """
            <h2>\(words("Maak de brief opnieuw", "Make the letter again"))</h2>
            \(visit.form("/calls/matters/\(number)/letter", """
                \(Piece.select(
                    "language",
                    words.text("Taal", "Language"),
                    [
                        ("", words.text("zoals hij was", "as it was")),
                        ("nl", words.text("Nederlands", "Dutch")),
                        ("en", words.text("Engels", "English")),
                    ]
                ))
                <label class="pick"><input type="checkbox" name="large" value="yes">\(words(
                    "Grote letters (18 punten)", "Large print (18 points)"
                ))</label>
                \(Piece.field(
                    "salutation",
                    words.text("Andere aanhef", "Another form of address"),
                    hint: words.text(
                        "Laat leeg voor de gewone aanhef. Bijvoorbeeld: Geachte mevrouw, met de naam.",
                        "Leave empty for the usual one. For example: Geachte mevrouw, with the name."
                    ),
                    attributes: " autocomplete=\"off\""
                ))
                <div class="acts"><button>\(words("Maak de brief (PDF)", "Make the letter (PDF)"))</button></div>
                """))
            <p class="hint">\(words(
                "Hij heeft de code en de datum van de brief die hij herhaalt. Druk hem af, verstuur hem, en rond dan de afspraak af. Wil de persoon ook volgende brieven zo? Vraag gegevensbeheer om taal en aanhef te verbeteren.",
                "It has the code and the date of the letter that it repeats. Print it, send it, and then end the matter. Does the person want later letters so too? Ask the data manager to correct language and form of address."
            ))</p>
            """
    }

    @Sendable private static func letter(_ visit: Visit, _ form: Form) async throws -> Reply {
        let (number, officer, roles) = (try number(visit), try visit.officer(), visit.roles)
        let wish = PrintAgain.Form(
            language: Language(rawValue: form["language"]),
            bodySize: form["large"] == "yes" ? 18 : nil,
            salutation: form["salutation"].isEmpty ? nil : form["salutation"]
        )
        let letter = try await visit.desk.writer.act { store in
            try LetterOfMatter(number, form: wish, for: roles, officer: officer).run(in: store)
        }
        return .bytes(
            letter.pdf,
            type: "application/pdf",
            name: visit.words.text("brief-\(number).pdf", "letter-\(number).pdf")
        )
    }

    private static func caller(_ shown: ShowMatter.Answer, _ words: Words) -> HTML {
        switch shown.proof {
        case .letterCode?: words("Bewezen met de briefcode", "Proven by the letter code")
        case .callBack?:
            words("Teruggebeld op een bekend nummer", "Called back on a known number")
        case .some(CallerProof.none):
            words(
                "Gevonden, niet bewezen: stuur alleen iets naar het bekende adres",
                "Found, not proven: send things to the known address only"
            )
        case nil: words("Niemand gevonden", "Nobody found")
        }
    }

    private static func help(_ what: ContactOutcome, _ words: Words) -> HTML {
        switch what {
        case .address:
            words(
                "Tot u dit afrondt, wordt er geen brief aan deze persoon gedrukt. Verbeter het adres met: spoor person correct.",
                "Until you end this, no letter to this person is printed. Correct the address with: spoor person correct."
            )
        case .deceased:
            words(
                "Tot u dit afrondt, wordt er geen brief aan deze persoon gedrukt. Zoek na of de persoon is overleden, en verbeter dat met: spoor person correct. Nabestaanden krijgen niets te horen zonder een besluit.",
                "Until you end this, no letter to this person is printed. Find out whether the person died, and correct it with: spoor person correct. Relatives are told nothing without a decision."
            )
        case .letterAgain, .otherForm, .answerByLetter:
            words(
                "Maak de brief hieronder opnieuw. Hij gaat naar het bekende adres.",
                "Make the letter again below. It goes to the known address."
            )
        case .accessRequest:
            words(
                "Antwoord binnen een maand (AVG artikel 12, lid 3). Stel eerst vast wie het is, en maak dan de kopie.",
                "Answer within a month (GDPR 12(3)). First establish who it is, then make the copy."
            )
        case .misuse:
            words(
                "Leg vast wat er gebeurde, en of het op dit incident kan wijzen. Verwijs naar de politie en het CMI.",
                "Record what happened, and whether it can come from this incident. Refer to the police and the CMI."
            )
        default: ""
        }
    }

    private static func strikeForm(
        _ number: Int,
        _ visit: Visit,
        _ problem: FormProblem?,
        _ form: Form?
    ) -> HTML {
        let words = visit.words
        return """
            <details\(" open", if: problem != nil)><summary>\(words(
                "Staat er iets in dat weg moet?", "Is something in it that must go?"
            ))</summary>
            \(visit.form("/calls/matters/\(number)/strike", """
                \(Piece.field(
                    "words",
                    words.text("Streep deze woorden weg", "Strike out these words"),
                    hint: words.text(
                        "Precies zoals ze er staan. Vastgelegd wordt dat u iets wegstreepte, niet wat.",
                        "Exactly as they stand there. It is recorded that you struck something out, not what."
                    ),
                    value: form?["words"] ?? "",
                    problem: problem.map { words.text($0.dutch, $0.english) },
                    attributes: " autocomplete=\"off\""
                ))
                <div class="acts"><button class="alt">\(words("Streep weg", "Strike out"))</button></div>
                """))
            </details>
            """
    }

    private static func endForm(_ number: Int, _ visit: Visit) -> HTML {
        let words = visit.words
        return visit.form(
            "/calls/matters/\(number)/end",
            """
            <div class="acts"><button name="how" value="done">\(words("Gedaan", "Done"))</button> \
            <button class="alt" name="how" value="not">\(words("Hoeft niet meer", "No longer needed"))</button></div>
            """
        )
    }

    @Sendable private static func end(_ visit: Visit, _ form: Form) async throws -> Reply {
        let (number, officer, roles) = (try number(visit), try visit.officer(), visit.roles)
        guard ["done", "not"].contains(form["how"]) else { throw DeskRefusal.formUnreadable }
        let isDone = form["how"] == "done"
        _ = try await visit.desk.writer.act { store in
            try EndMatter(number, isDone: isDone, for: roles, officer: officer).run(in: store)
        }
        return .seeOther("/calls/matters")
    }

    @Sendable private static func strike(_ visit: Visit, _ form: Form) async throws -> Reply {
        let (number, officer, roles) = (try number(visit), try visit.officer(), visit.roles)
        let struck = form["words"]
        do {
            _ = try await visit.desk.writer.act { store in
                try StrikeOut(struck, from: number, for: roles, officer: officer).run(in: store)
            }
            return .seeOther("/calls/matters/\(number)")
        } catch CaseworkError.nothingToStrikeOut {
            let problem = FormProblem(
                field: "words",
                dutch: "Deze woorden staan niet in de tekst. Kopieer ze eruit.",
                english: "These words do not stand in the text. Copy them out of it."
            )
            return .page(try await page(visit, problem, form))
        }
    }

    // MARK: - What the contact centre did

    private static let days = 14

    @Sendable private static func team(_ visit: Visit) async throws -> Reply {
        let words = visit.words
        let answer = try await visit.look { try CountCalls(days: days, now: words.now).run(in: $0) }
        let today = answer.days[0]
        let opened = today.opened.values.reduce(0, +)
        let state: HTML =
            answer.lateCallBacks > 0
            ? words(
                "<strong>\(words.count(answer.lateCallBacks, ("terugbelafspraak is", "terugbelafspraken zijn"), ("call-back is", "call-backs are"))) te laat.</strong>",
                "<strong>\(words.count(answer.lateCallBacks, ("terugbelafspraak is", "terugbelafspraken zijn"), ("call-back is", "call-backs are"))) late.</strong>"
            )
            : answer.nextCallBack.map { moment -> HTML in
                words(
                    "De eerste terugbelafspraak is \(words.moment(moment)).",
                    "The first call-back is \(words.moment(moment))."
                )
            } ?? words("Er staan geen terugbelafspraken.", "No call-backs were promised.")
        let queue: HTML =
            answer.queuedSince.map { since -> HTML in
                words(
                    "In de wachtrij \(words.count(answer.queued, ("staat één bericht", "staan berichten"), ("message", "messages"))), het oudste sinds \(words.moment(since)).",
                    "The queue holds \(words.count(answer.queued, ("bericht", "berichten"), ("message", "messages"))), the oldest since \(words.moment(since))."
                )
            } ?? words("De wachtrij is leeg.", "The queue is empty.")
        return .page(
            Page(
                title: words.text("Team klantcontact", "Contact-centre team"),
                menu: .contact,
                body: """
                    <h1>\(words(
                        "Vandaag \(words.count(opened, ("gesprek", "gesprekken"), ("call", "calls"))), \(words.number(answer.open)) nog open",
                        "\(words.count(opened, ("gesprek", "gesprekken"), ("call", "calls"))) today, \(words.number(answer.open)) still open"
                    ))</h1>
                    <p class="lede">\(state) \(queue)</p>
                    <p class="hint">\(words(
                        "Alleen aantallen: geen naam van een beller of een medewerker.",
                        "Counts alone: no name of a caller or an agent."
                    )) <a href="/calls/team.csv">\(words("Als CSV", "As CSV"))</a></p>
                    \(waiting(answer, visit))
                    \(table(
                        words.text("Waar bellers naar vroegen", "What callers asked"),
                        ContactTheme.allCases.map { ($0.rawValue, $0.name(in: words.language)) },
                        answer.days.prefix(7).map { ($0.day, $0.themes) },
                        words
                    ))
                    \(table(
                        words.text("Hoe gesprekken eindigden", "How calls ended"),
                        ContactOutcome.allCases.map { ($0.rawValue, $0.name(in: words.language)) },
                        answer.days.prefix(7).map { ($0.day, $0.outcomes) },
                        words
                    ))
                    \(searches(answer, words))
                    \(HTML.when(!visit.roles.isDisjoint(with: Roles.erasing), eraseForm(visit)))
                    """
            )
        )
    }

    private static func waiting(_ answer: CountCalls.Answer, _ visit: Visit) -> HTML {
        let words = visit.words
        let rows = ContactOutcome.allCases.compactMap { what -> [HTML]? in
            guard let count = answer.waiting[what.rawValue], let role = what.waitsFor else {
                return nil
            }
            return [
                "\(what.name(in: words.language))",
                "\(words.capital(role.name(in: words.language)))",
                "\(words.number(count))",
            ]
        }
        let link: HTML = HTML.when(
            !visit.roles.isDisjoint(with: Roles.matters),
            """
            <p><a href="/calls/matters">\(words("Bekijk de afspraken", "See the matters"))</a></p>
            """
        )
        return """
            <h2>\(words("Wat nog moet gebeuren", "What must still be done"))</h2>
            \(rows.isEmpty ? words.paragraph("Niets.", "Nothing.") : Piece.table(
                words.text("Wat wacht, en op wie", "What waits, and for whom"),
                [
                    .init(words.text("Wat", "What")), .init(words.text("Wie", "Who")),
                    .init(words.text("Aantal", "Count"), numeric: true),
                ],
                rows,
                showsCaption: false
            ))
            \(link)
            """
    }

    private static func table(
        _ title: String,
        _ names: [(code: String, name: String)],
        _ days: [(day: Day, counts: [String: Int])],
        _ words: Words
    ) -> HTML {
        let rows = names.compactMap { code, name -> [HTML]? in
            let counts = days.map { $0.counts[code] ?? 0 }
            guard counts.contains(where: { $0 > 0 }) else { return nil }
            return ["\(name)"] + counts.reversed().map { "\(words.number($0))" as HTML }
        }
        guard !rows.isEmpty else { return "" }
        return """
            <h2>\(title)</h2>
            \(Piece.table(
                title,
                [.init(words.text("Wat", "What"))]
                    + days.reversed().map { .init(words.shortDay($0.day), numeric: true) },
                rows,
                showsCaption: false
            ))
            """
    }

    private static func searches(_ answer: CountCalls.Answer, _ words: Words) -> HTML {
        let all = answer.days.prefix(7).reduce(0) { $0 + $1.searches }
        let misses = answer.days.prefix(7).reduce(0) { $0 + $1.misses }
        guard all > 0 else { return "" }
        return """
            <h2>\(words("Zoeken zonder resultaat", "Searches without a result"))</h2>
            <p>\(words(
                "In zeven dagen \(words.number(misses)) van de \(words.number(all)) keer. Stijgt dit, dan probeert misschien iemand anderen op te zoeken.",
                "In seven days \(words.number(misses)) of \(words.number(all)) times. If this rises, somebody may be trying to look up others."
            ))</p>
            """
    }

    private static func eraseForm(_ visit: Visit) -> HTML {
        let words = visit.words
        return """
            <h2>\(words("Bewaartermijn van notities", "Term of notes"))</h2>
            \(visit.form("/calls/team/erase", """
                \(Piece.field(
                    "days",
                    words.text("Hoeveel dagen blijven notities leesbaar?", "For how many days do notes stay readable?"),
                    hint: words.text(
                        "Oudere notities worden voorgoed onleesbaar. Wat nog moet gebeuren, houdt zijn notitie.",
                        "Older notes are made unreadable for ever. What must still be done keeps its note."
                    ),
                    attributes: " inputmode=\"numeric\""
                ))
                \(Piece.field("because", words.text("Waarom?", "Why?")))
                <div class="acts"><button class="alt">\(words("Maak oudere onleesbaar", "Make older ones unreadable"))</button></div>
                """))
            """
    }

    @Sendable private static func erase(_ visit: Visit, _ form: Form) async throws -> Reply {
        guard let days = Int(form["days"]), (1...3660).contains(days) else {
            throw DeskRefusal.problem([
                FormProblem(
                    field: "days",
                    dutch: "Vul een aantal dagen in, van 1 tot en met 3660.",
                    english: "Fill in a number of days, from 1 to 3660."
                )
            ])
        }
        guard let because = try? StatedReason(form["because"]) else {
            throw DeskRefusal.problem([
                FormProblem(
                    field: "because",
                    dutch: "Schrijf in woorden waarom.",
                    english: "Write in words why."
                )
            ])
        }
        let officer = try visit.officer()
        _ = try await visit.desk.writer.act { store in
            try EraseCallTexts(keepDays: days, because: because, officer: officer).run(in: store)
        }
        return .seeOther("/calls/team")
    }

    @Sendable private static func csv(_ visit: Visit) async throws -> Reply {
        let now = visit.words.now
        let answer = try await visit.look { try CountCalls(days: 366, now: now).run(in: $0) }
        var lines = ["day,what,code,count"]
        for day in answer.days.reversed() {
            for (what, counts) in [
                ("opened", day.opened), ("outcome", day.outcomes), ("theme", day.themes),
                ("matter", day.matters),
                (
                    "search", ["all": day.searches, "missed": day.misses].filter { $0.value > 0 }
                ), ("done", ["matters": day.mattersDone].filter { $0.value > 0 }),
            ] {
                for (code, count) in counts.sorted(by: { $0.key < $1.key }) {
                    lines.append("\(day.day.text),\(what),\(code),\(count)")
                }
            }
        }
        return .file(
            lines.joined(separator: "\r\n") + "\r\n",
            type: "text/csv; charset=utf-8",
            name: "calls.csv"
        )
    }
}

extension Words {
    /// `17-9` in Dutch, `17/9` in English: at the head of a column.
    fileprivate func shortDay(_ day: Day) -> String {
        let date = day.date
        return "\(date.day)\(isDutch ? "-" : "/")\(date.month)"
    }
}
