// SPDX-License-Identifier: EUPL-1.2

import Exercise
import Foundation
import Testing

struct RegisterCheckTests {
    private static let sources = [
        "givenByUs", "producedThere", "givenByThirdParty", "list-1", "list-2",
    ]

    @Test func `a register made of the answers is right`() throws {
        let scratch = try Scratch()
        let register = try Self.register(of: scratch)
        let summary = try Self.summary(of: scratch)
        let (status, last) = try Self.check(register, summary: summary, in: scratch)
        #expect(status == 0)
        #expect(last == "right")
    }

    @Test func `one category too few is found`() throws {
        let scratch = try Scratch()
        var register = try Self.register(of: scratch)
        register[1] = register[1].replacing("birthDate+", with: "")
        let (status, last) = try Self.check(register, in: scratch)
        #expect(status == 1)
        #expect(last == "WRONG: 1 differences, 0 wrong links")
    }

    @Test func `a record linked to the wrong person is counted as such`() throws {
        let scratch = try Scratch()
        var register = try Self.register(of: scratch)
        let rows = try scratch.rows("truth.csv")
        let innocent = try #require(rows.first { $0[1] == "notExcluded" })
        register.append("\(innocent[0]),reported,citizenNumber,list-1")
        let (status, last) = try Self.check(register, in: scratch)
        #expect(status == 1)
        #expect(last.hasSuffix("1 wrong links"))
    }

    @Test func `a record that says nothing is no hiding place for a wrong link`() throws {
        let scratch = try Scratch()
        var register = try Self.register(of: scratch)
        let rows = try scratch.rows("truth.csv")
        let reported = try #require(rows.first { $0[1] == "first" && $0[7].isEmpty })
        register.append("\(reported[0]),reported,,list-2")
        let (status, last) = try Self.check(register, in: scratch)
        #expect(status == 1)
        #expect(last.hasSuffix(", 1 wrong links"))
    }

    @Test(arguments: ["VB-none,reported,name,list-1", "VB-none,stolen,name,files"])
    func `a line about someone unknown is a wrong link`(line: String) throws {
        let scratch = try Scratch()
        let (status, last) = try Self.check(Self.register(of: scratch) + [line], in: scratch)
        #expect(status == 1)
        #expect(last.hasSuffix(", 1 wrong links"))
    }

    @Test func `a reported person with another category is a wrong link`() throws {
        let scratch = try Scratch()
        var register = try Self.register(of: scratch)
        let place = try #require(register.firstIndex { $0.hasSuffix("list-1") })
        register[place] = register[place].replacing(",list-1", with: "+telephone,list-1")
        let (status, last) = try Self.check(register, in: scratch)
        #expect(status == 1)
        #expect(last == "WRONG: 1 differences, 1 wrong links")
    }

    @Test func `a wrong figure of an earlier version is found`() throws {
        let scratch = try Scratch()
        let summary = try Self.summary(of: scratch)
        let wrong = summary.replacing("\"records\":0,\"unresolved\":0,", with: "\"records\":0,")
        let (status, last) = try Self.check(
            Self.register(of: scratch),
            summary: wrong,
            in: scratch
        )
        #expect(status == 1)
        #expect(last == "WRONG: 2 differences, 0 wrong links")
    }

    @Test func `somebody who was never disclosed and stands in the register is found`() throws {
        let scratch = try Scratch()
        let innocent = try #require(try scratch.rows("truth.csv").first { $0[1] == "none" })
        let line = "\(innocent[0]),cannotBeExcluded,name,givenByUs"
        let (status, last) = try Self.check(Self.register(of: scratch) + [line], in: scratch)
        #expect(status == 1)
        #expect(last.hasPrefix("WRONG: "))
    }

    @Test func `totals that were counted as a record are found`() throws {
        let scratch = try Scratch()
        let records = "\"records\":\(scratch.figures.records)"
        let summary = try Self.summary(of: scratch)
            .replacing(records, with: "\"records\":\(scratch.figures.records + 1)")
        let register = try Self.register(of: scratch)
        let (status, last) = try Self.check(register, summary: summary, in: scratch)
        #expect(status == 1)
        // In the last version and over all.
        #expect(last == "WRONG: 2 differences, 0 wrong links")
    }

    @Test func `a message about nobody that somebody got is found in each version`() throws {
        let scratch = try Scratch()
        let summary = try Self.summary(of: scratch, linked: 1)
        let (status, last) = try Self.check(
            Self.register(of: scratch),
            summary: summary,
            in: scratch
        )
        #expect(status == 1)
        #expect(last == "WRONG: 4 differences, 0 wrong links")
    }

