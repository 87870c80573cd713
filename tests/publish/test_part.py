"""A part is given enough of the site, its key holds all that it is given, and what stands is not made again."""

from __future__ import annotations

import datetime
import random
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest

from scripts import registry
from scripts.build import gather_site
from scripts.editions import code_digest, compute_all
from scripts.instance import load
from scripts.model.edition import Edition, Picture
from scripts.publish import everything, lists, names, plain, profile, release, series, summary
from scripts.publish.article import Article
from scripts.publish.everything import publish
from scripts.publish.page import Page
from scripts.publish.part import NotGiven, Part, around
from scripts.publish.reuse import Reuse
from scripts.publish.site import Site
from scripts.publish.upcoming import upcoming
from tests.disclosures import sample
from tests.site import built
from tests.site.test_incremental import ROOMS, correct

BLANK = {width: Picture("<svg/>", 1, 1) for width in ("wide", "narrow")}
NOWHERE = Reuse(Path(), None)


@pytest.fixture(scope="module")
def instance(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Two rooms' samples, one period corrected twice."""
    root = built.write_shared(tmp_path_factory.mktemp("parts"))
    built.approve_samples(root, (registry.disclosure(*name.split("/")) for name in ROOMS))
    correct(root, random.Random(1))
    return root


def made(root: Path) -> Site:
    """Return the site of an instance, with blank pictures."""
    material = load(root, built.AT)
    drawn = [_blank(one) for one in compute_all(material, root / "cache")]
    return gather_site(material, drawn, None, code=code_digest())


def _blank(edition: Edition) -> Edition:
    parts = {"pictures": dict.fromkeys(edition.charts, BLANK), "images": dict.fromkeys(edition.charts, b"")}
    return edition.drawn(lambda: parts)


@pytest.fixture(scope="module")
def site(instance: Path) -> Site:
    return made(instance)


def every(site: Site) -> list[Part]:
    """Return all parts that have a key."""
    some = [names.parts(site), lists.parts(site), release.parts(site, NOWHERE), series.parts(site, NOWHERE)]
    some += [profile.parts(site, NOWHERE), plain.parts(site), summary.parts(site)]
    return [part for parts in some for part in parts if part.key]


def said(page: Page) -> tuple[Any, ...]:
    return page.address, page.template, page.title, page.data, page.body, page.files


def test_a_release_is_shown_beside_little_as_it_is_beside_the_whole_site(site: Site) -> None:
    for edition in site.editions:
        coming = upcoming(site, edition) if edition.current else []
        near = around(site, edition)
        assert len(near.editions) < len(site.editions)
        for whole, little in zip(
            release.pages(site, edition, NOWHERE, coming), release.pages(near, edition, NOWHERE, coming), strict=True
        ):
            assert said(whole) == said(little)


def test_of_a_neighbour_a_release_knows_that_it_is_there_and_nothing_more(site: Site) -> None:
    first = min(site.current(ROOMS[0]), key=lambda one: one.release.period)
    *_, neighbour = around(site, first).editions
    assert neighbour.title
    assert neighbour.release.period > first.release.period
    with pytest.raises(NotGiven):
        assert neighbour.figures


def test_every_part_of_a_site_can_be_made_of_what_it_is_given(site: Site) -> None:
    pages = sample.made(every(site))
    assert len({page.address for page in pages}) == len(pages) > 40
    assert len({part.key for part in every(site)}) == len(every(site))


def addresses(old: list[Part], new: list[Part]) -> set[str]:
    """Return the addresses of the parts that are new or have another key."""
    before = {part.key for part in old}
    return {page.address for part in new if part.key not in before for page in part.make()}


def test_what_shows_a_change_has_another_key_and_nothing_else(instance: Path, site: Site) -> None:
    before = every(site)
    assert addresses(before, every(made(instance))) == set()
    later = replace(site, at=site.at + datetime.timedelta(days=40))
    latest = site.latest(ROOMS[0])
    assert latest is not None
    # The next period is late by more days: its report says so, and the newest release of it.
    due = addresses(before, every(later))
    assert {f"/{ROOMS[0]}/", latest.current_address} <= due
    assert {one.split("/")[2] for one in due if one.startswith("/budget")} == {"department_execution"}
    article = Article("题", "/news/a/", datetime.date(2027, 1, 1), "专报", ROOMS[0], "说")
    assert addresses(before, every(replace(site, articles=[article]))) == {f"/{ROOMS[0]}/"}
    assert len(addresses(before, every(replace(site, code="other")))) == len(sample.made(before))
    assert every(replace(site, code="")) == []


def test_a_correction_is_shown_by_its_period_its_neighbours_and_its_entities(instance: Path, site: Site) -> None:
    before = every(site)
    correct(instance, random.Random(2))
    changed = addresses(before, every(made(instance)))
    period = site.current(ROOMS[0])[-1].current_address
    assert {period, f"{period}plain/", f"/en{period}", f"/{ROOMS[0]}/"} <= changed
    assert any(one.startswith("/profiles/department/") for one in changed)
    assert not any("suggestion" in one for one in changed)


def test_what_stands_as_it_should_is_not_made_again(
    site: Site, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    content, cache = tmp_path / "content", tmp_path / "cache"
    publish(site, content, b"", cache)
    was = {path: path.read_bytes() for path in content.rglob("*") if path.is_file()}
    fresh = tmp_path / "fresh"
    publish(replace(site, code=""), fresh, b"")
    assert {path.relative_to(fresh): path.read_bytes() for path in fresh.rglob("*") if path.is_file()} == {
        path.relative_to(content): one for path, one in was.items()
    }
    spoilt = next(path for path in sorted(was) if path.parts[-2:] == ("r1", "page.json"))
    spoilt.write_bytes(b"{}")
    written: list[str] = []
    write = everything.write

    def noted(content: Path, page: Page) -> dict[str, bytes | None]:
        written.append(page.address)
        return write(content, page)

    monkeypatch.setattr(everything, "write", noted)
    monkeypatch.setenv("PORTAL_CORES", "1")
    publish(site, content, b"", cache)
    assert {path: path.read_bytes() for path in content.rglob("*") if path.is_file()} == was
    assert f"/{spoilt.parent.relative_to(content / 'releases').as_posix()}/" in written
    # Beside the part that was spoilt, only what shows something of every release.
    assert not any(one.startswith("/profiles/suggestion/s") for one in written)
