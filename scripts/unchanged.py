"""Unchanged: whether the site in the output folder is already what a build would make, so that none is started."""

from __future__ import annotations

import datetime
import hashlib
import json
import os
from functools import partial
from pathlib import Path

from scripts.instance import ROOT
from scripts.model.kept import digest, installed, tree_digest
from scripts.model.workers import spread

HOUSE = ("scripts", "plugins", "theme", "pelicanconf.py", "publishconf.py", "requirements.txt")
"""What of the house decides a site."""
MATERIAL = ("data", "content/pages", "content/news")
"""What of an instance does; drafts do not."""


def inputs(root: Path, *options: str) -> str:
    """Return a hash of everything that decides the site of the instance in ``root``; no file's time is part of it."""
    material = tree_digest(root, MATERIAL, without=["drafts"])
    return digest([material, tree_digest(ROOT, HOUSE), installed(), *options])


def hashes(folder: Path) -> dict[str, str]:
    """Return path → SHA-256 of every file of a site but its manifest."""
    paths = sorted(path for path in _files(folder) if path != "manifest.json")
    return dict(zip(paths, spread(partial(_hash, str(folder)), paths), strict=True))


def holds(cache: Path, output: Path, key: str) -> bool:
    """Return whether ``output`` holds, byte for byte, the site that was built last from the same inputs.

    Args:
        cache: where ``remember`` wrote what was built.
    """
    try:
        head, _, text = _place(cache, output).read_text(encoding="utf-8").partition("\n")
        manifest = (output / "manifest.json").read_bytes()
    except (OSError, UnicodeDecodeError):
        return False
    if hashlib.sha256(text.encode()).hexdigest() != head:
        return False
    built = json.loads(text)
    if built["key"] != key or built["manifest"] != hashlib.sha256(manifest).hexdigest():
        return False
    if built["until"] and datetime.datetime.now(tz=datetime.UTC) >= datetime.datetime.fromisoformat(built["until"]):
        return False
    found: dict[str, str] = json.loads(manifest)["files"]
    return hashes(output) == found


def remember(cache: Path, output: Path, key: str, until: datetime.datetime | None) -> None:
    """Note what was built.

    Args:
        until: when the next release under embargo becomes public and the same inputs give another site.
    """
    manifest = hashlib.sha256((output / "manifest.json").read_bytes()).hexdigest()
    text = json.dumps({"key": key, "manifest": manifest, "until": until.isoformat() if until else ""})
    place = _place(cache, output)
    place.parent.mkdir(parents=True, exist_ok=True)
    staged = place.with_suffix(f".{os.getpid()}")
    staged.write_text(f"{hashlib.sha256(text.encode()).hexdigest()}\n{text}", encoding="utf-8")
    staged.replace(place)


def next_issue(root: Path, now: datetime.datetime) -> datetime.datetime | None:
    """Return the moment at which the next release under embargo becomes public."""
    moments = []
    for path in (root / "data" / "approved").glob("*/*/*/*/approval.json"):
        moments.append(datetime.datetime.fromisoformat(json.loads(path.read_bytes())["issued"]))
    return min((moment for moment in moments if moment > now), default=None)


def _place(cache: Path, output: Path) -> Path:
    return cache / f"{digest([str(output.resolve())])[:32]}.json"


def _hash(folder: str, path: str) -> str:
    with open(f"{folder}/{path}", "rb", buffering=0) as file:  # noqa: PTH123 - thirty thousand files in two seconds
        return hashlib.sha256(file.read()).hexdigest()


def _files(folder: Path) -> list[str]:
    """Return the path below ``folder`` of every file."""
    found: list[str] = []
    whole = os.path.join(folder, "")  # noqa: PTH118 - as text, with a separator at the end
    for inside, _, names in os.walk(whole):
        place = inside.removeprefix(whole).replace(os.sep, "/")
        found += [f"{place}/{name}" for name in names] if place else names
    return found
