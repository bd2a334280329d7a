#!/usr/bin/env bash
# SPDX-License-Identifier: EUPL-1.2
# A program that links by the citizen number alone, wrong on purpose: the checker must say so. It is the
# program of the debug build with one of its controls, see docs/rigs.md.
set -eu
program=.build/debug/spoor
[ -x "$program" ] || { echo "there is no $program: make check" >&2; exit 69; }
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
SPOOR_CONTROL=BSN_ALONE "$program" demo --people "${PEOPLE:-2000}" --seed "${SEED:-1}" --dir "$work/demo" \
    >"$work/log" 2>&1 || true
if python3 Tools/check_register.py --truth "$work/demo/truth.csv" --register "$work/demo/register.csv" >"$work/check"; then
    echo "the program with the control came out right: the planted records test nothing" >&2
    exit 1
fi
tail -1 "$work/check"
grep -q '^wrong links: [1-9]' "$work/check" || { echo "no wrong links were found" >&2; exit 1; }
echo "with the control there are wrong links and the checker says so"
