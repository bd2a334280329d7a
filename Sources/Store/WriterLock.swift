// SPDX-License-Identifier: EUPL-1.2

public import Foundation
import Glibc

/// One process at a time writes a store: an advisory lock on a file beside the database, which the
/// system releases when the process ends, however it ends.
final class WriterLock: Sendable {
    private let descriptor: Int32
    private let folder: URL

    /// Throws `StoreError.writerBusy` at once when another process writes.
    init(folder: URL) throws {
        let path = folder.appendingPathComponent("writer.lock").path
        let descriptor = Glibc.open(path, O_RDWR | O_CREAT | O_CLOEXEC, 0o600)
        guard descriptor >= 0 else { throw CocoaError(.fileWriteNoPermission) }
        guard flock(descriptor, LOCK_EX | LOCK_NB) == 0 else {
            let holder = (try? String(contentsOfFile: path, encoding: .utf8)) ?? ""
            close(descriptor)
            throw StoreError.writerBusy(
                process: holder.trimmingCharacters(in: .whitespacesAndNewlines)
            )
        }
        self.descriptor = descriptor
        self.folder = folder
        sayWho()
    }

    private func sayWho() {
        let line = Array("process \(getpid())\n".utf8)
        ftruncate(descriptor, 0)
        pwrite(descriptor, line, line.count, 0)
    }

    deinit {
        ftruncate(descriptor, 0)
        close(descriptor)
    }

    /// Does another process wait for its turn?
    var isWaitedFor: Bool { WriterRequest.isThere(in: folder) }

    /// Lets those write who wait for their turn, and takes the lock again after them; at once when nobody
    /// waits. Returns whether somebody had a turn.
    func giveTurn() -> Bool {
        guard isWaitedFor else { return false }
        ftruncate(descriptor, 0)
        flock(descriptor, LOCK_UN)
        // Who waits takes back the request as soon as it writes, and the system does when it ends.
        var patience = Self.longestStep
        while patience > 0, isWaitedFor {
            usleep(1000)
            patience -= 1
        }
        // From here on this one waits, and says so.
        let request = WriterRequest(folder: folder)
        while flock(descriptor, LOCK_EX) != 0 {}
        withExtendedLifetime(request) {}
        sayWho()
        return true
    }

    /// Milliseconds until somebody who asked for a turn takes it.
    private static let longestStep = 1000

    /// The number of the process that holds the lock of a folder; nil when none does. The lock is not
    /// touched: who only looks keeps nobody from writing, for no moment.
    static func holder(of folder: URL, file name: String = "writer.lock") -> String? {
        let path = folder.appendingPathComponent(name).path
        var file = stat()
        guard stat(path, &file) == 0,
            let locks = try? String(contentsOfFile: "/proc/locks", encoding: .utf8)
        else { return nil }
        // `1: FLOCK  ADVISORY  WRITE 4711 fe:00:16269428 0 EOF`
        for lock in locks.split(separator: "\n") {
            let fields = lock.split(separator: " ")
            guard fields.count > 5, fields[1] == "FLOCK", fields[3] == "WRITE",
                fields[5].hasSuffix(":\(file.st_ino)")
            else { continue }
            return String(fields[4])
        }
        return nil
    }
}

/// Asks the process that writes for a turn, for as long as this is there. It is an advisory lock on a file of
/// its own, which many may share, and which the system releases however its process ends.
public final class WriterRequest: Sendable {
    private let descriptor: Int32

    /// Does nothing where the file cannot be made: then whoever writes goes on until its end.
    public init(folder: URL) {
        descriptor = Self.open(in: folder)
        if descriptor >= 0 { flock(descriptor, LOCK_SH) }
    }

    deinit { if descriptor >= 0 { close(descriptor) } }

    private static func open(in folder: URL) -> Int32 {
        Glibc.open(
            folder.appendingPathComponent("writer.next").path,
            O_RDWR | O_CREAT | O_CLOEXEC,
            0o600
        )
    }

    static func isThere(in folder: URL) -> Bool {
        let descriptor = open(in: folder)
        guard descriptor >= 0 else { return false }
        defer { close(descriptor) }
        return flock(descriptor, LOCK_EX | LOCK_NB) != 0
    }
}

extension Store {
    /// Does another process wait for its turn to write?
    public var isWaitedFor: Bool { lock?.isWaitedFor ?? false }

    /// Between two acts of long work: lets another process write that waits for it, and goes on after it.
    ///
    /// What it recorded stands before the next act, as with acts of another thread: so whatever an act
    /// decides on is asked within it.
    public func giveTurn() {
        guard let lock, lock.giveTurn() else { return }
        publisher?.forget()
    }

    /// Does a desk serve the store, so that people may wait for what is posted there?
    public var isServed: Bool { WriterLock.holder(of: folder, file: "desk.lock") != nil }

    /// The number of the process that writes this store now.
    public var writer: String? { WriterLock.holder(of: folder) }
}
