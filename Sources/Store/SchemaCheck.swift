// SPDX-License-Identifier: EUPL-1.2

import Database

/// The schema of a file beside what this program makes: whoever may write the file may put a view in
/// the place of a table, and then every answer is theirs.
struct SchemaCheck {
    /// Applied migrations, all of them known; the next ones are still to be applied.
    let applied: Int

    /// Throws ``StoreError/newerMigration(_:)`` before anything else is read, and
    /// ``StoreError/integrity(_:)`` with the name of the object that differs.
    init(_ db: Connection) throws {
        let own = try db.schema()
        if own.isEmpty {
            applied = 0
            return
        }
        // By its hash first: running the migrations takes longer than all other of a short command.
        let isWhole = Self.sha256(of: own) == Schema.sha256
        if !isWhole {
            guard let list = own.first(where: \.listsMigrations),
                try Self.whole.get().contains(list)
            else { throw StoreError.integrity(.migrationsUnlisted) }
        }
        let names = try db.appliedMigrations()
        let known = Schema.migrations.map(\.name)
        if let newer = names.first(where: { !known.contains($0) }) {
            throw StoreError.newerMigration(newer)
        }
        guard names == Array(known.prefix(names.count)) else {
            throw StoreError.integrity(.migrationMissing(before: names.last ?? ""))
        }
        applied = names.count
        if isWhole, applied == known.count { return }
        let objects = try Self.schema(after: applied)
        for object in own where !objects.contains(object) {
            throw StoreError.integrity(
                .schemaDiffers(kind: object.kind, name: object.name)
            )
        }
        if let missing = objects.subtracting(own).min(by: { $0.name < $1.name }) {
            throw StoreError.integrity(.schemaLacks(kind: missing.kind, name: missing.name))
        }
    }

    /// All that stands in a schema, with its place.
    static func sha256(of objects: [SchemaObject]) -> String {
        var digest = RowsDigest()
        for object in objects {
            digest.addRow { row in
                row.add(object.kind)
                row.add(object.name)
                row.add(object.table)
                row.add(blob: object.text)
            }
        }
        return digest.hexadecimal
    }

    var isWhole: Bool { applied == Schema.migrations.count }

    /// What stands in a file after all migrations, made once by running them.
    private static let whole = Result { Set(try Migration.schema(after: Schema.migrations)) }

    private static func schema(after applied: Int) throws -> Set<SchemaObject> {
        applied == Schema.migrations.count
            ? try whole.get()
            : Set(try Migration.schema(after: Array(Schema.migrations.prefix(applied))))
    }
}
