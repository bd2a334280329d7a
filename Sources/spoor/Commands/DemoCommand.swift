// SPDX-License-Identifier: EUPL-1.2

import ArgumentParser
import Casework
import Exercise
import Foundation
import Glibc
import Hosting
import Store
import Terminal
import Wording

struct DemoCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "demo",
        abstract: "The whole case with invented people: messages, hack, lists, letters, figures.",
        discussion: """
            Writes DIR/input, DIR/truth.csv and DIR/steps.sh, runs exactly those steps, and
            ends with DIR/store, DIR/letters, DIR/register.csv and DIR/summary.json. Run it
            again after an interruption and it goes on.

            To practise a part by hand, let it stop before that part:
              spoor demo --people 2000 --until messages

            To see the duties of a later month, such as those of the
            Cyberbeveiligingswet, move the call of the laboratory to it:
              spoor demo --people 2000 --moved-to 2026-09
            """
    )

    @Option(help: "How many people (else 941000, and it asks first).", transform: Self.size)
    var people: Int?
    @Option(help: "The seed; the same seed gives the same input to the byte.") var seed: UInt64 = 1
    @Option(help: "case (the sizes of the real case) or random (from the seed).") var shape = "case"
    @Option(help: "The folder to write.") var dir = "demo"
    @Option(
        help: "Stop there: \(PracticeStage.allCases.map(\.rawValue).joined(separator: ", ")).",
        transform: Self.stage
    )
    var until: PracticeStage?
    @Option(help: "The same case with the call in that month: 2026-09.", transform: Self.month)
    var movedTo: CaseSchedule = .asItHappened
    @Flag(help: "Write the input and the steps only.") var inputOnly = false
    @Flag(help: "Then serve the desk with it, for this machine, until Ctrl-C.") var desk = false
    @Flag(help: "Do not ask.") var yes = false

    func validate() throws {
        guard ExerciseProgramme.Shape(rawValue: shape) != nil else {
            throw ValidationError("--shape is case or random")
        }
    }

    private static func size(_ text: String) throws -> Int {
        guard let people = Int(text), (1000...ExerciseProgramme.mostPeople).contains(people) else {
            throw ValidationError("--people is 1000 to \(ExerciseProgramme.mostPeople)")
        }
        return people
    }

    private static func stage(_ text: String) throws -> PracticeStage {
        guard let stage = PracticeStage(rawValue: text) else {
            let stages = PracticeStage.allCases.map(\.rawValue).joined(separator: ", ")
            throw ValidationError("it stops at one of: \(stages)")
        }
        return stage
    }

    private static func month(_ text: String) throws -> CaseSchedule {
        guard let schedule = CaseSchedule(month: text) else {
            throw ValidationError("--moved-to is a month from 2025-08 to 2099-12")
        }
        return schedule
    }

    /// A size that somebody gave or agreed to: so much is not written on a bare word.
    private func agreedSize() throws -> Int {
        if let people { return people }
        let needs = PracticeNeeds(people: 941_000)
        let sentence = """
            the demo invents \(needs.people.grouped) people in '\(dir)': some \(needs.megabytes / 1000) GB \
            of disk and \(needs.seconds / 60) minutes on two cores
            """
        if yes { return needs.people }
        guard isatty(STDIN_FILENO) == 1 else {
            throw ToldFailure(
                .usage,
                sentence,
                command: "--yes to go on, or --people 2000 for seconds"
            )
        }
        Output.write("\(sentence).\nGo on? (y/n; --people 2000 takes seconds) ", to: STDERR_FILENO)
        guard ["y", "yes", "j", "ja"].contains(readLine()?.lowercased() ?? "") else {
            throw ToldFailure(
                .notAllowed,
                "nothing was written",
                command: "spoor demo --people 2000"
            )
        }
        return needs.people
    }

    func run() throws {
        let output = Output(json: false)
        let folder = PracticeFolder(dir)
        let generation = try writeInput(folder, try agreedSize(), output)
        if inputOnly { return }
        let status = try runSteps(folder)
        if Interruption.isAsked { throw HostingError.interrupted }
        guard status == 0 else {
            throw ToldFailure(
                .failed,
                "a step of the demo did not succeed (exit \(status))",
                help: "read what it said above; run the demo again to go on"
            )
        }
        if let until {
            tell(until, output)
            return try serve(folder, output)
        }
        var usage = rusage()
        getrusage(__rusage_who_t(RUSAGE_CHILDREN.rawValue), &usage)
        setenv("SPOOR_KEY_FILE", folder.key.path, 1)
        let options = try StoreOptions.parse([
            "--store", folder.store.path, "--quiet", "--json", "--key-file", folder.key.path,
        ])
        let store = try options.open(.reading)
        let summary = DemoSummary(
            seed: seed,
            shape: shape,
            steps: [generation] + folder.steps,
            peakRSSBytes: Int(usage.ru_maxrss) * 1024,
            found: try SummarizeCase(incident: movedTo.reference).run(in: store)
        )
        let encoder = JSONEncoder()
        encoder.outputFormatting = [.prettyPrinted, .sortedKeys, .withoutEscapingSlashes]
        try encoder.encode(summary).write(to: folder.url.appendingPathComponent("summary.json"))
        output.show(summary.found.passages)
        output.line()
        output.line(
            """
            Look at next: \(dir)/letters/second/*.pdf, \(dir)/register.csv, \(dir)/summary.json
              export SPOOR_STORE=\(dir)/store SPOOR_KEY_FILE=\(dir)/key
              spoor register diff \(movedTo.reference) first-list second-list
              spoor person \(folder.someone ?? "SOURCEID") --reason "a look at the demo"
            """
        )
        try serve(folder, output)
    }

    /// Serves the desk when that was asked for, else says how.
    private func serve(_ folder: PracticeFolder, _ output: Output) throws {
        let place = ["--store", folder.store.path, "--key-file", folder.key.path]
        guard desk else {
            return output.line(
                """
                The desk, in a browser, without passwords: spoor serve --practice \
                --store \(dir)/store --key-file \(dir)/key
                """
            )
        }
        let command = try ServeCommand.parse(["--practice"] + place)
        try command.run()
    }

    private func tell(_ stage: PracticeStage, _ output: Output) {
        output.line(
            """

            The practice stands at '\(stage.rawValue)'. Go on by hand, as in \(stage.page):
              export SPOOR_STORE=\(dir)/store SPOOR_KEY_FILE=\(dir)/key SPOOR_BY="your name"
              export SPOOR_NOW='\(stage.clock(movedTo))'
            or have the rest done: \(dir)/steps.sh
            """
        )
    }

    private func writeInput(_ folder: PracticeFolder, _ people: Int, _ output: Output) throws
        -> PracticeFolder.Step
    {
        let programme = ExerciseProgramme(
            people: people,
            seed: seed,
            shape: ExerciseProgramme.Shape(rawValue: shape) ?? .caseShape
        )
        do {
            return try folder.write(
                programme,
                movedTo,
                program: Self.ownPath,
                seconds: ProgressLine.seconds,
                begins: { output.say("Inventing \(people.grouped) people …") },
                progress: { output.say($0) }
            )
        } catch let problem as PracticeFolder.Problem {
            let isOther = problem == .otherPractice
            throw ToldFailure(
                .cannotCreate,
                "\(dir) "
                    + (isOther
                        ? "holds a demo of another size, seed or month"
                        : "already holds something else"),
                help: "give another --dir" + (isOther ? ", or remove it" : "")
            )
        }
    }

    private func runSteps(_ folder: PracticeFolder) throws -> Int32 {
        let process = Process()
        process.executableURL = URL(fileURLWithPath: "/bin/bash")
        process.arguments = [folder.script.path]
        var environment = ProcessInfo.processInfo.environment
        environment["SPOOR"] = Self.ownPath
        environment["SPOOR_TABLES"] = "1"
        environment["UNTIL"] = until?.rawValue
        environment["SPOOR_KEY_FILE"] = folder.key.path
        process.environment = environment
        try process.run()
        Interruption.pass(to: process.processIdentifier)
        defer { Interruption.pass(to: 0) }
        process.waitUntilExit()
        return process.terminationStatus
    }

    private static var ownPath: String {
        (try? FileManager.default.destinationOfSymbolicLink(atPath: "/proc/self/exe"))
            ?? CommandLine.arguments[0]
    }
}
