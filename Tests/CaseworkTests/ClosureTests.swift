// SPDX-License-Identifier: EUPL-1.2

import Casework
import Custody
import Incidents
import Letters
import Store
import Testing

/// An incident is closed when nothing mandatory is open, and opened again by a counter-entry only.
@Suite struct ClosureTests {
    private let test: CaseStore
    private let store: Store

    init() throws {
        test = try CaseStore()
        store = test.store
    }

    private func close() throws -> ShowIncident.Answer {
        try CloseIncident(
            incident: "case",
            effects: StatedReason("letters to everyone, no misuse known"),
            measures: StatedReason("another laboratory, data asked back"),
            because: StatedReason("the crisis team is done"),
            officer: test.officer
        ).run(in: store)
    }

    private func open() throws -> [OpenMatter] {
        do {
            _ = try close()
            return []
        } catch CaseworkError.incidentNotDone(let open) {
            return open
        }
    }

    private func meet(_ moments: DutyMoment...) throws {
        for moment in moments {
            let officer = try test.officer
            _ = try RecordMoment(
                incident: "case",
                moment: GivenMoment(
                    moment,
                    happenedAt: officer.now - 1000,
                    note: "the crisis team decided it"
                ),
                officer: officer
            ).run(in: store)
        }
    }

    private func finish() throws {
        try meet(.processorToldController, .controllerAware)
        try finishDuties()
    }

    private func finishDuties() throws {
        try meet(.authorityNotified, .authorityNotificationCompleted, .personsInformed)
    }

    @Test func `everything that is open is listed, and the incident stays open`() throws {
        try test.open()
        #expect(try open().first == .awarenessNotDecided)
        try meet(.processorToldController, .controllerAware)
        let matters = try open()
        #expect(matters.contains(.duty(party: "lab", duty: "gdpr-33-1", state: .running)))
        #expect(matters.contains(.duty(party: "lab", duty: "gdpr-34", state: .running)))
        try finishDuties()
        #expect(try open() == [])
        #expect(try ShowIncident("case").run(in: store).isClosed)
    }

