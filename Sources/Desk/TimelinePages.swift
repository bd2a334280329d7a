// SPDX-License-Identifier: EUPL-1.2

import Casework
import Custody
import Incidents
import Store

/// The timeline of an incident (tijdlijn), and the moments that are recorded on it.
enum TimelinePages {
    static let routes: [Route] = [
        Route(
            name: "incident.timeline",
            path: "/incidents/{incident}/timeline",
            access: .roles(Roles.room),
            purpose: "incident",
            action: .look { visit in .page(try await timeline(visit)) }
        ),
        Route(
            name: "incident.timeline.csv",
            path: "/incidents/{incident}/timeline.csv",
            access: .roles(Roles.room),
            purpose: "incident",
            action: .look(timelineCSV)
        ),
        Route(
            name: "incident.moment",
            path: "/incidents/{incident}/timeline",
            access: .roles(Roles.moments),
            purpose: "incident",
            action: .act(recordMoment)
        ),
    ]

    static func wording(_ frame: IncidentPages.Frame, _ visit: Visit) async throws
        -> TimelineWording
    {
        let incident = frame.incident.reference
        let done = try await visit.look { try ShowTimeline(incident: incident).run(in: $0) }
        return TimelineWording(frame, done, visit.words)
    }

    @Sendable private static func timelineCSV(_ visit: Visit) async throws -> Reply {
        let timeline = try await wording(try await IncidentPages.frame(visit), visit)
        return .file(timeline.csv, type: "text/csv; charset=utf-8", name: "timeline.csv")
    }

    private static func timeline(_ visit: Visit, _ problem: FormProblem? = nil, _ form: Form? = nil)
        async throws -> Page
    {
        let words = visit.words
        let frame = try await IncidentPages.frame(visit)
        let can = !visit.roles.isDisjoint(with: Roles.moments)
        let timeline = try await wording(frame, visit)
        let names = frame.incident.parties.map { (value: $0, name: words.name($0)) }
        let kind = visit.query["kind"].flatMap(TimelineEvent.Kind.init(rawValue:))
        let path = "/incidents/\(Form.encoded(frame.incident.reference))"
        return IncidentPages.page(
            frame,
            visit,
            title: words.text("Tijdlijn", "Timeline"),
            """
            <h1>\(words("Tijdlijn", "Timeline"))</h1>
            <p class="lede">\(words(
                "Wat er gebeurde, in de volgorde waarin het gebeurde. Wat ergens in Spoor wordt gedaan, komt hier vanzelf.",
                "What happened, in the order in which it happened. Whatever is done in Spoor appears here by itself."
            ))</p>
            \(can ? momentForm(names, visit, problem, form) : "")
            \(timeline.filter(kind))
            \(timeline.html(kind))
            <p><a href="\(path)/timeline.csv">\(words("Download als CSV", "Download as CSV"))</a></p>
            """
        )
    }

    private static func momentForm(
        _ names: [(value: String, name: String)],
        _ visit: Visit,
        _ problem: FormProblem?,
        _ form: Form?
    ) -> HTML {
        let words = visit.words
        func wrong(_ field: String) -> String? {
            problem?.field == field ? words.text(problem?.dutch ?? "", problem?.english ?? "") : nil
        }
        let moments = DutyMoment.allCases.map {
            (value: $0.code, name: MomentWording.name($0, words))
        }
        let parties =
            [(value: "", name: words.text("van alle partijen", "of all parties"))]
            + names
        let isOpen: HTML = problem == nil ? "" : " open"
        return """
            <details\(isOpen)><summary>\(words("Leg een moment vast", "Record a moment"))</summary>
            \(visit.form(visit.path, """
                \(Piece.select("moment", words.text("Wat gebeurde er?", "What happened?"), moments, chosen: form?["moment"] ?? ""))
                \(Piece.field(
                    "time", words.text("Wanneer?", "When?"),
                    hint: words.text(
                        "Bijvoorbeeld 6-8-2025 10.05. Weet u de tijd niet, dan alleen de dag.",
                        "For example 2025-08-06 10:05. When you do not know the time, the day alone."
                    ), value: form?["time"] ?? "", problem: wrong("time")
                ))
                \(Piece.select("party", words.text("Van wie?", "Whose?"), parties, chosen: form?["party"] ?? ""))
                \(Piece.area(
                    "note", words.text("Hoe weet u het, en wie besloot het?", "How do you know, and who decided it?"),
                    hint: words.text("Geen gegevens van mensen.", "No data of people."),
                    value: form?["note"] ?? "", problem: wrong("note")
                ))
                \(sure(wrong("sure"), words))
                <div class="acts"><button>\(words("Leg vast", "Record"))</button></div>
                """))</details>
            """
    }

    /// What is odd about a moment, with the box of who is sure of it.
    private static func sure(_ doubt: String?, _ words: Words) -> HTML {
        guard let doubt else { return "" }
        return """
            <div class="field"><p class="problem" id="sure-p">\(doubt)</p>\
            <label class="pick"><input type="checkbox" name="sure" value="yes" aria-describedby="sure-p"> \
            \(words("Het klopt, leg het toch vast", "It is right, record it all the same"))</label></div>
            """
    }

    @Sendable private static func recordMoment(_ visit: Visit, _ form: Form) async throws -> Reply {
        do {
            let incident = try visit.parameter("incident")
            let officer = try visit.officer()
            guard let moment = DutyMoment(rawValue: form["moment"]) else {
                throw DeskRefusal.formUnreadable
            }
            let written = try FormTime.read(form, "time")
            let party = form["party"].isEmpty ? nil : Party.ID(rawValue: form["party"])
            let note = form["note"]
            if moment == .controllerAware, note.count(where: \.isLetter) < 3 {
                throw DeskRefusal.problem([
                    FormProblem(
                        field: "note",
                        dutch: "Kennis hebben is een besluit: schrijf wie het nam en waarom.",
                        english: "Being aware is a decision: write who took it and why."
                    )
                ])
            }
            _ = try await visit.desk.writer.act { store in
                try RecordMoment(
                    incident: incident,
                    moment: GivenMoment(moment, written, note: note, party: party),
                    isSure: form["sure"] == "yes",
                    officer: officer
                ).run(in: store)
            }
            return .seeOther(visit.path)
        } catch DeskRefusal.problem(let problems) {
            return .page(try await timeline(visit, problems.first, form))
        } catch CaseworkError.momentRefused(let doubt) {
            let problem = problem("time", visit) { MomentWording.refusal(doubt, $0) }
            return .page(try await timeline(visit, problem, form))
        } catch CaseworkError.momentOdd(let doubt) {
            let problem = problem("sure", visit) { MomentWording.doubt(doubt, $0) }
            return .page(try await timeline(visit, problem, form))
        }
    }

    private static func problem(
        _ field: String,
        _ visit: Visit,
        _ sentence: (Words) -> String
    ) -> FormProblem {
        FormProblem(
            field: field,
            dutch: sentence(Words(language: .dutch, now: visit.words.now)),
            english: sentence(Words(language: .english, now: visit.words.now))
        )
    }
}
