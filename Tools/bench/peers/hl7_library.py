# SPDX-License-Identifier: EUPL-1.2
"""python-hl7: parses each message and takes the number and name of the patient and counts OBX."""
import sys

import hl7

from stopwatch import Stopwatch

path, count = sys.argv[1], int(sys.argv[2])
with open(path, encoding="utf-8", newline="") as file:
    messages = file.read().split("\n")[:count]
numbers = observations = letters = 0
hl7.parse(messages[0])
watch = Stopwatch()
for message in messages:
    parsed = hl7.parse(message)
    patient = parsed.segment("PID")
    numbers += int(str(patient[3][0][0]))
    letters += len(str(patient[5][0][0]))
    observations += len(parsed.segments("OBX"))
watch.stop()
watch.report(len(messages), {"people": len(messages), "sum of citizen numbers": numbers})
