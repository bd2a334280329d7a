// SPDX-License-Identifier: EUPL-1.2

import Casework
import Custody

/// Calls of each open day: what is foreseen with its band, what the team can do, what was measured. The
/// finding above it, the marks and the table are made of the same days.
struct CallsPlot: Sendable {
    struct Mark: Sendable, Equatable {
        var day: Day
        /// Foreseen; of a measured day, as it was foreseen the day before.
        var band: ShowForecast.Band?
        /// The most that the team answers in time; nil of days that are over, and without a team.
        var capacity: Int?
        var measured: Int?

        /// How many calls more than the team can do are expected.
        var shortage: Int {
            guard measured == nil, let band, let capacity else { return 0 }
            return max(0, band.middle - capacity)
        }

        /// How many more there are at the upper edge of the band.
        var possibleShortage: Int {
            guard measured == nil, let band, let capacity else { return 0 }
            return max(0, band.high - capacity)
        }
    }

    let marks: [Mark]
    let words: Words

    init(_ answer: ShowForecast.Answer, _ words: Words) {
        marks = answer.days.filter { $0.calls != nil || $0.measured != nil }.map {
            Mark(
                day: $0.day,
                band: $0.calls,
                capacity: $0.staffing?.teamCapacity,
                measured: $0.measured?.calls
            )
        }
        self.words = words
    }

    init(_ marks: [Mark], _ words: Words) {
        self.marks = marks
        self.words = words
    }

    private var toCome: [Mark] {
        marks.filter { $0.day >= words.today && $0.measured == nil && $0.band != nil }
    }

    // MARK: - The finding

    /// Which days bring more than the team can do. A heading.
    var heading: String {
        let (short, tight) = (
            toCome.filter { $0.shortage > 0 }, toCome.filter { $0.possibleShortage > 0 }
        )
        if toCome.isEmpty {
            return words.text(
                "Op geen van deze dagen is de telefoon open",
                "The telephone is closed on all of these days"
            )
        }
        guard toCome.contains(where: { $0.capacity != nil }) else { return expected(toCome[0]) }
        if !short.isEmpty {
            return words.text(
                "Op \(days(short)) bellen er naar verwachting meer mensen dan het team aankan",
                "On \(days(short)) more people are expected to call than the team can answer"
            )
        }
        if !tight.isEmpty {
            return words.text(
                "Waarschijnlijk kan het team het aan, maar op \(days(tight)) kunnen het er te veel worden",
                "The team can probably answer all, but on \(days(tight)) it may be too many"
            )
        }
        return words.text(
            "Het team kan de gesprekken aan die verwacht worden",
            "The team can answer the calls that are expected"
        )
    }

    /// The heading, with the figure that matters most.
    var caption: String {
        if let worst = most(\.shortage) {
            let calls = words.count(
                worst.shortage,
                ("gesprek", "gesprekken"),
                ("call", "calls")
            )
            return heading + ". "
                + words.text(
                    "Het grootste tekort is \(words.near(worst.day)): \(calls).",
                    "The largest shortage is \(words.near(worst.day)): \(calls)."
                )
        }
        if let worst = most(\.possibleShortage), let high = worst.band?.high,
            let capacity = worst.capacity
        {
            return heading + ": "
                + words.text(
                    "\(words.near(worst.day)) tot \(words.number(high)), en het team kan er \(words.number(capacity)) aan.",
                    "\(words.near(worst.day)) up to \(words.number(high)), and the team answers \(words.number(capacity))."
                )
        }
        return heading + "."
    }

    private func most(_ amount: (Mark) -> Int) -> Mark? {
        // The first of several.
        toCome.reversed().max { amount($0) < amount($1) }.flatMap { amount($0) > 0 ? $0 : nil }
    }

    private func expected(_ mark: Mark) -> String {
        let middle = words.count(
            mark.band?.middle ?? 0,
            ("gesprek", "gesprekken"),
            ("call", "calls")
        )
        return words.capital(words.near(mark.day))
            + words.text(" ongeveer \(middle)", " about \(middle)")
    }

