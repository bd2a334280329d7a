// SPDX-License-Identifier: EUPL-1.2

import Foundation
import Glibc
import Testing

@testable import Hosting

/// What changes the whole process, each in a process of its own.
@Suite struct ProcessTests {
    @Test func `the process is closed to others from its start`() async {
        await #expect(processExitsWith: .success) {
            ProcessProtection.begin()
            exit(ProcessProtection.holds && umask(0) == 0o077 ? 0 : 1)
        }
        await #expect(processExitsWith: .exitCode(1)) {
            exit(ProcessProtection.holds ? 0 : 1)
        }
    }

    /// A folder that the process of a test and the process it starts both know.
    private static func folder(of process: pid_t) -> String {
        FileManager.default.temporaryDirectory.path + "/spoor-process-\(process)"
    }

    @Test func `a signal removes what is not whole and ends with 130`() async throws {
        let folder = Self.folder(of: getpid())
        try FileManager.default.createDirectory(atPath: folder, withIntermediateDirectories: true)
        defer { try? FileManager.default.removeItem(atPath: folder) }
        await #expect(processExitsWith: .exitCode(130)) {
            Interruption.watch {}
            let letters = try PrivateFile(path: ProcessTests.folder(of: getppid()) + "/letters")
            try letters.write("somebody")
            let done = try PrivateFile(path: ProcessTests.folder(of: getppid()) + "/done")
            try done.close()
            kill(getpid(), SIGTERM)
            sleep(5)
            try letters.close()
        }
        #expect(try FileManager.default.contentsOfDirectory(atPath: folder) == ["done"])
    }

    @Test func `a command that stops by itself is given the time to say how far it came`() async {
        await #expect(processExitsWith: .exitCode(7)) {
            Interruption.watch {}
            Interruption.listen()
            kill(getpid(), SIGINT)
            while !Interruption.isAsked { usleep(1000) }
            usleep(300_000)
            exit(7)
        }
    }

    @Test func `one that does not stop in time is ended, and a second signal ends at once`() async {
        await #expect(processExitsWith: .exitCode(130)) {
            Interruption.watch {}
            Interruption.listen()
            kill(getpid(), SIGINT)
            sleep(5)
        }
        await #expect(processExitsWith: .exitCode(130)) {
            Interruption.watch {}
            Interruption.listen()
            kill(getpid(), SIGINT)
            usleep(100_000)
            kill(getpid(), SIGINT)
            usleep(300_000)
            exit(7)
        }
    }

    @Test func `a signal that the parent blocks is heeded`() async {
        await #expect(processExitsWith: .exitCode(130)) {
            var all = sigset_t()
            sigfillset(&all)
            pthread_sigmask(SIG_BLOCK, &all, nil)
            Interruption.watch {}
            kill(getpid(), SIGTERM)
            sleep(5)
        }
    }

    @Test func `a signal that the parent ignores stays ignored`() async {
        await #expect(processExitsWith: .exitCode(7)) {
            signal(SIGHUP, SIG_IGN)
            Interruption.watch {}
            kill(getpid(), SIGHUP)
            usleep(200_000)
            exit(7)
        }
    }
}
