// SPDX-License-Identifier: EUPL-1.2

import Accounts
import Casework
import Custody
import Incidents
import Store
import Wording

/// What is recorded about a party that is suspended, and how two people decide that it is resumed.
struct ContinuityForms {
    /// Of a ``Accounts/Proposal``; its subject is the number of the suspension.
    static let proposal = "resume"

    /// Which form was posted and must be put right.
    private var posted = ""
    private var form: Form?
    private var problems: [FormProblem] = []

    init() {}

    init(_ posted: String, _ form: Form, _ problems: [FormProblem]) {
        self.posted = posted
        self.form = form
        self.problems = problems
    }

    /// Which suspension was proposed to be ended; nil of another proposal, and of one that ended meanwhile.
    static func suspension(of proposal: Proposal, in store: Store) throws -> PartySuspension? {
        guard proposal.kind == Self.proposal else { return nil }
        return try ShowSuspensions(incident: proposal.incident).run(in: store).first {
            "\($0.number)" == proposal.subject && $0.resumption == nil
        }
    }

    /// For whoever decides it.
    static func task(_ proposal: Proposal, _ suspension: PartySuspension, _ words: Words) -> HTML {
        let name = words.name(suspension.party)
        return HomePage.task(
            "<span class=\"hint\">\(words.moment(Instant(milliseconds: proposal.proposedAt)))</span>",
            "/incidents/\(Form.encoded(proposal.incident))/continuity",
            words.text("Besluit over hervatten van \(name)", "Decide on resuming \(name)"),
            words(
                "\(proposal.incident). Voorgesteld door \(proposal.account); er zijn twee mensen voor nodig.",
                "\(proposal.incident). Proposed by \(proposal.account); it takes two people."
            ),
            Piece.tag(words.text("Wacht", "Waits"), .wait)
        )
    }

    // MARK: - What was typed

    private static func problem(_ field: String, _ dutch: String, _ english: String) -> DeskRefusal
    {
        .problem([FormProblem(field: field, dutch: dutch, english: english)])
    }

    private static func number(_ form: Form, _ field: String) throws -> Int? {
        guard !form[field].isEmpty else { return nil }
        guard let number = ForecastForms.number(form[field]) else {
            throw problem(field, "Vul een aantal in, in cijfers.", "Fill in a number, in digits.")
        }
        return number
    }

    private static func party(_ form: Form, _ field: String) throws -> Party.ID {
        Party.ID(
            rawValue: try form.required(field, "Kies een verwerker.", "Choose a processor.")
        )
    }

    private static func reason(_ form: Form, _ field: String) throws -> StatedReason {
        guard let because = try? StatedReason(form[field]) else {
            throw problem(
                field,
                "Schrijf de reden in een paar woorden.",
                "Write the reason in a few words."
            )
        }
        return because
    }

    private static func today(_ form: Form, _ field: String, _ visit: Visit) throws -> Day {
        form[field].isEmpty ? visit.words.today : try FormTime.day(form, field)
    }

    // MARK: - Acts

    @Sendable static func suspend(_ visit: Visit, _ form: Form) async throws {
        let request = SuspendParty(
            try party(form, "suspendParty"),
            from: try FormTime.read(form, "from"),
            orderedBy: form["orderedBy"],
            scope: form["scope"],
            counted: try number(form, "counted"),
            countedHow: form["countedHow"],
            because: try reason(form, "why"),
            officer: try visit.officer()
        )
        _ = try await visit.desk.writer.act { try request.run(in: $0) }
    }

    @Sendable static func condition(_ visit: Visit, _ form: Form) async throws {
        let request = AddCondition(
            form["condition"],
            forResuming: try party(form, "party"),
            officer: try visit.officer()
        )
        _ = try await visit.desk.writer.act { try request.run(in: $0) }
    }

    @Sendable static func judge(_ visit: Visit, _ form: Form) async throws {
        guard let condition = Int(form["number"]) else {
            throw problem("number", "Kies een voorwaarde.", "Choose a condition.")
        }
        let officer = try visit.officer()
        let request = JudgeCondition(
            condition,
            ofResuming: try party(form, "party"),
            isMet: form["met"] != "no",
            reference: form["proof"],
            evidence: try EvidenceHash.read(form["evidence"]),
            at: form["judgedAt"].isEmpty
                ? WrittenMoment(at: officer.now) : try FormTime.read(form, "judgedAt"),
            officer: officer
        )
        _ = try await visit.desk.writer.act { try request.run(in: $0) }
    }

