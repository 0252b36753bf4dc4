#!/usr/bin/env bash
# The same seed gives the same bytes, with and without the truth; another seed gives others.
set -eu
vigia=$1 source=$2
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
cp "$source/data/scenarios/canal-day.toml" "$work/short.toml"
sed -i 's/^warm_up_hours = .*/warm_up_hours = 12/' "$work/short.toml"
"$vigia" sim "$work/short.toml" --seed 7 --out "$work/a.nmea" --truth "$work/a.jsonl.zst" 2> "$work/a"
"$vigia" sim "$work/short.toml" --seed 7 --out "$work/b.nmea" --truth-step 600 2> "$work/b"
"$vigia" sim "$work/short.toml" --seed 8 --out "$work/c.nmea" 2> "$work/c"
cmp "$work/a.nmea" "$work/b.nmea"
! cmp -s "$work/a.nmea" "$work/c.nmea"
"$vigia" sim "$work/short.toml" --seed 7 --out "$work/d.nmea.zst" --truth "$work/d.jsonl.zst" 2> "$work/d"
cmp "$work/a.jsonl.zst" "$work/d.jsonl.zst"
