// SPDX-License-Identifier: EUPL-1.2

import Accounts
import Casework
import Custody
import Store

/// A caller asks for a copy of their data: who it is, what will be in the copy, and the copy itself. The page
/// shows how much there is and not what it says; only the notes of calls are read here, to leave out what
/// names others.
enum AccessCopyPages {
    static let routes: [Route] = [
        Route(
            name: "access-request",
            path: "/calls/matters/{matter}/access",
            access: .roles(Roles.accessRequests),
            purpose: "access-request",
            isPersonal: true,
            action: .look { visit in .page(try await page(visit)) }
        ),
        Route(
            name: "access-request.identity",
            path: "/calls/matters/{matter}/access/identity",
            access: .roles(Roles.accessRequests),
            purpose: "access-request",
            isPersonal: true,
            action: .act(check)
        ),
        Route(
            name: "access-request.copy",
            path: "/calls/matters/{matter}/access/copy",
            access: .roles(Roles.accessRequests),
            purpose: "access-request",
            isPersonal: true,
            action: .act(copy)
        ),
    ]

    private static func number(_ visit: Visit) throws -> Int {
        guard let number = Int(try visit.parameter("matter")) else { throw DeskRefusal.notFound }
        return number
    }

    private static func page(_ visit: Visit, _ problem: FormProblem? = nil) async throws -> Page {
        let words = visit.words
        let (number, officer, roles) = (try number(visit), try visit.officer(), visit.roles)
        let request = try await visit.look {
            try ShowAccessRequest(number, for: roles).run(in: $0)
        }
        let body: HTML
        if !request.isOfSomebody {
            body = """
                <h1>\(words("In dit gesprek is niemand gevonden", "Nobody was found in this call"))</h1>
                <p class="lede">\(words(
                    "Van wie het verzoek is, weet het programma niet. Laat de beller opnieuw bellen, en zoek hem dan in het gesprek.",
                    "The program does not know whose request it is. Let the caller call again, and find them in that call."
                ))</p>
                """
        } else if request.matter.endedAt != nil {
            body = "<h1>\(words("Dit verzoek is afgerond", "This request has ended"))</h1>"
        } else if let identity = request.identity {
            do {
                let copy = try await visit.look {
                    try AccessCopy(
                        number,
                        in: $0,
                        nil,
                        notes: [],
                        officer: officer,
                        roles: roles
                    )
                }
                body = ready(copy, identity, number, visit)
            } catch CaseworkError.accessOfDeceased {
                body = """
                    <h1>\(words("Deze persoon staat als overleden", "This person is registered as deceased"))</h1>
                    <p class="lede">\(words(
                        "Het recht op inzage eindigt met de dood. Klopt het niet? Laat de gegevensbeheerder het eerst verbeteren.",
                        "The right of access ends with death. Is it wrong? Let the data manager put it right first."
                    ))</p>
                    """
            }
        } else {
            let whose = try await visit.look { store -> PersonAnswer? in
                let shown = try ShowMatter(number, for: roles, officer: officer).run(in: store)
                return try shown.person.map { reference in
                    try AnswerPerson(
                        .named(reference),
                        officer: officer,
                        reason: StatedReason("identity for access request \(number)")
                    ).run(in: store)
                }
            }
            body = checkForm(number, whose, visit, problem)
        }
        return Page(
            title: words.text("Inzageverzoek \(number)", "Access request \(number)"),
            menu: .contact,
            body: """
                <p class="crumb"><a href="/calls/matters">\(words("Afspraken", "Matters"))</a> › \
                <a href="/calls/matters/\(plain: number)">\(words("Afspraak", "Matter")) \(plain: number)</a></p>
                \(body)
                \(copies(request, words))
                """
        )
    }

