// SPDX-License-Identifier: EUPL-1.2

import Accounts
import Casework
import Custody
import Incidents
import Store

/// What is suspended, what must be so before it is resumed, how the programme goes on, and whether the results are
/// intact (decision 0064).
enum ContinuityPages {
    static let routes: [Route] = [
        Route(
            name: "continuity",
            path: "/incidents/{incident}/continuity",
            access: .roles(Roles.room),
            purpose: "incident",
            action: .look { visit in .page(try await page(visit)) }
        ),
        Route(
            name: "continuity.csv",
            path: "/incidents/{incident}/continuity.csv",
            access: .roles(Roles.room),
            purpose: "incident",
            action: .look { visit in
                let now = visit.words.now
                let answer = try await visit.look { try ShowContinuity(now: now).run(in: $0) }
                return .file(
                    BacklogPlot.csv(answer),
                    type: "text/csv; charset=utf-8",
                    name: "continuity.csv"
                )
            }
        ),
        act("suspend", Roles.suspending, ContinuityForms.suspend),
        act("condition", Roles.suspending, ContinuityForms.condition),
        act("judge", Roles.suspending, ContinuityForms.judge),
        act("figure", Roles.suspending, ContinuityForms.figure),
        act("examined", Roles.suspending, ContinuityForms.examined),
        act("propose", Roles.proposingResumption, ContinuityForms.propose),
        act("resume", Roles.resuming, ContinuityForms.resume),
    ]

    private static func act(
        _ name: String,
        _ roles: Set<OfficerRole>,
        _ body: @escaping @Sendable (Visit, Form) async throws -> Void
    ) -> Route {
        Route(
            name: "continuity.\(name)",
            path: "/incidents/{incident}/continuity/\(name)",
            access: .roles(roles),
            purpose: "incident",
            action: .act { visit, form in
                let place =
                    "/incidents/\(Form.encoded(try visit.parameter("incident")))/continuity"
                do {
                    try await body(visit, form)
                    return .seeOther(place)
                } catch {
                    guard let problems = ContinuityForms.problems(of: error, name) else {
                        throw error
                    }
                    var again = visit
                    again.path = place
                    return .page(
                        try await page(again, ContinuityForms(name, form, problems))
                    )
                }
            }
        )
    }

    /// What a page of it needs.
    struct Sight: Sendable {
        var incident: String
        var parties: [ListParties.Item]
        /// Of the incident.
        var concerned: [String]
        var suspensions: [PartySuspension]
        var findings: [ListResultsFindings.Item]
        var continuity: ShowContinuity.Answer

        init(_ frame: IncidentPages.Frame, now: Int64, in store: Store) throws {
            incident = frame.incident.reference
            concerned = frame.incident.parties
            parties = try ListParties(on: Instant(milliseconds: now).day).run(in: store)
            suspensions = frame.suspensions
            findings = try ListResultsFindings(of: concerned.map(Party.ID.init(rawValue:)))
                .run(in: store)
            continuity = try ShowContinuity(now: now).run(in: store)
        }

        var running: [PartySuspension] { suspensions.filter { $0.resumption == nil } }
    }

    private static func page(
        _ visit: Visit,
        _ forms: ContinuityForms = ContinuityForms()
    ) async throws -> Page {
        let words = visit.words
        let frame = try await IncidentPages.frame(visit)
        let sight = try await visit.look { try Sight(frame, now: words.now, in: $0) }
        let path = "/incidents/\(Form.encoded(sight.incident))/continuity"
        let proposals = try visit.desk.accounts.proposals().filter {
            $0.settled == nil && $0.kind == ContinuityForms.proposal
                && $0.incident == sight.incident
        }
        return IncidentPages.page(
            frame,
            visit,
            title: words.text("Opschorting en continuïteit", "Suspension and continuity"),
            """
            <h1>\(heading(sight.suspensions, words))</h1>
            \(sight.suspensions.map { suspension in
                HTML.when(sight.suspensions.count > 1, "<h2>\(words.name(suspension.party))</h2>")
                    + order(suspension, words)
                    + gate(suspension, proposals, forms, path, visit)
            })
            \(forms.suspendForm(sight, path, visit))
            <h2>\(BacklogPlot(sight.continuity, words).finding)</h2>
            \(programme(sight.continuity, path, words))
            \(forms.figureForm(sight, path, visit))
            <h2 id="results">\(findingHeading(sight.findings, words))</h2>
            \(findings(sight.findings, words))
            \(forms.examinedForm(sight, path, visit))
            """
        )
    }

