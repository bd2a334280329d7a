#!/usr/bin/env bash
# SPDX-License-Identifier: EUPL-1.2
# A build that links by the citizen number alone, wrong on purpose: the checker must say so.
set -eu
swift build --scratch-path .build-control --product spoor -Xswiftc -DSPOOR_CONTROL_BSN_ALONE
folder="${1:-.build-control/demo}"
rm -rf "$folder"
.build-control/debug/spoor demo --people "${PEOPLE:-2000}" --seed "${SEED:-1}" --dir "$folder" > "$folder.log" 2>&1 || true
if python3 Tools/check_register.py --truth "$folder/truth.csv" --register "$folder/register.csv" > "$folder.check"; then
    echo "the control build came out right: the planted records test nothing" >&2
    exit 1
fi
tail -1 "$folder.check"
grep -q ' 0 wrong links' "$folder.check" && { echo "no wrong links were found" >&2; exit 1; }
echo "the control build makes wrong links and the checker says so"
