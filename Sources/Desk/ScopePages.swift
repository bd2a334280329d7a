// SPDX-License-Identifier: EUPL-1.2

import Accounts
import Casework
import Custody
import Store
import Wording

/// The versions of the register: how many people, since when, why the number moved, and who published.
enum ScopePages {
    static let routes: [Route] = [
        Route(
            name: "scope",
            path: "/incidents/{incident}/scope",
            access: .roles(Roles.room),
            purpose: "incident",
            action: .look { visit in .page(try await page(visit)) }
        ),
        Route(
            name: "scope.csv",
            path: "/incidents/{incident}/scope.csv",
            access: .roles(Roles.room),
            purpose: "incident",
            action: .look(csv)
        ),
        Route(
            name: "scope.steps.csv",
            path: "/incidents/{incident}/scope/steps.csv",
            access: .roles(Roles.room),
            purpose: "incident",
            action: .look(stepsCSV)
        ),
        Route(
            name: "scope.propose",
            path: "/incidents/{incident}/scope/propose",
            access: .roles(Roles.publishing),
            purpose: "incident",
            action: .act(propose)
        ),
        Route(
            name: "scope.publish",
            path: "/incidents/{incident}/scope/publish",
            access: .roles(Roles.publishing),
            purpose: "incident",
            action: .act(publish)
        ),
    ]

    /// Where the figures come from: which version, as of when, who published it.
    static func provenance(_ version: RegisterVersion, _ words: Words) -> HTML {
        let published =
            version.isPublished
            ? words.text("gepubliceerd door twee mensen", "published by two people")
            : words.text("nog niet gepubliceerd", "not published yet")
        return words(
            "Versie \(words.number(version.version)) van het register (\(version.name)), over de eerste \(words.number(version.asOfEntries)) regels van het grootboek; \(published).",
            "Version \(words.number(version.version)) of the register (\(version.name)), over the first \(words.number(version.asOfEntries)) entries of the ledger; \(published)."
        )
    }

    /// Two that are named, else the last two.
    private static func pair(_ versions: [RegisterVersion], _ last: RegisterVersion, _ visit: Visit)
        -> (from: RegisterVersion?, to: RegisterVersion)
    {
        func named(_ field: String) -> RegisterVersion? {
            visit.query[field].flatMap { name in versions.first { "\($0.version)" == name } }
        }
        let to = named("to") ?? last
        return (named("from") ?? versions.last { $0.version < to.version }, to)
    }

    private static func compare(
        _ from: RegisterVersion?,
        _ to: RegisterVersion,
        _ incident: String,
        _ visit: Visit
    ) async throws -> CompareRegisters.Answer? {
        try await from.asyncMap { from in
            try await visit.look { store in
                try CompareRegisters(
                    incident: incident,
                    from: "\(from.version)",
                    to: "\(to.version)"
                ).run(in: store)
            }
        }
    }

    private static func waterfall(
        _ from: RegisterVersion?,
        _ to: RegisterVersion,
        _ compared: CompareRegisters.Answer?,
        _ words: Words
    ) -> Waterfall? {
        guard let from, let compared else { return nil }
        return Waterfall(
            from.counts,
            to.counts,
            compared.moves.map { move in
                (
                    from: move.from, to: move.to, people: move.people,
                    name: "\(name(move.from, words)) → \(name(move.to, words))",
                    reason: because(move, words)
                )
            }
        )
    }

    private static func because(_ move: CompareRegisters.Move, _ words: Words) -> String {
        words.list(
            move.because.map { source($0, words) } + move.gone.map { gone($0, words) }
        )
    }

