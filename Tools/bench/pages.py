# SPDX-License-Identifier: EUPL-1.2
"""Pages of the desk, asked for by sixteen visitors who never pause, alone and beside an import."""
import http.client
import os
import re
import shutil
import socket
import subprocess
import sys
import threading
import time

import case
from measure import Sample
from rows import Goal, Job, Row

VISITORS = 16
SECONDS = 5
PAGES = ["/", "/incidents/{}", "/incidents/{}/scope", "/incidents/{}/evidence",
         "/incidents/{}/timeline", "/incidents/{}/duties", "/incidents/{}/letters",
         "/incidents/{}/decisions"]


class Desk:
    """The desk of a store, served until `end`, with the cookie of a privacy officer."""

    def __init__(self, bench, folder):
        with socket.socket() as probe:
            probe.bind(("127.0.0.1", 0))
            self.port = probe.getsockname()[1]
        environment = {**os.environ, "SPOOR_STORE": os.path.join(folder, "store"),
                       "SPOOR_KEY_FILE": os.path.join(folder, "key"), "SPOOR_BY": "bench"}
        self.process = subprocess.Popen(
            [bench.program, "serve", "--practice", "--port", str(self.port)], env=environment,
            stdin=subprocess.DEVNULL, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
        for _ in range(600):
            try:
                _, headers, _ = self.ask("POST", "/sign-in/practice", "name=noor")
                break
            except OSError:
                time.sleep(0.1)
        else:
            sys.exit("the desk did not begin")
        self.cookie = headers["Set-Cookie"].split(";")[0]

    def ask(self, method, path, body=None):
        connection = http.client.HTTPConnection("127.0.0.1", self.port, timeout=60)
        connection.request(method, path, body, {
            "Cookie": getattr(self, "cookie", ""),
            "Content-Type": "application/x-www-form-urlencoded"})
        answer = connection.getresponse()
        return answer.status, answer.headers, answer.read().decode()

    def p99(self, path):
        """Milliseconds within which 99 of 100 pages came, and what is wrong with them."""
        wrong = [] if self.ask("GET", path)[0] == 200 else [f"{path} is no page"]
        said = subprocess.run(
            ["wrk", "-t1", f"-c{VISITORS}", f"-d{SECONDS}s", "--latency",
             "-H", f"Cookie: {self.cookie}", f"http://127.0.0.1:{self.port}{path}"],
            capture_output=True, text=True).stdout
        found = re.search(r"99%\s+([\d.]+)(us|ms|s)", said)
        if "Non-2xx" in said or "Socket errors" in said or not found:
            wrong.append(f"{path} did not always come")
        scale = {"us": 0.001, "ms": 1, "s": 1000}
        return float(found.group(1)) * scale[found.group(2)] if found else 0, wrong

    def peak(self):
        with open(f"/proc/{self.process.pid}/status", encoding="ascii") as status:
            return int(re.search(r"VmHWM:\s+(\d+)", status.read()).group(1)) / 1024

    def end(self):
        self.process.terminate()
        self.process.wait()


def job(bench, demo):
    work = f"Pages of the desk, {VISITORS} visitors who never pause, a store of {bench.people:,}"
    limit = """
        Each page judges the duties of its incident and the clocks of all incidents in one state of
        the store; making the text of the page is the smaller part."""
    if not shutil.which("wrk"):
        return Job(work, [Row("Spoor", "", note="not measured (wrk, Debian)")], limit)
    bench.say("pages of the desk")
    folder = bench.folder("desk")
    shutil.copytree(demo.path("store"), os.path.join(folder, "store"))
    shutil.copy(demo.path("key"), folder)
    taken = case.Case(bench.program, folder)
    incident = taken.run("status", "--json").document["incidents"][0]["reference"]
    desk, rows = Desk(bench, folder), []
    try:
        def row(path, words):
            samples = []
            for _ in range(bench.runs):
                figure, wrong = desk.p99(path.format(incident))
                samples.append(Sample(figure, wrong=wrong))
            return Row(words, "ms", samples, Goal(50, most=True))

        for path in PAGES:
            name = path.format("…")
            rows.append(row(path, f"Spoor: {name}, p99"))
        importing = threading.Event()

        def again():
            # Everything once more, for a party that has nothing yet.
            taken.run("party", "add", "second", "--name", "Second", "--from", "2017-01-01")
            importing.set()
            taken.run("import", "hl7", demo.input.path("hl7"), "--to", "second", "--purpose",
                      "screening", "--basis", "6-1-e")

        beside = threading.Thread(target=again)
        beside.start()
        importing.wait(60)
        rows.append(row(PAGES[1], "Spoor: the first page of an incident during an import, p99"))
        beside.join()
        rows.append(Row("Spoor: most memory of the server", "MiB", [Sample(desk.peak())],
                        Goal(400, most=True)))
    finally:
        desk.end()
        shutil.rmtree(folder, ignore_errors=True)
    return Job(work, rows, limit)
