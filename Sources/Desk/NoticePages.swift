// SPDX-License-Identifier: EUPL-1.2

import Casework
import Custody
import Incidents
import Store

/// The notification to the authority: its questions in its own order, each answered, to be confirmed, or
/// missing; what changed since the last one; and the proof that it was sent.
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

    private static func page(
        _ visit: Visit,
        _ problem: FormProblem? = nil,
        _ form: Form? = nil
    ) async throws -> Page {
        let words = visit.words
        let frame = try await IncidentPages.frame(visit)
        let incident = frame.incident.reference
        let draft = try await visit.look { store in
            try DraftNotice(incident: incident, now: words.now).run(in: store)
        }
        let chosen = form?["layout"] ?? visit.query["layout"] ?? ""
        let layout = NoticeForm(NoticeForm.Layout(rawValue: chosen) ?? .authority)
        let opened = form?["section"] ?? visit.query["section"] ?? ""
        let section = layout.sections.first { "\($0.id)" == opened }
        let path = "/incidents/\(Form.encoded(incident))/notices"
        let (ready, derived, missing) = (
            draft.count(.recorded), draft.count(.derived), draft.count(.missing)
        )
        let title =
            draft.sent.isEmpty
            ? words.text("Eerste melding aan de AP", "First notification to the authority")
            : words.text("Aanvulling op de melding aan de AP", "Supplement to the notification")
        return IncidentPages.page(
            frame,
            visit,
            title: words.text("Melding", "Notification"),
            """
            <h1>\(title)</h1>
            <p class="state">\(words(
                "\(words.number(ready)) van \(words.number(draft.items.count)) antwoorden zijn klaar. \(words.number(derived)) komen uit het register en wachten op bevestiging. \(words.number(missing)) ontbreken.",
                "\(words.number(ready)) of \(words.number(draft.items.count)) answers are ready. \(words.number(derived)) come from the register and wait to be confirmed. \(words.number(missing)) are missing."
            ))</p>
            <p>\(words(
                "De Autoriteit Persoonsgegevens (AP) neemt alleen haar eigen webformulier aan: neem de antwoorden over in deze volgorde.",
                "The authority takes its own web form only: copy the answers over in this order. They are in Dutch, as the form is."
            )) \(other(layout, path, words))</p>
            \(sections(layout, draft, path, section, words))
            \(section.map { part($0, layout, draft, visit, problem, form) } ?? "")
            \(changes(draft, words))
            \(sent(draft, visit, problem, form))
            <p><a href="\(path).csv">\(words("Download alle antwoorden als CSV", "Download all answers as CSV"))</a></p>
            """
        )
    }

    private static func other(_ layout: NoticeForm, _ path: String, _ words: Words) -> HTML {
        layout.layout == .authority
            ? "<a href=\"\(path)?layout=edpb\">\(words("Zelfde feiten in het Europese model", "The same facts in the European template"))</a>"
            : "<a href=\"\(path)\">\(words("Zelfde feiten in het formulier van de AP", "The same facts in the form of the Dutch authority"))</a>"
    }

    private static func sections(
        _ layout: NoticeForm,
        _ draft: DraftNotice.Answer,
        _ path: String,
        _ opened: NoticeForm.Section?,
        _ words: Words
    ) -> HTML {
        let items = layout.sections.map { section -> HTML in
            let states = section.questions.compactMap { draft.item($0)?.state }
            let missing = states.count { $0 == .missing }
            let derived = states.count { $0 == .derived }
            let state: HTML =
                if missing > 0 {
                    Piece.tag(
                        words.text(
                            "\(missing) \(missing == 1 ? "ontbreekt" : "ontbreken")",
                            "\(missing) missing"
                        ),
                        .bad
                    )
                } else if derived > 0 {
                    Piece.tag(words.text("\(derived) bevestigen", "\(derived) to confirm"), .wait)
                } else {
                    Piece.tag(words.text("Klaar", "Ready"), .ok)
                }
            let query = "?layout=\(layout.layout.rawValue)&section=\(section.id)#open"
            let name = section.title(in: words.language)
            return HomePage.task(
                "<strong>\(plain: section.id)</strong>",
                path + query,
                name,
                "\(words.count(section.questions.count, ("antwoord", "antwoorden"), ("answer", "answers")))",
                state
            )
        }
        return """
            <h2>\(words("De onderdelen", "The parts"))</h2>
            <ol class="tasks">
            \(items)</ol>
            """
    }

    // MARK: - One part

    private static func part(
        _ section: NoticeForm.Section,
        _ layout: NoticeForm,
        _ draft: DraftNotice.Answer,
        _ visit: Visit,
        _ problem: FormProblem?,
        _ form: Form?
    ) -> HTML {
        let words = visit.words
        let questions = section.questions.compactMap { question in
            draft.item(question).map { one($0, section, layout, visit, problem, form) }
        }
        return """
            <h2 id="open">\(plain: section.id) \(section.title(in: words.language))</h2>
            \(questions)
            """
    }

    private static func one(
        _ item: DraftNotice.Item,
        _ section: NoticeForm.Section,
        _ layout: NoticeForm,
        _ visit: Visit,
        _ problem: FormProblem?,
        _ form: Form?
    ) -> HTML {
        let words = visit.words
        let code = item.question.code
        let number = layout.layout == .authority ? "\(item.question.number) " : ""
        let state: HTML
        switch item.state {
        case .recorded:
            let who = item.by ?? ""
            let when = item.recordedAt.map { ", \(words.moment($0))" } ?? ""
            state = """
                \(Piece.tag(words.text("Vastgelegd", "Recorded"), .ok)) \
                <span class="hint">\(words.text("door", "by")) \(who)\(when)\(item.source.map { "; \($0)" } ?? "")</span>
                """
        case .derived:
            state = """
                \(Piece.tag(words.text("Afgeleid: bevestig", "Derived: confirm"), .wait)) \
                <span class="hint">\(words.text("uit", "from")) \(item.source ?? "")</span>
                """
        case .missing: state = Piece.tag(words.text("Ontbreekt", "Missing"), .bad)
        }
        let before: HTML =
            item.before.map {
                "<p class=\"hint\">\(words("Eerder stond er:", "Before it said:")) <q>\($0)</q></p>"
            } ?? ""
        let text: HTML = item.text.isEmpty ? "" : "<p class=\"copy\">\(item.text)</p>"
        return """
            <div class="card"><h3>\(number)\(item.question.title(in: words.language))</h3>
            <p>\(state)</p>\(text)\(before)
            \(HTML.when(
                !visit.roles.isDisjoint(with: Roles.notices),
                forms(item, code, section, layout, visit, problem, form)
            ))</div>

            """
    }

    private static func forms(
        _ item: DraftNotice.Item,
        _ code: String,
        _ section: NoticeForm.Section,
        _ layout: NoticeForm,
        _ visit: Visit,
        _ problem: FormProblem?,
        _ form: Form?
    ) -> HTML {
        let words = visit.words
        let incident = visit.parameters["incident"] ?? ""
        let path = "/incidents/\(Form.encoded(incident))/notices/answer"
        let place: HTML = """
            <input type="hidden" name="question" value="\(code)">\
            <input type="hidden" name="section" value="\(plain: section.id)">\
            <input type="hidden" name="layout" value="\(layout.layout.rawValue)">
            """
        let isWrong = form?["question"] == code && problem != nil
        let wrong = isWrong ? problem.map { words.text($0.dutch, $0.english) } : nil
        let typed = isWrong ? form?["text"] ?? "" : item.state == .missing ? "" : item.text
        let confirm: HTML =
            item.state == .derived
            ? visit.form(
                path,
                """
                \(place)<div class="acts"><button name="confirm" value="yes">\(words(
                    "Bevestig", "Confirm"
                )) <span class="vh">\(item.question.title(in: words.language))</span></button></div>
                """
            ) : ""
        let change = words.text(
            item.state == .missing ? "Vul in" : "Verander",
            item.state == .missing ? "Fill in" : "Change"
        )
        let isOpen: HTML = isWrong ? " open" : ""
        return """
            \(confirm)<details\(isOpen)><summary>\(change) \
            <span class="vh">\(item.question.title(in: words.language))</span></summary>
            \(visit.form(
                path,
                """
                \(place)\(Piece.area(
                    "text", words.text("Antwoord", "Answer"),
                    hint: words.text("Geen gegevens van mensen.", "No data of people."),
                    value: typed, problem: wrong, id: "text-\(code)"
                ))<div class="acts"><button>\(words("Leg vast", "Record"))</button></div>
                """
            ))</details>
            """
    }

    // MARK: - What changed, and what was sent

    private static func changes(_ draft: DraftNotice.Answer, _ words: Words) -> HTML {
        guard let last = draft.sent.last else { return "" }
        let changed = draft.changed
        let rows = changed.map { item -> [HTML] in
            [
                "\(item.question.number) \(item.question.title(in: words.language))",
                "\(last.answers[item.question.code] ?? "–")",
                "\(item.text.isEmpty ? "–" : item.text)",
                "\(item.source ?? item.by ?? "")",
            ]
        }
        return """
            <h2>\(words("Wat er veranderde sinds de laatste melding", "What changed since the last notification"))</h2>
            \(rows.isEmpty ? words.paragraph("Niets.", "Nothing.") : Piece.table(
                words.text(
                    "\(changed.count) van \(draft.items.count) antwoorden; de andere zijn gelijk",
                    "\(changed.count) of \(draft.items.count) answers; the others are the same"
                ),
                [
                    .init(words.text("Vraag", "Question")), .init(words.text("Toen", "Then")),
                    .init(words.text("Nu", "Now")), .init(words.text("Waarom", "Why")),
                ],
                rows
            ))
            """
    }

    private static func sent(
        _ draft: DraftNotice.Answer,
        _ visit: Visit,
        _ problem: FormProblem?,
        _ form: Form?
    ) -> HTML {
        let words = visit.words
        let rows = draft.sent.map { sent -> [HTML] in
            [
                "\(nature(sent.nature, words))", Piece.time(sent.sentAt, words),
                "\(sent.reference)",
                "\(sent.by)",
            ]
        }
        let table: HTML =
            rows.isEmpty
            ? words.paragraph("Er is nog niets gestuurd.", "Nothing was sent yet.")
            : Piece.table(
                words.text("Meldingen aan de AP", "Notifications to the authority"),
                [
                    .init(words.text("Melding", "Notification")),
                    .init(words.text("Gestuurd", "Sent")),
                    .init(words.text("Kenmerk of bewijs", "Reference or proof")),
                    .init(words.text("Door", "By")),
                ],
                rows,
                showsCaption: false
            )
        let can = !visit.roles.isDisjoint(with: Roles.notices)
        return """
            <h2 id="sent">\(words("Eerder gestuurd", "Sent before"))</h2>
            \(table)
            \(HTML.when(can, sending(draft, visit, problem, form)))
            """
    }

    private static func sending(
        _ draft: DraftNotice.Answer,
        _ visit: Visit,
        _ problem: FormProblem?,
        _ form: Form?
    ) -> HTML {
        let words = visit.words
        func wrong(_ field: String) -> String? {
            problem?.field == field ? words.text(problem?.dutch ?? "", problem?.english ?? "") : nil
        }
        let incident = visit.parameters["incident"] ?? ""
        let natures = SendNotice.Nature.allCases.filter {
            draft.sent.isEmpty == ($0 == .first)
        }
        let options = natures.map { (value: $0.rawValue, name: nature($0.rawValue, words)) }
        return """
            <h3>\(words("Gestuurd?", "Sent?"))</h3>
            \(visit.form(
                "/incidents/\(Form.encoded(incident))/notices/sent",
                """
                \(Piece.select("nature", words.text("Welke melding?", "Which notification?"), options, chosen: form?["nature"] ?? ""))
                \(Piece.field(
                    "time", words.text("Wanneer?", "When?"),
                    hint: words.text("Bijvoorbeeld 8-8-2025 16.20.", "For example 2025-08-08 16:20."),
                    value: form?["time"] ?? "", problem: wrong("time")
                ))
                \(Piece.field(
                    "reference", words.text("Kenmerk van de AP, of wat bewijst dat het gestuurd is", "Reference of the authority, or what proves that it was sent"),
                    value: form?["reference"] ?? "", problem: wrong("reference")
                ))
                <div class="acts"><button>\(words("Leg vast dat de melding is gestuurd", "Record that the notification was sent"))</button></div>
                """
            ))
            """
    }

    private static func nature(_ code: String, _ words: Words) -> String {
        switch code {
        case "first": words.text("Eerste melding", "First notification")
        case "withdrawal": words.text("Intrekking", "Withdrawal")
        default: words.text("Aanvulling", "Supplement")
        }
    }

    // MARK: - Acts

    @Sendable private static func answer(_ visit: Visit, _ form: Form) async throws -> Reply {
        let incident = try visit.parameter("incident")
        let officer = try visit.officer()
        guard let question = NoticeQuestion(rawValue: form["question"]) else {
            throw DeskRefusal.formUnreadable
        }
        let text = form["confirm"] == "yes" ? nil : form["text"]
        do {
            _ = try await visit.desk.writer.act { store in
                try AnswerNotice(
                    incident: incident,
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
        }
        let layout = NoticeForm.Layout(rawValue: form["layout"]) ?? .authority
        let section = Int(form["section"]) ?? 1
        return .seeOther(
            "/incidents/\(Form.encoded(incident))/notices?layout=\(layout.rawValue)&section=\(section)#open"
        )
    }

    @Sendable private static func send(_ visit: Visit, _ form: Form) async throws -> Reply {
        let incident = try visit.parameter("incident")
        let officer = try visit.officer()
        guard let nature = SendNotice.Nature(rawValue: form["nature"]) else {
            throw DeskRefusal.formUnreadable
        }
        do {
            let written = try FormTime.read(form, "time")
            let reference = form["reference"]
            _ = try await visit.desk.writer.act { store in
                try SendNotice(
                    incident: incident,
                    nature: nature,
                    sentAt: written,
                    reference: reference,
                    officer: officer
                ).run(in: store)
            }
            return .seeOther("/incidents/\(Form.encoded(incident))/notices#sent")
        } catch DeskRefusal.problem(let problems) {
            return .page(try await page(visit, problems.first, form))
        } catch CaseworkError.noProofOfSending {
            let problem = FormProblem(
                field: "reference",
                dutch: "Vul het kenmerk in, of wat bewijst dat het gestuurd is.",
                english: "Fill in the reference, or what proves that it was sent."
            )
            return .page(try await page(visit, problem, form))
        } catch CaseworkError.citizenNumberTyped {
            return .page(try await page(visit, .citizenNumber("reference"), form))
        } catch CaseworkError.momentRefused(let doubt) {
            let problem = FormProblem(
                field: "time",
                dutch: MomentWording.refusal(doubt, Words(language: .dutch, now: visit.words.now)),
                english: MomentWording.refusal(
                    doubt,
                    Words(language: .english, now: visit.words.now)
                )
            )
            return .page(try await page(visit, problem, form))
        }
    }

    @Sendable private static func csv(_ visit: Visit) async throws -> Reply {
        let incident = try visit.parameter("incident")
        let now = visit.words.now
        let draft = try await visit.look {
            try DraftNotice(incident: incident, now: now).run(in: $0)
        }
        let rows = draft.items.map { item in
            [
                item.question.number, item.question.title(in: .dutch), item.state.rawValue,
                item.text,
                item.source ?? item.by ?? "",
            ]
        }
        return .file(
            CommaSeparated.text([["number", "question", "state", "answer", "source"]] + rows),
            type: "text/csv; charset=utf-8",
            name: "notification.csv"
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
}
