#!/usr/bin/env python3
# SPDX-License-Identifier: EUPL-1.2
"""Rig A, loss of power: records a whole case once, then tries what a power cut would have left.

The program runs under `recorder.c`. For moments of that recording the files are rebuilt as a
power cut may leave them: all that was written, only what was synced, or any choice of 512-byte
sectors, lengths and names between the two. Each such state is opened and compared with what the
program had acknowledged by then. See docs/rigs.md.
"""
import csv
import hashlib
import json
import os
import random
import re
import shutil
import subprocess
import sys
import tempfile

import disk
import feed
import rig
from content import Content, nothing

STATES = {"ci": 1_000, "night": 4_000, "release": 10_000}
RESUMED = {"ci": 5, "night": 20, "release": 50}
#: States of a second recording, so long that the WAL is checkpointed and begun anew while it runs.
LONG_STATES = {"ci": 0, "night": 60, "release": 200}
HERE = os.path.dirname(os.path.abspath(__file__))


def build_recorder(folder):
    library = os.path.join(folder, "recorder.so")
    compiler = shutil.which("clang") or shutil.which("cc")
    if not compiler:
        sys.exit("neither clang nor cc is there to build the recorder with")
    subprocess.run(
        [compiler, "-O1", "-shared", "-fPIC", "-o", library, os.path.join(HERE, "recorder.c"),
         "-ldl", "-lpthread"],
        check=True,
    )
    return library


class Case:
    """The commands of a small case, and what each of them may claim."""

    PEOPLE, LATER_PEOPLE, GROUP = 60, 30, 6

    def __init__(self, folder, program, seed):
        self.folder = folder
        source = feed.invent(folder, program, 1000, seed)
        self._population(os.path.join(source, "population.csv"))
        self._messages(source)
        with open(os.path.join(source, "list-1.csv"), "rb") as file:
            lines = file.read().splitlines(keepends=True)
        with open(self.file("list.csv"), "wb") as file:
            file.writelines(lines[:40])

    def file(self, name):
        return os.path.join(self.folder, name)

    def _population(self, path):
        with open(path, newline="", encoding="utf-8") as file:
            header, *rows = csv.reader(file)
        known = rows[:self.PEOPLE + self.LATER_PEOPLE]
        self.numbers = {row[1] for row in known if row[1]}
        parts = {"people.csv": known[:self.PEOPLE], "later.csv": known}
        self.people = {name: len(part) for name, part in parts.items()}
        for name, part in parts.items():
            with open(self.file(name), "w", newline="", encoding="utf-8") as file:
                csv.writer(file, lineterminator="\n").writerows([header] + part)

    def _messages(self, source):
        """Orders about people of the population and about others, and results of the former."""
        orders, results = feed.messages(source)
        about = [order for order in orders if feed.number(order) in self.numbers][:150]
        samples = {feed.sample(order) for order in about}
        others = [order for order in orders if feed.number(order) not in self.numbers][:24]
        chosen = about + [each for each in results if feed.sample(each) in samples][:60] + others
        random.Random(1).shuffle(chosen)
        self.sent = dict(zip(("hl7-one", "hl7-two", "hl7-three"),
                             (chosen[0::3], chosen[1::3], chosen[2::3])))
        self.sent["hl7-two"] += self.sent["hl7-one"][:9]  # what comes twice counts once
        for name, part in self.sent.items():
            feed.write(self.file(name), part, self.GROUP)

    def commands(self):
        """(words, what is counted when it says "committed N", kill after so many of these)."""
        hl7 = lambda name: ["import", "hl7", self.file(name), "--to", "lab", "--purpose", "screening", "--basis", "6-1-e", "--acknowledge"]
        return [
            (["init", "--synthetic"], None, None),
            (["party", "add", "lab", "--name", "Lab", "--from", "2017-01-01"], None, None),
            (["import", "population", self.file("people.csv"), "--acknowledge"], "people.csv", None),
            (hl7("hl7-one"), "hl7-one", 5),
            (hl7("hl7-one"), "hl7-one", None),
            (["incident", "open", "case", "--party", "lab", "--title", "Hack", "--discovered",
              "2025-07-06 10:00", "--told", "2025-08-06 14:20", "--aware", "2025-08-06 14:20",
              "--note", "decided by the privacy officer",
              "--said", "Files were copied"], None, None),
            (hl7("hl7-two"), "hl7-two", 7),
            # Killed before those whom earlier messages were about are looked for again.
            (["import", "population", self.file("later.csv"), "--acknowledge"], "later.csv", 1),
            (["import", "population", self.file("later.csv"), "--acknowledge"], "later.csv", None),
            (hl7("hl7-two"), "hl7-two", None),
            (["statement", "add", self.file("list.csv"), "--incident", "case", "--name", "list",
              "--source", "the laboratory", "--happened", "2025-08-11 16:00"], None, None),
            (["register", "freeze", "case", "--name", "two", "--reason", "rig"], None, None),
            (["letter", "plan", "case", "--wave", "first", "--version", "two", "--who", "everyone",
              "--decision", "everyone", "--reason", "rig"], None, None),
            (hl7("hl7-three"), "hl7-three", None),
            (["register", "export", "case", "two", "--output", self.file("register.csv"),
              "--reason", "rig"], None, None),
        ]


