#!/usr/bin/env bash
# SPDX-License-Identifier: EUPL-1.2
# Rig C, changed bytes: the test that changes a ledger one byte at a time, in the size asked for.
#   Tools/rigs/bytes.sh [ci|night|release] [seed]
# See docs/rigs.md.
set -eu
cd "$(dirname "$0")/../.."
size="${1:-ci}"
seed="${2:-$((RANDOM * 32768 + RANDOM + 1))}"
case "$size" in
    ci) changes=1000 ;;
    night) changes=4000 ;;
    release) changes=1000000 ;; # every one there is: more than ten thousand
    *) echo "the size is ci, night or release, not $size" >&2; exit 64 ;;
esac
log=$(mktemp)
trap 'rm -f "$log"' EXIT
echo
if SPOOR_BYTE_CHANGES="$changes" SPOOR_BYTE_SEED="$seed" \
    swift test --skip-build --filter ByteChangeTests >"$log" 2>&1 && grep -q '^  missed.*0$' "$log"; then
    sed -n "/^Changes/,/^  seconds/p" "$log" | expand -t 34 | sed "1a\\  size                            $size"
else
    grep -E 'error|✘|missed' "$log" >&2 || tail -20 "$log" >&2
    echo "FAILED; repeat with RIG_SEED=$seed" >&2
    exit 1
fi
