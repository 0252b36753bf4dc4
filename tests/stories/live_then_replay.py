"""A live watch over UDP, then a replay of its journal: the same tracks to the byte."""
import socket

from story import Serving, arguments, expect, free_port, run, traffic, until

program, scratch = arguments()
recording = traffic(program, scratch, seed=3, lines=30_000)
port = free_port(socket.SOCK_DGRAM)
watch = Serving(program, "watch", f"udp://127.0.0.1:{port}", "--listen", "127.0.0.1:0", "--data", scratch / "live",
                "--tracks", scratch / "live.tracks")

sent = 0
with socket.socket(socket.AF_INET, socket.SOCK_DGRAM) as out:
    lines = recording.read_bytes().splitlines(keepends=True)
    for i in range(0, len(lines), 10):
        out.sendto(b"".join(lines[i:i + 10]), ("127.0.0.1", port))
        sent += len(lines[i:i + 10])
        if i % 1000 == 0:  # no faster than the program takes it in
            until(lambda: watch.metric("vigia_lines_total") + watch.metric("vigia_dropped_total") >= sent,
                  "the lines sent to be consumed or counted as dropped")
until(lambda: watch.metric("vigia_lines_total") + watch.metric("vigia_dropped_total") >= sent,
      "all lines to be consumed or counted as dropped")
sequence = watch.metric("vigia_lines_total")
until(lambda: watch.metric("journal_durable") >= sequence, "the journal to be durable")
vessels = len(watch.json("/api/v1/picture")["tracks"])
expect(vessels >= 100, f"the picture holds {vessels} vessels, expected at least 100")
expect(watch.stop() == 0, "a watch that is asked to stop ends with 0")

run(program, "replay", scratch / "live" / "journal", "--speed", "max", "--no-serve", "--tracks", scratch / "again.tracks")
live, again = (scratch / "live.tracks").read_bytes(), (scratch / "again.tracks").read_bytes()
expect(live == again, "the replay of the journal gives other tracks than the live watch")
expect(live.count(b"\n") >= 100, "the exported tracks are too few to compare")
print(f"{sent} lines live, {vessels} vessels, {len(live)} bytes of tracks equal")
