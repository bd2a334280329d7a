# SPDX-License-Identifier: EUPL-1.2
"""The rows of the one table: a figure by somebody, a ratio of two, a peer that is not there."""
import measure


class Job:
    """Work that is measured, its rows, and in a sentence what limits ours."""

    def __init__(self, work, rows, limit):
        self.work, self.rows, self.limit = work, rows, limit


class Goal:
    """What a figure must reach; `at_full`: only the full size can say whether it does."""

    def __init__(self, limit, most=False, at_full=False):
        self.limit, self.most, self.at_full = limit, most, at_full
        self.words = f"{'≤' if most else '≥'} {number(limit)}"

    def is_met(self, value):
        return value <= self.limit if self.most else value >= self.limit


class Row:
    """`note` stands in the place of a figure that there is not."""

    def __init__(self, by, unit, samples=(), goal=None, note=""):
        self.by, self.unit, self.goal, self.note = by, unit, goal, note
        self.figures = series(sample.figure for sample in samples)
        self.cpu = series(sample.cpu for sample in samples)
        self.wall = series(sample.wall for sample in samples)
        self.wrong = list(dict.fromkeys(words for sample in samples for words in sample.wrong))


def ratio(words, ours, theirs, goal=None):
    """How many times theirs ours is, run by run."""
    return Row(words, "×", [measure.Sample(a.figure / b.figure, wrong=a.wrong + b.wrong)
                            for a, b in zip(ours, theirs)], goal)


def missing(peer, bringer, ratio_words=None, goal=None):
    """A peer that is not installed, and the ratio that could not be formed."""
    rows = [Row(peer, "", note=f"not installed ({bringer})")]
    if ratio_words:
        rows.append(Row(ratio_words, "×", goal=goal, note="not measured"))
    return rows


def series(values):
    values = [value for value in values if value is not None]
    return measure.Series(values) if values else None


def number(value):
    """Three digits that count, grouped when there are more."""
    if value >= 100 or value == int(value):
        return f"{value:,.0f}"
    return f"{value:.{1 if value >= 10 else 2}f}"
