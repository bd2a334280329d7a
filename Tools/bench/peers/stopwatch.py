# SPDX-License-Identifier: EUPL-1.2
"""What a stretch of work of a peer took, printed in the form of `bench` (BenchReport.swift)."""
import json
import time


class Stopwatch:
    def __init__(self):
        self.cpu, self.wall = time.process_time(), time.monotonic()

    def stop(self):
        self.cpu, self.wall = time.process_time() - self.cpu, time.monotonic() - self.wall

    def report(self, items, results, milliseconds=None):
        print(json.dumps({
            "items": items, "cpuSeconds": self.cpu, "wallSeconds": self.wall, "results": results,
            "milliseconds": milliseconds or {},
        }))
