// SPDX-License-Identifier: EUPL-1.2

import Crypto
import Foundation

/// Compares the tables that imports fill besides the rows of the ledger with the facts that commit to
/// them: each row says in `entry` which fact that is (`docs/formats.md`).
struct IntakeVerification {
    func run(_ connections: ReadingConnections, _ report: inout VerificationReport) throws {
        let facts = try connections.first { try IntakeFacts($0) }
        if facts.unread > 0 { report.found(.intake, "an intake fact does not read") }
        let tables = IntakeTableReader.all
        let found = try connections.map(tables) { table, snapshot in try table.rows(snapshot) }
        for (table, rows) in zip(tables, found) {
            compare(rows, facts.tables[table.name] ?? [:], table.name, &report)
        }
        let unclassified = try connections.first { try IntakeTableReader.unclassified.whole($0) }
        let expected = facts.unclassified ?? (rows: 0, sha256: IntakeTableReader.ofNothing)
        if unclassified.rows != expected.rows || unclassified.sha256 != expected.sha256 {
            report.found(.intake, "the counts in unclassified_field were changed")
        }
    }

    private func compare(
        _ found: [Int64: IntakeRows],
        _ expected: [Int64: IntakeRows],
        _ table: String,
        _ report: inout VerificationReport
    ) {
        for entry in Set(found.keys).union(expected.keys).sorted() {
            let place =
                entry == IntakeFacts.beforeCoverage
                ? "the rows of before format 2" : "the rows of entry \(entry)"
            switch (found[entry], expected[entry]) {
            case (let rows?, nil):
                report.found(.intake, "\(table) has \(rows.rows) rows that no entry commits to")
            case (let rows, let wanted?) where rows?.rows ?? 0 != wanted.rows:
                report.found(
                    .intake,
                    "\(place) in \(table) are \(rows?.rows ?? 0) of \(wanted.rows)"
                )
            case (let rows?, let wanted?) where rows.sha256 != wanted.sha256:
                report.found(.intake, "\(place) in \(table) were changed")
            default: break
            }
        }
    }
}

/// How many rows, and the SHA-256 over them, hexadecimal.
struct IntakeRows: Sendable, Equatable {
    var rows: Int
    var sha256: String
}

/// What the intake facts of a ledger say, by table and entry.
struct IntakeFacts: Sendable {
    private(set) var tables: [String: [Int64: IntakeRows]] = [:]
    private(set) var unclassified: (rows: Int, sha256: String)?
    private(set) var unread = 0

    /// In the place of an entry: rows that were there before any entry committed to them.
    static let beforeCoverage: Int64 = -1

    private struct Body: Decodable {
        struct Rows: Decodable {
            var rows: Int
            var sha256: String
            var replaces: Bool?
        }

        var source: String
        var tables: [String: Rows]
        var unclassified: Rows?
    }

    init(_ snapshot: Snapshot) throws {
        let facts = try snapshot.cursor(
            "SELECT entry, body FROM fact WHERE kind = 'intake' ORDER BY entry, \"row\""
        )
        while try facts.step() {
            guard let body = try? JSONDecoder().decode(Body.self, from: Data(facts[1].bytes)) else {
                unread += 1
                continue
            }
            let entry = body.source == "format-1" ? Self.beforeCoverage : facts[0].integer
            for (table, rows) in body.tables {
                if rows.replaces == true { tables[table] = [:] }
                tables[table, default: [:]][entry] = IntakeRows(
                    rows: rows.rows,
                    sha256: rows.sha256
                )
            }
            if let rows = body.unclassified { unclassified = (rows.rows, rows.sha256) }
        }
    }
}

/// A table that intake facts commit to: its columns as they are hashed, and their order.
struct IntakeTableReader: Sendable {
    let name: String
    let columns: [String]
    let key: String
    /// Integers and blobs one behind the other, without tags.
    var isBare = false

