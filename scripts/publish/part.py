"""Part: pages that are made together, under a hash of everything they are made of, so that none is made twice.

A key must hold all that its part is given. So what a part is given is cut down first: ``bare`` leaves of a site what no
release changes, ``around`` adds the releases that one release is shown beside, and anything else is handed over as
such and stands in the key.
"""

from __future__ import annotations

import datetime
import json
from collections.abc import Callable, Iterable
from dataclasses import dataclass, replace
from functools import lru_cache
from typing import Any, NoReturn

from scripts.model.edition import Edition
from scripts.model.kept import digest
from scripts.publish.page import Page
from scripts.publish.site import Site

NEVER = datetime.datetime.min.replace(tzinfo=datetime.UTC)
STABLE = ("settings", "kinds", "rooms", "preview", "glossary", "readings", "written", "english", "code")
"""What a bare site has, beside methods and code lists, which are in the key of every edition."""


@dataclass(frozen=True, slots=True)
class Part:
    """Some pages.

    Args:
        make: makes them.
        key: see ``part_key``; empty: they are made in every build.
    """

    make: Callable[[], Iterable[Page]]
    key: str = ""


class NotGiven(LookupError):
    """A part asks a release for something that is not in its key: an error of this program."""


@lru_cache(maxsize=2)
def bare(site: Site) -> Site:
    """Return the site without releases and what follows from them."""
    return replace(
        site, editions=(), withdrawn=(), profiles=(), articles=(), calendar={}, at=NEVER, ledger_head=""
    )  # fmt: skip


def around(site: Site, edition: Edition) -> Site:
    """Return the site as the pages of one release are given it.

    Whole are the revisions of its period and what its figures were compared with; of the periods beside it is known
    that they are there, and nothing of what they hold.
    """
    id = edition.release.id
    series = sorted({one.release.period for one in site.current(id.series)})
    place = series.index(edition.release.period)
    beside = {*series[max(0, place - 1) : place], *series[place + 1 : place + 2]}
    before = str(edition.release.earlier[-1].id) if edition.release.earlier else ""
    shown = []
    for one in site.editions:
        if one.release.id.current == id.current or str(one.release.id) == before:
            shown.append(one)
        elif one.current and one.release.id.series == id.series and one.release.period in beside:
            shown.append(_head(one))
    return replace(bare(site), editions=shown)


def part_key(site: Site, what: str, editions: Iterable[Edition], *more: Any) -> str:
    """Return the key of a part.

    Args:
        what: which part it is.
        editions: all that it is given, in order.
        more: all that it is given beside ``bare(site)``, as JSON.
    """
    if not site.code:
        return ""
    said = [(str(one.release.id), one.key, one.current) for one in editions]
    return digest([what, _stable(site), json.dumps([said, more], ensure_ascii=False, sort_keys=True)])


@lru_cache(maxsize=2)
def _stable(site: Site) -> str:
    told = {name: getattr(site, name) for name in STABLE} | {"written": sorted(site.written)}
    return digest([json.dumps(told, ensure_ascii=False, sort_keys=True, default=str)])


def _head(edition: Edition) -> Edition:
    """Return a release of which is known that it is there."""

    def refuse(name: str) -> NoReturn:
        raise NotGiven(f"{edition.release.id}: {name}")

    known = {name: getattr(edition, name) for name in ("release", "settings", "schemas", "template", "folder")}
    return Edition.of(refuse, **known, current=edition.current, key="")
