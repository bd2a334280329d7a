// SPDX-License-Identifier: EUPL-1.2

import Foundation
import Glibc
import Synchronization
import Testing
import Vault

@testable import Identities

/// Lines that come together go to the disk together.
@Suite struct GroupCommitTests {
    private let folder = FileManager.default.temporaryDirectory
        .appendingPathComponent("spoor-log-\(UUID().uuidString)")
    private let key = DataKey()
    private var path: String { folder.appendingPathComponent("access.log").path }

    init() throws {
        try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
    }

    private func reason() throws -> AccessReason {
        try AccessReason(
            user: "officer",
            purpose: "test",
            caseReference: "case",
            reason: "because",
            at: 0
        )
    }

    private func lines() throws -> [String] {
        try String(contentsOfFile: path, encoding: .utf8).split(separator: "\n").map(String.init)
    }

    @Test
    func `of 16 tasks no line is lost, the chain is whole, and ten lines take a sync at most`()
        async throws
    {
        defer { try? FileManager.default.removeItem(at: folder) }
        let syncs = Mutex(0)
        let log = try AccessLog(
            path: path,
            key: key,
            recorded: AccessLogPosition(),
            // Longer than in use: how long tasks take to come back on a busy machine is not the point.
            patienceMicroseconds: 50_000...50_000
        ) { descriptor in
            syncs.withLock { $0 += 1 }
            // As long as a disk takes: tmpfs would hide that lines wait for each other.
            usleep(2000)
            return fdatasync(descriptor)
        }
        let (reason, each) = (try reason(), 250)
        try await withThrowingTaskGroup(of: Void.self) { group in
            for task in 0..<16 {
                group.addTask {
                    for _ in 0..<each {
                        try await log.record(.things("task \(task)", count: 1), for: reason)
                    }
                }
            }
            try await group.waitForAll()
        }
        let written = try lines()
        #expect(written.count == 16 * each)
        for (place, line) in written.enumerated() {
            #expect(line.hasPrefix("{\"eventId\":\(place + 1),"))
        }
        #expect(syncs.withLock(\.self) * 10 <= 16 * each)
        // Whoever opens it again follows every line of the chain.
        let again = try AccessLog(path: path, key: key, recorded: AccessLogPosition())
        #expect(try again.current() == log.current())
    }

    /// Also when half of them come while the others are on their way to the disk.
    @Test(arguments: [0, 40])
    func `those who come back a little later are waited for, and share a sync again`(
        milliseconds: Int
    ) async throws {
        defer { try? FileManager.default.removeItem(at: folder) }
        let syncs = Mutex(0)
        let log = try AccessLog(
            path: path,
            key: key,
            recorded: AccessLogPosition(),
            // Long, so that it never runs out on a busy machine but at the end, for the last of all.
            patienceMicroseconds: 300_000...300_000
        ) { descriptor in
            let number = syncs.withLock {
                $0 += 1
                return $0
            }
            usleep(number <= 2 ? 30_000 : 2000)
            return fdatasync(descriptor)
        }
        let (reason, each) = (try reason(), 50)
        try await withThrowingTaskGroup(of: Void.self) { group in
            for task in 0..<16 {
                group.addTask {
                    if task >= 8 { try await Task.sleep(for: .milliseconds(milliseconds)) }
                    for _ in 0..<each {
                        try await log.record(.things("task \(task)", count: 1), for: reason)
                        // What a look does with what it opened.
                        try await Task.sleep(for: .microseconds(500))
                    }
                }
            }
            try await group.waitForAll()
        }
        // Without the wait those who are answered miss the next sync: eight lines a sync at most.
        #expect(syncs.withLock(\.self) * 12 <= 16 * each)
        #expect(try lines().count == 16 * each)
    }

    @Test func `two processes write in turns, and each follows the other`() async throws {
        defer { try? FileManager.default.removeItem(at: folder) }
        let (reason, key, path) = (try reason(), key, path)
        try await withThrowingTaskGroup(of: Void.self) { group in
            for process in 0..<4 {
                group.addTask {
                    // A description of the file of its own, as another process has.
                    let log = try AccessLog(path: path, key: key, recorded: AccessLogPosition())
                    for _ in 0..<50 {
                        try await log.record(.things("process \(process)", count: 1), for: reason)
                    }
                }
            }
            try await group.waitForAll()
        }
        #expect(try lines().count == 200)
        #expect(throws: Never.self) {
            try AccessLog(path: path, key: key, recorded: AccessLogPosition())
        }
    }

    @Test func `when the disk fails nobody of the group may look, and nothing of it stays`()
        async throws
    {
        defer { try? FileManager.default.removeItem(at: folder) }
        let isFailing = Mutex(false)
        let syncs = Mutex(0)
        let log = try AccessLog(path: path, key: key, recorded: AccessLogPosition()) { descriptor in
            syncs.withLock { $0 += 1 }
            guard isFailing.withLock(\.self) else { return fdatasync(descriptor) }
            errno = EIO
            return -1
        }
        try await log.record(.things("before", count: 1), for: reason())
        let before = try Data(contentsOf: URL(fileURLWithPath: path))
        isFailing.withLock { $0 = true }
        let asked = syncs.withLock(\.self)
        let reason = try reason()
        let refused = await withTaskGroup(of: Bool.self) { group in
            for task in 0..<8 {
                group.addTask {
                    do {
                        try await log.record(.things("task \(task)", count: 1), for: reason)
                        return false
                    } catch {
                        return true
                    }
                }
            }
            return await group.reduce(0) { $0 + ($1 ? 1 : 0) }
        }
        #expect(refused == 8)
        #expect(syncs.withLock(\.self) - asked <= 8, "no sync is tried again")
        #expect(try Data(contentsOf: URL(fileURLWithPath: path)) == before)
        isFailing.withLock { $0 = false }
        try await log.record(.things("after", count: 1), for: reason)
        #expect(try lines().count == 2)
        #expect(throws: Never.self) {
            try AccessLog(path: path, key: key, recorded: AccessLogPosition())
        }
    }

    @Test func `lines that were cut off are missed, by who is open and by what an entry saw`()
        throws
    {
        defer { try? FileManager.default.removeItem(at: folder) }
        let log = try AccessLog(path: path, key: key, recorded: AccessLogPosition())
        for _ in 0..<3 { try log.record(.things("look", count: 1), for: reason()) }
        let seen = try log.current()
        let kept = try lines().dropLast().map { $0 + "\n" }.joined()
        try Data(kept.utf8).write(to: URL(fileURLWithPath: path))
        #expect(throws: IdentitiesError.accessLog(.cutOff(lines: 2, recorded: 3))) {
            try AccessLog(path: path, key: key, recorded: seen)
        }
        let handle = try #require(FileHandle(forUpdatingAtPath: path))
        try handle.truncate(atOffset: 0)
        #expect(throws: IdentitiesError.accessLog(.cutOff(lines: 0, recorded: 3))) {
            try AccessLog(path: path, key: key, recorded: seen)
        }
    }
}