    static let all =
        [
            IntakeTableReader(name: "received", columns: ["digest"], key: "digest"),
            IntakeTableReader(
                name: "sample_message",
                columns: [
                    "sample", "received", "person", "flow", "categories", "disclosed_on",
                    "keep_until", "others", "days",
                ],
                key: "sample, received"
            ),
            IntakeTableReader(
                name: "reject",
                columns: ["digest", "source", "line", "reason", "content"],
                key: "digest"
            ),
        ]
        + ["source", "citizen_number", "birth_and_name", "address"].map {
            IntakeTableReader(
                name: "person_by_\($0)",
                columns: ["bucket", "id", "pointer"],
                key: "bucket, id",
                isBare: true
            )
        }

    static let unclassified = IntakeTableReader(
        name: "unclassified_field",
        columns: ["path", "messages"],
        key: "path"
    )

    /// What there is when there is no row.
    static let ofNothing = RowsHash().hexadecimal

    /// The rows of each entry.
    func rows(_ snapshot: Snapshot) throws -> [Int64: IntakeRows] {
        let names = (columns + ["entry"]).joined(separator: ", ")
        let cursor = try snapshot.cursor("SELECT \(names) FROM \(name) ORDER BY \(key)")
        var hashes: [RowsHash] = []
        var places: [Int64: Int] = [:]
        // Of two rows one behind the other the entry is often the same.
        var (last, now) = (Int64.min, -1)
        while try cursor.step() {
            let column = cursor[Int32(columns.count)]
            let entry = column.form == .integer ? column.integer : IntakeFacts.beforeCoverage
            if entry != last || now < 0 {
                last = entry
                now = places[entry] ?? hashes.count
                if now == hashes.count {
                    places[entry] = now
                    hashes.append(RowsHash())
                }
            }
            hashes[now].add(cursor, columns: columns.count, isBare: isBare)
        }
        return places.mapValues {
            IntakeRows(rows: hashes[$0].rows, sha256: hashes[$0].hexadecimal)
        }
    }

    /// All rows together.
    func whole(_ snapshot: Snapshot) throws -> IntakeRows {
        let cursor = try snapshot.cursor(
            "SELECT \(columns.joined(separator: ", ")) FROM \(name) ORDER BY \(key)"
        )
        var hash = RowsHash()
        while try cursor.step() { hash.add(cursor, columns: columns.count, isBare: false) }
        return IntakeRows(rows: hash.rows, sha256: hash.hexadecimal)
    }
}

/// A SHA-256 over rows, fed in larger pieces than a row.
struct RowsHash {
    private(set) var rows = 0
    private var hash = SHA256()
    private var waiting: [UInt8] = []

    private static let piece = 4096

    mutating func add(_ cursor: Cursor, columns: Int, isBare: Bool) {
        for column in 0..<Int32(columns) { add(cursor[column], isBare: isBare) }
        rows += 1
        if waiting.count >= Self.piece {
            waiting.withUnsafeBytes { hash.update(bufferPointer: $0) }
            waiting.removeAll(keepingCapacity: true)
        }
    }

    var hexadecimal: String {
        var hash = hash
        waiting.withUnsafeBytes { hash.update(bufferPointer: $0) }
        return hash.finalize().map { String(format: "%02x", $0) }.joined()
    }

    @inline(__always)
    private mutating func add(_ value: Cursor.Value, isBare: Bool) {
        switch value.form {
        case .integer:
            if !isBare { waiting.append(UInt8(ascii: "i")) }
            withUnsafeBytes(of: value.integer.bigEndian) { waiting.append(contentsOf: $0) }
        case .text: add(value.bytes, tag: UInt8(ascii: "t"), isBare: isBare)
        case .blob: add(value.bytes, tag: UInt8(ascii: "b"), isBare: isBare)
        case .null: waiting.append(UInt8(ascii: "n"))
        // No table of ours has one: it cannot be what was committed to.
        case .real: waiting.append(UInt8(ascii: "r"))
        }
    }

    private mutating func add(_ bytes: UnsafeRawBufferPointer, tag: UInt8, isBare: Bool) {
        if !isBare {
            waiting.append(tag)
            withUnsafeBytes(of: UInt32(clamping: bytes.count).bigEndian) {
                waiting.append(contentsOf: $0)
            }
        }
        waiting.append(contentsOf: bytes)
    }
}
