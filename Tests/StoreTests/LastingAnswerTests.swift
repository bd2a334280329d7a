// SPDX-License-Identifier: EUPL-1.2

import Custody
import Foundation
import Glibc
import Linkage
import Synchronization
import Testing
import Vault

@testable import Store

/// Answers that are counted once, because nothing that they follow from can change.
@Suite struct LastingAnswerTests {
    private final class Counts: Sendable {
        let value = Mutex(0)
        var times: Int { value.withLock { $0 } }
    }

    private struct Question: LastingQuestion {
        var number: Int
        let counts: Counts

        static func == (one: Question, other: Question) -> Bool { one.number == other.number }
        func hash(into hasher: inout Hasher) { hasher.combine(number) }

        func answer(in store: Store) throws -> String {
            counts.value.withLock { $0 += 1 }
            return "answer \(number)"
        }
    }

    /// Equal to no ``Question``, though it hashes like one.
    private struct Other: LastingQuestion {
        var number: Int
        func answer(in store: Store) throws -> Int { number }
    }

    private let house: TestStore

    init() throws { house = try TestStore() }

    @Test func `a question is counted once, and another one by itself`() throws {
        let (store, counts) = (house.store, Counts())
        #expect(try store.lasting(Question(number: 1, counts: counts)) == "answer 1")
        #expect(try store.lasting(Question(number: 1, counts: counts)) == "answer 1")
        #expect(
            try store.snapshot { try $0.lasting(Question(number: 1, counts: counts)) } == "answer 1"
        )
        #expect(counts.times == 1)
        #expect(try store.lasting(Question(number: 2, counts: counts)) == "answer 2")
        #expect(try store.lasting(Other(number: 1)) == 1)
        #expect(counts.times == 2)
    }

    @Test func `a look that must be quick leaves a count, and finds it when it was counted`() throws
    {
        let (store, counts) = (house.store, Counts())
        let question = Question(number: 1, counts: counts)
        var left: AnyLastingQuestion?
        do {
            _ = try Store.leavingCounts { try store.lasting(question) }
            Issue.record("it was counted")
        } catch let error as NotCounted {
            left = error.question
        }
        #expect(counts.times == 0)
        // It may hold numbers of people.
        #expect(
            "\(String(describing: left)) \(NotCounted(question: try #require(left)))".contains(
                "number"
            ) == false
        )
        try store.count(#require(left))
        #expect(try Store.leavingCounts { try store.lasting(question) } == "answer 1")
        #expect(counts.times == 1)
    }

    @Test func `no more are kept than a few hundred, and that goes which nobody asks for`() throws {
        let (store, counts) = (house.store, Counts())
        for number in 0..<LastingAnswers.most {
            _ = try store.lasting(Question(number: number, counts: counts))
        }
        _ = try store.lasting(Question(number: 0, counts: counts))
        _ = try store.lasting(Question(number: 1000, counts: counts))
        #expect(store.lastingAnswers.count == LastingAnswers.most)
        #expect(counts.times == LastingAnswers.most + 1)
        _ = try store.lasting(Question(number: 0, counts: counts))
        #expect(counts.times == LastingAnswers.most + 1)
        _ = try store.lasting(Question(number: 1, counts: counts))
        #expect(counts.times == LastingAnswers.most + 2)
    }

    @Test func `what an act sees is not kept, for the act may never come to be`() throws {
        let (store, counts) = (house.store, Counts())
        struct Stopped: Error {}
        #expect(throws: Stopped.self) {
            try store.commit(house.act()) { store, _, _ in
                _ = try store.lasting(Question(number: 1, counts: counts))
                throw Stopped()
            }
        }
        _ = try store.lasting(Question(number: 1, counts: counts))
        #expect(counts.times == 2)
    }

    @Test func `two stores over one file share what they have counted, and no other store does`()
        throws
    {
        let counts = Counts()
        _ = try house.store.lasting(Question(number: 1, counts: counts))
        let reader = try Store(at: house.folder, root: house.root, mode: .reading)
        _ = try reader.lasting(Question(number: 1, counts: counts))
        #expect(counts.times == 2)
        _ = try reader.sharingMemory(of: house.store).lasting(Question(number: 1, counts: counts))
        #expect(counts.times == 2)
        let another = try TestStore()
        _ = try another.store.sharingMemory(of: house.store)
            .lasting(Question(number: 1, counts: counts))
        #expect(counts.times == 3)
    }

    @Test
    func `what is counted of imports is counted anew after each act but those of another kind`()
        throws
    {
        let store = house.store
        func point() throws -> Int { try store.intakePoint().entry }
        func addParty(_ id: String) throws {
            try store.add(
                party: Party(id: Party.ID(rawValue: id), name: id),
                role: .processor,
                from: 0,
                act: house.act()
            )
        }
        func openIncident(_ reference: String) throws {
            _ = try store.openIncident(
                reference: reference,
                title: reference,
                party: .lab,
                said: "",
                act: house.act()
            )
        }
        let before = try point()
        try openIncident("quiet")
        #expect(try point() == before && store.entryCount > before + 1)
        try addParty("another")
        let after = try point()
        #expect(try after > before && after == store.entryCount - 1)
        // A reader that opens now looks for it from the end back, and finds the same.
        try openIncident("quiet-again")
        let reader = try Store(at: house.folder, root: house.root, mode: .reading)
        #expect(try reader.intakePoint().entry == after)
        // Who sees an earlier state has the point of that one.
        let now = try store.snapshot { earlier in
            try addParty("one-more")
            #expect(try earlier.intakePoint().entry == after)
            return try point()
        }
        #expect(now > after)
    }

    @Test
    func `while another process writes a quick look has the last count, and says of when it is`()
        throws
    {
        let person = try house.add(.named("VB-1", "Eenhoorn"))[0]
        func recordOpen(_ name: String) throws {
            let claims = IdentityClaims(surnames: ["Niemand"])
            var item = ReceivedDisclosure.order(name, of: person, CategorySet([.name]))
            item.subject = .unresolved(reason: 1, claims: try house.store.seal(claims))
            try house.record(item)
        }
        try recordOpen("first")
        let reader = try Store(at: house.folder, root: house.root, mode: .reading)
        #expect(try reader.intakeWaiting().unresolved == 1)
        try recordOpen("second")
        // This process writes: nothing that it recorded is missing on the next page.
        #expect(try Store.leavingCounts { try reader.intakeWaiting() }.unresolved == 2)
        try recordOpen("third")
        // But for another one that waits for its turn to go on.
        let request = WriterRequest(folder: house.folder)
        let before = try Store.leavingCounts { try reader.intakeWaiting() }
        #expect(before.unresolved == 2 && before.countedAt != nil)
        withExtendedLifetime(request) {}
        house.close()
        // Nobody writes.
        #expect(try Store.leavingCounts { try reader.intakeWaiting() }.unresolved == 3)
        try house.open()
        try recordOpen("fourth")
        house.close()
        let other = try otherWriter()
        defer { other.terminate() }
        let old = try Store.leavingCounts { try reader.intakeWaiting() }
        #expect(old.unresolved == 3 && old.countedAt != nil)
        // Who counts by itself has the count of now.
        let now = try reader.intakeWaiting()
        #expect(now.unresolved == 4 && now.countedAt == nil)
        #expect(try Store.leavingCounts { try reader.intakeWaiting() }.countedAt == nil)
    }

    /// A process that holds the lock of the writer.
    private func otherWriter() throws -> Process {
        let process = Process()
        process.executableURL = URL(fileURLWithPath: "/usr/bin/flock")
        let path = house.folder.appendingPathComponent("writer.lock").path
        process.arguments = ["--no-fork", "--exclusive", path, "sleep", "60"]
        try process.run()
        var patience = 2000
        while WriterLock.holder(of: house.folder) == nil, patience > 0 {
            usleep(1000)
            patience -= 1
        }
        return process
    }
}
