// SPDX-License-Identifier: EUPL-1.2

import Foundation
import Testing

/// `make install`, as somebody without root runs it.
@Suite struct InstallTests {
    private let program: Program
    private let prefix: URL

    init() throws {
        program = try Program("install")
        prefix = program.file("prefix")
    }

    private func make(_ target: String, _ more: String...) throws -> Program.Outcome {
        let fixed = ["-s", "-C", Program.root.path, target, "PREFIX=\(prefix.path)"]
        return try program.run(all: fixed + more, tool: "/usr/bin/make")
    }

    private func installed(_ path: String) throws -> String {
        try String(contentsOf: prefix.appendingPathComponent(path), encoding: .utf8)
    }

    @Test func `a program is installed with completions and a man page, and all of it goes again`()
        throws
    {
        defer { program.remove() }
        let outcome = try make("install", "PROGRAM=\(Program.path)")
        #expect(outcome.status == 0, "\(outcome.errors)")
        #expect(outcome.output.contains("not on your PATH yet"))
        let path = prefix.appendingPathComponent("bin/spoor").path
        #expect(try program.run("--version", tool: path).output == "0.1.0\n")
        for file in [
            "share/bash-completion/completions/spoor", "share/zsh/site-functions/_spoor",
            "share/fish/vendor_completions.d/spoor.fish",
        ] {
            #expect(try installed(file).contains("withdraw"), "\(file) knows the commands")
        }
        _ = try make("uninstall")
        let left = FileManager.default.enumerator(atPath: prefix.path)?.compactMap { $0 as? String }
        #expect(left?.filter { !$0.hasSuffix("/") && $0.contains("spoor") } == [])
    }

    @Test func `the man page has every command and option that help shows`() throws {
        defer { program.remove() }
        try #require(try make("install", "PROGRAM=\(Program.path)").status == 0)
        let page = try installed("share/man/man1/spoor.1").replacing("\\-", with: "-")
        for words in [
            ["init"], ["import", "hl7"], ["statement", "withdraw"], ["letter", "plan"], ["person"],
        ] {
            #expect(page.contains(".SS spoor \(words.joined(separator: " "))"))
            let help = try program.run(all: words + ["--help"]).output
            for option in help.matches(of: /\n  (--[a-z-]+)/).map(\.1) {
                #expect(page.contains(option), "\(words) \(option)")
            }
        }
        #expect(!page.contains(".SS spoor help"))
    }

    @Test func `a program that was not built is not installed`() throws {
        defer { program.remove() }
        let outcome = try make("install", "PROGRAM=\(program.file("none").path)")
        #expect(outcome.status != 0)
        #expect(outcome.errors.contains("make build"))
        #expect(!FileManager.default.fileExists(atPath: prefix.path))
    }
}
