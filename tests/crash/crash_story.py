#!/usr/bin/env python3
"""Kills a writer of the journal at random points and looks at what is left.

Each loop: start the writer on a folder (new each fifth loop, else the one of the loop before), note the
last sequence that it called durable, kill -9 it. Then three endings are checked on copies:
  as it is            what a killed process leaves: the system still has all that was written
  power cut           all bytes after the last fdatasync thrown away
  power cut, torn     a random part of those bytes is there, its tail torn or overwritten
In each, every record up to the last seen durable must be there, whole, in order, and nothing else.

  crash_story.py --tool build/dev/tests/crash/journal_tool                 the smallest writer
  crash_story.py --tool … --vigia 'vigia watch udp://127.0.0.1:{udp} --listen 127.0.0.1:{http} --data {data}'
                                                     the real program, fed by UDP, asked by /metrics
"""
import argparse, os, random, re, shlex, shutil, signal, socket, subprocess, sys, tempfile, threading, time
import urllib.request


def expected_line(n):
    return f"!AIVDM,1,1,,A,record-{n}-" + str(n % 10) * (n * 7919 % 120) + ",0*00"


class Tool:
    """The smallest writer: says `durable N` on its standard output."""
    journal = "."
    longest = 0.35  # seconds until the kill

    def __init__(self, args, folder):
        self.durable = 0
        self.process = subprocess.Popen([args.tool, "write", folder], stdout=subprocess.PIPE, text=True)
        self.thread = threading.Thread(target=self.listen)
        self.thread.start()

    def listen(self):
        for line in self.process.stdout:
            if line.startswith("durable ") and line.endswith("\n"):
                self.durable = int(line.split()[1])
            elif line.startswith("failed"):
                print(line)

    def run(self, seconds):
        before = time.monotonic()
        while time.monotonic() - before < 10 and self.durable == 0:
            time.sleep(0.005)
        time.sleep(seconds)

    def kill(self):
        self.process.send_signal(signal.SIGKILL)
        self.process.wait()
        self.thread.join()
        return self.durable

    @staticmethod
    def wrong(sequence, source, line, state):
        if source != "crash" or line != expected_line(sequence):
            return f"record {sequence} is not what was written: {source} {line[:80]}"
        return None


def free_port(kind):
    with socket.socket(socket.AF_INET, kind) as s:
        s.bind(("127.0.0.1", 0))
        return s.getsockname()[1]


class Vigia:
    """The real program: fed by UDP, asked for journal_durable in its metrics."""
    journal = "journal"
    longest = 1.5
    sent = 0

    def __init__(self, args, folder):
        self.durable = 0
        self.http, self.udp = free_port(socket.SOCK_STREAM), free_port(socket.SOCK_DGRAM)
        command = args.vigia.format(data=folder, http=self.http, udp=self.udp)
        self.process = subprocess.Popen(shlex.split(command), stdout=subprocess.DEVNULL)
        self.stop = threading.Event()
        self.threads = [threading.Thread(target=self.feed), threading.Thread(target=self.ask)]
        for thread in self.threads:
            thread.start()

    def feed(self):
        out = socket.socket(socket.AF_INET, socket.SOCK_DGRAM)
        while not self.stop.is_set():
            for _ in range(50):
                Vigia.sent += 1
                try:
                    out.sendto((expected_line(Vigia.sent) + "\r\n").encode(), ("127.0.0.1", self.udp))
                except OSError:
                    pass
            time.sleep(0.002)

    def ask(self):
        while not self.stop.is_set():
            try:
                with urllib.request.urlopen(f"http://127.0.0.1:{self.http}/metrics", timeout=1) as answer:
                    found = re.search(r"^\S*journal_durable(?:\{[^}]*\})? ([0-9.e+]+)$", answer.read().decode(), re.M)
                    if found:
                        self.durable = int(float(found[1]))
            except OSError:
                pass
            time.sleep(0.005)

    def run(self, seconds):
        before = time.monotonic()
        while time.monotonic() - before < 20 and self.durable == 0:
            time.sleep(0.01)
        time.sleep(seconds)

    def kill(self):
        self.process.send_signal(signal.SIGKILL)
        self.process.wait()
        self.stop.set()
        for thread in self.threads:
            thread.join()
        return self.durable

    @staticmethod
    def wrong(sequence, source, line, state):
        found = re.match(r"!AIVDM,1,1,,A,record-(\d+)-", line)
        if not found or line != expected_line(int(found[1])):
            return f"record {sequence} is not what was sent: {line[:80]}"
        if int(found[1]) <= state.get("last", 0):
            return f"record {sequence} was sent before the one before it"
        state["last"] = int(found[1])
        return None


