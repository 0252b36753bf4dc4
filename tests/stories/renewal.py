"""Limits, lists and areas edited while the watch runs: they hold from the next second, a fault keeps the old ones and is said,
nothing open is told again, and the journal judged by what the watch went by gives the same events to the byte."""
import json
import signal
import socket
import time
import urllib.request

from story import Serving, arguments, expect, free_port, run, sentence, until

program, scratch = arguments()
feed = free_port(socket.SOCK_DGRAM)
config, listed, said, data = scratch / "vigia.toml", scratch / "watch.toml", scratch / "said.txt", scratch / "data"


def craft(mmsi, latitude, longitude):
    """Where a class B craft is (type 18)."""
    return sentence([(18, 6), (0, 2), (mmsi, 30), (0, 8), (100, 10), (1, 1), (round(longitude * 600_000), 28), (round(latitude * 600_000), 27), (900, 12), (90, 9),
                     (int(time.time()) % 60, 6), (0, 2), (1, 1), (0, 5), (0, 1), (0, 20)])


def type_of(mmsi, ship_type):
    """What it is (type 24 part B)."""
    return sentence([(24, 6), (0, 2), (mmsi, 30), (1, 2), (ship_type, 8), (0, 42), (0, 42), (0, 30), (0, 6)])


def send(*lines):
    with socket.socket(socket.AF_INET, socket.SOCK_DGRAM) as out:
        for line in lines:
            out.sendto(line, ("127.0.0.1", feed))


def jump(mmsi):
    """Thirty nautical miles at once."""
    send(craft(mmsi, 8.80, -79.50), craft(mmsi, 8.30, -79.50))


def write(limits):
    config.write_text(f'[lists]\nfiles = ["{listed.name}"]\n{limits}')


def events(serving, kind):
    return {event["vessels"][0]: event for event in serving.json(f"/api/v1/events?kind={kind}&limit=200")["events"]}


def told(mmsi):
    return until(lambda: events(watch, "impossible_jump").get(str(mmsi)), f"the jump of {mmsi} to be told")


def a_second_on():
    began = time.time()
    until(lambda: time.time() > began + 1.2, "the next second")


def taken(times):
    until(lambda: watch.metric("vigia_judgement_renewed_total") >= times, f"edit {times} to be taken")
    a_second_on()


listed.write_text('name = "watch"\nowner = "x"\nreview = 2099-01-01\n')
write("")
watch = Serving(program, "watch", f"udp://127.0.0.1:{feed}", "--listen", "127.0.0.1:0", "--data", data, "--config", config, stderr=said.open("wb"))

# A limit that is changed is felt, up and down; what is open stays one event.
jump(352000001)
first = told(352000001)
write("[detection.impossible_jump]\nway_nm = 100\n")
taken(1)
jump(352000002)
write("[detection.impossible_jump]\nway_nm = 5\n")
taken(2)
jump(352000003)
third = told(352000003)
expect("352000002" not in events(watch, "impossible_jump"), "a jump below the limit that was written is told")
again = events(watch, "impossible_jump")["352000001"]
expect(again["id"] == first["id"] and again["ended"] is None, "an open event is another after the edit")
expect(abs(third["evidence"]["limit_distance"] - 5 * 1852) < 1, f"the event does not say the limit in force: {third['evidence']}")
alerts = [a for a in watch.json("/api/v1/alerts?state=all")["alerts"] if a["vessels"] and a["vessels"][0]["mmsi"] == "352000001"]
expect(len(alerts) == 1, f"an open event has {len(alerts)} alerts after its limits were changed")

# Nonsense is refused: the old limits hold, and it is said on standard error, where the program tells how it is, and in its figures.
write("[detection.impossible_jump]\nway_mm = 3\n")
until(lambda: watch.metric("vigia_judgement_problem") == 1, "the fault to be noticed")
ready = watch.json("/readyz")
expect(ready["ready"] and any("way_mm" in note and "way_nm" in note for note in ready["notes"]), f"the fault is not said: {ready}")
expect(b'vigia.toml:4:1: unknown key "way_mm"' in said.read_bytes() and b"stay as they were" in said.read_bytes(), "the fault is not told on standard error")
jump(352000004)
expect(abs(told(352000004)["evidence"]["limit_distance"] - 5 * 1852) < 1, "after a fault another limit holds")
write("[detection.impossible_jump]\nway_nm = 5\n")
until(lambda: watch.metric("vigia_judgement_problem") == 0, "the fault to be mended")
expect(watch.json("/readyz")["notes"] == [], "a fault that is mended is still said")

