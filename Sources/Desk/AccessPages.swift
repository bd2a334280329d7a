// SPDX-License-Identifier: EUPL-1.2

import Casework
import Custody
import Store
import Wording

/// Who looked at whom, when and why: the access log (logging volgens NEN 7513). What is asked is posted, so
/// that no name stands in an address, and each look at the log is a line of it.
enum AccessPages {
    static let routes: [Route] = [
        Route(
            name: "access",
            path: "/access",
            access: .roles(Roles.accessLog),
            purpose: "access-review",
            action: .look { visit in .page(try await page(visit)) }
        ),
        Route(
            name: "access.show",
            path: "/access",
            access: .roles(Roles.accessLog),
            purpose: "access-review",
            isPersonal: true,
            action: .act(show)
        ),
        Route(
            name: "access.csv",
            path: "/access/csv",
            access: .roles(Roles.accessLog),
            purpose: "access-review",
            isPersonal: true,
            action: .act(csv)
        ),
    ]

    /// Lines on a page, and in a file of the desk.
    static let (mostOnPage, mostInFile) = (50, 20_000)

    // MARK: - What is asked

    @Sendable private static func show(_ visit: Visit, _ form: Form) async throws -> Reply {
        do {
            // One more than is shown says that there are older ones.
            let request = try request(visit, form, most: mostOnPage + 1)
            let answer = try await visit.look { try request.run(in: $0) }
            return .page(try await page(visit, form, answer))
        } catch DeskRefusal.problem(let problems) {
            return .page(try await page(visit, form, problem: problems.first))
        } catch let error as CaseworkError {
            guard let problem = problem(error) else { throw error }
            return .page(try await page(visit, form, problem: problem))
        } catch is AccessReason.Refusal {
            return .page(try await page(visit, form, problem: noReason))
        }
    }

    @Sendable private static func csv(_ visit: Visit, _ form: Form) async throws -> Reply {
        do {
            let request = try request(visit, form, most: mostInFile)
            let (answer, origin) = try await visit.look { (try request.run(in: $0), $0.origin) }
            let form = AccessForm.csv
            let lines = try answer.looks.map { try form.line($0, origin: origin) }
            return .file(
                form.head + lines.joined(),
                type: "text/csv; charset=utf-8",
                name: "access.csv"
            )
        } catch DeskRefusal.problem(let problems) {
            return .page(try await page(visit, form, problem: problems.first))
        } catch is AccessReason.Refusal {
            return .page(try await page(visit, form, problem: noReason))
        } catch let error as CaseworkError {
            guard let problem = problem(error) else { throw error }
            return .page(try await page(visit, form, problem: problem))
        }
    }

    private static func request(_ visit: Visit, _ form: Form, most: Int) throws -> ShowAccess {
        guard let reason = try? StatedReason(form["why"]) else {
            throw DeskRefusal.problem([noReason])
        }
        return ShowAccess(
            byOfficer: form["officer"].isEmpty ? nil : form["officer"],
            purpose: form["purpose"].isEmpty ? nil : form["purpose"],
            about: try person(form),
            from: try day(form, "from"),
            until: try day(form, "until"),
            before: UInt64(form["before"]),
            most: most,
            officer: try visit.officer(),
            reason: reason
        )
    }

    /// By a reference or the code of a letter, else by what fits of what was typed.
    private static func person(_ form: Form) throws -> PersonQuestion? {
        let reference = form["reference"]
        if !reference.isEmpty {
            return PersonNumber(reference: reference) != nil
                ? .named(reference) : .letterCode(reference)
        }
        let given: [PersonAttribute: String] = [
            .citizenNumber: form["citizenNumber"], .surname: form["surname"],
            .birthDate: CallPages.birthDate(form["birthDate"]), .postcode: form["postcode"],
            .houseNumber: form["houseNumber"], .sourceID: form["sourceId"],
        ]
        guard given.contains(where: { !$0.value.isEmpty }) else { return nil }
        return .attributes(try PersonSearch(given))
    }

    private static func day(_ form: Form, _ field: String) throws -> Day? {
        let text = form[field]
        guard !text.isEmpty else { return nil }
        guard let day = try? Day(written: text) else {
            throw DeskRefusal.problem([
                FormProblem(
                    field: field,
                    dutch: "Schrijf een dag, zoals 17-9-2025.",
                    english: "Write a day, such as 17-9-2025."
                )
            ])
        }
        return day
    }

    private static let noReason = FormProblem(
        field: "why",
        dutch: "Schrijf in woorden waarom u kijkt. Er is niets geopend.",
        english: "Write in words why you look. Nothing was opened."
    )

