# SPDX-License-Identifier: EUPL-1.2
"""A practice of invented people with its desk, a visitor without a browser, and codes of an app."""
import base64
import hashlib
import hmac
import http.client
import os
import re
import shutil
import socket
import struct
import subprocess
import sys
import tempfile
import time
import urllib.parse

#: Who plays which role in a practice; `spoor serve --practice` makes them.
TEAM = {"privacyOfficer": "noor", "securityOfficer": "ilse", "dataManager": "jeroen",
        "communication": "bas", "agent": "samira", "teamLead": "karim", "auditor": "tessa",
        "board": "hanneke", "administrator": "fatima"}


def free_port():
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return probe.getsockname()[1]


class Desk:
    """A small demo in a folder of its own, served until `end`."""

    def __init__(self, program, people=2_000, until=None):
        self.program = os.path.abspath(program)
        self.folder = tempfile.mkdtemp(prefix="desk-")
        self.environment = {
            **os.environ, "SPOOR_STORE": os.path.join(self.folder, "d", "store"),
            "SPOOR_KEY_FILE": os.path.join(self.folder, "d", "key"), "SPOOR_BY": "test officer"}
        for name in ("SPOOR_NOW", "SPOOR_CONFIG"):
            self.environment.pop(name, None)
        self.signed_in = set()
        self.spoor("demo", "--people", str(people), "--dir", "d", "--yes",
                   *(["--until", until] if until else []))
        self.process = None
        self.log = open(os.path.join(self.folder, "serve.log"), "ab")

    def spoor(self, *words, role=None):
        """Runs a command; with a role, as the one of the team who has it: once the desk began, the store
        has accounts."""
        environment = dict(self.environment)
        if role:
            environment.pop("SPOOR_BY")
            environment["XDG_CONFIG_HOME"] = os.path.join(self.folder, "config-" + role)
            if role not in self.signed_in:
                self.signed_in.add(role)
                self.spoor("account", "sign-in", TEAM[role], "--practice", role=role)
        done = subprocess.run([self.program, *words], env=environment, cwd=self.folder,
                              stdin=subprocess.DEVNULL, capture_output=True, text=True)
        if done.returncode not in (0, 1):
            sys.exit(f"spoor {' '.join(words)}: exit {done.returncode}\n{done.stderr[-2000:]}")
        return done.stdout

    def begin(self):
        self.port, self.health = free_port(), free_port()
        self.process = subprocess.Popen(
            [self.program, "serve", "--practice", "--port", str(self.port),
             "--health-port", str(self.health)],
            env=self.environment, cwd=self.folder, stdin=subprocess.DEVNULL,
            stdout=self.log, stderr=self.log)
        for _ in range(600):
            try:
                if self.metrics():
                    return self
            except OSError:
                time.sleep(0.1)
            if self.process.poll() is not None:
                break
        with open(self.log.name, encoding="utf-8", errors="replace") as log:
            sys.exit("the desk did not begin: " + log.read()[-2000:])

    @property
    def address(self):
        return f"http://localhost:{self.port}"

    def metrics(self):
        connection = http.client.HTTPConnection("127.0.0.1", self.health, timeout=20)
        connection.request("GET", "/metrics")
        text = connection.getresponse().read().decode()
        connection.close()
        return text

    def entries(self):
        """How many entries the ledger has."""
        return int(re.search(r"^spoor_ledger_entries (\d+)", self.metrics(), re.M).group(1))

    def visited(self):
        """The routes that answered with a page."""
        found = re.findall(r'requests_total\{route="([^"]+)",status="200"\}', self.metrics())
        return set(found)

    def memory(self):
        """Peak of the server, MiB."""
        with open(f"/proc/{self.process.pid}/status", encoding="ascii") as status:
            return int(re.search(r"VmHWM:\s+(\d+)", status.read()).group(1)) / 1024

    def kill(self):
        self.process.kill()
        self.process.wait()

    def end(self):
        if self.process and self.process.poll() is None:
            self.process.terminate()
            self.process.wait(timeout=60)
        self.log.close()
        shutil.rmtree(self.folder, ignore_errors=True)


class Visitor:
    """Keeps cookies, and takes tokens out of forms; follows no redirection."""

    def __init__(self, desk):
        self.desk, self.cookies = desk, {}
        self.connection = http.client.HTTPConnection("127.0.0.1", desk.port, timeout=60)

    def ask(self, method, path, body=None, headers=None):
        """Status, headers and text."""
        headers = {"Host": f"localhost:{self.desk.port}", **(headers or {})}
        if self.cookies and "Cookie" not in headers:
            headers["Cookie"] = "; ".join(f"{name}={value}" for name, value in self.cookies.items())
        if body is not None and "Content-Type" not in headers:
            headers["Content-Type"] = "application/x-www-form-urlencoded"
        for attempt in (1, 2):
            try:
                self.connection.request(method, path, body, headers)
                answer = self.connection.getresponse()
                text = answer.read().decode("utf-8", "replace")
                break
            except (http.client.RemoteDisconnected, BrokenPipeError, ConnectionResetError):
                self.connection.close()
                if attempt == 2 or (method == "POST" and not headers.get("X-Again")):
                    raise
        for line in answer.headers.get_all("Set-Cookie") or []:
            name, value = line.split(";")[0].split("=", 1)
            self.cookies[name] = value
        return answer.status, answer.headers, text

    def sign_in(self, account):
        status, _, _ = self.ask("POST", "/sign-in/practice", f"name={account}")
        assert status == 303, f"{account} could not sign in: {status}"
        return self

    def token(self, page, action=None):
        """Of the form on a page that posts to `action`."""
        _, _, text = self.ask("GET", page)
        found = re.search(
            rf'action="{re.escape(action or page)}"[^>]*><input type="hidden" name="form" '
            r'value="([^"]+)"', text)
        assert found, f"no form for {action or page} on {page}"
        return found.group(1)

    def session_token(self, page):
        """Of a form for `page` itself; signs in as the privacy officer where nobody is yet."""
        if not self.cookies:
            self.sign_in(TEAM["privacyOfficer"])
        return self.token(page)

    def post(self, path, fields, headers=None):
        return self.ask("POST", path, urllib.parse.urlencode(fields, doseq=True), headers)


def code(secret, at=None):
    """The six digits of an app (RFC 6238)."""
    key = base64.b32decode(secret + "=" * (-len(secret) % 8))
    digest = hmac.new(key, struct.pack(">Q", int(at or time.time()) // 30), hashlib.sha1).digest()
    place = digest[-1] & 15
    return f"{(struct.unpack('>I', digest[place:place + 4])[0] & 0x7fffffff) % 1_000_000:06}"
