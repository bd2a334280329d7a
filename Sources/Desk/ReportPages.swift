// SPDX-License-Identifier: EUPL-1.2

import Casework
import Custody
import Incidents
import Store

/// How things stand, on one page for print and for reading aloud; and afterwards what was due, what was
/// late, and what was decided on which figures. Both are filled from what was recorded: nothing is typed.
enum ReportPages {
    static let routes: [Route] = [
        Route(
            name: "report",
            path: "/incidents/{incident}/report",
            access: .roles(Roles.room),
            purpose: "incident",
            action: .look(report)
        ),
        Route(
            name: "report.pdf",
            path: "/incidents/{incident}/report.pdf",
            access: .roles(Roles.room),
            purpose: "incident",
            action: .look(reportPDF)
        ),
        Route(
            name: "review",
            path: "/incidents/{incident}/review",
            access: .roles(Roles.room),
            purpose: "incident",
            action: .look(review)
        ),
        Route(
            name: "review.csv",
            path: "/incidents/{incident}/review.csv",
            access: .roles(Roles.room),
            purpose: "incident",
            action: .look(reviewCSV)
        ),
    ]

    /// Beside each other on the first page of an incident.
    static func links(_ path: String, _ words: Words) -> HTML {
        """
        <p class="acts"><a class="btn alt" href="\(path)/report">\(words(
            "Stand van zaken", "Situation report"
        ))</a> <a class="btn alt" href="\(path)/review">\(words("Terugblik", "Review"))</a></p>
        """
    }

    // MARK: - How things stand

    private static func read(_ visit: Visit) async throws -> SituationReport {
        let incident = try visit.parameter("incident")
        let words = visit.words
        return try await visit.look { try SituationReport(incident, in: $0, words) }
    }

    @Sendable private static func report(_ visit: Visit) async throws -> Reply {
        let words = visit.words
        let report = try await read(visit)
        let path = "/incidents/\(Form.encoded(report.frame.incident.reference))"
        return .page(
            IncidentPages.page(
                report.frame,
                visit,
                title: report.title,
                """
                \(report.body)
                <p class="acts"><a class="btn alt" href="\(path)/report.pdf">\(words(
                    "Download als PDF", "Download as PDF"
                ))</a></p>
                """
            )
        )
    }

    @Sendable private static func reportPDF(_ visit: Visit) async throws -> Reply {
        let incident = try visit.parameter("incident")
        let words = visit.words
        // Made on a thread that may take its time.
        let (bytes, name) = try await visit.look { store in
            let report = try SituationReport(incident, in: store, words)
            return (try report.pdf(), report.fileName)
        }
        return .bytes(bytes, type: "application/pdf", name: name)
    }

    static func certainty(_ frame: IncidentPages.Frame, _ words: Words) -> HTML {
        guard let version = frame.version else {
            return words.paragraph(
                "Er is nog geen versie van het register.",
                "There is no version of the register yet."
            )
        }
        let counts = Certainties(version.counts)
        return """
            <p class="state"><strong>\(words.people(counts.concerned))</strong>: \(counts.sentence(words)).</p>
            \(counts.bar(large: true))\(counts.key(words))
            <p class="hint">\(ScopePages.provenance(version, words))</p>
            \(Piece.facts([(
                words.text("Vingerafdruk", "Fingerprint"), "<code class=\"copy\">\(version.hash)</code>"
            )]))
            """
    }

    /// Clocks that run, in the order in which they end, and what waits.
    static func next(
        _ frame: IncidentPages.Frame,
        _ letters: ShowLetterDays.Answer,
        _ words: Words
    ) -> HTML {
        var items: [HTML] = frame.duties.standings.flatMap(\.duties)
            .filter { $0.state == .running || $0.state == .overdue }
            .sorted { ($0.dueAt?.milliseconds ?? .max) < ($1.dueAt?.milliseconds ?? .max) }
            .map { duty in
                let due = duty.dueAt.map { words.moment($0) }
                let when =
                    due
                    ?? words.text("zonder onnodige vertraging", "without undue delay")
                return "<li>\(words.capital(when)): \(duty.title(in: words.language))</li>"
            }
        if letters.waiting > 0 {
            let waiting = words.count(
                letters.waiting,
                ("brief is", "brieven zijn"),
                ("letter is", "letters are")
            )
            items.append(
                """
                <li>\(words("\(waiting) nog te drukken", "\(waiting) still to print"))</li>
                """
            )
        }
        if let version = frame.version, !version.isPublished {
            items.append(
                """
                <li>\(words(
                    "Versie \(plain: version.version) is nog niet gepubliceerd", "Version \(plain: version.version) is not published yet"
                ))</li>
                """
            )
        }
        guard !items.isEmpty else {
            return words.paragraph("Er wacht niets.", "Nothing waits.")
        }
        return "<ul>\(items)</ul>"
    }

    // MARK: - Afterwards

    /// A duty as it went.
    private struct Kept {
        var duty: JudgeDuties.Duty
        var party: String?

        var isLate: Bool { (duty.lateSeconds ?? 0) > 0 }

        func late(_ words: Words) -> String {
            isLate ? words.duration(seconds: duty.lateSeconds ?? 0) : ""
        }
    }

