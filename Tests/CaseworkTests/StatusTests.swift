// SPDX-License-Identifier: EUPL-1.2

import Casework
import Custody
import Foundation
import Incidents
import Letters
import Store
import Testing

/// How things stand, on one page.
@Suite struct StatusTests {
    private let fixture: CaseStore
    private static let hour: Int64 = 3_600_000

    init() throws { fixture = try CaseStore() }

    private func status(at now: Int64? = nil) throws -> ShowStatus.Answer {
        try ShowStatus(now: now ?? fixture.now).run(in: fixture.reader())
    }

    private func waits(_ answer: ShowStatus.Answer, _ kind: ShowStatus.Waiting.Kind) -> [String] {
        answer.waiting.filter { $0.kind == kind }.map { "\($0.name ?? "") \($0.count)" }
    }

    @Test func `a store without an incident has no clock, and nobody is opened to say so`() throws {
        let before = try fixture.looks().count
        let answer = try status()
        #expect(answer.nextClock == nil)
        #expect(answer.overdue == 0)
        #expect(answer.incidents.isEmpty)
        #expect(answer.people == 4)
        #expect(answer.parties == 1)
        #expect(answer.waiting.isEmpty)
        #expect(try fixture.looks().count == before)
    }

    @Test func `the next clock is the first over all incidents, and one that is over goes first`()
        throws
    {
        let aware = fixture.now
        try fixture.open(
            "late",
            GivenMoment(.controllerAware, happenedAt: aware - Self.hour, note: "decided")
        )
        try fixture.open(
            "early",
            GivenMoment(.controllerAware, happenedAt: aware - 3 * Self.hour, note: "decided")
        )
        let running = try status()
        #expect(running.nextClock?.incident == "early")
        #expect(running.nextClock?.duty.duty == "gdpr-33-1")
        #expect(running.overdue == 0)
        #expect(running.incidents.map { $0.nextClock?.incident } == ["late", "early"])
        let over = try status(at: aware + 70 * Self.hour)
        #expect(over.nextClock?.incident == "early")
        #expect(over.nextClock?.duty.state == .overdue)
        #expect(over.overdue == 1)
        _ = try RecordMoment(
            incident: "early",
            moment: GivenMoment(.authorityNotified, happenedAt: aware),
            officer: fixture.officer
        ).run(in: fixture.store)
        #expect(try status(at: aware + 70 * Self.hour).nextClock?.incident == "late")
        #expect(try status(at: aware + 70 * Self.hour).overdue == 0)
    }

    @Test func `what waits for somebody is there until it is done`() throws {
        try fixture.open()
        try fixture.list("list-1", of: ["VB-1", "VB-2"], unresolved: 3)
        try fixture.freeze("first")
        #expect(waits(try status(), .unresolvedRecords) == ["list-1 3"])
        #expect(waits(try status(), .unpublished) == ["first 1"])
        #expect(waits(try status(), .printFiles).isEmpty)
        _ = try PublishRegister(
            incident: "case",
            version: "first",
            officer: fixture.officer,
            second: .named("second officer")
        ).run(in: fixture.store)
        #expect(waits(try status(), .unpublished).isEmpty)
        _ = try fixture.plan("wave", .reported)
        #expect(waits(try status(), .printFiles) == ["wave 1"])
        #expect(try status().incidents.map(\.written) == [0])
        try fixture.printAll("wave")
        #expect(waits(try status(), .printFiles).isEmpty)
        #expect(try status().incidents.map(\.written) == [2])
        _ = try WithdrawStatement(
            incident: "case",
            statement: "list-1",
            because: fixture.reason,
            officer: fixture.officer
        ).run(in: fixture.store)
        #expect(waits(try status(), .unresolvedRecords).isEmpty)
    }

    @Test func `nobody waits for the held letters of a wave that was cancelled`() throws {
        var secret = CaseStore.person("VB-2", "Tweelink")
        secret.secrecy = 1
        try fixture.add([secret])
        try fixture.open()
        try fixture.freeze("first")
        _ = try fixture.plan("wave", .everyone)
        #expect(waits(try status(), .heldLetters) == ["wave 1"])
        _ = try CancelWave(
            incident: "case",
            wave: "wave",
            because: fixture.reason,
            officer: fixture.officer
        ).run(in: fixture.store)
        #expect(waits(try status(), .heldLetters).isEmpty)
    }

    @Test func `a file of which a part was taken in is said until it is taken in to its end`()
        throws
    {
        func note(_ isFinished: Bool) throws {
            let progress = ImportProgress(
                file: [1, 2, 3],
                position: 100,
                line: 4,
                isFinished: isFinished
            )
            _ = try fixture.store.record(
                DisclosureBatch(),
                rejected: [],
                progress: [progress],
                act: Act(by: "test", at: fixture.officer.now)
            )
        }
        #expect(try status().filesBegun == 0)
        try note(false)
        #expect(try status().filesBegun == 1)
        try note(true)
        #expect(try status().filesBegun == 0)
    }

    @Test func `who writes is named, and looking who it is keeps nobody from writing`() throws {
        #expect(try status().writer == "\(ProcessInfo.processInfo.processIdentifier)")
        let empty = FileManager.default.temporaryDirectory
            .appendingPathComponent("status-\(UUID().uuidString)")
        defer { try? FileManager.default.removeItem(at: empty) }
        try Store.create(at: empty, root: fixture.root, synthetic: true, organisation: "Nieuw")
        let looking = try Store(at: empty, root: fixture.root, mode: .reading)
        #expect(try ShowStatus(now: 0).run(in: looking).writer == nil)
        let writing = try Store(at: empty, root: fixture.root, mode: .writing)
        #expect(looking.writer != nil)
        withExtendedLifetime(writing) {}
    }

    @Test
    func `whoever keeps a store open sees the counts of now, and those of each incident apart`()
        throws
    {
        let reader = try fixture.reader()
        func intake() throws -> [ShowStatus.Waiting] {
            try reader.snapshot { try ShowIntakeWaiting().run(in: $0).waiting }
        }
        #expect(try intake().isEmpty)
        try fixture.discloseUnresolved(2)
        #expect(try intake().map(\.count) == [2])
        // Nothing is counted by a look that came before.
        try reader.snapshot { earlier in
            try fixture.discloseUnresolved(1)
            #expect(try ShowIntakeWaiting().run(in: earlier).waiting.map(\.count) == [2])
        }
        #expect(try intake().map(\.count) == [3])
        try fixture.add([CaseStore.person("VB-9", "Negen")])
        #expect(try ShowStatus(now: fixture.now).run(in: reader).people == 5)
        try fixture.open()
        try fixture.list("list-1", of: ["VB-1"], unresolved: 3)
        try fixture.freeze("first")
        let status = try ShowStatus(now: fixture.now).run(in: reader)
        let standings = try ShowIncidentStandings(now: fixture.now).run(in: reader)
        #expect(standings.incidents == status.incidents && standings.overdue == status.overdue)
        #expect(standings.waiting == status.waiting.filter { $0.incident != nil })
        #expect(try intake() == status.waiting.filter { $0.incident == nil })
        #expect(standings.waiting.map(\.kind) == [.unresolvedRecords, .unpublished])
    }
}
