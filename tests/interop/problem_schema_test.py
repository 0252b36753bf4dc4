"""jsonschema, a third-party validator, and `vigia plan` agree on which problems are lawful: the examples, and each of them with
one value beyond its limit, of a wrong kind, or of no known name."""

import copy
import json
import os
import subprocess
import sys
import tempfile
from pathlib import Path

from third_party import python_with

python = python_with("jsonschema==4.26.0")


def load(name):
    return json.loads(Path("data/problems", name).read_text())


def changed(problem, path, value):
    out = copy.deepcopy(problem)
    at = out
    for key in path[:-1]:
        at = at[key]
    if value is None:
        del at[path[-1]]
    else:
        at[path[-1]] = value
    return out


raft, chase, launch = load("lost-raft.json"), load("two-targets.json"), load("farthest-on.json")
raft["particles"], raft["until"] = 200, "2026-11-23T15:00:00Z"
launch["cell"] = chase["cell"] = 0.02
cases = []  # verb, problem, lawful
for verb, problem, faults in (
        ("search", raft, [(["particles"], 50), (["particels"], 50), (["object"], "unicorn"), (["craft", 0, "speed_kn"], 0), (["craft", 0, "id"], "a/b"),
                          (["lost", "first"], [8.3]), (["lost"], None), (["cell_nm"], "one"), (["craft", 1, "pattern"], "spiral"), (["wind", "from"], "north")]),
        ("intercept", chase, [(["aim"], "fastest"), (["interceptors"], []), (["targets", 0, "course"], 400), (["targets", 0, "at"], None),
                              (["interceptors", 0, "by"], "land"), (["interceptors", 0, "endurance_hours"], -1), (["cell"], 2)]),
        ("farthest-on", launch, [(["fastest_kn"], 0), (["slowest_kn"], -1), (["last_known"], None), (["locks"], "ajar"), (["box"], [1, 2, 3])])):
    cases.append((verb, problem, True))
    cases.append((verb, problem | {"remark": "a text is a remark"}, True))
    cases += [(verb, changed(problem, path, value), False) for path, value in faults]

check = "import json,sys,jsonschema; v=jsonschema.Draft202012Validator(json.load(open(sys.argv[1]))); print(json.dumps([v.is_valid(p) for p in json.load(sys.stdin)]))"
valid = json.loads(subprocess.run([python, "-c", check, "docs/problem.schema.json"], input=json.dumps([c[1] for c in cases]),
                                  check=True, capture_output=True, text=True).stdout)
failed = 0
with tempfile.TemporaryDirectory() as scratch:
    for (verb, problem, lawful), says in zip(cases, valid):
        path = Path(scratch, "problem.json")
        path.write_text(json.dumps(problem))
        ran = subprocess.run([os.environ["VIGIA"], "plan", verb, str(path)], capture_output=True, text=True, check=False)
        if says != lawful or ran.returncode != (0 if lawful else 4):
            failed += 1
            print(f"FAILED: plan {verb}: lawful {lawful}, schema {says}, program {ran.returncode}: {ran.stderr[-300:]}")
print(f"{len(cases)} problems, {failed} failed")
sys.exit(1 if failed else 0)
