// SPDX-License-Identifier: EUPL-1.2

import Casework
import Custody
import HTTPTypes
import Incidents
import Store
import Testing

@testable import Desk

/// Notifications in stages, and what was asked or reported outside, in a browser.
@Suite struct NoticePageTests {
    /// A house in September 2026, where the Cyberbeveiligingswet applies to us and something happened.
    private func house() throws -> DeskHouse {
        let known = DutyLocalTime.utcMilliseconds(
            on: DutyDate(year: 2026, month: 9, day: 4),
            hour: 16
        )
        let house = try DeskHouse(now: known)
        try DecideCyberAct(
            party: nil,
            applies: true,
            from: Day(number: 20_680),
            because: StatedReason("a care provider of medium size"),
            officer: house.cases.officer
        ).run(in: house.cases.store)
        let officer = try house.cases.officer
        _ = try RecordMoment(
            incident: "case",
            moment: GivenMoment(.significantIncidentKnown, happenedAt: known),
            officer: officer
        ).run(in: house.cases.store)
        return house
    }

    private let path = "/incidents/case/notices"

    @Test func `in 2025 there is the notification to the authority alone`() async throws {
        let house = try DeskHouse()
        try await house.visit { [path] visitor in
            try await visitor.signIn(.privacyOfficer)
            let page = try await visitor.get(path).text
            #expect(page.contains("<h1>Eerste melding aan de AP</h1>"))
            #expect(!page.contains("Cbw") && !page.contains("cbw"))
            #expect(try await visitor.get(path + "?notice=cbw-26").status == .notFound)
            let refused = try await visitor.submit(
                path + "/answer",
                ["notice": "cbw-26", "question": "malicious", "text": "yes", "section": "3"]
            )
            #expect(refused.status == .notFound)
            #expect(try await visitor.get("/incidents/case").text.contains("Melding aan de AP"))
        }
    }

    @Test(arguments: [Language.dutch, .english])
    func `each stage has a page of its own, whole in both languages`(language: Language)
        async throws
    {
        let house = try house()
        try await house.visit { [path] visitor in
            try await visitor.signIn(.privacyOfficer, language: language)
            let list = try await visitor.get(path).text
            for code in ["gdpr-33", "cbw-26", "cbw-27", "cbw-29"] {
                #expect(list.contains("notices?notice=\(code)\""), "\(code)")
            }
            #expect(!list.contains("notice=cbw-28"))
            var pages = [list]
            for query in [
                "notice=gdpr-33&layout=edpb&section=3", "notice=cbw-26", "notice=cbw-26&section=3",
                "notice=cbw-27&section=3", "notice=cbw-29-progress", "notice=cbw-29&section=2",
            ] {
                pages.append(try await visitor.get("\(path)?\(query)").text)
            }
            pages.append(try await visitor.get("/incidents/case/decisions").text)
            for page in pages {
                #expect(Markup(page).problems == [])
                #expect(page.utf8.count < 60_000)
                for mistake in ["HTML(", "Optional(", "&lt;", "\\("] {
                    #expect(!page.contains(mistake), "\(mistake)")
                }
            }
            #expect(try await visitor.get(path + "?notice=cbw-28").status == .notFound)
            // Nothing is known of a duty of the laboratory, and another party is not concerned.
            #expect(try await visitor.get(path + "?notice=cbw-26&for=lab").status == .notFound)
            #expect(try await visitor.get(path + "?notice=cbw-26&for=other").status == .notFound)
        }
    }

