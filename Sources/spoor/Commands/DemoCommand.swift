// SPDX-License-Identifier: EUPL-1.2

import ArgumentParser
import Exercise
import Foundation
import Glibc
import Incidents
import Store

struct DemoCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "demo",
        abstract: "The whole case with invented people: messages, hack, lists, letters, figures.",
        discussion: """
            Writes DIR/input, DIR/truth.csv and DIR/steps.sh, runs exactly those steps, and ends with
            DIR/store, DIR/letters, DIR/register.csv and DIR/summary.json. Run it again after an
            interruption and it goes on.
            """
    )

    @Option(help: "How many people.") var people = 941_000
    @Option(help: "The seed; the same seed gives the same input to the byte.") var seed: UInt64 = 1
    @Option(help: "case (the sizes of the real case) or random (from the seed).") var shape = "case"
    @Option(help: "The folder to write.") var dir = "demo"
    @Flag(help: "Write the input and the steps only.") var inputOnly = false

    func validate() throws {
        guard ExerciseProgramme.Shape(rawValue: shape) != nil else {
            throw ValidationError("--shape is case or random")
        }
        guard (1000...ExerciseProgramme.mostPeople).contains(people) else {
            throw ValidationError("--people is 1000 to \(ExerciseProgramme.mostPeople)")
        }
    }

    func run() throws {
        let output = Output(json: false)
        let folder = URL(fileURLWithPath: dir)
        let generation = try writeInput(folder, output)
        if inputOnly { return }
        let status = try runSteps(folder)
        if Interruption.isAsked { throw Interruption.failure }
        guard status == 0 else {
            throw CommandFailure(
                .failed,
                "a step of the demo did not succeed (exit \(status))",
                help: "read what it said above; run the demo again to go on"
            )
        }
        var usage = rusage()
        getrusage(__rusage_who_t(RUSAGE_CHILDREN.rawValue), &usage)
        setenv("SPOOR_KEY_FILE", folder.appendingPathComponent("key").path, 1)
        let options = try StoreOptions.parse([
            "--store", folder.appendingPathComponent("store").path, "--quiet", "--json",
            "--key-file", folder.appendingPathComponent("key").path,
        ])
        let store = try options.open(.reading)
        let summary = try DemoSummary(
            store: store,
            incident: try store.incident("lab-2025"),
            seed: seed,
            shape: shape,
            steps: [generation] + steps(folder),
            peakRSSBytes: Int(usage.ru_maxrss) * 1024
        )
        let encoder = JSONEncoder()
        encoder.outputFormatting = [.prettyPrinted, .sortedKeys, .withoutEscapingSlashes]
        try encoder.encode(summary).write(to: folder.appendingPathComponent("summary.json"))
        summary.show(output)
        output.line()
        output.line(
            """
            Look at next: \(dir)/letters/second/*.pdf, \(dir)/register.csv, \(dir)/summary.json
              export SPOOR_STORE=\(dir)/store SPOOR_KEY_FILE=\(dir)/key
              spoor register diff lab-2025 first-list second-list
              spoor person \(someone(folder)) --reason "a look at the demo"
            """
        )
    }

    /// The first person of the exported register.
    private func someone(_ folder: URL) -> String {
        let register = try? String(
            contentsOf: folder.appendingPathComponent("register.csv"),
            encoding: .utf8
        )
        let line = register?.split(separator: "\n", maxSplits: 2).dropFirst().first
        return line?.split(separator: ",").first.map(String.init) ?? "SOURCEID"
    }

    /// Generates the input, once; the same seed and size would give the same bytes again.
    private func writeInput(_ folder: URL, _ output: Output) throws -> DemoSummary.Step {
        let marker = folder.appendingPathComponent("input/.complete")
        let label = "\(people) \(seed) \(shape)"
        let began = ProgressLine.seconds()
        if let written = try? String(contentsOf: marker, encoding: .utf8) {
            let parts = written.split(separator: "\n").map(String.init)
            guard parts.first == label else {
                throw CommandFailure(
                    .cannotCreate,
                    "\(dir) holds a demo of another size or seed",
                    help: "give another --dir, or remove it"
                )
            }
            return DemoSummary.Step(name: "generation", seconds: Double(parts.last ?? "") ?? 0)
        }
        if let content = try? FileManager.default.contentsOfDirectory(atPath: folder.path),
            content.contains(where: { $0 != "input" })
        {
            throw CommandFailure(
                .cannotCreate,
                "\(dir) already holds something else",
                help: "give another --dir"
            )
        }
        output.say("Inventing \(people.grouped) people …")
        try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
        let programme = ExerciseProgramme(
            people: people,
            seed: seed,
            shape: ExerciseProgramme.Shape(rawValue: shape) ?? .caseShape
        )
        _ = try programme.write(to: folder, progress: { output.say($0) })
        try Data(Self.letterSettings.utf8).write(
            to: folder.appendingPathComponent("input/letters.json")
        )
        let script = folder.appendingPathComponent("steps.sh")
        try Data(DemoSteps(program: Self.ownPath).script.utf8).write(to: script)
        chmod(script.path, 0o755)
        let seconds = ProgressLine.seconds() - began
        try Data("\(label)\n\(seconds)\n".utf8).write(to: marker)
        return DemoSummary.Step(name: "generation", seconds: seconds)
    }

    private func runSteps(_ folder: URL) throws -> Int32 {
        let process = Process()
        process.executableURL = URL(fileURLWithPath: "/bin/bash")
        process.arguments = [folder.appendingPathComponent("steps.sh").path]
        var environment = ProcessInfo.processInfo.environment
        environment["SPOOR"] = Self.ownPath
        environment["SPOOR_TABLES"] = "1"
        environment["SPOOR_KEY_FILE"] = folder.appendingPathComponent("key").path
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

    private func steps(_ folder: URL) -> [DemoSummary.Step] {
        let log =
            (try? String(
                contentsOf: folder.appendingPathComponent("steps.log"),
                encoding: .utf8
            )) ?? ""
        return log.split(separator: "\n").compactMap { line in
            let parts = line.split(separator: "\t")
            guard parts.count == 4, let began = Double(parts[1]), let ended = Double(parts[2])
            else { return nil }
            return DemoSummary.Step(name: String(parts[0]), seconds: ended - began)
        }
    }

    /// The words of an invented organisation.
    private static let letterSettings = """
        {
          "organisation": "Bevolkingsonderzoek Waterland",
          "senderLines": ["Bevolkingsonderzoek Waterland", "Postbus 1234", "1000 AA Nergenshuizen", "0800-0000"],
          "returnLine": "Retouradres: Postbus 1234, 1000 AA Nergenshuizen",
          "signatureLines": ["Bevolkingsonderzoek Waterland", "de directie"],
          "processor": "Laboratorium Vlietzicht",
          "incidentDate": "2025-07-06",
          "toldDate": "2025-08-06",
          "reference": "WL-2025-01",
          "telephone": "0800-0000",
          "website": "bevolkingsonderzoekwaterland.example",
          "privacyOfficer": "fg@bevolkingsonderzoekwaterland.example",
          "words": {
            "nl": {
              "purpose": "het bevolkingsonderzoek",
              "careData": "gegevens over uw deelname en uw gezondheid",
              "thirdParty": "uw huisarts",
              "measures": ["Wij sturen nu niets meer naar het laboratorium.", "Wij hebben de inbraak gemeld bij de Autoriteit Persoonsgegevens.", "Deskundigen zoeken uit wat er is gebeurd."],
              "openingHours": "maandag tot en met vrijdag van 8.00 tot 20.00 uur"
            },
            "en": {
              "purpose": "the screening programme",
              "careData": "data about your participation and your health",
              "thirdParty": "your general practitioner",
              "measures": ["We no longer send anything to the laboratory.", "We have reported the break-in to the Dutch Data Protection Authority.", "Experts are finding out what happened."],
              "openingHours": "Monday to Friday from 8.00 to 20.00"
            }
          }
        }

        """
}
