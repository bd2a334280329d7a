// SPDX-License-Identifier: EUPL-1.2

import ArgumentParser
import Custody
import Ingestion

struct ImportFHIR: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "fhir",
        abstract: "FHIR R4 in JSON: resources, bundles, NDJSON; files, folders, .gz, or -.",
        discussion: """
            For each resource or bundle: who it is about, and which categories its filled
            elements carried. Orders and results join by their sample number, as with HL7.

            Example:  spoor import fhir archive/ --to lab --purpose screening \\
                        --basis 6-1-e --map our-elements.csv
            """
    )

    @OptionGroup var options: StoreOptions
    @OptionGroup var importing: ImportOptions
    @OptionGroup var flowOptions: FlowOptions
    @OptionGroup var saidOptions: SaidOptions
    @Argument(help: "Files or folders.") var paths: [String]
    @Option(help: "More rows for the table of elements to categories (docs/formats.md).")
    var map: String?
    @Option(
        help:
            "Character set of all resources: windows-1252, iso-8859-15 … (else UTF-8; UTF-16 is found out)."
    )
    var encoding: String?
    @Option(help: "How the messages came to be known (else kept).") var grade: ProvenanceGrade?

    func run() throws {
        try importing.run(
            options,
            "Messages",
            unit: "messages",
            next: "Next: spoor exposure \(flowOptions.to)"
        ) { store, context, tell in
            try MessageImport(
                .fhir,
                paths,
                flow: flowOptions.request(),
                grade: grade ?? .kept,
                fieldTable: map,
                said: saidOptions.said(),
                encoding: encoding
            ).run(in: store, context, tell: tell)
        }
    }
}