class LongCase(Case):
    """One import of a population that is larger than the WAL may grow."""

    def __init__(self, folder, program, seed):
        self.folder = folder
        self.source = os.path.join(feed.invent(folder, program, 30_000, seed), "population.csv")
        self.sent, self.people = {}, {"population": 30_000}

    def commands(self):
        return [
            (["init", "--synthetic"], None, None),
            (["import", "population", self.source, "--acknowledge"], "population", None),
        ]


class Recording:
    """One undisturbed run of the case, with all that it did to the disk."""

    def __init__(self, case, program, library):
        self.root = case.file("box")
        self.log = case.file("log")
        os.mkdir(self.root)
        self.case = case
        self.program = rig.Program(program, self.root)
        recorder = {"RIG_ROOT": self.root, "RIG_LOG": self.log, "LD_PRELOAD": library}
        for words, counted, kill in case.commands():
            disk.mark(self.log, json.dumps({"begins": words, "counted": counted}))
            extra = dict(recorder)
            if kill:
                extra["RIG_KILL_AFTER"] = str(kill)
            may = (-9,) if kill else (0, 1)
            self.program.run(*words, may=may, extra=extra)
            if kill:
                disk.mark(self.log, json.dumps({"killed": words}))
                continue
            note = ""
            if words[0] != "init":
                said = self.program.run("ledger", "checkpoint", extra=recorder)
                note = said.stdout.decode()
            disk.mark(self.log, json.dumps({"done": words, "checkpoint": note}))
        self.records = disk.read_log(self.log, self.root)
        self._compare()

    def _compare(self):
        """The recording must give, byte for byte, the files that stand there now."""
        whole = disk.Disk()
        for record in self.records:
            whole.follow(record)
        image = whole.image("all", whole.strict)
        there = {}
        for folder, _, names in os.walk(self.root):
            for name in names:
                path = os.path.join(folder, name)
                if not name.endswith("-shm"):
                    with open(path, "rb") as file:
                        there[os.path.relpath(path, self.root)] = file.read()
        for path in sorted(set(there) | set(image)):
            if path not in image or path not in there or bytes(image[path]) != there[path]:
                sys.exit(f"the recording missed something: {path} is not what it says")


class Claims:
    """What had been acknowledged at each place of the log, in the words of the case."""

    def __init__(self, recording):
        self.received, self.people, self.roots, self.done = [], [], [], []
        case, records = recording.case, recording.records
        counted, known, before, people, size = None, set(), set(), 0, (0, "")
        commands = 0
        self.acknowledged = 0
        for record in records:
            if record.op == "K":
                said = json.loads(record.data)
                if "begins" in said:
                    counted, before, reading = said["counted"], set(known), 0
                    skipped = self._resumed(case, counted, known)
                else:
                    commands += "done" in said
                    if said.get("checkpoint"):
                        lines = said["checkpoint"].split("\n")
                        size = (int(lines[1]), lines[2])
            elif record.op == "A" and counted:
                number = int(record.data.split()[1])
                if counted in case.people:
                    people = max(people, number)
                else:
                    reading = number
                    known = before | set(case.sent[counted][skipped:skipped + reading])
                self.acknowledged += 1
            self.received.append(len(known))
            self.people.append(people)
            self.roots.append(size)
            self.done.append(commands)

    @staticmethod
    def _resumed(case, counted, known):
        """A second run of an import skips the files that were taken in whole."""
        sent = case.sent.get(counted, [])
        skipped = 0
        while skipped < len(sent):
            group = sent[skipped:skipped + case.GROUP]
            if not all(message in known for message in group):
                break
            skipped += len(group)
        return skipped