    /// `17, 18 en 22 september`; of many days their number.
    private func days(_ marks: [Mark]) -> String {
        guard marks.count <= 5, let last = marks.last else {
            return words.count(marks.count, ("dag", "dagen"), ("day", "days"))
        }
        if marks.count == 1 { return words.day(last.day) }
        let items = marks.enumerated().map { place, mark -> String in
            let parts = words.date(mark.day).split(separator: " ")
            let next = place + 1 < marks.count ? marks[place + 1] : nil
            let sameMonth =
                next.map { $0.day.date.month == mark.day.date.month } ?? false
            return sameMonth
                ? String(parts.first ?? "") : parts.prefix(2).joined(separator: " ")
        }
        return words.list(items)
    }

    // MARK: - The marks

    /// The highest that anything reaches; at least 1.
    private var top: Int {
        marks.flatMap { [$0.band?.high, $0.capacity, $0.measured] }.compactMap(\.self).max()
            .map { max($0, 1) } ?? 1
    }

    /// Down from the top of the plot, in its 150 pixels.
    private func down(_ calls: Int) -> Double { 150 - 146 * Double(calls) / Double(top) }

    private var width: Double { 100 / Double(max(marks.count, 1)) }

    private func middle(_ place: Int) -> Double { width * (Double(place) + 0.5) }

    /// With its finding above it; `id` names it for its title.
    func figure(_ id: String) -> HTML {
        """
        <figure><figcaption>\(caption)</figcaption>
        <svg class="plot" height="218" role="img" aria-labelledby="\(id)-t \(id)-d"><title id="\(id)-t">\(words(
            "Gesprekken per dag en wat het team aankan", "Calls of each day and what the team can answer"
        ))</title><desc id="\(id)-d">\(description)</desc>
        <svg x="0" y="26" width="100%" height="150" viewBox="0 0 100 150" preserveAspectRatio="none">\
        \(band)\(line)\(capacity)</svg>
        \(crosses)\(labels)<line class="ax" x1="0" x2="100%" y1="176" y2="176"/>\
        <text class="q" x="0" y="12">\(words(
            "gesprekken per dag, hoogste punt \(words.number(top))", "calls of a day, highest point \(words.number(top))"
        ))</text></svg>
        <ul class="key"><li><svg aria-hidden="true"><line class="ln" x1="0" x2="26" y1="6" y2="6"/></svg>\(words(
            "verwacht", "expected"
        ))</li><li><svg aria-hidden="true"><rect class="band" width="26" height="12"/></svg>\(words(
            "negen van de tien dagen", "nine days of ten"
        ))</li>\(HTML.when(marks.contains { $0.capacity != nil }, """
            <li><svg aria-hidden="true"><line class="lim" x1="0" x2="26" y1="6" y2="6"/></svg>\(words(
                "kan het team aan", "the team can answer"
            ))</li>
            """))\(HTML.when(marks.contains { $0.measured != nil }, """
            <li><svg aria-hidden="true"><path class="x" d="M8 1L18 11M8 11L18 1"/></svg>\(words(
                "gemeten", "measured"
            ))</li>
            """))</ul>
        </figure>
        """
    }

    private var banded: [(place: Int, band: ShowForecast.Band)] {
        marks.enumerated().compactMap { place, mark in mark.band.map { (place, $0) } }
    }

    private func point(_ place: Int, _ calls: Int) -> String {
        "\(Self.tenths(middle(place))),\(Self.tenths(down(calls)))"
    }

    private var band: HTML {
        let upper = banded.map { point($0.place, $0.band.high) }
        let lower = banded.reversed().map { point($0.place, $0.band.low) }
        return "<polygon class=\"band\" points=\"\((upper + lower).joined(separator: " "))\"/>"
    }

    private var line: HTML {
        let points = banded.map { point($0.place, $0.band.middle) }
        return "<polyline class=\"ln\" points=\"\(points.joined(separator: " "))\"/>"
    }

    private var capacity: HTML {
        var (path, before): (String, Int?) = ("", nil)
        for (place, mark) in marks.enumerated() {
            guard let capacity = mark.capacity else {
                before = nil
                continue
            }
            let start = Self.tenths(width * Double(place))
            let end = Self.tenths(width * Double(place + 1))
            let height = Self.tenths(down(capacity))
            path += "\(before == nil ? "M" : "L")\(start) \(height)L\(end) \(height)"
            before = capacity
        }
        guard !path.isEmpty else { return "" }
        return "<path class=\"lim\" d=\"\(path)\"/>"
    }