    /// The steps between two versions.
    @Sendable private static func stepsCSV(_ visit: Visit) async throws -> Reply {
        let incident = try visit.parameter("incident")
        let versions = try await visit.look { try ShowRegister(incident: incident).run(in: $0) }
        guard let last = versions.last else { throw DeskRefusal.notFound }
        let (from, to) = pair(versions, last, visit)
        let compared = try await compare(from, to, incident, visit)
        let steps = waterfall(from, to, compared, visit.words)?.csv
        return .file(
            steps ?? CommaSeparated.text([["step", "because", "change", "people"]]),
            type: "text/csv; charset=utf-8",
            name: "steps.csv"
        )
    }

    private static func page(_ visit: Visit) async throws -> Page {
        let words = visit.words
        let frame = try await IncidentPages.frame(visit)
        let versions = frame.incident.versions
        let incident = frame.incident.reference
        let path = "/incidents/\(Form.encoded(incident))/scope"
        guard let last = versions.last else {
            return IncidentPages.page(
                frame,
                visit,
                title: words.text("Omvang", "Scope"),
                """
                <h1>\(words("Omvang", "Scope"))</h1><p>\(words(
                    "Er is nog geen versie. Zij ontstaat als het incident wordt geopend.",
                    "There is no version yet. It is made when the incident is opened."
                ))</p>
                """
            )
        }
        let (from, to) = pair(versions, last, visit)
        let compared = try await compare(from, to, incident, visit)
        let proposals = try visit.desk.accounts.proposals().filter {
            $0.settled == nil && $0.kind == "publish" && $0.incident == incident
        }
        let counts = Certainties(to.counts)
        let heading: String
        if let from, from.version < to.version {
            let earlier = Certainties(from.counts)
            heading =
                earlier.found + earlier.reported == counts.found + counts.reported
                ? words.text(
                    "Versie \(to.version): \(words.people(counts.concerned))",
                    "Version \(to.version): \(words.people(counts.concerned))"
                )
                : words.text(
                    "Gemeld: van \(words.number(earlier.found + earlier.reported)) naar \(words.number(counts.found + counts.reported))",
                    "Reported: from \(words.number(earlier.found + earlier.reported)) to \(words.number(counts.found + counts.reported))"
                )
        } else {
            heading = words.text(
                "Versie \(to.version): \(words.people(counts.concerned))",
                "Version \(to.version): \(words.people(counts.concerned))"
            )
        }
        return IncidentPages.page(
            frame,
            visit,
            title: words.text("Omvang", "Scope"),
            """
            <h1>\(heading)</h1>
            <p class="lede">\(provenance(to, words))</p>
            \(counts.bar(large: true))\(counts.key(words))
            \(publication(to, proposals, path, visit))
            \(steps(from, to, compared, path, words))
            \(difference(from, to, compared, words))
            \(table(versions, path, words))
            \(check(to, incident, words))
            """
        )
    }

    // MARK: - Why it moved

    private static func steps(
        _ from: RegisterVersion?,
        _ to: RegisterVersion,
        _ compared: CompareRegisters.Answer?,
        _ path: String,
        _ words: Words
    ) -> HTML {
        guard let from, let waterfall = waterfall(from, to, compared, words) else { return "" }
        let csv = "\(path)/steps.csv?from=\(from.version)&to=\(to.version)"
        return """
            <h2>\(words(
                "Stap voor stap, van \(words.number(waterfall.before)) naar \(words.number(waterfall.after))",
                "Step by step, from \(words.number(waterfall.before)) to \(words.number(waterfall.after))"
            ))</h2>
            \(waterfall.figure("steps", words))
            \(waterfall.table(csv, words))
            """
    }

