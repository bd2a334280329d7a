// SPDX-License-Identifier: EUPL-1.2

import Foundation
import Testing

@Suite(.serialized) struct CaseTests {
    private func check(_ demo: URL, _ program: Program) throws -> Program.Outcome {
        try program.run(
            Program.root.appendingPathComponent("Tools/check_register.py").path,
            "--truth",
            demo.appendingPathComponent("truth.csv").path,
            "--register",
            demo.appendingPathComponent("register.csv").path,
            "--summary",
            demo.appendingPathComponent("summary.json").path,
            tool: "/usr/bin/python3"
        )
    }

    private func hash(_ demo: URL) throws -> String {
        let data = try Data(contentsOf: demo.appendingPathComponent("summary.json"))
        let summary = try #require(
            try JSONSerialization.jsonObject(with: data) as? [String: Any]
        )
        let versions = try #require(summary["versions"] as? [[String: Any]])
        return try #require(versions.last?["hash"] as? String)
    }

    @Test func `the case comes out right, and the independent checker says so`() throws {
        let demo = try FinishedCase.folder.get()
        let program = try Program()
        defer { program.remove() }
        let outcome = try check(demo, program)
        #expect(outcome.status == 0, "\(outcome.output.suffix(3000))")
        #expect(outcome.output.hasSuffix("right\n"))
    }

    @Test func `the checker does not say right of a register with one line changed`() throws {
        let demo = try FinishedCase.folder.get()
        let program = try Program()
        defer { program.remove() }
        for name in ["truth.csv", "truth.json", "summary.json"] {
            try FileManager.default.copyItem(
                at: demo.appendingPathComponent(name),
                to: program.file(name)
            )
        }
        var lines = try String(
            contentsOf: demo.appendingPathComponent("register.csv"),
            encoding: .utf8
        ).split(separator: "\n").map(String.init)
        let place = try #require(lines.firstIndex { $0.contains(",list-1") })
        lines.remove(at: place)
        try program.write("register.csv", lines.joined(separator: "\n") + "\n")
        #expect(try check(program.folder, program).status == 1)
    }

    @Test func `the plain steps on an empty store give the same register`() throws {
        let demo = try FinishedCase.folder.get()
        let program = try Program("again")
        defer { program.remove() }
        let again = program.file("demo")
        try FileManager.default.copyItem(at: demo, to: again)
        for name in ["store", "key", "letters", "register.csv", "steps.log"] {
            try FileManager.default.removeItem(at: again.appendingPathComponent(name))
        }
        let outcome = try program.run(
            again.appendingPathComponent("steps.sh").path,
            tool: "/bin/bash"
        )
        #expect(outcome.status == 0, "\(outcome.errors.suffix(2000))")
        #expect(
            try Data(contentsOf: again.appendingPathComponent("register.csv"))
                == Data(contentsOf: demo.appendingPathComponent("register.csv"))
        )
        #expect(outcome.output.contains(try hash(demo)))
    }

    @Test func `the steps run again change nothing`() throws {
        let demo = try FinishedCase.folder.get()
        let program = try Program("twice")
        defer { program.remove() }
        let before = try Data(contentsOf: demo.appendingPathComponent("register.csv"))
        let outcome = try program.run(
            "demo",
            "--people",
            "\(FinishedCase.people)",
            "--seed",
            "7",
            "--dir",
            demo.path
        )
        #expect(outcome.status == 0, "\(outcome.errors.suffix(2000))")
        #expect(try Data(contentsOf: demo.appendingPathComponent("register.csv")) == before)
        #expect(try check(demo, program).status == 0)
    }

    @Test(arguments: [11, 12])
    func `a programme of random shape comes out right too`(seed: Int) throws {
        let program = try Program("random")
        defer { program.remove() }
        let demo = program.file("demo")
        let outcome = try program.run(
            "demo",
            "--people",
            "1500",
            "--seed",
            "\(seed)",
            "--shape",
            "random",
            "--dir",
            demo.path
        )
        #expect(outcome.status == 0, "\(outcome.errors.suffix(2000))")
        let checked = try check(demo, program)
        #expect(checked.status == 0, "\(checked.output.suffix(3000))")
    }

    @Test func `with messages deleted, exactly their people and categories change`() throws {
        let demo = try FinishedCase.folder.get()
        let program = try Program("deleted")
        defer { program.remove() }
        let less = program.file("demo")
        try FileManager.default.copyItem(at: demo, to: less)
        for name in ["store", "key", "letters", "register.csv", "steps.log", "summary.json"] {
            try FileManager.default.removeItem(at: less.appendingPathComponent(name))
        }
        let deletion = try program.run(
            Program.root.appendingPathComponent("Tools/delete_messages.py").path,
            "--demo",
            less.path,
            "--count",
            "1000",
            "--seed",
            "3",
            tool: "/usr/bin/python3"
        )
        #expect(deletion.status == 0, "\(deletion.errors)")
        let outcome = try program.run(
            "demo",
            "--people",
            "\(FinishedCase.people)",
            "--seed",
            "7",
            "--dir",
            less.path
        )
        #expect(outcome.status == 0, "\(outcome.errors.suffix(2000))")
        #expect(
            try Data(contentsOf: less.appendingPathComponent("truth.csv"))
                != Data(contentsOf: demo.appendingPathComponent("truth.csv"))
        )
        let checked = try program.run(
            Program.root.appendingPathComponent("Tools/check_register.py").path,
            "--truth",
            less.appendingPathComponent("truth.csv").path,
            "--register",
            less.appendingPathComponent("register.csv").path,
            tool: "/usr/bin/python3"
        )
        #expect(checked.status == 0, "\(checked.output.suffix(3000))")
    }

    @Test func `nothing in store, ledger or logs shows a number, a name or an address of mail`()
        throws
    {
        let demo = try FinishedCase.folder.get()
        let program = try Program("search")
        defer { program.remove() }
        let outcome = try program.run(
            Program.root.appendingPathComponent("Tools/search_people.py").path,
            "--population",
            demo.appendingPathComponent("input/population.csv").path,
            demo.appendingPathComponent("store").path,
            demo.appendingPathComponent("steps.log").path,
            tool: "/usr/bin/python3"
        )
        #expect(outcome.status == 0, "\(outcome.output.suffix(2000))")
        #expect(outcome.output.contains("nothing found"))
        let control = try program.run(
            Program.root.appendingPathComponent("Tools/search_people.py").path,
            "--population",
            demo.appendingPathComponent("input/population.csv").path,
            demo.appendingPathComponent("input/list-1.csv").path,
            tool: "/usr/bin/python3"
        )
        #expect(control.status == 1, "the search finds what is there")
    }
}
