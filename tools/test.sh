#!/usr/bin/env bash
# Runs the tests of the release build with ctest's own arguments, then says which were skipped and why.
set -uo pipefail
cd "$(dirname "$0")/.."
log=build/release/Testing/skipped.log
mkdir -p build/release/Testing
if [ -n "${VIGIA_CORPORA:-}" ]; then
    case "$VIGIA_CORPORA" in /*) ;; *) VIGIA_CORPORA="$PWD/$VIGIA_CORPORA" ;; esac
    [ -d "$VIGIA_CORPORA" ] || { echo "vigia test: VIGIA_CORPORA names $VIGIA_CORPORA, which is no folder" >&2; exit 1; }
    export VIGIA_CORPORA
fi
ctest --preset release --no-tests=error -O "$log" "$@"
result=$?
tools/skipped.sh build/release "$log"
exit $result
