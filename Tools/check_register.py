#!/usr/bin/env python3
# SPDX-License-Identifier: EUPL-1.2
"""Compares a register of persons with the answers of an exercise.

Shares no code with the program: it reads truth.csv and truth.json beside it, the register
(sourceId,certainty,categories,source) and, if given, the summary of the run. One line per
comparison, then `wrong links: n`, and at last `right` (exit 0) or `WRONG: ...` (exit 1).

A wrong link is a line that says more of a person than *cannot be excluded* and that the answers do
not bear out: about someone unknown, under a list that does not name them, or with other categories.
"""

import argparse
import csv
import json
import sys
from collections import Counter
from pathlib import Path

CERTAINTY = {
    "givenByUs": "cannotBeExcluded",
    "producedThere": "cannotBeExcluded",
    "givenByThirdParty": "cannotBeExcluded",
    "list-1": "reported",
    "list-2": "reported",
}
GROUPS = ["first", "second", "notExcluded", "reconstructed"]
CERTAINTIES = ["reported", "cannotBeExcluded"]
HARMLESS = {"cannotBeExcluded", "excluded"}
WRONG_LINKS = [
    "reported but unknown here",
    "reported without a record",
    "reported with other categories",
]
SHOWN = 5


class Comparison:
    def __init__(self):
        self.differences = 0
        self.wrong_links = 0

    def compare(self, what, expected, found):
        if expected == found:
            print(f"ok     {what}: {found}")
        else:
            self.differences += 1
            print(f"WRONG  {what}: {found}, must be {expected}")

    def name(self, rule, examples):
        """Wrong links by the rule they break; what they differ in is compared elsewhere."""
        self.wrong_links += len(examples)
        shown = f", such as {', '.join(examples[:SHOWN])}" if examples else ""
        verdict = "WRONG " if examples else "ok    "
        print(f"{verdict} wrong links, {rule}: {len(examples)}{shown}")

    def count(self, what, examples):
        """Examples are source ids: numbers of ours that say nothing by themselves."""
        if not examples:
            print(f"ok     {what}: 0")
            return
        self.differences += len(examples)
        print(f"WRONG  {what}: {len(examples)}, such as {', '.join(examples[:SHOWN])}")


def rows(path):
    with open(path, encoding="utf-8-sig", newline="") as file:
        yield from csv.DictReader(file)


def codes(cell):
    return "+".join(sorted(filter(None, cell.split("+"))))


def read_register(path, truth, comparison):
    """The lines by person and source; a line may say nothing only by not being there."""
    register = {}
    uncertain, doubled, empty = [], [], []
    wrong = {rule: [] for rule in WRONG_LINKS}
    for row in rows(path):
        person, source, certainty = row["sourceId"], row["source"], row["certainty"]
        categories = codes(row["categories"])
        if certainty not in HARMLESS:
            rule = wrong_link(truth.get(person), source, categories)
            if rule:
                wrong[rule].append(person)
        if not categories:
            empty.append(f"{person} ({source})")
        if CERTAINTY.get(source) != certainty:
            uncertain.append(f"{person} ({source}, {certainty})")
            continue
        if (person, source) in register:
            doubled.append(f"{person} ({source})")
        register[person, source] = categories
    comparison.count("lines whose certainty is not that of their source", uncertain)
    comparison.count("lines that stand there twice", doubled)
    comparison.count("lines without a category", empty)
    for rule in WRONG_LINKS:
        comparison.name(rule, wrong[rule])
    return register


def wrong_link(answer, source, categories):
    """The name of the rule that a line breaks, or None."""
    if answer is None:
        return "reported but unknown here"
    if not CERTAINTY.get(source) == "reported" or not answer[source]:
        return "reported without a record"
    return None if categories == answer[source] else "reported with other categories"


def group_of(sources):
    if "list-1" in sources:
        return "first"
    if "list-2" in sources:
        return "second"
    if "givenByUs" in sources or "producedThere" in sources:
        return "notExcluded"
    return "reconstructed" if "givenByThirdParty" in sources else "none"


def compare_people(truth, register, comparison):
    differ = {source: [] for source in CERTAINTY}
    missing = {source: [] for source in CERTAINTY}
    added = {source: [] for source in CERTAINTY}
    for person, row in truth.items():
        for source in CERTAINTY:
            expected, found = row[source], register.pop((person, source), None)
            if expected == (found or "") and (expected or found is None):
                continue
            kind = missing if found is None else added if not expected else differ
            kind[source].append(person)
    for source in CERTAINTY:
        comparison.count(f"people missing under {source}", missing[source])
        comparison.count(f"people with other categories under {source}", differ[source])
        comparison.count(f"people who should not be under {source}", added[source])
    comparison.count("lines about people unknown here", sorted({key[0] for key in register}))


def compare_counts(truth, sources, answers, comparison):
    groups = Counter(group_of(found) for found in sources.values())
    expected = Counter(row["group"] for row in truth.values())
    for group in GROUPS:
        comparison.compare(f"people in group {group}", expected[group], groups[group])
        comparison.compare(f"answers for {group}", expected[group], answers["groups"][group])
    found = Counter(certainty_of(found) for found in sources.values())
    expected = Counter(row["certainty"] for row in truth.values())
    for certainty in CERTAINTIES:
        comparison.compare(f"people {certainty}", expected[certainty], found[certainty])


def certainty_of(sources):
    return "reported" if sources & {"list-1", "list-2"} else "cannotBeExcluded"


