#!/usr/bin/env python3
# SPDX-License-Identifier: EUPL-1.2
"""Rig B, kill -9: ends the program at random moments of its long commands and lets it go on.

Before each of them a copy of the store is kept. From there the command is started and killed, a
few times in a row, then left to finish; what it then has must be what an undisturbed run has.
See docs/rigs.md.
"""
import glob
import json
import os
import random
import shutil
import signal
import sqlite3
import subprocess
import sys
import tempfile
import threading
import time

import feed
import rig

KILLS = {"ci": 20, "night": 60, "release": 200}
PEOPLE = {"ci": 2_000, "night": 2_000, "release": 3_000}
GROUP = 100
TABLES = ("received", "disclosure", "unresolved_disclosure", "assertion", "letter", "person",
          "person_version", "letter_code", "sample_message", "register_page", "import_progress")
#: The tables of rows under the ledger.
ROWS = ("fact", "disclosure", "unresolved_disclosure", "assertion", "letter", "resolution",
        "person_version", "erasure")
#: Messages and rows that were received, each once: with their samples, or by themselves.
CONTENTS = """SELECT COUNT(*) FROM (
    SELECT digest FROM received UNION SELECT received FROM sample_message)"""


class Case:
    """Its commands in their order; those with a name are killed."""

    def __init__(self, work, program, people, seed):
        self.work, self.box = work, os.path.join(work, "box")
        self.program = program
        source = feed.invent(work, program, people, seed)
        orders, results = feed.messages(source)
        random.Random(seed).shuffle(orders)
        self.sent = len(orders) + len(results)
        feed.write(os.path.join(work, "hl7"), orders + results, GROUP)
        read = lambda name: os.path.join(source, name)
        self.commands = [
            ("init", ["init", "--synthetic"]),
            (None, ["party", "add", "lab", "--name", "Laboratorium Vlietzicht",
                    "--from", "2017-01-01"]),
            ("import population", ["import", "population", read("population.csv"),
                                   "--acknowledge"]),
            ("import hl7", ["import", "hl7", os.path.join(work, "hl7"), "--to", "lab", "--purpose", "screening", "--basis", "6-1-e",
                            "--acknowledge"]),
            (None, ["incident", "open", "case", "--party", "lab", "--title", "Hack",
                    "--discovered", "2025-07-06 10:00", "--told", "2025-08-06 14:20",
                    "--aware", "2025-08-06 14:20",
                    "--note", "decided by the privacy officer", "--said", "Files were copied"]),
            # The settings of the letters say so.
            (None, ["incident", "moment", "case", "authorityNotified", "2025-08-09 11:30"]),
            (None, ["statement", "add", read("list-1.csv"), "--incident", "case", "--name", "list",
                    "--source", "the laboratory", "--happened", "2025-08-11 16:00"]),
            ("register freeze", ["register", "freeze", "case", "--name", "two",
                                 "--reason", "rig"]),
            (None, ["register", "publish", "case", "two", "--second", "second officer"]),
            (None, ["letter", "plan", "case", "--wave", "first", "--version", "two",
                    "--who", "everyone", "--decision", "everyone", "--reason", "rig"]),
            ("letter render", ["letter", "render", "case", "first", "--settings",
                               read("letters.json"), "--output", "letters",
                               "--date", "2025-08-18", "--reason", "rig"]),
            (None, ["register", "export", "case", "two", "--output", "register.csv",
                    "--reason", "rig"]),
        ]

    def runner(self):
        return rig.Program(self.program, self.box)

    def kept(self, place):
        return os.path.join(self.work, f"before-{place}")

    def restore(self, place):
        shutil.rmtree(self.box, ignore_errors=True)
        shutil.copytree(self.kept(place), self.box)


def look(box):
    """Counts of rows, and how many contents stand there twice; nothing of the program is used."""
    try:
        return read(box)
    except sqlite3.Error as error:
        return dict.fromkeys((*TABLES, "contents"), 0), 0, f"the database does not read: {error}"


