// SPDX-License-Identifier: EUPL-1.2

import Accounts
import Casework
import Custody
import Letters
import Printing
import Store
import Wording

/// A wave: who is in it, every text that will be printed, and two people who read them all and agree
/// (decision 0058).
enum WavePages {
    static let routes: [Route] = [
        Route(
            name: "wave",
            path: "/incidents/{incident}/waves/{wave}",
            access: .roles(Roles.room),
            purpose: "letters",
            action: .look { visit in .page(try await page(visit)) }
        ),
        Route(
            name: "wave.text",
            path: "/incidents/{incident}/waves/{wave}/texts/{text}",
            access: .roles(Roles.approving),
            purpose: "letters",
            action: .look(text)
        ),
        Route(
            name: "wave.text.read",
            path: "/incidents/{incident}/waves/{wave}/texts/{text}",
            access: .roles(Roles.approving),
            purpose: "letters",
            action: .act(read)
        ),
        Route(
            name: "wave.propose",
            path: "/incidents/{incident}/waves/{wave}/propose",
            access: .roles(Roles.approving),
            purpose: "letters",
            action: .act(propose)
        ),
        Route(
            name: "wave.approve",
            path: "/incidents/{incident}/waves/{wave}/approve",
            access: .roles(Roles.approving),
            purpose: "letters",
            action: .act(approve)
        ),
        Route(
            name: "wave.cancel",
            path: "/incidents/{incident}/waves/{wave}/cancel",
            access: .roles(Roles.planning),
            purpose: "letters",
            action: .act(cancel)
        ),
    ]

    /// All that the page of a wave shows.
    private struct Sight {
        var wave: WaveStanding
        var settings: ShowLetterSettings.Answer
        /// Nil for who may not approve, and where the texts cannot be counted.
        var texts: WaveTexts.Counted?
        /// Why they cannot.
        var problem: ToldFailure?
        /// Digests that whoever looks has read.
        var read: Set<String>
        var proposal: WaveProposal?

        var unread: [PreviewedText] {
            texts?.texts.filter { !read.contains($0.digest) } ?? []
        }
    }

    static func address(_ incident: String, _ wave: String) -> String {
        "/incidents/\(Form.encoded(incident))/waves/\(Form.encoded(wave))"
    }

    private static func address(_ visit: Visit) throws -> String {
        address(try visit.parameter("incident"), try visit.parameter("wave"))
    }

    private static func sight(_ visit: Visit) async throws -> Sight {
        let (incident, name) = (try visit.parameter("incident"), try visit.parameter("wave"))
        let today = visit.words.today
        let (waves, settings) = try await visit.look { store in
            (
                try ListWaves(incident: incident).run(in: store),
                try ShowLetterSettings(incident: incident, wave: name, today: today).run(in: store)
            )
        }
        guard let wave = waves.first(where: { $0.name == name }) else { throw DeskRefusal.notFound }
        var sight = Sight(wave: wave, settings: settings, read: [])
        guard !visit.roles.isDisjoint(with: Roles.approving), !visit.isLookingBack,
            wave.cancelled == nil, wave.approval != nil || wave.written < wave.batches,
            let account = visit.account
        else { return sight }
        sight.proposal = try WaveProposal.waiting(for: wave, in: incident, settings, visit.desk)
        do {
            let counted = try await visit.desk.waveTexts.of(
                name,
                in: incident,
                settings: settings.settings,
                letterDay: wave.approval?.letterDate ?? sight.proposal?.letterDay ?? today,
                visit
            )
            sight.texts = counted
        } catch let error as PrintingError {
            sight.problem = ToldFailure(about: error)
        } catch let error as LetterFailure {
            sight.problem = ToldFailure(
                .notAllowed,
                "the texts cannot be made: \(error)",
                help: "complete the words of the letters"
            )
        }
        sight.read = try visit.desk.accounts.readTexts(ofWave: wave.number, by: account.name)
        return sight
    }

    // MARK: - The page

