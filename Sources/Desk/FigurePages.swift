// SPDX-License-Identifier: EUPL-1.2

import Casework
import Custody
import Store

/// Every figure that was ever said outside, with the words of that day, and the questions of parliament, press and
/// people: each answer hangs on a version, and the page says when a newer one has other figures (decision 0059).
enum FigurePages {
    static let routes: [Route] = [
        Route(
            name: "figures",
            path: "/incidents/{incident}/figures",
            access: .roles(Roles.room),
            purpose: "incident",
            action: .look { visit in .page(try await page(visit)) }
        ),
        Route(
            name: "figures.csv",
            path: "/incidents/{incident}/figures.csv",
            access: .roles(Roles.room),
            purpose: "incident",
            action: .look(csv)
        ),
        Route(
            name: "figures.say",
            path: "/incidents/{incident}/figures/said",
            access: .roles(Roles.speaking),
            purpose: "incident",
            action: .act(say)
        ),
        Route(
            name: "question.ask",
            path: "/incidents/{incident}/figures/questions",
            access: .roles(Roles.speaking),
            purpose: "incident",
            action: .act(ask)
        ),
        Route(
            name: "question.answer",
            path: "/incidents/{incident}/figures/answers",
            access: .roles(Roles.speaking),
            purpose: "incident",
            action: .act(answer)
        ),
    ]

    static func name(_ from: Questioner, _ words: Words) -> String {
        switch from {
        case .parliament: words.text("parlement", "parliament")
        case .press: words.text("pers", "press")
        case .people: words.text("burgers", "people")
        }
    }

    private static func name(_ figure: VersionFigure, _ words: Words) -> String {
        switch figure {
        case .people: words.text("iedereen die niet is uitgesloten", "everyone who is not excluded")
        case .reported:
            words.text("gemeld, gevonden of gepubliceerd", "reported, found or published")
        case .found: words.text("gevonden of gepubliceerd", "found or published")
        case .cannotBeExcluded: words.text("niet uit te sluiten", "cannot be excluded")
        case .excluded: words.text("uitgesloten", "excluded")
        case .records: words.text("records op lijsten, geen mensen", "records on lists, not people")
        case .unresolved: words.text("records zonder persoon", "records about nobody known")
        }
    }

    private static func page(
        _ visit: Visit,
        _ problem: FormProblem? = nil,
        _ form: Form? = nil
    ) async throws -> Page {
        let words = visit.words
        let frame = try await IncidentPages.frame(visit)
        let answer = frame.figures
        let path = "/incidents/\(Form.encoded(frame.incident.reference))/figures"
        let old = answer.said.count { $0.standing == .outdated }
        let now: HTML =
            answer.version.map { version in
                words(
                    "Nu geldt versie \(plain: version.version): <strong>\(words.number(VersionFigure.reported.value(in: version)))</strong> gemeld, <strong>\(words.number(VersionFigure.people.value(in: version)))</strong> in totaal.",
                    "Version \(plain: version.version) counts now: <strong>\(words.number(VersionFigure.reported.value(in: version)))</strong> reported, <strong>\(words.number(VersionFigure.people.value(in: version)))</strong> in all."
                )
            }
            ?? words(
                "Er is nog geen versie gepubliceerd. <strong>Noem nu geen aantal</strong>, ook niet aan de pers. Zeggen dat u uitzoekt om wie het gaat, kan wel.",
                "No version is published yet. <strong>Do not say a number now</strong>, not to the press either. You can say that you are finding out whom it concerns."
            )
        let state: HTML =
            answer.outdated > 0
            ? words(
                " Bij \(words.count(answer.outdated, ("antwoord", "antwoorden"), ("answer", "answers"))) staat een ouder cijfer.",
                " \(words.count(answer.outdated, ("answer", "answers"), ("answer has", "answers have"))) an older figure."
            )
            : old > 0
                ? words(
                    " \(words.capital(words.count(old, ("eerdere uitspraak", "eerdere uitspraken"), ("earlier statement", "earlier statements")))) had een ander cijfer.",
                    " \(words.capital(words.count(old, ("eerdere uitspraak", "eerdere uitspraken"), ("earlier statement", "earlier statements")))) had another figure."
                ) : ""
        let can = !visit.roles.isDisjoint(with: Roles.speaking)
        return IncidentPages.page(
            frame,
            visit,
            title: words.text("Gepubliceerde cijfers", "Published figures"),
            """
            <h1>\(words("Alles wat wij ooit over aantallen zeiden", "All that we ever said about numbers"))</h1>
            <p class="state">\(now)\(state)</p>
            <h2>\(words("Elk cijfer, met de woorden van toen", "Each figure, with the words of that day"))</h2>
            \(said(answer, path, words))
            \(HTML.when(can, saying(answer, path, visit, problem, form)))
            <h2 id="questions">\(words("Vragen van parlement, pers en burgers", "Questions of parliament, press and people"))</h2>
            \(questions(answer, path, visit, problem, form))
            \(HTML.when(can, asking(path, visit, problem, form)))
            """
        )
    }

