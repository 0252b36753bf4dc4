"""The command line keeps its promises: exit codes, remedies, and no surprise on standard output."""
import signal

from story import Serving, arguments, expect, run, traffic

program, scratch = arguments()

expect(run(program, "--help").stdout, "--help says nothing")
run(program, code=2)
run(program, "wach", code=2)
for verb in ("watch", "replay", "decode", "history", "sim", "config", "doctor"):
    expect(verb in run(program, "--help").stdout.decode(), f"--help does not name {verb}")
    run(program, verb, "--help")

expect(b"Try: vigia watch" in run(program, "watch", "--data", scratch / "w", code=2).stderr, "watch without a feed gives no remedy")
expect(b"until there are accounts" in run(program, "watch", "udp://127.0.0.1:0", "--listen", "0.0.0.0:8080", "--data", scratch / "w",
                          code=5).stderr, "listening beyond loopback must be refused with its reason")

config = scratch / "vigia.toml"
config.write_text('listen = "127.0.0.1:0"\nretension = "1d"\n')
bad = run(program, "config", "check", config, code=1)
expect(b":2:1:" in bad.stdout and b"retention" in bad.stdout, "config check names no place and no remedy")
run(program, "watch", "--config", config, code=3)
config.write_text('listen = "127.0.0.1:0"\n')
run(program, "config", "check", config)
expect(b"vigia.toml:1" in run(program, "config", "show", "--config", config, "--origin").stdout, "no origin is shown")
expect(b'"good":true' in run(program, "doctor", "--json", "--config", config, "--data", scratch / "d", code=None).stdout,
       "doctor gives no JSON")

expect(run(program, "decode", "--format", "jsonl", "-", code=4, stdin=b"nothing here\n").stdout == b"", "garbage printed something")
run(program, "decode", scratch / "missing.nmea", code=5)

recording = traffic(program, scratch, seed=5, lines=5_000)
untimed = scratch / "untimed.nmea"
untimed.write_bytes(b"".join(line.split(b"\\")[-1] for line in recording.read_bytes().splitlines(keepends=True)))
expect(b"--start" in run(program, "replay", untimed, "--speed", "max", "--no-serve", code=None).stderr,
       "a recording without times must be refused with the remedy")
run(program, "replay", untimed, "--speed", "max", "--no-serve", "--start", "2026-11-23T00:00:00Z")

replay = Serving(program, "replay", recording, "--speed", "10", "--listen", "127.0.0.1:0")
expect(replay.json("/api/v1/picture")["mode"] == "replay", "a replay must say that it is one")
stands = replay.json("/api/v1/replay")
expect(stands["from"] <= stands["now"] <= stands["to"] and stands["from"] < stands["to"],
       f"a replay must know how far it has come: {stands}")
expect(replay.get("/healthz"), "healthz says nothing")
expect(replay.stop(signal.SIGINT) == 130, "Ctrl-C must end with 130")
print("command line as promised")
