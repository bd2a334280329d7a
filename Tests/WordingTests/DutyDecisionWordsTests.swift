// SPDX-License-Identifier: EUPL-1.2

import Custody
import Testing
import Wording

@testable import Incidents

@Suite("What is said to follow from a decision about a duty")
struct DutyDecisionWordsTests {
    @Test(
        "is what the decision ends: no clock, one, or more, in both languages",
        arguments: DutyDecisionKind.allCases
    )
    func agreesWithWhatEnds(_ kind: DutyDecisionKind) {
        let rules =
            DutyRuleSet.standard + [
                DutyRuleSet.controllerNotice, DutyRuleSet.awareness,
            ]
        let ended = Set(rules.filter(kind.ends).map(\.id))
        let (english, dutch) = (
            kind.consequence(in: .english), kind.consequence(in: .dutch)
        )
        #expect(english.hasPrefix("Ends no clock") == dutch.hasPrefix("Beëindigt geen termijn"))
        #expect(english.hasPrefix("Ends ") || english.hasPrefix("Lets "))
        if english.hasPrefix("Ends no clock") || english.hasPrefix("Lets ") {
            #expect(ended.isEmpty)
        }
        let people = DutyRuleSet.personsNotice.id
        let authority = DutyRuleSet.authorityNotice.id
        if english.hasPrefix("Ends only the clock for telling people") {
            #expect(ended == [people])
        }
        if english.contains("nobody is told") {
            #expect(ended.isSuperset(of: [people, authority]))
        }
        #expect(
            ended.contains(people)
                == (ended.contains(authority) || english.contains("only the clock"))
        )
    }

    @Test("says how waiting for the police ends, when no end was given")
    func waitingWithoutAnEnd() {
        let open = DutyDecision(.lawEnforcementAsks, decidedAt: 1, by: "a", because: "b")
        let ended = DutyDecision(.lawEnforcementAsks, decidedAt: 1, until: 2, by: "a", because: "b")
        #expect(open.lines(takenBackWith: "take it back").last?.contains("take it back") == true)
        #expect(ended.lines(takenBackWith: "take it back").count == 1)
    }
}
