#!/usr/bin/env bash
# Lists the tests that the last ctest run in a build folder skipped, each with its reason.
log="$1/Testing/Temporary/LastTest.log"
[ -f "$log" ] || exit 0
awk '/^[0-9]+\/[0-9]+ Testing: / { name = $3; reason = "" }
     /^SKIPPED: / { reason = substr($0, 10) }
     /^Test Skipped\.|SKIP_RETURN_CODE/ { print "skipped " name ": " (reason == "" ? "no reason given" : reason) }' "$log"
