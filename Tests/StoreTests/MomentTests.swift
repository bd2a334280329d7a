// SPDX-License-Identifier: EUPL-1.2

import Incidents
import Testing
import Verification

@testable import Store

/// The store itself refuses a moment that cannot be, whoever records it.
struct MomentTests {
    private let test: TestStore

    init() throws { test = try TestStore() }

    private static let hour: Int64 = 3_600_000

    private func record(
        _ moment: DutyMoment,
        hoursAgo: Int64,
        _ incident: IncidentFact
    ) throws {
        let act = test.act()
        try test.store.record(
            GivenMoment(moment, happenedAt: act.at - hoursAgo * Self.hour),
            of: incident,
            act: act
        )
    }

    @Test func `what has not happened, or came before what it follows from, is not recorded`()
        throws
    {
        let incident = try test.openIncident()
        try record(.processorToldController, hoursAgo: 5, incident)
        for (moment, hoursAgo, doubt) in [
            (.controllerAware, -1, .inTheFuture(.controllerAware)),
            (
                .processorDiscovered, 4,
                .impossible(.processorToldController, before: .processorDiscovered)
            ),
        ] as [(DutyMoment, Int64, DutyMomentDoubt)] {
            let entries = try test.store.entryCount
            #expect(throws: StoreError.refused(.moment(doubt))) {
                try record(moment, hoursAgo: hoursAgo, incident)
            }
            #expect(try test.store.entryCount == entries)
        }
        // Only odd, and so taken: an authority may be told before anybody is certain.
        try record(.controllerAware, hoursAgo: 1, incident)
        try record(.authorityNotified, hoursAgo: 2, incident)
        try record(.processorDiscovered, hoursAgo: 6, incident)
        #expect(try test.store.moments(of: incident).count == 4)
        let moments = try test.store.dutyMoments(of: incident)
        #expect(moments[.processorDiscovered] == test.clock - 6 * Self.hour)
    }

    @Test func `an incident is not opened with moments that cannot be`() throws {
        let act = test.act()
        func open(_ moments: [GivenMoment]) throws -> IncidentFact {
            try test.store.openIncident(
                reference: "second",
                title: "Hack",
                party: .lab,
                said: "",
                moments: moments,
                act: act
            )
        }
        let doubt = DutyMomentDoubt.impossible(
            .processorToldController,
            before: .processorDiscovered
        )
        #expect(throws: StoreError.refused(.moment(doubt))) {
            try open([
                GivenMoment(.processorToldController, happenedAt: act.at - 2),
                GivenMoment(.processorDiscovered, happenedAt: act.at - 1),
            ])
        }
        #expect(try test.store.incidents.isEmpty)
        #expect(try open([GivenMoment(.processorDiscovered, happenedAt: act.at)]).number == 1)
    }

    private func retract(_ fact: RetractionFact) throws {
        try test.store.commit(test.act()) { _, db, entries in try entries.record(db, [fact]) }
    }

    @Test func `a counter-entry verifies, and one that names nothing that stands does not`() throws
    {
        let incident = try test.openIncident()
        try record(.controllerAware, hoursAgo: 2, incident)
        try record(.controllerAware, hoursAgo: 1, incident)
        let told = test.act()
        try test.store.record(
            outsideReport: .policeReport,
            to: "the police",
            from: told.at,
            to: told.at,
            reference: "PL-1",
            evidence: nil,
            because: "a crime",
            of: incident,
            act: told
        )
        try test.store.takeBack(
            "policeReport",
            of: incident,
            party: nil,
            because: "not sent",
            act: test.act()
        )
        #expect(try test.store.outsideReports(of: incident).last?.takenBack?.because == "not sent")
        let act = test.act()
        try test.store.takeBack(
            "controllerAware",
            of: incident,
            party: nil,
            because: "typed wrongly",
            act: act
        )
        #expect(try LedgerVerifier(folder: test.folder).verify().findings == [])
        let record = try test.store.dutyRecord(of: incident)
        #expect(record.moments.map { $0.recorded.takenBack != nil } == [false, true])
        let taken = try #require(record.moments.last?.entry)
        // Twice, of another incident, of another name, and before it was there.
        for (number, entry, what) in [
            (incident.number, taken, "controllerAware"),
            (9, try #require(record.moments.first?.entry), "controllerAware"),
            (incident.number, try #require(record.moments.first?.entry), "noBreach"),
            (incident.number, 999, "controllerAware"),
        ] {
            try retract(
                RetractionFact(
                    incident: number,
                    entry: entry,
                    what: what,
                    by: "officer",
                    because: "test"
                )
            )
        }
        let findings = try LedgerVerifier(folder: test.folder).verify().findings
        #expect(findings.count == 4 && findings.allSatisfy { $0.kind == .row })
    }
}
