// SPDX-License-Identifier: EUPL-1.2

import Casework
import Custody
import Store

/// The data behind all figures: what was taken in, what waits, and the ledger that says so.
enum StorePages {
    static let routes: [Route] = [
        Route(
            name: "store",
            path: "/store",
            access: .roles(Roles.data),
            purpose: "data",
            action: .look(page)
        )
    ]

    @Sendable private static func page(_ visit: Visit) async throws -> Reply {
        let words = visit.words
        let (status, clocks, head) = try await visit.look { store in
            (
                try ShowStatus(now: words.now).run(in: store),
                try ShowClocks(now: words.now).run(in: store),
                (origin: store.origin, key: store.verifierKey)
            )
        }
        let waiting = status.waiting.filter { $0.incident == nil }.map { item -> HTML in
            let wording = WaitingWording(item, words)
            return "<li><strong>\(wording.title).</strong> \(wording.detail)</li>"
        }
        let writing: String? =
            status.filesBegun > 0
            ? (status.writer == nil
                ? words.text(
                    "\(words.number(status.filesBegun)) bestanden zijn voor een deel gelezen: draai dezelfde import opnieuw, hij gaat verder waar hij was.",
                    "\(words.number(status.filesBegun)) files were read in part: run the same import again, it goes on where it was."
                )
                : words.text("Er loopt een import.", "An import is running."))
            : nil
        return .page(
            Page(
                title: words.text("Gegevens", "Data"),
                menu: .store,
                clock: ClockStrip(clocks),
                body: """
                    <h1>\(words(
                        "\(words.people(status.people)), \(words.count(status.parties, ("verwerker", "verwerkers"), ("processor", "processors")))",
                        "\(words.people(status.people)), \(words.count(status.parties, ("verwerker", "verwerkers"), ("processor", "processors")))"
                    ))</h1>
                    <p class="lede">\(words(
                        "Waar elk cijfer vandaan komt.", "Where every figure comes from."
                    ))</p>
                    \(writing.map { "<p class=\"note\">\($0)</p>" as HTML } ?? "")
                    <h2>\(words("Wat wacht", "What waits"))</h2>
                    \(waiting.isEmpty ? words.paragraph(
                        "Niets: alles is gelezen en aan een mens verbonden.",
                        "Nothing: all was read and linked to somebody."
                        ) : "<ul>\(waiting)</ul>")
                    <p><a href="/imports">\(words("Wat is ingelezen", "What was taken in"))</a></p>
                    <p><a href="/jobs">\(words("Wat loopt, en hoe ver het is", "What is running, and how far it is"))</a></p>
                    \(HTML.when(visit.canOpen(PopulationPages.path), """
                        <p><a href="/population">\(words("Lees een bestand met mensen in", "Take in a file of people"))</a></p>
                        """))
                    \(Piece.counted(status.countedAt, words))
                    <h2>\(words("Het grootboek", "The ledger"))</h2>
                    \(Piece.facts([
                        (words.text("Regels", "Entries"), "\(words.number(status.entries))"),
                        (words.text("Naam", "Name"), "<code class=\"copy\">\(head.origin)</code>"),
                        (words.text("Sleutel om na te rekenen", "Key to verify with"), "<code class=\"copy\">\(head.key)</code>"),
                        (words.text("Opdracht", "Command"), "<code class=\"copy\">spoor ledger verify</code>"),
                    ]))
                    \(HTML.when(visit.canOpen("/access"), """
                        <h2>\(words("Inzage", "Access"))</h2>
                        <p><a href="/access">\(words("Wie keek naar wie, wanneer en waarom", "Who looked at whom, when and why"))</a></p>
                        """))
                    """
            )
        )
    }
}