def segments(journal):
    return sorted(f for f in os.listdir(journal) if re.fullmatch(r"\d{4}-\d\d-\d\dT\d\d\.nmea(\.zst)?", f))


def cut_power(journal, durable, rng, torn):
    """Throws away what was written after the group that holds `durable`: its file is cut there (or a random
    part of the rest stays, its end torn or overwritten), later files are lost."""
    for name in segments(journal):
        path = os.path.join(journal, name)
        if name.endswith(".zst"):
            continue  # compressed hours were durable before they were compressed
        with open(path, "rb") as file:
            text = file.read()
        keep = None
        for seal in re.finditer(rb"^# group (\d+)\.\.(\d+) seal [0-9A-F]{16}\n", text, re.M):
            if int(seal[2]) <= durable:
                keep = seal.end()
            if int(seal[1]) > durable:
                break
            if int(seal[2]) >= durable:
                keep = seal.end()
                break
        if keep is None:
            keep = text.find(b"\n") + 1 if rng.random() < 0.5 else 0
        rest = bytearray(text[keep:])
        if torn and rest:
            rest = rest[: rng.randrange(len(rest) + 1)]
            if rest and rng.random() < 0.5:  # pages that never reached the disk read as zeros, or as rubbish
                start = rng.randrange(len(rest))
                length = min(len(rest) - start, rng.choice([1, 40, 4096]))
                rest[start:start + length] = bytes(length) if rng.random() < 0.5 else rng.randbytes(length)
        else:
            rest = b""
        with open(path, "wb") as file:
            file.write(text[:keep] + bytes(rest))


def look(args, kind, journal, durable):
    """Recovers and reads; the reason why something is wrong, or None and the number of records."""
    done = subprocess.run([args.tool, "read", journal], capture_output=True)
    lines = done.stdout.decode("latin-1").split("\n")
    if done.returncode != 0:
        return f"the reader ended with {done.returncode}: {lines[:1]} {done.stderr.decode()[-500:]}", 0
    last, state = 0, {}
    for line in lines:
        if line.startswith("record "):
            _, sequence, _, source, text = line.split(" ", 4)
            if int(sequence) != last + 1:
                return f"record {sequence} follows {last}", 0
            last = int(sequence)
            wrong = kind.wrong(last, source, text, state)
            if wrong:
                return wrong, 0
        elif line.startswith("damage"):
            return line, 0
    if f"end {last}" not in lines:
        return "the reader did not reach the end", 0
    if last < durable:
        return f"the last record is {last}, but {durable} was durable", 0
    return None, last


def main():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--tool", required=True)
    parser.add_argument("--vigia", help="command of the real program with {data} {http} {udp}")
    parser.add_argument("--loops", type=int, default=20)
    parser.add_argument("--seed", type=int, default=int(time.time()))
    args = parser.parse_args()
    rng = random.Random(args.seed)
    kind = Vigia if args.vigia else Tool
    print(f"seed {args.seed}")
    top = tempfile.mkdtemp(prefix="vigia-crash-")
    data, failures, beyond = None, 0, 0
    try:
        for loop in range(args.loops):
            if loop % 5 == 0:
                data = os.path.join(top, f"data{loop}")
                os.mkdir(data)
            writer = kind(args, data)
            writer.run(rng.uniform(0.01, kind.longest))
            durable = writer.kill()
            journal = os.path.join(data, kind.journal)
            for ending in ("as it is", "power cut", "power cut, torn", "power cut, torn", "power cut, torn"):
                copy = os.path.join(top, "copy")
                shutil.rmtree(copy, ignore_errors=True)
                shutil.copytree(journal, copy)
                if ending != "as it is":
                    cut_power(copy, durable, rng, ending.endswith("torn"))
                wrong, last = look(args, kind, copy, durable)
                if wrong:
                    failures += 1
                    print(f"loop {loop}, {ending}: {wrong}")
                elif ending == "as it is":
                    beyond += last - durable
                    print(f"loop {loop}: durable {durable}, {last} kept after the kill")
            if durable == 0:
                failures += 1
                print(f"loop {loop}: nothing was ever durable")
    finally:
        shutil.rmtree(top, ignore_errors=True)
    print(f"{args.loops} kills, {args.loops * 5} endings, {failures} failures; {beyond} records more than was promised")
    return 1 if failures else 0


if __name__ == "__main__":
    sys.exit(main())