class Judge:
    """Compares what a power cut left with what had been acknowledged."""

    def __init__(self, recording, scratch):
        self.recording, self.scratch = recording, scratch
        self.claims = Claims(recording)
        self.contents = {}
        self._reference()

    def content(self, image):
        whole = hashlib.blake2b(digest_size=16)
        for path in sorted(image):
            whole.update(path.encode(errors="surrogateescape") + b"\0%d\0" % len(image[path]))
            whole.update(image[path])
        state = whole.digest()
        if state not in self.contents:
            self.contents[state] = Content(image, self.scratch)
        return state, self.contents[state]

    def _reference(self):
        """The contents after each commit of the undisturbed run, in their order."""
        running = disk.Disk()
        self.order = {nothing: 0}
        self.reached, self.lines, self.keys = [], [], []
        place, lines, key = 0, 0, None
        for record in self.recording.records:
            running.follow(record)
            if record.op not in "W":
                _, content = self.content(running.image("all", running.strict))
                if content.problem:
                    sys.exit(f"the undisturbed run itself is not sound: {content.problem}")
                if content.rows not in self.order:
                    self.order[content.rows] = len(self.order)
                if record.op in "AK":
                    place = self.order[content.rows]
                if record.op == "S" and record.path.endswith("access.log"):
                    lines = content.access_lines
                if record.op == "K":
                    key = content.key
                last = content
            self.reached.append(place)
            self.lines.append(lines)
            self.keys.append(key)
        self.final = last
        if last.received != len(
            {message for part in self.recording.case.sent.values() for message in part}
        ):
            sys.exit(f"the input does not suit: {last.received} contents were received")
        self.contents.clear()

    def judge(self, place, content):
        """(kind, words) for each thing that is wrong after a power cut behind record `place`."""
        claims = self.claims
        if content.problem:
            yield "damaged", content.problem
            return
        if content.doubled:
            yield "doubled", content.doubled
        if content.received < claims.received[place]:
            yield "lost", f"{claims.received[place]} contents were acknowledged, " \
                f"{content.received} are there"
        if content.people < claims.people[place]:
            yield "lost", f"{claims.people[place]} people were acknowledged, " \
                f"{content.people} are there"
        size, root = claims.roots[place]
        if size and content.root_of(size) != root:
            yield "lost", f"the checkpoint of {size} entries that was handed out is not there"
        if content.rows not in self.order:
            yield "torn", "it is neither the state before a commit nor the one after it"
        elif self.order[content.rows] < self.reached[place]:
            yield "lost", "it is the state of an earlier commit than the one acknowledged"
        if content.access_lines < self.lines[place]:
            yield "lost", f"{self.lines[place]} lines of the access log were on the disk, " \
                f"{content.access_lines} are there"
        if self.keys[place] and content.key != self.keys[place]:
            yield "lost", "the key file is not there"
        yield from content.contradictions()


def crash_states(recording, judge, wanted, dice, rate, begin=0, seen=None):
    """Walks the log and judges about as many states as are wanted, behind record `begin`."""
    records = recording.records
    running = disk.Disk()
    seen = set() if seen is None else seen
    found, kinds = [], {"all": 0, "none": 0, "some": 0}
    share = wanted / (len(records) - begin)
    ends, rate = min(1, 0.3 * share), 0.65 * share * rate
    resumable = []
    for place, record in enumerate(records):
        running.follow(record)
        if place < begin:
            continue
        if place % 64 == 0:
            judge.contents.clear()
        tries = int(rate) + (dice.random() < rate % 1)
        hows = ["none", "all"] if dice.random() < ends else []
        for how in hows + ["some"] * tries:
            names = running.strict if dice.random() < 0.5 else running.ordered
            image = running.image(how, names, dice)
            state, content = judge.content(image)
            problems = list(judge.judge(place, content))
            if problems:
                found.append((place, how, "strict" if names is running.strict else "ordered",
                              problems, image))
            if state not in seen:
                seen.add(state)
                kinds[how] += 1
                if not begin and dice.random() < 400 / wanted:
                    resumable.append((place, image))
    return seen, found, kinds, resumable


def long_states(work, options, library, scratch, wanted, dice):
    """States of the long import, from the first page that its checkpoint writes."""
    folder = os.path.join(work, "long")
    os.mkdir(folder)
    case = LongCase(folder, options.program, options.seed)
    recording = Recording(case, options.program, library)
    records = recording.records
    begins = max(place for place, record in enumerate(records)
                 if record.op == "K" and b"begins" in record.data)
    first = next(place for place, record in enumerate(records)
                 if place > begins and record.op == "W" and record.path.endswith("spoor.sqlite"))
    after = sum(1 for record in records[first:] if record.op == "A")
    if not after:
        sys.exit("the long import never came to a checkpoint while it ran")
    judge = Judge(recording, scratch)
    seen, found, _, _ = crash_states(recording, judge, wanted, dice, 1.0, begin=first)
    return len(seen), found, after


