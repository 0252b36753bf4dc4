"""Every case of every instance file of the corpora's `patrol` folder that this version has a solver for is solved as published."""

import json
import os
import subprocess
import sys

from corpora import Check, folder

EXACT = 1e-9  # relative: bounds of an exact answer meet
CASES = {"search_theory.json": 4, "infrastructure.json": 4, "geometry.json": 10, "transit_fluid.json": 2, "orienteering.json": 1}

check = Check()
for name, count in CASES.items():
    done = subprocess.run([os.environ["VIGIA"], "plan", "check", str(folder("patrol", name))], capture_output=True, text=True, check=False)
    if done.returncode not in (0, 1):
        sys.exit(f"vigia plan check {name} ended with {done.returncode}:\n{done.stderr[-2000:]}")
    lines = [json.loads(line) for line in done.stdout.splitlines()]
    check.that(len(lines) == count, f"{name}: {len(lines)} cases, not {count}")
    check.that(done.returncode == 0, f"{name}: ended with {done.returncode}")
    for line in lines:
        check.that(line["ok"], f"{name}: {line}")
        if line["value"] is None:
            check.that(line["expected"] is None, f"{name}: {line['case']} has no answer")
            continue
        check.that(line["lower"] <= line["value"] <= line["upper"], f"{name}: {line['case']} lies outside its bounds")
        check.that(line["upper"] - line["lower"] <= EXACT * max(1, abs(line["value"])), f"{name}: the bounds of {line['case']} do not meet")
check.end()
