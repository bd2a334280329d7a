// SPDX-License-Identifier: EUPL-1.2

internal import Custody
internal import Incidents
internal import Letters
internal import Store

/// What the register, the moments and the decisions say of the questions of a notification, each with where
/// it comes from.
struct DerivedAnswers {
    struct Derived {
        var text: String
        var source: String
    }

    private var answers: [NoticeQuestion: Derived] = [:]

    subscript(question: NoticeQuestion) -> Derived? { answers[question] }

    init(of incident: IncidentFact, now: Int64, _ language: Language, in store: Store) throws {
        let isDutch = language == .dutch
        func say(_ question: NoticeQuestion, _ text: String, _ source: String) {
            answers[question] = Derived(text: text, source: source)
        }
        let sent = try store.noticesSent(of: incident)
        say(
            .kind,
            sent.isEmpty
                ? (isDutch ? "Nieuwe melding, niet volledig" : "New notification, incomplete")
                : (isDutch ? "Aanvulling op een melding" : "Follow-up of a notification"),
            isDutch ? "eerdere meldingen" : "earlier notifications"
        )
        say(.legalBasis, isDutch ? "AVG" : "GDPR", isDutch ? "artikel 33" : "article 33")
        say(.organisation, try store.organisation(), isDutch ? "dit register" : "this register")
        let parties = try incident.concernedParties.map { try store.party(named: $0) }
        let roles = try parties.map { party -> String in
            let role = try store.role(of: party.id, on: Instant(milliseconds: now).day.number)
            let name =
                role?.name(in: language) ?? (isDutch ? "rol niet vastgelegd" : "role not recorded")
            return "\(party.name) (\(name))"
        }
        say(.otherOrganisations, roles.joined(separator: "; "), isDutch ? "partijen" : "parties")
        let moments = try store.dutyRecord(of: incident).moments.filter {
            $0.recorded.takenBack == nil
        }
        for (question, moment) in [
            (NoticeQuestion.discovered, DutyMoment.processorDiscovered),
            (.told, .processorToldController), (.aware, .controllerAware),
        ] {
            guard let found = moments.last(where: { $0.recorded.moment == moment })?.recorded else {
                continue
            }
            say(
                question,
                Instant(milliseconds: found.happenedAt).local.text,
                (isDutch ? "moment, vastgelegd door " : "moment, recorded by ") + found.by
            )
        }
        if !incident.said.isEmpty {
            say(
                .summary,
                incident.said,
                isDutch
                    ? "wat de verwerker zei bij het openen"
                    : "what the processor said at the opening"
            )
        }
        let decisions = try store.dutyRecord(of: incident).standingDecisions(about: nil)
        for (question, kind) in [
            (NoticeQuestion.reasonsForDelay, DutyDecisionKind.reasonsForDelay),
            (.unintelligible, .dataUnintelligible), (.whyNotTold, .reasonNotReached),
        ] {
            guard let decision = decisions.last(where: { $0.kind == kind }) else { continue }
            say(
                question,
                decision.because,
                (isDutch ? "besluit van " : "decision of ") + decision.by
            )
        }
        guard let version = try store.lastRegister(of: incident) else { return }
        let source =
            isDutch
            ? "register versie \(version.version), \(version.asOfEntries) regels van het grootboek"
            : "register version \(version.version), \(version.asOfEntries) ledger entries"
        let counts = { (certainty: Certainty) in version.counts[certainty.code] ?? 0 }
        let fewest = counts(.reported) + counts(.stolen) + counts(.published)
        say(.fewestPeople, "\(fewest)", source)
        say(.mostPeople, "\(fewest + counts(.cannotBeExcluded))", source)
        if version.records > 0 { say(.records, "\(version.records)", source) }
        try sayData(incident, version, language, source, store)
        try sayTold(incident, now, language, store)
    }

    private mutating func sayData(
        _ incident: IncidentFact,
        _ version: RegisterFact,
        _ language: Language,
        _ source: String,
        _ store: Store
    ) throws {
        let kinds = try SummarizeVersion(
            incident: incident.reference,
            version: "\(version.version)"
        ).run(in: store).categories.map(\.category)
        let (special, ordinary) = (kinds.filter(\.isSpecial), kinds.filter { !$0.isSpecial })
        for (question, kinds) in [
            (NoticeQuestion.ordinaryData, ordinary), (.specialData, special),
        ] where !kinds.isEmpty {
            answers[question] = Derived(
                text: kinds.map { $0.name(in: language) }.joined(separator: "; "),
                source: source
            )
        }
    }

    private mutating func sayTold(
        _ incident: IncidentFact,
        _ now: Int64,
        _ language: Language,
        _ store: Store
    ) throws {
        let isDutch = language == .dutch
        let duties = try JudgeDuties(incident: incident.reference, now: now).run(in: store)
        guard let told = duties.standings.flatMap(\.duties).compactMap(\.told).first else { return }
        let source =
            isDutch ? "brieven die aan de post zijn gegeven" : "letters handed over to the post"
        answers[.peopleTold] = Derived(
            text: told.told == 0
                ? (isDutch ? "Nee, nog niet" : "No, not yet")
                : told.told == told.people
                    ? (isDutch ? "Ja" : "Yes") : (isDutch ? "Ja, een deel" : "Yes, some of them"),
            source: source
        )
        answers[.peopleToldCount] = Derived(text: "\(told.told)", source: source)
        if told.told > 0 {
            answers[.toldHow] = Derived(text: isDutch ? "Per brief" : "By letter", source: source)
        }
    }
}