    private static func heading(_ all: [PartySuspension], _ words: Words) -> String {
        let running = all.filter { $0.resumption == nil }
        if let first = running.first {
            let names = words.list(running.map { words.name($0.party) })
            return running.count == 1
                ? words.text(
                    "\(names) is opgeschort sinds \(words.date(first.from.day))",
                    "\(names) is suspended since \(words.date(first.from.day))"
                )
                : words.text("\(names) zijn opgeschort", "\(names) are suspended")
        }
        if let last = all.last, let resumption = last.resumption {
            return words.text(
                "\(words.name(last.party)) is hervat op \(words.date(resumption.from.day))",
                "\(words.name(last.party)) was resumed on \(words.date(resumption.from.day))"
            )
        }
        return words.text("Er is niemand opgeschort", "Nobody is suspended")
    }

    // MARK: - The order

    /// In a sentence: since when, by whose order, and what was given after it.
    static func order(_ suspension: PartySuspension, _ words: Words) -> HTML {
        let given: HTML =
            suspension.givenAfter > 0
            ? words(
                "<strong>Daarna zijn nog \(words.count(suspension.givenAfter, ("verstrekking", "verstrekkingen"), ("disclosure", "disclosures"))) gedaan</strong>, de eerste op \(suspension.firstGiven.map(words.date) ?? ""). Zoek uit hoe dat kon.",
                "<strong>\(words.count(suspension.givenAfter, ("verstrekking", "verstrekkingen"), ("disclosure was", "disclosures were"))) made after it</strong>, the first on \(suspension.firstGiven.map(words.date) ?? ""). Find out how."
            )
            : words(
                "In het grootboek staat geen verstrekking van na die dag.",
                "The ledger has no disclosure of after that day."
            )
        var rows: [(String, HTML)] = [
            (words.text("In opdracht van", "By order of"), "\(suspension.orderedBy)"),
            (words.text("Vanaf", "From"), Piece.time(suspension.from, words)),
            (words.text("Wat", "What"), "\(suspension.scope)"),
            (words.text("Waarom", "Why"), "\(suspension.because)"),
            (
                words.text("Toen onderweg", "On its way then"),
                words(
                    "\(words.count(suspension.openOrders, ("aanvraag", "aanvragen"), ("order", "orders"))) zonder uitslag in het grootboek; nu nog \(words.number(suspension.openOrdersNow))",
                    "\(words.count(suspension.openOrders, ("aanvraag", "aanvragen"), ("order", "orders"))) without a result in the ledger; now \(words.number(suspension.openOrdersNow))"
                )
            ),
        ]
        if let counted = suspension.counted {
            rows.append(
                (
                    words.text("Met de hand geteld", "Counted by hand"),
                    "\(words.number(counted)), \(suspension.countedHow ?? "")"
                )
            )
        }
        if suspension.givenOnTheDay > 0 {
            rows.append(
                (
                    suspension.resumption == nil
                        ? words.text("Op de dag zelf", "On the day itself")
                        : words.text(
                            "Op de eerste en laatste dag",
                            "On the first and the last day"
                        ),
                    words(
                        "\(words.count(suspension.givenOnTheDay, ("verstrekking", "verstrekkingen"), ("disclosure", "disclosures"))): het grootboek kent van deze de tijd niet",
                        "\(words.count(suspension.givenOnTheDay, ("verstrekking", "verstrekkingen"), ("disclosure", "disclosures"))): the ledger has no time of these"
                    )
                )
            )
        }
        if let resumption = suspension.resumption {
            rows.append(
                (
                    words.text("Hervat", "Resumed"),
                    "\(words.fullMoment(resumption.from)), \(resumption.by) + \(resumption.second)\(resumption.because.map { ": \($0)" } ?? "")"
                )
            )
        }
        return """
            <p class="state">\(given)</p>
            \(Piece.facts(rows))
            """
    }

    // MARK: - The gate

