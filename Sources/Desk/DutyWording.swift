// SPDX-License-Identifier: EUPL-1.2

import Casework
import Custody
import Incidents

/// A duty with its clock in words.
struct DutyWording {
    let duty: JudgeDuties.Duty
    let words: Words

    init(_ duty: JudgeDuties.Duty, _ words: Words) {
        self.duty = duty
        self.words = words
    }

    /// Whose it is: ours, or the party's.
    func bearer(_ party: String?) -> String {
        switch duty.bearer {
        case .processor: party.map(words.name) ?? duty.bearer.name(in: words.language)
        // Of the Cyberbeveiligingswet, each organisation has its own.
        case .entity where party != nil:
            party.map(words.name) ?? ""
        case .controller, .entity, .ourselvesAsProcessor:
            words.text("wij, als ", "we, as ") + duty.bearer.name(in: words.language)
        }
    }

    /// Where it stands: a word, and whether somebody must act.
    var state: HTML {
        switch duty.state {
        case .overdue: Piece.tag(words.text("Te laat", "Overdue"), .bad)
        case .met: done
        case .running: Piece.tag(words.text("Loopt", "Running"), .wait)
        case .waiting: Piece.tag(words.text("Wacht", "Waits"), .wait)
        case .notStarted: Piece.tag(words.text("Nog niet begonnen", "Not started"))
        case .ended: Piece.tag(words.text("Vervallen", "Ended"))
        case .notInForce: Piece.tag(words.text("Niet van kracht", "Not in force"))
        }
    }

    /// In time is said only where the law gives a number, and the start is known.
    private var done: HTML {
        if (duty.lateSeconds ?? 0) > 0 {
            return Piece.tag(words.text("Te laat gedaan", "Done late"), .bad)
        }
        return duty.dueAt == nil
            ? Piece.tag(words.text("Gedaan", "Done"))
            : Piece.tag(words.text("Op tijd", "In time"), .ok)
    }

    /// How long it took, where nothing says how long it may take.
    private var undueDelay: HTML? {
        guard duty.dueAt == nil, let met = duty.metAt else { return nil }
        guard let start = duty.startsAt else {
            return words(
                "Of dat op tijd was, is niet te zeggen: wanneer het begon, is niet vastgelegd.",
                "Whether in time cannot be said: when it began is not recorded."
            )
        }
        let seconds = Double(met.milliseconds - start.milliseconds) / 1000
        guard seconds >= 3600 else { return nil }
        let span = words.duration(seconds: seconds)
        return words(
            "Na \(span). Of dat zonder onnodige vertraging was, zegt de wet niet in uren: dat beoordelen mensen.",
            "After \(span). Whether that was without undue delay the law does not say in hours: people judge it."
        )
    }

    /// What is left, in large: it stands before the task.
    var left: HTML {
        if duty.state == .met, let met = duty.metAt {
            return """
                \(words("Gedaan", "Done")) <span class="hint">\(words.moment(met))</span>
                """
        }
        guard let due = duty.dueAt, duty.state == .running || duty.state == .overdue else {
            return duty.state == .running
                ? words(
                    "<strong>Loopt</strong> <span class=\"hint\">zonder onnodige vertraging</span>",
                    "<strong>Running</strong> <span class=\"hint\">without undue delay</span>"
                ) : "<span class=\"hint\">\(duty.state.name(in: words.language))</span>"
        }
        let seconds = Double(due.milliseconds - words.now) / 1000
        let span =
            seconds >= 0
            ? words.duration(seconds: seconds)
            : words.duration(seconds: -seconds) + words.text(" te laat", " late")
        return "<strong>\(span)</strong> <span class=\"hint\">\(words.moment(due))</span>"
    }

    /// What stands under the name of the duty.
    func detail(_ party: String?) -> HTML {
        var parts: [HTML] = ["\(words.capital(bearer(party)))."]
        switch duty.state {
        case .met:
            if let undueDelay { parts.append(undueDelay) }
            if let due = duty.dueAt, let met = duty.metAt {
                let seconds = Double(due.milliseconds - met.milliseconds) / 1000
                parts.append(
                    seconds >= 0
                        ? words(
                            "\(words.duration(seconds: seconds)) vóór het einde van de termijn, \(words.moment(due)).",
                            "\(words.duration(seconds: seconds)) before the end of the period, \(words.moment(due))."
                        )
                        : words(
                            "\(words.duration(seconds: -seconds)) na het einde van de termijn, \(words.moment(due)).",
                            "\(words.duration(seconds: -seconds)) after the end of the period, \(words.moment(due))."
                        )
                )
            }
        case .running, .overdue:
            if let told = duty.told {
                parts.append(
                    words(
                        "\(words.number(told.told)) van \(words.number(told.people)) mensen zijn ingelicht.",
                        "\(words.number(told.told)) of \(words.number(told.people)) people were told."
                    )
                )
            }
            parts += countingNotes
        case .ended, .waiting:
            if let decision = duty.decision {
                parts.append(
                    words(
                        "Besluit van \(decision.by), \(words.moment(decision.decidedAt)): \(decision.because)",
                        "Decided by \(decision.by), \(words.moment(decision.decidedAt)): \(decision.because)"
                    )
                )
            }
        case .notStarted:
            parts.append(
                words(
                    "Begint als het moment is vastgelegd waarop zij begint.",
                    "Begins once the moment is recorded at which it begins."
                )
            )
        case .notInForce: break
        }
        return parts.joined(" ")
    }

    /// How the end of a period in hours is counted, where people expect something else.
    var countingNotes: [HTML] {
        guard isInHours else { return [] }
        return [weekendNote, clockChangeNote].compactMap(\.self)
    }

    /// By its length: a month is longer, and working days end at midnight.
    private var isInHours: Bool {
        guard let start = duty.startsAt, let due = duty.dueAt else { return false }
        return due.milliseconds - start.milliseconds <= 96 * 3_600_000
    }

    /// Hours pass while the clock is put back or forward, and the clock shows another time than expected.
    private var clockChangeNote: HTML? {
        guard let start = duty.startsAt, let due = duty.dueAt,
            start.local.isSummerTime != due.local.isSummerTime
        else { return nil }
        let hours = words.number(Int((due.milliseconds - start.milliseconds) / 3_600_000))
        return start.local.isSummerTime
            ? words(
                "De klok gaat ertussen een uur terug: \(hours) uur is op de klok een uur vroeger.",
                "The clock is put back an hour in between: \(hours) hours end an hour earlier on the clock."
            )
            : words(
                "De klok gaat ertussen een uur vooruit: \(hours) uur is op de klok een uur later.",
                "The clock is put forward an hour in between: \(hours) hours end an hour later on the clock."
            )
    }

    /// A period in hours does not stop for a weekend, and people think it does.
    private var weekendNote: HTML? {
        guard let due = duty.dueAt, DutyDate(dayNumber: due.day.number).weekday > 5 else {
            return nil
        }
        return words(
            "De termijn eindigt in het weekend: een termijn in uren loopt door.",
            "The period ends in a weekend: a period in hours goes on."
        )
    }

    /// `AVG artikel 33(1)`.
    var source: String {
        switch duty.law {
        case "GDPR": words.text("AVG artikel \(duty.article)", "GDPR article \(duty.article)")
        case "agreement":
            words.text("verwerkersovereenkomst \(duty.article)", "agreement \(duty.article)")
        default:
            words.text("\(duty.law) artikel \(duty.article)", "\(duty.law) article \(duty.article)")
        }
    }
}
