#!/usr/bin/env python3
"""Promise `replay`: a simulated week (at least 5 M messages) replayed at full speed with journal and history on.

    bench/week.py build/release/vigia SCRATCH [days]

Prints the messages a second of two replays beside the plain decoding of the same file in the same run, the
memory at its peak and the size of what was kept, and whether both replays gave the same tracks and the same
history. Ends with 1 when they did not.
"""
import hashlib
import json
import os
import pathlib
import subprocess
import sys
import time

program, scratch = pathlib.Path(sys.argv[1]).resolve(), pathlib.Path(sys.argv[2])
days = sys.argv[3] if len(sys.argv) > 3 else "7"
scratch.mkdir(parents=True, exist_ok=True)
week = scratch / "week.nmea"


def timed(*args):
    """The seconds that a verb took, the memory it had at its peak in MB, and its last words as JSON."""
    said = scratch / "said"
    begun = time.monotonic()
    with open(said, "wb") as out:
        child = subprocess.Popen([program, *map(str, args)], stdout=subprocess.DEVNULL, stderr=out)
        _, status, used = os.wait4(child.pid, 0)
    seconds = time.monotonic() - begun
    words = said.read_text()
    if status != 0:
        sys.exit(f"{args[0]} ended with {os.waitstatus_to_exitcode(status)}:\n{words[-2000:]}")
    objects = [line for line in words.splitlines() if line.startswith("{")]
    return seconds, used.ru_maxrss / 1024, json.loads(objects[-1]) if objects else {}


def megabytes(folder):
    return sum(file.stat().st_size for file in folder.rglob("*") if file.is_file()) / 1e6


def digest(file):
    with open(file, "rb") as text:
        return hashlib.file_digest(text, "sha256").digest()


seconds, _, _ = timed("sim", "data/scenarios/canal-day.toml", "--seed", 11, "--days", days, "--out", week)
decode_seconds, _, decoded = timed("decode", week, "--format", "none", "--stats")
messages = decoded["messages"]
print(f"simulated {messages} messages, {week.stat().st_size / 1e6:.0f} MB, in {seconds:.1f} s: "
      f"{messages / seconds / 1e6:.2f} M messages/s")
print(f"decode --format none: {messages / decode_seconds / 1e6:.2f} M messages/s (baseline)")

exports = []
for turn in ("one", "two"):
    data, tracks, rows = scratch / turn, scratch / f"{turn}.tracks", scratch / f"{turn}.csv"
    subprocess.run(["rm", "-rf", data], check=True)
    seconds, memory, counts = timed("replay", week, "--speed", "max", "--no-serve", "--data", data, "--tracks", tracks)
    timed("history", "--data", data, "--format", "csv", "--out", rows)
    exports.append((digest(tracks), digest(rows)))
    print(f"replay {turn}: {counts['messages']} messages in {seconds:.1f} s: {counts['messages'] / seconds / 1e6:.2f} M "
          f"messages/s, {decode_seconds / seconds:.2f} of plain decoding; {memory:.0f} MB of memory; journal "
          f"{megabytes(data / 'journal'):.0f} MB, history {megabytes(data / 'history'):.0f} MB")
print(f"tracks identical: {exports[0][0] == exports[1][0]}; history identical: {exports[0][1] == exports[1][1]}")
sys.exit(0 if exports[0] == exports[1] else 1)
