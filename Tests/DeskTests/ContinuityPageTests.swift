// SPDX-License-Identifier: EUPL-1.2

import Casework
import Custody
import HTTPTypes
import Store
import Testing

@testable import Desk

/// Suspending a processor, meeting conditions, and resuming by two.
@Suite struct ContinuityPageTests {
    private static let path = "/incidents/case/continuity"

    private func suspend(_ visitor: Visitor) async throws {
        let done = try await visitor.submit(
            Self.path + "/suspend",
            [
                "suspendParty": "lab", "orderedBy": "de directie", "from": "5-8-2025 9.00",
                "scope": "alle monsters", "why": "het is gehackt",
            ]
        )
        #expect(done.status == .seeOther)
    }

    @Test func `an order that lacks something is shown again with what was typed`() async throws {
        let house = try DeskHouse()
        try await house.visit { visitor in
            try await visitor.signIn(.securityOfficer)
            #expect(try await visitor.get(Self.path).text.contains("Er is niemand opgeschort"))
            let early = try await visitor.submit(
                Self.path + "/suspend",
                [
                    "suspendParty": "lab", "orderedBy": "", "from": "5-8-2025 9.00",
                    "scope": "<alles>", "why": "het is gehackt",
                ]
            )
            #expect(early.text.contains("Vul in wie de opdracht gaf."))
            #expect(early.text.contains("value=\"&lt;alles&gt;\""), "what was typed stays")
            try await suspend(visitor)
            let page = try await visitor.get(Self.path).text
            #expect(page.contains("Lab Vlietzicht is opgeschort sinds 5 augustus 2025"))
            #expect(try await visitor.get("/processors/lab").text.contains("Opgeschort sinds"))
            let timeline = try await visitor.get("/incidents/case/timeline").text
            #expect(timeline.contains("Lab Vlietzicht opgeschort, in opdracht van de directie."))
            let report = try await visitor.get("/incidents/case/report").text
            #expect(report.contains("Lab Vlietzicht is opgeschort sinds 5 augustus 2025"))
            // Who only looks has no form.
            try await visitor.signIn(.auditor)
            #expect(try await !visitor.get(Self.path).text.contains("<textarea"))
        }
    }

    @Test
    func `the board resumes what another proposed, and while a condition is open with a reason`()
        async throws
    {
        let house = try DeskHouse()
        try await house.visit { visitor in
            try await visitor.signIn(.securityOfficer)
            try await suspend(visitor)
            _ = try await visitor.submit(
                Self.path + "/condition",
                ["party": "lab", "condition": "Een test vond niets"]
            )
            #expect(try await visitor.get(Self.path).text.contains("de voorwaarde is nog open"))
            let resume = ["party": "lab", "answer": "yes"]
            try await visitor.signIn(.board)
            let alone = try await visitor.submit(Self.path + "/resume", resume)
            #expect(alone.text.contains("Niemand stelde dit voor"))
            _ = try await visitor.submit(Self.path + "/propose", ["party": "lab"])
            let own = try await visitor.submit(Self.path + "/resume", resume)
            #expect(own.text.contains("De directie besluit."))
            #expect(try house.cases.store.suspensions().first?.resumption == nil)
        }
        let other = try DeskHouse()
        try await other.visit { visitor in
            try await visitor.signIn(.securityOfficer)
            try await suspend(visitor)
            _ = try await visitor.submit(
                Self.path + "/condition",
                ["party": "lab", "condition": "Een test vond niets"]
            )
            _ = try await visitor.submit(Self.path + "/propose", ["party": "lab"])
            try await visitor.signIn(.board)
            #expect(try await visitor.get("/").text.contains("Besluit over hervatten"))
            let resume = ["party": "lab", "answer": "yes"]
            let silent = try await visitor.submit(Self.path + "/resume", resume)
            #expect(silent.text.contains("Nog open: voorwaarde 1."))
            #expect(try other.cases.store.suspensions().first?.resumption == nil)
            let decided = try await visitor.submit(
                Self.path + "/resume",
                resume.merging(["resumeWhy": "anders wacht iedereen te lang"]) { $1 }
            )
            #expect(decided.status == .seeOther)
            let fact = try other.cases.store.suspensions().first?.resumption?.body
            #expect(fact?.by == "Person of securityOfficer")
            #expect(fact?.second == "Person of board")
            #expect(try await visitor.get(Self.path).text.contains("is hervat op"))
        }
    }

    @Test func `the weeks to come stand as sentence, plot, table and file of the same figures`()
        async throws
    {
        let house = try DeskHouse()
        try await house.visit { visitor in
            try await visitor.signIn(.privacyOfficer)
            let figures = [
                ["figure": "capacity", "of": "lab", "value": "400"],
                ["figure": "backlog", "value": "1.000"],
                ["figure": "invitations", "value": "1000"],
                ["figure": "participation", "value": "500", "low": "400", "high": "600"],
            ]
            for figure in figures {
                let done = try await visitor.submit(
                    Self.path + "/figure",
                    figure.merging(["day": "4-8-2025", "source": "telling"]) { $1 }
                )
                #expect(done.status == .seeOther, "\(figure)")
            }
            let page = try await visitor.get(Self.path).text
            #expect(page.contains("De achterstand groeit tot 2.200 monsters"))
            #expect(page.contains("Aangenomen"))
            let csv = try await visitor.get(Self.path + ".csv").text
            #expect(csv.contains("2025-08-04,1000,500,500,400,600,400,1100,1000,1200,28,"))
            let wrong = try await visitor.submit(
                Self.path + "/figure",
                ["figure": "participation", "value": "1200", "source": "telling"]
            )
            #expect(wrong.text.contains("deelname van 0 tot 1.000"))
        }
    }
}
