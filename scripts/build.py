"""``portal build``: approved releases → the whole site, swapped into the output folder in one step."""

from __future__ import annotations

import datetime
import json
import os
import shutil
import subprocess
import sys
import tempfile
import time
import tomllib
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field, replace
from pathlib import Path
from typing import Any

from scripts import instance, registry
from scripts.charts import render
from scripts.charts.card import Card
from scripts.instance import Instance
from scripts.intake.approval import public_ledger, sha256
from scripts.model.edition import Edition, Picture
from scripts.model.period import chinese_date
from scripts.model.problem import Rejected
from scripts.model.release import Release
from scripts.profiles.gather import gather
from scripts.publish import staff
from scripts.publish.everything import publish
from scripts.publish.page import json_bytes
from scripts.publish.quotation import SHORT_NOTICE
from scripts.publish.site import Site
from scripts.publish.standing import split

CARD = "card.png"
"""Name of a release's card among its files and images; no chart's name has a dot."""
CACHE = instance.ROOT / ".cache" / "charts"
SETTINGS = {False: "pelicanconf.py", True: "publishconf.py"}


class BuildFailed(RuntimeError):
    """Pelican or the search index refused the site; the output folder is as it was."""


@dataclass
class Phases:
    """Seconds of each phase of a build, in order."""

    seconds: dict[str, float] = field(default_factory=dict)
    tell: Callable[[str], None] = lambda _: None

    @contextmanager
    def __call__(self, name: str) -> Iterator[None]:
        """Time one phase and tell of its beginning."""
        self.tell(name)
        start = time.perf_counter()
        yield
        self.seconds[name] = self.seconds.get(name, 0) + time.perf_counter() - start


def build(
    root: Path,
    output: Path,
    *,
    at: datetime.datetime | None = None,
    preview: bool = False,
    url: str | None = None,
    for_publication: bool = False,
    cache: Path = CACHE,
    phases: Phases | None = None,
) -> Path:
    """Build the instance in ``root`` into ``output`` and return it.

    Args:
        at: the build's notion of now; default the newest ``issued`` that is not in the future.
        preview: show releases under embargo, every page marked and closed to search engines.
        url: public address; default that of ``site.toml``.
        for_publication: use ``publishconf.py``.
        cache: where pictures drawn before are kept by their content.
        phases: where seconds are kept and progress is told.

    Raises:
        Rejected: the material has problems.
        BuildFailed: see the class.
    """
    phases = phases or Phases()
    with phases("读取与核对"):
        material = instance.load(root, at, preview=preview)
    with phases("计算数字"):
        drawn = [compute(material, release) for release in material.releases.values()]
        _refuse_changed(material, drawn)
    with phases("画图"):
        editions = draw(material, drawn, cache, url)
    with phases("写内容"):
        site = gather_site(material, editions, url, preview=preview)
        if wrong := staff.problems(root / "content", site):
            raise Rejected(wrong)
        publish(site, root / "content", public_ledger(material.ledger, material.releases.keys()))
    output.parent.mkdir(parents=True, exist_ok=True)
    staged = Path(tempfile.mkdtemp(prefix=f".{output.name}.", dir=output.parent))
    try:
        with phases("生成网页与索引"):
            _pelican(root / "content", staged, SETTINGS[for_publication])
        with phases("封存"):
            (staged / "manifest.json").write_bytes(manifest(staged, material))
        _swap(staged, output)
    finally:
        shutil.rmtree(staged, ignore_errors=True)
    return output


def compute(material: Instance, release: Release) -> Edition:
    """Return a release with everything computed from it but its pictures."""
    room = registry.disclosure(release.id.kind, release.id.report)
    figures = room.compute(release)
    grids = room.lay_out(release, figures)
    newest = material.revisions(release.id)[-1]
    items = room.items(release, figures)
    return Edition(
        release,
        room.settings,
        room.schemas,
        room.template,
        figures,
        grids,
        room.draw(release, figures, grids),
        tuple(room.mention(release, figures)),
        {},
        {},
        material.folder(release.id),
        newest is release,
        room.extras(release),
        items=None if items is None else tuple(items),
        identities=tuple(room.identify(release)),
        listing=room.listing(release),
    )


