// SPDX-License-Identifier: EUPL-1.2

public import Casework
public import Custody
import Foundation

// What the forecast of a contact centre says, in Dutch and English, and what it refuses.

extension ContactProblem {
    var sentence: String {
        switch self {
        case .dayToCome(let day): "\(day.text) is still to come, so nothing of it is measured"
        case .dayTwice(let day): "\(day.text) is given twice"
        case .numberRefused(let day): "\(day.text): a number is 0 to 10,000,000"
        case .moreThanCame(let day): "\(day.text): more were answered and hung up than came"
        case .handlingRefused(let day): "\(day.text): a mean call takes 1 to 7,200 seconds"
        }
    }
}

extension ForecastProblem {
    var sentence: String {
        switch self {
        case .days: "the days to look ahead are 1 to 90"
        case .level: "the level is 50, 75 or 95 of a hundred days"
        case .letters: "the letters are 0 to 10,000,000"
        case .numbers: "calls and mails are 0 to 10,000,000"
        case .news: "news brings 1 to 1,000,000 calls and halves in 1 to 365 days"
        case .agents: "agents are 0 to 100,000, from one half hour to a later one, such as 08:30"
        case .seconds:
            "a call and the patience of a caller take 1 to 7,200 seconds, a mail 1 to 36,000"
        case .shares:
            """
            in per cent: 0 to 100 called back, 0 to 90 away from their desks, 1 to 99 answered in time, 10 to \
            100 of the time in calls, 5 to 100 in the busiest hour; in time is within 0 to 3,600 seconds
            """
        case .opening: "opening hours are written as 'mo-fr 08:00-20:00, sa 10:00-16:00'"
        case .postedOn: "the day of posting is from today on, within a year"
        case .group: "a wave is for reported or everyone"
        }
    }
}

/// Numbers, days and shares as a reader of a language writes them.
private struct Speech {
    let language: Language

    init(_ language: Language) { self.language = language }

    func callAsFunction(_ english: String, _ dutch: String) -> String {
        language == .dutch ? dutch : english
    }

    func number(_ number: Int) -> String {
        language == .dutch
            ? number.grouped.replacingOccurrences(of: ",", with: ".") : number.grouped
    }

    func percent(_ share: Double) -> String { "\(Int((share * 100).rounded())) %" }

    /// `Tue 2025-09-16`.
    func day(_ day: Day) -> String {
        let names =
            language == .dutch
            ? ["ma", "di", "wo", "do", "vr", "za", "zo"]
            : ["Mon", "Tue", "Wed", "Thu", "Fri", "Sat", "Sun"]
        return "\(names[((day.number + 3) % 7 + 7) % 7]) \(day.text)"
    }

    /// How seldom something is: `once in 2,000 days`.
    func seldom(_ probability: Double) -> String {
        guard probability >= 1e-6 else {
            return self(
                "less than once in a million days",
                "minder dan eens in een miljoen dagen"
            )
        }
        let days = number(Int((1 / probability).rounded()))
        return self("once in \(days) days", "eens in \(days) dagen")
    }
}

extension ShowForecast.Answer {
    /// What matters most, first; each sentence is of numbers that stand in the answer.
    public func sentences(in language: Language) -> [String] {
        let say = Speech(language)
        var said: [String] = []
        if let shown = days.first(where: { $0.day == staffedDay }), let staffing = shown.staffing,
            let calls = shown.calls
        {
            said.append(headline(shown.day, calls, staffing, say))
            if let sentence = verdict(staffing, say) { said.append(sentence) }
        } else {
            said.append(
                say(
                    "No day of these is open.",
                    "Op geen van deze dagen is de telefoon open."
                )
            )
        }
        if measuredDays == 0 {
            said.append(
                say(
                    "No day is measured yet: these figures rest on other cases, and the band is wide.",
                    "Er is nog geen dag gemeten: deze cijfers komen van andere gevallen, dus de marge is groot."
                )
            )
        }
        return said + breaks.map { $0.sentence(in: language) }
            + [announcement?.sentence(in: language)].compactMap(\.self)
    }

