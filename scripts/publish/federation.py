"""Federation (省级汇总): several districts' reports as the pages of a provincial portal; every figure stays theirs."""

from __future__ import annotations

import datetime
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from scripts.model.comparison import Comparison, Side, compare
from scripts.model.district import Dataset, District, Report, Roster
from scripts.model.number import DASH, show
from scripts.model.period import chinese_date
from scripts.model.release import KINDS
from scripts.publish.page import Page, json_bytes

LEAD = (
    "本站收录各区县人大公开网站的目录、数字和搜索索引，可以一处查找、横向对照。数字都是各区县公布的原数，"
    "本站不改动、不推算，每个数字都链接到原来的网页，以原网页为准。"
)


@dataclass(frozen=True, slots=True)
class Omitted:
    """A district of the roster that could not be taken, and why in one line."""

    name: str
    reason: str


@dataclass(frozen=True, eq=False, slots=True)
class Portal:
    """Everything the pages are made of.

    Args:
        reports: series → report the portal knows, in its order.
        kinds: kind → title.
        omitted: districts left out of this harvest.
    """

    roster: Roster
    districts: Sequence[District]
    reports: Mapping[str, Report]
    kinds: Mapping[str, str]
    omitted: Sequence[Omitted] = ()

    @property
    def at(self) -> str:
        """The newest day of publication among all districts, ISO; empty when no district published anything."""
        return max((one.issued for d in self.districts for one in d.datasets.values()), default="")

    @property
    def series(self) -> list[str]:
        """Every report that some district publishes: known ones in their order, then others by address."""
        there = {series for district in self.districts for series in district.series}
        known = [series for series in self.reports if series in there]
        return known + sorted(there - set(known))

    def title(self, series: str) -> str:
        """Return what a report is called here, else in the first district that has it."""
        if series in self.reports:
            return self.reports[series].title
        return next((d.titles[series] for d in self.districts if series in d.titles), series)


def pages(portal: Portal) -> Iterator[Page]:
    """Yield the home page, the search page, a page for each kind and report, and one for each district."""
    yield _home(portal)
    yield _search(portal)
    for kind in KINDS:
        if any(series.startswith(f"{kind}/") for series in portal.series):
            yield _kind(portal, kind)
    for series in portal.series:
        yield _report(portal, series)
    for district in portal.districts:
        yield _district(portal, district)


def site_json(portal: Portal) -> dict[str, Any]:
    """Return ``site.json``; ``federation`` tells the search page whose indexes to ask, and the policy which origins."""
    roster = portal.roster
    kinds = [kind for kind in KINDS if any(series.startswith(f"{kind}/") for series in portal.series)]
    demonstrations = [district.entry.name for district in portal.districts if district.notice]
    notice = roster.notice
    if demonstrations and not notice:
        notice = f"演示数据：{_listed(demonstrations)}公布的是虚构数字，仅用于展示功能，请勿引用。"
    return {
        "name": roster.name,
        "organ": roster.organ,
        "sponsor": f"{roster.organ}主办",
        "contact": {},
        "url": roster.url.rstrip("/"),
        "demonstration": bool(notice),
        "notice": notice,
        "preview": False,
        "language": "zh-CN",
        "at": portal.at,
        "at_text": _day(portal.at),
        "nav": [{"title": portal.kinds[kind], "href": f"/{kind}/"} for kind in kinds],
        "footer": [
            {"title": "首页", "href": "/"},
            {"title": "搜索全部区县", "href": "/search/"},
            {"title": "全部数字（JSON Lines）", "href": "/figures.jsonl"},
            {"title": "目录（DCAT）", "href": "/catalog.jsonld"},
            {"title": "收录记录", "href": "/harvest.json"},
        ],
        "codes": {"SiteName": roster.name},
        "releases": sum(len(district.datasets) for district in portal.districts),
        "ledger_head": "",
        "licence": {},
        "articles": [],
        "federation": [
            {"id": one.entry.id, "name": one.entry.name, "url": one.entry.url, "origin": one.entry.origin}
            for one in portal.districts
        ],
    }


