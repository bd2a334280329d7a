// SPDX-License-Identifier: EUPL-1.2

import Accounts
import Casework
import Custody
import Incidents
import Linkage
import Store

/// The incidents, one incident, its timeline, its evidence about nobody known, and a new one.
enum IncidentPages {
    static let routes: [Route] = [
        Route(
            name: "incidents",
            path: "/incidents",
            access: .roles(Roles.room),
            purpose: "incident",
            action: .look(list)
        ),
        Route(
            name: "incident.new",
            path: "/incidents/new",
            access: .roles(Roles.opening),
            purpose: "incident",
            action: .look { visit in .page(try await newPage(visit)) }
        ),
        Route(
            name: "incident.open",
            path: "/incidents/new",
            access: .roles(Roles.opening),
            purpose: "incident",
            goesOn: true,
            action: .act(open)
        ),
        Route(
            name: "incident",
            path: "/incidents/{incident}",
            access: .roles(Roles.room),
            purpose: "incident",
            action: .look(overview)
        ),
        Route(
            name: "incident.evidence",
            path: "/incidents/{incident}/evidence",
            access: .roles(Roles.room),
            purpose: "incident",
            action: .look(evidence)
        ),
    ]

    // MARK: - All of them

    @Sendable private static func list(_ visit: Visit) async throws -> Reply {
        let words = visit.words
        let (status, clocks) = try await visit.look { store in
            (
                try ShowIncidentStandings(now: words.now).run(in: store),
                try ShowClocks(now: words.now).run(in: store)
            )
        }
        let open = status.incidents.count
        return .page(
            Page(
                title: words.text("Incidenten", "Incidents"),
                menu: .incidents,
                clock: ClockStrip(clocks),
                body: """
                    <h1>\(words.count(
                        open, ("incident", "incidenten"), ("incident", "incidents")
                    ))</h1>
                    \(table(status.incidents, words))
                    \(HTML.when(!visit.roles.isDisjoint(with: Roles.opening), """
                        <p class="acts"><a class="btn" href="/incidents/new">\(words(
                            "Open een nieuw incident", "Open a new incident"
                        ))</a></p>
                        """))
                    """
            )
        )
    }

    static func table(_ incidents: [ShowStatus.Incident], _ words: Words) -> HTML {
        guard !incidents.isEmpty else {
            return """
                <p>\(words(
                    "Er is geen incident geopend. Hoort u dat een verwerker gehackt is, open er dan een: drie vragen.",
                    "No incident is open. When you hear that a processor was hacked, open one: three questions."
                ))</p>
                """
        }
        let rows = incidents.map { incident -> [HTML] in
            [
                """
                <a href="/incidents/\(Form.encoded(incident.reference))">\(incident.reference)</a>\
                \(incident.title == incident.reference ? "" : ", \(incident.title)")
                """, "\(incident.people.map(words.number) ?? "")",
                incident.version.map { version -> HTML in
                    "\(version)\(incident.isPublished ? words.text(", gepubliceerd", ", published") : "")"
                } ?? "", "\(words.number(incident.written))",
                incident.nextClock.map { Piece.time($0.dueAt, words) }
                    ?? words("geen", "none"),
            ]
        }
        return Piece.table(
            words.text("Open incidenten", "Open incidents"),
            [
                .init("Incident"), .init(words.text("Mensen", "People"), numeric: true),
                .init(words.text("Versie", "Version")),
                .init(words.text("Brieven", "Letters"), numeric: true),
                .init(words.text("Eerste termijn", "Next clock")),
            ],
            rows,
            showsCaption: false
        )
    }

    // MARK: - One

    /// What every page of an incident needs.
    struct Frame: Sendable {
        var incident: ShowIncident.Answer
        var duties: JudgeDuties.Answer
        var clocks: ShowClocks.Answer
        var waves: [WaveStanding]
        var figures: ShowPublicFigures.Answer
        var suspensions: [PartySuspension]

