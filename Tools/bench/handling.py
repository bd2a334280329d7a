# SPDX-License-Identifier: EUPL-1.2
"""The whole case, from messages to letters, as `make demo` runs it; once, for it is minutes."""
import json
import os
import subprocess
import sys

import case
import measure
from rows import Goal, Job, Row

CHECKER = os.path.join(os.path.dirname(os.path.dirname(os.path.abspath(__file__))),
                       "check_register.py")


class Demo:
    """A finished case: its input, its store, and whether everything in it is right."""

    def __init__(self, bench):
        self.folder = bench.folder("demo")
        measure.run([bench.program, "demo", "--people", str(bench.people), "--seed", "1",
                     "--dir", self.folder])
        self.input = case.Input(self.folder)
        self.case = case.Case(bench.program, self.folder)
        with open(self.path("summary.json"), encoding="utf-8") as file:
            self.summary = json.load(file)
        checked = subprocess.run(
            [sys.executable, CHECKER, "--truth", self.path("truth.csv"),
             "--register", self.path("register.csv"), "--summary", self.path("summary.json")],
            capture_output=True, text=True)
        self.wrong = [] if checked.returncode == 0 else [
            line for line in checked.stdout.split("\n") if "WRONG" in line]

    def path(self, name):
        return os.path.join(self.folder, name)


def whole(bench, demo):
    seconds = sum(step["seconds"] for step in demo.summary["steps"]
                  if step["name"] != "generation")
    letters = sum(wave["rendered"] for wave in demo.summary["letters"])

    def row(words, unit, figure, goal):
        return Row(words, unit, [measure.Sample(figure, wrong=demo.wrong)], goal)

    return Job(
        f"The whole case: {bench.people:,} people, {demo.input.messages:,} messages, "
        f"{letters:,} letters; one run", [
            row("Spoor: handling, generation left out", "s wall", seconds,
                Goal(300, most=True, at_full=True)),
            row("Spoor: most memory of any step", "MiB", demo.summary["peakRSSBytes"] / 2**20,
                Goal(600, most=True, at_full=True)),
            row("Spoor: everything on the disk, input and letters", "GB",
                case.size_on_disk(demo.folder) / 1e9, Goal(12, most=True, at_full=True)),
        ], """
        Import of the messages is a third and letters a fifth, then the population, the plans of
        the waves and five registers; memory is that of the largest batch of the population.""")