    /// What must be so before it is resumed, and who decides.
    private static func gate(
        _ suspension: PartySuspension,
        _ proposals: [Proposal],
        _ forms: ContinuityForms,
        _ path: String,
        _ visit: Visit
    ) -> HTML {
        let words = visit.words
        return """
            <h2>\(gateHeading(suspension, words))</h2>
            \(conditions(suspension, words))
            \(HTML.when(
                suspension.resumption == nil,
                forms.conditionForms(suspension, path, visit)
                    + forms.resumption(
                        suspension,
                        proposals.first { $0.subject == "\(suspension.number)" },
                        path,
                        visit
                    )
            ))
            """
    }

    private static func gateHeading(_ suspension: PartySuspension, _ words: Words) -> String {
        let (all, open) = (suspension.conditions.count, suspension.unmet.count)
        if suspension.resumption != nil {
            return words.text(
                "Waaraan was voldaan bij het hervatten",
                "What was met when it was resumed"
            )
        }
        if all == 0 {
            return words.text(
                "Er is nog geen voorwaarde om te hervatten",
                "There is no condition for resuming yet"
            )
        }
        if all == 1 {
            return open == 0
                ? words.text("Aan de voorwaarde is voldaan", "The condition is met")
                : words.text(
                    "Hervatten kan nog niet: de voorwaarde is nog open",
                    "Resuming must wait: the condition is open"
                )
        }
        if open == 0 {
            return words.text(
                "Aan alle \(words.spelled(all)) voorwaarden is voldaan",
                "All \(words.spelled(all)) conditions are met"
            )
        }
        return words.text(
            "Hervatten kan nog niet: \(words.spelled(open)) van \(words.spelled(all)) voorwaarden open",
            "Resuming must wait: \(words.spelled(open)) of \(words.spelled(all)) conditions open"
        )
    }

    private static func conditions(_ suspension: PartySuspension, _ words: Words) -> HTML {
        guard !suspension.conditions.isEmpty else {
            return words.paragraph(
                "Schrijf op wat zeker moet zijn voordat er weer gegevens heen gaan, zoals een onafhankelijke test.",
                "Write down what must be certain before data go there again, such as an independent test."
            )
        }
        let rows = suspension.conditions.map { condition -> [HTML] in
            let proof: HTML =
                condition.judgement.map { judged in
                    let hash: HTML =
                        judged.evidence.map {
                            "<br><span class=\"hint\">SHA-256 <code class=\"copy\">\($0)</code></span>"
                        }
                        ?? ""
                    return
                        "\(judged.reference)\(hash)<br><span class=\"hint\">\(judged.by), \(words.moment(judged.at))</span>"
                } ?? words("nog niets", "nothing yet")
            return [
                "\(plain: condition.number). \(condition.text)",
                condition.isMet
                    ? Piece.tag(words.text("Voldaan", "Met"), .ok)
                    : Piece.tag(words.text("Open", "Open"), .wait), proof,
            ]
        }
        return Piece.table(
            words.text("Voorwaarden om te hervatten", "Conditions for resuming"),
            [
                .init(words.text("Voorwaarde", "Condition")), .init(words.text("Stand", "State")),
                .init(words.text("Bewijs", "Proof")),
            ],
            rows,
            showsCaption: false
        )
    }

    // MARK: - The programme

    static func programme(
        _ answer: ShowContinuity.Answer,
        _ path: String,
        _ words: Words
    ) -> HTML {
        guard answer.missing.isEmpty else {
            let names = answer.missing.map { figure -> String in
                let title = figure.title(in: words.language)
                return title.prefix(1).lowercased() + title.dropFirst()
            }
            return words.paragraph(
                "Daarvoor moet nog worden vastgelegd: \(words.list(names)).",
                "For that must still be recorded: \(words.list(names))."
            ) + figures(answer, words)
        }
        let plot = BacklogPlot(answer, words)
        return """
            <p class="lede">\(plot.detail)</p>
            \(plot.figure("backlog"))
            \(plot.table(path))
            \(figures(answer, words))
            """
    }