    @Sendable static func figure(_ visit: Visit, _ form: Form) async throws {
        guard let figure = ProgrammeFigure(rawValue: form["figure"]) else {
            throw problem("figure", "Kies een cijfer.", "Choose a figure.")
        }
        guard let value = try number(form, "value") else {
            throw problem("value", "Vul een aantal in.", "Fill in a number.")
        }
        let request = RecordProgrammeFigure(
            figure,
            of: figure.isOfParty ? try party(form, "of") : nil,
            day: try today(form, "day", visit),
            value: value,
            low: try number(form, "low"),
            high: try number(form, "high"),
            isMeasured: form["measured"] == "yes",
            source: form["source"],
            officer: try visit.officer()
        )
        try await visit.desk.writer.act { try request.run(in: $0) }
    }

    @Sendable static func examined(_ visit: Visit, _ form: Form) async throws {
        guard let finding = ResultsFinding(rawValue: form["finding"]) else {
            throw problem("finding", "Kies wat er is gevonden.", "Choose what was found.")
        }
        let request = RecordResultsFinding(
            finding,
            of: try party(form, "examinedParty"),
            examiner: form["examiner"],
            method: form["method"],
            scope: form["examined"],
            notExamined: form["notExamined"],
            day: try today(form, "examinedDay", visit),
            reference: form["report"],
            evidence: try EvidenceHash.read(form["reportHash"]),
            officer: try visit.officer()
        )
        try await visit.desk.writer.act { try request.run(in: $0) }
    }

    /// The suspension that goes on, of a party that the incident concerns.
    private static func running(_ visit: Visit, _ form: Form) async throws -> PartySuspension {
        let incident = try visit.parameter("incident")
        let party = form["party"]
        let found = try await visit.look { try ShowSuspensions(incident: incident).run(in: $0) }
            .last { $0.party == party && $0.resumption == nil }
        guard let found else {
            throw problem(
                "resumeWhy",
                "Deze verwerker is niet opgeschort.",
                "This processor is not suspended."
            )
        }
        return found
    }

    @Sendable static func propose(_ visit: Visit, _ form: Form) async throws {
        let found = try await running(visit, form)
        guard let account = visit.account else { throw DeskRefusal.notSignedIn }
        _ = try visit.desk.accounts.propose(
            proposal,
            incident: try visit.parameter("incident"),
            subject: "\(found.number)",
            by: account.name,
            now: visit.words.now
        )
    }

    @Sendable static func resume(_ visit: Visit, _ form: Form) async throws {
        let incident = try visit.parameter("incident")
        let found = try await running(visit, form)
        guard
            let waiting = try visit.desk.accounts.proposals().first(where: {
                $0.settled == nil && $0.kind == proposal && $0.incident == incident
                    && $0.subject == "\(found.number)"
            }), let account = visit.account
        else {
            throw problem(
                "resumeWhy",
                "Niemand stelde dit voor, of iemand besloot er al over.",
                "Nobody proposed this, or somebody has decided already."
            )
        }
        guard waiting.account != account.name else {
            throw problem(
                "resumeWhy",
                "U stelde het zelf voor: een ander besluit.",
                "You proposed it yourself: somebody else decides."
            )
        }
        guard form["answer"] == "yes" else {
            _ = try visit.desk.accounts.settle(waiting.number, "turned down by \(account.name)")
            return
        }
        // Who proposed it must still be somebody who may.
        let first = waiting.account
        guard let proposer = try await visit.look({ try FindAccount(first).run(in: $0) }),
            !Set(proposer.roles).isDisjoint(with: Roles.proposingResumption)
        else { throw DeskRefusal.notAllowed(Roles.proposingResumption) }
        let request = ResumeParty(
            Party.ID(rawValue: found.party),
            from: form["resumeFrom"].isEmpty
                ? WrittenMoment(at: visit.words.now) : try FormTime.read(form, "resumeFrom"),
            because: form["resumeWhy"].isEmpty ? nil : try reason(form, "resumeWhy"),
            officer: try ActingOfficer(proposer.person, now: visit.words.now),
            second: .signedIn(account.person)
        )
        _ = try await visit.desk.writer.act { try request.run(in: $0) }
        _ = try visit.desk.accounts.settle(waiting.number, "resumed with \(account.name)")
    }

