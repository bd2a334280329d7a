// SPDX-License-Identifier: EUPL-1.2

import GRDB

/// Which tables of rows a store has, by its schema: a store of format 1 is one of format 2 in which
/// nothing was recorded yet, once a program of today has opened it.
struct StoreFormat {
    let isSecond: Bool
    let hasPersonVersions: Bool

    init(_ db: Database) throws {
        isSecond = try db.tableExists("erasure")
        hasPersonVersions = try db.tableExists("person_version")
    }

    var tables: [RowTable] {
        (isSecond ? RowTable.format2 : RowTable.format1)
            + (hasPersonVersions ? [.personVersions] : [])
    }

    /// What the ledger does not commit to, in a sentence.
    func unproven(isFounded: Bool) -> String {
        var parts: [String] = []
        if !isFounded || !hasPersonVersions {
            parts.append(
                "who people are and where they live (sealed, so altered ones do not open, but they "
                    + "can be missing or exchanged for older ones)"
            )
        }
        if !isFounded {
            parts += [
                "orders and results under their samples, among them results that wait for their order",
                "which contents were received", "what was set aside", "fields without a category",
            ]
        }
        parts.append("how far files were read")
        if !isFounded { parts.append("settings and wrapped keys") }
        return "What the ledger does not commit to: " + parts.joined(separator: "; ") + "."
    }
}
