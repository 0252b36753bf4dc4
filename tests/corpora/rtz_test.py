"""The way-points of a search plan are valid RTZ 1.2 by the published schema, and the schema refuses a broken one."""

import os
import shutil
import subprocess
import sys
import tempfile
from pathlib import Path

from corpora import SKIPPED, Check, folder

schema = folder("maritime-exchange", "rtz", "RTZ Schema version 1_2.xsd")
if not shutil.which("xmllint"):
    print("skipped: xmllint is missing (Debian package libxml2-utils)")
    sys.exit(SKIPPED)
check = Check()


def valid(path):
    return subprocess.run(["xmllint", "--noout", "--schema", str(schema), str(path)], capture_output=True, text=True, check=False)


with tempfile.TemporaryDirectory() as scratch:
    done = subprocess.run([os.environ["VIGIA"], "plan", "search", "data/problems/lost-raft.json", "--routes", scratch],
                          capture_output=True, text=True, check=False)
    if done.returncode != 0:
        sys.exit(f"vigia plan search ended with {done.returncode}:\n{done.stderr[-2000:]}")
    routes = sorted(Path(scratch).glob("*.rtz"))
    check.that(len(routes) == 2, f"{len(routes)} routes, not one for each of two craft")
    for route in routes:
        ran = valid(route)
        check.that(ran.returncode == 0, f"{route.name}: {ran.stderr[-500:]}")
        broken = Path(scratch) / "broken.rtz"
        broken.write_text(route.read_text().replace("<position lat=\"", "<position lat=\"9", 1))
        check.that(valid(broken).returncode != 0, f"{route.name}: a latitude above 90 passed")
        check.that(route.with_suffix(".gpx").exists(), f"{route.name}: no GPX beside it")
        ran = subprocess.run(["xmllint", "--noout", str(route.with_suffix(".gpx"))], capture_output=True, text=True, check=False)
        check.that(ran.returncode == 0, f"{route.stem}.gpx: {ran.stderr[-500:]}")
check.end()
