// SPDX-License-Identifier: EUPL-1.2

import Accounts
import Casework
import Custody
import Store

/// What the team lead records: a measured day, who answers, news, and what callers hear first.
struct ForecastForms {
    /// Which form was posted and must be put right.
    private var posted = ""
    private var form: Form?
    private var problems: [FormProblem] = []

    init() {}

    init(_ posted: String, _ form: Form, _ problems: [FormProblem]) {
        self.posted = posted
        self.form = form
        self.problems = problems
    }

    // MARK: - What was typed

    /// `1.250`, `1,250`, `1250`.
    static func number(_ text: String) -> Int? {
        let digits = text.filter { !" .,\u{a0}".contains($0) }
        guard !digits.isEmpty, digits.allSatisfy({ ("0"..."9").contains($0) }) else { return nil }
        return Int(digits)
    }

    static func day(_ text: String) -> Day? { try? Day(written: text) }

    private static func problem(_ field: String, _ dutch: String, _ english: String) -> DeskRefusal
    {
        .problem([FormProblem(field: field, dutch: dutch, english: english)])
    }

    private static func number(_ form: Form, _ field: String) throws -> Int? {
        guard !form[field].isEmpty else { return nil }
        guard let number = number(form[field]) else {
            throw problem(field, "Vul een aantal in, in cijfers.", "Fill in a number, in digits.")
        }
        return number
    }

    private static func required(_ form: Form, _ field: String) throws -> Int {
        _ = try form.required(field, "Vul een aantal in.", "Fill in a number.")
        return try number(form, field) ?? 0
    }

    private static func day(_ form: Form, _ field: String, else usual: Day) throws -> Day {
        guard !form[field].isEmpty else { return usual }
        guard let day = day(form[field]) else {
            throw problem(
                field,
                "Schrijf een dag, zoals 16-9-2025.",
                "Write a day, such as 2025-09-16."
            )
        }
        return day
    }

    // MARK: - Acts

    @Sendable static func measured(_ visit: Visit, _ form: Form) async throws {
        let incident = try visit.parameter("incident")
        let yesterday = Day(number: visit.words.today.number - 1)
        let figures = ContactFigures(
            day: try day(form, "day", else: yesterday).number,
            offered: try required(form, "calls"),
            answered: try number(form, "answered"),
            abandoned: try number(form, "abandoned"),
            mails: try number(form, "mails"),
            handlingSeconds: try number(form, "seconds")
        )
        let because = form["because"]
        let reason = because.isEmpty ? nil : try StatedReason(because)
        let officer = try visit.officer()
        _ = try await visit.desk.writer.act { store in
            try RecordContactDays(
                incident: incident,
                days: [figures],
                because: reason,
                officer: officer
            ).run(in: store)
        }
    }

    @Sendable static func team(_ visit: Visit, _ form: Form) async throws {
        let incident = try visit.parameter("incident")
        var team = GivenTeam(agents: try required(form, "agents"))
        if !form["opening"].isEmpty { team.opening = form["opening"] }
        team.handlingSeconds = try number(form, "teamSeconds")
        team.shrinkage = try number(form, "away") ?? team.shrinkage
        team.goal = try number(form, "goal") ?? team.goal
        team.goalSeconds = try number(form, "within") ?? team.goalSeconds
        let from = try day(form, "from", else: visit.words.today)
        let officer = try visit.officer()
        let given = team
        _ = try await visit.desk.writer.act { store in
            try SetContactTeam(incident: incident, from: from, team: given, officer: officer)
                .run(in: store)
        }
    }

