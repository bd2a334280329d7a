// SPDX-License-Identifier: EUPL-1.2

import Accounts
import Casework
import Custody
import Incidents
import Store

/// Today: what waits for whoever looks, what waits for others, and the incidents.
enum HomePage {
    static let routes: [Route] = [
        Route(
            name: "home",
            path: "/",
            access: .signedIn,
            purpose: "",
            action: .look { visit in .page(try await page(visit)) }
        )
    ]

    /// Questions from outside about an incident that wait for an answer.
    private struct OpenQuestions: Sendable {
        var incident: String
        var questions: [ShowPublicFigures.Question]
    }

    private static func page(_ visit: Visit) async throws -> Page {
        let words = visit.words
        guard !visit.roles.isDisjoint(with: Roles.room) else { return outsideTheRoom(visit) }
        let now = words.now
        let waiting = try visit.desk.accounts.proposals().filter { $0.settled == nil }
        // Of the messages and rows is known what waits now, not what waited then.
        let seesIntake = visit.has(.dataManager) && !visit.isLookingBack
        let speaks = !visit.roles.isDisjoint(with: Roles.speaking)
        let (status, clocks, intake, versions, waves, questions, resumptions) = try await visit.look
        { store in
            let status = try ShowIncidentStandings(now: now).run(in: store)
            return (
                status,
                try ShowClocks(now: now).run(in: store),
                seesIntake ? try ShowIntakeWaiting().run(in: store) : nil,
                // Not what a command published meanwhile.
                waiting.filter { proposal in
                    guard proposal.kind == "publish" else { return false }
                    let version = try? ShowRegister(
                        incident: proposal.incident,
                        version: proposal.subject
                    ).run(in: store).first
                    return version?.isPublished == false
                },
                waiting.compactMap { proposal in
                    WaveProposal.wave(of: proposal, in: store).map { (proposal, $0) }
                },
                try status.incidents.filter { _ in speaks }.map { incident -> OpenQuestions in
                    let figures = try ShowPublicFigures(incident: incident.reference).run(in: store)
                    return OpenQuestions(incident: incident.reference, questions: figures.open)
                },
                // Not what ended meanwhile.
                try visit.roles.isDisjoint(with: Roles.resuming)
                    ? []
                    : waiting.compactMap { proposal in
                        try ContinuityForms.suspension(of: proposal, in: store).map {
                            (proposal, $0)
                        }
                    }
            )
        }
        let afterCalls = try await matters(visit)
        let mine =
            own(clocks, (intake?.waiting ?? []) + status.waiting, versions, waves, visit)
            + questions.flatMap { asked in
                asked.questions.map { FigurePages.task($0, asked.incident, words) }
            }
            + resumptions.filter { $0.0.account != visit.account?.name }.map {
                ContinuityForms.task($0, $1, words)
            } + afterCalls
        let others = clocks.clocks.filter { !isOwn($0, visit) }
        let heading =
            mine.isEmpty
            ? words.text("Er wacht niets op u", "Nothing waits for you")
            : words.text(
                "Vandaag \(mine.count == 1 ? "wacht" : "wachten") \(words.spelled(mine.count)) \(mine.count == 1 ? "ding" : "dingen") op u",
                "\(words.capital(words.spelled(mine.count))) \(mine.count == 1 ? "thing waits" : "things wait") for you today"
            )
        return Page(
            title: words.text("Vandaag", "Today"),
            menu: .home,
            clock: ClockStrip(clocks),
            body: """
                <h1>\(heading)</h1>
                <p class="lede">\(lede(status, clocks, words))</p>
                \(HTML.when(!mine.isEmpty, """
                    <h2>\(words("Wacht op u", "Waits for you"))</h2>
                    <ol class="tasks">
                    \(mine)</ol>
                    """))
                \(Piece.counted(intake?.countedAt, words))
                \(waitingForOthers(others, words))
                \(incidents(status, visit))
                """
        )
    }

