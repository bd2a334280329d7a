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
    printf '  %-18s %-58s %s\n' "$1" "$2" "$3"
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
# A test must fail, and it must be the one that is named; without the control it must pass.
suite() {
    verdict="NOT CAUGHT"
    swift test --skip-build --filter "$2" >"$work/sound.log" 2>&1 || {
        grep -E '✘' "$work/sound.log" | head -5 >&2
        echo "FAILED: $2 fails without any control" >&2
        exit 1
    }
    if ! SPOOR_CONTROL="$1" swift test --skip-build --filter "$2" >"$work/test.log" 2>&1 &&
        grep -F '✘' "$work/test.log" | grep -qF "$3"; then verdict=caught; fi
    row "$1" "$2: $3" "$verdict"
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
suite SKIP_SCHEMA SchemaVerificationTests "another schema is found"
suite SKIP_TABLE ByteChangeTests "every byte that is changed"
suite DROPPED_CONTEXT "SealTests.*does.not.open.with.another.key" "does not open with another key, at another place"
suite SKIP_LOG_LINE "an.opening.without.its.line" "an opening without its line"
[ "$missed" = 0 ] || { echo "FAILED: a control was not caught" >&2; exit 1; }