    private static func page(
        _ visit: Visit,
        _ problem: FormProblem? = nil,
        _ form: Form? = nil
    ) async throws -> Page {
        let words = visit.words
        let frame = try await IncidentPages.frame(visit)
        let sight = try await sight(visit)
        let wave = sight.wave
        let held = wave.planned - wave.toPrint
        let heading =
            wave.who == "everyone"
            ? words.text(
                "Golf \(wave.name): een brief aan iedereen",
                "Wave \(wave.name): a letter to everyone"
            )
            : words.text(
                "Golf \(wave.name): een brief aan wie gemeld is",
                "Wave \(wave.name): a letter to those who are reported"
            )
        return IncidentPages.page(
            frame,
            visit,
            title: words.text("Golf brieven", "Wave of letters"),
            """
            <h1>\(heading)</h1>
            <p class="state">\(wave.cancelled == nil ? "" : words("<strong>Geannuleerd.</strong> Het plan was: ", "<strong>Cancelled.</strong> The plan was: "))\(words(
                "<strong>\(words.people(wave.planned))</strong>: \(words.number(wave.toPrint)) krijgen een brief, van \(words.number(held)) wordt de brief vastgehouden, elk met een reden.",
                "<strong>\(words.people(wave.planned))</strong>: \(words.number(wave.toPrint)) get a letter, of \(words.number(held)) the letter is held, each with a reason."
            ))</p>
            \(standing(sight, visit))
            \(texts(sight, visit))
            \(approval(sight, visit, problem, form))
            \(lanes(wave, words))
            \(cancelling(wave, visit, problem, form))
            """
        )
    }

    private static func standing(_ sight: Sight, _ visit: Visit) -> HTML {
        let words = visit.words
        let wave = sight.wave
        let incident = visit.parameters["incident"] ?? ""
        let version = words.text("versie \(wave.version)", "version \(wave.version)")
        let state: HTML =
            if let because = wave.cancelled {
                "\(Piece.tag(words.text("Geannuleerd", "Cancelled"))) \(because)"
            } else if wave.written == wave.batches {
                Piece.tag(words.text("Gedrukt", "Printed"), .ok)
            } else if wave.approval != nil {
                Piece.tag(words.text("Mag gedrukt worden", "May be printed"), .ok)
            } else {
                Piece.tag(words.text("Wacht op goedkeuring", "Waits for approval"), .wait)
            }
        let outdated: HTML =
            wave.takenBackSince == 0
            ? ""
            : """
            <div class="note wait"><p>\(words(
                "Sinds \(version) is er iets teruggenomen. Bevries een nieuwe versie en plan deze golf opnieuw: brieven die niet meer waar zijn, worden bij het drukken vastgehouden.",
                "Something was taken back since \(version). Freeze a new version and plan this wave again: letters that are not true any more are held at the print."
            ))</p></div>
            """
        return """
            \(outdated)
            \(Piece.facts([
                (words.text("Stand", "State"), state),
                (
                    words.text("Besluit", "Decision"),
                    "<q>\(wave.decision)</q> \(words.text("door", "by")) \(wave.by)"
                ),
                (
                    words.text("Register", "Register"),
                    "<a href=\"/incidents/\(Form.encoded(incident))/scope\">\(version)</a>"
                ),
            ]))
            """
    }

