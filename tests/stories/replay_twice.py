"""One recording replayed twice at full speed: equal tracks and equal history, to the byte."""
from story import arguments, expect, run, traffic

program, scratch = arguments()
recording = traffic(program, scratch, seed=4, lines=200_000)
exports = []
for turn in ("one", "two"):
    data = scratch / turn
    run(program, "replay", recording, "--speed", "max", "--no-serve", "--data", data, "--tracks", scratch / f"{turn}.tracks")
    history = run(program, "history", "--data", data, "--format", "csv").stdout
    expect(history.count(b"\n") > 10_000, "the history holds too few rows to compare")
    exports.append(((scratch / f"{turn}.tracks").read_bytes(), history))
expect(exports[0][0] == exports[1][0], "two replays of one recording give other tracks")
expect(exports[0][1] == exports[1][1], "two replays of one recording give another history")

# The journal of a replay is itself a recording that gives the same again.
run(program, "replay", scratch / "one" / "journal", "--speed", "max", "--no-serve", "--tracks", scratch / "three.tracks")
expect((scratch / "three.tracks").read_bytes() == exports[0][0], "the journal of a replay gives other tracks")
print(f"{len(exports[0][0])} bytes of tracks and {len(exports[0][1])} bytes of history equal")
