#!/usr/bin/env python3
# SPDX-License-Identifier: EUPL-1.2
"""Searches files for everyone of a population: numbers, long names; in several spellings."""
import argparse
import base64
import csv
import hashlib
import os
import sqlite3
import sys


def spellings(text):
    raw = text.encode()
    yield "utf-8", raw
    yield "utf-16le", text.encode("utf-16-le")
    yield "utf-16be", text.encode("utf-16-be")
    yield "hex", raw.hex().encode()
    yield "HEX", raw.hex().upper().encode()
    for shift in range(3):
        # The middle of base64, whatever stood in front.
        coded = base64.b64encode(b"\0" * shift + raw)
        yield "base64", coded[4 if shift else 0:len(coded) - 4]


def needles(path):
    with open(path, encoding="utf-8", newline="") as file:
        for row in csv.DictReader(file):
            number = row["bsn"]
            if number:
                for kind, needle in spellings(number):
                    yield "number " + kind, needle
                yield "number sha-256", hashlib.sha256(number.encode()).digest()
                yield "number sha-256 hex", hashlib.sha256(number.encode()).hexdigest().encode()
                yield "number md5", hashlib.md5(number.encode()).digest()
                yield "number md5 hex", hashlib.md5(number.encode()).hexdigest().encode()
            if len(row["surname"]) >= 8:
                for kind, needle in spellings(row["surname"]):
                    yield "name " + kind, needle
            yield "sourceId", row["sourceId"].encode()


def column_values(path, numbers):
    """Columns of a database that hold a citizen number as a number."""
    database = sqlite3.connect(f"file:{path}?mode=ro", uri=True)
    tables = [name for (name,) in database.execute("SELECT name FROM sqlite_master WHERE type = 'table'")]
    for table in tables:
        columns = [row[1] for row in database.execute(f'PRAGMA table_info("{table}")')]
        for column in columns:
            for (value,) in database.execute(
                f'SELECT DISTINCT "{column}" FROM "{table}" WHERE typeof("{column}") IN (\'integer\', \'real\')'
            ):
                if int(value) in numbers:
                    yield f"{table}.{column}"
    database.close()


#: How many bytes of what is looked for are compared first.
START = 6


def windows(content, width):
    return {content[i:i + width] for i in range(len(content) - width + 1)}


def main():
    arguments = argparse.ArgumentParser(description=__doc__)
    arguments.add_argument("--population", required=True)
    arguments.add_argument("paths", nargs="+")
    options = arguments.parse_args()
    # By how they begin, so that the search is one pass over each file, and one more for each width
    # of what begins like something in it.
    by_start = {}
    for kind, needle in needles(options.population):
        # A few bytes occur by chance in megabytes of ciphertext.
        if len(needle) >= START:
            by_start.setdefault(needle[:START], {})[needle] = kind
    with open(options.population, encoding="utf-8", newline="") as file:
        numbers = {int(row["bsn"]) for row in csv.DictReader(file) if row["bsn"]}
    found = 0
    for top in options.paths:
        files = [top] if os.path.isfile(top) else [
            os.path.join(folder, name) for folder, _, names in os.walk(top) for name in names
        ]
        for name in files:
            with open(name, "rb") as file:
                content = file.read()
            if content.startswith(b"SQLite format 3\0"):
                for place in column_values(name, numbers):
                    print(f"{name}: number in column {place}")
                    found += 1
            by_width = {}
            for start in windows(content, START) & by_start.keys():
                for needle, kind in by_start[start].items():
                    by_width.setdefault(len(needle), {})[needle] = kind
            for width, wanted in by_width.items():
                hits = windows(content, width) & wanted.keys()
                for hit in list(hits)[:3]:
                    print(f"{name}: {wanted[hit]}")
                found += len(hits)
    print(f"{found} found" if found else "nothing found")
    return 1 if found else 0


sys.exit(main())
