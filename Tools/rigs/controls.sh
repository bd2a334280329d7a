#!/usr/bin/env bash
# SPDX-License-Identifier: EUPL-1.2
# Three builds that are wrong on purpose; each must be caught, by the step that is there for it.
# A rig that finds nothing in them proves nothing. See docs/rigs.md.
set -eu
cd "$(dirname "$0")/../.."
seed="${1:-1}"
scratch=.build-control
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
missed=0
built() { swift build --product spoor --scratch-path "$scratch" -Xswiftc "-D$1" >"$work/build.log" 2>&1 ||
    { tail -20 "$work/build.log" >&2; exit 1; }; }
row() {
    printf '  %-32s %-42s %s\n' "$1" "$2" "$3"
    [ "$3" = caught ] || missed=1
}
# rig-power must fail, and for the right reason: the line of its table that is named.
power() {
    built "$1"
    verdict="NOT CAUGHT"
    if ! python3 Tools/rigs/power.py --program "$scratch/debug/spoor" --seed "$seed" --states 300 \
        --resumed 0 --work "$work/$1" >"$work/power.log" 2>&1 &&
        grep -qE "^  $2 +[1-9]" "$work/power.log"; then verdict=caught; fi
    row "$1" "rig-power, '$2' $(sed -nE "s/^  $2 +//p" "$work/power.log")" "$verdict"
}
# `spoor ledger verify` must refuse the ledger, because a checkpoint is missing.
verify() {
    built SPOOR_CONTROL_SKIP_CHECKPOINT
    "$scratch/debug/spoor" demo --people 1000 --dir "$work/demo" >"$work/demo.log" 2>&1 || true
    status=0
    "$scratch/debug/spoor" ledger verify --store "$work/demo/store" >"$work/verify.log" || status=$?
    verdict="NOT CAUGHT"
    if [ "$status" = 76 ] && grep -q 'checkpoint.*is missing' "$work/verify.log"; then verdict=caught; fi
    row SPOOR_CONTROL_SKIP_CHECKPOINT "ledger verify, exit $status" "$verdict"
}
echo
echo "Builds that are wrong on purpose"
power SPOOR_CONTROL_SYNC_NORMAL lost
power SPOOR_CONTROL_ACK_EARLY lost
power SPOOR_CONTROL_SKIP_CHECKPOINT contradictions
verify
[ "$missed" = 0 ] || { echo "FAILED: a control was not caught" >&2; exit 1; }
