// SPDX-License-Identifier: EUPL-1.2

import Foundation
import Testing

/// What every command does alike: documents, errors, exit codes, help, quiet and languages.
@Suite struct ConventionTests {
    private let program: Program

    init() throws { program = try Program("conventions") }

    /// A store with one person, a laboratory that got data of her, and an incident.
    private func withCase(_ body: () throws -> Void) throws {
        defer { program.remove() }
        for name in ["people.csv", "messages.hl7"] {
            try FileManager.default.copyItem(
                at: Program.root.appendingPathComponent("docs/example/\(name)"),
                to: program.file(name)
            )
        }
        for words in [
            ["init", "--synthetic"],
            ["party", "add", "lab", "--name", "Lab", "--from", "2020-01-01"],
            ["import", "population", "people.csv"],
            [
                "import", "hl7", "messages.hl7", "--to", "lab", "--purpose", "screening", "--basis",
                "6-1-e",
            ],
            ["incident", "open", "case", "--party", "lab"],
        ] {
            let outcome = try program.run(all: words)
            try #require(outcome.status == 0, "\(words): \(outcome.errors)")
        }
        try body()
    }

    private func schema(_ text: String) throws -> String {
        let value = try JSONSerialization.jsonObject(with: Data(text.utf8))
        let document = try #require(value as? [String: Any], "an object: \(text.prefix(200))")
        return try #require(document["schema"] as? String, "\(text.prefix(200))")
    }

    @Test func `every document says by which schema it is read`() throws {
        try withCase {
            let why = ["--reason", "a test"]
            for words in [
                ["party", "list"], ["import", "status"], ["exposure"], ["incident", "list"],
                ["incident", "show", "case"], ["duty", "list", "case"],
                ["statement", "list", "--incident", "case"], ["register", "show", "case"],
                ["register", "show", "case", "v1"], ["register", "compute", "case"] + why,
                ["register", "why", "case", "VB-1"] + why, ["person", "VB-1"] + why,
                ["person", "joins"],
                ["register", "diff", "case", "v1", "v1"], ["letter", "show", "case"],
                ["ledger", "verify"], ["ledger", "checkpoint"],
                ["ledger", "prove", "--entry", "1"],
                ["ledger", "prove", "--since", "2"], ["doctor"], ["status"],
                ["access", "show"] + why, ["import", "population", "people.csv", "--dry-run"],
                ["import", "columns", "people.csv"], ["import", "columns", "list"],
                ["inspect", "messages.hl7"],
            ] {
                let outcome = try program.run(all: words + ["--json"])
                // Of messages there is one object a line.
                let lines = outcome.output.split(separator: "\n").map(String.init)
                let first = lines.first == "{" ? outcome.output : lines.first ?? ""
                let found = try schema(first)
                #expect(found.wholeMatch(of: #/spoor/[a-z-]+/[0-9]+/#) != nil, "\(words): \(found)")
                #expect(outcome.errors == "", "\(words)")
            }
        }
    }

    @Test(arguments: [
        (["incident", "show", "none"], 66), (["party", "list", "--nonsense"], 64),
        (["person", "VB-1"], 77), (["party", "lst"], 64),
        (["import", "population", "none.csv"], 66),
    ])
    func `an error under json is a document too, and a sentence without`(
        words: [String],
        code: Int
    ) throws {
        try withCase {
            let told = try program.run(all: words + ["--json"])
            #expect(told.output == "")
            #expect(try schema(told.errors) == "spoor/error/1")
            let value = try JSONSerialization.jsonObject(with: Data(told.errors.utf8))
            let document = try #require(value as? [String: Any])
            #expect(document["exit"] as? Int == code)
            #expect(Int(told.status) == code)
            #expect((document["error"] as? String)?.isEmpty == false)
            let said = try program.run(all: words)
            #expect(Int(said.status) == code)
            #expect(said.errors.lowercased().contains("error: "))
        }
    }

    @Test(arguments: [
        ("stats", "spoor status"), ("incident shw case", "spoor incident show"),
        ("duty lst case", "spoor duty list"), ("register dif case", "spoor register diff"),
        ("letter paln case", "spoor letter plan"), ("help statment", "spoor statement"),
    ])
    func `a mistyped command is answered with the one that is near`(typed: String, meant: String)
        throws
    {
        defer { program.remove() }
        let outcome = try program.run(all: typed.split(separator: " ").map(String.init))
        #expect(outcome.status == 64)
        #expect(outcome.errors.contains("did you mean '\(meant)'?"), "\(outcome.errors)")
        #expect(!outcome.errors.contains("incident 'shw'"))
    }

    @Test func `what is near no command is an argument, or answered with those that there are`()
        throws
    {
        try withCase {
            #expect(try program.run("duty", "case").status == 0)
            #expect(try program.run("incident", "show", "shw").errors.contains("incident 'shw'"))
            let nothing = try program.run("zzz")
            #expect(nothing.status == 64)
            #expect(nothing.errors.contains("exposure"))
        }
    }

