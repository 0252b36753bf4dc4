"""Over all recordings, gpsd's own decoder and ours write the same raw JSON, but for what is explained
here. gpsdecode of Debian 12 (3.22) knows no tag blocks, so both are given the bare sentences."""

import collections
import json
import os
import re
import shutil
import subprocess
import sys

from corpora import SKIPPED, Check, folder

if shutil.which("gpsdecode") is None:
    print("skipped: gpsdecode (Debian package gpsd-clients) is not installed")
    sys.exit(SKIPPED)

# file: (least messages that agree, messages of ours that gpsd lacks, messages of gpsd that ours lacks, why)
FILES = {
    "aisdb/test_data_201201.nmea": (25, 0, 0, ""),
    "aisdb/test_data_20211101.nm4": (955, 0, 0, ""),
    "dma_aislib/ais250.txt": (222, 0, 0, ""),
    "dma_aislib/decode_encode_messages.txt": (585, 0, 0, ""),
    "dma_aislib/replay_dump.txt": (49, 0, 0, ""),
    "dma_aislib/retry_example.txt": (6, 0, 0, ""),
    "dma_aislib/small_cb_example.txt": (8, 1, 0, "gpsd does not know the talker --"),
    "dma_aislib/stream_example.txt": (3950, 33, 1, "gpsd does not know the talkers BY, SS and --, and so joins one part A over them"),
    "kystverket_norway/Ais1000Lines.nm4": (871, 0, 0, ""),
    "kystverket_norway/norwegian.raw": (174, 6, 0, "gpsd does not know the talker B2"),
    "libais/tagblock.nmea": (4, 0, 0, ""),
    "libais/test.aivdm": (210, 11, 0, "gpsd refuses type 27 in 168 bits and short messages of type 26"),
    "libais/typeexamples.nmea": (25, 0, 0, ""),
    "noaadata/test.ais": (853, 0, 0, ""),
    "signalk/gofree-merrimac.log": (1453, 0, 0, ""),
    "signalk/nais300-merrimac.log": (536, 0, 0, ""),
    "signalk/nais400-merrimac.log": (665, 0, 0, ""),
}


def messages(command, sentences):
    text = subprocess.run(command, input=sentences, capture_output=True, check=False).stdout.decode(errors="replace")
    found = collections.Counter()
    for line in text.splitlines():
        if line.startswith('{"class":"AIS"'):
            # legends are words, which gpsd spells differently from version to version
            fields = {key: value for key, value in json.loads(line).items() if not key.endswith("_text")}
            found[json.dumps(fields, sort_keys=True)] += 1
    return found


check = Check()
for name, (least, more, fewer, why) in FILES.items():
    lines = folder("ais", name).read_bytes().splitlines()
    bare = b"\n".join(re.sub(rb"^(\\[^\\]*\\)+", b"", line.strip()) for line in lines) + b"\n"
    ours = messages([os.environ["VIGIA"], "decode", "--format", "gpsd-raw", "-"], bare)
    theirs = messages(["gpsdecode", "-j", "-u"], bare)
    agreed = sum((ours & theirs).values())
    here, there = sum((ours - theirs).values()), sum((theirs - ours).values())
    print(f"{name}: {agreed} agree, {here} only here, {there} only there{': ' + why if why else ''}")
    check.that(agreed >= least, f"{name}: {agreed} messages agree, not {least}")
    check.that((here, there) == (more, fewer), f"{name}: {here} only here and {there} only there, not {more} and {fewer}")
check.end()
