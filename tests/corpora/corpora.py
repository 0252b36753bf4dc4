"""What the corpora tests share: where the recordings are, and how the program is run."""

import json
import os
import subprocess
import sys
from pathlib import Path

SKIPPED = 77


def folder(*parts):
    """A folder or file of the corpora. Ends the test as skipped when none are named."""
    named = os.environ.get("VIGIA_CORPORA")
    if not named:
        print("skipped: VIGIA_CORPORA names no folder of recordings")
        sys.exit(SKIPPED)
    root = Path(named).absolute()  # ctest runs us in the source root
    if not root.is_dir():
        sys.exit(f"VIGIA_CORPORA names {named}, which is no folder (looked at {root})")
    path = root.joinpath(*parts)
    if not path.exists():
        sys.exit(f"the corpora lack {path}")
    return path


def decode(*arguments, expect=0):
    """Runs `vigia decode`; gives its lines and its statistics."""
    done = subprocess.run([os.environ["VIGIA"], "decode", "--stats", *map(str, arguments)],
                          capture_output=True, text=True, errors="replace", check=False)
    if done.returncode != expect:
        sys.exit(f"vigia decode {arguments} ended with {done.returncode}, not {expect}:\n{done.stderr[-2000:]}")
    statistics = [line for line in done.stderr.splitlines() if line.startswith('{"lines"')]
    return done.stdout.splitlines(), json.loads(statistics[-1])


class Check:
    """Counts and prints what is not as it should be."""

    def __init__(self):
        self.checked = self.failed = 0

    def that(self, fact, words):
        self.checked += 1
        if not fact:
            self.failed += 1
            if self.failed <= 20:
                print("FAILED:", words)

    def end(self):
        print(f"{self.checked} checks, {self.failed} failed")
        sys.exit(1 if self.failed or not self.checked else 0)
