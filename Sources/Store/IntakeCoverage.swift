// SPDX-License-Identifier: EUPL-1.2

import Custody
import Database

/// What an act writes into tables that are no rows of the ledger, gathered for the one fact that
/// commits to it.
///
/// Rows are added in the order of the table's primary key, and each is written with `entry`, which is
/// the fact's own: so between the first row and the fact no other entry may be written.
struct IntakeCoverage {
    /// The entry that the fact will be in.
    let entry: Int
    private var tables: [IntakeTable: RowsDigest] = [:]
    private var written: [String: IntakeFact.Rows] = [:]
    private var unclassified: RowsDigest?

    init(entry: Int) { self.entry = entry }

    mutating func addRow(
        to table: IntakeTable,
        _ write: (inout ColumnBytes) throws -> Void
    ) rethrows {
        try tables[table, default: RowsDigest()].addRow(write)
    }

    mutating func addRow(
        toIndex table: IntakeTable,
        bucket: Int64,
        id: Int64,
        pointer: UnsafeRawBufferPointer
    ) {
        tables[table, default: RowsDigest()].addIndexRow(bucket: bucket, id: id, pointer: pointer)
    }

    /// Adds rows that were hashed where they were written. `replacing`: those of all earlier entries
    /// were taken out of the table.
    mutating func add(_ rows: Int, of table: IntakeTable, sha256: [UInt8], replacing: Bool) {
        guard rows > 0 || replacing else { return }
        written[table.rawValue] = IntakeFact.Rows(
            rows: rows,
            sha256: Hexadecimal.text(sha256),
            replaces: replacing ? true : nil
        )
    }

    /// Adds the counts of unclassified fields as they stand now: they change, so the last fact that has
    /// them says what they are.
    mutating func addUnclassified(_ db: Connection) throws {
        var digest = RowsDigest()
        try db.forEach("SELECT path, messages FROM unclassified_field ORDER BY path") {
            digest.addRow(of: $0, columns: 2)
        }
        unclassified = digest
    }

    /// Adds the rows of format 1, which no fact of their own commits to.
    mutating func addRowsWithoutEntry(_ db: Connection) throws {
        for table in IntakeTable.allCases {
            let columns = table.columns
            let sql = [
                "SELECT", columns.joined(separator: ", "), "FROM", table.rawValue,
                "WHERE entry IS NULL ORDER BY", table.primaryKey.joined(separator: ", "),
            ]
            let rows = try db.prepareAnew(sql.joined(separator: " "))
            while try rows.step() {
                if table.isIndex {
                    tables[table, default: RowsDigest()].addIndexRow(
                        bucket: rows.integer(0),
                        id: rows.integer(1),
                        pointer: rows.blob(2)
                    )
                } else {
                    tables[table, default: RowsDigest()].addRow(of: rows, columns: columns.count)
                }
            }
        }
        try addUnclassified(db)
    }

    /// Nil when nothing was written.
    func fact(source: String) -> IntakeFact? {
        guard !tables.isEmpty || !written.isEmpty || unclassified != nil else { return nil }
        var all = written
        for (table, digest) in tables {
            all[table.rawValue] = IntakeFact.Rows(rows: digest.rows, sha256: digest.hexadecimal)
        }
        return IntakeFact(
            source: source,
            tables: all,
            unclassified: unclassified.map {
                IntakeFact.Rows(rows: $0.rows, sha256: $0.hexadecimal)
            }
        )
    }
}

/// The rows that an act wrote into tables that are not the ledger's own. Which rows: those whose
/// column `entry` is the entry of this fact; of the fact with source `format-1`, those where it is NULL.
public struct IntakeFact: Fact {
    public static let kind = "intake"

    public struct Rows: Codable, Sendable, Equatable {
        public var rows: Int
        /// ``RowsDigest``, hexadecimal.
        public var sha256: String
        /// Were the rows of all earlier entries taken out? Nil for no.
        public var replaces: Bool?

        enum CodingKeys: String, CodingKey {
            case rows = "rows"
            case sha256 = "sha256"
            case replaces = "replaces"
        }
    }

    /// `population`, the channel of disclosures (`hl7v2`, `fhir`, `backfile`), `list`, `rejects`,
    /// `resolution`, `format-1`.
    public var source: String
    /// By the name of the table.
    public var tables: [String: Rows]
    /// The whole table `unclassified_field` after the act, when the act changed it.
    public var unclassified: Rows?

    enum CodingKeys: String, CodingKey {
        case source = "source"
        case tables = "tables"
        case unclassified = "unclassified"
    }

    /// The source of the one fact over what stood there before the ledger committed to it.
    static let beforeCoverage = "format-1"
}
