"""A package of PyPI in a virtual environment of its own; the test is skipped, with the reason, where it can't be had."""

import fcntl
import os
import subprocess
import sys
import venv
from pathlib import Path

SKIPPED = 77


def python_with(package):
    """The Python of an environment that holds `package` (name==version). Tests that want the same one take turns to make it."""
    name, version = package.split("==")
    folder = Path(f"{os.environ['VENV']}-{name}")
    python = folder / "bin" / "python"
    ask = f"import importlib.metadata as m; print(m.version({name!r}))"
    try:
        folder.parent.mkdir(parents=True, exist_ok=True)
        with open(f"{folder}.lock", "w", encoding="utf-8") as turn:
            fcntl.flock(turn, fcntl.LOCK_EX)
            if not (folder / "bin" / "pip").exists():
                venv.create(folder, with_pip=True, clear=True)
            there = subprocess.run([python, "-c", ask], capture_output=True, text=True, check=False).stdout.strip()
            if there != version:
                subprocess.run([python, "-m", "pip", "install", "--quiet", "--disable-pip-version-check", package],
                               check=True, capture_output=True, text=True, timeout=300)
    except (subprocess.SubprocessError, OSError, SystemExit) as error:
        detail = (getattr(error, "stderr", None) or str(error)).strip().splitlines()
        print(f"skipped: {package} cannot be installed: {detail[-1] if detail else error}")
        sys.exit(SKIPPED)
    return python
