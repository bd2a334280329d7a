# SPDX-License-Identifier: EUPL-1.2
"""From files to a durable ledger with identities resolved; then registers of two sizes."""
import case
from measure import Sample, in_turn, report
from rows import Goal, Job, Row, ratio


def messages(bench, source):
    """The job, and the store that it leaves: everything imported."""
    bench.say(f"import of {source.messages:,} messages")
    box = case.Case(bench.program, bench.folder("case"))
    box.begin(source)
    box.keep("before")
    seen = []

    def ours():
        box.restore("before")
        taken = box.import_messages(source)
        counts = taken.document
        seen.append(counts["counts"]["ledger rows"])
        wrong = []
        if counts["read"] != source.messages:
            wrong.append(f"{counts['read']} messages, must be {source.messages}")
        if len(set(seen)) > 1:
            wrong.append(f"not the same number of ledger rows each time: {set(seen)}")
        return Sample(source.messages / taken.wall, taken.cpu, taken.wall, wrong)

    def peer():
        return report(bench.peer("sqlite_rows.py", bench.folder("rows.sqlite"), source.messages),
                      lambda document: document["items"] / document["wallSeconds"],
                      {"rows": source.messages, "synchronous": 2})

    samples = in_turn(bench.runs, ours, peer)
    return box, Job(
        f"Import of {source.messages:,} messages, in files, of {bench.people:,} people", [
            Row("Spoor: read, classified, resolved, committed to, durable", "messages/s wall",
                samples[0], Goal(60_000, at_full=True)),
            Row("SQLite by Python: only as many rows made durable, 10,000 a commit", "rows/s wall",
                samples[1]),
            ratio("Spoor beside only storing", *samples),
        ], """
        The one writer: its thread has two thirds of all CPU time, half of that in SQLite, finding
        places in indexes, and a fifth in writing pages. Each page of the indexes is written once
        for each batch, so few large batches write less. Reading goes on beside it.""")


def registers(bench, box, source):
    """Computed and frozen, of the case and of one of another size, in turn."""
    bench.say(f"registers of {bench.people:,} and of {bench.other_people:,} people")
    other_source = case.invent(bench.program, bench.folder("other-input"), bench.other_people)
    other = case.Case(bench.program, bench.folder("other"))
    other.begin(other_source)
    other.import_messages(other_source)
    sizes = {bench.people: (box, source), bench.other_people: (other, other_source)}
    contenders = []
    for people, (one, its_source) in sorted(sizes.items()):
        one.open_incident(its_source)
        contenders.append(Freezing(one, *its_source.people_of_messages()))
    samples = in_turn(bench.runs, *contenders)
    few, many = sorted(sizes)
    times = [[Sample(sample.wall, wrong=sample.wrong) for sample in part] for part in samples]
    rows = [Row(f"Spoor: {people:,} people", "s wall", part,
                Goal(5, most=True, at_full=True) if people == many else None)
            for people, part in zip((few, many), samples)]
    rows.append(ratio(f"{many / few:.3g} times the people: times the time", *reversed(times),
                      Goal(6, most=True)))
    return Job("Register computed and frozen", rows, """
        On both cores reading the ledger's rows, which stand in the order of the people, and opening
        everybody's sourceId for the hash, a third of the time each; then on one core joining
        what the two made, and the hash.""")


class Freezing:
    """Freezes a register once more at each call; equal facts must give equal hashes."""

    def __init__(self, box, everybody, listed):
        self.box, self.everybody, self.listed = box, everybody, listed
        self.hashes = []

    def __call__(self):
        taken = self.box.freeze(f"run-{len(self.hashes) + 1}")
        register = taken.document
        self.hashes.append(register["hash"])
        found = {"people": register["people"], "reported": register["counts"].get("reported", 0)}
        wrong = [f"{found[name]} {name}, must be {value}"
                 for name, value in (("people", self.everybody), ("reported", self.listed))
                 if found[name] != value]
        if len(set(self.hashes)) > 1:
            wrong.append("equal facts gave another hash")
        return Sample(taken.wall, taken.cpu, taken.wall, wrong)
