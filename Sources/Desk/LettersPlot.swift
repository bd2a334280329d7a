// SPDX-License-Identifier: EUPL-1.2

import Casework
import Custody

/// Letters of each day: at the post, printed, waiting. Finding, marks and table are made of the same days.
struct LettersPlot: Sendable {
    private struct Bar {
        var name: String
        var short: String
        var handedOver = 0
        var printed = 0
        var waiting = 0

        var all: Int { handedOver + printed + waiting }
    }

    let answer: ShowLetterDays.Answer
    let words: Words

    init(_ answer: ShowLetterDays.Answer, _ words: Words) {
        self.answer = answer
        self.words = words
    }

    var isEmpty: Bool { answer.letters == 0 }

    /// `380 van 929 brieven zijn bij de post; 200 zijn gedrukt, 349 wachten.`
    var caption: String {
        let all = words.count(answer.letters, ("brief", "brieven"), ("letter", "letters"))
        if answer.handedOver == answer.letters {
            return words.text("Alle \(all) zijn bij de post.", "All \(all) are at the post.")
        }
        let first = words.text(
            "\(words.number(answer.handedOver)) van \(all) zijn bij de post",
            "\(words.number(answer.handedOver)) of \(all) are at the post"
        )
        var rest: [String] = []
        if answer.printed > 0 {
            rest.append(
                words.text(
                    "\(words.number(answer.printed)) gedrukt en nog niet weg",
                    "\(words.number(answer.printed)) printed and not gone yet"
                )
            )
        }
        if answer.waiting > 0 {
            rest.append(
                words.text(
                    "\(words.number(answer.waiting)) nog te drukken",
                    "\(words.number(answer.waiting)) still to print"
                )
            )
        }
        return rest.isEmpty ? first + "." : "\(first); \(words.list(rest))."
    }

    /// The last ten days, and what has no day yet.
    private var bars: [Bar] {
        var bars = answer.days.suffix(10).map { day in
            Bar(
                name: words.day(day.day),
                short: "\(day.day.date.day)",
                handedOver: day.handedOver,
                printed: day.printed
            )
        }
        if answer.waiting > 0 {
            bars.append(
                Bar(
                    name: words.text("nog geen dag", "no day yet"),
                    short: words.text("wacht", "waits"),
                    waiting: answer.waiting
                )
            )
        }
        return bars
    }

    /// `id` names it for its title.
    func figure(_ id: String) -> HTML {
        let bars = bars
        let top = max(bars.map(\.all).max() ?? 1, 1)
        let width = 100 / Double(max(bars.count, 1))
        var marks: HTML = ""
        for (place, bar) in bars.enumerated() {
            let left = width * (Double(place) + 0.12)
            let middle = width * (Double(place) + 0.5)
            var foot = 190.0
            for (form, letters) in [
                ("s", bar.handedOver), ("o", bar.printed), ("d", bar.waiting),
            ] where letters > 0 {
                let height = 136 * Double(letters) / Double(top)
                foot -= height
                marks += """
                    <rect class="\(form)" x="\(CallsPlot.tenths(left))%" y="\(CallsPlot.tenths(foot))" \
                    width="\(CallsPlot.tenths(min(width * 0.76, 30)))%" height="\(CallsPlot.tenths(height))"/>
                    """
            }
            let shift = min(width * 0.76, 30) / 2 - width * 0.38
            marks += """
                <text x="\(CallsPlot.tenths(middle + shift))%" y="\(CallsPlot.tenths(foot - 8))" text-anchor="middle">\
                \(words.number(bar.all))</text><text x="\(CallsPlot.tenths(middle + shift))%" y="208" \
                text-anchor="middle">\(bar.short)</text>

                """
        }
        let keys: [(HTML, Int, String)] = [
            ("s", answer.handedOver, words.text("bij de post", "at the post")),
            ("o", answer.printed, words.text("gedrukt, nog niet weg", "printed, not gone yet")),
            ("d", answer.waiting, words.text("nog te drukken", "still to print")),
        ]
        let key = keys.filter { $0.1 > 0 }.map { form, _, name -> HTML in
            "<li><svg aria-hidden=\"true\"><rect class=\"\(form)\" width=\"26\" height=\"12\"/></svg>\(name)</li>"
        }
        let said = bars.map { "\($0.name): \(words.number($0.all))." }.joined(separator: " ")
        return """
            <figure><figcaption>\(caption)</figcaption>
            <svg class="plot" height="216" role="img" aria-labelledby="\(id)-t \(id)-d"><title id="\(id)-t">\(words(
                "Brieven per dag", "Letters of each day"
            ))</title><desc id="\(id)-d">\(said)</desc>
            \(marks)<line class="ax" x1="0" x2="100%" y1="190" y2="190"/>\
            <text class="q" x="0" y="12">\(words("brieven per dag", "letters of a day"))</text></svg>
            <ul class="key">\(key)</ul></figure>
            """
    }

    func table(_ path: String) -> HTML {
        """
        <details><summary>\(words("Brieven per dag als tabel", "Letters of each day as a table"))</summary>
        \(Piece.table(
            words.text("Brieven per dag", "Letters of each day"),
            [
                .init(words.text("Dag", "Day")),
                .init(words.text("Bij de post", "At the post"), numeric: true),
                .init(words.text("Gedrukt, nog niet weg", "Printed, not gone yet"), numeric: true),
                .init(words.text("Nog te drukken", "Still to print"), numeric: true),
            ],
            bars.map { bar in
                [
                    "\(words.capital(bar.name))", "\(words.number(bar.handedOver))",
                    "\(words.number(bar.printed))", "\(words.number(bar.waiting))",
                ]
            },
            total: [
                words("Samen", "Together"), "\(words.number(answer.handedOver))",
                "\(words.number(answer.printed))", "\(words.number(answer.waiting))",
            ],
            showsCaption: false
        ))
        <p><a href="\(path)/letters.csv">\(words("Download als CSV", "Download as CSV"))</a></p></details>
        """
    }

    static func csv(_ answer: ShowLetterDays.Answer) -> String {
        CommaSeparated.text(
            [["day", "handedOver", "printed", "waiting"]]
                + answer.days.map { [$0.day.text, "\($0.handedOver)", "\($0.printed)", "0"] }
                + (answer.waiting > 0 ? [["", "0", "0", "\(answer.waiting)"]] : [])
        )
    }
}
