"""Kind and report pages: what there is, newest first, and the whole series as one file."""

from __future__ import annotations

import csv
import io
from collections.abc import Iterable, Iterator
from dataclasses import replace
from functools import partial
from typing import Any

from scripts.model.edition import Edition
from scripts.model.period import chinese_date
from scripts.publish import lists
from scripts.publish.article import about
from scripts.publish.page import Page
from scripts.publish.part import Part, bare, part_key
from scripts.publish.release import chart
from scripts.publish.reuse import Reuse
from scripts.publish.roll import roll_of
from scripts.publish.site import Site, common, days_text, figure_card, issued_date, issued_text, status
from scripts.publish.upcoming import upcoming

COLUMNS = ("period", "revision", "as_of", "issued", "figure", "label", "value", "unit", "base", "missing")
"""Of ``series.csv``."""


def parts(site: Site, reuse: Reuse) -> Iterator[Part]:
    """Yield the pages of the kinds, and the page of each report that has releases as a part."""
    yield Part(lambda: [_kind(site, kind) for kind in site.kinds])
    for series in site.series:
        mine = [edition for edition in site.editions if edition.release.id.series == series]
        latest = site.latest(series)
        told = (upcoming(site, latest) if latest else [], about(site.articles, series))
        make = partial(pages, replace(bare(site), editions=mine), series, *told, reuse)
        yield Part(make, part_key(site, "report", mine, *told))


def _kind(site: Site, kind: str) -> Page:
    settings, address = site.kinds[kind], f"/{kind}/"
    series = [name for name in site.series if name.startswith(f"{kind}/")]
    years: dict[int, list[Edition]] = {}
    for edition in site.current(kind=kind):
        years.setdefault(edition.release.period.year, []).append(edition)
    data = common(
        site,
        title=settings["title"],
        address=address,
        description=settings["lead"],
        crumbs=[],
        kind=kind,
        kind_title=settings["title"],
        search={"kind": settings["title"], "index": not site.preview},
    )
    entities = [p for p in site.profiles if p.type in {"department", "township"} and _speaks(p.mentions, kind)]
    return Page(
        address,
        "kind",
        settings["title"],
        data
        | {
            "lead": settings["lead"],
            "law": settings["law"],
            "explained": site.explained(kind),
            "english": f"/en{address}" if site.english_on else "",
            "articles": about(site.articles, kind),
            "reports": [_report_card(site, name) for name in series],
            "years": [
                {"year": str(year), "releases": [_link(e) for e in sorted(years[year], key=issued_date, reverse=True)]}
                for year in sorted(years, reverse=True)
            ],
            "entities": {"title": "按部门", "items": [{"title": p.title, "href": p.address} for p in entities]},
        },
    )


def _speaks(mentions: Any, kind: str) -> bool:
    return any(edition.release.id.kind == kind for edition, _ in mentions)


def _link(edition: Edition) -> dict[str, str]:
    return {"title": edition.title, "href": edition.current_address, "issued_text": issued_text(edition)}


def _report_card(site: Site, series: str) -> dict[str, Any]:
    latest = site.latest(series)
    card: dict[str, Any] = {
        "title": site.rooms[series]["title"],
        "href": f"/{series}/",
        "definition": site.rooms[series]["definition"],
        "periods": len(site.current(series)),
    }
    if latest is not None:
        card |= {
            "latest_title": latest.title,
            "latest_href": latest.current_address,
            "as_of_text": chinese_date(latest.release.as_of),
            "sentence": site.text(latest).plain,
            "figure": figure_card(latest, latest.settings["headline"]),
        }
    return card


def pages(
    site: Site, series: str, coming: list[dict[str, str]], articles: list[dict[str, str]], reuse: Reuse
) -> Iterator[Page]:
    """Yield the page of one report.

    Args:
        coming: what is still to be published of it, see ``upcoming``.
        articles: those about it.
    """
    kind, report = series.split("/")
    settings, address = site.rooms[series], f"/{series}/"
    editions = sorted(site.current(series), key=lambda e: e.release.period, reverse=True)
    latest = editions[0]
    data = common(
        site,
        title=settings["title"],
        address=address,
        description=settings["definition"],
        crumbs=[(site.kinds[kind]["title"], f"/{kind}/")],
        kind=kind,
        kind_title=site.kinds[kind]["title"],
        search={"kind": site.kinds[kind]["title"], "index": not site.preview},
    )
    yield Page(
        address,
        "report",
        settings["title"],
        data
        | {
            "definition": settings["definition"],
            "english": f"/en{address}" if site.english_on else "",
            "cycle": settings["cycle"],
            "owner": settings["owner"],
            "upcoming": coming,
            "latest": {
                "title": latest.title,
                "href": latest.current_address,
                "sentence": site.text(latest).plain,
                "as_of_text": chinese_date(latest.release.as_of),
            },
            "periods": [_period(site, edition) for edition in editions],
            "articles": articles,
            "methods": [
                {"title": m.title, "href": f"/methods/{m.name}/", "note": f"{m.version}版"}
                for m in latest.release.methods.values()
            ],
            "feed": f"/feeds/{kind}.{report}.xml",
            "series_csv": f"{address}series.csv",
            "lists": [
                {"title": lists.name_of(roll), "href": roll.address, "ways": lists.ways(roll)}
                for roll in [roll_of(site, series)]
                if roll is not None
            ],
            **_history(latest),
        },
        files={"series.csv": series_csv(site, list(reversed(editions)), reuse)},
    )


def _history(latest: Edition) -> dict[str, Any]:
    """Return the newest release's picture over time, where the room draws one."""
    if "history" not in latest.charts:
        return {"history": []}
    tables: dict[str, Any] = {}
    return {"history": [chart(latest, "history", tables)], "tables": tables}


def _period(site: Site, edition: Edition) -> dict[str, Any]:
    same = [e for e in site.editions if e.release.id.current == edition.release.id.current]
    return {
        "title": edition.title,
        "href": edition.current_address,
        "issued_text": issued_text(edition),
        "days_text": days_text(edition),
        "sentence": site.text(edition).plain,
        "revisions": [
            {
                "title": f"第 {one.release.id.revision} 版",
                "href": one.address,
                "status": status(one)["level"],
                "word": status(one)["word"],
            }
            for one in reversed(same)
        ],
    }


def series_csv(site: Site, editions: list[Edition], reuse: Reuse) -> bytes:
    """Return all figures of a series in long form: one row for each period and figure, exact values, BOM and CRLF."""
    pieces = [reuse.piece(part_key(site, "series rows", [one]), partial(_rows, one)) for one in editions]
    return b"".join([b"\xef\xbb\xbf", _csv([COLUMNS]), *pieces])


def _rows(edition: Edition) -> bytes:
    release = edition.release
    return _csv(
        (
            release.period.text,
            f"r{release.id.revision}",
            release.as_of.isoformat(),
            issued_date(edition),
            figure.id,
            figure.label,
            figure.exact,
            figure.unit,
            figure.base,
            figure.missing,
        )
        for figure in edition.figures.values()
    )


def _csv(rows: Iterable[tuple[str, ...]]) -> bytes:
    stream = io.StringIO(newline="")
    csv.writer(stream, lineterminator="\r\n").writerows(rows)
    return stream.getvalue().encode()
