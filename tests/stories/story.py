"""What stories share: the real program as a process, asked over loopback, ended by its process id.

A story is a Python file of this folder. It gets the program and a scratch folder as arguments and ends
with 0 when all was as it should be.
"""
import atexit
import json
import os
import pathlib
import signal
import socket
import subprocess
import sys
import time
import urllib.request

ROOT = pathlib.Path(__file__).resolve().parents[2]
PATIENCE = 120  # seconds that a story waits for something before it fails


def arguments():
    """The program and an empty scratch folder."""
    program, scratch = pathlib.Path(sys.argv[1]), pathlib.Path(sys.argv[2])
    scratch.mkdir(parents=True, exist_ok=True)
    for old in sorted(scratch.rglob("*"), reverse=True):
        old.rmdir() if old.is_dir() else old.unlink()
    return program, scratch


def expect(fact, said):
    if not fact:
        sys.exit(f"STORY FAILED: {said}")


def until(what, said, patience=PATIENCE):
    """Waits until what() is true; gives its value."""
    end = time.monotonic() + patience
    while time.monotonic() < end:
        value = what()
        if value:
            return value
        time.sleep(0.02)
    sys.exit(f"STORY FAILED: waited {patience} s for {said}")


def free_port(kind=socket.SOCK_STREAM):
    with socket.socket(socket.AF_INET, kind) as s:
        s.bind(("127.0.0.1", 0))
        return s.getsockname()[1]


def sentence(fields):
    """An AIS message as a sentence (ITU-R M.1371-5, armour of IEC 61162-1); `fields` are (value, bits)."""
    bits = "".join(format(value & ((1 << width) - 1), f"0{width}b") for value, width in fields)
    payload = "".join(chr(n + 48 if n < 40 else n + 56) for n in (int(bits[i:i + 6], 2) for i in range(0, len(bits), 6)))
    body = f"AIVDM,1,1,,A,{payload},0"
    total = 0
    for letter in body:
        total ^= ord(letter)
    return f"!{body}*{total:02X}\r\n".encode()


def run(program, *args, code=0, stdin=None):
    """Runs a verb to its end and gives what it printed."""
    done = subprocess.run([program, *map(str, args)], capture_output=True, input=stdin, timeout=600, cwd=ROOT)
    if code is not None:
        expect(done.returncode == code,
               f"{' '.join(map(str, args))} ended with {done.returncode}, not {code}:\n{done.stderr.decode()[-2000:]}")
    return done


class Serving:
    """A `watch` or `replay` that serves; the address is read from its standard output."""

    def __init__(self, program, *args, stderr=None):
        self.process = subprocess.Popen([program, *map(str, args)], stdout=subprocess.PIPE,
                                        stderr=stderr, cwd=ROOT)
        atexit.register(self.process.kill)  # a story that fails leaves nobody behind
        line = self.process.stdout.readline().decode().strip()
        expect(line.startswith("http://"), f"{args[0]} printed no address but: {line!r}")
        self.url = line.rstrip("/")

    def get(self, path):
        with urllib.request.urlopen(self.url + path, timeout=10) as answer:
            return answer.read().decode()

    def json(self, path):
        return json.loads(self.get(path))

    def metric(self, name):
        """The sum of a metric over its labels; 0 when it is not there."""
        total = 0.0
        for line in self.get("/metrics").splitlines():
            word = line.split(" ")[0]
            if word == name or word.startswith(name + "{"):
                total += float(line.rsplit(" ", 1)[1])
        return total

    def stop(self, with_signal=signal.SIGTERM):
        self.process.send_signal(with_signal)
        code = self.process.wait(timeout=PATIENCE)
        self.process.stdout.close()
        return code

    def kill(self):
        os.kill(self.process.pid, signal.SIGKILL)
        self.process.wait()
        self.process.stdout.close()


def traffic(program, scratch, seed, lines=None):
    """Simulated traffic of the ordinary day, cut after so many lines."""
    whole = scratch / f"traffic-{seed}.nmea"
    run(program, "sim", "data/scenarios/canal-day.toml", "--seed", seed, "--out", whole)
    if lines is None:
        return whole
    cut = scratch / f"traffic-{seed}-{lines}.nmea"
    with open(whole, "rb") as source, open(cut, "wb") as out:
        for _, line in zip(range(lines), source):
            out.write(line)
    whole.unlink()
    return cut
