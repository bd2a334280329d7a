// SPDX-License-Identifier: EUPL-1.2

import Incidents
import Store
import Testing

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
}
