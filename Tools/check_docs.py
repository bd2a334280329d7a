#!/usr/bin/env python3
# SPDX-License-Identifier: EUPL-1.2
"""Runs the commands of the pages as a reader would, and compares what they say with what the pages say.

    check_docs.py --program .build/debug/spoor README.md docs/privacy-officer.md

Each page is followed from top to bottom in one shell, in a folder that holds nothing but docs/example. A block of code whose first line begins
with a command (spoor, export, cat, mkdir, cp, flock, (cd or `$ `) is a transcript: commands, each with what it says below it.

- Each line of a page must be a line of what the command says, in the same order. A page may leave lines out.
- Spaces are one space, for tables have other widths for other names.
- `…` stands for anything. So do, wherever they stand: hexadecimal of eight digits or more, base64 of sixteen or more,
  references of persons (P-…), sizes of disks, seconds, rates and versions. Counts and dates are compared: a practice has
  its own clock (SPOOR_NOW), and the same seed gives the same people.
- What a page adds behind ` <- ` or in brackets at the end of a command's line, and `#` remarks, is for the reader.
- A command may end with 0 or 1, unless the page shows its `error:`.
- `<!-- not run: why -->` before a block leaves it out.

With --update the figures of a page are put right where nothing else of a line differs; read what changed.
"""
import argparse
import pathlib
import re
import subprocess
import sys
import tempfile

COMMAND = re.compile(r"^(\$ )?(spoor|export|cat|mkdir|cp|flock|\(cd) ")
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


def refigured(page, said):
    """The line of a page with the figures of the first line said that differs in nothing else; none when there is none."""
    number = r"\d[\d,]*"
    line, remark = re.match(r"(.*?)(\s+<- .*)?$", page).groups()
    words = [re.escape(re.sub(r"\s+", " ", part)).replace("…", ".*?").replace(r"\ ", r"\s+") for part in re.split(number, line)]
    pattern = re.compile(rf"\s*{f'({number})'.join(words)}\s*")
    for match in filter(None, map(pattern.fullmatch, said)):
        figures = iter(match.groups())
        # In a column of a table a figure keeps its right edge.
        return re.sub(rf"((?<=  )\s*)?{number}", lambda old: next(figures).rjust(len(old[0]) if old[1] is not None else 0), line) + (
            remark or ""
        )
    return None


def put_right(page, line, expected, said):
    """Writes a page whose figures below a command are those that it says now."""
    lines = page.read_text().split("\n")
    for old in expected:
        new = old if any(fits(old, plain(each)) for each in said) else refigured(old, said)
        here = next((at for at, each in enumerate(said) if new and fits(new, plain(each))), None)
        if here is None or new == old:
            said = said if here is None else said[here + 1 :]
            continue
        said = said[here + 1 :]
        place = next((at for at in range(line - 1, len(lines)) if lines[at].endswith(old)), None)
        if place is not None:
            lines[place] = lines[place].removesuffix(old) + new
    page.write_text("\n".join(lines))


def follow(page, program, folder, update=False):
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
            if update:
                put_right(page, line, expected, said)
            wrong.append(f"{place}\n    page:  {missing}\n    said:  " + "\n           ".join(said[:40]))
    return len(steps), wrong


def main():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--program", default=".build/debug/spoor")
    parser.add_argument("--update", action="store_true")
    parser.add_argument("pages", nargs="+")
    options = parser.parse_args()
    failed = 0
    for page in map(pathlib.Path, options.pages):
        with tempfile.TemporaryDirectory(prefix="spoor-page-") as name:
            count, wrong = follow(page, pathlib.Path(options.program).resolve(), pathlib.Path(name), options.update)
        print(f"{page}: {count} commands, {len(wrong)} do not fit")
        for each in wrong:
            print(each)
        failed += len(wrong)
    sys.exit(1 if failed else 0)


if __name__ == "__main__":
    main()
