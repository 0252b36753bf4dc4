"""gpsd's own decoder reads the sentences of our encoder and writes the raw JSON that we write."""

import json
import os
import shutil
import subprocess
import sys

if shutil.which("gpsdecode") is None:
    print("skipped: gpsdecode (Debian package gpsd-clients) is not installed")
    sys.exit(77)


def lines(command, sentences):
    out = subprocess.run(command, input=sentences, capture_output=True, check=True).stdout
    return [json.loads(line) for line in out.decode(errors="replace").splitlines() if line.startswith("{")]


sentences = subprocess.run([os.environ["MESSAGES"]], capture_output=True, check=True).stdout
ours = lines([os.environ["VIGIA"], "decode", "--format", "gpsd-raw", "-"], sentences)
theirs = lines(["gpsdecode", "-j", "-u"], sentences)
wrong = 0
if len(ours) != len(theirs) or len(ours) < 10_000:
    sys.exit(f"FAILED: {len(ours)} messages here, {len(theirs)} there")
for number, (mine, other) in enumerate(zip(ours, theirs), 1):
    # legends are words, which gpsd spells differently from version to version
    differing = [key for key in {**mine, **other} if not key.endswith("_text") and mine.get(key) != other.get(key)]
    if differing:
        wrong += 1
        if wrong <= 10:
            print(f"FAILED: message {number}, type {other['type']}: "
                  + ", ".join(f"{key} {mine.get(key)!r}, not {other.get(key)!r}" for key in differing))
print(f"{len(ours)} messages, {wrong} differ")
sys.exit(1 if wrong else 0)
