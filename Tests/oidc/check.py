#!/usr/bin/env python3
# SPDX-License-Identifier: EUPL-1.2
"""Signs in at the desk through a real identity provider: Canaille, in a process of its own, over sockets.

    check.py [--program .build/debug/spoor]
"""
import argparse
import html.parser
import http.cookiejar
import os
import re
import signal
import subprocess
import sys
import time
import urllib.error
import urllib.parse
import urllib.request

HERE = os.path.dirname(os.path.abspath(__file__))
sys.path.insert(0, os.path.join(HERE, "..", "browser"))
from desk import Desk, free_port  # noqa: E402

PYTHON = os.path.join(HERE, "..", "..", ".build", "oidc", "bin", "python")


class Forms(html.parser.HTMLParser):
    """The forms of a page, with what stands in them."""

    def __init__(self):
        super().__init__()
        self.forms = []

    def handle_starttag(self, tag, pairs):
        values = dict(pairs)
        if tag == "form":
            self.forms.append({"action": values.get("action") or "", "fields": {}, "buttons": []})
        elif self.forms and values.get("name"):
            if tag == "button" or values.get("type") == "submit":
                self.forms[-1]["buttons"].append((values["name"], values.get("value", "")))
            elif tag == "input":
                self.forms[-1]["fields"][values["name"]] = values.get("value", "")


class Browser:
    """Follows redirects and keeps cookies, as a browser does."""

    def __init__(self):
        self.jar = http.cookiejar.CookieJar()
        self.opener = urllib.request.build_opener(urllib.request.HTTPCookieProcessor(self.jar))
        self.address, self.text, self.seen = "", "", []

    def go(self, address, fields=None):
        data = urllib.parse.urlencode(fields).encode() if fields is not None else None
        request = urllib.request.Request(urllib.parse.urljoin(self.address, address), data=data)
        try:
            answer = self.opener.open(request, timeout=20)
        except urllib.error.HTTPError as error:
            answer = error
        self.text, self.address = answer.read().decode(), answer.url
        self.seen.append(self.address)
        return self

    def submit(self, **typed):
        """The form that has the fields which are typed."""
        page = Forms()
        page.feed(self.text)
        for form in page.forms:
            named = set(form["fields"]) | {name for name, _ in form["buttons"]}
            if set(typed) <= named:
                return self.go(form["action"] or self.address, {**form["fields"], **typed})
        sys.exit(f"no form with {sorted(typed)} at {self.address}\n{self.text[:3000]}")

    def cookie(self, name):
        return next((c for c in self.jar if c.name == name), None)


def sign_in_there(browser, name, provider, caught=()):
    """Types name and password at the provider, and agrees, until it sends the browser back."""
    for _ in range(6):
        if caught or not browser.address.startswith(provider):
            return
        if 'name="password"' in browser.text:
            browser.submit(password=f"the password of {name}")
        elif 'name="login"' in browser.text:
            browser.submit(login=name)
        elif 'name="answer"' in browser.text:
            browser.submit(answer="accept")
        else:
            break
    if not caught and browser.address.startswith(provider):
        sys.exit(f"the provider asks something unknown at {browser.address}\n{browser.text[:3000]}")


def wait_for(address, what):
    for _ in range(150):
        try:
            urllib.request.urlopen(address, timeout=2)
            return
        except (OSError, urllib.error.URLError):
            time.sleep(0.2)
    sys.exit(f"{what} does not answer at {address}")


def check(is_so, what):
    if not is_so:
        sys.exit(f"NOT SO: {what}")
    print(f"  {what}")


