#!/usr/bin/env python3
"""Asks the real `vigia history` in every format and reads the answers as other programs would."""
import argparse, csv, io, json, os, subprocess, sys, tempfile
import xml.etree.ElementTree as xml

GPX = "{http://www.topografix.com/GPX/1/1}"
KML = "{http://www.opengis.net/kml/2.2}"
GX = "{http://www.google.com/kml/ext/2.2}"
HOSTILE = '<img onerror="x">&,'


def main():
    parser = argparse.ArgumentParser()
    parser.add_argument("--vigia", required=True)
    parser.add_argument("--tool", required=True)
    args = parser.parse_args()
    with tempfile.TemporaryDirectory(prefix="vigia-history-") as top:
        data = os.path.join(top, "data")
        subprocess.run([args.tool, data], check=True)

        def ask(*options, exit=0, folder=data):
            done = subprocess.run([args.vigia, "history", "--data", folder, *options], capture_output=True)
            assert done.returncode == exit, (options, done.returncode, done.stderr.decode())
            return done.stdout.decode(), done.stderr.decode()

        # CSV: all rows, in the order of time, with the hostile name whole.
        text, _ = ask()
        rows = list(csv.DictReader(io.StringIO(text)))
        assert len(rows) == 120, len(rows)
        assert [r["seen"] for r in rows] == sorted(r["seen"] for r in rows)
        assert rows[1]["name"] == HOSTILE and rows[0]["name"] == "BALBOA"
        assert rows[0]["source"] == 'pier, "north"' and rows[0]["latitude_deg"] == "9.1"
        assert rows[2]["course_deg"] == "", "a course not said is empty"
        assert ask()[0] == text, "the same question has the same answer"

        # Vessel by number and by name, span, area, limit.
        assert ask("--vessel", "352001000")[0] == ask("--vessel", "balboa")[0]
        assert len(ask("--vessel", "352001000")[0].splitlines()) == 61
        assert len(ask("--from", "2026-11-23T13:00")[0].splitlines()) == 61
        assert len(ask("--to", "2026-11-23T11:50:20Z")[0].splitlines()) == 3
        assert len(ask("--bbox=-80,9,-79,9.1095")[0].splitlines()) == 11
        assert len(ask("--bbox", "179,-6,-179,-4")[0].splitlines()) == 61
        assert len(ask("--limit", "7")[0].splitlines()) == 8

        # GeoJSON: a ship is cut at its gap, the other also at the 180th meridian.
        features = json.loads(ask("--format", "geojson")[0])["features"]
        assert [f["properties"]["mmsi"] for f in features] == ["352001000"] * 2 + ["352002000"] * 3
        assert features[2]["properties"]["name"] == HOSTILE
        for feature in features:
            places = feature["geometry"]["coordinates"]
            assert feature["geometry"]["type"] == "LineString"
            assert len(places) == len(feature["properties"]["times"]) == len(feature["properties"]["speeds_m_s"])
            assert all(abs(a[0] - b[0]) < 1 for a, b in zip(places, places[1:])), "a line crosses the map"
        one = json.loads(ask("--format", "geojson", "--limit", "1")[0])["features"]
        assert one[0]["geometry"] == {"type": "Point", "coordinates": [-79.7, 9.1]}
        assert json.loads(ask("--format", "geojson", "--vessel", "1")[0])["features"] == []

        # GPX 1.1 and KML, as XML with their names and times.
        gpx = xml.fromstring(ask("--format", "gpx")[0])
        assert gpx.tag == GPX + "gpx" and gpx.get("version") == "1.1"
        tracks = gpx.findall(GPX + "trk")
        assert [t.find(GPX + "name").text for t in tracks] == ["BALBOA", HOSTILE]
        assert [len(t.findall(GPX + "trkseg")) for t in tracks] == [2, 3]
        assert len(gpx.findall(f".//{GPX}trkpt/{GPX}time")) == 120
        kml = xml.fromstring(ask("--format", "kml")[0])
        marks = kml.findall(f"{KML}Document/{KML}Placemark")
        assert len(marks) == 5 and marks[4].find(KML + "name").text == HOSTILE
        for mark in marks:
            track = mark.find(GX + "Track")
            assert len(track.findall(KML + "when")) == len(track.findall(GX + "coord")) > 0

        # Files: whole or not at all.
        out = os.path.join(top, "it's out.parquet")
        ask("--format", "parquet", "--out", out)
        with open(out, "rb") as file:
            bytes_of = file.read()
        assert bytes_of[:4] == bytes_of[-4:] == b"PAR1"
        copy = os.path.join(top, "out.gpx")
        ask("--format", "gpx", "--out", copy)
        with open(copy) as file:
            assert file.read() == ask("--format", "gpx")[0]
        assert sorted(os.listdir(top)) == ["data", "it's out.parquet", "out.gpx"]

        # What is wrong is said, with the remedy, and tells scripts which kind it is.
        for options, code, word in [
            (["--format", "parquet"], 2, "--out"), (["--from", "yesterday"], 2, "2026-11-23T19:30"),
            (["--bbox", "1,2,3"], 2, "WEST,SOUTH"), (["--bbox", "1,2,3,nan"], 2, "WEST,SOUTH"),
            (["--from", "2026-11-24", "--to", "2026-11-23"], 2, "before"), (["--format", "xls"], 2, "geojson"),
            (["--vessel", "' OR 1=1 --"], 4, "MMSI"), (["--out", os.path.join(top, "no/where.csv")], 5, "folder"),
        ]:
            _, said = ask(*options, exit=code)
            assert word in said, (options, said)
        _, said = ask(exit=5, folder=os.path.join(top, "nothing"))
        assert "--data" in said
    print("every format was read")
    return 0


if __name__ == "__main__":
    sys.exit(main())
