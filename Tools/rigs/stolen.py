#!/usr/bin/env python3
# SPDX-License-Identifier: EUPL-1.2
"""What a stolen store says to a thief who has no key: of how many people what stands in the clear is
theirs alone, and whether the records of a list can be told by their line or by their order.

A thief who also has the processor's data knows who stands on which line and which messages went out
on which day. So a row that is one person's alone, or a line number, would name that person.

    python3 Tools/rigs/stolen.py --store demo/store
"""

import argparse
import collections
import sqlite3
import sys


def columns(db, table):
    return [row[1] for row in db.execute(f"PRAGMA table_info({table})")]


def unique_share(sets):
    """How many people have a set that nobody else has."""
    times = collections.Counter(sets.values())
    return sum(1 for value in sets.values() if times[value] == 1)


def clear_rows(db):
    """Of each person what stands in the clear of the disclosures, as one value."""
    sets = collections.defaultdict(list)
    for person, flow, categories, day, until in db.execute(
        "SELECT person, flow, categories, disclosed_on, keep_until FROM disclosure"
    ):
        sets[person].append((flow, categories, day, until))
    return {person: hash(tuple(sorted(rows, key=str))) for person, rows in sets.items()}


def lengths(db):
    return {
        number: (dossier, mail)
        for number, dossier, mail in db.execute(
            "SELECT person_dossier.number, length(person_dossier.sealed), length(person_mail.sealed)"
            " FROM person_dossier JOIN person_mail ON person_mail.number = person_dossier.number"
        )
    }


def named_by_line(db):
    """People whose record of a list says its line in the clear."""
    return db.execute(
        "SELECT COUNT(DISTINCT person) FROM assertion WHERE person IS NOT NULL AND line > 0"
    ).fetchone()[0]


def named_by_order(db):
    """People whose records stand in an order that is not that of their own random numbers."""
    named = set()
    for (entry,) in db.execute("SELECT DISTINCT entry FROM assertion").fetchall():
        people = [
            row[0]
            for row in db.execute(
                'SELECT person FROM assertion WHERE entry = ? AND person IS NOT NULL ORDER BY "row"',
                (entry,),
            )
        ]
        if people != sorted(people):
            named.update(people)
    return len(named)


def held_in_clear(db):
    """People of whom it stands in the clear that their letter is held."""
    late = sum("heldLate" in body for (body,) in db.execute("SELECT body FROM fact") if "person" in body)
    held = db.execute("SELECT COUNT(DISTINCT person) FROM letter WHERE held > 0 OR batch = 0").fetchone()[0]
    return held + late


def main():
    arguments = argparse.ArgumentParser(description=__doc__.split("\n")[0])
    arguments.add_argument("--store", required=True)
    arguments.add_argument("--most", type=float, default=5.0, help="per cent of people, at most")
    options = arguments.parse_args()
    db = sqlite3.connect(f"file:{options.store}/spoor.sqlite?mode=ro", uri=True)
    rows, sizes = clear_rows(db), lengths(db)
    people = len(sizes)
    both = {number: (rows.get(number), sizes[number]) for number in sizes}
    shares = [
        ("rows in the clear are nobody else's", unique_share(rows), len(rows)),
        ("sealed lengths are nobody else's", unique_share(sizes), people),
        ("rows and lengths together are nobody else's", unique_share(both), people),
    ]
    counts = [
        ("a line of a list stands in the clear", named_by_line(db)),
        ("the order of a list can be read off", named_by_order(db)),
        ("a held letter stands in the clear", held_in_clear(db)),
    ]
    bad = False
    print(f"\nA stolen store of {people:,} people, without its key")
    for what, count, of in shares:
        share = 100 * count / max(1, of)
        bad |= share > options.most
        print(f"  {what:48} {count:>9,} of {of:>9,} people  {share:5.1f} %")
    for what, count in counts:
        bad |= count > 0
        print(f"  {what:48} {count:>9,} people")
    if bad:
        print(f"FAILED: more than {options.most:g} % are alone, or somebody is named", file=sys.stderr)
        return 1
    return 0


if __name__ == "__main__":
    sys.exit(main())