# A list.
listed.write_text('name = "watch"\nowner = "x"\nreview = 2099-01-01\n\n[[watch]]\nname = "BAHIA CLARA"\nmmsi = 352000003\nreason = "exercise"\n')
taken(3)
send(craft(352000003, 8.30, -79.4999))
until(lambda: "352000003" in events(watch, "watch_list"), "the vessel that the list names to be told")

# An area drawn on the map, into which a craft comes from outside.
zone = {"type": "FeatureCollection", "features": [{"type": "Feature", "properties": {"id": "works", "kind": "zone", "name": "Works"}, "geometry": {
    "type": "Polygon", "coordinates": [[[-79.30, 8.40], [-79.20, 8.40], [-79.20, 8.50], [-79.30, 8.50], [-79.30, 8.40]]]}}]}
request = urllib.request.Request(watch.url + "/api/v1/areas", json.dumps(zone).encode(), {"Content-Type": "application/geo+json"}, method="PUT")
with urllib.request.urlopen(request, timeout=20) as answer:
    expect(answer.status == 200, "the area is not taken")
a_second_on()
for step in range(5):
    send(type_of(352000005, 36), craft(352000005, 8.45, -79.3010 + 0.0005 * step))
    a_second_on()
entered = until(lambda: events(watch, "zone_entry").get("352000005"), "the craft in the new area to be told")
expect(entered["area"] == "works", f"it is told in {entered['area']}")

# Asked by a signal, with nothing edited.
watch.process.send_signal(signal.SIGHUP)
until(lambda: b"are those in force already" in said.read_bytes(), "the signal to be answered")

# The area goes; its event keeps its name.
zone["features"] = []
request = urllib.request.Request(watch.url + "/api/v1/areas", json.dumps(zone).encode(), {"Content-Type": "application/geo+json"}, method="PUT")
urllib.request.urlopen(request, timeout=20).close()
a_second_on()
send(craft(352000009, 8.9, -79.4))
until(lambda: watch.metric("vigia_vessels") >= 6 or len(watch.json("/api/v1/picture")["tracks"]) >= 6, "the last craft to be heard")
a_second_on()
live = watch.get("/api/v1/events?limit=1000")
expect(events(watch, "zone_entry")["352000005"]["area"] == "works", "an event loses the name of its area with the area")
sequence = watch.metric("vigia_sequence")
until(lambda: watch.metric("journal_durable") >= sequence, "the journal to be durable")
expect(watch.stop() == 0, "a watch that is asked to stop ends with 0")

# Judged by what the watch went by, its journal gives the same events to the byte; by the last limits alone it does not.
found = scratch / "found.jsonl"
run(program, "detect", "--data", data, "--as-watched", "--config", config, "--events", found)
lines = found.read_text().splitlines()
expect(len(lines) == len(json.loads(live)["events"]) >= 6, f"{len(lines)} events, live {len(json.loads(live)['events'])}")
for line in lines:
    expect(line[:-1] in live, f"not as it was live: {line}")
run(program, "detect", "--data", data, "--config", config, "--events", scratch / "other.jsonl")
jumped = lambda file: {event["vessels"][0] for event in map(json.loads, file.read_text().splitlines()) if event["kind"] == "impossible_jump"}  # noqa: E731
expect(jumped(scratch / "other.jsonl") - jumped(found) == {"352000002"}, "the limits that held make no difference")

# A replay takes edits, too.
replay = Serving(program, "replay", data / "journal", "--speed", "1", "--listen", "127.0.0.1:0", "--config", config)
write("[detection.impossible_jump]\nway_mm = 3\n")
until(lambda: any("way_mm" in note for note in replay.json("/readyz")["notes"]), "the replay to say the fault")
replay.process.send_signal(signal.SIGTERM)
replay.process.wait(timeout=60)
print(f"{len(lines)} events, the same to the byte; edits taken, refused, mended and replayed")
