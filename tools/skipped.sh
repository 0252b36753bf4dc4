#!/usr/bin/env bash
# Lists the tests that a ctest run skipped, each with the reason that it gave: the line `skipped: REASON` of
# its output. SUMMARY is what that run wrote by -O.
#   tools/skipped.sh BUILD_FOLDER SUMMARY
set -euo pipefail
log="$1/Testing/Temporary/LastTest.log"
if [ ! -f "$log" ] || [ ! -f "$2" ]; then exit 0; fi
awk 'FNR == NR { if (/\(Skipped\)$/) { reason[$3] = "no reason given"; order[++count] = $3 } next }
     /^[0-9]+\/[0-9]+ Testing: / { name = $3 }
     /^skipped: / && name in reason { reason[name] = substr($0, 10) }
     END { for (i = 1; i <= count; ++i) print "skipped " order[i] ": " reason[order[i]] }' "$2" "$log"
