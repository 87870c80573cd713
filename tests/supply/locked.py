"""Locked: the packages of the lock files, each with its version, hashes and licence."""

from __future__ import annotations

import re
from dataclasses import dataclass
from importlib.metadata import Distribution, PackageNotFoundError, distribution, distributions
from pathlib import Path

from scripts.instance import ROOT

RUNTIME, TESTS = ROOT / "requirements.txt", ROOT / "requirements-dev.txt"
BROUGHT = {"pip", "setuptools"}
"""In every new environment, not ours."""
_PIN = re.compile(r"^([A-Za-z0-9._-]+)==([^\s;\\]+)")
_HASH = re.compile(r"--hash=sha256:([0-9a-f]{64})")
# What packages say of themselves in their many ways → SPDX.
_SPOKEN = {
    "mit license": "MIT",
    "mit": "MIT",
    "bsd-3-clause": "BSD-3-Clause",
    "bsd-2-clause": "BSD-2-Clause",
    "bsd 2-clause license": "BSD-2-Clause",
    "bsd": "BSD-3-Clause",
    "apache 2.0": "Apache-2.0",
    "apache-2.0": "Apache-2.0",
    "mpl-2.0": "MPL-2.0",
    "mozilla public license 2.0 (mpl 2.0)": "MPL-2.0",
    "psfl": "PSF-2.0",
    "agplv3": "AGPL-3.0-or-later",
    "isc license": "ISC",
    "isc license (iscl)": "ISC",
    "gpl": "GPL-2.0-or-later",
    "artistic license": "Artistic-1.0-Perl OR GPL-2.0-or-later",
    "sil open font license 1.1 (ofl-1.1)": "OFL-1.1",
    "bsd license": "BSD-3-Clause",
}
# Read in the package itself, where its metadata say nothing or it is installed on other systems only.
_READ = {
    "axe-playwright-python": "MIT",
    "colorama": "BSD-3-Clause",
    "docutils": "LicenseRef-public-domain AND BSD-2-Clause AND PSF-2.0",
}


@dataclass(frozen=True)
class Locked:
    """A package of a lock file; another version may be for newer Pythons."""

    name: str
    version: str
    hashes: tuple[str, ...]


def name_of(text: str) -> str:
    """Return the one form of a package's name."""
    return re.sub(r"[-_.]+", "-", text).lower()


def lines(path: Path) -> list[Locked]:
    """Return every package of a lock file, in its order."""
    blocks = re.split(r"\n(?=[^\s#])", path.read_text(encoding="utf-8"))
    pins = ((_PIN.match(block), block) for block in blocks)
    return [Locked(name_of(pin[1]), pin[2], tuple(sorted(_HASH.findall(block)))) for pin, block in pins if pin]


def read(path: Path) -> dict[str, Locked]:
    """Return the packages of a lock file by name; of several versions the one for the oldest Python."""
    return {one.name: one for one in reversed(lines(path))}


def installed() -> dict[str, str]:
    """Return name → version of everything installed."""
    return {name_of(one.metadata["Name"]): one.version for one in distributions()}


def licence(name: str) -> str:
    """Return the SPDX expression of an installed package; empty when it says nothing that is known."""
    if name in _READ:
        return _READ[name]
    try:
        found: Distribution = distribution(name)
    except PackageNotFoundError:
        return ""
    data = found.metadata
    if data.get("License-Expression"):
        return str(data["License-Expression"])
    classes = [one.rpartition("::")[2].strip() for one in data.get_all("Classifier") or [] if one.startswith("License")]
    for said in (str(data.get("License") or ""), *classes):
        if said.strip().lower() in _SPOKEN:
            return _SPOKEN[said.strip().lower()]
    return ""
