// SPDX-License-Identifier: EUPL-1.2

import Casework
import Custody
import Foundation
import Store
import Testing

@testable import Wording

/// The forecast in words: each sentence is of numbers that stand in the answer.
@Suite struct ContactWordsTests {
    private func answer(_ json: String) throws -> ShowForecast.Break {
        try JSONDecoder().decode(ShowForecast.Break.self, from: Data(json.utf8))
    }

    private static let broken = """
        {"kind":"moreThanForeseen","day":"2025-09-15","measured":2145,"foreseenLow":170,"foreseenHigh":284,\
        "probability":1e-48,"callsAfter":2368,"agentsAfter":104,"agentsBefore":17}
        """

    @Test func `a break says the day, how seldom it is and what it asks for, in both languages`()
        throws
    {
        let broken = try answer(Self.broken)
        let english = broken.sentence(in: .english)
        for part in [
            "Mon 2025-09-15", "2,145", "170 to 284", "less than once in a million days",
            "104 agents", "2,368", "17 would",
        ] {
            #expect(english.contains(part), "\(part)")
        }
        let dutch = broken.sentence(in: .dutch)
        for part in [
            "ma 2025-09-15", "2.145", "170 tot 284", "minder dan eens in een miljoen dagen",
            "104 medewerkers", "2.368", "waren 17 genoeg",
        ] {
            #expect(dutch.contains(part), "\(part)")
        }
    }

    @Test func `calls that do not arrive ask for a test from outside`() throws {
        var silent = try answer(Self.broken)
        silent.kind = .callsMissing
        silent.probability = 1.0 / 2_000
        #expect(silent.sentence(in: .english).contains("once in 2,000 days"))
        #expect(silent.sentence(in: .english).contains("test it from outside"))
        #expect(silent.sentence(in: .dutch).contains("bel zelf van buiten"))
    }

    @Test func `an announcement is spoken of when it is old only`() throws {
        var said = try JSONDecoder().decode(
            ShowForecast.Announcement.self,
            from: Data(
                #"{"quotes":"one","newest":"two","isStale":true,"recordedAt":"2025-09-05T08:00:00+02:00"}"#
                    .utf8
            )
        )
        #expect(said.sentence(in: .english)?.contains("'two' is newer") == true)
        #expect(said.sentence(in: .dutch)?.contains("spreek die opnieuw in") == true)
        said.isStale = false
        #expect(said.sentence(in: .english) == nil)
    }

    @Test func `a verdict is a sentence with its number`() {
        #expect(
            ShowForecast.Verdict.enough.sentence(short: 0, in: .english) == "The team is enough."
        )
        #expect(
            ShowForecast.Verdict.tooFew.sentence(short: 18, in: .dutch).contains("in 18 halve uren")
        )
        #expect(
            ShowForecast.Verdict.mailsWait.sentence(short: 1_200, in: .english).contains(
                "1,200 mails"
            )
        )
    }

    @Test
    func `the agents of a question are told in both languages, with a table of the half hours`()
        throws
    {
        let answer = try PlanAgents(calls: 400, mails: 91, team: GivenTeam(agents: 12)).run()
        let english = answer.passages(in: .english)
        #expect(
            english.first
                == .line(
                    "400 calls and 91 mails a day, 80 % within 20 s: 12 agents at the busiest time, "
                        + "18 on the roster."
                )
        )
        #expect(english.dropFirst().first == .line("With 12: The team is enough."))
        guard case .table(let header, let rows, _) = try #require(english.last) else {
            Issue.record("no table")
            return
        }
        #expect(header.first == "from" && rows.count == 24)
        #expect(rows.first?.first == "08:00")
        let nobody = try PlanAgents(calls: 1_400, mails: 0, team: GivenTeam(agents: 0)).run()
        guard case .line(let dutch) = nobody.passages(in: .dutch)[0] else { return }
        #expect(dutch.hasPrefix("1.400 gesprekken en 0 mails"))
        #expect(nobody.passages(in: .dutch)[1] == .gap, "no team, no verdict")
    }

    @Test func `what is refused says what may be, and names the day`() throws {
        let day = Day(number: 20_347)
        for problem in [
            ContactProblem.dayToCome(day), .dayTwice(day), .numberRefused(day), .moreThanCame(day),
            .handlingRefused(day),
        ] {
            let told = try #require(ToldFailure(about: CaseworkError.contactsRefused(problem)))
            #expect(told.sentence.contains("2025-09-16"))
            #expect(told.kind == .usage)
        }
        for problem in ForecastProblem.allCases {
            let told = try #require(ToldFailure(about: CaseworkError.forecastRefused(problem)))
            #expect(told.kind == .usage && told.sentence.count > 20)
        }
        let team = try #require(ToldFailure(about: CaseworkError.noContactTeam))
        #expect(team.command == "spoor forecast team --agents 12")
        let there = try #require(
            ToldFailure(about: StoreError.alreadyThere(.contactDay(day.number)))
        )
        #expect(there.sentence.contains("2025-09-16"))
    }
}
