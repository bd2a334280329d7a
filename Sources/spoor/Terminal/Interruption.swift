// SPDX-License-Identifier: EUPL-1.2

import Foundation
import Glibc
import Synchronization

/// Ctrl-C, SIGTERM and a closed terminal: heeded within a second, whatever the program does.
///
/// A command that works in batches is asked to stop and says how far it came. One that does not stop
/// in time, and every other, is ended: the store stands a kill at any moment, and files that are not
/// whole are removed first. A second signal ends at once.
enum Interruption {
    /// How long a command that stops by itself may take for it.
    private static let patience = 700  // milliseconds

    private static let asked = Atomic<Bool>(false)
    private static let stopsItself = Atomic<Bool>(false)
    private static let told = Atomic<Bool>(false)
    private static let child = Atomic<Int32>(0)
    /// The end of a pipe that the handler writes to.
    private static let alarm = Atomic<Int32>(-1)

    static let failure = CommandFailure(
        .interrupted,
        "interrupted; what was committed is kept",
        help: "run the same command again: it goes on where it was"
    )

    /// Watches from now on; signals that the parent ignores (nohup) stay ignored.
    static func watch() {
        var ends: [Int32] = [-1, -1]
        guard pipe(&ends) == 0 else { return }
        for end in ends { _ = fcntl(end, F_SETFD, FD_CLOEXEC) }
        let (heard, alarm) = (ends[0], ends[1])
        Self.alarm.store(alarm, ordering: .relaxed)
        Thread.detachNewThread { end(afterSignalOn: heard) }
        for number in [SIGINT, SIGTERM, SIGHUP] {
            let before = signal(number) { _ in
                let saved = errno
                Interruption.asked.store(true, ordering: .relaxed)
                var byte: UInt8 = 1
                _ = write(Interruption.alarm.load(ordering: .relaxed), &byte, 1)
                errno = saved
            }
            if unsafeBitCast(before, to: Int.self) == unsafeBitCast(SIG_IGN, to: Int.self) {
                signal(number, SIG_IGN)
            }
        }
        // A parent may have blocked them; that is inherited.
        var all = sigset_t()
        sigemptyset(&all)
        for number in [SIGINT, SIGTERM, SIGHUP] { sigaddset(&all, number) }
        pthread_sigmask(SIG_UNBLOCK, &all, nil)
    }

    /// The command looks at `isAsked` between its batches, and stops by itself.
    static func listen() { stopsItself.store(true, ordering: .relaxed) }

    static var isAsked: Bool { asked.load(ordering: .relaxed) }

    /// Ends the command in words, after everything so far was committed.
    static func stopIfAsked(_ output: Output, committed: Int) throws {
        guard isAsked else { return }
        output.say("committed \(committed)")
        throw failure
    }

    /// May the caller say that the command was interrupted? Yes to the first who asks.
    static func mayTell() -> Bool { !told.exchange(true, ordering: .relaxed) }

    /// A child that gets the signal too.
    static func pass(to process: Int32) { child.store(process, ordering: .relaxed) }

    private static func end(afterSignalOn heard: Int32) {
        var byte: UInt8 = 0
        while read(heard, &byte, 1) < 0, errno == EINTR {}
        let process = child.load(ordering: .relaxed)
        if process > 0 { kill(-process, SIGTERM) }
        var next = pollfd(fd: heard, events: Int16(POLLIN), revents: 0)
        let waits = stopsItself.load(ordering: .relaxed) || process > 0
        let isSecond = waits && poll(&next, 1, Int32(patience)) > 0
        PartFiles.removeForGood()
        if !isSecond, mayTell() {
            failure.tell(Diagnostics.failed(with: failure, code: failure.code))
        }
        _exit(failure.code)
    }
}