        init(_ reference: String, now: Int64, in store: Store) throws {
            incident = try ShowIncident(reference).run(in: store)
            duties = try JudgeDuties(incident: reference, now: now).run(in: store)
            clocks = try ShowClocks(now: now).run(in: store)
            waves = try ListWaves(incident: reference).run(in: store)
            figures = try ShowPublicFigures(incident: reference).run(in: store)
            suspensions = try ShowSuspensions(incident: reference).run(in: store)
        }

        var version: RegisterVersion? { incident.versions.last }

        func rail(_ visit: Visit) -> Rail {
            let words = visit.words
            let path = "/incidents/\(Form.encoded(incident.reference))"
            let open = duties.standings.flatMap(\.duties).count {
                $0.state == .running || $0.state == .overdue
            }
            let last = version
            let evidence = last.map { EvidenceWording($0, words).total } ?? 0
            let toPrint = waves.filter { $0.cancelled == nil }.reduce(0) { $0 + $1.toPrint }
            let hasCyberAct = duties.standings.flatMap(\.duties).contains { $0.law == "Cbw" }
            return Rail(
                label: words.text(
                    "Onderdelen van incident \(incident.reference)",
                    "Parts of incident \(incident.reference)"
                ),
                items: [
                    .init(path: path, name: words.text("Overzicht", "Overview"), hint: ""),
                    .init(
                        path: path + "/scope",
                        name: words.text("Omvang", "Scope"),
                        hint: last.map {
                            words.text("versie \($0.version)", "version \($0.version)")
                        }
                            ?? ""
                    ),
                    .init(
                        path: path + "/evidence",
                        name: words.text("Bewijs zonder persoon", "Evidence about nobody known"),
                        hint: words.count(evidence, ("record", "records"), ("record", "records"))
                    ),
                    .init(
                        path: path + "/timeline",
                        name: words.text("Tijdlijn", "Timeline"),
                        hint: ""
                    ),
                    .init(
                        path: path + "/duties",
                        name: words.text("Termijnen", "Duties"),
                        hint: words.text("\(open) open", "\(open) open")
                    ),
                    .init(
                        path: path + "/notices",
                        name: hasCyberAct
                            ? words.text("Meldingen", "Notifications")
                            : words.text("Melding aan de AP", "Notification"),
                        hint: ""
                    ),
                    .init(
                        path: path + "/letters",
                        name: words.text("Brieven", "Letters"),
                        hint: waves.isEmpty
                            ? words.text("nog geen", "none yet") : words.number(toPrint)
                    ),
                    .init(
                        path: path + "/forecast",
                        name: words.text("Prognose", "Forecast"),
                        hint: ""
                    ),
                    .init(
                        path: path + "/continuity",
                        name: words.text(
                            "Opschorting en continuïteit",
                            "Suspension and continuity"
                        ),
                        hint: suspensions.contains { $0.resumption == nil }
                            ? words.text("opgeschort", "suspended") : ""
                    ),
                    .init(
                        path: path + "/figures",
                        name: words.text("Gepubliceerde cijfers", "Published figures"),
                        hint: figures.open.isEmpty
                            ? words.number(figures.said.count)
                            : words.text(
                                "\(figures.open.count) open",
                                "\(figures.open.count) open"
                            )
                    ),
                    .init(
                        path: path + "/decisions",
                        name: words.text("Besluiten", "Decisions"),
                        hint: words.number(incident.decisions.count)
                    ),
                ],
                // What belongs to letters or lists and has an address of its own stands under them.
                current: visit.path.hasPrefix(path + "/letters/")
                    || visit.path.hasPrefix(path + "/waves/")
                    ? path + "/letters"
                    : visit.path.hasPrefix(path + "/list") ? path + "/evidence" : visit.path
            )
        }
    }

    static func frame(_ visit: Visit) async throws -> Frame {
        let reference = try visit.parameter("incident")
        let now = visit.words.now
        return try await visit.look { try Frame(reference, now: now, in: $0) }
    }

