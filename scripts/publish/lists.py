"""Lists: the pages that name the lists of a report, and each list a hundred rows a page with its data and feed."""

from __future__ import annotations

import json
from collections.abc import Iterator
from dataclasses import replace
from functools import partial
from typing import Any

from scripts.model.grid import Grid
from scripts.model.listing import Facet, Value
from scripts.model.number import plain
from scripts.model.period import chinese_date
from scripts.publish.data import grid_csv
from scripts.publish.page import Page, size_text
from scripts.publish.part import Part, bare, part_key
from scripts.publish.reuse import Reuse
from scripts.publish.roll import Line, Roll, roll_of
from scripts.publish.site import Site, common

ROWS = 100
"""Rows of one page."""
NEWS = 50
"""Entries of a feed."""


def parts(site: Site) -> Iterator[Part]:
    """Yield the lists of each report as a part."""
    for series in site.series:
        mine = site.current(series)
        yield Part(partial(pages, replace(bare(site), editions=mine), series), part_key(site, "lists", mine))


def pages(site: Site, series: str) -> Iterator[Page]:
    """Yield the index of a report's lists, the page of each way of dividing, and every page of every list."""
    roll = roll_of(site, series)
    if roll is None:
        return
    yield _index(site, roll)
    for facet in roll.facets:
        yield _facet(site, roll, facet)
        for value in facet.values:
            yield from _list(site, roll, facet, value)


def name_of(roll: Roll) -> str:
    """Return what the page of all lists is called (建议名单)."""
    return f"{roll.listing.title}名单"


def links(roll: Roll, facet: Facet) -> list[dict[str, str]]:
    """Return a link to each list of a facet, with its size."""
    return [
        {
            "title": value.title,
            "href": roll.list_address(facet, value),
            "words": f"{len(roll.chosen(facet, value))} {roll.listing.unit}",
        }
        for value in facet.values
    ]


def ways(roll: Roll) -> list[dict[str, str]]:
    """Return a link to each way of dividing."""
    return [{"title": facet.title, "href": f"{roll.address}{facet.key}/"} for facet in roll.facets]


def outlines(site: Site, reuse: Reuse) -> list[dict[str, Any]]:
    """Return the outline of the lists of each report that keeps any."""
    return [one for series in site.series if (one := outline(site, series, reuse))]


def outline(site: Site, series: str, reuse: Reuse) -> dict[str, Any]:
    """Return of a report's lists what other pages say of them; nothing when it keeps none.

    Title, address, types of the profiles listed; by facet its title and its lists; the lists that belong to profiles.
    """
    made_of = part_key(site, "outline of lists", site.current(series))
    found: dict[str, Any] = json.loads(reuse.piece(made_of, partial(_outline, site, series)))
    return found


def _outline(site: Site, series: str) -> bytes:
    roll = roll_of(site, series)
    told = roll and {
        "title": name_of(roll),
        "href": roll.address,
        "types": sorted({part[2] for line in roll.lines if len(part := line.entry.href.split("/")) > 2}),
        "lists": {one.key: {"title": one.title, "items": links(roll, one)} for one in roll.facets},
        "owned": [*_owned(roll)],
    }
    return json.dumps(told or {}, ensure_ascii=False).encode()


def of_profile(site: Site, reuse: Reuse) -> dict[str, list[dict[str, str]]]:
    """Return address of a profile → the lists that belong to it."""
    out: dict[str, list[dict[str, str]]] = {}
    for told in outlines(site, reuse):
        for address, link in told["owned"]:
            out.setdefault(address, []).append(link)
    return out


def _owned(roll: Roll) -> Iterator[tuple[str, dict[str, str]]]:
    """Yield the lists that belong to profiles: address of the profile and link."""
    for facet in roll.facets:
        for value in facet.values:
            if value.href:
                size = f"{len(roll.chosen(facet, value))} {roll.listing.unit}"
                link = {"title": roll.heading(facet, value), "href": roll.list_address(facet, value), "words": size}
                yield value.href, link


def _shared(site: Site, roll: Roll, title: str, address: str, description: str, crumbs: list[tuple[str, str]]) -> Any:
    kind = roll.series.partition("/")[0]
    return common(
        site,
        title=title,
        address=address,
        description=description,
        crumbs=[(site.kinds[kind]["title"], f"/{kind}/"), *crumbs],
        kind=kind,
        kind_title=site.kinds[kind]["title"],
        as_of=roll.newest.release.as_of.isoformat(),
        as_of_text=chinese_date(roll.newest.release.as_of),
        # The entries' own pages are found; lists of them would only crowd the results.
        search={"index": False},
    )