    private func headline(
        _ day: Day,
        _ calls: ShowForecast.Band,
        _ staffing: ShowForecast.Staffing,
        _ say: Speech
    ) -> String {
        let (middle, low, high) = (
            say.number(calls.middle), say.number(calls.low), say.number(calls.high)
        )
        let (agents, rostered) = (say.number(staffing.agents), say.number(staffing.rostered))
        return say(
            """
            \(say.day(day)): about \(middle) calls, nine times of ten \(low) to \(high). For \
            \(say.number(staffing.forCalls)) calls and \(say.number(staffing.forMails)) mails: \(agents) agents \
            at the busiest time, \(rostered) on the roster.
            """,
            """
            \(say.day(day)): ongeveer \(middle) gesprekken, negen van de tien keer \(low) tot \(high). Voor \
            \(say.number(staffing.forCalls)) gesprekken en \(say.number(staffing.forMails)) mails: \(agents) \
            medewerkers op het drukste moment, \(rostered) op het rooster.
            """
        )
    }

    private func verdict(_ staffing: ShowForecast.Staffing, _ say: Speech) -> String? {
        guard let verdict = staffing.verdict else {
            return say(
                "No team is recorded, so it is not known whether it is enough.",
                "Er is geen bezetting vastgelegd, dus het is niet bekend of die genoeg is."
            )
        }
        return verdict.sentence(short: staffing.short ?? 0, in: say.language)
    }

    public func passages(in language: Language) -> [Passage] {
        let say = Speech(language)
        let table = Passage.table(
            [
                say("day", "dag"), say("letters", "brieven"), say("measured", "gemeten"),
                say("calls", "gesprekken"), say("nine of ten", "negen van tien"),
                say("mails", "mails"), say("agents", "medewerkers"), say("roster", "rooster"),
                say("team", "bezetting"),
            ],
            days.map { row($0, say) },
            numeric: [1, 2, 3, 5, 6, 7]
        )
        var shown = sentences(in: language).map(Passage.line) + [.gap, table]
        if let staffedDay, !halfHours.isEmpty {
            shown += [.gap, .line(say.day(staffedDay)), halfHours.table(in: language)]
        }
        if !rates.isEmpty {
            shown += [.gap] + rates.map { .line($0.sentence(in: language)) }
        }
        return shown
    }

    private func row(_ day: ShowForecast.ShownDay, _ say: Speech) -> [String] {
        let measured = day.measured.map { say.number($0.calls) } ?? ""
        let letters = day.lettersPosted > 0 ? say.number(day.lettersPosted) : ""
        let mails = day.mails.map { say.number($0.middle) } ?? ""
        guard let calls = day.calls else {
            return [
                say.day(day.day), letters, measured, "", say("closed", "gesloten"), mails, "", "",
                "",
            ]
        }
        return [
            say.day(day.day), letters, measured, say.number(calls.middle),
            "\(say.number(calls.low)) - \(say.number(calls.high))", mails,
            day.staffing.map { say.number($0.agents) } ?? "",
            day.staffing.map { say.number($0.rostered) } ?? "",
            day.staffing?.verdict?.word(in: say.language) ?? "",
        ]
    }
}

extension ShowForecast.Verdict {
    public func word(in language: Language) -> String {
        let say = Speech(language)
        return switch self {
        case .enough: say("enough", "genoeg")
        case .tooFew: say("too few", "te weinig")
        case .mailsWait: say("mails wait", "mails wachten")
        }
    }

    /// `short`: half hours, or mails.
    func sentence(short: Int, in language: Language) -> String {
        let say = Speech(language)
        let count = say.number(short)
        return switch self {
        case .enough: say("The team is enough.", "De bezetting is genoeg.")
        case .tooFew:
            say(
                "The team is too small: in \(count) half hours callers wait longer than was promised.",
                "De bezetting is te klein: in \(count) halve uren wachten bellers langer dan is beloofd."
            )
        case .mailsWait:
            say(
                "Callers are answered in time, but \(count) mails are left at the end of the day.",
                "Bellers krijgen op tijd antwoord, maar aan het eind van de dag blijven \(count) mails liggen."
            )
        }
    }
}

