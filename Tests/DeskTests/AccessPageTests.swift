// SPDX-License-Identifier: EUPL-1.2

import Casework
import Custody
import HTTPTypes
import Store
import Testing

@testable import Desk

/// Who looked at whom, at the desk.
@Suite struct AccessPageTests {
    private func look(_ house: DeskHouse, at person: String, by name: String, _ why: String) throws
    {
        _ = try AnswerPerson(
            .named(person),
            officer: ActingOfficer(name, now: house.cases.now),
            reason: StatedReason(why)
        ).run(in: house.cases.store)
    }

    @Test func `the log is shown only with a reason, and that it was shown is in it`() async throws
    {
        let house = try DeskHouse()
        try look(house, at: "VB-1", by: "Officer A", "call 17")
        try await house.visit { visitor in
            try await visitor.signIn(.auditor)
            let before = try house.cases.looks().count
            let empty = try await visitor.get("/access")
            #expect(empty.status == .ok)
            #expect(!empty.text.contains("call 17"))
            for why in ["", "x", "12"] {
                let refused = try await visitor.submit("/access", ["why": why])
                #expect(refused.text.contains("Schrijf in woorden waarom u kijkt"))
                #expect(!refused.text.contains("call 17"))
            }
            #expect(try house.cases.looks().count == before, "nothing was opened yet")
            let shown = try await visitor.submit("/access", ["why": "monthly review"])
            #expect(shown.text.contains("call 17"))
            #expect(shown.text.contains("Officer A"))
            let last = try #require(try house.cases.looks().last)
            #expect(try house.cases.looks().count == before + 1)
            #expect(last.contains("monthly review"))
            #expect(last.contains("\"roleIdCode\":\"auditor\""))
            #expect(shown.headers[.cacheControl] == "no-store")
        }
    }

    @Test(arguments: [OfficerRole.agent, .teamLead, .board, .administrator, .dataManager])
    func `whoever may not see the log is refused, and nothing is read`(role: OfficerRole)
        async throws
    {
        let house = try DeskHouse()
        try look(house, at: "VB-1", by: "Officer A", "call 17")
        try await house.visit { visitor in
            try await visitor.signIn(role)
            let before = try house.cases.looks().count
            #expect(try await visitor.get("/access").status == .forbidden)
            for path in ["/access", "/access/csv"] {
                let refused = try await visitor.submit(path, ["why": "monthly review"])
                #expect(refused.status == .forbidden)
                #expect(!refused.text.contains("call 17"))
            }
            #expect(try house.cases.looks().count == before)
        }
    }

    @Test func `the log is narrowed by officer, purpose and day, and by no day that is none`()
        async throws
    {
        let house = try DeskHouse()
        try look(house, at: "VB-1", by: "Officer A", "call 17")
        try look(house, at: "VB-2", by: "Officer B", "call 18")
        try await house.visit { visitor in
            try await visitor.signIn(.privacyOfficer)
            func show(_ fields: [String: String]) async throws -> String {
                try await visitor.submit("/access", fields.merging(["why": "review of it"]) { $1 })
                    .text
            }
            let ofA = try await show(["officer": "officer a"])
            #expect(ofA.contains("call 17") && !ofA.contains("call 18"))
            #expect(ofA.contains("Er is 1 keer gekeken"))
            let letters = try await show(["purpose": "letters"])
            #expect(!letters.contains("call 17"))
            let never = try await show(["officer": "nobody"])
            #expect(never.contains("In het logboek staat niemand met deze naam"))
            let wrong = try await show(["from": "31-2-2025"])
            #expect(wrong.contains("Schrijf een dag"))
            let past = try await show(["officer": "officer a", "until": "1-1-2020"])
            #expect(past.contains("Zo heeft niemand gekeken"))
        }
    }

    @Test func `who looked at one person is shown without a word of anybody else`() async throws {
        let house = try DeskHouse()
        try look(house, at: "VB-1", by: "Officer A", "call 17")
        try look(house, at: "VB-2", by: "Officer B", "call 18")
        let (anna, other) = (
            try house.cases.number("VB-1").reference, try house.cases.number("VB-2").reference
        )
        try await house.visit { visitor in
            try await visitor.signIn(.privacyOfficer)
            let shown = try await visitor.submit(
                "/access",
                ["reference": anna, "why": "she asks"]
            )
            #expect(shown.text.contains("naar deze persoon gekeken"))
            #expect(shown.text.contains("call 17"))
            #expect(!shown.text.contains("call 18"))
            #expect(!shown.text.contains(other))
            let nobody = try await visitor.submit("/access", ["reference": "x", "why": "she asks"])
            #expect(nobody.text.contains("geen code van een brief"))
            let few = try await visitor.submit("/access", ["surname": "Proef", "why": "she asks"])
            #expect(few.text.contains("ten minste 2 gegevens"))
            let none = try await visitor.submit(
                "/access",
                [
                    "surname": "Niemand", "postcode": "9999ZZ", "houseNumber": "1",
                    "why": "she asks",
                ]
            )
            #expect(none.text.contains("Niemand past bij al deze gegevens"))
        }
    }

    @Test func `the file has the same lines, and no cell of it is a formula`() async throws {
        let house = try DeskHouse()
        try look(house, at: "VB-1", by: "Officer A", "=cmd|call 17")
        try await house.visit { visitor in
            try await visitor.signIn(.auditor)
            let file = try await visitor.submit("/access/csv", ["why": "monthly review"])
            #expect(file.headers[.contentType] == "text/csv; charset=utf-8")
            #expect(file.text.hasPrefix("line,at,action,type,outcome,officer,roles,purpose"))
            #expect(file.text.contains(",'=cmd|call 17,"))
            #expect(file.text.contains("monthly review"))
            let refused = try await visitor.submit("/access/csv", ["why": ""])
            #expect(refused.headers[.contentType]?.hasPrefix("text/html") == true)
        }
    }
}
