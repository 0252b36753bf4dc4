"""What `cmake --install` lays down runs from any place: its library, its map, its ordinary day."""
import json
import os
import shutil
import subprocess

from story import Serving, arguments, expect

program, scratch = arguments()
build = program.parent
subprocess.run(["cmake", "--install", build, "--prefix", scratch / "laid"], check=True, stdout=subprocess.DEVNULL)
shutil.move(scratch / "laid", scratch / "moved")
installed = scratch / "moved" / "bin" / "vigia"

said = subprocess.run([installed, "doctor", "--json", "--data", scratch / "kept"], capture_output=True, text=True, check=False)
maps = next(check for check in json.loads(said.stdout) if check["check"] == "map files")
expect(str(scratch / "moved" / "share" / "vigia") in maps["found"], f"the installed program finds its own map, not {maps}")

linked = subprocess.run(["ldd", installed], capture_output=True, text=True, check=True).stdout
expect(str(scratch / "moved") in next(line for line in linked.splitlines() if "libduckdb" in line),
       "the installed program links the library beside it")

recording = scratch / "day.nmea"
with open(recording, "wb") as out:
    sim = subprocess.Popen([installed, "sim", scratch / "moved/share/vigia/scenarios/canal-day.toml", "--out", "-"],
                           stdout=subprocess.PIPE, stderr=subprocess.DEVNULL)
    out.write(sim.stdout.read(2_000_000).rsplit(b"\n", 1)[0] + b"\n")
    sim.kill()
    sim.wait()
served = Serving(installed, "replay", recording, "--speed", "max", "--listen", "127.0.0.1:0", "--data", scratch / "kept")
expect(len(served.json("/api/v1/coastline")["features"]) > 100, "the installed program serves its coastline")
expect(served.stop() == 0, "it ends with 0 when asked to stop")