    static func page(_ frame: Frame, _ visit: Visit, title: String, _ body: HTML) -> Page {
        let words = visit.words
        return Page(
            title: title,
            menu: .incidents,
            rail: frame.rail(visit),
            clock: ClockStrip(frame.clocks),
            body: """
                <p class="crumb"><a href="/incidents">\(words("Incidenten", "Incidents"))</a> / \
                \(frame.incident.reference)</p>
                \(body)
                """
        )
    }

    @Sendable private static func overview(_ visit: Visit) async throws -> Reply {
        let words = visit.words
        let frame = try await frame(visit)
        let parties = try await visit.look { try ListParties(on: words.today).run(in: $0) }
            .filter { frame.incident.parties.contains($0.id) }
        let incident = frame.incident.reference
        let summary =
            frame.version == nil
            ? nil
            : try await visit.look { try SummarizeVersion(incident: incident).run(in: $0) }
        let timeline = try await TimelinePages.wording(frame, visit)
        let plots = try await LetterPages.plots(frame, visit)
        let path = "/incidents/\(Form.encoded(frame.incident.reference))"
        let closed: HTML =
            frame.incident.isClosed
            ? "<p>\(Piece.tag(words.text("Afgesloten", "Closed")))</p>" : ""
        return .page(
            page(
                frame,
                visit,
                title: words.text("Incident", "Incident") + " \(frame.incident.reference)",
                """
                <h1>\(heading(parties.map(\.name), frame, words))</h1>
                \(closed)\(state(frame, path, words))
                <h2 id="now">\(words("Wat moet er nu?", "What must happen now?"))</h2>
                \(DutyPages.tasks(frame, words))
                \(counts(frame, words))
                \(categories(summary, frame, words))
                \(letters(frame, path, words))
                \(plots)
                <div class="duo">
                <section aria-labelledby="h-time"><h2 id="h-time">\(words("Tijdlijn", "Timeline"))</h2>
                \(timeline.html(last: 8))
                <p><a href="\(path)/timeline">\(words(
                    "Alle momenten, en een nieuw", "All moments, and a new one"
                ))</a></p></section>
                <section aria-labelledby="h-dec"><h2 id="h-dec">\(words("Besluiten", "Decisions"))</h2>
                \(DutyPages.decisions(frame, words, last: 4))
                <p><a href="\(path)/decisions">\(words(
                    "Alle besluiten, en een nieuw", "All decisions, and a new one"
                ))</a></p></section>
                </div>
                \(ReportPages.links(path, words))
                """
            )
        )
    }

    private static func heading(_ names: [String], _ frame: Frame, _ words: Words) -> String {
        let all = words.list(names)
        // Where we are the processor of all of them, it happened with us.
        guard
            !frame.duties.standings.contains(where: { $0.party != nil && $0.role != .ourController }
            )
        else {
            return words.text(
                "\(all) \(names.count > 1 ? "zijn" : "is") gehackt",
                "\(all) \(names.count > 1 ? "were" : "was") hacked"
            )
        }
        return words.text(
            "Een datalek bij ons, met gegevens van \(all)",
            "A breach with us, of data of \(all)"
        )
    }

    /// The one sentence, and the bar, that hold the whole incident.
    private static func state(_ frame: Frame, _ path: String, _ words: Words) -> HTML {
        guard let version = frame.version else {
            return """
                <p class="state">\(words(
                    "Er is nog geen versie van het register.", "There is no version of the register yet."
                ))</p>
                """
        }
        let counts = Certainties(version.counts)
        var sentence = words(
            "Het had via ons gegevens van <a href=\"\(path)/scope\"><strong>\(words.people(counts.concerned + counts.excluded))</strong></a>.",
            "It had data, through us, of <a href=\"\(path)/scope\"><strong>\(words.people(counts.concerned + counts.excluded))</strong></a>."
        )
        if counts.found > 0 {
            sentence += words(
                " Van <strong>\(words.number(counts.found))</strong> zijn gegevens gevonden in de gestolen bestanden.",
                " Data of <strong>\(words.number(counts.found))</strong> were found in the stolen files."
            )
        }
        if counts.reported > 0 {
            sentence += words(
                " Van <strong>\(words.number(counts.reported))</strong> meldt het dat hun gegevens zijn gestolen.",
                " Of <strong>\(words.number(counts.reported))</strong> it says that their data were stolen."
            )
        }
        if counts.cannotBeExcluded > 0 {
            sentence += words(
                " Van <strong>\(words.number(counts.cannotBeExcluded))</strong> kunnen wij het niet uitsluiten.",
                " For <strong>\(words.number(counts.cannotBeExcluded))</strong> we cannot exclude it."
            )
        }
        return """
            <p class="state">\(sentence)</p>
            \(counts.bar(large: true))\(counts.key(words))
            <p class="hint">\(ScopePages.provenance(version, words))</p>
            """
    }