    // MARK: - What was said

    private static func said(
        _ answer: ShowPublicFigures.Answer,
        _ path: String,
        _ words: Words
    ) -> HTML {
        guard !answer.said.isEmpty else {
            return words.paragraph("Er is nog niets gezegd.", "Nothing was said yet.")
                + download(path, words)
        }
        let rows = answer.said.map { said -> [HTML] in
            let figures = said.figures.map { "\(words.number($0.value))" as HTML }
            let exception: HTML =
                said.because.map {
                    "<br><span class=\"hint\">\(words("Vóór de brieven:", "Before the letters:")) \($0)</span>"
                } ?? ""
            return [
                "\(Piece.time(said.at, words))<br>\(said.place)",
                "<q>\(said.words)</q>\(exception)", figures.joined("<br>"),
                said.version.map { "\(plain: $0)" } ?? words("geen", "none"),
                standing(said, words),
            ]
        }
        return """
            \(Piece.table(
                words.text(
                    "Nieuwste bovenaan. Een cijfer wordt nooit gewist, ook niet als het omlaag gaat.",
                    "Newest first. A figure is never erased, also when it goes down."
                ),
                [
                    .init(words.text("Wanneer en waar", "When and where")),
                    .init(words.text("Wat er stond", "What it said")),
                    .init(words.text("Cijfer", "Figure"), numeric: true),
                    .init(words.text("Versie", "Version")),
                    .init(words.text("Nu", "Now")),
                ],
                rows
            ))
            \(download(path, words))
            """
    }

    private static func download(_ path: String, _ words: Words) -> HTML {
        "<p><a href=\"\(path).csv\">\(words("Download als CSV", "Download as CSV"))</a></p>"
    }

    private static func standing(_ said: ShowPublicFigures.Said, _ words: Words) -> HTML {
        switch said.standing {
        case .holds: Piece.tag(words.text("Klopt", "Holds"), .ok)
        case .unbound: words("Niet uit Spoor", "Not from Spoor")
        case .outdated, .kept:
            words("Klopte toen. ", "Was right then. ")
                + moved(said.figures, words)
        }
    }

    /// Of each figure that moved: the old one and the new one.
    private static func moved(_ figures: [ShowPublicFigures.Figure], _ words: Words) -> HTML {
        figures.filter { $0.value != $0.now }.map { figure in
            words(
                "\(words.capital(name(figure.figure, words))): was \(words.number(figure.value)), nu \(words.number(figure.now)). ",
                "\(words.capital(name(figure.figure, words))): was \(words.number(figure.value)), now \(words.number(figure.now)). "
            )
        }.joined()
    }

    private static func hint(_ answer: ShowPublicFigures.Answer, _ words: Words) -> HTML {
        let rows = VersionFigure.allCases.map { figure -> [HTML] in
            [
                "<code>{\(figure.rawValue)}</code>", "\(name(figure, words))",
                answer.version.map { "\(words.number(figure.value(in: $0)))" } ?? "",
            ]
        }
        return """
            <details><summary>\(words("Cijfers komen uit een versie", "Figures come from a version"))</summary>
            \(Piece.table(
                words.text(
                    "Schrijf de naam tussen accolades waar het cijfer moet staan",
                    "Write the name in braces where the figure must stand"
                ),
                [
                    .init(words.text("Schrijf", "Write")), .init(words.text("Wie", "Who")),
                    .init(words.text("Nu", "Now"), numeric: true),
                ],
                rows
            ))</details>
            """
    }

