#!/usr/bin/env bash
# SPDX-License-Identifier: EUPL-1.2
# Mistakes made on purpose; each must be caught, by the rig or the test that is there for it. A rig
# that finds nothing in them proves nothing. They are compiled into debug builds only and chosen by
# SPOOR_CONTROL, so the build of the tests serves them all. See docs/rigs.md.
#   Tools/rigs/controls.sh [seed] [states of a power cut]
set -eu
cd "$(dirname "$0")/../.."
seed="${1:-1}"
states="${2:-300}"
program=.build/debug/spoor
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
missed=0
row() {
    printf '  %-16s %-54s %s\n' "$1" "$2" "$3"
    [ "$3" = caught ] || missed=1
}
# rig-power must fail, and for the right reason: the line of its table that is named.
power() {
    verdict="NOT CAUGHT"
    if ! SPOOR_CONTROL="$1" python3 Tools/rigs/power.py --program "$program" --seed "$seed" \
        --states "$states" --resumed 0 --work "$work/$1" >"$work/power.log" 2>&1 &&
        grep -qE "^  $2 +[1-9]" "$work/power.log"; then verdict=caught; fi
    row "$1" "rig-power, '$2' $(sed -nE "s/^  $2 +//p" "$work/power.log")" "$verdict"
}
# `spoor ledger verify` must refuse the ledger, because a checkpoint is missing.
verify() {
    SPOOR_CONTROL=SKIP_CHECKPOINT "$program" demo --people 1000 --dir "$work/demo" >"$work/demo.log" 2>&1 || true
    status=0
    "$program" ledger verify --store "$work/demo/store" >"$work/verify.log" || status=$?
    verdict="NOT CAUGHT"
    if [ "$status" = 76 ] && grep -q 'checkpoint.*is missing' "$work/verify.log"; then verdict=caught; fi
    row SKIP_CHECKPOINT "ledger verify, exit $status" "$verdict"
}
# A test must fail, the one that is named, and say what is named; without the control it must pass.
suite() {
    verdict="NOT CAUGHT"
    swift test --skip-build --filter "$2" >"$work/sound.log" 2>&1 || {
        grep -E '✘' "$work/sound.log" | head -5 >&2
        echo "FAILED: $3 fails without any control" >&2
        exit 1
    }
    grep -qF "✔ Test \"$3" "$work/sound.log" || { echo "FAILED: there is no test $3" >&2; exit 1; }
    if ! SPOOR_CONTROL="$1" swift test --skip-build --filter "$2" >"$work/test.log" 2>&1 &&
        grep -F "✘ Test \"$3" "$work/test.log" | grep 'recorded an issue' | grep -qE "$4"; then verdict=caught; fi
    row "$1" "the test '$3'" "$verdict"
}
# The checker of an exercise must count wrong links.
links() {
    verdict="NOT CAUGHT"
    if Tools/control.sh >"$work/links.log" 2>&1; then verdict=caught; fi
    row BSN_ALONE "check_register.py, $(sed -nE 's/.*, ([0-9]+ wrong links)/\1/p' "$work/links.log")" "$verdict"
}
[ -x "$program" ] || { echo "there is no $program: make check" >&2; exit 69; }
echo
echo "Mistakes made on purpose"
if [ -x .build/release/spoor ] && grep -qa SPOOR_CONTROL .build/release/spoor; then
    echo "FAILED: the program for use holds a control" >&2
    exit 1
fi
power SYNC_NORMAL lost
power ACK_EARLY lost
power SKIP_CHECKPOINT contradictions
verify
links
suite SKIP_SCHEMA another.schema.is.found "another schema is found" 'report\.findings.*\.schema'
suite SKIP_TABLE every.byte.that.is.changed "every byte that is changed" 'missed.*fact'
suite DROPPED_CONTEXT does.not.open.at.another.place "does not open at another place" 'an error was expected'
suite SKIP_LOG_LINE an.opening.without.its.line "an opening without its line" 'lines\(\).*before \+ 1'
[ "$missed" = 0 ] || { echo "FAILED: a control was not caught" >&2; exit 1; }