def main():
    parser = argparse.ArgumentParser()
    parser.add_argument("--program", default=".build/debug/spoor")
    program = parser.parse_args().program
    found = subprocess.run([PYTHON, "-c", "import canaille"], capture_output=True) \
        if os.path.exists(PYTHON) else None
    if found is None or found.returncode != 0:
        print("skipped: no identity provider is installed ('make test-oidc' installs Canaille)")
        return
    port, there = free_port(), free_port()
    here, provider = f"http://localhost:{port}", f"http://localhost:{there}"
    desk = Desk(program, until="messages")
    secret = os.path.join(desk.folder, "secret")
    with open(os.open(secret, os.O_WRONLY | os.O_CREAT, 0o600), "w") as file:
        file.write("a secret: of signs/and spaces\n")
    desk.environment.update({
        "SPOOR_OPENID_ISSUER": provider, "SPOOR_OPENID_CLIENT": "spoor",
        "SPOOR_OPENID_SECRET_FILE": secret, "SPOOR_OPENID_ADDRESS": here})
    desk.spoor("account", "add", "noor", "--person", "Noor Terpstra", "--role", "privacyOfficer",
               "--subject", "noor", "--reason", "a test", "--now", "2025-08-06 14:40")
    log = open(os.path.join(desk.folder, "provider.log"), "ab")

    def begin_provider():
        process = subprocess.Popen(
            [PYTHON, os.path.join(HERE, "provider.py"), str(there), "spoor",
             "a secret: of signs/and spaces", f"{here}/sign-in/provider/back"],
            cwd=desk.folder, stdin=subprocess.DEVNULL, stdout=log, stderr=log)
        wait_for(f"{provider}/.well-known/openid-configuration", "the provider")
        return process

    def begin_desk(**more):
        process = subprocess.Popen(
            [os.path.abspath(program), "serve", "--port", str(port), "--log-level", "info",
             "--log-file", "serve.jsonl", "--now", "2025-08-06 14:40"],
            env={**desk.environment, **more}, cwd=desk.folder, stdin=subprocess.DEVNULL,
            stdout=desk.log, stderr=desk.log)
        wait_for(f"{here}/sign-in", "the desk")
        return process

    running = []
    try:
        running = [begin_provider(), begin_desk()]
        browser = Browser().go(f"{here}/incidents")
        check(browser.address.endswith("/sign-in?to=/incidents"), "a stranger is asked to sign in")
        browser.go("/sign-in/provider?to=/incidents")
        check(browser.address.startswith(provider), "the browser is sent to the provider")
        sign_in_there(browser, "noor", provider)
        check(browser.address == f"{here}/incidents", "who is bound comes back to the page they asked")
        check("Noor Terpstra" in browser.text, "under the name and role of their account here")
        session = browser.cookie("spoor")
        check(session is not None and session.has_nonstandard_attr("HttpOnly"), "with our own session")

        stranger = Browser().go(f"{here}/sign-in/provider")
        sign_in_there(stranger, "stranger", provider)
        check("U bent niet ingelogd" in stranger.text and ">stranger</strong>" in stranger.text
              and stranger.cookie("spoor") is None and "Noor" not in stranger.text,
              "who has no account reads their own number, and nothing of others")

        # The answer of the provider, taken out of the redirect, in a browser that did not ask.
        class NoBack(urllib.request.HTTPRedirectHandler):
            def redirect_request(self, request, file, code, message, headers, address):
                if address.startswith(here):
                    caught.append(address)
                    return None
                return super().redirect_request(request, file, code, message, headers, address)

        caught, thief = [], Browser()
        victim = Browser().go(f"{here}/sign-in/provider")
        victim.opener = urllib.request.build_opener(
            urllib.request.HTTPCookieProcessor(victim.jar), NoBack())
        sign_in_there(victim, "noor", provider, caught)
        thief.go(caught[0])
        check(thief.cookie("spoor") is None and "Begin opnieuw" in thief.text,
              "another browser cannot use the answer")
        victim.opener = urllib.request.build_opener(urllib.request.HTTPCookieProcessor(victim.jar))
        victim.go(caught[0])
        check(victim.cookie("spoor") is not None, "the browser that asked can")
        victim.jar.clear(victim.cookie("spoor").domain, "/", "spoor")
        victim.go(caught[0])
        check(victim.cookie("spoor") is None, "once")

        token = re.search(r'action="/sign-out"[^§]*?name="form" value="([^"]+)"', browser.text)
        browser.go(f"{here}/sign-out", {"form": token.group(1)})
        check("out=provider" in browser.address and "Log ook daar uit" in browser.text,
              "signing out ends the session here, and leads to the provider's end")
        browser.go("/sign-in/provider/end")
        check(browser.address.startswith(provider), "where the provider takes over")
        browser.go(f"{here}/incidents")
        check("/sign-in" in browser.address, "and the session here is over")

        moment = ["--now", "2025-08-06 14:41"]
        desk.spoor("account", "add", "piet", "--person", "Piet Invented", "--role", "board",
                   "--reason", "a test", *moment)
        desk.spoor("account", "bind", "piet", "--subject", "stranger")
        bound = Browser().go(f"{here}/sign-in/provider")
        sign_in_there(bound, "stranger", provider)
        check(bound.cookie("spoor") is not None and "Piet Invented" in bound.text,
              "once the administrator bound the number it opens that account")
        desk.spoor("account", "end", "piet", "--reason", "a test", *moment)
        check("/sign-in" in bound.go(f"{here}/incidents").address, "an account that ended is out")
        sign_in_there(bound.go(f"{here}/sign-in/provider"), "stranger", provider)
        check("U bent niet ingelogd" in bound.text and "/back" in bound.address,
              "and does not come in again")

        running[1].send_signal(signal.SIGTERM)
        running[1].wait()
        running[1] = begin_desk(SPOOR_OPENID_METHOD="mfa")
        again = Browser().go(f"{here}/sign-in/provider")
        sign_in_there(again, "noor", provider)
        check("tweede stap" in again.text and again.cookie("spoor") is None,
              "a second factor that was not used keeps the desk closed")

        for process in reversed(running):
            process.send_signal(signal.SIGTERM)
            process.wait()
        running = [begin_desk()]
        down = Browser().go(f"{here}/sign-in/provider")
        check("antwoordt niet" in down.text and 'action="/sign-in"' in down.text,
              "while the provider is down the page says so, and passwords still work")

        said = open(os.path.join(desk.folder, "serve.jsonl")).read()
        check("no account" in said and "token: method" in said and "unavailable: discovery" in said,
              "the log says why, in a word")
        check(not any(word in said for word in ("stranger", "noor", "Noor", "Piet", "code=", "eyJ")),
              "and names nobody, and holds no token")
        print("all of it was so")
    finally:
        for process in running:
            process.send_signal(signal.SIGTERM)
            process.wait()
        desk.end()


if __name__ == "__main__":
    main()
