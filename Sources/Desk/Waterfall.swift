// SPDX-License-Identifier: EUPL-1.2

import Casework
import Custody

/// How one number of people became another, step by step, from zero: no axis is cut, and each step has its
/// reason. Sentence, marks, table and CSV are made of the same steps.
struct Waterfall: Sendable, Equatable {
    struct Step: Sendable, Equatable {
        var name: String
        var reason: String
        var change: Int
    }

    /// What is counted: those who are reported, found or published, or everyone who is not excluded.
    enum Measure: Sendable { case reported, concerned }

    let measure: Measure
    let before: Int
    let after: Int
    let steps: [Step]

    /// Nil when the moves do not add up to the difference: then nothing is drawn.
    init?(
        _ from: [String: Int],
        _ to: [String: Int],
        _ moves: [(from: Certainty?, to: Certainty?, people: Int, name: String, reason: String)]
    ) {
        let (earlier, later) = (Certainties(from), Certainties(to))
        let reported = (earlier.found + earlier.reported, later.found + later.reported)
        measure = reported.0 == reported.1 ? .concerned : .reported
        (before, after) = measure == .reported ? reported : (earlier.concerned, later.concerned)
        let isReported = measure == .reported
        func counts(_ certainty: Certainty?) -> Bool {
            guard let certainty else { return false }
            return isReported ? certainty >= .reported : certainty != .excluded
        }
        var steps = moves.compactMap { move -> Step? in
            guard counts(move.from) != counts(move.to) else { return nil }
            return Step(
                name: move.name,
                reason: move.reason,
                change: counts(move.to) ? move.people : -move.people
            )
        }
        // What was added first, so that no bar begins left of zero.
        steps.sort {
            ($0.change > 0 ? 0 : 1, -abs($0.change)) < ($1.change > 0 ? 0 : 1, -abs($1.change))
        }
        guard !steps.isEmpty, before + steps.reduce(0, { $0 + $1.change }) == after else {
            return nil
        }
        self.steps = steps
    }

    func name(_ words: Words) -> String {
        measure == .reported
            ? words.text("Gemeld of gevonden", "Reported or found")
            : words.text("Niet uitgesloten", "Not excluded")
    }

    func signed(_ change: Int, _ words: Words) -> String {
        (change < 0 ? "− " : "+ ") + words.number(abs(change))
    }

    /// What moved most, in a sentence.
    func caption(_ words: Words) -> String {
        let largest = steps.max { abs($0.change) < abs($1.change) }
        let (from, to) = (words.number(before), words.number(after))
        let first = words.text(
            "Van \(from) naar \(to) mensen.",
            "From \(from) to \(to) people."
        )
        guard let largest else { return first }
        return first + " "
            + words.text(
                "De grootste stap: \(signed(largest.change, words)), \(largest.name) (\(largest.reason)).",
                "The largest step: \(signed(largest.change, words)), \(largest.name) (\(largest.reason))."
            )
    }

    private func rows(_ words: Words) -> [(name: String, change: Int?, sum: Int)] {
        var sum = before
        var rows: [(name: String, change: Int?, sum: Int)] = [(name(words), nil, before)]
        for step in steps.prefix(12) {
            sum += step.change
            rows.append((step.name, step.change, sum))
        }
        if after != sum {
            rows.append((words.text("Andere stappen", "Other steps"), after - sum, after))
        }
        return rows + [(words.text("Nu", "Now"), nil, after)]
    }

    func figure(_ id: String, _ words: Words) -> HTML {
        let rows = rows(words)
        let top = Double(max(rows.map(\.sum).max() ?? 1, before, 1))
        var marks: HTML = ""
        for (place, row) in rows.enumerated() {
            let change = row.change ?? row.sum
            let start = row.change == nil ? 0 : min(row.sum, row.sum - change)
            let (left, width) = (Double(start) * 100 / top, Double(abs(change)) * 100 / top)
            let form: HTML = change < 0 ? "p" : "o"
            let y = 20 + 46 * place
            let amount = row.change.map { signed($0, words) } ?? words.number(row.sum)
            marks += """
                <rect class="\(form)" x="\(Certainties.percent(left))" y="\(plain: y)" \
                width="\(Certainties.percent(width))" height="14"/>\
                <text x="0" y="\(plain: y - 7)"><tspan font-weight="700">\(amount)</tspan> \(row.name)</text>

                """
            if place + 1 < rows.count {
                let edge = Certainties.percent(Double(row.sum) * 100 / top)
                marks += """
                    <line class="ax" x1="\(edge)" x2="\(edge)" y1="\(plain: y + 14)" y2="\(plain: y + 46)" \
                    stroke-dasharray="2 3"/>
                    """
            }
        }
        let said = rows.map { row in
            "\(row.name): \(row.change.map { signed($0, words) } ?? words.number(row.sum))."
        }
        return """
            <figure><figcaption>\(caption(words))</figcaption>
            <svg class="plot" height="\(plain: 46 * rows.count)" role="img" aria-labelledby="\(id)-t \(id)-d">\
            <title id="\(id)-t">\(words("Waarom het aantal veranderde", "Why the number changed"))</title>\
            <desc id="\(id)-d">\(said.joined(separator: " "))</desc>
            \(marks)</svg></figure>
            """
    }

    func table(_ csv: String, _ words: Words) -> HTML {
        var sum = before
        let rows: [[HTML]] = steps.map { step in
            sum += step.change
            return [
                "\(step.name)", "\(step.reason)", "\(signed(step.change, words))",
                "\(words.number(sum))",
            ]
        }
        return """
            <details><summary>\(words("De stappen als tabel", "The steps as a table"))</summary>
            \(Piece.table(
                name(words),
                [
                    .init(words.text("Stap", "Step")), .init(words.text("Waardoor", "Because of")),
                    .init(words.text("Verandering", "Change"), numeric: true),
                    .init(name(words), numeric: true),
                ],
                [["\(words.text("Eerst", "Before"))", "", "", "\(words.number(before))"]] + rows,
                showsCaption: false
            ))
            <p><a href="\(csv)">\(words("Download als CSV", "Download as CSV"))</a></p></details>
            """
    }

    var csv: String {
        var sum = before
        return CommaSeparated.text(
            [["step", "because", "change", "people"], ["before", "", "", "\(before)"]]
                + steps.map { step in
                    sum += step.change
                    return [step.name, step.reason, "\(step.change)", "\(sum)"]
                }
        )
    }
}
