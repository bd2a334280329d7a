#!/usr/bin/env python3
# SPDX-License-Identifier: EUPL-1.2
"""Writes the manual page of the program: spoor.1, out of what its argument parser knows.

    manual.py PROGRAM > spoor.1
"""
import json
import subprocess
import sys


def escaped(text):
    text = text.replace("\\", "\\e").replace("-", "\\-")
    return "\\&" + text if text[:1] in (".", "'") else text


def verbatim(text):
    """A text whose lines stay as they are: many of them are commands."""
    return ".nf\n" + "\n".join(escaped(line) for line in text.split("\n")) + "\n.fi\n"


def name(argument):
    """How an option is written; a positional argument has no names."""
    dashes = {"long": "--", "short": "-", "longWithSingleDash": "-"}
    value = argument["valueName"]
    if argument["kind"] == "positional":
        return f"<{value}>" + (" …" if argument["isRepeating"] else "")
    written = ", ".join(dashes[n["kind"]] + n["name"] for n in argument["names"])
    return written if argument["kind"] == "flag" else f"{written} <{value}>"


def options(arguments):
    page = ""
    for argument in arguments:
        said = argument.get("abstract", "")
        if argument.get("defaultValue"):
            said += f" (else: {argument['defaultValue']})"
        page += f".TP\n.B {escaped(name(argument))}\n{escaped(said)}\n"
    return page


def shown(command):
    return [a for a in command.get("arguments", []) if a.get("shouldDisplay") and a["valueName"] != "help"]


def leaves(command, path=()):
    """The commands that do something, with the words that name them."""
    path = path + (command["commandName"],)
    inner = [c for c in command.get("subcommands", []) if c["commandName"] != "help" and c["shouldDisplay"]]
    if not inner:
        yield path, command
    for each in inner:
        yield from leaves(each, path)


def page(root):
    commands = list(leaves(root))
    # What nearly all commands take is said once.
    common = [a for a in shown(commands[0][1]) if sum(a in shown(c) for _, c in commands) > len(commands) / 2]
    text = '.TH SPOOR 1 "" "Spoor" "User Commands"\n'
    text += f".SH NAME\nspoor \\- {escaped(root['abstract'])}\n"
    text += ".SH SYNOPSIS\n.B spoor\n.I command\n[options]\n"
    text += ".SH DESCRIPTION\n" + verbatim(root["discussion"])
    text += ".SH OPTIONS OF MOST COMMANDS\n" + options(common) + ".SH COMMANDS\n"
    for path, command in commands:
        own = [a for a in shown(command) if a not in common]
        words = [name(a) if not a["isOptional"] else f"[{name(a)}]" for a in own]
        text += f".SS {escaped(' '.join(list(path) + words))}\n{escaped(command['abstract'])}\n"
        if command.get("discussion"):
            text += ".PP\n" + verbatim(command["discussion"])
        text += options(own)
    return text


def main():
    dumped = subprocess.run([sys.argv[1], "--experimental-dump-help"], check=True, capture_output=True)
    sys.stdout.write(page(json.loads(dumped.stdout)["command"]))


if __name__ == "__main__":
    main()
