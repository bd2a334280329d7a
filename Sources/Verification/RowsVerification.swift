// SPDX-License-Identifier: EUPL-1.2

import Crypto
import Foundation
import GRDB

/// Recomputes the commitment of every row and the manifest root of every entry.
struct RowsVerification {
    let db: Database
    let entries: [EntryReader]

    private struct Table: Sendable {
        let kind: UInt8
        let name: String
        let columns: String
        let bytes: @Sendable (Row) -> RowBytes
    }

    func run(_ report: inout VerificationReport, progress: (Int) -> Void) throws {
        let kinds = Set(Self.tables.map(\.kind))
        for entry in entries where !kinds.contains(entry.kind) {
            report.found(.entry, "entry \(entry.sequence) is of no known kind")
        }
        for table in Self.tables { try verify(table, &report, progress) }
    }

    private func verify(
        _ table: Table,
        _ report: inout VerificationReport,
        _ progress: (Int) -> Void
    ) throws {
        let expected = entries.filter { $0.kind == table.kind }
        var next = 0
        var root = RunningRoot()
        var count = 0
        var broken = false
        func close(_ entry: EntryReader) {
            if count != entry.rows {
                report.found(
                    .vanished,
                    "entry \(entry.sequence) has \(count) of its \(entry.rows) rows in \(table.name)"
                )
            } else if root.root != entry.manifestRoot || broken {
                report.found(
                    .row,
                    "the rows of entry \(entry.sequence) in \(table.name) were changed"
                )
            }
            root = RunningRoot()
            count = 0
            broken = false
        }
        let rows = try Row.fetchCursor(
            db,
            sql: """
                SELECT entry, "row", commitment_key, \(table.columns) FROM \(table.name)
                ORDER BY entry, "row"
                """
        )
        while let row = try rows.next() {
            let number: Int = row[0]
            while next < expected.count, expected[next].sequence < number {
                close(expected[next])
                next += 1
            }
            guard next < expected.count, expected[next].sequence == number else {
                report.found(.row, "a row of \(table.name) belongs to no entry (\(number))")
                continue
            }
            let index: Int = row[1]
            if index != count { broken = true }
            let bytes = table.bytes(row).bytes
            var message = Array("row/1".utf8) + expected[next].payload
            for shift in stride(from: 24, through: 0, by: -8) {
                message.append(UInt8(truncatingIfNeeded: index >> shift))
            }
            let commitment = HMAC<SHA256>.authenticationCode(
                for: message + bytes,
                using: SymmetricKey(data: row[2] as Data)
            )
            root.append(leaf: Tree.leaf(Array(commitment)))
            count += 1
            report.rows += 1
            if report.rows % 65_536 == 0 { progress(report.rows) }
        }
        while next < expected.count {
            close(expected[next])
            next += 1
        }
    }

    @Sendable private static func hash(_ blob: Data?) -> [UInt8] {
        blob.map { Array(SHA256.hash(data: $0)) } ?? [UInt8](repeating: 0, count: 32)
    }

    private static let tables = [
        Table(kind: 1, name: "fact", columns: "kind, body") { row in
            var bytes = RowBytes("f")
            bytes.text(row[3])
            bytes.text(row[4])
            return bytes
        },
        Table(
            kind: 2,
            name: "disclosure",
            columns: "person, flow, categories, disclosed_on, keep_until"
        ) { row in
            var bytes = RowBytes("d")
            bytes.number(row[3], width: 8)
            bytes.number(row[4], width: 4)
            bytes.number(row[5], width: 8)
            bytes.day(row[6])
            bytes.day(row[7])
            return bytes
        },
        Table(
            kind: 3,
            name: "unresolved_disclosure",
            columns: "reason, flow, categories, disclosed_on, claims"
        ) { row in
            var bytes = RowBytes("u")
            bytes.number(row[3], width: 2)
            bytes.number(row[4], width: 4)
            bytes.number(row[5], width: 8)
            bytes.day(row[6])
            bytes.raw(hash(row[7]))
            return bytes
        },
        Table(
            kind: 4,
            name: "assertion",
            columns: "statement, line, person, certainty, categories, basis, happened_at, record"
        ) { row in
            var bytes = RowBytes("a")
            bytes.number(row[3], width: 4)
            bytes.number(row[4], width: 4)
            bytes.person(row[5])
            bytes.number(row[6], width: 1)
            bytes.number(row[7], width: 8)
            bytes.number(row[8], width: 4)
            bytes.number(row[9], width: 8)
            bytes.raw(hash(row[10]))
            return bytes
        },
        Table(
            kind: 5,
            name: "letter",
            columns: "wave, person, affected_group, why_again, held, batch, code"
        ) { row in
            var bytes = RowBytes("l")
            bytes.number(row[3], width: 4)
            bytes.number(row[4], width: 8)
            bytes.number(row[5], width: 1)
            bytes.number(row[6], width: 1)
            bytes.number(row[7], width: 1)
            bytes.number(row[8], width: 4)
            bytes.raw(hash(row[9]))
            return bytes
        },
    ]
}
