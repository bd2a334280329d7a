// SPDX-License-Identifier: EUPL-1.2

import Custody
public import Store

/// Measured days of a contact centre out of CSV or a workbook: a row for each day.
///
/// The columns `day` and `calls` must be there; `answered`, `abandoned`, `mails` and `handlingSeconds` may be,
/// in any order, and each by its Dutch name. A file with a row that does not read is refused as a whole, for
/// a day that is missing would teach the forecast that nobody called.
public enum ContactTable {
    private static let names: [(column: String, others: [String])] = [
        ("day", ["date", "dag", "datum"]), ("calls", ["offered", "gesprekken", "aangeboden"]),
        ("answered", ["beantwoord"]), ("abandoned", ["opgehangen", "afgehaakt"]),
        ("mails", ["mail", "e-mails"]), ("handlingseconds", ["afhandelseconden"]),
    ]

    /// The columns that a file may have, as they are written.
    public static let columns = [
        "day", "calls", "answered", "abandoned", "mails", "handlingSeconds",
    ]

    public static func days(
        _ file: String,
        encoding: String? = nil,
        sheet: String? = nil
    ) throws -> [ContactFigures] {
        let rows = try RowFile(path: file, encoding: encoding, sheet: sheet)
        let head = try rows.head()
        let header = head.header.fields.map {
            $0.filter { !$0.isWhitespace && $0 != "_" }.lowercased()
        }
        let places = names.map { name in
            header.firstIndex { $0 == name.column || name.others.contains($0) }
        }
        guard places[0] != nil, places[1] != nil else {
            throw IngestionError.contactColumns(file: rows.name)
        }
        var days: [ContactFigures] = []
        try rows.forEachRow(head, from: head.header.end, line: head.header.endLine) { row, _ in
            func refuse(_ column: Int) -> IngestionError {
                .contactRow(file: rows.name, line: row.line, column: columns[column])
            }
            guard row.problem == nil else { throw refuse(0) }
            func number(_ column: Int) throws -> Int? {
                guard let place = places[column], place < row.fields.count else { return nil }
                let text = row.fields[place].trimmingSpaces
                guard !text.isEmpty else { return nil }
                guard let number = Int(text), number >= 0 else { throw refuse(column) }
                return number
            }
            guard let place = places[0], place < row.fields.count,
                let date = PartialDate(row.fields[place].trimmingSpaces),
                date.month > 0, date.day > 0
            else { throw refuse(0) }
            let day = CivilCalendar.day(year: date.year, month: date.month, day: date.day)
            guard let offered = try number(1) else { throw refuse(1) }
            days.append(
                ContactFigures(
                    day: day,
                    offered: offered,
                    answered: try number(2),
                    abandoned: try number(3),
                    mails: try number(4),
                    handlingSeconds: try number(5)
                )
            )
        }
        guard !days.isEmpty else { throw IngestionError.noRows(file: rows.name) }
        return days
    }
}

extension String {
    fileprivate var trimmingSpaces: String {
        String(drop(while: \.isWhitespace).reversed().drop(while: \.isWhitespace).reversed())
    }
}
