// SPDX-License-Identifier: EUPL-1.2

import Casework
import Custody
import Incidents
import Store
import Testing

/// A party that is suspended, what must be so before it is resumed, and how the programme goes on.
@Suite struct SuspensionTests {
    private let test: CaseStore

    init() throws {
        test = try CaseStore()
        try test.open("case", .init(.processorToldController, happenedAt: test.now - 60_000))
    }

    /// From 5 August 2025 in Amsterdam on, a day before the store's.
    private func suspend(
        orderedBy: String = "the director",
        scope: String = "all samples",
        from: String = "2025-08-05 09:00",
        counted: Int? = nil,
        countedHow: String = ""
    ) throws {
        try SuspendParty(
            CaseStore.lab,
            from: WrittenMoment(from),
            orderedBy: orderedBy,
            scope: scope,
            counted: counted,
            countedHow: countedHow,
            because: StatedReason("it was hacked"),
            officer: test.officer
        ).run(in: test.store)
    }

    private func judge(_ condition: Int, isMet: Bool = true, reference: String = "report 1") throws
    {
        let officer = try test.officer
        try JudgeCondition(
            condition,
            ofResuming: CaseStore.lab,
            isMet: isMet,
            reference: reference,
            evidence: EvidenceHash.read(String(repeating: "0a", count: 32)),
            at: WrittenMoment(at: officer.now),
            officer: officer
        ).run(in: test.store)
    }

    private func resume(
        because: String? = nil,
        second: String = "board member",
        from: Int64? = nil
    ) throws {
        let officer = try test.officer
        try ResumeParty(
            CaseStore.lab,
            from: WrittenMoment(at: from ?? officer.now),
            because: because.map { try StatedReason($0) },
            officer: officer,
            second: .named(second)
        ).run(in: test.store)
    }

    private func shown() throws -> [PartySuspension] {
        try ShowSuspensions(incident: "case").run(in: test.reader())
    }

