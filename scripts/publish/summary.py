"""Summary: the English pages: home, kinds, reports, and one page for each current release."""

from __future__ import annotations

from collections.abc import Iterator
from functools import partial
from typing import Any

from scripts.model.edition import Edition
from scripts.publish import english
from scripts.publish.english import Words, catalogue, day, period, said
from scripts.publish.page import Page
from scripts.publish.part import Part, bare, part_key
from scripts.publish.site import Site, common, issued, issued_date

ROOT = "/en/"


def address(chinese: str) -> str:
    """Return the English page beside a Chinese one.

    >>> address("/"), address("/budget_execution/")
    ('/en/', '/en/budget_execution/')
    """
    return ROOT + chinese.removeprefix("/")


def parts(site: Site) -> Iterator[Part]:
    """Yield the English page of each release as a part, and the others; none where there is ``english = false``."""
    if not site.english_on:
        return
    for series in site.series:
        for edition in site.current(series):
            yield Part(partial(_releases, bare(site), edition), part_key(site, "english", [edition]))
    yield Part(partial(_above, site))


def _above(site: Site) -> Iterator[Page]:
    yield _home(site)
    for kind in site.kinds:
        yield _kind(site, kind)
    for series in site.series:
        yield _report(site, series)


def _releases(site: Site, edition: Edition) -> Iterator[Page]:
    yield _release(site, edition)


def _page(site: Site, template: str, title: str, chinese: str, crumbs: list[tuple[str, str]], **data: Any) -> Page:
    shared = common(site, title=title, address=address(chinese), description=title, crumbs=[])
    words = catalogue()["interface"]
    shown = {
        **shared,
        "lang": "en",
        "chinese": chinese,
        # Found by search engines in English; the site's own search speaks Chinese.
        "search": {"index": False},
        "words": words,
        "site_name": said(str(site.settings.get("name_en") or site.settings["name"])),
        "organ": said(str(site.settings.get("organ_en") or site.settings["organ"])),
        "nav": [{"href": address(f"/{kind}/"), **said(_kind_title(site, kind))} for kind in site.kinds],
        "crumbs": [{"title": words["home"], "href": ROOT}, *({"title": t, "href": h} for t, h in crumbs)],
        "heading": said(title),
    }
    return Page(address(chinese), template, title, shown | data)


def _words(site: Site, series: str) -> Words:
    return Words(site.english.get(series, {}))


def _kind_title(site: Site, kind: str) -> str:
    return str(site.kinds[kind].get("english", {}).get("title", site.kinds[kind]["title"]))


def _report_title(site: Site, series: str) -> str:
    return _words(site, series).title(str(site.rooms[series]["title"]))


def _home(site: Site) -> Page:
    words = catalogue()["interface"]
    groups = [
        {
            "title": said(_kind_title(site, kind)),
            "href": address(f"/{kind}/"),
            "reports": [_card(site, series) for series in site.series if series.startswith(f"{kind}/")],
        }
        for kind in site.kinds
    ]
    lead = str(words["lead"])
    return _page(site, "en", words["english"], "/", [], lead=said(lead), description=lead, groups=groups, releases=[])


def _kind(site: Site, kind: str) -> Page:
    lead = str(site.kinds[kind].get("english", {}).get("lead", site.kinds[kind]["lead"]))
    mine = [series for series in site.series if series.startswith(f"{kind}/")]
    group = {"title": said(catalogue()["interface"]["reports"]), "href": "", "reports": [_card(site, s) for s in mine]}
    return _page(
        site, "en", _kind_title(site, kind), f"/{kind}/", [], lead=said(lead), description=lead, groups=[group],
        releases=[],
    )  # fmt: skip


def _card(site: Site, series: str) -> dict[str, Any]:
    """Return a report with the headline figure of its newest release."""
    edition = site.latest(series)
    assert edition is not None, f"{series} is listed because it has a release"
    words = _words(site, series)
    figure = edition.figures[str(edition.settings["headline"])]
    return {
        "title": said(_report_title(site, series)),
        "href": address(f"/{series}/"),
        "latest": {"href": address(edition.current_address), "text": period(edition.release.period)},
        "as_of": day(edition.release.as_of),
        "label": said(words.label(figure)),
        "value": words.value(figure),
    }


def _report(site: Site, series: str) -> Page:
    kind = series.partition("/")[0]
    title, words = _report_title(site, series), _words(site, series)
    lead = words.definition(str(site.rooms[series]["definition"]))
    releases = [
        {"href": address(e.current_address), "text": period(e.release.period), "as_of": day(e.release.as_of)}
        for e in reversed(site.current(series))
    ]
    crumbs = [(_kind_title(site, kind), address(f"/{kind}/"))]
    return _page(
        site, "en", title, f"/{series}/", crumbs, lead=said(lead), description=lead, groups=[], releases=releases
    )


def _release(site: Site, edition: Edition) -> Page:
    release, words = edition.release, _words(site, edition.release.id.series)
    series, kind = release.id.series, release.id.kind
    report = _report_title(site, series)
    title = f"{report}, {period(release.period)}"
    shown = english.figures(edition, site.text(edition).sentence, words)
    first = shown[0]
    told = f"{first['label']['text']}: {first['value']['text']} {first['value']['unit']}".rstrip()
    approval = release.approval
    return _page(
        site,
        "en_release",
        title,
        edition.current_address,
        [(_kind_title(site, kind), address(f"/{kind}/")), (report, address(f"/{series}/"))],
        description=f"{title}. {told}, as of {day(release.as_of)}.",
        headline=shown,
        table=english.table(edition, words),
        converted=any("chinese" in one["value"] for one in shown),
        as_of=release.as_of.isoformat(),
        as_of_text=day(release.as_of),
        issued=issued(edition),
        issued_text=day(approval.issued) if approval and issued_date(edition) else "",
        approved=said(f"{approval.organ}，{approval.document}") if approval else None,
        revision=release.id.revision,
        chinese_title=edition.title,
        machine=f"{edition.address}figures.json",
    )
