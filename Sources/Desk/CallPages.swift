// SPDX-License-Identifier: EUPL-1.2

import Casework
import Custody
import Letters
import Store

/// The contact centre: one page for a call, from its first word to its end. Nobody is found or opened
/// without an open call of whoever looks.
enum CallPages {
    static let routes: [Route] = [
        Route(
            name: "calls",
            path: "/calls",
            access: .roles(Roles.calls),
            purpose: "call",
            action: .look(list)
        ),
        Route(
            name: "call.open",
            path: "/calls",
            access: .roles(Roles.calls),
            purpose: "call",
            action: .act(open)
        ),
        Route(
            name: "call.queue",
            path: "/calls/queue",
            access: .roles(Roles.calls),
            purpose: "call",
            isPersonal: true,
            action: .act(queue)
        ),
        Route(
            name: "call.take",
            path: "/calls/take",
            access: .roles(Roles.calls),
            purpose: "call",
            action: .act(take)
        ),
        Route(
            name: "call",
            path: "/calls/{call}",
            access: .roles(Roles.calls),
            purpose: "call",
            isPersonal: true,
            action: .look { visit in .page(try await page(visit)) }
        ),
        Route(
            name: "call.find",
            path: "/calls/{call}/find",
            access: .roles(Roles.calls),
            purpose: "call",
            isPersonal: true,
            action: .act(find)
        ),
        Route(
            name: "call.choose",
            path: "/calls/{call}/choose",
            access: .roles(Roles.calls),
            purpose: "call",
            action: .act(choose)
        ),
        Route(
            name: "call.proof",
            path: "/calls/{call}/proof",
            access: .roles(Roles.calls),
            purpose: "call",
            action: .act(prove)
        ),
        Route(
            name: "call.end",
            path: "/calls/{call}/end",
            access: .roles(Roles.calls),
            purpose: "call",
            isPersonal: true,
            action: .act(end)
        ),
    ]

    // MARK: - What is open

    @Sendable private static func list(_ visit: Visit) async throws -> Reply {
        let words = visit.words
        let officer = try visit.officer()
        let calls = try await visit.look { try ListCalls(officer: officer).run(in: $0) }
        let incidents = calls.incidents
        let own = calls.own.map { call -> HTML in
            HomePage.task(
                "\(words.moment(call.openedAt))",
                "/calls/\(call.number)",
                words.text("Gesprek \(call.number)", "Call \(call.number)"),
                "\(words.capital(call.channel.name(in: words.language)))",
                Piece.tag(words.text("Open", "Open"), .wait)
            )
        }
        let heading =
            calls.own.isEmpty
            ? words.text("Begin een gesprek", "Begin a call")
            : calls.own.count == 1
                ? words.text("U hebt één open gesprek", "You have one open call")
                : words.text(
                    "U hebt \(words.spelled(calls.own.count)) open gesprekken",
                    "You have \(words.spelled(calls.own.count)) open calls"
                )
        return .page(
            Page(
                title: words.text("Klantcontact", "Contact centre"),
                menu: .contact,
                body: """
                    <h1>\(heading)</h1>
                    <p class="lede">\(words(
                        "Een beller zoeken kan alleen in een open gesprek van uzelf.",
                        "A caller can be looked for only in an open call of your own."
                    ))</p>
                    \(HTML.when(!own.isEmpty, "<ol class=\"tasks\">\n\(own)</ol>"))
                    \(begin(incidents, visit))
                    <p><a href="/calls/matters">\(words(
                        "Afspraken na een gesprek", "Matters that follow from calls"
                    ))</a></p>
                    \(HTML.when(visit.has(.teamLead), """
                        <p><a href="/calls/team">\(words("Het team", "The team"))</a></p>
                        """))
                    \(mails(calls, incidents, visit))
                    """
            )
        )
    }

