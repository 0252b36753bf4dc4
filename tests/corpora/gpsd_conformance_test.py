"""gpsd's own conformance file: 97 messages of all 27 types, scaled and raw. Every key of every
message must be there, in the same order, with the same value."""

import json

from corpora import Check, decode, folder


def same(ours, theirs):
    if isinstance(theirs, bool) or isinstance(ours, bool):
        return ours is theirs
    if isinstance(theirs, (int, float)) and isinstance(ours, (int, float)):
        return ours == theirs
    return ours == theirs


check = Check()
for form, expected in (("gpsd", "sample.aivdm.js.chk"), ("gpsd-raw", "sample.aivdm.ju.chk")):
    lines, _ = decode("--format", form, folder("ais/gpsd/sample.aivdm"))
    wanted = [line for line in folder("ais/gpsd", expected).read_text().splitlines() if line]
    check.that(len(wanted) == 97, f"{expected} has {len(wanted)} messages, not 97")
    check.that(len(lines) == len(wanted), f"--format {form} gives {len(lines)} messages, not {len(wanted)}")
    equal = identical = 0
    for number, (line, want) in enumerate(zip(lines, wanted), 1):
        ours, theirs = json.loads(line), json.loads(want)
        differing = [key for key in {**ours, **theirs} if not same(ours.get(key), theirs.get(key))]
        check.that(not differing, f"{form} message {number}, type {theirs['type']}: " + ", ".join(
            f"{key} is {ours.get(key)!r}, not {theirs.get(key)!r}" for key in differing))
        check.that(list(ours) == list(theirs), f"{form} message {number}: keys in another order")
        equal += not differing
        identical += line.strip() == want.strip()
    print(f"--format {form}: {equal} of {len(wanted)} messages equal, {identical} of them to the byte")
check.end()
