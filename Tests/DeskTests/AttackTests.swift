// SPDX-License-Identifier: EUPL-1.2

import Accounts
import Casework
import Custody
import Foundation
import HTTPTypes
import Incidents
import Store
import Testing

@testable import Desk

@Suite struct AttackTests {
    private static let decisions = "/incidents/case/decisions"

    private func received(_ house: DeskHouse, _ body: String, by role: OfficerRole = .board) throws
        -> PostedForm
    {
        let session = Session(
            account: DeskHouse.name(role),
            language: .dutch,
            secret: Array(repeating: 1, count: 32),
            madeAt: house.desk.now
        )
        let receipt = try house.desk.accounts.receive(
            body,
            token: session.formToken(for: Self.decisions),
            path: Self.decisions,
            session: session,
            now: house.desk.now
        )
        guard case .new(let form) = receipt else { throw DeskRefusal.formForged }
        return form
    }

    @Test func `a form that waits is done once, and not by two at once`() async throws {
        let house = try DeskHouse()
        let form = try received(house, "kind=noHighRisk&because=it+waited")
        // Somebody is busy with it: nobody else begins.
        let done = try await house.desk.working(on: form.nonce) {
            try await house.desk.finishForms()
        }
        #expect(done == 0)
        #expect(try ShowIncident("case").run(in: house.cases.store).decisions.isEmpty)
        #expect(try await house.desk.finishForms() == 1)
        #expect(try await house.desk.finishForms() == 0)
        #expect(try ShowIncident("case").run(in: house.cases.store).decisions.count == 1)
    }

    @Test func `a form that is sent twice at once acts once, and both lead to the same page`()
        async throws
    {
        let house = try DeskHouse()
        try await house.visit { visitor in
            try await visitor.signIn(.board)
            let token = try visitor.session().formToken(for: Self.decisions)
            let fields = ["form": token, "kind": "noHighRisk", "because": "twice at once"]
            async let first = visitor.post(Self.decisions, fields)
            async let second = visitor.post(Self.decisions, fields)
            #expect(try await first.location == Self.decisions)
            #expect(try await second.location == Self.decisions)
            #expect(try ShowIncident("case").run(in: house.cases.store).decisions.count == 1)
        }
    }

    @Test func `what somebody posted is not done once their role is taken`() async throws {
        let house = try DeskHouse()
        _ = try received(house, "kind=noHighRisk&because=too+late")
        _ = try SetAccount(
            name: DeskHouse.name(.board),
            roles: [.auditor],
            because: StatedReason("another job"),
            officer: house.cases.officer
        ).run(in: house.cases.store)
        _ = try await house.desk.finishForms()
        #expect(try ShowIncident("case").run(in: house.cases.store).decisions.isEmpty)
        #expect(try house.desk.accounts.unfinished().isEmpty)
    }

    @Test func `an incident that was cut off before its first version goes on after the restart`()
        async throws
    {
        let house = try DeskHouse(incident: false)
        let session = Session(
            account: DeskHouse.name(.privacyOfficer),
            language: .dutch,
            secret: Array(repeating: 1, count: 32),
            madeAt: 0
        )
        let receipt = try house.desk.accounts.receive(
            "party=lab&told=6-8-2025+14.30&said=Files&reference=hack",
            token: session.formToken(for: "/incidents/new"),
            path: "/incidents/new",
            session: session,
            now: house.desk.now
        )
        guard case .new(let form) = receipt else { throw DeskRefusal.formForged }
        let store = house.cases.store
        _ = try store.openIncident(
            reference: "hack",
            title: "hack",
            parties: [CaseStore.lab],
            said: "Files",
            moments: [],
            act: Act(
                by: "Person of privacyOfficer",
                at: form.receivedAt,
                counterparty: "lab"
            )
        )
        #expect(try ShowRegister(incident: "hack").run(in: store).isEmpty)
        _ = try await house.desk.finishForms()
        #expect(try ShowRegister(incident: "hack").run(in: store).count == 1)
        #expect(try house.desk.accounts.outcome(of: form.nonce) == "/incidents/hack")
    }