    private static func incidentField(_ incidents: [String], _ words: Words, id: String) -> HTML {
        let chosen = incidents.count == 1 ? incidents[0] : ""
        let options =
            [
                (
                    value: "",
                    name: words.text("Weet ik niet, of iets anders", "Not known, or something else")
                )
            ]
            + incidents.map { (value: $0, name: $0) }
        let choices = options.map { option -> HTML in
            """
            <option value="\(option.value)"\(" selected", if: option.value == chosen)>\
            \(option.name)</option>
            """
        }
        return """
            <div class="field"><label for="\(id)">\(words("Waarover?", "About what?"))</label>\
            <select id="\(id)" name="incident">\(choices)</select></div>
            """
    }

    private static func begin(_ incidents: [String], _ visit: Visit) -> HTML {
        let words = visit.words
        return """
            <h2>\(words("Nieuw gesprek", "New call"))</h2>
            \(visit.form("/calls", """
                \(incidentField(incidents, words, id: "incident"))
                <div class="acts"><button name="channel" value="telephone">\(words(
                    "Telefoon", "Telephone"
                ))</button> <button class="alt" name="channel" value="social">\(words(
                    "Sociale media", "Social media"
                ))</button> <button class="alt" name="channel" value="letter">\(words(
                    "Brief", "Letter"
                ))</button></div>
                """))
            """
    }

    private static func mails(_ calls: ListCalls.Answer, _ incidents: [String], _ visit: Visit)
        -> HTML
    {
        let words = visit.words
        let next: HTML =
            calls.queued == 0
            ? words.paragraph("De wachtrij is leeg.", "The queue is empty.")
            : """
            <p>\(words(
                "\(words.count(calls.queued, ("bericht wacht", "berichten wachten"), ("message waits", "messages wait"))), het oudste sinds \(words.moment(calls.queue.first?.openedAt ?? Instant(milliseconds: words.now))).",
                "\(words.count(calls.queued, ("bericht wacht", "berichten wachten"), ("message waits", "messages wait"))), the oldest since \(words.moment(calls.queue.first?.openedAt ?? Instant(milliseconds: words.now)))."
            ))</p>
            \(visit.form("/calls/take", """
                <input type="hidden" name="call" value="\(plain: calls.queue.first?.number ?? 0)">\
                <div class="acts"><button>\(words("Neem het oudste", "Take the oldest"))</button></div>
                """))
            """
        return """
            <h2>\(words("Mail en berichten", "Mail and messages"))</h2>
            \(next)
            <details><summary>\(words(
                "Zet een mail of bericht in de wachtrij", "Put a mail or message into the queue"
            ))</summary>
            \(visit.form("/calls/queue", """
                \(incidentField(incidents, words, id: "mail-incident"))
                \(Piece.select(
                    "channel",
                    words.text("Hoe kwam het?", "How did it come?"),
                    [
                        (ContactChannel.mail.rawValue, words.text("E-mail", "Mail")),
                        (ContactChannel.social.rawValue, words.text("Sociale media", "Social media")),
                    ]
                ))
                \(Piece.area(
                    "text",
                    words.text("Wat staat erin?", "What does it say?"),
                    hint: words.text(
                        "Nummers en briefcodes worden weggestreept. De tekst is versleuteld en wordt na de bewaartermijn onleesbaar.",
                        "Numbers and letter codes are struck out. The text is sealed, and is made unreadable when its term ends."
                    )
                ))
                <div class="acts"><button class="alt">\(words("Zet in de wachtrij", "Put into the queue"))</button></div>
                """))
            </details>
            """
    }

    @Sendable private static func open(_ visit: Visit, _ form: Form) async throws -> Reply {
        guard let channel = ContactChannel(rawValue: form["channel"]) else {
            throw DeskRefusal.formUnreadable
        }
        let officer = try visit.officer()
        let incident = form["incident"].isEmpty ? nil : form["incident"]
        let call = try await visit.desk.writer.act { store in
            try OpenCall(channel, incident: incident, officer: officer).run(in: store)
        }
        return .seeOther("/calls/\(call.number)")
    }

