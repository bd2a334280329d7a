// SPDX-License-Identifier: EUPL-1.2

import Foundation
import Testing

/// The program itself, run as a user would: in a folder of its own, by its arguments.
struct Program {
    let folder: URL

    static let root = URL(fileURLWithPath: #filePath)
        .deletingLastPathComponent().deletingLastPathComponent().deletingLastPathComponent()

    /// The program that was built with the tests.
    static var path: String {
        ProcessInfo.processInfo.environment["SPOOR_BINARY"]
            ?? root.appendingPathComponent(".build/debug/spoor").path
    }

    struct Outcome {
        var status: Int32
        var output: String
        var errors: String
    }

    init(_ name: String = "work") throws {
        folder = FileManager.default.temporaryDirectory
            .appendingPathComponent("spoor-\(name)-\(UUID().uuidString.prefix(8))")
        try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
    }

    func remove() { try? FileManager.default.removeItem(at: folder) }

    func process(_ arguments: [String], tool: String = Program.path) -> Process {
        let process = Process()
        process.executableURL = URL(fileURLWithPath: tool)
        process.arguments = arguments
        process.currentDirectoryURL = folder
        var environment = ProcessInfo.processInfo.environment
        environment["SPOOR"] = Program.path
        environment["SPOOR_STORE"] = folder.appendingPathComponent("store").path
        environment["SPOOR_KEY_FILE"] = folder.appendingPathComponent("key").path
        environment["SPOOR_BY"] = "test officer"
        process.environment = environment
        return process
    }

    @discardableResult
    func run(_ arguments: String..., tool: String = Program.path) throws -> Outcome {
        try run(all: arguments, tool: tool)
    }

    func run(all arguments: [String], tool: String = Program.path) throws -> Outcome {
        let process = process(arguments, tool: tool)
        let outputFile = folder.appendingPathComponent(".out-\(UUID().uuidString)")
        let errorFile = folder.appendingPathComponent(".err-\(UUID().uuidString)")
        for file in [outputFile, errorFile] {
            _ = FileManager.default.createFile(atPath: file.path, contents: nil)
        }
        process.standardOutput = try FileHandle(forWritingTo: outputFile)
        process.standardError = try FileHandle(forWritingTo: errorFile)
        process.standardInput = FileHandle.nullDevice
        try process.run()
        process.waitUntilExit()
        defer {
            try? FileManager.default.removeItem(at: outputFile)
            try? FileManager.default.removeItem(at: errorFile)
        }
        return Outcome(
            status: process.terminationStatus,
            output: String(decoding: try Data(contentsOf: outputFile), as: UTF8.self),
            errors: String(decoding: try Data(contentsOf: errorFile), as: UTF8.self)
        )
    }

    func write(_ name: String, _ text: String) throws {
        try Data(text.utf8).write(to: folder.appendingPathComponent(name))
    }

    func file(_ name: String) -> URL { folder.appendingPathComponent(name) }

    func text(_ name: String) throws -> String {
        try String(contentsOf: file(name), encoding: .utf8)
    }

    func json(_ name: String) throws -> [String: Any] {
        try #require(
            try JSONSerialization.jsonObject(with: Data(contentsOf: file(name))) as? [String: Any]
        )
    }
}

/// A small case that was run once from beginning to end, for tests that only look at it.
enum FinishedCase {
    static let people = 2000

    static let folder: Result<URL, any Error> = Result {
        let program = try Program("case")
        let outcome = try program.run(
            "demo",
            "--people",
            "\(people)",
            "--seed",
            "7",
            "--dir",
            program.file("demo").path
        )
        try #require(outcome.status == 0, "\(outcome.errors.suffix(2000))")
        return program.file("demo")
    }
}
