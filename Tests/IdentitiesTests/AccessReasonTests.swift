// SPDX-License-Identifier: EUPL-1.2

import Identities
import Testing

/// A reason that exists is complete.
@Suite struct AccessReasonTests {
    private func make(user: String = "officer", reason: String = "call 17 of the desk") throws {
        _ = try AccessReason(
            user: user,
            purpose: "test",
            caseReference: "case",
            reason: reason,
            at: 0
        )
    }

    @Test(arguments: ["because", "zaak 17/a: é", "opgebeld", "x y z"])
    func `a reason in words is taken`(reason: String) {
        #expect(throws: Never.self) { try make(reason: reason) }
    }

    @Test(arguments: ["", " ", ".", "''", "17", "ab", "...", "-- 12 --"])
    func `a reason without words is refused`(reason: String) {
        #expect(throws: AccessReason.Refusal.noWords) { try make(reason: reason) }
    }

    @Test(arguments: [
        "\n", "call\nof the desk", "call\u{1B}[2J", "call \u{202E}kses", "a\u{2028}bcd",
    ])
    func `a reason of several lines, or with marks that a terminal obeys, is refused`(
        reason: String
    ) {
        #expect(throws: AccessReason.Refusal.control(.reason)) { try make(reason: reason) }
    }

    @Test(arguments: ["", "  ", "''", "\u{A0}", "."])
    func `an officer has a name`(user: String) {
        #expect(throws: AccessReason.Refusal.blank(.user)) { try make(user: user) }
    }

    @Test func `a name is no document`() {
        #expect(throws: AccessReason.Refusal.tooLong(.user)) {
            try make(user: String(repeating: "n", count: 501))
        }
        #expect(throws: Never.self) { try make(user: String(repeating: "n", count: 500)) }
    }
}
