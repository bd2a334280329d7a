// SPDX-License-Identifier: EUPL-1.2

import Accounts
import Casework
import Custody
import Incidents
import Store

/// A whole page: header, clock, menu of an incident, what was asked for, footer.
struct Layout {
    let visit: Visit
    let page: Page

    private var words: Words { visit.words }

    var html: HTML {
        """
        <!doctype html>
        <html lang="\(words.language.rawValue)">
        <head>
        <meta charset="utf-8">
        <meta name="viewport" content="width=device-width, initial-scale=1">
        <title>\(page.title) – Spoor</title>
        <link rel="stylesheet" href="\(StyleSheet.path)">
        <link rel="icon" href="\(Mark.path)" type="image/svg+xml">
        \(script)\
        </head>
        <body>
        <a class="skip" href="#main">\(words("Naar de inhoud", "To the content"))</a>
        \(header)
        \(practice)\(lookingBack)\(clock)<div class="shell\(shell)">
        \(rail)<main id="main">
        \(page.body)
        </main>
        </div>
        \(footer)
        </body>
        </html>

        """
    }

    private var script: HTML {
        guard page.copies else { return "" }
        return "<script type=\"module\" src=\"\(CopyScript.path)\"></script>\n"
    }

    private var shell: HTML { page.isBare ? " narrow" : page.rail == nil ? "" : " two" }

    private var header: HTML {
        guard let account = visit.account, !page.isBare else {
            return """
                <header class="top">\(mark)<ul class="me">\(otherLanguage)</ul></header>
                """
        }
        let items = MenuItem.allCases.filter(isShown).map { item -> HTML in
            """
            <li><a href="\(item.rawValue)"\
            \(" aria-current=\"page\"", if: page.menu == item)>\(item.name(words))</a></li>
            """
        }
        let roles = words.list(account.roles.map { $0.name(in: words.language) })
        return """
            <header class="top">
            \(mark)
            <nav aria-label="\(words("Hoofdmenu", "Main menu"))"><ul>\(items)</ul></nav>
            <ul class="me"><li class="who">\(account.person), \(roles)</li>\(otherLanguage)\
            <li>\(visit.form("/sign-out", "<button>\(words("Afmelden", "Sign out"))</button>"))</li></ul>
            </header>
            """
    }

    /// Only what somebody in this role can open.
    private func isShown(_ item: MenuItem) -> Bool { visit.canOpen(item.rawValue) }

    private var mark: HTML {
        """
        <a class="mark" href="/">\(Mark.picture)Spoor</a>
        """
    }

    private var otherLanguage: HTML {
        let (code, name) = words.isDutch ? ("en", "English") : ("nl", "Nederlands")
        guard visit.session != nil, !page.isBare else {
            return """
                <li><a href="/sign-in?lang=\(code)" lang="\(code)" hreflang="\(code)">\(name)</a></li>
                """
        }
        let back =
            "<input type=\"hidden\" name=\"to\" value=\"\(visit.desk.table.page(near: visit.path))\">"
            as HTML
        let choice = "<input type=\"hidden\" name=\"lang\" value=\"\(code)\">" as HTML
        return """
            <li>\(visit.form("/language", "\(back)\(choice)<button lang=\"\(code)\">\(name)</button>"))</li>
            """
    }

    private var practice: HTML {
        guard visit.desk.reader.isSynthetic else { return "" }
        return """
            <aside class="practice" aria-label="\(words("Oefening", "Practice"))"><p>\(words(
                "Oefening: alle mensen hierin zijn verzonnen.",
                "Practice: all people in it are invented."
            ))</p></aside>

            """
    }

    private var lookingBack: HTML {
        guard let asOf = visit.session?.asOf, !page.isBare else { return "" }
        let moment = words.fullMoment(Instant(milliseconds: asOf))
        return """
            <aside class="practice" aria-label="\(words("Terugblik", "Looking back"))"><p>\(words(
                "<strong>U kijkt terug.</strong> Zo stond het op \(moment): wat later is vastgelegd, staat er niet.",
                "<strong>You are looking back.</strong> So it stood on \(moment): what was recorded later is not shown."
            )) <a href="/look-back">\(words("Ander moment, of terug naar nu", "Another moment, or back to now"))</a></p></aside>

            """
    }

