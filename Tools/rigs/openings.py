#!/usr/bin/env python3
# SPDX-License-Identifier: EUPL-1.2
"""Rig D, many openings at once: tasks of one process open people, each behind its line in the log.

`bench openings` runs under `recorder.c`, which counts the syncs of the access log. The log is then
read by other code: every opening has its line, no number is missing or stands there twice, the
chain is one. See docs/rigs.md.
"""
import json
import os
import shutil
import subprocess
import sys
import tempfile

import content
import disk
import power
import rig

OPENINGS = {"ci": 100_000, "night": 100_000, "release": 1_000_000}
TASKS = 16


def access_log(store):
    """(lines, gaps, forks) of the log, each line read by itself."""
    with open(os.path.join(store, "access.log"), "rb") as file:
        bytes_ = file.read()
    lines = bytes_.split(b"\n")[:-1]
    gaps = sum(json.loads(line)["eventId"] != number for number, line in enumerate(lines, 1))
    chained = content.Content({"store/access.log": bytes_}, "").access_lines
    return len(lines), gaps, len(lines) - chained


def main():
    parser = rig.arguments(__doc__.split("\n")[0])
    parser.add_argument("--bench", help="the built bench; beside the program")
    parser.add_argument("--openings", type=int, help="how many openings, whatever the size")
    parser.add_argument("--most", type=float, default=0.1, help="syncs for each opening, at most")
    options = rig.settle(parser.parse_args())
    bench = options.bench or os.path.join(os.path.dirname(options.program), "bench")
    wanted = options.openings or OPENINGS[options.size]
    if not os.access(bench, os.X_OK):
        sys.exit(f"there is no {bench}: swift build --product bench")
    clock = rig.Clock()
    work = options.work or tempfile.mkdtemp(prefix="spoor-rig-openings-")
    os.makedirs(work, exist_ok=True)
    program = rig.Program(options.program, work)
    demo = os.path.join(work, "demo")
    program.run("demo", "--people", "1000", "--seed", str(options.seed % 1_000_000), "--dir", demo)
    store, key = os.path.join(demo, "store"), os.path.join(demo, "key")
    before = access_log(store)[0]
    log = os.path.join(work, "log")
    done = subprocess.run(
        [bench, "openings", store, key, str(wanted), str(TASKS)],
        env={**os.environ, "RIG_ROOT": store, "RIG_LOG": log,
             "LD_PRELOAD": power.build_recorder(work)},
        stdin=subprocess.DEVNULL, capture_output=True, check=False,
    )
    if done.returncode != 0:
        sys.exit("bench openings: " + done.stderr.decode(errors="replace")[-2000:])
    report = json.loads(done.stdout)
    syncs = sum(1 for record in disk.read_log(log, store)
                if record.op == "S" and record.path == "access.log")
    lines, gaps, forks = access_log(store)
    share = syncs / wanted
    verified = program.run("ledger", "verify", "--store", store, "--key-file", key, may=None)
    rig.table("Many openings at once", [
        ("size", options.size), ("seed", options.seed), ("tasks", TASKS),
        ("openings", report["results"]["openings"]), ("lines they left", lines - before),
        ("lines with another number than their place", gaps),
        ("lines behind which the chain breaks", forks),
        ("syncs of the access log", syncs), ("  for each opening", f"{share:.4f}"),
        ("milliseconds an opening, p50", report["milliseconds"]["an opening, p50"]),
        ("milliseconds an opening, p99", report["milliseconds"]["an opening, p99"]),
        ("openings a second", wanted / report["wallSeconds"]),
        ("ledger verify, exit", verified.returncode), ("seconds", clock.seconds),
    ])
    wrong = [words for words, is_wrong in [
        ("not every opening has its line", lines - before != wanted),
        ("numbers are missing or stand there twice", gaps),
        ("the chain is not one", forks),
        (f"more than {options.most:g} syncs for each opening", share > options.most),
        ("no sync was seen", syncs == 0),
        ("the ledger does not verify", verified.returncode != 0),
    ] if is_wrong]
    if wrong:
        print("wrong: " + "; ".join(wrong))
        print(f"FAILED; repeat with --seed {options.seed}; kept: {work}")
        return 1
    if not options.work:
        shutil.rmtree(work, ignore_errors=True)
    return 0


if __name__ == "__main__":
    sys.exit(main())
