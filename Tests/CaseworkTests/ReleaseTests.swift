// SPDX-License-Identifier: EUPL-1.2

import Casework
import Custody
import Foundation
import Letters
import Store
import Testing

/// Who is held may be released by an officer, by the reference on the list, and held again.
@Suite struct ReleaseTests {
    private let test: CaseStore

    init() throws {
        test = try CaseStore()
        var young = CaseStore.person("VB-1", "Eenhoorn", bsn: CaseStore.annasNumber)
        young.birthDate = PartialDate("2011-02-03")
        try test.add([young])
        try test.open()
        try test.list("list-1", of: ["VB-1", "VB-2"])
        try test.freeze("listed")
        _ = try test.plan("first", .reported)
        try test.printAll("first")
    }

    private func release(_ person: String, in wave: String = "first") throws -> ReleasedPerson {
        try ReleaseHeld(
            incident: "case",
            wave: wave,
            person: person,
            lane: .youngPerson,
            toParents: true,
            because: StatedReason("the practice asked"),
            officer: test.officer
        ).run(in: test.store)
    }

    private func planned(_ wave: String) throws -> (toPrint: Int, held: [String: Int]) {
        let planned = try test.plan(wave, .reported).wave
        return (planned.planned, planned.held)
    }

    @Test func `the release and the holding again are on record, with who did it and why`() throws {
        let reference = try test.number("VB-1").reference
        #expect(throws: CaseworkError.notAReference) { try release("VB-1") }
        #expect(throws: CaseworkError.noWave("second")) { try release(reference, in: "second") }
        let before = try test.looks().count
        let released = try release(reference)
        #expect(released.number == 1 && released.toParents && released.person == reference)
        #expect(try test.looks().count > before, "the look is logged")
        let listed = try ListReleased(
            incident: "case",
            officer: test.officer,
            reason: test.reason
        ).run(in: test.reader())
        #expect(listed.map(\.because) == ["the practice asked"])
        #expect(!"\(listed)".contains(reference))
        #expect(try planned("second").held.isEmpty)
        _ = try HoldAgain(
            incident: "case",
            number: 1,
            because: StatedReason("not so"),
            officer: test.officer
        ).run(in: test.store)
        try test.printAll("second")
        try test.list("list-2", of: ["VB-1"], certainty: .stolen)
        try test.freeze("more")
        #expect(try planned("third").held == ["youngPerson": 1])
    }
}