def resume(judge, program, image, folder, checkpoint):
    """The next runs go on from a state, and end as the undisturbed run did."""
    box = os.path.join(folder, "box")
    shutil.rmtree(box, ignore_errors=True)
    for path, bytes_ in image.items():
        target = os.path.join(box, path)
        os.makedirs(os.path.dirname(target), exist_ok=True)
        with open(target, "wb") as file:
            file.write(bytes_)
        os.chmod(target, 0o600)
    runner = rig.Program(program, box)
    for words, _, kill in judge.recording.case.commands():
        if not kill:
            done = runner.run(*words, may=None)
            # 73: what was to be made is there already.
            if done.returncode not in (0, 1, 73):
                return f"'spoor {' '.join(words[:2])}' ended with {done.returncode}: " \
                    + done.stderr.decode(errors="replace")[-300:]
    words = ["ledger", "verify", "--json"]
    if checkpoint:
        with open(os.path.join(box, "kept"), "w", encoding="utf-8") as file:
            file.write(checkpoint)
        words += ["--against", os.path.join(box, "kept")]
    verified = runner.run(*words, may=None)
    if verified.returncode != 0:
        return "'spoor ledger verify' finds: " + "; ".join(
            json.loads(verified.stdout)["findings"][:3])
    image = {}
    for base, _, names in os.walk(box):
        for name in names:
            path = os.path.join(base, name)
            with open(path, "rb") as file:
                image[os.path.relpath(path, box)] = file.read()
    content = Content(image, judge.scratch)
    if content.counts() != judge.final.counts():
        return f"it ends with {content.counts()}, undisturbed with {judge.final.counts()}"
    return None


def resumes(judge, program, states, many, folder, dice):
    dice.shuffle(states)
    failures = []
    notes = {}
    note = ""
    for place, record in enumerate(judge.recording.records):
        if record.op == "K":
            note = json.loads(record.data).get("checkpoint") or note
        notes[place] = note
    for place, image in states[:many]:
        words = resume(judge, program, image, folder, notes[place])
        if words:
            failures.append((place, words, image))
    return min(many, len(states)), failures


def syncs(records):
    """How often the WAL was synced for each group that was acknowledged."""
    counts, since, last, groups = [], 0, None, False
    for record in records:
        if record.op == "K":
            groups = False
            said = json.loads(record.data)
            if "begins" in said and str(said["counted"]).startswith("hl7"):
                groups, last, since = True, None, None
        elif is_wal(record, "S") and since is not None:
            since += 1
        elif record.op == "A" and groups:
            number = int(record.data.split()[1])
            # The first group comes with the opening of the store; the last line repeats a number.
            if last is not None and number != last:
                counts.append(since)
            last, since = number, 0
    return counts


def without_syncs(records):
    """The same run on a disk that says it has synced and has not."""
    return [record for record in records if record.op not in "SD"]


def acknowledged_early(records):
    """The same run by a program that says "committed" before the commit: before its last writes."""
    result = []
    for record in records:
        place = len(result)
        if record.op == "A":
            while place and not is_wal(result[place - 1], "S"):
                place -= 1
            place = max(place - 1, 0)
            while place and is_wal(result[place - 1], "W"):
                place -= 1
        result.insert(place, record)
    return result


def is_wal(record, op):
    return record.op == op and record.path.endswith("-wal")


def self_test(recording, judge, scratch, dice):
    """The rig must find what it is for: the same recording, spoiled."""
    caught = {}
    for name, spoil in (("syncs struck out", without_syncs), ("said too early", acknowledged_early)):
        copy = object.__new__(Recording)
        copy.__dict__.update(recording.__dict__)
        copy.records = spoil(recording.records)
        other = Judge(copy, scratch)
        _, found, _, _ = crash_states(copy, other, 300, dice, 1.0)
        caught[name] = sum(1 for finding in found for kind, _ in finding[3] if kind == "lost")
    return caught


