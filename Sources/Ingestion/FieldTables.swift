// SPDX-License-Identifier: EUPL-1.2

import Foundation
import Intake

/// The tables of fields to categories that imports and inspections read by: the shipped ones, with the
/// rows of a user's file over the one of its format.
struct FieldTables {
    /// The user's file; nil for none.
    let file: String?

    func hl7Map() throws -> FieldMap {
        try read(.hl7, .standard) { try FieldMap.standard.merging($0) }
    }

    func hl7(_ names: Correspondents = Correspondents()) throws -> MessageClassifier {
        MessageClassifier(try hl7Map(), names)
    }

    func fhir(_ names: Correspondents = Correspondents()) throws -> FHIRClassifier {
        FHIRClassifier(
            try read(.fhir, .standard) { try FHIRFieldMap.standard.merging($0) },
            names
        )
    }

    private func read<Table>(
        _ format: MessageFormat,
        _ standard: Table,
        _ merging: (String) throws -> Table
    ) throws -> Table {
        guard let file else { return standard }
        guard let text = try? String(contentsOfFile: file, encoding: .utf8) else {
            throw IngestionError.fieldTableNotReadable(file: file, format)
        }
        do {
            return try merging(text)
        } catch let problem as FieldMap.Problem {
            throw IngestionError.fieldTable(file: file, problem, format)
        }
    }
}
