#!/usr/bin/env bash
# Installs what tools/npm/package-lock.json pins (DuckDB, Node 22, npm 11) into build/tools, only when
# it is missing or the lock file has changed. Runs no package scripts. Works with any npm from 9 up.
set -euo pipefail
cd "$(dirname "$0")/.."
into=build/tools

whole() {
    cmp -s tools/npm/package-lock.json "$into/package-lock.json" &&
        [ -f "$into/installed" ] &&
        [ -f "$into/node_modules/@duckdb/node-bindings-linux-x64/libduckdb.so" ] &&
        [ -x "$into/node_modules/.bin/node" ] && [ -e "$into/node_modules/.bin/npm" ]
}

if whole; then exit 0; fi
if ! command -v npm >/dev/null; then
    echo "vigia setup: npm is missing. Install it (apt-get install npm) or run \`make setup\`." >&2
    exit 5
fi
echo "vigia setup: installing DuckDB, Node 22 and npm 11 from the npm registry into $into (270 MB)"
mkdir -p "$into"
rm -f "$into/installed"
cp tools/npm/package.json tools/npm/package-lock.json "$into/"
(cd "$into" && npm ci --ignore-scripts --no-audit --no-fund --loglevel=error)
touch "$into/installed"
whole || { echo "vigia setup: $into is not whole after \`npm ci\`. Remove it and try again." >&2; exit 5; }
