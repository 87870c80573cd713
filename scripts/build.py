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
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field, replace
from functools import partial, wraps
from pathlib import Path
from typing import TYPE_CHECKING, Any, ParamSpec

from scripts import instance, lock, registry, unchanged
from scripts.intake.approval import public_ledger
from scripts.model.collection import no_collection
from scripts.model.exchange import clear, take_place
from scripts.model.kept import digest
from scripts.model.period import chinese_date
from scripts.model.problem import Rejected
from scripts.publish import article
from scripts.publish.page import holds, json_bytes

# What draws and publishes is imported where it is needed: nobody waits for it where nothing has changed.
if TYPE_CHECKING:
    from scripts.charts import render
    from scripts.charts.card import Card
    from scripts.findings import Findings
    from scripts.instance import Instance
    from scripts.model.edition import Edition
    from scripts.publish.site import Site

P = ParamSpec("P")
CARD = "card.png"
"""Name of a release's card among its files and images; no chart's name has a dot."""
CACHE = instance.ROOT / ".cache"
"""Results of earlier builds by their content: drawings, figures, pages, index. It may be deleted at any time."""
SETTINGS = {False: "pelicanconf.py", True: "publishconf.py"}


class BuildFailed(RuntimeError):
    """Pelican or the search index refused the site; the output folder is as it was."""


@dataclass
class Phases:
    """Seconds of each phase of a build, in order; ``unchanged`` when there was nothing to build."""

    seconds: dict[str, float] = field(default_factory=dict)
    tell: Callable[[str], None] = lambda _: None
    unchanged: bool = False

    @contextmanager
    def __call__(self, name: str) -> Iterator[None]:
        """Time one phase and tell of its beginning."""
        self.tell(name)
        start = time.perf_counter()
        yield
        self.seconds[name] = self.seconds.get(name, 0) + time.perf_counter() - start


def _alone(work: Callable[P, Path]) -> Callable[P, Path]:
    """Let one build at a time write into the ``content/`` of an instance."""

    @wraps(work)
    def wait(*args: P.args, **named: P.kwargs) -> Path:
        root, output, phases = args[0], args[1], named.get("phases")
        assert isinstance(root, Path)
        assert isinstance(output, Path)
        tell = phases.tell if isinstance(phases, Phases) else Phases().tell
        # Nearly all that a build makes stays until its end.
        with lock.held(root / "content", tell), no_collection():
            clear(output)
            return work(*args, **named)

    return wait


