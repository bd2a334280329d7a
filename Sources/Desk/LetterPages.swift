// SPDX-License-Identifier: EUPL-1.2

import Casework
import Custody
import Letters
import Store

/// The letters of an incident: people, held and letters add up in one table.
enum LetterPages {
    static let routes: [Route] = [
        Route(
            name: "letters",
            path: "/incidents/{incident}/letters",
            access: .roles(Roles.room),
            purpose: "incident",
            action: .look(page)
        ),
        Route(
            name: "letters.csv",
            path: "/incidents/{incident}/letters.csv",
            access: .roles(Roles.room),
            purpose: "incident",
            action: .look { visit in
                let incident = try visit.parameter("incident")
                let answer = try await visit.look {
                    try ShowLetterDays(incident: incident).run(in: $0)
                }
                return .file(
                    LettersPlot.csv(answer),
                    type: "text/csv; charset=utf-8",
                    name: "letters.csv"
                )
            }
        ),
    ]

    /// Letters of each day, and calls beside them; each only where there is something to show.
    static func plots(_ frame: IncidentPages.Frame, _ visit: Visit) async throws -> HTML {
        let words = visit.words
        let incident = frame.incident.reference
        let path = "/incidents/\(Form.encoded(incident))"
        let (days, forecast) = try await visit.look { store in
            let days = try ShowLetterDays(incident: incident).run(in: store)
            return (
                days,
                try callers(incident, now: words.now).run(in: store)
            )
        }
        let letters = LettersPlot(days, words)
        var sections: [HTML] = []
        if !letters.isEmpty {
            sections.append(
                """
                <section aria-labelledby="h-days"><h2 id="h-days">\(words("Brieven per dag", "Letters of each day"))</h2>
                \(letters.figure("letters"))\(letters.table(path))</section>
                """
            )
        }
        if forecast.measuredDays > 0 || forecast.team != nil {
            let calls = CallsPlot(forecast, words)
            sections.append(
                """
                <section aria-labelledby="h-calls"><h2 id="h-calls">\(words("Bellers", "Callers"))</h2>
                \(calls.figure("calls"))
                <details><summary>\(words("Gesprekken per dag als tabel", "Calls of each day as a table"))</summary>
                \(calls.table)</details>
                <p><a href="\(path)/forecast">\(words("De hele prognose", "The whole forecast"))</a></p></section>
                """
            )
        }
        guard !sections.isEmpty else { return "" }
        return "<div class=\"duo\">\(sections)</div>"
    }

    /// The days around today.
    static func callers(_ incident: String, now: Int64) -> ShowForecast {
        let today = Instant(milliseconds: now).day.number
        return ShowForecast(incident: incident, from: Day(number: today - 3), days: 9, now: now)
    }

    static func table(_ waves: [WaveStanding], _ path: String, _ words: Words) -> HTML {
        let rows = waves.map { wave -> [HTML] in
            let held = wave.allHeld.values.reduce(0, +)
            let state: HTML =
                if wave.cancelled != nil {
                    Piece.tag(words.text("Geannuleerd", "Cancelled"))
                } else if wave.written == wave.batches {
                    Piece.tag(words.text("Gedrukt", "Printed"), .ok)
                } else if wave.written == 0 {
                    wave.approval == nil
                        ? Piece.tag(words.text("Wacht op goedkeuring", "Waits for approval"), .wait)
                        : Piece.tag(words.text("Goedgekeurd", "Approved"), .ok)
                } else {
                    Piece.tag(
                        words.text(
                            "\(wave.written) van \(wave.batches) bestanden",
                            "\(wave.written) of \(wave.batches) files"
                        ),
                        .wait
                    )
                }
            return [
                "<a href=\"\(path)/waves/\(Form.encoded(wave.name))\">\(wave.name)</a>",
                "\(words.number(wave.version))", "\(words.number(wave.planned))",
                "\(words.number(held))", "\(words.number(wave.planned - held))", state,
            ]
        }
        return Piece.table(
            words.text(
                "Gepland = te drukken + vastgehouden",
                "Planned = to print + held"
            ),
            [
                .init(words.text("Golf", "Wave")),
                .init(words.text("Versie", "Version"), numeric: true),
                .init(words.text("Mensen", "People"), numeric: true),
                .init(words.text("Vastgehouden", "Held"), numeric: true),
                .init(words.text("Brieven", "Letters"), numeric: true),
                .init(words.text("Stand", "State")),
            ],
            rows
        )
    }

