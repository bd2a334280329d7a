// SPDX-License-Identifier: EUPL-1.2

import Casework
import Custody
import Incidents
import Store
import Testing

/// The stages of a notification under the Cyberbeveiligingswet, of ourselves and of the laboratory.
@Suite struct CyberNoticeTests {
    /// Friday 4 September 2026, 16:00 in Amsterdam.
    private static let known = DutyLocalTime.utcMilliseconds(
        on: DutyDate(year: 2026, month: 9, day: 4),
        hour: 16
    )
    private let cases: CaseStore

    init() throws {
        cases = try CaseStore(now: Self.known)
        try decide(nil, applies: true)
        try cases.open("case", .init(.significantIncidentKnown, happenedAt: cases.now))
    }

    private func decide(_ party: Party.ID?, applies: Bool) throws {
        try DecideCyberAct(
            party: party,
            applies: applies,
            from: Day(number: 20_680),
            channel: applies ? "the portal" : nil,
            because: StatedReason("a care provider of medium size, or not"),
            officer: cases.officer
        ).run(in: cases.store)
    }

    private func draft(_ notice: NoticeKind, of party: Party.ID? = nil) throws
        -> DraftNotice.Answer
    {
        try DraftNotice(incident: "case", notice: notice, party: party, now: cases.now)
            .run(in: cases.reader())
    }

    private func answer(_ notice: NoticeKind, _ question: NoticeQuestion, _ text: String?) throws {
        _ = try AnswerNotice(
            incident: "case",
            notice: notice,
            question: question,
            text: text,
            officer: cases.officer
        ).run(in: cases.store)
    }

    @discardableResult
    private func send(
        _ notice: NoticeKind,
        _ nature: SendNotice.Nature = .first,
        of party: Party.ID? = nil,
        reference: String = "Z-2026-9",
        recipient: String = "",
        evidence: String = ""
    ) throws -> DraftNotice.Answer {
        try SendNotice(
            incident: "case",
            notice: notice,
            party: party,
            nature: nature,
            sentAt: WrittenMoment(Instant(milliseconds: cases.now).text),
            reference: reference,
            recipient: recipient,
            evidence: EvidenceHash.read(evidence),
            officer: cases.officer
        ).run(in: cases.store)
    }

    private func duty(_ id: String, of party: String? = nil) throws -> JudgeDuties.Duty? {
        try JudgeDuties(incident: "case", now: cases.now).run(in: cases.store).standings
            .first { $0.party == party }?.duties.first { $0.duty == id }
    }

    private func offered() throws -> [String] {
        try ListNotices(incident: "case", now: cases.now).run(in: cases.reader())
            .map { "\($0.notice.code) \($0.party ?? "ours")" }
    }