    /// What moved between two versions, with the reason of each step.
    static func difference(
        _ from: RegisterVersion?,
        _ to: RegisterVersion,
        _ compared: CompareRegisters.Answer?,
        _ words: Words
    ) -> HTML {
        guard let from, let compared else { return "" }
        let rows = compared.moves.map { move -> [HTML] in
            [
                "\(name(move.from, words))", "\(name(move.to, words))",
                "\(words.number(move.people))",
                "\(because(move, words))",
            ]
        }
        var notes: [HTML] = []
        notes += compared.takenBack.map {
            words(
                "Import \(words.number($0.number)) is teruggenomen: \($0.because)",
                "Import \(words.number($0.number)) was taken back: \($0.because)"
            )
        }
        notes += compared.linkedLater.map {
            words(
                "Van lijst \($0.statement) zijn later \(words.count($0.records, ("record", "records"), ("record", "records"))) aan een mens verbonden.",
                "Of list \($0.statement) \(words.count($0.records, ("record was", "records were"), ("record was", "records were"))) linked to somebody later."
            )
        }
        notes += compared.joined.map {
            $0.isTakenBack
                ? words(
                    "\($0.kept) en \($0.other) zijn toch twee mensen: \($0.because)",
                    "\($0.kept) and \($0.other) are two people after all: \($0.because)"
                )
                : words(
                    "\($0.kept) en \($0.other) zijn één mens: \($0.because)",
                    "\($0.kept) and \($0.other) are one person: \($0.because)"
                )
        }
        notes += compared.correctedTerms.map {
            words(
                "De bewaartermijn van \($0.party) \($0.version) is verbeterd: \($0.because)",
                "The keeping term of \($0.party) \($0.version) was corrected: \($0.because)"
            )
        }
        let rest = words(
            "\(words.people(compared.otherCategories)) kregen andere gegevens of bronnen bij dezelfde zekerheid; bij \(words.number(compared.unchanged)) veranderde niets.",
            "\(words.people(compared.otherCategories)) kept their certainty with other data or sources; for \(words.number(compared.unchanged)) nothing changed."
        )
        return """
            <h2>\(words(
                "Waarom veranderde het, van versie \(plain: from.version) naar \(plain: to.version)?",
                "Why did it change, from version \(plain: from.version) to \(plain: to.version)?"
            ))</h2>
            \(rows.isEmpty ? "<p>\(words("Niemand kreeg een andere zekerheid.", "Nobody's certainty changed."))</p>" : Piece.table(
                words.text(
                    "Mensen die een andere zekerheid kregen. Niemand verdwijnt zonder regel.",
                    "People whose certainty changed. Nobody disappears without a line."
                ),
                [
                    .init(words.text("Was", "Was")), .init(words.text("Is nu", "Is now")),
                    .init(words.text("Mensen", "People"), numeric: true),
                    .init(words.text("Waardoor", "Because of")),
                ],
                rows
            ))
            <p class="hint">\(rest)</p>
            \(HTML.when(!notes.isEmpty, "<ul>\(notes.map { "<li>\($0)</li>" as HTML })</ul>"))
            """
    }

    private static func name(_ certainty: Certainty?, _ words: Words) -> String {
        certainty.map { words.capital($0.name(in: words.language)) }
            ?? words.text("Niet in het register", "Not in the register")
    }

    private static func source(_ source: CompareRegisters.Source, _ words: Words) -> String {
        switch source {
        case .ledger(let origin):
            words.text("grootboek: ", "ledger: ") + origin.name(in: words.language)
        case .statement(let name): words.text("lijst \(name)", "list \(name)")
        case .withdrawn(let name):
            words.text("ingetrokken: \(name)", "withdrawn: \(name)")
        }
    }

    private static func gone(_ source: CompareRegisters.Source, _ words: Words) -> String {
        if case .withdrawn = source { return self.source(source, words) }
        return words.text("zonder ", "without ") + self.source(source, words)
    }

    // MARK: - Publishing, by two

