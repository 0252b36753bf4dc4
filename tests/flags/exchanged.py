"""A day of every incident under exchanged flags: every country digit and call sign is another's, and no event is another."""
import json
import pathlib
import re
import subprocess
import sys

sys.path.insert(0, str(pathlib.Path(__file__).resolve().parents[1] / "stories"))
from story import ROOT, arguments, expect, run  # noqa: E402

HOURS = 14  # of the day that is looked at: enough for every kind of incident at least once
program, scratch = arguments()
exchange = pathlib.Path(sys.argv[3])

whole, part = scratch / "whole.nmea", scratch / "part.nmea"
run(program, "sim", "data/scenarios/all-incidents.toml", "--seed", 271, "--out", whole)
first = None
with open(whole, "rb") as source, open(part, "wb") as out:
    for line in source:
        told = re.search(rb"c:(\d+)", line)
        if told:
            first = first or int(told.group(1))
            if int(told.group(1)) > first + HOURS * 3_600_000:
                break
        out.write(line)
whole.unlink()

lists = (ROOT / "data/lists/exercise-watch-list.toml").read_text()


def events(name, *how):
    """What is noticed in the recording as it is exchanged, and who is who."""
    recording, names = scratch / f"{name}.nmea", scratch / f"{name}.map"
    done = subprocess.run([exchange, part, recording, names, *how], capture_output=True, check=False)
    expect(done.returncode == 0, f"exchanging flags failed: {done.stderr.decode()}")
    back = dict(line.split() for line in names.read_text().splitlines())
    there = {old: new for new, old in back.items()}
    listed = scratch / f"{name}.toml"
    listed.write_text(re.sub(r"\b\d{9}\b", lambda number: there.get(number.group(), number.group()), lists))
    found = scratch / f"{name}.jsonl"
    run(program, "detect", recording, "--events", found, "--lists", listed)
    recording.unlink()
    return [json.loads(line) for line in found.read_text().splitlines()], back


def alike(event, back):
    """What may not depend on a flag. Of two vessels the lower number is named first, so theirs are compared without order,
    and what is told of the first of them (place, evidence) only where there is one."""
    vessels = sorted(back.get(mmsi, mmsi) for mmsi in event["vessels"])
    figures = {key: value for key, value in event["evidence"].items() if not isinstance(value, (str, dict))} if len(vessels) == 1 else {}
    return json.dumps([event["kind"], vessels, event["begun"], event["noticed"], event["ended"], event["withdrawn"] and event["withdrawn"]["at"], event["confidence"],
                       event["area"], event["where"] if len(vessels) == 1 else None, figures], sort_keys=True)


before, _ = events("before", "--same")
after, back = events("after")
part.unlink()
exchanged = sum(new != old for new, old in back.items())
expect(exchanged > 0.9 * len(back) > 300, f"only {exchanged} of {len(back)} numbers were exchanged")
one, two = sorted(alike(event, {}) for event in before), sorted(alike(event, back) for event in after)
kinds = {event["kind"] for event in before}
missing, further = [e for e in one if e not in set(two)], [e for e in two if e not in set(one)]
expect(one == two, f"{len(missing)} of {len(one)} events are others under another flag, like\n  " + "\n  ".join(missing[:5] + ["now:"] + further[:5]))
expect(len(kinds) >= 30, f"only {len(kinds)} kinds were met: {sorted(kinds)}")
print(f"{len(before)} events of {len(kinds)} kinds, {exchanged} of {len(back)} numbers under another flag: the same events")