    /// What waits after calls for whoever has no menu of calls.
    private static func matters(_ visit: Visit) async throws -> [HTML] {
        let roles = visit.roles
        guard !visit.isLookingBack, !roles.isDisjoint(with: Roles.matters) else { return [] }
        let answer = try await visit.look { try ListMatters(for: roles).run(in: $0) }
        guard answer.count > 0 else { return [] }
        let words = visit.words
        let due: HTML =
            answer.matters.compactMap(\.dueAt).min().map {
                "<strong>\(words.moment($0))</strong>"
            } ?? "<span class=\"hint\">\(words("geen termijn", "no clock"))</span>"
        let count = words.count(answer.count, ("afspraak", "afspraken"), ("matter", "matters"))
        return [
            task(
                due,
                "/calls/matters",
                words.text("Na gesprekken: \(count)", "After calls: \(count)"),
                words(
                    "Wat iemand na een gesprek nog moet doen.",
                    "What somebody has to do after a call."
                ),
                Piece.tag(words.text("Nog doen", "To do"), .wait)
            )
        ]
    }

    private static func lede(
        _ status: ShowIncidentStandings.Answer,
        _ clocks: ShowClocks.Answer,
        _ words: Words
    ) -> HTML {
        let open = status.incidents.count
        let incidents = words.text(
            open == 0
                ? "Er loopt geen incident."
                : open == 1
                    ? "Er loopt één incident." : "Er lopen \(words.spelled(open)) incidenten.",
            open == 0
                ? "No incident is open."
                : open == 1
                    ? "One incident is open."
                    : "\(words.capital(words.spelled(open))) incidents are open."
        )
        let late = status.overdue
        guard late > 0 else { return "\(incidents)" }
        return words(
            "\(incidents) \(words.capital(words.spelled(late))) \(late == 1 ? "termijn is" : "termijnen zijn") voorbij.",
            "\(incidents) \(words.capital(words.spelled(late))) \(late == 1 ? "clock is" : "clocks are") over."
        )
    }

    /// May somebody in this role act on the duty? Duties of a processor are its own.
    private static func isOwn(_ clock: ShowClocks.Clock, _ visit: Visit) -> Bool {
        guard clock.isOurs else { return false }
        if clock.duty.law == "Cbw" { return visit.has(.securityOfficer, .privacyOfficer) }
        if clock.duty.recipient == .affectedPersons {
            return visit.has(.privacyOfficer, .communication)
        }
        return visit.has(.privacyOfficer)
    }

    private static func own(
        _ clocks: ShowClocks.Answer,
        _ waiting: [ShowStatus.Waiting],
        _ proposals: [Proposal],
        _ waves: [(proposal: Proposal, wave: String)],
        _ visit: Visit
    ) -> [HTML] {
        let words = visit.words
        var tasks = clocks.clocks.filter { isOwn($0, visit) }.map { clock -> HTML in
            let wording = DutyWording(clock.duty, words)
            return task(
                wording.left,
                "/incidents/\(Form.encoded(clock.incident))/duties",
                clock.duty.title(in: words.language),
                "\(clock.incident). \(wording.detail(clock.party))",
                wording.state
            )
        }
        if visit.has(.privacyOfficer, .board) {
            for proposal in proposals where proposal.account != visit.account?.name {
                tasks.append(
                    task(
                        "<span class=\"hint\">\(words.moment(Instant(milliseconds: proposal.proposedAt)))</span>",
                        "/incidents/\(Form.encoded(proposal.incident))/scope",
                        words.text(
                            "Publiceer versie \(proposal.subject), of wijs het af",
                            "Publish version \(proposal.subject), or turn it down"
                        ),
                        words(
                            "\(proposal.incident). Voorgesteld door \(proposal.account); er zijn twee mensen voor nodig.",
                            "\(proposal.incident). Proposed by \(proposal.account); it takes two people."
                        ),
                        Piece.tag(words.text("Wacht", "Waits"), .wait)
                    )
                )
            }
        }
        if !visit.roles.isDisjoint(with: Roles.approving) {
            tasks += waves.filter { $0.proposal.account != visit.account?.name }.map {
                proposal,
                wave in
                task(
                    "<span class=\"hint\">\(words.moment(Instant(milliseconds: proposal.proposedAt)))</span>",
                    WavePages.address(proposal.incident, wave),
                    words.text(
                        "Keur golf \(wave) goed, of wijs het af",
                        "Approve wave \(wave), or turn it down"
                    ),
                    words(
                        "\(proposal.incident). \(proposal.account) las alle teksten en keurde goed; er zijn twee mensen voor nodig.",
                        "\(proposal.incident). \(proposal.account) read every text and approved; it takes two people."
                    ),
                    Piece.tag(words.text("Wacht", "Waits"), .wait)
                )
            }
        }
        for waiting in waiting where isOwn(waiting, visit) {
            let wording = WaitingWording(waiting, words)
            tasks.append(
                task(
                    "<span class=\"hint\">\(words("geen termijn", "no clock"))</span>",
                    wording.path,
                    wording.title,
                    "\(wording.detail)",
                    Piece.tag(words.text("Nog doen", "To do"))
                )
            )
        }
        return tasks
    }

