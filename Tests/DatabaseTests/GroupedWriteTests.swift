// SPDX-License-Identifier: EUPL-1.2

import Dispatch
import Foundation
import Synchronization
import Testing

@testable import Database

/// Many who write and read the same file at the same time.
struct GroupedWriteTests {
    private let file: StoreFile

    init() throws {
        let path = FileManager.default.temporaryDirectory
            .appendingPathComponent("spoor-file-\(UUID().uuidString)").path
        file = try StoreFile(path: path, writes: true)
        try file.migrate([
            Migration(
                "0001-test",
                statements: ["CREATE TABLE number (value INTEGER PRIMARY KEY NOT NULL) STRICT"]
            )
        ])
    }

    private struct Refused: Error {}

    private func add(_ value: Int, _ db: Connection) throws {
        try db.run("INSERT INTO number (value) VALUES ($1)", value)
    }

    private func count(_ db: Connection) throws -> Int {
        try db.integer("SELECT COUNT(*) FROM number") ?? 0
    }

    @Test func `writes that wait together share a transaction and all of them stand`() throws {
        let before = file.transactions
        let failures = Mutex(0)
        DispatchQueue.concurrentPerform(iterations: 16) { thread in
            for number in 0..<50 {
                do {
                    try file.write { try add(thread * 50 + number, $0) }
                    // What was acknowledged is seen by who reads now.
                    let found = try file.read {
                        try $0.integer(
                            "SELECT value FROM number WHERE value = $1",
                            thread * 50 + number
                        )
                    }
                    if found == nil { failures.withLock { $0 += 1 } }
                } catch {
                    failures.withLock { $0 += 1 }
                }
            }
        }
        #expect(failures.withLock { $0 } == 0)
        #expect(try file.read(count) == 800)
        #expect(file.transactions - before <= 800)
    }

    @Test func `a group that formed while somebody wrote costs one transaction`() throws {
        let before = file.transactions
        let isInside = DispatchSemaphore(value: 0)
        let mayGoOn = DispatchSemaphore(value: 0)
        let (file, all) = (file, DispatchSemaphore(value: 0))
        Thread.detachNewThread {
            _ = try? file.write { db in
                isInside.signal()
                mayGoOn.wait()
                try db.run("INSERT INTO number (value) VALUES ($1)", 0)
            }
            all.signal()
        }
        isInside.wait()
        let came = DispatchSemaphore(value: 0)
        for value in 1...20 {
            Thread.detachNewThread {
                came.signal()
                _ = try? file.write { try $0.run("INSERT INTO number (value) VALUES ($1)", value) }
                all.signal()
            }
        }
        for _ in 1...20 { came.wait() }
        mayGoOn.signal()
        for _ in 0...20 { all.wait() }
        #expect(try file.read(count) == 21)
        let transactions = file.transactions - before
        #expect(transactions < 21, "\(transactions) transactions for 21 writes")
    }

    @Test func `what one of a group throws takes back its own writes and no others`() throws {
        let threw = Mutex(0)
        DispatchQueue.concurrentPerform(iterations: 12) { thread in
            for number in 0..<20 {
                let value = thread * 20 + number
                do {
                    try file.write { db in
                        try add(value, db)
                        if value.isMultiple(of: 3) { throw Refused() }
                    }
                } catch is Refused {
                    threw.withLock { $0 += 1 }
                } catch {
                    Issue.record(error)
                }
            }
        }
        #expect(threw.withLock { $0 } == 80)
        let values = try file.read { try $0.all("SELECT value FROM number") { $0.int(0) } }
        #expect(values.count == 160)
        #expect(!values.contains { $0.isMultiple(of: 3) })
    }

    @Test func `what the schema refuses is an error of the one who wrote it`() throws {
        try file.write { try add(1, $0) }
        #expect {
            try file.write { try add(1, $0) }
        } throws: {
            ($0 as? DatabaseFailure)?.kind == .constraint
        }
        try file.write { try add(2, $0) }
        #expect(try file.read(count) == 2)
    }

    @Test func `a snapshot stays as it was, and what reads beside it sees what is new`() throws {
        try file.write { try add(1, $0) }
        let snapshot = try file.snapshot()
        try file.write { try add(2, $0) }
        #expect(try snapshot.read(count) == 1)
        #expect(try file.read(count) == 2)
        let nested = try snapshot.read { _ in try snapshot.read(count) }
        #expect(nested == 1, "a reading within a reading sees the same")
        #expect(try file.snapshot().read(count) == 2)
    }

    @Test func `more snapshots and readers than connections do not wait for each other`() throws {
        try file.write { try add(1, $0) }
        let seen = Mutex(0)
        DispatchQueue.concurrentPerform(iterations: 60) { _ in
            guard let snapshot = try? file.snapshot(),
                let inside = try? snapshot.read(count),
                let beside = try? file.read(count)
            else { return }
            seen.withLock { $0 += inside + beside }
        }
        #expect(seen.withLock { $0 } == 120)
    }

    @Test func `readings within readings do not wait for each other's place`() throws {
        let seen = Mutex(0)
        let all = DispatchSemaphore(value: 0)
        let file = file
        for _ in 0..<40 {
            Thread.detachNewThread {
                let found = try? file.read { _ in try file.read { try $0.integer("SELECT 1") } }
                seen.withLock { $0 += found ?? 0 }
                all.signal()
            }
        }
        for _ in 0..<40 { all.wait() }
        #expect(seen.withLock { $0 } == 40)
    }

    @Test func `a writer reads what it wrote, and others do not yet`() throws {
        try file.write { db in
            try add(7, db)
            #expect(try file.readWithinWrite(count) == 1)
            #expect(try file.read(count) == 0)
        }
        #expect(try file.read(count) == 1)
    }

    @Test func `a file that was opened for reading takes nothing`() throws {
        let path = FileManager.default.temporaryDirectory
            .appendingPathComponent("spoor-file-\(UUID().uuidString)").path
        try StoreFile(path: path, writes: true).migrate([
            Migration("0001-test", statements: ["CREATE TABLE one (value INTEGER NOT NULL) STRICT"])
        ])
        let reader = try StoreFile(path: path, writes: false)
        #expect {
            try reader.write { try $0.run("INSERT INTO one (value) VALUES (1)") }
        } throws: {
            ($0 as? DatabaseFailure)?.kind == .notAllowed
        }
    }

    @Test func `tasks write and read without holding threads`() async throws {
        let file = file
        try await withThrowingTaskGroup(of: Void.self) { tasks in
            for value in 0..<200 {
                tasks.addTask {
                    try await file.writing {
                        _ = try $0.run("INSERT INTO number (value) VALUES ($1)", value)
                    }
                    let found = try await file.reading {
                        try $0.integer("SELECT value FROM number WHERE value = $1", value)
                    }
                    #expect(found == value)
                }
            }
            try await tasks.waitForAll()
        }
        #expect(try file.read(count) == 200)
        #expect(file.transactions < 200, "\(file.transactions) transactions for 200 writes")
    }
}
