#!/usr/bin/env python3
"""Promise `calendar`: a week for twelve units is planned in time, its games proved, every hard rule kept, and an attacker who
knows the plan gains less than from uniform random patrols and from a fixed rota, on the published week and on seeded site sets.

    bench/calendar.py build/release/vigia SCRATCH [SEEDS]
"""
import json
import random
import subprocess
import sys
import time
from pathlib import Path

program, scratch = sys.argv[1], Path(sys.argv[2])
seeds = int(sys.argv[3]) if len(sys.argv) > 3 else 10
scratch.mkdir(parents=True, exist_ok=True)
week = json.loads((Path(__file__).parent.parent / "data" / "problems" / "canal-week.json").read_text())
kept = True


def measure(name, problem):
    global kept
    path = scratch / f"{name}.json"
    path.write_text(json.dumps(problem))
    began = time.monotonic()
    done = subprocess.run([program, "plan", "patrol", str(path)], capture_output=True, text=True, check=True)
    took = time.monotonic() - began
    plan = json.loads(done.stdout)
    others = plan["others"]
    right = (took <= 60 and plan["game"]["gap"] <= 0.01 and not plan["rules_broken"]
             and min(others["uniform_over_calendars"], others["rota_over_calendars"]) >= 1.3)
    kept = kept and right
    print(f"{name:12} {took:5.1f} s  game gap {plan['game']['gap']:.4f}  loss {plan['value']:7.3f}  bound {plan['lower']:7.3f}  gap {plan['gap']:.3f}  "
          f"uniform {others['uniform_over_calendars']:.2f} x  rota {others['rota_over_calendars']:.2f} x  unmanned {len(plan['unmanned'])}  "
          f"rules broken {len(plan['rules_broken'])}  {'kept' if right else 'NOT KEPT'}", flush=True)


measure("canal-week", week)
bases = {one["base"] for one in week["classes"]}
for seed in range(1, seeds + 1):
    chance = random.Random(seed)
    others = [place for place in week["places"] if place["id"] not in bases]
    places = [place for place in week["places"] if place["id"] in bases] + chance.sample(others, 11)
    drawn = []
    for place in places:
        value = round(chance.uniform(2, 10), 1)
        drawn.append({"id": place["id"], "at": place["at"], "value": value, "night_value": round(value * chance.choice([1, 1, 1.3]), 1)})
    measure(f"seed {seed}", {**week, "places": drawn})
sys.exit(0 if kept else 1)