extension [ShowForecast.HalfHour] {
    func table(in language: Language) -> Passage {
        let say = Speech(language)
        return .table(
            [
                say("from", "vanaf"), say("calls", "gesprekken"), say("agents", "medewerkers"),
                say("if some hang up", "als er ophangen"), say("roster", "rooster"),
                say("team", "bezetting"), say("in time", "op tijd"),
            ],
            map {
                [
                    $0.from, say.number(Int($0.calls.rounded())), say.number($0.agents),
                    say.number($0.agentsWithHangingUp), say.number($0.rostered),
                    $0.team.map { say.number($0) } ?? "",
                    $0.serviceLevel.map { say.percent($0) } ?? "",
                ]
            },
            numeric: [1, 2, 3, 4, 5, 6]
        )
    }
}

extension ShowForecast.Break {
    /// What happened, how seldom that is, and what to do.
    public func sentence(in language: Language) -> String {
        let say = Speech(language)
        let (came, low, high) = (
            say.number(measured), say.number(foreseenLow), say.number(foreseenHigh)
        )
        let (day, seldom) = (say.day(day), say.seldom(probability))
        switch kind {
        case .moreThanForeseen:
            let (calls, agents, before) = (
                say.number(callsAfter), say.number(agentsAfter), say.number(agentsBefore)
            )
            return say(
                """
                \(day) broke the forecast: \(came) calls came, \(low) to \(high) were foreseen; by that \
                forecast so many come \(seldom). The week after asks for \(agents) agents, for up to \(calls) \
                calls a day; \(before) would have done before.
                """,
                """
                Op \(day) klopte de voorspelling niet meer: er kwamen \(came) gesprekken, verwacht waren \
                \(low) tot \(high); volgens die voorspelling komen er zo veel \(seldom). De week erna vraagt \
                \(agents) medewerkers, voor hoogstens \(calls) gesprekken per dag; daarvoor waren \(before) genoeg.
                """
            )
        case .callsMissing:
            return say(
                """
                \(day): \(came) calls came, \(low) to \(high) were foreseen; by that forecast so few come \
                \(seldom). The line may be down: test it from outside, with a telephone of another provider.
                """,
                """
                Op \(day) kwamen er \(came) gesprekken, verwacht waren \(low) tot \(high); volgens die voorspelling \
                komen er zo weinig \(seldom). Misschien is de lijn gestoord: bel zelf van buiten, met een telefoon \
                van een andere aanbieder.
                """
            )
        }
    }
}

extension ShowForecast.Announcement {
    /// Nil while it quotes the newest version.
    public func sentence(in language: Language) -> String? {
        guard isStale else { return nil }
        return Speech(language)(
            "What callers hear first quotes '\(quotes)', and '\(newest)' is newer: record it anew.",
            "Bellers horen eerst een tekst over '\(quotes)', maar '\(newest)' is nieuwer: spreek die opnieuw in."
        )
    }
}

extension ShowForecast.Rate {
    func sentence(in language: Language) -> String {
        let say = Speech(language)
        let ten = say.number(Int((callsForEach * 10_000).rounded()))
        let letters = say.number(letters)
        return say(
            "\(group): \(letters) letters posted; 10,000 letters bring about \(ten) calls",
            "\(group): \(letters) brieven verstuurd; 10.000 brieven geven ongeveer \(ten) gesprekken"
        )
    }
}

