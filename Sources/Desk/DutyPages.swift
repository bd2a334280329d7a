// SPDX-License-Identifier: EUPL-1.2

import Accounts
import Casework
import Custody
import Incidents
import Store
import Wording

/// The duties of an incident with their clocks, and the decisions that were taken.
enum DutyPages {
    static let routes: [Route] = [
        Route(
            name: "duties",
            path: "/incidents/{incident}/duties",
            access: .roles(Roles.room),
            purpose: "incident",
            action: .look(duties)
        ),
        Route(
            name: "decisions",
            path: "/incidents/{incident}/decisions",
            access: .roles(Roles.room),
            purpose: "incident",
            action: .look { visit in .page(try await decisions(visit)) }
        ),
        Route(
            name: "decision.record",
            path: "/incidents/{incident}/decisions",
            access: .roles(Roles.decisions),
            purpose: "incident",
            action: .act(decide)
        ),
        Route(
            name: "decision.outside",
            path: "/incidents/{incident}/decisions/outside",
            access: .roles(Roles.outside),
            purpose: "incident",
            action: .act(OutsidePieces.record)
        ),
    ]

    private static let order: [DutyClock.State] = [
        .overdue, .running, .waiting, .met, .ended, .notStarted, .notInForce,
    ]

    /// All duties, the most urgent first; those that do not run yet are left to the page of duties.
    static func tasks(
        _ frame: IncidentPages.Frame,
        _ words: Words,
        withAll: Bool = false
    ) -> HTML {
        let path = "/incidents/\(Form.encoded(frame.incident.reference))/duties"
        let all = frame.duties.standings.flatMap { standing in
            standing.duties.map { (party: standing.party, duty: $0) }
        }
        let shown = all.filter { withAll || ![.notStarted, .notInForce].contains($0.duty.state) }
            .sorted { left, right in
                let (l, r) = (
                    order.firstIndex(of: left.duty.state) ?? 9,
                    order.firstIndex(of: right.duty.state) ?? 9
                )
                if l != r { return l < r }
                return (left.duty.dueAt?.milliseconds ?? .max)
                    < (right.duty.dueAt?.milliseconds ?? .max)
            }
        guard !shown.isEmpty else {
            return "<p>\(words("Er loopt geen termijn.", "No clock runs."))</p>"
        }
        let items = shown.map { item -> HTML in
            let wording = DutyWording(item.duty, words)
            return HomePage.task(
                wording.left,
                path + "#\(item.duty.duty)-\(item.party ?? "ours")",
                item.duty.title(in: words.language),
                "\(wording.source). \(wording.detail(item.party))",
                wording.state
            )
        }
        return "<ol class=\"tasks\">\n\(items)</ol>"
    }

    @Sendable private static func duties(_ visit: Visit) async throws -> Reply {
        let words = visit.words
        let frame = try await IncidentPages.frame(visit)
        let hints = frame.duties.standings.flatMap { standing in
            standing.hints.map { HintWording.sentence($0, party: standing.party, words) }
        }
        let notes: HTML =
            hints.isEmpty
            ? ""
            : """
            <div class="note wait"><h2>\(words("Wat ontbreekt", "What is missing"))</h2>\
            <ul>\(hints.map { "<li>\($0)</li>" as HTML })</ul></div>
            """
        let details = frame.duties.standings.flatMap { standing in
            standing.duties.map { detail($0, standing.party, words) }
        }
        let struck = frame.duties.standings.flatMap(\.struckOut).map { item -> HTML in
            let who = item.by.isEmpty ? "" : words.text(" door \(item.by)", " by \(item.by)")
            return """
                <li>\(item.duty.title(in: words.language)). \(words(
                    "Vervallen door wat op \(words.moment(item.recordedAt)) is vastgelegd\(who).",
                    "Ended by what was recorded \(words.moment(item.recordedAt))\(who)."
                )) \(item.because)</li>
                """
        }
        return .page(
            IncidentPages.page(
                frame,
                visit,
                title: words.text("Termijnen", "Duties"),
                """
                <h1>\(words("Termijnen", "Duties"))</h1>
                <p class="lede">\(words(
                    "Wat de wet en de overeenkomst vragen, van wie, en voor wanneer. Een plicht die toen niet bestond, staat er niet.",
                    "What the law and the agreement ask, of whom, and by when. A duty that did not exist then is not shown."
                ))</p>
                \(notes)
                \(tasks(frame, words, withAll: true))
                \(HTML.when(!struck.isEmpty, "<h2>\(words("Vervallen", "Ended"))</h2><ul>\(struck)</ul>"))
                <h2>\(words("Waar elke termijn vandaan komt", "Where each clock comes from"))</h2>
                \(details)
                """
            )
        )
    }