    private static func checkForm(
        _ number: Int,
        _ person: PersonAnswer?,
        _ visit: Visit,
        _ problem: FormProblem?
    ) -> HTML {
        let words = visit.words
        let picks = IdentityCheck.allCases.map { check -> HTML in
            """
            <label class="pick"><input type="radio" name="how" value="\(check.rawValue)">\
            \(check.name(in: words.language))</label>

            """
        }
        let missing: HTML =
            problem.map {
                "<strong class=\"problem\">\(words.text($0.dutch, $0.english))</strong>"
            } ?? ""
        return """
            <h1>\(words("Stel eerst vast wie het is", "First establish who it is"))</h1>
            <p class="lede">\(words(
                "In de kopie staat bijna alles wat er van iemand is, met BSN en adres. De code van een brief is niet genoeg: een huisgenoot kan die ook hebben.",
                "The copy holds nearly all that there is of somebody, with citizen number and address. The code of a letter is not enough: somebody of the same household may have it."
            ))</p>
            \(whose(person, visit.words))
            \(visit.form("/calls/matters/\(number)/access/identity", """
                <fieldset><legend>\(words("Hoe stelde u het vast?", "How did you establish it?"))</legend>\(missing)\(picks)</fieldset>\
                <p class="hint">\(words(
                    "Bewaar geen kopie van het identiteitsbewijs. Is het een kind? Kijk eerst wie mag vragen.",
                    "Keep no copy of the identity document. Is it a child? First see who may ask."
                ))</p>\
                <div class="acts"><button>\(words("Leg vast", "Record"))</button></div>
                """))
            """
    }

    /// Whom the call found: to be held beside the document.
    private static func whose(_ person: PersonAnswer?, _ words: Words) -> HTML {
        guard let person else { return "" }
        let born: HTML =
            person.birthYear.map { "\(plain: $0)" } ?? words("niet bekend", "not known")
        return """
            \(Piece.facts([
                (words.text("Van wie de kopie wordt", "Whose copy it will be"), "\(person.name)"),
                (words.text("Geboren in", "Born in"), born),
                (words.text("Woonplaats", "Lives in"), "\(person.place)"),
            ]))
            <p>\(words(
                "Klopt dit met het bewijs? Zo niet, leg dan niets vast: het gesprek vond een ander.",
                "Does this agree with the proof? If not, record nothing: the call found somebody else."
            ))</p>
            """
    }

    private static func ready(
        _ copy: AccessCopy,
        _ identity: ShowAccessRequest.Identity,
        _ number: Int,
        _ visit: Visit
    ) -> HTML {
        let words = visit.words
        let held = copy.held
        let isSecret = held.rows.contains {
            $0.person.secrecy > 0 || $0.person.addressStatus == .shelter
        }
        let parts: [(String, Int)] = [
            (words.text("Regels in de bevolking", "Rows in the population"), held.rows.count),
            (
                words.text("Vroegere namen en adressen", "Earlier names and addresses"),
                held.rows.reduce(0) { $0 + $1.person.former.count }
            ),
            (words.text("Verstrekkingen", "Disclosures"), held.disclosed.count),
            (words.text("Incidenten", "Incidents"), held.incidents.count),
            (words.text("Brieven", "Letters"), held.letters.count),
            (words.text("Gesprekken", "Calls"), held.calls.count),
            (words.text("Afspraken", "Matters"), held.matters.count),
            (words.text("Keren dat iemand keek", "Looks"), held.looks.count),
        ]
        let notes = held.calls.flatMap(\.notes)
        let readable = notes.compactMap { note in note.text.map { (note.number, $0) } }
        let picks = readable.map { number, text -> HTML in
            """
            <label class="pick"><input type="checkbox" name="note" value="\(plain: number)">\(text)</label>

            """
        }
        let unread = notes.count - readable.count
        return """
            <h1>\(words("Kijk de kopie na en maak haar", "Check the copy and make it"))</h1>
            \(HTML.when(isSecret, """
                <div class="note"><p>\(words(
                    "Het adres van deze persoon is geheim, en staat in de kopie. Geef haar alleen in handen van de persoon zelf.",
                    "The address of this person is secret, and stands in the copy. Give it into the hands of the person only."
                ))</p></div>
                """))
            \(Piece.facts([(
                words.text("Vastgesteld", "Established"),
                "\(identity.how.name(in: words.language)). \(identity.by), \(Piece.time(identity.at, words))"
            )]))
            \(Piece.table(
                words.text("Wat er in de kopie komt", "What will be in the copy"),
                [
                    .init(words.text("Onderdeel", "Part")),
                    .init(words.text("Aantal", "Number"), numeric: true),
                ],
                parts.map { ["\($0.0)", "\(words.number($0.1))"] }
            ))
            <p>\(words(
                "Niet erin: uitslagen (die geeft een arts), namen van anderen, en redenen die medewerkers typten.",
                "Not in it: results (a doctor gives those), names of others, and reasons that officers typed."
            ))</p>
            \(visit.form("/calls/matters/\(number)/access/copy", """
                \(HTML.when(!picks.isEmpty, """
                    <fieldset><legend>\(words("Welke notities noemen niemand anders?", "Which notes name nobody else?"))</legend>\
                    <span class="hint">\(words(
                        "Lees elke notitie. Alleen wat u aankruist, komt in de kopie.",
                        "Read each note. Only what you tick comes into the copy."
                    ))</span>\(picks)</fieldset>
                    """))
                \(HTML.when(unread > 0, words.paragraph(
                    "\(words.count(unread, ("notitie blijft", "notities blijven"), ("note", "notes"))) eruit: van wie het gesprek was, is niet bewezen.",
                    "\(words.count(unread, ("notitie blijft", "notities blijven"), ("note stays", "notes stay"))) out: whose call it was is not proven."
                )))
                \(Piece.select(
                    "language",
                    words.text("Taal van de kopie", "Language of the copy"),
                    [
                        ("nl", words.text("Nederlands", "Dutch")),
                        ("en", words.text("Engels", "English")),
                    ],
                    chosen: copy.language.rawValue
                ))
                <div class="acts"><button>\(words("Maak de kopie (PDF)", "Make the copy (PDF)"))</button></div>
                """))
            <p class="hint">\(words(
                "Van de kopie wordt vastgelegd wanneer zij gemaakt is en haar SHA-256. Zij zelf wordt niet bewaard. Geef haar, en rond dan de afspraak af.",
                "It is recorded when the copy was made, with its SHA-256. The copy itself is not kept. Give it, and then end the matter."
            ))</p>
            """
    }

