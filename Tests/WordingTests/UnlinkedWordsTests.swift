// SPDX-License-Identifier: EUPL-1.2

import Custody
import Store
import Testing

@testable import Wording

/// What is in no count of people is said beside it, with its reasons.
@Suite struct UnlinkedWordsTests {
    @Test func `where all was linked nothing is said`() {
        #expect(UnlinkedEvidence().lines.isEmpty)
        #expect(UnlinkedEvidence().figure == "0")
    }

    @Test func `samples that wait stand in the figure too`() {
        let evidence = UnlinkedEvidence(records: ["ambiguous": 1200], waitingSamples: 3)
        #expect(evidence.figure == "1,200 + 3 samples")
        #expect(evidence.lines.count == 2)
        #expect(evidence.lines[0].hasSuffix("(more than one person fits: 1,200)"))
        #expect(evidence.lines[1].contains("3 sample numbers"))
    }

    @Test func `other people who are named are said by kind, and in no figure of messages`() {
        let evidence = UnlinkedEvidence(otherPeople: [
            "nextOfKin": MentionCount(messages: 1, mentions: 2),
            "participant": MentionCount(messages: 1200, mentions: 1300),
        ])
        #expect(evidence.figure == "0")
        #expect(
            evidence.lines == [
                "not counted: other people named in messages, not linked (who takes part: 1,300 in 1,200 "
                    + "messages; next of kin: 2 in 1 message)"
            ]
        )
        #expect(!evidence.isEmpty)
    }

    @Test func `what was set aside is said beside what could not be linked`() {
        let evidence = UnlinkedEvidence(records: ["ambiguous": 2], setAside: 1200)
        #expect(evidence.figure == "2")
        #expect(evidence.lines.count == 2)
        #expect(evidence.lines[1].hasPrefix("not read: 1,200 messages and rows"))
        #expect(!evidence.isEmpty)
        #expect(!UnlinkedEvidence(setAside: 1).isEmpty)
    }
}