def read(box):
    database = sqlite3.connect(f"file:{box}/store/spoor.sqlite?mode=ro", uri=True)
    try:
        counts = {name: database.execute(f'SELECT COUNT(*) FROM "{name}"').fetchone()[0]
                  for name in TABLES}
        counts["contents"] = database.execute(CONTENTS).fetchone()[0]
        # Each row of the ledger has a key of its own: a row that was written twice has it twice.
        twice = sum(database.execute(
            f'SELECT COUNT(*) - COUNT(DISTINCT commitment_key) FROM "{name}"').fetchone()[0]
            for name in ROWS)
        sound = database.execute("PRAGMA integrity_check").fetchone()[0]
    finally:
        database.close()
    return counts, twice, sound


def fruits(case, name):
    """What a finished command left behind, in a form that two runs share."""
    counts, twice, sound = look(case.box)
    found = {"rows": counts, "twice": twice, "sound": sound}
    if name == "register freeze":
        shown = case.runner().run("register", "show", "case", "two", "--json")
        found["register hash"] = json.loads(shown.stdout)["hash"]
    if name == "letter render":
        letters = os.path.join(case.box, "letters")
        found["print files"] = sorted(os.listdir(letters))
        found["checksums"] = [open(path, encoding="utf-8").read()
                              for path in sorted(glob.glob(os.path.join(letters, "*.sha256")))]
    return found


def undisturbed(case):
    """One run without a kill, with a copy of the store before each command that is killed."""
    os.mkdir(case.box)
    took, expected, ends = {}, {}, {}
    for place, (name, words) in enumerate(case.commands):
        if name:
            shutil.copytree(case.box, case.kept(place))
        began = time.monotonic()
        case.runner().run(*words)
        if name:
            took[name] = time.monotonic() - began
            expected[name] = fruits(case, name)
    if expected["import hl7"]["rows"]["contents"] != case.sent:
        sys.exit("the input does not suit: not every message is a content")
    ends["rows"] = look(case.box)[0]
    with open(os.path.join(case.box, "register.csv"), "rb") as file:
        ends["register"] = file.read()
    return took, expected, ends


def start_and_kill(case, words, pause):
    """(was it killed, the last number it acknowledged, when, its errors)."""
    runner = case.runner()
    process = subprocess.Popen(
        [runner.path, *words], env=runner.environment, cwd=case.box, stdin=subprocess.DEVNULL,
        stdout=subprocess.DEVNULL, stderr=subprocess.PIPE,
    )
    said = []
    reader = threading.Thread(target=lambda: said.append(process.stderr.read()))
    reader.start()
    time.sleep(pause)
    process.send_signal(signal.SIGKILL)
    status = process.wait()
    reader.join()
    numbers = [int(line.split()[1]) for line in said[0].split(b"\n")
               if line.startswith(b"committed ") and line[10:].isdigit()]
    return status, max(numbers, default=0), said[0].decode(errors="replace")


class Tally:
    def __init__(self):
        self.kills = self.rounds = self.lost = self.doubled = self.different = 0
        self.acknowledged = 0
        self.hit = {}
        self.wrong = []

    def note(self, what, words):
        setattr(self, what, getattr(self, what) + 1)
        self.wrong.append(f"{what}: {words}")


def check_between(case, name, before, number, tally):
    """After a kill: whatever was acknowledged is there, nothing is twice."""
    if name == "init":
        return before
    counts, twice, sound = look(case.box)
    if sound != "ok":
        tally.note("lost", f"{name}: {sound}")
    if twice:
        tally.note("doubled", f"{name}: {twice} rows")
    table = {"import population": "person", "import hl7": "contents"}.get(name)
    if table:
        tally.acknowledged += number
        if counts[table] < before[table] + number:
            tally.note("lost", f"{name}: {before[table] + number} were acknowledged, "
                       f"{counts[table]} are there")
    return counts


