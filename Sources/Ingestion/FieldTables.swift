// SPDX-License-Identifier: EUPL-1.2

import Foundation
import HL7
import Intake

/// The tables of fields to categories that imports and inspections read by: the shipped ones, with the
/// rows of a user's file over the one of its format; and the character set, when somebody said it.
struct FieldTables {
    /// The user's file; nil for none.
    let file: String?
    /// Of all messages, whatever they declare.
    let characterSet: HL7CharacterSet?

    init(file: String?, encoding: String?) throws(IngestionError) {
        self.file = file
        guard let encoding else {
            characterSet = nil
            return
        }
        guard let known = HL7CharacterSet(named: encoding) else {
            throw .unknownEncoding(encoding)
        }
        characterSet = known
    }

    func hl7Map() throws -> FieldMap {
        try read(.hl7, .standard) { try FieldMap.standard.merging($0) }
    }

    func hl7(_ names: Correspondents = Correspondents()) throws -> MessageClassifier {
        var classifier = MessageClassifier(try hl7Map(), names)
        classifier.characterSet = characterSet
        return classifier
    }

    func fhir(_ names: Correspondents = Correspondents()) throws -> FHIRClassifier {
        var classifier = FHIRClassifier(
            try read(.fhir, .standard) { try FHIRFieldMap.standard.merging($0) },
            names
        )
        classifier.characterSet = characterSet
        return classifier
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
