// SPDX-License-Identifier: EUPL-1.2

import Custody
import Dispatch
import Foundation
import Incidents
import Synchronization
import Testing
import Vault
import Verification

@testable import Store

/// As a server has it, in one process: somebody imports, a hundred look, one freezes, one verifies.
@Suite(.serialized) struct ManyAtOnceTests {
    private static let people = 200

    private final class Seen: Sendable {
        let looks = Mutex<[Duration]>([])
        let isImporting = Mutex(true)
    }

    private static func makeStore() throws -> (test: TestStore, people: [PersonNumber]) {
        let test = try TestStore()
        var intake = try test.store.populationIntake(for: test.reason())
        var sealed = SealedPeople()
        let persons = (0..<people).map { Person.named("VB-\($0)", "Naam\($0)") }
        #expect(try intake.seal(persons, into: &sealed).isEmpty)
        _ = try test.store.record(people: sealed, progress: nil, act: test.act())
        let numbers = try (0..<people).map { try test.number("VB-\($0)") }
        return (test, numbers)
    }

    private static func batch(_ round: Int, _ people: [PersonNumber]) -> DisclosureBatch {
        var batch = DisclosureBatch()
        for (place, person) in people.enumerated() {
            batch.append(
                digest: ReceivedDisclosure.digest("\(round) \(place)"),
                subject: .person(person),
                flow: batch.number(of: .toLab(.givenByUs)),
                categories: CategorySet([.name, .address]),
                disclosedOn: 20_000 + round,
                keepUntil: nil,
                samples: []
            )
        }
        return batch
    }

    @Test func `a look does not wait for an act that is being written`() throws {
        let (test, people) = try Self.makeStore()
        let store = test.store
        let reason = try test.reason()
        let (began, mayEnd) = (DispatchSemaphore(value: 0), DispatchSemaphore(value: 0))
        let act = test.act()
        let writing = DispatchGroup()
        DispatchQueue.global().async(group: writing) {
            do {
                try store.commit(act, alone: true) { _, db, entries in
                    try entries.record(db, [PartyFact(id: "other", name: "Other")])
                    began.signal()
                    mayEnd.wait()
                }
            } catch {
                Issue.record(error)
            }
        }
        began.wait()
        // Were it to wait, this would never end.
        for person in people.prefix(20) {
            #expect(try store.look(at: person, for: reason).person.surname.hasPrefix("Naam"))
        }
        #expect(try store.parties.count == 1)
        mayEnd.signal()
        writing.wait()
        #expect(try store.parties.count == 2)
    }

    @Test func `one imports, a hundred look, one freezes, one verifies, and all of it is right`()
        async throws
    {
        let (test, people) = try Self.makeStore()
        let store = test.store
        let reason = try test.reason()
        let incident = try test.openIncident()
        let start = test.act().at
        let rounds = 12
        let seen = Seen()
        try await withThrowingTaskGroup(of: Void.self) { tasks in
            tasks.addTask {
                for round in 0..<rounds {
                    let outcome = try await store.acting { store in
                        try store.record(
                            Self.batch(round, people),
                            act: Act(by: "importer", at: start + Int64(round))
                        )
                    }
                    #expect(outcome.disclosures == people.count)
                }
                seen.isImporting.withLock { $0 = false }
            }
            for task in 0..<100 {
                tasks.addTask {
                    var number = task
                    repeat {
                        let person = people[number % people.count]
                        let clock = ContinuousClock()
                        let took = try await clock.measure {
                            let (found, evidence) = try await store.looking {
                                try $0.look(at: person, for: reason)
                            }
                            #expect(found.surname == "Naam\(number % people.count)")
                            // As many rounds as there were, all of each.
                            let days = Set(evidence.disclosed.map(\.disclosure.disclosedOn))
                            #expect(days == Set(20_000..<20_000 + days.count))
                        }
                        seen.looks.withLock { $0.append(took) }
                        number += 7
                    } while seen.isImporting.withLock { $0 }
                }
            }
            tasks.addTask {
                for round in 0..<3 {
                    try await store.acting { store in
                        let computed = try store.computeRegister(of: incident)
                        _ = try store.freeze(
                            computed,
                            hash: Store.hash(of: store.canonical(computed, for: reason)),
                            name: "frozen \(round)",
                            of: incident,
                            act: Act(by: "officer", at: start + Int64(round))
                        )
                    }
                }
            }
            let folder = test.folder
            tasks.addTask {
                try await store.acting { _ in
                    let report = try LedgerVerifier(folder: folder).verify()
                    // Files are published while it reads: what it compares them with may be older.
                    let entries = report.findings.filter {
                        $0.kind != .checkpoint && $0.kind != .tile
                    }
                    #expect(entries.isEmpty, "\(entries)")
                }
            }
            try await tasks.waitForAll()
        }
        let versions = try store.registers(of: incident).map(\.body)
        #expect(versions.map(\.version) == [1, 2, 3])
        for version in versions {
            #expect(try store.load(version).count == version.people)
            let again = try store.computeRegister(of: incident, asOfEntries: version.asOfEntries)
            let hash = try Store.hash(of: store.canonical(again, for: reason))
            #expect(hash == version.hash, "what was frozen meanwhile is what it was computed over")
        }
        #expect(try store.computeRegister(of: incident).register.count == people.count)
        #expect(try store.disclosureCount() == rounds * people.count)
        #expect(try test.isIntact())
        let sorted = seen.looks.withLock { $0.sorted() }
        #expect(sorted.count >= 100)
        print(
            """
            Looks while an import ran\t\(sorted.count)
              median\t\(sorted[sorted.count / 2])
              99 of 100\t\(sorted[sorted.count * 99 / 100])
              longest\t\(sorted[sorted.count - 1])
            """
        )
    }
}
