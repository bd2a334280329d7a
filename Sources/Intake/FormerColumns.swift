// SPDX-License-Identifier: EUPL-1.2

public import Custody

/// The columns of a file with names and addresses that people of the population had before (naamhistorie,
/// adreshistorie): several rows of one sourceId, each with the days on which it was so.
public struct FormerColumns: Sendable {
    enum Column: Int, TabularColumn {
        case sourceId, prefix, surname, partnerPrefix, partnerSurname, postcode, houseNumber
        case from, until

        var name: String {
            switch self {
            case .sourceId: "sourceId"
            case .prefix: "prefix"
            case .surname: "surname"
            case .partnerPrefix: "partnerPrefix"
            case .partnerSurname: "partnerSurname"
            case .postcode: "postcode"
            case .houseNumber: "houseNumber"
            case .from: "from"
            case .until: "until"
            }
        }
    }

    private let header: TabularHeader<Column>

    public init(header: [String]) throws(TabularHeaderProblem) {
        let header = try TabularHeader<Column>(header, required: [.sourceId])
        // Columns of another name may be its days; and a population is no file of former names.
        guard
            header.unknown.isEmpty || !header.absent.contains(.from)
                || !header.absent.contains(.until)
        else {
            throw .missing(columns: [Column.from.name, Column.until.name])
        }
        self.header = header
    }

    public static var names: [String] { Column.allCases.map(\.name) }

    /// Columns of the file that are not read.
    public var unknown: [Int] { header.unknown }

    /// A row must have a name, or a postcode with a house number. A day that is known in part is not known.
    public func row(from fields: [String]) -> Result<(SourceID, FormerDetail), RowProblem> {
        Result { () throws(RowProblem) in
            let row = try header.row(fields)
            guard !row[.sourceId].isEmpty else { throw row.problem(.sourceId, .empty) }
            var former = FormerDetail()
            former.prefix = row[.prefix]
            former.surname = row[.surname]
            former.partnerPrefix = row[.partnerPrefix]
            former.partnerSurname = row[.partnerSurname]
            former.postcode =
                try row.read(.postcode, or: .noPostcode) { Postcode($0)?.text } ?? ""
            former.houseNumber = row[.houseNumber]
            guard former.hasName || former.hasAddress else { throw row.problem(.surname, .empty) }
            former.from = try day(.from, row)
            former.until = try day(.until, row)
            if let from = former.from, let until = former.until, until < from {
                throw row.problem(.until, .endBeforeStart)
            }
            return (SourceID(row[.sourceId]), former)
        }
    }

    private func day(_ column: Column, _ row: TabularRow<Column>) throws(RowProblem) -> Int? {
        try row.read(column, or: .noDate) { PartialDate($0) }?.dayNumber
    }
}
