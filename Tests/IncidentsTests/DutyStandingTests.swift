// SPDX-License-Identifier: EUPL-1.2

import Custody
import Incidents
import Testing

struct DutyStandingTests {
    private static let hour: Int64 = 3_600_000
    private static let told = DutyLocalTime.utcMilliseconds(
        on: DutyDate(year: 2025, month: 8, day: 6),
        hour: 14
    )
    private static let moments: DutyMoments = [
        .processorDiscovered: told - 31 * 24 * hour, .processorToldController: told,
    ]
    private static let term = DutyRuleSet.AgreedTerm(
        version: "v3",
        from: DutyDate(year: 2017, month: 1, day: 1),
        incidentHours: 24
    )

    private func standing(
        _ moments: DutyMoments = moments,
        role: PartyRole? = .processor,
        terms: [DutyRuleSet.AgreedTerm] = [term],
        decisions: [DutyDecision] = [],
        after hours: Int64 = 1
    ) -> DutyStanding {
        standing(moments, roles: role.map { [recorded($0)] } ?? [], terms, decisions, hours)
    }

    private func standing(
        _ moments: DutyMoments = moments,
        roles: [RecordedRole],
        _ terms: [DutyRuleSet.AgreedTerm] = [term],
        _ decisions: [DutyDecision] = [],
        _ hours: Int64 = 1
    ) -> DutyStanding {
        DutyStanding(
            moments: moments,
            roles: roles,
            terms: terms,
            decisions: decisions,
            now: Self.told + hours * Self.hour
        )
    }

    private func recorded(
        _ role: PartyRole,
        from day: Int = 17_000,
        at hours: Int64? = nil,
        because reason: String = ""
    ) -> RecordedRole {
        RecordedRole(
            role,
            from: day,
            recorded: DutyRecording(
                at: Self.told + (hours ?? -99) * Self.hour,
                by: "officer",
                because: reason,
                isAfterOpening: hours != nil
            )
        )
    }

    private func decision(_ kind: DutyDecisionKind, until hours: Int64? = nil) -> DutyDecision {
        DutyDecision(
            kind,
            decidedAt: Self.told + Self.hour,
            until: hours.map { Self.told + $0 * Self.hour },
            by: "officer",
            because: "as the crisis team decided"
        )
    }

    @Test func `as long as nobody decided about awareness, that is the hint`() {
        #expect(standing().hints == [.awarenessNotDecided])
        var decided = Self.moments
        decided[.controllerAware] = Self.told
        #expect(standing(decided).hints.isEmpty)
    }

    @Test func `without a role the clocks run as for a disputed one, and the hint says so`() {
        let unknown = standing(role: nil)
        #expect(unknown.hints == [.roleNotRecorded, .awarenessNotDecided])
        #expect(unknown.role == nil)
        #expect(unknown.clocks == standing(role: .disputed).clocks)
    }

    @Test func `a controller of its own has its own clocks, and no decision of ours is missing`() {
        let own = standing(role: .ownController)
        #expect(!own.clocks.contains { $0.rule.id == DutyRuleSet.authorityNotice.id })
        #expect(own.hints.isEmpty)
    }

    @Test
    func `where we are the processor the hours of the agreement are ours, from when we found it`()
        throws
    {
        let found: DutyMoments = [.discoveredByUs: Self.told]
        let ours = standing(found, role: .ourController, after: 25)
        try #require(ours.clocks.map(\.rule.law) == ["GDPR", "agreement"])
        #expect(ours.clocks.allSatisfy { $0.rule.bearer == .ourselvesAsProcessor })
        #expect(ours.clocks[0].state == .running, "the law gives no hours")
        #expect(ours.clocks[1].dueAt == Self.told + 24 * Self.hour)
        #expect(ours.clocks[1].state == .overdue && ours.isOverdue)
        #expect(ours.hints.isEmpty)
        var told = found
        told[.controllerTold] = Self.told + 2 * Self.hour
        let met = standing(told, role: .ourController, after: 25)
        #expect(met.clocks.allSatisfy { $0.state == .met && $0.lateness == nil })
    }

