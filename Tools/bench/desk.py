# SPDX-License-Identifier: EUPL-1.2
"""The desk under load: every page of an incident, and agents who find callers and read their answers,
alone, all at once, and beside an import. Prints the table of docs/performance.md; see `make bench-desk`."""
import argparse
import asyncio
import csv
import datetime
import html
import os
import random
import re
import shutil
import signal
import socket
import subprocess
import sys
import tempfile
import time
import urllib.parse

import case
import machine
import page
from measure import Sample
from rows import Goal, Job, Row

ROOM = ["/", "/incidents", "/incidents/{}", "/incidents/{}/scope", "/incidents/{}/evidence",
        "/incidents/{}/timeline", "/incidents/{}/duties", "/incidents/{}/notices",
        "/incidents/{}/letters", "/incidents/{}/forecast", "/incidents/{}/continuity",
        "/incidents/{}/decisions", "/incidents/{}/report", "/incidents/{}/review", "/processors", "/store"]
# One call of an agent, from its first page to its last, in so many seconds: a real one takes minutes.
CALL_SECONDS = 10
NOW = "2025-09-17 09:12"


class Visitor:
    """A browser without a window, with one connection that it keeps."""

    def __init__(self, port):
        self.port, self.cookie, self.streams = port, "", None

    async def ask(self, method, path, fields=None):
        """Status, place it leads to, text, milliseconds."""
        try:
            return await self.ask_once(method, path, fields)
        except (asyncio.IncompleteReadError, ConnectionError):
            # The server ends a connection on which nothing comes for a minute.
            self.streams = None
            return await self.ask_once(method, path, fields)

    async def ask_once(self, method, path, fields):
        if self.streams is None:
            self.streams = await asyncio.open_connection("127.0.0.1", self.port)
        reader, writer = self.streams
        body = urllib.parse.urlencode(fields or {}).encode()
        head = (f"{method} {path} HTTP/1.1\r\nHost: localhost:{self.port}\r\n"
                f"Cookie: {self.cookie}\r\nContent-Length: {len(body)}\r\n"
                "Content-Type: application/x-www-form-urlencoded\r\n\r\n")
        began = time.perf_counter()
        writer.write(head.encode() + body)
        lines = (await reader.readuntil(b"\r\n\r\n")).decode().split("\r\n")
        headers = [line.split(": ", 1) for line in lines[1:] if ": " in line]
        named = {name.lower(): value for name, value in headers}
        text = (await reader.readexactly(int(named.get("content-length", 0)))).decode()
        taken = (time.perf_counter() - began) * 1000
        for name, value in headers:
            if name.lower() == "set-cookie" and value.startswith("spoor="):
                self.cookie = value.split(";")[0]
        return int(lines[0].split()[1]), named.get("location"), text, taken

    async def sign_in(self, name):
        status, _, text, _ = await self.ask("POST", "/sign-in/practice", {"name": name})
        if status != 303:
            sys.exit(f"{name} cannot sign in: {status} {text[:200]}")
        return self

    async def post(self, path, text, fields):
        """Sends the form that stands on a page."""
        found = re.search(
            rf'action="{re.escape(path)}"[^>]*><input type="hidden" name="form" value="([^"]+)"', text)
        if not found:
            return 0, None, "", 0
        return await self.ask("POST", path, {"form": html.unescape(found.group(1)), **fields})

    def close(self):
        if self.streams:
            self.streams[1].close()


class Times:
    """Milliseconds of each kind of visit, and what went wrong."""

    def __init__(self):
        self.all, self.wrong = {}, {}

    def add(self, kind, status, expected, taken):
        if status == expected:
            self.all.setdefault(kind, []).append(taken)
        else:
            words = f"{kind}: status {status}"
            self.wrong[words] = self.wrong.get(words, 0) + 1

    def quantile(self, kind, share):
        times = sorted(self.all.get(kind, []))
        return times[min(len(times) - 1, int(len(times) * share))] if times else None


