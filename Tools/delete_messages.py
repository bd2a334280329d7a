#!/usr/bin/env python3
# SPDX-License-Identifier: EUPL-1.2
"""Deletes random messages from the input of a demo and makes the truth follow, message by message."""
import argparse
import csv
import glob
import json
import os
import random
import sys


def main():
    arguments = argparse.ArgumentParser(description=__doc__)
    arguments.add_argument("--demo", required=True)
    arguments.add_argument("--count", type=int, default=1000)
    arguments.add_argument("--seed", type=int, default=1)
    options = arguments.parse_args()
    with open(os.path.join(options.demo, "truth-messages.csv"), newline="") as file:
        rows = list(csv.DictReader(file))
    # A result that names somebody else than its sample does would be theirs without its order.
    nobodys = {r["sample"] for r in rows if not r["sourceId"] and r["origin"] == "producedThere"}
    may_go = {r["controlId"] for r in rows if r["sample"] not in nobodys and not r["controlId"].startswith("F")}
    chosen = set(random.Random(options.seed).sample(sorted(may_go), options.count))
    removed = 0
    for name in sorted(glob.glob(os.path.join(options.demo, "input", "hl7", "*.hl7"))):
        with open(name, "rb") as file:
            content = file.read()
        kept = []
        for message in content.split(b"\n"):
            header = message.lstrip(b"\r").split(b"\r", 1)[0].split(b"|")
            if header and header[0].endswith(b"MSH") and len(header) > 9 and header[9].decode() in chosen:
                removed += 1
                continue
            kept.append(message)
        with open(name, "wb") as file:
            file.write(b"\n".join(kept))
    # A result lands on its person only while the order of its sample is there.
    sets = {}
    kept_orders = {r["sample"] for r in rows
                   if r["origin"] == "givenByUs" and r["controlId"] not in chosen} if "sample" in rows[0] else None
    for row in rows:
        if row["controlId"] in chosen or not row["sourceId"]:
            continue
        if row["origin"] == "producedThere" and kept_orders is not None and row["sample"] not in kept_orders:
            continue
        person = sets.setdefault(row["sourceId"], {})
        person.setdefault(row["origin"], set()).update(row["categories"].split("+"))
    path = os.path.join(options.demo, "truth.csv")
    with open(path, newline="") as file:
        truth = list(csv.DictReader(file))
        columns = list(truth[0])
    changed = 0
    for row in truth:
        before = dict(row)
        person = sets.get(row["sourceId"], {})
        for origin in ("givenByUs", "producedThere"):
            row[origin] = "+".join(sorted(person.get(origin, ())))
        held = row["givenByUs"] or row["producedThere"] or row["givenByThirdParty"]
        if row["list-1"]:
            row["group"], row["certainty"] = "first", "reported"
        elif row["list-2"]:
            row["group"], row["certainty"] = "second", "reported"
        elif row["givenByUs"] or row["producedThere"]:
            row["group"], row["certainty"] = "notExcluded", "cannotBeExcluded"
        elif held:
            row["group"], row["certainty"] = "reconstructed", "cannotBeExcluded"
        else:
            row["group"], row["certainty"] = "none", "none"
        changed += before != row
    with open(path, "w", newline="") as file:
        writer = csv.DictWriter(file, columns, lineterminator="\n")
        writer.writeheader()
        writer.writerows(truth)
    path = os.path.join(options.demo, "truth.json")
    with open(path) as file:
        figures = json.load(file)
    for group in figures["groups"]:
        figures["groups"][group] = sum(row["group"] == group for row in truth)
    figures["people"] = sum(figures["groups"].values())
    with open(path, "w") as file:
        json.dump(figures, file)
    print(f"{len(chosen)} control ids, {removed} messages removed, {changed} people change")
    return 0


sys.exit(main())
