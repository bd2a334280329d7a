// SPDX-License-Identifier: EUPL-1.2

/// Is the schema one that the program makes? And if not, what is otherwise.
enum SchemaOutcome: Sendable, Equatable {
    case known(KnownSchema)
    case unknown([Finding])
}

/// Compares what `sqlite_master` holds, byte for byte, with the schemas that are known.
///
/// A view in the place of a table answers what whoever made it wants, also differently to each who
/// asks; an index that leaves rows out hides them from every question that goes through it. So
/// nothing is asked of a store before its schema is known.
struct SchemaVerification {
    private let snapshot: Snapshot

    init(_ snapshot: Snapshot) { self.snapshot = snapshot }

    func outcome(among known: [KnownSchema] = KnownSchema.all) throws -> SchemaOutcome {
        var findings: [Finding] = []
        let objects = try objects(&findings)
        guard findings.isEmpty else { return .unknown(findings) }
        let migrations = try migrations(objects, known)
        #if SPOOR_CONTROLS
            // CONTROL, wrong on purpose: whatever the schema says is taken for the newest.
            if Control.isOn("SKIP_SCHEMA"), let newest = known.first { return .known(newest) }
        #endif
        if let migrations {
            let names = Set(known.flatMap(\.migrations).map { Array($0.utf8) })
            let others = migrations.filter { !names.contains($0) }.count
            if others > 0 {
                return .unknown([
                    Finding(
                        .schema,
                        "\(others) of its migrations are not known: a newer program wrote to it, "
                            + "or somebody else did"
                    )
                ])
            }
        }
        if let schema = known.first(where: { $0.objects == Set(objects) }) {
            guard schema.objects.count == objects.count else {
                return .unknown([Finding(.schema, "something stands in it twice")])
            }
            guard migrations == schema.migrations.map({ Array($0.utf8) }) else {
                return .unknown([
                    Finding(.schema, "its migrations are not those of its tables")
                ])
            }
            return .known(schema)
        }
        return .unknown(Self.differences(objects, known))
    }

    /// Against the schema that is nearest.
    private static func differences(
        _ objects: [SchemaObject],
        _ known: [KnownSchema]
    ) -> [Finding] {
        let found = Set(objects)
        let nearest = known.min {
            $0.objects.symmetricDifference(found).count
                < $1.objects.symmetricDifference(found).count
        }
        guard let nearest else { return [] }
        let missing = nearest.objects.subtracting(found)
        let added = found.subtracting(nearest.objects)
        let changed = added.filter { other in
            missing.contains { $0.kind == other.kind && $0.name == other.name }
        }
        let words =
            changed.map { "the \($0.words) is not as the program makes it" }
            + added.subtracting(changed).map { "there is a \($0.words), which no store has" }
            + missing.filter { one in
                !changed.contains { $0.kind == one.kind && $0.name == one.name }
            }.map { "the \($0.words) is missing" }
        return words.sorted().map { Finding(.schema, $0) }
    }

    /// More than a store ever has: who put them there wants them to be read for long.
    private static let most = 10_000

    private func objects(_ findings: inout [Finding]) throws -> [SchemaObject] {
        let pages = try snapshot.integer("PRAGMA page_count") ?? 0
        if try snapshot.text("PRAGMA encoding") != "UTF-8" {
            findings.append(Finding(.schema, "its texts are not in UTF-8"))
        }
        let rows = try snapshot.cursor(
            "SELECT type, name, tbl_name, rootpage, sql FROM sqlite_master"
        )
        var objects: [SchemaObject] = []
        var roots: Set<Int64> = []
        while try rows.step() {
            let object = SchemaObject(
                kind: Array(rows[0].bytes),
                name: Array(rows[1].bytes),
                table: Array(rows[2].bytes),
                text: rows[4].form == .null ? nil : Array(rows[4].bytes)
            )
            objects.append(object)
            let hasPages = [Array("table".utf8), Array("index".utf8)].contains(object.kind)
            let root = rows[3].integer
            // Page 1 is the schema's own.
            if hasPages ? !(2...max(2, pages) ~= root) || !roots.insert(root).inserted : root != 0 {
                findings.append(Finding(.schema, "the \(object.words) has no place of its own"))
            }
            guard objects.count <= Self.most, findings.count < VerificationReport.limit else {
                findings.append(Finding(.schema, "there is no end to it"))
                break
            }
        }
        return objects
    }

    /// Which migrations were run; nil when the table that says so is not what it should be.
    private func migrations(
        _ objects: [SchemaObject],
        _ known: [KnownSchema]
    ) throws -> [[UInt8]]? {
        let name = Array("grdb_migrations".utf8)
        let ours = Set(objects.filter { $0.table == name || $0.name == name })
        guard known.contains(where: { $0.objects.filter { $0.table == name } == ours }) else {
            return nil
        }
        let rows = try snapshot.cursor("SELECT identifier FROM grdb_migrations NOT INDEXED")
        var migrations: [[UInt8]] = []
        while migrations.count <= Self.most, try rows.step() {
            migrations.append(Array(rows[0].bytes))
        }
        return migrations
    }
}