def harvest_json(portal: Portal) -> bytes:
    """Return ``harvest.json``: what was read of each district and its SHA-256."""
    return json_bytes(
        {
            "name": portal.roster.name,
            "at": portal.at,
            "districts": [
                {
                    "id": one.entry.id,
                    "name": one.entry.name,
                    "url": one.entry.url,
                    "publisher": one.organ,
                    "releases": len(one.datasets),
                    "figures": one.figures,
                    "files": dict(sorted(one.digests.items())),
                }
                for one in portal.districts
            ],
            "omitted": [{"name": one.name, "reason": one.reason} for one in portal.omitted],
        }
    )


def catalog(portal: Portal) -> bytes:
    """Return ``catalog.jsonld``: a DCAT 3 catalogue of the districts' catalogues and their releases."""
    return json_bytes(
        {
            "@context": {
                "dcat": "http://www.w3.org/ns/dcat#",
                "dct": "http://purl.org/dc/terms/",
                "foaf": "http://xmlns.com/foaf/0.1/",
                "spdx": "http://spdx.org/rdf/terms#",
            },
            "@type": "dcat:Catalog",
            "@id": f"{portal.roster.url}catalog.jsonld",
            "dct:title": {"@value": portal.roster.name, "@language": "zh-CN"},
            "dct:publisher": {"@type": "foaf:Agent", "foaf:name": portal.roster.organ},
            "dcat:catalog": [
                {
                    "@type": "dcat:Catalog",
                    "@id": f"{district.entry.url}catalog.jsonld",
                    "dct:title": {"@value": district.entry.name, "@language": "zh-CN"},
                    "dct:publisher": {"@type": "foaf:Agent", "foaf:name": district.organ},
                    "dcat:dataset": [_dataset(district, one) for one in district.datasets.values()],
                }
                for district in portal.districts
            ],
        }
    )


def _dataset(district: District, one: Dataset) -> dict[str, Any]:
    address = district.address(one)
    return {
        "@type": "dcat:Dataset",
        "@id": address,
        "dct:title": {"@value": one.title, "@language": "zh-CN"},
        "dct:issued": one.issued,
        "dcat:version": f"r{one.release.revision}",
        "dcat:distribution": [
            {
                "@type": "dcat:Distribution",
                "dcat:downloadURL": {"@id": f"{address}{name}"},
                "spdx:checksum": {"spdx:algorithm": "sha256", "spdx:checksumValue": sha256},
            }
            for name, sha256 in one.files.items()
        ],
    }


def _page(portal: Portal, address: str, title: str, sections: Sequence[Mapping[str, Any]], **more: Any) -> Page:
    search = {"index": True, "kind": "汇总"} | more.pop("search", {})
    data = {
        "canonical": address,
        "description": f"{portal.roster.name}：{title}",
        "crumbs": [{"title": "首页", "href": "/"}] if address != "/" else [],
        "kind": "",
        "kind_title": "",
        "as_of": "",
        "as_of_text": "",
        "issued": "",
        "issued_text": "",
        "noindex": False,
        "search": search,
        "lead": "",
        "facts": [],
        "sections": list(sections),
    }
    return Page(address, "federation", title, data | more)


