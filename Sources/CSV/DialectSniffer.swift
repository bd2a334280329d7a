// SPDX-License-Identifier: EUPL-1.2

/// What a sample of a file tells about its dialect: a proposal for a person to confirm.
public struct CSVSniff: Equatable, Sendable {
    public let dialect: CSVDialect
    /// Whether the first row names the columns, as far as one can see: it has no figures or
    /// dates where later rows have them.
    public let hasHeader: Bool
    public let columns: Int
    /// The share of the rows that have this number of columns, 0 to 1.
    public let agreement: Double

    public init(dialect: CSVDialect, hasHeader: Bool, columns: Int, agreement: Double) {
        self.dialect = dialect
        self.hasHeader = hasHeader
        self.columns = columns
        self.agreement = agreement
    }
}

extension CSVDialect {
    /// Tab, bar, semicolon, comma: the ones that are rarer within a field come first.
    public static let usualDelimiters: [UInt8] = [0x09, 0x7C, 0x3B, 0x2C]

    /// The dialect that splits most rows of the sample alike; nil when none splits them. Where none does,
    /// rows of other programs may lack the empty fields at their end: then the one that splits every row
    /// into two fields or more, and the first row into the most.
    ///
    /// - Parameter candidates: delimiters; of those that do equally well the first is taken.
    public static func sniff(
        _ sample: [UInt8],
        candidates: [UInt8] = usualDelimiters
    ) -> CSVSniff? {
        var best: (split: SampleSplit, dialect: CSVDialect)?
        var ragged: (split: SampleSplit, dialect: CSVDialect)?
        for candidate in candidates {
            let dialect = CSVDialect(delimiter: candidate)
            let split = SampleSplit(sample, dialect)
            guard split.columns > 1, split.agreement > 0.5 else {
                let most = ragged?.split.firstColumns ?? 2
                if split.losesLastFields, split.firstColumns > most { ragged = (split, dialect) }
                continue
            }
            if split.rank > best?.split.rank ?? (0, 0) { best = (split, dialect) }
        }
        guard var (split, dialect) = best ?? ragged else { return nil }
        if split.hasApostrophes {
            dialect.quote = UInt8(ascii: "'")
            split = SampleSplit(sample, dialect)
        }
        dialect.skipInitialSpace = split.hasInitialSpaces
        if dialect.skipInitialSpace { split = SampleSplit(sample, dialect) }
        return CSVSniff(
            dialect: dialect,
            hasHeader: split.hasHeader,
            columns: best == nil ? split.firstColumns : split.columns,
            agreement: split.agreement
        )
    }
}

/// The rows of a sample under one dialect, and how alike they are.
private struct SampleSplit {
    private var rows: [[String]] = []
    private var anyQuoted = false
    private(set) var columns = 0
    private(set) var agreement = 0.0

    init(_ sample: [UInt8], _ dialect: CSVDialect) {
        var rows: [[String]] = []
        var anyQuoted = false
        var problems = 0
        var reader = CSVReader(dialect: dialect)
        let take: (borrowing CSVRow) -> Void = { row in
            rows.append(row.fields)
            for field in 0..<row.count where row.isQuoted(field) { anyQuoted = true }
        }
        reader.feed(sample, row: take) { _ in problems += 1 }
        // The sample may stop in the middle of a row: that one tells nothing, unless it is alone.
        if rows.isEmpty || sample.last == 0x0A || sample.last == 0x0D {
            reader.finish(row: take) { _ in problems += 1 }
        }
        self.rows = rows
        self.anyQuoted = anyQuoted
        var rowsByCount: [Int: Int] = [:]
        for row in rows { rowsByCount[row.count, default: 0] += 1 }
        for (count, number) in rowsByCount {
            let share = Double(number) / Double(rows.count + problems)
            if share > agreement || share == agreement && count > columns {
                columns = count
                agreement = share
            }
        }
    }

    /// A bad row or two must not decide between two delimiters. Where two do equally well, a sign within a
    /// field of every row, as between codes, is not in the names of the columns.
    var rank: (Double, Int) {
        (agreement >= 0.9 ? 1 : agreement, firstColumns == columns ? 1 : 0)
    }

    var firstColumns: Int { rows.first?.count ?? 0 }

    /// Has every row two fields or more, and none more than the first?
    var losesLastFields: Bool { rows.allSatisfy { $0.count >= 2 && $0.count <= firstColumns } }

    var hasApostrophes: Bool {
        guard !anyQuoted else { return false }
        var enclosed = 0
        for field in rows.joined() where field.utf8.count > 1 {
            if field.utf8.first == 0x27 && field.utf8.last == 0x27 { enclosed += 1 }
        }
        return enclosed > 1
    }

    var hasInitialSpaces: Bool {
        var spaces = 0
        for row in rows {
            for field in row.dropFirst() where !field.isEmpty {
                guard field.utf8.first == 0x20 else { return false }
                spaces += 1
            }
        }
        return spaces > 0
    }

    var hasHeader: Bool {
        guard let names = rows.first, Set(names).count == names.count else { return false }
        guard names.allSatisfy({ !$0.isEmpty && !Self.isFigure($0) }) else { return false }
        return rows.dropFirst().contains { $0.contains(where: Self.isFigure) }
    }

    /// A number, date, amount or code: half of it or more are digits.
    private static func isFigure(_ field: String) -> Bool {
        let digits = field.utf8.count { $0 >= 0x30 && $0 <= 0x39 }
        return digits > 0 && 2 * digits >= field.utf8.count { $0 != 0x20 }
    }
}
