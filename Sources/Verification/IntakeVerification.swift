// SPDX-License-Identifier: EUPL-1.2

import Crypto
import Foundation

/// Compares the tables that imports fill besides the rows of the ledger with the facts that commit to
/// them: each row says in `entry` which fact that is (`docs/formats.md`).
struct IntakeVerification {
    let facts: IntakeFacts

    init(_ snapshot: Snapshot, _ report: inout VerificationReport) throws {
        facts = try IntakeFacts(snapshot)
        if facts.unread > 0 { report.found(.intake, "an intake fact does not read") }
        let unclassified = try IntakeTableReader.unclassified.whole(snapshot)
        let expected = facts.unclassified ?? (rows: 0, sha256: IntakeTableReader.ofNothing)
        if unclassified.rows != expected.rows || unclassified.sha256 != expected.sha256 {
            report.found(.intake, "the counts in unclassified_field were changed")
        }
    }

    /// Judges what was read of a table.
    func judge(
        _ read: IntakeTableReader.Read,
        of table: IntakeTableReader,
        _ report: inout VerificationReport
    ) {
        if !read.isInOrder {
            report.found(.structure, "the rows of \(table.name) are in no order")
        }
        compare(read.rows, facts.tables[table.name] ?? [:], table.name, &report)
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
    /// How many of the first columns are the key, by which the rows are ordered.
    let keyCount: Int
    /// Integers and blobs one behind the other, without tags.
    var isBare = false

    static let all =
        [
            IntakeTableReader(name: "received", columns: ["digest"], keyCount: 1),
            IntakeTableReader(
                name: "sample_message",
                columns: [
                    "sample", "received", "person", "flow", "categories", "disclosed_on",
                    "keep_until", "others", "days",
                ],
                keyCount: 2
            ),
            IntakeTableReader(
                name: "reject",
                columns: ["digest", "source", "line", "reason", "content"],
                keyCount: 1
            ),
        ]
        + ["source", "citizen_number", "birth_and_name", "address"].map {
            IntakeTableReader(
                name: "person_by_\($0)",
                columns: ["bucket", "id", "pointer"],
                keyCount: 2,
                isBare: true
            )
        }

    static let unclassified = IntakeTableReader(
        name: "unclassified_field",
        columns: ["path", "messages"],
        keyCount: 1
    )

    /// What there is when there is no row.
    static let ofNothing = RowsHash().hexadecimal

    private var key: String { columns.prefix(keyCount).joined(separator: ", ") }

    /// What was read of a table.
    struct Read: Sendable {
        /// The rows of each entry.
        var rows: [Int64: IntakeRows]
        /// Does each row come after the one before it? Then each is found by its key.
        var isInOrder = true
    }

    func read(_ snapshot: Snapshot) throws -> Read {
        let names = (columns + ["entry"]).joined(separator: ", ")
        let cursor = try snapshot.cursor("SELECT \(names) FROM \(name) ORDER BY \(key)")
        var (row, isFirst, isInOrder) = (TreeKey(columns: keyCount), true, true)
        var hashes: [RowsHash] = []
        var places: [Int64: Int] = [:]
        // Of two rows one behind the other the entry is often the same.
        var (last, now) = (Int64.min, -1)
        while try cursor.step() {
            // From the first row out of order on, pages may come again without end.
            if !isFirst, row.place(ofSuccessor: cursor) == nil {
                isInOrder = false
                break
            }
            isFirst = false
            row.set(cursor)
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
        let rows = places.mapValues {
            IntakeRows(rows: hashes[$0].rows, sha256: hashes[$0].hexadecimal)
        }
        return Read(rows: rows, isInOrder: isInOrder)
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
    private var count = 0

    private static let piece = 512

    mutating func add(_ cursor: Cursor, columns: Int, isBare: Bool) {
        for column in 0..<Int32(columns) { add(cursor[column], isBare: isBare) }
        rows += 1
    }

    var hexadecimal: String {
        var hash = hash
        waiting.withUnsafeBytes { hash.update(bufferPointer: .init(rebasing: $0[..<count])) }
        return hash.finalize().map { String(format: "%02x", $0) }.joined()
    }

    private mutating func add(_ value: Cursor.Value, isBare: Bool) {
        switch value.form {
        case .integer:
            write(tag: isBare ? nil : "i", value.integer.bigEndian)
        case .text: add(value.bytes, tag: "t", isBare: isBare)
        case .blob: add(value.bytes, tag: "b", isBare: isBare)
        case .null: write(tag: "n")
        // No table of ours has one: it cannot be what was committed to.
        case .real: write(tag: "r")
        }
    }

    private mutating func add(_ bytes: UnsafeRawBufferPointer, tag: Unicode.Scalar, isBare: Bool) {
        if !isBare { write(tag: tag, UInt32(clamping: bytes.count).bigEndian) }
        if bytes.count > Self.piece / 2 {
            hashWaiting()
            hash.update(bufferPointer: bytes)
            return
        }
        makeRoom(for: bytes.count)
        waiting.withUnsafeMutableBytes {
            UnsafeMutableRawBufferPointer(rebasing: $0[count...]).copyMemory(from: bytes)
        }
        count += bytes.count
    }

    @inline(__always)
    private mutating func write(tag: Unicode.Scalar) {
        makeRoom(for: 1)
        waiting[count] = UInt8(ascii: tag)
        count += 1
    }

    @inline(__always)
    private mutating func write(tag: Unicode.Scalar?, _ number: some FixedWidthInteger) {
        if let tag { write(tag: tag) }
        let size = MemoryLayout.size(ofValue: number)
        makeRoom(for: size)
        waiting.withUnsafeMutableBytes { bytes in
            withUnsafeBytes(of: number) {
                UnsafeMutableRawBufferPointer(rebasing: bytes[count...]).copyMemory(from: $0)
            }
        }
        count += size
    }

    @inline(__always)
    private mutating func makeRoom(for more: Int) {
        guard count + more > waiting.count else { return }
        hashWaiting()
        if waiting.isEmpty { waiting = Array(repeating: 0, count: Self.piece) }
    }

    private mutating func hashWaiting() {
        waiting.withUnsafeBytes { hash.update(bufferPointer: .init(rebasing: $0[..<count])) }
        count = 0
    }
}