    private static func isOwn(_ waiting: ShowStatus.Waiting, _ visit: Visit) -> Bool {
        switch waiting.kind {
        case .results, .unlinkedDisclosures, .setAside, .unclassified, .unresolvedRecords:
            visit.has(.dataManager)
        case .unpublished, .outdatedVersion: visit.has(.privacyOfficer)
        case .printFiles, .heldLetters: visit.has(.communication)
        case .conditions, .givenWhileSuspended: visit.has(.privacyOfficer, .securityOfficer)
        }
    }

    static func task(
        _ left: HTML,
        _ path: String,
        _ title: String,
        _ detail: HTML,
        _ state: HTML
    ) -> HTML {
        """
        <li><p>\(left)</p><div><p><a class="row" href="\(path)">\(title)</a></p>\
        <p>\(detail)</p></div><p>\(state)</p></li>

        """
    }

    private static func waitingForOthers(_ clocks: [ShowClocks.Clock], _ words: Words) -> HTML {
        guard !clocks.isEmpty else { return "" }
        let rows = clocks.map { clock -> [HTML] in
            let wording = DutyWording(clock.duty, words)
            return [
                """
                <a href="/incidents/\(Form.encoded(clock.incident))/duties">\
                \(clock.duty.title(in: words.language))</a>
                """, "\(clock.incident)", "\(words.capital(wording.bearer(clock.party)))",
                clock.duty.dueAt.map { Piece.time($0, words) } ?? "", wording.state,
            ]
        }
        return """
            <h2>\(words("Wacht op een ander", "Waits for somebody else"))</h2>
            \(Piece.table(
                words.text("Termijnen van anderen", "Clocks of others"),
                [
                    .init(words.text("Wat", "What")), .init("Incident"),
                    .init(words.text("Wie", "Who")), .init(words.text("Uiterlijk", "Due")),
                    .init(words.text("Stand", "State")),
                ],
                rows,
                showsCaption: false
            ))
            """
    }

    private static func incidents(_ status: ShowIncidentStandings.Answer, _ visit: Visit) -> HTML {
        let words = visit.words
        return """
            <h2>\(words("Incidenten", "Incidents"))</h2>
            \(IncidentPages.table(status.incidents, words))
            \(HTML.when(!visit.roles.isDisjoint(with: Roles.opening), """
                <p class="acts"><a class="btn alt" href="/incidents/new">\(words(
                    "Open een nieuw incident", "Open a new incident"
                ))</a></p>
                """))
            """
    }

    /// Who answers callers or keeps accounts finds their own work here.
    private static func outsideTheRoom(_ visit: Visit) -> Page {
        let words = visit.words
        var links: [HTML] = []
        if visit.canOpen("/accounts") {
            links.append("<li><a href=\"/accounts\">\(words("Accounts", "Accounts"))</a></li>")
        }
        if visit.canOpen("/calls") {
            links.append(
                "<li><a href=\"/calls/matters\">\(words("Afspraken", "Matters"))</a></li>"
            )
            links.append(
                "<li><a href=\"/calls\">\(words("Klantcontact", "Contact centre"))</a></li>"
            )
        }
        return Page(
            title: words.text("Vandaag", "Today"),
            menu: .home,
            body: """
                <h1>\(words("Vandaag", "Today"))</h1>
                <p class="lede">\(links.isEmpty ? words(
                    "Er is nog geen pagina voor uw rol.", "There is no page for your role yet."
                ) : words("Uw werk staat hier:", "Your work is here:"))</p>
                \(HTML.when(!links.isEmpty, "<ul>\(links)</ul>"))
                """
        )
    }
}

extension ShowClocks.Clock {
    /// Is it ours to act on? What a law asks of a party itself is not.
    var isOurs: Bool {
        switch duty.bearer {
        case .controller, .ourselvesAsProcessor: true
        case .processor: false
        case .entity: party == nil
        }
    }
}

