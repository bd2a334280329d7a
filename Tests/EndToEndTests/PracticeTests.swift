// SPDX-License-Identifier: EUPL-1.2

import Foundation
import Testing

/// The demo as a newcomer meets it: it says what it takes, and stops where somebody wants to go on.
@Suite struct PracticeTests {
    private let program: Program

    init() throws { program = try Program("practice") }

    private func demo(until stage: String) throws -> Program.Outcome {
        try program.run("demo", "--people", "1000", "--until", stage, "--dir", "d")
    }

    private func run(_ arguments: String..., at now: String? = nil) throws -> Program.Outcome {
        let process = program.process(arguments)
        process.environment?["SPOOR_STORE"] = program.file("d/store").path
        process.environment?["SPOOR_KEY_FILE"] = program.file("d/key").path
        process.environment?["SPOOR_NOW"] = now
        let (output, errors) = (Pipe(), Pipe())
        (process.standardOutput, process.standardError) = (output, errors)
        try process.run()
        let text = String(
            decoding: output.fileHandleForReading.readDataToEndOfFile(),
            as: UTF8.self
        )
        let said = String(
            decoding: errors.fileHandleForReading.readDataToEndOfFile(),
            as: UTF8.self
        )
        process.waitUntilExit()
        return Program.Outcome(status: process.terminationStatus, output: text, errors: said)
    }

    @Test func `a bare demo says what it takes, and writes nothing on a bare word`() throws {
        defer { program.remove() }
        let outcome = try program.run("demo", "--dir", "d")
        #expect(outcome.status == 64)
        for words in ["941,000 people", "9 GB", "4 minutes", "--yes", "--people 2000"] {
            #expect(outcome.errors.contains(words), "\(outcome.errors)")
        }
        #expect(!FileManager.default.fileExists(atPath: program.file("d").path))
    }

    @Test func `a practice stops before the call, and the first hour is done by hand`() throws {
        defer { program.remove() }
        let stopped = try demo(until: "messages")
        #expect(stopped.status == 0, "\(stopped.errors)")
        #expect(stopped.output.contains("SPOOR_NOW='2025-08-06 14:40'"))
        #expect(try run("incident", "list").output.contains("lab-2025") == false)
        let opened = try run(
            "incident",
            "open",
            "lab-2025",
            "--party",
            "vlietzicht",
            "--told",
            "2025-08-06 14:20",
            "--aware",
            "2025-08-06 14:20",
            "--note",
            "decided by the privacy officer",
            at: "2025-08-06 14:40"
        )
        #expect(opened.status == 0, "\(opened.errors)")
        #expect(try run("duty", "list", "lab-2025", "--at", "2025-08-07 09:00").status == 0)
    }

    @Test(arguments: ["population", "opened", "first-list", "first-letters", "second-list"])
    func `a practice that stopped goes on to the same end`(stage: String) throws {
        defer { program.remove() }
        #expect(try demo(until: stage).status == 0)
        #expect(!FileManager.default.fileExists(atPath: program.file("d/register.csv").path))
        if stage == "first-list" {
            #expect(try run("letter", "show", "lab-2025").output.contains("first") == false)
            #expect(try run("register", "show", "lab-2025").output.contains("published"))
        }
        let outcome = try program.run("demo", "--people", "1000", "--dir", "d")
        #expect(outcome.status == 0, "\(outcome.errors)")
        #expect(FileManager.default.fileExists(atPath: program.file("d/register.csv").path))
    }

    @Test func `a stage that there is not is refused with those that there are`() throws {
        defer { program.remove() }
        let outcome = try demo(until: "letters")
        #expect(outcome.status == 64)
        #expect(outcome.errors.contains("first-letters"))
    }

    @Test func `a real store takes no clock of a practice`() throws {
        defer { program.remove() }
        try #require(try program.run("init", "--organisation", "Stichting Proef").status == 0)
        let process = program.process(["party", "list"])
        process.environment?["SPOOR_NOW"] = "2025-08-06 14:40"
        process.standardError = FileHandle.nullDevice
        try process.run()
        process.waitUntilExit()
        #expect(process.terminationStatus == 77)
        #expect(try program.run("party", "list").status == 0)
    }
}