    private static func counts(_ frame: Frame, _ words: Words) -> HTML {
        guard let version = frame.version else { return "" }
        let counts = Certainties(version.counts)
        let rows = [
            Certainty.published, .stolen, .reported, .cannotBeExcluded,
        ].map { certainty -> [HTML] in
            var only = Certainties([:])
            switch certainty {
            case .published: only.published = counts.published
            case .stolen: only.stolen = counts.stolen
            case .reported: only.reported = counts.reported
            case .cannotBeExcluded: only.cannotBeExcluded = counts.cannotBeExcluded
            case .excluded: break
            }
            return [
                "\(words.capital(certainty.name(in: words.language)))",
                "\(words.number(counts[certainty]))",
                counts[certainty] > 0 ? only.bar(of: counts.concerned) : "",
            ]
        }
        return """
            <h2 id="people">\(words("Hoeveel mensen, en hoe zeker", "How many people, and how sure"))</h2>
            <div class="side"><div>
            \(Piece.table(
                words.text(
                    "Ieder mens telt één keer, bij de hoogste zekerheid.",
                    "Each person counts once, at the highest certainty."
                ),
                [
                    .init(words.text("Zekerheid", "Certainty")),
                    .init(words.text("Mensen", "People"), numeric: true),
                    .init(words.text("Deel", "Share"), bar: true),
                ],
                rows,
                total: [
                    words("Samen", "Together"), "\(words.number(counts.concerned))", "",
                ]
            ))
            <p class="hint">\(words(
                "Uitgesloten: \(words.people(counts.excluded)). Dat woord betekent nooit dat gegevens veilig zijn.",
                "Excluded: \(words.people(counts.excluded)). That word never means that data are safe."
            ))</p>
            </div>
            \(EvidenceWording(version, words).card(counts.concerned))
            </div>
            """
    }

    private static func categories(
        _ summary: SummarizeVersion.Answer?,
        _ frame: Frame,
        _ words: Words
    ) -> HTML {
        guard let summary, let version = frame.version else { return "" }
        let all = Certainties(version.counts).concerned
        let bar = words.text("Hoe zeker", "How sure")
        let rows = summary.categories.map { category -> [HTML] in
            let counts = Certainties(category.counts)
            return [
                "\(words.capital(category.category.name(in: words.language)))",
                "\(words.number(category.people))",
                "\(counts.bar(of: all))<span class=\"vh\">\(counts.sentence(words))</span>",
                "\(origins(category, words))",
            ]
        }
        return """
            <h2 id="data">\(words("Welke gegevens", "Which data"))</h2>
            \(Piece.table(
                words.text(
                    "Mensen van wie de verwerker deze gegevens had, gelezen uit de berichten zelf en uit de lijsten",
                    "People of whom the processor had these data, as read from the messages themselves and the lists"
                ),
                [
                    .init(words.text("Soort", "Kind")),
                    .init(words.text("Mensen", "People"), numeric: true), .init(bar, bar: true),
                    .init(words.text("Hoe kwam het daar?", "How did it come there?")),
                ],
                rows
            ))
            """
    }

    private static func origins(_ category: SummarizeVersion.Category, _ words: Words) -> String {
        var parts = Origin.allCases.filter { category.origins[$0.code] ?? 0 > 0 }
            .map { $0.name(in: words.language) }
        if category.statedOnly > 0 {
            parts.append(words.text("volgens een lijst", "by a list"))
        }
        return parts.joined(separator: "; ")
    }

