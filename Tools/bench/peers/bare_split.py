# SPDX-License-Identifier: EUPL-1.2
"""Nothing but `split`: segments, fields, repetitions, components; no escapes, no classes."""
import sys

from stopwatch import Stopwatch

path, count = sys.argv[1], int(sys.argv[2])
with open(path, encoding="utf-8", newline="") as file:
    messages = file.read().split("\n")[:count]
numbers = observations = letters = 0
watch = Stopwatch()
for message in messages:
    segments = {}
    for segment in message.split("\r"):
        segments.setdefault(segment[:3], []).append([
            [repetition.split("^") for repetition in field.split("~")]
            for field in segment.split("|")])
    patient = segments["PID"][0]
    numbers += int(patient[3][0][0])
    letters += len(patient[5][0][0])
    observations += len(segments["OBX"])
watch.stop()
watch.report(len(messages), {"people": len(messages), "sum of citizen numbers": numbers})
