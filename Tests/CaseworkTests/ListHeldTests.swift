// SPDX-License-Identifier: EUPL-1.2

import Casework
import Custody
import Letters
import Testing

@Suite struct ListHeldTests {
    @Test func `who is held is listed with the lane, and a wave that is not there has no list`()
        throws
    {
        let test = try CaseStore()
        var hidden = CaseStore.person("VB-2", "Tweelink")
        hidden.secrecy = 7
        try test.add([hidden])
        try test.open()
        _ = try test.plan("one", .everyone)
        func list(_ wave: String) throws -> [ListHeld.Held] {
            try ListHeld(
                incident: "case",
                wave: wave,
                lanes: [.safety],
                officer: test.officer,
                reason: test.reason
            ).run(in: test.store)
        }
        let held = try list("one")
        #expect(held.map(\.lane) == [.safety])
        #expect(try held.map(\.number) == [test.number("VB-2")])
        #expect(throws: CaseworkError.noWave("two")) { try list("two") }
    }
}
