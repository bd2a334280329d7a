// SPDX-License-Identifier: EUPL-1.2

public import ArgumentParser
public import Custody
import Ingestion

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
            For each message: who it is about, and which categories its filled fields
            carried. A result joins its order by sample number, whichever comes first.

            Example:  spoor import hl7 archive/2024/ --to lab --purpose screening \\
                        --basis 6-1-e --map our-fields.csv
            """
    )

    @OptionGroup var options: StoreOptions
    @OptionGroup var importing: ImportOptions
    @OptionGroup var flowOptions: FlowOptions
    @OptionGroup var saidOptions: SaidOptions
    @Argument(help: "Files or folders.") var paths: [String]
    @Option(help: "More rows for the table of fields to categories (docs/formats.md).")
    var map: String?
    @Option(
        help:
            "Character set of all messages: utf-8, windows-1252, iso-8859-15 … (else as MSH-18 says)."
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
                .hl7,
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
