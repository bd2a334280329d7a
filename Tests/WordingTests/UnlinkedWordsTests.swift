// SPDX-License-Identifier: EUPL-1.2

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

    @Test func `what was set aside is said beside what could not be linked`() {
        let evidence = UnlinkedEvidence(records: ["ambiguous": 2], setAside: 1200)
        #expect(evidence.figure == "2")
        #expect(evidence.lines.count == 2)
        #expect(evidence.lines[1].hasPrefix("not read: 1,200 messages and rows"))
        #expect(!evidence.isEmpty)
        #expect(!UnlinkedEvidence(setAside: 1).isEmpty)
    }
}
