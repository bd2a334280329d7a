// SPDX-License-Identifier: EUPL-1.2

import Casework
import Custody
import Store
import Testing

@Suite struct AccountTests {
    private func set(
        _ cases: CaseStore,
        _ name: String,
        _ person: String?,
        _ roles: Set<OfficerRole>
    ) throws -> AccountStanding {
        try SetAccount(
            name: name,
            person: person,
            roles: roles,
            because: StatedReason("joins the team"),
            officer: cases.officer
        ).run(in: cases.store)
    }

    @Test func `an account has the roles that were recorded last, and ends when it has none`()
        throws
    {
        let cases = try CaseStore()
        _ = try set(cases, "noor", "Noor Terpstra", [.privacyOfficer, .auditor])
        #expect(
            try FindAccount("noor").run(in: cases.store)?.roles == [.privacyOfficer, .auditor]
        )
        #expect(try set(cases, "noor", nil, [.board]).person == "Noor Terpstra")
        #expect(try FindAccount("noor").run(in: cases.reader())?.roles == [.board])
        _ = try set(cases, "noor", nil, [])
        #expect(try FindAccount("noor").run(in: cases.store) == nil)
        #expect(try ListAccounts().run(in: cases.store).map(\.roles) == [[]])
    }

    @Test func `two accounts of one person are refused: an act says who did it`() throws {
        let cases = try CaseStore()
        _ = try set(cases, "noor", "Noor Terpstra", [.agent])
        #expect(throws: StoreError.alreadyThere(.accountOf(person: "Noor Terpstra"))) {
            try set(cases, "noor.t", "Noor Terpstra", [.board])
        }
        _ = try set(cases, "noor.t", "Noor T. Terpstra", [.board])
        #expect(try ListAccounts().run(in: cases.store).map(\.name) == ["noor", "noor.t"])
    }

    @Test(arguments: ["", "a", "Noor", "noor terpstra", "-noor", "noor/x", "nöor"])
    func `a name that cannot be typed at any keyboard, or is none, is refused`(name: String) throws
    {
        let cases = try CaseStore()
        #expect(throws: CaseworkError.accountNameRefused) { try set(cases, name, "X Y", [.agent]) }
        #expect(try ListAccounts().run(in: cases.store).isEmpty)
    }

    @Test func `an account never becomes somebody else's, also when it ended`() throws {
        let cases = try CaseStore()
        _ = try set(cases, "noor", "Noor Terpstra", [.agent])
        _ = try set(cases, "noor", "Noor Terpstra", [.board])
        for roles in [[], [OfficerRole.board]] as [Set<OfficerRole>] {
            _ = try set(cases, "noor", nil, roles)
            #expect(throws: CaseworkError.accountOfAnother("noor")) {
                try set(cases, "noor", "Karim Haddou", [.board])
            }
        }
        #expect(try ListAccounts().run(in: cases.store).map(\.person) == ["Noor Terpstra"])
    }

    @Test func `somebody must stand behind a name`() throws {
        let cases = try CaseStore()
        #expect(throws: CaseworkError.noAccount("noor")) { try set(cases, "noor", nil, [.agent]) }
        #expect(throws: CaseworkError.officerMissing) { try set(cases, "noor", "...", [.agent]) }
    }
}
