// SPDX-License-Identifier: EUPL-1.2

import Foundation
import Glibc
import Testing

/// A store of format 1 and the program of today, as an operator meets them.
@Suite(.serialized) struct UpgradeTests {
    private let program: Program

    init() throws { program = try Program("upgrade") }

    private func unpack() throws {
        try? FileManager.default.removeItem(at: program.file("store"))
        let archive = Program.root.appendingPathComponent("Tests/Fixtures/format1/store.tar.gz")
        let tar = try program.run("-xzf", archive.path, "--no-same-owner", tool: "/usr/bin/tar")
        try #require(tar.status == 0, "\(tar.errors)")
        chmod(program.file("key").path, 0o600)
    }

    private func registers() throws -> String {
        let shown = try program.run("register", "show", "lab-2025", "--json")
        #expect(shown.status == 0, "\(shown.errors)")
        return shown.output
    }

    private func verifies(_ what: String) throws {
        let checkpoint = Program.root.appendingPathComponent(
            "Tests/Fixtures/format1/checkpoint.txt"
        )
        let verified = try program.run("ledger", "verify", "--against", checkpoint.path)
        #expect(verified.status == 0, "\(what): \(verified.output)\(verified.errors)")
    }

    @Test func `who only reads is told which command upgrades, and then reads`() throws {
        defer { program.remove() }
        try unpack()
        for _ in 0..<2 {
            let refused = try program.run("register", "show", "lab-2025")
            #expect(refused.status == 78)
            #expect(refused.errors.contains("spoor ledger upgrade"))
        }
        let upgraded = try program.run("ledger", "upgrade")
        #expect(upgraded.status == 0, "\(upgraded.errors)")
        #expect(try registers().contains("\"hash\""))
        #expect(try program.run("ledger", "upgrade").status == 0, "a second time does nothing")
        try verifies("upgraded")
    }

    @Test func `killed at any moment, the next try goes on, and all of it verifies`() throws {
        defer { program.remove() }
        try unpack()
        let clock = ContinuousClock()
        let whole = try clock.measure { try program.run("ledger", "upgrade") }
        let expected = try registers()
        var dice = SeededDice(state: 23)
        var kills = 0
        for round in 0..<24 {
            try unpack()
            let process = program.process(["ledger", "upgrade", "--quiet"])
            process.standardOutput = FileHandle.nullDevice
            process.standardError = FileHandle.nullDevice
            try process.run()
            let most = UInt32(clamping: whole.components.attoseconds / 1_000_000_000_000)
            usleep(UInt32.random(in: most / 8...max(most, 1000), using: &dice))
            if process.isRunning {
                Glibc.kill(process.processIdentifier, SIGKILL)
                kills += 1
            }
            process.waitUntilExit()
            let upgraded = try program.run("ledger", "upgrade")
            #expect(upgraded.status == 0, "round \(round): \(upgraded.errors)")
            #expect(try registers() == expected, "round \(round)")
            try verifies("round \(round), upgraded")
        }
        #expect(kills >= 6, "some of them come to their end before")
    }
}
