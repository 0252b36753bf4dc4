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


raft, chase, launch, week = load("lost-raft.json"), load("two-targets.json"), load("farthest-on.json"), load("canal-week.json")
# By air alone, and few: the shape of the problem is what is asked here.
week["places"] = [p for p in week["places"] if p["id"] in ("albrook", "balboa", "cocoli", "miraflores")]
week["classes"] = [c for c in week["classes"] if c["id"] == "helicopters"]
week["units"] = [u | {"out": [{"from": week["begin"], "until": "2026-12-01T05:00:00Z"}]} for u in week["units"] if u["class"] == "helicopters"]
raft["particles"], raft["until"] = 200, "2026-11-23T15:00:00Z"
launch["cell"] = chase["cell"] = 0.02
cases = []  # verb, problem, lawful
for verb, problem, faults in (
        ("search", raft, [(["particles"], 50), (["particels"], 50), (["object"], "unicorn"), (["craft", 0, "speed_kn"], 0), (["craft", 0, "id"], "a/b"),
                          (["lost", "first"], [8.3]), (["lost"], None), (["cell_nm"], "one"), (["craft", 1, "pattern"], "spiral"), (["wind", "from"], "north")]),
        ("patrol", week, [(["days"], 0), (["step_minutes"], 1.5), (["gap"], 0), (["places"], []), (["places", 0, "at"], [9]), (["places", 1, "value"], -1),
                          (["classes", 0, "detection"], 0), (["classes", 0, "starts"], []), (["classes", 0, "starts"], [24]), (["classes", 0, "by"], "land"),
                          (["units", 0, "id"], "a/b"), (["units", 0, "class"], None), (["units", 0, "out", 0, "from"], None), (["units", 0, "ouut"], 3), (["locks"], "ajar")]),
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