    private static func texts(_ sight: Sight, _ visit: Visit) -> HTML {
        let words = visit.words
        let title = words("Elke tekst die echt voorkomt", "Every text that will really be printed")
        let incident = visit.parameters["incident"] ?? ""
        if let problem = sight.problem {
            return """
                <h2>\(title)</h2>
                <div class="note wait"><p>\(words(
                    "De teksten zijn nog niet te maken. Vul eerst de woorden van de brieven aan.",
                    "The texts cannot be made yet. Complete the words of the letters first."
                ))</p><p lang="en">\(problem.sentence)</p>
                <p><a href="/incidents/\(Form.encoded(incident))/letters/words">\(words(
                    "Naar de woorden", "To the words"
                ))</a></p></div>
                """
        }
        guard let counted = sight.texts else { return "" }
        let path = address(incident, sight.wave.name)
        let rows = counted.texts.enumerated().map { place, text -> [HTML] in
            let wording = LetterTextWording(text, among: counted.texts, words)
            return [
                "<a href=\"\(path)/texts/\(text.shortName)\">\(words.text("Tekst", "Text"))&nbsp;\(plain: place + 1)</a>",
                "\(words.number(text.letters))", "\(words.capital(wording.readers))",
                "\(wording.difference)",
                sight.read.contains(text.digest)
                    ? "\(words("gelezen", "read"))"
                    : "<strong>\(words("nog niet", "not yet"))</strong>",
            ]
        }
        let read = counted.texts.count - sight.unread.count
        return """
            <h2>\(title)</h2>
            <p>\(words(
                "\(words.capital(words.spelled(counted.texts.count))) \(counted.texts.count == 1 ? "tekst" : "teksten"). Wie goedkeurt, leest ze allemaal.",
                "\(words.capital(words.spelled(counted.texts.count))) \(counted.texts.count == 1 ? "text" : "texts"). Whoever approves reads them all."
            ))</p>
            \(Piece.table(
                words.text("Teksten met hun aantal brieven", "Texts with their number of letters"),
                [
                    .init(words.text("Tekst", "Text")),
                    .init(words.text("Brieven", "Letters"), numeric: true),
                    .init(words.text("Voor wie", "For whom")),
                    .init(words.text("Verschil", "Difference")),
                    .init(words.text("U", "You")),
                ],
                rows,
                total: [
                    words("Samen", "Together"),
                    "\(words.number(counted.texts.reduce(0) { $0 + $1.letters }))", "", "",
                    words("\(plain: read) van \(plain: counted.texts.count)", "\(plain: read) of \(plain: counted.texts.count)"),
                ]
            ))
            \(heldSincePlan(counted, sight.wave, words))
            """
    }

    /// Who is not in the counts above, for something became known of them since the plan.
    private static func heldSincePlan(
        _ counted: WaveTexts.Counted,
        _ wave: WaveStanding,
        _ words: Words
    ) -> HTML {
        let before = wave.allHeld
        let lanes = counted.held.sorted { $0.key < $1.key }.compactMap { lane, people in
            let more = people - (before[lane] ?? 0)
            let name = HoldReason(code: lane)?.name(in: words.language) ?? lane
            return more > 0 ? "\(name) \(words.number(more))" : nil
        }
        guard !lanes.isEmpty else { return "" }
        let people = words.people(
            counted.held.values.reduce(0, +) - before.values.reduce(0, +)
        )
        return """
            <div class="note wait"><p>\(words(
                "Sinds het plan werd iets bekend. Van nog \(people) wordt de brief bij het drukken vastgehouden: \(words.list(lanes)).",
                "Something became known since the plan. Of \(people) more the letter will be held at the print: \(words.list(lanes))."
            ))</p></div>
            """
    }

    private static func lanes(_ wave: WaveStanding, _ words: Words) -> HTML {
        let table = LetterPages.lanes(of: wave, words)
        return table.isEmpty
            ? "" : "<h2>\(words("Vastgehouden brieven", "Held letters"))</h2>\(table)"
    }

    // MARK: - Approval, by two

