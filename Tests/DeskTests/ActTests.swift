// SPDX-License-Identifier: EUPL-1.2

import Accounts
import Casework
import Custody
import HTTPTypes
import Incidents
import Store
import Testing

@testable import Desk

@Suite struct ActTests {
    @Test func `an incident is opened by three answers, and what is missing is asked for`()
        async throws
    {
        let house = try DeskHouse(incident: false)
        try await house.visit { visitor in
            try await visitor.signIn(.privacyOfficer)
            let empty = try await visitor.submit("/incidents/new", ["said": "Files <copied>"])
            #expect(empty.status == .ok)
            #expect(empty.text.contains("Kies de verwerker."))
            #expect(empty.text.contains("Vul in wanneer het was."))
            // What was typed is still there.
            #expect(empty.text.contains("Files &lt;copied&gt;"))
            #expect(try house.cases.store.incidents.isEmpty)
            let future = try await visitor.submit(
                "/incidents/new",
                ["party": "lab", "told": "1-1-2031 10.00", "reference": "hack"]
            )
            #expect(future.text.contains("Dit moment is nog niet geweest."))
            let opened = try await visitor.submit(
                "/incidents/new",
                [
                    "party": "lab", "told": "6-8-2025 14.30", "said": "Files were copied",
                    "reference": "hack",
                ]
            )
            #expect(opened.location == "/incidents/hack")
            let incident = try ShowIncident("hack").run(in: house.cases.store)
            #expect(incident.versions.first?.people == 3)
            #expect(incident.moments.map(\.by) == ["Person of privacyOfficer"])
        }
    }

    @Test func `a moment is recorded once, in the name of who is signed in`() async throws {
        let house = try DeskHouse()
        let path = "/incidents/case/timeline"
        try await house.visit { visitor in
            try await visitor.signIn(.securityOfficer)
            let token = try visitor.session().formToken(for: path)
            let fields = [
                "form": token, "moment": "processorDiscovered", "time": "5-8-2025 10.05",
                "party": "lab",
                "note": "they said so",
            ]
            let before = try house.cases.store.entryCount
            #expect(try await visitor.post(path, fields).location == path)
            let after = try house.cases.store.entryCount
            #expect(after > before)
            // The same form again, as when somebody presses twice: nothing more.
            #expect(try await visitor.post(path, fields).location == path)
            #expect(try house.cases.store.entryCount == after)
            let recorded = try ShowIncident("case").run(in: house.cases.store).moments
            #expect(recorded.last?.by == "Person of securityOfficer")
            #expect(recorded.last?.party == "lab")
        }
    }

    @Test func `a moment that is there already is told first, and recorded when somebody is sure`()
        async throws
    {
        let house = try DeskHouse()
        let path = "/incidents/case/timeline"
        try await house.visit { visitor in
            try await visitor.signIn(.securityOfficer)
            func record(_ time: String, _ more: [String: String] = [:]) async throws
                -> Visitor.Answer
            {
                let fields = [
                    "moment": "processorDiscovered", "time": time, "party": "lab",
                    "note": "they said so",
                ]
                return try await visitor.submit(path, fields.merging(more) { $1 })
            }
            #expect(try await record("5-8-2025 10.05").location == path)
            let before = try house.cases.store.entryCount
            let told = try await record("5-8-2025 10.15")
            #expect(told.text.contains("Dit moment is er al, van bijna dezelfde tijd"))
            #expect(told.text.contains("name=\"sure\"") && told.text.contains("5-8-2025 10.15"))
            #expect(try house.cases.store.entryCount == before, "nothing is recorded yet")
            #expect(try await record("5-8-2025 10.15", ["sure": "yes"]).location == path)
            #expect(try house.cases.store.entryCount > before)
            // What cannot be is refused, however sure somebody is.
            let refused = try await record("5-8-2035 10.15", ["sure": "yes"])
            #expect(refused.text.contains("Dit moment is nog niet geweest"))
        }
    }

