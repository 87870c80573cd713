"""A build that reuses what earlier ones made gives, after any change, the bytes of a build from nothing."""

from __future__ import annotations

import json
import random
import shutil
from collections.abc import Callable
from pathlib import Path

import pytest

from scripts import build as building
from scripts import registry
from scripts.build import Phases, build
from scripts.instance import load
from scripts.model.release import ReleaseId
from tests.disclosures import sample
from tests.site import built

ROOMS = ("budget_execution/department_execution", "suggestion_handling/suggestion_register")
SEED, ROUNDS = 20261122, 3


@pytest.fixture(scope="module")
def instance(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Two rooms' samples, approved."""
    root = built.write_shared(tmp_path_factory.mktemp("incremental"))
    built.approve_samples(root, (registry.disclosure(*name.split("/")) for name in ROOMS))
    return root


@pytest.fixture(scope="module")
def site(instance: Path) -> Path:
    """The site of the instance; its cache stands beside it."""
    return build(instance, instance / "site", at=built.AT, cache=instance / "cache")


def content(site: Path) -> dict[str, bytes]:
    return {path.relative_to(site).as_posix(): path.read_bytes() for path in site.rglob("*") if path.is_file()}


def spoil(cache: Path, dice: random.Random) -> str:
    """Change one byte of some files that earlier builds kept, and of every pack of them."""
    files = sorted(path for path in cache.rglob("*") if path.is_file() and path.parent.name != "vega")
    packs = [path for path in files if path.name.startswith("pack-")]
    for path in {*packs, *dice.sample(files, min(12, len(files)))}:
        spoilt = bytearray(path.read_bytes() or b" ")
        spoilt[dice.randrange(len(spoilt))] ^= 0x55
        # As a failing disk would, in the file itself, which may be a page of the site under another name.
        path.write_bytes(bytes(spoilt))
    return "cache"


def rename(root: Path, dice: random.Random) -> str:
    settings = root / "data" / "site.toml"
    text = settings.read_text(encoding="utf-8")
    settings.write_text(text.replace("公开监督结果", f"公开监督结果{dice.randrange(100)}"), encoding="utf-8")
    return "site.toml"


def relabel(root: Path, dice: random.Random) -> str:
    """Change a word of a random code list."""
    path = dice.choice(sorted((root / "data" / "codelists").glob("*.csv")))
    lines = path.read_text(encoding="utf-8").splitlines()
    name = lines[0].split(",").index("name")
    place = dice.randrange(1, len(lines))
    cells = lines[place].split(",")
    cells[name] += f"{dice.randrange(10)}号"
    lines[place] = ",".join(cells)
    path.write_text("\n".join(lines) + "\n", encoding="utf-8")
    return path.name


def write(root: Path, dice: random.Random) -> str:
    """Change, add or remove a page that people write."""
    pages = root / "content" / "pages"
    extra = pages / "extra.md"
    if extra.exists():
        extra.unlink()
    else:
        extra.write_text(f"Title: 另一页\nSummary: 一页\n\n第{dice.choice('一二三')}段。\n", encoding="utf-8")
    return "page"


def correct(root: Path, dice: random.Random) -> str:
    """Correct the last period of the first room, which shows on its neighbours, its lists and the home page."""
    room = registry.disclosure(*ROOMS[0].split("/"))
    folder = sample.periods(room)[-1]
    number = len(list((root / "data" / "approved" / f"{room}/{folder.name}").iterdir())) + 1
    mended = root / "mended"
    shutil.copytree(folder, mended)
    table = mended / "data.csv"
    table.write_bytes(table.read_bytes().replace(b"800.2", f"{dice.randrange(810, 890)}.2".encode()))
    (mended / "revision.json").write_text(json.dumps(built.NOTE, ensure_ascii=False), encoding="utf-8")
    earlier = list(load(root, built.AT).releases.values())
    built._approve(root, ReleaseId.parse(f"{room}/{folder.name}/r{number}"), mended, earlier, f"2027-03-0{number}")
    shutil.rmtree(mended)
    return "release"


CHANGES: tuple[Callable[[Path, random.Random], str], ...] = (correct, rename, relabel, write)


@pytest.mark.slow  # seven builds: the promise is about builds
def test_any_change_gives_the_bytes_of_a_build_from_nothing(instance: Path, site: Path, tmp_path: Path) -> None:
    dice = random.Random(SEED)
    for round in range(ROUNDS):
        done = [change(instance, dice) for change in (CHANGES[round], *dice.sample(CHANGES, round % 2))]
        if round % 2:
            done.append(spoil(instance / "cache", dice))
        # As it is published, every other time: with what is compressed beforehand.
        packed = round % 2 == 1
        build(instance, site, at=built.AT, cache=instance / "cache", for_publication=packed)
        fresh = tmp_path / f"cache{round}"
        # Drawings have a test of their own.
        shutil.copytree(instance / "cache" / "charts", fresh / "charts")
        other = tmp_path / f"instance{round}"
        shutil.copytree(instance, other, ignore=shutil.ignore_patterns("cache", "site", "releases", "profiles"))
        whole = build(other, tmp_path / f"site{round}", at=built.AT, cache=fresh, for_publication=packed)
        new, old = content(whole), content(site)
        assert ("index.html.br" in new) == packed
        assert sorted(new) == sorted(old), done
        assert [path for path in new if new[path] != old[path]] == [], done


def test_nothing_is_started_when_nothing_changed(instance: Path, site: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    build(instance, site, at=built.AT, cache=instance / "cache")
    before = {path: path.stat().st_ino for path in site.rglob("*")}
    for name in ("data/site.toml", "content/pages/about.md"):
        # A file's time says nothing.
        (instance / name).touch()
    with monkeypatch.context() as patch:
        patch.setattr(building.instance, "load", None)
        phases = Phases()
        build(instance, site, at=built.AT, cache=instance / "cache", phases=phases)
    assert phases.unchanged
    assert {path: path.stat().st_ino for path in site.rglob("*")} == before


@pytest.mark.parametrize("harm", ["change", "remove", "add"])
def test_a_site_that_was_touched_is_built_again(instance: Path, site: Path, harm: str) -> None:
    build(instance, site, at=built.AT, cache=instance / "cache")
    right = content(site)
    page = site / "budget_execution" / "index.html"
    if harm == "change":
        page.write_bytes(page.read_bytes().replace("预算".encode(), "预祘".encode()))
    elif harm == "remove":
        page.unlink()
    else:
        (site / "extra.html").write_text("?", encoding="utf-8")
    phases = Phases()
    build(instance, site, at=built.AT, cache=instance / "cache", phases=phases)
    assert not phases.unchanged
    assert content(site) == right


def test_only_files_that_changed_are_new(instance: Path, site: Path) -> None:
    build(instance, site, at=built.AT, cache=instance / "cache")
    old = {
        path.relative_to(site): (path.stat().st_ino, path.read_bytes()) for path in site.rglob("*") if path.is_file()
    }
    correct(instance, random.Random(1))
    build(instance, site, at=built.AT, cache=instance / "cache")
    same = [path for path, (_, was) in old.items() if (site / path).is_file() and (site / path).read_bytes() == was]
    assert len(same) > len(old) / 2
    assert [path for path in same if (site / path).stat().st_ino != old[path][0]] == []
