// SPDX-License-Identifier: EUPL-1.2

import Accounts
import Casework
import Custody
import Store
import Wording

/// The contact centre of an incident: calls to come, who answers them, how many letters may go, and what was
/// measured.
enum ForecastPages {
    static let routes: [Route] = [
        Route(
            name: "forecast",
            path: "/incidents/{incident}/forecast",
            access: .roles(Roles.room),
            purpose: "incident",
            action: .look { visit in .page(try await page(visit)) }
        ),
        Route(
            name: "forecast.csv",
            path: "/incidents/{incident}/forecast.csv",
            access: .roles(Roles.room),
            purpose: "incident",
            action: .look { visit in
                let answer = try await visit.look { try Question(visit).forecast(in: $0) }
                return .file(
                    CallsPlot.csv(answer),
                    type: "text/csv; charset=utf-8",
                    name: "forecast.csv"
                )
            }
        ),
        Route(
            name: "forecast.halfhours.csv",
            path: "/incidents/{incident}/half-hours.csv",
            access: .roles(Roles.room),
            purpose: "incident",
            action: .look { visit in
                let answer = try await visit.look { try Question(visit).forecast(in: $0) }
                return .file(
                    HalfHourTable(answer, visit.words).csv,
                    type: "text/csv; charset=utf-8",
                    name: "half-hours.csv"
                )
            }
        ),
        act("measured", ForecastForms.measured),
        act("team", ForecastForms.team),
        act("news", ForecastForms.news),
        act("announcement", ForecastForms.announcement),
    ]

    private static func act(
        _ name: String,
        _ body: @escaping @Sendable (Visit, Form) async throws -> Void
    ) -> Route {
        Route(
            name: "forecast.\(name)",
            path: "/incidents/{incident}/forecast/\(name)",
            access: .roles(Roles.contacts),
            purpose: "incident",
            action: .act { visit, form in
                let place = "/incidents/\(Form.encoded(try visit.parameter("incident")))/forecast"
                do {
                    try await body(visit, form)
                    return .seeOther(place)
                } catch {
                    guard let problems = ForecastForms.problems(of: error) else { throw error }
                    var again = visit
                    again.path = place
                    return .page(try await page(again, ForecastForms(name, form, problems)))
                }
            }
        )
    }

    /// What somebody asks, as it stands behind the question mark: letters that are thought of, the day on
    /// which they are posted, and for how many of a hundred days the agents suffice.
    struct Question: Sendable {
        var incident: String
        var letters: Int?
        var posted: Day?
        var level = 95
        var now: Int64
        /// What does not read, by its field.
        var wrong: [String: String] = [:]

        init(_ visit: Visit) throws {
            incident = try visit.parameter("incident")
            now = visit.words.now
            let words = visit.words
            if let text = visit.query["letters"], !text.isEmpty {
                letters = ForecastForms.number(text)
                if !(0...10_000_000).contains(letters ?? -1) {
                    letters = nil
                    wrong["letters"] = words.text(
                        "Een aantal van 0 tot 10.000.000.",
                        "A number of 0 to 10,000,000."
                    )
                }
            }
            if let text = visit.query["posted"], !text.isEmpty {
                posted = ForecastForms.day(text)
                let today = words.today.number
                if !(today...today + 60).contains(posted?.number ?? -1) {
                    posted = nil
                    wrong["posted"] = words.text(
                        "Een dag van vandaag tot over 60 dagen, zoals 18-9-2025.",
                        "A day from today to 60 days from now, such as 2025-09-18."
                    )
                }
            }
            if let text = visit.query["level"], let chosen = Int(text), [50, 75].contains(chosen) {
                level = chosen
            }
        }

        func forecast(in store: Store) throws -> ShowForecast.Answer {
            try ShowForecast(
                incident: incident,
                level: level,
                whatIfLetters: letters,
                whatIfDay: posted,
                now: now
            ).run(in: store)
        }
    }

    // MARK: - The page

