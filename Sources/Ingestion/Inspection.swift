// SPDX-License-Identifier: EUPL-1.2

import Custody
import Intake

/// What each message carries, field by field and never a value, by the tables an import reads by.
/// Needs no store.
public struct Inspection: Sendable {
    /// Files or folders; `-` is standard input.
    public var paths: [String]
    /// More rows for the table of fields to categories, of the format of each file.
    public var fieldTable: String?

    public init(_ paths: [String], fieldTable: String? = nil) {
        self.paths = paths
        self.fieldTable = fieldTable
    }

    /// The shipped table with the rows of the user's file over it.
    public func table() throws -> String {
        try FieldTables(file: fieldTable).hl7Map().text
    }

    /// Calls `body` for each message, and for each file that holds none.
    public func run(
        isInterrupted: @escaping @Sendable () -> Bool = { false },
        _ body: (InspectedMessage) throws -> Void,
        nothing: (_ file: String, InspectedNothing) throws -> Void
    ) throws {
        let tables = FieldTables(file: fieldTable)
        var hl7: MessageClassifier?
        var fhir: FHIRClassifier?
        let endings = MessageFormat.allCases.reduce(into: Set<String>()) {
            $0.formUnion($1.endings)
        }
        for file in try InputFiles.list(paths, endings: endings) {
            let source = try ByteSource(path: file, isInterrupted: isInterrupted)
            var found = 0
            func take(_ message: InspectedMessage) throws {
                if isInterrupted() { throw IngestionError.interrupted }
                found += 1
                try body(message)
            }
            switch try InspectedNothing.format(of: source) {
            case .success(.fhir):
                let classifier = try fhir ?? tables.fhir()
                fhir = classifier
                try inspect(source, FHIRReading.self) {
                    try take(InspectedMessage($0, source.name, classifier))
                }
            case .success(.hl7):
                let classifier = try hl7 ?? tables.hl7()
                hl7 = classifier
                try inspect(source, MessageReading.self) {
                    try take(InspectedMessage($0, source.name, classifier))
                }
            case .failure(let why):
                try nothing(source.name, why)
                continue
            }
            if found == 0 { try nothing(source.name, .noMessage) }
        }
    }

    /// Cuts the stream as an import does.
    private func inspect<Reading: FrameReading & ~Copyable>(
        _ source: ByteSource,
        _ reading: Reading.Type,
        _ body: (MessageFrame) throws -> Void
    ) throws {
        var cutter = Reading.cutter(offset: 0, line: 1)
        var frames: [MessageFrame] = []
        while true {
            let piece = try source.next()
            if piece.isEmpty { break }
            cutter.cut(piece, into: &frames)
            for frame in frames { try body(frame) }
            frames.removeAll(keepingCapacity: true)
        }
        cutter.cutRest(into: &frames)
        for frame in frames { try body(frame) }
    }
}
