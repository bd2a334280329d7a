# SPDX-License-Identifier: EUPL-1.2
"""What is in a store, read without any code of the program: by SQL and docs/formats.md."""
import base64
import hashlib
import json
import os
import sqlite3

nothing = hashlib.blake2b(digest_size=16).digest()
ENTRY = 150
#: The tables that grow with what is received; a rig needs to know no more of the schema.
COUNTED = ("received", "disclosure", "unresolved_disclosure", "assertion", "letter", "person",
           "person_version", "letter_code", "sample_message", "register_page")


class Content:
    """A store as files: path to bytes, with `store/` and the key below."""

    def __init__(self, image, scratch, store="store"):
        self.problem = self.doubled = None
        self.rows, self.received, self.people = nothing, 0, 0
        self.tables, self.entries, self.notes = {}, [], {}
        self.key = bytes(image["key"]) if image.get("key") else None
        self.files = {path[len(store) + 1:]: bytes_ for path, bytes_ in image.items()
                      if path.startswith(f"{store}/ledger/")}
        self._access(bytes(image.get(f"{store}/access.log", b"")))
        for name in ("spoor.sqlite", "spoor.sqlite-wal", "spoor.sqlite-journal"):
            path = os.path.join(scratch, name)
            if f"{store}/{name}" in image:
                with open(path, "wb") as file:
                    file.write(image[f"{store}/{name}"])
            elif os.path.exists(path):
                os.unlink(path)
        if f"{store}/spoor.sqlite" in image:
            try:
                self._read(os.path.join(scratch, "spoor.sqlite"))
            except sqlite3.Error as error:
                self.problem = f"the database does not read: {error}"

    def _read(self, path):
        database = sqlite3.connect(path, isolation_level=None)
        try:
            # One process looks: no index in shared memory, and no sync of what is thrown away.
            database.execute("PRAGMA locking_mode = EXCLUSIVE")
            database.execute("PRAGMA synchronous = OFF")
            said = database.execute("PRAGMA integrity_check").fetchone()[0]
            if said != "ok":
                self.problem = f"integrity_check: {said}"
                return
            names = [row[0] for row in database.execute(
                "SELECT name FROM sqlite_master WHERE type = 'table' ORDER BY name")]
            whole = hashlib.blake2b(digest_size=16)
            contents = set()
            for name in names:
                rows = database.execute(f'SELECT * FROM "{name}"').fetchall()
                self.tables[name] = len(rows)
                whole.update(repr((name, rows)).encode())
                if name == "received":
                    contents.update(row[0] for row in rows)
                elif name == "sample_message":
                    contents.update(row[1] for row in rows)
                elif name == "ledger_entry":
                    self.entries = [row[1] for row in rows]
                    if [row[0] for row in rows] != list(range(len(rows))):
                        self.problem = "the ledger has a gap"
                elif name == "checkpoint":
                    self.notes = dict(rows)
                elif name in ("disclosure", "unresolved_disclosure", "resolution", "assertion",
                              "letter", "fact", "person_version", "erasure"):
                    columns = [row[1] for row in database.execute(f'PRAGMA table_info("{name}")')]
                    key = columns.index("commitment_key")
                    if len({row[key] for row in rows}) != len(rows):
                        self.doubled = f"a row of {name} stands there twice"
            self.received = len(contents)
            if names:
                self.rows = whole.digest()
            self.people = self.tables.get("person", 0)
        finally:
            database.close()

    def counts(self):
        """Row counts that do not depend on the order in which people and messages came."""
        counts = {name: self.tables.get(name, 0) for name in COUNTED}
        # A message stands under its samples; one about somebody unknown first stands by itself.
        counts["received"] = self.received
        # One who came into the population later was first unresolved, then settled.
        counts["unresolved_disclosure"] -= self.tables.get("resolution", 0)
        return counts

    # The ledger

    def root_of(self, size):
        """The root in the signed checkpoint of that size, when the entries do have it."""
        note = self.notes.get(size)
        if not note or size > len(self.entries):
            return None
        root = note.split("\n")[2]
        return root if base64.b64encode(merkle(self.entries[:size])).decode() == root else None

    def contradictions(self):
        """What the ledger, its checkpoints, its files and the access log say of each other."""
        entries = self.entries
        if entries:
            if len(entries) not in self.notes:
                yield "contradicts", "the last act has no checkpoint"
            elif self.root_of(len(entries)) is None:
                yield "contradicts", "the last checkpoint is not of these entries"
        for place, body in enumerate(entries):
            if len(body) != ENTRY or body[:7] != b"spoor/1" \
                    or int.from_bytes(body[8:16], "big") != place:
                yield "contradicts", f"entry {place} does not read"
                return
            if body[56:58] == b"\0\0" and place and place not in self.notes:
                yield "contradicts", f"the act before entry {place} has no checkpoint"
        if entries:
            lines = int.from_bytes(entries[-1][-40:-32], "big")
            if lines > self.access_lines:
                yield "contradicts", f"an entry saw {lines} lines of the access log, " \
                    f"{self.access_lines} are there"
            elif self.heads[lines] != entries[-1][-32:]:
                yield "contradicts", "the access log is not the one the last entry saw"
        yield from self._published()

    def _published(self):
        """Whole files only; and what the program takes for published must be there."""
        note = self.files.get("ledger/checkpoint")
        if note is None:
            return
        note = bytes(note).decode(errors="replace")
        try:
            size = int(note.split("\n")[1])
        except (IndexError, ValueError):
            yield "contradicts", "the file ledger/checkpoint is torn"
            return
        if self.notes.get(size) != note:
            yield "contradicts", "the file ledger/checkpoint is not one of the database"
        if size != len(self.entries) or size >= 256:
            return
        leaves = b"".join(leaf(body) for body in self.entries)
        bundle = b"".join(len(body).to_bytes(2, "big") + body for body in self.entries)
        for name, wanted in ((f"ledger/tile/0/000.p/{size}", leaves),
                             (f"ledger/tile/entries/000.p/{size}", bundle)):
            if bytes(self.files.get(name, b"")) != wanted:
                yield "contradicts", f"{name} is not there, although ledger/checkpoint says so"

    # The access log

    def _access(self, bytes_):
        """Lines that are whole; the program cuts off a last one that is not."""
        self.heads = [bytes(32)]
        for line in bytes_.split(b"\n")[:-1]:
            start, marker, rest = line.rpartition(b',"chain":"')
            chain = hashlib.sha256(self.heads[-1] + start).digest()
            if not marker or not rest.startswith(chain.hex().encode()):
                break
            try:
                json.loads(line)
            except ValueError:
                break
            self.heads.append(chain)

    @property
    def access_lines(self):
        return len(self.heads) - 1


def leaf(body):
    return hashlib.sha256(b"\0" + body).digest()


def merkle(bodies):
    """The root of RFC 6962 over the entries."""
    if not bodies:
        return hashlib.sha256(b"").digest()

    def root(hashes):
        if len(hashes) == 1:
            return hashes[0]
        half = 1
        while half * 2 < len(hashes):
            half *= 2
        return hashlib.sha256(b"\1" + root(hashes[:half]) + root(hashes[half:])).digest()

    return root([leaf(body) for body in bodies])
