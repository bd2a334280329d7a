// SPDX-License-Identifier: EUPL-1.2

import Casework
import Custody
import Ingestion
import Store

/// What was taken in: each import with what it brought and what became of it, and the work that goes on.
enum ImportPages {
    static let routes: [Route] = [
        Route(
            name: "imports",
            path: "/imports",
            access: .roles(Roles.data),
            purpose: "data",
            action: .look(list)
        ),
        Route(
            name: "imports.csv",
            path: "/imports.csv",
            access: .roles(Roles.data),
            purpose: "data",
            action: .look(csv)
        ),
        Route(
            name: "import",
            path: "/imports/{import}",
            access: .roles(Roles.data),
            purpose: "data",
            action: .look(one)
        ),
    ]

    /// Imports on the page; all of them stand in the file.
    private static let most = 100

    // MARK: - All of them

    @Sendable private static func list(_ visit: Visit) async throws -> Reply {
        let words = visit.words
        let (found, clocks) = try await visit.look { store in
            (try WatchImports().run(in: store), try ShowClocks(now: words.now).run(in: store))
        }
        let shown = found.imports.suffix(most).reversed()
        let rows = shown.map { item -> [HTML] in
            [
                "<a href=\"/imports/\(plain: item.number)\">\(plain: item.number). \(ImportWording.kind(item.kind, words))</a>",
                "\(item.party.isEmpty ? "–" : words.name(item.party))",
                Piece.time(Instant(milliseconds: item.begun), words), "\(item.by)",
                "\(brought(item, words))", "\(words.number(item.unresolved))",
                "\(words.number(item.setAside))",
                ImportWording.standing(item, isWriting: found.isWriting, words),
            ]
        }
        let table = Piece.table(
            words.text("Imports, de nieuwste eerst", "Imports, the newest first"),
            [
                .init(words.text("Import", "Import")), .init(words.text("Aan", "To")),
                .init(words.text("Begonnen", "Begun")), .init(words.text("Door", "By")),
                .init(words.text("Ingelezen", "Taken in")),
                .init(words.text("Over niemand bekend", "About nobody known"), numeric: true),
                .init(words.text("Opzijgelegd", "Set aside"), numeric: true),
                .init(words.text("Stand", "Standing")),
            ],
            rows,
            showsCaption: false
        )
        return .page(
            Page(
                title: words.text("Imports", "Imports"),
                menu: .store,
                clock: ClockStrip(clocks),
                body: """
                    <p class="crumb"><a href="/store">\(words("Gegevens", "Data"))</a> / imports</p>
                    <h1>\(heading(found, words))</h1>
                    \(work(found, words))
                    \(rows.isEmpty ? words.paragraph(
                        "Lees eerst de mensen in.", "Take the people in first."
                        ) : table)
                    \(HTML.when(visit.canOpen(PopulationPages.path), """
                        <p><a href="/population">\(words("Lees een bestand met mensen in", "Take in a file of people"))</a></p>
                        """))
                    <p><a href="/jobs">\(words("Wat loopt, en hoe ver het is", "What is running, and how far it is"))</a></p>
                    \(HTML.when(found.imports.count > most, words.paragraph(
                        "Hier staan de laatste \(words.number(most)). Het bestand heeft ze alle.",
                        "Here are the last \(words.number(most)). The file has all of them."
                    )))
                    \(Piece.counted(found.countedAt.map(Instant.init(milliseconds:)), words))
                    \(HTML.when(!rows.isEmpty, """
                        <p><a href="/imports.csv">\(words("Download als CSV", "Download as CSV"))</a></p>
                        """))
                    """
            )
        )
    }

    private static func heading(_ found: WatchImports.Answer, _ words: Words) -> String {
        let open = found.imports.count { !$0.isFinished && $0.takenBackBecause == nil }
        guard !found.imports.isEmpty else {
            return words.text("Er is nog niets ingelezen", "Nothing was taken in yet")
        }
        if found.isWriting, found.filesBegun > 0 {
            return words.text("Er loopt een import", "An import is running")
        }
        if open > 0 || found.filesBegun > 0 {
            let number = words.capital(words.spelled(max(open, 1)))
            return open > 1
                ? words.text(
                    "\(number) imports zijn niet klaar",
                    "\(number) imports are not finished"
                )
                : words.text("Eén import is niet klaar", "One import is not finished")
        }
        let setAside = found.imports.filter { $0.takenBackBecause == nil }
            .map(\.setAside).reduce(0, +)
        let done = words.count(
            found.imports.count,
            ("import is klaar", "imports zijn klaar"),
            ("import is finished", "imports are finished")
        )
        guard setAside > 0 else { return done }
        let rows = words.count(
            setAside,
            ("regel of bericht is opzijgelegd", "regels en berichten zijn opzijgelegd"),
            ("row or message was set aside", "rows and messages were set aside")
        )
        return "\(done), \(rows)"
    }

