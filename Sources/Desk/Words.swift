// SPDX-License-Identifier: EUPL-1.2

import Casework
import Custody
import Incidents
import Letters

/// How a page speaks: its language, and the time it is.
///
/// Each sentence stands in both languages where it is used, so that none can be missing in one.
struct Words: Sendable {
    var language: Language
    /// Milliseconds since 1970-01-01 UTC.
    var now: Int64
    /// What parties are called, by their short names.
    var parties: [String: String] = [:]

    var isDutch: Bool { language == .dutch }

    func callAsFunction(_ dutch: HTML, _ english: HTML) -> HTML { isDutch ? dutch : english }

    /// The same as a paragraph.
    func paragraph(_ dutch: HTML, _ english: HTML) -> HTML {
        "<p>\(isDutch ? dutch : english)</p>"
    }

    func text(_ dutch: String, _ english: String) -> String { isDutch ? dutch : english }

    /// What a party is called; its short name when nobody knows it.
    func name(_ party: String) -> String { parties[party] ?? party }

    // MARK: - Numbers

    /// `941.000` or `941,000`; it does not break over two lines.
    func number(_ number: Int) -> String {
        var digits = String(number.magnitude)
        var place = digits.count - 3
        while place > 0 {
            digits.insert(isDutch ? "." : ",", at: digits.index(digits.startIndex, offsetBy: place))
            place -= 3
        }
        return (number < 0 ? "−" : "") + digits
    }

    /// `1 brief`, `3 brieven`.
    func count(_ number: Int, _ dutch: (String, String), _ english: (String, String)) -> String {
        let word = isDutch ? dutch : english
        return "\(self.number(number)) \(number == 1 ? word.0 : word.1)"
    }

    func people(_ number: Int) -> String { count(number, ("mens", "mensen"), ("person", "people")) }

    /// `een`, `twee`: in a heading; digits from thirteen on.
    func spelled(_ number: Int) -> String {
        let dutch = [
            "nul", "één", "twee", "drie", "vier", "vijf", "zes", "zeven", "acht", "negen", "tien",
            "elf", "twaalf",
        ]
        let english = [
            "no", "one", "two", "three", "four", "five", "six", "seven", "eight", "nine", "ten",
            "eleven", "twelve",
        ]
        return (0...12).contains(number)
            ? (isDutch ? dutch : english)[number] : self.number(number)
    }

    /// Several things in a sentence: `a, b en c`.
    func list(_ items: [String]) -> String {
        guard let last = items.last, items.count > 1 else { return items.first ?? "" }
        return items.dropLast().joined(separator: ", ") + text(" en ", " and ") + last
    }

    func capital(_ words: String) -> String {
        guard let first = words.first else { return words }
        // A long vowel written with two signs keeps its small second one, IJ has none.
        if isDutch, words.hasPrefix("ij") { return "IJ" + words.dropFirst(2) }
        return first.uppercased() + words.dropFirst()
    }

    // MARK: - Days and times

    var today: Day { Instant(milliseconds: now).day }

    private static let weekdays: [Language: [String]] = [
        .dutch: [
            "maandag", "dinsdag", "woensdag", "donderdag", "vrijdag", "zaterdag", "zondag",
        ],
        .english: [
            "Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday",
        ],
    ]

    /// `6 augustus 2025`.
    func date(_ day: Day) -> String { day.date.words(in: language) ?? day.text }

    /// `woensdag 6 augustus 2025`; the year only when it is another than this one.
    func day(_ day: Day, year: Bool = false) -> String {
        let weekday = DutyDate(dayNumber: day.number).weekday
        let name = Self.weekdays[language]?[weekday - 1] ?? ""
        var date = date(day)
        if !year, day.date.year == today.date.year { date = String(date.dropLast(5)) }
        return "\(name) \(date)"
    }

    /// `vandaag`, `morgen`, `gisteren`, else the weekday with its date.
    func near(_ day: Day) -> String {
        switch day.number - today.number {
        case 0: text("vandaag", "today")
        case 1: text("morgen", "tomorrow")
        case -1: text("gisteren", "yesterday")
        default: self.day(day)
        }
    }

    /// `09.12` in Dutch, `09:12` in English; of the hour that October has twice, also which.
    func clock(_ instant: Instant) -> String {
        let local = instant.local
        func two(_ number: Int) -> String { number < 10 ? "0\(number)" : "\(number)" }
        let time = two(local.hour) + (isDutch ? "." : ":") + two(local.minute)
        let same = DutyLocalTime.moments(on: local.date, hour: local.hour, minute: local.minute)
        guard same.count > 1 else { return time }
        return time
            + (local.isSummerTime
                ? text(" (zomertijd)", " (summer time)") : text(" (wintertijd)", " (winter time)"))
    }

    /// `vandaag 12.00`, `zaterdag 9 augustus 10.05`.
    func moment(_ instant: Instant) -> String { "\(near(instant.day)) \(clock(instant))" }

    /// `woensdag 17 september 2025, 09.12 uur`.
    func fullMoment(_ instant: Instant) -> String {
        day(instant.day, year: true) + ", " + clock(instant) + text(" uur", "")
    }

    /// For the attribute of a `time`.
    func machine(_ instant: Instant) -> String { instant.text }

    /// `2 uur 48 minuten`, `3 dagen 4 uur`; seconds never: they only agitate.
    func duration(seconds: Double) -> String {
        let minutes = Int(max(0, seconds) / 60)
        let (days, hours, rest) = (minutes / 1440, minutes / 60 % 24, minutes % 60)
        let day = count(days, ("dag", "dagen"), ("day", "days"))
        let hour = count(hours, ("uur", "uur"), ("hour", "hours"))
        let minute = count(rest, ("minuut", "minuten"), ("minute", "minutes"))
        if days >= 3 { return day }
        if days > 0 { return hours > 0 ? "\(day) \(hour)" : day }
        if hours > 0 { return rest > 0 ? "\(hour) \(minute)" : hour }
        return minutes > 0 ? minute : text("minder dan een minuut", "less than a minute")
    }
}
