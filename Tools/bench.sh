#!/usr/bin/env bash
# SPDX-License-Identifier: EUPL-1.2
# CPU seconds for reading the same messages: ours (framed, parsed, classified field by field, printed
# as JSON) beside a bare split in Python, which classifies nothing. In one run, three times, in turn.
set -eu
folder="${1:-demo}"
program=.build/release/spoor
[ -d "$folder/input/hl7" ] || "$program" demo --people 9410 --dir "$folder" --input-only
messages=$(cat "$folder"/input/hl7/*.hl7 | grep -c 'MSH|' || true)
cpu() { /usr/bin/time -f '%U %S' "$@" 2>&1 >/dev/null | tail -1 | awk '{print $1 + $2}'; }
split='
import glob, sys
count = 0
for name in glob.glob(sys.argv[1] + "/*.hl7"):
    for message in open(name, "rb").read().split(b"\n"):
        for segment in message.split(b"\r"):
            count += len(segment.split(b"|"))
'
printf 'round\tspoor inspect, CPU s\tbare split in Python, CPU s\tratio\n'
for round in 1 2 3; do
    ours=$(cpu "$program" inspect "$folder/input/hl7" --json)
    peer=$(cpu python3 -c "$split" "$folder/input/hl7")
    printf '%s\t%s\t%s\t%s\n' "$round" "$ours" "$peer" "$(awk "BEGIN{print $ours / $peer}")"
done
echo "$messages messages"
