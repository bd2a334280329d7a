// SPDX-License-Identifier: EUPL-1.2

import Casework
import Custody
import Incidents
import Letters
import Store
import Testing

/// The contact centre of an incident: measured days, the team, news, and what is foreseen from them.
@Suite struct ContactCentreTests {
    private let test: CaseStore
    private let store: Store

    init() throws {
        test = try CaseStore()
        store = test.store
        try test.open()
    }

    /// Monday 4 August 2025; the case plays on Wednesday the 6th.
    private static let monday = Day(number: 20_304)
    private static var tuesday: Day { Day(number: monday.number + 1) }

    @discardableResult
    private func record(
        _ figures: [ContactFigures],
        incident: String? = "case",
        because: String? = nil
    ) throws -> RecordContactDays.Answer {
        try RecordContactDays(
            incident: incident,
            days: figures,
            because: because.map { try StatedReason($0) },
            officer: test.officer
        ).run(in: store)
    }

    private func show(_ incident: String? = "case", days: Int = 7, letters: Int? = nil) throws
        -> ShowForecast.Answer
    {
        try ShowForecast(
            incident: incident,
            days: days,
            whatIfLetters: letters,
            now: test.officer.now
        ).run(in: store)
    }

    private func setTeam(
        _ team: GivenTeam,
        from day: Day = Self.monday,
        of incident: String? = "case"
    )
        throws -> SetContactTeam.Answer
    {
        try SetContactTeam(incident: incident, from: day, team: team, officer: test.officer)
            .run(in: store)
    }

    /// So many workdays before 4 August, each with so many calls.
    private func quietDays(_ calls: Int, _ count: Int = 10) -> [ContactFigures] {
        (1...(2 * count)).map { Self.monday.number - $0 }
            .filter { ($0 + 3) % 7 < 5 }.prefix(count).reversed()
            .map { ContactFigures(day: $0, offered: calls, mails: 9, handlingSeconds: 300) }
    }

    @Test func `days are recorded once, and put right by a counter-entry with its reason`() throws {
        let day = ContactFigures(day: Self.monday.number, offered: 210, answered: 200)
        let other = ContactFigures(day: Self.tuesday.number, offered: 190)
        #expect(try record([day, other]).recorded == 2)
        let again = try record([day])
        #expect(again.recorded == 0 && again.alreadyThere == 1)
        var right = day
        right.offered = 220
        #expect(throws: StoreError.alreadyThere(.contactDay(day.day))) { try record([right]) }
        #expect(try show().days.first?.measured?.calls == 210, "nothing was changed")
        try record([right], because: "two lines were added wrong")
        let shown = try show()
        #expect(shown.measuredDays == 2)
        #expect(shown.days.compactMap(\.measured?.calls) == [220, 190], "the other day stays")
        try record([day], because: "it was right after all")
        #expect(try show().days.compactMap(\.measured?.calls) == [210, 190])
        #expect(try test.reader().contactDays(of: nil).isEmpty)
    }