    private static func wrong(
        _ problem: FormProblem?,
        _ form: Form?,
        _ act: String,
        _ field: String,
        _ words: Words
    ) -> String? {
        guard let problem, form?["act"] == act, problem.field == field else { return nil }
        return words.text(problem.dutch, problem.english)
    }

    /// Of a choice that nobody made.
    private static let notChosen = "?"

    private static func saying(
        _ answer: ShowPublicFigures.Answer,
        _ path: String,
        _ visit: Visit,
        _ problem: FormProblem?,
        _ form: Form?
    ) -> HTML {
        let words = visit.words
        let typed = form?["act"] == "say" ? form : nil
        func wrong(_ field: String) -> String? {
            Self.wrong(problem, form, "say", field, words)
        }
        let sources =
            [(value: Self.notChosen, name: words.text("Kies", "Choose"))]
            + (answer.version.map {
                [
                    (
                        value: "\($0.version)",
                        name: words.text("versie \($0.version)", "version \($0.version)")
                    )
                ]
            } ?? []) + [
                (
                    value: "",
                    name: words.text(
                        "niet uit Spoor, bijvoorbeeld een krant",
                        "not from Spoor, such as a newspaper"
                    )
                )
            ]
        let isOpen: HTML = typed == nil ? "" : " open"
        return """
            <details\(isOpen)><summary>\(words("Leg vast wat er gezegd is", "Record what was said"))</summary>
            \(visit.form(path + "/said", """
                <input type="hidden" name="act" value="say">
                \(Piece.field(
                    "time", words.text("Wanneer?", "When?"),
                    hint: words.text("Bijvoorbeeld 29-8-2025 11.30.", "For example 2025-08-29 11:30."),
                    value: typed?["time"] ?? "", problem: wrong("time")
                ))
                \(Piece.field(
                    "place", words.text("Waar?", "Where?"),
                    hint: words.text("Bijvoorbeeld: persbericht. Met openbare pagina ziet iedereen het daar; met iets anders niet.", "For example: press release. With public page everybody sees it there; with anything else nobody does."),
                    value: typed?["place"] ?? "", problem: wrong("place")
                ))
                \(Piece.select("version", words.text("Waar komen de cijfers vandaan?", "Where do the figures come from?"), sources, chosen: typed?["version"] ?? "", problem: wrong("version")))
                \(Piece.area(
                    "text", words.text("Wat stond er?", "What did it say?"),
                    hint: words.text("Geen gegevens van mensen.", "No data of people."),
                    value: typed?["text"] ?? "", problem: wrong("text"), id: "said-text"
                ))
                \(hint(answer, words))
                \(Piece.field(
                    "because", words.text("Waarom vóór de brieven?", "Why before the letters?"),
                    hint: words.text("Alleen als nog niet iedereen een brief heeft. Het is een besluit.", "Only when not everyone has a letter yet. It is a decision."),
                    value: typed?["because"] ?? "", problem: wrong("because")
                ))
                <div class="acts"><button>\(words("Leg vast", "Record"))</button></div>
                """))</details>
            """
    }

    // MARK: - Questions

    /// A question that waits for an answer, or has an old figure in it.
    static func task(
        _ question: ShowPublicFigures.Question,
        _ incident: String,
        _ words: Words
    ) -> HTML {
        HomePage.task(
            question.due.map { "<strong>\(words.moment($0))</strong>" }
                ?? "<span class=\"hint\">\(words("geen termijn", "no clock"))</span>",
            "/incidents/\(Form.encoded(incident))/figures#q\(question.number)",
            question.answer == nil
                ? words.text(
                    "Beantwoord vraag \(question.number)",
                    "Answer question \(question.number)"
                )
                : words.text(
                    "Kijk naar antwoord \(question.number): er is een nieuwer cijfer",
                    "Look at answer \(question.number): there is a newer figure"
                ),
            "\(incident), \(name(question.from, words)). \(question.text)",
            state(question, words)
        )
    }

