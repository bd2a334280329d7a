// SPDX-License-Identifier: EUPL-1.2

import Casework
import Custody
import HTTPTypes
import Printing
import Store
import Testing

@testable import Desk

/// From the words of the letters to a wave that two people approved, in a browser.
@Suite struct WavePageTests {
    private static let path = "/incidents/case/waves/first"

    /// The words as somebody types them, all fields of the page.
    private static func words(_ telephone: String = "0800-0000") -> [String: String] {
        let empty = Dictionary(uniqueKeysWithValues: LetterWord.all.map { ($0.key, "") })
        return empty.merging([
            "organisation": "Bevolkingsonderzoek Waterland",
            "senderLines": "Bevolkingsonderzoek Waterland\r\nPostbus 1234\r\n",
            "returnLine": "Retouradres: Postbus 1234, 1000 AA Nergenshuizen",
            "signatureLines": "de directie",
            "reference": "WL-2025-01", "telephone": telephone,
            "website": "bevolkingsonderzoekwaterland.example",
            "privacyOfficer": "fg@bevolkingsonderzoekwaterland.example",
            "processor": "Lab Vlietzicht", "toldDate": "2025-08-06",
            "nl.purpose": "het bevolkingsonderzoek", "nl.careData": "gegevens over uw gezondheid",
            "nl.thirdParty": "uw huisarts", "nl.openingHours": "elke werkdag",
            "nl.measures": "Wij sturen nu niets meer naar het laboratorium.",
        ]) { $1 }
    }

    private static func plan(_ visitor: Visitor) async throws {
        try await visitor.signIn(.communication)
        let kept = try await visitor.submit("/incidents/case/letters/words", words())
        #expect(kept.status == .seeOther)
        let planned = try await visitor.submit(
            "/incidents/case/letters/plan",
            ["name": "first", "who": "everyone", "decision": "Crisis team: write to everyone"]
        )
        #expect(planned.location == path)
    }

    /// Reads each text, as the page leads from one to the next; returns how many.
    private static func readAll(_ visitor: Visitor) async throws -> Int {
        let page = try await visitor.get(path).text
        let first = try #require(page.firstMatch(of: /texts\/([0-9a-f]{16})"/)).1
        var next = "\(path)/texts/\(first)"
        var read = 0
        while next.contains("/texts/") {
            let text = try await visitor.get(next)
            #expect(text.status == .ok)
            #expect(text.text.contains("A. Voorbeeld"), "an invented reader")
            next = try #require(try await visitor.submit(next, [:]).location)
            read += 1
        }
        return read
    }

    @Test func `the words are filled in from the ledger, kept, and compared with it`() async throws
    {
        let house = try DeskHouse()
        let path = "/incidents/case/letters/words"
        try await house.visit { visitor in
            try await visitor.signIn(.communication)
            let empty = try await visitor.get(path).text
            #expect(empty.contains("value=\"Lab Vlietzicht\""))
            #expect(!empty.contains("class=\"problem\""), "nothing is wrong before anybody wrote")
            var words = Self.words()
            words["processor"] = "Lab <Ergens>"
            #expect(try await visitor.submit(path, words).status == .seeOther)
            let wrong = try await visitor.get(path).text
            #expect(wrong.contains("Aan 1 veld moet nog iets gebeuren"))
            #expect(wrong.contains("Lab &lt;Ergens&gt;"))
            let half = try await visitor.submit(path, ["organisation": "Waterland"])
            #expect(half.status == .badRequest, "half a form would empty the rest")
            #expect(try await visitor.submit(path, Self.words()).status == .seeOther)
            #expect(try await visitor.get(path).text.contains("De woorden van de brieven kloppen"))
            // An agent and a board member do not write them.
            try await visitor.signIn(.board)
            #expect(try await visitor.get(path).status == .forbidden)
        }
    }

