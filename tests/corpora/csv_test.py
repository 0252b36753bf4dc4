"""The published tables: every row is read, and positions equal those that Python's csv reads."""

import csv
import json

from corpora import Check, decode, folder

check = Check()
NOT_REPORTS = {"6", "8", "12", "20", "25", "26"}


def number(text):
    return float(text) if text not in ("", "None") else None


for path, keys in (("ais/aisdb/test_data_noaa_20230101.csv", ("MMSI", "LAT", "LON", "BaseDateTime", "SOG", 102.3)),
                   ("ais/aisdb/test_data_20210701.csv", ("MMSI", "Latitude", "Longitude", "Time", "SOG", 102.3)),
                   ("ais/dma_csv/dma_sample_rows.csv", ("MMSI", "Latitude", "Longitude", "# Timestamp", "SOG", 102.3))):
    with open(folder(path), newline="", encoding="utf-8") as file:
        rows = [row for row in csv.DictReader(file) if row.get("Message_ID") not in NOT_REPORTS]
    lines, statistics = decode(folder(path))
    got = [json.loads(line) for line in lines]
    check.that(len(got) == len(rows), f"{path}: {len(got)} reports of {len(rows)} rows")
    mmsi, lat, lon, time, sog, unknown = keys
    for place, (ours, row) in enumerate(zip(got, rows), 2):
        where = f"{path} row {place}"
        check.that(int(ours["mmsi"]) == int(row[mmsi]), f"{where}: mmsi")
        digits = "".join(c for c in ours["time"] if c.isdigit())[:14]
        theirs = "".join(c for c in row[time] if c.isdigit())
        if path.endswith("dma_sample_rows.csv"):
            theirs = theirs[4:8] + theirs[2:4] + theirs[:2] + theirs[8:]
        check.that(digits == theirs, f"{where}: time {ours['time']}, not {row[time]}")
        for name, column, limit in (("lat", lat, 90), ("lon", lon, 180)):
            want = number(row[column])
            if want is None or abs(want) > limit:
                continue
            check.that(ours[name] is not None and abs(ours[name] - want) < 6e-8, f"{where}: {name} {ours[name]}, not {want}")
        speed = number(row[sog])
        if speed is None or speed >= unknown:
            check.that(ours["speed"] is None, f"{where}: speed {ours['speed']} of {row[sog]}")
        elif row.get("Message_ID") != "9":
            check.that(abs(ours["speed"] - speed * 1852 / 3600) < 6e-4, f"{where}: speed")
    print(f"{path}: {len(got)} reports, refused {statistics['refused']}")
    header, *table = csv.reader(decode("--format", "csv", folder(path))[0])
    check.that(len(table) == len(rows) and all(len(row) == len(header) for row in table), f"{path}: --format csv")
    digests = {decode("--format", form, folder(path))[1]["digest"] for form in ("none", "jsonl", "csv")}
    check.that(len(digests) == 1, f"{path}: digests {digests}")
check.end()
