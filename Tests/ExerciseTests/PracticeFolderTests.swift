// SPDX-License-Identifier: EUPL-1.2

import Exercise
import Foundation
import Testing

/// The folder of a practice: written once, and never over something else.
@Suite struct PracticeFolderTests {
    private func write(_ folder: PracticeFolder, seed: UInt64) throws -> PracticeFolder.Step {
        var clock = 0.0
        return try folder.write(
            ExerciseProgramme(people: 500, seed: seed),
            program: "/bin/true",
            seconds: {
                clock += 1
                return clock
            },
            begins: {},
            progress: { _ in }
        )
    }

    private func temporary() -> PracticeFolder {
        PracticeFolder(
            FileManager.default.temporaryDirectory.appendingPathComponent(UUID().uuidString).path
        )
    }

    @Test func `the input is written once, and that of another seed is refused`() throws {
        let folder = temporary()
        defer { try? FileManager.default.removeItem(at: folder.url) }
        let first = try write(folder, seed: 3)
        let script = try Data(contentsOf: folder.script)
        try Data("kept\n".utf8).write(to: folder.url.appendingPathComponent("input/mine"))
        #expect(try write(folder, seed: 3) == first)
        #expect(
            FileManager.default.fileExists(
                atPath: folder.url.appendingPathComponent("input/mine").path
            )
        )
        #expect(throws: PracticeFolder.Problem.otherPractice) { try write(folder, seed: 4) }
        #expect(try Data(contentsOf: folder.script) == script)
        #expect(FileManager.default.isExecutableFile(atPath: folder.script.path))
    }

    @Test func `a folder that holds something else stays as it is`() throws {
        let folder = temporary()
        defer { try? FileManager.default.removeItem(at: folder.url) }
        try FileManager.default.createDirectory(at: folder.url, withIntermediateDirectories: true)
        try Data().write(to: folder.url.appendingPathComponent("thesis"))
        #expect(throws: PracticeFolder.Problem.holdsSomethingElse) { try write(folder, seed: 3) }
        #expect(try FileManager.default.contentsOfDirectory(atPath: folder.url.path) == ["thesis"])
    }

    @Test func `the steps that were done are read from their log, and other lines passed over`()
        throws
    {
        let folder = temporary()
        defer { try? FileManager.default.removeItem(at: folder.url) }
        try FileManager.default.createDirectory(at: folder.url, withIntermediateDirectories: true)
        try Data("make the store\t10.5\t12.0\t0\nhalf a li\n".utf8).write(
            to: folder.url.appendingPathComponent("steps.log")
        )
        #expect(folder.steps.map(\.name) == ["make the store"])
        #expect(folder.steps.map(\.seconds) == [1.5])
        #expect(folder.someone == nil)
    }
}
