"""Servers and uploaders that the tests of publishing use: the system's, or unpacked from Debian's packages.

Installing one would start it on this machine. Where neither is possible, the tests that need it say so and are skipped.
"""

from __future__ import annotations

import os
import shutil
import subprocess
import tempfile
from pathlib import Path

UNPACKED = Path(__file__).resolve().parents[2] / ".cache" / "tools"
PACKAGES = {"nginx": ("nginx", "nginx-light"), "caddy": ("caddy",), "rclone": ("rclone",)}
"""Program → Debian packages that may hold it."""
_ASK = {"nginx": "-v", "caddy": "version", "rclone": "version"}


def find(program: str) -> Path | None:
    """Return a program that runs: on the path, where servers are, or unpacked by ``fetch``."""
    folders = [*os.environ["PATH"].split(os.pathsep), "/usr/sbin", f"{UNPACKED}/usr/sbin", f"{UNPACKED}/usr/bin"]
    found = shutil.which(program, path=os.pathsep.join(folders))
    if not found or subprocess.run([found, _ASK[program]], capture_output=True, check=False).returncode != 0:
        return None
    return Path(found)


def fetch(programs: list[str]) -> None:
    """Unpack the packages of programs beside the other caches; needs no rights. What fails is seen by looking again."""
    if not shutil.which("apt-get") or not shutil.which("dpkg"):
        return
    for package in [package for program in programs for package in PACKAGES[program]]:
        with tempfile.TemporaryDirectory() as folder:
            subprocess.run(["apt-get", "-qq", "download", package], cwd=folder, capture_output=True, check=False)
            for file in Path(folder).glob("*.deb"):
                UNPACKED.mkdir(parents=True, exist_ok=True)
                subprocess.run(["dpkg", "-x", str(file), str(UNPACKED)], capture_output=True, check=False)


def missing() -> list[str]:
    """Return the programs that this machine lacks."""
    return [program for program in PACKAGES if find(program) is None]