    private static func detail(_ duty: JudgeDuties.Duty, _ party: String?, _ words: Words) -> HTML {
        let wording = DutyWording(duty, words)
        var rows: [(String, HTML)] = [
            (words.text("Grond", "Ground"), "\(wording.source)"),
            (words.text("Van wie", "Whose"), "\(words.capital(wording.bearer(party)))"),
            (words.text("Aan wie", "To whom"), "\(recipient(duty, words))"),
        ]
        if let start = duty.startsAt {
            rows.append((words.text("Begon", "Began"), Piece.time(start, words)))
        }
        if let due = duty.dueAt {
            rows.append((words.text("Uiterlijk", "Due"), Piece.time(due, words)))
        }
        if let other = duty.dueByRegulation1182, other != duty.dueAt {
            rows.append(
                (
                    words.text("Volgens Verordening 1182/71", "By Regulation 1182/71"),
                    "\(Piece.time(other, words)). \(words("Wij houden de eerste datum aan.", "We keep to the first date."))"
                )
            )
        }
        if let met = duty.metAt {
            rows.append((words.text("Gedaan", "Done"), Piece.time(met, words)))
        }
        for further in duty.supplementedAt {
            rows.append((words.text("Aangevuld", "Supplemented"), Piece.time(further, words)))
        }
        for change in duty.changes {
            rows.append(
                (
                    words.text("Verbeterd", "Corrected"),
                    words(
                        "Was \(words.moment(change.was)); verbeterd \(words.moment(change.changedAt)) door \(change.by): \(change.because)",
                        "Was \(words.moment(change.was)); corrected \(words.moment(change.changedAt)) by \(change.by): \(change.because)"
                    )
                )
            )
        }
        rows.append((words.text("Stand", "State"), wording.state))
        return """
            <h3 id="\(duty.duty)-\(party ?? "ours")">\(duty.title(in: words.language))</h3>
            \(Piece.facts(rows))
            """
    }

    static func recipient(_ duty: JudgeDuties.Duty, _ words: Words) -> String {
        let names =
            duty.recipientNames(in: words.language).map(words.list)
            ?? duty.recipient.name(in: words.language)
        guard let channel = duty.channel else { return words.capital(names) }
        return words.capital(names) + words.text(", via ", ", by ") + channel
    }

    // MARK: - Decisions

    static func decisions(_ frame: IncidentPages.Frame, _ words: Words, last: Int? = nil) -> HTML {
        let all = frame.incident.decisions
        let shown = last.map { all.suffix($0) } ?? all[...]
        guard !shown.isEmpty else {
            return
                "<p>\(words("Er is nog geen besluit vastgelegd.", "No decision is recorded yet."))</p>"
        }
        let items = shown.map { item -> HTML in
            let decision = item.decision
            let about = item.party.map { " (\(words.name($0)))" } ?? ""
            let until: HTML =
                decision.until.map {
                    words(" Tot \(words.moment($0)).", " Until \(words.moment($0)).")
                } ?? ""
            let back: HTML =
                item.takenBack.map {
                    " <strong>\(words("Teruggenomen:", "Taken back:"))</strong> \($0)"
                } ?? ""
            return """
                <li><time datetime="\(words.machine(decision.decidedAt))">\
                \(words.moment(decision.decidedAt)), \(decision.by)</time>\
                \(MomentWording.name(decision.decision, words))\(about), \(decision.article). \
                <q>\(decision.because)</q>\(until) \(decision.decision.consequence(in: words.language))\(back)</li>

                """
        }
        return "<ol class=\"tl\">\n\(items)</ol>"
    }

