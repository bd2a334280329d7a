// SPDX-License-Identifier: EUPL-1.2

import Casework
import Custody
import Letters
import Store

/// The letters of an incident: people, held and letters add up in one table.
enum LetterPages {
    static let routes: [Route] = [
        Route(
            name: "letters",
            path: "/incidents/{incident}/letters",
            access: .roles(Roles.room),
            purpose: "incident",
            action: .look(page)
        )
    ]

    static func table(_ waves: [WaveStanding], _ path: String, _ words: Words) -> HTML {
        let rows = waves.map { wave -> [HTML] in
            let held = wave.allHeld.values.reduce(0, +)
            let state: HTML =
                if wave.cancelled != nil {
                    Piece.tag(words.text("Geannuleerd", "Cancelled"))
                } else if wave.written == wave.batches {
                    Piece.tag(words.text("Gedrukt", "Printed"), .ok)
                } else {
                    Piece.tag(
                        words.text(
                            "\(wave.written) van \(wave.batches) bestanden",
                            "\(wave.written) of \(wave.batches) files"
                        ),
                        .wait
                    )
                }
            return [
                "\(wave.name)", "\(words.number(wave.version))", "\(words.number(wave.planned))",
                "\(words.number(held))", "\(words.number(wave.planned - held))", state,
            ]
        }
        return Piece.table(
            words.text(
                "Gepland = te drukken + vastgehouden",
                "Planned = to print + held"
            ),
            [
                .init(words.text("Golf", "Wave")),
                .init(words.text("Versie", "Version"), numeric: true),
                .init(words.text("Mensen", "People"), numeric: true),
                .init(words.text("Vastgehouden", "Held"), numeric: true),
                .init(words.text("Brieven", "Letters"), numeric: true),
                .init(words.text("Stand", "State")),
            ],
            rows
        )
    }

    @Sendable private static func page(_ visit: Visit) async throws -> Reply {
        let words = visit.words
        let frame = try await IncidentPages.frame(visit)
        let path = "/incidents/\(Form.encoded(frame.incident.reference))"
        let live = frame.waves.filter { $0.cancelled == nil }
        let letters = live.reduce(0) { $0 + $1.toPrint }
        let held = live.reduce(0) { $0 + $1.allHeld.values.reduce(0, +) }
        let heading =
            frame.waves.isEmpty
            ? words.text("Nog geen brief", "No letter yet")
            : words.text(
                "\(words.count(letters, ("brief", "brieven"), ("letter", "letters"))), \(words.number(held)) vastgehouden",
                "\(words.count(letters, ("brief", "brieven"), ("letter", "letters"))), \(words.number(held)) held"
            )
        let lanes = live.map { wave -> HTML in
            let rows = wave.allHeld.sorted { ($1.value, $0.key) < ($0.value, $1.key) }.map {
                lane,
                people -> [HTML] in
                let name = HoldReason(code: lane)?.name(in: words.language) ?? lane
                return ["\(words.capital(name))", "\(words.number(people))"]
            }
            guard !rows.isEmpty else { return "" }
            return """
                <h3>\(wave.name)</h3>
                \(Piece.table(
                    words.text(
                        "Wie geen brief kreeg en op een andere manier bereikt moet worden",
                        "Who got no letter and must be reached in another way"
                    ),
                    [
                        .init(words.text("Waarom", "Why")),
                        .init(words.text("Mensen", "People"), numeric: true),
                    ],
                    rows,
                    total: [
                        words("Samen", "Together"),
                        "\(words.number(wave.allHeld.values.reduce(0, +)))",
                    ]
                ))
                """
        }
        return .page(
            IncidentPages.page(
                frame,
                visit,
                title: words.text("Brieven", "Letters"),
                """
                <h1>\(heading)</h1>
                <p class="lede">\(words(
                    "Iedereen krijgt per golf één brief. Wie er beter geen krijgt, wordt vastgehouden met de reden: niemand wordt stil overgeslagen.",
                    "A person gets one letter a wave. Whoever had better not get it is held with a reason: never passed over in silence."
                ))</p>
                \(frame.waves.isEmpty ? words.paragraph(
                    "Een golf wordt gepland met: spoor letter plan.",
                    "A wave is planned with: spoor letter plan."
                    ) : table(frame.waves, path, words))
                \(HTML.when(held > 0, "<h2>\(words("Vastgehouden", "Held"))</h2>\(lanes)"))
                """
            )
        )
    }
}
