// SPDX-License-Identifier: EUPL-1.2

import Casework
import Custody
import Dispatch
import Foundation
import HTTPTypes
import Incidents
import Letters
import Store
import Synchronization
import Testing

@testable import Desk

/// A page reads one state of the store, and counts nobody by itself.
@Suite struct CountingTests {
    private final class Counts: Sendable {
        let times = Mutex(0)
        let mayGoOn = DispatchSemaphore(value: 0)
    }

    /// Of which the answer takes as long as the test wants.
    private struct Question: LastingQuestion {
        var number: Int
        let counts: Counts

        static func == (one: Question, other: Question) -> Bool { one.number == other.number }
        func hash(into hasher: inout Hasher) { hasher.combine(number) }

        func answer(in store: Store) throws -> Int {
            counts.times.withLock { $0 += 1 }
            counts.mayGoOn.wait()
            return number
        }
    }

    private func visit(_ house: DeskHouse) -> Visit {
        Visit(
            desk: house.desk,
            words: Words(language: .dutch, now: house.cases.now),
            parameters: [:],
            query: [:],
            path: "/",
            reference: ""
        )
    }

    @Test func `all looks of a page see one state, and those of an act what is there by then`()
        async throws
    {
        let house = try DeskHouse()
        var page = visit(house)
        page.state = PageState(countsItself: false)
        let before = try await page.look { try $0.entryCount }
        try house.cases.open("another")
        #expect(try await page.look { try $0.entryCount } == before)
        #expect(try await page.look { try ListIncidents().run(in: $0).count } == 1)
        let act = visit(house)
        #expect(try await act.look { try $0.entryCount } > before)
        #expect(try await act.look { try ListIncidents().run(in: $0).count } == 2)
    }

    @Test func `many who ask for a count share it, and who needs none does not wait for it`()
        async throws
    {
        let house = try DeskHouse()
        try await house.desk.counting.countAhead(now: house.desk.now)
        let counts = Counts()
        let question = Question(number: 7, counts: counts)
        try await withThrowingTaskGroup(of: Int.self) { group in
            for _ in 0..<40 {
                let visit = visit(house)
                group.addTask { try await visit.look { try $0.lasting(question) } }
            }
            try await house.visit { visitor in
                try await visitor.signIn(.privacyOfficer)
                for _ in 0..<3 {
                    #expect(try await visitor.get("/incidents/case").status == .ok)
                }
            }
            counts.mayGoOn.signal()
            for try await answer in group { #expect(answer == 7) }
        }
        #expect(counts.times.withLock { $0 } == 1)
    }

    @Test func `a count that fails is tried again by whoever asks next`() async throws {
        struct Failing: LastingQuestion {
            let counts: Counts
            static func == (one: Failing, other: Failing) -> Bool { true }
            func hash(into hasher: inout Hasher) {}
            func answer(in store: Store) throws -> Int {
                let times = counts.times.withLock { times in
                    times += 1
                    return times
                }
                guard times > 1 else { throw DeskRefusal.busy }
                return times
            }
        }
        let house = try DeskHouse()
        let visit = visit(house)
        let question = Failing(counts: Counts())
        await #expect(throws: DeskRefusal.busy) {
            try await visit.look { try $0.lasting(question) }
        }
        #expect(try await visit.look { try $0.lasting(question) } == 2)
    }

    @Test func `what was counted ahead is on the page, and so is what is recorded after it`()
        async throws
    {
        let house = try DeskHouse()
        try house.cases.list("list-1", of: ["VB-1"])
        try house.cases.freeze("listed")
        _ = try house.cases.plan("all", .everyone)
        try house.cases.printAll("all")
        let desk = house.desk
        try await desk.counting.countAhead(now: desk.now)
        func told() async throws -> Int? {
            try await desk.reader.looking { [now = house.cases.now] store in
                try Store.leavingCounts {
                    try JudgeDuties(incident: "case", now: now).run(in: store)
                }.standings.first?.duties.first { $0.duty == "gdpr-34" }?.told?.told
            }
        }
        #expect(try await told() == 0)
        let officer = try house.cases.officer
        _ = try HandOverWave(
            incident: "case",
            wave: "all",
            when: WrittenMoment(Instant(milliseconds: officer.now).text),
            carrier: "the post",
            officer: officer
        ).run(in: house.cases.store)
        await #expect(throws: NotCounted.self) { try await told() }
        try await desk.counting.countAhead(now: desk.now)
        #expect(try await told() == 3)
    }

    @Test func `the writer of the desk has in its memory what the readers have`() async throws {
        let house = try DeskHouse()
        let counts = Counts()
        counts.mayGoOn.signal()
        let question = Question(number: 1, counts: counts)
        let other = try Store(at: house.cases.folder, root: house.cases.root, mode: .reading)
        let writer = WriterLease(open: { other.sharingMemory(of: house.desk.reader) })
        _ = try await house.desk.reader.looking { try $0.lasting(question) }
        #expect(try await writer.act { try $0.lasting(question) } == 1)
        #expect(counts.times.withLock { $0 } == 1)
    }

    @Test func `the files of the ledger follow the acts of calls within seconds`() async throws {
        let house = try DeskHouse()
        let folder = house.cases.folder
        try await house.visit { visitor in
            try await visitor.signIn(.agent)
            for _ in 0..<3 {
                let opened = try await visitor.submit("/calls", ["channel": "telephone"])
                #expect(opened.status == .seeOther)
            }
        }
        func published() throws -> String {
            try String(
                contentsOf: folder.appendingPathComponent("ledger/checkpoint"),
                encoding: .utf8
            )
        }
        let entries = try house.cases.store.entryCount
        for _ in 0..<100 where try !published().contains("\n\(entries)\n") {
            try await Task.sleep(for: .milliseconds(100))
        }
        #expect(try published().contains("\n\(entries)\n"))
    }
}
