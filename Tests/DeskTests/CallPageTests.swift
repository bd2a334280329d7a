// SPDX-License-Identifier: EUPL-1.2

import Casework
import Custody
import HTTPTypes
import Letters
import Store
import Testing

@testable import Desk

@Suite struct CallPageTests {
    private static let address = ["way": "attributes", "postcode": "1234AB", "houseNumber": "12"]

    /// Opens a call as its page does; where it is.
    private func open(_ visitor: Visitor) async throws -> String {
        let answer = try await visitor.submit(
            "/calls",
            ["channel": "telephone", "incident": "case"]
        )
        return try #require(answer.location)
    }

    @Test func `an agent sees people only under an open call of their own, and never by a number`()
        async throws
    {
        let house = try DeskHouse()
        try await house.visit { visitor in
            try await visitor.signIn(.teamLead)
            let other = try await open(visitor)
            try await visitor.signIn(.agent)
            let looks = try house.cases.looks().count
            let number = try house.cases.number("VB-1").reference
            for path in [other, "/calls/99", "/calls/0", "/calls/-1", "/calls/\(number)"] {
                #expect(try await visitor.get(path).status == .notFound)
                #expect(try await visitor.submit(path + "/find", Self.address).status == .notFound)
                #expect(
                    try await visitor.submit(path + "/choose", ["choice": "1"]).status == .notFound
                )
                #expect(
                    try await visitor.submit(path + "/proof", ["known": "yes"]).status == .notFound
                )
            }
            // Only the search of this test for the number of somebody stands there.
            #expect(try house.cases.looks().count == looks + 1)
            // A search is posted: nothing of it stands in an address.
            let own = try await open(visitor)
            #expect(
                try await visitor.get(own + "/find?postcode=1234AB&houseNumber=12").status != .ok
            )
        }
    }

    @Test func `who was found and who was not hear the same words without a code`() async throws {
        let house = try DeskHouse()
        try await house.visit { visitor in
            try await visitor.signIn(.agent)
            var said: [Substring] = []
            for fields in [
                Self.address, Self.address.merging(["surname": "Eenhoorn"]) { $1 },
                ["way": "attributes", "postcode": "9999ZZ", "houseNumber": "1"],
                ["way": "code", "code": "7K4M-Q2XD-9HTC-R6WG"],
            ] {
                let call = try await open(visitor)
                let answer = try await visitor.submit(call + "/find", fields)
                #expect(answer.location == call)
                let page = try await visitor.get(call)
                #expect(page.headers[.cacheControl] == "no-store")
                #expect(!page.text.contains("Eenhoorn") && !page.text.contains("P-0"))
                #expect(Markup(page.text).problems == [])
                #expect(page.text.contains("Vraag niet") && page.text.contains("Zeg niet"))
                said.append(
                    try #require(
                        page.text.firstMatch(of: #/(?s)<blockquote>.*?</blockquote>/#)?.output
                    )
                )
            }
            #expect(Set(said).count == 1)
        }
    }

    @Test func `of several who fit year of birth and place are shown, and nothing else`()
        async throws
    {
        let house = try DeskHouse()
        try await house.visit { visitor in
            try await visitor.signIn(.agent)
            let call = try await open(visitor)
            _ = try await visitor.submit(call + "/find", Self.address)
            let page = try await visitor.get(call).text
            #expect(page.contains("geboren in 1970, Nergenshuizen"))
            for secret in ["VB-", "P-", "Proefstraat", "Tweelink", "02-03"] {
                #expect(!page.contains(secret), "\(secret)")
            }
            #expect(try await visitor.submit(call + "/choose", ["choice": "3"]).location == call)
            let chosen = try await visitor.get(call).text
            #expect(chosen.contains("Geen bewijs. Geef het algemene antwoord"))
            #expect(!chosen.contains("1970"))
        }
    }

    @Test func `the code opens the answer, and the end of the call closes it`() async throws {
        let house = try DeskHouse()
        try house.cases.list("list-1", of: ["VB-1"])
        try house.cases.freeze("one")
        _ = try house.cases.plan("first", .everyone)
        let incident = try #require(try house.cases.store.incidents.first).body
        let wave = try #require(try house.cases.store.waves(of: incident).first)
        let code = house.cases.store.identities.letterCodes(wave: wave.body.number)
            .code(for: try house.cases.number("VB-1")).text
        try await house.visit { visitor in
            try await visitor.signIn(.agent)
            let call = try await open(visitor)
            _ = try await visitor.submit(call + "/find", ["way": "code", "code": code])
            for language in ["nl", "en"] {
                _ = try await visitor.submit("/language", ["lang": language, "to": call])
                let page = try await visitor.get(call)
                #expect(
                    page.text.contains(language == "nl" ? "U mag antwoorden" : "You may answer")
                )
                #expect(page.text.contains(language == "nl" ? "Zeg niet" : "Do not say"))
                #expect(page.text.contains("A. Eenhoorn"))
                #expect(!page.text.contains(code) && page.text.utf8.count < 60_000)
                #expect(Markup(page.text).problems == [])
            }
            let missing = try await visitor.submit(call + "/end", ["note": "Wil <meer> weten"])
            #expect(missing.text.contains("Choose how the call ends."))
            #expect(missing.text.contains("Wil &lt;meer&gt; weten"))
            let ended = try await visitor.submit(
                call + "/end",
                ["outcome": "answered", "theme": "whichData"]
            )
            #expect(ended.location == call)
            let page = try await visitor.get(call)
            #expect(page.text.contains("The call has ended") && !page.text.contains("Eenhoorn"))
            #expect(try await visitor.submit(call + "/find", Self.address).status == .forbidden)
        }
    }

    @Test func `whoever takes a mail reads it, and nobody reads it in the queue`() async throws {
        let house = try DeskHouse()
        try await house.visit { visitor in
            try await visitor.signIn(.agent)
            let queued = try await visitor.submit(
                "/calls/queue",
                ["channel": "mail", "text": "Ben ik <erbij>? Mijn BSN is 111222333"]
            )
            #expect(queued.location == "/calls")
            let list = try await visitor.get("/calls").text
            #expect(list.contains("1 bericht wacht") && !list.contains("erbij"))
            let taken = try await visitor.submit("/calls/take", ["call": "1"])
            let page = try await visitor.get(try #require(taken.location)).text
            #expect(page.contains("Ben ik &lt;erbij&gt;? Mijn BSN is ▇▇▇"))
            #expect(Markup(page).problems == [])
            try await visitor.signIn(.teamLead)
            #expect(try await visitor.get("/calls/1").status == .notFound)
        }
    }

    @Test func `a search that comes too early is told to wait, and looks nothing up`() async throws
    {
        let house = try DeskHouse()
        try await house.visit { visitor in
            try await visitor.signIn(.agent)
            let call = try await open(visitor)
            let nobody = ["way": "attributes", "postcode": "9999ZZ", "houseNumber": "1"]
            _ = try await visitor.submit(call + "/find", nobody)
            let looks = try house.cases.looks().count
            let early = try await visitor.submit(call + "/find", nobody)
            #expect(
                early.status == .ok && early.text.contains("seconden. Daarna kunt u weer zoeken.")
            )
            #expect(early.text.contains("9999ZZ"))
            #expect(try house.cases.looks().count == looks)
            let few = try await visitor.submit(
                try await open(visitor) + "/find",
                ["way": "attributes", "surname": "Eenhoorn"]
            )
            #expect(few.text.contains("Eén gegeven is te weinig"))
        }
    }
}
