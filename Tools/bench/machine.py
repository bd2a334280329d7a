# SPDX-License-Identifier: EUPL-1.2
"""What a page of figures must say about where they were taken."""
import os
import platform
import re
import sqlite3
import subprocess


def describe(bench):
    """(what, what it is), in the order of the page."""
    release = dict(re.findall(r'^(\w+)="?([^"\n]*)"?$', read("/etc/os-release"), re.M))
    return [
        ("processor", f"{processor()}, {bench.cores} cores"),
        ("memory", f"{memory():.0f} GiB"),
        ("system", f"{release.get('PRETTY_NAME', 'unknown')}, Linux {platform.release()}"),
        ("disk", file_system(bench.work)),
        ("Swift", first_line(["swift", "--version"])),
        ("SQLite", sqlite3.sqlite_version),
        ("OpenSSL", first_line(["openssl", "version"]).split(" (")[0]),
        ("Python of the peers", first_line([bench.python, "--version"])),
        ("Spoor", revision()),
    ]


def processor():
    part = lambda name: first(rf"^{name}\s*: (.*)$", "/proc/cpuinfo")
    return f"{part('model name') or platform.machine()} (family {part('cpu family')}, " \
        f"model {part('model')})"


def memory():
    return int(first(r"^MemTotal: +(\d+)", "/proc/meminfo") or 0) / 2**20


def file_system(folder):
    """The type of the file system that holds a folder."""
    mounts = [line.split()[1:3] for line in read("/proc/mounts").splitlines()]
    holding = [(place, kind) for place, kind in mounts
               if (folder + "/").startswith(place.rstrip("/") + "/")]
    return max(holding, key=lambda mount: len(mount[0]))[1] if holding else "unknown"


def revision():
    commit = first_line(["git", "-C", os.path.dirname(os.path.abspath(__file__)), "describe",
                         "--always", "--dirty"])
    return commit.replace("-dirty", ", changed since")


def first(pattern, path):
    found = re.search(pattern, read(path), re.M)
    return found and found.group(1)


def first_line(words):
    try:
        done = subprocess.run(words, capture_output=True, text=True)
    except OSError:
        return "unknown"
    return (done.stdout.strip() or "unknown").split("\n")[0]


def read(path):
    try:
        with open(path, encoding="utf-8") as file:
            return file.read()
    except OSError:
        return ""
