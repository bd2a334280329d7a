// SPDX-License-Identifier: EUPL-1.2

import Casework
import Custody
import HTTPTypes
import Store
import Testing

@testable import Desk

@Suite struct MatterPageTests {
    /// A call of the agent that ended so.
    private func call(_ visitor: Visitor, _ fields: [String: String]) async throws {
        let opened = try await visitor.submit("/calls", ["channel": "telephone"])
        let call = try #require(opened.location)
        #expect(try await visitor.submit(call + "/end", fields).location == call)
    }

    @Test func `what follows from a call is done by its role, and is not there for another`()
        async throws
    {
        let house = try DeskHouse()
        try await house.visit { visitor in
            try await visitor.signIn(.agent)
            try await call(visitor, ["outcome": "address", "note": "Woont nu elders"])
            #expect(try await visitor.get("/calls/matters").text.contains("Er wacht niets op u"))
            #expect(try await visitor.get("/calls/matters/1").status == .notFound)
            try await visitor.signIn(.dataManager)
            let list = try await visitor.get("/calls/matters").text
            #expect(list.contains("Er wacht 1 afspraak") && !list.contains("elders"))
            let page = try await visitor.get("/calls/matters/1")
            #expect(page.text.contains("Woont nu elders"))
            #expect(page.headers[.cacheControl] == "no-store")
            #expect(Markup(page.text).problems == [] && Markup(list).problems == [])
            let wrong = try await visitor.submit("/calls/matters/1/strike", ["words": "paddestoel"])
            #expect(wrong.text.contains("Deze woorden staan niet in de tekst."))
            _ = try await visitor.submit("/calls/matters/1/strike", ["words": "elders"])
            #expect(try await visitor.get("/calls/matters/1").text.contains("Woont nu ▇▇▇"))
            let done = try await visitor.submit("/calls/matters/1/end", ["how": "done"])
            #expect(done.location == "/calls/matters")
            #expect(try await visitor.get("/calls/matters").text.contains("Er wacht niets op u"))
        }
    }

    @Test func `the team is shown in counts, with nobody's name and no note`() async throws {
        let house = try DeskHouse()
        try await house.visit { visitor in
            try await visitor.signIn(.agent)
            try await call(
                visitor,
                ["outcome": "complaint", "theme": "claim", "note": "Kaboutermuts is boos"]
            )
            try await visitor.signIn(.teamLead)
            for path in ["/calls/team", "/calls/team.csv"] {
                let answer = try await visitor.get(path)
                #expect(!answer.text.contains("Kaboutermuts"))
                #expect(!answer.text.contains("Person of agent"))
                #expect(answer.status == .ok)
            }
            let page = try await visitor.get("/calls/team").text
            #expect(page.contains("Vandaag 1 gesprek, 0 nog open"))
            #expect(page.contains("Schade") && page.contains("Klacht"))
            #expect(Markup(page).problems == [])
            let csv = try await visitor.get("/calls/team.csv").text
            #expect(csv.contains(",theme,claim,1\r\n") && csv.contains(",outcome,complaint,1\r\n"))
            #expect(!page.contains("/calls/team/erase"))
            try await visitor.signIn(.privacyOfficer)
            #expect(try await visitor.get("/calls/team").text.contains("/calls/team/erase"))
            for fields in [["days": "0"], ["days": "30"], ["because": "the term"]] {
                let answer = try await visitor.submit("/calls/team/erase", fields)
                #expect(answer.status == .badRequest)
            }
            let erased = try await visitor.submit(
                "/calls/team/erase",
                ["days": "30", "because": "the term"]
            )
            #expect(erased.location == "/calls/team")
        }
    }
}
