// SPDX-License-Identifier: EUPL-1.2

import Casework
import Custody
import Incidents

/// The clock of a notification in sentences: when it began, when it ends and how that is counted, to whom
/// it goes.
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
        guard draft.notice.isOfCyberAct, let duty = draft.duty else { return "" }
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
            rows.append((words.text("Uiterlijk", "Due"), Piece.time(due, words)))
        }
        return Piece.facts(rows)
    }
}