def _home(portal: Portal) -> Page:
    rows = [
        [
            _cell(district.entry.name, f"/districts/{district.entry.id}/"),
            _cell(district.organ),
            _number(len(district.datasets)),
            _number(len(district.series)),
            _cell(_day(max((one.issued for one in district.datasets.values()), default=""))),
            _cell("打开网站", district.entry.url),
        ]
        for district in portal.districts
    ]
    columns = _columns(("district", "区县"), ("organ", "公开机关"), ("releases", "公开", "次"),
                       ("reports", "报告", "种"), ("issued", "最近公开"), ("site", "原网站"))  # fmt: skip
    sections = [_section("districts", "各区县", grid=_grid("各区县公开情况", columns, rows))]
    for kind in KINDS:
        links = [
            {"title": portal.title(one), "href": f"/{one}/", "note": f"{len(_publishing(portal, one))} 个区县公开"}
            for one in portal.series
            if one.startswith(f"{kind}/")
        ]
        if links:
            sections.append(_section(kind, portal.kinds[kind], links=links))
    if portal.omitted:
        text = "；".join(f"{one.name}（{one.reason}）" for one in portal.omitted)
        sections.append(_section("omitted", "本次没有收录", text=f"{text}。"))
    return _page(portal, "/", portal.roster.name, sections, lead=LEAD)


def _search(portal: Portal) -> Page:
    data = {
        "canonical": "/search/",
        "description": f"搜索{portal.roster.name}收录的全部区县。",
        "crumbs": [{"title": "首页", "href": "/"}],
        "search": {"index": False},
    }
    return Page("/search/", "search", "搜索全部区县", data)


def _kind(portal: Portal, kind: str) -> Page:
    links = [
        {"title": portal.title(one), "href": f"/{one}/", "note": f"{len(_publishing(portal, one))} 个区县公开"}
        for one in portal.series
        if one.startswith(f"{kind}/")
    ]
    title = portal.kinds[kind]
    return _page(portal, f"/{kind}/", title, [_section("reports", "公开哪些报告", links=links)], kind=kind)


def _report(portal: Portal, series: str) -> Page:
    kind, title = series.partition("/")[0], portal.title(series)
    sections: list[dict[str, Any]] = []
    report = portal.reports.get(series)
    if report is not None:
        sections += _compared(compare(report, portal.districts))
    else:
        text = "本站没有这份报告的定义，不作横向对照。"
        sections.append(_section("compared", "横向对照", text=text))
    rows = [
        [
            _cell(district.entry.name, f"/districts/{district.entry.id}/"),
            _cell(latest.title, district.address(latest)),
            _cell(_day(latest.as_of)),
            _cell(_day(latest.issued)),
            _number(len(district.of_period(series))),
        ]
        for district in _publishing(portal, series)
        if (latest := district.latest(series)) is not None
    ]
    columns = _columns(("district", "区县"), ("latest", "最新一期"), ("as_of", "数据截至"), ("issued", "公开日期"),
                       ("periods", "共公开", "期"))  # fmt: skip
    sections.append(_section("latest", "各区县最新一期", grid=_grid(f"{title}：各区县最新一期", columns, rows)))
    lead = report.definition if report else ""
    crumbs = [{"title": "首页", "href": "/"}, {"title": portal.kinds[kind], "href": f"/{kind}/"}]
    return _page(portal, f"/{series}/", title, sections, kind=kind, lead=lead, crumbs=crumbs)


def _compared(found: Comparison) -> Iterator[dict[str, Any]]:
    if found.period is None:
        return
    title = f"横向对照：{found.period.title}"
    if found.basis is None or not found.alike:
        yield _section("compared", title, text="没有可以对照的数字，原因列在下面。")
    else:
        unit, base, method, version = found.basis
        label = next(side.headline.label for side in found.alike if side.headline)
        said = [
            f"单位：{unit or '无'}",
            f"分母：{base}" if base else "",
            f"口径：{' '.join((method, version)).strip() or '没有写明'}",
        ]
        text = f"对照的是“{label}”。同一时期、同一个数字、同一单位和口径才放在一起：{'；'.join(filter(None, said))}。"
        text += "按名单的次序排列，不排名次。"
        columns = _columns(("district", "区县"), ("value", label, unit), ("as_of", "数据截至"), ("source", "来源"))
        rows = [_row(side) for side in found.alike]
        yield _section("compared", title, text=text, grid=_grid(f"{label}，{found.period.title}", columns, rows))
    if found.apart:
        links = [
            {
                "title": side.district.entry.name,
                "href": side.district.address(side.dataset) if side.dataset else side.district.entry.url,
                "note": side.reason,
            }
            for side in found.apart
        ]
        yield _section("apart", "没有放在一起的", links=links)


