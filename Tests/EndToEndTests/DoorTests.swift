// SPDX-License-Identifier: EUPL-1.2

import Foundation
import Glibc
import Testing

/// What only the running program shows: what reaches a terminal, signals, limits, rights.
@Suite struct DoorTests {
    private let program: Program
    /// Colour, a C1 control, a mark of direction, a line of its own.
    private static let nasty = "\u{1B}[31mred\u{9B}31m\u{202E}gnp\nok"

    init() throws { program = try Program("door") }

    private func withStore(_ body: () throws -> Void) throws {
        defer { program.remove() }
        try #require(try program.run("init", "--synthetic").status == 0)
        try body()
    }

    /// No scalar that a terminal acts on, but for the line feeds and tabs of the program's own.
    private func isQuiet(_ text: String) -> Bool {
        text.unicodeScalars.allSatisfy { scalar in
            switch scalar.properties.generalCategory {
            case .control: scalar == "\n" || scalar == "\t"
            case .format, .lineSeparator, .paragraphSeparator: false
            default: true
            }
        }
    }

    private func run(_ arguments: String...) throws -> Program.Outcome {
        try run(all: arguments)
    }

    private func run(all arguments: [String]) throws -> Program.Outcome {
        let outcome = try program.run(all: arguments)
        #expect(isQuiet(outcome.output), "\(arguments): \(outcome.output.debugDescription)")
        #expect(isQuiet(outcome.errors), "\(arguments): \(outcome.errors.debugDescription)")
        return outcome
    }