    private static func letters(_ frame: Frame, _ path: String, _ words: Words) -> HTML {
        guard !frame.waves.isEmpty else {
            return """
                <h2>\(words("Brieven", "Letters"))</h2>
                <p>\(words("Er is nog geen golf brieven gepland.", "No wave of letters is planned yet."))</p>
                """
        }
        return """
            <h2>\(words("Brieven", "Letters"))</h2>
            \(LetterPages.table(frame.waves, path, words))
            """
    }

    // MARK: - Evidence about nobody known

    @Sendable private static func evidence(_ visit: Visit) async throws -> Reply {
        let words = visit.words
        let frame = try await frame(visit)
        let lists = frame.incident.statements.map { list -> [HTML] in
            [
                "\(list.name)\(list.isWithdrawn ? words(" (ingetrokken)", " (withdrawn)") : "")",
                "\(words.number(list.records))", "\(words.number(list.unresolved))",
                "\(words.number(list.setAside ?? 0))", Piece.time(list.recorded, words),
            ]
        }
        let body: HTML
        if let version = frame.version {
            body = EvidenceWording(version, words).page
        } else {
            body = ""
        }
        return .page(
            page(
                frame,
                visit,
                title: words.text("Bewijs zonder persoon", "Evidence about nobody known"),
                """
                <h1>\(words("Bewijs zonder persoon", "Evidence about nobody known"))</h1>
                <p class="lede">\(words(
                    "Records, geen mensen. Wij weten niet van wie ze zijn. Het kunnen mensen zijn die al meetellen: tel ze nooit bij het aantal mensen op.",
                    "Records, not people. We do not know whose they are. They may be of people who are counted already: never add them to the number of people."
                ))</p>
                \(body)
                <h2>\(words("Lijsten van de verwerker", "Lists of the processor"))</h2>
                \(lists.isEmpty ? "<p>\(words("Er is nog geen lijst.", "There is no list yet."))</p>" : Piece.table(
                    words.text("Lijsten, met wat geen persoon heeft", "Lists, with what has no person"),
                    [
                        .init(words.text("Lijst", "List")),
                        .init(words.text("Records", "Records"), numeric: true),
                        .init(words.text("Zonder persoon", "About nobody known"), numeric: true),
                        .init(words.text("Niet te lezen", "Not readable"), numeric: true),
                        .init(words.text("Verwerkt", "Taken in")),
                    ],
                    lists,
                    showsCaption: false
                ))
                \(HTML.when(!visit.roles.isDisjoint(with: Roles.lists), """
                    <p><a href="/incidents/\(Form.encoded(frame.incident.reference))/list">\(words(
                        "Voeg een lijst toe", "Add a list"
                    ))</a></p>
                    """))
                """
            )
        )
    }

    // MARK: - A new one

