# SPDX-License-Identifier: EUPL-1.2
"""SQLite from Python: rows of some 220 bytes with an index, WAL, synchronous=FULL, 10,000 a commit.

Nothing is read, resolved or committed to: only as many rows made as durable.
"""
import os
import sqlite3
import sys

from stopwatch import Stopwatch

path, count, batch = sys.argv[1], int(sys.argv[2]), 10_000
for ending in ("", "-wal", "-shm"):
    if os.path.exists(path + ending):
        os.remove(path + ending)
database = sqlite3.connect(path, isolation_level=None)
database.execute("PRAGMA journal_mode = WAL")
database.execute("PRAGMA synchronous = FULL")
database.execute(
    "CREATE TABLE line "
    "(id INTEGER PRIMARY KEY, person INTEGER, kind INTEGER, day INTEGER, body TEXT)")
database.execute("CREATE INDEX line_person ON line (person)")
body = "x" * 200
watch = Stopwatch()
for start in range(0, count, batch):
    database.execute("BEGIN")
    database.executemany(
        "INSERT INTO line (person, kind, day, body) VALUES (?, ?, ?, ?)",
        [(number * 7919 % 1_000_003, number % 7, start, body)
         for number in range(start, min(start + batch, count))],
    )
    database.execute("COMMIT")
watch.stop()
watch.report(count, {
    "rows": database.execute("SELECT COUNT(*) FROM line").fetchone()[0],
    "synchronous": database.execute("PRAGMA synchronous").fetchone()[0],
})