    private var clock: HTML {
        guard let strip = page.clock, !page.isBare else { return "" }
        guard let clock = strip.clock else {
            return """
                <section class="clock" aria-label="\(label)"><p>\(words(
                    "Er loopt geen termijn.", "No clock is running."
                ))</p></section>

                """
        }
        let who = DutyWording(clock.duty, words).bearer(clock.party)
        return """
            <section class="clock" aria-label="\(label)">
            <p>\(time(clock.duty.dueAt))</p>
            <p><a href="/incidents/\(Form.encoded(clock.incident))/duties">\
            \(clock.duty.title(in: words.language))</a> <span>\(who)</span></p>
            <p><span>Incident</span> \(clock.incident)</p>
            \(others(strip.others))</section>

            """
    }

    private func time(_ due: Instant?) -> HTML {
        guard let due else {
            return words(
                "<strong>Loopt</strong> <span>zonder onnodige vertraging</span>",
                "<strong>Running</strong> <span>without undue delay</span>"
            )
        }
        let left = Double(due.milliseconds - words.now) / 1000
        let span =
            left >= 0
            ? words(
                "<span>Nog</span> <strong>\(words.duration(seconds: left))</strong>",
                "<strong>\(words.duration(seconds: left))</strong> <span>left</span>"
            )
            : words(
                "<strong>\(words.duration(seconds: -left)) te laat</strong>",
                "<strong>\(words.duration(seconds: -left)) late</strong>"
            )
        return "\(span) <span>\(words.moment(due))</span>"
    }

    private func others(_ count: Int) -> HTML {
        guard count > 0 else { return "" }
        let text = words.count(
            count,
            ("andere termijn", "andere termijnen"),
            ("other clock", "other clocks")
        )
        return "<p class=\"more\"><a href=\"/\">\(text)</a></p>"
    }

    private var label: HTML { words("Eerstvolgende termijn", "Next clock") }

    private var rail: HTML {
        guard let rail = page.rail else { return "" }
        let items = rail.items.map { item -> HTML in
            let hint: HTML = item.hint.isEmpty ? "" : " <small>\(item.hint)</small>"
            return """
                <li><a href="\(item.path)"\(" aria-current=\"page\"", if: item.path == rail.current)>\
                \(item.name)\(hint)</a></li>

                """
        }
        return """
            <nav class="rail" aria-label="\(rail.label)"><ul>
            \(items)</ul></nav>

            """
    }

    private var footer: HTML {
        let place = visit.desk.organisation
        guard let account = visit.account, !page.isBare else {
            return "<footer class=\"foot\"><p>\(place)</p></footer>"
        }
        return """
            <footer class="foot"><p>\(account.person) · \(place) · \
            \(words.fullMoment(Instant(milliseconds: words.now))) · \
            \(words("wat u bekijkt en doet, wordt vastgelegd", "what you look at and do is recorded"))\
            \(HTML.when(
                !visit.roles.isDisjoint(with: Roles.room),
                " · <a href=\"/look-back\">\(words("Terugkijken", "Look back"))</a>"
            ))</p></footer>
            """
    }
}

/// The trail in the wordmark is the scale of certainty, fading out.
enum Mark {
    static let picture: HTML = """
        <svg viewBox="0 0 34 10" aria-hidden="true"><rect class="s" x="0" y="0" width="10" height="10"/>\
        <rect class="o" x="13" y="1" width="8" height="8"/><rect class="m" x="25" y="1" width="8" \
        height="8"/></svg>
        """

    static let path = "/icon.svg"

    static let icon = """
        <svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 32 32"><rect width="32" height="32" \
        fill="#0b5a63" rx="4"/><rect x="6" y="11" width="10" height="10" fill="#fff"/><rect x="19" \
        y="12" width="8" height="8" fill="none" stroke="#fff" stroke-width="2" stroke-dasharray="3 2"/>\
        </svg>
        """
}
