# SPDX-License-Identifier: EUPL-1.2
"""What the rigs share: their arguments, running the program, and the table at the end."""
import argparse
import os
import random
import subprocess
import sys
import time

SIZES = ("ci", "night", "release")


def arguments(what):
    parser = argparse.ArgumentParser(description=what)
    parser.add_argument("--size", choices=SIZES, default="ci")
    parser.add_argument("--seed", type=int, help="repeats a run; one is drawn when none is given")
    parser.add_argument("--program", default=".build/release/spoor", help="the built program")
    parser.add_argument("--work", help="an empty or new folder to work in; kept when given")
    return parser


def settle(options):
    """Draws the seed; paths become absolute, for the program runs in a folder of its own."""
    if options.seed is None:
        options.seed = random.SystemRandom().randrange(1, 1 << 31)
    options.program = os.path.abspath(options.program)
    options.work = options.work and os.path.abspath(options.work)
    if not os.access(options.program, os.X_OK):
        sys.exit(f"there is no program at {options.program}: make build, or --program")
    return options


class Program:
    """The program over its command line, in a folder with a store and a key."""

    def __init__(self, path, folder):
        self.path, self.folder = path, folder
        self.environment = {
            **os.environ,
            "SPOOR": path,
            "SPOOR_STORE": os.path.join(folder, "store"),
            "SPOOR_KEY_FILE": os.path.join(folder, "key"),
            "SPOOR_BY": "rig officer",
        }

    def run(self, *words, may=(0, 1), extra=None):
        """Runs to the end; any exit status that is not in `may` ends the rig."""
        done = subprocess.run(
            [self.path, *words], env={**self.environment, **(extra or {})}, cwd=self.folder,
            stdin=subprocess.DEVNULL, capture_output=True,
        )
        if may is not None and done.returncode not in may:
            sys.exit(
                f"spoor {' '.join(words)}: exit {done.returncode}\n"
                + done.stderr.decode(errors="replace")[-2000:]
            )
        return done


def table(title, rows):
    """The one table of a rig: what, and how much."""
    width = max(len(str(name)) for name, _ in rows)
    print(f"\n{title}")
    for name, value in rows:
        if isinstance(value, float):
            value = f"{value:.1f}"
        elif isinstance(value, int) and name != "seed":
            value = f"{value:,}"
        print(f"  {name:<{width}}  {value}")
    sys.stdout.flush()


class Clock:
    def __init__(self):
        self.began = time.monotonic()

    @property
    def seconds(self):
        return time.monotonic() - self.began