extension ClockStrip {
    /// The first on which whoever looks can act, else the first of all.
    init(_ answer: ShowClocks.Answer) {
        clock = answer.clocks.first(where: \.isOurs) ?? answer.clocks.first
        others = max(0, answer.clocks.count - 1)
    }
}

/// What waits for somebody, in words, and where it is.
struct WaitingWording {
    var title: String
    var detail: String
    var path: String

    init(_ waiting: ShowStatus.Waiting, _ words: Words) {
        let number = words.number(waiting.count)
        let incident = "/incidents/\(Form.encoded(waiting.incident ?? ""))"
        let name = waiting.name ?? ""
        let of = waiting.incident.map { "\($0), \(name)." } ?? ""
        switch waiting.kind {
        case .results:
            title = words.text(
                "\(number) uitslagen zonder aanvraag",
                "\(number) results without their order"
            )
            detail = words.text(
                "Wij weten nog niet van wie zij zijn.",
                "We do not know yet whose they are."
            )
            path = "/store"
        case .unlinkedDisclosures:
            title = words.text(
                "\(number) berichten en regels zonder persoon",
                "\(number) messages and rows without a person"
            )
            detail = words.text(
                "Records, geen mensen: zij tellen nergens mee.",
                "Records, not people: they count nowhere."
            )
            path = "/store"
        case .setAside:
            title = words.text(
                "\(number) regels en berichten opzijgelegd",
                "\(number) rows and messages set aside"
            )
            detail = words.text("Zij waren niet te lezen.", "They could not be read.")
            path = "/store"
        case .unclassified:
            title = words.text(
                "\(number) keer een veld dat geen tabel kent",
                "\(number) times a field that no table knows"
            )
            detail = words.text(
                "Het telt als niet ingedeeld, tot iemand het indeelt.",
                "It counts as unclassified, until somebody says what it is."
            )
            path = "/store"
        case .unresolvedRecords:
            title = words.text(
                "\(number) records van een lijst zonder persoon",
                "\(number) records of a list without a person"
            )
            detail = of
            path = incident + "/evidence"
        case .unpublished:
            title = words.text(
                "Versie \(name) is niet gepubliceerd",
                "Version \(name) is not published"
            )
            detail = words.text(
                "\(waiting.incident ?? ""). Publiceren doen twee mensen.",
                "\(waiting.incident ?? ""). Publishing takes two people."
            )
            path = incident + "/scope"
        case .outdatedVersion:
            title = words.text(
                "Versie \(name) klopt misschien niet meer",
                "Version \(name) may not be right any more"
            )
            detail = words.text(
                "\(waiting.incident ?? ""). Er zijn sindsdien gegevens ingetrokken. Leg een nieuwe versie vast.",
                "\(waiting.incident ?? ""). Data were taken back since. Freeze a new version."
            )
            path = incident + "/scope"
        case .printFiles:
            title = words.count(
                waiting.count,
                ("printbestand te maken", "printbestanden te maken"),
                ("print file to make", "print files to make")
            )
            detail = of
            path = incident + "/letters"
        case .heldLetters:
            title = words.count(
                waiting.count,
                ("brief vastgehouden", "brieven vastgehouden"),
                ("letter held", "letters held")
            )
            detail = words.text(
                "\(of) Deze mensen moeten op een andere manier bereikt worden.",
                "\(of) These people must be reached in another way."
            )
            path = incident + "/letters"
        case .conditions:
            title = words.count(
                waiting.count,
                ("voorwaarde voor hervatten nog open", "voorwaarden voor hervatten nog open"),
                ("condition for resuming is open", "conditions for resuming are open")
            )
            detail = words.text(
                "\(words.name(name)) is opgeschort.",
                "\(words.name(name)) is suspended."
            )
            path = "/processors/\(Form.encoded(name))"
        case .givenWhileSuspended:
            title = words.count(
                waiting.count,
                (
                    "verstrekking aan een opgeschorte partij",
                    "verstrekkingen aan een opgeschorte partij"
                ),
                ("disclosure to a suspended party", "disclosures to a suspended party")
            )
            detail = words.text(
                "\(words.name(name)) kreeg gegevens van na de opschorting. Zoek uit hoe dat kon.",
                "\(words.name(name)) got data of after it was suspended. Find out how."
            )
            path = "/processors/\(Form.encoded(name))"
        }
    }
}
