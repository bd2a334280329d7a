// SPDX-License-Identifier: EUPL-1.2

import Casework
import Custody
import Incidents

/// The clock of a notification in sentences: when it began, when it ends and how that is counted, to whom
/// it goes; and of that of a breach how late the processor was, and what its agreement says of that.
struct NoticeClock {
    let draft: DraftNotice.Answer
    let frame: IncidentPages.Frame
    let words: Words

    init(_ draft: DraftNotice.Answer, _ frame: IncidentPages.Frame, _ words: Words) {
        self.draft = draft
        self.frame = frame
        self.words = words
    }

    var html: HTML {
        var rows = draft.duty.map(facts) ?? []
        if draft.notice == .dataBreach {
            rows += frame.duties.standings.compactMap { standing in
                standing.party.flatMap { lateness($0, standing) }
            }
        }
        return rows.isEmpty ? "" : Piece.facts(rows)
    }

    private func facts(_ duty: JudgeDuties.Duty) -> [(String, HTML)] {
        let wording = DutyWording(duty, words)
        var rows: [(String, HTML)] = [(words.text("Grond", "Ground"), "\(wording.source)")]
        if let names = duty.recipientNames(in: words.language) {
            rows.append((words.text("Aan wie", "To whom"), "\(words.capital(words.list(names)))"))
            rows.append(
                (
                    words.text("Langs welke weg", "By which way"),
                    duty.channel.map { "\($0)" }
                        ?? words(
                            "Niemand legde vast waar u meldt.",
                            "Nobody recorded where you file."
                        )
                )
            )
        }
        if let start = duty.startsAt {
            rows.append((words.text("Begon", "Began"), Piece.time(start, words)))
        }
        if let due = duty.dueAt {
            let notes = wording.countingNotes.map { " \($0)" as HTML }
            rows.append(
                (words.text("Uiterlijk", "Due"), "\(Piece.time(due, words)).\(notes)")
            )
        }
        return rows
    }

    // MARK: - How late the processor was

    /// Nil of a party that is no processor.
    private func lateness(_ party: String, _ standing: JudgeDuties.Standing) -> (String, HTML)? {
        let notice = DutyRuleSet.processorNotice.id.rawValue
        guard let told = standing.duties.first(where: { $0.duty == notice }) else { return nil }
        return (
            words.name(party),
            "\(telling(told)) \(agreement(standing))"
        )
    }

    private func telling(_ duty: JudgeDuties.Duty) -> HTML {
        switch (duty.startsAt, duty.metAt) {
        case (nil, nil):
            return words(
                "Er is niet vastgelegd wanneer het dit ontdekte en wanneer het dit vertelde.",
                "It is not recorded when it found out and when it told us."
            )
        case (nil, let met?):
            return words(
                "Vertelde het \(words.moment(met)). Wanneer het dit ontdekte, is niet vastgelegd: vraag het.",
                "Told us \(words.moment(met)). When it found out is not recorded: ask."
            )
        case (let found?, nil):
            return words(
                "Ontdekte het \(words.moment(found)). Dat het dit vertelde, is niet vastgelegd.",
                "Found out \(words.moment(found)). That it told us is not recorded."
            )
        case (let found?, let met?):
            let span = words.duration(
                seconds: Double(max(0, met.milliseconds - found.milliseconds)) / 1000
            )
            return words(
                "Vertelde het \(words.moment(met)), \(span) nadat het dit ontdekte.",
                "Told us \(words.moment(met)), \(span) after it found out."
            )
        }
    }

    private func agreement(_ standing: JudgeDuties.Standing) -> HTML {
        for hint in standing.hints {
            switch hint {
            case .noAgreement:
                return words(
                    "Er gold toen geen overeenkomst. De wet vraagt: zonder onnodige vertraging.",
                    "No agreement was in force then. The law asks: without undue delay."
                )
            case .noHoursAgreed(let version):
                return words(
                    "Overeenkomst \(version) noemt geen uren. De wet vraagt: zonder onnodige vertraging.",
                    "Agreement \(version) names no hours. The law asks: without undue delay."
                )
            default: continue
            }
        }
        guard let agreed = standing.duties.first(where: { $0.law == "agreement" }) else {
            return ""
        }
        guard let start = agreed.startsAt, let due = agreed.dueAt else {
            return words(
                "Overeenkomst \(agreed.article) noemt een aantal uren.",
                "Agreement \(agreed.article) names a number of hours."
            )
        }
        let hours = words.number(Int((due.milliseconds - start.milliseconds) / 3_600_000))
        let asked = words(
            "Overeenkomst \(agreed.article) geeft \(hours) uur, tot \(words.moment(due)):",
            "Agreement \(agreed.article) gives \(hours) hours, until \(words.moment(due)):"
        )
        guard let late = agreed.lateSeconds, late > 0 else {
            return
                "\(asked) \(agreed.state == .met ? words.text("op tijd.", "in time.") : words.text("de tijd loopt.", "the time runs."))"
        }
        let span = words.duration(seconds: late)
        return "\(asked) <strong>\(words("\(span) te laat.", "\(span) late."))</strong>"
    }
}
