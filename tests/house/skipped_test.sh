#!/usr/bin/env bash
# tools/skipped.sh over a real run of ctest: who was skipped is listed with its reason, who was not is not.
set -euo pipefail
tools=$1
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
cat > "$work/CTestTestfile.cmake" <<'TESTS'
add_test(passes sh -c "echo skipped: half of it")
add_test(has.no.client sh -c "echo some words; echo skipped: the client is not installed; exit 77")
add_test(says.nothing sh -c "exit 77")
set_tests_properties(has.no.client says.nothing PROPERTIES SKIP_RETURN_CODE 77)
TESTS
(cd "$work" && ctest -O "$work/summary" > /dev/null)
"$tools/skipped.sh" "$work" "$work/summary" > "$work/said"
diff "$work/said" - <<'SAID'
skipped has.no.client: the client is not installed
skipped says.nothing: no reason given
SAID
