# SPDX-License-Identifier: EUPL-1.2
"""The table, and the page that it stands on."""
import datetime
import textwrap

import machine
from rows import number

COLUMNS = ["work", "by", "figure (median)", "range", "unit", "CPU s", "wall s", "asked", "reached"]
RIGHT = {2, 3, 5, 6, 7}


def table(bench, jobs):
    """Markdown, with columns of one width, so that it reads in a terminal too."""
    lines = [COLUMNS]
    for job in jobs:
        for place, row in enumerate(job.rows):
            lines.append([job.work if place == 0 else "", row.by, *cells(bench, row)])
    widths = [max(len(line[column]) for line in lines) for column in range(len(COLUMNS))]
    rule = ["-" * (width - 1) + ":" if column in RIGHT else "-" * width
            for column, width in enumerate(widths)]
    lines.insert(1, rule)
    return "\n".join("| " + " | ".join(
        cell.rjust(width) if column in RIGHT else cell.ljust(width)
        for column, (cell, width) in enumerate(zip(line, widths))) + " |" for line in lines)


def cells(bench, row):
    goal = row.goal.words if row.goal else ""
    if row.figures is None:
        return [row.note, "", row.unit, "", "", goal, ""]
    if row.wrong:
        return ["WRONG", "", row.unit, "", "", goal, "no"]
    reached = ""
    if row.goal:
        reached = "yes" if row.goal.is_met(row.figures.median) else "no"
        if row.goal.at_full and bench.size != "full":
            reached = "(full size)"
    spread = "" if len(row.figures.values) == 1 else (
        f"{number(row.figures.low)} – {number(row.figures.high)}")
    return [number(row.figures.median), spread, row.unit, took(row.cpu), took(row.wall), goal,
            reached]


def took(seconds):
    return number(seconds.median) if seconds else ""


def write(bench, jobs):
    day = datetime.date.today()
    return "\n\n".join([
        "# Performance",
        paragraph("""
            Written by `make bench`, which measures ours and the peers in turn, in the same run.
            CPU seconds are user and system time of all threads; they and the wall seconds are the
            medians of one run. A figure counts only with right results: every run is compared with
            sums that others came to, and where they differ there is WRONG and no figure."""),
        f"{day.day} {day:%B %Y}, size `{bench.size}` ({bench.people:,} people), runs of each: "
        f"{bench.runs}.",
        table(bench, jobs),
        "## What limits each figure",
        "\n".join(paragraph(f"- **{job.work}.** {job.limit}", "  ") for job in jobs),
        "## Where it was measured",
        "\n".join(f"- {what}: {is_}" for what, is_ in machine.describe(bench)),
        "## How to repeat it",
        "    make bench                       # 20,000 people, some 2 minutes on two quiet cores\n"
        "    make bench SIZE=full RUNS=3      # 941,000 people; needs some 25 GB of disk\n"
        "    make bench PEERS_PYTHON=venv/bin/python",
        paragraph("""
            `PEERS_PYTHON` is an interpreter that has the peers: `python3 -m venv venv` and
            `venv/bin/pip install hl7 orjson reportlab`. `make bench` installs nothing; a peer that
            is not there is named as such. People, messages and bundles are invented, from seeds:
            each run has the same input. The peers are in `Tools/bench/peers/`, what runs within
            our own process in `Sources/bench/`."""),
    ]) + "\n"


def paragraph(words, indent=""):
    return textwrap.fill(" ".join(words.split()), 130, subsequent_indent=indent,
                         break_long_words=False, break_on_hyphens=False)
