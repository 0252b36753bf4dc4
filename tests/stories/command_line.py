"""The command line keeps its promises: exit codes, remedies, and no surprise on standard output."""
import json
import os
import pathlib
import signal
import socket
import subprocess

from story import PATIENCE, ROOT, Serving, arguments, expect, free_port, run, traffic, until

program, scratch = arguments()

expect(run(program, "--help").stdout, "--help says nothing")
run(program, code=2)
expect(b"did you mean watch?" in run(program, "wacht", code=2).stderr, "a misspelt verb brings no nearest one")
expect(b"did you mean --listen?" in run(program, "replay", "x", "--lisen", "127.0.0.1:0", code=2).stderr, "a misspelt option brings no nearest one")
expect(b"did you mean check?" in run(program, "config", "chek", code=2).stderr, "a misspelt verb below another brings no nearest one")
expect(b"--speed" in run(program, "help", "replay").stdout, "help VERB says nothing of the verb")
expect(b"doctor" in run(program, "help").stdout and b"Usage: vigia config check" in run(program, "help", "config", "check").stdout, "help says nothing")
expect(b"did you mean replay?" in run(program, "help", "reply", code=2).stderr, "help of no verb brings no nearest one")
for verb in ("watch", "replay", "decode", "history", "score", "sim", "plan", "config", "doctor"):
    expect(verb in run(program, "--help").stdout.decode(), f"--help does not name {verb}")
    run(program, verb, "--help")

expect(b"Try: vigia watch" in run(program, "watch", "--data", scratch / "w", code=2).stderr, "watch without a feed gives no remedy")
expect(b"until there are accounts" in run(program, "watch", "udp://127.0.0.1:0", "--listen", "0.0.0.0:8080", "--data", scratch / "w",
                          code=5).stderr, "listening beyond loopback must be refused with its reason")

for words in (["replay", "Makefile", "--speed", "foo"], ["replay", "Makefile", "--speed", "0"], ["replay", "Makefile", "--speed", "-1"],
              ["replay", "Makefile", "--start", "notatime"], ["replay", "Makefile", "--policy", "loose"], ["watch", "foo://x"],
              ["watch", "udp://127.0.0.1"], ["watch", "udp://127.0.0.1:0", "--listen", "127.0.0.1:99999"],
              ["watch", "udp://127.0.0.1:0", "--listen", "8080"], ["replay", "Makefile", "--listen", "8080"],
              ["history", "--limit", "0"], ["history", "--limit", "-1"],
              ["sim", "data/scenarios/canal-day.toml", "--start", "2026-13-01", "--out", "-"],
              ["sim", "data/scenarios/canal-day.toml", "--seed", "-1", "--out", "-"], ["sim", "data/scenarios/canal-day.toml"],
              ["sim", "data/scenarios/canal-day.toml", "--out", scratch / "same", "--truth", f"{scratch}/./same"]):
    refused = run(program, *words, code=2)
    expect(refused.stdout == b"" and refused.stderr.startswith(b"vigia: "), f"{words} does not say what is wrong")
expect(not (scratch / "same").exists(), "refused outputs were made")

wrong = scratch / "wrong.toml"
wrong.write_text((ROOT / "data/scenarios/canal-day.toml").read_text().replace('base = "Balboa tugs"', 'base = "Balboa tug"'))
said = run(program, "sim", wrong, "--out", scratch / "wrong.nmea", code=3).stderr
expect(b"wrong.toml:" in said and b'did you mean "Balboa tugs"?' in said, "a misspelt base brings no place and no nearest one")
wrong.write_text("[scenario\n")
run(program, "sim", wrong, "--out", scratch / "wrong.nmea", code=3)
run(program, "sim", scratch / "missing.toml", "--out", scratch / "wrong.nmea", code=5)
expect(not list(scratch.glob("wrong.nmea*")), "a scenario that cannot be leaves a file")