    /// What to put right in a form; nil when it is nothing that was typed.
    static func problems(of error: any Error, _ act: String) -> [FormProblem]? {
        func one(_ field: String, _ dutch: String, _ english: String) -> [FormProblem] {
            [FormProblem(field: field, dutch: dutch, english: english)]
        }
        switch error {
        case DeskRefusal.problem(let problems): return problems
        case CaseworkError.continuityRefused(let problem): return problems(of: problem, act)
        case CaseworkError.momentToCome:
            let field =
                switch act {
                case "suspend": "from"
                case "judge": "judgedAt"
                default: "examinedDay"
                }
            return one(
                field,
                "Dit moment is nog niet geweest: leg het vast als het is gebeurd.",
                "This moment has not been yet: record it when it has."
            )
        case CaseworkError.evidenceHashRefused:
            return one(
                act == "judge" ? "evidence" : "reportHash",
                "Dit is geen SHA-256: dat zijn 64 tekens, 0 tot 9 en a tot f.",
                "This is no SHA-256: that is 64 characters, 0 to 9 and a to f."
            )
        case CaseworkError.citizenNumberTyped:
            let field =
                switch act {
                case "suspend": "scope"
                case "condition": "condition"
                case "judge": "proof"
                case "figure": "source"
                case "examined": "method"
                default: "resumeWhy"
                }
            return [.citizenNumber(field)]
        case CaseworkError.noParty:
            return one(
                act == "suspend" ? "suspendParty" : act == "figure" ? "of" : "examinedParty",
                "Kies een verwerker.",
                "Choose a processor."
            )
        case StoreError.alreadyThere(.suspension):
            return one(
                "suspendParty",
                "Deze verwerker is al opgeschort.",
                "This processor is suspended already."
            )
        case StoreError.notFound(.condition):
            return one("number", "Kies een voorwaarde.", "Choose a condition.")
        case StoreError.notFound(.suspension):
            return one(
                act == "condition" ? "condition" : act == "judge" ? "proof" : "resumeWhy",
                "Deze verwerker is niet opgeschort.",
                "This processor is not suspended."
            )
        case StoreError.refused(.conditionsUnmet(let open, _)):
            let numbers = open.map(String.init).joined(separator: ", ")
            return one(
                "resumeWhy",
                "Nog open: voorwaarde \(numbers). Schrijf waarom u toch hervat.",
                "Still open: condition \(numbers). Write why you resume all the same."
            )
        case StoreError.refused(.resumedBeforeSuspended):
            return one(
                "resumeFrom",
                "Dit is vóór de opschorting.",
                "This is before it was suspended."
            )
        default: return nil
        }
    }

    private static func problems(of problem: ContinuityProblem, _ act: String) -> [FormProblem] {
        let (field, dutch, english) =
            switch problem {
            case .orderedBy:
                ("orderedBy", "Vul in wie de opdracht gaf.", "Fill in who gave the order.")
            case .scope: ("scope", "Vul in wat is opgeschort.", "Fill in what is suspended.")
            case .countedHow:
                ("countedHow", "Schrijf hoe er is geteld.", "Write how it was counted.")
            case .condition:
                ("condition", "Schrijf wat zeker moet zijn.", "Write what must be certain.")
            case .proof:
                (
                    act == "judge" ? "proof" : "report",
                    "Vul in waar het bewijs ligt, of waarom niet.",
                    "Fill in where the proof is kept, or why not."
                )
            case .numbers:
                (
                    act == "suspend" ? "counted" : "value",
                    "Een aantal van 0 tot 10.000.000; deelname van 0 tot 1.000.",
                    "A number of 0 to 10,000,000; participation of 0 to 1,000."
                )
            case .band:
                (
                    "low", "Het minste is hoogstens het cijfer zelf, en dat hoogstens het meeste.",
                    "The least is at most the figure itself, and that at most the most."
                )
            case .party: ("of", "Kies van wie de capaciteit is.", "Choose whose capacity it is.")
            case .source:
                (
                    "source", "Vul in wie dit telde of aanneemt, en waar het staat.",
                    "Fill in who counted or assumes it, and where it stands."
                )
            case .dayToCome:
                (
                    "day", "Wat geteld is, is van een dag die er al is.",
                    "What was counted is of a day that has begun."
                )
            case .examination:
                (
                    "method", "Vul in wie, hoe, welke uitslagen, en welke niet.",
                    "Fill in who, how, which results, and which not."
                )
            case .weeks: ("value", "Van 1 tot 104 weken.", "From 1 to 104 weeks.")
            }
        return [FormProblem(field: field, dutch: dutch, english: english)]
    }

