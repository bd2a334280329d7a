// SPDX-License-Identifier: EUPL-1.2

import Casework
import Incidents
public import Ingestion

extension ShownColumns {
    /// Each form that is kept, with what it reads.
    public static func table(_ kept: [Self]) -> Passage {
        .table(
            ["name", "kind", "kept", "by", "columns"],
            kept.map {
                [
                    $0.name, $0.table, Instant(milliseconds: $0.recorded).local.text, $0.by,
                    $0.words,
                ]
            }
        )
    }

    /// What is read as what, and how many columns are not read.
    public var words: String {
        let read = columns.compactMap { column in
            column.meaning.map { "\(column.words) = \($0)" }
        }
        let unread = columns.count - read.count
        return (read + (unread > 0 ? ["\(unread.grouped) not read"] : [])).joined(separator: ", ")
    }
}

extension ShownColumns.Column {
    /// Its name, if columns have it; else its place.
    fileprivate var words: String { header ?? "\(place) (\(IngestionEvent.letters(place)))" }
}
