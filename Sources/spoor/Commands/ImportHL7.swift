// SPDX-License-Identifier: EUPL-1.2

public import ArgumentParser
public import Custody
import Foundation
import Intake

extension ProvenanceGrade: ExpressibleByArgument {
    public init?(argument: String) { self.init(code: argument) }
    public static var allValueStrings: [String] { allCases.map(\.code) }
    public static var allValueDescriptions: [String: String] { [:] }
}

struct ImportHL7: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "hl7",
        abstract: "HL7 v2 messages: files, folders, .gz, or - for standard input.",
        discussion: """
            For each message: who it is about, and which categories its filled fields carried. A
            result joins its order by sample number, whichever comes first.

            Example:  spoor import hl7 archive/2024/ --to lab --map our-fields.csv
            """
    )

    @OptionGroup var options: StoreOptions
    @OptionGroup var importing: ImportOptions
    @OptionGroup var flowOptions: FlowOptions
    @Argument(help: "Files or folders.") var paths: [String]
    @Option(help: "More rows for the table of fields to categories (docs/formats.md).")
    var map: String?
    @Option(help: "How the messages came to be known (else kept).") var grade: ProvenanceGrade?

    func run() throws {
        let classifier = MessageClassifier(try FieldMap.forUser(map))
        let files = try InputFiles.list(
            paths,
            endings: ["hl7", "hl7v2", "txt", "er7", "oml", "oru"]
        )
        try MessageImport(
            options: options,
            importing: importing,
            flowOptions: flowOptions,
            channel: "hl7v2",
            grade: grade ?? .kept
        ).run(files) { MessageReader(classifier: classifier, intake: $0) }
    }
}

extension FieldMap {
    /// The shipped table with the rows of a user's file over it.
    static func forUser(_ path: String?) throws -> FieldMap {
        guard let path else { return .standard }
        guard let text = try? String(contentsOfFile: path, encoding: .utf8) else {
            throw Complaint(.inputMissing, "there is no readable field table at \(path)")
        }
        do {
            return try FieldMap.standard.merging(text)
        } catch let problem as FieldMap.Problem {
            throw complaint(
                problem,
                path,
                pathHelp: "write PID-3, PID-5.1.4, NK1-*, PID-3[NNNLD] or OBX[CODE]-5"
            )
        }
    }

    /// What is wrong with a user's table.
    static func complaint(_ problem: Problem, _ path: String, pathHelp: String) -> Complaint {
        switch problem.what {
        case .path:
            Complaint(
                .failed,
                "\(path), line \(problem.line): the path does not read",
                help: pathHelp
            )
        case .category(let code):
            Complaint(
                .failed,
                "\(path), line \(problem.line): there is no category '\(code)'",
                help: "'spoor inspect --table' prints the table and the categories"
            )
        }
    }
}
