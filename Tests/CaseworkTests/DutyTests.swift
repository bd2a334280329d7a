// SPDX-License-Identifier: EUPL-1.2

import Casework
import Custody
import Foundation
import Incidents
import Store
import Testing

@Suite struct DutyTests {
    private let test: CaseStore

    init() throws { test = try CaseStore() }

    private func judge(asOf moment: Int64? = nil, hoursLater: Int64 = 0) throws -> (
        answer: JudgeDuties.Answer, standing: JudgeDuties.Standing
    ) {
        let answer = try JudgeDuties(
            incident: "case",
            now: test.now + hoursLater * 3_600_000,
            asOf: moment
        ).run(in: test.reader())
        return (answer, try #require(answer.standings.first))
    }

    private func open() throws {
        try test.open(
            "case",
            GivenMoment(.processorDiscovered, happenedAt: test.now - 31 * 86_400_000),
            GivenMoment(.processorToldController, happenedAt: test.now - 60_000)
        )
    }

    @Test func `the clocks of the law and of the agreement run for a processor`() throws {
        try AddAgreement(
            party: CaseStore.lab,
            version: "v1",
            from: Day(number: 17_000),
            incidentHours: 24,
            officer: test.officer
        ).run(in: test.store)
        try open()
        let (_, standing) = try judge()
        #expect(standing.party == "lab" && standing.role == .processor)
        #expect(standing.hints == [.awarenessNotDecided])
        let agreed = try #require(standing.duties.first { $0.duty == "agreement-v1" })
        #expect(agreed.state == .met)
        #expect(try #require(agreed.late) / 86_400_000 == 29, "30 days less a minute")
        let authority = try #require(standing.duties.first { $0.duty == "gdpr-33-1" })
        #expect(authority.state == .notStarted && authority.dueAt == nil)
        #expect(authority.title(in: .dutch) != authority.title(in: .english))
    }

    @Test func `once aware, seventy-two hours are counted and then overdue`() throws {
        try open()
        _ = try RecordMoment(
            incident: "case",
            moment: GivenMoment(.controllerAware, happenedAt: test.now),
            officer: test.officer
        ).run(in: test.store)
        let (running, soon) = try judge(hoursLater: 71)
        let clock = try #require(soon.duties.first { $0.duty == "gdpr-33-1" })
        #expect(clock.state == .running && !running.isOverdue && soon.hints.isEmpty)
        #expect(try judge(hoursLater: 73).answer.isOverdue)
    }

    @Test func `as of a moment is what had been recorded then`() throws {
        try open()
        let then = test.now
        try SetRole(
            party: CaseStore.lab,
            role: .ownController,
            from: Day(number: 20_000),
            officer: test.officer
        ).run(in: test.store)
        #expect(try judge(asOf: then).standing.role == .processor)
        let now = try judge().standing
        #expect(now.role == .ownController)
        #expect(!now.duties.contains { $0.duty == "gdpr-33-1" })
        let before = try judge(asOf: 0).standing
        #expect(before.role == nil && before.hints.contains(.roleNotRecorded))
    }

    @Test func `there are no duties of an incident that is not there`() throws {
        #expect(throws: CaseworkError.noIncident("case")) {
            try JudgeDuties(incident: "case", now: test.now).run(in: test.store)
        }
    }
}