    static func decisions(
        _ visit: Visit,
        _ problem: FormProblem? = nil,
        _ form: Form? = nil
    ) async throws -> Page {
        let words = visit.words
        let frame = try await IncidentPages.frame(visit)
        let incident = frame.incident.reference
        let outside = try await visit.look {
            try ListOutsideReports(incident: incident).run(in: $0)
        }
        // The two forms of the page have fields of the same name.
        let isOutside = form.map { !$0["report"].isEmpty } ?? false
        let can = !visit.roles.isDisjoint(with: Roles.decisions)
        return IncidentPages.page(
            frame,
            visit,
            title: words.text("Besluiten", "Decisions"),
            """
            <h1>\(words("Besluiten", "Decisions"))</h1>
            <p class="lede">\(words(
                "Wie wat besloot, wanneer en waarom (AVG artikel 33, lid 5). Een besluit verdwijnt nooit; het kan worden teruggenomen.",
                "Who decided what, when and why (GDPR 33(5)). A decision never disappears; it can be taken back."
            ))</p>
            \(decisions(frame, words))
            \(can ? decisionForm(frame, visit, isOutside ? nil : problem, isOutside ? nil : form) : "")
            \(can ? takeBackForm(frame, visit, isOutside ? nil : problem, isOutside ? nil : form) : "")
            \(OutsidePieces.html(outside, incident, visit, isOutside ? problem : nil, isOutside ? form : nil))
            """
        )
    }

    private static func decisionForm(
        _ frame: IncidentPages.Frame,
        _ visit: Visit,
        _ problem: FormProblem?,
        _ form: Form?
    ) -> HTML {
        let words = visit.words
        func wrong(_ field: String) -> String? {
            problem?.field == field ? words.text(problem?.dutch ?? "", problem?.english ?? "") : nil
        }
        // Nothing is chosen for whoever does not choose: most of these end a duty.
        let kinds =
            [(value: "", name: words.text("Kies een besluit", "Choose a decision"))]
            + DutyDecisionKind.allCases.map {
                (value: $0.rawValue, name: MomentWording.name($0, words))
            }
        let consequences = DutyDecisionKind.allCases.map { kind -> (String, HTML) in
            (MomentWording.name(kind, words), "\(kind.consequence(in: words.language))")
        }
        let parties =
            [(value: "", name: words.text("alle partijen", "all parties"))]
            + frame.incident.parties.map { (value: $0, name: words.name($0)) }
        return """
            <h2>\(words("Leg een besluit vast", "Record a decision"))</h2>
            \(visit.form("/incidents/\(Form.encoded(frame.incident.reference))/decisions", """
                \(Piece.select("kind", words.text("Wat is besloten?", "What was decided?"), kinds, chosen: form?["kind"] ?? "", problem: wrong("kind")))
                <details><summary>\(words("Wat volgt uit elk besluit?", "What follows from each decision?"))</summary>
                \(Piece.facts(consequences))</details>
                \(Piece.select("party", words.text("Over wie?", "About whom?"), parties, chosen: form?["party"] ?? ""))
                \(Piece.field(
                    "until", words.text("Tot wanneer? (alleen als de politie vraagt te wachten)", "Until when? (only when the police ask to wait)"),
                    value: form?["until"] ?? "", problem: wrong("until")
                ))
                \(Piece.area(
                    "because", words.text("Waarom, en wat is niet gekozen?", "Why, and what was not chosen?"),
                    hint: words.text(
                        "De toezichthouder leest dit. Geen gegevens van mensen.",
                        "The supervisory authority reads this. No data of people."
                    ),
                    value: form?["because"] ?? "", problem: wrong("because")
                ))
                <div class="acts"><button>\(words("Leg het besluit vast", "Record the decision"))</button></div>
                """))
            """
    }

