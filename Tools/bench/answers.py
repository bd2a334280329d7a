# SPDX-License-Identifier: EUPL-1.2
"""What is asked of a finished case: one person, all processors, help, does the ledger hold."""
import os
import shutil
import statistics

import case
import measure
from measure import Sample, in_turn
from rows import Goal, Job, Row

STARTS = 10


def person(bench, demo):
    bench.say("answers about single people")
    look_ups = {"small": 1_000, "full": 5_000}[bench.size]
    reports, disk = [], []

    def ours():
        document = measure.run([bench.bench, "people", demo.path("store"), demo.path("key"),
                                str(look_ups)]).document
        reports.append((document, measure.differences(
            {"look-ups": look_ups, "other than the register": 0, "found as another": 0},
            document["results"])))

    def peer():
        disk.append(measure.run(bench.peer("disk_sync.py", bench.folder("sync"),
                                           look_ups)).document)

    in_turn(bench.runs, ours, peer)

    def row(words, part, goal=None):
        return Row(words, "ms", [
            Sample(document["milliseconds"][part], document["cpuSeconds"],
                   document["wallSeconds"], wrong) for document, wrong in reports], goal)

    def alone(part):
        return Row(f"the disk alone: 512 bytes appended and synced, {part}", "ms", [
            Sample(document["milliseconds"][part], document["cpuSeconds"],
                   document["wallSeconds"]) for document in disk])

    return Job(f"One person's answer in the process, {2 * look_ups:,} look-ups a run", [
        row("Spoor: by reference, p50", "by reference, p50"),
        row("Spoor: by reference, p99", "by reference, p99", Goal(5, most=True)),
        row("Spoor: searched by sourceId, p50", "by sourceId, p50"),
        row("Spoor: searched by sourceId, p99", "by sourceId, p99"),
        alone("p50"), alone("p99"),
    ], """
        The disk: the line in the access log is on it before anything is shown, one wait by
        reference and two when the person is searched first. A search opens everyone in a bucket
        of the index; the rest is one page of the register and some statements of SQL.""")


# Between two looks of one of the hundred tasks, in milliseconds: 400 looks a second.
PAUSE = 250


def during_import(bench, demo):
    """Looks while the same process imports everything once more, for a party that has nothing yet."""
    bench.say("looks during an import")
    reports = []
    for run in range(bench.runs):
        folder = bench.folder("looks")
        shutil.rmtree(folder, ignore_errors=True)
        shutil.copytree(demo.path("store"), os.path.join(folder, "store"))
        shutil.copy(demo.path("key"), folder)
        taken = case.Case(bench.program, folder)
        taken.run("party", "add", "second", "--name", "Second", "--from", "2017-01-01")
        document = measure.run([bench.bench, "looks", os.path.join(folder, "store"),
                                os.path.join(folder, "key"), demo.input.path("hl7"), "second",
                                str(PAUSE)]).document
        reports.append((document, measure.differences({"messages": demo.input.messages},
                                                      document["results"])))
        shutil.rmtree(folder)

    def row(words, part, goal=None):
        return Row(words, "ms", [
            Sample(document["milliseconds"][part], document["cpuSeconds"],
                   document["wallSeconds"], wrong) for document, wrong in reports], goal)

    return Job("A look at a person by reference, a hundred tasks, during a full import", [
        row("Spoor: each task looks four times a second, p50", "a look, p50"),
        row("Spoor: each task looks four times a second, p99", "a look, p99",
            Goal(25, most=True)),
    ], """
        Not the cores: the threads of the import yield to looks, and the median fell from 4.5 to
        2.9 ms by that, the slowest hundredth did not. What is left is most likely the disk: the
        line in the access log is synced beside the import's own writing.""")


def exposure(bench, demo):
    bench.say("exposure")
    recounted = demo.case.run("exposure", "--recount", "--json").document

    def ours():
        taken = demo.case.run("exposure", "--json")
        wrong = [] if taken.document == recounted else ["differs from a full count"]
        return Sample(taken.wall * 1000, taken.cpu, taken.wall, wrong)

    return Job("Exposure of all processors, `spoor exposure`", [
        Row("Spoor", "ms wall", in_turn(bench.runs, ours)[0], Goal(100, most=True)),
    ], """
        The start of the program; the sums are kept with the rows, so that reading them takes
        some milliseconds at any size.""")


def start_up(bench):
    bench.say("start-up")

    def ours():
        taken = [measure.run([bench.program, "--help"]) for _ in range(STARTS)]
        wall = statistics.median(one.wall for one in taken)
        return Sample(wall * 1000, statistics.median(one.cpu for one in taken), wall,
                      [] if b"SUBCOMMANDS" in taken[0].output else ["it shows no commands"])

    return Job(f"Start-up, `spoor --help`, median of {STARTS} a run", [
        Row("Spoor", "ms wall", in_turn(bench.runs, ours)[0], Goal(50, most=True)),
    ], """
        The loader: half of the time it looks up symbols of Foundation and Swift's libraries,
        most of the rest the kernel maps them.""")


def verification(bench, demo):
    bench.say("verification of the ledger")
    least = sum(one["disclosures"] for one in demo.case.run("exposure", "--json").document["items"])

    def ours():
        taken = demo.case.run("ledger", "verify", "--against", demo.path("checkpoint.txt"),
                              "--json")
        report = taken.document
        wrong = []
        if not report["intact"] or not report["continuesOlderCheckpoint"]:
            wrong.append("the ledger does not verify")
        if report["rows"] <= least:
            wrong.append(f"{report['rows']} rows, must be more than {least}")
        return Sample(report["rows"] / taken.wall, taken.cpu, taken.wall, wrong)

    return Job("Verification of the ledger, `spoor ledger verify`", [
        Row("Spoor: every row rehashed, every root, signature and file", "rows/s wall",
            in_turn(bench.runs, ours)[0], Goal(1_000_000, at_full=True)),
    ], """
        Two cores alike: SHA-256 with what the library makes and gives back for each hash is a
        third of the time, SQLite's fetching of rows another third, then the root of each entry and
        the recount of the exposure.""")
