"""The problems of data/problems are planned: bounds enclose values, the same problem gives the same plan, and faults are named."""
import json

from story import ROOT, arguments, expect, run

program, scratch = arguments()
problems = ROOT / "data" / "problems"


def plan(verb, problem, *more, code=0):
    path = scratch / "problem.json"
    path.write_text(json.dumps(problem))
    ran = run(program, "plan", verb, path, *more, code=code)
    return ran if code else json.loads(ran.stdout)


def load(name):
    return json.loads((problems / name).read_text())


def bounded(out):
    expect(out["lower"] <= out["value"] <= out["upper"], f"{out['lower']} <= {out['value']} <= {out['upper']} does not hold")


raft = load("lost-raft.json")
first = plan("search", raft, "--routes", scratch / "routes")
bounded(first)
expect(first == plan("search", raft), "the same search gave another plan")
expect(0.2 < first["value"] <= first["upper"] <= 1, f"success {first['value']}, bound {first['upper']}")
expect(first["upper"] - first["ideal"] <= raft["gap"], "the bound is farther from the ideal plan than asked")
expect(len(first["periods"]) == 3 and [len(p["areas"]) for p in first["periods"]] == [2, 2, 1], "each craft on scene has one area a period")
found = sum(area["success"] for period in first["periods"] for area in period["areas"])
expect(abs(found - first["value"]) < 1e-9, "the areas' successes do not sum to the plan's")
unseen = sum(first["map"]["unseen"])
expect(abs(sum(first["map"]["before"]) - 1) < 1e-3 and abs(1 - unseen - first["value"]) < 1e-3, "the map does not hold what is unseen")
for craft in raft["craft"]:
    text = (scratch / "routes" / f"{craft['id']}.rtz").read_text()
    points = sum(len(a["way_points"]) for p in first["periods"] for a in p["areas"] if a["craft"] == craft["id"])
    expect(text.count("<waypoint ") == points, f"{craft['id']}.rtz has other way-points than the plan")
more = json.loads(json.dumps(raft))
more["craft"].append({"id": "second-boat", "speed_kn": 14, "sweep_width_nm": 1.1})
expect(plan("search", more)["value"] > first["value"], "one more boat did not help")

chase = load("two-targets.json")
met = plan("intercept", chase)
bounded(met)
expect(len(met["pairs"]) == 2 and not met["unmet"], f"not both targets are met: {met}")
expect(max(pair["minutes"] for pair in met["pairs"]) == met["value"] or abs(max(p["minutes"] for p in met["pairs"]) - met["value"]) < 0.01, "the value is not the longest time")
for pair in met["pairs"]:
    expect(pair["lower_minutes"] <= pair["minutes"] and pair["enough_fuel"], f"pair {pair}")
slow = json.loads(json.dumps(chase))
for boat in slow["interceptors"]:
    boat["speed_kn"] = 5
lost = plan("intercept", slow)
expect(not lost["pairs"] or lost["value"] > met["value"], "slower boats were as early")

launch = load("farthest-on.json")
area = plan("farthest-on", launch)
bounded(area)
expect(area["outer_nm"] == 27 and area["inner_nm"] == 6, f"radii {area['outer_nm']} and {area['inner_nm']}")
expect(area["value"] < 3.1416 * (27 ** 2 - 6 ** 2) * 0.75, "land took nothing off a circle off Colon")
expect(area["area"]["type"] == "MultiPolygon" and area["area"]["coordinates"], "no outline")
south = max(8.6, min(lat for part in area["area"]["coordinates"] for ring in part for _, lat in ring))
expect(south > 9.0, f"she passed the closed locks, to {south}")

for verb, problem, word in (("search", {**raft, "particels": 5}, b"particels"), ("search", {**raft, "object": "unicorn"}, b"unicorn"),
                            ("search", {**raft, "until": raft["begin"]}, b"until"), ("intercept", {**chase, "aim": "fastest"}, b"aim"),
                            ("intercept", {**chase, "targets": []}, b"targets"), ("farthest-on", {**launch, "now": "2020-01-01"}, b"now")):
    path = scratch / "wrong.json"
    path.write_text(json.dumps(problem))
    expect(word in run(program, "plan", verb, path, code=4).stderr, f"plan {verb} does not name {word}")
run(program, "plan", "search", scratch / "none.json", code=5)