    /// What stands can be taken back: a counter-entry, after which what was there before counts again.
    private static func takeBackForm(
        _ frame: IncidentPages.Frame,
        _ visit: Visit,
        _ problem: FormProblem?,
        _ form: Form?
    ) -> HTML {
        let words = visit.words
        let decisions = frame.incident.decisions.filter { $0.takenBack == nil }.map {
            (
                $0.decision.decision.rawValue, MomentWording.name($0.decision.decision, words),
                $0.party
            )
        }
        let moments = frame.incident.moments.filter { $0.takenBack == nil }.compactMap { moment in
            DutyMoment(rawValue: moment.moment).map {
                (moment.moment, MomentWording.name($0, words), moment.party)
            }
        }
        var seen: Set<String> = []
        let choices = (decisions + moments).compactMap {
            code,
            name,
            party -> (
                value: String, name: String
            )? in
            let value = code + "|" + (party ?? "")
            let about = party.map { " (" + words.name($0) + ")" } ?? ""
            return seen.insert(value).inserted ? (value, name + about) : nil
        }
        guard !choices.isEmpty else { return "" }
        func wrong(_ field: String) -> String? {
            problem?.field == field ? words.text(problem?.dutch ?? "", problem?.english ?? "") : nil
        }
        let isOpen: HTML = (form?["takeBack"] ?? "").isEmpty ? "" : " open"
        let none = [
            (value: "", name: words.text("Kies wat niet klopt", "Choose what is not right"))
        ]
        return """
            <details\(isOpen)><summary>\(words("Neem een besluit of moment terug", "Take a decision or moment back"))</summary>
            <p>\(words(
                "Wat is vastgelegd blijft te zien onder Termijnen, met waarom het niet telt. Wat ervóór stond, telt dan weer. Neemt u terug dat wij op de hoogte waren, dan lopen de 72 uur niet meer.",
                "What was recorded stays to be seen under Duties, with why it does not count. What stood before it counts again. If you take back that we were aware, the 72 hours run no more."
            ))</p>
            \(visit.form("/incidents/\(Form.encoded(frame.incident.reference))/decisions", """
                \(Piece.select("takeBack", words.text("Wat klopt niet?", "What is not right?"), none + choices, chosen: form?["takeBack"] ?? "", problem: wrong("takeBack")))
                \(Piece.area(
                    "whyNot", words.text("Waarom niet?", "Why not?"), value: form?["whyNot"] ?? "", problem: wrong("whyNot")
                ))
                <div class="acts"><button>\(words("Neem het terug", "Take it back"))</button></div>
                """))
            </details>
            """
    }

    private static func takeBack(_ visit: Visit, _ form: Form) async throws -> Reply {
        let incident = try visit.parameter("incident")
        let officer = try visit.officer()
        let parts = form["takeBack"].split(separator: "|", omittingEmptySubsequences: false)
        guard parts.count == 2, let because = try? StatedReason(form["whyNot"]) else {
            throw DeskRefusal.problem([
                FormProblem(
                    field: "whyNot",
                    dutch: "Schrijf in woorden waarom het niet klopt.",
                    english: "Write in words why it is not right."
                )
            ])
        }
        let what = String(parts[0])
        let party = parts[1].isEmpty ? nil : Party.ID(rawValue: String(parts[1]))
        _ = try await visit.desk.writer.act { store in
            try TakeBack(
                incident: incident,
                what: what,
                party: party,
                because: because,
                officer: officer
            ).run(in: store)
        }
        return .seeOther(visit.path)
    }

    @Sendable private static func decide(_ visit: Visit, _ form: Form) async throws -> Reply {
        do {
            let incident = try visit.parameter("incident")
            let officer = try visit.officer()
            if !form["takeBack"].isEmpty { return try await takeBack(visit, form) }
            guard let kind = DutyDecisionKind(rawValue: form["kind"]) else {
                throw DeskRefusal.problem([
                    FormProblem(
                        field: "kind",
                        dutch: "Kies wat is besloten.",
                        english: "Choose what was decided."
                    )
                ])
            }
            guard let because = try? StatedReason(form["because"]) else {
                throw DeskRefusal.problem([
                    FormProblem(
                        field: "because",
                        dutch: "Schrijf in woorden waarom.",
                        english: "Write in words why."
                    )
                ])
            }
            let until = form["until"].isEmpty ? nil : try FormTime.read(form, "until").latest
            let party = form["party"].isEmpty ? nil : Party.ID(rawValue: form["party"])
            _ = try await visit.desk.writer.act { store in
                try DecideDuty(
                    incident: incident,
                    decision: kind,
                    until: until,
                    party: party,
                    because: because,
                    officer: officer
                ).run(in: store)
            }
            return .seeOther(visit.path)
        } catch DeskRefusal.problem(let problems) {
            return .page(try await decisions(visit, problems.first, form))
        } catch CaseworkError.untilRefused {
            let problem = FormProblem(
                field: "until",
                dutch:
                    "Alleen een verzoek van de politie heeft een einde, en dat ligt in de toekomst.",
                english: "Only a request of the police has an end, and that lies ahead."
            )
            return .page(try await decisions(visit, problem, form))
        }
    }
}