truth, told = scratch / "truth.jsonl", scratch / "told.jsonl"
span = '"vessels":["352000001","636000002"],"begun":"2026-03-02T14:00:00Z"'
truth.write_text('{"t":"2026-03-02T14:00:00Z","vessel":1}\n'
                 '{"occurrence":{"kind":"rendezvous",' + span + ',"decidable":"2026-03-02T14:15:00Z","ended":null,"marginal":false}}\n'
                 '{"incident":{"kind":"rendezvous","positive":false}}\n{"t":"2026-03-02T16:00:00Z","vessel":1}\n')
told.write_text('{"id":1,"kind":"rendezvous",' + span + ',"noticed":"2026-03-02T14:15:02Z","ended":null,"withdrawn":null}\n')
score = ["score", "events", "--truth", truth, "--events", told, "--format", "json"]
scored = json.loads(run(program, *score, "--alerts", told).stdout)
expect(scored["detectors"]["rendezvous"] == {"precision": 1, "recall": 1, "median_delay_s": 2, "positives": 1, "negatives": 1,
                                             "found": 1, "false": 0} and scored["false_per_watch_hour"] == 0, "a told occurrence is scored wrongly")
expect(json.loads(run(program, *score).stdout)["false_per_watch_hour"] is None, "without alerts their rate is not undefined")
expect(b"rendezvous" in run(program, "score", "events", "--truth", truth, "--truth", truth, "--events", told, "--events", told).stdout, "two runs are not pooled")
run(program, "score", "events", "--truth", truth, code=2)
run(program, "score", "events", "--truth", truth, "--truth", truth, "--events", told, code=2)
run(program, "score", code=2)
told.write_text('{"kind":"rendezvouz"}\n')
expect(b"told.jsonl:1: " in run(program, *score, code=4).stderr, "a wrong row is not named by file and line")
run(program, "score", "events", "--truth", scratch / "none", "--events", told, code=5)

cases = scratch / "cases.json"
guarded = {"id": "halves", "n": 2, "m": 1, "targets": [{"udc": 1, "udu": -1, "uac": -1, "uau": 1}] * 2, "attacker_value": "0", "attacker_value_f": 0,
           "defender_value": "0/3", "defender_value_f": 0, "coverage": ["1/2", 0.5], "attack_set": [0, 1], "verified": "by hand"}
cases.write_text(json.dumps({"problem": "prose", "cases": [guarded]}))
checked = json.loads(run(program, "plan", "check", cases).stdout)
expect(checked == {"case": "halves", "value": 0, "lower": 0, "upper": 0, "expected": 0, "ok": True}, "a solved case is told wrongly")
cases.write_text(json.dumps({"cases": [guarded, guarded | {"id": "wrong", "coverage": [0.4, 0.6]}]}))
checked = [json.loads(line) for line in run(program, "plan", "check", cases, code=1).stdout.splitlines()]
expect([line["ok"] for line in checked] == [True, False] and checked[1]["wrong"] == ["coverage"], "a wrong case is not told")
cases.write_text('{"casez": [1]}')
expect(b'"casez"' in run(program, "plan", "check", cases, code=4).stderr, "an unknown key of a file of cases is not named")
run(program, "plan", "check", scratch / "none", code=5)
run(program, "plan", "check", code=2)

stopped = subprocess.Popen([program, "sim", "data/scenarios/canal-day.toml", "--days", "300", "--out", scratch / "stopped.nmea"],
                           stderr=subprocess.DEVNULL, cwd=ROOT)
until(lambda: list(scratch.glob("stopped.nmea*")) and next(scratch.glob("stopped.nmea*")).stat().st_size > 0, "lines of the simulator")
stopped.send_signal(signal.SIGINT)
expect(stopped.wait(timeout=PATIENCE) == 130 and not list(scratch.glob("stopped.nmea*")), "a sim that was stopped leaves a part of its output")