    /// What to put right; nil for what no form can.
    private static func problem(_ error: CaseworkError) -> FormProblem? {
        func problem(_ field: String, _ dutch: String, _ english: String) -> FormProblem {
            FormProblem(field: field, dutch: dutch, english: english)
        }
        return switch error {
        case .tooFewAttributes(let fewest):
            problem(
                "surname",
                "Geef ten minste \(fewest) gegevens, zodat niemand kan bladeren.",
                "Give \(fewest) details at least, so that nobody can browse."
            )
        case .attributesFindNobody:
            problem(
                "surname",
                "Met alleen deze gegevens is niemand te vinden. Geef ook het burgerservicenummer, of postcode en huisnummer.",
                "Nobody can be found by these details alone. Give the citizen number too, or postcode and house number."
            )
        case .nobodyFits:
            problem(
                "surname",
                "Niemand past bij al deze gegevens.",
                "Nobody fits all of these details."
            )
        case .severalFit(let count):
            problem(
                "surname",
                "\(count) mensen passen hierbij. Geef een gegeven erbij.",
                "\(count) people fit. Give one more detail."
            )
        case .notACitizenNumber:
            problem(
                "citizenNumber",
                "Dit is geen burgerservicenummer.",
                "This is no citizen number."
            )
        case .notABirthDate:
            problem("birthDate", "Dit is geen geboortedatum.", "This is no date of birth.")
        case .notALetterCode:
            problem(
                "reference",
                "Dit is geen verwijzing (P-…) en geen code van een brief.",
                "This is no reference (P-…) and no code of a letter."
            )
        case .noSuchLetterCode:
            problem(
                "reference",
                "Geen brief heeft deze code.",
                "No letter has this code."
            )
        default: nil
        }
    }

    // MARK: - The page

    private static func page(
        _ visit: Visit,
        _ form: Form? = nil,
        _ answer: ShowAccess.Answer? = nil,
        problem: FormProblem? = nil
    ) async throws -> Page {
        let words = visit.words
        let (accounts, clocks) = try await visit.look { store in
            (try ListAccounts().run(in: store), try ShowClocks(now: words.now).run(in: store))
        }
        return Page(
            title: words.text("Inzage", "Access log"),
            menu: .store,
            clock: ClockStrip(clocks),
            body: """
                <p class="crumb"><a href="/store">\(words("Gegevens", "Data"))</a> / \(words("inzage", "access"))</p>
                <h1>\(heading(answer, words))</h1>
                \(answer.map { found($0, visit, form) } ?? words(
                    "<p class=\"lede\">Iedere keer dat iemand gegevens van mensen opent, komt er eerst een regel in het logboek. Ook dat u erin kijkt, staat er straks in.</p>",
                    "<p class=\"lede\">Whenever somebody opens data of people, a line is written to the log first. That you look into it will be in it too.</p>"
                ))
                \(HTML.when(answer != nil, "<h2>\(words("Zoek iets anders", "Look for something else"))</h2>"))
                \(question(accounts.map(\.person), visit, form, problem))
                """
        )
    }

    private static func heading(_ answer: ShowAccess.Answer?, _ words: Words) -> String {
        guard let answer else {
            return words.text("Zie wie naar wie keek", "See who looked at whom")
        }
        let times = words.number(answer.fitting)
        guard answer.fitting > 0 else {
            if answer.ofOfficer == 0 {
                return words.text(
                    "In het logboek staat niemand met deze naam",
                    "The log has nobody of that name"
                )
            }
            return answer.person == nil
                ? words.text("Zo heeft niemand gekeken", "Nobody looked in that way")
                : words.text(
                    "Niemand heeft deze persoon apart bekeken",
                    "Nobody looked at this person by themselves"
                )
        }
        return answer.person == nil
            ? words.text("Er is \(times) keer gekeken", "There were \(times) looks")
            : words.text(
                "Er is \(times) keer naar deze persoon gekeken",
                "This person was looked at \(times) times"
            )
    }

