// SPDX-License-Identifier: EUPL-1.2

import Casework
import Custody
import Letters
import Store
import Testing

/// Somebody whose row is lost stops a case, until it is decided to go on without them; importing them
/// again repairs it.
struct LostPeopleTests {
    private let test: CaseStore

    init() throws {
        test = try CaseStore()
        try test.open()
    }

    private func compute(leavesOutLost: Bool) throws -> ComputeRegister.Answer {
        try ComputeRegister(
            incident: "case",
            leavesOutLost: leavesOutLost,
            officer: test.officer,
            reason: test.reason
        ).run(in: test.reader())
    }

    private func freeze(_ name: String, leavesOutLost: Bool) throws -> RegisterVersion {
        try FreezeRegister(
            incident: "case",
            name: name,
            leavesOutLost: leavesOutLost,
            officer: test.officer,
            reason: test.reason
        ).run(in: test.store)
    }

    private func export(
        _ version: String,
        leavesOutLost: Bool
    ) throws -> (answer: ExportRegister.Answer, lines: [Substring]) {
        var bytes: [UInt8] = []
        let answer = try ExportRegister(
            incident: "case",
            version: version,
            leavesOutLost: leavesOutLost,
            officer: test.officer,
            reason: test.reason
        ).run(in: test.reader()) { bytes += $0 }
        return (answer, String(decoding: bytes, as: UTF8.self).split(separator: "\n"))
    }

    private func bert() -> Person { CaseStore.person("VB-2", "Tweelink") }

    @Test func `without a decision nothing is computed, and who is lost is named`() throws {
        let lost = try test.lose("VB-2")
        #expect(throws: IdentitiesError.self) { try compute(leavesOutLost: false) }
        do {
            _ = try compute(leavesOutLost: false)
        } catch IdentitiesError.lost(let people) {
            #expect(people.map(\.person.reference) == [lost])
        }
        #expect(throws: IdentitiesError.self) { try freeze("without", leavesOutLost: false) }
        let before = try compute(leavesOutLost: true)
        #expect(before.people == 3, "they stay in the register")
        #expect(before.leftOut == [lost])
        try test.add([bert()])
        #expect(try compute(leavesOutLost: true).leftOut == [])
        #expect(try compute(leavesOutLost: false).hash != before.hash)
    }

    @Test func `a version frozen without them can be exported, also when they are back`() throws {
        let lost = try test.lose("VB-2")
        let version = try freeze("without", leavesOutLost: true)
        #expect(version.leftOut == [lost])
        #expect(version.people == 3)
        let first = try export("without", leavesOutLost: false)
        #expect(first.lines.count == 4)
        #expect(first.lines.count { $0.hasPrefix(",") } == 1)
        #expect(first.answer.leftOut == [], "as it was frozen, so it was compared")
        try test.add([bert()])
        #expect(try export("without", leavesOutLost: false).lines == first.lines)
        #expect(try freeze("with", leavesOutLost: true).leftOut == nil)
        #expect(try export("with", leavesOutLost: false).lines.contains { $0.hasPrefix("VB-2,") })
    }

    @Test func `a version of before is exported only after a decision, and says who is left out`()
        throws
    {
        let lost = try test.lose("VB-2")
        #expect(throws: IdentitiesError.self) { try export("opening", leavesOutLost: false) }
        let without = try export("opening", leavesOutLost: true)
        #expect(without.answer.leftOut == [lost])
        #expect(without.lines.count == 4)
        #expect(without.lines.count { $0.hasPrefix(",") } == 1)
        try test.add([bert()])
        #expect(try export("opening", leavesOutLost: true).answer.leftOut == [])
    }

    @Test func `in a wave they are held, and the others get their letters`() throws {
        let lost = try test.lose("VB-2")
        func plan(leavesOutLost: Bool) throws -> PlanWave.Answer {
            try PlanWave(
                incident: "case",
                wave: "first",
                audience: .everyone,
                decision: "Crisis team: write",
                lettersInFile: 10,
                leavesOutLost: leavesOutLost,
                pages: AnyPage(),
                officer: test.officer,
                reason: test.reason
            ).run(in: test.store)
        }
        #expect(throws: IdentitiesError.self) { try plan(leavesOutLost: false) }
        let planned = try plan(leavesOutLost: true)
        #expect(planned.leftOut == [lost])
        #expect(planned.wave.held == [HoldReason.noAddress.code: 1])
        #expect(planned.wave.toPrint == 2)
    }

    @Test func `an incident is opened with them, once it is decided`() throws {
        let lost = try test.lose("VB-2")
        func open(leavesOutLost: Bool) throws -> OpenIncident.Answer {
            try OpenIncident(
                reference: "second",
                parties: [CaseStore.lab],
                leavesOutLost: leavesOutLost,
                officer: test.officer
            ).run(in: test.store)
        }
        #expect(throws: IdentitiesError.self) { try open(leavesOutLost: false) }
        let opened = try open(leavesOutLost: true)
        #expect(opened.outcome == .wentOn, "the incident was recorded before version 1 failed")
        #expect(opened.version?.leftOut == [lost])
    }
}
