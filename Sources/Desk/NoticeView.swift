// SPDX-License-Identifier: EUPL-1.2

import Casework
import Custody
import Incidents
import Store

/// One notification on a page: the parts of its form, one of them opened, what changed, and what was sent.
struct NoticeView {
    let choice: NoticePages.Choice
    let draft: DraftNotice.Answer
    /// Are there notifications of other kinds?
    let hasOthers: Bool
    let frame: IncidentPages.Frame
    let visit: Visit
    var problem: FormProblem?
    var form: Form?

    private var words: Words { visit.words }
    private var layout: NoticeForm { NoticeForm(choice.layout) }
    private var path: String {
        "/incidents/\(Form.encoded(frame.incident.reference))/notices"
    }
    private var canAct: Bool { !visit.roles.isDisjoint(with: Roles.notices) }

    var page: Page {
        let (ready, derived, missing) = (
            draft.count(.recorded), draft.count(.derived), draft.count(.missing)
        )
        let section = layout.sections.first { "\($0.id)" == choice.section }
        var page = IncidentPages.page(
            frame,
            visit,
            title: draft.notice == .dataBreach
                ? words.text("Melding", "Notification") : draft.notice.title(in: words.language),
            """
            \(HTML.when(hasOthers, "<p><a href=\"\(path)\">\(words("Alle meldingen", "All notifications"))</a></p>"))
            <h1>\(heading)</h1>
            <p class="state">\(words(
                "\(words.number(ready)) van \(words.number(draft.items.count)) antwoorden zijn klaar. \(words.number(derived)) zijn afgeleid en wachten op bevestiging. \(words.number(missing)) ontbreken.",
                "\(words.number(ready)) of \(words.number(draft.items.count)) answers are ready. \(words.number(derived)) are derived and wait to be confirmed. \(words.number(missing)) are missing."
            ))</p>
            \(NoticeClock(draft, frame, words).html)
            \(introduction)
            \(parts(section))
            \(section.map(part) ?? "")
            \(changes)
            \(sent)
            <p><a href="\(path).csv\(choice.query())">\(words("Download alle antwoorden als CSV", "Download all answers as CSV"))</a></p>
            """
        )
        page.copies = section != nil
        return page
    }

    private var heading: String {
        guard draft.notice != .dataBreach else {
            return draft.sent.isEmpty
                ? words.text("Eerste melding aan de AP", "First notification to the authority")
                : words.text("Aanvulling op de melding aan de AP", "Supplement to the notification")
        }
        let title = draft.notice.title(in: words.language)
        guard let duty = draft.duty else { return title }
        switch duty.state {
        case .running, .overdue:
            guard let due = duty.dueAt else {
                return words.text("\(title): nu", "\(title): now")
            }
            let seconds = Double(due.milliseconds - words.now) / 1000
            let span = words.duration(seconds: abs(seconds))
            return seconds >= 0
                ? words.text("\(title): nog \(span)", "\(title): \(span) left")
                : words.text("\(title): \(span) te laat", "\(title): \(span) late")
        case .met: return words.text("\(title): gestuurd", "\(title): sent")
        case .notStarted: return words.text("\(title): nog niet nodig", "\(title): not yet needed")
        case .ended: return words.text("\(title): niet nodig", "\(title): not needed")
        case .waiting, .notInForce: return title
        }
    }

    /// Whose form it is, and where it goes.
    private var introduction: HTML {
        switch draft.notice {
        case .dataBreach:
            return """
                <p>\(words(
                    "De Autoriteit Persoonsgegevens (AP) neemt alleen haar eigen webformulier aan: neem de antwoorden over in deze volgorde.",
                    "The authority takes its own web form only: copy the answers over in this order. They are in Dutch, as the form is."
                )) \(otherLayout)</p>
                """
        case .earlyWarning:
            return addressed(
                words(
                    "Meld wat u nu weet. Meer mag in de incidentmelding; wachten mag niet.",
                    "Tell what you know now. More may stand in the incident notification; waiting is not allowed."
                )
            )
        case .incidentNotification:
            return addressed(
                words(
                    "Wat u in de waarschuwing schreef, staat er al: bevestig of verander het. De maand van het eindverslag begint als deze melding is gestuurd.",
                    "What you wrote in the warning is there already: confirm or change it. The month of the final report begins when this is sent."
                )
            )
        case .interimReport:
            return addressed(
                words(
                    "Alleen als het CSIRT of de autoriteit erom vraagt.",
                    "Only when the response team or the authority asks for it."
                )
            )
        case .progressReport:
            return addressed(
                words(
                    "In plaats van het eindverslag, als het incident na een maand nog loopt. Het eindverslag volgt dan een maand na de afhandeling.",
                    "In the place of the final report, when the incident still runs after a month. The final report follows a month after the handling."
                )
            )
        case .finalReport:
            return addressed(
                words(
                    "Eén maand na de incidentmelding. Loopt het incident dan nog, stuur dan die dag een voortgangsverslag.",
                    "One month after the incident notification. When the incident still runs by then, send a progress report on that day."
                )
            )
        }
    }

