// SPDX-License-Identifier: EUPL-1.2

import Casework
import Custody
import Letters
import Printing
import Store

/// A new wave: who decided what, from which version, for whom.
enum WavePlanPages {
    static let routes: [Route] = [
        Route(
            name: "wave.new",
            path: "/incidents/{incident}/letters/plan",
            access: .roles(Roles.planning),
            purpose: "letters",
            action: .look { visit in .page(try await page(visit)) }
        ),
        Route(
            name: "wave.plan",
            path: "/incidents/{incident}/letters/plan",
            access: .roles(Roles.planning),
            purpose: "letters",
            action: .act(plan)
        ),
    ]

    /// In a print file; a printer takes it in one go.
    private static let lettersInFile = 5000

    private static func page(
        _ visit: Visit,
        _ problems: [FormProblem] = [],
        _ form: Form? = nil
    ) async throws -> Page {
        let words = visit.words
        let frame = try await IncidentPages.frame(visit)
        func wrong(_ field: String) -> String? {
            problems.first { $0.field == field }.map { words.text($0.dutch, $0.english) }
        }
        let path = "/incidents/\(Form.encoded(frame.incident.reference))/letters"
        let versions = frame.incident.versions.reversed().map { version in
            let people = words.people(Certainties(version.counts).concerned)
            return (
                value: "\(version.version)",
                name: words.text(
                    "versie \(version.version), \(people)",
                    "version \(version.version), \(people)"
                )
            )
        }
        let audiences = WaveAudience.allCases.map { audience in
            (
                value: audience.rawValue,
                name: audience == .everyone
                    ? words.text(
                        "iedereen die niet is uitgesloten",
                        "everyone who is not excluded"
                    )
                    : words.text(
                        "wie gemeld, gestolen of gepubliceerd is",
                        "those who are reported, stolen or published"
                    )
            )
        }
        let told: HTML = wrong("plan").map { "<p class=\"problem\">\($0)</p>" } ?? ""
        let news: HTML = """
            <label class="pick"><input type="checkbox" name="onlyNews" value="yes"\
            \(" checked", if: form?["onlyNews"] == "yes")>\(words(
                "Laat weg voor wie een tweede brief niets nieuws zegt",
                "Leave out those for whom a second letter says nothing new"
            ))</label>
            """
        return IncidentPages.page(
            frame,
            visit,
            title: words.text("Plan een golf", "Plan a wave"),
            """
            <p class="crumb"><a href="\(path)">\(words("Brieven", "Letters"))</a></p>
            <h1>\(words("Plan een golf brieven", "Plan a wave of letters"))</h1>
            <p class="lede">\(words(
                "Iedereen die het besluit treft, krijgt een brief of wordt vastgehouden met een reden. Er gaat nog niets weg: eerst lezen twee mensen elke tekst.",
                "Everyone whom the decision covers gets a letter or is held with a reason. Nothing goes out yet: two people read every text first."
            ))</p>
            \(told)\(visit.form(path + "/plan", """
                \(Piece.field(
                    "name", words.text("Korte naam van de golf", "Short name of the wave"),
                    hint: words.text("Bijvoorbeeld: eerste. De bestanden van de drukker heten ernaar.", "For example: first. The print files are named after it."),
                    value: form?["name"] ?? "", problem: wrong("name")
                ))
                \(Piece.select("who", words.text("Aan wie?", "To whom?"), audiences, chosen: form?["who"] ?? ""))
                \(Piece.select("version", words.text("Uit welke versie van het register?", "From which version of the register?"), versions, chosen: form?["version"] ?? ""))
                \(news)
                \(Piece.area(
                    "decision", words.text("Wie besloot wat, en waarom?", "Who decided what, and why?"),
                    hint: words.text("Het staat bij de golf.", "It stands with the wave."),
                    value: form?["decision"] ?? "", problem: wrong("decision")
                ))
                <div class="acts"><button>\(words("Plan de golf", "Plan the wave"))</button></div>
                """))
            """
        )
    }

    @Sendable private static func plan(_ visit: Visit, _ form: Form) async throws -> Reply {
        let incident = try visit.parameter("incident")
        let (name, decision) = (form["name"], form["decision"])
        var problems: [FormProblem] = []
        if name.isEmpty {
            problems.append(
                FormProblem(
                    field: "name",
                    dutch: "Geef de golf een korte naam.",
                    english: "Give the wave a short name."
                )
            )
        }
        let reason = try? StatedReason(decision)
        if reason == nil {
            problems.append(
                FormProblem(
                    field: "decision",
                    dutch: "Zeg in woorden wie wat besloot.",
                    english: "Say in words who decided what."
                )
            )
        }
        guard problems.isEmpty, let reason, let audience = WaveAudience(rawValue: form["who"])
        else {
            guard !problems.isEmpty else { throw DeskRefusal.formUnreadable }
            return .page(try await page(visit, problems, form))
        }
        let version = form["version"]
        let request = PlanWave(
            incident: incident,
            wave: name,
            version: version.isEmpty ? nil : version,
            audience: audience,
            decision: decision,
            lettersInFile: lettersInFile,
            onlyNews: form["onlyNews"] == "yes",
            pages: try PageCheck(fonts: visit.desk.setting.fonts),
            officer: try visit.officer(),
            reason: reason
        )
        do {
            _ = try await visit.desk.writer.act { try request.run(in: $0) }
            return .seeOther(WavePages.address(incident, name))
        } catch let error as CaseworkError {
            guard let problem = problem(error) else { throw error }
            return .page(try await page(visit, [problem], form))
        } catch let error as StoreError {
            guard let problem = problem(error) else { throw error }
            return .page(try await page(visit, [problem], form))
        }
    }

    /// What can be put right in the form, or before it.
    private static func problem(_ error: CaseworkError) -> FormProblem? {
        switch error {
        case .waveUnfinished(_, let wave, _, _):
            FormProblem(
                field: "plan",
                dutch:
                    "Golf \(wave) is nog niet gedrukt en niet geannuleerd: wat mensen eerder hoorden, bepaalt wat zij nu horen.",
                english:
                    "Wave \(wave) is neither printed nor cancelled: what people were told before decides what they are told now."
            )
        case .nobodyToWriteTo:
            FormProblem(
                field: "plan",
                dutch: "Dit besluit treft niemand die nog iets te horen heeft.",
                english: "The decision covers nobody who has still to be told something."
            )
        case .peopleJoinedSince(let version, let people),
            .peopleWithdrawnSince(let version, let people):
            FormProblem(
                field: "version",
                dutch:
                    "Van \(people) mensen van versie \(version) is er sindsdien iets veranderd: bevries een nieuwe versie.",
                english:
                    "Of \(people) people of version \(version) something changed since: freeze a new version."
            )
        default: nil
        }
    }

    private static func problem(_ error: StoreError) -> FormProblem? {
        switch error {
        case .alreadyThere(.wave):
            FormProblem(
                field: "name",
                dutch: "Zo heet al een golf: kies een andere naam.",
                english: "A wave is called so already: choose another name."
            )
        case .refused(.waveNameIsNoFileName), .refused(.waveNamedByNumber),
            .refused(.controlCharacter):
            FormProblem(
                field: "name",
                dutch:
                    "De naam wordt een bestandsnaam: letters en cijfers, niet alleen een cijfer, zonder schuine streep.",
                english:
                    "The name becomes a file name: letters and digits, not a number alone, no slash."
            )
        case .refused(.incidentClosed):
            FormProblem(
                field: "plan",
                dutch: "Het incident is afgesloten: heropen het eerst.",
                english: "The incident is closed: open it again first."
            )
        default: nil
        }
    }
}