    @Test func `a name that an incident has already is refused, and nothing is lost in silence`()
        async throws
    {
        let house = try DeskHouse()
        try await house.visit { visitor in
            try await visitor.signIn(.privacyOfficer)
            let before = try house.cases.store.entryCount
            let answer = try await visitor.submit(
                "/incidents/new",
                ["party": "lab", "told": "6-8-2025 14.30", "reference": "case"]
            )
            #expect(answer.status == .ok)
            #expect(answer.text.contains("Zo heet al een incident"))
            #expect(try house.cases.store.entryCount == before)
        }
    }

    @Test func `a proposal that a command carried out waits for nobody`() async throws {
        let house = try DeskHouse()
        try await house.visit { visitor in
            try await visitor.signIn(.privacyOfficer)
            _ = try await visitor.submit("/incidents/case/scope/propose", ["version": "1"])
            try await visitor.signIn(.board)
            #expect(try await visitor.get("/").text.contains("Publiceer versie 1"))
            _ = try PublishRegister(
                incident: "case",
                version: "1",
                officer: house.cases.officer,
                second: .signedIn("somebody else")
            ).run(in: house.cases.store)
            #expect(try await !visitor.get("/").text.contains("Publiceer versie 1"))
        }
    }

    @Test(arguments: [
        ("http://localhost", true), ("http://elsewhere.example", false), ("null", false),
        ("localhost", false), ("http://localhost:1", false),
    ])
    func `a form whose browser says only its origin is of this site, or does nothing`(
        origin: String,
        isOurs: Bool
    ) async throws {
        let house = try DeskHouse()
        let name = try #require(HTTPField.Name("Origin"))
        try await house.visit { visitor in
            let answer = try await visitor.post(
                "/sign-in/practice",
                ["name": "board"],
                HTTPFields([HTTPField(name: name, value: origin)])
            )
            #expect((answer.status == .seeOther) == isOurs)
            #expect((visitor.cookies["spoor"] != nil) == isOurs)
        }
    }

    @Test func `on this machine the desk answers to names of this machine alone`() {
        for name in ["localhost", "localhost:8080", "127.0.0.1:1", "[::1]:8080", "LOCALHOST"] {
            #expect(DeskServer.isOurs(name, isSecure: false), "\(name)")
        }
        for name in [
            "elsewhere.example", "127.0.0.1.elsewhere.example", "localhost.elsewhere.example:80",
            "[::2]", "",
        ] {
            #expect(!DeskServer.isOurs(name, isSecure: false), "\(name)")
            #expect(DeskServer.isOurs(name, isSecure: true), "\(name)")
        }
        #expect(DeskServer.isOurs(nil, isSecure: false))
    }

    /// Each names an incident that is there and one that is not.
    @Test func `an agent cannot tell which incidents there are, however the address is written`()
        async throws
    {
        let house = try DeskHouse()
        try await house.visit { visitor in
            try await visitor.signIn(.agent)
            for end in ["", "/scope", "/timeline", "/scope.csv"] {
                let known = try await visitor.get("/incidents/case\(end)")
                let unknown = try await visitor.get("/incidents/none\(end)")
                #expect(known.status == .forbidden && unknown.status == .forbidden)
                let (one, other) = (known.text.utf8.count, unknown.text.utf8.count)
                #expect(one == other)
            }
        }
    }

    @Test func `an address that is written otherwise opens nothing and breaks nothing`()
        async throws
    {
        let house = try DeskHouse()
        try await house.visit { visitor in
            try await visitor.signIn(.privacyOfficer)
            for path in [
                "//incidents/case", "/incidents//case", "/incidents/case/", "//", "/incidents/%00",
                "/incidents/%ff", "/incidents/case%2Ftimeline", "/incidents/..%2F..%2Faccounts",
                "/incidents/%2e%2e/accounts", "/processors/%2e%2e", "/incidents/case%00",
                "/incidents/" + String(repeating: "a", count: 4000),
            ] {
                #expect(try await visitor.get(path).status == .notFound, "\(path)")
            }
        }
    }