    private static func copies(_ request: ShowAccessRequest.Answer, _ words: Words) -> HTML {
        guard !request.copies.isEmpty else { return "" }
        let rows = request.copies.map { copy -> [HTML] in
            [
                Piece.time(copy.at, words), "\(copy.by)",
                "<code class=\"copy\">\(copy.sha256)</code>",
            ]
        }
        return """
            <h2>\(words("Deze kopieën zijn gemaakt", "These copies were made"))</h2>
            \(Piece.table(
                words.text("Kopieën", "Copies"),
                [
                    .init(words.text("Wanneer", "When")), .init(words.text("Wie", "Who")),
                    .init("SHA-256"),
                ],
                rows,
                showsCaption: false
            ))
            """
    }

    @Sendable private static func check(_ visit: Visit, _ form: Form) async throws -> Reply {
        let (number, officer, roles) = (try number(visit), try visit.officer(), visit.roles)
        guard let how = IdentityCheck(rawValue: form["how"]) else {
            throw DeskRefusal.problem([
                FormProblem(
                    field: "how",
                    dutch: "Kies hoe u vaststelde wie het is.",
                    english: "Choose how you established who it is."
                )
            ])
        }
        try await visit.desk.writer.act { store in
            try CheckIdentity(number, how: how, for: roles, officer: officer).run(in: store)
        }
        return .seeOther("/calls/matters/\(number)/access")
    }

    @Sendable private static func copy(_ visit: Visit, _ form: Form) async throws -> Reply {
        let (number, officer, roles) = (try number(visit), try visit.officer(), visit.roles)
        let language = Language(rawValue: form["language"])
        let notes = Set(form.all("note").compactMap { Int($0) })
        let (copy, file) = try await visit.look { store in
            let copy = try AccessCopy(
                number,
                in: store,
                language,
                notes: notes,
                officer: officer,
                roles: roles
            )
            return (copy, try copy.pdf())
        }
        // Nobody gets a copy of which nothing stands in the ledger.
        try await visit.desk.writer.act { store in
            try RecordAccessCopy(
                number,
                copy.language,
                sha256: file.sha256,
                notes: copy.noteNumbers,
                for: roles,
                officer: officer
            ).run(in: store)
        }
        return .bytes(
            file.bytes,
            type: "application/pdf",
            name: copy.words.text("kopie-\(number).pdf", "copy-\(number).pdf")
        )
    }
}