    private static func question(
        _ officers: [String],
        _ visit: Visit,
        _ form: Form?,
        _ problem: FormProblem?
    ) -> HTML {
        let words = visit.words
        func field(
            _ name: String,
            _ dutch: String,
            _ english: String,
            hint: String = "",
            attributes: HTML = ""
        ) -> HTML {
            Piece.field(
                name,
                words.text(dutch, english),
                hint: hint,
                value: form?[name] ?? "",
                problem: problem?.field == name
                    ? problem.map { words.text($0.dutch, $0.english) } : nil,
                attributes: attributes
            )
        }
        let names = Set(officers).sorted().map { name -> HTML in "<option value=\"\(name)\">" }
        let purposes =
            [(value: "", name: words.text("Elk doel", "Every purpose"))]
            + AccessPurpose.all.map { (value: $0.code, name: words.text($0.dutch, $0.english)) }
        let ofPerson = [
            "reference", "citizenNumber", "surname", "birthDate", "postcode", "houseNumber",
            "sourceId",
        ]
        let isOpen =
            problem.map { ofPerson.contains($0.field) } ?? false
            || ofPerson.contains { !(form?[$0] ?? "").isEmpty }
        return visit.form(
            "/access",
            """
            \(field("officer", "Wie keek?", "Who looked?", hint: words.text("Laat leeg voor iedereen.", "Leave empty for everybody."), attributes: " list=\"officers\" autocomplete=\"off\""))
            <datalist id="officers">\(names)</datalist>
            \(Piece.select("purpose", words.text("Waarvoor?", "What for?"), purposes, chosen: form?["purpose"] ?? ""))
            \(field("from", "Vanaf welke dag?", "From which day?", hint: words.text("Bijvoorbeeld 17-9-2025.", "For instance 17-9-2025.")))
            \(field("until", "Tot en met welke dag?", "Until which day?"))
            <details\(" open", if: isOpen)><summary>\(words("Alleen over één persoon", "Only about one person"))</summary>
            \(field("reference", "Verwijzing of code van een brief", "Reference or code of a letter", hint: words.text("P-… of de code aan het eind van de brief. Dan wordt niemand gezocht.", "P-… or the code at the top of the letter. Then nobody is searched for."), attributes: " autocomplete=\"off\""))
            <p>\(words("Of zoek met ten minste twee gegevens. De zoekvraag komt in het logboek.", "Or search by two details at least. The search goes into the log."))</p>
            \(field("surname", "Achternaam", "Surname", attributes: " autocomplete=\"off\""))
            \(field("birthDate", "Geboortedatum", "Date of birth", attributes: " autocomplete=\"off\""))
            \(field("citizenNumber", "Burgerservicenummer", "Citizen number", attributes: " autocomplete=\"off\" inputmode=\"numeric\""))
            \(field("postcode", "Postcode", "Postcode", attributes: " autocomplete=\"off\""))
            \(field("houseNumber", "Huisnummer", "House number", attributes: " autocomplete=\"off\""))
            \(field("sourceId", "Nummer in de eigen administratie", "Number in our own administration", attributes: " autocomplete=\"off\""))
            </details>
            \(field("why", "Waarom kijkt u?", "Why do you look?", hint: words.text("Komt in het logboek.", "Goes into the log.")))
            <div class="acts"><button>\(words("Laat zien", "Show"))</button></div>
            """
        )
    }

    // MARK: - What was found

    private static func found(_ answer: ShowAccess.Answer, _ visit: Visit, _ form: Form?) -> HTML {
        let words = visit.words
        let shown = Array(answer.looks.suffix(mostOnPage).reversed())
        let isOfOne = answer.person != nil
        var columns: [Piece.Column] = [
            .init(words.text("Wanneer", "When")), .init(words.text("Wie", "Who")),
            .init(words.text("Waarvoor", "What for")),
        ]
        // Of other people nothing is said to whoever is shown who looked at them.
        if !isOfOne { columns.append(.init(words.text("Naar wie", "At whom"))) }
        columns.append(.init(words.text("Reden", "Reason")))
        let table = Piece.table(
            words.text("Wie keek, de nieuwste eerst", "Who looked, the newest first"),
            columns,
            shown.map { row($0, isOfOne, words) },
            showsCaption: false
        )
        let many = answer.looksAtMany ?? 0
        return """
            <p class="lede">\(answer.fitting > shown.count ? words.text(
                "Hier staan \(words.number(shown.count)) regels, de nieuwste eerst.",
                "Here are \(words.number(shown.count)) lines, the newest first."
            ) : words.text("De nieuwste eerst.", "The newest first.")) \(words(
                "Dat u keek, staat nu ook in het logboek.", "That you looked is in the log now too."
            ))</p>
            \(HTML.when(many > 0, """
                <p class="note">\(words(
                    "Bij nog \(words.count(many, ("regel", "regels"), ("line", "lines"))) gingen veel mensen tegelijk open, bijvoorbeeld voor brieven. Die regels zeggen hoeveel mensen het waren en niet wie. Deze persoon kan erbij zijn.",
                    "In \(words.count(many, ("regel", "regels"), ("other line", "other lines"))) many people were opened at once, for letters perhaps. Those lines say how many people they were and not who. This person may be among them."
                ))</p>
                """))
            \(HTML.when(!shown.isEmpty, table))
            \(further(answer, shown.last?.line, visit, form))
            """
    }

