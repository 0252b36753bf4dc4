"""jsonschema, a third-party validator, and `vigia sim` agree on which scenarios are lawful: the ordinary
day, and that day with one value at a time at its limit, beyond it, of a wrong kind, or of no known name."""

import copy
import datetime
import json
import os
import subprocess
import sys
import tempfile
import tomllib
from pathlib import Path

from third_party import python_with

python = python_with("jsonschema==4.26.0")

schema = json.loads(Path("data/scenarios/scenario.schema.json").read_text())
ordinary = tomllib.loads(Path("data/scenarios/canal-day.toml").read_text())
ordinary["watched"] = [{"name": "CORAL LANTERN", "imo": 9701178, "mmsi": 636990117}]
ordinary["incidents"] = [{"kind": "safety_text", "positives": 1, "near_misses": 1, "hours": [1, 20]}]


def written(value):
    """A value in TOML."""
    if isinstance(value, bool):
        return "true" if value else "false"
    if isinstance(value, datetime.datetime):
        return value.isoformat()
    if isinstance(value, (int, float)):
        return repr(value)
    if isinstance(value, str):
        return json.dumps(value, ensure_ascii=False)
    if isinstance(value, list):
        return "[" + ", ".join(written(item) for item in value) + "]"
    return "{" + ", ".join(f"{json.dumps(key)} = {written(item)}" for key, item in value.items()) + "}"


def toml(document):
    """The document with each of its tables in one line: errors are told by their line."""
    return "".join(f"{key} = {written(value)}\n" for key, value in document.items())


def wrong_values(rule):
    """Values about the edges of what a rule of the schema allows."""
    if "enum" in rule:
        return [rule["enum"][0], rule["enum"][-1], "no_such_word", 7]
    kind = rule.get("type")
    if kind in ("number", "integer"):
        low, high = rule.get("minimum"), rule.get("maximum")
        edges = [] if low is None else [low, low - 1]
        edges += [] if high is None else [high, high + 1]
        return edges + ["text", True] + ([1.5] if kind == "integer" else [])
    if kind == "string":
        return [""] * bool(rule.get("minLength")) + [7] + (["24:00", "24:01", "7:30", "25:00"] if "pattern" in rule else [])
    return ["text"] if kind == "boolean" else []


def variants(rule, document, place):
    """(place, changed document) for each value of the ordinary day that the schema speaks of."""
    def with_value(path, value):
        changed = copy.deepcopy(document)
        inner = changed
        for step in path[:-1]:
            inner = inner[step]
        inner[path[-1]] = value
        return changed

    def found(path):
        inner = document
        for step in path:
            if isinstance(inner, dict) and step not in inner:
                return None
            inner = inner[step]
        return inner

    here = found(place)
    if rule.get("type") == "object" and isinstance(here, dict):
        yield place + ["no_such_key"], with_value(place + ["no_such_key"], 1)
        for key in rule.get("required", []):
            changed = copy.deepcopy(document)
            inner = changed
            for step in place:
                inner = inner[step]
            if inner.pop(key, None) is not None:
                yield place + [f"no {key}"], changed
        for key, inner in rule.get("properties", {}).items():
            yield from variants(inner, document, place + [key])
    elif rule.get("type") == "array" and isinstance(here, list):
        if "minItems" in rule and here:
            yield place, with_value(place, here[:-1])
            yield place, with_value(place, here + here[:1])
        if "prefixItems" in rule and here:
            yield place, with_value(place, here[::-1])
            for i, inner in enumerate(rule["prefixItems"]):
                yield from variants(inner, document, place + [i])
        elif here and rule["items"].get("type") == "number":  # both ends of a range at once: low may not be above high
            for value in wrong_values(rule["items"]):
                yield place, with_value(place, [value] * len(here))
        elif here:
            yield from variants(rule["items"], document, place + [0])
    else:
        for value in wrong_values(rule):
            yield place, with_value(place, value)


cases = [([], ordinary)] + list(variants(schema, ordinary, []))
VALIDATE = """
import json, sys, jsonschema
schema, documents = json.load(sys.stdin)
jsonschema.Draft202012Validator.check_schema(schema)
validator = jsonschema.Draft202012Validator(schema)
print(json.dumps([next((e.message for e in validator.iter_errors(d)), None) for d in documents]))
"""
asked = json.dumps([schema, [document for _, document in cases]], default=lambda time: time.isoformat())
theirs = json.loads(subprocess.run([python, "-c", VALIDATE], input=asked, capture_output=True, text=True, check=True).stdout)

differing = 0
with tempfile.TemporaryDirectory() as scratch:
    file = Path(scratch) / "scenario.toml"
    for (place, document), refusal in zip(cases, theirs):
        file.write_text(toml(document))
        # A file that cannot be made is refused after the scenario was read: nothing need be simulated.
        said = subprocess.run([os.environ["VIGIA"], "sim", file, "--out", "/nowhere/at/all"], capture_output=True, text=True, check=False)
        accepted = str(file) not in said.stderr
        if accepted and refusal:  # names of places are looked up when the scenario meets the waters
            said = subprocess.run([os.environ["VIGIA"], "sim", file, "--out", os.devnull], capture_output=True, text=True, check=False)
            accepted = said.returncode == 0
        if accepted != (refusal is None):
            differing += 1
            inner = document
            for step in place:
                inner = inner[step] if not isinstance(inner, dict) or step in inner else "absent"
            print(f"FAILED: {'.'.join(map(str, place))} = {inner!r}: the schema {'refuses: ' + refusal if refusal else 'accepts'}, "
                  f"the program {'accepts' if accepted else 'refuses: ' + said.stderr.strip()}")

refused = sum(refusal is not None for refusal in theirs)
print(f"{len(cases)} scenarios, {refused} of them unlawful: {differing} differ")
if not 50 < refused < len(cases) - 30:
    sys.exit("FAILED: the cases are too few on one side to compare")
sys.exit(1 if differing or theirs[0] is not None else 0)