    private static func kept(_ frame: IncidentPages.Frame) -> [Kept] {
        frame.duties.standings.flatMap { standing in
            standing.duties.map { Kept(duty: $0, party: standing.party) }
        }
    }

    /// The version on which something was decided: the last that was frozen by then.
    static func figures(
        at moment: Instant,
        _ lines: [ShowTimeline.Line],
        _ words: Words
    ) -> String {
        for line in lines.reversed() where line.at <= moment {
            if case .versionFrozen(let version, _, let people) = line.done {
                let people = words.people(people)
                return words.text(
                    "versie \(version): \(people)",
                    "version \(version): \(people)"
                )
            }
        }
        return words.text("nog geen versie", "no version yet")
    }

    @Sendable private static func review(_ visit: Visit) async throws -> Reply {
        let words = visit.words
        let frame = try await IncidentPages.frame(visit)
        let incident = frame.incident.reference
        let path = "/incidents/\(Form.encoded(incident))"
        let lines = try await visit.look { try ShowTimeline(incident: incident).run(in: $0) }
        let duties = kept(frame)
        let late = duties.count(where: \.isLate)
        let heading =
            late == 0
            ? words.text("Geen termijn was te laat", "No clock was late")
            : words.text(
                late == 1
                    ? "Eén termijn was te laat"
                    : "\(words.capital(words.spelled(late))) termijnen waren te laat",
                "\(words.capital(words.spelled(late))) \(late == 1 ? "clock was" : "clocks were") late"
            )
        let rows = duties.map { item -> [HTML] in
            let wording = DutyWording(item.duty, words)
            return [
                "\(item.duty.title(in: words.language))",
                "\(words.capital(wording.bearer(item.party)))",
                item.duty.dueAt.map { Piece.time($0, words) } ?? "",
                item.duty.metAt.map { Piece.time($0, words) } ?? "", "\(item.late(words))",
                wording.state,
            ]
        }
        let decisions = frame.incident.decisions.map { item -> [HTML] in
            let decision = item.decision
            return [
                "\(MomentWording.name(decision.decision, words))\(item.takenBack == nil ? "" : words.text(" (teruggenomen)", " (taken back)"))",
                Piece.time(decision.decidedAt, words), "\(decision.by)",
                "\(figures(at: decision.decidedAt, lines, words))", "\(decision.because)",
            ]
        }
        return .page(
            IncidentPages.page(
                frame,
                visit,
                title: words.text("Terugblik", "Review"),
                """
                <h1>\(heading)</h1>
                <p class="lede">\(words(
                    "Wat moest, wat te laat was, en wat is besloten op welke cijfers. Alles komt uit de tijdlijn.",
                    "What was due, what was late, and what was decided on which figures. All of it comes from the timeline."
                ))</p>
                <h2>\(words("Wat moest, en wanneer het is gedaan", "What was due, and when it was done"))</h2>
                \(rows.isEmpty ? words.paragraph("Er is nog geen termijn.", "There is no clock yet.") : Piece.table(
                    words.text("Termijnen", "Duties"),
                    [
                        .init(words.text("Plicht", "Duty")), .init(words.text("Van wie", "Whose")),
                        .init(words.text("Uiterlijk", "Due")), .init(words.text("Gedaan", "Done")),
                        .init(words.text("Te laat", "Late")), .init(words.text("Stand", "State")),
                    ],
                    rows,
                    showsCaption: false
                ))
                <h2>\(words("Wat is besloten, op welke cijfers", "What was decided, on which figures"))</h2>
                \(decisions.isEmpty ? words.paragraph("Er is geen besluit vastgelegd.", "No decision was recorded.") : Piece.table(
                    words.text("Besluiten", "Decisions"),
                    [
                        .init(words.text("Besluit", "Decision")), .init(words.text("Wanneer", "When")),
                        .init(words.text("Wie", "Who")), .init(words.text("Op", "On")),
                        .init(words.text("Waarom", "Why")),
                    ],
                    decisions,
                    showsCaption: false
                ))
                <p><a href="\(path)/review.csv">\(words("Download als CSV", "Download as CSV"))</a></p>
                <h2>\(words("Alles op volgorde", "All of it in order"))</h2>
                \(TimelineWording(frame, lines, words).html())
                """
            )
        )
    }

    @Sendable private static func reviewCSV(_ visit: Visit) async throws -> Reply {
        let words = visit.words
        let frame = try await IncidentPages.frame(visit)
        let incident = frame.incident.reference
        let lines = try await visit.look { try ShowTimeline(incident: incident).run(in: $0) }
        let duties = kept(frame).map { item in
            [
                "duty", item.duty.title(in: words.language), item.duty.dueAt?.text ?? "",
                item.duty.metAt?.text ?? "", item.late(words), "", "", "",
            ]
        }
        let decisions = frame.incident.decisions.map { item in
            let decision = item.decision
            return [
                "decision", MomentWording.name(decision.decision, words), "",
                decision.decidedAt.text, "", decision.by,
                figures(at: decision.decidedAt, lines, words), decision.because,
            ]
        }
        return .file(
            CommaSeparated.text(
                [["sort", "what", "due", "done", "late", "by", "figures", "because"]] + duties
                    + decisions
            ),
            type: "text/csv; charset=utf-8",
            name: "review.csv"
        )
    }
}
