"""``portal federate``: the sites of several districts → one provincial portal, swapped into its folder at once."""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
import tempfile
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from pathlib import Path

from scripts import instance, registry
from scripts.build import BuildFailed
from scripts.intake import district as districts
from scripts.intake import roster
from scripts.intake.approval import sha256
from scripts.model.district import District, Report
from scripts.model.exchange import take_place
from scripts.model.problem import Problem, Rejected
from scripts.publish import federation
from scripts.publish.page import json_bytes, write

FIGURES = "figures.jsonl"


@dataclass(frozen=True, slots=True)
class Federated:
    """What was made.

    Args:
        output: the portal's folder.
        portal: what its pages were made of.
        problems: of the districts left out.
    """

    output: Path
    portal: federation.Portal
    problems: tuple[Problem, ...]


def federate(
    listed: Path, output: Path, *, leave_out: bool = False, tell: Callable[[str], None] = lambda _: None
) -> Federated:
    """Make the portal of the roster in ``listed``.

    Args:
        leave_out: go on without the districts that have problems; the portal names them.
        tell: told of each step.

    Raises:
        Rejected: the roster has problems, or a district has and is not to be left out, or no district is left.
        BuildFailed: Pelican or the search index refused the portal; the output folder is as it was.
    """
    found = roster.read(listed)
    output.parent.mkdir(parents=True, exist_ok=True)
    work = Path(tempfile.mkdtemp(prefix=f".{output.name}.", dir=output.parent))
    try:
        content, staged = work / "content", work / "site"
        releases = content / "releases"
        releases.mkdir(parents=True)
        for name in ("profiles", "pages", "news"):
            (content / name).mkdir()
        taken: list[District] = []
        omitted: list[federation.Omitted] = []
        problems: list[Problem] = []
        known = reports()
        with (releases / FIGURES).open("wb") as lines:
            for entry in found.districts:
                tell(f"收录{entry.name}")
                start = lines.tell()
                try:
                    taken.append(districts.read(entry, known, lines.write))
                except Rejected as rejected:
                    # What was written of a district before its fault was found is taken back.
                    lines.seek(start)
                    lines.truncate()
                    problems += rejected.problems
                    omitted.append(federation.Omitted(entry.name, rejected.problems[0].expected))
        if problems and (not leave_out or not taken):
            raise Rejected(problems)
        kinds = {name: str(kind["title"]) for name, kind in registry.kinds().items()}
        portal = federation.Portal(found, taken, known, kinds, omitted)
        tell("写内容")
        _content(portal, content)
        tell("生成网页与索引")
        _pelican(content, staged)
        (staged / "manifest.json").write_bytes(_manifest(staged, portal))
        _swap(staged, output)
    finally:
        shutil.rmtree(work, ignore_errors=True)
    return Federated(output, portal, tuple(problems))


def reports() -> Mapping[str, Report]:
    """Return what this installation knows of each report, in the order of its rooms."""
    kinds = registry.kinds()
    return {
        str(room): Report(
            str(room),
            str(kinds[str(room).partition("/")[0]]["title"]),
            str(room.settings["title"]),
            str(room.settings["definition"]),
            str(room.settings["headline"]),
        )
        for room in registry.disclosures()
    }


def _content(portal: federation.Portal, content: Path) -> None:
    releases = content / "releases"
    (releases / "site.json").write_bytes(json_bytes(federation.site_json(portal)))
    (releases / "catalog.jsonld").write_bytes(federation.catalog(portal))
    (releases / "harvest.json").write_bytes(federation.harvest_json(portal))
    for page in federation.pages(portal):
        write(content, page)


def _pelican(content: Path, output: Path) -> None:
    settings = instance.ROOT / "pelicanconf.py"
    command = [sys.executable, "-m", "pelican", str(content), "-o", str(output), "-s", str(settings)]
    environment = {**os.environ, "TZ": "UTC", "LC_ALL": "C.UTF-8", "PYTHONHASHSEED": "0", "PYTHONUTF8": "1"}
    done = subprocess.run(
        [*command, "--fatal", "warnings"],
        cwd=instance.ROOT,
        env=environment,
        capture_output=True,
        text=True,
        encoding="utf-8",
        check=False,
    )
    if done.returncode != 0:
        raise BuildFailed((done.stdout + done.stderr).strip())


def _manifest(folder: Path, portal: federation.Portal) -> bytes:
    files = {
        path.relative_to(folder).as_posix(): sha256(path.read_bytes())
        for path in sorted(folder.rglob("*"))
        if path.is_file()
    }
    return json_bytes({"at": portal.at, "ledger_head": "", "federation": True, "files": files})


def _swap(staged: Path, output: Path) -> None:
    staged.chmod(0o755)
    take_place(staged, output)
