#!/usr/bin/env python3
"""Promise `detect`: every detector on over at least 30 M positions, at least 1 M positions/s on one core; two threads
bring at least 0.85 of what two independent runs on one thread bring at once.

    bench/detect.py build/release/vigia SCRATCH [days] [receivers]

Makes the days (28) of the ordinary scenario as one wide receiver hears them, so that a position is one report;
with `receivers` = all, as every receiver hears them, each report some three times. Prints plain decoding of the same
file beside each figure, the memory at its peak, and whether one and two threads found the same. Ends with 1 when
they did not.
"""
import hashlib
import json
import os
import pathlib
import subprocess
import sys
import time

program, scratch = pathlib.Path(sys.argv[1]).resolve(), pathlib.Path(sys.argv[2])
days = sys.argv[3] if len(sys.argv) > 3 else "28"
receivers = sys.argv[4] if len(sys.argv) > 4 else "one"
scratch.mkdir(parents=True, exist_ok=True)
traffic = scratch / f"detect-{receivers}-{days}.nmea"


def begun(*args):
    said = open(scratch / f"said-{time.monotonic_ns()}", "w+b")
    return subprocess.Popen([program, *map(str, args)], stdout=subprocess.DEVNULL, stderr=said), said, time.monotonic()


def ended(run):
    """The seconds on the wall and on processors, the peak of memory in MB, and the verb's last words as JSON."""
    child, said, since = run
    _, status, used = os.wait4(child.pid, 0)
    seconds = time.monotonic() - since
    said.seek(0)
    words = said.read().decode()
    said.close()
    os.unlink(said.name)
    if status != 0:
        sys.exit(f"vigia ended with {os.waitstatus_to_exitcode(status)}:\n{words[-2000:]}")
    objects = [line for line in words.splitlines() if line.startswith("{")]
    return seconds, used.ru_utime + used.ru_stime, used.ru_maxrss / 1024, json.loads(objects[-1]) if objects else {}


def digest(file):
    with open(file, "rb") as text:
        return hashlib.file_digest(text, "sha256").hexdigest()


def scenario():
    text = pathlib.Path("data/scenarios/canal-day.toml").read_text()
    if receivers == "all":
        return "data/scenarios/canal-day.toml"
    parts = text.split("[[receivers]]")
    tail = parts[-1]
    rest = tail[tail.index("[[aids]]"):] if "[[aids]]" in tail else ""
    one = scratch / "one-receiver.toml"
    one.write_text(parts[0] + '[[receivers]]\nname = "WIDE"\nat = [9.1, -79.7]\nrange_nm = 150\nloss = 0.02\n\n' + rest)
    return one


if not traffic.exists():
    part = traffic.with_suffix(".part")
    ended(begun("sim", scenario(), "--seed", 11, "--days", days, "--out", part))
    part.rename(traffic)
decode, _, _, decoded = ended(begun("decode", traffic, "--format", "none", "--stats"))
print(f"{traffic.stat().st_size / 1e6:.0f} MB, {decoded['messages']} messages; plain decoding {decoded['messages'] / decode / 1e6:.2f} M messages/s")


def detect(threads, events):
    return begun("detect", traffic, "--threads", threads, "--events", scratch / events)


def rate(result):
    return result[3]["positions"] / result[0] / 1e6


one = ended(detect(1, "one.jsonl"))
print(f"1 thread: {one[3]['positions']} positions, {one[3]['events']} events in {one[0]:.1f} s ({one[1]:.1f} s of processor): "
      f"{rate(one):.2f} M positions/s, {one[3]['positions'] / one[1] / 1e6:.2f} M a processor second; {one[2]:.0f} MB at the peak")
pair = [detect(1, "left.jsonl"), detect(1, "right.jsonl")]
both = [ended(run) for run in pair]
combined = sum(rate(run) for run in both)
print(f"two independent runs of 1 thread at once: {combined:.2f} M positions/s together")
two = ended(detect(2, "two.jsonl"))
print(f"2 threads: {rate(two):.2f} M positions/s, {rate(two) / combined:.2f} of the two runs; {two[2]:.0f} MB at the peak")
same = len({digest(scratch / name) for name in ("one.jsonl", "two.jsonl", "left.jsonl")}) == 1
print(f"the same events from 1 and 2 threads: {same}")
sys.exit(0 if same else 1)