    private var crosses: HTML {
        let all = marks.enumerated().compactMap { place, mark -> HTML? in
            guard let measured = mark.measured else { return nil }
            return """
                <svg x="\(Self.tenths(middle(place)))%" y="\(Self.tenths(26 + down(measured)))" width="1" \
                height="1" overflow="visible"><path class="x" d="M-5 -5L5 5M-5 5L5 -5"/></svg>

                """
        }
        return all.joined()
    }

    /// Of as many days as have room on a narrow screen.
    private var labels: HTML {
        let step = max(1, (marks.count + 10) / 11)
        let all = marks.enumerated().compactMap { place, mark -> HTML? in
            guard place.isMultiple(of: step) else { return nil }
            let x = Self.tenths(middle(place))
            return """
                <text x="\(x)%" y="193" text-anchor="middle" class="q">\(words.day(mark.day).prefix(2))</text>\
                <text x="\(x)%" y="210" text-anchor="middle">\(plain: Int(mark.day.date.day))</text>

                """
        }
        return all.joined()
    }

    /// What the plot shows, for who does not see it.
    private var description: String {
        marks.map { mark in
            var parts: [String] = []
            if let band = mark.band {
                parts.append(
                    words.text(
                        "verwacht \(words.number(band.middle))",
                        "expected \(words.number(band.middle))"
                    )
                )
            }
            if let capacity = mark.capacity {
                parts.append(
                    words.text(
                        "het team kan \(words.number(capacity)) aan",
                        "the team answers \(words.number(capacity))"
                    )
                )
            }
            if let measured = mark.measured {
                parts.append(
                    words.text(
                        "gemeten \(words.number(measured))",
                        "measured \(words.number(measured))"
                    )
                )
            }
            return "\(words.day(mark.day)): \(parts.joined(separator: ", "))."
        }.joined(separator: " ")
    }

    /// With one digit behind the point, as SVG writes it.
    static func tenths(_ value: Double) -> String {
        String(Certainties.percent(value).dropLast())
    }

    // MARK: - The table

    var table: HTML {
        Piece.table(
            words.text("Gesprekken per dag", "Calls of each day"),
            [
                .init(words.text("Dag", "Day")),
                .init(words.text("Verwacht", "Expected"), numeric: true),
                .init(words.text("Negen van de tien dagen", "Nine days of ten"), numeric: true),
                .init(words.text("Kan het team aan", "Team can answer"), numeric: true),
                .init(words.text("Gemeten", "Measured"), numeric: true),
                .init(words.text("Tekort", "Shortage"), numeric: true),
            ],
            marks.map { mark in
                [
                    "\(words.day(mark.day))", "\(mark.band.map { words.number($0.middle) } ?? "")",
                    "\(mark.band.map { "\(words.number($0.low))–\(words.number($0.high))" } ?? "")",
                    "\(mark.capacity.map(words.number) ?? "")",
                    "\(mark.measured.map(words.number) ?? "")",
                    "\(mark.shortage > 0 ? words.number(mark.shortage) : "")",
                ]
            },
            showsCaption: false
        )
    }

    /// The same table for a spreadsheet.
    static func csv(_ answer: ShowForecast.Answer) -> String {
        func text(_ number: Int?) -> String { number.map { "\($0)" } ?? "" }
        let head = [
            "day", "lettersPosted", "calls", "low", "high", "measured", "answered", "abandoned",
            "mails", "mailsMeasured", "agents", "rostered", "teamCapacity", "verdict",
        ]
        return CommaSeparated.text(
            [head]
                + answer.days.map { day in
                    [
                        day.day.text, "\(day.lettersPosted)", text(day.calls?.middle),
                        text(day.calls?.low), text(day.calls?.high), text(day.measured?.calls),
                        text(day.measured?.answered), text(day.measured?.abandoned),
                        text(day.mails?.middle), text(day.measured?.mails),
                        text(day.staffing?.agents), text(day.staffing?.rostered),
                        text(day.staffing?.teamCapacity), day.staffing?.verdict?.rawValue ?? "",
                    ]
                }
        )
    }
}