    private static func approval(
        _ sight: Sight,
        _ visit: Visit,
        _ problem: FormProblem?,
        _ form: Form?
    ) -> HTML {
        let words = visit.words
        let title = words("Goedkeuring: twee mensen", "Approval: two people")
        if let approval = sight.wave.approval {
            return """
                <h2>\(title)</h2>
                <p>\(Piece.tag(words.text("Goedgekeurd", "Approved"), .ok)) \(words(
                    "\(approval.by) en \(approval.second), \(words.moment(approval.at)): \(words.count(approval.texts, ("tekst", "teksten"), ("text", "texts"))), met de datum \(words.date(approval.letterDate)).",
                    "\(approval.by) and \(approval.second), \(words.moment(approval.at)): \(words.count(approval.texts, ("tekst", "teksten"), ("text", "texts"))), with the date \(words.date(approval.letterDate))."
                ))</p>
                <p>\(words(
                    "Alleen deze teksten worden gedrukt. Verandert er iets, dan stopt het drukken en keurt u opnieuw goed.",
                    "Only these texts are printed. If something changes, the print stops and you approve again."
                ))</p>
                """
        }
        guard let counted = sight.texts, sight.wave.cancelled == nil,
            sight.wave.written < sight.wave.batches, let account = visit.account
        else { return "" }
        let path = address(visit.parameters["incident"] ?? "", sight.wave.name)
        let body: HTML
        if sight.settings.by == nil {
            body = words.paragraph(
                "Niemand legde de woorden van de brieven nog vast.",
                "Nobody has kept the words of the letters yet."
            )
        } else if sight.settings.by == account.person {
            body = words.paragraph(
                "U schreef de woorden van deze brieven: twee anderen keuren ze goed.",
                "You wrote the words of these letters: two others approve them."
            )
        } else if let next = sight.unread.first {
            let read = counted.texts.count - sight.unread.count
            body = """
                <p>\(words(
                    "U kunt nog niet goedkeuren: u las \(plain: read) van de \(plain: counted.texts.count) teksten.",
                    "You cannot approve yet: you read \(plain: read) of \(plain: counted.texts.count) texts."
                ))</p>
                <p class="acts"><a class="btn" href="\(path)/texts/\(next.shortName)">\(words(
                    "Lees de volgende", "Read the next one"
                ))</a></p>
                """
        } else if let proposal = sight.proposal {
            body = deciding(proposal, account.name, path, visit)
        } else {
            let wrong = problem?.field == "date" ? problem : nil
            let date = Piece.field(
                "date",
                words.text("Datum op de brieven", "Date on the letters"),
                hint: words.text("Bijvoorbeeld 12-9-2025.", "For example 2025-09-12."),
                value: form?["date"] ?? words.today.text,
                problem: wrong.map { words.text($0.dutch, $0.english) }
            )
            body = """
                <p>\(words(
                    "U las alle teksten. Nog een ander leest ze en besluit.",
                    "You read every text. Somebody else reads them too and decides."
                ))</p>
                \(visit.form(path + "/propose", """
                    \(date)<div class="acts"><button>\(words(
                        "Keur goed, en vraag een ander", "Approve, and ask somebody else"
                    ))</button></div>
                    """))
                """
        }
        let told: HTML =
            problem?.field == "approve"
            ? "<p class=\"problem\">\(words.text(problem?.dutch ?? "", problem?.english ?? ""))</p>"
            : ""
        return "<h2 id=\"approval\">\(title)</h2>\(told)\(body)"
    }

    private static func deciding(
        _ proposal: WaveProposal,
        _ account: String,
        _ path: String,
        _ visit: Visit
    ) -> HTML {
        let words = visit.words
        let at = words.moment(Instant(milliseconds: proposal.kept.proposedAt))
        guard proposal.kept.account != account else {
            return """
                <div class="note wait"><p>\(words(
                    "U keurde goed, \(at). Nog een ander leest alle teksten en besluit.",
                    "You approved, \(at). Somebody else reads every text and decides."
                ))</p></div>
                """
        }
        return """
            <p>\(words(
                "\(proposal.kept.account) keurde goed, \(at), met de datum \(words.date(proposal.letterDay)) op de brieven. U las alle teksten.",
                "\(proposal.kept.account) approved, \(at), with the date \(words.date(proposal.letterDay)) on the letters. You read every text."
            ))</p>
            \(visit.form(path + "/approve", """
                <div class="acts"><button name="answer" value="yes">\(words("Keur goed", "Approve"))</button>\
                <button class="alt" name="answer" value="no">\(words("Wijs het af", "Turn it down"))</button></div>
                """))
            """
    }

