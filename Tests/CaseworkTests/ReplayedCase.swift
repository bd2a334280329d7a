// SPDX-License-Identifier: EUPL-1.2

import Casework
import Custody
import Incidents
import Letters
import Store

/// The case of the demo, small, on a real store: each act recorded when it was done in August and September
/// 2025, or the same case so many weeks later, when the Cyberbeveiligingswet is in force.
struct ReplayedCase {
    let cases: CaseStore
    private let weeks: Int

    /// From August 2025 to September 2026, by whole weeks: each day keeps its weekday.
    static let toSeptember2026 = 56

    /// A day or moment of the case in Amsterdam, as it was or moved.
    static func moment(_ text: String, weeks: Int) throws -> Int64 {
        try WrittenMoment(text).latest + Int64(weeks) * 7 * 86_400_000
    }

    private func at(_ text: String) throws -> Int64 { try Self.moment(text, weeks: weeks) }

    private func written(_ text: String) throws -> WrittenMoment {
        try WrittenMoment(Instant(milliseconds: at(text)).text)
    }

    init(weeks: Int = 0) throws {
        self.weeks = weeks
        cases = try CaseStore(now: Self.moment("2025-08-01 08:00", weeks: weeks))
        try play()
    }

    private var isUnderCyberAct: Bool { weeks > 0 }

    private func play() throws {
        try AddAgreement(
            party: CaseStore.lab,
            version: "v3",
            from: Day(number: 17_000),
            incidentHours: 24,
            officer: cases.officer
        ).run(in: cases.store)
        try cases.advance(to: at("2025-08-06 14:25"))
        try SetRole(
            party: CaseStore.lab,
            role: .disputed,
            from: Instant(milliseconds: at("2025-07-06 10:00")).day,
            because: StatedReason("counsel doubts it"),
            officer: cases.officer
        ).run(in: cases.store)
        try call()
        if isUnderCyberAct {
            try cases.advance(to: at("2025-08-07 09:30"))
            try send(.earlyWarning, "2025-08-07 09:30")
        }
        try cases.advance(to: at("2025-08-08 11:00"))
        try cases.disclose(["VB-4"], [.name, .address], .givenByThirdParty, on: 16_000)
        try cases.advance(to: at("2025-08-08 12:00"))
        try cases.freeze("with-back-file")
        try cases.advance(to: at("2025-08-09 11:35"))
        try send(.dataBreach, "2025-08-09 11:30")
        if isUnderCyberAct {
            try cases.advance(to: at("2025-08-09 11:40"))
            try send(.incidentNotification, "2025-08-09 11:00")
        }
        try cases.advance(to: at("2025-08-11 16:30"))
        try cases.list("list-1", of: ["VB-1"])
        try cases.advance(to: at("2025-08-11 17:00"))
        try cases.freeze("first-list")
        try cases.advance(to: at("2025-08-12 10:00"))
        _ = try cases.plan("first", .reported)
        try cases.advance(to: at("2025-08-18 09:00"))
        try cases.printAll("first")
        try cases.advance(to: at("2025-08-29 10:30"))
        try cases.list("list-2", of: ["VB-2"], unresolved: 1)
        try cases.advance(to: at("2025-08-29 11:00"))
        try cases.freeze("second-list")
        try cases.advance(to: at("2025-09-01 10:00"))
        _ = try cases.plan("second", .everyone)
        try cases.advance(to: at("2025-09-12 09:00"))
        try cases.printAll("second")
    }

    /// The telephone rings at 14:20; twenty minutes later the incident is open.
    private func call() throws {
        try cases.advance(to: at("2025-08-06 14:40"))
        try cases.open(
            "case",
            .init(.processorDiscovered, happenedAt: at("2025-07-06 10:00")),
            .init(.processorToldController, happenedAt: at("2025-08-06 14:20")),
            .init(.controllerAware, happenedAt: at("2025-08-06 14:20"), note: "certain enough")
        )
        // Somebody decides it in 2025 too: the act is not there then.
        try DecideCyberAct(
            party: nil,
            applies: true,
            from: Day(number: 20_680),
            because: StatedReason("a care provider of large size"),
            officer: cases.officer
        ).run(in: cases.store)
        _ = try RecordMoment(
            incident: "case",
            moment: .init(.significantIncidentKnown, happenedAt: at("2025-08-06 14:20")),
            officer: cases.officer
        ).run(in: cases.store)
    }

    private func send(_ notice: NoticeKind, _ when: String) throws {
        _ = try SendNotice(
            incident: "case",
            notice: notice,
            nature: .first,
            sentAt: written(when),
            reference: "R-1",
            officer: cases.officer
        ).run(in: cases.store)
    }
}
