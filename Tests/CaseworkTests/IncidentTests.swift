// SPDX-License-Identifier: EUPL-1.2

import Casework
import Custody
import Foundation
import Incidents
import Store
import Testing

@Suite struct IncidentTests {
    private let test: CaseStore

    init() throws { test = try CaseStore() }

    private func moment(_ name: DutyMoment, hoursAgo: Int64, note: String = "as was decided")
        -> GivenMoment
    {
        GivenMoment(name, happenedAt: test.now - hoursAgo * 3_600_000, note: note)
    }

    @Test func `an incident begins with everyone in version 1`() throws {
        let opened = try test.open("case", moment(.processorToldController, hoursAgo: 1))
        #expect(opened.outcome == .opened)
        #expect(opened.doubts.isEmpty)
        let version = try #require(opened.version)
        #expect(version.name == OpenIncident.firstVersion && version.version == 1)
        #expect(version.people == 3 && version.people(.cannotBeExcluded) == 3)
        #expect(version.reportedOrWorse == 0 && !version.isPublished)
    }

    @Test func `it can be opened once, and the second time nothing is recorded`() throws {
        let first = try test.open()
        let entries = try test.store.entryCount
        let again = try test.open("case", moment(.controllerAware, hoursAgo: 1))
        #expect(again.outcome == .wasThere)
        #expect(again.version == first.version)
        #expect(try test.store.entryCount == entries)
        #expect(try ShowIncident("case").run(in: test.store).moments.isEmpty)
    }

    @Test func `after an interruption it goes on, as of its own opening`() throws {
        let incident = try test.store.openIncident(
            reference: "case",
            title: "Hack",
            party: CaseStore.lab,
            said: "",
            act: Act(by: "test", at: test.now)
        )
        let atOpening = try test.store.entriesAtOpening(of: incident)
        try test.disclose(["VB-4"], [.name], .givenByUs, on: 20_100)
        let answer = try test.open()
        #expect(answer.outcome == .wentOn)
        #expect(answer.version?.asOfEntries == atOpening)
        #expect(answer.version?.people == 3, "what came after the opening is not in version 1")
    }

    @Test func `a party that nobody added is refused, and with it the incident`() throws {
        let other = Party.ID(rawValue: "other")
        #expect(throws: CaseworkError.noParty("other", known: ["lab"])) {
            try OpenIncident(reference: "case", parties: [other], officer: test.officer)
                .run(in: test.store)
        }
        #expect(throws: CaseworkError.partyMissing) {
            try OpenIncident(reference: "case", parties: [], officer: test.officer)
                .run(in: test.store)
        }
        #expect(try ListIncidents().run(in: test.store).isEmpty)
    }

    @Test func `moments that cannot be are refused before anything is recorded`() throws {
        let future = moment(.processorToldController, hoursAgo: -2)
        #expect(throws: CaseworkError.momentRefused(.inTheFuture(.processorToldController))) {
            try test.open("case", future)
        }
        #expect(
            throws: CaseworkError.momentRefused(
                .impossible(.processorToldController, before: .processorDiscovered)
            )
        ) {
            try test.open(
                "case",
                moment(.processorDiscovered, hoursAgo: 1),
                moment(.processorToldController, hoursAgo: 2)
            )
        }
        #expect(try ListIncidents().run(in: test.store).isEmpty)
    }

    @Test func `what is only odd stands, and is said`() throws {
        let opened = try test.open(
            "case",
            moment(.controllerAware, hoursAgo: 3),
            moment(.processorToldController, hoursAgo: 2)
        )
        #expect(opened.doubts == [.odd(.controllerAware, before: .processorToldController)])
        #expect(try ShowIncident("case").run(in: test.store).moments.count == 2)
    }

    @Test func `a moment is recorded beside the others, and judged beside them`() throws {
        try test.open("case", moment(.processorDiscovered, hoursAgo: 5))
        func record(_ moment: GivenMoment) throws -> RecordMoment.Answer {
            try RecordMoment(incident: "case", moment: moment, officer: test.officer)
                .run(in: test.store)
        }
        let told = try record(moment(.processorToldController, hoursAgo: 2, note: "by telephone"))
        #expect(told.doubts.isEmpty)
        #expect(
            throws: CaseworkError.momentRefused(
                .impossible(.processorToldController, before: .processorDiscovered)
            )
        ) { try record(moment(.processorToldController, hoursAgo: 6)) }
        let aware = try record(moment(.controllerAware, hoursAgo: 3))
        #expect(aware.doubts == [.odd(.controllerAware, before: .processorToldController)])
        let shown = try ShowIncident("case").run(in: test.store)
        #expect(
            shown.moments.map(\.moment)
                == ["processorDiscovered", "processorToldController", "controllerAware"]
        )
        #expect(shown.moments[1].note == "by telephone")
        #expect(shown.moments[1].by == "privacy officer")
        #expect(throws: CaseworkError.noIncident("other")) {
            try RecordMoment(
                incident: "other",
                moment: moment(.controllerAware, hoursAgo: 1),
                officer: test.officer
            ).run(in: test.store)
        }
    }

    @Test func `the timeline shows what is known, also to somebody who only reads`() throws {
        try test.open()
        try test.list("list-1", of: ["VB-1"], unresolved: 2)
        let shown = try ShowIncident("case").run(in: test.reader())
        #expect(shown.parties == ["lab"] && shown.said == "Files were copied")
        let list = try #require(shown.statements.first)
        #expect(list.records == 3 && list.unresolved == 2 && !list.isWithdrawn)
        #expect(shown.versions.map(\.name) == ["opening"])
        let listed = try ListIncidents().run(in: try test.reader())
        #expect(listed.map(\.reference) == ["case"])
        #expect(listed.first?.people == 3)
        #expect(throws: CaseworkError.noIncident("other")) {
            try ShowIncident("other").run(in: test.store)
        }
    }

    @Test func `answers travel as documents`() throws {
        try test.open("case", moment(.processorToldController, hoursAgo: 1))
        let shown = try ShowIncident("case").run(in: test.store)
        let data = try JSONEncoder().encode(shown)
        let back = try JSONDecoder().decode(ShowIncident.Answer.self, from: data)
        #expect(back.versions == shown.versions && back.statements == shown.statements)
    }
}