    @Test func `an order says who gave it and what it is of, once at a time`() throws {
        func refused(_ problem: ContinuityProblem, _ body: () throws -> Void) {
            #expect(throws: CaseworkError.continuityRefused(problem), performing: body)
        }
        refused(.orderedBy) { try suspend(orderedBy: " .") }
        refused(.scope) { try suspend(scope: "") }
        refused(.countedHow) { try suspend(counted: 4) }
        refused(.numbers) { try suspend(counted: -1, countedHow: "couriers") }
        #expect(throws: CaseworkError.momentToCome) { try suspend(from: "2025-08-07 09:00") }
        #expect(throws: CaseworkError.citizenNumberTyped) {
            try suspend(scope: "samples of \(CaseStore.annasNumber)")
        }
        #expect(try shown().isEmpty, "nothing was recorded by then")
        try suspend(counted: 40, countedHow: "by the couriers")
        let one = try #require(try shown().first)
        #expect((one.orderedBy, one.scope) == ("the director", "all samples"))
        #expect((one.counted, one.countedHow) == (40, "by the couriers"))
        #expect(throws: StoreError.alreadyThere(.suspension(of: CaseStore.lab))) { try suspend() }
    }

    @Test func `resuming waits for every condition, or for a reason of two people`() throws {
        func condition(_ text: String) throws -> Int {
            try AddCondition(text, forResuming: CaseStore.lab, officer: test.officer)
                .run(in: test.store)
        }
        #expect(throws: StoreError.notFound(.suspension(of: CaseStore.lab))) {
            _ = try condition("tested")
        }
        #expect(throws: StoreError.notFound(.suspension(of: CaseStore.lab))) { try resume() }
        try suspend()
        #expect(try condition("an independent test") == 1)
        #expect(try condition("all keys are new") == 2)
        #expect(throws: CaseworkError.continuityRefused(.proof)) { try judge(1, reference: "") }
        #expect(throws: StoreError.notFound(.condition(number: 3))) { try judge(3) }
        try judge(1)
        try judge(2)
        try judge(2, isMet: false, reference: "one key was forgotten")
        #expect(try shown().first?.unmet == [2], "the last judgement counts")
        #expect(throws: StoreError.refused(.conditionsUnmet([2], of: CaseStore.lab))) {
            try resume()
        }
        #expect(throws: StoreError.refused(.sameOfficerTwice)) {
            try resume(because: "no other way", second: "Privacy  Officer ")
        }
        #expect(throws: StoreError.refused(.resumedBeforeSuspended(CaseStore.lab))) {
            try resume(because: "no other way", from: 1_754_000_000_000)
        }
        #expect(try shown().first?.resumption == nil)
        try resume(because: "no other way")
        let ended = try #require(try shown().first?.resumption)
        #expect((ended.unmet, ended.because, ended.second) == ([2], "no other way", "board member"))
        try suspend()
        try resume()
        #expect(try shown().count == 2, "without conditions no reason is needed")
    }

    @Test func `who has accounts resumes with two who signed in`() throws {
        try suspend()
        _ = try SetAccount(
            name: "board",
            person: "Board member",
            roles: [.board],
            because: StatedReason("a test"),
            officer: test.officer
        ).run(in: test.store)
        #expect(throws: CaseworkError.twoSignIn) { try resume() }
        #expect(try shown().first?.resumption == nil)
    }

    @Test func `what is given after the order is shown, and what is of before it is not`() throws {
        let day = 20_305
        #expect(Instant(milliseconds: test.now).day.number == day + 1, "the day after the order")
        try suspend()
        try test.disclose(["VB-1"], [.name], .givenByUs, on: day - 1)
        try test.disclose(["VB-1"], [.testResult], .producedThere, on: day + 1)
        #expect(try shown().first?.givenAfter == 0)
        try test.disclose(["VB-2"], [.name], .givenByUs, on: day)
        try test.disclose(["VB-3"], [.name], .givenByThirdParty, on: day + 1)
        let one = try #require(try shown().first)
        #expect((one.givenAfter, one.givenOnTheDay, one.firstGiven?.number) == (1, 1, day + 1))
        let waiting = try ShowStatus(now: test.now).run(in: test.reader())
        #expect(waiting.suspended == ["lab"])
        #expect(
            waiting.waiting.filter { $0.kind == .givenWhileSuspended }.map(\.count) == [1]
        )
        #expect(waiting.waiting.filter { $0.kind == .conditions }.isEmpty)
        _ = try AddCondition("tested", forResuming: CaseStore.lab, officer: test.officer)
            .run(in: test.store)
        #expect(
            try ShowStatus(now: test.now).run(in: test.reader()).waiting
                .filter { $0.kind == .conditions }.map(\.name) == ["lab"]
        )
    }

    @Test
    func `what is given on the day of resuming is told apart, and of later days is not counted`()
        throws
    {
        let day = 20_305
        try suspend()
        try test.disclose(["VB-1"], [.name], .givenByUs, on: day + 1)
        #expect(try shown().first?.givenAfter == 1)
        // It is the day after the order.
        try resume()
        try test.disclose(["VB-2"], [.name], .givenByUs, on: day + 2)
        let one = try #require(try shown().first)
        #expect((one.givenAfter, one.givenOnTheDay) == (0, 1))
    }

    private func figure(
        _ figure: ProgrammeFigure,
        _ value: Int,
        of party: String? = nil,
        day: String = "2025-08-04",
        low: Int? = nil,
        high: Int? = nil,
        isMeasured: Bool = true,
        source: String = "the register of invitations"
    ) throws {
        try RecordProgrammeFigure(
            figure,
            of: party.map(Party.ID.init(rawValue:)),
            day: Day(written: day),
            value: value,
            low: low,
            high: high,
            isMeasured: isMeasured,
            source: source,
            officer: test.officer
        ).run(in: test.store)
    }

    private func weeks(_ count: Int = 3) throws -> ShowContinuity.Answer {
        try ShowContinuity(weeks: count, now: test.now).run(in: test.reader())
    }

    @Test func `figures that cannot be are refused, and say whether they were measured`() throws {
        func refused(_ problem: ContinuityProblem, _ body: () throws -> Void) {
            #expect(throws: CaseworkError.continuityRefused(problem), performing: body)
        }
        refused(.party) { try figure(.capacity, 10) }
        refused(.party) { try figure(.backlog, 10, of: "lab") }
        refused(.numbers) { try figure(.participation, 1001) }
        refused(.numbers) { try figure(.backlog, -1) }
        refused(.band) { try figure(.participation, 500, low: 501) }
        refused(.band) { try figure(.participation, 500, high: 499) }
        refused(.source) { try figure(.backlog, 1, source: "?") }
        refused(.dayToCome) { try figure(.backlog, 1, day: "2025-08-07") }
        refused(.dayToCome) { try figure(.invitations, 1, day: "2025-08-11") }
        #expect(try weeks().figures.isEmpty)
        try figure(.invitations, 1, day: "2025-08-11", isMeasured: false)
        #expect(try weeks().figures.map(\.isMeasured) == [false], "a plan may be of later")
    }

    @Test func `the weeks to come follow from the figures, without whoever is suspended`() throws {
        try AddParty(
            Party(id: Party.ID(rawValue: "lab-b"), name: "Lab Beekzicht"),
            role: .processor,
            from: Day(number: 0),
            officer: test.officer
        ).run(in: test.store)
        #expect(try weeks().missing == [.backlog, .capacity, .invitations, .participation])
        try figure(.capacity, 3000, of: "lab")
        try figure(.capacity, 400, of: "lab-b")
        try figure(.backlog, 100, day: "2025-08-06")
        try figure(.invitations, 1000)
        try figure(.invitations, 500, day: "2025-08-20", isMeasured: false)
        try figure(.optOuts, 12)
        #expect(try weeks().missing == [.participation])
        try figure(.participation, 500, low: 400, high: 600)
        #expect(try weeks().weeks.map(\.capacity) == [3400, 3400, 3400])
        try suspend()
        let answer = try weeks()
        #expect(answer.suspended == ["lab"])
        #expect(answer.weeks.map(\.monday.text) == ["2025-08-11", "2025-08-18", "2025-08-25"])
        #expect(answer.weeks.map(\.capacity) == [400, 400, 400])
        #expect(answer.weeks.map(\.invitations) == [1000, 500, 500], "a plan of its week on")
        #expect(answer.weeks.map(\.backlog.middle) == [200, 50, 0])
        #expect(answer.weeks.first.map { [$0.backlog.low, $0.backlog.high] } == [100, 300])
        #expect(answer.weeks.map(\.waitTenths) == [5, 2, 0])
        #expect(answer.weeks.map(\.optOuts) == [12, 12, 12])
        for count in [0, 105] {
            #expect(throws: CaseworkError.continuityRefused(.weeks)) { try weeks(count) }
        }
        try resume(from: 1_755_500_400_000)
        #expect(try weeks().weeks.map(\.capacity) == [400, 3400, 3400], "from 18 August on")
    }

    @Test func `that results are intact says by whom, how, of which, and of which not`() throws {
        func examine(notExamined: String = "those before 2020", report: String = "R-14") throws {
            try RecordResultsFinding(
                .intact,
                of: CaseStore.lab,
                examiner: "an auditor",
                method: "compared with copies",
                scope: "results of 2025",
                notExamined: notExamined,
                day: Day(written: "2025-08-06"),
                reference: report,
                officer: test.officer
            ).run(in: test.store)
        }
        #expect(throws: CaseworkError.continuityRefused(.examination)) {
            try examine(notExamined: "")
        }
        #expect(throws: CaseworkError.continuityRefused(.proof)) { try examine(report: " ") }
        try examine()
        let found = try ListResultsFindings(of: [CaseStore.lab]).run(in: test.reader())
        #expect(found.map(\.finding) == [.intact])
        #expect(found.first?.notExamined == "those before 2020")
    }

    @Test func `the timeline holds what was done, of the parties of the incident`() throws {
        try suspend()
        _ = try AddCondition("tested", forResuming: CaseStore.lab, officer: test.officer)
            .run(in: test.store)
        try judge(1)
        try resume()
        let done = try ShowTimeline(incident: "case").run(in: test.reader()).map(\.done)
        #expect(
            done.filter {
                switch $0 {
                case .partySuspended, .conditionAdded, .conditionJudged, .partyResumed: true
                default: false
                }
            }.count == 4
        )
        #expect(
            done.contains(
                .partySuspended(
                    party: "lab",
                    orderedBy: "the director",
                    because: "it was hacked"
                )
            )
        )
    }
}