    @Test func `nothing of a party, an incident, a file or an option acts on a terminal`() throws {
        try withStore {
            let nasty = Self.nasty
            _ = try run("party", "add", "lab", "--name", "Lab \(nasty)")
            #expect(
                try run("party", "list").output.contains("\\u{1B}[31mred\\u{9B}31m\\u{202E}gnp")
            )
            _ = try run(
                "incident",
                "open",
                "i1",
                "--party",
                "lab",
                "--title",
                "Hack \(nasty)",
                "--discovered",
                "2025-07-06 10:00",
                "--told",
                "2025-08-06 14:20",
                "--aware",
                "2025-08-06 14:20",
                "--said",
                nasty,
                "--note",
                nasty,
                "--now",
                "2025-08-06T14:40"
            )
            let shown = try run("incident", "show", "i1")
            #expect(shown.status == 0)
            #expect(shown.output.contains("Hack \\u{1B}[31mred"))
            #expect(!shown.output.split(separator: "\n").contains("ok"), "no line of its own")
            _ = try run("incident", "list")
            _ = try run("import", "hl7", "none\(nasty).hl7", "--to", "lab")
            _ = try run("import", "population", "none\(nasty).csv")
            _ = try run("exposure", nasty)
            _ = try run("party", "--\(nasty)")
            _ = try run(nasty)
            _ = try run("letter", "show", "i1\(nasty)")
            _ = try run("person", "X\(nasty)", "--reason", "call \(nasty)")
        }
    }

    /// Colour, a C1 control and a mark of direction, and what a reader sees of them.
    private static let marks = "\u{1B}[31m\u{9B}31m\u{202E}"
    private static let seen = "\\u{1B}[31m\\u{9B}31m\\u{202E}"

    /// Each place from which marks come shows them, so that none is quiet because it says nothing.
    private func runSeeing(_ arguments: String...) throws -> Program.Outcome {
        let outcome = try program.run(all: arguments)
        for text in [outcome.output, outcome.errors] {
            #expect(isQuiet(text), "\(arguments): \(text.debugDescription)")
        }
        #expect(
            (outcome.output + outcome.errors).contains(Self.seen),
            "\(arguments) shows no mark: \((outcome.output + outcome.errors).debugDescription)"
        )
        return outcome
    }

    @Test func `headers, messages and names of files act on no terminal, and in no log`() throws {
        try withStore {
            let marks = Self.marks
            let log = ["--log-file", program.file("log.jsonl").path, "--log-level", "trace"]
            let flow = ["--to", "lab", "--purpose", "screening", "--basis", "6-1-e"]
            _ = try run("party", "add", "lab", "--name", "Lab")
            // The header of the population: a column that is not known is told by its place alone.
            try program.write(
                "people.csv",
                "sourceId,citizenNumber,surname,initials,birthDate,street,houseNumber,postcode,place,"
                    + "\(marks)favourite\nVB-1,111222333,Jansen,A.,1970-02-03,Weg,1,1234AB,Dorp,x\n"
            )
            let people = try run(all: ["import", "population", "people.csv", "--absent-is-empty"])
            #expect(isQuiet(people.output) && isQuiet(people.errors))
            #expect((people.output + people.errors).contains("10 (J)"))
            // MSH-10, a sample, an unknown type; and the name of the file.
            let message =
                "MSH|^~\\&|A|B|C|D|20240101||OML^O21|1\(marks)|P|2.4\rPID|1||9000\(marks)\r"
                + "ORC|NW|S1\(marks)\r"
            try program.write("plain.hl7", message + "MSH|^~\\&|\(marks)\n")
            #expect(try runSeeing("inspect", "plain.hl7").output.contains("1\(Self.seen)"))
            let file = "m\(marks)\nx.hl7"
            try program.write(file, message)
            #expect(try runSeeing("inspect", file).output.contains("\\u{A}x.hl7"))
            _ = try run(all: ["import", "hl7", file] + flow + log)
            _ = try run(all: ["import", "hl7", file] + flow + log)
            let nowhere = try run(all: ["import", "hl7", "no\(marks).hl7"] + flow + log)
            #expect(nowhere.errors.contains("no\(Self.seen).hl7 is not there"))
            _ = try run("import", "status")
            // The header of a list, and what is proposed for it.
            try program.write("list.csv", "\(marks)naam,geboren\(marks)\nJansen,1970-02-03\n")
            _ = try runSeeing("statement", "map", "list.csv")
            _ = try run(all: ["incident", "open", "i1", "--party", "lab", "--title", marks] + log)
            _ = try runSeeing("incident", "list")
            _ = try runSeeing("incident", "show", "i1")
            let unsettled = try runSeeing(
                "statement",
                "add",
                "list.csv",
                "--incident",
                "i1",
                "--name",
                "list-1"
            )
            #expect(unsettled.status == 2)
            _ = try run(all: ["letter", "show", "i1\(marks)"] + log)
            let lines = try program.text("log.jsonl")
            #expect(lines.contains("command failed"))
            #expect(isQuiet(lines), "the log")
        }
    }

    @Test func `JSON stays JSON, means the same and shows what is hidden`() throws {
        try withStore {
            _ = try run("party", "add", "lab", "--name", Self.nasty)
            let outcome = try run("party", "list", "--json")
            let value = try JSONSerialization.jsonObject(with: Data(outcome.output.utf8))
            #expect("\(value)".unicodeScalars.contains("\u{202E}"))
            #expect(outcome.output.contains("\\u202e"))
        }
    }

    @Test func `a real store is nobody's by default`() throws {
        defer { program.remove() }
        for organisation in [[], ["--organisation", " "], ["--organisation", "."]] {
            let outcome = try program.run(all: ["init"] + organisation)
            #expect(outcome.status == 64)
            #expect(outcome.errors.contains("--organisation"))
        }
        #expect(!FileManager.default.fileExists(atPath: program.file("store").path))
        #expect(!FileManager.default.fileExists(atPath: program.file("key").path))
        #expect(try program.run("init", "--organisation", "Stichting Proef").status == 0)
    }

    @Test func `an officer without a name records nothing`() throws {
        try withStore {
            for name in ["", " ", "."] {
                let outcome = try program.run("party", "add", "lab", "--name", "Lab", "--by", name)
                #expect(outcome.status == 77)
            }
            let process = program.process(["party", "add", "lab", "--name", "Lab"])
            process.environment?["SPOOR_BY"] = nil
            process.environment?["LOGNAME"] = "somebody"
            process.standardError = FileHandle.nullDevice
            try process.run()
            process.waitUntilExit()
            if getuid() < 1000 { #expect(process.terminationStatus == 77, "root is nobody's name") }
            #expect(!(try program.run("party", "list").output.contains("Lab")) || getuid() >= 1000)
        }
    }

    @Test func `the process dumps no core and makes files for its owner only`() throws {
        try withStore {
            // A pipe that nobody fills keeps it waiting.
            let process = program.process(["person", "--find", "-", "--reason", "call 17"])
            process.standardInput = Pipe()
            process.standardOutput = FileHandle.nullDevice
            process.standardError = FileHandle.nullDevice
            try process.run()
            defer { kill(process.processIdentifier, SIGKILL) }
            usleep(700_000)
            let folder = "/proc/\(process.processIdentifier)"
            let limits = try String(contentsOfFile: folder + "/limits", encoding: .utf8)
            let core = try #require(limits.split(separator: "\n").first { $0.contains("core") })
            #expect(core.split(separator: " ").filter { $0 == "0" }.count == 2, "\(core)")
            let status = try String(contentsOfFile: folder + "/status", encoding: .utf8)
            #expect(status.contains("Umask:\t0077"))
        }
    }

    @Test(arguments: [SIGINT, SIGTERM, SIGHUP])
    func `a signal is heeded within a second, also by a command that waits`(signal: Int32) throws {
        try withStore {
            let process = program.process(["person", "--find", "-", "--reason", "call 17"])
            process.standardInput = Pipe()
            process.standardOutput = FileHandle.nullDevice
            let errors = program.file("errors")
            _ = FileManager.default.createFile(atPath: errors.path, contents: nil)
            process.standardError = try FileHandle(forWritingTo: errors)
            try process.run()
            usleep(700_000)
            let began = Date()
            kill(process.processIdentifier, signal)
            while process.isRunning, Date().timeIntervalSince(began) < 5 { usleep(10_000) }
            #expect(Date().timeIntervalSince(began) < 1)
            kill(process.processIdentifier, SIGKILL)
            process.waitUntilExit()
            #expect(process.terminationStatus == 130)
            #expect(process.terminationReason == .exit)
            #expect(try program.text("errors").contains("interrupted"))
        }
    }

    @Test func `letters that are being printed leave no part behind a signal`() throws {
        defer { program.remove() }
        let demo = program.file("demo")
        try program.run("demo", "--people", "4000", "--dir", demo.path, "--input-only")
        let steps = demo.appendingPathComponent("steps.sh")
        let all = try String(contentsOf: steps, encoding: .utf8).split(separator: "\n")
        let first = try #require(all.firstIndex { $0.contains("letter render") })
        try all[..<first].joined(separator: "\n").write(
            to: steps,
            atomically: false,
            encoding: .utf8
        )
        let key = demo.appendingPathComponent("key").path
        let planned = try program.run(
            all: ["SPOOR_KEY_FILE=\(key)", "/bin/bash", steps.path],
            tool: "/usr/bin/env"
        )
        try #require(planned.status <= 1, "\(planned.errors.suffix(500))")
        let letters = demo.appendingPathComponent("letters")
        func parts() -> [String] {
            let names = try? FileManager.default.subpathsOfDirectory(atPath: letters.path)
            return (names ?? []).filter { $0.contains("spoor-part") }
        }
        let process = program.process([
            "letter", "render", "lab-2025", "first",
            "--settings", demo.appendingPathComponent("input/letters.json").path,
            "--output", letters.path, "--date", "2025-08-18", "--reason",
            "letters of the first wave",
            "--store", demo.appendingPathComponent("store").path, "--key-file", key,
            "--now", "2025-08-18T09:00",
        ])
        process.standardOutput = FileHandle.nullDevice
        process.standardError = FileHandle.nullDevice
        try process.run()
        while process.isRunning, parts().isEmpty { usleep(500) }
        try #require(!parts().isEmpty, "the letters were printed before a signal came")
        kill(process.processIdentifier, SIGTERM)
        process.waitUntilExit()
        #expect(process.terminationStatus == 130)
        #expect(parts().isEmpty)
    }

    /// Below that the loader of the system ends a program before it begins.
    @Test func `too few open files are told as that, and never as damage`() throws {
        try withStore {
            var told: [Int32] = []
            for limit in 4...24 {
                let outcome = try program.run(
                    "-c",
                    "ulimit -n \(limit); exec \"$SPOOR\" exposure",
                    tool: "/bin/bash"
                )
                if outcome.errors.contains("error while loading shared libraries") { continue }
                guard outcome.status != 0 else { continue }
                #expect(
                    outcome.errors.contains("this process may not open more files"),
                    "\(limit): \(outcome.status) \(outcome.errors)"
                )
                #expect(outcome.errors.contains("ulimit -n"), "what to do")
                told.append(outcome.status)
            }
            #expect(told.count >= 3, "some limits are too low")
            #expect(told.allSatisfy { $0 == 74 }, "\(told)")
            let enough = try program.run(
                "-c",
                "ulimit -n 64; exec \"$SPOOR\" exposure",
                tool: "/bin/bash"
            )
            #expect(enough.status == 0, "\(enough.errors)")
        }
    }

    @Test func `doctor says where each value came from, and what is too wide`() throws {
        try withStore {
            try program.write("config.json", #"{"fonts": "/usr/share/fonts/truetype/noto"}"#)
            chmod(program.file("config.json").path, 0o600)
            let good = try program.run("doctor", "--config", program.file("config.json").path)
            #expect(good.output.contains("(from SPOOR_STORE)"))
            #expect(good.output.contains("(from \(program.file("config.json").path))"))
            #expect(good.output.contains("key and store are on one disk"))
            #expect(good.output.contains("for their owner only"))
            #expect(good.status == 1)
            chmod(program.file("store").path, 0o777)
            chmod(program.file("store/spoor.sqlite").path, 0o666)
            let wide = try program.run("doctor")
            #expect(wide.output.contains("(mode 777)"))
            #expect(wide.output.contains("(mode 666)"))
            let late = try program.run("doctor", "--now", "2016-01-01T00:00")
            #expect(late.output.contains("clock"))
            chmod(program.file("config.json").path, 0o666)
            let refused = try program.run("exposure", "--config", program.file("config.json").path)
            #expect(refused.status == 78)
            #expect(refused.errors.contains("others may write"))
        }
    }

    @Test func `the clock is behind a ledger entry of later`() throws {
        try withStore {
            try program.run("party", "add", "lab", "--name", "Lab", "--now", "2025-08-06T14:40")
            let behind = try program.run("doctor", "--now", "2025-08-06T14:39", "--json")
            #expect(behind.output.contains("the clock is behind the last ledger entry"))
            let after = try program.run("doctor", "--now", "2025-08-06T14:41", "--json")
            #expect(!after.output.contains("the clock is behind"))
        }
    }

    @Test func `an error has a number that the log has too, and the log no names`() throws {
        try withStore {
            let log = program.file("log.jsonl")
            let outcome = try program.run(
                "incident",
                "show",
                "GeheimeNaam",
                "--log-file",
                log.path,
                "--log-level",
                "debug"
            )
            let reference = try #require(
                outcome.errors.split(separator: "(reference ").dropFirst().first?.prefix {
                    $0 != ")"
                }
            )
            let text = try program.text("log.jsonl")
            let lines = try text.split(separator: "\n").map {
                try JSONDecoder().decode([String: String].self, from: Data($0.utf8))
            }
            #expect(lines.contains { $0["message"] == "store opened" })
            #expect(lines.contains { $0["reference"] == String(reference) })
            #expect(!text.contains("GeheimeNaam"))
            var status = stat()
            #expect(stat(log.path, &status) == 0 && status.st_mode & 0o777 == 0o600)
            let silent = try program.run("incident", "show", "GeheimeNaam")
            #expect(!silent.errors.contains("reference"))
            #expect(!silent.errors.contains("{"), "no log unless asked for")
        }
    }

    @Test func `the steps of a demo run by hand find the program`() throws {
        defer { program.remove() }
        let demo = program.file("demo")
        try program.run("demo", "--people", "1000", "--dir", demo.path, "--input-only")
        let steps = demo.appendingPathComponent("steps.sh")
        // The first step is enough: a file in the way stops it there.
        try FileManager.default.createDirectory(
            at: demo.appendingPathComponent("store/in the way"),
            withIntermediateDirectories: true
        )
        func run(_ environment: [String: String]) throws -> Program.Outcome {
            let settings = environment.map { "\($0)=\($1)" }
            return try program.run(
                all: ["-u", "SPOOR"] + settings + ["timeout", "20", "/bin/bash", steps.path],
                tool: "/usr/bin/env"
            )
        }
        let byHand = try run(["PATH": "/usr/bin:/bin"])
        #expect(byHand.status == 73, "\(byHand.errors.suffix(500))")
        #expect(byHand.errors.contains("already holds something"))
        // Where the program that wrote it is gone, the one in the PATH does it.
        let moved = try String(contentsOf: steps, encoding: .utf8)
            .replacingOccurrences(of: Program.path, with: "/nowhere/spoor")
            .replacingOccurrences(
                of: URL(fileURLWithPath: Program.path).resolvingSymlinksInPath().path,
                with: "/nowhere/spoor"
            )
        try moved.write(to: steps, atomically: false, encoding: .utf8)
        let none = try run(["PATH": "/usr/bin:/bin"])
        #expect(none.status == 127, "\(none.status)")
        #expect(none.errors.contains("SPOOR="))
        let folder = URL(fileURLWithPath: Program.path).deletingLastPathComponent().path
        #expect(try run(["PATH": "\(folder):/usr/bin:/bin"]).status == 73)
    }
}
