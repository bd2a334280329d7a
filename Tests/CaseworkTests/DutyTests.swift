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

    private func record(
        _ moment: DutyMoment,
        hoursLater: Int64 = 0,
        note: String = "as was decided",
        correcting: String? = nil
    ) throws -> RecordMoment.Answer {
        let officer = try ActingOfficer("officer", now: test.now + hoursLater * 3_600_000)
        return try RecordMoment(
            incident: "case",
            moment: GivenMoment(moment, happenedAt: officer.now, note: note),
            correcting: correcting.map { try StatedReason($0) },
            officer: officer
        ).run(in: test.store)
    }

    private func duty(_ id: String, hoursLater: Int64 = 0) throws -> JudgeDuties.Duty {
        let duties = try judge(hoursLater: hoursLater).standing.duties
        return try #require(duties.first { $0.duty == id })
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
        let (answer, standing) = try judge()
        #expect(standing.party == "lab" && standing.role == .processor)
        #expect(standing.hints == [.awarenessNotDecided] && answer.isOverdue)
        #expect(standing.decidingDay == Instant(milliseconds: test.now - 31 * 86_400_000).day)
        let agreed = try duty("agreement-v1")
        #expect(agreed.state == .met)
        #expect(Int(try #require(agreed.lateSeconds)) / 86_400 == 29, "30 days less a minute")
        #expect(Int(try #require(try duty("gdpr-33-2").elapsedSeconds)) / 86_400 == 30)
        let authority = try duty("gdpr-33-1")
        #expect(authority.state == .notStarted && authority.dueAt == nil)
        #expect(authority.title(in: .dutch) != authority.title(in: .english))
    }

    @Test func `once aware, seventy-two hours are counted and then overdue`() throws {
        try open()
        _ = try record(.controllerAware)
        let (running, soon) = try judge(hoursLater: 71)
        let clock = try #require(soon.duties.first { $0.duty == "gdpr-33-1" })
        #expect(clock.state == .running && !running.isOverdue)
        #expect(soon.hints == [.noAgreement])
        #expect(try judge(hoursLater: 73).answer.isOverdue)
    }

    @Test(arguments: ["", "x", "12"])
    func `becoming aware needs a reason, at the opening and later`(note: String) throws {
        try open()
        #expect(throws: CaseworkError.awarenessWithoutNote) {
            try record(.controllerAware, note: note)
        }
        #expect(throws: CaseworkError.awarenessWithoutNote) {
            try test.open(
                "other",
                GivenMoment(.controllerAware, happenedAt: test.now, note: note)
            )
        }
        #expect(try duty("gdpr-33-1-aware").state == .running)
    }

    @Test func `as of a moment is what had been recorded then, and what was taken away stays`()
        throws
    {
        try open()
        let then = test.now
        _ = try record(.controllerAware)
        try SetRole(
            party: CaseStore.lab,
            role: .ownController,
            from: Day(number: 20_000),
            because: StatedReason("counsel of the laboratory"),
            officer: ActingOfficer("officer", now: test.now + 80 * 3_600_000)
        ).run(in: test.store)
        #expect(try judge(asOf: then).standing.role == .processor)
        let (answer, now) = try judge(hoursLater: 81)
        #expect(now.role == .ownController)
        #expect(!now.duties.contains { $0.duty == "gdpr-33-1" })
        let gone = try #require(now.struckOut.first { $0.duty.duty == "gdpr-33-1" })
        #expect(gone.duty.state == .overdue && answer.isOverdue)
        #expect(gone.by == "officer")
        #expect(gone.because == "counsel of the laboratory")
        let before = try judge(asOf: 0).standing
        #expect(before.role == nil && before.hints.contains(.roleNotRecorded))
    }

    @Test func `a second notification is further information; a correction says so and is marked`()
        throws
    {
        try open()
        _ = try record(.controllerAware)
        _ = try record(.authorityNotified, hoursLater: 80)
        #expect(try duty("gdpr-33-1", hoursLater: 81).lateSeconds != nil)
        let second = try record(.authorityNotified, hoursLater: 90)
        #expect(second.doubts == [.second(.authorityNotified)])
        let phases = try duty("gdpr-33-4", hoursLater: 91)
        #expect(phases.supplementedAt.map(\.milliseconds) == [second.happenedAt.milliseconds])
        let first = try duty("gdpr-33-1", hoursLater: 91)
        #expect(first.changes.isEmpty && (first.lateSeconds ?? 0) < 9 * 3_600)
        // It was in time after all: the last one is taken back, then the first is put right.
        _ = try takeBack("authorityNotified", hoursLater: 92)
        _ = try RecordMoment(
            incident: "case",
            moment: GivenMoment(.authorityNotified, happenedAt: test.now + 70 * 3_600_000),
            correcting: StatedReason("the receipt says so"),
            officer: ActingOfficer("officer", now: test.now + 93 * 3_600_000)
        ).run(in: test.store)
        let corrected = try duty("gdpr-33-1", hoursLater: 94)
        #expect(corrected.state == .met && corrected.lateSeconds == nil)
        #expect(corrected.changes.map(\.because) == ["typed twice", "the receipt says so"])
        #expect(corrected.changes.allSatisfy { $0.isNow == nil && $0.by == "officer" })
    }

    private func takeBack(
        _ what: String,
        hoursLater: Int64 = 0
    ) throws -> TakeBack.Answer {
        try TakeBack(
            incident: "case",
            what: what,
            because: StatedReason("typed twice"),
            officer: ActingOfficer("officer", now: test.now + hoursLater * 3_600_000)
        ).run(in: test.store)
    }

    @Test
    func `what is taken back no longer counts, stays visible, and can not be taken back twice`()
        throws
    {
        try open()
        _ = try record(.controllerAware)
        #expect(try takeBack("controllerAware").isNow == nil)
        #expect(try duty("gdpr-33-1").state == .notStarted)
        #expect(try duty("gdpr-33-1").changes.map(\.because) == ["typed twice"])
        let shown = try ShowIncident("case").run(in: test.reader())
        #expect(shown.moments.count == 3)
        #expect(shown.moments.last?.takenBack?.contains("typed twice") == true)
        #expect(throws: StoreError.refused(.nothingToTakeBack("controllerAware"))) {
            try takeBack("controllerAware")
        }
        #expect(throws: CaseworkError.nothingSoCalled("nonsense")) { try takeBack("nonsense") }
        #expect(throws: StoreError.refused(.nothingToTakeBack("noBreach"))) {
            try takeBack("noBreach")
        }
    }

    private func decide(
        _ decision: DutyDecisionKind,
        until: Int64? = nil,
        of party: String? = nil
    ) throws -> DutyDecision {
        try DecideDuty(
            incident: "case",
            decision: decision,
            until: until,
            party: party.map(Party.ID.init(rawValue:)),
            because: StatedReason("the crisis team, 7 August"),
            officer: test.officer
        ).run(in: test.store)
    }

    @Test func `a decision ends a clock, is shown with its officer, and can be taken back`() throws
    {
        try open()
        _ = try record(.controllerAware)
        let decided = try decide(.riskUnlikely, of: "lab")
        let ended = try duty("gdpr-33-1", hoursLater: 80)
        #expect(ended.state == .ended && ended.decision == JudgeDuties.Decision(decided))
        #expect(decided.by == "privacy officer" && decided.because.contains("crisis team"))
        #expect(try !judge(hoursLater: 80).answer.isOverdue)
        _ = try TakeBack(
            incident: "case",
            what: "riskUnlikely",
            party: CaseStore.lab,
            because: StatedReason("names were found on the web"),
            officer: test.officer
        ).run(in: test.store)
        #expect(try duty("gdpr-33-1", hoursLater: 80).state == .overdue)
        #expect(try ShowIncident("case").run(in: test.reader()).decisions.first?.takenBack != nil)
    }

    @Test func `a decision lies behind us, and only one that waits has an end`() throws {
        try open()
        #expect(throws: CaseworkError.untilRefused) {
            try decide(.noBreach, until: test.now + 1_000_000)
        }
        #expect(throws: CaseworkError.untilRefused) { try decide(.lawEnforcementAsks, until: 5) }
        #expect(throws: CaseworkError.partyNotConcerned("other")) {
            try decide(.noBreach, of: "other")
        }
        #expect(try decide(.lawEnforcementAsks, until: test.now + 9_000_000).until != nil)
    }

    private static let known: Int64 = 1_788_000_000_000  // 29 August 2026

    @Test func `whether the Cyberbeveiligingswet applies is decided for each organisation`() throws
    {
        let officer = try ActingOfficer("officer", now: Self.known)
        for (party, applies) in [(nil, true), (CaseStore.lab, false)] as [(Party.ID?, Bool)] {
            try DecideCyberAct(
                party: party,
                applies: applies,
                from: Day(number: 20_680),
                channel: applies ? "the portal of the response team" : nil,
                because: StatedReason("a care provider of medium size, or not"),
                officer: officer
            ).run(in: test.store)
        }
        _ = try OpenIncident(
            reference: "case",
            parties: [CaseStore.lab],
            moments: [GivenMoment(.significantIncidentKnown, happenedAt: Self.known - 1000)],
            officer: officer
        ).run(in: test.store)
        let answer = try JudgeDuties(incident: "case", now: Self.known).run(in: test.reader())
        let ours = try #require(answer.standings.last)
        #expect(ours.party == nil && ours.duties.map(\.article) == ["26", "27", "30", "29"])
        #expect(ours.duties[0].recipientNames?.contains("Z-CERT") == true)
        #expect(ours.duties[0].channel == "the portal of the response team")
        #expect(ours.duties[0].dueAt?.milliseconds == Self.known - 1000 + 24 * 3_600_000)
        let theirs = try #require(answer.standings.first)
        #expect(!theirs.duties.contains { $0.law == "Cbw" })
        guard case .cyberActDoesNotApply = theirs.hints.last else {
            return #expect(Bool(false), "\(theirs.hints)")
        }
        #expect(throws: CaseworkError.sectorUnknown("farms")) {
            try DecideCyberAct(
                party: nil,
                applies: true,
                sector: "farms",
                from: Day(number: 20_680),
                because: StatedReason("test of it"),
                officer: officer
            ).run(in: test.store)
        }
    }

    @Test func `a replay of 2025 shows no duty of the Cyberbeveiligingswet, nor asks for one`()
        throws
    {
        try test.open(
            "case",
            GivenMoment(.significantIncidentKnown, happenedAt: test.now - 1000)
        )
        let answer = try JudgeDuties(incident: "case", now: Self.known).run(in: test.reader())
        #expect(answer.standings.count == 1)
        #expect(answer.standings[0].duties.allSatisfy { $0.law != "Cbw" })
        #expect(!answer.standings[0].hints.contains(.cyberActNotDecided))
    }

    @Test func `there are no duties of an incident that is not there`() throws {
        #expect(throws: CaseworkError.noIncident("case")) {
            try JudgeDuties(incident: "case", now: test.now).run(in: test.store)
        }
    }
}
