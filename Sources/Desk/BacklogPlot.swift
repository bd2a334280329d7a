// SPDX-License-Identifier: EUPL-1.2

import Casework
import Custody

/// Samples that wait at the end of each week, with the band of participation. Finding, marks, table and CSV are
/// made of the same weeks.
struct BacklogPlot: Sendable {
    let answer: ShowContinuity.Answer
    let words: Words

    init(_ answer: ShowContinuity.Answer, _ words: Words) {
        self.answer = answer
        self.words = words
    }

    private var weeks: [ShowContinuity.Week] { answer.weeks }

    private func samples(_ number: Int) -> String {
        words.count(number, ("monster", "monsters"), ("sample", "samples"))
    }

    private func wait(_ tenths: Int?) -> String {
        guard let tenths else { return words.text("niet te zeggen", "nobody can say") }
        guard tenths > 0 else { return words.text("niet", "none") }
        let number =
            tenths % 10 == 0
            ? "\(tenths / 10)" : "\(tenths / 10)\(words.isDutch ? "," : ".")\(tenths % 10)"
        return words.isDutch
            ? "\(number) \(tenths == 10 ? "week" : "weken")"
            : "\(number) \(tenths == 10 ? "week" : "weeks")"
    }

    /// What the weeks say, in a sentence.
    var finding: String {
        guard let first = weeks.first, let last = weeks.last else {
            return words.text(
                "Nog niet te zeggen hoe lang monsters gaan wachten",
                "How long samples will wait cannot be said yet"
            )
        }
        let start = answer.backlog ?? 0
        let week = words.date(last.monday)
        if last.backlog.middle == 0, peak?.backlog.middle ?? 0 <= start {
            let empty = weeks.first { $0.backlog.middle == 0 } ?? first
            return start == 0
                ? words.text("De anderen kunnen het werk aan", "The others can do the work")
                : words.text(
                    "In de week van \(words.date(empty.monday)) is de achterstand weg",
                    "In the week of \(words.date(empty.monday)) nothing waits any more"
                )
        }
        if let peak, peak.backlog.middle > start {
            return words.text(
                "De achterstand groeit tot \(samples(peak.backlog.middle)) in de week van \(words.date(peak.monday))",
                "The backlog grows to \(samples(peak.backlog.middle)) in the week of \(words.date(peak.monday))"
            )
        }
        return words.text(
            "In de week van \(week) wachten er nog \(samples(last.backlog.middle))",
            "In the week of \(week) \(samples(last.backlog.middle)) still wait"
        )
    }

    /// The week at whose end most wait; the first of several.
    private var peak: ShowContinuity.Week? {
        weeks.reversed().max { $0.backlog.middle < $1.backlog.middle }
    }

    /// Beside it: from what, between what, and how long somebody waits.
    var detail: String {
        let grows = (peak?.backlog.middle ?? 0) > (answer.backlog ?? 0)
        guard let last = grows ? peak : weeks.last else { return "" }
        let band =
            last.backlog.low == last.backlog.high
            ? ""
            : words.text(
                " Met lage deelname \(words.number(last.backlog.low)), met hoge \(words.number(last.backlog.high)).",
                " With low participation \(words.number(last.backlog.low)), with high \(words.number(last.backlog.high))."
            )
        let counted = answer.backlogDay.map { words.day($0, year: true) } ?? ""
        let waiting =
            last.waitTenths.map { _ in
                words.text(
                    " Wie dan een monster stuurt, wacht \(wait(last.waitTenths)) langer.",
                    " Whoever sends a sample then waits \(wait(last.waitTenths)) longer."
                )
            }
            ?? words.text(
                " Niemand onderzoekt dan monsters.",
                " Nobody examines samples then."
            )
        return words.text(
            "Geteld op \(counted): \(samples(answer.backlog ?? 0)).",
            "Counted on \(counted): \(samples(answer.backlog ?? 0))."
        ) + band + waiting
    }

    private var top: Int { max(weeks.map(\.backlog.high).max() ?? 1, 1) }

    private func down(_ number: Int) -> Double { 150 - 146 * Double(number) / Double(top) }

    private var width: Double { 100 / Double(max(weeks.count, 1)) }

    private func point(_ place: Int, _ number: Int) -> String {
        "\(CallsPlot.tenths(width * (Double(place) + 0.5))),\(CallsPlot.tenths(down(number)))"
    }

