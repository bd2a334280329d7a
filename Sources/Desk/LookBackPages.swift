// SPDX-License-Identifier: EUPL-1.2

import Accounts
import Casework
import Custody
import Incidents
import Store

/// How things stood at a moment: every page of an incident as it was then, for whoever must answer what was
/// known when.
enum LookBackPages {
    static let routes: [Route] = [
        Route(
            name: "look-back",
            path: "/look-back",
            access: .roles(Roles.room),
            purpose: "account",
            action: .look { visit in .page(page(visit)) }
        ),
        Route(
            name: "look-back.set",
            path: "/look-back",
            access: .roles(Roles.room),
            purpose: "account",
            isOfSession: true,
            action: .act(set)
        ),
    ]

    private static func page(_ visit: Visit, _ problem: FormProblem? = nil, _ form: Form? = nil)
        -> Page
    {
        let words = visit.words
        let wrong = problem.map { words.text($0.dutch, $0.english) }
        let back =
            visit.isLookingBack
            ? visit.form(
                "/look-back",
                """
                <div class="acts"><button name="now" value="yes">\(words(
                    "Terug naar nu", "Back to now"
                ))</button></div>
                """
            ) : ""
        return Page(
            title: words.text("Terugkijken", "Look back"),
            body: """
                <h1>\(words("Wat wisten wij toen?", "What did we know then?"))</h1>
                <p class="lede">\(words(
                    "Kies een moment. Daarna tonen alle pagina's van de incidenten hoe het toen stond: welke versie, welke termijnen, welke besluiten. Wat later is vastgelegd, staat er niet.",
                    "Choose a moment. All pages of incidents then show how things stood: which version, which clocks, which decisions. What was recorded later is not shown."
                ))</p>
                <p>\(words(
                    "Berichten, mensen en verwerkers worden getoond zoals zij nu zijn. Wie terugkijkt, kan niets vastleggen.",
                    "Messages, people and processors are shown as they are now. Whoever looks back can record nothing."
                ))</p>
                \(back)
                \(visit.form(
                    "/look-back",
                    """
                    \(Piece.field(
                        "time", words.text("Welk moment?", "Which moment?"),
                        hint: words.text("Bijvoorbeeld 9-8-2025 10.00.", "For example 2025-08-09 10:00."),
                        value: form?["time"] ?? "", problem: wrong
                    ))
                    <div class="acts"><button class="alt">\(words("Toon hoe het stond", "Show how it stood"))</button></div>
                    """
                ))
                """
        )
    }

    @Sendable private static func set(_ visit: Visit, _ form: Form) async throws -> Reply {
        guard let session = visit.session else { throw DeskRefusal.notSignedIn }
        if form["now"] == "yes" {
            try visit.desk.accounts.lookBack(session, to: nil)
            return .seeOther("/incidents")
        }
        do {
            let moment = try FormTime.read(form, "time").latest
            guard moment <= visit.desk.now else {
                throw DeskRefusal.problem([
                    FormProblem(
                        field: "time",
                        dutch: "Dit moment is nog niet geweest.",
                        english: "This moment has not been yet."
                    )
                ])
            }
            try visit.desk.accounts.lookBack(session, to: moment)
            return .seeOther("/incidents")
        } catch DeskRefusal.problem(let problems) {
            return .page(page(visit, problems.first, form))
        }
    }
}