class Agent:
    """Opens a call, finds the caller by name and address, hears the proof, reads the answer, ends."""

    def __init__(self, visitor, people, seed):
        self.visitor, self.people, self.random = visitor, people, random.Random(seed)
        self.call = self.text = None

    async def begin(self, times):
        _, _, text, taken = await self.visitor.ask("GET", "/calls")
        times.add("the list of calls", 200, 200, taken)
        status, place, _, taken = await self.visitor.post("/calls", text, {"channel": "telephone"})
        times.add("a call is opened", status, 303, taken)
        self.call = place if status == 303 else None
        return self.call is not None

    async def look(self, times, kind):
        status, _, self.text, taken = await self.visitor.ask("GET", self.call)
        times.add(kind, status, 200, taken)

    async def find(self, times):
        await self.look(times, "the page of a call")
        person = self.random.choice(self.people)
        day = "-".join(reversed(person["birthDate"].split("-")))
        status, _, _, taken = await self.visitor.post(self.call + "/find", self.text, {
            "way": "attributes", "surname": person["surname"], "birthDate": day,
            "postcode": person["postcode"], "houseNumber": person["houseNumber"]})
        times.add("find the caller", status, 303, taken)
        await self.look(times, "the page of a call")
        status, _, _, taken = await self.visitor.post(
            self.call + "/proof", self.text, {"known": "yes"})
        times.add("the proof", status, 303, taken)

    async def end(self, times):
        status, _, _, taken = await self.visitor.post(
            self.call + "/end", self.text, {"outcome": "answered", "theme": "whatLeaked"})
        times.add("a call is ended", status, 303, taken)

    async def calls(self, times, goes_on, pace):
        """One call after another; `pace`: seconds from the start of one to that of the next."""
        if pace:
            await asyncio.sleep(self.random.random() * pace)
        while goes_on():
            began = time.monotonic()
            if await self.begin(times):
                await self.find(times)
                await self.look(times, "the answer")
                await self.end(times)
            await asyncio.sleep(max(0, pace - (time.monotonic() - began)))

    async def answers(self, times, goes_on, pace):
        """The answer again and again."""
        await asyncio.sleep(self.random.random() * pace)
        while goes_on():
            await self.look(times, "the answer")
            await asyncio.sleep(pace)


class Server:
    """`spoor serve` over a store of invented people."""

    def __init__(self, program, folder):
        self.port, health = free_port(), free_port()
        environment = {**os.environ, "SPOOR_STORE": os.path.join(folder, "store"),
                       "SPOOR_KEY_FILE": os.path.join(folder, "key")}
        self.process = subprocess.Popen(
            [program, "serve", "--practice", "--port", str(self.port), "--health-port",
             str(health), "--now", NOW], env=environment,
            stdin=subprocess.DEVNULL, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)

    def memory(self, name):
        with open(f"/proc/{self.process.pid}/status", encoding="ascii") as status:
            return int(re.search(rf"{name}:\s+(\d+)", status.read()).group(1)) / 1024

    def end(self):
        self.process.terminate()
        self.process.wait()


def free_port():
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return probe.getsockname()[1]


async def visit_room(visitor, incident, times, goes_on, pause=0):
    """Every page in turn, again and again."""
    while goes_on():
        for path in ROOM:
            status, _, _, taken = await visitor.ask("GET", path.format(incident))
            times.add(path, status, 200, taken)
            if pause:
                await asyncio.sleep(pause)