    @Test func `being aware needs a reason in words, and is not recorded without`() async throws {
        let house = try DeskHouse()
        try await house.visit { visitor in
            try await visitor.signIn(.privacyOfficer)
            let before = try house.cases.store.entryCount
            let answer = try await visitor.submit(
                "/incidents/case/timeline",
                ["moment": "controllerAware", "time": "6-8-2025 14.50"]
            )
            #expect(answer.text.contains("Kennis hebben is een besluit"))
            #expect(answer.text.contains("<details open>"))
            #expect(try house.cases.store.entryCount == before)
        }
    }

    @Test func `a form from another site, another page or another session does nothing`()
        async throws
    {
        let house = try DeskHouse()
        let path = "/incidents/case/decisions"
        let fields = ["kind": "noBreach", "because": "we decided so"]
        try await house.visit { visitor in
            try await visitor.signIn(.board)
            let foreign = try visitor.session().formToken(for: path)
            try await visitor.signIn(.privacyOfficer)
            let before = try house.cases.store.entryCount
            let own = try visitor.session().formToken(for: path)
            let site = try #require(HTTPField.Name("Sec-Fetch-Site"))
            for (token, headers) in [
                (foreign, HTTPFields()), ("", HTTPFields()),
                (try visitor.session().formToken(for: "/incidents/new"), HTTPFields()),
                (own, HTTPFields([HTTPField(name: site, value: "cross-site")])),
            ] {
                let answer = try await visitor.post(
                    path,
                    fields.merging(["form": token]) { $1 },
                    headers
                )
                #expect(answer.status == .forbidden)
            }
            let plain = try await visitor.post(
                path,
                fields.merging(["form": own]) { $1 },
                [.contentType: "text/plain"]
            )
            #expect(plain.status == .badRequest)
            #expect(try house.cases.store.entryCount == before)
        }
    }

