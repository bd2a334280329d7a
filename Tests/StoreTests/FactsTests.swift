// SPDX-License-Identifier: EUPL-1.2

import Custody
import Dispatch
import Foundation
import GRDB
import Incidents
import Synchronization
import Testing
import Vault

@testable import Store

/// The small facts, as those have them who read while others write.
struct FactsTests {
    private let test: TestStore

    init() throws { test = try TestStore() }

    private func addParty(_ name: String) throws {
        try test.store.add(
            party: Party(id: Party.ID(rawValue: name), name: name),
            role: .processor,
            from: 0,
            act: test.act()
        )
    }

    @Test func `a snapshot holds its facts while the store goes on`() throws {
        let counts = try test.store.snapshot { snapshot in
            let before = try (snapshot.parties.count, snapshot.entryCount)
            try addParty("two")
            #expect(try test.store.parties.count == 2)
            #expect(try snapshot.parties.count == before.0)
            #expect(try snapshot.entryCount == before.1)
            #expect(try snapshot.role(of: Party.ID(rawValue: "two"), on: 1) == nil)
            return before
        }
        #expect(counts == (1, 2), "the entry of the founding and that of the party")
        #expect(try test.store.snapshot { try $0.parties.count } == 2)
        #expect(try test.store.role(of: Party.ID(rawValue: "two"), on: 1) == .processor)
    }

    @Test func `an act that fails leaves no fact behind`() throws {
        #expect(throws: StoreError.alreadyThere(.party(.lab))) { try addParty("lab") }
        struct Refused: Error {}
        #expect(throws: Refused.self) {
            try test.store.commit(test.act()) { store, db, entries in
                try entries.record(db, [PartyFact(id: "gone", name: "Gone")])
                #expect(try store.parties.count == 2, "the act sees its own")
                throw Refused()
            }
        }
        #expect(try test.store.parties.map(\.id.rawValue) == ["lab"])
        #expect(try test.store.entryCount == 2)
        try addParty("two")
        #expect(try test.store.parties.map(\.id.rawValue) == ["lab", "two"])
    }

    @Test func `a fact of a kind that nobody knows is said, with its place`() throws {
        try test.alter {
            try $0.execute(sql: "UPDATE fact SET kind = 'newer' WHERE kind = 'role'")
        }
        try test.open(.reading)
        #expect(throws: StoreError.unknownFact(kind: "newer", entry: 1)) { try test.store.parties }
        try test.open()
        #expect(throws: StoreError.unknownFact(kind: "newer", entry: 1)) {
            _ = try test.openIncident()
        }
    }

    @Test func `a fact that does not read is said, and only by what needs it`() throws {
        _ = try test.openIncident()
        try test.alter {
            try $0.execute(sql: "UPDATE fact SET body = '{}' WHERE kind = 'incident'")
        }
        try test.open()
        #expect(try test.store.parties.count == 1)
        #expect(throws: StoreError.integrity(.unreadable(.fact(kind: "incident")))) {
            try test.store.incidents
        }
    }

    @Test func `acts of many threads each have their number, entry and checkpoint`() throws {
        let at = test.act().at
        let store = test.store
        let numbers = Mutex<[Int]>([])
        let refused = Mutex(0)
        DispatchQueue.concurrentPerform(iterations: 60) { place in
            do {
                // Every third asks for a name that another has.
                let name = place.isMultiple(of: 3) ? "same" : "incident \(place)"
                let incident = try store.openIncident(
                    reference: name,
                    title: "",
                    party: .lab,
                    said: "",
                    act: Act(by: "officer", at: at + Int64(place))
                )
                numbers.withLock { $0.append(incident.number) }
            } catch StoreError.alreadyThere {
                refused.withLock { $0 += 1 }
            } catch {
                Issue.record(error)
            }
        }
        #expect(refused.withLock { $0 } == 19)
        #expect(numbers.withLock { $0.sorted() } == Array(1...41))
        #expect(try store.incidents.map(\.body.number) == Array(1...41), "in the order of entries")
        #expect(try store.entryCount == 43)
        #expect(try test.store.incident("same").party == "lab")
        #expect(try test.isIntact())
    }

    @Test func `of many facts one is found by its key, and none is read twice`() throws {
        let incident = try test.openIncident()
        for number in 0..<40 {
            try test.store.record(
                GivenMoment(.controllerAware, happenedAt: Int64(number)),
                of: incident,
                act: test.act()
            )
        }
        let reader = try Store(at: test.folder, root: test.root, mode: .reading)
        #expect(try reader.moments(of: incident).count == 40)
        #expect(try test.store.moments(of: incident).count == 40)
        #expect(try reader.facts.all(MomentFact.self, .incident(2)).isEmpty)
        #expect(try reader.facts.all(MomentFact.self, .number(1)).isEmpty)
        // What was read stays: from here on these rows are asked for no more.
        let database = try DatabaseQueue(
            path: test.folder.appendingPathComponent("spoor.sqlite").path
        )
        try database.writeWithoutTransaction { db in
            try db.execute(sql: "DROP TRIGGER fact_refuses_update")
            try db.execute(sql: "UPDATE fact SET body = '' WHERE kind = 'moment'")
        }
        try database.close()
        try test.store.record(
            GivenMoment(.processorDiscovered, happenedAt: 99),
            of: incident,
            act: test.act()
        )
        #expect(try reader.moments(of: incident).map(\.body.happenedAt).suffix(2) == [39, 99])
    }
}
