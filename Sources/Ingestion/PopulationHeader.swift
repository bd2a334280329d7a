// SPDX-License-Identifier: EUPL-1.2

import Foundation
import Intake
import Store

/// What the columns of a population mean: as it names them itself, as they were kept for an export with the
/// same columns, as proposed, or as somebody corrected it.
public struct PopulationHeader: Sendable, Equatable, Codable {
    /// A line for each column, `header = column`; a question mark before what somebody must settle.
    public var text: String
    public var isSettled: Bool
    /// The name under which this was kept; nil when it is proposed.
    public var keptAs: String?

    /// Proposes what the columns of a population mean: as they were kept, else by their names.
    public static func propose(
        _ file: String,
        sealed: SealedFile? = nil,
        encoding: String? = nil,
        sheet: String? = nil,
        kept: [KeptColumns] = []
    ) throws -> PopulationHeader {
        let rows = try RowFile(path: file, sealed: sealed, encoding: encoding, sheet: sheet)
        let head = try rows.head()
        if let (mapping, name) = fitting(head.header.fields, kept) {
            return PopulationHeader(
                text: rows.sheetNote + "# kept as '\(name)'\n" + mapping.text,
                isSettled: true,
                keptAs: name
            )
        }
        let mapping = PopulationMapping.propose(header: head.header.fields)
        return PopulationHeader(
            text: rows.sheetNote + mapping.text,
            isSettled: mapping.questions.isEmpty && mapping.missing.isEmpty
        )
    }

    /// The newest that was kept for exactly these columns, in whatever order.
    static func fitting(
        _ header: [String],
        _ kept: [KeptColumns]
    ) -> (mapping: PopulationMapping, name: String)? {
        for columns in kept {
            guard let mapping = try? PopulationMapping(text: columns.mapping, header: header),
                mapping.questions.isEmpty
            else { continue }
            return (mapping, columns.name)
        }
        return nil
    }

    /// The columns as `corrected` has them, or as they were kept under the name of its file; else as they were
    /// kept for the same columns, or as proposed when they are not named as those of a population are. Nil
    /// when they are.
    static func mapping(
        _ header: [String],
        corrected: GivenMapping?,
        kept: [KeptColumns],
        file: String,
        tell: (IngestionEvent) -> Void
    ) throws -> PopulationMapping? {
        let mapping: PopulationMapping
        if let corrected {
            let text: String
            if let named = kept.first(where: { .file($0.name) == corrected }) {
                // A file of that name goes first.
                text = (try? corrected.text()) ?? named.mapping
            } else {
                text = try corrected.text()
            }
            do throws(ListMappingProblem) {
                mapping = try PopulationMapping(text: text, header: header)
            } catch {
                throw IngestionError.mapping(file: corrected.name, error)
            }
        } else if let (found, name) = fitting(header, kept) {
            tell(.columnsKept(as: name))
            mapping = found
        } else {
            guard !PopulationMapping.isOwn(header) else { return nil }
            mapping = PopulationMapping.propose(header: header)
        }
        guard mapping.questions.isEmpty else {
            throw IngestionError.populationUnsettled(file: file, columns: mapping.questions)
        }
        return mapping
    }
}
