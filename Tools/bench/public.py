# SPDX-License-Identifier: EUPL-1.2
"""A peak in the news: as many requests as come of the public page, by wrk on the same cores, while the desk serves
the same store. Says how many a second there were and how many went wrong; see `make bench-public`."""
import argparse
import asyncio
import os
import re
import shutil
import signal
import subprocess
import sys
import tempfile
import time
import urllib.request

import desk

NOW = "2025-09-17 09:12"
GOAL = 15_000


def serve(options, folder):
    """The server, with its ports; ends the program when it does not come up."""
    ports = desk.free_port(), desk.free_port()
    server = subprocess.Popen(
        [options.program, "serve", "--practice", "--now", NOW, "--port", str(ports[0]),
         "--public-port", str(ports[1])],
        env={**os.environ, "SPOOR_STORE": os.path.join(folder, "store"),
             "SPOOR_KEY_FILE": os.path.join(folder, "key")},
        stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
    for _ in range(300):
        try:
            urllib.request.urlopen(f"http://127.0.0.1:{ports[1]}/nl", timeout=2).read()
            return server, ports
        except OSError:
            time.sleep(0.1)
    server.kill()
    sys.exit("the public page did not come up")


async def say(port):
    """Says the figures of the last version outside, as communication does at the desk."""
    visitor = await desk.Visitor(port).sign_in("bas")
    place = "/incidents/lab-2025/figures"
    _, _, text, _ = await visitor.ask("GET", place)
    version = re.search(r'<option value="(\d+)"', text)
    if not version:
        sys.exit("no version of the demo is published")
    status, *_ = await visitor.post(place + "/said", text, {
        "act": "say", "time": "17-9-2025 9.00", "place": "openbare pagina", "version": version.group(1),
        "text": "Van {reported} mensen meldt het laboratorium dat gegevens zijn gestolen. Van "
                "{cannotBeExcluded} mensen weten wij het niet.",
        "because": "het nieuws is al bekend"})
    if status != 303:
        sys.exit(f"the figures could not be said: status {status}")
    visitor.close()
    time.sleep(3)


def peak(options, port, headers=()):
    """Requests a second, what went wrong, and what wrk said."""
    said = subprocess.run(
        ["wrk", "-t", "1", "-c", str(options.connections), "-d", f"{options.seconds}s", "--latency",
         *[part for header in headers for part in ("-H", header)],
         f"http://127.0.0.1:{port}/nl"],
        check=True, capture_output=True, text=True).stdout
    rate = float(re.search(r"Requests/sec:\s+([\d.]+)", said).group(1))
    slow = re.search(r"99%\s+(\S+)", said).group(1)
    wrong = re.findall(r"(?:connect|read|write|timeout|responses:) (\d+)", said)
    return rate, sum(map(int, wrong)), slow


def main():
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--program", default=os.path.abspath(".build/release/spoor"))
    parser.add_argument("--demo", help="a folder that `spoor demo` made; its store is copied")
    parser.add_argument("--people", type=int, default=2000, help="of a demo that is made for it")
    parser.add_argument("--connections", type=int, default=128)
    parser.add_argument("--seconds", type=int, default=600)
    options = parser.parse_args()
    if not shutil.which("wrk"):
        sys.exit("wrk makes the requests: apt-get install wrk")
    folder = tempfile.mkdtemp(prefix="spoor-bench-public-")
    server = None
    try:
        if not options.demo:
            options.demo = os.path.join(folder, "demo")
            subprocess.run([options.program, "demo", "--people", str(options.people), "--dir",
                            options.demo, "--yes"], check=True, stdout=subprocess.DEVNULL)
        shutil.copytree(os.path.join(options.demo, "store"), os.path.join(folder, "store"))
        shutil.copy(os.path.join(options.demo, "key"), folder)
        server, (port, public) = serve(options, folder)
        asyncio.run(say(port))
        page = urllib.request.urlopen(f"http://127.0.0.1:{public}/nl")
        size, tag = len(page.read()), page.headers["ETag"]
        rate, wrong, slow = peak(options, public)
        print(f"the page, {size:,} bytes, {options.connections} connections, {options.seconds} s: "
              f"{rate:,.0f} requests/s (asked {GOAL:,}), {wrong} wrong, p99 {slow}")
        options.seconds = min(options.seconds, 10)
        again, failed, _ = peak(options, public, [f"If-None-Match: {tag}"])
        print(f"the same for whoever has it, 304: {again:,.0f} requests/s, {failed} wrong")
        sys.exit(0 if rate >= GOAL and not wrong and not failed else 1)
    finally:
        if server:
            server.send_signal(signal.SIGTERM)
            server.wait(30)
        shutil.rmtree(folder, ignore_errors=True)


if __name__ == "__main__":
    main()