    private static func cancelling(
        _ wave: WaveStanding,
        _ visit: Visit,
        _ problem: FormProblem?,
        _ form: Form?
    ) -> HTML {
        let words = visit.words
        guard wave.cancelled == nil, wave.written < wave.batches,
            !visit.roles.isDisjoint(with: Roles.planning)
        else { return "" }
        let wrong = problem?.field == "because" ? problem : nil
        let isOpen: HTML = wrong == nil ? "" : " open"
        let path = address(visit.parameters["incident"] ?? "", wave.name)
        return """
            <h2>\(words("Toch niet?", "Not after all?"))</h2>
            <details\(isOpen)><summary>\(words("Annuleer deze golf", "Cancel this wave"))</summary>
            <p>\(words(
                "Wat al gedrukt is, geldt als gestuurd. De rest wordt niet gedrukt.",
                "What is printed already counts as sent. The rest is not printed."
            ))</p>
            \(visit.form(path + "/cancel", """
                \(Piece.field(
                    "because", words.text("Waarom?", "Why?"), value: form?["because"] ?? "",
                    problem: wrong.map { words.text($0.dutch, $0.english) }
                ))<div class="acts"><button>\(words("Annuleer de golf", "Cancel the wave"))</button></div>
                """))</details>
            """
    }

    // MARK: - One text

    private static func found(_ visit: Visit) async throws -> (
        sight: Sight, counted: WaveTexts.Counted, text: PreviewedText
    ) {
        let sight = try await sight(visit)
        guard let counted = sight.texts, let text = counted[try visit.parameter("text")] else {
            throw DeskRefusal.notFound
        }
        return (sight, counted, text)
    }

    @Sendable private static func text(_ visit: Visit) async throws -> Reply {
        let words = visit.words
        let frame = try await IncidentPages.frame(visit)
        let (sight, counted, text) = try await found(visit)
        let place = (counted.texts.firstIndex { $0.digest == text.digest } ?? 0) + 1
        let path = try address(visit)
        let wording = LetterTextWording(text, among: counted.texts, words)
        let isRead = sight.read.contains(text.digest)
        let last = sight.unread.allSatisfy { $0.digest == text.digest }
        let button =
            last
            ? words.text("Gelezen, klaar", "Read, done")
            : words.text("Gelezen, volgende tekst", "Read, next text")
        return .page(
            IncidentPages.page(
                frame,
                visit,
                title: words.text("Tekst van een brief", "Text of a letter"),
                """
                <p class="crumb"><a href="\(path)">\(words("Golf", "Wave")) \(sight.wave.name)</a></p>
                <h1>\(words(
                    "Tekst \(plain: place) van \(plain: counted.texts.count): \(words.count(text.letters, ("brief", "brieven"), ("letter", "letters")))",
                    "Text \(plain: place) of \(plain: counted.texts.count): \(words.count(text.letters, ("brief", "brieven"), ("letter", "letters")))"
                ))</h1>
                <p class="lede">\(words("Voor", "For")) \(wording.readers). \(words.capital(wording.difference)).</p>
                <p class="hint">\(words(
                    "De lezer is verzonnen. In een echte brief verschillen alleen naam, adres en code.",
                    "The reader is invented. In a real letter only name, address and code are different."
                ))</p>
                \(wording.letter)
                \(isRead
                    ? words.paragraph("U las deze tekst.", "You have read this text.")
                    : visit.form(path + "/texts/\(text.shortName)", """
                        <div class="acts"><button>\(button)</button></div>
                        """))
                <p><a href="\(path)">\(words("Terug naar alle teksten", "Back to all texts"))</a></p>
                """
            )
        )
    }

    @Sendable private static func read(_ visit: Visit, _ form: Form) async throws -> Reply {
        let (sight, _, text) = try await found(visit)
        guard let account = visit.account else { throw DeskRefusal.notSignedIn }
        try visit.desk.accounts.markRead(
            text.digest,
            ofWave: sight.wave.number,
            by: account.name,
            now: visit.words.now
        )
        let path = try address(visit)
        guard let next = sight.unread.first(where: { $0.digest != text.digest }) else {
            return .seeOther(path + "#approval")
        }
        return .seeOther("\(path)/texts/\(next.shortName)")
    }