    private static func questions(
        _ answer: ShowPublicFigures.Answer,
        _ path: String,
        _ visit: Visit,
        _ problem: FormProblem?,
        _ form: Form?
    ) -> HTML {
        let words = visit.words
        guard !answer.questions.isEmpty else {
            return words.paragraph("Er is nog geen vraag.", "There is no question yet.")
        }
        return answer.questions.map { question in
            let due: HTML =
                question.due.map {
                    " <span class=\"hint\">\(words("vóór", "before")) \(words.moment($0))</span>"
                } ?? ""
            let text: HTML =
                question.answer.map {
                    "<blockquote><p>\($0.words)</p></blockquote><p class=\"hint\">\(words("uit versie", "from version")) \(plain: $0.version), \($0.by), \(words.moment($0.at))\($0.because.map { "; \($0)" } ?? "")</p>"
                } ?? ""
            return """
                <div class="card" id="q\(plain: question.number)">
                <h3>\(plain: question.number). \(question.text)</h3>
                <p>\(state(question, words)) \(words.capital(name(question.from, words)))\(due)</p>
                \(text)
                \(HTML.when(
                    !visit.roles.isDisjoint(with: Roles.speaking),
                    answering(question, answer, path, visit, problem, form)
                ))</div>

                """ as HTML
        }.joined()
    }

    private static func state(_ question: ShowPublicFigures.Question, _ words: Words) -> HTML {
        guard let answer = question.answer else {
            return Piece.tag(words.text("Zonder antwoord", "No answer"), .bad)
        }
        return switch answer.standing {
        case .holds: Piece.tag(words.text("Klopt", "Holds"), .ok)
        case .kept: Piece.tag(words.text("Ouder cijfer, met reden", "Older figure, with a reason"))
        case .outdated, .unbound:
            Piece.tag(
                words.text("Nieuwere versie zegt iets anders", "A newer version says otherwise"),
                .wait
            )
        }
    }

    private static func answering(
        _ question: ShowPublicFigures.Question,
        _ answer: ShowPublicFigures.Answer,
        _ path: String,
        _ visit: Visit,
        _ problem: FormProblem?,
        _ form: Form?
    ) -> HTML {
        let words = visit.words
        let number = question.number
        let isThis = form?["question"] == "\(number)"
        func wrong(_ field: String) -> String? {
            isThis ? Self.wrong(problem, form, "answer", field, words) : nil
        }
        guard answer.version != nil else {
            return words.paragraph(
                "Antwoorden kan zodra een versie is gepubliceerd.",
                "It can be answered as soon as a version is published."
            )
        }
        let place: HTML = """
            <input type="hidden" name="act" value="answer">\
            <input type="hidden" name="question" value="\(plain: number)">
            """
        var forms: HTML = ""
        if let given = question.answer, given.standing == .outdated, let version = answer.version {
            forms = """
                <p>\(moved(given.figures, words))</p>
                <div class="acts">\(visit.form(path + "/answers", """
                    \(place)<button name="take" value="yes">\(words(
                        "Neem versie \(plain: version.version) over", "Take version \(plain: version.version)"
                    ))<span class="vh"> \(words("in antwoord", "in answer")) \(plain: number)</span></button>
                    """))</div>
                <details><summary>\(words("Houd het oude cijfer, met reden", "Keep the old figure, with a reason"))\
                <span class="vh"> \(words("in antwoord", "in answer")) \(plain: number)</span></summary>
                \(visit.form(path + "/answers", """
                    \(place)<input type="hidden" name="keep" value="\(plain: given.version)">\
                    <div class="field"><label for="keep-\(plain: number)">\(words("Waarom?", "Why?"))</label>\
                    <input id="keep-\(plain: number)" name="because" value="\(isThis ? form?["because"] ?? "" : "")"></div>
                    <div class="acts"><button>\(words("Houd het", "Keep it"))</button></div>
                    """))</details>
                """
        }
        let told: HTML =
            wrong("because").map { "<p class=\"problem\">\($0)</p>" } ?? ""
        let isOpen: HTML = wrong("text") == nil ? "" : " open"
        return """
            \(forms)\(told)<details\(isOpen)><summary>\(question.answer == nil
                ? words("Schrijf het antwoord", "Write the answer")
                : words("Verander het antwoord", "Change the answer"))\
            <span class="vh"> \(plain: number)</span></summary>
            \(visit.form(path + "/answers", """
                \(place)\(Piece.area(
                    "text", words.text("Antwoord", "Answer"),
                    hint: words.text(
                        "Cijfers komen uit de gepubliceerde versie: schrijf bijvoorbeeld {reported}.",
                        "Figures come from the published version: write for example {reported}."
                    ),
                    value: isThis ? form?["text"] ?? "" : question.answer?.template ?? "",
                    problem: wrong("text"), id: "answer-\(number)"
                ))
                <div class="acts"><button>\(words("Leg vast", "Record"))</button></div>
                """))</details>
            """
    }

