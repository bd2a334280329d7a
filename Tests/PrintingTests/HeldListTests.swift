// SPDX-License-Identifier: EUPL-1.2

import Casework
import Custody
import Foundation
import Letters
import Store
import Testing

/// Those who are held can be found, by those who must reach them another way.
@Suite struct HeldListTests {
    static func reader(_ id: Int, _ change: (inout Person) -> Void = { _ in }) -> Person {
        HeldAtThePlanTests.reader(id, change)
    }

    private func makeCase() throws -> PrintedCase {
        let people = [
            Self.reader(1), Self.reader(2) { $0.secrecy = 7 },
            Self.reader(3) { $0.addressStatus = .unknownAbroad },
            Self.reader(4) { $0.birthDate = PartialDate("2012-01-01") }, Self.reader(5),
        ]
        let test = try PrintedCase(people)
        try test.disclose(people.map(\.sourceID.text), [.name, .address])
        try test.open()
        try test.freeze("first")
        _ = try test.plan("one")
        return test
    }

    private func held(_ test: PrintedCase, _ lanes: [HoldReason] = []) throws -> [ListHeld.Held] {
        try ListHeld(
            incident: "case",
            wave: "one",
            lanes: lanes,
            officer: test.officer,
            reason: StatedReason("somebody goes by")
        ).run(in: test.store)
    }

    @Test func `everybody who is held is listed by lane, and who is written to is not`() throws {
        let test = try makeCase()
        let list = try held(test)
        #expect(list.map(\.lane) == [.safety, .abroadUnknown, .youngPerson])
        #expect(list.allSatisfy { !$0.isLate && $0.fields.count == ListHeld.columns.count })
        #expect(list.map { $0.person?.sourceID.text } == ["VB-2", "VB-3", "VB-4"])
        #expect(try held(test, [.abroadUnknown]).count == 1)
        #expect(try held(test, [.deceased]).isEmpty)
    }

    @Test func `who was held at the print is listed too`() throws {
        let test = try makeCase()
        try test.add([Self.reader(5) { $0.deceasedOn = PartialDate("2025-08-01") }])
        _ = try test.print("one")
        let late = try held(test).filter(\.isLate)
        #expect(late.map(\.lane) == [.deceased])
        #expect(late.map { $0.person?.sourceID.text } == ["VB-5"])
        #expect(late.first?.fields[1] == "printing")
    }

    @Test
    func `a secret address stands in no list, nor a citizen number, and nothing describes them`()
        throws
    {
        let list = try held(makeCase())
        let safe = try #require(list.first { $0.lane == .safety })
        #expect(!safe.fields.contains("Proefstraat") && safe.fields.contains("Voorbeeld"))
        let other = try #require(list.first { $0.lane == .youngPerson })
        #expect(other.fields.contains("Proefstraat") && other.fields.contains("2012-01-01"))
        #expect(!"\(list)".contains("Voorbeeld"))
    }

    @Test func `the line stands in the access log, and nobody is opened for an empty list`() throws
    {
        let test = try makeCase()
        let log = test.folder.appendingPathComponent("store/access.log")
        func lines() throws -> Int { try Data(contentsOf: log).count { $0 == 0x0A } }
        let before = try lines()
        _ = try held(test, [.deceased])
        #expect(try lines() == before)
        _ = try held(test)
        #expect(try lines() == before + 1)
        let text = try String(contentsOf: log, encoding: .utf8)
        #expect(text.contains("somebody goes by"))
    }
}
