// SPDX-License-Identifier: EUPL-1.2

import Exercise
import Foundation

/// A folder with an exercise in it, gone with the value that holds it.
final class Scratch: Sendable {
    let folder: URL
    let figures: ExerciseFigures

    init(people: Int = 2_000, seed: UInt64 = 1, shape: ExerciseProgramme.Shape = .caseShape) throws
    {
        folder = FileManager.default.temporaryDirectory
            .appendingPathComponent("exercise-\(UUID().uuidString)")
        figures = try ExerciseProgramme(people: people, seed: seed, shape: shape)
            .write(to: folder) { _ in }
    }

    deinit { try? FileManager.default.removeItem(at: folder) }

    func bytes(_ path: String) throws -> Data {
        try Data(contentsOf: folder.appendingPathComponent(path))
    }

    /// The rows of a list without its header and its totals.
    func records(_ path: String, separator: Character = ",") throws -> [[String]] {
        try rows(path, separator: separator).filter { $0[0] != "Totaal" }
    }

    /// The rows of a file without its header; no cell of the exercise has quotes.
    func rows(_ path: String, separator: Character = ",") throws -> [[String]] {
        let text = try String(decoding: bytes(path), as: UTF8.self)
        return text.split(whereSeparator: \.isNewline).dropFirst().map { line in
            line.split(separator: separator, omittingEmptySubsequences: false).map(String.init)
        }
    }

    /// The messages of the feed in the order of the files, each by control id and segments.
    func messages() throws -> [(file: String, control: String, segments: [[String]])] {
        try paths.filter { $0.hasSuffix(".hl7") }.flatMap { path in
            // A line feed ends a message only where the next one begins: it may stand in a field too.
            let messages = try String(decoding: bytes(path), as: UTF8.self)
                .replacing("\r\n", with: "\r").split(separator: "MSH|")
            return messages.map { message in
                let segments = ("MSH|" + message).split(separator: "\r").map { segment in
                    segment.split(separator: "|", omittingEmptySubsequences: false)
                        .map { String($0) }
                }
                return (path, segments[0][9], segments)
            }
        }
    }

    var paths: [String] {
        get throws {
            let found = try FileManager.default.subpathsOfDirectory(atPath: folder.path)
            return found.filter { $0.contains(".") }.sorted()
        }
    }
}