def draw(material: Instance, editions: list[Edition], cache: Path = CACHE, url: str | None = None) -> list[Edition]:
    """Return the editions with their pictures, drawn on all cores; what was drawn before from equal input is reused."""
    notice = SHORT_NOTICE if material.site["demonstration"] else ""
    base = str(material.site["url"] if url is None else url).rstrip("/")
    organ, name = str(material.site["organ"]), str(material.site["name"])
    jobs = [
        render.Job(
            dict(chart.specs), chart.title, chart.description, notice, chart.measured, credit(edition, organ, base)
        )
        for edition in editions
        for chart in edition.charts.values()
    ]
    drawn = iter(render.draw_all(jobs, cache))
    out = []
    for edition in editions:
        made = {name: next(drawn) for name in edition.charts}
        pictures = {
            name: {width: Picture(*one) for width, one in drawing.svgs.items()} for name, drawing in made.items()
        }
        images = {name: drawing.png for name, drawing in made.items()}
        images[CARD] = render.draw_card(card(edition, name, credit(edition, organ, base), notice), cache)
        out.append(replace(edition, pictures=pictures, images=images))
    return out


def credit(edition: Edition, organ: str, base: str) -> tuple[str, ...]:
    """Return what stands under every picture of a release: from what and as of when; source and address."""
    release = edition.release
    of = f"{edition.title}，第 {release.id.revision} 版，数据截至{chinese_date(release.as_of)}"
    return (of, f"来源：{organ} {base}{edition.address}")


def card(edition: Edition, name: str, facts: tuple[str, ...], notice: str) -> Card:
    """Return what the card of a release says: its headline figure."""
    figure = edition.figures[edition.settings["headline"]]
    base = f"（{figure.base}）" if figure.base else ""
    as_of, source = facts
    said = as_of.removeprefix(f"{edition.title}，")
    return Card(name, edition.title, figure.words, f"{figure.label}{base}", (said, source), notice)


def gather_site(material: Instance, editions: list[Edition], url: str | None, *, preview: bool = False) -> Site:
    """Return everything the pages are made of."""
    settings = dict(material.site)
    if url is not None:
        settings["url"] = url
    glossary = material.root / "data" / "glossary.toml"
    editions, withdrawn = split(editions)
    return Site(
        settings=settings,
        kinds=registry.kinds(),
        rooms={str(room): room.settings for room in registry.disclosures()},
        calendar=material.calendar,
        editions=editions,
        methods=material.methods,
        codelists=material.codelists,
        profiles=gather(editions, material.codelists),
        at=material.at,
        ledger_head=material.ledger[-1].sha256 if material.ledger else "",
        glossary=tomllib.loads(glossary.read_text(encoding="utf-8")) if glossary.is_file() else {},
        preview=preview,
        withdrawn=withdrawn,
    )


def _refuse_changed(material: Instance, editions: list[Edition]) -> None:
    """Refuse figures that are no longer those approved: what was published changes by a new revision only.

    Raises:
        Rejected: ``figures.changed``.
    """
    problems = [one for e in editions for one in instance.check_values(material, e.release, e.figures)]
    if problems:
        raise Rejected(problems)


def manifest(folder: Path, material: Instance) -> bytes:
    """Return ``manifest.json``: the SHA-256 of every file of the site but itself."""
    files = {
        path.relative_to(folder).as_posix(): sha256(path.read_bytes())
        for path in sorted(folder.rglob("*"))
        if path.is_file()
    }
    head = material.ledger[-1].sha256 if material.ledger else ""
    return json_bytes({"at": material.at.isoformat(), "ledger_head": head, "files": files})


def _pelican(content: Path, output: Path, settings: str) -> None:
    command = [sys.executable, "-m", "pelican", str(content), "-o", str(output), "-s", str(instance.ROOT / settings)]
    command += ["--fatal", "warnings"]
    environment = {**os.environ, "TZ": "UTC", "LC_ALL": "C.UTF-8", "PYTHONHASHSEED": "0", "PYTHONUTF8": "1"}
    done = subprocess.run(command, cwd=instance.ROOT, env=environment, capture_output=True, text=True, check=False)
    if done.returncode != 0:
        raise BuildFailed((done.stdout + done.stderr).strip())


def _swap(staged: Path, output: Path) -> None:
    """Put ``staged`` in the place of ``output``; a reader finds the old site or the new one, whole."""
    staged.chmod(0o755)
    old = output.with_name(f".{output.name}.old")
    shutil.rmtree(old, ignore_errors=True)
    if output.exists():
        output.rename(old)
    staged.rename(output)
    shutil.rmtree(old, ignore_errors=True)


def figures_of(site: Path) -> dict[str, Any]:
    """Return address → figure of a built site, from its ``figures.jsonl``."""
    lines = (site / "figures.jsonl").read_text(encoding="utf-8").splitlines()
    return {line["address"]: line for line in map(json.loads, lines)}
