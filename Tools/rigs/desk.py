#!/usr/bin/env python3
# SPDX-License-Identifier: EUPL-1.2
"""Rig E, forms under kill -9: ends the desk at random moments while people post, and an import runs
beside it.

Whoever was answered finds what they posted in the ledger, once. What was cut off stands there once
or not at all, and no form is left undone. See docs/rigs.md.
"""
import glob
import http.client
import json
import os
import random
import re
import sqlite3
import sys
import threading
import time

sys.path.insert(0, os.path.join(os.path.dirname(os.path.abspath(__file__)), "..", "..",
                                "Tests", "browser"))
import desk
import rig

ROUNDS = {"ci": 50, "night": 150, "release": 500}
PEOPLE = 1_000
VISITORS = 4
PATH = "/incidents/%s/decisions"


class Posts:
    """What was posted, by the words that no other form has."""

    def __init__(self):
        self.lock = threading.Lock()
        self.answered, self.waits, self.cut = set(), set(), set()

    def post(self, visitor, incident, words):
        path = PATH % incident
        try:
            token = visitor.session_token(path)
        except (OSError, http.client.HTTPException, AssertionError):
            return False
        with self.lock:
            self.cut.add(words)
        try:
            status, _, _ = visitor.post(
                path, {"form": token, "kind": "noHighRisk", "because": words})
        except (OSError, http.client.HTTPException):
            return False
        with self.lock:
            self.cut.discard(words)
            (self.answered if status == 303 else self.waits).add(words)
        return status in (303, 503)


def recorded(served, incident):
    """How often each of our sentences stands in the ledger, by the command line."""
    text = served.spoor("incident", "show", incident, "--json", role="privacyOfficer")
    counts = {}
    for words in re.findall(r'"because"\s*:\s*"(rig word \d+ \d+ \d+)"', text):
        counts[words] = counts.get(words, 0) + 1
    return counts


def main():
    parser = rig.arguments(__doc__.split("\n")[0])
    parser.add_argument("--rounds", type=int, help="how many kills, whatever the size")
    options = rig.settle(parser.parse_args())
    rounds = options.rounds or ROUNDS[options.size]
    chance, clock, posts, wrong = random.Random(options.seed), rig.Clock(), Posts(), []
    served = desk.Desk(options.program, PEOPLE)
    overview = json.loads(served.spoor("status", "--json"))
    incident = re.search(r'"reference"\s*:\s*"([^"]+)"', json.dumps(overview)).group(1)
    imports = {"done": 0, "waited": 0}
    ended = threading.Event()

    def importing():
        """A population once more, as somebody does it on the command line."""
        source = glob.glob(os.path.join(served.folder, "d", "input", "population*.csv"))
        while not ended.is_set():
            try:
                served.spoor("import", "population", *source, role="dataManager")
                imports["done"] += 1
            except SystemExit:
                # Another one writes: it says so, and somebody does it again.
                imports["waited"] += 1
            ended.wait(0.5)

    beside = threading.Thread(target=importing)
    beside.start()
    try:
        for turn in range(rounds):
            served.begin()
            stop = threading.Event()

            def visit(number):
                place, visitor = 0, desk.Visitor(served)
                while not stop.is_set():
                    place += 1
                    if not posts.post(visitor, incident, f"rig word {turn} {number} {place}"):
                        visitor = desk.Visitor(served)
                    # A second without a form lets the import have its turn.
                    stop.wait(1.3 if place % 20 == 0 else 0)

            people = [threading.Thread(target=visit, args=(number,)) for number in range(VISITORS)]
            for person in people:
                person.start()
            time.sleep(chance.uniform(0.3, 3))
            served.kill()
            stop.set()
            for person in people:
                person.join()
        ended.set()
        beside.join()
        served.begin()
        book = sqlite3.connect(f"file:{served.folder}/d/store/desk.sqlite?mode=ro", uri=True)
        open_forms = "SELECT COUNT(*) FROM form WHERE outcome IS NULL"
        for _ in range(300):
            if book.execute(open_forms).fetchone()[0] == 0:
                break
            time.sleep(0.2)
        undone = book.execute(open_forms).fetchone()[0]
        kept = book.execute("SELECT COUNT(*) FROM form").fetchone()[0]
        counts = recorded(served, incident)
        verified = "verif" in served.spoor("ledger", "verify").lower()
    finally:
        ended.set()
        beside.join()
        served.end()
    lost = [words for words in posts.answered | posts.waits if words not in counts]
    doubled = [words for words, count in counts.items() if count != 1]
    strange = [words for words in counts
               if words not in posts.answered | posts.waits | posts.cut]
    rig.table("forms under kill -9", [
        ("seed", options.seed), ("kills", rounds), ("forms answered", len(posts.answered)),
        ("forms told to wait", len(posts.waits)), ("forms cut off", len(posts.cut)),
        ("of these done after all", sum(words in counts for words in posts.cut)),
        ("forms kept", kept), ("imports beside it", imports["done"]),
        ("imports that had to wait", imports["waited"]), ("lost", len(lost)),
        ("doubled", len(doubled)), ("of nobody", len(strange)), ("left undone", undone),
        ("ledger verified", "yes" if verified else "NO"), ("seconds", clock.seconds)])
    enough = len(posts.answered) >= rounds
    if not enough:
        print("too few forms were answered for this to prove anything")
    return 0 if not (lost or doubled or strange or undone) and verified and enough else 1


if __name__ == "__main__":
    sys.exit(main())
