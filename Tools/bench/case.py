# SPDX-License-Identifier: EUPL-1.2
"""A case of the program's own making: its input, a store with a key, and copies to go back to."""
import csv
import json
import os
import shutil
import subprocess

import measure

INCIDENT = "case"


class Input:
    """What `spoor demo` invents for so many people, with its answers."""

    def __init__(self, folder):
        self.folder = folder
        with open(os.path.join(folder, "truth.json"), encoding="utf-8") as file:
            self.messages = json.load(file)["messages"]

    def path(self, name):
        return os.path.join(self.folder, "input", name)

    def people_of_messages(self):
        """(everybody in a message or on the first list, those on the list), by the answers."""
        everybody = listed = 0
        with open(os.path.join(self.folder, "truth.csv"), encoding="utf-8", newline="") as file:
            for row in csv.DictReader(file):
                listed += bool(row["list-1"])
                everybody += bool(row["givenByUs"] or row["producedThere"] or row["list-1"])
        return everybody, listed


class Case:
    """The program over its command line, in a folder with a store and a key."""

    def __init__(self, program, folder):
        self.program, self.folder = program, folder
        self.environment = {
            "SPOOR": program,
            "SPOOR_STORE": os.path.join(folder, "store"),
            "SPOOR_KEY_FILE": os.path.join(folder, "key"),
            "SPOOR_BY": "bench officer",
        }

    def run(self, *words, may=(0, 1)):
        return measure.run([self.program, *words], self.environment, self.folder, may)

    def begin(self, source):
        """A new store with a processor and the population."""
        os.makedirs(self.folder)
        self.run("init", "--synthetic")
        self.run("party", "add", "lab", "--name", "Laboratorium Vlietzicht",
                 "--from", "2017-01-01")
        self.run("party", "agreement", "lab", "--version", "v1", "--from", "2017-01-01",
                 "--incident-hours", "24", "--keep-months", "180")
        self.run("import", "population", source.path("population.csv"))

    def import_messages(self, source):
        return self.run("import", "hl7", source.path("hl7"), "--to", "lab", "--purpose", "screening", "--basis", "6-1-e", "--json")

    def open_incident(self, source):
        """An incident with a list, as after the first weeks."""
        self.run("incident", "open", INCIDENT, "--party", "lab", "--title", "Hack",
                 "--discovered", "2025-07-06 10:00", "--told", "2025-08-06 14:20",
                 "--aware", "2025-08-06 14:20",
                 "--note", "decided by the privacy officer", "--said", "Files were copied")
        # The settings of the letters say so.
        self.run("incident", "moment", INCIDENT, "authorityNotified", "2025-08-09 11:30")
        self.run("statement", "add", source.path("list-1.csv"), "--incident", INCIDENT,
                 "--name", "list", "--source", "the laboratory",
                 "--happened", "2025-08-11 16:00")

    def freeze(self, name):
        return self.run("register", "freeze", INCIDENT, "--name", name, "--reason", "bench",
                        "--json")

    def plan_letters(self, version):
        self.run("register", "publish", INCIDENT, version, "--second", "second officer")
        self.run("letter", "plan", INCIDENT, "--wave", "all", "--version", version,
                 "--who", "everyone", "--decision", "everyone", "--reason", "bench")

    def keep(self, name):
        """A copy of the store to go back to."""
        copy(os.path.join(self.folder, "store"), os.path.join(self.folder, name))

    def restore(self, name):
        store = os.path.join(self.folder, "store")
        shutil.rmtree(store)
        copy(os.path.join(self.folder, name), store)


def copy(source, target):
    """A copy that is on the disk, so that its writing disturbs no measurement."""
    subprocess.run(["cp", "-a", "--reflink=auto", source, target], check=True)
    os.sync()


def invent(program, folder, people):
    """The input only."""
    measure.run([program, "demo", "--people", str(people), "--seed", "1", "--dir", folder,
                 "--input-only"])
    return Input(folder)


def size_on_disk(folder):
    return sum(os.path.getsize(os.path.join(root, name))
               for root, _, names in os.walk(folder) for name in names)
