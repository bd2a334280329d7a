#!/usr/bin/env python3
# SPDX-License-Identifier: EUPL-1.2
"""Speed, ours beside the peers in the same run: one table, which is also docs/performance.md.

A figure counts only with right results: each run is compared with sums that others came to.
"""
import argparse
import os
import shutil
import subprocess
import sys

import answers
import handling
import importing
import letters
import page
import pages
import parsing

# People of the case that is measured, and of the other one, for how work grows with size.
SIZES = {"small": (20_000, 100_000), "full": (941_000, 188_200)}


class Bench:
    """What every job needs: programs, sizes, a folder to work in, the interpreter of the peers."""

    def __init__(self, options):
        self.size, self.runs = options.size, options.runs
        self.people, self.other_people = SIZES[options.size]
        self.program, self.bench = program(options.program), program(options.bench)
        self.python = options.peers_python
        self.work = os.path.abspath(options.work)
        self.cores = len(os.sched_getaffinity(0))

    def folder(self, name):
        return os.path.join(self.work, name)

    def peer(self, script, *words):
        """A peer's script, with the interpreter that has its library."""
        path = os.path.join(os.path.dirname(os.path.abspath(__file__)), "peers", script)
        return [self.python, path, *map(str, words)]

    def version(self, package):
        """The version of a package that the peers' interpreter has; None: not installed."""
        done = subprocess.run(
            [self.python, "-c", "import sys; from importlib.metadata import version; "
             "print(version(sys.argv[1]))", package], capture_output=True, text=True)
        return done.stdout.strip() if done.returncode == 0 else None

    def say(self, words):
        print(f"  {words} …", file=sys.stderr, flush=True)


def program(path):
    path = os.path.abspath(path)
    if not os.access(path, os.X_OK):
        sys.exit(f"there is no program at {path}: make bench builds it")
    return path


def measure_all(bench):
    jobs = [parsing.message_job(bench), parsing.bundle_job(bench)]
    bench.say(f"the whole case of {bench.people:,} people")
    demo = handling.Demo(bench)
    box, imported = importing.messages(bench, demo.input)
    # Exposure before people: thousands of looks leave as many lines of the access log to be checked
    # by whoever opens the store before the next entry.
    jobs += [imported, importing.registers(bench, box, demo.input), answers.exposure(bench, demo),
             answers.person(bench, demo), answers.during_import(bench, demo),
             answers.start_up(bench),
             letters.job(bench, box, demo.input), pages.job(bench, demo),
             answers.verification(bench, demo),
             handling.whole(bench, demo)]
    return jobs


def main():
    parser = argparse.ArgumentParser(description=__doc__.split("\n")[0])
    parser.add_argument("--size", choices=SIZES, default="small")
    parser.add_argument("--runs", type=int, default=5)
    parser.add_argument("--peers-python", default=sys.executable, help="has hl7, orjson, reportlab")
    parser.add_argument("--program", default=".build/release/spoor")
    parser.add_argument("--bench", default=".build/release/bench")
    parser.add_argument("--work", default=".build/bench-work", help="a new folder, on a real disk")
    parser.add_argument("--page", default="docs/performance.md", help="the page to write")
    options = parser.parse_args()
    if options.runs < 1:
        parser.error("--runs is 1 or more")
    if os.path.exists(options.work):
        sys.exit(f"{options.work} is there already: remove it, or give --work")
    bench = Bench(options)
    os.makedirs(bench.work)
    try:
        jobs = measure_all(bench)
        text = page.write(bench, jobs)
    finally:
        shutil.rmtree(bench.work, ignore_errors=True)
    with open(options.page, "w", encoding="utf-8") as file:
        file.write(text)
    print(page.table(bench, jobs))
    wrong = [f"{job.work}; {row.by}: {words}"
             for job in jobs for row in job.rows for words in row.wrong]
    for words in wrong:
        print(f"WRONG: {words}")
    return 1 if wrong else 0


if __name__ == "__main__":
    sys.exit(main())
