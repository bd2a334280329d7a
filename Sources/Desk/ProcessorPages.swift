// SPDX-License-Identifier: EUPL-1.2

import Casework
import Custody
import Store

/// What each processor has of how many people, any day: before anything happens.
enum ProcessorPages {
    static let routes: [Route] = [
        Route(
            name: "processors",
            path: "/processors",
            access: .roles(Roles.room),
            purpose: "oversight",
            action: .look(list)
        ),
        Route(
            name: "processors.csv",
            path: "/processors.csv",
            access: .roles(Roles.room),
            purpose: "oversight",
            action: .look(csv)
        ),
        Route(
            name: "processor",
            path: "/processors/{party}",
            access: .roles(Roles.room),
            purpose: "oversight",
            action: .look(one)
        ),
    ]

    @Sendable private static func list(_ visit: Visit) async throws -> Reply {
        let words = visit.words
        let (items, parties, clocks) = try await visit.look { store in
            (
                try ShowExposure(today: words.today).run(in: store).sorted {
                    $0.people > $1.people
                },
                try ListParties(on: words.today).run(in: store),
                try ShowClocks(now: words.now).run(in: store)
            )
        }
        let largest = max(items.first?.people ?? 1, 1)
        let rows = items.map { item -> [HTML] in
            let party = parties.first { $0.id == item.party }
            let width = Certainties.percent(Double(item.people) * 100 / Double(largest))
            return [
                "<a href=\"/processors/\(Form.encoded(item.party))\">\(item.name)</a>",
                "\(party?.role?.name(in: words.language) ?? words.text("rol niet vastgelegd", "role not recorded"))",
                "\(words.number(item.people))",
                """
                <svg class="bar" aria-hidden="true"><rect class="p" width="\(width)" height="100%"/></svg>
                """, "\(words.number(item.pastTerm))",
            ]
        }
        let heading: String
        if let first = items.first, first.people > 0 {
            heading = words.text(
                "Wordt vannacht \(first.name) gehackt, dan gaat het om \(words.people(first.people))",
                "Were \(first.name) hacked tonight, it would concern \(words.people(first.people))"
            )
        } else {
            heading = words.text("Verwerkers", "Processors")
        }
        return .page(
            Page(
                title: words.text("Verwerkers", "Processors"),
                menu: .processors,
                clock: ClockStrip(clocks),
                body: """
                    <h1>\(heading)</h1>
                    <p class="lede">\(words(
                        "Gelezen uit de berichten en bestanden zelf, niet uit de overeenkomsten.",
                        "As read from the messages and files themselves, not from the agreements."
                    ))</p>
                    \(items.isEmpty ? words.paragraph(
                        "Er is nog geen verwerker vastgelegd: spoor party add.",
                        "No processor is recorded yet: spoor party add."
                        ) : Piece.table(
                        words.text("Verwerkers, de meeste mensen eerst", "Processors, most people first"),
                        [
                            .init(words.text("Verwerker", "Processor")),
                            .init(words.text("Rol", "Role")),
                            .init(words.text("Mensen", "People"), numeric: true),
                            .init(words.text("Deel", "Share"), bar: true),
                            .init(words.text("Langer bewaard dan afgesproken", "Kept longer than agreed"), numeric: true),
                        ],
                        rows,
                        showsCaption: false
                    ))
                    <p><a href="/processors.csv">\(words("Download als CSV", "Download as CSV"))</a></p>
                    """
            )
        )
    }

    /// What would be, for as long as it is not: of a processor that was hacked it says how much it has.
    private static func heading(
        _ item: ShowExposure.Item,
        _ incidents: [ListIncidents.Item],
        _ words: Words
    ) -> HTML {
        incidents.isEmpty
            ? words(
                "Wordt \(item.name) vannacht gehackt, dan gaat het om \(words.people(item.people))",
                "Were \(item.name) hacked tonight, it would concern \(words.people(item.people))"
            )
            : words(
                "\(item.name) heeft via ons gegevens van \(words.people(item.people))",
                "\(item.name) has data of \(words.people(item.people)) through us"
            )
    }

    private static func running(_ incidents: [ListIncidents.Item], _ words: Words) -> HTML {
        guard !incidents.isEmpty else { return "" }
        let links = incidents.map { incident -> HTML in
            """
            <li><a href="/incidents/\(Form.encoded(incident.reference))">\(incident.reference)</a> \
            \(words("sinds", "since")) \(Piece.time(incident.opened, words))</li>
            """
        }
        return """
            <p class="state"><strong>\(words("Er loopt een incident bij deze verwerker.", "An incident at this processor is running."))</strong> \
            \(words("Om wie het daarin gaat, zegt de versie van het register, niet deze pagina.", "Whom that concerns is what the version of the register says, not this page."))</p>
            <ul>\(links)</ul>
            """
    }

