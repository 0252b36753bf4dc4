"""libais's examples of every type, and of tag blocks. Its JSON holds single-precision floats."""

import json

from corpora import Check, decode, folder

KNOT = 1852 / 3600
check = Check()


def near(ours, theirs, step):
    return ours is not None and abs(ours - theirs) <= step / 2 + abs(theirs) * 2e-7


def compare(ours, theirs, where):
    check.that(ours["mmsi"] == f"{theirs['mmsi']:09d}", f"{where}: mmsi {ours['mmsi']}, not {theirs['mmsi']}")
    check.that(ours["repeat"] == theirs["repeat"], f"{where}: repeat")
    numbers = [("course", "course", 1, 0.1, 360), ("heading", "heading", 1, 0.1, 511), ("draught", "draught", 1, 0.1, 0)]
    if theirs["type"] != 9:
        numbers.append(("speed", "speed", KNOT, 0.001, 102.3))
    for key, name, unit, step, unknown in numbers:
        if key not in theirs or name not in ours:
            continue
        outside = key in ("course", "heading") and theirs[key] >= 360
        if outside or abs(theirs[key] - unknown) < 0.01:
            check.that(ours[name] is None, f"{where}: {name} is {ours[name]}, not unknown")
        else:
            check.that(near(ours[name], theirs[key] * unit, step), f"{where}: {name} {ours[name]}, not {theirs[key]}")
    grid = 1e-4 if theirs["type"] in (17, 27) else 2e-6  # tenths of a minute; four decimals here
    for key, limit in (("lon", 180), ("lat", 90)):
        if key not in theirs or key not in ours:
            continue
        if abs(theirs[key]) > limit:
            check.that(ours[key] is None, f"{where}: {key} should be unknown")
        else:
            check.that(near(ours[key], theirs[key], grid), f"{where}: {key} {ours[key]}, not {theirs[key]}")
    for key, name in (("shipname", "name"), ("callsign", "call_sign"), ("destination", "destination"), ("text", "text")):
        if isinstance(theirs.get(key), str) and name in ours:
            check.that((ours[name] or "") == theirs[key].strip(" @"), f"{where}: {name} {ours[name]!r}, not {theirs[key]!r}")
    if "to_bow" in theirs and "dimensions" in ours:
        sides = ours["dimensions"] or dict.fromkeys(("bow", "stern", "port", "starboard"), 0)
        for side, value in sides.items():
            check.that(value == theirs["to_" + side], f"{where}: {side} {value}, not {theirs['to_' + side]}")
    if "dac" in theirs and "dac" in ours:
        check.that((ours["dac"], ours["fi"]) == (theirs["dac"], theirs["fid"]), f"{where}: DAC and FI")


for name in ("typeexamples", "tagblock"):
    lines, _ = decode("--policy", "lenient", folder("ais/libais", name + ".nmea"))
    ours = [json.loads(line) for line in lines]
    theirs = [json.loads(line) for line in folder("ais/libais", name + ".json").read_text().splitlines() if line]
    if name == "tagblock":  # ordered by the last line of each message here, by the first there
        key = lambda message: (int(message["mmsi"]), message["type"], round(message.get("lon") or 0, 4))
        ours.sort(key=key)
        theirs.sort(key=key)
    check.that(len(ours) == len(theirs), f"{name}: {len(ours)} messages, not {len(theirs)}")
    check.that([m["type"] for m in ours] == [m["type"] for m in theirs], f"{name}: types differ")
    for number, (mine, other) in enumerate(zip(ours, theirs), 1):
        compare(mine, other, f"{name} message {number}, type {other['type']}")
        if "tagblock_station" in other:
            check.that(mine["station"] == other["tagblock_station"], f"{name} {number}: station {mine['station']}")
            stamp = other["tagblock_timestamp"].replace(".000000", "")
            check.that(mine["time"] == stamp, f"{name} {number}: time {mine['time']}, not {stamp}")
check.end()