    /// What is at work now, how far it is, and how it goes on when it was cut off.
    private static func work(_ found: WatchImports.Answer, _ words: Words) -> HTML {
        guard found.filesBegun > 0 || found.isWriting else { return "" }
        let files = words.count(found.filesBegun, ("bestand", "bestanden"), ("file", "files"))
        let lines = words.count(found.linesBegun, ("regel", "regels"), ("line", "lines"))
        let last = found.imports.map(\.lastRecorded).max().map {
            words.moment(Instant(milliseconds: $0))
        }
        var rows: [(String, HTML)] = []
        if found.filesBegun > 0 {
            rows.append(
                (
                    words.text("Voor een deel gelezen", "Read in part"),
                    "\(words.text("\(files), tot nu toe \(lines)", "\(files), \(lines) so far"))"
                )
            )
        }
        if let last {
            rows.append((words.text("Laatst vastgelegd", "Last recorded"), "\(last)"))
        }
        return """
            <h2>\(found.isWriting ? words("Loopt nu", "Running now") : words("Onderbroken", "Cut off"))</h2>
            \(Piece.facts(rows))
            \(found.isWriting ? words.paragraph(
                "Een ander programma schrijft nu. Ververs deze pagina om te zien hoe ver het is.",
                "Another program writes now. Renew this page to see how far it is."
            ) : words.paragraph(
                "Wat gelezen is, blijft. Draai dezelfde import opnieuw: hij gaat verder waar hij was en niets telt dubbel.",
                "What was read stays. Run the same import again: it goes on where it was, and nothing counts twice."
            ))
            """
    }

    /// People of a population, rows of anything else.
    static func brought(_ item: ListImports.Item, _ words: Words) -> String {
        item.rows == 0 && item.people > 0
            ? words.people(item.people)
            : words.count(
                item.rows,
                ("verstrekking", "verstrekkingen"),
                ("disclosure", "disclosures")
            )
    }

    // MARK: - One

    @Sendable private static func one(_ visit: Visit) async throws -> Reply {
        let words = visit.words
        guard let number = Int(try visit.parameter("import")) else { throw DeskRefusal.notFound }
        let (found, clocks) = try await visit.look { store in
            (try WatchImports().run(in: store), try ShowClocks(now: words.now).run(in: store))
        }
        guard let item = found.imports.first(where: { $0.number == number }) else {
            throw DeskRefusal.notFound
        }
        let reasons = item.setAsideBecause.sorted { ($1.value, $0.key) < ($0.value, $1.key) }
        return .page(
            Page(
                title: words.text("Import \(number)", "Import \(number)"),
                menu: .store,
                clock: ClockStrip(clocks),
                body: """
                    <p class="crumb"><a href="/store">\(words("Gegevens", "Data"))</a> / <a href="/imports">imports</a> / \(plain: number)</p>
                    <h1>\(heading(item, words))</h1>
                    <p>\(ImportWording.standing(item, isWriting: found.isWriting, words))</p>
                    \(item.takenBackBecause.map { because in
                        words.paragraph(
                            "Reden: \(because). Niets hiervan telt nog mee.",
                            "Reason: \(because). Nothing of it counts any more."
                        )
                    } ?? "")
                    \(facts(item, words))
                    \(HTML.when(!reasons.isEmpty, """
                        <h2>\(words("Waarom iets is opzijgelegd", "Why something was set aside"))</h2>
                        \(Piece.table(
                            words.text("Opzijgelegd, per reden", "Set aside, by reason"),
                            [
                                .init(words.text("Reden", "Reason")),
                                .init(words.text("Regels en berichten", "Rows and messages"), numeric: true),
                            ],
                            reasons.map { ["<span lang=\"en\">\($0.key)</span>", "\(words.number($0.value))"] },
                            showsCaption: false
                        ))
                        <p>\(words(
                            "De inhoud is versleuteld. De gegevensbeheerder krijgt haar terug om te verbeteren:",
                            "The content is sealed. The data manager gets it back to correct it:"
                        )) <code class="copy">spoor import rejects</code></p>
                        """))
                    \(HTML.when(item.takenBackBecause == nil, """
                        <h2>\(words("Was dit de verkeerde?", "Was it the wrong one?"))</h2>
                        <p>\(words(
                            "Een import kan worden teruggenomen. Dan telt niets ervan nog mee:",
                            "An import can be taken back. Then nothing of it counts any more:"
                        )) <code class="copy">spoor import undo \(plain: number)</code></p>
                        """))
                    \(Piece.counted(found.countedAt.map(Instant.init(milliseconds:)), words))
                    """
            )
        )
    }