    @Sendable private static func queue(_ visit: Visit, _ form: Form) async throws -> Reply {
        guard let channel = ContactChannel(rawValue: form["channel"]) else {
            throw DeskRefusal.formUnreadable
        }
        let text = try form.required(
            "text",
            "Schrijf op wat er in het bericht staat.",
            "Write down what the message says."
        )
        let officer = try visit.officer()
        let incident = form["incident"].isEmpty ? nil : form["incident"]
        _ = try await visit.desk.writer.act { store in
            try OpenCall(channel, incident: incident, queued: text, officer: officer).run(in: store)
        }
        return .seeOther("/calls")
    }

    @Sendable private static func take(_ visit: Visit, _ form: Form) async throws -> Reply {
        guard let number = Int(form["call"]) else { throw DeskRefusal.formUnreadable }
        let officer = try visit.officer()
        let call = try await visit.desk.writer.act { store in
            try TakeCall(number, officer: officer).run(in: store)
        }
        return .seeOther("/calls/\(call.number)")
    }

    // MARK: - A call

    /// A call of this officer; another one is not there.
    private static func number(_ visit: Visit) throws -> Int {
        guard let number = Int(try visit.parameter("call")) else { throw DeskRefusal.notFound }
        return number
    }

    private static func page(
        _ visit: Visit,
        _ problem: FormProblem? = nil,
        _ form: Form? = nil
    ) async throws -> Page {
        let words = visit.words
        let (number, officer) = (try number(visit), try visit.officer())
        let (call, mail, choices, answer) = try await visit.look { store in
            let call = try ShowCall(number, officer: officer).run(in: store)
            return (
                call,
                call.isOpen && !call.texts.isEmpty
                    ? try ReadMail(number, officer: officer).run(in: store) : nil,
                call.isOpen && call.caller == .several
                    ? try ShowChoices(number, officer: officer).run(in: store) : [],
                call.isOpen && call.caller == .proven
                    ? try AnswerCaller(number, in: words.language, officer: officer).run(in: store)
                    : nil
            )
        }
        let body: HTML =
            if !call.isOpen {
                CallPieces.ended(call, words)
            } else if let answer {
                CallPieces.answer(answer, call, visit, problem, form)
            } else {
                CallPieces.unproven(call, choices, visit, problem, form)
            }
        return Page(
            title: words.text("Gesprek \(number)", "Call \(number)"),
            menu: .contact,
            body: """
                <p class="crumb">\(CallPieces.crumb(call, words))</p>
                \(mail.map { CallPieces.mail($0, words) } ?? "")
                \(body)
                """
        )
    }

    @Sendable private static func find(_ visit: Visit, _ form: Form) async throws -> Reply {
        do {
            let (number, officer) = (try number(visit), try visit.officer())
            let way: FindCaller.Way =
                form["way"] == "code"
                ? .letterCode(
                    try form.required(
                        "code",
                        "Typ de briefcode van de beller.",
                        "Type the code of the caller's letter."
                    )
                )
                : .attributes([
                    .surname: form["surname"], .initials: form["initials"],
                    .postcode: form["postcode"], .houseNumber: form["houseNumber"],
                    .birthDate: birthDate(form["birthDate"]),
                ])
            let answer = try await visit.desk.writer.act { store in
                try FindCaller(number, by: way, officer: officer).run(in: store)
            }
            let words = visit.words
            switch answer {
            case .searched: return .seeOther("/calls/\(number)")
            case .wait(let moment):
                let seconds = max(1, (moment.milliseconds - words.now + 999) / 1000)
                throw DeskRefusal.problem([
                    FormProblem(
                        field: "find",
                        dutch: "Wacht nog \(seconds) seconden. Daarna kunt u weer zoeken.",
                        english: "Wait \(seconds) seconds. Then you can search again."
                    )
                ])
            case .usedUp:
                throw DeskRefusal.problem([
                    FormProblem(
                        field: "find",
                        dutch:
                            "In dit gesprek kunt u niet meer zoeken. Geef het algemene antwoord.",
                        english: "No more searches in this call. Give the general answer."
                    )
                ])
            }
        } catch DeskRefusal.problem(let problems) {
            return .page(try await page(visit, problems.first, form))
        } catch CaseworkError.tooFewAttributes {
            return .page(try await page(visit, CallPieces.tooFew, form))
        } catch CaseworkError.attributesFindNobody {
            return .page(try await page(visit, CallPieces.tooFew, form))
        } catch CaseworkError.notABirthDate {
            let problem = FormProblem(
                field: "birthDate",
                dutch: "Schrijf de datum als 3-2-1970.",
                english: "Write the date as 3-2-1970."
            )
            return .page(try await page(visit, problem, form))
        }
    }

