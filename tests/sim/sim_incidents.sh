#!/usr/bin/env bash
# A day with every kind of incident: nobody really on land or jumping, and the same seed gives the same bytes.
set -eu
vigia=$1 check=$2 source=$3
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
"$vigia" sim "$source/data/scenarios/all-incidents.toml" --seed 7 --out "$work/a.nmea" --truth "$work/a.jsonl" 2> "$work/said"
"$vigia" sim "$source/data/scenarios/all-incidents.toml" --seed 7 --out "$work/b.nmea" 2> "$work/said"
cmp "$work/a.nmea" "$work/b.nmea"
"$check" "$work/a.jsonl" - "$source/data/coastline/land-full.geojson" "$source/data/sites.geojson" 900