    // MARK: - Acts

    private static func refusal(_ dutch: String, _ english: String) -> FormProblem {
        FormProblem(field: "approve", dutch: dutch, english: english)
    }

    /// Throws why whoever is signed in cannot approve now.
    private static func checkApprover(_ sight: Sight, _ person: String) throws(FormProblem) {
        guard let counted = sight.texts, !counted.texts.isEmpty else {
            throw refusal("De teksten zijn nog niet te maken.", "The texts cannot be made yet.")
        }
        guard let writer = sight.settings.by else {
            throw refusal(
                "Niemand legde de woorden van de brieven nog vast.",
                "Nobody has kept the words of the letters yet."
            )
        }
        guard writer != person else {
            throw refusal(
                "U schreef de woorden: twee anderen keuren ze goed.",
                "You wrote the words: two others approve them."
            )
        }
        guard sight.unread.isEmpty else {
            throw refusal("Lees eerst alle teksten.", "Read every text first.")
        }
    }

    @Sendable private static func propose(_ visit: Visit, _ form: Form) async throws -> Reply {
        let sight = try await sight(visit)
        guard let account = visit.account else { throw DeskRefusal.notSignedIn }
        do {
            try checkApprover(sight, account.person)
            guard sight.wave.approval == nil, sight.proposal == nil else {
                throw refusal("Iemand keurde al goed.", "Somebody approved already.")
            }
            let date = try FormTime.day(form, "date")
            try WaveProposal.make(
                for: sight.wave,
                in: try visit.parameter("incident"),
                sight.settings,
                letterDay: date,
                visit.desk,
                by: account.name,
                now: visit.words.now
            )
            return .seeOther(try address(visit) + "#approval")
        } catch let problem as FormProblem {
            return .page(try await page(visit, problem, form))
        } catch DeskRefusal.problem(let problems) {
            return .page(try await page(visit, problems.first, form))
        }
    }

    @Sendable private static func approve(_ visit: Visit, _ form: Form) async throws -> Reply {
        let sight = try await sight(visit)
        guard let account = visit.account else { throw DeskRefusal.notSignedIn }
        let incident = try visit.parameter("incident")
        let path = try address(visit) + "#approval"
        let accounts = visit.desk.accounts
        do {
            guard let proposal = sight.proposal else {
                throw refusal(
                    "Niemand keurde dit nog goed, of iemand besloot er al over.",
                    "Nobody approved this yet, or somebody has decided already."
                )
            }
            guard proposal.kept.account != account.name else {
                throw refusal(
                    "U keurde het zelf al goed: een ander besluit.",
                    "You approved it yourself: somebody else decides."
                )
            }
            guard form["answer"] == "yes" else {
                _ = try accounts.settle(proposal.kept.number, "turned down by \(account.name)")
                return .seeOther(path)
            }
            try checkApprover(sight, account.person)
            // Who approved first must still be somebody who may, and has read the same texts.
            let first = proposal.kept.account
            guard let other = try await visit.look({ try FindAccount(first).run(in: $0) }),
                !Set(other.roles).isDisjoint(with: Roles.approving)
            else { throw DeskRefusal.notAllowed(Roles.approving) }
            let both = try accounts.readTexts(ofWave: sight.wave.number, by: first)
                .intersection(sight.read)
            var request = ApproveWave(
                incident: incident,
                wave: sight.wave.name,
                settings: sight.settings.settings,
                letterDay: proposal.letterDay,
                officer: try ActingOfficer(other.person, now: visit.words.now),
                second: .signedIn(account.person),
                reason: try StatedReason("the texts of wave \(sight.wave.name) are approved"),
                read: both
            )
            request.fonts = visit.desk.setting.fonts
            let approval = request
            _ = try await visit.desk.writer.act { try approval.run(in: $0) }
            _ = try accounts.settle(proposal.kept.number, "approved with \(account.name)")
            return .seeOther(path)
        } catch PrintingError.textsUnread {
            // Something changed since they were counted.
            visit.desk.waveTexts.forget(sight.wave.name, in: incident)
            let problem = refusal(
                "Er kwam een tekst bij sinds u las: lees die eerst, allebei.",
                "A text came since you read: read it first, both of you."
            )
            return .page(try await page(visit, problem, form))
        } catch PrintingError.settingsContradicted(let found) {
            let problem = refusal(
                "De woorden zeggen iets wat niet klopt met het grootboek: \(found.map { $0.remark(in: .dutch) }.joined(separator: "; ")).",
                "The words contradict the ledger: \(found.map { $0.remark(in: .english) }.joined(separator: "; "))."
            )
            return .page(try await page(visit, problem, form))
        } catch let problem as FormProblem {
            return .page(try await page(visit, problem, form))
        }
    }