    /// Who of a wave is held, by reason; nothing when nobody is.
    static func lanes(of wave: WaveStanding, _ words: Words) -> HTML {
        let rows = wave.allHeld.sorted { ($1.value, $0.key) < ($0.value, $1.key) }.map {
            lane,
            people -> [HTML] in
            let name = HoldReason(code: lane)?.name(in: words.language) ?? lane
            return ["\(words.capital(name))", "\(words.number(people))"]
        }
        guard !rows.isEmpty else { return "" }
        return Piece.table(
            words.text(
                "Wie geen brief krijgt en op een andere manier bereikt moet worden",
                "Who gets no letter and must be reached in another way"
            ),
            [
                .init(words.text("Waarom", "Why")),
                .init(words.text("Mensen", "People"), numeric: true),
            ],
            rows,
            total: [
                words("Samen", "Together"), "\(words.number(wave.allHeld.values.reduce(0, +)))",
            ]
        )
    }

    /// What leads to a wave: the words of the letters, and a plan.
    private static func making(_ path: String, _ visit: Visit) -> HTML {
        let words = visit.words
        guard !visit.roles.isDisjoint(with: Roles.planning) else { return "" }
        return """
            <p class="acts"><a class="btn" href="\(path)/letters/plan">\(words(
                "Plan een golf", "Plan a wave"
            ))</a> <a class="btn alt" href="\(path)/letters/words">\(words(
                "Woorden van de brieven", "Words of the letters"
            ))</a></p>
            """
    }

    @Sendable private static func page(_ visit: Visit) async throws -> Reply {
        let words = visit.words
        let frame = try await IncidentPages.frame(visit)
        let path = "/incidents/\(Form.encoded(frame.incident.reference))"
        let plots = try await plots(frame, visit)
        let live = frame.waves.filter { $0.cancelled == nil }
        let letters = live.reduce(0) { $0 + $1.toPrint }
        let held = live.reduce(0) { $0 + $1.allHeld.values.reduce(0, +) }
        let heading =
            frame.waves.isEmpty
            ? words.text("Nog geen brief", "No letter yet")
            : words.text(
                "\(words.count(letters, ("brief", "brieven"), ("letter", "letters"))), \(words.number(held)) vastgehouden",
                "\(words.count(letters, ("brief", "brieven"), ("letter", "letters"))), \(words.number(held)) held"
            )
        let lanes = live.map { wave -> HTML in
            let table = Self.lanes(of: wave, words)
            return table.isEmpty ? table : "<h3>\(wave.name)</h3>\(table)"
        }
        return .page(
            IncidentPages.page(
                frame,
                visit,
                title: words.text("Brieven", "Letters"),
                """
                <h1>\(heading)</h1>
                <p class="lede">\(words(
                    "Iedereen krijgt per golf één brief. Wie er beter geen krijgt, wordt vastgehouden met de reden: niemand wordt stil overgeslagen.",
                    "A person gets one letter a wave. Whoever had better not get it is held with a reason: never passed over in silence."
                ))</p>
                \(frame.waves.isEmpty ? "" : table(frame.waves, path, words))
                \(making(path, visit))
                \(plots)
                \(HTML.when(held > 0, "<h2>\(words("Vastgehouden", "Held"))</h2>\(lanes)"))
                """
            )
        )
    }
}
