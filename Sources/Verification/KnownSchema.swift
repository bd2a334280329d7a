// SPDX-License-Identifier: EUPL-1.2

/// The schema of a store as it was made by the program, to the byte; for each format one file.
struct KnownSchema: Sendable, Equatable {
    /// As the store's own setting names it.
    let format: String
    /// All that were run, in their order.
    let migrations: [String]
    let objects: Set<SchemaObject>
    /// The tables of rows under the ledger.
    let rows: [RowTable]
    /// What the ledger does not commit to.
    let named: [Named]

    /// Columns that nothing in the ledger commits to and nothing can be recounted from, and the words
    /// by which every report names them.
    struct Named: Sendable, Equatable {
        let words: String
        let columns: [String: Set<String>]

        init(_ words: String, _ columns: [String: Set<String>]) {
            self.words = words
            self.columns = columns
        }
    }

    /// Tables that entries commit to, or that are recounted from those, whole.
    static let covered: Set<String> = [
        "ledger_entry", "checkpoint", "fact", "disclosure", "unresolved_disclosure", "resolution",
        "assertion", "letter", "register_page", "letter_code", "holding", "exposure_sum",
        "grdb_migrations", "erasure", "received", "sample_message", "reject", "unclassified_field",
        "person_by_source", "person_by_citizen_number", "person_by_birth_and_name",
        "person_by_address", "setting", "wrapped_key", "person_version", "person", "person_dossier",
        "person_mail",
    ]

    /// The newest first.
    static let all = format2 + format1

    /// Texts are compared as bytes: two spellings of a letter are not the same text.
    static func == (left: KnownSchema, right: KnownSchema) -> Bool {
        left.migrations == right.migrations && left.objects == right.objects
    }

    /// Objects one after another, parted by an empty line: `kind name table`, then the text, which
    /// an index that SQLite makes by itself has none of.
    static func objects(_ text: String) -> Set<SchemaObject> {
        Set(
            text.split(separator: "\n\n").map { part in
                let lines = part.split(separator: "\n", maxSplits: 1)
                let words = lines[0].split(separator: " ")
                return SchemaObject(
                    kind: Array(words[0].utf8),
                    name: Array(words[1].utf8),
                    table: Array(words[2].utf8),
                    text: lines.count > 1 ? Array(lines[1].utf8) : nil
                )
            }
        )
    }

    func has(_ table: String) -> Bool {
        objects.contains { $0.kind == Array("table".utf8) && $0.name == Array(table.utf8) }
    }

    /// The sentence of a report. `isFounded`: has something been recorded in format 2? Before that no
    /// entry commits to more than in format 1.
    func unproven(isFounded: Bool) -> String {
        let named = isFounded ? named : Self.namedInFormat1
        return "What the ledger does not commit to: " + named.map(\.words).joined(separator: "; ")
            + "."
    }
}

extension Set<SchemaObject> {
    static func + (left: Self, right: Self) -> Self { left.union(right) }
}

/// A line of `sqlite_master`, without its place in the file.
struct SchemaObject: Sendable, Hashable {
    var kind: [UInt8]
    var name: [UInt8]
    var table: [UInt8]
    var text: [UInt8]?

    /// Its kind and name, if they can stand in a report: who changed the file chose them.
    var words: String {
        "\(Self.plain(kind) ?? "object") \(Self.plain(name) ?? "with a name of other signs")"
    }

    private static func plain(_ bytes: [UInt8]) -> String? {
        let isPlain = bytes.allSatisfy { byte in
            switch byte {
            case UInt8(ascii: "a")...UInt8(ascii: "z"), UInt8(ascii: "A")...UInt8(ascii: "Z"),
                UInt8(ascii: "0")...UInt8(ascii: "9"), UInt8(ascii: "_"):
                true
            default: false
            }
        }
        return isPlain && 1...64 ~= bytes.count ? String(decoding: bytes, as: UTF8.self) : nil
    }
}
