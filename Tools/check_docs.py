#!/usr/bin/env python3
# SPDX-License-Identifier: EUPL-1.2
"""Runs the commands of the pages as a reader would, and compares what they say with what the pages say.

    check_docs.py --program .build/debug/spoor README.md docs/privacy-officer.md

Each page is followed from top to bottom in one shell, in a folder that holds nothing but docs/example. A block of code whose first line begins
with a command (spoor, export, cat, mkdir, cp or `$ `) is a transcript: commands, each with what it says below it.

- Each line of a page must be a line of what the command says, in the same order. A page may leave lines out.
- Spaces are one space, for tables have other widths for other names.
- `…` stands for anything. So do, wherever they stand: hexadecimal of eight digits or more, base64 of sixteen or more,
  references of persons (P-…), sizes of disks, seconds, rates and versions. Counts and dates are compared: a practice has
  its own clock (SPOOR_NOW), and the same seed gives the same people.
- What a page adds behind ` <- ` or in brackets at the end of a command's line, and `#` remarks, is for the reader.
- A command may end with 0 or 1, unless the page shows its `error:`.
- `<!-- not run: why -->` before a block leaves it out.
"""
import argparse
import pathlib
import re
import subprocess
import sys
import tempfile

COMMAND = re.compile(r"^(\$ )?(spoor|export|cat|mkdir|cp) ")
MASKS = [
    (r"\bP-[0-9A-F]{4}(-[0-9A-F]{4}){3}\b", "P-*"),
    (r"\b[0-9a-f]{8,}\b", "*"),
    (r"[A-Za-z0-9+/]{16,}=*(?=$|[\s'\")])", "*"),
    (r"\b\d+(\.\d+)? (GiB|GB|MB|s|ms)\b", "* \\2"),
    (r"\b[\d,.]+/s\b", "*/s"),
    (r"process \d+", "process *"),
]


def blocks(text):
    """Transcripts of a page: the line where each begins, and its lines."""
    lines = text.split("\n")
    number, skip = 0, False
    while number < len(lines):
        line = lines[number]
        if line.startswith("<!-- not run"):
            skip = True
        begin, body = number, []
        if line.startswith("```"):
            number += 1
            while number < len(lines) and not lines[number].startswith("```"):
                body.append(lines[number])
                number += 1
        elif line.startswith("    ") and (number == 0 or not lines[number - 1].strip()):
            while number < len(lines) and (lines[number].startswith("    ") or not lines[number].strip()):
                body.append(lines[number][4:])
                number += 1
            number -= 1
        if body and any(COMMAND.match(each) for each in body[:1]):
            if not skip:
                yield begin + 1, body
            skip = False
        elif line.strip() and not line.startswith("<!--"):
            skip = False
        number += 1


def commands(begin, body):
    """Each command of a transcript with its place and what the page says of it."""
    place = 0
    while place < len(body):
        line, start = body[place], place
        place += 1
        command = re.sub(r"^\$ ", "", line)
        while command.endswith("\\") and place < len(body):
            command = command[:-1] + " " + body[place].strip()
            place += 1
        command = re.sub(r"\s{2,}(#|\().*$", "", command)
        said = []
        while place < len(body) and not COMMAND.match(body[place]):
            if body[place].strip():
                said.append(body[place])
            place += 1
        yield begin + start, command, said


def plain(line):
    line = re.sub(r"\s+<- .*$", "", line)
    for pattern, mask in MASKS:
        line = re.sub(pattern, mask, line)
    return re.sub(r"\s+", " ", line).strip()


def fits(page, said):
    """Does a line of a page fit one that was said? `…` and masks stand for anything."""
    parts = [re.escape(part) for part in re.split(r"…", plain(page))]
    return re.fullmatch(r".*?".join(part.strip() if part == r"\ " else part for part in parts), said) is not None


def compare(expected, said):
    """The first line of the page that was not said, in order; none when all were."""
    place = 0
    for line in expected:
        if plain(line) in ("…", ""):
            continue
        while place < len(said) and not fits(line, said[place]):
            place += 1
        if place == len(said):
            return line
        place += 1
    return None


def follow(page, program, folder):
    """Runs a page; returns what does not fit."""
    steps = [step for begin, body in blocks(page.read_text()) for step in commands(begin, body)]
    (folder / "docs").mkdir()
    (folder / "docs/example").symlink_to(pathlib.Path("docs/example").resolve())
    for line, command, _ in steps:
        if re.search(r"(?:[ =]|^)'?\"?/(?!dev/null)\w", command):
            return len(steps), [f"{page}:{line}: {command[:100]}\n    touches the machine: mark it '<!-- not run: why -->'"]
    bin_folder = folder / ".bin"
    bin_folder.mkdir()
    (bin_folder / "spoor").symlink_to(program)
    script = "export SPOOR_TABLES=1 LC_ALL=C.UTF-8 PATH=%s:$PATH\n" % bin_folder
    script += "unset SPOOR_STORE SPOOR_KEY_FILE SPOOR_BY SPOOR_NOW SPOOR_CONFIG\nexport HOME=$PWD\n"
    for number, (_, command, _) in enumerate(steps):
        script += f"{{ {command}\n}} > .said-{number} 2>&1 < /dev/null; echo $? > .code-{number}\n"
    subprocess.run(["bash", "-c", script], cwd=folder, check=False, stdout=subprocess.DEVNULL)
    wrong = []
    for number, (line, command, expected) in enumerate(steps):
        code = int((folder / f".code-{number}").read_text() or 127)
        said = (folder / f".said-{number}").read_text(errors="replace").split("\n")
        place = f"{page}:{line}: {command[:100]}"
        fails = any(each.startswith("error:") for each in expected)
        if (code > 1) != fails:
            wrong.append(f"{place}\n    ended with {code}: " + "\n    ".join(said[-6:]))
            continue
        missing = compare(expected, [plain(each) for each in said])
        if missing is not None:
            wrong.append(f"{place}\n    page:  {missing}\n    said:  " + "\n           ".join(said[:40]))
    return len(steps), wrong


def main():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--program", default=".build/debug/spoor")
    parser.add_argument("pages", nargs="+")
    options = parser.parse_args()
    failed = 0
    for page in map(pathlib.Path, options.pages):
        with tempfile.TemporaryDirectory(prefix="spoor-page-") as name:
            count, wrong = follow(page, pathlib.Path(options.program).resolve(), pathlib.Path(name))
        print(f"{page}: {count} commands, {len(wrong)} do not fit")
        for each in wrong:
            print(each)
        failed += len(wrong)
    sys.exit(1 if failed else 0)


if __name__ == "__main__":
    main()