    private static func asking(
        _ path: String,
        _ visit: Visit,
        _ problem: FormProblem?,
        _ form: Form?
    ) -> HTML {
        let words = visit.words
        let typed = form?["act"] == "ask" ? form : nil
        func wrong(_ field: String) -> String? {
            Self.wrong(problem, form, "ask", field, words)
        }
        let askers = Questioner.allCases.map {
            (value: $0.rawValue, name: words.capital(name($0, words)))
        }
        let isOpen: HTML = typed == nil ? "" : " open"
        return """
            <details\(isOpen)><summary>\(words("Leg een vraag vast", "Record a question"))</summary>
            \(visit.form(path + "/questions", """
                <input type="hidden" name="act" value="ask">
                \(Piece.select("from", words.text("Van wie?", "From whom?"), askers, chosen: typed?["from"] ?? ""))
                \(Piece.area(
                    "text", words.text("Vraag", "Question"),
                    hint: words.text("Geen gegevens van mensen.", "No data of people."),
                    value: typed?["text"] ?? "", problem: wrong("text"), id: "question-text"
                ))
                \(Piece.field(
                    "due", words.text("Antwoord vóór", "Answer before"),
                    hint: words.text("Mag leeg blijven. Bijvoorbeeld 17-9-2025 12.00.", "May stay empty. For example 2025-09-17 12:00."),
                    value: typed?["due"] ?? "", problem: wrong("due")
                ))
                <div class="acts"><button>\(words("Leg vast", "Record"))</button></div>
                """))</details>
            """
    }

    // MARK: - Acts

    /// What must be put right in one of the forms; nil of what no form can.
    private static func problem(_ error: CaseworkError) -> FormProblem? {
        switch error {
        case .wordsMissing:
            FormProblem(field: "text", dutch: "Vul de tekst in.", english: "Fill in the text.")
        case .figureUnknown(let name):
            FormProblem(
                field: "text",
                dutch: "{\(name)} is geen cijfer van een versie.",
                english: "{\(name)} is no figure of a version."
            )
        case .figureTyped(let number):
            FormProblem(
                field: "text",
                dutch:
                    "\(number) is getypt. Een cijfer komt uit een versie: schrijf bijvoorbeeld {reported}.",
                english:
                    "\(number) is typed. A figure comes from a version: write for example {reported}."
            )
        case .versionNotPublished(let name):
            FormProblem(
                field: "text",
                dutch: "Versie \(name) is niet gepubliceerd.",
                english: "Version \(name) is not published."
            )
        case .figureWithoutVersion(let name):
            FormProblem(
                field: "version",
                dutch: "In de tekst staat {\(name)}. Kies de versie waar dat cijfer uit komt.",
                english: "The text has {\(name)}. Choose the version that the figure comes from."
            )
        case .versionOutdated:
            FormProblem(
                field: "because",
                dutch: "Er is een nieuwere versie: zeg waarom de oude blijft staan.",
                english: "There is a newer version: say why the old one stays."
            )
        case .lettersNotOut(let people):
            FormProblem(
                field: "because",
                dutch: "\(people) mensen hebben nog geen brief. Wacht erop, of zeg waarom niet.",
                english: "\(people) people have no letter yet. Wait for them, or say why not."
            )
        case .citizenNumberTyped: .citizenNumber("text")
        case .momentToCome:
            FormProblem(
                field: "time",
                dutch: "Dit moment is nog niet geweest.",
                english: "This moment has not been yet."
            )
        default: nil
        }
    }

