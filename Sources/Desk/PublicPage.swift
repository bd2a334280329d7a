// SPDX-License-Identifier: EUPL-1.2

import Casework
import Custody
import Letters
import Printing
import Store

/// The page that anybody may read, in one language: what was said outside, and what people can do. It is the
/// same for whoever reads it and whenever they do.
struct PublicPage {
    /// What the pages are made of: equal state, equal bytes.
    struct State: Sendable, Equatable {
        var status: ShowPublicStatus.Answer
        /// Whom to call, by the reference of the incident; of those whose letters are out.
        var contacts: [String: ShowLettersContact.Answer] = [:]

        init(_ status: ShowPublicStatus.Answer) { self.status = status }

        init(in store: Store) throws {
            status = try ShowPublicStatus().run(in: store)
            for incident in status.incidents {
                contacts[incident.reference] = try ShowLettersContact(incident: incident.reference)
                    .run(in: store)
            }
        }
    }

    private let answer: ShowPublicStatus.Answer
    private let contacts: [String: ShowLettersContact.Answer]
    private let words: Words

    init(_ state: State, _ language: Language) {
        answer = state.status
        contacts = state.contacts
        words = Words(language: language, now: 0)
    }

    var html: HTML {
        let other = words.isDutch ? ("en", "English") : ("nl", "Nederlands")
        let practice: HTML = HTML.when(
            answer.isSynthetic,
            """
            <aside class="practice" aria-label="\(words("Oefening", "Practice"))"><p>\(words(
                "Oefening: alle mensen hierin zijn verzonnen, en er is niets gehackt.",
                "Practice: all people in it are invented, and nothing was hacked."
            ))</p></aside>

            """
        )
        return """
            <!doctype html>
            <html lang="\(words.language.rawValue)">
            <head>
            <meta charset="utf-8">
            <meta name="viewport" content="width=device-width, initial-scale=1">
            <title>\(title) – \(answer.organisation)</title>
            <link rel="stylesheet" href="\(StyleSheet.path)">
            <link rel="icon" href="\(Mark.path)" type="image/svg+xml">
            <link rel="alternate" hreflang="\(other.0)" href="/\(other.0)">
            </head>
            <body>
            <a class="skip" href="#main">\(words("Naar de inhoud", "To the content"))</a>
            <header class="top"><a class="mark" href="/\(words.language.rawValue)">\(answer.organisation)</a>\
            <ul class="me"><li><a href="/\(other.0)" lang="\(other.0)" hreflang="\(other.0)">\(other.1)</a></li></ul></header>
            \(practice)<div class="shell"><main id="main">
            \(body)
            </main></div>
            <footer class="foot"><p>\(words(
                "Deze pagina bewaart niets van u: geen cookies, geen bezoekcijfers per persoon.",
                "This page keeps nothing of you: no cookies, no visits by person."
            ))</p></footer>
            </body>
            </html>

            """
    }

    private var title: String {
        answer.incidents.isEmpty
            ? words.text("Datalekken", "Data breaches")
            : words.text("Datalek: wat u kunt doen", "Data breach: what you can do")
    }

    private var body: HTML {
        guard !answer.incidents.isEmpty else {
            return """
                <h1>\(words("Er is nu niets bekendgemaakt", "Nothing has been announced"))</h1>
                <p class="state">\(words(
                    "\(answer.organisation) heeft op deze pagina nog niets over een datalek bekendgemaakt.",
                    "\(answer.organisation) has not announced any data breach on this page."
                ))</p>
                <p>\(words(
                    "Dat betekent niet dat er niets is. Zodra er iets bekend is, staat het hier.",
                    "That does not mean that there is none. As soon as something is known, it stands here."
                ))</p>
                <p>\(words(
                    "Krijgt u een onverwacht bericht of telefoontje? Geef geen gegevens en betaal niets. Bel zelf een nummer dat u al had. In gevaar? Bel 112.",
                    "Do you get an unexpected message or call? Give no data and pay nothing. Call a number that you already had. In danger? Call 112."
                ))</p>
                """
        }
        return answer.incidents.enumerated().map { place, incident in
            section(incident, isFirst: place == 0)
        }.joined()
    }

    /// What holds for everybody, whatever was stolen.
    private var warning: HTML {
        """
        <div class="note wait"><p><strong>\(words(
            "Krijgt u een onverwacht bericht of telefoontje?", "Do you get an unexpected message or call?"
        ))</strong> \(Advice.beAlert.text(in: words.language))</p></div>
        """
    }

    private var aboutMe: HTML {
        """
        <h2>\(words("Gaat het ook om mij?", "Is it about me too?"))</h2>
        <p>\(words(
            "Gaat het om u, dan schrijven wij u als dat kan. In de brief staat welke gegevens van u het zijn en hoe zeker wij dat weten.",
            "If it is about you, we write to you where we can. The letter says which data of yours these are and how sure we are."
        ))</p>
        <p>\(words(
            "Op deze pagina kunt u niemand opzoeken. Zo kan ook niemand anders iets over u te weten komen.",
            "You cannot look up anybody on this page. So nobody else can learn anything about you either."
        ))</p>
        """
    }

