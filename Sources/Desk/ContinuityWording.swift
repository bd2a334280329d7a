// SPDX-License-Identifier: EUPL-1.2

import Casework
import Custody
import Incidents

/// What was done about a party that is suspended, in a line of the timeline.
enum ContinuityWording {
    static func said(_ done: ShowTimeline.Done, _ words: Words) -> (text: String, note: String) {
        switch done {
        case .partySuspended(let party, let orderedBy, let because):
            (
                words.text(
                    "\(words.name(party)) opgeschort, in opdracht van \(orderedBy).",
                    "\(words.name(party)) suspended, by order of \(orderedBy)."
                ), because
            )
        case .conditionAdded(let party, let number, let text):
            (
                words.text(
                    "Voorwaarde \(number) voor hervatten van \(words.name(party)):",
                    "Condition \(number) for resuming \(words.name(party)):"
                ), text
            )
        case .conditionJudged(let party, let number, let isMet, let reference):
            (
                isMet
                    ? words.text(
                        "Aan voorwaarde \(number) voor hervatten van \(words.name(party)) is voldaan. Bewijs: \(reference).",
                        "Condition \(number) for resuming \(words.name(party)) is met. Proof: \(reference)."
                    )
                    : words.text(
                        "Aan voorwaarde \(number) voor hervatten van \(words.name(party)) is niet voldaan: \(reference).",
                        "Condition \(number) for resuming \(words.name(party)) is not met: \(reference)."
                    ), ""
            )
        case .partyResumed(let party, let unmet, let second, let because):
            (
                words.text(
                    "\(words.name(party)) hervat, met \(second)\(unmet == 0 ? "" : ", terwijl \(unmet) van de voorwaarden nog open \(unmet == 1 ? "was" : "waren")").",
                    "\(words.name(party)) resumed, with \(second)\(unmet == 0 ? "" : ", while \(unmet) of the conditions \(unmet == 1 ? "was" : "were") still open")."
                ), because
            )
        case .resultsExamined(let party, let finding, let examiner, let scope):
            (
                words.text(
                    "Uitslagen van \(words.name(party)) onderzocht door \(examiner): \(small(finding, words)). Onderzocht: \(scope).",
                    "Results of \(words.name(party)) examined by \(examiner): \(small(finding, words)). Examined: \(scope)."
                ), ""
            )
        default: ("", "")
        }
    }

    /// The title of a finding within a sentence.
    static func small(_ finding: ResultsFinding, _ words: Words) -> String {
        let title = finding.title(in: words.language)
        return title.prefix(1).lowercased() + title.dropFirst()
    }
}