    // MARK: - The forms

    private func wrong(_ name: String, _ words: Words) -> String? {
        problems.first { $0.field == name }.map { words.text($0.dutch, $0.english) }
    }

    private func field(
        _ words: Words,
        _ name: String,
        _ label: String,
        hint: String = "",
        isNumber: Bool = false
    ) -> HTML {
        Piece.field(
            name,
            label,
            hint: hint,
            value: form?[name] ?? "",
            problem: wrong(name, words),
            attributes: HTML.when(isNumber, " inputmode=\"numeric\"")
        )
    }

    private func area(_ words: Words, _ name: String, _ label: String, hint: String = "") -> HTML {
        Piece.area(name, label, hint: hint, value: form?[name] ?? "", problem: wrong(name, words))
    }

    private func select(
        _ words: Words,
        _ name: String,
        _ label: String,
        hint: String = "",
        _ options: [(value: String, name: String)]
    ) -> HTML {
        Piece.select(
            name,
            label,
            hint: hint,
            options,
            chosen: form?[name] ?? "",
            problem: wrong(name, words)
        )
    }

    private func details(_ name: String, _ summary: String, _ body: HTML) -> HTML {
        let isOpen: HTML = posted == name ? " open" : ""
        return "<details\(isOpen)><summary>\(summary)</summary>\n\(body)</details>"
    }

    private func button(_ words: Words) -> HTML {
        "<div class=\"acts\"><button>\(words("Leg vast", "Record"))</button></div>"
    }

    private func may(_ visit: Visit) -> Bool {
        visit.roles.isDisjoint(with: Roles.suspending) == false
    }

    func suspendForm(_ sight: ContinuityPages.Sight, _ path: String, _ visit: Visit) -> HTML {
        let words = visit.words
        let running = Set(sight.running.map(\.party))
        let left = sight.concerned.filter { !running.contains($0) }
        guard may(visit), !left.isEmpty else { return "" }
        return details(
            "suspend",
            words.text("Schort een verwerker op", "Suspend a processor"),
            visit.form(
                path + "/suspend",
                """
                \(select(words, "suspendParty", words.text("Wie?", "Whom?"), left.map { (value: $0, name: words.name($0)) }))
                \(field(words, "orderedBy", words.text("Wie gaf de opdracht?", "Who gave the order?")))
                \(field(words, "from", words.text("Vanaf wanneer?", "From when?"), hint: words.text("Bijvoorbeeld 11-8-2025 9.00.", "For example 2025-08-11 09:00.")))
                \(field(words, "scope", words.text("Wat is opgeschort?", "What is suspended?"), hint: words.text("Bijvoorbeeld: alle monsters en aanvragen.", "For example: all samples and orders.")))
                \(field(words, "counted", words.text("Hoeveel monsters waren onderweg?", "How many samples were on their way?"), hint: words.text("Alleen als iemand het telde. Aanvragen zonder uitslag telt het grootboek zelf.", "Only when somebody counted. Orders without a result are counted by the ledger itself."), isNumber: true))
                \(field(words, "countedHow", words.text("Hoe is dat geteld?", "How was that counted?")))
                \(area(words, "why", words.text("Waarom?", "Why?"), hint: words.text("Geen gegevens van mensen.", "No data of people.")))
                \(button(words))
                """
            )
        )
    }

    private func hidden(_ suspension: PartySuspension) -> HTML {
        "<input type=\"hidden\" name=\"party\" value=\"\(suspension.party)\">"
    }