def compare_summary(truth, answers, summary, comparison):
    for key in ("people", "records", "unresolved"):
        comparison.compare(f"summary {key}", answers[key], summary.get(key))
    groups = summary.get("groups", {})
    for group in GROUPS:
        expected = answers["groups"][group]
        comparison.compare(f"summary group {group}", expected, groups.get(group, 0))
    versions = summary.get("versions") or [{}]
    counts = versions[-1].get("counts", {})
    expected = Counter(row["certainty"] for row in truth.values())
    for certainty in CERTAINTIES:
        comparison.compare(
            f"last version {certainty}", expected[certainty], counts.get(certainty, 0)
        )
    compare_versions(truth, answers, versions, comparison)
    compare_letters(truth, answers, summary.get("letters", []), comparison)


def compare_versions(truth, answers, versions, comparison):
    """Every version on the way, from what was known when it was made."""
    lists = answers["listRecords"]
    known = {
        "opening": (["givenByUs", "producedThere"], 0, 0),
        "with-back-file": (["givenByUs", "producedThere", "givenByThirdParty"], 0, 0),
        "first-list": (list(CERTAINTY)[:4], lists["list-1"], answers["unresolvedAfterFirst"]),
        "second-list": (list(CERTAINTY), sum(lists.values()), answers["unresolved"]),
    }
    comparison.compare("versions", list(known), [version.get("name") for version in versions])
    for version in versions:
        if version.get("name") not in known:
            continue
        name = version["name"]
        sources, records, unresolved = known[name]
        filled = [{source for source in sources if row[source]} for row in truth.values()]
        counts = Counter(certainty_of(found) for found in filled if found)
        comparison.compare(f"version {name} people", counts.total(), version.get("people"))
        for certainty in sorted(set(CERTAINTIES) | set(version.get("counts", {}))):
            found = version.get("counts", {}).get(certainty, 0)
            comparison.compare(f"version {name} {certainty}", counts[certainty], found)
        comparison.compare(f"version {name} records", records, version.get("records"))
        comparison.compare(f"version {name} unresolved", unresolved, version.get("unresolved"))
        found = version.get("unlinked") or {}
        comparison.compare(
            f"version {name} messages about nobody known",
            nobodys_messages(answers),
            sum(found.get("records", {}).values()),
        )
        comparison.compare(f"version {name} samples that wait", 0, found.get("waitingSamples"))


def nobodys_messages(answers):
    """Those of strangers, those that say two people, and what has a sample number of two people.

    A number that is used again has two such results: one names somebody else than its order, and nothing but the number
    tells of the other.
    """
    kinds = ("message.stranger", "message.conflict", "message.sampleAgain", "message.sampleAgain")
    return sum(answers["planted"][kind] for kind in kinds)


def compare_answers(folder, truth, answers, comparison):
    """The answers against themselves and against the lists, when these stand beside them."""
    comparison.compare("people in the population", answers["population"], len(truth))
    comparison.compare("answers add up", answers["people"], sum(answers["groups"].values()))
    lists = answers["listRecords"]
    comparison.compare("answers for records", sum(lists.values()), answers["records"])
    for name, records in lists.items():
        path = folder / "input" / f"{name}.csv"
        if path.exists():
            with open(path, encoding="utf-8-sig", newline="") as file:
                lines = list(file)[1:]
            totals = sum(1 for line in lines if line.startswith("Totaal"))
            comparison.compare(f"totals in {name}", answers["planted"][f"{name}.totals"], totals)
            comparison.compare(f"records in {name}", records, len(lines) - totals)
    disagreeing = [
        person
        for person, row in truth.items()
        if group_of({source for source in CERTAINTY if row[source]}) != row["group"]
    ]
    comparison.count("answers that contradict themselves", disagreeing)


def compare_letters(truth, answers, letters, comparison):
    affected = [row for row in truth.values() if row["group"] != "none"]
    held = {
        "first": sum(1 for row in affected if row["group"] == "first" and row["held"]),
        "all": sum(1 for row in affected if row["held"]),
    }
    comparison.compare("there are waves of letters", True, bool(letters))
    for place, wave in enumerate(letters):
        name = wave.get("wave", place + 1)
        planned = wave.get("planned")
        comparison.compare(
            f"wave {name} planned", planned, wave.get("rendered", 0) + wave.get("held", 0)
        )
        if place == len(letters) - 1:
            comparison.compare(f"wave {name} people", answers["people"], planned)
            comparison.compare(f"wave {name} held", held["all"], wave.get("held"))
        elif place == 0:
            comparison.compare(f"wave {name} people", answers["groups"]["first"], planned)
            comparison.compare(f"wave {name} held", held["first"], wave.get("held"))


def main():
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--truth", required=True, type=Path)
    parser.add_argument("--register", required=True, type=Path)
    parser.add_argument("--summary", type=Path)
    arguments = parser.parse_args()

    comparison = Comparison()
    truth = {row["sourceId"]: row for row in rows(arguments.truth)}
    answers = json.loads((arguments.truth.parent / "truth.json").read_text("utf-8"))
    compare_answers(arguments.truth.parent, truth, answers, comparison)
    register = read_register(arguments.register, truth, comparison)
    sources = {}
    for person, source in register:
        sources.setdefault(person, set()).add(source)
    comparison.compare("people in the register", answers["people"], len(sources))
    compare_people(truth, register, comparison)
    compare_counts(truth, sources, answers, comparison)
    if arguments.summary:
        summary = json.loads(arguments.summary.read_text("utf-8"))
        compare_summary(truth, answers, summary, comparison)

    print(f"wrong links: {comparison.wrong_links}")
    if comparison.differences or comparison.wrong_links:
        print(
            f"WRONG: {comparison.differences} differences, {comparison.wrong_links} wrong links"
        )
        return 1
    print("right")
    return 0


if __name__ == "__main__":
    sys.exit(main())