run(program, "watch", "file:/nowhere/at/all", "--listen", "127.0.0.1:0", "--data", scratch / "never", code=5)
with socket.socket() as taken:
    taken.bind(("127.0.0.1", 0))
    taken.listen()
    for words in (["watch", "udp://127.0.0.1:0"], ["replay", "Makefile"]):
        run(program, *words, "--listen", f"127.0.0.1:{taken.getsockname()[1]}", "--data", scratch / "never", code=5)
expect(not (scratch / "never").exists(), "a watch that cannot begin makes its folder")

config = scratch / "vigia.toml"
config.write_text('listen = "127.0.0.1:0"\nretension = "1d"\n')
bad = run(program, "config", "check", config, code=1)
expect(b":2:1:" in bad.stdout and b"retention" in bad.stdout, "config check names no place and no remedy")
run(program, "watch", "--config", config, code=3)
config.write_text('[[feed]]\nname = "a"\nurl = "upd://0.0.0.0:1"\n')
expect(b":3:7:" in run(program, "config", "check", config, code=1).stdout, "a feed that cannot be heard passes")
run(program, "watch", "--config", config, code=3)
checks = run(program, "doctor", "--config", config, code=1).stdout.decode()
expect(all(word in checks for word in ("BAD  config", "clock", "map files", "not checked")), f"doctor leaves out checks: {checks}")
config.write_text('policy = "lenient"\n[[feed]]\nname = "Col\u00f3n \\"1\\""\nurl = "udp://0.0.0.0:10110?silent=5m"\npolicy = "strict"\n'
                  '[[feed]]\nname = "b"\nurl = "file:C:\\\\x"\n[retention]\njournal = "7d"\n')
shown = scratch / "shown.toml"
for more in ([], ["--origin"]):
    shown.write_bytes(run(program, "config", "show", "--config", config, *more).stdout)
    expect(b"good; 2 feeds" in run(program, "config", "check", shown).stdout, "what config show prints is no configuration")
    same = run(program, "config", "show", "--config", shown, *more).stdout
    expect(more or same == shown.read_bytes(), "what config show prints is another configuration")
config.write_text('listen = "127.0.0.1:0"\n')
run(program, "config", "check", config)
expect(b"vigia.toml:1" in run(program, "config", "show", "--config", config, "--origin").stdout, "no origin is shown")
expect(b"cannot be" in run(program, "doctor", "--data", "/proc/vigia", code=1).stdout, "doctor finds room where no folder can be made")
expect(b'"good":true' in run(program, "doctor", "--json", "--config", config, "--data", scratch / "d", code=None).stdout,
       "doctor gives no JSON")

expect(run(program, "decode", "--format", "jsonl", "-", code=4, stdin=b"nothing here\n").stdout == b"", "garbage printed something")
run(program, "decode", scratch / "missing.nmea", code=5)

for name, said in (("bad.gz", b"says gzip"), ("bad.zst", b"says zstd"), ("bad.pcap", b"says a packet capture")):
    (scratch / name).write_bytes(b"nothing here\n")
    expect(said in run(program, "decode", scratch / name, code=4).stderr, f"{name} is not told to be misnamed")
expect(b"standard input: the gzip" in run(program, "decode", "-", code=4, stdin=b"\x1f\x8b\x08\0damaged").stderr, "standard input is called -")

# A replay without its recording, or of what is none, does not stand there with an empty picture.
expect(b"cannot open" in run(program, "replay", scratch / "missing.nmea", "--listen", "127.0.0.1:0", "--data", scratch / "never", code=5).stderr,
       "a missing recording is not told")
expect(not (scratch / "never").exists(), "a replay without its recording makes its folder")
garbage = scratch / "garbage.nmea"
garbage.write_bytes(b"no sentence\n" * 3 + b"!AIVDM,1,1,,A,15RTgt0PAso;90TKcjM8h6g208CQ,0*00\n")
for more in (["--no-serve"], ["--listen", "127.0.0.1:0"]):
    said = run(program, "replay", garbage, "--speed", "max", *more, code=4).stderr
    expect(b"not_a_sentence" in said and b"in 4 lines" in said, f"a replay of garbage does not say why nothing came of it: {said}")

