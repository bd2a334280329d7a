// SPDX-License-Identifier: EUPL-1.2

import Foundation
import Glibc
import Synchronization

/// Ctrl-C, SIGTERM and a closed terminal: heeded within a second, whatever the program does.
///
/// Work that goes in batches is asked to stop and says how far it came. What does not stop in time, and
/// all else, is ended: the store stands a kill at any moment, and files that are not whole are removed
/// first. A second signal ends at once. See `docs/decisions/0020`.
public enum Interruption {
    /// The exit code of a program that a signal ended: 128 and the number of SIGINT.
    public static let exitCode: Int32 = 130

    /// How long work that stops by itself may take for it.
    private static let patience = 700  // milliseconds

    private static let asked = Atomic<Bool>(false)
    private static let stopsItself = Atomic<Bool>(false)
    private static let told = Atomic<Bool>(false)
    private static let child = Atomic<Int32>(0)
    /// The end of a pipe that the handler writes to.
    private static let alarm = Atomic<Int32>(-1)

    /// Watches from now on; signals that the parent ignores (nohup) stay ignored. `tell` says that the
    /// program was interrupted, when nobody else has: on a thread of its own, before the end.
    public static func watch(tell: @escaping @Sendable () -> Void) {
        var ends: [Int32] = [-1, -1]
        guard pipe(&ends) == 0 else { return }
        for end in ends { _ = fcntl(end, F_SETFD, FD_CLOEXEC) }
        let (heard, alarm) = (ends[0], ends[1])
        Self.alarm.store(alarm, ordering: .relaxed)
        Thread.detachNewThread { end(afterSignalOn: heard, tell) }
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

    /// The work looks at `isAsked` between its batches, and stops by itself.
    public static func listen() { stopsItself.store(true, ordering: .relaxed) }

    public static var isAsked: Bool { asked.load(ordering: .relaxed) }

    /// May the caller say that the program was interrupted? Yes to the first who asks.
    public static func mayTell() -> Bool { !told.exchange(true, ordering: .relaxed) }

    /// A child that gets the signal too; 0 for none.
    public static func pass(to process: Int32) { child.store(process, ordering: .relaxed) }

    private static func end(afterSignalOn heard: Int32, _ tell: @Sendable () -> Void) {
        var byte: UInt8 = 0
        while read(heard, &byte, 1) < 0, errno == EINTR {}
        let process = child.load(ordering: .relaxed)
        if process > 0 { kill(-process, SIGTERM) }
        var next = pollfd(fd: heard, events: Int16(POLLIN), revents: 0)
        let waits = stopsItself.load(ordering: .relaxed) || process > 0
        let isSecond = waits && poll(&next, 1, Int32(patience)) > 0
        PartFiles.removeForGood()
        if !isSecond, mayTell() { tell() }
        _exit(exitCode)
    }
}
