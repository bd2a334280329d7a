#!/usr/bin/env python3
# SPDX-License-Identifier: EUPL-1.2
"""Rig E, a population under kill -9: ends the desk at random moments while somebody sends, tries and
takes in people there.

After the desk begins again a file that was cut off is gone or whole, a trial has recorded nothing, and
an import goes on by itself: everybody is there once. See docs/rigs.md.
"""
import http.client
import json
import os
import random
import re
import sys
import threading
import time

sys.path.insert(0, os.path.join(os.path.dirname(os.path.abspath(__file__)), "..", "..",
                                "Tests", "browser"))
import desk
import rig
from desk_list import send

ROUNDS = {"ci": 9, "night": 40, "release": 200}
#: More than one batch of an import beside a desk.
ROWS = 40_000
NAMES = ("sourceId,bsn,initials,givenNames,prefix,surname,partnerPrefix,partnerSurname,nameUse,"
         "birthDate,street,houseNumber,houseLetter,houseAddition,postcode,place,country,deceasedOn,"
         "secrecy,addressStatus,language,salutationPreference").split(",")
PATH = "/population"


def people(turn):
    """A population of which no other has the people."""
    rows = [f"rig-{turn}-{number},,A.,,,Nergens,,,E,19{30 + number % 70}-02-03,Proefstraat,{number % 900 + 1},,,"
            f"{1000 + number % 9000}ZZ,Nergens,NL,,0,,nl," for number in range(ROWS)]
    return "\n".join([",".join(NAMES), *rows, ""])


class Person:
    """Somebody at the desk, who comes back after each kill."""

    def __init__(self, served):
        self.served = served
        self.visitor = desk.Visitor(served).sign_in(desk.TEAM["dataManager"])

    def page(self, mark):
        return self.visitor.ask("GET", f"{PATH}?file={mark}")[2]

    def read(self, mark, action, **more):
        token = self.visitor.token(f"{PATH}?file={mark}", PATH + "/read")
        fields = {"form": token, "file": mark, "do": action, **more}
        if action == "try":
            fields |= {f"column{place + 1}": name for place, name in enumerate(NAMES)}
        self.visitor.post(PATH + "/read", fields)

    def wait(self, mark, words, seconds=300):
        """Until the page of the file says one of these."""
        end = time.monotonic() + seconds
        while time.monotonic() < end:
            text = self.page(mark)
            if any(word in text for word in words):
                return text
            time.sleep(0.2)
        raise AssertionError(f"the page never said {words}")


def main():
    parser = rig.arguments(__doc__.split("\n")[0])
    parser.add_argument("--rounds", type=int, help="how many kills, whatever the size")
    options = rig.settle(parser.parse_args())
    rounds = options.rounds or ROUNDS[options.size]
    chance, clock = random.Random(options.seed), rig.Clock()
    served = desk.Desk(options.program, 1_000)
    found = {"killed while it was sent": 0, "tried": 0, "taken in": 0, "went on by itself": 0}
    wrong = []

    def count():
        return json.loads(served.spoor("status", "--json", role="privacyOfficer"))["people"]

    def killed_during(body, longest):
        """Ends the desk while `body` is under way, and begins it again."""
        def attempt():
            try:
                body()
            except (OSError, http.client.HTTPException, AssertionError):
                pass
        thread = threading.Thread(target=attempt)
        thread.start()
        time.sleep(chance.uniform(0.002, longest))
        served.kill()
        thread.join()
        served.begin()

    try:
        served.begin()
        # The desk of a practice makes the team that commands sign in as.
        expected = count()
        for turn in range(rounds):
            content = people(turn)
            stage = ("sent", "tried", "taken")[turn % 3]
            person = Person(served)
            if stage == "sent":
                killed_during(lambda: send(person.visitor, PATH, content), 1.5)
                found["killed while it was sent"] += 1
                person = Person(served)
                if count() != expected:
                    wrong.append(f"turn {turn}: a file that was sent changed people")
            mark = send(person.visitor, PATH, content)
            if stage == "tried":
                killed_during(lambda: person.read(mark, "try"), 4)
                found["tried"] += 1
                person = Person(served)
                if count() != expected:
                    wrong.append(f"turn {turn}: a trial changed people")
            if 'name="trial"' not in person.page(mark):
                # It was not asked for, or it goes on.
                if "Ververs" not in person.page(mark):
                    person.read(mark, "try")
                person.wait(mark, ['name="trial"'])
            if stage == "taken":
                number = re.search(r'name="trial" value="(\d+)"', person.page(mark)).group(1)
                killed_during(lambda: person.read(mark, "add", trial=number), 12)
                found["taken in"] += 1
                person = Person(served)
                text = person.page(mark)
                if "wordt ingelezen" in text:
                    found["went on by itself"] += 1
            text = person.page(mark)
            if 'name="trial"' in text:
                number = re.search(r'name="trial" value="(\d+)"', text).group(1)
                person.read(mark, "add", trial=number)
            person.wait(mark, ["Het bestand is ingelezen"])
            expected += ROWS
            now = count()
            if now != expected:
                wrong.append(f"turn {turn}, killed while {stage}: {now} people of {expected}")
                expected = now
        verified = "verif" in served.spoor("ledger", "verify").lower()
        folder = os.path.join(served.folder, "d", "store", "lists-received")
        names = os.listdir(folder)
        # A file that came whole and was not answered waits under its page; of any other nothing is left.
        left = sum(len(name) == 32 and name + ".note" not in names for name in names)
    finally:
        served.end()
    for sentence in wrong:
        print(sentence)
    rig.table("a population under kill -9", [
        ("seed", options.seed), ("kills", rounds), *found.items(), ("wrong", len(wrong)),
        ("files cut off and left", left), ("ledger verified", "yes" if verified else "NO"),
        ("seconds", clock.seconds)])
    return 0 if verified and not wrong and not left else 1


if __name__ == "__main__":
    sys.exit(main())
