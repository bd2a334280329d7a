// SPDX-License-Identifier: EUPL-1.2

import Custody
import Database
import Linkage

/// One thing that could not be linked: where it stands, to whom it went, and why. Nothing of a person.
public struct UnlinkedPlace: Sendable, Equatable {
    public enum Place: Sendable, Equatable {
        /// A message or a row of a back-file, in the ledger; its import, if that has a number.
        case disclosure(importNumber: Int?, entry: Int, row: Int)
        /// A result whose order never came.
        case result(importNumber: Int?)
        case record(statement: String, line: Int)
    }

    public var place: Place
    public var party: String
    /// Code of an `UnresolvedReason`, or `waitsForOrder`.
    public var reason: String
}

extension Store {
    /// Everything that could not be linked, place by place, under one line of the access log.
    public func unlinkedPlaces(
        for reason: AccessReason,
        _ body: (UnlinkedPlace) throws -> Void
    ) throws {
        let ends = try openEnds()
        try note("places of what is not linked", ends.unresolved + ends.waitingResults, reason)
        let (flows, undone) = (try flows, try undone())
        func code(_ number: Int) throws -> String {
            guard let reason = UInt8(exactly: number).flatMap(UnresolvedReason.init(rawValue:))
            else {
                throw StoreError.integrity(.unreadable(.unresolvedReason))
            }
            return reason.code
        }
        try view.read { db in
            var imports = try ImportEntries(db)
            try OpenRows.forEach(db, without: undone) { row in
                try body(
                    UnlinkedPlace(
                        place: .disclosure(
                            importNumber: imports.number(of: row.entry),
                            entry: row.entry,
                            row: row.row
                        ),
                        party: flows[row.flow]?.party.rawValue ?? "",
                        reason: try code(row.reason)
                    )
                )
            }
            try WaitingSamples(before: .max, without: undone).forEach(db) { flow, entry, _ in
                try body(
                    UnlinkedPlace(
                        place: .result(importNumber: try imports.number(of: entry)),
                        party: flows[flow]?.party.rawValue ?? "",
                        reason: "waitsForOrder"
                    )
                )
            }
        }
        for incident in try incidents.map(\.body) {
            for statement in try statements(of: incident) {
                guard try !isWithdrawn(statement.body), try records(of: statement).unresolved > 0
                else { continue }
                for record in try openRecords(of: statement, for: reason) {
                    try body(
                        UnlinkedPlace(
                            place: .record(statement: statement.body.name, line: record.line),
                            party: incident.concerned.joined(separator: " "),
                            reason: try code(record.basis)
                        )
                    )
                }
            }
        }
    }
}