    @Sendable static func news(_ visit: Visit, _ form: Form) async throws {
        let incident = try visit.parameter("incident")
        let title = try form.required(
            "title",
            "Schrijf in een paar woorden wat er in het nieuws is.",
            "Write in a few words what the news is."
        )
        let officer = try visit.officer()
        let request: RecordContactNews
        if form["takeBack"] == "yes" {
            request = RecordContactNews(
                takingBack: title,
                of: incident,
                because: try StatedReason(form["why"]),
                officer: officer
            )
        } else {
            request = RecordContactNews(
                incident: incident,
                title: title,
                day: try day(form, "newsDay", else: visit.words.today),
                calls: try required(form, "newsCalls"),
                halfLifeDays: try number(form, "halfLife") ?? 2,
                officer: officer
            )
        }
        try await visit.desk.writer.act { store in try request.run(in: store) }
    }

    @Sendable static func announcement(_ visit: Visit, _ form: Form) async throws {
        let incident = try visit.parameter("incident")
        let version = try form.required("version", "Kies een versie.", "Choose a version.")
        let officer = try visit.officer()
        _ = try await visit.desk.writer.act { store in
            try RecordAnnouncement(incident: incident, version: version, officer: officer)
                .run(in: store)
        }
    }

    /// What to put right; nil when it is nothing that was typed.
    static func problems(of error: any Error) -> [FormProblem]? {
        func one(_ field: String, _ dutch: String, _ english: String) -> [FormProblem] {
            [FormProblem(field: field, dutch: dutch, english: english)]
        }
        switch error {
        case DeskRefusal.problem(let problems): return problems
        case StoreError.alreadyThere(.contactDay):
            return one(
                "because",
                "Van deze dag is al iets anders vastgelegd. Schrijf waarom dit het juiste is.",
                "Something else is recorded of this day. Write why this is right."
            )
        case StoreError.alreadyThere:
            return one(
                "title",
                "Dit nieuws is al vastgelegd.",
                "This news is recorded already."
            )
        case CaseworkError.reasonMissing:
            return ["because", "why"].flatMap {
                one($0, "Schrijf de reden in een paar woorden.", "Write the reason in a few words.")
            }
        case CaseworkError.contactsRefused(.dayToCome):
            return one("day", "Deze dag moet nog komen.", "This day is still to come.")
        case CaseworkError.contactsRefused(.moreThanCame):
            return one(
                "calls",
                "Er zijn meer gesprekken beantwoord en opgehangen dan er kwamen.",
                "More calls were answered and hung up than came."
            )
        case CaseworkError.contactsRefused(.handlingRefused):
            return one("seconds", "Van 1 tot 7.200 seconden.", "From 1 to 7,200 seconds.")
        case CaseworkError.contactsRefused:
            return one("calls", "Een aantal tot 10.000.000.", "A number up to 10,000,000.")
        case CaseworkError.forecastRefused(.news):
            return one(
                "newsCalls",
                "Van 1 tot 1.000.000 gesprekken; de helft blijft na 1 tot 365 dagen.",
                "From 1 to 1,000,000 calls; half remains after 1 to 365 days."
            )
        case CaseworkError.forecastRefused(.opening):
            return one(
                "opening",
                "Schrijf de openingstijden zo: ma-vr 08:00-20:00, za 10:00-16:00.",
                "Write the opening hours so: mo-fr 08:00-20:00, sa 10:00-16:00."
            )
        case CaseworkError.forecastRefused(.seconds):
            return one("teamSeconds", "Van 1 tot 7.200 seconden.", "From 1 to 7,200 seconds.")
        case CaseworkError.forecastRefused(.shares):
            return one(
                "goal",
                "Op tijd: 1 tot 99 procent, binnen 0 tot 3.600 seconden. Afwezig: 0 tot 90 procent.",
                "In time: 1 to 99 per cent, within 0 to 3,600 seconds. Away: 0 to 90 per cent."
            )
        case CaseworkError.forecastRefused:
            return one("agents", "Een aantal tot 100.000.", "A number up to 100,000.")
        default: return nil
        }
    }

    // MARK: - The forms

