// SPDX-License-Identifier: EUPL-1.2

import Casework
import Custody
import Foundation
import Store
import Testing

/// Who looked at whom, as it is read back.
@Suite struct AccessTests {
    private let fixture: CaseStore

    init() throws { fixture = try CaseStore() }

    private func look(at person: String, by name: String, _ why: String = "call 17") throws {
        _ = try AnswerPerson(
            .named(person),
            officer: ActingOfficer(name, now: fixture.officer.now),
            reason: StatedReason(why)
        ).run(in: fixture.store)
    }

    private func show(
        by officer: String? = nil,
        of person: String? = nil,
        from: Day? = nil,
        until: Day? = nil
    ) throws -> ShowAccess.Answer {
        try ShowAccess(
            byOfficer: officer,
            person: person,
            from: from,
            until: until,
            officer: fixture.officer,
            reason: StatedReason("monthly review")
        ).run(in: fixture.reader())
    }

    @Test func `that somebody reads the log is in it, and is the last that they read`() throws {
        let before = try fixture.looks().count
        let answer = try show()
        #expect(answer.lines == before + 1)
        #expect(try fixture.looks().count == before + 1)
        let own = try #require(answer.looks.last)
        #expect(own.officer == "privacy officer")
        #expect(own.purpose == "access-review")
        #expect(own.reason == "monthly review")
        #expect(own.people == 0)
        #expect(try show().looks.contains { $0.line == own.line }, "the next reader sees it")
    }

    @Test func `looks are found by person, by officer and by day`() throws {
        try look(at: "VB-1", by: "Officer A", "call 17")
        try look(at: "VB-2", by: "officer b", "call 18")
        let anna = try fixture.number("VB-1").reference
        let ofAnna = try show(of: anna).looks.filter { $0.purpose == "person-answer" }
        #expect(ofAnna.map(\.officer) == ["Officer A"])
        #expect(ofAnna.map(\.persons) == [[anna]])
        #expect(ofAnna.map(\.reason) == ["call 17"])
        #expect(try show(of: anna.lowercased()).looks.count == show(of: anna).looks.count)
        #expect(try show(by: "Officer  B").looks.map(\.reason) == ["call 18"])
        #expect(try show(by: "nobody").looks.isEmpty)
        #expect(try show(by: "nobody").ofOfficer == 0, "the log knows nobody of that name")
        #expect(try show().ofOfficer == nil, "no officer was asked for")
        let today = try fixture.officer.today
        let tomorrow = Day(number: today.number + 1)
        #expect(try show(by: "Officer A", from: today, until: today).looks.count == 1)
        let later = try show(by: "Officer A", from: tomorrow)
        #expect(later.looks.isEmpty)
        #expect(later.ofOfficer == 1, "known, but not on those days")
        #expect(try show(by: "Officer A", until: Day(number: today.number - 1)).looks.isEmpty)
    }

    @Test func `a look at many names nobody, and is counted beside those that name a person`()
        throws
    {
        try fixture.open()
        let anna = try fixture.number("VB-1").reference
        let many = try show().looks.filter {
            $0.persons.isEmpty && $0.object == nil && $0.people > 0
        }
        #expect(!many.isEmpty, "the opening looks at everyone of the register")
        let answer = try show(of: anna)
        #expect(answer.looksAtMany == many.count)
        #expect(!answer.looks.contains { look in many.contains { $0.line == look.line } })
    }

    @Test(arguments: ["VB-1", "P-12", ""])
    func `a person is named by reference, and nobody is opened to find them`(name: String) throws {
        let before = try fixture.looks().count
        #expect(throws: CaseworkError.notAReference) { try show(of: name) }
        #expect(try fixture.looks().count == before)
    }

    @Test func `a line that was changed is not read over`() throws {
        try look(at: "VB-1", by: "Officer A")
        let file = fixture.folder.appendingPathComponent("access.log")
        let text = try String(contentsOf: file, encoding: .utf8)
        let store = try fixture.reader()
        try text.replacing("Officer A", with: "Officer Z").write(
            to: file,
            atomically: false,
            encoding: .utf8
        )
        #expect(throws: IdentitiesError.self) {
            try ShowAccess(officer: fixture.officer, reason: fixture.reason).run(in: store)
        }
    }

    @Test func `looks are narrowed to a purpose, to the last ones, and to those before a line`()
        throws
    {
        for (person, why) in [("VB-1", "call 17"), ("VB-2", "call 18"), ("VB-1", "call 19")] {
            try look(at: person, by: "Officer A", why)
        }
        func show(most: Int? = nil, before: UInt64? = nil) throws -> ShowAccess.Answer {
            try ShowAccess(
                purpose: "person-answer",
                before: before,
                most: most,
                officer: fixture.officer,
                reason: fixture.reason
            ).run(in: fixture.reader())
        }
        let all = try show()
        #expect(Set(all.looks.map(\.purpose)) == ["person-answer"])
        #expect(all.looks.last?.reason == "call 19")
        let last = try show(most: 1)
        #expect(last.looks == Array(all.looks.suffix(1)))
        #expect(last.fitting == all.fitting, "all that fit are counted")
        let line = try #require(last.looks.first?.line)
        #expect(try show(before: line).looks == Array(all.looks.dropLast()))
    }

    @Test
    func `who is searched for to be shown their looks is a line too, and nobody is not found`()
        throws
    {
        try look(at: "VB-1", by: "Officer A")
        func show(_ postcode: String) throws -> ShowAccess.Answer {
            try ShowAccess(
                about: .attributes(
                    PersonSearch([
                        .postcode: postcode, .houseNumber: "12", .surname: "Eenhoorn",
                    ])
                ),
                officer: fixture.officer,
                reason: StatedReason("she asks who looked")
            ).run(in: fixture.reader())
        }
        let before = try fixture.looks().count
        let found = try show("1234AB")
        let lines = try fixture.looks().dropFirst(before)
        #expect(lines.first?.contains("who looked at them") == true)
        #expect(found.looks.contains { $0.officer == "Officer A" })
        #expect(found.person == (try fixture.number("VB-1").reference))
        let after = try fixture.looks().count
        #expect(throws: CaseworkError.nobodyFits) { try show("9999ZZ") }
        #expect(try fixture.looks().count == after + 1, "the search is logged, the log is not read")
    }

    @Test func `the roles of whoever signed in stand in the line, and none of a command`() throws {
        let signedIn = try ActingOfficer(
            "Noor",
            now: fixture.officer.now,
            roles: [.privacyOfficer, .board]
        )
        _ = try AnswerPerson(.named("VB-1"), officer: signedIn, reason: StatedReason("call 20"))
            .run(in: fixture.store)
        try look(at: "VB-1", by: "Officer A")
        let looks = try show().looks
        #expect(looks.last { $0.officer == "Noor" }?.roles == ["privacyOfficer", "board"])
        #expect(looks.last { $0.officer == "Officer A" }?.roles == [])
        #expect(looks.allSatisfy { $0.outcome == "0" && $0.action == "R" })
        #expect(looks.last?.type == "110101", "the last is the look at the log itself")
    }
}
