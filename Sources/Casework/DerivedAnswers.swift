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

    init(
        of incident: IncidentFact,
        _ draft: DraftNotice,
        _ duties: JudgeDuties.Answer,
        in store: Store
    ) throws {
        let (language, isDutch) = (draft.language, draft.language == .dutch)
        if draft.notice.isOfCyberAct {
            try sayCyberAct(incident, draft, in: store)
        } else {
            try sayBreach(incident, draft, in: store)
        }
        try sayMoments(incident, draft, in: store)
        if !incident.said.isEmpty {
            say(
                .summary,
                incident.said,
                isDutch
                    ? "wat de verwerker zei bij het openen"
                    : "what the processor said at the opening"
            )
        }
        // The register holds whose data went through us: it says nothing of a party's other people.
        if draft.party == nil, let version = try store.lastRegister(of: incident) {
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
            sayTold(duties, language)
        }
        try carryOver(incident, draft, in: store)
    }

    private mutating func say(_ question: NoticeQuestion, _ text: String, _ source: String) {
        answers[question] = Derived(text: text, source: source)
    }

    /// What only the notification of a breach asks.
    private mutating func sayBreach(
        _ incident: IncidentFact,
        _ draft: DraftNotice,
        in store: Store
    ) throws {
        let isDutch = draft.language == .dutch
        let sent = try store.noticesSent(of: incident, draft.subject)
        say(
            .kind,
            sent.isEmpty
                ? (isDutch ? "Nieuwe melding, niet volledig" : "New notification, incomplete")
                : (isDutch ? "Aanvulling op een melding" : "Follow-up of a notification"),
            isDutch ? "eerdere meldingen" : "earlier notifications"
        )
        say(.legalBasis, isDutch ? "AVG" : "GDPR", isDutch ? "artikel 33" : "article 33")
        try sayOurselves(incident, draft, in: store)
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
    }

    private mutating func sayOurselves(
        _ incident: IncidentFact,
        _ draft: DraftNotice,
        in store: Store
    ) throws {
        let isDutch = draft.language == .dutch
        say(.organisation, try store.organisation(), isDutch ? "dit register" : "this register")
        let parties = try incident.concernedParties.map { try store.party(named: $0) }
        let roles = try parties.map { party -> String in
            let today = Instant(milliseconds: draft.now).day.number
            let name =
                try store.role(of: party.id, on: today)?.name(in: draft.language)
                ?? (isDutch ? "rol niet vastgelegd" : "role not recorded")
            return "\(party.name) (\(name))"
        }
        say(.otherOrganisations, roles.joined(separator: "; "), isDutch ? "partijen" : "parties")
    }

    /// What only the stages of the Cyberbeveiligingswet ask.
    private mutating func sayCyberAct(
        _ incident: IncidentFact,
        _ draft: DraftNotice,
        in store: Store
    ) throws {
        let isDutch = draft.language == .dutch
        if let party = draft.party {
            let name = try store.party(named: party).name
            say(.organisation, name, isDutch ? "partijen" : "parties")
        } else {
            try sayOurselves(incident, draft, in: store)
        }
        let decisions = try store.cyberActDecisions(about: draft.party)
        let today = DutyDate(dayNumber: Instant(milliseconds: draft.now).day.number)
        if let decision = CyberActDecision.inForce(on: today, of: decisions), decision.applies {
            say(
                .sector,
                CyberActRecipient.name(ofSector: decision.sector, in: draft.language),
                (isDutch ? "besluit van " : "decision of ") + decision.by
            )
        }
    }

    private mutating func sayMoments(
        _ incident: IncidentFact,
        _ draft: DraftNotice,
        in store: Store
    ) throws {
        let isDutch = draft.language == .dutch
        let all = try store.dutyRecord(of: incident).moments.filter {
            $0.recorded.takenBack == nil
        }
        // Of the Cyberbeveiligingswet, each organisation has its own.
        let own = all.filter { $0.party == draft.party }
        let shared = draft.notice.isOfCyberAct && draft.party != nil ? own : all
        for (question, moment, moments) in [
            (NoticeQuestion.discovered, DutyMoment.processorDiscovered, shared),
            (.told, .processorToldController, shared), (.aware, .controllerAware, shared),
            (.knownAt, .significantIncidentKnown, own), (.askedAt, .interimReportRequested, own),
            (.handledAt, .incidentHandled, own),
        ] {
            guard let found = moments.last(where: { $0.recorded.moment == moment })?.recorded else {
                continue
            }
            say(
                question,
                Instant(milliseconds: found.happenedAt).local.text,
                (isDutch ? "moment, vastgelegd door " : "moment, recorded by ") + found.by
            )
            if question == .askedAt, !found.note.isEmpty {
                say(.asked, found.note, (isDutch ? "vastgelegd door " : "recorded by ") + found.by)
            }
        }
    }

    /// What somebody typed in an earlier stage, and in ours of the breach, is asked to be confirmed.
    private mutating func carryOver(
        _ incident: IncidentFact,
        _ draft: DraftNotice,
        in store: Store
    ) throws {
        guard draft.notice.isOfCyberAct else { return }
        let ofBreach = draft.party == nil ? [NoticeKind.dataBreach] : []
        for stage in ofBreach + draft.notice.stagesBefore {
            let party = stage == .dataBreach ? nil : draft.party
            let typed = try store.noticeAnswers(of: incident, NoticeSubject(stage, of: party))
            for question in draft.notice.questions where !question.isOfOneStage {
                guard let answer = typed[question.code]?.body, answer.derivedFrom == nil,
                    !answer.text.isEmpty
                else { continue }
                say(question, answer.text, stage.title(in: draft.language).lowercased())
            }
        }
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

    private mutating func sayTold(_ duties: JudgeDuties.Answer, _ language: Language) {
        let isDutch = language == .dutch
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
