# SPDX-License-Identifier: EUPL-1.2
"""Random addresses and forms, of strangers, of an agent and of a privacy officer: they open nothing,
record nothing and break nothing."""
import random
import urllib.parse

import desk

PAGES = ["", "/", "/incidents", "/incidents/new", "/incidents/CASE", "/incidents/CASE/scope",
         "/incidents/CASE/scope.csv", "/incidents/CASE/evidence", "/incidents/CASE/timeline",
         "/incidents/CASE/duties", "/incidents/CASE/letters", "/incidents/CASE/decisions",
         "/processors", "/processors/lab", "/processors.csv", "/store", "/accounts", "/roles",
         "/calls", "/calls/1", "/sign-in"]
ACTS = ["/calls", "/calls/take", "/calls/queue", "/calls/1/find", "/calls/1/choose", "/calls/1/end",
        "/incidents/new", "/incidents/CASE/timeline", "/incidents/CASE/decisions",
        "/incidents/CASE/scope/propose", "/incidents/CASE/scope/publish", "/accounts/samira",
        "/language", "/sign-out"]
BITS = ["%2e%2e", "..", "%2f", "%00", "%ff", "%0d%0aSet-Cookie:x=1", "'", "\"", "<script>", "%25",
        "é", "🙂", " ", "+", ";", "?", "#", "&", "=", "//", "\\", "%", "%5c", "~", "A" * 300]
FIELDS = {
    "moment": "processorDiscovered", "time": "5-8-2025 10.05", "party": "lab", "note": "they said",
    "kind": "noBreach", "because": "we decided so", "version": "1", "answer": "yes",
    "told": "6-8-2025 14.30", "said": "Files", "reference": "other", "role": "board", "lang": "en",
    "to": "//elsewhere.example", "because-samira": "why not"}


def mutated(chance, path):
    for _ in range(chance.choice((0, 1, 1, 2, 4))):
        place = chance.randrange(len(path) + 1)
        bit = chance.choice(BITS)
        path = path[:place] + bit + path[place + chance.choice((0, 0, 1, 3)):]
    # What no client can send as an address at all is written as one.
    path = urllib.parse.quote(path, safe="/%?&=+;:@!$'()*,~\\\"<>#|")
    return path if path.startswith("/") else "/" + path


def run(served, count, seed, incident):
    """Returns what went wrong, in words."""
    chance, wrong = random.Random(seed), []
    who = {name: desk.Visitor(served) for name in ("stranger", "agent", "officer", "other")}
    who["agent"].sign_in("samira")
    who["officer"].sign_in("noor")
    who["other"].sign_in("hanneke")
    path = lambda pattern: pattern.replace("CASE", incident)
    # Forms that were done once: language, which records nothing. And tokens of somebody else.
    page = f"/incidents/{incident}/timeline"
    used = who["officer"].token("/incidents", "/language")
    who["officer"].post("/language", {"form": used, "lang": "nl", "to": "/incidents"})
    foreign = {path(act): who["other"].token("/incidents/" + incident + "/decisions",
                                             path(act)) for act in ["/language"]}
    own = who["officer"].token(page)
    before = served.entries()
    for turn in range(count):
        name = chance.choice(("stranger", "agent", "officer"))
        visitor = who[name]
        try:
            if chance.random() < 0.5:
                address = mutated(chance, path(chance.choice(PAGES)))
                method = chance.choice(("GET",) * 8 + ("HEAD", "PUT", "DELETE", "OPTIONS"))
                status, headers, text = visitor.ask(method, address)
            else:
                method, address = "POST", path(chance.choice(ACTS))
                if chance.random() < 0.3:
                    address = mutated(chance, address)
                fields = {key: value for key, value in FIELDS.items() if chance.random() < 0.8}
                made = {}
                kind = chance.choice(("none", "made up", "foreign", "other page", "cross-site",
                                      "another origin", "replayed", "not a form", "long"))
                if kind == "made up":
                    fields["form"] = "%032x.%032x" % (chance.getrandbits(128), chance.getrandbits(128))
                elif kind == "foreign":
                    fields["form"] = foreign["/language"]
                elif kind in ("other page", "cross-site", "another origin"):
                    fields["form"] = own
                    if kind == "cross-site":
                        made["Sec-Fetch-Site"] = "cross-site"
                        address = page
                    elif kind == "another origin":
                        made["Origin"] = "http://elsewhere.example"
                        address = page
                    elif address == page:
                        address = f"/incidents/{incident}/decisions"
                elif kind == "replayed":
                    fields["form"] = used
                elif kind == "not a form":
                    made["Content-Type"] = "text/plain"
                elif kind == "long":
                    fields["note"] = "x" * chance.choice((70_000, 500_000))
                status, headers, text = visitor.post(address, fields, made)
        except OSError as error:
            # A body that is too long may end the connection; a page never does.
            visitor.connection.close()
            if method == "POST":
                continue
            wrong.append(f"{name} {method} {address!r}: {error}")
            continue
        said = f"{name} {method} {address!r}: {status}"
        if status >= 500:
            wrong.append(said)
        if (headers.get("Location") or "/")[:2] in ("//", "ht"):
            wrong.append(f"{said} leads to {headers['Location']}")
        if "x" in visitor.cookies:
            wrong.append(f"{said} sets a cookie of its choice")
        if "<script" in text.replace('<script type="module" src="/copy-', ""):
            wrong.append(f"{said} shows what it was told, unescaped")
        if name != "officer" and ("Vlietzicht" in text or 'class="rail"' in text):
            wrong.append(f"{said} shows an incident")
    after = served.entries()
    if after != before:
        wrong.append(f"{after - before} entries were recorded")
    # Whoever was signed in still is, and sees what they saw.
    if who["officer"].ask("GET", page)[0] != 200:
        wrong.append("the privacy officer was signed out")
    return wrong