    @Test func `two people read every text and approve, and whoever wrote the words does not`()
        async throws
    {
        let house = try DeskHouse()
        @Sendable func approval() throws -> WaveStanding.Approval? {
            try ListWaves(incident: "case").run(in: house.cases.store)[0].approval
        }
        try await house.visit { visitor in
            try await Self.plan(visitor)
            let path = Self.path
            let date = ["date": "12-9-2025"]
            #expect(try await Self.readAll(visitor) == 2)
            let page = try await visitor.get(path).text
            #expect(page.contains("U schreef de woorden") && !page.contains("Sinds het plan"))
            let own = try await visitor.submit(path + "/propose", date)
            #expect(own.text.contains("twee anderen keuren ze goed"))
            try await visitor.signIn(.privacyOfficer)
            #expect(
                try await visitor.submit(path + "/propose", date).text
                    .contains("Lees eerst alle teksten.")
            )
            #expect(try await Self.readAll(visitor) == 2)
            let undated = try await visitor.submit(path + "/propose", ["date": "12-9-2025 10.00"])
            #expect(undated.text.contains("Schrijf een dag zonder tijd"))
            #expect(try await visitor.submit(path + "/propose", date).status == .seeOther)
            let alone = try await visitor.submit(path + "/approve", ["answer": "yes"])
            #expect(alone.text.contains("een ander besluit"))
            #expect(try approval() == nil)
            try await visitor.signIn(.board)
            #expect(try await visitor.get("/").text.contains("Keur golf first goed"))
            let unread = try await visitor.submit(path + "/approve", ["answer": "yes"])
            #expect(unread.text.contains("Lees eerst alle teksten."))
            #expect(try await Self.readAll(visitor) == 2)
            #expect(
                try await visitor.submit(path + "/approve", ["answer": "yes"]).status == .seeOther
            )
            let found = try #require(try approval())
            #expect(found.by == "Person of privacyOfficer")
            #expect(found.second == "Person of board")
            #expect(found.letterDate.text == "2025-09-12")
            #expect(found.texts == 2)
            #expect(try await visitor.get(path).text.contains("Mag gedrukt worden"))
            #expect(try await !visitor.get("/").text.contains("Keur golf first goed"))
        }
    }

    @Test func `the page says who will be held at the print by what became known since the plan`()
        async throws
    {
        let house = try DeskHouse()
        try await house.visit { visitor in
            try await Self.plan(visitor)
        }
        var dead = CaseStore.person("VB-2", "Tweelink")
        dead.deceasedOn = PartialDate("2025-08-01")
        try house.cases.add([dead])
        try await house.visit { visitor in
            try await visitor.signIn(.privacyOfficer)
            let page = try await visitor.get(Self.path).text
            #expect(
                page.contains(
                    "Van nog 1 mens wordt de brief bij het drukken vastgehouden: overleden 1."
                )
            )
        }
    }

    @Test func `other words after the first approval ask for both to read anew`() async throws {
        let house = try DeskHouse()
        try await house.visit { visitor in
            try await Self.plan(visitor)
            try await visitor.signIn(.privacyOfficer)
            _ = try await Self.readAll(visitor)
            _ = try await visitor.submit(Self.path + "/propose", ["date": "12-9-2025"])
            try await visitor.signIn(.communication)
            _ = try await visitor.submit(
                "/incidents/case/letters/words",
                Self.words("0800-1111")
            )
            try await visitor.signIn(.board)
            #expect(try await Self.readAll(visitor) == 2)
            let answer = try await visitor.submit(Self.path + "/approve", ["answer": "yes"])
            #expect(answer.text.contains("Niemand keurde dit nog goed"))
            #expect(try ListWaves(incident: "case").run(in: house.cases.store)[0].approval == nil)
        }
    }

    @Test func `a plan that cannot be is told beside its form, and nothing is planned`()
        async throws
    {
        let house = try DeskHouse()
        let path = "/incidents/case/letters/plan"
        try await house.visit { visitor in
            try await visitor.signIn(.communication)
            let empty = try await visitor.submit(path, ["who": "everyone"])
            #expect(empty.text.contains("Geef de golf een korte naam."))
            #expect(empty.text.contains("Zeg in woorden wie wat besloot."))
            let decision = ["who": "everyone", "decision": "Crisis team: write"]
            let slash = try await visitor.submit(path, decision.merging(["name": "a/b"]) { $1 })
            #expect(slash.text.contains("De naam wordt een bestandsnaam"))
            let reported = try await visitor.submit(
                path,
                decision.merging(["name": "one", "who": "reported"]) { $1 }
            )
            #expect(reported.text.contains("Dit besluit treft niemand"))
            #expect(try ListWaves(incident: "case").run(in: house.cases.store).isEmpty)
            try await Self.plan(visitor)
            let second = try await visitor.submit(path, decision.merging(["name": "two"]) { $1 })
            #expect(second.text.contains("Golf first is nog niet gedrukt en niet geannuleerd"))
            let why = try await visitor.submit(Self.path + "/cancel", ["because": "x"])
            #expect(why.text.contains("Zeg in woorden waarom."))
            let cancel = try await visitor.submit(
                Self.path + "/cancel",
                ["because": "another text"]
            )
            #expect(cancel.status == .seeOther)
            #expect(try await visitor.get(Self.path).text.contains("Geannuleerd"))
        }
    }
}
