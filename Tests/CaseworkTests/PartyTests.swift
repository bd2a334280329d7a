// SPDX-License-Identifier: EUPL-1.2

import Casework
import Custody
import Foundation
import Store
import Testing

@Suite struct PartyTests {
    private let test: CaseStore

    init() throws { test = try CaseStore() }

    private func add(_ id: String) throws {
        try AddParty(
            Party(id: Party.ID(rawValue: id), name: "Drukkerij"),
            role: .processor,
            from: Day(number: 20_000),
            officer: test.officer
        ).run(in: test.store)
    }

    private func agree(
        _ version: String,
        hours: Int? = nil,
        months: Int? = nil,
        with party: Party.ID = CaseStore.lab
    ) throws {
        try AddAgreement(
            party: party,
            version: version,
            from: Day(number: 17_000),
            incidentHours: hours,
            keepMonths: months,
            officer: test.officer
        ).run(in: test.store)
    }

    @Test func `a role holds from its day on`() throws {
        try add("printer-2")
        func role(on day: Int) throws -> PartyRole? {
            try ListParties(on: Day(number: day)).run(in: try test.reader()).last?.role
        }
        #expect(try role(on: 19_999) == nil)
        #expect(try role(on: 20_000) == .processor)
        try SetRole(
            party: Party.ID(rawValue: "printer-2"),
            role: .disputed,
            from: Day(number: 20_100),
            officer: test.officer
        ).run(in: test.store)
        #expect(try role(on: 20_099) == .processor)
        #expect(try role(on: 20_100) == .disputed)
    }

    @Test func `how a party is called in messages is listed, and a code of nothing is refused`()
        throws
    {
        func set(_ code: String) throws {
            try SetPartyCode(
                code,
                of: CaseStore.lab,
                because: StatedReason("told by them"),
                officer: test.officer
            ).run(in: test.store)
        }
        try set("LIMS-2")
        let listed = try ListParties(on: Day(number: 20_000)).run(in: try test.reader())
        #expect(listed.map(\.codes) == [["LIMS-2"]])
        #expect(throws: CaseworkError.codeRefused) { try set("  ") }
    }

    @Test func `a name that was typed wrong is put right wherever it stands`() throws {
        try RenameParty(
            CaseStore.lab,
            to: "Laboratorium Vlietzicht B.V.",
            because: StatedReason("typed wrong"),
            officer: test.officer
        ).run(in: test.store)
        try add("printer-2")
        let today = Day(number: 20_400)
        #expect(
            try ListParties(on: today).run(in: test.reader()).map(\.name)
                == ["Laboratorium Vlietzicht B.V.", "Drukkerij"]
        )
        let exposure = try ShowExposure(party: CaseStore.lab, today: today, recounts: true)
            .run(in: test.reader())
        #expect(exposure.map(\.name) == ["Laboratorium Vlietzicht B.V."])
        #expect(throws: CaseworkError.noParty("other", known: ["lab", "printer-2"])) {
            try RenameParty(
                Party.ID(rawValue: "other"),
                to: "Anders",
                because: StatedReason("typed wrong"),
                officer: test.officer
            ).run(in: test.store)
        }
    }

    @Test(arguments: ["", "a b", "lab/2", "lab\n", "../x"])
    func `a short name is letters, digits and hyphens`(id: String) {
        #expect(throws: CaseworkError.partyIDRefused(id)) { try add(id) }
    }

    @Test func `a party is added once, and only then has roles and agreements`() throws {
        #expect(throws: StoreError.alreadyThere(.party(Party.ID(rawValue: "lab")))) {
            try add("lab")
        }
        let other = Party.ID(rawValue: "other")
        let refusal = CaseworkError.noParty("other", known: ["lab"])
        #expect(throws: refusal) { try agree("v1", with: other) }
        #expect(throws: refusal) {
            try SetRole(
                party: other,
                role: .disputed,
                from: Day(number: 0),
                officer: test.officer
            ).run(in: test.store)
        }
    }

    @Test func `an agreement has terms that can be`() throws {
        for hours in [0, -1, 8785] {
            #expect(throws: CaseworkError.incidentHoursRefused(hours)) {
                try agree("v1", hours: hours)
            }
        }
        for months in [0, 1201] {
            #expect(throws: CaseworkError.keepMonthsRefused(months)) {
                try agree("v1", months: months)
            }
        }
        try agree("v1", hours: 8784, months: 1200)
        #expect(
            throws: StoreError.alreadyThere(.agreement(version: "v1")),
            "a version is recorded once"
        ) { try agree("v1") }
        try agree("v2")
        #expect(
            try ListParties(on: Day(number: 0)).run(in: test.store)[0].agreements == ["v1", "v2"]
        )
    }

    @Test func `exposure says who has what, and a recount agrees`() throws {
        let today = Day(number: 20_400)
        let items = try ShowExposure(today: today, recounts: true).run(in: test.reader())
        #expect(items.map(\.party) == ["lab"])
        #expect(items[0].people == 3 && items[0].disclosures == 3 && items[0].unlinked.isEmpty)
        #expect(items[0].first == Day(number: 16_000) && items[0].last == Day(number: 20_000))
        #expect(items[0].peoplePerOrigin == ["givenByUs": 2, "givenByThirdParty": 1])
        #expect(items[0].peoplePerCategory == ["name": 3, "testResult": 2, "address": 1])
        try add("printer")
        #expect(
            try ShowExposure(party: CaseStore.lab, today: today).run(in: test.store).count == 1
        )
        #expect(throws: CaseworkError.noParty("other", known: ["lab", "printer"])) {
            try ShowExposure(party: Party.ID(rawValue: "other"), today: today).run(in: test.store)
        }
    }
}