recording = traffic(program, scratch, seed=5, lines=5_000)
untimed = scratch / "untimed.nmea"
untimed.write_bytes(b"".join(line.split(b"\\")[-1] for line in recording.read_bytes().splitlines(keepends=True)))
expect(b"--start" in run(program, "replay", untimed, "--speed", "max", "--no-serve", code=None).stderr,
       "a recording without times must be refused with the remedy")
run(program, "replay", untimed, "--speed", "max", "--no-serve", "--start", "2026-11-23T00:00:00Z")

twice = run(program, "replay", "-", "--speed", "max", "--no-serve", code=4, stdin=untimed.read_bytes()).stderr
expect(twice.count(b"--start") == 1, "the lines without a time are told twice")

# What a folder keeps is not mixed with what was heard before it.
kept = scratch / "kept"
run(program, "replay", recording, "--speed", "max", "--no-serve", "--data", kept)
again = run(program, "replay", recording, "--speed", "max", "--listen", "127.0.0.1:0", "--data", kept, code=5)
expect(b"Name another folder" in again.stderr and again.stdout == b"", "a second replay into the same folder is refused late")
expect(run(program, "history", "--data", kept, "--limit", "1").stdout.count(b"\n") == 2, "the history is gone")

# A recording that breaks off is told at once, by the picture too.
whole = subprocess.run(["gzip", "-c", recording], capture_output=True, check=True).stdout
(scratch / "cut.nmea.gz").write_bytes(whole[:len(whole) // 2])
with open(scratch / "cut.said", "wb") as said:
    cut = Serving(program, "replay", scratch / "cut.nmea.gz", "--speed", "max", "--listen", "127.0.0.1:0", stderr=said)
    until(lambda: b"end too early" in (scratch / "cut.said").read_bytes(), "the fault to be told")
    source = cut.json("/api/v1/sources")["sources"][0] if "sources" in cut.json("/api/v1/sources") else cut.json("/api/v1/sources")[0]
    expect(source["state"] == "down", f"the picture does not tell the fault: {source}")
    expect(cut.stop(signal.SIGINT) == 4, "a recording that breaks off ends well")
expect(b"has ended" not in (scratch / "cut.said").read_bytes(), "a recording that breaks off is said to have ended")

# What a killed replay leaves behind, the next takes away; what a living one uses, it does not.
places = pathlib.Path(os.environ.get("TMPDIR", "/tmp"))
before = set(places.glob("vigia-replay-*"))
killed = Serving(program, "replay", recording, "--speed", "1", "--listen", "127.0.0.1:0")
own = {path for path in set(places.glob("vigia-replay-*")) - before if os.readlink(f"/proc/{killed.process.pid}/cwd")
       and any(os.path.realpath(f"/proc/{killed.process.pid}/fd/{fd}").startswith(str(path)) for fd in os.listdir(f"/proc/{killed.process.pid}/fd"))}
expect(len(own) == 1, f"a replay has no folder of its own: {own}")
run(program, "replay", recording, "--speed", "max", "--no-serve")
expect(all(path.exists() for path in own), "the folder of a living replay was removed")
killed.kill()
run(program, "replay", recording, "--speed", "max", "--no-serve")
expect(not any(path.exists() for path in own), "the folder of a killed replay stays")

replay = Serving(program, "replay", recording, "--speed", "10", "--listen", "127.0.0.1:0")
expect(replay.json("/api/v1/picture")["mode"] == "replay", "a replay must say that it is one")
stands = replay.json("/api/v1/replay")
expect(stands["from"] <= stands["now"] <= stands["to"] and stands["from"] < stands["to"],
       f"a replay must know how far it has come: {stands}")
expect(replay.get("/healthz"), "healthz says nothing")
expect(replay.stop(signal.SIGINT) == 130, "Ctrl-C must end with 130")
print("command line as promised")