def _index(site: Site, roll: Roll) -> Page:
    title = name_of(roll)
    total = f"{len(roll.lines)} {roll.listing.unit}"
    lead = f"本站公开过的全部{roll.listing.title}共 {total}，可以按下面几种方式查看；每份名单都可以下载 CSV 和 JSON。"
    groups = [{"title": f.title, "href": f"{roll.address}{f.key}/", "items": links(roll, f)} for f in roll.facets]
    data = _shared(site, roll, title, roll.address, lead, [])
    return Page(roll.address, "lists", title, data | {"lead": lead, "groups": groups})


def _facet(site: Site, roll: Roll, facet: Facet) -> Page:
    address, title = f"{roll.address}{facet.key}/", f"{name_of(roll)}：{facet.title}"
    lead = facet.note or f"{facet.title}分列的{roll.listing.title}名单。"
    data = _shared(site, roll, title, address, lead, [(name_of(roll), roll.address)])
    group = {"title": "", "href": "", "items": links(roll, facet)}
    return Page(address, "lists", title, data | {"lead": lead, "groups": [group]})


def _list(site: Site, roll: Roll, facet: Facet, value: Value) -> Iterator[Page]:
    lines, title, first = roll.chosen(facet, value), roll.heading(facet, value), roll.list_address(facet, value)
    count = max(1, -(-len(lines) // ROWS))
    whole = roll.data(title, lines)
    files = {"list.csv": grid_csv(whole), "list.json": _json(site, title, first, whole)}
    lead = f"共 {len(lines)} {roll.listing.unit}，数据截至{chinese_date(roll.newest.release.as_of)}。"
    crumbs = [(name_of(roll), roll.address), (facet.title, f"{roll.address}{facet.key}/")]
    feed = f"/feeds/{first.strip('/').replace('/', '.')}.xml" if facet.feed else ""
    for number in range(1, count + 1):
        address = first if number == 1 else f"{first}{number}/"
        shown = lines[(number - 1) * ROWS : number * ROWS]
        grid = roll.grid(title, facet.columns, shown)
        page_title = title if number == 1 else f"{title}（第 {number} 页）"
        data = _shared(site, roll, page_title, address, f"{title}：{lead}", crumbs)
        page = {
            "heading": title,
            "lead": lead if count == 1 else f"{lead}第 {number} 页，共 {count} 页，每页 {ROWS} {roll.listing.unit}。",
            "note": " ".join(filter(None, (facet.note, roll.listing.note))),
            "table": grid.as_json() if shown else None,
            "pages": [
                {"number": n, "href": first if n == 1 else f"{first}{n}/", "current": n == number}
                for n in range(1, count + 1)
            ],
            "owner": {"title": value.title, "href": value.href} if value.href else None,
            "downloads": [
                {"title": f"这份名单（{name.rpartition('.')[2].upper()}）", "href": f"{first}{name}",
                 "size_text": size_text(len(content))}
                for name, content in files.items()
            ],
            "feed": feed,
            "others": [{"title": name_of(roll), "href": roll.address}, *ways(roll)],
        }  # fmt: skip
        if number == 1 and feed:
            page |= {"feed_title": title, "entries": _news(lines)}
        yield Page(address, "listing", page_title, data | page, files=files if number == 1 else {})


def _news(lines: list[Line]) -> list[dict[str, str]]:
    """Return the entries whose state changed last, newest first."""
    newest = sorted((line for line in lines if line.since), key=lambda line: line.entry.id)
    newest.sort(key=lambda line: line.since, reverse=True)
    return [
        {"title": line.entry.title, "href": line.entry.href, "issued": line.since, "sentence": line.entry.sentence}
        for line in newest[:NEWS]
    ]


def _json(site: Site, title: str, address: str, grid: Grid) -> bytes:
    """Return a list for programs: one record a row, exact values as text, no value where there is none."""
    rows = []
    for row in grid.rows:
        record: dict[str, Any] = {}
        for column, cell in zip(grid.columns, row, strict=True):
            if cell.value is None:
                record[column.key] = None
            elif column.kind == "text":
                record[column.key] = cell.text
            else:
                record[column.key] = cell.value if isinstance(cell.value, str) else plain(cell.value)
            if cell.href:
                record[f"{column.key}_href"] = cell.href
        rows.append(record)
    notice = {"notice": site.settings["notice"]} if site.settings["demonstration"] else {}
    fields = [{"name": c.key, "title": c.title, **({"unit": c.unit} if c.unit else {})} for c in grid.columns]
    head = {"title": title, "address": address, **notice, "count": len(rows), "fields": fields}
    # One line a row: half the size, and a reader can compare two days' files.
    body = ",\n".join(json.dumps(record, ensure_ascii=False) for record in rows)
    return f'{json.dumps(head, ensure_ascii=False)[:-1]}, "rows": [\n{body}\n]}}\n'.encode()
