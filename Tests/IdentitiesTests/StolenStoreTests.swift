// SPDX-License-Identifier: EUPL-1.2

import Custody
import Database
import Foundation
import Store
import Testing
import Vault

@testable import Identities

/// What a stolen store tells, and what somebody who may write it can move.
@Suite struct StolenStoreTests {
    private let house: House

    init() throws { house = try House() }

    @Test(arguments: ["person_dossier", "person_mail"])
    func `people of all kinds share few lengths`(table: String) throws {
        var people: [Person] = []
        for number in 0..<60 {
            var person = Person.named(
                "VB-\(number)",
                String(repeating: "n", count: 4 + number % 20)
            )
            person.givenNames = String(repeating: "g", count: number % 25)
            person.street = String(repeating: "s", count: 5 + number % 30)
            people.append(person)
        }
        try house.add(all: people)
        let lengths = try house.all("SELECT length(sealed) FROM \(table)") { $0.int(0) }
        #expect(lengths.count == 60)
        #expect(Set(lengths).count <= 2)
    }

    @Test func `claims of different people have one length`() throws {
        let short = try house.store.seal(IdentityClaims(surnames: ["Ei"]))
        let long = try house.store.seal(
            IdentityClaims(surnames: ["Voorbeeldstra-Zonderlingenberg"], birthDate: "1970-02-03")
        )
        #expect(short.count == long.count)
        #expect(try house.store.identities.openClaims(short).surnames == ["Ei"])
    }

    @Test(arguments: [
        (0, 0), (29, 0), (30, 1), (59, 1), (60, 2), (9_975, 9), (941_000, 15), (10_000_000, 16),
    ])
    func `some fifteen people share a bucket whatever the population`(people: Int, bits: Int) {
        #expect(PersonIndex.bits(for: people) == bits)
        #expect(bits == 0 || bits == 16 || people >> bits >= PersonIndex.peopleInBucket)
    }

    @Test func `when the population has grown fourfold the buckets are made again`() throws {
        func buckets() throws -> Set<Int> {
            Set(try house.all("SELECT bucket FROM person_by_source") { $0.int(0) })
        }
        func people(_ range: Range<Int>) -> [Person] {
            range.map { .named("VB-\($0)", "Proef") }
        }
        try house.add(all: people(0..<20))
        #expect(try buckets() == [0])
        try house.add(all: people(20..<50))
        #expect(try buckets() == [0], "not yet")
        try house.add(all: people(50..<600))
        #expect(try buckets().count == 32)
        for name in ["VB-3", "VB-30", "VB-300"] {
            #expect(throws: Never.self) { try house.number(name) }
        }
        let entries = Set(try house.all("SELECT entry FROM person_by_source") { $0.int(0) })
        #expect(entries.count == 1, "all rows are of the entry that made them again")
    }

    @Test(arguments: ["bucket = 9", "id = id + 1"])
    func `a pointer that was moved does not open, and nobody is not the answer`(change: String)
        throws
    {
        try house.add(.named("VB-1", "Voorbeeldstra"))
        try house.tamper("UPDATE person_by_source SET \(change)")
        #expect(throws: IdentitiesError.index(.source)) { try house.number("VB-1") }
    }

    @Test func `other bits than those of the rows are noticed`() throws {
        try house.add(all: (0..<600).map { .named("VB-\($0)", "Proef") })
        try house.tamper("UPDATE setting SET value = '12' WHERE name = 'index_bits'")
        #expect(throws: IdentitiesError.index(.source)) { try house.number("VB-1") }
        try house.tamper("UPDATE setting SET value = '2' WHERE name = 'index_bits'")
        #expect(throws: IdentitiesError.index(.source)) { try house.number("VB-1") }
    }

    @Test func `what was set aside does not open in another row, and tells no length`() throws {
        let act = Act(by: "officer", at: 0)
        _ = try house.store.record(
            rejected: [
                Rejected(source: "a", line: 1, reason: "no", content: Array("first".utf8)),
                Rejected(source: "a", line: 2, reason: "no", content: Array("the second".utf8)),
            ],
            act: act
        )
        var seen = 0
        try house.store.rejects(for: house.reason()) { _ in seen += 1 }
        #expect(seen == 2)
        let lengths = try house.all("SELECT length(content) FROM reject") { $0.int(0) }
        #expect(Set(lengths).count == 1)
        try house.tamper(
            "UPDATE reject SET content = (SELECT content FROM reject WHERE line = 1) WHERE line = 2"
        )
        #expect(throws: IdentitiesError.unreadable(.reject)) {
            try house.store.rejects(for: house.reason()) { _ in }
        }
    }
}
