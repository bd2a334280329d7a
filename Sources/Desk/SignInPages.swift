// SPDX-License-Identifier: EUPL-1.2

import Accounts
import Casework
import Custody
import Store

/// Signing in and out, the language, and what every page needs of the program itself.
enum SignInPages {
    static let routes: [Route] = [
        Route(
            name: "sign-in",
            path: "/sign-in",
            access: .anybody,
            purpose: "",
            isPersonal: true,
            action: .look { visit in .page(try await page(visit)) }
        ),
        Route(
            name: "sign-in.act",
            path: "/sign-in",
            access: .anybody,
            purpose: "",
            isPersonal: true,
            action: .act(signIn)
        ),
        Route(
            name: "sign-in.practice",
            path: "/sign-in/practice",
            access: .anybody,
            purpose: "",
            isPersonal: true,
            action: .act(signInAsPractice)
        ),
        Route(
            name: "sign-out",
            path: "/sign-out",
            access: .signedIn,
            purpose: "",
            isOfSession: true,
            isPersonal: true,
            action: .act { visit, _ in
                guard let session = visit.session else { return .signedOut(to: "/sign-in") }
                try visit.desk.accounts.end(session)
                let isBound = try visit.desk.accounts.isBound(session.account)
                return .signedOut(to: isBound ? "/sign-in?out=provider" : "/sign-in")
            }
        ),
        Route(
            name: "language",
            path: "/language",
            access: .signedIn,
            purpose: "",
            isOfSession: true,
            isPersonal: true,
            action: .act { visit, form in
                guard let language = Language(rawValue: form["lang"]),
                    let account = visit.session?.account
                else { throw DeskRefusal.formUnreadable }
                try visit.desk.accounts.setLanguage(language, of: account)
                return .seeOther(Answering.inside(form["to"]) ?? "/")
            }
        ),
        Route(
            name: "style",
            path: StyleSheet.path,
            access: .anybody,
            purpose: "",
            action: .look { _ in .asset(StyleSheet.text, type: "text/css; charset=utf-8") }
        ),
        Route(
            name: "copy",
            path: CopyScript.path,
            access: .anybody,
            purpose: "",
            action: .look { _ in .asset(CopyScript.text, type: "text/javascript; charset=utf-8") }
        ),
        Route(
            name: "icon",
            path: Mark.path,
            access: .anybody,
            purpose: "",
            action: .look { _ in .asset(Mark.icon, type: "image/svg+xml") }
        ),
    ]

    /// `refusal`: why nobody was signed in by the identity provider, in words.
    static func page(
        _ visit: Visit,
        isRefused: Bool = false,
        name: String = "",
        refusal: HTML = ""
    ) async throws -> Page {
        var words = visit.words
        if let chosen = visit.query["lang"].flatMap(Language.init(rawValue:)) {
            words.language = chosen
        }
        var form = visit
        form.words = words
        return Page(
            title: words.text("Inloggen", "Sign in"),
            isBare: true,
            body: """
                \(Mark.picture)
                <h1>\(refusal.isEmpty
                    ? words("Inloggen bij Spoor", "Sign in to Spoor")
                    : words("U bent niet ingelogd", "You are not signed in"))</h1>
                \(refusal.isEmpty ? welcome(words) : refusal)\(visit.desk.setting.isPractice ? try await practice(form) : "")
                \(ProviderPages.choice(form))
                \(password(form, isRefused: isRefused, name: name))
                <h2>\(words("Lukt het niet?", "Does it not work?"))</h2>
                <p>\(words(
                    "Bel de dienstdoende beheerder. Wij vragen u nooit om uw wachtwoord.",
                    "Call the administrator on duty. We never ask you for your password."
                ))</p>
                """
        )
    }

    private static func welcome(_ words: Words) -> HTML {
        """
        <p class="lede">\(words(
            "Wie, wat, hoe zeker: binnen het uur.",
            "Who, what, how sure: within the hour."
        ))</p>
        <p>\(words(
            "Wat u bekijkt en verandert, wordt vastgelegd op uw naam.",
            "What you look at and change is recorded under your name."
        ))</p>

        """
    }

