// SPDX-License-Identifier: EUPL-1.2

import Casework
import Custody
import Letters
import Printing
import Testing

/// Who had a letter about another incident is told that this is another one.
@Suite struct OtherIncidentTests {
    @Test
    func `only who was really written to about another incident reads that this is another one`()
        throws
    {
        let test = try PrintedCase([
            HeldAtThePlanTests.reader(1),
            HeldAtThePlanTests.reader(2) { $0.language = .english },
            HeldAtThePlanTests.reader(3) { $0.addressStatus = .noAddress },
        ])
        try test.disclose(["VB-1", "VB-2", "VB-3"], [.name, .address])
        try test.open()
        try test.freeze("first")
        _ = try test.plan("one")
        let first = try test.print("one").letters
        #expect(first.count == 2)
        #expect(!first.contains { $0.contains("ander datalek") || $0.contains("another data") })

        // The address is known by now; a second break-in at the same laboratory.
        try test.add([HeldAtThePlanTests.reader(3)])
        test.incident = "other"
        try test.open()
        try test.freeze("first")
        _ = try test.plan("two")
        let preview = try test.preview(.planned(incident: "other", wave: "two"))
        #expect(preview.texts.count { $0.truth.hadOtherIncident } == 2)
        let letters = try test.print("two").letters.map { $0.replacing("\n", with: " ") }
        #expect(letters.count == 3)
        #expect(letters.count { $0.contains("Wij schreven u eerder over een ander datalek.") } == 1)
        #expect(letters.count { $0.contains("We wrote to you before about another data") } == 1)
        #expect(letters.allSatisfy { !$0.contains("Wij schreven u hier al over") })
    }
}
