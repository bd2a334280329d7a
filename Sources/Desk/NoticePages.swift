// SPDX-License-Identifier: EUPL-1.2

import Casework
import Custody
import Incidents
import Store

/// The notifications of an incident: which a law asks for and by when; of each its questions in their
/// order, each answered, to be confirmed, or missing; what changed, and the proof that it was sent.
enum NoticePages {
    static let routes: [Route] = [
        Route(
            name: "notices",
            path: "/incidents/{incident}/notices",
            access: .roles(Roles.room),
            purpose: "incident",
            action: .look { visit in .page(try await page(visit)) }
        ),
        Route(
            name: "notices.csv",
            path: "/incidents/{incident}/notices.csv",
            access: .roles(Roles.room),
            purpose: "incident",
            action: .look(csv)
        ),
        Route(
            name: "notice.answer",
            path: "/incidents/{incident}/notices/answer",
            access: .roles(Roles.notices),
            purpose: "incident",
            action: .act(answer)
        ),
        Route(
            name: "notice.sent",
            path: "/incidents/{incident}/notices/sent",
            access: .roles(Roles.notices),
            purpose: "incident",
            action: .act(send)
        ),
    ]

    /// Which notification a page or a form is about: its kind, whose it is, and how it is laid out.
    struct Choice: Sendable {
        var layout: NoticeForm.Layout
        /// Nil: ours.
        var party: Party.ID?
        /// That of the form that is opened; empty: none.
        var section = ""

        var notice: NoticeKind { layout.notice }

        /// Nil when nothing is named.
        init?(_ value: (String) -> String) {
            let kind = NoticeKind(rawValue: value("notice"))
            let layout =
                NoticeForm.Layout(rawValue: value("layout")).flatMap {
                    kind == nil || $0.notice == kind ? $0 : nil
                } ?? kind?.layouts.first
            section = value("section")
            guard let layout = layout ?? (section.isEmpty ? nil : .authority) else { return nil }
            self.layout = layout
            party =
                layout.notice.isOfCyberAct && !value("for").isEmpty
                ? Party.ID(rawValue: value("for")) : nil
        }

        init(_ notice: NoticeKind, _ party: Party.ID?) {
            layout = notice.layouts.first ?? .authority
            self.party = party
        }

        /// What stands behind the question mark of its page.
        func query(section: String? = nil, layout: NoticeForm.Layout? = nil) -> String {
            var parts = ["notice=\(notice.code)"]
            if let party { parts.append("for=\(Form.encoded(party.rawValue))") }
            if let layout { parts.append("layout=\(layout.rawValue)") }
            if let section { parts.append("section=\(section)#open") }
            return "?" + parts.joined(separator: "&")
        }

        var fields: HTML {
            """
            <input type="hidden" name="notice" value="\(notice.code)">\
            <input type="hidden" name="layout" value="\(layout.rawValue)">\
            <input type="hidden" name="for" value="\(party?.rawValue ?? "")">
            """
        }
    }

    private static func page(
        _ visit: Visit,
        _ problem: FormProblem? = nil,
        _ form: Form? = nil
    ) async throws -> Page {
        let now = visit.words.now
        let frame = try await IncidentPages.frame(visit)
        let incident = frame.incident.reference
        let all = try await visit.look {
            try ListNotices(incident: incident, now: now).run(in: $0)
        }
        let chosen =
            form.flatMap { form in Choice { form[$0] } } ?? Choice { visit.query[$0] ?? "" }
        guard let choice = chosen ?? (all.count > 1 ? nil : Choice(.dataBreach, nil)) else {
            return NoticeList(items: all, frame: frame, visit: visit).page
        }
        if let party = choice.party, !frame.incident.parties.contains(party.rawValue) {
            throw DeskRefusal.notFound
        }
        let draft = try await visit.look { store in
            try DraftNotice(
                incident: incident,
                notice: choice.notice,
                party: choice.party,
                now: now
            ).run(in: store)
        }
        // A duty that did not exist then, or not for that organisation, has no page.
        guard !choice.notice.isOfCyberAct || draft.duty != nil || !draft.sent.isEmpty else {
            throw DeskRefusal.notFound
        }
        return NoticeView(
            choice: choice,
            draft: draft,
            hasOthers: all.count > 1,
            frame: frame,
            visit: visit,
            problem: problem,
            form: form
        ).page
    }

    // MARK: - Acts