    /// `id` names it for its title.
    func figure(_ id: String) -> HTML {
        guard !weeks.isEmpty else { return "" }
        let upper = weeks.enumerated().map { point($0, $1.backlog.high) }
        let lower = weeks.enumerated().reversed().map { point($0, $1.backlog.low) }
        let line = weeks.enumerated().map { point($0, $1.backlog.middle) }
        let every = max((weeks.count + 2) / 3, 1)
        let labels = weeks.enumerated().filter { $0.offset % every == 0 }.map {
            place,
            week -> HTML in
            let day = words.date(week.monday).split(separator: " ").prefix(2).joined(separator: " ")
            return """
                <text x="\(CallsPlot.tenths(width * Double(place)))%" y="194">\(day)</text>
                """
        }
        let said = weeks.map {
            "\(words.date($0.monday)): \(words.number($0.backlog.middle))."
        }.joined(separator: " ")
        return """
            <figure><figcaption>\(words(
                "Wat er wacht aan het einde van elke week", "What waits at the end of each week"
            ))</figcaption>
            <svg class="plot" height="200" role="img" aria-labelledby="\(id)-t \(id)-d"><title id="\(id)-t">\(words(
                "Monsters die wachten aan het einde van elke week", "Samples that wait at the end of each week"
            ))</title><desc id="\(id)-d">\(said)</desc>
            <svg x="0" y="26" width="100%" height="150" viewBox="0 0 100 150" preserveAspectRatio="none">\
            <polygon class="band" points="\((upper + lower).joined(separator: " "))"/>\
            <polyline class="ln" points="\(line.joined(separator: " "))"/></svg>
            \(labels)<line class="ax" x1="0" x2="100%" y1="176" y2="176"/>\
            <text class="q" x="0" y="12">\(words(
                "wachtende monsters, hoogste punt \(words.number(top))", "samples that wait, highest point \(words.number(top))"
            ))</text></svg>
            <ul class="key"><li><svg aria-hidden="true"><line class="ln" x1="0" x2="26" y1="6" y2="6"/></svg>\(words(
                "verwacht", "expected"
            ))</li><li><svg aria-hidden="true"><rect class="band" width="26" height="12"/></svg>\(words(
                "tussen lage en hoge deelname", "between low and high participation"
            ))</li></ul></figure>
            """
    }

    func table(_ path: String) -> HTML {
        guard !weeks.isEmpty else { return "" }
        let rows = weeks.map { week -> [HTML] in
            let share =
                "\(week.participation / 10)\(week.participation % 10 == 0 ? "" : (words.isDutch ? "," : ".") + "\(week.participation % 10)")%"
            return [
                "\(words.date(week.monday))", "\(words.number(week.invitations))", "\(share)",
                "\(words.number(week.samples.middle))", "\(words.number(week.capacity))",
                "\(words.number(week.backlog.middle))", "\(wait(week.waitTenths))",
                "\(week.optOuts.map(words.number) ?? "–")",
            ]
        }
        return """
            <details><summary>\(words("Week voor week als tabel", "Week by week as a table"))</summary>
            \(Piece.table(
                words.text("Week voor week", "Week by week"),
                [
                    .init(words.text("Week van", "Week of")),
                    .init(words.text("Uitnodigingen", "Invitations"), numeric: true),
                    .init(words.text("Deelname", "Participation"), numeric: true),
                    .init(words.text("Monsters", "Samples"), numeric: true),
                    .init(words.text("Capaciteit", "Capacity"), numeric: true),
                    .init(words.text("Wacht aan het eind", "Waits at the end"), numeric: true),
                    .init(words.text("Extra wachttijd", "Extra wait"), numeric: true),
                    .init(words.text("Afmeldingen", "Opt-outs"), numeric: true),
                ],
                rows,
                showsCaption: false
            ))
            <p><a href="\(path).csv">\(words("Download als CSV", "Download as CSV"))</a></p></details>
            """
    }

    static func csv(_ answer: ShowContinuity.Answer) -> String {
        CommaSeparated.text(
            [
                [
                    "week", "invitations", "participationPerThousand", "samples", "samplesLow",
                    "samplesHigh", "capacity", "backlog", "backlogLow", "backlogHigh",
                    "waitWeekTenths", "optOuts",
                ]
            ]
                + answer.weeks.map { week in
                    [
                        week.monday.text, "\(week.invitations)", "\(week.participation)",
                        "\(week.samples.middle)", "\(week.samples.low)", "\(week.samples.high)",
                        "\(week.capacity)", "\(week.backlog.middle)", "\(week.backlog.low)",
                        "\(week.backlog.high)", week.waitTenths.map { "\($0)" } ?? "",
                        week.optOuts.map { "\($0)" } ?? "",
                    ]
                }
        )
    }
}