def people_of(path, count):
    """Some of the population, alive and at an address."""
    with open(path, encoding="utf-8", newline="") as file:
        every = max(1, sum(1 for _ in file) // (count * 2))
    people = []
    with open(path, encoding="utf-8", newline="") as file:
        for place, row in enumerate(csv.DictReader(file)):
            if place % every == 0 and row["postcode"] and not row["deceasedOn"] \
                    and row["houseNumber"].isdigit() and row["birthDate"].count("-") == 2:
                people.append(row)
    return people


def rows(times, kinds, limit, words):
    """The p99 of each kind of visit, and p50 in the words."""
    made = []
    for kind in kinds:
        worst, middle = times.quantile(kind, 0.99), times.quantile(kind, 0.5)
        if worst is None:
            made.append(Row(f"{words}: {kind.format('…')}", "ms", note="none came"))
            continue
        made.append(Row(
            f"{words}: {kind.format('…')}, p99 of {len(times.all[kind]):,} (p50 {middle:.1f})",
            "ms", [Sample(worst)], Goal(limit, most=True) if limit else None))
    return made


def worst(times, kinds, limit, words):
    """The slowest page in one row."""
    known = [(times.quantile(kind, 0.99), kind) for kind in kinds if kind in times.all]
    figure, kind = max(known)
    return Row(f"{words}: the slowest page, {kind.format('…')}, p99", "ms", [Sample(figure)],
               Goal(limit, most=True))


def act_as(taken, account):
    """Commands act as that one of the invented team from here on: the store has accounts."""
    taken.environment = {**taken.environment, "SPOOR_BY": "",
                         "XDG_CONFIG_HOME": os.path.join(taken.folder, "config")}
    taken.run("account", "sign-in", account, "--practice")


async def measure_desk(options, folder, taken):
    incident = taken.run("status", "--json").document["incidents"][0]["reference"]
    people = people_of(os.path.join(options.demo, "input", "population.csv"), 2000)
    if any("administrator" in account["roles"]
           for account in taken.run("account", "list", "--json").document["items"]):
        act_as(taken, "fatima")
    for place in range(options.agents):
        taken.run("account", "add", f"agent{place}", "--person", f"Agent {place}", "--role",
                  "agent", "--reason", "a measurement", "--now", NOW)
    server = Server(options.program, folder)
    jobs = []
    try:
        for _ in range(600):
            try:
                officer = await Visitor(server.port).sign_in("noor")
                break
            except OSError:
                await asyncio.sleep(0.2)
        began = time.perf_counter()
        await visit_room(officer, incident, Times(), iter([True, False]).__next__)
        first = time.perf_counter() - began
        agents = [Agent(await Visitor(server.port).sign_in(f"agent{place}"), people, place)
                  for place in range(options.agents)]

        def during(seconds):
            until = time.monotonic() + seconds
            return lambda: time.monotonic() < until

        made = [Row("each page once, just after the start", "s", [Sample(first)])]
        alone = Times()
        await visit_room(officer, incident, alone, during(options.seconds))
        made += rows(alone, ROOM, 50, "one visitor")
        many = [await Visitor(server.port).sign_in("noor") for _ in range(16)]
        crowd = Times()
        await asyncio.gather(*(visit_room(one, incident, crowd, during(options.seconds), 0.2)
                               for one in many))
        made.append(worst(crowd, ROOM, 50, "16 visitors, five pages a second each"))
        calls = Times()
        await agents[0].calls(calls, during(options.seconds), 0)
        kinds = ["find the caller", "the answer"]
        told = rows(calls, kinds, 25, "one agent, call after call")
        crowd, beside = Times(), Times()
        goes_on = during(options.seconds + CALL_SECONDS)
        await asyncio.gather(
            visit_room(officer, incident, beside, goes_on, 0.05),
            *(agent.calls(crowd, goes_on, CALL_SECONDS) for agent in agents))
        told += rows(crowd, kinds, 25, f"{options.agents} agents, a call each {CALL_SECONDS} s")
        made.append(worst(beside, ROOM, 50, f"one visitor beside {options.agents} agents"))
        memory = [Row("after that: resident", "MiB", [Sample(server.memory("VmRSS"))],
                      Goal(400, most=True))]
        if options.imports:
            # Most read their answers again and again; some begin calls, and each step of those waits for
            # a batch of the import.
            open_calls, finding = Times(), agents[-max(1, options.agents // 10):]
            for agent in agents[:-len(finding)]:
                if await agent.begin(open_calls):
                    await agent.find(open_calls)
            # The desk lets go of the writer a moment after what was posted last.
            await asyncio.sleep(3)
            act_as(taken, "jeroen")
            taken.run("party", "add", "second", "--name", "Second", "--from", "2017-01-01",
                      "--now", NOW)
            importing = await asyncio.create_subprocess_exec(
                options.program, "import", "hl7", os.path.join(options.demo, "input", "hl7"),
                "--to", "second", "--purpose", "screening", "--basis", "6-1-e", "--now", NOW,
                env={**os.environ, **taken.environment}, stdin=subprocess.DEVNULL,
                stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
            ended = asyncio.create_task(importing.wait())
            began = time.monotonic()
            running = lambda: not ended.done() and time.monotonic() - began < options.longest
            crowd, beside = Times(), Times()
            await asyncio.gather(
                visit_room(officer, incident, beside, running, 0.05),
                *(agent.calls(crowd, running, 2 * CALL_SECONDS) for agent in finding),
                *(agent.answers(crowd, running, 2) for agent in agents if agent not in finding))
            took = time.monotonic() - began
            made.append(worst(beside, ROOM, 50, "one visitor beside an import and the agents"))
            told += rows(crowd, kinds, 25,
                         f"{options.agents} agents beside an import of {took:.0f} s")
            if not ended.done():
                importing.send_signal(signal.SIGINT)
            # 1: something of it needs a look. 130: it was ended.
            if await ended not in (0, 1, 130):
                sys.exit("the import failed")
            for wrong in (beside.wrong, crowd.wrong, open_calls.wrong):
                for words, count in wrong.items():
                    print(f"during the import, {words}: {count} times", file=sys.stderr)
        memory.append(Row("the most at any time", "MiB", [Sample(server.memory("VmHWM"))],
                          Goal(400, most=True)))
        for wrong in (alone.wrong, crowd.wrong, calls.wrong):
            for words, count in wrong.items():
                print(f"{words}: {count} times", file=sys.stderr)
        size = f"a store of {options.people:,}"
        jobs = [Job(f"Pages of the incident room, {size}", made, """
                    Reading the facts of the incident and making the text. What reads everyone is counted once,
                    ahead of whoever asks (decision 0053)."""),
                Job("An agent in a call", told, """
                    The disk: what is posted is kept, recorded in the ledger and published, and the line of an
                    opening is on the disk before anybody is shown. During an import whatever is posted waits for
                    one batch of it."""),
                Job("Memory of the server", memory, """
                    A version of the register while it is counted after the start; it is given back.""")]
    finally:
        server.end()
    return jobs


def document(options, jobs):
    """The page docs/performance-desk.md."""
    day = datetime.date.today()
    return "\n\n".join([
        "# How quick the desk is",
        page.paragraph(f"""
            Written by `make bench-desk` over a store of invented people. All figures are those that a browser on
            the same machine sees; what asks takes a part of the same cores. An agent's call is opened, its caller
            found by name, address and day of birth, proven, answered and ended in {CALL_SECONDS} seconds; a
            real one takes minutes."""),
        f"{day.day} {day:%B %Y}, {options.people:,} people, {options.agents} agents.",
        page.table(options, jobs),
        "## What limits each figure",
        "\n".join(page.paragraph(f"- **{job.work}.** {job.limit}", "  ") for job in jobs),
        "## Where it was measured",
        "\n".join(f"- {what}: {is_}" for what, is_ in machine.describe(options)
                  if not what.startswith(("Python", "Swift"))),
        "## How to repeat it",
        "    make bench-desk                            # 20,000 people, some minutes\n"
        "    make bench-desk DEMO=demo                  # of a folder that `spoor demo` made; its store is copied\n"
        "    make bench-desk DEMO=demo WRITE=docs/performance-desk.md",
    ]) + "\n"


def main():
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--program", default=os.path.abspath(".build/release/spoor"))
    parser.add_argument("--demo", help="a folder that `spoor demo` made; its store is copied")
    parser.add_argument("--people", type=int, default=20000, help="of a demo that is made for it")
    parser.add_argument("--agents", type=int, default=200)
    parser.add_argument("--seconds", type=int, default=20, help="of each measurement")
    parser.add_argument("--longest", type=int, default=60, help="seconds of an import, at most")
    parser.add_argument("--no-import", dest="imports", action="store_false")
    parser.add_argument("--write", help="a page that is written anew with the table")
    options = parser.parse_args()
    options.size, options.cores, options.python = "full", os.cpu_count(), sys.executable
    options.work = folder = tempfile.mkdtemp(prefix="spoor-bench-desk-")
    try:
        if not options.demo:
            options.demo = os.path.join(folder, "demo")
            subprocess.run([options.program, "demo", "--people", str(options.people), "--dir",
                            options.demo, "--yes"], check=True, stdout=subprocess.DEVNULL)
        shutil.copytree(os.path.join(options.demo, "store"), os.path.join(folder, "store"))
        shutil.copy(os.path.join(options.demo, "key"), folder)
        taken = case.Case(options.program, folder)
        options.people = taken.run("status", "--json").document["people"]
        jobs = asyncio.run(measure_desk(options, folder, taken))
        print(page.table(options, jobs))
        if options.write:
            with open(options.write, "w", encoding="utf-8") as file:
                file.write(document(options, jobs))
    finally:
        shutil.rmtree(folder, ignore_errors=True)


if __name__ == "__main__":
    main()