    /// Of the last suspension that goes on, a new condition, and whether one is met.
    func conditionForms(_ suspension: PartySuspension, _ path: String, _ visit: Visit) -> HTML {
        guard may(visit) else { return "" }
        let words = visit.words
        let add = details(
            "condition",
            words.text("Nieuwe voorwaarde", "New condition"),
            visit.form(
                path + "/condition",
                """
                \(hidden(suspension))\(area(words, "condition", words.text("Wat moet zeker zijn?", "What must be certain?")))
                \(button(words))
                """
            )
        )
        guard !suspension.conditions.isEmpty else { return add }
        let numbers = suspension.conditions.map {
            (value: "\($0.number)", name: "\($0.number). \($0.text)")
        }
        return details(
            "judge",
            words.text("Is aan een voorwaarde voldaan?", "Is a condition met?"),
            visit.form(
                path + "/judge",
                """
                \(hidden(suspension))\(select(words, "number", words.text("Welke voorwaarde?", "Which condition?"), numbers))
                \(select(words, "met", words.text("Voldaan?", "Met?"), [
                    (value: "yes", name: words.text("ja", "yes")),
                    (value: "no", name: words.text("nee, toch niet", "no, not after all")),
                ]))
                \(field(words, "proof", words.text("Waar ligt het bewijs?", "Where is the proof kept?")))
                \(EvidenceField.html(words, form, wrong("evidence", words)))
                \(field(words, "judgedAt", words.text("Wanneer?", "When?"), hint: words.text("Leeg is nu.", "Empty is now.")))
                \(button(words))
                """
            )
        ) + add
    }

    /// Proposed by one, decided by another of the board.
    func resumption(
        _ suspension: PartySuspension,
        _ waiting: Proposal?,
        _ path: String,
        _ visit: Visit
    ) -> HTML {
        let words = visit.words
        let name = words.name(suspension.party)
        let told: HTML =
            (wrong("resumeWhy", words)).map { text in
                HTML.when(waiting == nil, "<p class=\"problem\">\(text)</p>")
            } ?? ""
        guard let waiting else {
            guard !visit.roles.isDisjoint(with: Roles.proposingResumption) else { return "" }
            return """
                <div class="note"><h3>\(words("Hervatten doen twee mensen", "Resuming takes two people"))</h3>
                <p>\(words(
                    "U stelt het voor, de directie besluit. Zolang een voorwaarde open is, alleen met een reden.",
                    "You propose it, the board decides. While a condition is open, only with a reason."
                ))</p>\(told)
                \(visit.form(path + "/propose", "\(hidden(suspension))<div class=\"acts\"><button class=\"alt\">\(words("Stel hervatten voor", "Propose to resume"))</button></div>"))
                </div>
                """
        }
        let at = words.moment(Instant(milliseconds: waiting.proposedAt))
        guard waiting.account != visit.account?.name,
            !visit.roles.isDisjoint(with: Roles.resuming)
        else {
            return """
                <div class="note wait"><p>\(words(
                    "\(waiting.account) stelde \(at) voor \(name) te hervatten. De directie besluit.",
                    "\(waiting.account) proposed \(at) to resume \(name). The board decides."
                ))</p></div>
                """
        }
        let open: HTML =
            suspension.unmet.isEmpty
            ? ""
            : words.paragraph(
                "<strong>Nog open: \(words.count(suspension.unmet.count, ("voorwaarde", "voorwaarden"), ("condition", "conditions"))).</strong> Hervat u toch, schrijf dan waarom.",
                "<strong>Still open: \(words.count(suspension.unmet.count, ("condition", "conditions"), ("condition", "conditions"))).</strong> If you resume all the same, write why."
            )
        return """
            <div class="note wait"><h3>\(words("\(name) hervatten?", "Resume \(name)?"))</h3>
            <p>\(words(
                "\(waiting.account) stelde het \(at) voor. Daarna staat uw naam er ook onder.",
                "\(waiting.account) proposed it \(at). Your name will stand under it too."
            ))</p>\(open)
            \(visit.form(path + "/resume", """
                \(hidden(suspension))\(field(words, "resumeFrom", words.text("Vanaf wanneer?", "From when?"), hint: words.text("Leeg is nu.", "Empty is now.")))
                \(area(words, "resumeWhy", words.text("Waarom?", "Why?"), hint: suspension.unmet.isEmpty ? words.text("Mag leeg blijven.", "May stay empty.") : ""))
                <div class="acts"><button name="answer" value="yes">\(words("Hervat", "Resume"))</button>\
                <button class="alt" name="answer" value="no">\(words("Wijs het af", "Turn it down"))</button></div>
                """))
            </div>
            """
    }