    private static func page(_ visit: Visit, _ forms: ForecastForms? = nil) async throws -> Page {
        let words = visit.words
        let frame = try await IncidentPages.frame(visit)
        let question = try Question(visit)
        let (answer, size) = try await visit.look { store in
            let answer = try question.forecast(in: store)
            guard answer.team != nil else { return (answer, ShowWaveSize.Answer?.none) }
            let group = frame.waves.last { $0.cancelled == nil }?.who ?? "reported"
            let size = try ShowWaveSize(
                incident: question.incident,
                postedOn: nil,
                group: group,
                now: words.now
            ).run(in: store)
            return (answer, size)
        }
        let plot = CallsPlot(answer, words)
        let path = "/incidents/\(Form.encoded(frame.incident.reference))"
        let isMeasured = answer.measuredDays > 0
        let heading =
            isMeasured ? plot.heading : words.text("Nog geen gemeten dag", "No day measured yet")
        return IncidentPages.page(
            frame,
            visit,
            title: words.text("Prognose", "Forecast"),
            """
            <h1>\(heading)</h1>
            \(HTML.when(!isMeasured, words.paragraph(
                "Wat hier staat komt van andere gevallen, dus de marge is groot. Leg elke avond vast hoeveel gesprekken er kwamen: dan wordt zij kleiner.",
                "What stands here rests on other cases, so the margin is wide. Record each evening how many calls came: then it narrows."
            )))
            \(state(answer, words))
            \(warnings(answer, words))
            \(whatIf(question, answer, words))
            \(plot.figure("calls"))
            <details><summary>\(words("Gesprekken per dag als tabel", "Calls of each day as a table"))</summary>
            \(plot.table)<p><a href="\(path)/forecast.csv">\(words("Download als CSV", "Download as CSV"))</a></p></details>
            \(wave(size, answer, words))
            \(HalfHourTable(answer, words).section(path))
            \((forms ?? ForecastForms()).html(frame, answer, path + "/forecast", visit))
            """
        )
    }

    /// The next open day in one sentence.
    private static func state(_ answer: ShowForecast.Answer, _ words: Words) -> HTML {
        guard let day = answer.days.first(where: { $0.day == answer.staffedDay }),
            let calls = day.calls, let staffing = day.staffing
        else { return "" }
        let verdict: String =
            switch staffing.verdict {
            case nil:
                words.text(
                    "Er is nog geen bezetting vastgelegd.",
                    "No team is recorded yet."
                )
            case .enough: words.text("De bezetting is genoeg.", "The team is enough.")
            case .tooFew:
                words.text(
                    "De bezetting is te klein: in \(words.count(staffing.short ?? 0, ("half uur", "halve uren"), ("half hour", "half hours"))) wachten bellers langer dan is beloofd.",
                    "The team is too small: in \(words.count(staffing.short ?? 0, ("half uur", "halve uren"), ("half hour", "half hours"))) callers wait longer than was promised."
                )
            case .mailsWait:
                words.text(
                    "Bellers krijgen op tijd antwoord, maar er blijven \(words.count(staffing.short ?? 0, ("mail", "mails"), ("mail", "mails"))) liggen.",
                    "Callers are answered in time, but \(words.count(staffing.short ?? 0, ("mail", "mails"), ("mail", "mails"))) are left."
                )
            }
        let near = words.capital(words.near(day.day))
        return """
            <p class="state">\(words(
                "\(near) bellen er ongeveer <strong>\(words.people(calls.middle))</strong>, negen van de tien keer \(words.number(calls.low)) tot \(words.number(calls.high)). Daarvoor zijn op het drukste moment <strong>\(words.count(staffing.agents, ("medewerker", "medewerkers"), ("agent", "agents")))</strong> nodig, \(words.number(staffing.rostered)) op het rooster.",
                "\(near) about <strong>\(words.people(calls.middle))</strong> call, nine times of ten \(words.number(calls.low)) to \(words.number(calls.high)). That takes <strong>\(words.count(staffing.agents, ("medewerker", "medewerkers"), ("agent", "agents")))</strong> at the busiest time, \(words.number(staffing.rostered)) on the roster."
            )) \(verdict)</p>
            <p class="hint">\(words(
                "Genoeg op \(plain: answer.level) van de 100 zulke dagen: voor \(words.number(staffing.forCalls)) gesprekken en \(words.number(staffing.forMails)) mails. Geleerd van \(words.count(answer.measuredDays, ("gemeten dag", "gemeten dagen"), ("measured day", "measured days"))).",
                "Enough on \(plain: answer.level) of 100 such days: for \(words.number(staffing.forCalls)) calls and \(words.number(staffing.forMails)) mails. Learned from \(words.count(answer.measuredDays, ("gemeten dag", "gemeten dagen"), ("measured day", "measured days")))."
            ))\(rates(answer, words))</p>
            """
    }

