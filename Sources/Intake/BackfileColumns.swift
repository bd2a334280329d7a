// SPDX-License-Identifier: EUPL-1.2

public import Custody

/// The columns of a back-file: disclosures put together afterwards from what others kept.
public struct BackfileColumns: Sendable {
    enum Column: Int, TabularColumn {
        case bsn, surname, initials, birthDate, postcode, houseNumber
        case categories, disclosedOn, sender

        var name: String {
            switch self {
            case .bsn: "bsn"
            case .surname: "surname"
            case .initials: "initials"
            case .birthDate: "birthDate"
            case .postcode: "postcode"
            case .houseNumber: "houseNumber"
            case .categories: "categories"
            case .disclosedOn: "disclosedOn"
            case .sender: "sender"
            }
        }
    }

    private let header: TabularHeader<Column>

    public init(header: [String]) throws(TabularHeaderProblem) {
        self.header = try TabularHeader(header, required: [.categories, .disclosedOn])
    }

    public static var names: [String] { Column.allCases.map(\.name) }

    /// Columns of the file that are not read.
    public var unknown: [Int] { header.unknown }

    public func row(from fields: [String]) -> Result<BackfileRow, RowProblem> {
        Result { () throws(RowProblem) in try read(header.row(fields)) }
    }

    private func read(_ row: TabularRow<Column>) throws(RowProblem) -> BackfileRow {
        let categories = try row.read(.categories, or: .unknownValue) { CategorySet(text: $0) }
        guard let categories, !categories.isEmpty else { throw row.problem(.categories, .empty) }
        let date = try row.read(.disclosedOn, or: .noDate) { text in
            PartialDate(text).flatMap { $0.isUnknown || $0.dayNumber != nil ? $0 : nil }
        }
        let surname = row[.surname]
        return BackfileRow(
            claims: IdentityClaims(
                citizenNumber: row[.bsn],
                surnames: surname.isEmpty ? [] : [surname],
                initials: row[.initials],
                birthDate: row[.birthDate],
                postcode: row[.postcode],
                houseNumber: row[.houseNumber]
            ),
            categories: categories,
            disclosedOn: date?.dayNumber,
            sender: row[.sender]
        )
    }
}

/// One disclosure of a back-file, before anyone knows whose it is.
public struct BackfileRow: Hashable, Sendable, Masked {
    /// As it stands there: linkage says whether it is worth anything.
    public var claims: IdentityClaims
    public var categories: CategorySet
    /// Days since 1970-01-01; nil when it says none. Of a year or month only, its first day.
    public var disclosedOn: Int?
    public var sender: String

    public var mask: String {
        "\(categories.text) on day \(disclosedOn.map(String.init) ?? "unknown")"
    }
}
