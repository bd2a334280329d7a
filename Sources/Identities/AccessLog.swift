// SPDX-License-Identifier: EUPL-1.2

import Dispatch
import Foundation
import Synchronization
import Vault

/// The tamper-evident log of who saw whom (NEN 7513), a file of its own beside the database.
///
/// One JSON object a line. `mac` is keyed, over the previous chain and the line so far, so that
/// nobody without the key can write a line at the end. `chain` is the SHA-256 of the previous chain
/// and the line before it, `mac` and all; every ledger entry records how many lines there were and
/// the last chain.
///
/// Lines that come while others are being written wait, and then go to the disk together: one write
/// and one sync for all of them (group commit).
final class AccessLog: Sendable {
    /// A line that waits, and who waits for it.
    private struct Waiting: Sendable {
        var reason: AccessReason
        var object: AccessObject
        var done: @Sendable (Result<Void, any Error>) -> Void
    }

    private struct Queue: Sendable {
        var waiting: [Waiting] = []
        var isRunning = false
    }

    /// What only the writer and those who ask for the end touch, one at a time.
    private struct End: Sendable {
        var position: AccessLogPosition
        /// Where the lines end that `position` counts.
        var place: Int
    }

    let file: AccessLogFile
    let line: AccessLogLine
    private let end: Mutex<End>
    private let queue = Mutex(Queue())
    private let writer = DispatchQueue(label: "access-log", qos: .userInitiated)
    private let more = DispatchSemaphore(value: 0)
    /// Between which times a line waits for others to come with it: as long as the last group took to
    /// get on the disk, for that is what waiting saves.
    private let patienceMicroseconds: ClosedRange<Int>

    /// Opens the log and follows its lines behind `recorded`, what the last ledger entry says of
    /// it: each must bear its number, its chain and its `mac`.
    init(
        path: String,
        key: DataKey,
        recorded: AccessLogPosition,
        patienceMicroseconds: ClosedRange<Int> = 2000...10_000,
        sync: @escaping AccessLogFile.Sync = { fdatasync($0) }
    ) throws {
        self.patienceMicroseconds = patienceMicroseconds
        line = AccessLogLine(key: key)
        file = try AccessLogFile(path: path, sync: sync)
        end = Mutex(End(position: recorded, place: 0))
        try end.withLock { end in
            try file.locked {
                end.place = try place(of: recorded, before: try file.wholeLines())
                try follow(&end)
                // Also when it was there: the one who made it may have been cut off before this.
                if end.position.count == 0 { try file.syncFolder() }
            }
        }
    }

    /// What an entry records: the lines of all processes, each of them on the disk.
    func current() throws -> AccessLogPosition {
        try end.withLock { end in
            try file.locked {
                try follow(&end)
                return end.position
            }
        }
    }

    /// Where the lines end that are there now, of whatever process; what comes later is behind it.
    func wholeLines() throws -> Int {
        try end.withLock { end in
            try file.locked {
                try follow(&end)
                return end.place
            }
        }
    }

    /// Writes a line and waits until it is on the disk. Only then may the access happen.
    func record(_ object: AccessObject, for reason: AccessReason) throws {
        let isDone = DispatchSemaphore(value: 0)
        let outcome = Mutex<Result<Void, any Error>?>(nil)
        add(object, for: reason) { result in
            outcome.withLock { $0 = result }
            isDone.signal()
        }
        isDone.wait()
        try outcome.withLock(\.self)?.get()
    }

    /// The same, without a thread that waits.
    func record(_ object: AccessObject, for reason: AccessReason) async throws {
        try await withCheckedThrowingContinuation { continuation in
            add(object, for: reason) { continuation.resume(with: $0) }
        }
    }

    private func add(
        _ object: AccessObject,
        for reason: AccessReason,
        done: @escaping @Sendable (Result<Void, any Error>) -> Void
    ) {
        #if SPOOR_CONTROLS
            // CONTROL, wrong on purpose: an opening without its line. docs/rigs.md.
            if Control.isOn("SKIP_LOG_LINE") { return done(.success(())) }
        #endif
        let isFirst = queue.withLock { queue in
            queue.waiting.append(Waiting(reason: reason, object: object, done: done))
            defer { queue.isRunning = true }
            return !queue.isRunning
        }
        if isFirst {
            writer.async { self.run() }
        } else {
            more.signal()
        }
    }

    private static let largestGroup = 4096

    /// Writes groups until nobody waits.
    private func run() {
        var (expected, patience) = (1, patienceMicroseconds.lowerBound)
        while true {
            gather(expected, for: patience)
            let group = queue.withLock { queue in
                let group = Array(queue.waiting.prefix(Self.largestGroup))
                queue.waiting.removeFirst(group.count)
                if group.isEmpty { queue.isRunning = false }
                return group
            }
            guard !group.isEmpty else { return }
            let began = DispatchTime.now().uptimeNanoseconds
            let result = Result { try write(group) }
            let took = Int((DispatchTime.now().uptimeNanoseconds - began) / 1000)
            patience = min(
                max(took, patienceMicroseconds.lowerBound),
                patienceMicroseconds.upperBound
            )
            // Whoever is answered now comes back about as soon as the others who are answered; those
            // who came meanwhile are there already.
            expected = group.count + queue.withLock { $0.waiting.count }
            for item in group { item.done(result) }
        }
    }

    /// Those who were answered together come back about together. They are waited for, not long, so
    /// that all share the next sync: else two halves take turns, each with a sync of its own.
    private func gather(_ expected: Int, for microseconds: Int) {
        guard expected > 1 else { return }
        let deadline = DispatchTime.now() + .microseconds(microseconds)
        while queue.withLock({ $0.waiting.count }) < expected {
            guard more.wait(timeout: deadline) == .success else { return }
        }
    }

    private func write(_ group: [Waiting]) throws {
        try end.withLock { end in
            try file.locked {
                try follow(&end)
                var position = end.position
                var bytes: [UInt8] = []
                for item in group {
                    bytes += line.bytes(item.reason, item.object, behind: &position)
                }
                try file.append(bytes, at: end.place)
                end = End(position: position, place: end.place + bytes.count)
            }
        }
    }

    /// Takes over the lines that have come since, of whatever process.
    private func follow(_ end: inout End) throws {
        let size = try file.size()
        guard size != end.place else { return }
        let whole = try file.wholeLines()
        guard whole >= end.place else {
            throw IdentitiesError.accessLog(.becameShorter)
        }
        var next = end
        try file.lines(in: end.place..<whole) { bytes, behind in
            guard line.take(bytes, behind: &next.position) else {
                throw IdentitiesError.accessLog(.foreignLine(next.position.count + 1))
            }
            next.place = behind
        }
        try file.sync()
        end = next
    }

    /// Where the line ends that the ledger recorded last.
    private func place(of recorded: AccessLogPosition, before end: Int) throws -> Int {
        guard recorded.count > 0 else { return 0 }
        let wanted = AccessLogLine.end(of: recorded)
        var lines: UInt64 = 0
        var place: Int?
        try file.backwards(from: end) { line, behind in
            lines += 1
            if line.suffix(wanted.count) == wanted[...] { place = behind }
            return place == nil
        }
        if let place { return place }
        throw IdentitiesError.accessLog(
            lines < recorded.count
                ? .cutOff(lines: lines, recorded: recorded.count)
                : .anotherLine(recorded.count)
        )
    }
}
