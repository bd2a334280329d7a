// SPDX-License-Identifier: EUPL-1.2

/// What PostgreSQL 15 says otherwise than SQLite: the schema is written for SQLite, whose file is
/// what is compared to the byte, and everything in it that another database spells differently is
/// listed here. Statements that are not of the schema are the same in both.
public enum PostgreSQL {
    /// A statement of a migration as PostgreSQL runs it.
    ///
    /// A number has up to 63 bits, which SQLite calls INTEGER and PostgreSQL BIGINT. A table is STRICT
    /// there by itself, and has no row number to be without.
    public static func schema(_ statement: String) -> String {
        if statement.hasPrefix("CREATE TRIGGER") { return trigger(statement) }
        guard statement.hasPrefix("CREATE TABLE") else { return statement }
        var text = statement
        for (own, other) in [
            (") STRICT, WITHOUT ROWID", ")"), (") STRICT", ")"), (" INTEGER", " BIGINT"),
            (" BLOB", " BYTEA"),
        ] {
            text = text.split(separator: own, omittingEmptySubsequences: false)
                .joined(separator: other)
        }
        return text
    }

    /// Triggers refuse, and do nothing else: `CREATE TRIGGER name BEFORE act ON table BEGIN … END`.
    private static func trigger(_ statement: String) -> String {
        let words = statement.split(whereSeparator: \.isWhitespace)
        let (name, act, table) = (words[2], words[4], words[6])
        return """
            CREATE FUNCTION \(name)() RETURNS trigger LANGUAGE plpgsql AS $$
            BEGIN RAISE EXCEPTION '\(table) is append-only'; END $$;
            CREATE TRIGGER \(name) BEFORE \(act) ON \(table)
            FOR EACH STATEMENT EXECUTE FUNCTION \(name)()
            """
    }
}