    /// Empty for who may not record.
    func html(
        _ frame: IncidentPages.Frame,
        _ answer: ShowForecast.Answer,
        _ path: String,
        _ visit: Visit
    ) -> HTML {
        guard !visit.roles.isDisjoint(with: Roles.contacts) else { return "" }
        let words = visit.words
        return """
            <h2>\(words("Leg vast wat er gebeurde", "Record what happened"))</h2>
            \(measuredForm(path, visit))
            \(teamForm(answer, path, visit))
            \(newsForms(answer, path, visit))
            \(announcementForm(frame, path, visit))
            """
    }

    private func field(
        _ words: Words,
        _ name: String,
        _ label: String,
        hint: String = "",
        value: String = "",
        isNumber: Bool = false
    ) -> HTML {
        let wrong = problems.first { $0.field == name }.map { words.text($0.dutch, $0.english) }
        return Piece.field(
            name,
            label,
            hint: hint,
            value: form.map { $0[name] } ?? value,
            problem: wrong,
            attributes: HTML.when(isNumber, " inputmode=\"numeric\"")
        )
    }

    private func details(_ name: String, _ summary: String, _ body: HTML) -> HTML {
        let isOpen: HTML = posted == name ? " open" : ""
        return "<details\(isOpen)><summary>\(summary)</summary>\n\(body)</details>"
    }

    private func measuredForm(_ path: String, _ visit: Visit) -> HTML {
        let words = visit.words
        let optional = words.text("Mag leeg blijven.", "May stay empty.")
        return details(
            "measured",
            words.text("Een gemeten dag", "A measured day"),
            visit.form(
                path + "/measured",
                """
                \(field(words, "day", words.text("Dag", "Day"), hint: words.text("Zoals 16-9-2025. Leeg is gisteren.", "Such as 2025-09-16. Empty is yesterday.")))
                \(field(words, "calls", words.text("Gesprekken die binnenkwamen", "Calls that came"), hint: words.text("Ook van wie ophing.", "Of who hung up too."), isNumber: true))
                \(field(words, "answered", words.text("Beantwoord", "Answered"), hint: optional, isNumber: true))
                \(field(words, "abandoned", words.text("Opgehangen", "Hung up"), hint: optional, isNumber: true))
                \(field(words, "mails", "Mails", hint: optional, isNumber: true))
                \(field(words, "seconds", words.text("Seconden per gesprek, met het werk erna", "Seconds of a call, with the work after it"), hint: optional, isNumber: true))
                \(field(words, "because", words.text("Waarom een dag die er al is anders was", "Why a day that is there already was different"), hint: words.text("Alleen als u iets verbetert.", "Only when you put something right.")))
                <div class="acts"><button>\(words("Leg de dag vast", "Record the day"))</button></div>
                """
            )
        )
    }

    private func teamForm(_ answer: ShowForecast.Answer, _ path: String, _ visit: Visit) -> HTML {
        let words = visit.words
        let team = answer.team
        func percent(_ share: Double?) -> String {
            share.map { "\(Int(($0 * 100).rounded()))" } ?? ""
        }
        return details(
            "team",
            words.text("De bezetting", "The team"),
            visit.form(
                path + "/team",
                """
                \(field(words, "from", words.text("Vanaf", "From"), hint: words.text("Zoals 18-9-2025. Leeg is vandaag.", "Such as 2025-09-18. Empty is today.")))
                \(field(words, "agents", words.text("Medewerkers aan het werk", "Agents at work"), hint: words.text("Zonder wie ziek is, vrij is of pauze heeft.", "Without who is ill, on leave or at a break."), value: team.map { "\($0.agents)" } ?? "", isNumber: true))
                \(field(words, "opening", words.text("Openingstijden", "Opening hours"), hint: words.text("Zo: ma-vr 08:00-20:00, za 10:00-16:00.", "So: mo-fr 08:00-20:00, sa 10:00-16:00."), value: words.text("ma-vr 08:00-20:00", "mo-fr 08:00-20:00")))
                \(field(words, "teamSeconds", words.text("Seconden per gesprek", "Seconds of a call"), hint: words.text("Leeg is zoals gemeten.", "Empty is as measured."), isNumber: true))
                \(field(words, "away", words.text("Procent van het rooster dat er niet is", "Per cent of the roster that is away"), value: percent(team?.shrinkage ?? 0.3), isNumber: true))
                \(field(words, "goal", words.text("Procent dat op tijd antwoord krijgt", "Per cent answered in time"), value: percent(team?.goalShare ?? 0.8), isNumber: true))
                \(field(words, "within", words.text("Op tijd is binnen zoveel seconden", "In time is within so many seconds"), value: "\(Int(team?.goalSeconds ?? 20))", isNumber: true))
                <div class="acts"><button>\(words("Leg de bezetting vast", "Record the team"))</button></div>
                """
            )
        )
    }

