"""A room's ``sample/``: a tiny instance that needs nothing of the default one."""

from __future__ import annotations

import datetime
import json
import tomllib
from collections.abc import Iterable
from dataclasses import replace
from decimal import Decimal
from pathlib import Path
from typing import Any

from scripts import instance, registry
from scripts.build import gather_site
from scripts.instance import Instance
from scripts.intake import codelist, method, table
from scripts.model.edition import Edition, Picture
from scripts.model.problem import Problem, Rejected
from scripts.model.release import Approval, Release, ReleaseId
from scripts.publish.page import Page
from scripts.publish.part import Part
from scripts.publish.site import Site

AT = datetime.datetime(2030, 1, 1, tzinfo=datetime.UTC)


def folder(room: registry.Disclosure) -> Path:
    """Return the room's sample folder."""
    return room.folder / "sample"


def periods(room: registry.Disclosure) -> list[Path]:
    """Return the sample's period folders, oldest first; the last is the one tested."""
    found = [path.parent for path in folder(room).glob("*/data.csv")]
    return sorted(found, key=lambda path: ReleaseId.parse(f"{room}/{path.name}").period)


def broken(room: registry.Disclosure) -> list[Path]:
    """Return the broken files; see ``of``."""
    return sorted((folder(room) / "broken").glob("*.csv"))


def of(room: registry.Disclosure, path: Path) -> tuple[str, str]:
    """Return the code and the resource in a broken file's name: ``<code>.csv`` or ``<code>.<resource>.csv``."""
    code, _, resource = path.stem.rpartition(".")
    return (code, resource) if resource in room.schemas else (path.stem, "data")


def cells(room: registry.Disclosure) -> dict[str, str]:
    """Return broken file name → cell at which the problem is (``D3``); empty for the whole file."""
    text = (folder(room) / "broken" / "cells.toml").read_text(encoding="utf-8")
    return {str(name): str(cell) for name, cell in tomllib.loads(text).items()}


def expected(room: registry.Disclosure) -> dict[str, Decimal | None]:
    """Return figure id → exact value worked out by hand."""
    values = json.loads((folder(room) / "expected.json").read_text(encoding="utf-8"))
    return {id: None if value is None else Decimal(value) for id, value in values.items()}


def release(room: registry.Disclosure, replaced: tuple[str, bytes, str] | None = None) -> Release:
    """Return the last period as a release, linked to the earlier ones.

    Args:
        replaced: resource, bytes and file name of a table that stands in for the sample's own.

    Raises:
        Rejected: with every problem of its cells.
    """
    base = folder(room)
    lists = codelist.read_all(base / "codelists") if (base / "codelists").is_dir() else {}
    methods = method.read_all(base / "methods") if (base / "methods").is_dir() else {}
    found: list[Release] = []
    for path in periods(room):
        id = ReleaseId.parse(f"{room}/{path.name}")
        last = path == periods(room)[-1]
        at_file = base / "at.txt"
        at = id.period.end
        if last and at_file.is_file():
            at = datetime.date.fromisoformat(at_file.read_text(encoding="utf-8").strip())
        tables, problems = {}, []
        for resource, schema in room.schemas.items():
            try:
                if last and replaced is not None and replaced[0] == resource:
                    tables[resource] = table.parse(replaced[1], schema, lists, replaced[2])
                else:
                    tables[resource] = table.read(path / f"{resource}.csv", schema, lists)
            except Rejected as rejected:
                problems += rejected.problems
        if problems:
            raise Rejected(problems)
        chosen = instance.choose_methods(room, methods, None, id, str(id))
        issued = datetime.datetime.combine(id.period.end, datetime.time(9), datetime.UTC)
        approval = Approval("示例机关", "示例文件", id.period.end, issued, {"data.csv": "0" * 64}, sha256="0" * 64)
        found.append(Release(id, tables, lists, chosen, at, approval=approval))
    return instance.link(found[-1], found)


def problems(room: registry.Disclosure, path: Path) -> list[Problem]:
    """Return every problem of the sample with one table replaced by a broken file."""
    try:
        made = release(room, (of(room, path)[1], path.read_bytes(), path.name))
    except Rejected as rejected:
        return rejected.problems
    return room.check(made)


def edition(room: registry.Disclosure, made: Release | None = None) -> Edition:
    """Return the sample with everything computed; pictures are blank."""
    made = made or release(room)
    figures = room.compute(made)
    grids = room.lay_out(made, figures)
    charts = room.draw(made, figures, grids)
    items = room.items(made, figures)
    blank = {width: Picture("<svg/>", 1, 1) for width in ("wide", "narrow")}
    return Edition(
        made,
        room.settings,
        room.schemas,
        room.template,
        figures,
        grids,
        charts,
        tuple(room.mention(made, figures)),
        dict.fromkeys(charts, blank),
        dict.fromkeys(charts, b""),
        periods(room)[-1],
        current=True,
        identities=tuple(room.identify(made)),
        items=None if items is None else tuple(items),
        listing=room.listing(made),
    )


def made(parts: Iterable[Part]) -> list[Page]:
    """Return the pages of all parts."""
    return [page for part in parts for page in part.make()]


def site(room: registry.Disclosure, one: Edition) -> Site:
    """Return a site that holds one edition only."""
    settings: dict[str, Any] = {
        "name": "示例",
        "organ": "示例机关",
        "sponsor": "示例",
        "lead": "示例",
        "url": "",
        "demonstration": True,
        "notice": "演示数据",
    }
    versions = {name: [version] for name, version in one.release.methods.items()}
    lists = one.release.codelists
    material = Instance(folder(room), settings, {}, lists, versions, [], {str(one.release.id): one.release}, AT)
    return gather_site(material, [replace(one)], None)