    @Test func `each stage is offered when its duty is there, and to whom it applies`() throws {
        #expect(try offered() == ["gdpr-33 ours", "cbw-26 ours", "cbw-27 ours", "cbw-29 ours"])
        try decide(CaseStore.lab, applies: true)
        #expect(try offered().suffix(3) == ["cbw-26 lab", "cbw-27 lab", "cbw-29 lab"])
        try decide(CaseStore.lab, applies: false)
        #expect(try offered().count == 4)
        try send(.incidentNotification)
        #expect(try offered().contains("cbw-29-progress ours"))
        // Nobody asked for an interim report.
        #expect(throws: CaseworkError.noticeNotAsked(.interimReport, party: nil)) {
            try send(.interimReport)
        }
        #expect(throws: CaseworkError.noticeNotAsked(.earlyWarning, party: "lab")) {
            try send(.earlyWarning, of: CaseStore.lab)
        }
        #expect(throws: CaseworkError.partyNotConcerned("other")) {
            try draft(.earlyWarning, of: Party.ID(rawValue: "other"))
        }
    }

    @Test func `in 2025 no stage is offered, answered or sent`() throws {
        let old = try CaseStore()
        try old.open("case", .init(.significantIncidentKnown, happenedAt: old.now))
        let offered = try ListNotices(incident: "case", now: old.now).run(in: old.reader())
        #expect(offered.map(\.notice) == [.dataBreach])
        #expect(throws: CaseworkError.noticeNotAsked(.earlyWarning, party: nil)) {
            try AnswerNotice(
                incident: "case",
                notice: .earlyWarning,
                question: .malicious,
                text: "yes",
                officer: old.officer
            ).run(in: old.store)
        }
    }

    @Test func `the warning asks what its article asks, with what is known filled in`() throws {
        let draft = try draft(.earlyWarning)
        #expect(draft.items.map(\.question) == NoticeKind.earlyWarning.questions)
        #expect(draft.item(.malicious)?.state == .missing)
        #expect(draft.item(.crossBorder)?.state == .missing)
        #expect(draft.item(.responsibleOfficer)?.state == .missing)
        #expect(draft.item(.knownAt)?.text.hasPrefix("2026-09-04 16:00") == true)
        #expect(draft.item(.sector)?.text == "zorg")
        #expect(draft.item(.organisation)?.text == "Voorbeeld")
        #expect(draft.duty?.recipientNames(in: .dutch)?.first == "Z-CERT")
        #expect(draft.duty?.dueAt?.local.text.hasPrefix("2026-09-05 16:00") == true)
        // A question of another form has no answer here.
        #expect(throws: CaseworkError.nothingSoCalled("severity")) {
            try answer(.earlyWarning, .severity, "zeer groot")
        }
    }

    @Test
    func
        `what was typed in the warning is asked to be confirmed in the notification, and stays apart`()
        throws
    {
        try answer(.earlyWarning, .malicious, "ja, een inbraak")
        try answer(.earlyWarning, .crossBorder, "nee")
        try send(.earlyWarning)
        let next = try draft(.incidentNotification)
        let carried = try #require(next.item(.malicious))
        #expect(carried.state == .derived && carried.text == "ja, een inbraak")
        #expect(carried.source == "vroegtijdige waarschuwing")
        try answer(.incidentNotification, .crossBorder, "ja, België")
        let changed = try draft(.incidentNotification)
        #expect(changed.last?.notice == .earlyWarning)
        #expect(changed.changed.map(\.question) == [.crossBorder])
        #expect(changed.item(.crossBorder)?.before == "nee")
        #expect(try draft(.earlyWarning).item(.crossBorder)?.text == "nee")
        // The next stage takes over the last that was typed.
        #expect(try draft(.finalReport).item(.crossBorder)?.text == "ja, België")
    }

    @Test func `sending a stage meets its duty and keeps to whom, by which way, and the proof`()
        throws
    {
        let hash = String(repeating: "0f", count: 32)
        try answer(.earlyWarning, .malicious, "ja")
        let sent = try #require(
            try send(.earlyWarning, evidence: hash.uppercased()).sent.last
        )
        #expect(sent.to?.hasPrefix("Z-CERT; de minister") == true && sent.channel == "the portal")
        #expect(sent.evidence == hash && sent.answers["malicious"] == "ja")
        #expect(try duty("cbw-26")?.state == .met && duty("cbw-27")?.state == .running)
        // It says nothing of the breach of personal data.
        #expect(try draft(.dataBreach).sent.isEmpty)
        let lines = try ShowTimeline(incident: "case").run(in: cases.reader())
        #expect(
            lines.last?.done
                == .noticeSent(notice: .earlyWarning, party: nil, number: 1, to: sent.to)
        )
    }

    @Test func `the month of the final report begins with the first filing, not with a supplement`()
        throws
    {
        cases.advance(to: Self.known + 48 * 3_600_000)
        try send(.incidentNotification)
        let due = try #require(try duty("cbw-29")?.dueAt)
        #expect(due.local.text.hasPrefix("2026-10-06 16:00"))
        cases.advance(to: Self.known + 96 * 3_600_000)
        let twice = try send(.incidentNotification, .supplement, reference: "Z-2026-9/2")
        #expect(twice.sent.map(\.nature) == ["first", "supplement"])
        #expect(try duty("cbw-29")?.dueAt == due)
        #expect(throws: CaseworkError.withdrawalRefused(.incidentNotification)) {
            try send(.incidentNotification, .withdrawal)
        }
        try send(.progressReport)
        #expect(try duty("cbw-29-progress")?.state == .met)
        #expect(try duty("cbw-29")?.state == .notStarted)
    }

    @Test func `a report that is asked for again is sent again`() throws {
        func ask() throws {
            let officer = try cases.officer
            _ = try RecordMoment(
                incident: "case",
                moment: .init(
                    .interimReportRequested,
                    happenedAt: officer.now,
                    note: "Z-CERT asked how many machines"
                ),
                officer: officer
            ).run(in: cases.store)
        }
        try ask()
        #expect(try draft(.interimReport).item(.asked)?.text == "Z-CERT asked how many machines")
        try send(.interimReport)
        #expect(try duty("cbw-28")?.state == .met)
        try ask()
        #expect(try duty("cbw-28")?.state == .running)
        #expect(try send(.interimReport).sent.count == 2)
        #expect(try duty("cbw-28")?.state == .met)
    }

    @Test func `no proof, no recipient, a moment ahead, a wrong hash or a number of a person`()
        throws
    {
        #expect(throws: CaseworkError.noProofOfSending) { try send(.earlyWarning, reference: "-") }
        #expect(throws: CaseworkError.citizenNumberTyped) {
            try send(.earlyWarning, recipient: "mevrouw 111222333")
        }
        #expect(throws: CaseworkError.evidenceHashRefused) {
            try send(.earlyWarning, evidence: "00ff")
        }
        #expect(throws: CaseworkError.nothingNotified) { try send(.earlyWarning, .supplement) }
        #expect(throws: CaseworkError.momentRefused(.inTheFuture(.earlyWarningSent))) {
            try SendNotice(
                incident: "case",
                notice: .earlyWarning,
                nature: .first,
                sentAt: WrittenMoment("2027-01-01 10:00"),
                reference: "Z-1",
                officer: cases.officer
            ).run(in: cases.store)
        }
        // Undecided, nobody knows to whom: it must be said.
        try cases.open(
            "lab's",
            .init(.significantIncidentKnown, happenedAt: cases.now, party: CaseStore.lab)
        )
        func sendTheirs(to recipient: String) throws {
            _ = try SendNotice(
                incident: "lab's",
                notice: .earlyWarning,
                party: CaseStore.lab,
                nature: .first,
                sentAt: WrittenMoment(Instant(milliseconds: cases.now).text),
                reference: "Z-1",
                recipient: recipient,
                officer: cases.officer
            ).run(in: cases.store)
        }
        #expect(throws: CaseworkError.recipientMissing) { try sendTheirs(to: "") }
        try sendTheirs(to: "Z-CERT")
        #expect(try draft(.earlyWarning).sent.isEmpty)
    }
}

