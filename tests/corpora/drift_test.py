"""The recorded drift of MMSI 538004030 (dma-ais/AisAbnormal) is found, once, where the upstream test expects it."""

import datetime
import json
import os
import subprocess
import sys

from corpora import Check, folder

# The upstream test's start of the event, in ms since 1970: 2014-09-28T16:50:04.556Z.
PUBLISHED_MS = 1411923004556
check = Check()


def time_of(text):
    return datetime.datetime.fromisoformat(text.replace("Z", "+00:00"))


recording = folder("events", "dma-aisabnormal", "538004030_drift_1.ais")
done = subprocess.run([os.environ["VIGIA"], "detect", str(recording), "--events", "-"], capture_output=True, text=True, check=False)
if done.returncode != 0:
    sys.exit(f"vigia detect ended with {done.returncode}:\n{done.stderr[-2000:]}")
drifts = [event for event in map(json.loads, done.stdout.splitlines()) if event["kind"] == "drift"]
check.that(len(drifts) == 1, f"{len(drifts)} drifts, not 1")
for drift in drifts:
    published = datetime.datetime.fromtimestamp(PUBLISHED_MS / 1000, datetime.timezone.utc)
    off = abs((time_of(drift["begun"]) - published).total_seconds())
    print(f"begun {drift['begun']}, noticed {drift['noticed']}, ended {drift['ended']}: {off:.0f} s from the published instant")
    check.that(drift["vessels"] == ["538004030"], f"it is about {drift['vessels']}")
    check.that(off <= 15 * 60, f"begun {drift['begun']}, published {published.isoformat()}")
    check.that(drift["withdrawn"] is None, "it was withdrawn")
    check.that(drift["evidence"]["distance"] > drift["evidence"]["limit_distance"] == 500, f"way {drift['evidence']['distance']}")
check.end()
