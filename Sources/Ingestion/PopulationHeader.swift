// SPDX-License-Identifier: EUPL-1.2

import Foundation
import Intake

/// What the columns of a population mean: as it names them itself, as proposed, or as somebody
/// corrected it.
public struct PopulationHeader: Sendable, Equatable, Codable {
    /// A line for each column, `header = column`; a question mark before what somebody must settle.
    public var text: String
    public var isSettled: Bool

    /// Proposes what the columns of a population mean, by their names.
    public static func propose(
        _ file: String,
        encoding: String? = nil,
        sheet: String? = nil
    ) throws -> PopulationHeader {
        let head = try RowFile(path: file, encoding: encoding, sheet: sheet).head()
        let mapping = PopulationMapping.propose(header: head.header.fields)
        return PopulationHeader(
            text: mapping.text,
            isSettled: mapping.questions.isEmpty && mapping.missing.isEmpty
        )
    }

    /// The columns as the file `corrected` has them, or as proposed when they are not named as those of
    /// a population are; nil when they are.
    static func mapping(
        _ header: [String],
        corrected: String?,
        file: String
    ) throws -> PopulationMapping? {
        let mapping: PopulationMapping
        if let corrected {
            guard let text = try? String(contentsOfFile: corrected, encoding: .utf8) else {
                throw IngestionError.mappingNotReadable(file: corrected)
            }
            do throws(ListMappingProblem) {
                mapping = try PopulationMapping(text: text, header: header)
            } catch {
                throw IngestionError.mapping(file: corrected, error)
            }
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
