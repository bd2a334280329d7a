// SPDX-License-Identifier: EUPL-1.2

import Casework
import Custody
import Incidents
import Store
import Testing

/// The clocks of every incident at a glance.
@Suite struct ClockOverviewTests {
    private let test: CaseStore

    init() throws { test = try CaseStore() }

    private func clocks(hoursLater: Int64 = 0) throws -> ShowClocks.Answer {
        try ShowClocks(now: test.now + hoursLater * 3_600_000).run(in: test.reader())
    }

    @Test func `without an incident nothing is due`() throws {
        let answer = try clocks()
        #expect(answer.clocks.isEmpty && !answer.isOverdue)
        #expect(answer.asOf.milliseconds == test.now)
    }

    @Test
    func `the most urgent clock of all incidents stands first, what is met does not stand there`()
        throws
    {
        let hour: Int64 = 3_600_000
        try test.open(
            "early",
            GivenMoment(.controllerAware, happenedAt: test.now - 80 * hour, note: "certain"),
            GivenMoment(.authorityNotified, happenedAt: test.now - 30 * hour)
        )
        try test.open(
            "late",
            GivenMoment(.controllerAware, happenedAt: test.now - 1 * hour, note: "certain")
        )
        try test.open(
            "middle",
            GivenMoment(.controllerAware, happenedAt: test.now - 60 * hour, note: "certain")
        )
        let answer = try clocks()
        let due = answer.clocks.filter { $0.duty.dueAt != nil }
        #expect(due.map(\.incident) == ["middle", "late"])
        #expect(due.allSatisfy { $0.duty.state == .running && $0.party == "lab" })
        #expect(answer.clocks.last?.duty.dueAt == nil, "what has no hour comes last")
        #expect(!answer.isOverdue)
        let later = try clocks(hoursLater: 20)
        #expect(later.clocks.first?.incident == "middle")
        #expect(later.clocks.first?.duty.state == .overdue && later.isOverdue)
    }
}
