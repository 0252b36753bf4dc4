"""pyais, a third-party decoder, reads the sentences of our encoder and agrees with our decoder on who
is where: (type, MMSI, longitude, latitude) of every message."""

import json
import os
import subprocess
import sys

from third_party import python_with

UNKNOWN = {"lon": 181.0, "lat": 91.0}

python = python_with("pyais==3.3.1")

sentences = subprocess.run([os.environ["MESSAGES"]], capture_output=True, check=True).stdout
ours = []
for line in subprocess.run([os.environ["VIGIA"], "decode", "-"], input=sentences, capture_output=True,
                           check=True).stdout.splitlines():
    message = json.loads(line)
    ours.append((message["type"], int(message["mmsi"]), message.get("lon"), message.get("lat")))

READ = """
import json, sys
from pyais.stream import IterMessages
for message in IterMessages(sys.stdin.buffer.read().splitlines(True)):
    fields = message.decode().asdict()
    print(json.dumps([fields["msg_type"], int(fields["mmsi"]), fields.get("lon"), fields.get("lat")]))
"""
theirs = [json.loads(line) for line in
          subprocess.run([python, "-c", READ], input=sentences, capture_output=True, check=True).stdout.splitlines()]

wrong = 0
if len(ours) != len(theirs) or len(ours) < 10_000:
    sys.exit(f"FAILED: {len(ours)} messages here, {len(theirs)} there")
for number, (mine, other) in enumerate(zip(ours, theirs), 1):
    step = 6e-4 if mine[0] == 27 else 2e-6
    same = list(mine[:2]) == other[:2]
    for place, key in ((2, "lon"), (3, "lat")):
        value = None if other[place] is None or abs(other[place] - UNKNOWN[key]) < 0.001 else other[place]
        same = same and ((mine[place] is None) == (value is None)) and (
            value is None or abs(mine[place] - value) <= step)
    if not same:
        wrong += 1
        if wrong <= 10:
            print(f"FAILED: message {number}: {mine} here, {other} there")
print(f"{len(ours)} messages of {len({m[0] for m in ours})} types; {wrong} differ")
sys.exit(1 if wrong else 0)
