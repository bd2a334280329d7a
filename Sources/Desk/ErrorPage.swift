// SPDX-License-Identifier: EUPL-1.2

import Accounts
import Casework
import Custody
import Hummingbird
import Store
import Wording

/// What a visitor sees when a page or an act is refused, in words: what, why, and what to do instead.
enum ErrorPage {
    static func page(for error: any Error, _ visit: Visit) -> (HTTPResponse.Status, Page) {
        let words = visit.words
        switch error {
        case DeskRefusal.notFound:
            return (
                .notFound,
                page(
                    visit,
                    404,
                    words.text("Deze pagina is er niet", "This page is not there"),
                    words(
                        "Misschien is het adres niet helemaal overgenomen.",
                        "Perhaps not all of the address was copied."
                    )
                )
            )
        case DeskRefusal.notSignedIn:
            return (
                .unauthorized,
                page(
                    visit,
                    401,
                    words.text("U bent niet ingelogd", "You are not signed in"),
                    words(
                        "Er is niets veranderd. Log in en doe het opnieuw.",
                        "Nothing was changed. Sign in and do it again."
                    )
                )
            )
        case DeskRefusal.notAllowed(let roles):
            return (.forbidden, notAllowed(roles, visit))
        case DeskRefusal.formForged:
            return (
                .forbidden,
                page(
                    visit,
                    403,
                    words.text(
                        "Dit formulier hoort niet bij deze pagina",
                        "This form is not of this page"
                    ),
                    words(
                        "Er is niets veranderd. Ga terug, ververs de pagina en vul het opnieuw in.",
                        "Nothing was changed. Go back, renew the page and fill it in again."
                    )
                )
            )
        case DeskRefusal.formUnreadable:
            return (
                .badRequest,
                page(
                    visit,
                    400,
                    words.text("Dit formulier was niet te lezen", "This form could not be read"),
                    words(
                        "Er is niets veranderd. Een tekst mag hoogstens 60.000 tekens hebben.",
                        "Nothing was changed. A text may have 60,000 characters at most."
                    )
                )
            )
        case DeskRefusal.problem(let problems): return (.badRequest, put(right: problems, visit))
        case DeskRefusal.lookingBack:
            return (
                .conflict,
                page(
                    visit,
                    409,
                    words.text("U kijkt terug", "You are looking back"),
                    words(
                        "Er is niets vastgelegd: wie terugkijkt, verandert niets. Ga eerst terug naar nu.",
                        "Nothing was recorded: whoever looks back changes nothing. Go back to now first."
                    )
                )
            )
        case DeskRefusal.busy:
            return (
                .serviceUnavailable,
                page(
                    visit,
                    503,
                    words.text("Uw invoer wacht", "What you entered waits"),
                    words(
                        "Een ander programma schrijft nu, bijvoorbeeld een import. Wat u invulde is bewaard en wordt vastgelegd zodra het kan. Vul het niet nog eens in.",
                        "Another program writes now, an import perhaps. What you filled in is kept, and is recorded as soon as it can be. Do not fill it in again."
                    )
                )
            )
        case DeskRefusal.crowded:
            return (
                .serviceUnavailable,
                page(
                    visit,
                    503,
                    words.text(
                        "Te veel mensen loggen tegelijk in",
                        "Too many people sign in at once"
                    ),
                    words("Probeer het zo weer.", "Try again in a moment.")
                )
            )
        case DeskRefusal.anotherHost:
            return (
                .init(code: 421, reasonPhrase: "Misdirected Request"),
                page(
                    visit,
                    421,
                    words.text(
                        "Dit adres is niet van deze pagina",
                        "This address is not of this page"
                    ),
                    words(
                        "Op deze machine heet zij localhost of 127.0.0.1.",
                        "On this machine it is called localhost or 127.0.0.1."
                    )
                )
            )
        case DeskRefusal.methodNotAllowed:
            return (
                .methodNotAllowed,
                page(
                    visit,
                    405,
                    words.text("Zo werkt deze pagina niet", "This page does not work that way"),
                    words("Er is niets veranderd.", "Nothing was changed.")
                )
            )
        case let error as DeskError:
            return (status(error.told.kind), told(error.told, visit))
        default:
            guard let told = ToldFailure(about: error) else {
                return (.internalServerError, broken(visit))
            }
            return (status(told.kind), self.told(told, visit))
        }
    }