    private static func publication(
        _ version: RegisterVersion,
        _ proposals: [Proposal],
        _ path: String,
        _ visit: Visit
    ) -> HTML {
        let words = visit.words
        guard !version.isPublished, !visit.roles.isDisjoint(with: Roles.publishing) else {
            return ""
        }
        let field: HTML =
            "<input type=\"hidden\" name=\"version\" value=\"\(plain: version.version)\">"
        guard let waiting = proposals.first(where: { $0.subject == "\(version.version)" }) else {
            return """
                <div class="note"><h2>\(words("Deze versie is niet gepubliceerd", "This version is not published"))</h2>
                <p>\(words(
                    "Publiceren doen twee mensen: u stelt het voor, een ander besluit.",
                    "Publishing takes two people: you propose it, somebody else decides."
                ))</p>
                \(visit.form(path + "/propose", "\(field)<div class=\"acts\"><button>\(words("Stel publicatie voor", "Propose to publish"))</button></div>"))
                </div>
                """
        }
        let at = words.moment(Instant(milliseconds: waiting.proposedAt))
        guard waiting.account != visit.account?.name else {
            return """
                <div class="note wait"><p>\(words(
                    "U stelde \(at) voor deze versie te publiceren. Een ander besluit.",
                    "You proposed \(at) to publish this version. Somebody else decides."
                ))</p></div>
                """
        }
        return """
            <div class="note wait"><h2>\(words("Publiceren?", "Publish?"))</h2>
            <p>\(words(
                "\(waiting.account) stelde \(at) voor versie \(plain: version.version) te publiceren: \(words.people(Certainties(version.counts).concerned)). Daarna staat uw naam er ook onder.",
                "\(waiting.account) proposed \(at) to publish version \(plain: version.version): \(words.people(Certainties(version.counts).concerned)). Your name will stand under it too."
            ))</p>
            \(visit.form(path + "/publish", """
                \(field)<div class="acts"><button name="answer" value="yes">\(words("Publiceer", "Publish"))</button>\
                <button class="alt" name="answer" value="no">\(words("Wijs het af", "Turn it down"))</button></div>
                """))
            </div>
            """
    }

    @Sendable private static func propose(_ visit: Visit, _ form: Form) async throws -> Reply {
        let incident = try visit.parameter("incident")
        let version = form["version"]
        let found = try await visit.look {
            try ShowRegister(incident: incident, version: version).run(in: $0)
        }
        guard let only = found.first, !only.isPublished, let account = visit.account else {
            throw DeskRefusal.formUnreadable
        }
        _ = try visit.desk.accounts.propose(
            "publish",
            incident: incident,
            subject: "\(only.version)",
            by: account.name,
            now: visit.words.now
        )
        return .seeOther("/incidents/\(Form.encoded(incident))/scope")
    }

    @Sendable private static func publish(_ visit: Visit, _ form: Form) async throws -> Reply {
        let incident = try visit.parameter("incident")
        let version = form["version"]
        guard
            let proposal = try visit.desk.accounts.proposals().first(where: {
                $0.settled == nil && $0.kind == "publish" && $0.incident == incident
                    && $0.subject == version
            }), let account = visit.account
        else {
            throw DeskRefusal.problem([
                FormProblem(
                    field: "version",
                    dutch: "Niemand stelde dit voor, of iemand besloot er al over.",
                    english: "Nobody proposed this, or somebody has decided already."
                )
            ])
        }
        // Two people, and the second one is another: not the same one twice.
        guard proposal.account != account.name else {
            throw DeskRefusal.problem([
                FormProblem(
                    field: "version",
                    dutch: "U stelde het zelf voor: een ander besluit.",
                    english: "You proposed it yourself: somebody else decides."
                )
            ])
        }
        guard form["answer"] == "yes" else {
            _ = try visit.desk.accounts.settle(proposal.number, "turned down by \(account.name)")
            return .seeOther("/incidents/\(Form.encoded(incident))/scope")
        }
        let (first, second) = (proposal.account, account.person)
        let now = visit.words.now
        // Who proposed it must still be somebody who may.
        guard let proposer = try await visit.look({ try FindAccount(first).run(in: $0) }),
            !Set(proposer.roles).isDisjoint(with: Roles.publishing)
        else { throw DeskRefusal.notAllowed(Roles.publishing) }
        let officer = try ActingOfficer(proposer.person, now: now)
        _ = try await visit.desk.writer.act { store in
            try PublishRegister(
                incident: incident,
                version: version,
                officer: officer,
                second: .signedIn(second)
            ).run(in: store)
        }
        _ = try visit.desk.accounts.settle(proposal.number, "published with \(account.name)")
        return .seeOther("/incidents/\(Form.encoded(incident))/scope")
    }