def keep(folder, number, image, place, words):
    """A state that failed, as files, to be looked at."""
    target = os.path.join(folder, f"failed-{number}")
    for path, bytes_ in image.items():
        name = os.path.join(target, path)
        os.makedirs(os.path.dirname(name), exist_ok=True)
        with open(name, "wb") as file:
            file.write(bytes_)
    print(f"  behind record {place}: {words}; kept in {target}")


def main():
    parser = rig.arguments(__doc__.split("\n")[0])
    parser.add_argument("--states", type=int, help="how many distinct states, whatever the size")
    parser.add_argument("--resumed", type=int, help="how many of them the program goes on from")
    options = rig.settle(parser.parse_args())
    wanted = options.states or STATES[options.size]
    many = RESUMED[options.size] if options.resumed is None else options.resumed
    dice = random.Random(options.seed)
    clock = rig.Clock()
    work = options.work or tempfile.mkdtemp(prefix="spoor-rig-power-")
    os.makedirs(work, exist_ok=True)
    memory = "/dev/shm" if os.access("/dev/shm", os.W_OK) else None
    scratch = tempfile.mkdtemp(prefix="spoor-rig-", dir=memory)
    try:
        case = Case(work, options.program, options.seed)
        library = build_recorder(work)
        recording = Recording(case, options.program, library)
        recorded = clock.seconds
        counts = syncs(recording.records)
        judge = Judge(recording, scratch)
        spoiled = self_test(recording, judge, scratch, dice)
        states_began = clock.seconds
        seen, found, kinds, resumable = crash_states(recording, judge, wanted, dice, 1.0)
        while len(seen) < wanted:
            missing = max(wanted - len(seen), 50)
            more = crash_states(recording, judge, missing, dice, 1.3, seen=seen)
            for how, number in more[2].items():
                kinds[how] += number
            found += more[1]
            resumable += more[3]
        states_took = clock.seconds - states_began
        long_seen, long_found, long_after = 0, [], 0
        if LONG_STATES[options.size]:
            long_seen, long_found, long_after = long_states(
                work, options, library, scratch, LONG_STATES[options.size], dice)
            found += long_found
        resumed, failures = resumes(judge, options.program, resumable, many, work, dice)
    finally:
        shutil.rmtree(scratch, ignore_errors=True)
    tally = {kind: 0 for kind in ("lost", "doubled", "torn", "damaged", "contradicts")}
    for finding in found:
        for kind in {kind for kind, _ in finding[3]}:
            tally[kind] += 1
    shown = set()
    for place, how, model, problems, image in found:
        for kind, words in problems:
            if (kind, re.sub(r"\d+", "", words)) not in shown and len(shown) < 12:
                shown.add((kind, re.sub(r"\d+", "", words)))
                keep(work, len(shown), image, place, f"{kind} ({how}, {model} names): {words}")
    for number, (place, words, image) in enumerate(failures[:5]):
        keep(work, f"resumed-{number}", image, place, words)
    one_sync = bool(counts) and all(count == 1 for count in counts)
    blind = [name for name, number in spoiled.items() if not number]
    rig.table("Loss of power", [
        ("size", options.size), ("seed", options.seed),
        ("records of the recording", len(recording.records)),
        ("acknowledgements in it", judge.claims.acknowledged),
        ("crash states, distinct", len(seen)),
        ("  all / none / some", " / ".join(f"{kinds[how]:,}" for how in ("all", "none", "some"))),
        ("  more, of an import with a checkpoint in it",
         f"{long_seen:,}, {long_after} acknowledgements behind it" if long_seen else "none"),
        ("lost", tally["lost"]), ("doubled", tally["doubled"]), ("torn", tally["torn"]),
        ("damaged", tally["damaged"]), ("contradictions", tally["contradicts"]),
        ("gone on from", resumed), ("gone on wrongly", len(failures)),
        ("syncs of the WAL per acknowledged group",
         f"{min(counts, default=0)} to {max(counts, default=0)} in {len(counts)} groups"),
        ("spoiled on purpose, found lost",
         ", ".join(f"{name} {number}" for name, number in spoiled.items())),
        ("states a second", len(seen) / states_took), ("seconds recording", recorded),
        ("seconds", clock.seconds),
    ])
    if found or failures or not one_sync or blind:
        if not one_sync:
            print("wrong: an acknowledged group must sync the WAL exactly once")
        if blind:
            print(f"wrong: the rig did not find the loss in: {', '.join(blind)}")
        print(f"FAILED; repeat with --seed {options.seed}; kept: {work}")
        return 1
    if not options.work:
        shutil.rmtree(work, ignore_errors=True)
    return 0


if __name__ == "__main__":
    sys.exit(main())
