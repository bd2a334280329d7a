// SPDX-License-Identifier: EUPL-1.2

internal import Custody

extension ListMapping {
    /// Proposes a role for each column from its name and from a sample of the rows.
    ///
    /// Nothing is dropped in silence: a column that nobody recognises is proposed as unclassified
    /// data, and asked about.
    public static func propose(header: [String], rows: [[String]]) -> ListMapping {
        let values = header.indices.map { ListValues(column: $0, rows: rows) }
        let roles = Set(header.compactMap { ListHeaderNames.role(of: $0.trimmedField)?.role })
        var columns = zip(header, values).map { name, values in
            column(name, values, besides: roles)
        }
        // Two columns for one role: somebody must choose.
        for index in columns.indices where columns[index].role.standsOnce {
            let rivals = columns.indices.filter { columns[$0].role == columns[index].role }
            guard rivals.count > 1 else { continue }
            for rival in rivals {
                columns[rival].confidence = .unsure
                columns[rival].reason = .rival
            }
        }
        var mapping = ListMapping(columns: columns)
        mapping.tellDateForms(from: rows)
        return mapping
    }

    private static func column(
        _ header: String,
        _ values: ListValues,
        besides roles: Set<ListRole>
    ) -> ListColumn {
        guard let (role, isVague) = ListHeaderNames.role(of: header.trimmedField) else {
            return unknownColumn(header, values)
        }
        if isVague { return vagueColumn(header, role, values, besides: roles) }
        guard let share = values.share(fitting: role) else {
            return ListColumn(header: header, role: role, confidence: .certain, reason: .header)
        }
        if share < 0.5 {
            return ListColumn(
                header: header,
                role: role,
                confidence: .unsure,
                reason: .contradiction
            )
        }
        return ListColumn(
            header: header,
            role: role,
            confidence: share >= 0.9 ? .certain : .likely,
            reason: .headerAndValues
        )
    }

    private static func unknownColumn(_ header: String, _ values: ListValues) -> ListColumn {
        if values.filled.isEmpty {
            return ListColumn(
                header: header,
                role: .category(.unclassified),
                confidence: .likely,
                reason: .empty
            )
        }
        guard let role = values.lookedLike else {
            return ListColumn(
                header: header,
                role: .category(.unclassified),
                confidence: .unsure,
                reason: .unknown
            )
        }
        return ListColumn(header: header, role: role, confidence: .unsure, reason: .values)
    }

    private static func vagueColumn(
        _ header: String,
        _ role: ListRole,
        _ values: ListValues,
        besides roles: Set<ListRole>
    ) -> ListColumn {
        func settled(_ role: ListRole, _ reason: ListColumn.Reason) -> ListColumn {
            ListColumn(header: header, role: role, confidence: .likely, reason: reason)
        }
        switch role {
        case .fullName where !roles.isDisjoint(with: [.initials, .givenNames, .surnamePrefix]):
            return settled(.surname, .otherColumns)
        case .fullName where (values.share { $0.contains(" ") || $0.contains(",") } ?? 0) >= 0.9:
            return settled(.fullName, .headerAndValues)
        case .streetWithNumber where roles.contains(.houseNumber):
            return settled(.street, .otherColumns)
        case .streetWithNumber
        where (values.share { !ListAddress.split($0).houseNumber.isEmpty } ?? 0) >= 0.9:
            return settled(.streetWithNumber, .headerAndValues)
        default:
            let seen = values.lookedLike ?? role
            return ListColumn(
                header: header,
                role: seen,
                confidence: .unsure,
                reason: .vagueHeader
            )
        }
    }
}