    private static func newPage(_ visit: Visit, _ problems: [FormProblem] = [], _ form: Form? = nil)
        async throws -> Page
    {
        let words = visit.words
        let parties = try await visit.look { try ListParties(on: words.today).run(in: $0) }
        func wrong(_ field: String) -> String? {
            problems.first { $0.field == field }.map { words.text($0.dutch, $0.english) }
        }
        let chosen = Set(form?.all("party") ?? [])
        let choices = parties.map { party -> HTML in
            """
            <label class="pick"><input type="checkbox" name="party" value="\(party.id)"\
            \(" checked", if: chosen.contains(party.id))>\(party.name)</label>
            """
        }
        let partyProblem: HTML =
            wrong("party").map { "<strong class=\"problem\">\($0)</strong>" } ?? ""
        return Page(
            title: words.text("Nieuw incident", "New incident"),
            menu: .incidents,
            body: """
                <p class="crumb"><a href="/incidents">\(words("Incidenten", "Incidents"))</a></p>
                <h1>\(words("Open een incident", "Open an incident"))</h1>
                <p class="lede">\(words(
                    "Drie vragen. Daarna staat er versie 1 van het register: iedereen van wie de verwerker gegevens via ons had.",
                    "Three questions. Then version 1 of the register stands: everyone of whom the processor had data through us."
                ))</p>
                \(visit.form("/incidents/new", """
                    <fieldset><legend>\(words("1. Welke verwerker?", "1. Which processor?"))</legend>\
                    \(partyProblem)\(choices)</fieldset>
                    \(Piece.field(
                        "told", words.text("2. Wanneer hoorde u het?", "2. When did you hear it?"),
                        hint: words.text(
                            "Bijvoorbeeld 6-8-2025 10.05. Het moment waarop zij het u vertelden; wanneer u er kennis van had, besluit u daarna.",
                            "For example 2025-08-06 10:05. When they told you; whether you are aware you decide after it."
                        ), value: form?["told"] ?? "", problem: wrong("told")
                    ))
                    \(Piece.area(
                        "said", words.text("3. Wat zeggen zij?", "3. What do they say?"),
                        hint: words.text("In hun woorden. Geen gegevens van mensen.", "In their words. No data of people."),
                        value: form?["said"] ?? "", problem: wrong("said")
                    ))
                    \(Piece.field(
                        "reference", words.text("Korte naam", "Short name"),
                        hint: words.text("Bijvoorbeeld lab-2025. Staat op elke pagina.", "For example lab-2025. It stands on every page."),
                        value: form?["reference"] ?? "", problem: wrong("reference")
                    ))
                    <div class="acts"><button>\(words("Open het incident", "Open the incident"))</button></div>
                    """))
                """
        )
    }

    @Sendable private static func open(_ visit: Visit, _ form: Form) async throws -> Reply {
        do {
            let officer = try visit.officer()
            var problems: [FormProblem] = []
            let parties = form.all("party").map(Party.ID.init(rawValue:))
            if parties.isEmpty {
                problems.append(
                    FormProblem(
                        field: "party",
                        dutch: "Kies de verwerker.",
                        english: "Choose the processor."
                    )
                )
            }
            let reference = form["reference"]
            if reference.isEmpty {
                problems.append(
                    FormProblem(
                        field: "reference",
                        dutch: "Geef het incident een korte naam.",
                        english: "Give the incident a short name."
                    )
                )
            }
            var written: WrittenMoment?
            do {
                written = try FormTime.read(form, "told")
            } catch DeskRefusal.problem(let more) {
                problems += more
            }
            guard problems.isEmpty, let written else { throw DeskRefusal.problem(problems) }
            let said = form["said"]
            let now = visit.words.now
            let isAnothers = try await visit.desk.writer.act { store in
                // Where we are the processor, it is we who heard it first.
                let today = Instant(milliseconds: now).day.number
                let isOurs = try parties.allSatisfy {
                    try store.role(of: $0, on: today) == .ourController
                }
                let answer = try OpenIncident(
                    reference: reference,
                    parties: parties,
                    said: said,
                    moments: [
                        GivenMoment(isOurs ? .discoveredByUs : .processorToldController, written)
                    ],
                    officer: officer
                ).run(in: store)
                guard answer.outcome == .wasThere else { return false }
                // This form's own, when it was cut off before its outcome was kept.
                return try !store.hasAct(by: officer.name, at: now)
            }
            guard !isAnothers else {
                throw DeskRefusal.problem([
                    FormProblem(
                        field: "reference",
                        dutch: "Zo heet al een incident: kies een andere naam.",
                        english: "An incident is called so already: choose another name."
                    )
                ])
            }
            return .seeOther("/incidents/\(Form.encoded(reference))")
        } catch DeskRefusal.problem(let problems) {
            return .page(try await newPage(visit, problems, form))
        } catch CaseworkError.momentRefused {
            let problem = FormProblem(
                field: "told",
                dutch: "Dit moment is nog niet geweest.",
                english: "This moment has not been yet."
            )
            return .page(try await newPage(visit, [problem], form))
        }
    }
}
