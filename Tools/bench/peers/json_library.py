# SPDX-License-Identifier: EUPL-1.2
"""orjson or json: makes objects of each bundle; who is in it is looked up outside the time."""
import importlib
import sys

from stopwatch import Stopwatch

library, path, passes = importlib.import_module(sys.argv[1]), sys.argv[2], int(sys.argv[3])
with open(path, "rb") as file:
    bundles = file.read().split(b"\n")[:-1]
loads, entries = library.loads, 0
for bundle in bundles[:100]:
    loads(bundle)
watch = Stopwatch()
for _ in range(passes):
    for bundle in bundles:
        entries += len(loads(bundle)["entry"])
watch.stop()
patients = [entry["resource"] for bundle in bundles for entry in loads(bundle)["entry"]
            if entry["resource"]["resourceType"] == "Patient"]
watch.report(len(bundles) * passes, {
    "people": len(patients),
    "sum of citizen numbers": sum(int(patient["identifier"][0]["value"]) for patient in patients),
})
