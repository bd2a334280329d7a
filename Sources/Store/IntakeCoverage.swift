// SPDX-License-Identifier: EUPL-1.2

public import Custody
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
    /// Of which import it is, and which entries of the act hold its rows.
    var importing = ImportShare()

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
        guard
            !tables.isEmpty || !written.isEmpty || unclassified != nil || !importing.isEmpty
        else { return nil }
        var all = written
        for (table, digest) in tables {
            all[table.rawValue] = IntakeFact.Rows(rows: digest.rows, sha256: digest.hexadecimal)
        }
        return IntakeFact(
            source: source,
            tables: all,
            unclassified: unclassified.map {
                IntakeFact.Rows(rows: $0.rows, sha256: $0.hexadecimal)
            },
            importNumber: importing.number,
            rows: importing.rows.isEmpty ? nil : importing.rows,
            cameBefore: importing.cameBefore.isEmpty
                ? nil
                : Dictionary(
                    uniqueKeysWithValues: importing.cameBefore.map { (String($0), $1) }
                ),
            fields: importing.fields.isEmpty ? nil : importing.fields,
            otherPeople: importing.otherPeople.isEmpty ? nil : importing.otherPeople
        )
    }
}

/// What an act says of the import that it is part of.
struct ImportShare {
    /// Nil when it is of none that has a number.
    var number: Int?
    /// The entries of the act that hold its rows.
    var rows: [IntakeFact.RowsEntry] = []
    /// Contents that had come before, by the import that brought them first.
    var cameBefore: [Int: Int] = [:]
    /// Messages by the path of an unclassified field.
    var fields: [String: Int] = [:]
    /// Whom messages name beside those they are about, by the code of an `OtherPeople.Kind`.
    var otherPeople: [String: MentionCount] = [:]

    var isEmpty: Bool { rows.isEmpty && cameBefore.isEmpty && otherPeople.isEmpty }
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

    /// An entry with rows of an import.
    public struct RowsEntry: Codable, Sendable, Equatable {
        public var entry: Int
        /// Other imports without which these rows would not be: that of the order beside a result.
        public var with: [Int]?

        enum CodingKeys: String, CodingKey {
            case entry = "entry"
            case with = "with"
        }
    }

    /// `population`, the channel of disclosures (`hl7v2`, `fhir`, `backfile`), `list`, `rejects`,
    /// `resolution`, `undo`, `format-1`.
    public var source: String
    /// By the name of the table.
    public var tables: [String: Rows]
    /// The whole table `unclassified_field` after the act, when the act changed it.
    public var unclassified: Rows?
    /// `ImportFact.number` of the import that wrote it; nil when there is none.
    public var importNumber: Int?
    /// The entries of the same act that hold rows of the import.
    public var rows: [RowsEntry]?
    /// Contents that had come before, by the number of the import that brought them first.
    public var cameBefore: [String: Int]?
    /// Messages of the act by the path of an unclassified field.
    public var fields: [String: Int]?
    /// Other people whom new messages of the act name, by the code of an `OtherPeople.Kind`. Nil for none, and in
    /// acts of before it was counted.
    public var otherPeople: [String: MentionCount]?

    enum CodingKeys: String, CodingKey {
        case source = "source"
        case tables = "tables"
        case unclassified = "unclassified"
        case importNumber = "import"
        case rows = "rows"
        case cameBefore = "cameBefore"
        case fields = "fields"
        case otherPeople = "otherPeople"
    }

    /// The source of the one fact over what stood there before the ledger committed to it.
    static let beforeCoverage = "format-1"
}
