// SPDX-License-Identifier: EUPL-1.2
import CSV

/// What a reader made of a text.
struct Reading: Equatable {
    var rows: [[String]] = []
    /// The line and number of each row.
    var places: [[Int]] = []
    var problems: [CSVRowProblem] = []

    var reasons: [CSVRowProblem.Reason] { problems.map(\.reason) }

    init(_ reader: CSVReader, _ bytes: [UInt8], piece: Int = .max) {
        var reader = reader
        var reading = Reading()
        let take: (borrowing CSVRow) -> Void = { row in
            reading.rows.append(row.fields)
            reading.places.append([row.line, row.number])
        }
        let note: (CSVRowProblem) -> Void = { reading.problems.append($0) }
        var start = 0
        while start < bytes.count {
            let end = start + min(piece, bytes.count - start)
            reader.feed(Array(bytes[start..<end]), row: take, problem: note)
            start = end
        }
        reader.finish(row: take, problem: note)
        self = reading
    }

    init(_ text: String, _ dialect: CSVDialect = .comma) {
        self.init(CSVReader(dialect: dialect), Array(text.utf8))
    }

    private init() {}
}