    @Test func `the agreement is the one that held when the breach was found`() {
        let agreed = standing().clocks.filter { $0.rule.law == "agreement" }
        #expect(agreed.map(\.rule.article) == ["v3"])
        #expect(agreed.first?.lateness?.days == 30)
        let later = DutyRuleSet.AgreedTerm(
            version: "v4",
            from: DutyDate(year: 2025, month: 8, day: 1),
            incidentHours: 12
        )
        #expect(standing(terms: [Self.term, later]).clocks == standing().clocks)
        #expect(!standing(terms: [later]).clocks.contains { $0.rule.law == "agreement" })
        #expect(!standing(terms: []).clocks.contains { $0.rule.law == "agreement" })
    }

    @Test func `somebody must act once anything is overdue, or as long as nobody decided`() {
        #expect(standing(after: 1).isOverdue, "told, and awareness undecided")
        var decided = Self.moments
        decided[.controllerAware] = Self.told
        #expect(!standing(decided, after: 72).isOverdue)
        #expect(standing(decided, after: 73).isOverdue)
        decided[.authorityNotified] = Self.told + Self.hour
        #expect(!standing(decided, after: 73).isOverdue)
        #expect(!standing([:], after: 73).isOverdue, "nobody told us of anything")
    }

    @Test func `told and undecided, a clock of its own says for how long`() throws {
        let clock = try #require(
            standing(after: 26 * 24).clocks.first { $0.rule.id == DutyRuleSet.awareness.id }
        )
        #expect(clock.state == .running && clock.elapsed?.days == 26)
        let notBreach = standing(decisions: [decision(.noBreach)], after: 26 * 24)
        #expect(!notBreach.isOverdue)
        #expect(notBreach.clocks.filter { $0.state == .ended }.count == 4, "33(2) was met before")
    }

    @Test
    func `one day decides about role and agreement: that of the discovery, else of the telling`() {
        let july = DutyDate(year: 2025, month: 7, day: 6)
        #expect(standing().decidingDay == july)
        #expect(DutyStanding.decidingDay([.processorToldController: Self.told], now: 0).month == 8)
        #expect(DutyStanding.decidingDay([:], now: 0) == DutyDate(year: 1970, month: 1, day: 1))
        let later = standing(roles: [
            recorded(.processor), recorded(.ownController, from: july.dayNumber + 1, at: 1),
        ])
        #expect(later.role == .processor && later.struckOut.isEmpty)
        #expect(
            later.hints.contains(
                .roleBeginsLater(role: "ownController", from: july.dayNumber + 1)
            )
        )
    }

    @Test func `a duty that a later role takes away stays, struck out, with who did it and why`()
        throws
    {
        var aware = Self.moments
        aware[.controllerAware] = Self.told
        let gone = standing(
            aware,
            roles: [
                recorded(.processor), recorded(.ownController, at: 80, because: "counsel says so"),
            ],
            [Self.term],
            [],
            90
        )
        #expect(gone.clocks.isEmpty && gone.role == .ownController)
        let notice = try #require(
            gone.struckOut.first { $0.clock.rule.id == DutyRuleSet.authorityNotice.id }
        )
        #expect(notice.clock.state == .overdue && gone.isOverdue)
        #expect(notice.cause == .role("ownController", from: 17_000))
        #expect(notice.recorded.by == "officer" && notice.recorded.because == "counsel says so")
        #expect(gone.struckOut.contains { $0.clock.rule.law == "agreement" })
        let settled = standing(
            aware,
            roles: [recorded(.processor), recorded(.ownController, at: 80)],
            [Self.term],
            [decision(.notOurBreach)],
            90
        )
        #expect(!settled.isOverdue && !settled.struckOut.isEmpty)
        let back = standing(
            aware,
            roles: [
                recorded(.processor), recorded(.ownController, at: 80),
                recorded(.processor, at: 81),
            ]
        )
        #expect(back.struckOut.isEmpty)
        let before = standing(aware, roles: [recorded(.processor), recorded(.ownController)])
        #expect(before.struckOut.isEmpty && before.clocks.isEmpty, "so it was at the opening")
    }

    @Test
    func `of two agreements of one day the strictest counts; none, or none with hours, is said`() {
        func term(_ version: String, _ hours: Int?) -> DutyRuleSet.AgreedTerm {
            DutyRuleSet.AgreedTerm(
                version: version,
                from: DutyDate(year: 2020, month: 1, day: 1),
                incidentHours: hours
            )
        }
        let two = standing(terms: [term("a", 24), term("b", 48), term("c", nil)])
        #expect(two.clocks.filter { $0.rule.law == "agreement" }.map(\.rule.article) == ["a"])
        #expect(two.hints.contains(.agreementsOfOneDay(versions: ["a", "b", "c"], strictest: "a")))
        #expect(standing(terms: []).hints.contains(.noAgreement))
        #expect(standing(terms: [term("a", nil)]).hints.contains(.noHoursAgreed(version: "a")))
        #expect(!standing(role: .ownController, terms: []).hints.contains(.noAgreement))
    }

    @Test func `an agreement recorded later that names no hours strikes the duty out`() throws {
        let later = DutyRuleSet.AgreedTerm(
            version: "v4",
            from: DutyDate(year: 2020, month: 1, day: 1),
            incidentHours: nil,
            recorded: DutyRecording(at: Self.told, by: "officer", isAfterOpening: true)
        )
        let gone = standing(terms: [Self.term, later])
        let agreed = try #require(gone.struckOut.first)
        #expect(agreed.clock.rule.article == "v3" && gone.struckOut.count == 1)
        #expect(agreed.cause == .agreement("v4", from: later.from.dayNumber))
    }

    @Test func `what the processor told stands though it did not say when it found out`() throws {
        let told = standing([.processorToldController: Self.told])
        let law = try #require(
            told.clocks.first { $0.rule.id == DutyRuleSet.processorNotice.id }
        )
        #expect(law.state == .met && law.metAt == Self.told && law.elapsed == nil)
        #expect(told.hints.contains(.discoveryNotRecorded))
        #expect(!standing().hints.contains(.discoveryNotRecorded))
    }

    @Test(
        arguments: [
            (.riskUnlikely, ["gdpr-33-1", "gdpr-34"]), (.noHighRisk, ["gdpr-34"]),
            (.dataUnintelligible, ["gdpr-34"]), (.riskRemoved, ["gdpr-34"]),
            (.notSignificant, []), (.reasonsForDelay, []),
        ] as [(DutyDecisionKind, [String])]
    )
    func `a decision ends the duties of its article, and no clock runs on`(
        kind: DutyDecisionKind,
        ended: [String]
    ) {
        var aware = Self.moments
        aware[.controllerAware] = Self.told
        let decided = standing(aware, decisions: [decision(kind)], after: 100)
        let over = decided.clocks.filter { $0.state == .ended }
        #expect(over.map(\.rule.id.rawValue).filter { $0 != "gdpr-33-4" } == ended)
        #expect(over.allSatisfy { $0.decision?.kind == kind && $0.remaining == nil })
        #expect(decided.isOverdue == !ended.contains("gdpr-33-1"))
        #expect(kind.article.isEmpty == false)
    }

    @Test func `a public communication takes the place of telling everybody, once it is made`()
        throws
    {
        var aware = Self.moments
        aware[.controllerAware] = Self.told
        func persons(_ moments: DutyMoments) throws -> DutyClock {
            try #require(
                standing(moments, decisions: [decision(.disproportionateEffort)], after: 9).clocks
                    .first { $0.rule.id == DutyRuleSet.personsNotice.id }
            )
        }
        #expect(try persons(aware).state == .running)
        #expect(try persons(aware).decision?.kind == .disproportionateEffort)
        aware[.publicCommunicationMade] = Self.told + 5 * Self.hour
        #expect(try persons(aware).state == .met)
    }

    @Test func `law enforcement makes the telling wait, not the authority, and not for ever`() {
        var aware = Self.moments
        aware[.controllerAware] = Self.told
        func states(after hours: Int64) -> [String: DutyClock.State] {
            let wait = decision(.lawEnforcementAsks, until: 48)
            return standing(aware, decisions: [wait], after: hours).clocks
                .reduce(into: [:]) { $0[$1.rule.id.rawValue] = $1.state }
        }
        #expect(
            states(after: 47)["gdpr-34"] == .waiting && states(after: 47)["gdpr-33-1"] == .running
        )
        #expect(states(after: 49)["gdpr-34"] == .running)
        #expect(states(after: 73)["gdpr-33-1"] == .overdue)
    }

    @Test func `late by a second asks for the reasons, and they are given once`() throws {
        var late = Self.moments
        late[.controllerAware] = Self.told
        late[.authorityNotified] = Self.told + 72 * Self.hour + 1000
        #expect(standing(late, after: 100).hints == [.reasonsForDelayMissing])
        #expect(standing(late, decisions: [decision(.reasonsForDelay)], after: 100).hints.isEmpty)
        late[.authorityNotified] = Self.told + 72 * Self.hour
        #expect(standing(late, after: 100).hints.isEmpty)
    }

    @Test func `a second notification is further information and makes nothing late`() {
        func recorded(_ moment: DutyMoment, _ hours: Int64) -> RecordedMoment {
            RecordedMoment(
                moment,
                happenedAt: Self.told + hours * Self.hour,
                recordedAt: Self.told + hours * Self.hour
            )
        }
        let phases = DutyMoments([
            recorded(.controllerAware, 0), recorded(.authorityNotified, 20),
            recorded(.authorityNotified, 200), recorded(.authoritySupplemented, 300),
        ])
        #expect(phases[.authorityNotified] == Self.told + 20 * Self.hour)
        #expect(phases[.authoritySupplemented] == Self.told + 300 * Self.hour)
        let notice = DutyClock(
            rule: DutyRuleSet.authorityNotice,
            moments: phases,
            now: Self.told + 400 * Self.hour
        )
        #expect(notice.state == .met && notice.lateness == nil)
        #expect(
            DutyMoment.doubts(
                about: [.authorityNotified: Self.told + 9 * Self.hour],
                known: [.authorityNotified: Self.told],
                now: Self.told + 10 * Self.hour
            ) == [.second(.authorityNotified)]
        )
    }

    @Test func `a withdrawn notification ends the phases and asks why none is due`() throws {
        var moments = Self.moments
        moments[.controllerAware] = Self.told
        moments[.authorityNotified] = Self.told + Self.hour
        moments[.authorityNotificationWithdrawn] = Self.told + 5 * Self.hour
        let withdrawn = standing(moments, after: 9)
        let phases = try #require(
            withdrawn.clocks.first { $0.rule.id == DutyRuleSet.authorityFollowUp.id }
        )
        #expect(phases.state == .met && phases.rule.englishTitle.contains("withdrawn"))
        #expect(withdrawn.hints == [.withdrawalNotDecided])
        #expect(standing(moments, decisions: [decision(.noBreach)], after: 9).hints.isEmpty)
    }

    @Test func `what was corrected or taken back stays to be seen`() {
        func recorded(
            _ happened: Int64,
            _ recordedAt: Int64,
            takenBack: RecordedMoment.TakenBack? = nil
        ) -> RecordedMoment {
            RecordedMoment(
                .processorDiscovered,
                happenedAt: happened,
                recordedAt: recordedAt,
                by: "officer",
                note: "mail of the laboratory",
                takenBack: takenBack
            )
        }
        let all = [
            recorded(10, 100), recorded(5, 200),
            recorded(
                7,
                300,
                takenBack: RecordedMoment.TakenBack(at: 400, by: "o", because: "typo")
            ),
        ]
        #expect(DutyMoments(all)[.processorDiscovered] == 5, "the one before counts again")
        #expect(DutyMoments(all, recordedBy: 350)[.processorDiscovered] == 7)
        let changes = DutyChange.changes(of: .processorDiscovered, in: all)
        #expect(changes.map(\.was) == [10, 7] && changes.map(\.isNow) == [5, nil])
        #expect(changes.map(\.because) == ["mail of the laboratory", "typo"])
        #expect(DutyChange.changes(of: .controllerAware, in: all).isEmpty)
        #expect(DutyChange.changes(of: .processorDiscovered, in: [all[0], all[0]]).isEmpty)
    }

    @Test func `a draft is for what-if: 96 hours, and the law has 72`() {
        var moments = Self.moments
        moments[.controllerAware] = Self.told
        func due(_ edition: DutyRuleSet.Edition) -> Int64? {
            DutyStanding(
                moments: moments,
                roles: [recorded(.processor)],
                terms: [],
                edition: edition,
                now: Self.told
            ).clocks.first { $0.rule.id == DutyRuleSet.authorityNotice.id }?.dueAt
        }
        #expect(due(.law) == Self.told + 72 * Self.hour)
        #expect(due(.omnibusDraft) == Self.told + 96 * Self.hour)
    }

    @Test func `of one name the last that had been recorded counts`() {
        let recorded = [
            RecordedMoment(.controllerAware, happenedAt: 10, recordedAt: 100),
            RecordedMoment(.personsInformed, happenedAt: 11, recordedAt: 150),
            RecordedMoment(.controllerAware, happenedAt: 12, recordedAt: 200),
        ]
        #expect(DutyMoments(recorded) == [.controllerAware: 12, .personsInformed: 11])
        #expect(DutyMoments(recorded, recordedBy: 199)[.controllerAware] == 10)
        #expect(DutyMoments(recorded, recordedBy: 100) == [.controllerAware: 10])
        #expect(DutyMoments(recorded, recordedBy: 99) == [:])
    }

    @Test(
        arguments: [
            ([.controllerAware: 5], [:], []),
            ([.controllerAware: 11], [:], [.inTheFuture(.controllerAware)]),
            (
                [.processorToldController: 3], [.processorDiscovered: 4],
                [.impossible(.processorToldController, before: .processorDiscovered)]
            ),
            (
                [.controllerAware: 3], [.processorToldController: 4],
                [.odd(.controllerAware, before: .processorToldController)]
            ),
            (
                [.processorDiscovered: 2], [.processorDiscovered: 9, .processorToldController: 4],
                [.again(.processorDiscovered)]
            ),
        ] as [(DutyMoments, DutyMoments, [DutyMomentDoubt])]
    )
    func `a moment is doubted beside those that are known`(
        new: DutyMoments,
        known: DutyMoments,
        doubts: [DutyMomentDoubt]
    ) {
        #expect(DutyMoment.doubts(about: new, known: known, now: 10) == doubts)
    }

    @Test func `of a day without a time only what cannot be is refused, and what has not come yet`()
    {
        var told = DutyMoments()
        told.set(.processorToldController, to: DutyMoments.Span(earliest: 5, latest: 9))
        func doubts(_ found: Int64, now: Int64) -> [DutyMomentDoubt] {
            DutyMoment.doubts(about: [.processorDiscovered: found], known: told, now: now)
        }
        #expect(doubts(8, now: 10).isEmpty, "it can have been told after it")
        #expect(
            doubts(10, now: 10) == [
                .impossible(.processorToldController, before: .processorDiscovered)
            ]
        )
        #expect(DutyMoment.doubts(about: told, known: [:], now: 6).isEmpty)
        #expect(
            DutyMoment.doubts(about: told, known: [:], now: 4)
                == [.inTheFuture(.processorToldController)]
        )
    }

    @Test func `of a moment without a time the end that speaks against us counts`() {
        let (begin, hour) = (Self.told, Self.hour)
        let day = DutyMoments.Span(earliest: begin, latest: begin + 24 * hour - 1)
        var moments = DutyMoments()
        moments.set(.controllerAware, to: day)
        moments.set(
            .authorityNotified,
            to: DutyMoments.Span(earliest: begin + 72 * hour - 1, latest: begin + 72 * hour + 1)
        )
        let now = begin + 1000 * hour
        let ours = DutyClock(rule: DutyRuleSet.authorityNotice, moments: moments, now: now)
        #expect(ours.startsAt == begin && ours.lateness?.milliseconds == 1)
        var theirs = DutyMoments()
        theirs.set(.processorDiscovered, to: day)
        theirs.set(.processorToldController, to: day)
        let agreed = DutyRuleSet.agreement(
            "v1",
            hours: 24,
            inForceFrom: DutyDate(year: 1960, month: 1, day: 1)
        )
        let clock = DutyClock(rule: agreed, moments: theirs, now: now)
        #expect(clock.startsAt == day.latest && clock.metAt == day.earliest)
        #expect(clock.lateness == nil && clock.elapsed?.milliseconds == 0)
    }

    @Test func `whatever stands beside a duty has a name in both languages`() {
        for language in Language.allCases {
            let states = DutyClock.State.allCases.map { $0.name(in: language) }
            #expect(Set(states).count == states.count)
            let recipients = DutyRule.Recipient.allCases.map { $0.name(in: language) }
            #expect(Set(recipients).count == recipients.count)
            #expect(Set(DutyRule.Bearer.allCases.map { $0.name(in: language) }).count == 3)
        }
        #expect(DutyClock.State.overdue.name(in: .english) == "overdue")
        #expect(DutyClock.State.overdue.name(in: .dutch) == "te laat")
    }
}
