"""A disk of 8 MB that becomes full under a live watch: the watch says so, goes on showing what it hears, loses
nothing that it kept, and keeps again by itself when there is room. Then it is stopped while the disk is full.

The disk is a tmpfs in a mount namespace of the story's own; where the system allows none, the story is skipped.
"""
import json
import os
import subprocess
import sys
import urllib.error

from story import Serving, arguments, expect, run, traffic, until

SKIPPED = 77
PRIVATE = "VIGIA_STORY_IN_NAMESPACE"

if PRIVATE not in os.environ:
    for way in (["unshare", "--map-root-user", "--mount"], ["unshare", "--mount"]):
        if subprocess.run([*way, "mount", "-t", "tmpfs", "tmpfs", "/mnt"], capture_output=True).returncode == 0:
            os.execvpe("unshare", [*way, sys.executable, *sys.argv], {**os.environ, PRIVATE: "yes"})
    print("skipped: this system lets nobody mount a file system of their own")
    sys.exit(SKIPPED)

program, scratch = arguments()
lines = traffic(program, scratch, seed=3, lines=20_000).read_bytes().splitlines(keepends=True)
disk, feed, ballast, said = scratch / "disk", scratch / "feed.nmea", scratch / "disk" / "ballast", scratch / "stderr"
disk.mkdir()
subprocess.run(["mount", "-t", "tmpfs", "-o", "size=8m", "tmpfs", disk], check=True)
feed.write_bytes(b"")


def hear(number):
    with open(feed, "ab") as out:
        out.write(b"".join(lines[:number]))
    del lines[:number]


def fill_up():
    """Takes all room but a hundred kilobytes, so that the disk becomes full under the journal's own hand."""
    room = os.statvfs(disk)
    ballast.write_bytes(bytes(room.f_bavail * room.f_frsize - 100_000))


def watch():
    return Serving(program, "watch", f"file:{feed}?from=end", "--listen", "127.0.0.1:0", "--data", disk / "data", stderr=open(said, "wb"))


def ready(serving):
    try:
        return 200, json.loads(serving.get("/readyz"))
    except urllib.error.HTTPError as answer:
        return answer.code, json.loads(answer.read())


def kept_lines(data):
    """How many lines a replay of the journal consumes."""
    done = run(program, "replay", data / "journal", "--speed", "max", "--no-serve")
    return json.loads([line for line in done.stderr.decode().splitlines() if line.startswith("{")][-1])["lines"]


def history_rows(data):
    return run(program, "history", "--data", data, "--format", "csv").stdout.count(b"\n")


live = watch()
hear(5_000)
until(lambda: live.metric("journal_durable") == 5_000, "the first lines to be durable")

fill_up()
hear(5_000)
until(lambda: live.metric("vigia_lines_total") == 10_000, "the watch to go on hearing while the disk is full")
until(lambda: live.metric("vigia_store_problem") == 1, "the full disk to be seen")
status, answer = ready(live)
expect(status == 503 and "No space left" in answer["reasons"][0] and "Make room" in answer["reasons"][0],
       f"the readiness does not tell of the full disk, but: {status} {answer}")
until(lambda: "No space left" in said.read_text(), "standard error to tell of the full disk")
durable = live.metric("journal_durable")
expect(5_000 <= durable < 10_000, f"{durable} records are called durable on a full disk")
expect(len(live.json("/api/v1/picture")["tracks"]) >= 100, "the picture lacks what was heard while the disk was full")

ballast.unlink()
until(lambda: live.metric("journal_durable") == 10_000, "keeping to go on by itself and catch up")
until(lambda: live.metric("vigia_store_problem") == 0, "the problem to be over")
expect(ready(live)[0] == 200, "the watch is not ready although all is kept again")
until(lambda: "kept again" in said.read_text(), "standard error to say that all is kept again")
expect(said.read_text().count("No space left") == 1, f"the same problem was told more than once: {said.read_text()}")

fill_up()
hear(10_000)
until(lambda: live.metric("vigia_lines_total") == 20_000, "the watch to go on hearing")
until(lambda: live.metric("vigia_store_problem") == 1, "the full disk to be seen again")
durable = live.metric("journal_durable")
expect(10_000 <= durable < 20_000, f"{durable} records are called durable on a full disk")
code = live.stop()
expect(code == 5, f"a watch that could not keep what it heard ended with {code}, not 5")
expect("is not kept" in said.read_text(), f"the end does not tell what is lost, but: {said.read_text()[-500:]!r}")

ballast.unlink()
left = kept_lines(disk / "data")
expect(durable <= left < 20_000, f"{left} lines are left of {durable} durable ones")
live = watch()
until(lambda: live.metric("vigia_sequence") >= left, "the watch to remember what it kept")
expect(live.stop() == 0, "a watch with room again does not end well")
run(program, "replay", disk / "data" / "journal", "--speed", "max", "--no-serve", "--data", scratch / "again")
expect(kept_lines(disk / "data") == left, "starting again changed the journal")
rows = history_rows(disk / "data")
expect(rows == history_rows(scratch / "again") > 500, f"the history has {rows} rows, that of its journal {history_rows(scratch / 'again')}")
print(f"kept {left} of 20000 lines, {durable:.0f} of them durable while the disk was full; {rows} rows of history")