    private static func heading(_ item: ListImports.Item, _ words: Words) -> String {
        let kind = ImportWording.kind(item.kind, words)
        let to = item.party.isEmpty ? "" : words.text(" aan ", " to ") + words.name(item.party)
        return "\(words.capital(kind))\(to): \(brought(item, words))"
    }

    private static func facts(_ item: ListImports.Item, _ words: Words) -> HTML {
        let seconds = Double(item.lastRecorded - item.begun) / 1000
        var rows: [(String, HTML)] = [
            (
                words.text("Begonnen", "Begun"),
                "\(words.fullMoment(Instant(milliseconds: item.begun)))"
            ),
            (
                item.isFinished
                    ? words.text("Klaar na", "Finished after")
                    : words.text("Laatst vastgelegd na", "Last recorded after"),
                "\(words.duration(seconds: seconds))"
            ),
            (words.text("Door", "By"), "\(item.by)"),
            (words.text("Verstrekkingen", "Disclosures"), "\(words.number(item.rows))"),
            (
                words.text("Mensen, nieuw of veranderd", "People, new or changed"),
                "\(words.number(item.people))"
            ),
            (
                words.text("Over niemand bekend", "About nobody known"),
                "\(words.number(item.unresolved))"
            ),
            (words.text("Opzijgelegd", "Set aside"), "\(words.number(item.setAside))"),
        ]
        if let files = item.files {
            // Names of files may hold names of people.
            rows.append(
                (
                    words.text("Kenmerk van de bestanden", "Mark of the files"),
                    "<code class=\"copy\">\(String(files.prefix(16)))</code>"
                )
            )
        }
        return Piece.facts(rows)
    }

    // MARK: - The file

    @Sendable private static func csv(_ visit: Visit) async throws -> Reply {
        let found = try await visit.look { try WatchImports().run(in: $0) }
        let head = [
            "import", "kind", "party", "files", "begun", "by", "finished", "lastRecorded",
            "disclosures", "people", "unresolved", "setAside", "takenBackBecause",
        ]
        let rows = found.imports.map { item in
            [
                "\(item.number)", item.kind, item.party, item.files ?? "",
                Instant(milliseconds: item.begun).text, item.by, "\(item.isFinished)",
                Instant(milliseconds: item.lastRecorded).text, "\(item.rows)", "\(item.people)",
                "\(item.unresolved)", "\(item.setAside)", item.takenBackBecause ?? "",
            ]
        }
        return .file(
            CommaSeparated.text([head] + rows),
            type: "text/csv; charset=utf-8",
            name: "imports.csv"
        )
    }
}

/// An import in words.
enum ImportWording {
    static func kind(_ code: String, _ words: Words) -> String {
        switch code {
        case "hl7v2": words.text("berichten (HL7)", "messages (HL7)")
        case "fhir": words.text("berichten (FHIR)", "messages (FHIR)")
        case "backfile": words.text("oud bestand", "back-file")
        case "population": words.text("mensen", "people")
        case "former": words.text("vroegere namen en adressen", "former names and addresses")
        default: code
        }
    }

    static func standing(_ item: ListImports.Item, isWriting: Bool, _ words: Words) -> HTML {
        if item.takenBackBecause != nil {
            return Piece.tag(words.text("Teruggenomen", "Taken back"))
        }
        if item.isFinished { return Piece.tag(words.text("Klaar", "Finished"), .ok) }
        return isWriting
            ? Piece.tag(words.text("Loopt", "Running"), .wait)
            : Piece.tag(words.text("Niet klaar", "Not finished"), .bad)
    }
}
