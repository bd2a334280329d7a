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
    /// The character set of all messages, whatever they declare; nil for what they declare.
    public var encoding: String?

    public init(_ paths: [String], fieldTable: String? = nil, encoding: String? = nil) {
        self.encoding = encoding
        self.paths = paths
        self.fieldTable = fieldTable
    }

    /// The shipped table with the rows of the user's file over it.
    public func table() throws -> String {
        try FieldTables(file: fieldTable, encoding: nil).hl7Map().text
    }

    /// Calls `body` for each message, and for each file that holds none.
    public func run(
        isInterrupted: @escaping @Sendable () -> Bool = { false },
        _ body: (InspectedMessage) throws -> Void,
        nothing: (_ file: String, FileRemark) throws -> Void
    ) throws {
        let tables = try FieldTables(file: fieldTable, encoding: encoding)
        let listing = try InputFiles.list(paths)
        var referred: Set<String>?
        for remarked in listing.remarks { try nothing(remarked.file, remarked.remark) }
        for file in listing.files {
            let source: ByteSource
            do {
                source = try ByteSource(path: file.path, isInterrupted: isInterrupted)
            } catch let error as IngestionError {
                guard listing.files.count > 1 || file.isFromFolder, let remark = FileRemark(error)
                else { throw error }
                try nothing(ByteSource.name(of: file.path), remark)
                continue
            }
            if source.isUTF16 { try nothing(source.name, .utf16) }
            var found = 0
            func take(_ message: InspectedMessage) throws {
                if isInterrupted() { throw IngestionError.interrupted }
                found += 1
                try body(message)
            }
            switch source.content {
            case .json:
                let classifier = try tables.fhir()
                let names = try referred ?? names(listing.files, classifier, isInterrupted)
                referred = names
                try inspect(source, FHIRReading.self, classifier, names, take)
            case .hl7: try inspect(source, MessageReading.self, tables.hl7(), [], take)
            case .text where !file.isFromFolder:
                try inspect(source, MessageReading.self, tables.hl7(), [], take)
            case let content:
                try nothing(source.name, .holds(content))
                continue
            }
            if found == 0 { try nothing(source.name, .noMessage) }
            if let flaw = source.flaw { try nothing(source.name, flaw) }
        }
    }

    /// What the Patients of the files are called by resources on other lines.
    private func names(
        _ files: [GivenFile],
        _ classifier: FHIRClassifier,
        _ isInterrupted: @escaping @Sendable () -> Bool
    ) throws -> Set<String> {
        try ReferredPatients.names(
            files.map(\.path),
            classifier,
            isInterrupted: isInterrupted
        )
    }

    /// Cuts the stream and reads its frames as an import does.
    private func inspect<Reading: FrameReading & ~Copyable>(
        _ source: ByteSource,
        _: Reading.Type,
        _ classifier: Reading.Classifier,
        _ referred: Set<String>,
        _ body: (InspectedMessage) throws -> Void
    ) throws {
        var reading = Reading(classifier)
        func show(_ frame: MessageFrame) throws {
            try body(
                InspectedMessage(
                    frame,
                    source.name,
                    &reading,
                    classifier,
                    isFound: referred.contains
                )
            )
        }
        var cutter = Reading.cutter(offset: 0, line: 1)
        var frames: [MessageFrame] = []
        while true {
            let piece = try source.next()
            if piece.isEmpty { break }
            cutter.cut(piece, into: &frames)
            try frames.forEach(show)
            frames.removeAll(keepingCapacity: true)
        }
        cutter.cutRest(into: &frames)
        if source.flaw?.kind == .cutOff, Reading.isOpenEnded {
            for place in frames.indices.suffix(Reading.openEnd(of: frames[...])) {
                frames[place].ending = .cutOff
            }
        }
        try frames.forEach(show)
    }
}