    @Test func `a closed incident shows its effects and measures, and takes nothing new`() throws {
        try test.open()
        try finish()
        let closed = try close()
        let closure = try #require(closed.closures.last)
        #expect(closure.effects == "letters to everyone, no misuse known")
        #expect(closure.measures == "another laboratory, data asked back")
        #expect(closure.by == "privacy officer" && closure.reopenedAt == nil)
        let refusal = StoreError.refused(.incidentClosed(reference: "case"))
        #expect(throws: refusal) { try meet(.authorityNotified) }
        #expect(throws: refusal) { try close() }
        #expect(throws: refusal) {
            try FreezeRegister(
                incident: "case",
                name: "more",
                officer: test.officer,
                reason: StatedReason("another version")
            ).run(in: store)
        }
    }

    @Test
    func `a wave that is not printed, lateness and a withdrawal without a reason keep it open`()
        throws
    {
        try test.open()
        try meet(.processorToldController)
        let officer = try test.officer
        _ = try RecordMoment(
            incident: "case",
            moment: GivenMoment(
                .controllerAware,
                happenedAt: officer.now - 80 * 3_600_000,
                note: "the call was certain"
            ),
            officer: officer
        ).run(in: store)
        try finishDuties()
        _ = try test.plan("first", .everyone)
        #expect(try open().contains(.waveUnfinished("first")))
        try test.printAll("first")
        #expect(try open() == [.reasonsForDelayMissing])
        func decide(_ decision: DutyDecisionKind) throws {
            _ = try DecideDuty(
                incident: "case",
                decision: decision,
                because: StatedReason("nobody was at the desk"),
                officer: test.officer
            ).run(in: store)
        }
        try decide(.reasonsForDelay)
        try meet(.authorityNotificationWithdrawn)
        #expect(try open().contains(.withdrawalNotDecided))
        try decide(.riskUnlikely)
        #expect(try !open().contains(.withdrawalNotDecided))
    }

    @Test func `nothing of a closed incident changes, by whichever way`() throws {
        try test.open()
        try finish()
        try test.list("early", of: ["VB-1"])
        try test.freeze("with")
        _ = try test.plan("first", .reported)
        try test.printAll("first")
        _ = try HandOverWave(
            incident: "case",
            wave: "first",
            when: WrittenMoment(Instant(milliseconds: test.now).text),
            carrier: "the post",
            officer: test.officer
        ).run(in: store)
        _ = try close()
        let refusal = StoreError.refused(.incidentClosed(reference: "case"))
        #expect(throws: refusal) { try test.list("late", of: ["VB-1"]) }
        #expect(throws: refusal) {
            try WithdrawStatement(
                incident: "case",
                statement: "early",
                because: StatedReason("another list"),
                officer: test.officer
            ).run(in: store)
        }
        #expect(throws: refusal) { _ = try test.plan("second", .everyone) }
        #expect(throws: refusal) {
            _ = try DecideDuty(
                incident: "case",
                decision: .noHighRisk,
                because: StatedReason("all of it was encrypted"),
                officer: test.officer
            ).run(in: store)
        }
        #expect(throws: refusal) {
            _ = try TakeBack(
                incident: "case",
                what: "controllerAware",
                because: StatedReason("another day"),
                officer: test.officer
            ).run(in: store)
        }
        #expect(throws: refusal) {
            _ = try TakeBackHandover(
                incident: "case",
                wave: "first",
                because: StatedReason("another day"),
                officer: test.officer
            ).run(in: store)
        }
        let incident = try store.incident("case")
        let statement = try #require(store.statements(of: incident).first)
        #expect(throws: refusal) {
            try store.replace(
                recordsOf: statement,
                with: [],
                mapping: "",
                rejected: [],
                act: Act(by: "test", at: test.now)
            )
        }
    }

    @Test func `letters of a closed incident are not handed over; opened again they are`() throws {
        try test.open()
        try finish()
        try test.list("early", of: ["VB-1"])
        try test.freeze("with")
        _ = try test.plan("first", .reported)
        try test.printAll("first")
        _ = try close()
        func handOver() throws -> HandOverWave.Answer {
            try HandOverWave(
                incident: "case",
                wave: "first",
                when: WrittenMoment(Instant(milliseconds: test.now).text),
                carrier: "the post",
                officer: test.officer
            ).run(in: store)
        }
        #expect(throws: StoreError.refused(.incidentClosed(reference: "case"))) { try handOver() }
        let wave = try store.wave("first", of: store.incident("case"))
        #expect(try store.handovers(of: wave).isEmpty)
        _ = try ReopenIncident(
            incident: "case",
            because: StatedReason("the letters went out"),
            officer: test.officer
        ).run(in: store)
        #expect(try handOver().letters == 1)
        #expect(try store.handovers(of: wave).count == 1)
    }

    @Test func `it is opened again with a reason, and the closure stays known`() throws {
        try test.open()
        func reopen() throws -> ShowIncident.Answer {
            try ReopenIncident(
                incident: "case",
                because: StatedReason("a new list came in"),
                officer: test.officer
            ).run(in: store)
        }
        #expect(throws: StoreError.refused(.incidentNotClosed(reference: "case"))) { try reopen() }
        try finish()
        _ = try close()
        let open = try reopen()
        #expect(!open.isClosed && open.closures.count == 1)
        #expect(open.closures[0].reopenedBecause == "a new list came in")
        try meet(.authorityNotified)
        let again = try close()
        #expect(again.isClosed && again.closures.count == 2)
        #expect(again.closures[1].reopenedAt == nil)
    }

    @Test func `a duty that a decision ended is not open`() throws {
        try test.open()
        try meet(.processorToldController, .controllerAware, .authorityNotified)
        try meet(.authorityNotificationCompleted)
        #expect(
            try open().contains(.duty(party: "lab", duty: "gdpr-34", state: .running))
        )
        _ = try DecideDuty(
            incident: "case",
            decision: .noHighRisk,
            because: StatedReason("all of it was encrypted"),
            officer: test.officer
        ).run(in: store)
        #expect(try open() == [])
    }

    @Test func `what came after the last version keeps it open`() throws {
        try test.open()
        try finish()
        try test.list("late", of: ["VB-1"])
        #expect(try open() == [.versionBehind(version: 1)])
    }

    @Test func `where we are the processor it stays open until the controller was told`() throws {
        try SetRole(
            party: CaseStore.lab,
            role: .ourController,
            from: Day(number: 1),
            because: StatedReason("we keep its archive"),
            officer: test.officer
        ).run(in: store)
        try test.open()
        // Nobody recorded that we found it, so that no clock runs; it is open all the same.
        #expect(try open() == [.controllerNotTold(party: "lab")])
        try meet(.discoveredByUs)
        #expect(try open() == [.controllerNotTold(party: "lab")])
        let duties = try JudgeDuties(incident: "case", now: test.now).run(in: store)
        #expect(duties.standings[0].duties.map(\.duty) == ["gdpr-33-2-ours"])
        #expect(duties.standings[0].duties[0].state == .running)
        // Told before it was found cannot be.
        let impossible = DutyMomentDoubt.impossible(.controllerTold, before: .discoveredByUs)
        #expect(throws: CaseworkError.momentRefused(impossible)) {
            try RecordMoment(
                incident: "case",
                moment: GivenMoment(.controllerTold, happenedAt: test.now - 3_600_000),
                officer: test.officer
            ).run(in: store)
        }
        try meet(.controllerTold)
        #expect(try open() == [])
        #expect(try ShowIncident("case").run(in: store).isClosed)
    }

    @Test func `that there was no breach ends the duty to tell the controller`() throws {
        try SetRole(
            party: CaseStore.lab,
            role: .ourController,
            from: Day(number: 1),
            because: StatedReason("we keep its archive"),
            officer: test.officer
        ).run(in: store)
        try test.open()
        try meet(.discoveredByUs)
        #expect(try open() == [.controllerNotTold(party: "lab")])
        _ = try DecideDuty(
            incident: "case",
            decision: .noBreach,
            because: StatedReason("the disk was blank"),
            officer: test.officer
        ).run(in: store)
        #expect(try open() == [])
    }
}