    @Test func `a person forgotten by the letters is found`() throws {
        let scratch = try Scratch()
        let register = try Self.register(of: scratch)
        let summary = try Self.summary(of: scratch, forgotten: 1)
        let (status, last) = try Self.check(register, summary: summary, in: scratch)
        #expect(status == 1)
        #expect(last == "WRONG: 1 differences, 0 wrong links")
    }

    private static func register(of scratch: Scratch) throws -> [String] {
        var lines = ["sourceId,certainty,categories,source"]
        for row in try scratch.rows("truth.csv") {
            for (source, categories) in zip(sources, row[3...7]) where !categories.isEmpty {
                let certainty = source.hasPrefix("list") ? "reported" : "cannotBeExcluded"
                lines.append("\(row[0]),\(certainty),\(categories),\(source)")
            }
        }
        return lines
    }

    private static func version(
        _ name: String,
        _ people: Int,
        _ reported: Int,
        _ records: Int,
        _ unresolved: Int,
        nobodys: Int
    ) -> String {
        """
        {"name":"\(name)","people":\(people),"counts":{"reported":\(reported),
        "cannotBeExcluded":\(people - reported)},"records":\(records),"unresolved":\(unresolved),
        "unlinked":{"records":{"conflict":\(nobodys)},"waitingSamples":0}}
        """
    }

    private static func summary(
        of scratch: Scratch,
        forgotten: Int = 0,
        linked: Int = 0
    ) throws -> String {
        let figures = scratch.figures
        let kinds = [
            "message.stranger", "message.conflict", "message.sampleAgain", "message.sampleAgain",
        ]
        let nobodys = kinds.reduce(0) { $0 + figures.planted[$1, default: 0] } - linked
        let everyone = figures.people
        let opening = everyone - figures.groups.reconstructed
        let both = figures.groups.first + figures.groups.second
        let versions = [
            version("opening", opening, 0, 0, 0, nobodys: nobodys),
            version("with-back-file", everyone, 0, 0, 0, nobodys: nobodys),
            version(
                "first-list",
                everyone,
                figures.groups.first,
                figures.firstListRecords,
                figures.unresolvedAfterFirst,
                nobodys: nobodys
            ),
            version(
                "second-list",
                everyone,
                both,
                figures.records,
                figures.unresolved,
                nobodys: nobodys
            ),
        ]
        let groups = figures.groups
        let rows = try scratch.rows("truth.csv").filter { !$0[8].isEmpty && $0[1] != "none" }
        let held = (first: rows.count { $0[1] == "first" }, all: rows.count)
        return """
            {"schema":1,"people":\(figures.people),"records":\(figures.records),
            "unresolved":\(figures.unresolved),"versions":[\(versions.joined(separator: ","))],
            "groups":{"first":\(groups.first),"second":\(groups.second),
            "notExcluded":\(groups.notExcluded),"reconstructed":\(groups.reconstructed)},
            "letters":[{"wave":1,"planned":\(groups.first),
            "rendered":\(groups.first - held.first),"held":\(held.first)},
            {"wave":2,"planned":\(figures.people),
            "rendered":\(figures.people - held.all - forgotten),"held":\(held.all)}]}
            """
    }

    private static func check(
        _ register: [String],
        summary: String? = nil,
        in scratch: Scratch
    ) throws -> (status: Int32, last: String) {
        let file = scratch.folder.appendingPathComponent("register.csv")
        try Data((register.joined(separator: "\n") + "\n").utf8).write(to: file)
        let tool = URL(filePath: #filePath).deletingLastPathComponent()
            .deletingLastPathComponent().deletingLastPathComponent()
            .appendingPathComponent("Tools/check_register.py")
        var arguments = [
            "python3", tool.path, "--truth", scratch.folder.path + "/truth.csv", "--register",
            file.path,
        ]
        if let summary {
            let file = scratch.folder.appendingPathComponent("summary.json")
            try Data(summary.utf8).write(to: file)
            arguments += ["--summary", file.path]
        }
        let process = Process()
        process.executableURL = URL(filePath: "/usr/bin/env")
        process.arguments = arguments
        let pipe = Pipe()
        process.standardOutput = pipe
        try process.run()
        let output = String(
            decoding: pipe.fileHandleForReading.readDataToEndOfFile(),
            as: UTF8.self
        )
        process.waitUntilExit()
        return (process.terminationStatus, String(output.split(separator: "\n").last ?? ""))
    }
}