/// What is missing for the clocks to be right.
enum HintWording {
    static func sentence(_ hint: DutyHint, party: String?, _ words: Words) -> String {
        let party = party ?? words.text("ons", "us")
        return switch hint {
        case .roleNotRecorded:
            words.text(
                "De rol van \(party) is niet vastgelegd.",
                "No role of \(party) is recorded."
            )
        case .roleBeginsLater(let role, let from):
            words.text(
                "De rol \(role) van \(party) begint pas op \(words.date(Day(number: from))) en telt hier niet.",
                "The role \(role) of \(party) begins on \(words.date(Day(number: from))) and does not count here."
            )
        case .awarenessNotDecided:
            words.text(
                "Niemand heeft nog besloten wanneer wij op de hoogte waren: de 72 uur lopen niet. In beginsel zijn wij dat zodra de verwerker het vertelde.",
                "Nobody has decided yet when we were aware: the 72 hours do not run. In principle we are once the processor told us."
            )
        case .discoveryNotRecorded:
            words.text(
                "Niemand legde vast wanneer \(party) het ontdekte: vraag het.",
                "Nobody recorded when \(party) found out: ask."
            )
        case .agreementsOfOneDay(let versions, let strictest):
            words.text(
                "Op één dag begonnen meer overeenkomsten (\(versions.joined(separator: ", "))): de strengste, \(strictest), telt.",
                "Several agreements began on one day (\(versions.joined(separator: ", "))): the strictest, \(strictest), counts."
            )
        case .noAgreement:
            words.text(
                "Er gold geen overeenkomst met \(party) op de dag die telt.",
                "No agreement with \(party) had begun by the day that decides."
            )
        case .noHoursAgreed(let version):
            words.text(
                "De overeenkomst \(version) met \(party) noemt geen uren waarbinnen een lek wordt verteld.",
                "The agreement \(version) with \(party) names no hours within which a breach is told."
            )
        case .reasonsForDelayMissing:
            words.text(
                "De melding is later dan 72 uur: artikel 33(1) vraagt de redenen.",
                "The notification is later than 72 hours: article 33(1) asks for the reasons."
            )
        case .withdrawalNotDecided:
            words.text(
                "De melding is ingetrokken en geen besluit zegt waarom er geen nodig is.",
                "The notification was withdrawn, and no decision says why none is due."
            )
        case .cyberActNotDecided:
            words.text(
                "Niemand heeft besloten of de Cyberbeveiligingswet geldt voor \(party).",
                "Nobody has decided whether the Cyberbeveiligingswet applies to \(party)."
            )
        case .cyberActDoesNotApply(let decision):
            words.text(
                "De Cyberbeveiligingswet geldt niet voor \(party), besloot \(decision.by): \(decision.because)",
                "The Cyberbeveiligingswet does not apply to \(party), as \(decision.by) decided: \(decision.because)"
            )
        case .channelNotRecorded(let sector):
            words.text(
                "Niemand legde vast waar \(party) meldt onder de Cyberbeveiligingswet (sector: \(sector)).",
                "Nobody recorded where \(party) files under the Cyberbeveiligingswet (sector: \(sector))."
            )
        case .peopleNotTold(let left):
            words.text(
                "\(words.number(left)) mensen zijn niet ingelicht, en er is niet vastgelegd waarom, of hoe zij bereikt zijn.",
                "\(words.number(left)) people were not told, and nobody said why or how they were reached."
            )
        case .printedNotHandedOver(let wave, let letters):
            words.text(
                "\(words.number(letters)) brieven van golf \(wave) zijn gedrukt en niet aan de post gegeven.",
                "\(words.number(letters)) letters of wave \(wave) are printed and not handed over."
            )
        }
    }
}