    private func section(_ incident: ShowPublicStatus.Incident, isFirst: Bool) -> HTML {
        let heading: HTML =
            "\(words.text("Datalek bij \(words.list(incident.parties))", "Data breach at \(words.list(incident.parties))"))"
        guard let newest = incident.said.first else { return "" }
        let since: HTML = """
            <p class="crumb">\(words("Gezegd op", "Said on")) <time datetime="\(words.machine(newest.at))">\(moment(newest.at))</time></p>
            """
        let kinds = kinds(incident.categories).map { "<li>\($0)</li>" as HTML }
        let advice = incident.advice.filter { isFirst ? $0 != .beAlert : true }.map {
            advice -> HTML in
            "<li>\(advice.text(in: words.language))</li>"
        }
        // Each incident after the first stands one level lower.
        let (top, sub) = isFirst ? ("h1", "h2") : ("h2", "h3")
        return """
            <\(top)>\(heading)</\(top)>
            \(since)<p class="state" lang="nl">\(newest.words)</p>
            \(HTML.when(!words.isDutch, "<p class=\"hint\">\(words("", "As it was said, in Dutch."))</p>"))
            \(HTML.when(newest.isOld, """
                <div class="note"><p>\(words(
                    "Dit is van \(day(newest.at)). Daarna is er meer bekend geworden. Nieuwe cijfers staan hier zodra wij die bekendmaken.",
                    "This is of \(day(newest.at)). More has become known since. New figures stand here as soon as we announce them."
                ))</p></div>
                """))
            \(HTML.when(isFirst, warning))
            \(contact(incident, sub))
            \(HTML.when(isFirst, aboutMe))
            \(HTML.when(!kinds.isEmpty, """
                <\(sub)>\(words("Welke gegevens zijn het?", "Which data are they?"))</\(sub)>
                <p>\(words("Niet bij iedereen is het hetzelfde. Het kan gaan om:", "It is not the same for everybody. It may be:"))</p>
                <ul>\(kinds)</ul>
                """))
            \(HTML.when(incident.hasOthers, words.paragraph(
                "Bij enkele mensen gaat het ook om andere gegevens. Dat staat in hun brief.",
                "For a few people it is other data too. Their letter says so."
            )))
            \(HTML.when(!advice.isEmpty, """
                <\(sub)>\(words("Wat kan ik zelf doen?", "What can I do?"))</\(sub)>
                <ul>\(advice)</ul>
                """))
            \(news(incident, sub))

            """
    }

    /// Contact and identity one by one; whatever has to do with care in one line, as in letters, for a longer list
    /// would tell of everybody which test it was.
    private func kinds(_ categories: [DataCategory]) -> [String] {
        let listed: [DataCategory] = [
            .name, .partnerName, .address, .birthDate, .sex, .citizenNumber, .telephone, .email,
            .financial,
        ]
        let named = listed.filter(categories.contains).map { $0.name(in: words.language) }
        let rest = categories.filter { !listed.contains($0) }
        guard !rest.isEmpty else { return named }
        return named + [
            CategorySet(Set(rest)).concernsHealth
                ? words.text(
                    "gegevens over zorg, en wie die gaf",
                    "data about care, and who gave it"
                ) : words.text("andere persoonlijke gegevens", "other personal data")
        ]
    }

    /// As it stands in the letters that are out.
    private func contact(_ incident: ShowPublicStatus.Incident, _ sub: String) -> HTML {
        guard let contact = contacts[incident.reference] else { return "" }
        let hours = contact.openingHours[words.language.rawValue] ?? ""
        let abroad: HTML =
            contact.telephoneAbroad.map {
                "<p>\(words("Vanuit het buitenland:", "From abroad:")) \($0)</p>"
            } ?? ""
        return """
            <\(sub)>\(words("Vragen? Bel \(contact.telephone)", "Questions? Call \(contact.telephone)"))</\(sub)>
            <p>\(hours)</p>\(abroad)
            <p>\(words(
                "Hebt u een brief, houd die bij de hand. Wij vragen nooit naar een wachtwoord of uw bankgegevens.",
                "If you have a letter, keep it at hand. We never ask for a password or your bank details."
            ))</p>
            """
    }

    /// What was said before, each with its day: nothing is wiped out, also when it was not right.
    private func news(_ incident: ShowPublicStatus.Incident, _ sub: String) -> HTML {
        let earlier = incident.said.dropFirst()
        guard !earlier.isEmpty else { return "" }
        let items = earlier.map { said -> HTML in
            let old: HTML = HTML.when(
                said.isOld,
                " <span class=\"hint\">\(words("Dit cijfer is sindsdien veranderd.", "This figure has changed since."))</span>"
            )
            return """
                <li><time datetime="\(words.machine(said.at))">\(moment(said.at))</time><span lang="nl">\(said.words)</span>\(old)</li>

                """
        }
        return """
            <\(sub)>\(words("Wat wij eerder zeiden", "What we said before"))</\(sub)>
            <ol class="tl">
            \(items)</ol>
            """
    }

    private func day(_ instant: Instant) -> String { words.date(instant.day) }

    /// With its year: whoever reads it may read it later.
    private func moment(_ instant: Instant) -> String { words.fullMoment(instant) }
}
