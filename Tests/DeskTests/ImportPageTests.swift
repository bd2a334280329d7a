// SPDX-License-Identifier: EUPL-1.2

import Casework
import Custody
import HTTPTypes
import Store
import Testing

@testable import Desk

/// What was taken in, at the desk.
@Suite struct ImportPageTests {
    @Test func `each import stands there with what it brought, who did it and what was set aside`()
        async throws
    {
        let house = try DeskHouse()
        try house.takeIn()
        try await house.visit { visitor in
            try await visitor.signIn(.dataManager)
            let list = try await visitor.get("/imports").text
            #expect(list.contains("1 import is klaar, 1 regel of bericht is opzijgelegd"))
            #expect(list.contains("Data Person"))
            #expect(list.contains("1 verstrekking"))
            let one = try await visitor.get("/imports/1").text
            #expect(one.contains("it is cut off"))
            #expect(one.contains("Klaar na"))
            #expect(one.contains("spoor import undo 1"))
            for path in ["/imports/2", "/imports/0", "/imports/x"] {
                #expect(try await visitor.get(path).status == .notFound)
            }
            let file = try await visitor.get("/imports.csv")
            #expect(file.text.hasPrefix("import,kind,party,files,begun,by"))
            #expect(file.text.contains("1,hl7v2,lab,070707,"))
        }
    }

    @Test func `one that was cut off says so, and how it goes on`() async throws {
        let house = try DeskHouse()
        try house.takeIn(finishes: false)
        try await house.visit { visitor in
            try await visitor.signIn(.dataManager)
            let list = try await visitor.get("/imports").text
            #expect(list.contains("Eén import is niet klaar"))
            #expect(list.contains("Niet klaar"))
            #expect(try await visitor.get("/imports/1").text.contains("Laatst vastgelegd na"))
        }
    }

    @Test func `one that was taken back says why, and is not offered to be taken back again`()
        async throws
    {
        let house = try DeskHouse()
        try house.takeIn()
        let act = Act(by: "Data Person", at: house.cases.now, counterparty: "lab")
        _ = try house.cases.store.undo(importNumber: 1, because: "wrong laboratory", act: act)
        try await house.visit { visitor in
            try await visitor.signIn(.privacyOfficer)
            let one = try await visitor.get("/imports/1").text
            #expect(one.contains("Teruggenomen"))
            #expect(one.contains("wrong laboratory"))
            #expect(!one.contains("spoor import undo"))
        }
    }

    @Test func `nobody who answers callers or speaks outside sees the imports`() async throws {
        let house = try DeskHouse()
        try house.takeIn()
        try await house.visit { visitor in
            for role in [OfficerRole.agent, .teamLead, .communication, .administrator] {
                try await visitor.signIn(role)
                for path in ["/imports", "/imports/1", "/imports.csv"] {
                    #expect(try await visitor.get(path).status == .forbidden)
                }
            }
        }
    }
}
