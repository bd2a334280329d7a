// SPDX-License-Identifier: EUPL-1.2

import ArgumentParser
import Custody
import Foundation
import Intake

struct ImportFHIR: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "fhir",
        abstract: "FHIR R4 in JSON: resources, bundles, NDJSON; files, folders, .gz, or -.",
        discussion: """
            For each resource or bundle: who it is about, and which categories its filled elements
            carried. Orders and results join by their sample number, as with HL7.

            Example:  spoor import fhir archive/ --to lab --map our-elements.csv
            """
    )

    @OptionGroup var options: StoreOptions
    @OptionGroup var importing: ImportOptions
    @OptionGroup var flowOptions: FlowOptions
    @Argument(help: "Files or folders.") var paths: [String]
    @Option(help: "More rows for the table of elements to categories (docs/formats.md).")
    var map: String?
    @Option(help: "How the messages came to be known (else kept).") var grade: ProvenanceGrade?

    func run() throws {
        let classifier = FHIRClassifier(try FHIRFieldMap.forUser(map))
        let files = try InputFiles.list(
            paths,
            endings: ["json", "ndjson", "fhir"]
        )
        try MessageImport(
            options: options,
            importing: importing,
            flowOptions: flowOptions,
            channel: "fhir",
            grade: grade ?? .kept
        ).run(files) { ResourceReader(classifier: classifier, intake: $0) }
    }
}

extension FHIRFieldMap {
    /// The shipped table with the rows of a user's file over it.
    static func forUser(_ path: String?) throws -> FHIRFieldMap {
        guard let path else { return .standard }
        guard let text = try? String(contentsOfFile: path, encoding: .utf8) else {
            throw Complaint(.inputMissing, "there is no readable element table at \(path)")
        }
        do {
            return try FHIRFieldMap.standard.merging(text)
        } catch let problem as FieldMap.Problem {
            throw FieldMap.complaint(
                problem,
                path,
                pathHelp: "write Patient.birthDate, Observation.value or *.note"
            )
        }
    }
}