    private func addressed(_ sentence: HTML) -> HTML {
        let whose: HTML =
            draft.party.map { party in
                words.paragraph(
                    "\(words.name(party)) meldt dit zelf. Leg hier vast wat u ervan weet.",
                    "\(words.name(party)) notifies this itself. Record here what you know of it."
                )
            } ?? ""
        return "\(whose)<p>\(sentence)</p>"
    }

    private var otherLayout: HTML {
        choice.layout == .authority
            ? "<a href=\"\(path)\(choice.query(layout: .european))\">\(words("Zelfde feiten in het Europese model", "The same facts in the European template"))</a>"
            : "<a href=\"\(path)\(choice.query())\">\(words("Zelfde feiten in het formulier van de AP", "The same facts in the form of the Dutch authority"))</a>"
    }

    // MARK: - The parts

    private func parts(_ opened: NoticeForm.Section?) -> HTML {
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
            return HomePage.task(
                "<strong>\(plain: section.id)</strong>",
                path + choice.query(section: "\(section.id)", layout: choice.layout),
                section.title(in: words.language),
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

    private func part(_ section: NoticeForm.Section) -> HTML {
        let questions = section.questions.compactMap { question in
            draft.item(question).map { one($0, section) }
        }
        return """
            <h2 id="open">\(plain: section.id) \(section.title(in: words.language))</h2>
            \(questions)
            """
    }

    private func one(_ item: DraftNotice.Item, _ section: NoticeForm.Section) -> HTML {
        let number = choice.layout == .authority ? (item.question.number ?? "") + " " : ""
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
            // Of the answers' own language, as they are.
            let isOther = words.language != .dutch
            let source: HTML = "\(item.source ?? "")"
            state = """
                \(Piece.tag(words.text("Afgeleid: bevestig", "Derived: confirm"), .wait)) \
                <span class="hint">\(words.text("uit", "from")) \(HTML.when(isOther, "<span lang=\"nl\">"))\(source)\(HTML.when(isOther, "</span>"))</span>
                """
        case .missing: state = Piece.tag(words.text("Ontbreekt", "Missing"), .bad)
        }
        let before: HTML =
            item.before.map {
                "<p class=\"hint\">\(words("Eerder stond er:", "Before it said:")) <q>\($0)</q></p>"
            } ?? ""
        let text: HTML =
            item.text.isEmpty
            ? ""
            : """
            <p class="copy" lang="nl" id="answer-\(item.question.code)">\(item.text)</p>
            \(CopyScript.button(
                of: "answer-\(item.question.code)",
                item.question.title(in: words.language),
                words
            ))
            """
        return """
            <div class="card"><h3>\(number)\(item.question.title(in: words.language))</h3>
            <p>\(state)</p>\(text)\(before)
            \(HTML.when(canAct, forms(item, section)))</div>

            """
    }

    private func forms(_ item: DraftNotice.Item, _ section: NoticeForm.Section) -> HTML {
        let code = item.question.code
        let path = path + "/answer"
        let place: HTML = """
            \(choice.fields)<input type="hidden" name="question" value="\(code)">\
            <input type="hidden" name="section" value="\(plain: section.id)">
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

    private var changes: HTML {
        guard let last = draft.last else { return "" }
        let changed = draft.changed
        let rows = changed.map { item -> [HTML] in
            let number = item.question.number.map { $0 + " " } ?? ""
            return [
                "\(number)\(item.question.title(in: words.language))",
                "\(last.answers[item.question.code] ?? "–")",
                "\(item.text.isEmpty ? "–" : item.text)",
                "\(item.source ?? item.by ?? "")",
            ]
        }
        let name = last.notice.title(in: words.language).lowercased()
        return """
            <h2>\(words(
                "Wat er veranderde sinds de laatste \(last.notice == .dataBreach ? "melding" : name)",
                "What changed since the last \(last.notice == .dataBreach ? "notification" : name)"
            ))</h2>
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

    private var sent: HTML {
        let isOfCyberAct = draft.notice.isOfCyberAct
        let rows = draft.sent.map { sent -> [HTML] in
            let proof: HTML =
                sent.evidence.map {
                    "\(sent.reference) <code class=\"copy\">\($0)</code>"
                } ?? "\(sent.reference)"
            let to = [sent.to, sent.channel].compactMap(\.self).joined(separator: ", ")
            return [
                "\(nature(sent.nature))", Piece.time(sent.sentAt, words),
            ] + (isOfCyberAct ? ["\(to)"] : []) + [proof, "\(sent.by)"]
        }
        let columns: [Piece.Column] =
            [
                .init(words.text("Melding", "Notification")),
                .init(words.text("Gestuurd", "Sent")),
            ] + (isOfCyberAct ? [.init(words.text("Aan", "To"))] : []) + [
                .init(words.text("Kenmerk of bewijs", "Reference or proof")),
                .init(words.text("Door", "By")),
            ]
        let table: HTML =
            rows.isEmpty
            ? nothingSent
            : Piece.table(
                words.text("Wat er gestuurd is", "What was sent"),
                columns,
                rows,
                showsCaption: false
            )
        return """
            <h2 id="sent">\(words("Eerder gestuurd", "Sent before"))</h2>
            \(table)
            \(HTML.when(canAct, sending))
            """
    }

    /// The moment may be recorded by itself, on the timeline or by a command.
    private var nothingSent: HTML {
        guard let met = draft.duty?.metAt else {
            return words.paragraph("Er is nog niets gestuurd.", "Nothing was sent yet.")
        }
        return words.paragraph(
            "Vastgelegd is dat dit \(Piece.time(met, words)) is gestuurd. Het bewijs ontbreekt nog.",
            "It is recorded that this was sent \(Piece.time(met, words)). The proof is still missing."
        )
    }

    private var sending: HTML {
        func wrong(_ field: String) -> String? {
            problem?.field == field ? words.text(problem?.dutch ?? "", problem?.english ?? "") : nil
        }
        let isOfCyberAct = draft.notice.isOfCyberAct
        // A report that is asked for again is a first one again.
        let isFirst =
            draft.sent.isEmpty
            || draft.notice == .interimReport && draft.duty?.state == .running
        let natures = SendNotice.Nature.allCases.filter {
            (isFirst == ($0 == .first)) && !(isOfCyberAct && $0 == .withdrawal)
        }
        let options = natures.map { (value: $0.rawValue, name: nature($0.rawValue)) }
        let which: HTML =
            options.count == 1
            ? "<input type=\"hidden\" name=\"nature\" value=\"\(options[0].value)\">"
            : Piece.select(
                "nature",
                words.text("Welke melding?", "Which notification?"),
                options,
                chosen: form?["nature"] ?? ""
            )
        let names = draft.duty?.recipientNames(in: .dutch)?.joined(separator: "; ")
        let addressed: HTML = """
            \(Piece.field(
                "recipient", words.text("Aan wie?", "To whom?"),
                hint: words.text("Aan allebei: het CSIRT en de autoriteit.", "To both: the response team and the authority."),
                value: form?["recipient"] ?? names ?? "", problem: wrong("recipient")
            ))
            \(Piece.field(
                "channel", words.text("Langs welke weg?", "By which way?"),
                hint: words.text("Bijvoorbeeld een portaal, of de telefoon.", "For example a portal, or the telephone."),
                value: form?["channel"] ?? draft.duty?.channel ?? ""
            ))
            """
        return """
            <h3>\(words("Gestuurd?", "Sent?"))</h3>
            \(visit.form(
                path + "/sent",
                """
                \(choice.fields)\(which)
                \(Piece.field(
                    "time", words.text("Wanneer?", "When?"),
                    hint: words.text("Bijvoorbeeld 8-8-2025 16.20.", "For example 2025-08-08 16:20."),
                    value: form?["time"] ?? "", problem: wrong("time")
                ))
                \(HTML.when(isOfCyberAct, addressed))
                \(Piece.field(
                    "reference", isOfCyberAct ? words.text("Kenmerk van de ontvanger, of wat bewijst dat het gestuurd is", "Reference of the recipient, or what proves that it was sent") : words.text("Kenmerk van de AP, of wat bewijst dat het gestuurd is", "Reference of the authority, or what proves that it was sent"),
                    value: form?["reference"] ?? "", problem: wrong("reference")
                ))
                \(EvidenceField.html(words, form, wrong("evidence")))
                <div class="acts"><button>\(words("Leg vast dat de melding is gestuurd", "Record that the notification was sent"))</button></div>
                """
            ))
            """
    }

    private func nature(_ code: String) -> String {
        switch code {
        case "first":
            draft.notice.isOfCyberAct
                ? draft.notice.title(in: words.language)
                : words.text("Eerste melding", "First notification")
        case "withdrawal": words.text("Intrekking", "Withdrawal")
        default: words.text("Aanvulling", "Supplement")
        }
    }
}

/// Where somebody fills in the hash of a file that proves something; the file itself stays where it is.
enum EvidenceField {
    static func html(_ words: Words, _ form: Form?, _ problem: String?) -> HTML {
        Piece.field(
            "evidence",
            words.text(
                "SHA-256 van het bewijsstuk (mag leeg blijven)",
                "SHA-256 of the evidence (may stay empty)"
            ),
            hint: words.text(
                "64 tekens, bijvoorbeeld van sha256sum. Het stuk zelf blijft waar u het bewaart.",
                "64 characters, for example of sha256sum. The file itself stays where you keep it."
            ),
            value: form?["evidence"] ?? "",
            problem: problem
        )
    }
}