    private static func rates(_ answer: ShowForecast.Answer, _ words: Words) -> HTML {
        answer.rates.map { rate -> HTML in
            let calls = words.number(Int((rate.callsForEach * 10_000).rounded()))
            return words(
                " 10.000 brieven (\(rate.group == "everyone" ? "aan iedereen" : "aan wie gemeld is")) geven ongeveer \(calls) gesprekken.",
                " 10,000 letters (\(rate.group == "everyone" ? "to everyone" : "to those reported")) bring about \(calls) calls."
            )
        }.joined()
    }

    /// What must be looked at first: calls that do not arrive, a day that broke the forecast, an
    /// announcement that is old.
    private static func warnings(_ answer: ShowForecast.Answer, _ words: Words) -> HTML {
        let newest = answer.days.last { $0.measured != nil }?.day
        var notes = answer.breaks.filter { $0.day == newest }.map { broken -> HTML in
            let title = words.text(
                broken.kind == .callsMissing
                    ? "Er komen te weinig gesprekken binnen" : "Er kwamen veel meer gesprekken",
                broken.kind == .callsMissing ? "Calls do not arrive" : "Far more calls came"
            )
            return """
                <div class="note bad"><h2>\(title)</h2><p>\(broken.sentence(in: words.language))</p></div>
                """
        }
        if let old = answer.announcement?.sentence(in: words.language) {
            notes.append(
                """
                <div class="note wait"><h2>\(words(
                    "Bellers horen eerst een oude tekst", "Callers first hear an old text"
                ))</h2><p>\(old)</p></div>
                """
            )
        }
        return notes.joined()
    }

    private static func whatIf(
        _ question: Question,
        _ answer: ShowForecast.Answer,
        _ words: Words
    ) -> HTML {
        let said: HTML =
            answer.whatIf.map { thought in
                let letters = words.count(
                    thought.letters,
                    ("brief", "brieven"),
                    ("letter", "letters")
                )
                return """
                    <p class="note">\(words(
                        "Dit is de prognose als er \(words.near(thought.day)) \(letters) meer op de post gaan. Er is niets gepland.",
                        "This is the forecast if \(letters) more are posted \(words.near(thought.day)). Nothing is planned."
                    ))</p>
                    """
            } ?? ""
        let isOpen: HTML = question.wrong.isEmpty && answer.whatIf == nil ? "" : " open"
        return """
            \(said)<details\(isOpen)><summary>\(words("Wat als er meer brieven gaan?", "What if more letters go?"))</summary>
            <form method="get">
            \(Piece.field(
                "letters", words.text("Brieven", "Letters"),
                value: question.letters.map { words.number($0) } ?? "", problem: question.wrong["letters"],
                attributes: " inputmode=\"numeric\""
            ))
            \(Piece.field(
                "posted", words.text("Op de post op", "Posted on"),
                hint: words.text("Leeg is morgen.", "Empty is tomorrow."),
                value: question.posted?.text ?? "", problem: question.wrong["posted"]
            ))
            \(Piece.select(
                "level", words.text("Genoeg medewerkers op", "Enough agents on"),
                ["95", "75", "50"].map { level in
                    (value: level, name: words.text("\(level) van de 100 dagen", "\(level) of 100 days"))
                }, chosen: "\(question.level)"
            ))
            <div class="acts"><button class="alt">\(words("Reken uit", "Compute"))</button></div>
            </form></details>
            """
    }

