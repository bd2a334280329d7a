// SPDX-License-Identifier: EUPL-1.2

import Foundation
import Intake

/// What the columns of a list mean: proposed by the program, corrected by people as text.
public struct ListColumns: Sendable, Equatable, Codable {
    /// A line for each column, `column = role`; a question mark before a role that somebody must settle.
    public var text: String
    public var isSettled: Bool

    /// Proposes what the columns of a list mean, by their names and the first rows.
    public static func propose(_ file: String, encoding: String = "utf-8") throws -> ListColumns {
        let head = try RowFile(path: file, encoding: encoding).head()
        let mapping = try mapping(head.header, head.sample, corrected: nil)
        return ListColumns(text: mapping.text, isSettled: mapping.isSettled)
    }

    /// The columns as proposed, or as the file `corrected` has them.
    static func mapping(
        _ header: FileRow,
        _ sample: [FileRow],
        corrected: String?
    ) throws -> ListMapping {
        guard let corrected else {
            return ListMapping.propose(header: header.fields, rows: sample.map(\.fields))
        }
        guard let text = try? String(contentsOfFile: corrected, encoding: .utf8) else {
            throw IngestionError.mappingNotReadable(file: corrected)
        }
        do throws(ListMappingProblem) {
            return try ListMapping(text: text, header: header.fields)
        } catch {
            throw IngestionError.mapping(file: corrected, error)
        }
    }
}