@_alone
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
        for_publication: use ``publishconf.py``, and write every text compressed as well, as web servers send it.
        cache: where results of earlier builds are kept by their content.
        phases: where seconds are kept and progress is told.

    Raises:
        Rejected: the material has problems.
        BuildFailed: see the class.
    """
    phases = phases or Phases()
    with phases("核对有无改动"):
        today = article.today(at)
        asked = (at.isoformat() if at else "", str(today), str(preview), str(url), str(for_publication))
        key = unchanged.inputs(root, *asked)
        if unchanged.holds(cache / "built", output, key):
            phases.unchanged = True
            return output
    from scripts.editions import compute_all
    from scripts.findings import Findings
    from scripts.packing import pack_all
    from scripts.publish import staff
    from scripts.publish.everything import publish

    started = datetime.datetime.now(tz=datetime.UTC)
    with phases("读取与核对"):
        findings = Findings(cache / "findings", root)
        material = instance.load(root, at, preview=preview, rules=findings.rules)
    with phases("计算数字"):
        drawn = compute_all(material, cache / "editions", findings.code)
        _refuse_changed(material, drawn, findings)
        findings.save()
    with phases("画图"):
        editions = draw(material, drawn, cache / "charts", url)
    with phases("写内容"):
        site = gather_site(material, editions, url, preview=preview, code=findings.code)
        articles, wrong = article.read(root / "content", (*site.kinds, *site.rooms), None if preview else today)
        site = replace(site, articles=articles)
        if wrong := [*wrong, *staff.problems(root / "content", site)]:
            raise Rejected(wrong)
        publish(site, root / "content", public_ledger(material.ledger, material.releases.keys()), cache / "files")
    output.parent.mkdir(parents=True, exist_ok=True)
    staged = Path(tempfile.mkdtemp(prefix=f".{output.name}.", dir=output.parent))
    try:
        with phases("生成网页与索引"):
            _pelican(root / "content", staged, SETTINGS[for_publication], cache, output)
        if for_publication and not preview:
            with phases("压缩"):
                pack_all(staged, output, cache / "packed")
        with phases("封存"):
            _keep_same(staged, output)
            (staged / "manifest.json").write_bytes(manifest(staged, material, preview=preview))
        _swap(staged, output)
        unchanged.remember(cache / "built", output, key, None if at else unchanged.next_issue(root, started))
    finally:
        shutil.rmtree(staged, ignore_errors=True)
    return output


def draw(material: Instance, editions: list[Edition], cache: Path, url: str | None = None) -> list[Edition]:
    """Return the editions with their pictures, drawn on all cores; what was drawn before from equal input is reused."""
    from scripts.charts import render
    from scripts.publish.quotation import SHORT_NOTICE

    notice = SHORT_NOTICE if material.site["demonstration"] else ""
    base = str(material.site["url"] if url is None else url).rstrip("/")
    organ, name = str(material.site["organ"]), str(material.site["name"])

    def order(edition: Edition) -> render.Order:
        # Beyond these, everything that is drawn follows from the edition.
        key = digest(["order", edition.key, notice, base, organ, name]) if edition.key else ""
        return render.Order(key, lambda: _asked(edition, name, credit(edition, organ, base), notice))

    drawings = render.draw_orders([order(edition) for edition in editions], cache)
    return [edition.drawn(partial(_pictures, made)) for edition, made in zip(editions, drawings, strict=True)]


def _asked(edition: Edition, name: str, facts: tuple[str, ...], notice: str) -> tuple[dict[str, render.Job], Card]:
    """Return the charts of a release to be drawn, by name, and its card."""
    from scripts.charts import render

    jobs = {
        id: render.Job(dict(chart.specs), chart.title, chart.description, notice, chart.measured, facts)
        for id, chart in edition.charts.items()
    }
    return jobs, card(edition, name, facts, notice)


def _pictures(made: Callable[[], render.Drawn]) -> dict[str, Any]:
    """Return drawings as an edition has them."""
    from scripts.model.edition import Picture

    drawings, face = made()
    return {
        "pictures": {
            name: {width: Picture(*one) for width, one in drawing.svgs.items()} for name, drawing in drawings.items()
        },
        "images": {**{name: drawing.png for name, drawing in drawings.items()}, CARD: face},
    }


def credit(edition: Edition, organ: str, base: str) -> tuple[str, ...]:
    """Return what stands under every picture of a release: from what and as of when; source and address."""
    release = edition.release
    of = f"{edition.title}，第 {release.id.revision} 版，数据截至{chinese_date(release.as_of)}"
    return (of, f"来源：{organ} {base}{edition.address}")


def card(edition: Edition, name: str, facts: tuple[str, ...], notice: str) -> Card:
    """Return what the card of a release says: its headline figure."""
    from scripts.charts.card import Card

    figure = edition.figures[edition.settings["headline"]]
    base = f"（{figure.base}）" if figure.base else ""
    as_of, source = facts
    said = as_of.removeprefix(f"{edition.title}，")
    return Card(name, edition.title, figure.words, f"{figure.label}{base}", (said, source), notice)


def gather_site(
    material: Instance, editions: list[Edition], url: str | None, *, preview: bool = False, code: str = ""
) -> Site:
    """Return everything the pages are made of."""
    from scripts.profiles.gather import gather
    from scripts.publish import staff
    from scripts.publish.site import Site
    from scripts.publish.standing import split

    settings = dict(material.site)
    if url is not None:
        settings["url"] = url
    words = {name: _toml(material.root / "data" / f"{name}.toml") for name in ("glossary", "pinyin")}
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
        glossary=words["glossary"],
        preview=preview,
        withdrawn=withdrawn,
        readings=words["pinyin"].get("readings", {}),
        english={str(room): room.english for room in registry.disclosures()},
        written=staff.addresses(material.root / "content"),
        code=code,
    )


def _toml(path: Path) -> dict[str, Any]:
    """Return a file that an instance may have."""
    return instance.read_toml(path, f"data/{path.name}") if path.is_file() else {}


def _refuse_changed(material: Instance, editions: list[Edition], findings: Findings) -> None:
    """Refuse figures that are no longer those approved: what was published changes by a new revision only.

    Raises:
        Rejected: ``figures.changed``.
    """
    problems = [one for edition in editions for one in findings.values(material, edition)]
    if problems:
        raise Rejected(problems)


def manifest(folder: Path, material: Instance, *, preview: bool = False) -> bytes:
    """Return ``manifest.json``: the SHA-256 of every file of the site but itself; a preview says that it is one."""
    head = material.ledger[-1].sha256 if material.ledger else ""
    mark = {"preview": True} if preview else {}
    return json_bytes({"at": material.at.isoformat(), "ledger_head": head, **mark, "files": unchanged.hashes(folder)})


def _pelican(content: Path, output: Path, settings: str, cache: Path, previous: Path) -> None:
    command = [sys.executable, "-m", "pelican", str(content), "-o", str(output), "-s", str(instance.ROOT / settings)]
    # Files that are as they were in the site built last stay the same files.
    more = {"CACHE_PATH": str((cache / "pelican").absolute()), "PREVIOUS_PATH": str(previous.absolute())}
    command += ["--fatal", "warnings", "-e", *(f"{name}={json.dumps(value)}" for name, value in more.items())]
    # Wide, so that what it says of an error stays on one line.
    environment = {**os.environ, "TZ": "UTC", "LC_ALL": "C.UTF-8", "PYTHONHASHSEED": "0", "PYTHONUTF8": "1"}
    environment["COLUMNS"] = "1000"
    done = subprocess.run(command, cwd=instance.ROOT, env=environment, capture_output=True, text=True, check=False)
    if done.returncode != 0:
        raise BuildFailed((done.stdout + done.stderr).strip())


def _keep_same(staged: Path, before: Path) -> None:
    """Let every file with the bytes it had in the site built last be that very file: only what changed is new."""
    for folder, _, names in os.walk(staged):
        was = f"{before}{folder.removeprefix(str(staged))}"
        for name in names:
            # As text: of thirty thousand files nearly all are that very file already.
            path, old = f"{folder}/{name}", f"{was}/{name}"
            try:
                there, here = os.stat(old), os.stat(path)  # noqa: PTH116 - as said
            except OSError:
                continue  # new
            if there.st_ino != here.st_ino and there.st_size == here.st_size:
                _same(Path(path), Path(old))


def _same(path: Path, old: Path) -> None:
    """Let ``path`` be the file ``old`` when it holds the same bytes."""
    twin = path.with_name(f".{path.name}.same")
    try:
        if not holds(old, path.read_bytes()):
            return
        os.link(old, twin)
    except OSError:
        return  # on another file system
    twin.replace(path)


def _swap(staged: Path, output: Path) -> None:
    """Put ``staged`` in the place of ``output``; a reader finds the old site or the new one, whole."""
    staged.chmod(0o755)
    take_place(staged, output)


def figures_of(site: Path) -> dict[str, Any]:
    """Return address → figure of a built site, from its ``figures.jsonl``."""
    lines = (site / "figures.jsonl").read_text(encoding="utf-8").splitlines()
    return {line["address"]: line for line in map(json.loads, lines)}