    @Sendable private static func one(_ visit: Visit) async throws -> Reply {
        let words = visit.words
        let party = Party.ID(rawValue: try visit.parameter("party"))
        let (items, parties, clocks, suspensions, incidents) = try await visit.look { store in
            (
                try ShowExposure(party: party, today: words.today).run(in: store),
                try ListParties(on: words.today).run(in: store),
                try ShowClocks(now: words.now).run(in: store),
                try ShowSuspensions(of: party).run(in: store),
                try ListIncidents(openOnly: true).run(in: store).filter {
                    $0.parties.contains(party.rawValue)
                }
            )
        }
        guard let item = items.first, let known = parties.first(where: { $0.id == item.party })
        else {
            throw DeskRefusal.notFound
        }
        let categories = DataCategory.allCases.compactMap { category -> (DataCategory, Int)? in
            item.peoplePerCategory[category.code].map { (category, $0) }
        }.sorted { ($1.1, $0.0.rawValue) < ($0.1, $1.0.rawValue) }
        let rows = categories.map { category, people -> [HTML] in
            let width = Certainties.percent(Double(people) * 100 / Double(max(item.people, 1)))
            return [
                "\(words.capital(category.name(in: words.language)))", "\(words.number(people))",
                "<svg class=\"bar\" aria-hidden=\"true\"><rect class=\"p\" width=\"\(width)\" height=\"100%\"/></svg>",
            ]
        }
        let unlinked = item.unlinked.values.reduce(0, +)
        return .page(
            Page(
                title: words.text("Verwerker", "Processor"),
                menu: .processors,
                clock: ClockStrip(clocks),
                body: """
                    <p class="crumb"><a href="/processors">\(words("Verwerkers", "Processors"))</a> / \(item.party)</p>
                    <h1>\(heading(item, incidents, words))</h1>
                    \(running(incidents, words))
                    \(suspended(suspensions, words))
                    <h2>\(words("Wat het kleiner maakt", "What makes it smaller"))</h2>
                    \(Piece.facts([
                        (
                            words.text("Langer bewaard dan afgesproken", "Kept longer than agreed"),
                            "\(words.count(item.pastTerm, ("verstrekking", "verstrekkingen"), ("disclosure", "disclosures")))"
                        ),
                        (
                            words.text("Zonder afgesproken bewaartermijn", "Without an agreed keeping term"),
                            "\(words.count(item.noTerm, ("verstrekking", "verstrekkingen"), ("disclosure", "disclosures")))"
                        ),
                    ]))
                    <h2>\(words("Wat daar van ons is", "What of ours is there"))</h2>
                    \(Piece.facts([
                        (words.text("Rol", "Role"), "\(known.role?.name(in: words.language) ?? words.text("niet vastgelegd", "not recorded"))"),
                        (words.text("Overeenkomsten", "Agreements"), "\(known.agreements.isEmpty ? words.text("geen vastgelegd", "none recorded") : words.list(known.agreements))"),
                        (words.text("Verstrekkingen", "Disclosures"), "\(words.number(item.disclosures))"),
                        (words.text("Van", "From"), "\(item.first.map(words.date) ?? "–")"),
                        (words.text("Tot en met", "Until"), "\(item.last.map(words.date) ?? "–")"),
                        (words.text("Dag niet bekend", "Day not known"), "\(words.number(item.dayUnknown))"),
                    ]))
                    <h2>\(words("Welke gegevens", "Which data"))</h2>
                    \(Piece.table(
                        words.text("Mensen per soort gegeven, gelezen uit de berichten zelf", "People by kind of data, as read from the messages themselves"),
                        [
                            .init(words.text("Soort", "Kind")),
                            .init(words.text("Mensen", "People"), numeric: true),
                            .init(words.text("Deel", "Share"), bar: true),
                        ],
                        rows
                    ))
                    <h2>\(words("Wat niet meetelt", "What does not count"))</h2>
                    \(Piece.facts([
                        (words.text("Records zonder persoon", "Records about nobody known"), "\(words.number(unlinked))"),
                        (words.text("Niet te lezen", "Not readable"), "\(words.number(item.setAside))"),
                    ]))
                    """
            )
        )
    }

    /// The last suspension, when it goes on or something was given after it.
    private static func suspended(_ all: [PartySuspension], _ words: Words) -> HTML {
        guard let last = all.last, last.resumption == nil || last.givenAfter > 0 else { return "" }
        let open = last.unmet.count
        let heading =
            last.resumption == nil
            ? words.text(
                "Opgeschort sinds \(words.date(last.from.day))",
                "Suspended since \(words.date(last.from.day))"
            )
            : words.text(
                "Hervat na een opschorting",
                "Resumed after it was suspended"
            )
        return """
            <div class="note\(HTML.when(last.givenAfter > 0, " bad"))"><h2>\(heading)</h2>
            \(ContinuityPages.order(last, words))
            \(HTML.when(last.resumption == nil && open > 0, words.paragraph(
                "Er \(open == 1 ? "is" : "zijn") nog \(words.count(open, ("voorwaarde", "voorwaarden"), ("condition", "conditions"))) open voor hervatten.",
                "\(words.capital(words.count(open, ("condition", "conditions"), ("condition for resuming is", "conditions for resuming are")))) open."
            )))</div>
            """
    }

    @Sendable private static func csv(_ visit: Visit) async throws -> Reply {
        let today = visit.words.today
        let items = try await visit.look { try ShowExposure(today: today).run(in: $0) }
        let head = [
            "party", "name", "people", "disclosures", "first", "last", "dayUnknown", "pastTerm",
            "noTerm",
        ]
        let rows = items.map {
            [
                $0.party, $0.name, "\($0.people)", "\($0.disclosures)", $0.first?.text ?? "",
                $0.last?.text ?? "", "\($0.dayUnknown)", "\($0.pastTerm)", "\($0.noTerm)",
            ]
        }
        return .file(
            CommaSeparated.text([head] + rows),
            type: "text/csv; charset=utf-8",
            name: "processors.csv"
        )
    }
}
