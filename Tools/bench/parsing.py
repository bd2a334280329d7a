# SPDX-License-Identifier: EUPL-1.2
"""Messages and bundles in memory: ours reads and classifies them, the peers only read."""
import bundles
import messages
from measure import in_turn, per_cpu_second, report
from rows import Goal, Job, Row, missing, ratio

MESSAGES, LIBRARY_MESSAGES, BUNDLES = 20_000, 1_500, 4_000


def message_job(bench):
    bench.say("HL7 messages")
    written = messages.write(bench.folder("messages.hl7"), MESSAGES)
    unit, library = "messages per CPU s", bench.version("hl7")

    def ours():
        return report([bench.bench, "messages", written.path, "15"], per_cpu_second,
                      written.expected)

    def peer(script, count):
        return lambda: report(bench.peer(script, written.path, count), per_cpu_second, {
            "people": count, "sum of citizen numbers": sum(written.numbers[:count])})

    contenders = [ours, peer("bare_split.py", MESSAGES)]
    if library:
        contenders.append(peer("hl7_library.py", LIBRARY_MESSAGES))
    samples = in_turn(bench.runs, *contenders)
    rows = [Row("Spoor: parsed, classified field by field", unit, samples[0], Goal(400_000))]
    name, words, goal = "python-hl7", "Spoor beside python-hl7", Goal(200)
    if library:
        rows += [Row(f"{name} {library}: parsed, three fields taken", unit, samples[2]),
                 ratio(words, samples[0], samples[2], goal)]
    else:
        rows += missing(name, "pip install hl7", words, goal)
    rows += [Row("Python, bare `split`: no escapes, nothing classified", unit, samples[1]),
             ratio("Spoor beside the bare `split`", samples[0], samples[1], Goal(12))]
    return Job(f"HL7 v2 messages of {written.bytes / written.count:,.0f} bytes", rows, """
        Instructions of one core, not memory: a fifth goes into finding delimiters and checking
        UTF-8 in every byte, a fifth into looking up what each filled field means, a fifth into
        the claims of who it is; no memory is asked for on the way.""")


def bundle_job(bench):
    bench.say("FHIR bundles")
    written = bundles.write(bench.folder("bundles.ndjson"), BUNDLES)
    mixed = bundles.write(bench.folder("mixed.ndjson"), BUNDLES, shuffled=True)
    unit, library = "bundles per CPU s", bench.version("orjson")
    found = {"people": BUNDLES, "sum of citizen numbers": sum(written.numbers)}

    def ours(written):
        return lambda: report([bench.bench, "bundles", written.path, "30"], per_cpu_second,
                              written.expected)

    def peer(name, passes):
        return lambda: report(bench.peer("json_library.py", name, written.path, passes),
                              per_cpu_second, found)

    contenders = [ours(written), ours(mixed), peer("json", 8)]
    contenders += [peer("orjson", 15)] if library else []
    samples = in_turn(bench.runs, *contenders)
    rows = [Row("Spoor: read, classified element by element", unit, samples[0], Goal(300_000)),
            Row("Spoor: the same, hardly two resources of one shape", unit, samples[1])]
    name, words, goal = "orjson", "Spoor beside orjson", Goal(2)
    if library:
        rows += [Row(f"{name} {library}: `loads`, every element made an object", unit, samples[3]),
                 ratio(words, samples[0], samples[3], goal)]
    else:
        rows += missing(name, "pip install orjson", words, goal)
    rows.append(Row("Python's json: the same", unit, samples[2]))
    return Job(f"FHIR bundles of {written.bytes / written.count:,.0f} bytes", rows, """
        Finding the strings, 64 bytes at a time, is a fifth of the time, comparing what stands
        between them with resources of the same shape another sixth; the claims of who it is and
        the references follow. Where no shape comes again every byte is made into tokens and
        walked by the table, which takes twice as long.""")
