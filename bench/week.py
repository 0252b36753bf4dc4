#!/usr/bin/env python3
"""Promise `replay`: a simulated week (at least 5 M messages) replayed at full speed with journal and history on.

    bench/week.py build/release/vigia SCRATCH [days]

Prints the messages a second of two replays beside the plain decoding of the same file in the same run, and
whether both replays gave the same tracks and the same history.
"""
import json
import pathlib
import subprocess
import sys
import time

program, scratch = pathlib.Path(sys.argv[1]).resolve(), pathlib.Path(sys.argv[2])
days = sys.argv[3] if len(sys.argv) > 3 else "7"
scratch.mkdir(parents=True, exist_ok=True)
week = scratch / "week.nmea"


def timed(*args):
    begun = time.monotonic()
    done = subprocess.run([program, *map(str, args)], capture_output=True, check=True)
    return time.monotonic() - begun, done


def last_json(text):
    return json.loads([line for line in text.decode().splitlines() if line.startswith("{")][-1])


seconds, _ = timed("sim", "data/scenarios/canal-day.toml", "--seed", 11, "--days", days, "--out", week)
decode_seconds, decoded = timed("decode", week, "--format", "none", "--stats")
messages = last_json(decoded.stderr)["messages"]
print(f"simulated {messages} messages, {week.stat().st_size / 1e6:.0f} MB, in {seconds:.1f} s: "
      f"{messages / seconds / 1e6:.2f} M messages/s")
print(f"decode --format none: {messages / decode_seconds / 1e6:.2f} M messages/s (baseline)")

exports = []
for turn in ("one", "two"):
    data = scratch / turn
    subprocess.run(["rm", "-rf", data], check=True)
    seconds, done = timed("replay", week, "--speed", "max", "--no-serve", "--data", data, "--tracks", scratch / f"{turn}.tracks")
    taken = last_json(done.stderr)["messages"]
    timed("history", "--data", data, "--format", "csv", "--out", scratch / f"{turn}.csv")
    exports.append(((scratch / f"{turn}.tracks").read_bytes(), (scratch / f"{turn}.csv").read_bytes()))
    print(f"replay {turn}: {taken} messages in {seconds:.1f} s: {taken / seconds / 1e6:.2f} M messages/s, "
          f"{decode_seconds / seconds:.2f} of plain decoding")
print(f"tracks identical: {exports[0][0] == exports[1][0]}; history identical: {exports[0][1] == exports[1][1]}")
sys.exit(0 if exports[0] == exports[1] else 1)