    @Test func `quiet leaves results and errors`() throws {
        try withCase {
            for words in [
                ["party", "add", "other", "--name", "Other"], ["party", "list"],
                ["import", "population", "people.csv"],
                ["letter", "show", "case"], ["ledger", "verify"],
            ] {
                let outcome = try program.run(all: words + ["-q"])
                #expect(outcome.status == 0)
                #expect(outcome.errors == "", "\(words)")
            }
            #expect(try program.run("party", "list", "-q").output.contains("Other"))
            #expect(try program.run("incident", "show", "none", "-q").errors.contains("not found"))
        }
    }

    /// Codes at the beginnings of cells of the table, or in the words of help.
    private func codes(_ text: String, _ form: Regex<(Substring, Substring)>) -> [Int] {
        text.matches(of: form).compactMap { Int($0.1) }
    }

    @Test func `help and the page of the operator list the same exit codes`() throws {
        defer { program.remove() }
        let page = try String(
            contentsOf: Program.root.appendingPathComponent("docs/operator.md"),
            encoding: .utf8
        )
        let section = try #require(page.split(separator: "## Exit codes").last)
        let documented = codes(String(section), #/\n\| ([0-9]+) \|/#)
        let help = try program.run("--help").output
        let told = try #require(
            help.split(separator: "Exit codes:").last?.split(separator: "\n\n").first
        )
        let listed = codes(String(told).replacing("\n", with: " "), #/(?:^|·) +([0-9]+) /#)
        #expect(documented == listed)
        #expect(Set(documented).count == documented.count, "each once")
        #expect(documented == [0, 1, 2, 64, 66, 73, 74, 75, 76, 77, 78, 130])
    }

    @Test func `each exit code has one meaning: 1 is of what was done, never of what was not`()
        throws
    {
        try withCase {
            let why = ["--reason", "a test"]
            for (words, code) in [
                (["register", "diff", "case", "v1", "v1"], 0),
                (["doctor"], 1),
                (["register", "diff", "none", "v1", "v1"], 66),
                (["register", "show", "case", "v9"], 66), (["letter", "show", "none"], 66),
                (["person", "VB-9"] + why, 66), (["exposure", "other"], 66),
                (
                    ["statement", "withdraw", "none", "--incident", "case", "--because", "wrong"],
                    66
                ),
                (["party", "add", "lab", "--name", "Lab"], 73),
                (["incident", "open", "case", "--party", "lab"], 73),
                (["init", "--synthetic"], 73),
                (["person", "VB-1"], 77), (["person", "VB-1", "--reason", "x"], 77),
                (["person", "--code"] + why, 64),
            ] {
                let outcome = try program.run(all: words)
                #expect(Int(outcome.status) == code, "\(words): \(outcome.errors)")
            }
        }
    }

    @Test func `help fits in eighty columns, and an example is never broken`() throws {
        defer { program.remove() }
        let dump = try program.run("--experimental-dump-help").output
        let root = try #require(
            (try JSONSerialization.jsonObject(with: Data(dump.utf8)) as? [String: Any])?["command"]
                as? [String: Any]
        )
        try checkHelp(of: root, [])
    }

    private func checkHelp(of command: [String: Any], _ path: [String]) throws {
        let help = try program.run(all: path + ["--help"]).output
        let lines = help.split(separator: "\n", omittingEmptySubsequences: false).map(String.init)
        for line in lines where !line.hasPrefix("USAGE:") {
            #expect(line.count <= 80, "\(path): \(line)")
        }
        let discussion = command["discussion"] as? String ?? ""
        for line in discussion.split(separator: "\n").map(String.init) {
            #expect(lines.contains { $0.hasSuffix(line) }, "\(path) breaks: \(line)")
        }
        for inner in command["subcommands"] as? [[String: Any]] ?? [] {
            let name = inner["commandName"] as? String ?? ""
            if name != "help" { try checkHelp(of: inner, path + [name]) }
        }
    }

    @Test func `a person is told of in Dutch or English, as asked or as the locale says`() throws {
        try withCase {
            let words = ["person", "VB-1", "--reason", "a test"]
            func run(_ more: [String], locale: String?) throws -> String {
                let process = program.process(words + more)
                for name in ["LC_ALL", "LC_MESSAGES", "LANG"] { process.environment?[name] = nil }
                process.environment?["LANG"] = locale
                let output = Pipe()
                process.standardOutput = output
                process.standardError = FileHandle.nullDevice
                try process.run()
                let data = output.fileHandleForReading.readDataToEndOfFile()
                process.waitUntilExit()
                return String(decoding: data, as: UTF8.self)
            }
            let english = try run([], locale: nil)
            #expect(english.contains("cannot be excluded"))
            #expect(english.contains("born 1970"))
            for dutch in [
                try run([], locale: "nl_NL.UTF-8"), try run(["--lang", "nl"], locale: "en_GB"),
            ] {
                #expect(dutch.contains("niet uit te sluiten"))
                #expect(dutch.contains("geboren 1970"))
                #expect(dutch.contains("door ons verstrekt"))
                #expect(!dutch.contains("cannot be excluded"))
            }
            #expect(try run(["--lang", "en"], locale: "nl_NL.UTF-8") == english)
            #expect(try run(["--json"], locale: "nl_NL.UTF-8").contains("cannot be excluded"))
            #expect(try program.run(all: words + ["--lang", "fr"]).status == 64)
        }
    }
}
