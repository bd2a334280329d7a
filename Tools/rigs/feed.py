# SPDX-License-Identifier: EUPL-1.2
"""Input of which a rig knows what must come of it, chosen from what `spoor demo` invents."""
import glob
import os
import re

import rig


def invent(folder, program, people, seed):
    """The input of a demo of that size: population, messages, lists, letter settings."""
    source = os.path.join(folder, "source")
    rig.Program(program, folder).run(
        "demo", "--people", str(people), "--seed", str(seed % 1_000_000), "--dir", source,
        "--input-only",
    )
    return os.path.join(source, "input")


def messages(source):
    """(orders about one person, results of a patient's sample), each of them once.

    Each is one content: a store must hold exactly as many as were acknowledged. Repeated
    messages, controls of the laboratory, cut-off messages and results that name somebody else than
    their sample does are left out for that.
    """
    orders, results = {}, {}
    for path in sorted(glob.glob(os.path.join(source, "hl7", "*.hl7"))):
        with open(path, "rb") as file:
            bytes_ = file.read()
        for part in re.split(rb"(?m)^(?=MSH\|)", bytes_):
            message = part.strip()
            segments = message.split(b"\r")
            people = [segment for segment in segments if segment.startswith(b"PID|")]
            if b"||OML^O21" in segments[0] and len(people) == 1 and b"\rOBX|" in message:
                orders[message] = None
            elif not people and any(re.fullmatch(rb"SPM\|1\|S\d+\|\|CVX\|{7}P", line) for line in segments):
                results[message] = None
    return list(orders), list(results)


def number(order):
    """The citizen number in an order."""
    return re.search(rb"(?:^|\r)PID\|[^|]*\|[^|]*\|([^^|]*)", order).group(1).decode()


def sample(message):
    """The sample number that an order or a result names."""
    found = re.search(rb"(?:^|\r)(?:ORC\|NW\|[^|]*\|\||SPM\|1\|)([^|\r]*)", message)
    return found.group(1) if found else b""


def write(folder, part, group):
    """Files of `group` messages: each file is a group that is acknowledged."""
    os.makedirs(folder)
    for count, start in enumerate(range(0, len(part), group)):
        with open(os.path.join(folder, f"{count:04}.hl7"), "wb") as file:
            file.write(b"\r\n\n".join(part[start:start + group]) + b"\r\n")
