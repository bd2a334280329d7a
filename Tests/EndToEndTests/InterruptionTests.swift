// SPDX-License-Identifier: EUPL-1.2

import Foundation
import Glibc
import Testing

/// kill -9 at random moments during import, freeze and rendering: nothing that was acknowledged is
/// lost, nothing is doubled, and the next run goes on.
///
/// `SPOOR_KILL_SEED` gives other moments. The same seed gives the same pauses, not quite the same
/// moments: how far the program is by then is up to the machine.
@Suite(.serialized) struct InterruptionTests {
    private static let seed =
        UInt64(ProcessInfo.processInfo.environment["SPOOR_KILL_SEED"] ?? "") ?? 20_261_130

    @Test func `twenty kills during import, freeze and rendering leave the same case`() throws {
        let whole = try FinishedCase.folder.get()
        let program = try Program("kills")
        defer { program.remove() }
        var dice = SeededDice(state: Self.seed)
        var kills = 0
        var cases = 0
        // A case that came to its end in spite of the kills is looked at, and another is begun.
        while kills < 20 {
            cases += 1
            let demo = program.file("demo-\(cases)")
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
            while kills < 20, try kill(demo, program, &dice) { kills += 1 }
            try check(
                demo,
                against: whole,
                program,
                "seed \(Self.seed), case \(cases), after \(kills) kills"
            )
        }
        #expect(kills == 20)
    }

    /// Begins the steps or goes on with them, and kills them at a random moment; false when they came
    /// to their end before.
    private func kill(
        _ demo: URL,
        _ program: Program,
        _ dice: inout SeededDice
    ) throws -> Bool {
        let process = program.process(
            [demo.appendingPathComponent("steps.sh").path],
            tool: "/bin/bash"
        )
        process.standardOutput = FileHandle.nullDevice
        process.standardError = FileHandle.nullDevice
        process.environment?["SPOOR_KEY_FILE"] = demo.appendingPathComponent("key").path
        try process.run()
        usleep(UInt32.random(in: 50_000...1_500_000, using: &dice))
        guard process.isRunning else {
            #expect(process.terminationStatus == 0)
            return false
        }
        // The program under the shell, wherever it is, and the shell itself.
        for child in try children(of: process.processIdentifier) { Glibc.kill(child, SIGKILL) }
        Glibc.kill(process.processIdentifier, SIGKILL)
        process.waitUntilExit()
        return true
    }

    /// Lets the case come to its end; it must be the same as one that nobody killed.
    private func check(
        _ demo: URL,
        against whole: URL,
        _ program: Program,
        _ name: String
    ) throws {
        let last = try program.run(
            "demo",
            "--people",
            "\(FinishedCase.people)",
            "--seed",
            "7",
            "--dir",
            demo.path
        )
        #expect(last.status == 0, "\(name): \(last.errors.suffix(2000))")
        #expect(
            try Data(contentsOf: demo.appendingPathComponent("register.csv"))
                == Data(contentsOf: whole.appendingPathComponent("register.csv")),
            "\(name): nothing lost, nothing doubled"
        )
        #expect(try figures(demo) == figures(whole), "\(name)")
        let verified = try program.run(
            "ledger",
            "verify",
            "--store",
            demo.appendingPathComponent("store").path
        )
        #expect(verified.status == 0, "\(name): \(verified.output)")
        let exposure = try counts(demo, program)
        #expect(
            try exposure == counts(whole, program),
            "\(name): as many ledger rows as without a kill"
        )
    }

    @Test func `what was acknowledged before a kill is there after it`() throws {
        let program = try Program("ack")
        defer { program.remove() }
        try program.run("init", "--synthetic")
        try program.run("party", "add", "lab", "--name", "Lab")
        let count = 80_000
        try program.write("all.hl7", (0..<count).map(message).joined())
        var dice = SeededDice(state: Self.seed)
        var known = 0
        var (kills, runs) = (0, 0)
        while known < count {
            runs += 1
            let process = program.process([
                "import", "hl7", "all.hl7", "--to", "lab", "--purpose", "screening", "--basis",
                "6-1-e", "--acknowledge",
            ])
            let said = program.file("said-\(known)")
            _ = FileManager.default.createFile(atPath: said.path, contents: nil)
            process.standardError = try FileHandle(forWritingTo: said)
            process.standardOutput = FileHandle.nullDevice
            try process.run()
            while process.isRunning, try committed(said) == 0 { usleep(10_000) }
            usleep(UInt32.random(in: 0...700_000, using: &dice))
            Glibc.kill(process.processIdentifier, SIGKILL)
            process.waitUntilExit()
            if process.terminationReason == .uncaughtSignal { kills += 1 }
            // Every message that was acknowledged, of whatever kind: those of this run and before.
            let acknowledged = try known + committed(said)
            known = try recorded(program, of: count)
            #expect(known >= acknowledged, "seed \(Self.seed), run \(runs)")
            guard known > 0 else { break }
        }
        #expect(known == count)
        #expect(kills > 0, "the import is long enough to be killed in")
    }

    /// Of every ten, one is a control of the laboratory and one has no type; the others are orders.
    private func message(_ number: Int) -> String {
        switch number % 10 {
        case 3:
            "MSH|^~\\&|A|B|C|D|20240101||ORU^R01|\(number)|P|2.4\rSPM|1||||||||||Q\rOBX|1|ST|X||\(number)\r"
        case 7: "MSH|^~\\&|A|B|C|D|20240101|||\(number)|P|2.4\rPID|1\r"
        default:
            "MSH|^~\\&|A|B|C|D|20240101||OML^O21|\(number)|P|2.4\rPID|1||||Nergens^N\rORC|NW|S\(number)\r"
        }
    }

    /// What the program said last that it committed.
    private func committed(_ said: URL) throws -> Int {
        try String(contentsOf: said, encoding: .utf8).split(separator: "\n")
            .filter { $0.hasPrefix("committed ") }.compactMap { Int($0.dropFirst(10)) }.last ?? 0
    }

    /// How many messages from the first on must have been recorded for the store to hold what it
    /// holds; controls are not stored, those behind the last one count as recorded with it.
    private func recorded(_ program: Program, of count: Int) throws -> Int {
        let answer = try program.run(
            program.file("store/spoor.sqlite").path,
            """
            SELECT (SELECT COUNT(*) FROM (
                SELECT digest FROM received UNION SELECT received FROM sample_message))
            || ' ' || (SELECT COUNT(*) FROM reject)
            """,
            tool: "/usr/bin/sqlite3"
        )
        let numbers = answer.output.split { !$0.isNumber }.compactMap { Int($0) }
        var (orders, rejects) = (numbers[0], numbers[1])
        for number in 0..<count {
            switch number % 10 {
            case 3: continue
            case 7: rejects -= 1
            default: orders -= 1
            }
            if orders < 0 || rejects < 0 { return number }
        }
        #expect(orders == 0 && rejects == 0, "nothing is doubled")
        return count
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
