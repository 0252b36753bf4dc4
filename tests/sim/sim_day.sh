#!/usr/bin/env bash
# A simulated day: nobody on land, too fast or unheard, and the transits of the scenario.
set -eu
vigia=$1 check=$2 source=$3
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
"$vigia" sim "$source/data/scenarios/canal-day.toml" --seed 1 --out "$work/day.nmea" --truth "$work/day.jsonl"
"$check" "$work/day.jsonl" "$work/day.nmea" "$source/data/coastline/land-full.geojson" \
  "$source/data/sites.geojson" 400