    @Test(arguments: [
        (ContactFigures(day: 20_307, offered: 9), ContactProblem.dayToCome(Day(number: 20_307))),
        (ContactFigures(day: 20_304, offered: -1), .numberRefused(Day(number: 20_304))),
        (
            ContactFigures(day: 20_304, offered: 9, answered: 8, abandoned: 2),
            .moreThanCame(Day(number: 20_304))
        ),
        (
            ContactFigures(day: 20_304, offered: 9, handlingSeconds: 0),
            .handlingRefused(Day(number: 20_304))
        ),
    ])
    func `a day that cannot be so is refused, and the good ones with it`(
        figures: ContactFigures,
        problem: ContactProblem
    ) throws {
        let good = ContactFigures(day: Self.tuesday.number, offered: 4)
        #expect(throws: CaseworkError.contactsRefused(problem)) { try record([good, figures]) }
        #expect(throws: CaseworkError.contactsRefused(.dayTwice(Self.tuesday))) {
            try record([good, good])
        }
        #expect(try show().measuredDays == 0)
    }

    @Test
    func `without a measured day it foresees from other cases, and without a team it judges none`()
        throws
    {
        let shown = try show()
        #expect(shown.measuredDays == 0)
        #expect(shown.team == nil)
        let tomorrow = try #require(shown.days.first { $0.day == shown.staffedDay })
        #expect(tomorrow.day == Day(number: 20_307), "Thursday, after the Wednesday that it is")
        #expect(tomorrow.staffing?.verdict == nil)
        #expect(tomorrow.staffing?.agents ?? 0 > 0)
        #expect(shown.halfHours.count == 24)
        #expect(shown.halfHours.first?.from == "08:00")
        #expect(!shown.needsALook)
    }

    @Test
    func `measured days narrow the band, and their handling time counts until a team has its own`()
        throws
    {
        let before = try show()
        try record(quietDays(200))
        let after = try show()
        func width(_ answer: ShowForecast.Answer) throws -> Int {
            let calls = try #require(answer.days.first { $0.day == answer.staffedDay }?.calls)
            return (calls.high - calls.low) * 100 / max(1, calls.middle)
        }
        #expect(try width(after) < 80)
        #expect(try width(before) > 150)
        let band = try #require(after.days.last?.calls)
        #expect((band.low...band.high).contains(200))
        #expect(
            after.days.first?.calls != nil,
            "measured days have the band of the day before them"
        )
        var team = GivenTeam(agents: 8)
        #expect(try setTeam(team).agents == 8)
        #expect(try show().team?.handlingSeconds == 300)
        team.handlingSeconds = 500
        _ = try setTeam(team)
        #expect(try show().team?.handlingSeconds == 500, "the later of two from one day")
    }

    @Test
    func `a team that is too small is said to be, and one from a later day counts from then on`()
        throws
    {
        try record(quietDays(400))
        _ = try setTeam(GivenTeam(agents: 3))
        _ = try setTeam(GivenTeam(agents: 30), from: Day(number: 20_310))
        let shown = try show()
        let few = try #require(shown.days.first { $0.day.number == 20_307 }?.staffing)
        #expect(few.verdict == .tooFew)
        #expect(few.short ?? 0 > 10)
        let many = try #require(shown.days.first { $0.day.number == 20_311 }?.staffing)
        #expect(many.verdict == .enough)
        #expect(many.teamCapacity ?? 0 > few.teamCapacity ?? 0)
        #expect(shown.needsALook)
        #expect(shown.days.first { $0.day.number == 20_308 }?.staffing != nil, "Friday")
        #expect(shown.days.first { $0.day.number == 20_309 }?.isOpen == false, "Saturday")
    }

    @Test func `opening hours, closed days and parts of a day are those that were said`() throws {
        var team = GivenTeam(agents: 6)
        team.parts = [GivenTeam.Part(from: "12:00", to: "14:00", agents: 2)]
        team.opening = "ma-do 09:00-17:30, za 10.00-12.00"
        team.closedDays = [Day(number: 20_307)]
        let set = try setTeam(team)
        #expect(set.capacities.map { $0 > 0 } == [true, true, true, true, false, true, false])
        let shown = try show()
        #expect(shown.days.first { $0.day.number == 20_307 }?.isOpen == false)
        #expect(shown.staffedDay == Day(number: 20_309), "Saturday")
        #expect(shown.halfHours.map(\.from) == ["10:00", "10:30", "11:00", "11:30"])
        let noon = try ShowForecast(
            incident: "case",
            on: Day(number: 20_311),
            now: test.officer.now
        ).run(in: store)
        #expect(noon.halfHours.first { $0.from == "12:30" }?.team == 2)
        #expect(noon.halfHours.first { $0.from == "14:00" }?.team == 6)
    }

    @Test(arguments: [
        "", "mo-fr", "fr-mo 08:00-20:00", "mo 20:00-08:00", "mo 08:15-20:00", "xx 08:00-20:00",
    ])
    func `opening hours that do not read are refused`(opening: String) throws {
        var team = GivenTeam(agents: 6)
        team.opening = opening
        #expect(throws: CaseworkError.forecastRefused(.opening)) { try setTeam(team) }
    }

    @Test
    func
        `letters count from the day on which they were handed over, with the decision they follow`()
        throws
    {
        try test.list("list-1", of: ["VB-1", "VB-2"])
        _ = try test.freeze("one")
        _ = try test.plan("first", .reported)
        try test.printAll("first")
        #expect(try show().rates.isEmpty, "printed is not posted")
        _ = try HandOverWave(
            incident: "case",
            wave: "first",
            when: WrittenMoment("2025-08-06"),
            carrier: "post",
            officer: test.officer
        ).run(in: store)
        let shown = try show()
        let posted = shown.days.filter { $0.lettersPosted > 0 }
        #expect(posted.map(\.day) == [Day(number: 20_306)])
        #expect(shown.rates.map(\.letters) == posted.map(\.lettersPosted))
        #expect(try show(nil).rates == shown.rates, "all incidents together")
    }

    @Test func `letters that are thought of raise the days after them, and nothing is recorded`()
        throws
    {
        try record(quietDays(20))
        let entries = try store.entryCount
        let (without, with) = (try show(days: 10), try show(days: 10, letters: 100_000))
        #expect(with.whatIf?.letters == 100_000)
        let last = try #require(with.days.last?.calls)
        let before = try #require(without.days.last?.calls)
        #expect(last.middle > 3 * before.middle)
        #expect(try store.entryCount == entries)
    }

    @Test
    func `a day on which calls do not arrive, and one on which far more came, are said at once`()
        throws
    {
        try record(quietDays(210))
        _ = try setTeam(GivenTeam(agents: 9))
        let silent = try record([ContactFigures(day: Self.monday.number, offered: 2)])
        #expect(silent.breaks.map(\.kind) == [.callsMissing])
        let loud = try record([ContactFigures(day: Self.tuesday.number, offered: 2_145)])
        let broken = try #require(loud.breaks.first)
        #expect(broken.kind == .moreThanForeseen)
        #expect(broken.day == Self.tuesday)
        #expect(broken.agentsAfter > 3 * broken.agentsBefore)
        #expect(try show().needsALook)
    }

    @Test func `news raises its day, and not any more when it is taken back`() throws {
        try record(quietDays(50))
        func foreseen() throws -> Int { try show().days.last?.calls?.middle ?? 0 }
        let before = try foreseen()
        try RecordContactNews(
            incident: "case",
            title: "television",
            day: Day(number: 20_311),
            calls: 500,
            halfLifeDays: 2,
            officer: test.officer
        ).run(in: store)
        #expect(try foreseen() > before + 200)
        func takeBack() throws {
            try RecordContactNews(
                takingBack: "television",
                of: "case",
                because: StatedReason("not broadcast"),
                officer: test.officer
            ).run(in: store)
        }
        try takeBack()
        #expect(try foreseen() == before)
        #expect(throws: StoreError.notFound(.contactNews("television"))) { try takeBack() }
    }

    @Test func `an announcement goes stale with the version that it quotes`() throws {
        try test.list("list-1", of: ["VB-1"])
        _ = try test.freeze("one")
        let fresh = try RecordAnnouncement(incident: "case", version: "one", officer: test.officer)
            .run(in: store)
        #expect(fresh.announcement?.isStale == false)
        _ = try test.freeze("two")
        let stale = try show()
        #expect(stale.announcement?.isStale == true)
        #expect(stale.announcement?.quotes == "one")
        #expect(stale.announcement?.newest == "two")
        #expect(stale.needsALook)
        #expect(throws: CaseworkError.noVersion("nine")) {
            try RecordAnnouncement(incident: "case", version: "nine", officer: test.officer)
                .run(in: store)
        }
    }

    @Test func `how large a wave may be needs a team, and grows with it`() throws {
        try record(quietDays(20))
        func size(_ day: Day? = nil, group: String = "reported") throws -> ShowWaveSize.Answer {
            try ShowWaveSize(
                incident: "case",
                postedOn: day,
                group: group,
                now: test.officer.now
            ).run(in: store)
        }
        #expect(throws: CaseworkError.noContactTeam) { try size() }
        _ = try setTeam(GivenTeam(agents: 6))
        let small = try size()
        #expect(small.postedOn == Day(number: 20_307))
        #expect(small.letters > 0)
        #expect(small.contacts > small.capacity)
        _ = try setTeam(GivenTeam(agents: 20))
        #expect(try size().letters > small.letters)
        #expect(throws: CaseworkError.forecastRefused(.postedOn)) { try size(Self.monday) }
        #expect(throws: CaseworkError.forecastRefused(.group)) { try size(group: "some") }
    }

    @Test func `what an incident does not have of its own is that of all together`() throws {
        try record(quietDays(90), incident: nil)
        _ = try setTeam(GivenTeam(agents: 9), of: nil)
        #expect(try show().measuredDays == 10)
        #expect(try show().team?.agents == 9)
        try record(Array(quietDays(30).prefix(3)))
        #expect(try show().measuredDays == 3)
        #expect(try show(nil).measuredDays == 10)
    }

    @Test func `a question without a store: twelve agents are enough for 400 calls, six are not`()
        throws
    {
        let twelve = try PlanAgents(calls: 400, mails: 91, team: GivenTeam(agents: 12)).run()
        #expect(twelve.verdict == .enough)
        #expect(twelve.agents == 12 && twelve.rostered == 18)
        let six = try PlanAgents(calls: 400, mails: 91, team: GivenTeam(agents: 6)).run()
        #expect(six.verdict == .tooFew)
        #expect(try PlanAgents(calls: 400, mails: 91, team: GivenTeam(agents: 0)).run().team == nil)
        #expect(throws: CaseworkError.forecastRefused(.numbers)) {
            try PlanAgents(calls: -1, mails: 0, team: GivenTeam(agents: 0)).run()
        }
    }

    @Test func `numbers outside their range are refused`() throws {
        #expect(throws: CaseworkError.forecastRefused(.days)) { try show(days: 91) }
        #expect(throws: CaseworkError.forecastRefused(.letters)) { try show(letters: -1) }
        #expect(throws: CaseworkError.forecastRefused(.level)) {
            try ShowForecast(incident: "case", level: 99, now: 0).run(in: store)
        }
        #expect(throws: CaseworkError.noIncident("other")) { try show("other") }
    }
}