    private static func password(_ visit: Visit, isRefused: Bool, name: String) -> HTML {
        let words = visit.words
        let to = visit.query["to"].flatMap(Answering.inside).map { "?to=\(Form.encoded($0))" } ?? ""
        let refused: HTML =
            isRefused
            ? """
            <div class="note bad" role="alert"><p>\(words(
                "Dit klopt niet, of er is te vaak geprobeerd. Controleer naam, wachtwoord en code; wacht anders een kwartier.",
                "This is not right, or was tried too often. Check name, password and code; else wait a quarter of an hour."
            ))</p></div>
            """ : ""
        let heading =
            visit.desk.setting.isPractice || visit.desk.setting.provider != nil
            ? words("Of met een wachtwoord van Spoor", "Or with a password of Spoor")
            : words("Uw account", "Your account")
        return """
            <h2>\(heading)</h2>
            \(refused)<form method="post" action="/sign-in\(to)">
            \(Piece.field(
                "name", words.text("Gebruikersnaam", "User name"), value: name,
                attributes: " autocomplete=\"username\" spellcheck=\"false\" autocapitalize=\"none\""
            ))
            \(Piece.field(
                "password", words.text("Wachtwoord", "Password"),
                attributes: " type=\"password\" autocomplete=\"current-password\""
            ))
            \(Piece.field(
                "code", words.text("Code van zes cijfers", "Code of six digits"),
                hint: words.text("Uit uw app. Plakken mag.", "From your app. You may paste it."),
                attributes: " class=\"code\" inputmode=\"numeric\" autocomplete=\"one-time-code\" size=\"8\""
            ))
            <div class="acts"><button>\(words("Log in", "Sign in"))</button></div>
            </form>
            """
    }

    /// In a practice nobody is anybody: whoever comes chooses.
    private static func practice(_ visit: Visit) async throws -> HTML {
        let words = visit.words
        let accounts = try await visit.look { try ListAccounts().run(in: $0) }
            .filter { !$0.roles.isEmpty }
        guard !accounts.isEmpty else { return "" }
        let to = visit.query["to"].flatMap(Answering.inside).map { "?to=\(Form.encoded($0))" } ?? ""
        let choices = accounts.enumerated().map { place, account -> HTML in
            let roles = words.list(account.roles.map { $0.name(in: words.language) })
            return """
                <label class="pick"><input type="radio" name="name" value="\(account.name)"\
                \(" checked", if: place == 0)>\(account.person), \(roles)</label>
                """
        }
        return """
            <h2>\(words("Oefenen", "Practise"))</h2>
            <form method="post" action="/sign-in/practice\(to)">
            <fieldset><legend>\(words("Wie bent u vandaag?", "Who are you today?"))</legend>\
            \(choices)</fieldset>
            <div class="acts"><button>\(words("Begin", "Begin"))</button></div>
            </form>
            """
    }

    @Sendable private static func signIn(_ visit: Visit, _ form: Form) async throws -> Reply {
        let name = form["name"].lowercased()
        let (password, code) = (form.exact("password"), form["code"])
        let now = visit.desk.clockNow
        let isOpen = try await visit.look { try FindAccount(name).run(in: $0) } != nil
        let (accounts, language) = (visit.desk.accounts, visit.words.language)
        // Those who signed in here before do not wait behind strangers.
        let isKnown =
            try visit.device.map { try accounts.knows(device: $0, of: name) } ?? false
        let turns = isKnown ? visit.desk.known : visit.desk.strangers
        // Some 60 milliseconds on a core and 32 MiB, and no thread of the pool waits for it.
        let outcome = try await turns.run {
            try await Store.acting {
                try accounts.signIn(
                    isOpen ? name : "",
                    password: password,
                    code: code,
                    device: visit.device,
                    language: language,
                    now: now
                )
            }
        }
        if case .signedIn(let session, let device) = outcome {
            return .signedIn(session: session, device: device)
        }
        return .page(try await page(visit, isRefused: true, name: form["name"]))
    }

    @Sendable private static func signInAsPractice(_ visit: Visit, _ form: Form) async throws
        -> Reply
    {
        guard visit.desk.setting.isPractice else { throw DeskRefusal.notFound }
        let name = form["name"]
        guard try await visit.look({ try FindAccount(name).run(in: $0) }) != nil else {
            throw DeskRefusal.notFound
        }
        let outcome = try visit.desk.accounts.signInElsewhere(
            name,
            device: visit.device,
            language: visit.words.language,
            now: visit.desk.clockNow
        )
        guard case .signedIn(let session, let device) = outcome else {
            throw DeskRefusal.notSignedIn
        }
        return .signedIn(session: session, device: device)
    }
}