    private static func status(_ kind: ToldFailure.Kind) -> HTTPResponse.Status {
        switch kind {
        case .failed, .usage, .cannotCreate: .unprocessableContent
        case .inputMissing: .notFound
        case .notAllowed: .forbidden
        case .tryAgain: .serviceUnavailable
        case .inputOutput, .integrity, .configuration, .interrupted: .internalServerError
        }
    }

    private static func told(_ told: ToldFailure, _ visit: Visit) -> Page {
        let help: HTML =
            told.help.isEmpty ? "" : "<p lang=\"en\">\(visit.words.capital(told.help)).</p>"
        return page(
            visit,
            status(told.kind).code,
            visit.words.text("Dit kan niet", "This cannot be done"),
            "<span lang=\"en\">\(visit.words.capital(told.sentence)).</span>",
            more: help
        )
    }

    private static func put(right problems: [FormProblem], _ visit: Visit) -> Page {
        let words = visit.words
        let list = problems.map { problem -> HTML in
            "<li>\(words.text(problem.dutch, problem.english))</li>"
        }
        return page(
            visit,
            400,
            words.text("Er ontbreekt nog iets", "Something is still missing"),
            words("Er is niets vastgelegd.", "Nothing was recorded."),
            more: """
                <ul>\(list)</ul><p>\(words(
                    "Ga terug: wat u invulde staat er nog.",
                    "Go back: what you filled in is still there."
                ))</p>
                """
        )
    }

    private static func notAllowed(_ roles: Set<OfficerRole>, _ visit: Visit) -> Page {
        let words = visit.words
        func names(_ roles: some Sequence<OfficerRole>, _ dutch: String, _ english: String)
            -> String
        {
            let names = roles.map { $0.name(in: words.language) }
            guard let last = names.last, names.count > 1 else { return names.first ?? "" }
            return names.dropLast().joined(separator: ", ") + words.text(dutch, english) + last
        }
        let may = names(roles.sorted(), " of ", " or ")
        let own = names(visit.account?.roles ?? [], " en ", " and ")
        return page(
            visit,
            403,
            words.text("Deze pagina is niet voor uw rol", "This page is not for your role"),
            words(
                "Dit mag: \(may). U bent ingelogd als \(own).",
                "This may be done by: \(may). You are signed in as \(own)."
            ),
            more: """
                <h2>\(words("Wat u kunt doen", "What you can do"))</h2><ul><li>\(words(
                    "Vraag het iemand met die rol.", "Ask somebody with that role."
                ))</li><li>\(words(
                    "Hoort dit bij uw werk? Vraag de beheerder om de rol.",
                    "Is this your work? Ask the administrator for the role."
                ))</li></ul>
                """
        )
    }

    private static func broken(_ visit: Visit) -> Page {
        page(
            visit,
            500,
            visit.words.text("Hier ging iets mis", "Something went wrong here"),
            visit.words(
                "Het ligt niet aan u. Noem de referentie aan de beheerder; in het logboek staat wat er gebeurde.",
                "It is not your doing. Tell the administrator the reference; the log says what happened."
            )
        )
    }

    private static func page(
        _ visit: Visit,
        _ code: Int,
        _ title: String,
        _ lede: HTML,
        more: HTML = ""
    ) -> Page {
        let words = visit.words
        let back = visit.account == nil ? "/sign-in" : "/"
        return Page(
            title: title,
            isBare: visit.account == nil,
            body: """
                <h1>\(title)</h1>
                <p class="lede">\(lede)</p>
                \(more)
                \(Piece.facts([
                    (
                        words.text("Referentie", "Reference"),
                        "<strong class=\"copy code\">\(visit.reference)</strong>"
                    ),
                    (words.text("Fout", "Error"), "\(plain: code)"),
                ]))
                <p class="acts"><a class="btn" href="\(back)">\(words(
                    "Terug naar vandaag", "Back to today"
                ))</a></p>
                """
        )
    }
}