    @Sendable private static func answer(_ visit: Visit, _ form: Form) async throws -> Reply {
        let incident = try visit.parameter("incident")
        let officer = try visit.officer()
        guard let question = NoticeQuestion(rawValue: form["question"]),
            let choice = Choice({ form[$0] }), choice.notice.questions.contains(question)
        else { throw DeskRefusal.formUnreadable }
        let text = form["confirm"] == "yes" ? nil : form["text"]
        do {
            _ = try await visit.desk.writer.act { store in
                try AnswerNotice(
                    incident: incident,
                    notice: choice.notice,
                    party: choice.party,
                    question: question,
                    text: text,
                    officer: officer
                ).run(in: store)
            }
        } catch CaseworkError.citizenNumberTyped {
            return .page(try await page(visit, .citizenNumber("text"), form))
        } catch CaseworkError.answerTooLong {
            let problem = FormProblem(
                field: "text",
                dutch: "Een antwoord heeft hoogstens 4.000 tekens.",
                english: "An answer has 4,000 characters at most."
            )
            return .page(try await page(visit, problem, form))
        } catch CaseworkError.noticeNotAsked {
            throw DeskRefusal.notFound
        }
        let section = Int(form["section"]) ?? 1
        let query = choice.query(section: "\(section)", layout: choice.layout)
        return .seeOther("/incidents/\(Form.encoded(incident))/notices\(query)")
    }

    @Sendable private static func send(_ visit: Visit, _ form: Form) async throws -> Reply {
        let incident = try visit.parameter("incident")
        let officer = try visit.officer()
        guard let nature = SendNotice.Nature(rawValue: form["nature"]),
            let choice = Choice({ form[$0] })
        else { throw DeskRefusal.formUnreadable }
        do {
            let written = try FormTime.read(form, "time")
            let evidence = try EvidenceHash.read(form["evidence"])
            let request = SendNotice(
                incident: incident,
                notice: choice.notice,
                party: choice.party,
                nature: nature,
                sentAt: written,
                reference: form["reference"],
                recipient: form["recipient"],
                channel: form["channel"],
                evidence: evidence,
                officer: officer
            )
            _ = try await visit.desk.writer.act { try request.run(in: $0) }
            return .seeOther(
                "/incidents/\(Form.encoded(incident))/notices\(choice.query())#sent"
            )
        } catch DeskRefusal.problem(let problems) {
            return .page(try await page(visit, problems.first, form))
        } catch CaseworkError.noticeNotAsked {
            throw DeskRefusal.notFound
        } catch let error as CaseworkError {
            guard let problem = FormProblem(ofProof: error, now: visit.words.now) else {
                throw error
            }
            return .page(try await page(visit, problem, form))
        }
    }

    @Sendable private static func csv(_ visit: Visit) async throws -> Reply {
        let incident = try visit.parameter("incident")
        let now = visit.words.now
        let choice = Choice { visit.query[$0] ?? "" } ?? Choice(.dataBreach, nil)
        let draft = try await visit.look {
            try DraftNotice(
                incident: incident,
                notice: choice.notice,
                party: choice.party,
                now: now
            ).run(in: $0)
        }
        let rows = draft.items.map { item in
            [
                item.question.number ?? "", item.question.title(in: .dutch), item.state.rawValue,
                item.text,
                item.source ?? item.by ?? "",
            ]
        }
        return .file(
            CommaSeparated.text([["number", "question", "state", "answer", "source"]] + rows),
            type: "text/csv; charset=utf-8",
            name: choice.notice == .dataBreach
                ? "notification.csv" : "notification-\(choice.notice.code).csv"
        )
    }
}

extension FormProblem {
    /// What was typed may hold somebody's number, and others will read it.
    static func citizenNumber(_ field: String) -> FormProblem {
        FormProblem(
            field: field,
            dutch:
                "Hier kan een burgerservicenummer in staan, en anderen lezen dit. Laat het nummer weg.",
            english: "A citizen number may stand in it, and others read this. Leave the number out."
        )
    }

    /// What is wrong with the proof of something that was sent; nil for what no form can put right.
    init?(ofProof error: CaseworkError, now: Int64) {
        switch error {
        case .noProofOfSending:
            self.init(
                field: "reference",
                dutch: "Vul het kenmerk in, of wat bewijst dat het gestuurd is.",
                english: "Fill in the reference, or what proves that it was sent."
            )
        case .recipientMissing:
            self.init(
                field: "recipient",
                dutch: "Vul in aan wie.",
                english: "Fill in to whom."
            )
        case .evidenceHashRefused:
            self.init(
                field: "evidence",
                dutch: "Dit is geen SHA-256: dat zijn 64 tekens, 0 tot 9 en a tot f.",
                english: "This is no SHA-256: that is 64 characters, 0 to 9 and a to f."
            )
        case .momentToCome:
            self.init(
                field: "time",
                dutch: "Dit moment is nog niet geweest: leg het vast als het is gebeurd.",
                english: "This moment has not been yet: record it when it has."
            )
        case .citizenNumberTyped: self = .citizenNumber("reference")
        case .momentRefused(let doubt):
            self.init(
                field: "time",
                dutch: MomentWording.refusal(doubt, Words(language: .dutch, now: now)),
                english: MomentWording.refusal(doubt, Words(language: .english, now: now))
            )
        default: return nil
        }
    }
}
