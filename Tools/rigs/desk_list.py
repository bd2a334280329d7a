#!/usr/bin/env python3
# SPDX-License-Identifier: EUPL-1.2
"""Rig E, a list under kill -9: ends the desk at random moments while somebody adds a list there.

After the desk begins again the list stands in the incident once, or not at all with its file kept, so
that adding it again adds it once. No file is left when it was added. See docs/rigs.md.
"""
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

ROUNDS = {"ci": 10, "night": 40, "release": 200}
ROWS = 4_000
EDGE = "edge-of-the-form"


def listed(turn):
    """A list of which no other has the rows."""
    rows = [f",Nergens,01-02-{1930 + number % 70},{1000 + number}ZZ,{turn + 1}"
            for number in range(ROWS)]
    return "\n".join(["BSN,Achternaam,Geb.datum,Postcode,Huisnr", *rows, ""])


def send(visitor, path, content):
    """Posts a file; returns its mark."""
    token = visitor.token(path)
    body = (f'--{EDGE}\r\nContent-Disposition: form-data; name="form"\r\n\r\n{token}\r\n'
            f'--{EDGE}\r\nContent-Disposition: form-data; name="file"; filename="list.csv"\r\n'
            f'Content-Type: text/csv\r\n\r\n{content}\r\n--{EDGE}--\r\n')
    status, headers, text = visitor.ask(
        "POST", path, body, {"Content-Type": f"multipart/form-data; boundary={EDGE}"})
    assert status == 303, f"the file was not taken: {status}"
    return headers["Location"].split("=")[1]


def attempt(visitor, path, mark, name):
    """Makes a trial."""
    page = f"{path}?file={mark}"
    fields = {"form": visitor.token(page, path + "/read"), "file": mark, "do": "try",
              "name": name, "source": "secure mail", "happened": "2025-08-06 15:00",
              "certainty": "reported", "column1": "citizenNumber", "column2": "surname",
              "column3": "birthDate", "dates3": "day-month-year", "column4": "postcode",
              "column5": "houseNumber"}
    status, _, _ = visitor.post(path + "/read", fields)
    assert status == 303, f"the trial was not made: {status}"


def main():
    parser = rig.arguments(__doc__.split("\n")[0])
    parser.add_argument("--rounds", type=int, help="how many kills, whatever the size")
    options = rig.settle(parser.parse_args())
    rounds = options.rounds or ROUNDS[options.size]
    chance, clock = random.Random(options.seed), rig.Clock()
    served = desk.Desk(options.program, 1_000)
    overview = json.loads(served.spoor("status", "--json"))
    incident = re.search(r'"reference"\s*:\s*"([^"]+)"', json.dumps(overview)).group(1)
    path = f"/incidents/{incident}/list"
    found = {"answered": 0, "done after all": 0, "not received": 0}
    wrong = []
    book = None

    def count(name):
        text = served.spoor("statement", "list", "--incident", incident, "--json",
                            role="privacyOfficer")
        return text.count(f'"{name}"')

    try:
        served.begin()
        for turn in range(rounds):
            name = f"list-{turn}-of-the-rig"
            visitor = desk.Visitor(served).sign_in(desk.TEAM["dataManager"])
            mark = send(visitor, path, listed(turn))
            attempt(visitor, path, mark, name)
            token = visitor.token(f"{path}?file={mark}", path + "/read")
            answers = []

            def add():
                try:
                    answers.append(visitor.post(
                        path + "/read", {"form": token, "file": mark, "do": "add",
                                        "trial": "1"})[0])
                except (OSError, http.client.HTTPException):
                    pass

            person = threading.Thread(target=add)
            person.start()
            time.sleep(chance.uniform(0.002, 0.9))
            served.kill()
            person.join()
            served.begin()
            book = sqlite3.connect(f"file:{served.folder}/d/store/desk.sqlite?mode=ro", uri=True)
            for _ in range(300):
                if not book.execute("SELECT 1 FROM form WHERE outcome IS NULL").fetchone():
                    break
                time.sleep(0.1)
            else:
                wrong.append(f"{name}: its form is left undone")
            book.close()
            times = count(name)
            if answers == [303]:
                found["answered"] += 1
            elif times:
                found["done after all"] += 1
            else:
                found["not received"] += 1
                visitor = desk.Visitor(served).sign_in(desk.TEAM["dataManager"])
                again = visitor.token(f"{path}?file={mark}", path + "/read")
                visitor.post(path + "/read", {"form": again, "file": mark, "do": "add",
                                        "trial": "1"})
                times = count(name)
            if times != 1:
                wrong.append(f"{name}: {times} times in the incident")
        verified = "verif" in served.spoor("ledger", "verify").lower()
        folder = os.path.join(served.folder, "d", "store", "lists-received")
        files = [name for name in os.listdir(folder) if len(name) == 32]
    finally:
        served.end()
    for sentence in wrong:
        print(sentence)
    rig.table("a list under kill -9", [
        ("seed", options.seed), ("kills", rounds), *found.items(), ("wrong", len(wrong)),
        ("files left", len(files)), ("ledger verified", "yes" if verified else "NO"),
        ("seconds", clock.seconds)])
    return 0 if verified and not wrong else 1


if __name__ == "__main__":
    sys.exit(main())