    private func newsForms(_ answer: ShowForecast.Answer, _ path: String, _ visit: Visit) -> HTML {
        let words = visit.words
        let known = answer.news.map { news -> HTML in
            let calls = words.count(news.calls, ("gesprek", "gesprekken"), ("call", "calls"))
            return """
                <li>\(words.capital(words.day(news.day))): \(news.title), \(words(
                    "ongeveer \(calls) meer", "about \(calls) more"
                ))</li>
                """
        }
        let own = answer.news.filter { !$0.isShared }
        let takeBack = visit.form(
            path + "/news",
            """
            <input type="hidden" name="takeBack" value="yes">
            <div class="field"><label for="taken">\(words("Wat was er niet?", "What did not happen?"))</label>\
            <select id="taken" name="title">\(own.map { "<option>\($0.title)</option>" as HTML })</select></div>
            \(field(words, "why", words.text("Waarom trekt u het in?", "Why do you take it back?")))
            <div class="acts"><button class="alt">\(words("Trek het in", "Take it back"))</button></div>
            """
        )
        return details(
            "news",
            words.text("Nieuws waardoor mensen bellen", "News that makes people call"),
            """
            \(HTML.when(!known.isEmpty, "<ul>\(known)</ul>"))
            \(visit.form(path + "/news", """
                \(field(words, "title", words.text("Wat is er in het nieuws?", "What is the news?"), hint: words.text("Kort, zonder namen van mensen.", "Short, without names of people.")))
                \(field(words, "newsDay", words.text("Wanneer?", "When?"), hint: words.text("Leeg is vandaag.", "Empty is today.")))
                \(field(words, "newsCalls", words.text("Hoeveel gesprekken meer op die dag, ongeveer?", "About how many calls more on that day?"), isNumber: true))
                \(field(words, "halfLife", words.text("Na hoeveel dagen is daar de helft van over?", "After how many days does half of it remain?"), value: "2", isNumber: true))
                <div class="acts"><button>\(words("Leg het nieuws vast", "Record the news"))</button></div>
                """))
            \(HTML.when(!own.isEmpty, takeBack))
            """
        )
    }

    private func announcementForm(
        _ frame: IncidentPages.Frame,
        _ path: String,
        _ visit: Visit
    ) -> HTML {
        let words = visit.words
        let versions = frame.incident.versions.reversed().map {
            (
                value: "\($0.version)",
                name: words.text(
                    "versie \($0.version), \($0.name)",
                    "version \($0.version), \($0.name)"
                )
            )
        }
        guard !versions.isEmpty else { return "" }
        return details(
            "announcement",
            words.text("Wat bellers eerst horen", "What callers hear first"),
            visit.form(
                path + "/announcement",
                """
                \(Piece.select("version", words.text("Welke versie noemt de tekst?", "Which version does the text quote?"), Array(versions), problem: problems.first { $0.field == "version" }.map { words.text($0.dutch, $0.english) }))
                <div class="acts"><button>\(words("Leg vast", "Record"))</button></div>
                """
            )
        )
    }
}
