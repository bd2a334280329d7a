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

    /// What the page of duties says to whoever looks back at each of these moments.
    private func pages(_ weeks: Int, _ times: [String]) async throws -> [String] {
        let house = try DeskHouse(played: ReplayedCase(weeks: weeks).cases)
        return try await house.visit { visitor in
            try await visitor.signIn(.privacyOfficer)
            var pages: [String] = []
            for time in times {
                let back = try await visitor.submit("/look-back", ["time": time])
                #expect(back.location == "/incidents", "\(time)")
                pages.append(
                    try await visitor.get("/incidents/case/duties").text
                        + visitor.get("/incidents/case/notices").text
                )
            }
            return pages
        }
    }

    @Test func `the case of 2025, looked back at: the Saturday with its reason, and no Cbw`()
        async throws
    {
        let seen = try await pages(
            0,
            ["6-8-2025 14.30", "7-8-2025 9.00", "9-8-2025 12.00", "1-9-2025 9.00"]
        )
        #expect(seen.allSatisfy { !$0.contains("Cbw") && !$0.contains("Cyberbeveiligingswet") })
        #expect(!seen[0].contains("zaterdag"), "nobody had called yet")
        #expect(seen[1].contains("2 dagen 5 uur") && seen[1].contains("zaterdag 9 augustus 14.20"))
        #expect(
            seen[1].contains("De termijn eindigt in het weekend: een termijn in uren loopt door.")
        )
        #expect(seen[2].contains("2 uur 50 minuten vóór het einde van de termijn"))
        #expect(seen[3].contains("Verordening 1182/71"))
    }

    @Test func `moved to September 2026 the pages show the stages, and the month from the filing`()
        async throws
    {
        let seen = try await pages(
            ReplayedCase.toSeptember2026,
            ["2-9-2026 15.00", "3-9-2026 10.00", "6-9-2026 10.00"]
        )
        #expect(seen.allSatisfy { $0.contains("Cbw artikel 26") && $0.contains("Z-CERT") })
        #expect(seen[0].contains("23 uur 20 minuten") && seen[0].contains("morgen 14.20"))
        #expect(seen[1].contains("zaterdag 5 september 14.20"))
        #expect(seen[1].contains("Wij moeten twee meldingen doen"))
        #expect(!seen[1].contains("5 oktober"))
        #expect(seen[2].contains("maandag 5 oktober 11.00"))
    }
}