    // MARK: - All versions

    private static func table(
        _ versions: [RegisterVersion],
        _ path: String,
        _ words: Words
    ) -> HTML {
        let largest = versions.map { Certainties($0.counts).concerned }.max() ?? 1
        let rows = versions.reversed().map { version -> [HTML] in
            let counts = Certainties(version.counts)
            return [
                "<a href=\"\(path)?to=\(plain: version.version)\">\(plain: version.version)</a>, \(version.name)",
                "\(words.number(counts.concerned))",
                "\(counts.bar(of: largest))<span class=\"hint\">\(counts.sentence(words))</span>",
                version.isPublished
                    ? Piece.tag(words.text("Gepubliceerd", "Published"), .ok)
                    : Piece.tag(words.text("Bevroren", "Frozen")),
            ]
        }
        return """
            <h2>\(words("Alle versies", "All versions"))</h2>
            \(Piece.table(
                words.text("Een bevroren versie verandert nooit.", "A frozen version never changes."),
                [
                    .init(words.text("Versie", "Version")),
                    .init(words.text("Mensen", "People"), numeric: true),
                    .init(words.text("Hoe zeker", "How sure"), bar: true),
                    .init(words.text("Stand", "State")),
                ],
                rows
            ))
            <p><a href="\(path).csv">\(words("Download als CSV", "Download as CSV"))</a></p>
            """
    }

    /// As one word of a command, whatever signs it has.
    static func inShell(_ text: String) -> String {
        let isPlain = text.allSatisfy {
            $0.isASCII && ($0.isLetter || $0.isNumber || "-_.".contains($0))
        }
        return isPlain && !text.isEmpty ? text : "'" + text.replacing("'", with: "'\\''") + "'"
    }

    private static func check(_ version: RegisterVersion, _ incident: String, _ words: Words)
        -> HTML
    {
        """
        <h2>\(words("Reken het na", "Recompute it"))</h2>
        <p>\(words(
            "Wie het grootboek heeft, rekent deze versie na en krijgt dezelfde vingerafdruk:",
            "Whoever has the ledger can compute this version again and gets the same fingerprint:"
        ))</p>
        \(Piece.facts([
            (words.text("Vingerafdruk", "Fingerprint"), "<code class=\"copy\">\(version.hash)</code>"),
            (
                words.text("Opdracht", "Command"),
                "<code class=\"copy\">spoor register compute \(inShell(incident)) --as-of \(plain: version.asOfEntries)</code>"
            ),
        ]))
        """
    }

    @Sendable private static func csv(_ visit: Visit) async throws -> Reply {
        let incident = try visit.parameter("incident")
        let versions = try await visit.look { try ShowRegister(incident: incident).run(in: $0) }
        let head =
            ["version", "name", "published", "entries"] + Certainty.allCases.map(\.code) + ["hash"]
        let rows = versions.map { version in
            [
                "\(version.version)", version.name, version.isPublished ? "yes" : "no",
                "\(version.asOfEntries)",
            ]
                + Certainty.allCases.map { "\(version.people($0))" } + [version.hash]
        }
        return .file(
            CommaSeparated.text([head] + rows),
            type: "text/csv; charset=utf-8",
            name: "versions.csv"
        )
    }
}

/// Rows for a spreadsheet, as ``SpreadsheetText`` makes them.
enum CommaSeparated {
    static func text(_ rows: [[String]]) -> String { SpreadsheetText.rows(rows) }
}

extension Optional {
    func asyncMap<Result>(_ body: (Wrapped) async throws -> Result) async rethrows -> Result? {
        guard let self else { return nil }
        return try await body(self)
    }
}