extension ShowWaveSize.Answer {
    public func sentences(in language: Language) -> [String] {
        let say = Speech(language)
        let (number, day) = (say.number(letters), say.day(postedOn))
        var said = [
            letters == 0
                ? say(
                    "No letters can be posted on \(day): the team does not even answer what comes without them.",
                    "Op \(day) kunnen er geen brieven weg: de bezetting kan ook zonder nieuwe brieven het werk niet aan."
                )
                : say(
                    "\(number) letters at most can be posted on \(day) (\(group)).",
                    "Op \(day) kunnen hoogstens \(number) brieven weg (\(group))."
                )
        ]
        if let tightestDay {
            let (tight, come, can) = (
                say.day(tightestDay), say.number(contacts), say.number(capacity)
            )
            said.append(
                isByMails
                    ? say(
                        "\(tight) allows no more: up to \(come) mails, with time for \(can).",
                        "\(tight) laat niet meer toe: tot \(come) mails, en tijd voor \(can)."
                    )
                    : say(
                        "\(tight) allows no more: up to \(come) calls, and the team answers \(can) in time.",
                        "\(tight) laat niet meer toe: tot \(come) gesprekken, en de bezetting kan er \(can) op tijd aan."
                    )
            )
        }
        if measuredDays == 0 {
            said.append(
                say(
                    "No day is measured yet, so this is careful: measure the first days of a small wave.",
                    "Er is nog geen dag gemeten, dus dit is voorzichtig: meet eerst de dagen na een kleine verzending."
                )
            )
        }
        return said
    }
}

extension PlanAgents.Answer {
    public func passages(in language: Language) -> [Passage] {
        let say = Speech(language)
        let (calls, mails) = (say.number(calls), say.number(mails))
        var said = [
            say(
                """
                \(calls) calls and \(mails) mails a day, \(goal) % within \(goalSeconds) s: \
                \(say.number(agents)) agents at the busiest time, \(say.number(rostered)) on the roster.
                """,
                """
                \(calls) gesprekken en \(mails) mails op een dag, \(goal) % binnen \(goalSeconds) s: \
                \(say.number(agents)) medewerkers op het drukste moment, \(say.number(rostered)) op het rooster.
                """
            )
        ]
        if let verdict, let team {
            let sentence = verdict.sentence(short: short ?? 0, in: language)
            said.append(
                say(
                    "With \(say.number(team)): \(sentence)",
                    "Met \(say.number(team)): \(sentence)"
                )
            )
        }
        return said.map(Passage.line) + [.gap, halfHours.table(in: language)]
    }
}

extension SetContactTeam.Answer {
    public func sentence(in language: Language) -> String {
        let say = Speech(language)
        let most = say.number(capacities.filter { $0 > 0 }.min() ?? 0)
        return say(
            """
            From \(from.text): \(say.number(agents)) agents at their desks. They answer \(most) calls a day, \
            \(goal) % within \(goalSeconds) s.
            """,
            """
            Vanaf \(from.text): \(say.number(agents)) medewerkers aan het werk. Zij kunnen \(most) gesprekken per \
            dag aan, \(goal) % binnen \(goalSeconds) s.
            """
        )
    }
}

extension RecordContactDays.Answer {
    public func sentences(in language: Language) -> [String] {
        let say = Speech(language)
        let (new, old) = (say.number(recorded), say.number(alreadyThere))
        return [
            say(
                "Measured days recorded: \(new); already there: \(old).",
                "Meetdagen vastgelegd: \(new); al bekend: \(old)."
            )
        ] + breaks.map { $0.sentence(in: language) }
    }
}

/// The forecast as `--json` gives it, with its sentences.
public struct ForecastDocument: Encodable {
    private let answer: ShowForecast.Answer
    private let sentences: [String]

    private enum Key: String, CodingKey {
        case sentences = "sentences"
    }

    public init(_ answer: ShowForecast.Answer, in language: Language) {
        self.answer = answer
        sentences = answer.sentences(in: language)
    }

    public func encode(to encoder: any Encoder) throws {
        try answer.encode(to: encoder)
        var container = encoder.container(keyedBy: Key.self)
        try container.encode(sentences, forKey: .sentences)
    }
}