    private static func wave(
        _ size: ShowWaveSize.Answer?,
        _ answer: ShowForecast.Answer,
        _ words: Words
    ) -> HTML {
        guard let size else {
            return """
                <h2>\(words("Hoeveel brieven er morgen mogen gaan, is nog niet bekend", "How many letters may go tomorrow is not known yet"))</h2>
                <p>\(words(
                    "Leg eerst de bezetting vast: hoeveel mensen de telefoon beantwoorden.",
                    "Record the team first: how many people answer the telephone."
                ))</p>
                """
        }
        let day = words.near(size.postedOn)
        let letters = words.count(size.letters, ("brief", "brieven"), ("letter", "letters"))
        let heading =
            size.letters == 0
            ? words.text(
                "Er kan \(day) geen brief op de post",
                "No letter can be posted \(day)"
            )
            : words.text(
                "Er kunnen \(day) hoogstens \(letters) op de post",
                "At most \(letters) can be posted \(day)"
            )
        let why: HTML =
            size.tightestDay.map { tight in
                let (come, can) = (words.number(size.contacts), words.number(size.capacity))
                let near = words.capital(words.near(tight))
                return size.isByMails
                    ? words(
                        "\(near) laat niet meer toe: tot \(come) mails, en tijd voor \(can).",
                        "\(near) allows no more: up to \(come) mails, with time for \(can)."
                    )
                    : words(
                        "\(near) laat niet meer toe: tot \(come) gesprekken, en het team kan er \(can) op tijd aan.",
                        "\(near) allows no more: up to \(come) calls, and the team answers \(can) in time."
                    )
            } ?? ""
        return """
            <h2>\(heading)</h2>
            <p>\(why) \(words(
                "Dan krijgt iedereen op tijd antwoord in de vier weken erna, ook als het er meer worden dan verwacht. Geef dit aan wie de golf plant.",
                "Then everybody is answered in time in the four weeks after it, also when more call than expected. Give this to whoever plans the wave."
            ))</p>
            """
    }
}

/// How many agents each half hour of a day needs.
struct HalfHourTable {
    private let answer: ShowForecast.Answer
    private let words: Words

    init(_ answer: ShowForecast.Answer, _ words: Words) {
        self.answer = answer
        self.words = words
    }

    func section(_ path: String) -> HTML {
        guard let day = answer.staffedDay, !answer.halfHours.isEmpty else { return "" }
        let busiest = answer.halfHours.max { $0.agents < $1.agents }
        let agents = words.count(
            busiest?.agents ?? 0,
            ("medewerker", "medewerkers"),
            ("agent", "agents")
        )
        let near = words.capital(words.near(day))
        let hasTeam = answer.team != nil
        var columns: [Piece.Column] = [
            .init(words.text("Vanaf", "From")),
            .init(words.text("Gesprekken", "Calls"), numeric: true),
            .init(words.text("Medewerkers nodig", "Agents needed"), numeric: true),
            .init(words.text("Op het rooster", "On the roster"), numeric: true),
        ]
        if hasTeam {
            columns += [
                .init(words.text("Bezetting", "Team"), numeric: true),
                .init(words.text("Op tijd beantwoord", "Answered in time"), numeric: true),
            ]
        }
        let rows = answer.halfHours.map { half -> [HTML] in
            var cells: [HTML] = [
                "\(words.isDutch ? half.from.replacing(":", with: ".") : half.from)",
                "\(words.number(Int(half.calls.rounded())))", "\(words.number(half.agents))",
                "\(words.number(half.rostered))",
            ]
            if hasTeam {
                let isShort = (half.team ?? 0) < half.agents
                let team = half.team.map(words.number) ?? ""
                cells.append(isShort ? "<strong>\(team)</strong>" : "\(team)")
                cells.append("\(half.serviceLevel.map { "\(Int(($0 * 100).rounded())) %" } ?? "")")
            }
            return cells
        }
        return """
            <h2>\(words(
                "\(near) is het om \(busiest?.from.replacing(":", with: ".") ?? "") uur het drukst: \(agents)",
                "\(near) is busiest at \(busiest?.from ?? ""): \(agents)"
            ))</h2>
            <details><summary>\(words("Medewerkers per half uur", "Agents of each half hour"))</summary>
            \(Piece.table(
                words.text("Medewerkers per half uur", "Agents of each half hour"), columns, rows, showsCaption: false
            ))
            <p><a href="\(path)/half-hours.csv">\(words("Download als CSV", "Download as CSV"))</a></p></details>
            """
    }

    var csv: String {
        func tenths(_ value: Double) -> String { CallsPlot.tenths(value) }
        let head = ["day", "from", "calls", "agents", "rostered", "team", "answeredInTime"]
        return CommaSeparated.text(
            [head]
                + answer.halfHours.map { half in
                    [
                        answer.staffedDay?.text ?? "", half.from, tenths(half.calls),
                        "\(half.agents)", "\(half.rostered)", half.team.map { "\($0)" } ?? "",
                        half.serviceLevel.map { tenths($0 * 100) + "%" } ?? "",
                    ]
                }
        )
    }
}
