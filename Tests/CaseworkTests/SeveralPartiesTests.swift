// SPDX-License-Identifier: EUPL-1.2

import Casework
import Custody
import Store
import Testing

/// An incident at a supplier and its sub-processor: each person once, each party its own clocks.
struct SeveralPartiesTests {
    private let test: CaseStore
    private let sub = Party.ID(rawValue: "sub")

    init() throws {
        test = try CaseStore()
        try AddParty(
            Party(id: sub, name: "Scan Service"),
            role: .processor,
            from: Day(number: 0),
            officer: test.officer
        ).run(in: test.store)
        // Bert is known at both, Dora at the sub-processor only.
        try test.disclose(["VB-2", "VB-4"], [.name], .givenByUs, to: sub, on: 20_001)
    }

    private func open(_ parties: [Party.ID]) throws -> OpenIncident.Answer {
        try OpenIncident(reference: "case", parties: parties, officer: test.officer)
            .run(in: test.store)
    }

    @Test func `the register is of the data of all of them, each person once`() throws {
        let opened = try open([CaseStore.lab, sub])
        #expect(opened.version?.people == 4)
        let shown = try ShowIncident("case").run(in: test.reader())
        #expect(shown.parties == ["lab", "sub"])
        let why = try ExplainRow(
            incident: "case",
            person: .named("VB-2"),
            officer: test.officer,
            reason: test.reason
        ).run(in: test.reader())
        #expect(why.sources.count == 2, "one at each party")
        #expect(try freezeAgain().people == 4)
    }

    private func freezeAgain() throws -> RegisterVersion { try test.freeze("again") }

    @Test func `of one of them it is of that one`() throws {
        #expect(try open([sub]).version?.people == 2)
    }

    @Test func `each party has its own role and clocks`() throws {
        _ = try open([CaseStore.lab, sub])
        try SetRole(
            party: sub,
            role: .ownController,
            from: Day(number: 0),
            officer: test.officer
        ).run(in: test.store)
        let judged = try JudgeDuties(incident: "case", now: test.now).run(in: test.reader())
        #expect(judged.standings.map(\.party) == ["lab", "sub"])
        #expect(judged.standings.map(\.role) == [.processor, .ownController])
    }

    @Test func `a party twice, none, or one that nobody added is refused, and nothing recorded`()
        throws
    {
        #expect(throws: CaseworkError.partyTwice("sub")) { try open([sub, CaseStore.lab, sub]) }
        #expect(throws: CaseworkError.partyMissing) { try open([]) }
        let nobody = Party.ID(rawValue: "nobody")
        #expect(throws: CaseworkError.noParty("nobody", known: ["lab", "sub"])) {
            try open([sub, nobody])
        }
        #expect(try ListIncidents().run(in: test.reader()).isEmpty)
    }
}
