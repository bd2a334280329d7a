// SPDX-License-Identifier: EUPL-1.2

import Casework
import Custody
import HTTPTypes
import Store
import Testing

@testable import Desk

@Suite struct FigurePageTests {
    private static let path = "/incidents/case/figures"

    @Test func `a question waits for who speaks, and its answer comes from the published version`()
        async throws
    {
        let house = try DeskHouse()
        try await house.visit { visitor in
            try await visitor.signIn(.communication)
            let path = Self.path
            let asked = try await visitor.submit(
                path + "/questions",
                [
                    "act": "ask", "from": "parliament", "text": "How <many>?",
                    "due": "17-9-2025 12.00",
                ]
            )
            #expect(asked.status == .seeOther)
            #expect(try await visitor.get("/").text.contains("Beantwoord vraag 1"))
            let page = try await visitor.get(path).text
            #expect(page.contains("How &lt;many&gt;?"))
            #expect(page.contains("Antwoorden kan zodra een versie is gepubliceerd."))
            _ = try PublishRegister(
                incident: "case",
                version: "v1",
                officer: house.cases.officer,
                second: .signedIn("Person of board")
            ).run(in: house.cases.store)
            let typed = try await visitor.submit(
                path + "/answers",
                ["act": "answer", "question": "1", "text": "Van 405.000 mensen"]
            )
            #expect(typed.text.contains("405.000 is getypt."))
            #expect(typed.text.contains(">Van 405.000 mensen</textarea>"), "what was typed stays")
            let answered = try await visitor.submit(
                path + "/answers",
                ["act": "answer", "question": "1", "text": "Van {people} mensen."]
            )
            #expect(answered.location == path + "#q1")
            #expect(try await visitor.get(path).text.contains("Van 3 mensen."))
            // Who only looks has no form.
            try await visitor.signIn(.auditor)
            #expect(try await !visitor.get(path).text.contains("<textarea"))
        }
    }

    @Test func `a name of a figure needs the version that it comes from`() async throws {
        let house = try DeskHouse()
        try await house.visit { visitor in
            try await visitor.signIn(.communication)
            let before = try house.cases.store.entryCount
            let fields = [
                "act": "say", "time": "", "place": "a newspaper", "text": "{people} mensen",
                "version": "",
            ]
            let refused = try await visitor.submit(
                Self.path + "/said",
                fields.merging(["time": "6-8-2025 14.30"]) { $1 }
            )
            #expect(refused.text.contains("In de tekst staat {people}. Kies de versie"))
            #expect(try house.cases.store.entryCount == before)
            let said = try await visitor.submit(
                Self.path + "/said",
                fields.merging(["time": "6-8-2025 14.30", "text": "Duizenden mensen"]) { $1 }
            )
            #expect(said.status == .seeOther, "words of a newspaper have no figure of ours")
        }
    }

    @Test func `an old figure is taken over with one button, or kept with a reason`() async throws {
        let house = try DeskHouse()
        let store = house.cases.store
        @Sendable func publish(_ version: String) throws {
            _ = try PublishRegister(
                incident: "case",
                version: version,
                officer: house.cases.officer,
                second: .signedIn("Person of board")
            ).run(in: store)
        }
        try await house.visit { visitor in
            try publish("v1")
            try await visitor.signIn(.board)
            let path = Self.path + "/answers"
            _ = try await visitor.submit(
                Self.path + "/questions",
                ["act": "ask", "from": "press", "text": "How many?"]
            )
            _ = try await visitor.submit(
                path,
                ["act": "answer", "question": "1", "text": "{reported} reported"]
            )
            try house.cases.list("list-1", of: ["VB-1"])
            try house.cases.freeze("list-1")
            try publish("list-1")
            #expect(try await visitor.get(Self.path).text.contains("Neem versie 2 over"))
            #expect(try await visitor.get("/").text.contains("er is een nieuwer cijfer"))
            let silent = try await visitor.submit(
                path,
                ["act": "answer", "question": "1", "keep": "1"]
            )
            #expect(silent.text.contains("zeg waarom de oude blijft staan"))
            let taken = try await visitor.submit(
                path,
                ["act": "answer", "question": "1", "take": "yes"]
            )
            #expect(taken.status == .seeOther)
            #expect(try await visitor.get(Self.path).text.contains("1 reported"))
        }
    }

    @Test func `words before the letters ask for a decision, beside their field`() async throws {
        let house = try DeskHouse()
        try await house.visit { visitor in
            _ = try PublishRegister(
                incident: "case",
                version: "v1",
                officer: house.cases.officer,
                second: .signedIn("Person of board")
            ).run(in: house.cases.store)
            try await visitor.signIn(.communication)
            let said = [
                "act": "say", "time": "6-8-2025 14.45", "place": "persbericht", "version": "1",
                "text": "Het gaat om {people} mensen.",
            ]
            let early = try await visitor.submit(Self.path + "/said", said)
            #expect(early.text.contains("3 mensen hebben nog geen brief."))
            let decided = try await visitor.submit(
                Self.path + "/said",
                said.merging(["because": "het stond al in de krant"]) { $1 }
            )
            #expect(decided.status == .seeOther)
            let page = try await visitor.get(Self.path).text
            #expect(page.contains("Het gaat om 3 mensen."))
            #expect(page.contains("het stond al in de krant"))
            let csv = try await visitor.get(Self.path + ".csv").text
            #expect(csv.contains("people=3"))
        }
    }
}
