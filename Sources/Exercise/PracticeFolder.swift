// SPDX-License-Identifier: EUPL-1.2

public import Foundation

/// The folder in which somebody practises: the input, the script of the case and what its steps took.
public struct PracticeFolder: Sendable {
    public let url: URL

    public init(_ path: String) { url = URL(fileURLWithPath: path) }

    /// Why the input was not written.
    public enum Problem: Error, Equatable {
        /// It holds a practice of another size, seed or shape.
        case otherPractice
        case holdsSomethingElse
    }

    /// What a step took.
    public struct Step: Sendable, Equatable, Encodable {
        public var name: String
        public var seconds: Double
    }

    public var script: URL { url.appendingPathComponent("steps.sh") }
    public var key: URL { url.appendingPathComponent("key") }
    public var store: URL { url.appendingPathComponent("store") }

    /// Writes the input and the script, once; the same programme would give the same bytes again.
    ///
    /// `program` is the path that the script runs, `seconds` a clock; throws a ``Problem``.
    public func write(
        _ programme: ExerciseProgramme,
        _ schedule: CaseSchedule = .asItHappened,
        program: String,
        seconds: () -> Double,
        begins: () -> Void,
        progress: (String) -> Void
    ) throws -> Step {
        let marker = url.appendingPathComponent("input/.complete")
        let isMoved = schedule != .asItHappened
        let label = programme.label + (isMoved ? " \(schedule.moved("2025-08-06"))" : "")
        let began = seconds()
        if let written = try? String(contentsOf: marker, encoding: .utf8) {
            let parts = written.split(separator: "\n").map(String.init)
            guard parts.first == label else { throw Problem.otherPractice }
            return Step(name: "generation", seconds: Double(parts.last ?? "") ?? 0)
        }
        if let content = try? FileManager.default.contentsOfDirectory(atPath: url.path),
            content.contains(where: { $0 != "input" })
        {
            throw Problem.holdsSomethingElse
        }
        begins()
        try FileManager.default.createDirectory(at: url, withIntermediateDirectories: true)
        _ = try programme.write(to: url, progress: progress)
        try Data(schedule.moved(InventedOrganisation.letterSettings).utf8).write(
            to: url.appendingPathComponent("input/letters.json")
        )
        try Data(CaseScript(program: program, schedule: schedule).script.utf8).write(to: script)
        try FileManager.default.setAttributes(
            [.posixPermissions: 0o755],
            ofItemAtPath: script.path
        )
        let took = seconds() - began
        try Data("\(label)\n\(took)\n".utf8).write(to: marker)
        return Step(name: "generation", seconds: took)
    }

    /// The steps that the script has done so far.
    public var steps: [Step] {
        let log = try? String(contentsOf: url.appendingPathComponent("steps.log"), encoding: .utf8)
        return (log ?? "").split(separator: "\n").compactMap { line in
            let parts = line.split(separator: "\t")
            guard parts.count == 4, let began = Double(parts[1]), let ended = Double(parts[2])
            else { return nil }
            return Step(name: String(parts[0]), seconds: ended - began)
        }
    }

    /// The sourceId of the first person of the exported register.
    public var someone: String? {
        let register = try? String(
            contentsOf: url.appendingPathComponent("register.csv"),
            encoding: .utf8
        )
        let line = register?.split(separator: "\n", maxSplits: 2).dropFirst().first
        return line?.split(separator: ",").first.map(String.init)
    }
}
