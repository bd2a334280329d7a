# SPDX-License-Identifier: EUPL-1.2
"""The disk alone: appends half a kilobyte to a file and waits until it is there."""
import os
import sys
import time

from stopwatch import Stopwatch

path, count = sys.argv[1], int(sys.argv[2])
descriptor = os.open(path, os.O_WRONLY | os.O_CREAT | os.O_TRUNC, 0o600)
line, took = b"x" * 511 + b"\n", []
watch = Stopwatch()
for _ in range(count):
    began = time.monotonic()
    os.write(descriptor, line)
    os.fdatasync(descriptor)
    took.append((time.monotonic() - began) * 1000)
watch.stop()
took.sort()
watch.report(count, {"bytes": os.fstat(descriptor).st_size}, {
    "p50": took[count // 2], "p99": took[count * 99 // 100]})
