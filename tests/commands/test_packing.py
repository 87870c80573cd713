"""What is compressed beforehand: every text that becomes smaller, the same bytes each time, nothing done twice."""

from __future__ import annotations

import gzip
import os
import random
from pathlib import Path

import brotli
import pytest

from scripts import packing
from scripts.packing import LEAST, pack_all
from scripts.publish import packed

LONG = "全区执行进度为 64.9%。".encode() * 200
NOISE = random.Random(1).randbytes(2000)


@pytest.fixture
def site(tmp_path: Path) -> Path:
    site = tmp_path / "site"
    for name, content in {
        "index.html": LONG,
        "a/figures.json": LONG + b"{}",
        "theme/site.0123456789.css": LONG,
        "short.html": LONG[:LEAST],
        "picture.png": LONG,
        "release.zip": LONG,
        "noise.txt": NOISE,
    }.items():
        (site / name).parent.mkdir(parents=True, exist_ok=True)
        (site / name).write_bytes(content)
    return site


def made(site: Path) -> dict[str, bytes]:
    return {
        path.relative_to(site).as_posix(): path.read_bytes()
        for path in sorted(site.rglob("*"))
        if path.suffix in packed.PACKED
    }


def test_every_text_that_becomes_smaller_is_there_compressed(site: Path, tmp_path: Path) -> None:
    assert pack_all(site, tmp_path / "none", tmp_path / "cache") == 6
    names = ("a/figures.json", "index.html", "theme/site.0123456789.css")
    assert set(made(site)) == {f"{name}{suffix}" for name in names for suffix in (".gz", ".br")}
    for name, content in made(site).items():
        unpack = gzip.decompress if name.endswith(".gz") else brotli.decompress
        assert unpack(content) == (site / name.rpartition(".")[0]).read_bytes()


def test_the_bytes_are_the_same_on_one_core_and_on_two(site: Path, tmp_path: Path, monkeypatch) -> None:
    pack_all(site, tmp_path / "none", tmp_path / "cache")
    first = made(site)
    for path in site.rglob("*"):
        if path.suffix in packed.PACKED:
            path.unlink()
    monkeypatch.setenv("PORTAL_CORES", "1")
    pack_all(site, tmp_path / "none", tmp_path / "other")
    assert made(site) == first


def test_what_was_compressed_before_is_not_compressed_again(site: Path, tmp_path: Path, monkeypatch) -> None:
    pack_all(site, tmp_path / "none", tmp_path / "cache")
    first = made(site)
    before = tmp_path / "before"
    site.rename(before)
    for path in before.rglob("*"):
        if path.is_file() and path.suffix not in packed.PACKED:
            target = site / path.relative_to(before)
            target.parent.mkdir(parents=True, exist_ok=True)
            os.link(path, target)
    (site / "index.html").unlink()
    (site / "index.html").write_bytes(LONG + b"!")
    again: list[bytes] = []
    monkeypatch.setenv("PORTAL_CORES", "1")
    monkeypatch.setattr(
        packing, "pack", lambda suffix, content, quality: again.append(content) or b"new" + suffix.encode()
    )
    pack_all(site, before, tmp_path / "cache")
    assert again == [LONG + b"!"] * 2
    assert {name for name, content in made(site).items() if content != first[name]} == {
        "index.html.gz",
        "index.html.br",
    }
    # What stayed is the very same file.
    assert (site / "a/figures.json.br").stat().st_ino == (before / "a/figures.json.br").stat().st_ino


def test_a_spoilt_result_is_made_again(site: Path, tmp_path: Path) -> None:
    pack_all(site, tmp_path / "none", tmp_path / "cache")
    first = made(site)
    for path in [*site.rglob("*"), *(tmp_path / "cache").glob("??/*")]:
        if path.suffix in packed.PACKED:
            path.unlink()
        elif path.is_file() and path.is_relative_to(tmp_path / "cache"):
            path.write_bytes(b"spoilt")
    pack_all(site, tmp_path / "none", tmp_path / "cache")
    assert made(site) == first


@pytest.mark.parametrize("suffix", packed.PACKED)
def test_only_the_whole_file_and_nothing_else_is_held(suffix: str) -> None:
    whole = packed.pack(suffix, LONG, 5)
    assert packed.unpacks_to(suffix, whole, LONG)
    assert packed.unpacks_to(suffix, packed.pack(suffix, b"", 5), b"")
    for content in (LONG[:-1], LONG + b"x", b"", LONG[1:]):
        assert not packed.unpacks_to(suffix, whole, content)
    for spoilt in (whole[:-1], whole + b"x", whole + whole, b"", b"no", LONG):
        assert not packed.unpacks_to(suffix, spoilt, LONG)


@pytest.mark.parametrize("suffix", packed.PACKED)
def test_a_file_that_unpacks_to_very_much_is_not_unpacked(suffix: str) -> None:
    bomb = packed.pack(suffix, bytes(200_000_000), 1)
    assert not packed.unpacks_to(suffix, bomb, b"x")
