// SPDX-License-Identifier: EUPL-1.2

import Casework
import Custody
import HTTPTypes
import Incidents
import Store
import Testing

@testable import Desk

@Suite struct LookBackTests {
    @Test func `whoever looks back sees what was known then, and changes nothing`() async throws {
        let house = try DeskHouse()
        let opened = house.cases.now
        try house.cases.list("list-1", of: ["VB-1", "VB-2"])
        try house.cases.freeze("list-1")
        _ = try RecordMoment(
            incident: "case",
            moment: GivenMoment(.controllerAware, happenedAt: opened, note: "decided by the team"),
            officer: house.cases.officer
        ).run(in: house.cases.store)
        let then = Instant(milliseconds: opened).local.text
        try await house.visit { visitor in
            try await visitor.signIn(.board)
            let now = try await visitor.get("/incidents/case").text
            #expect(now.contains("Van <strong>2</strong> meldt het"))
            #expect(try await visitor.get("/incidents/case/duties").text.contains("gdpr-33-1"))
            #expect(try await visitor.submit("/look-back", ["time": then]).location == "/incidents")
            let past = try await visitor.get("/incidents/case").text
            #expect(past.contains("U kijkt terug."))
            #expect(past.contains("Van <strong>3</strong> kunnen wij het niet uitsluiten."))
            #expect(!past.contains("meldt het dat"))
            let duties = try await visitor.get("/incidents/case/duties").text
            #expect(duties.contains("Niemand heeft nog besloten wanneer wij op de hoogte waren"))
            #expect(try await visitor.get("/incidents/case/scope").text.contains("Alle versies"))
            #expect(try await !visitor.get("/incidents/case/scope").text.contains("list-1"))
            // Nothing is recorded meanwhile.
            let before = try house.cases.store.entryCount
            let decided = try await visitor.submit(
                "/incidents/case/decisions",
                ["kind": "noHighRisk", "because": "we decided so"]
            )
            #expect(decided.status == .conflict)
            #expect(try house.cases.store.entryCount == before)
            // Another session is in the present, and this one comes back to it.
            let looking = visitor.cookies
            try await visitor.signIn(.board)
            #expect(try await !visitor.get("/incidents/case").text.contains("U kijkt terug."))
            visitor.cookies = looking
            _ = try await visitor.submit("/look-back", ["now": "yes"])
            #expect(
                try await visitor.get("/incidents/case").text.contains("Van <strong>2</strong>")
            )
        }
    }

    @Test func `before an incident was opened there is none, and the future is refused`()
        async throws
    {
        let house = try DeskHouse()
        try await house.visit { visitor in
            try await visitor.signIn(.auditor)
            let future = try await visitor.submit("/look-back", ["time": "1-1-2031 10.00"])
            #expect(future.text.contains("Dit moment is nog niet geweest."))
            _ = try await visitor.submit("/look-back", ["time": "1-1-2025 10.00"])
            #expect(try await visitor.get("/incidents/case").status == .notFound)
            #expect(try await visitor.get("/incidents").text.contains("<h1>0 incidenten</h1>"))
        }
    }
}