    /// Does what a form asks, and shows the page again with what must be put right.
    private static func acting(
        _ visit: Visit,
        _ form: Form,
        _ anchor: String,
        _ request: () throws -> @Sendable (Store) throws -> Void
    ) async throws -> Reply {
        do {
            let act = try request()
            _ = try await visit.desk.writer.act(act)
            let incident = try visit.parameter("incident")
            return .seeOther("/incidents/\(Form.encoded(incident))/figures\(anchor)")
        } catch DeskRefusal.problem(let problems) {
            return .page(try await page(visit, problems.first, form))
        } catch let error as CaseworkError {
            guard let problem = problem(error) else { throw error }
            return .page(try await page(visit, problem, form))
        }
    }

    /// Nil when nothing was typed; throws for what is no reason.
    private static func reason(_ form: Form) throws -> StatedReason? {
        guard !form["because"].isEmpty else { return nil }
        guard let because = try? StatedReason(form["because"]) else {
            throw DeskRefusal.problem([
                FormProblem(
                    field: "because",
                    dutch: "Zeg in woorden waarom.",
                    english: "Say why, in words."
                )
            ])
        }
        return because
    }

    @Sendable private static func say(_ visit: Visit, _ form: Form) async throws -> Reply {
        try await acting(visit, form, "") {
            let place = try form.required(
                "place",
                "Vul in waar het stond.",
                "Fill in where it stood."
            )
            guard form["version"] != Self.notChosen else {
                throw DeskRefusal.problem([
                    FormProblem(
                        field: "version",
                        dutch: "Kies waar de cijfers vandaan komen.",
                        english: "Choose where the figures come from."
                    )
                ])
            }
            let request = SayPublicly(
                incident: try visit.parameter("incident"),
                said: try FormTime.read(form, "time"),
                place: place,
                text: form["text"],
                version: form["version"].isEmpty ? nil : form["version"],
                because: try reason(form),
                officer: try visit.officer()
            )
            return { try request.run(in: $0) }
        }
    }

    @Sendable private static func ask(_ visit: Visit, _ form: Form) async throws -> Reply {
        guard let from = Questioner(rawValue: form["from"]) else {
            throw DeskRefusal.formUnreadable
        }
        return try await acting(visit, form, "#questions") {
            let request = AskQuestion(
                incident: try visit.parameter("incident"),
                from: from,
                text: form["text"],
                due: form["due"].isEmpty ? nil : try FormTime.read(form, "due"),
                officer: try visit.officer()
            )
            return { _ = try request.run(in: $0) }
        }
    }

    @Sendable private static func answer(_ visit: Visit, _ form: Form) async throws -> Reply {
        guard let question = Int(form["question"]) else { throw DeskRefusal.formUnreadable }
        return try await acting(visit, form, "#q\(question)") {
            let takes = form["take"] == "yes"
            let request = AnswerQuestion(
                incident: try visit.parameter("incident"),
                question: question,
                text: takes || form.has("keep") ? nil : form["text"],
                version: form["keep"].isEmpty ? nil : form["keep"],
                because: try reason(form),
                officer: try visit.officer()
            )
            return { try request.run(in: $0) }
        }
    }

    @Sendable private static func csv(_ visit: Visit) async throws -> Reply {
        let incident = try visit.parameter("incident")
        let answer = try await visit.look { try ShowPublicFigures(incident: incident).run(in: $0) }
        let rows = answer.said.map { said in
            [
                said.at.text, said.place, said.words, said.version.map(String.init) ?? "",
                said.figures.map { "\($0.figure.rawValue)=\($0.value)" }.joined(separator: " "),
                said.standing.rawValue, said.because ?? "", said.by,
            ]
        }
        return .file(
            CommaSeparated.text(
                [["at", "place", "words", "version", "figures", "standing", "exception", "by"]]
                    + rows
            ),
            type: "text/csv; charset=utf-8",
            name: "figures.csv"
        )
    }
}
