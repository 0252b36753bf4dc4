#!/usr/bin/env bash
# The promises of the simulator: one million messages a second on one core, memory that does not grow, and
# over 7 days x 5 seeds transits within 10 % of 36 a day (26 Panamax, 10 Neopanamax), nobody on land, nobody
# faster than its reach allows. Takes some minutes.
#   bench/sim.sh build/release/vigia build/release/tests/sim/sim_check
set -eu
vigia=$1 check=$2
source=$(cd "$(dirname "$0")/.." && pwd)
scenario=$source/data/scenarios/canal-day.toml
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT

echo "speed and memory: one day and one week of $(basename "$scenario"), to /dev/null"
for days in 1 7; do
  /usr/bin/time -f "%U %M" "$vigia" sim "$scenario" --seed 1 --days $days --out /dev/null 2> "$work/run"
  python3 - "$work/run" $days <<'PY'
import json, sys
lines = open(sys.argv[1]).read().strip().splitlines()
figures, (seconds, kilobytes) = json.loads(lines[-2]), lines[-1].split()
print(f"  {sys.argv[2]} d: {figures['received']} messages in {seconds} s of one core: "
      f"{figures['received'] / float(seconds) / 1e6:.2f} M/s, {int(kilobytes) / 1024:.1f} MB")
PY
done

echo "truth: 7 days x 5 seeds"
mkfifo "$work/truth.jsonl"
for seed in 1 2 3 4 5; do
  "$vigia" sim "$scenario" --seed $seed --days 7 --truth "$work/truth.jsonl" 2> /dev/null &
  "$check" "$work/truth.jsonl" - "$source/data/coastline/land-full.geojson" "$source/data/sites.geojson" 400 \
    | tee -a "$work/weeks"
  wait
done
python3 - "$work/weeks" <<'PY'
import json, sys
weeks = [json.loads(line) for line in open(sys.argv[1])]
mean = lambda key: sum(week[key] for week in weeks) / len(weeks) / 7
pan, neo = mean("panamax"), mean("neopanamax")
print(f"  transits a day: {pan + neo:.2f} (36), Panamax {pan:.2f} (26), Neopanamax {neo:.2f} (10)")
bad = sum(week["on_land"] + week["too_fast"] + week["jumps"] + week["misplaced"] for week in weeks)
print(f"  on land, too fast, jumping, or far from the lock that it names: {bad}")
sys.exit(0 if bad == 0 and abs(pan + neo - 36) <= 3.6 and abs(pan - 26) <= 2.6 and abs(neo - 10) <= 1 else 1)
PY