/// Help asked for, and crimes reported to the police.
@Suite struct OutsideReportTests {
    private let cases: CaseStore

    init() throws {
        cases = try CaseStore()
        try cases.open()
    }

    private func report(
        _ kind: OutsideReportKind,
        to recipient: String = "the police of Nergenshuizen",
        at when: String? = nil,
        reference: String = "PL-2025-1",
        evidence: String = "",
        because: String = "computers were broken into"
    ) throws {
        try RecordOutsideReport(
            incident: "case",
            report: kind,
            recipient: recipient,
            when: WrittenMoment(when ?? Instant(milliseconds: cases.now).text),
            reference: reference,
            evidence: EvidenceHash.read(evidence),
            because: StatedReason(because),
            officer: cases.officer
        ).run(in: cases.store)
    }

    private func list() throws -> [ListOutsideReports.Item] {
        try ListOutsideReports(incident: "case").run(in: cases.reader())
    }

    @Test func `a report to the police stands with recipient, moment, reference, hash and reason`()
        throws
    {
        let hash = String(repeating: "ab", count: 32)
        try report(.policeReport, evidence: hash)
        try report(.assistanceAsked, to: "the NCSC", reference: "N-7")
        let all = try list()
        #expect(all.map(\.report) == [.policeReport, .assistanceAsked])
        #expect(all[0].recipient == "the police of Nergenshuizen" && all[0].evidence == hash)
        #expect(all[0].reference == "PL-2025-1" && all[0].because == "computers were broken into")
        #expect(all[1].evidence == nil && all[1].takenBack == nil)
        let lines = try ShowTimeline(incident: "case").run(in: cases.reader()).map(\.done)
        #expect(
            lines.last
                == .outsideReport(
                    .assistanceAsked,
                    to: "the NCSC",
                    reference: "N-7",
                    because: "computers were broken into"
                )
        )
    }

    @Test
    func `without recipient, proof or reason, ahead, or with somebody's number it is refused`()
        throws
    {
        let before = try cases.store.entryCount
        #expect(throws: CaseworkError.recipientMissing) { try report(.policeReport, to: " ") }
        #expect(throws: CaseworkError.noProofOfSending) {
            try report(.policeReport, reference: ".")
        }
        #expect(throws: CaseworkError.reasonMissing) { try report(.policeReport, because: "x") }
        #expect(throws: CaseworkError.momentToCome) {
            try report(.policeReport, at: "2031-01-01 10:00")
        }
        #expect(throws: CaseworkError.evidenceHashRefused) {
            try report(.policeReport, evidence: String(repeating: "g", count: 64))
        }
        #expect(throws: CaseworkError.citizenNumberTyped) {
            try report(.policeReport, because: "it is about 111222333")
        }
        #expect(try cases.store.entryCount == before)
    }

    @Test func `it is taken back once, with a reason, and stays visible`() throws {
        func takeBack() throws {
            _ = try TakeBack(
                incident: "case",
                what: "policeReport",
                because: StatedReason("it was not sent after all"),
                officer: cases.officer
            ).run(in: cases.store)
        }
        #expect(throws: StoreError.refused(.nothingToTakeBack("policeReport"))) { try takeBack() }
        try report(.policeReport)
        try takeBack()
        #expect(try list()[0].takenBack?.because == "it was not sent after all")
        let lines = try ShowTimeline(incident: "case").run(in: cases.reader()).map(\.done)
        #expect(!lines.contains { if case .outsideReport = $0 { true } else { false } })
        #expect(throws: StoreError.refused(.nothingToTakeBack("policeReport"))) { try takeBack() }
    }
}