    @Sendable private static func cancel(_ visit: Visit, _ form: Form) async throws -> Reply {
        let (incident, wave) = (try visit.parameter("incident"), try visit.parameter("wave"))
        let officer = try visit.officer()
        do {
            let because = try StatedReason(form["because"])
            _ = try await visit.desk.writer.act { store in
                try CancelWave(incident: incident, wave: wave, because: because, officer: officer)
                    .run(in: store)
            }
            visit.desk.waveTexts.forget(wave, in: incident)
            return .seeOther(try address(visit))
        } catch CaseworkError.reasonMissing {
            let problem = FormProblem(
                field: "because",
                dutch: "Zeg in woorden waarom.",
                english: "Say why, in words."
            )
            return .page(try await page(visit, problem, form))
        }
    }
}

/// What one person agreed to and another has to decide on: a wave in these words, with that date.
struct WaveProposal {
    static let kind = "approve"

    var kept: Proposal
    var letterDay: Day

    /// `7 2025-09-12 3a0c…`: the wave, the date, and the words; other words are another proposal.
    private static func subject(_ wave: WaveStanding, _ day: Day, _ words: String) -> String {
        "\(wave.number) \(day.text) \(words)"
    }

    private static func words(_ settings: ShowLetterSettings.Answer) -> String {
        "\(settings.at?.milliseconds ?? 0)"
    }

    static func waiting(
        for wave: WaveStanding,
        in incident: String,
        _ settings: ShowLetterSettings.Answer,
        _ desk: Desk
    ) throws -> WaveProposal? {
        try desk.accounts.proposals().reversed().lazy.compactMap { proposal in
            let parts = proposal.subject.split(separator: " ")
            guard proposal.settled == nil, proposal.kind == kind, proposal.incident == incident,
                parts.count == 3, parts[0] == "\(wave.number)", parts[2] == words(settings),
                let day = try? Day(written: String(parts[1]))
            else { return nil }
            return WaveProposal(kept: proposal, letterDay: day)
        }.first
    }

    /// The name of a wave that still waits for what was proposed; nil where it does not.
    static func wave(of proposal: Proposal, in store: Store) -> String? {
        guard proposal.kind == kind,
            let number = proposal.subject.split(separator: " ").first.flatMap({ Int($0) }),
            let waves = try? ListWaves(incident: proposal.incident).run(in: store),
            let wave = waves.first(where: { $0.number == number }),
            wave.approval == nil, wave.cancelled == nil, wave.written < wave.batches
        else { return nil }
        return wave.name
    }

    static func make(
        for wave: WaveStanding,
        in incident: String,
        _ settings: ShowLetterSettings.Answer,
        letterDay: Day,
        _ desk: Desk,
        by account: String,
        now: Int64
    ) throws {
        _ = try desk.accounts.propose(
            kind,
            incident: incident,
            subject: subject(wave, letterDay, words(settings)),
            by: account,
            now: now
        )
    }
}