    @Test func `a decision must be chosen, and what stands is taken back with its reason`()
        async throws
    {
        let house = try DeskHouse()
        let path = "/incidents/case/decisions"
        try await house.visit { visitor in
            try await visitor.signIn(.privacyOfficer)
            let before = try house.cases.store.entryCount
            let none = try await visitor.submit(path, ["because": "we decided so"])
            #expect(none.status == .ok && none.text.contains("Kies wat is besloten."))
            #expect(try house.cases.store.entryCount == before)
            let fields = ["kind": "noHighRisk", "because": "the files were sealed"]
            #expect(try await visitor.submit(path, fields).status == .seeOther)
            let silent = try await visitor.submit(path, ["takeBack": "noHighRisk|", "whyNot": ""])
            #expect(silent.status == .ok && silent.text.contains("waarom het niet klopt"))
            let unknown = try await visitor.submit(
                path,
                ["takeBack": "riskUnlikely|", "whyNot": "nobody decided that"]
            )
            #expect(unknown.status != .seeOther)
            #expect(
                try !ShowIncident("case").run(in: house.cases.store).decisions.contains {
                    $0.takenBack != nil
                }
            )
            let back = try await visitor.submit(
                path,
                ["takeBack": "noHighRisk|", "whyNot": "the key was in the files"]
            )
            #expect(back.status == .seeOther)
            #expect(
                try ShowIncident("case").run(in: house.cases.store).decisions.map {
                    $0.takenBack != nil
                } == [true]
            )
            #expect(try await visitor.get(path).text.contains("the key was in the files"))
        }
    }

    @Test func `an incident's name is one word of the command to copy, whatever signs it has`() {
        #expect(ScopePages.inShell("lab-2025") == "lab-2025")
        #expect(ScopePages.inShell("Hack Vlietzicht") == "'Hack Vlietzicht'")
        #expect(ScopePages.inShell("a'; rm -rf .") == #"'a'\''; rm -rf .'"#)
    }

    /// In time is said only where the law gives a number.
    @Test func `a duty without a number of hours is done, and never in time`() throws {
        let house = try DeskHouse()
        let words = Words(language: .dutch, now: house.cases.now)
        let duties = try JudgeDuties(incident: "case", now: house.cases.now)
            .run(in: house.cases.store).standings.flatMap(\.duties)
        let done = duties.filter { $0.state == .met }
        #expect(done.contains { $0.dueAt == nil }, "the party told us, with no number of hours")
        for duty in done {
            let said = "\(DutyWording(duty, words).state)"
            #expect(said.contains("Op tijd") == (duty.dueAt != nil && (duty.lateSeconds ?? 0) <= 0))
        }
    }

    @Test func `a form that a killed server left is done once after the restart`() async throws {
        let house = try DeskHouse()
        let path = "/incidents/case/decisions"
        let now = house.desk.now
        let session = Session(
            account: DeskHouse.name(.board),
            language: .dutch,
            secret: Array(repeating: 1, count: 32),
            madeAt: now
        )
        func post(_ because: String) throws -> PostedForm? {
            let receipt = try house.desk.accounts.receive(
                "kind=noHighRisk&because=\(because)",
                token: session.formToken(for: path),
                path: path,
                session: session,
                now: now
            )
            if case .new(let form) = receipt { return form }
            return nil
        }
        // Killed before the act, and killed after it but before its outcome was kept.
        _ = try post("not+done+yet")
        let done = try #require(try post("done+already"))
        _ = try DecideDuty(
            incident: "case",
            decision: .noHighRisk,
            because: StatedReason("done already"),
            officer: ActingOfficer("Person of board", now: done.receivedAt)
        ).run(in: house.cases.store)
        #expect(try await house.desk.finishForms() == 2)
        let reasons = try ShowIncident("case").run(in: house.cases.store).decisions
            .map(\.decision.because)
        #expect(reasons.sorted() == ["done already", "not done yet"])
        #expect(try await house.desk.finishForms() == 0)
    }

    @Test func `publishing takes two people who are signed in, and never one twice`() async throws {
        let house = try DeskHouse()
        let path = "/incidents/case/scope"
        @Sendable func isPublished() throws -> Bool {
            try ShowRegister(incident: "case").run(in: house.cases.store)[0].isPublished
        }
        try await house.visit { visitor in
            try await visitor.signIn(.privacyOfficer)
            // Nobody proposed it.
            #expect(
                try await visitor.submit(path + "/publish", ["version": "1", "answer": "yes"])
                    .status
                    == .badRequest
            )
            #expect(
                try await visitor.submit(path + "/propose", ["version": "1"]).status == .seeOther
            )
            #expect(
                try await visitor.submit(path + "/publish", ["version": "1", "answer": "yes"])
                    .status
                    == .badRequest
            )
            #expect(try !isPublished())
            try await visitor.signIn(.board)
            #expect(try await visitor.get("/").text.contains("Publiceer versie 1"))
            #expect(
                try await visitor.submit(path + "/publish", ["version": "1", "answer": "yes"])
                    .status
                    == .seeOther
            )
            #expect(try isPublished())
        }
    }

    @Test func `an account that ends is out at once, and nobody takes their own rights away`()
        async throws
    {
        let house = try DeskHouse()
        try await house.visit { visitor in
            try await visitor.signIn(.communication)
            let gone = visitor.cookies
            try await visitor.signIn(.administrator)
            let kept = visitor.cookies
            let own = "/accounts/administrator"
            #expect(
                try await visitor.submit(own, ["because-administrator": "no more"]).text
                    .contains("dat doet een ander")
            )
            #expect(
                try await visitor.submit(
                    "/accounts/communication",
                    ["because-communication": "left the house"]
                ).status == .seeOther
            )
            visitor.cookies = gone
            #expect(try await visitor.get("/incidents").status == .seeOther)
            visitor.cookies = kept
            #expect(try await visitor.get("/accounts").text.contains("beëindigd"))
        }
    }

    @Test func `nobody chooses who they are where it is no practice`() async throws {
        let house = try DeskHouse(isPractice: false)
        try await house.visit { visitor in
            let answer = try await visitor.post("/sign-in/practice", ["name": "board"])
            #expect(answer.status == .notFound)
            #expect(visitor.cookies["spoor"] == nil)
            #expect(try await !visitor.get("/sign-in").text.contains("Oefenen"))
        }
    }

    @Test func `after signing in one comes back to a page of ours, never of another site`() {
        #expect(Answering.inside("/incidents/case?to=2") == "/incidents/case?to=2")
        for place in ["//elsewhere.example", "https://elsewhere.example", "\\\\x", "/a b", "", nil]
        {
            #expect(Answering.inside(place) == nil)
        }
    }
}
