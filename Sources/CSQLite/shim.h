// SPDX-License-Identifier: EUPL-1.2
#include <sqlite3.h>

// Swift calls no function with a variable number of arguments, so these stand here.

/// SQLite refuses to let SQL change its own schema tables or shadow tables.
static inline int spoor_sqlite_defensive(sqlite3 *connection) {
    return sqlite3_db_config(connection, SQLITE_DBCONFIG_DEFENSIVE, 1, (void *)0);
}

/// Functions and virtual tables that a foreign schema names are not run.
static inline int spoor_sqlite_untrusted_schema(sqlite3 *connection) {
    return sqlite3_db_config(connection, SQLITE_DBCONFIG_TRUSTED_SCHEMA, 0, (void *)0);
}

/// Triggers do nothing on this connection: for tests, which change what the schema refuses to.
static inline int spoor_sqlite_without_triggers(sqlite3 *connection) {
    return sqlite3_db_config(connection, SQLITE_DBCONFIG_ENABLE_TRIGGER, 0, (void *)0);
}
