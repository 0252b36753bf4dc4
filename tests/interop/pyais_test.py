"""pyais, a third-party decoder, reads the sentences of our encoder and agrees with our decoder on who
is where: (type, MMSI, longitude, latitude) of every message."""

import json
import os
import subprocess
import sys
import venv
from pathlib import Path

PYAIS = "pyais==3.3.1"
SKIPPED = 77
UNKNOWN = {"lon": 181.0, "lat": 91.0}

folder = Path(os.environ["VENV"])
python = folder / "bin" / "python"
try:
    if not (folder / "bin" / "pip").exists():
        venv.create(folder, with_pip=True, clear=True)
    installed = subprocess.run([python, "-c", "import pyais; print(pyais.__version__)"],
                               capture_output=True, text=True, check=False)
    if installed.stdout.strip() != PYAIS.split("==")[1]:
        subprocess.run([python, "-m", "pip", "install", "--quiet", "--disable-pip-version-check", PYAIS],
                       check=True, capture_output=True, text=True, timeout=300)
except (subprocess.SubprocessError, OSError, SystemExit) as error:
    detail = (getattr(error, "stderr", None) or str(error)).strip().splitlines()
    print(f"skipped: {PYAIS} cannot be installed: {detail[-1] if detail else error}")
    sys.exit(SKIPPED)

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