def one_round(case, place, pauses, expected, tally):
    name, words = case.commands[place]
    # 73: the store was made before the kill came.
    fine = (0, 1, 73)  # 73: it was done before the kill
    case.restore(place)
    counts = None if name == "init" else look(case.box)[0]
    finished = False
    for pause in pauses:
        status, number, said = start_and_kill(case, words, pause)
        if status == -signal.SIGKILL:
            tally.kills += 1
            tally.hit[name] = tally.hit.get(name, 0) + 1
        elif status not in fine:
            tally.note("different", f"{name} ended with {status}: {said[-300:]}")
        counts = check_between(case, name, counts, number, tally)
        if status != -signal.SIGKILL:
            finished = True
            break
    if not finished:
        done = case.runner().run(*words, may=None)
        if done.returncode not in fine:
            tally.note("different", f"{name}, going on, ended with {done.returncode}: "
                       + done.stderr.decode(errors="replace")[-300:])
    found = fruits(case, name)
    for part, wanted in expected[name].items():
        if found.get(part) != wanted:
            what = "doubled" if part == "twice" else "different"
            tally.note(what, f"{name}, {part}: {found.get(part)}, undisturbed {wanted}"[:600])
    verified = case.runner().run("ledger", "verify", "--json", may=None)
    if verified.returncode != 0:
        tally.note("different", f"{name}: ledger verify exits {verified.returncode}: "
                   + "; ".join(json.loads(verified.stdout or b'{"findings":[]}')["findings"][:3]))
    tally.rounds += 1


def go_on(case, place, ends, tally):
    """The rest of the case, to its end."""
    for name, words in case.commands[place + 1:]:
        case.runner().run(*words)
    if look(case.box)[0] != ends["rows"]:
        tally.note("different", f"after {case.commands[place][0]}, at the end: other row counts")
    with open(os.path.join(case.box, "register.csv"), "rb") as file:
        if file.read() != ends["register"]:
            tally.note("different", f"after {case.commands[place][0]}: another register")


def main():
    parser = rig.arguments(__doc__.split("\n")[0])
    parser.add_argument("--kills", type=int, help="how many kills, whatever the size")
    parser.add_argument("--people", type=int, help="how many people, whatever the size")
    options = rig.settle(parser.parse_args())
    wanted = options.kills or KILLS[options.size]
    dice = random.Random(options.seed)
    clock = rig.Clock()
    work = options.work or tempfile.mkdtemp(prefix="spoor-rig-kills-")
    os.makedirs(work, exist_ok=True)
    case = Case(work, options.program, options.people or PEOPLE[options.size], options.seed)
    took, expected, ends = undisturbed(case)
    victims = [place for place, (name, _) in enumerate(case.commands) if name]
    tally = Tally()
    whole = 0
    # Each command is hit once at least, however few kills are wanted.
    while not tally.wrong and tally.rounds < 10 * wanted and (
        tally.kills < wanted or len(tally.hit) < len(victims)
    ):
        for place in victims:
            if tally.kills >= wanted and case.commands[place][0] in tally.hit:
                continue
            length = took[case.commands[place][0]]
            pauses = [dice.uniform(0.01, length) for _ in range(dice.randint(1, 4))]
            one_round(case, place, pauses, expected, tally)
            if tally.rounds % 4 == 1:
                go_on(case, place, ends, tally)
                whole += 1
            print(f"\r  {tally.kills} kills", end="", file=sys.stderr, flush=True)
    rig.table("Kill -9", [
        ("size", options.size), ("seed", options.seed), ("kills that hit", tally.kills),
        *((f"  {name} ({length:.1f} s)", tally.hit.get(name, 0)) for name, length in took.items()),
        ("rounds, each left to finish", tally.rounds), ("  and to the end of the case", whole),
        ("contents acknowledged before kills", tally.acknowledged),
        ("lost", tally.lost), ("doubled", tally.doubled),
        ("other than undisturbed", tally.different), ("seconds", clock.seconds),
    ])
    if tally.wrong or len(tally.hit) < len(victims):
        for words in tally.wrong[:10]:
            print(f"  {words}")
        print(f"FAILED; repeat with --seed {options.seed}; kept: {work}")
        return 1
    if not options.work:
        shutil.rmtree(work, ignore_errors=True)
    return 0


if __name__ == "__main__":
    sys.exit(main())