    func figureForm(_ sight: ContinuityPages.Sight, _ path: String, _ visit: Visit) -> HTML {
        guard may(visit) else { return "" }
        let words = visit.words
        let figures = ProgrammeFigure.allCases.map {
            (value: $0.code, name: $0.title(in: words.language))
        }
        let parties =
            [(value: "", name: words.text("niet van één verwerker", "not of one processor"))]
            + sight.parties.map { (value: $0.id, name: $0.name) }
        return details(
            "figure",
            words.text("Leg een cijfer vast", "Record a figure"),
            visit.form(
                path + "/figure",
                """
                \(select(words, "figure", words.text("Welk cijfer?", "Which figure?"), figures))
                \(select(words, "of", words.text("Van wie?", "Whose?"), hint: words.text("Alleen bij capaciteit.", "Of a capacity only."), parties))
                \(field(words, "value", words.text("Hoeveel?", "How many?"), hint: words.text("Deelname: van de 1.000 die zijn uitgenodigd.", "Participation: of 1,000 who are invited."), isNumber: true))
                \(field(words, "low", words.text("Minstens", "At least"), hint: words.text("Mag leeg blijven.", "May stay empty."), isNumber: true))
                \(field(words, "high", words.text("Hoogstens", "At most"), hint: words.text("Mag leeg blijven.", "May stay empty."), isNumber: true))
                \(field(words, "day", words.text("Vanaf welke week, of op welke dag?", "From which week, or on which day?"), hint: words.text("Zoals 15-9-2025. Leeg is vandaag.", "Such as 2025-09-15. Empty is today.")))
                \(select(words, "measured", words.text("Gemeten of aangenomen?", "Measured or assumed?"), [
                    (value: "no", name: words.text("aangenomen", "assumed")),
                    (value: "yes", name: words.text("gemeten", "measured")),
                ]))
                \(field(words, "source", words.text("Wie telde dit of neemt dit aan, en waar staat het?", "Who counted or assumes it, and where does it stand?")))
                \(button(words))
                """
            )
        )
    }

    func examinedForm(_ sight: ContinuityPages.Sight, _ path: String, _ visit: Visit) -> HTML {
        guard may(visit) else { return "" }
        let words = visit.words
        let findings =
            [(value: "", name: words.text("Kies", "Choose"))]
            + ResultsFinding.allCases.map {
                (value: $0.code, name: $0.title(in: words.language))
            }
        return details(
            "examined",
            words.text("Leg een onderzoek van uitslagen vast", "Record an examination of results"),
            visit.form(
                path + "/examined",
                """
                \(select(words, "examinedParty", words.text("Uitslagen van wie?", "Whose results?"), sight.concerned.map { (value: $0, name: words.name($0)) }))
                \(select(words, "finding", words.text("Wat is er gevonden?", "What was found?"), findings))
                \(field(words, "examiner", words.text("Wie onderzocht het?", "Who examined them?")))
                \(area(words, "method", words.text("Hoe?", "How?")))
                \(area(words, "examined", words.text("Welke uitslagen?", "Which results?")))
                \(area(words, "notExamined", words.text("Wat is niet onderzocht?", "What was not examined?")))
                \(field(words, "examinedDay", words.text("Wanneer?", "When?"), hint: words.text("Zoals 15-9-2025. Leeg is vandaag.", "Such as 2025-09-15. Empty is today.")))
                \(field(words, "report", words.text("Waar ligt het rapport?", "Where is the report kept?")))
                \(field(words, "reportHash", words.text("SHA-256 van het rapport (mag leeg blijven)", "SHA-256 of the report (may stay empty)")))
                \(button(words))
                """
            )
        )
    }
}
