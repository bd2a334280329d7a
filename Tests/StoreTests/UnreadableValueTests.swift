// SPDX-License-Identifier: EUPL-1.2

import Custody
import Foundation
import GRDB
import Incidents
import Letters
import Testing
import Vault

@testable import Identities
@testable import Store

/// A value in the database that is none of those there are stops whoever reads it: it is never the
/// mildest value, nobody, or a letter that may be printed.
struct UnreadableValueTests {
    private let test: TestStore
    private let anna: PersonNumber
    private let incident: IncidentFact
    private let wave: WaveFact

    init() throws {
        test = try TestStore()
        anna = try test.add(.named("VB-1", "Een"))[0]
        try test.record(.order("1", of: anna, CategorySet([.name])))
        incident = try test.openIncident()
        try test.store.record(
            GivenMoment(.controllerAware, happenedAt: 1),
            of: incident,
            act: test.act()
        )
        _ = try test.list(
            "list-1",
            incident,
            [
                ListedRecord(
                    line: 2,
                    person: anna,
                    categories: CategorySet([.name]),
                    basis: 2,
                    record: nil
                )
            ]
        )
        wave = try test.store.record(
            wave: "first",
            of: incident,
            version: test.freeze("one", incident),
            who: "everyone",
            decision: "test",
            letters: [
                PlannedLetter(person: anna, group: .first, whyAgain: nil, held: nil, batch: 1)
            ],
            heldByReason: [:],
            act: test.act()
        )
    }

    /// Changes rows behind the back of the program, and opens the store again.
    private func change(_ sql: String, _ arguments: StatementArguments = []) throws {
        try test.alter { db in
            try db.execute(sql: sql, arguments: arguments)
            #expect(db.changesCount > 0)
        }
        try test.open(.reading)
    }

    private func expect(_ what: StoreError.Stored, _ read: () throws -> some Any) {
        #expect(throws: StoreError.integrity(.unreadable(what))) { _ = try read() }
    }

    @Test(arguments: [0, 6, 255, -1])
    func `a certainty`(value: Int) throws {
        try change("UPDATE assertion SET certainty = \(value)")
        expect(.certainty) { try test.store.evidence(about: anna, for: test.reason()) }
        expect(.certainty) { try test.store.computeRegister(of: incident) }
    }

    @Test(arguments: [0, 5, 256, -1])
    func `the group of a letter`(value: Int) throws {
        try change("UPDATE letter SET affected_group = \(value)")
        expect(.group) { try test.store.letters(of: wave, batch: 1) }
        expect(.group) { try test.store.letters(to: anna) }
    }

    @Test(arguments: [6, 256, -1])
    func `why a letter is written again`(value: Int) throws {
        try change("UPDATE letter SET why_again = \(value)")
        expect(.whyAgain) { try test.store.letters(of: wave, batch: 1) }
    }

    /// The first number that no reason has.
    private static let noReason = (HoldReason.allCases.map(\.rawValue).max() ?? 0) + 1

    /// In the clear, as in rows of format 1.
    @Test(arguments: [Int(noReason), 256, -1])
    func `why a letter is held`(value: Int) throws {
        try change("UPDATE letter SET lane = NULL, held = \(value)")
        expect(.holdReason) { try test.store.letters(of: wave, batch: 1) }
        expect(.holdReason) { try test.store.letters(to: anna) }
    }

    @Test(arguments: [noReason, 255])
    func `why a letter is held, sealed`(lane: UInt8) throws {
        var random = RandomBytes()
        let sealed = test.store.identities.letterLanes.seal(
            lane: lane,
            wave: wave.number,
            person: anna,
            random: &random
        )
        try change("UPDATE letter SET lane = ?", [Data(sealed)])
        #expect(throws: IdentitiesError.unreadable(.letterLane)) {
            try test.store.letters(of: wave, batch: 1)
        }
        #expect(throws: IdentitiesError.unreadable(.letterLane)) {
            try test.store.letters(to: anna)
        }
    }

    @Test func `the role of a party, and a moment of an incident`() throws {
        try change(
            "UPDATE fact SET body = replace(body, 'processor', 'archivist') WHERE kind = 'role'"
        )
        expect(.role) { try test.store.role(of: .lab, on: 1) }
        #expect(try test.store.dutyMoments(of: incident)[.controllerAware] == 1)
        try test.open()
        try change("UPDATE fact SET body = replace(body, 'Aware', 'Asleep') WHERE kind = 'moment'")
        expect(.moment) { try test.store.dutyMoments(of: incident) }
    }

    @Test func `who of a print file is held`() throws {
        let fact = BatchFact(
            wave: wave.number,
            batch: 1,
            letters: 0,
            pdfSHA256: "",
            manifestSHA256: "",
            heldLate: [BatchFact.ClearHold(person: Int64(anna.value), reason: 99)]
        )
        expect(.holdReason) { try test.store.lateHolds(of: fact) }
        var sealed = fact
        sealed.sealedHolds = "no base64"
        expect(.lateHolds) { try test.store.lateHolds(of: sealed) }
    }
}