    @Test func `whoever only asks for the head gets no body, and other methods do nothing`()
        async throws
    {
        let house = try DeskHouse()
        try await house.visit { visitor in
            try await visitor.signIn(.privacyOfficer)
            for (path, status) in [("/incidents/case", 200), ("/nothing", 404)] {
                let answer = try await visitor.ask(.head, path)
                #expect(answer.status.code == status)
                #expect(answer.text.isEmpty)
            }
            for method in [HTTPRequest.Method.put, .delete, .options, .patch, .trace] {
                let answer = try await visitor.ask(method, "/incidents/new")
                #expect(answer.status == .methodNotAllowed, "\(method)")
                #expect(answer.headers[.allow] == "GET, HEAD, POST")
            }
        }
    }

    @Test func `two desks never serve one store`() throws {
        let house = try DeskHouse()
        let store = house.cases.store
        #expect(throws: AccountError.deskRuns) {
            try Desk(
                reader: store,
                accounts: AccountFile(
                    at: house.cases.folder,
                    root: house.cases.root,
                    origin: store.origin
                ),
                setting: .init(),
                open: { store }
            )
        }
    }

    @Test func `nothing is written to a store that was put in the place of this one`() async throws
    {
        let house = try DeskHouse()
        let file = house.cases.folder.appendingPathComponent("spoor.sqlite")
        let aside = house.cases.folder.appendingPathComponent("aside.sqlite")
        #expect(try await house.desk.writer.act { _ in true })
        await house.desk.writer.end()
        try FileManager.default.moveItem(at: file, to: aside)
        try FileManager.default.copyItem(at: aside, to: file)
        await #expect(throws: DeskError.storeReplaced) {
            try await house.desk.writer.act { _ in true }
        }
    }

    @Test func `a few take a turn at once, a number waits, and whoever comes then is refused`()
        async throws
    {
        let turns = Turns(atOnce: 1, longest: 1)
        let (gate, open) = AsyncStream<Void>.makeStream()
        async let first: Int = turns.run {
            for await _ in gate { break }
            return 1
        }
        try await Task.sleep(for: .milliseconds(50))
        async let second: Int = turns.run { 2 }
        try await Task.sleep(for: .milliseconds(50))
        await #expect(throws: DeskRefusal.crowded) { try await turns.run { 3 } }
        open.yield()
        #expect(try await first == 1)
        #expect(try await second == 2)
        #expect(try await turns.run { 4 } == 4)
    }

    @Test func `a cell is no formula, also where a semicolon parts cells`() {
        let text = CommaSeparated.text([["=1", "a;=1", "a; \"@x", "plain; text", "a-b"]])
        #expect(text == "'=1,a;'=1,\"a; \"\"'@x\",plain; text,a-b\r\n")
    }

    @Test func `signing out leaves no page behind in the browser`() async throws {
        let house = try DeskHouse()
        try await house.visit { visitor in
            try await visitor.signIn(.board)
            let answer = try await visitor.submit("/sign-out", [:])
            #expect(answer.headers[try #require(HTTPField.Name("Clear-Site-Data"))] == "\"cache\"")
            #expect(visitor.cookies["spoor"] == "")
        }
    }

    @Test func `no link of the first page leads to what the role cannot open`() async throws {
        let house = try DeskHouse()
        try await house.visit { visitor in
            for role in OfficerRole.allCases {
                try await visitor.signIn(role)
                let links = try await visitor.get("/").text.split(separator: "href=\"/").dropFirst()
                for link in links {
                    let path = "/" + link.prefix { $0 != "\"" }
                    #expect(try await visitor.get(path).status == .ok, "\(role) at \(path)")
                }
            }
        }
    }

    @Test func `a form that was refused leads the second time to the page it stands on`()
        async throws
    {
        let house = try DeskHouse()
        let scope = "/incidents/case/scope"
        try await house.visit { visitor in
            try await visitor.signIn(.board)
            let token = try visitor.session().formToken(for: scope + "/publish")
            let fields = ["form": token, "version": "1", "answer": "yes"]
            #expect(try await visitor.post(scope + "/publish", fields).status == .badRequest)
            #expect(try await visitor.post(scope + "/publish", fields).location == scope)
        }
        #expect(house.desk.table.page(near: "/sign-out") == "/")
        #expect(house.desk.table.page(near: "/accounts/agent") == "/accounts")
        #expect(house.desk.table.page(near: "/processors/lab") == "/processors/lab")
    }
}
