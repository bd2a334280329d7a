#!/usr/bin/env bash
# SPDX-License-Identifier: EUPL-1.2
# Runs the third-party cases when the folder is there, and says so when it is not.
set -eu
folder="${SPOOR_CASES:-../shared/cases}"
if [ ! -d "$folder" ]; then
    echo "third-party cases: not run, there is no folder $folder (set SPOOR_CASES)"
    exit 0
fi
exec swift run --skip-build cases "$folder"
