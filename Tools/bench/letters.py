# SPDX-License-Identifier: EUPL-1.2
"""Letters: people opened, letters composed, pages written, all cores at work."""
import csv
import glob
import hashlib
import os
import shutil
import subprocess

import measure
from measure import Sample, in_turn
from rows import Goal, Job, Row, missing, ratio


def job(bench, box, source):
    bench.say("letters")
    box.plan_letters("run-1")
    box.keep("planned")
    everybody, _ = source.people_of_messages()
    printing = Printing(bench, box, source, everybody)
    library = bench.version("reportlab")
    each = {"small": 1_500, "full": 10_000}[bench.size]

    def peer():
        return measure.report(
            bench.peer("reportlab_letters.py", bench.work, each, bench.cores),
            lambda document: document["items"] / document["wallSeconds"], {"failed": 0})

    samples = in_turn(bench.runs, printing, *([peer] if library else []))
    sizes = [Sample(size, wrong=sample.wrong) for size, sample in zip(printing.sizes, samples[0])]
    rows = [
        Row("Spoor: opened, composed, typeset, written with manifest and hash", "letters/s wall",
            samples[0], Goal(15_000)),
        Row("Spoor: a letter", "bytes", sizes, Goal(2_000, most=True)),
    ]
    words = "Spoor beside reportlab"
    if library:
        rows += [Row(f"reportlab {library}, {bench.cores} processes: constant part drawn once",
                     "letters/s wall", samples[1]), ratio(words, *samples)]
    else:
        rows += missing("reportlab", "pip install reportlab", words)
    return Job(f"{printing.letters:,} letters in PDF", rows, """
        Typesetting on all cores: filling in the templates and setting words that are already
        shaped, with a quarter of the time in Swift's own library; shaping new words is a tenth,
        opening people less than that.""")


class Printing:
    """Prints the planned wave anew at each call; the same letters must give the same bytes."""

    def __init__(self, bench, box, source, everybody):
        self.box, self.source, self.everybody = box, source, everybody
        self.output = bench.folder("letters")
        self.letters, self.sizes, self.sums = 0, [], set()

    def __call__(self):
        shutil.rmtree(self.output, ignore_errors=True)
        self.box.restore("planned")
        taken = self.box.run("letter", "render", "case", "all", "--settings",
                             self.source.path("letters.json"), "--output", self.output,
                             "--date", "2025-08-18", "--reason", "bench", "--json")
        wave = taken.document
        planned = wave["planned"] - sum(wave["held"].values())
        self.letters, pages = self.listed()
        with open(os.path.join(self.output, "all.sha256"), encoding="utf-8") as file:
            sums = file.read()
        self.sizes.append(sum(map(os.path.getsize, self.files("pdf"))) / max(1, self.letters))
        wrong = [words for is_wrong, words in [
            (wave["planned"] != self.everybody,
             f"planned for {wave['planned']}, must be {self.everybody}"),
            (self.letters != planned, f"{self.letters}, must be {planned}"),
            (not self.sums and self.pages() != pages, "the files have other pages"),
            (not self.sums and not self.are_whole(sums), "a checksum is another"),
            (len(self.sums | {sums}) > 1, "the same letters gave other bytes"),
        ] if is_wrong]
        self.sums.add(sums)
        return Sample(self.letters / taken.wall, taken.cpu, taken.wall, wrong)

    def files(self, ending):
        return sorted(glob.glob(os.path.join(self.output, f"*.{ending}")))

    def listed(self):
        """Letters and pages by the manifests."""
        letters = pages = 0
        for path in self.files("csv"):
            with open(path, encoding="utf-8", newline="") as file:
                for row in csv.DictReader(file):
                    letters += 1
                    pages += int(row["pages"])
        return letters, pages

    def pages(self):
        """Pages by another program."""
        return sum(int(subprocess.run(["qpdf", "--show-npages", path], check=True,
                                      capture_output=True).stdout) for path in self.files("pdf"))

    def are_whole(self, sums):
        for line in sums.splitlines():
            digest, name = line.split(maxsplit=1)
            with open(os.path.join(self.output, name), "rb") as file:
                if hashlib.sha256(file.read()).hexdigest() != digest:
                    return False
        return bool(sums)
