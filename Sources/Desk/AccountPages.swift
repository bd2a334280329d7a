// SPDX-License-Identifier: EUPL-1.2

import Accounts
import Casework
import Custody
import Store

/// Who may sign in and with which roles.
enum AccountPages {
    static let routes: [Route] = [
        Route(
            name: "accounts",
            path: "/accounts",
            access: .roles(Roles.accounts),
            purpose: "administration",
            action: .look { visit in .page(try await page(visit)) }
        ),
        Route(
            name: "account.set",
            path: "/accounts/{account}",
            access: .roles(Roles.accounts),
            purpose: "administration",
            action: .act(set)
        ),
        Route(
            name: "roles",
            path: "/roles",
            access: .roles([.administrator, .auditor, .privacyOfficer]),
            purpose: "administration",
            action: .look(matrix)
        ),
    ]

    private static func page(_ visit: Visit, _ problem: FormProblem? = nil) async throws -> Page {
        let words = visit.words
        let accounts = try await visit.look { try ListAccounts().run(in: $0) }
        let lists = try accounts.map { account -> HTML in
            let set =
                try visit.desk.accounts.hasCredentials(account.name)
                || visit.desk.accounts.isBound(account.name)
            let boxes = OfficerRole.allCases.map { role -> HTML in
                """
                <label class="pick"><input type="checkbox" name="role" value="\(role.code)"\
                \(" checked", if: account.roles.contains(role))>\(role.name(in: words.language))</label>
                """
            }
            let state =
                account.roles.isEmpty
                ? words.text("beëindigd", "ended")
                : set
                    ? words.list(account.roles.map { $0.name(in: words.language) })
                    : words.text("nog geen wachtwoord", "no password yet")
            return """
                <details><summary>\(account.person) (\(account.name)): \(state)</summary>
                \(visit.form("/accounts/\(Form.encoded(account.name))", """
                    <fieldset><legend>\(words("Rollen", "Roles"))</legend>\(boxes)</fieldset>
                    \(Piece.field("because-\(account.name)", words.text("Waarom?", "Why?")))
                    <div class="acts"><button>\(words("Leg vast", "Record"))</button></div>
                    """))</details>

                """
        }
        let wrong: HTML =
            problem.map {
                "<div class=\"note bad\" role=\"alert\"><p>\(words.text($0.dutch, $0.english))</p></div>"
            } ?? ""
        return Page(
            title: words.text("Accounts", "Accounts"),
            body: """
                <h1>\(words.count(
                    accounts.count, ("account", "accounts"), ("account", "accounts")
                ))</h1>
                <p class="lede">\(words(
                    "Wie mag inloggen, en waarvoor. Geen rol beëindigt het account. Een nieuw account en een wachtwoord maakt: spoor account add.",
                    "Who may sign in, and what for. No role ends the account. A new account and a password are made by: spoor account add."
                ))</p>
                \(wrong)\(lists)
                <p><a href="/roles">\(words("Wat elke rol mag", "What each role may do"))</a></p>
                """
        )
    }

    @Sendable private static func set(_ visit: Visit, _ form: Form) async throws -> Reply {
        let name = try visit.parameter("account")
        let roles = Set(form.all("role").compactMap(OfficerRole.init(rawValue:)))
        guard let because = try? StatedReason(form["because-\(name)"]) else {
            return .page(
                try await page(
                    visit,
                    FormProblem(
                        field: "because",
                        dutch: "Schrijf in woorden waarom.",
                        english: "Write in words why."
                    )
                )
            )
        }
        if name == visit.account?.name, !roles.contains(.administrator) {
            return .page(
                try await page(
                    visit,
                    FormProblem(
                        field: "role",
                        dutch:
                            "U kunt uzelf de rol van beheerder niet afnemen: dat doet een ander.",
                        english:
                            "You cannot take the role of administrator from yourself: somebody else does."
                    )
                )
            )
        }
        let officer = try visit.officer()
        _ = try await visit.desk.writer.act { store in
            try SetAccount(name: name, roles: roles, because: because, officer: officer).run(
                in: store
            )
        }
        if roles.isEmpty { try visit.desk.accounts.endSessions(of: name) }
        return .seeOther("/accounts")
    }

    /// Made of the table of routes itself, so that it cannot say anything else than what happens.
    @Sendable private static func matrix(_ visit: Visit) async throws -> Reply {
        let words = visit.words
        let routes = visit.desk.table.routes.filter(\.needsSession)
        let rows = routes.map { route -> [HTML] in
            let may = OfficerRole.allCases.filter { route.allows([$0]) }
            return [
                "\(route.name)",
                route.isAct ? words("doen", "do") : words("zien", "see"),
                "\(may.count == OfficerRole.allCases.count ? words.text("iedereen die is ingelogd", "whoever is signed in") : words.list(may.map { $0.name(in: words.language) }))",
            ]
        }
        return .page(
            Page(
                title: words.text("Rollen", "Roles"),
                body: """
                    <h1>\(words("Wat elke rol mag", "What each role may do"))</h1>
                    <p class="lede">\(words(
                        "Gemaakt uit dezelfde tabel waarmee de pagina's worden geopend.",
                        "Made of the same table by which the pages are opened."
                    ))</p>
                    \(Piece.table(
                        words.text("Pagina's en handelingen", "Pages and acts"),
                        [
                            .init(words.text("Onderdeel", "Part")), .init(words.text("Wat", "What")),
                            .init(words.text("Wie", "Who")),
                        ],
                        rows,
                        showsCaption: false
                    ))
                    """
            )
        )
    }
}
