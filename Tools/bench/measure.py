# SPDX-License-Identifier: EUPL-1.2
"""Processes and what they took; medians and ranges of several runs."""
import json
import os
import statistics
import subprocess
import sys
import tempfile
import time


class Taken:
    """A process that ended: user and system seconds, wall seconds, peak memory, what it printed."""

    def __init__(self, cpu, wall, peak, status, output, errors):
        self.cpu, self.wall, self.peak = cpu, wall, peak
        self.status, self.output, self.errors = status, output, errors

    @property
    def document(self):
        return json.loads(self.output)


def run(words, environment=None, folder=None, may=(0,)):
    """Runs to the end; an exit status that is not in `may` ends the bench."""
    with tempfile.TemporaryFile() as output, tempfile.TemporaryFile() as errors:
        began = time.monotonic()
        process = subprocess.Popen(
            words, env={**os.environ, **(environment or {})}, cwd=folder,
            stdin=subprocess.DEVNULL, stdout=output, stderr=errors,
        )
        # Of this process and all it waited for.
        _, status, usage = os.wait4(process.pid, 0)
        wall = time.monotonic() - began
        process.returncode = os.waitstatus_to_exitcode(status)
        output.seek(0)
        errors.seek(0)
        taken = Taken(usage.ru_utime + usage.ru_stime, wall, usage.ru_maxrss * 1024,
                      process.returncode, output.read(), errors.read().decode(errors="replace"))
    if may is not None and taken.status not in may:
        sys.exit(f"{' '.join(map(str, words))}: exit {taken.status}\n{taken.errors[-2000:]}")
    return taken


class Sample:
    """One run of one contender: its figure, what it took, and what is wrong with its result."""

    def __init__(self, figure, cpu=None, wall=None, wrong=()):
        self.figure, self.cpu, self.wall, self.wrong = figure, cpu, wall, list(wrong)


class Series:
    """The same figure of several runs."""

    def __init__(self, values):
        self.values = list(values)
        self.median = statistics.median(self.values)
        self.low, self.high = min(self.values), max(self.values)


def in_turn(runs, *contenders):
    """A B A B: the samples of each contender, so that all of them had the same weather."""
    samples = [[] for _ in contenders]
    for _ in range(runs):
        for place, contender in enumerate(contenders):
            samples[place].append(contender())
    return samples


def report(words, figure, expected):
    """A sample out of a report of `bench` or a peer, which must come to the sums in `expected`."""
    document = run(words).document
    return Sample(figure(document), document["cpuSeconds"], document["wallSeconds"],
                  differences(expected, document["results"]))


def per_cpu_second(document):
    return document["items"] / document["cpuSeconds"]


def differences(expected, found):
    """Sentences about sums that are not as they must be."""
    return [f"{name}: {found.get(name)}, must be {value}"
            for name, value in expected.items() if found.get(name) != value]