    private static func row(_ look: ShowAccess.Look, _ isOfOne: Bool, _ words: Words) -> [HTML] {
        let roles = look.roles.map { code in
            OfficerRole(rawValue: code)?.name(in: words.language) ?? code
        }
        let purpose = AccessPurpose.name(look.purpose, words)
        var cells: [HTML] = [
            Piece.time(look.at, words),
            "\(look.officer)\(HTML.when(!roles.isEmpty, "<br><small>\(words.list(roles))</small>"))",
            "\(words.capital(purpose))\(HTML.when(!look.caseReference.isEmpty, "<br><small>\(look.caseReference)</small>"))",
        ]
        if !isOfOne { cells.append(whom(look, words)) }
        cells.append("\(look.reason)")
        return cells
    }

    private static func whom(_ look: ShowAccess.Look, _ words: Words) -> HTML {
        if let first = look.persons.first {
            let more = look.persons.count - 1
            return """
                <code>\(first)</code>\(HTML.when(more > 0, words(
                    " en nog \(words.number(more))", " and \(words.number(more)) more"
                )))
                """
        }
        switch look.object {
        case "access log": return words("dit logboek", "this log")
        case "nobody fits": return words("niemand gevonden", "nobody found")
        default:
            guard look.people > 0 else { return "\(look.object ?? "–")" }
            return "\(words.people(look.people))"
        }
    }

    /// The older lines and the file, with the same question: who was found is named by reference, so that
    /// nobody is searched for again.
    private static func further(
        _ answer: ShowAccess.Answer,
        _ last: UInt64?,
        _ visit: Visit,
        _ form: Form?
    ) -> HTML {
        guard let last, answer.fitting > 0 else { return "" }
        let words = visit.words
        let fields = [
            ("officer", form?["officer"] ?? ""), ("purpose", form?["purpose"] ?? ""),
            ("from", form?["from"] ?? ""), ("until", form?["until"] ?? ""),
            ("reference", answer.person ?? ""), ("why", form?["why"] ?? ""),
        ].filter { !$0.1.isEmpty }.map { name, value -> HTML in
            "<input type=\"hidden\" name=\"\(name)\" value=\"\(value)\">"
        }
        let older = visit.form(
            "/access",
            """
            \(fields)<input type="hidden" name="before" value="\(plain: Int(last))">\
            <div class="acts"><button class="alt">\(words("Oudere regels", "Older lines"))</button></div>
            """
        )
        return """
            \(HTML.when(answer.looks.count > mostOnPage, older))
            \(visit.form("/access/csv", """
                \(fields)<div class="acts"><button class="alt">\(words("Download als CSV", "Download as CSV"))</button></div>
                """))
            <p class="hint">\(words(
                "Het bestand heeft hoogstens \(words.number(mostInFile)) regels, de nieuwste. Alle regels, ook als AuditEvent van FHIR: spoor access export.",
                "The file has \(words.number(mostInFile)) lines at most, the newest. All lines, also as AuditEvents of FHIR: spoor access export."
            ))</p>
            """
    }
}

/// What a look was for, in words: the purposes that use cases write into the access log.
enum AccessPurpose {
    static let all: [(code: String, dutch: String, english: String)] = [
        ("call", "gesprek met een beller", "call"),
        ("person-answer", "vraag van een persoon", "question of a person"),
        ("access-request", "kopie voor een persoon", "copy for a person"),
        ("letters", "brieven", "letters"),
        ("held", "achtergehouden brieven", "letters held back"),
        ("held-release", "een brief vrijgeven", "releasing a letter"),
        ("register", "register bepalen", "computing the register"),
        ("register-why", "waarom iemand in het register staat", "why somebody is in the register"),
        ("register-export", "register naar een bestand", "register to a file"),
        ("review", "regels over niemand bekend", "records about nobody known"),
        ("linkage", "lijst van een verwerker koppelen", "linking a processor's list"),
        ("audit", "koppelingen nakijken", "checking links"),
        ("import", "gegevens inlezen", "taking data in"),
        ("correction", "afgekeurde regels nakijken", "checking rows set aside"),
        ("person-correct", "gegevens van een persoon verbeteren", "correcting a person"),
        ("person-withdraw", "een persoon weghalen", "taking a person out"),
        ("person-join", "twee nummers van één persoon", "two numbers of one person"),
        ("migration", "nieuwe vorm van de opslag", "new form of the store"),
        ("access-review", "dit logboek nakijken", "reviewing this log"),
    ]

    static func name(_ code: String, _ words: Words) -> String {
        all.first { $0.code == code }.map { words.text($0.dutch, $0.english) } ?? code
    }
}