    private static func figures(_ answer: ShowContinuity.Answer, _ words: Words) -> HTML {
        guard !answer.figures.isEmpty else { return "" }
        let rows = answer.figures.reversed().map { figure -> [HTML] in
            let whose = figure.party.map { ", \(words.name($0))" } ?? ""
            let suspended: HTML = HTML.when(
                figure.party.map(answer.suspended.contains) ?? false,
                " \(Piece.tag(words.text("Opgeschort, telt niet", "Suspended, does not count")))"
            )
            let thousand = figure.figure == .participation
            func shown(_ value: Int) -> String {
                thousand
                    ? words.text("\(value) van de 1.000", "\(value) of 1,000") : words.number(value)
            }
            let band =
                figure.low == nil && figure.high == nil
                ? ""
                : words.text(
                    " (\(words.number(figure.low ?? figure.value)) tot \(words.number(figure.high ?? figure.value)))",
                    " (\(words.number(figure.low ?? figure.value)) to \(words.number(figure.high ?? figure.value)))"
                )
            return [
                "\(figure.figure.title(in: words.language))\(whose)\(suspended)",
                "\(shown(figure.value))\(band)",
                "\(figure.figure == .backlog ? words.text("op ", "on ") : words.text("vanaf ", "from "))\(words.date(figure.day))",
                figure.isMeasured
                    ? Piece.tag(words.text("Gemeten", "Measured"), .ok)
                    : Piece.tag(words.text("Aangenomen", "Assumed")),
                "\(figure.source)",
            ]
        }
        return Piece.table(
            words.text("Waar dit op rust, nieuwste bovenaan", "What this rests on, newest first"),
            [
                .init(words.text("Cijfer", "Figure")), .init(words.text("Hoeveel", "How many")),
                .init(words.text("Wanneer", "When")), .init(words.text("Hoe zeker", "How sure")),
                .init(words.text("Bron", "Source")),
            ],
            rows
        )
    }

    // MARK: - Results

    private static func findingHeading(_ all: [ListResultsFindings.Item], _ words: Words) -> String
    {
        guard let last = all.last else {
            return words.text(
                "Niemand onderzocht nog of de uitslagen kloppen",
                "Nobody examined yet whether the results are intact"
            )
        }
        let title = last.finding.title(in: words.language)
        return words.text("\(title), volgens \(last.examiner)", "\(title), says \(last.examiner)")
    }

    static func findings(_ all: [ListResultsFindings.Item], _ words: Words) -> HTML {
        guard !all.isEmpty else { return "" }
        return all.reversed().map { item -> HTML in
            let tone: Piece.Tone =
                switch item.finding {
                case .intact: .ok
                case .notIntact: .bad
                case .undetermined: .wait
                }
            let hash: HTML =
                item.evidence.map {
                    "<br><span class=\"hint\">SHA-256 <code class=\"copy\">\($0)</code></span>"
                } ?? ""
            return """
                <div class="card"><p>\(Piece.tag(item.finding.title(in: words.language), tone)) \
                \(words.name(item.party)), \(words.date(item.day))</p>
                \(Piece.facts([
                    (words.text("Onderzocht door", "Examined by"), "\(item.examiner)"),
                    (words.text("Hoe", "How"), "\(item.method)"),
                    (words.text("Welke uitslagen", "Which results"), "\(item.scope)"),
                    (words.text("Niet onderzocht", "Not examined"), "\(item.notExamined)"),
                    (words.text("Rapport", "Report"), "\(item.reference)\(hash)"),
                ]))</div>

                """
        }.joined()
    }

    /// In the situation report: the order, the gate, the weeks, the results; nothing of a form.
    static func report(
        _ suspensions: [PartySuspension],
        _ findings: [ListResultsFindings.Item],
        _ continuity: ShowContinuity.Answer,
        _ words: Words
    ) -> HTML {
        guard !suspensions.isEmpty || !findings.isEmpty else { return "" }
        let plot = BacklogPlot(continuity, words)
        return """
            <h2>\(heading(suspensions, words))</h2>
            \(suspensions.map { "\(order($0, words))<h3>\(gateHeading($0, words))</h3>\(conditions($0, words))" as HTML })
            \(HTML.when(!continuity.weeks.isEmpty, "<p>\(plot.finding). \(plot.detail)</p>"))
            <h3>\(findingHeading(findings, words))</h3>
            \(findings.last.map { last in
                words.paragraph(
                    "Onderzocht: \(last.scope). Niet onderzocht: \(last.notExamined). Rapport: \(last.reference).",
                    "Examined: \(last.scope). Not examined: \(last.notExamined). Report: \(last.reference)."
                )
            } ?? "")
            """
    }
}
