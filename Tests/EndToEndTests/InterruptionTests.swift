// SPDX-License-Identifier: EUPL-1.2

import Foundation
import Glibc
import Testing

/// kill -9 at random moments during import, freeze and rendering: nothing that was acknowledged is
/// lost, nothing is doubled, and the next run goes on.
@Suite(.serialized) struct InterruptionTests {
    @Test func `twenty kills during import, freeze and rendering leave the same case`() throws {
        let whole = try FinishedCase.folder.get()
        let program = try Program("kills")
        defer { program.remove() }
        let demo = program.file("demo")
        try program.run(
            "demo",
            "--people",
            "\(FinishedCase.people)",
            "--seed",
            "7",
            "--dir",
            demo.path,
            "--input-only"
        )
        var kills = 0
        var random = SystemRandomNumberGenerator()
        while kills < 20 {
            let process = program.process(
                [demo.appendingPathComponent("steps.sh").path],
                tool: "/bin/bash"
            )
            process.standardOutput = FileHandle.nullDevice
            process.standardError = FileHandle.nullDevice
            process.environment?["SPOOR_KEY_FILE"] = demo.appendingPathComponent("key").path
            try process.run()
            let pause = UInt32.random(in: 50_000...1_500_000, using: &random)
            usleep(pause)
            guard process.isRunning else { break }
            // The program under the shell, wherever it is, and the shell itself.
            for child in try children(of: process.processIdentifier) { kill(child, SIGKILL) }
            kill(process.processIdentifier, SIGKILL)
            process.waitUntilExit()
            kills += 1
        }
        #expect(kills >= 5, "the case is long enough to be killed in")
        let last = try program.run(
            "demo",
            "--people",
            "\(FinishedCase.people)",
            "--seed",
            "7",
            "--dir",
            demo.path
        )
        #expect(last.status == 0, "after \(kills) kills: \(last.errors.suffix(2000))")
        #expect(
            try Data(contentsOf: demo.appendingPathComponent("register.csv"))
                == Data(contentsOf: whole.appendingPathComponent("register.csv")),
            "nothing lost, nothing doubled"
        )
        #expect(try figures(demo) == figures(whole))
        let verified = try program.run(
            "ledger",
            "verify",
            "--store",
            demo.appendingPathComponent("store").path
        )
        #expect(verified.status == 0, "\(verified.output)")
        let exposure = try counts(demo, program)
        #expect(try exposure == counts(whole, program), "as many ledger rows as without a kill")
    }

    @Test func `what was acknowledged before a kill is there after it`() throws {
        let program = try Program("ack")
        defer { program.remove() }
        let demo = program.file("demo")
        try program.run(
            "demo",
            "--people",
            "4000",
            "--seed",
            "5",
            "--dir",
            demo.path,
            "--input-only"
        )
        try program.run("init", "--synthetic")
        try program.run("party", "add", "lab", "--name", "Lab")
        try program.run(
            "import",
            "population",
            demo.appendingPathComponent("input/population.csv").path
        )
        var acknowledged = 0
        for pause in [300_000, 600_000, 900_000, 1_200_000] as [UInt32] {
            let process = program.process([
                "import", "hl7", demo.appendingPathComponent("input/hl7").path, "--to", "lab",
                "--acknowledge",
            ])
            let pipe = Pipe()
            process.standardError = pipe
            process.standardOutput = FileHandle.nullDevice
            try process.run()
            usleep(pause)
            kill(process.processIdentifier, SIGKILL)
            process.waitUntilExit()
            let said = String(
                decoding: pipe.fileHandleForReading.readDataToEndOfFile(),
                as: UTF8.self
            )
            let committed = said.split(separator: "\n").filter { $0.hasPrefix("committed ") }
                .compactMap { Int($0.dropFirst(10)) }
            acknowledged += committed.last ?? 0
            let received = try program.run(
                program.file("store/spoor.sqlite").path,
                "SELECT COUNT(*) FROM received",
                tool: "/usr/bin/sqlite3"
            )
            let there = try #require(Int(received.output.filter(\.isNumber)))
            // Rows set aside and controls are acknowledged too, but are no received contents.
            #expect(Double(there) >= Double(acknowledged) * 0.9)
            if process.terminationReason == .exit { break }
        }
    }

    private func children(of process: Int32) throws -> [Int32] {
        let path = "/proc/\(process)/task/\(process)/children"
        guard let text = try? String(contentsOfFile: path, encoding: .utf8) else { return [] }
        return text.split(separator: " ").compactMap { Int32($0) }
    }

    private func figures(_ demo: URL) throws -> [String] {
        let data = try Data(contentsOf: demo.appendingPathComponent("summary.json"))
        let summary = try #require(
            try JSONSerialization.jsonObject(with: data) as? [String: Any]
        )
        return try ["versions", "groups", "letters"].map { key in
            let part = try #require(summary[key])
            return String(
                decoding: try JSONSerialization.data(withJSONObject: part, options: .sortedKeys),
                as: UTF8.self
            )
        }
    }

    private func counts(_ demo: URL, _ program: Program) throws -> String {
        try program.run(
            "exposure",
            "vlietzicht",
            "--json",
            "--store",
            demo.appendingPathComponent("store").path,
            "--key-file",
            demo.appendingPathComponent("key").path,
            "--now",
            "2025-10-01"
        ).output
    }
}