    /// As people write it, day first; what is no such date is left as it is, and refused.
    static func birthDate(_ text: String) -> String {
        let parts = text.split { "-/. ".contains($0) }.compactMap { Int($0) }
        guard parts.count == 3, parts[2] > 999 else { return text }
        func two(_ number: Int) -> String { number < 10 ? "0\(number)" : "\(number)" }
        return "\(parts[2])-\(two(parts[1]))-\(two(parts[0]))"
    }

    @Sendable private static func choose(_ visit: Visit, _ form: Form) async throws -> Reply {
        let (number, officer) = (try number(visit), try visit.officer())
        guard let choice = Int(form["choice"]) else { return .seeOther("/calls/\(number)") }
        _ = try await visit.desk.writer.act { store in
            try ChooseCaller(number, choice: choice, officer: officer).run(in: store)
        }
        return .seeOther("/calls/\(number)")
    }

    @Sendable private static func prove(_ visit: Visit, _ form: Form) async throws -> Reply {
        let (number, officer) = (try number(visit), try visit.officer())
        guard form["known"] == "yes" else { return .seeOther("/calls/\(number)") }
        _ = try await visit.desk.writer.act { store in
            try ProveByCallBack(number, officer: officer).run(in: store)
        }
        return .seeOther("/calls/\(number)")
    }

    @Sendable private static func end(_ visit: Visit, _ form: Form) async throws -> Reply {
        do {
            let (number, officer) = (try number(visit), try visit.officer())
            guard let outcome = ContactOutcome(rawValue: form["outcome"]) else {
                throw DeskRefusal.problem([
                    FormProblem(
                        field: "outcome",
                        dutch: "Kies hoe het gesprek eindigt.",
                        english: "Choose how the call ends."
                    )
                ])
            }
            let moment =
                outcome == .callBack && !form["callBackAt"].isEmpty
                ? try FormTime.read(form, "callBackAt") : nil
            let themes = Set(form.all("theme").compactMap(ContactTheme.init(rawValue:)))
            let note = form["note"]
            _ = try await visit.desk.writer.act { store in
                try EndCall(
                    number,
                    outcome: outcome,
                    themes: themes,
                    note: note,
                    callBackAt: moment,
                    officer: officer
                ).run(in: store)
            }
            return .seeOther("/calls/\(number)")
        } catch DeskRefusal.problem(let problems) {
            return .page(try await page(visit, problems.first, form))
        } catch CaseworkError.callBackMomentRefused {
            let problem = FormProblem(
                field: "callBackAt",
                dutch: "Schrijf wanneer u terugbelt: een moment dat nog komt.",
                english: "Write when you call back: a moment still to come."
            )
            return .page(try await page(visit, problem, form))
        } catch CaseworkError.textTooLong(let most) {
            let problem = FormProblem(
                field: "note",
                dutch: "De notitie is te lang: hoogstens \(most) tekens.",
                english: "The note is too long: \(most) characters at most."
            )
            return .page(try await page(visit, problem, form))
        }
    }
}
