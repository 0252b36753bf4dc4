"""Every recorded time and station that the recordings carry is on the messages that they belong to."""

import datetime
import json
import re

from corpora import Check, decode, folder

check = Check()


def iso(seconds):
    return datetime.datetime.fromtimestamp(seconds, datetime.timezone.utc).strftime("%Y-%m-%dT%H:%M:%SZ")


def messages(path):
    return [json.loads(line) for line in decode("--policy", "lenient", path)[0]]


# One sentence a line: station and time of each line must be those of its message.
for path, pattern in (("ais/kystverket_norway/norwegian.raw", r"\\s:(?P<s>[^,*]+),c:(?P<c>\d+)"),
                      ("ais/kystverket_norway/Ais1000Lines.nm4", r"\\c:(?P<c>\d+)"),
                      ("ais/noaadata/test.ais", r".*?!.*\*..(?:,[^rb,][^,]*)*,(?P<s>[rb][^,]+),(?P<c>\d{9,10})"),
                      ("ais/aisdb/test_data_20211101.nm4", r"\\s:(?P<s>[^,*]+),c:(?P<c>\d+)")):
    wanted = set()
    for line in folder(path).read_text(errors="replace").splitlines():
        found = re.match(pattern, line)
        if found:
            parts = found.groupdict()
            wanted.add((iso(int(parts["c"])), parts.get("s")))
    got = messages(folder(path))
    check.that(len(got) > 100, f"{path}: only {len(got)} messages")
    untimed = sum(message["time"] is None for message in got)
    print(f"{path}: {len(got)} messages, {untimed} without a time")
    for message in got:
        if message["time"] is not None:
            check.that((message["time"], message["station"]) in wanted,
                       f"{path}: {message['time']} at {message['station']} is on no line")
    plain = sum(not re.match(pattern, line) for line in folder(path).read_text(errors="replace").splitlines() if line)
    check.that(untimed <= plain, f"{path}: {untimed} messages without a time, but only {plain} lines")

# Danish files: a $PGHP line dates the next sentence.
got = messages(folder("ais/dma_aislib/stream_example.txt"))
dated = [message["time"] for message in got if message["time"]]
print(f"stream_example.txt: {len(got)} messages, {len(dated)} dated")
check.that(len(dated) > 0.99 * len(got), "stream_example.txt: messages without the time of their $PGHP line")
days = {time[:10] for time in dated}
check.that(len(days) <= 2, f"stream_example.txt: days {sorted(days)}")
check.end()
