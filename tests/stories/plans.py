"""The problems of data/problems are planned: bounds enclose values, the same problem gives the same plan, and faults are named."""
import hashlib
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

# A short week with the same shape, so that the story is quick.
week = load("canal-week.json")
week["days"], week["places"] = 3, [p for p in week["places"] if p["id"] in ("balboa", "albrook", "flamenco", "cocoli", "miraflores", "bridge-of-the-americas", "pacific-anchorage")]
week["classes"] = [c for c in week["classes"] if c["id"] in ("pacific-boats", "helicopters")]
week["units"] = [u for u in week["units"] if u["class"] in ("pacific-boats", "helicopters")]
seed = scratch / "seed"
seed.unlink(missing_ok=True)
patrols = plan("patrol", week, "--seed-file", seed)
bounded(patrols)
expect(patrols["game"]["gap"] <= 0.01 and patrols["lower"] == patrols["game"]["lower"], "the game is not proved")
expect(patrols["rules_broken"] == [], f"rules broken: {patrols['rules_broken']}")
expect(patrols["others"]["uniform"] > patrols["value"] and patrols["others"]["rota"] > patrols["value"], "another way of patrolling loses no more")
expect(len(patrols["calendar"]) + len(patrols["unmanned"]) == 3 * 4, "not each unit has its shift each day, manned or not")
expect(patrols == plan("patrol", week, "--seed-file", seed), "the same seed gave another calendar")
digest = "sha256:" + hashlib.sha256(bytes.fromhex(seed.read_text().strip())).hexdigest()
expect(patrols["commitment"] == digest, f"the seed does not open the commitment {patrols['commitment']}")
expect(seed.read_text().strip() not in json.dumps(patrols), "the plan tells its secret")
expect(plan("patrol", week)["commitment"] != digest, "without a seed file the seed is not fresh")
for shift in patrols["calendar"]:
    base = {"pacific-boats": "balboa", "helicopters": "albrook"}[shift["class"]]
    expect(shift["way"][0]["place"] == shift["way"][-1]["place"] == base and shift["way"][0]["arrive"] == shift["begin"], f"a shift that is not from its base and back: {shift}")
    expect(all(stay["arrive"] <= stay["leave"] < then["arrive"] for stay, then in zip(shift["way"], shift["way"][1:])), f"a way that does not go on: {shift}")
expect(patrols == plan("patrol", week, "--seed-file", seed, "--routes", scratch / "patrols"), "writing routes changed the plan")
for shift in patrols["calendar"]:
    name = f"{shift['unit']}-{shift['begin'].replace('-', '').replace(':', '')}"
    text, stays = (scratch / "patrols" / f"{name}.rtz").read_text() if len(shift["way"]) > 1 else "", len(shift["way"])
    expect(stays == 1 or text.count("<waypoint ") >= stays and (shift["class"] == "pacific-boats" or text.count("<waypoint ") == stays), f"{name}.rtz has other way-points than the shift")
broken = patrols["calendar"][0]["unit"]
later = plan("patrol", week, "--seed-file", seed, "--broken", f"{broken}@2026-12-01T05:00:00Z")
before = [shift for shift in patrols["calendar"] if shift["unit"] != broken or shift["end"] <= "2026-12-01T05:00:00Z"]
expect(all(shift in later["calendar"] for shift in before), "a shift that the breakdown does not touch was changed")
expect(not any(shift["unit"] == broken and shift["end"] > "2026-12-01T05:00:00Z" for shift in later["calendar"]), "the broken unit sails")
expect(later["rules_broken"] == [], f"rules broken: {later['rules_broken']}")
expect(b"boat-9@noon" in run(program, "plan", "patrol", scratch / "problem.json", "--seed-file", seed, "--broken", "boat-9@noon", code=4).stderr, "--broken is not named")

for verb, problem, word in (("patrol", {**week, "placs": []}, b"placs"), ("patrol", {**week, "units": [{"id": "a", "class": "airships"}]}, b"airships"), ("search", {**raft, "particels": 5}, b"particels"), ("search", {**raft, "object": "unicorn"}, b"unicorn"),
                            ("search", {**raft, "until": raft["begin"]}, b"until"), ("intercept", {**chase, "aim": "fastest"}, b"aim"),
                            ("intercept", {**chase, "targets": []}, b"targets"), ("farthest-on", {**launch, "now": "2020-01-01"}, b"now")):
    path = scratch / "wrong.json"
    path.write_text(json.dumps(problem))
    expect(word in run(program, "plan", verb, path, code=4).stderr, f"plan {verb} does not name {word}")
run(program, "plan", "search", scratch / "none.json", code=5)