def _row(side: Side) -> list[dict[str, Any]]:
    assert side.headline is not None
    assert side.dataset is not None
    address = f"{side.district.address(side.dataset)}#{side.headline.id}"
    words, unit = side.headline.words, side.headline.unit
    text = words.removesuffix(unit).strip() if unit else words
    return [
        _cell(side.district.entry.name, f"/districts/{side.district.entry.id}/"),
        {"text": text, "value": side.headline.value, "href": address, "status": "", "note": "", "figure": ""},
        _cell(_day(side.dataset.as_of)),
        _cell(side.dataset.title, side.district.address(side.dataset)),
    ]


def _district(portal: Portal, district: District) -> Page:
    sections = []
    for kind in KINDS:
        rows = []
        for series in portal.series:
            latest = district.latest(series) if series.startswith(f"{kind}/") else None
            if latest is not None:
                headline = district.headlines.get(str(latest.release))
                figure = f"{headline.label} {headline.words}" if headline else DASH
                rows.append(
                    [
                        _cell(portal.title(series), f"/{series}/"),
                        _cell(latest.title, district.address(latest)),
                        _cell(figure),
                        _cell(_day(latest.as_of)),
                        _cell(_day(latest.issued)),
                    ]
                )
        columns = _columns(("report", "报告"), ("latest", "最新一期"), ("figure", "主要数字"), ("as_of", "数据截至"),
                           ("issued", "公开日期"))  # fmt: skip
        if rows:
            title = portal.kinds[kind]
            sections.append(_section(kind, title, grid=_grid(f"{district.entry.name}：{title}", columns, rows)))
    facts = [
        {"label": "公开机关", "text": district.organ, "href": ""},
        {"label": "原网站", "text": district.entry.url, "href": district.entry.url},
        {"label": "收录的数字", "text": f"{show(district.figures, '个')} 个", "href": ""},
        *({"label": f"{name} 的 SHA-256", "text": sha, "href": ""} for name, sha in sorted(district.digests.items())),
    ]
    crumbs = [{"title": "首页", "href": "/"}]
    more: dict[str, Any] = {"facts": facts, "lead": district.notice, "crumbs": crumbs}
    return _page(portal, f"/districts/{district.entry.id}/", district.entry.name, sections, **more)


def _publishing(portal: Portal, series: str) -> list[District]:
    return [district for district in portal.districts if series in district.series]


def _section(id: str, title: str, **more: Any) -> dict[str, Any]:
    return {"id": id, "title": title, "text": "", "links": [], "grid": None, **more}


def _grid(title: str, columns: list[dict[str, str]], rows: list[list[dict[str, Any]]]) -> dict[str, Any]:
    return {"title": title, "columns": columns, "rows": rows, "details": [], "note": ""}


def _columns(*found: tuple[str, ...]) -> list[dict[str, str]]:
    numbers = {"releases", "reports", "value", "periods"}
    return [
        {"key": key, "title": title, "unit": (*unit, "")[0], "kind": "number" if key in numbers else "text", "note": ""}
        for key, title, *unit in found
    ]


def _cell(text: str, href: str = "") -> dict[str, Any]:
    return {"text": text or DASH, "value": text, "href": href, "status": "", "note": "", "figure": ""}


def _number(count: int) -> dict[str, Any]:
    return _cell(show(count, "个"))


def _day(text: str) -> str:
    return chinese_date(datetime.date.fromisoformat(text)) if text else ""


def _listed(names: Sequence[str]) -> str:
    return "、".join(names) if len(names) < 4 else f"{'、'.join(names[:3])}等 {len(names)} 个区县"