    @Test func `a stage is answered, confirmed and sent, and the next one starts from it`()
        async throws
    {
        let house = try house()
        try await house.visit { [path] visitor in
            try await visitor.signIn(.privacyOfficer)
            let page = try await visitor.get(path + "?notice=cbw-26&section=3").text
            #expect(page.contains("Vroegtijdige waarschuwing: nog 22 uur"))
            #expect(page.contains("Z-CERT en de minister van VWS"))
            let typed = try await visitor.submit(
                path + "/answer",
                [
                    "notice": "cbw-26", "question": "malicious", "text": "ja, een inbraak",
                    "section": "3",
                ]
            )
            #expect(typed.location == path + "?notice=cbw-26&layout=cbw-26&section=3#open")
            let empty = try await visitor.submit(
                path + "/sent",
                ["notice": "cbw-26", "nature": "first", "time": "4-9-2026 16.30", "evidence": "x"]
            )
            #expect(empty.text.contains("Dit is geen SHA-256"))
            let sent = try await visitor.submit(
                path + "/sent",
                [
                    "notice": "cbw-26", "nature": "first", "time": "4-9-2026 16.00",
                    "reference": "Z-26-1", "recipient": "Z-CERT; VWS", "channel": "telefoon",
                ]
            )
            #expect(sent.location == path + "?notice=cbw-26#sent")
            let after = try await visitor.get(path + "?notice=cbw-26").text
            #expect(after.contains("Vroegtijdige waarschuwing: gestuurd"))
            #expect(after.contains("Z-CERT; VWS, telefoon") && after.contains("Z-26-1"))
            let next = try await visitor.get(path + "?notice=cbw-27&section=2").text
            #expect(next.contains("ja, een inbraak"))
            #expect(next.contains("uit vroegtijdige waarschuwing"))
            let timeline = try await visitor.get("/incidents/case/timeline").text
            #expect(timeline.contains("Vroegtijdige waarschuwing verstuurd aan Z-CERT; VWS."))
            // Who may only look has no form.
            try await visitor.signIn(.board)
            let board = try await visitor.get(path + "?notice=cbw-26&section=3").text
            #expect(!board.contains("notices/answer") && !board.contains("notices/sent"))
        }
    }

    @Test func `a notice of which only the moment is known says that its proof is missing`()
        async throws
    {
        let house = try house()
        try await house.visit { [path] visitor in
            try await visitor.signIn(.privacyOfficer)
            let before = try await visitor.get(path + "?notice=cbw-26").text
            #expect(before.contains("Er is nog niets gestuurd."))
            let officer = try house.cases.officer
            _ = try RecordMoment(
                incident: "case",
                moment: GivenMoment(.earlyWarningSent, happenedAt: officer.now),
                officer: officer
            ).run(in: house.cases.store)
            let after = try await visitor.get(path + "?notice=cbw-26").text
            #expect(after.contains("Het bewijs ontbreekt nog."))
            #expect(!after.contains("Er is nog niets gestuurd."))
        }
    }

    @Test func `the clock of a party stands as theirs, after the first on which we can act`()
        async throws
    {
        let house = try house()
        let officer = try house.cases.officer
        _ = try RecordMoment(
            incident: "case",
            moment: GivenMoment(
                .significantIncidentKnown,
                happenedAt: officer.now - 3_600_000,
                party: CaseStore.lab
            ),
            officer: officer
        ).run(in: house.cases.store)
        try await house.visit { [path] visitor in
            try await visitor.signIn(.privacyOfficer, language: .english)
            let page = try await visitor.get(path).text
            // Ours ends an hour later, and comes first.
            #expect(page.contains("<strong>22 hours 59 minutes</strong> <span>left</span>"))
            #expect(page.contains("What Lab Vlietzicht itself must notify"))
            let duties = try await visitor.get("/incidents/case/duties").text
            #expect(duties.contains("<dd>Lab Vlietzicht</dd>"))
            #expect(duties.contains("<dd>We, as entity</dd>"))
        }
    }

    @Test func `a report to the police is recorded with its proof, and asked again without one`()
        async throws
    {
        let house = try DeskHouse()
        let path = "/incidents/case/decisions"
        let fields = [
            "report": "policeReport", "recipient": "politie Nergenshuizen",
            "time": "6-8-2025 14.40", "because": "er is ingebroken",
        ]
        try await house.visit { visitor in
            try await visitor.signIn(.securityOfficer)
            let refused = try await visitor.submit(path + "/outside", fields)
            #expect(refused.text.contains("Vul het kenmerk in"))
            #expect(refused.text.contains("politie Nergenshuizen"))
            #expect(try ListOutsideReports(incident: "case").run(in: house.cases.store).isEmpty)
            let done = try await visitor.submit(
                path + "/outside",
                fields.merging(["reference": "PL-25-1"]) { $1 }
            )
            #expect(done.location == path + "#outside")
            let page = try await visitor.get(path).text
            #expect(page.contains("Aangifte gedaan: politie Nergenshuizen."))
            let timeline = try await visitor.get("/incidents/case/timeline").text
            #expect(timeline.contains("Aangifte gedaan, bij politie Nergenshuizen."))
            try await visitor.signIn(.auditor)
            #expect(try await visitor.submit(path + "/outside", fields).status == .forbidden)
        }
    }
}
