"""Site: what the publish stage knows of the whole portal, and the parts that every page shares."""

from __future__ import annotations

import datetime
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

from scripts.model.codelist import CodeList
from scripts.model.edition import Edition
from scripts.model.method import Method
from scripts.model.period import chinese_date
from scripts.model.profile import Profile
from scripts.model.text import Text
from scripts.publish.article import Article
from scripts.publish.words import render

FOOTER = (
    ("未办结事项", "/open-items/"),
    ("公开日历", "/calendar/"),
    ("更正与修订", "/corrections/"),
    ("勾稽关系", "/identities/"),
    ("公开记录", "/changes/"),
    ("数据目录", "/data/"),
    ("口径与方法", "/methods/"),
    ("名词解释", "/glossary/"),
    ("按主题查找", "/search/topics/"),
    ("按拼音查找", "/search/names/"),
    ("公告与专报", "/news/"),
    ("关于本站", "/about/"),
    ("如何核验", "/verify/"),
    ("引述核对", "/quote-check/"),
    ("无障碍说明", "/accessibility/"),
)


@dataclass(frozen=True, eq=False, repr=False)
class Site:
    """Everything that pages are made of.

    Args:
        settings: ``data/site.toml``.
        kinds: ``kind.toml`` of each kind, in order.
        calendar: ``data/calendar.toml``.
        editions: every public release, by id order.
        methods: all versions of each method.
        codelists: by name.
        profiles: one for each entity mentioned.
        at: the build's notion of now.
        ledger_head: hash of the last ledger line.
        preview: whether releases under embargo are shown.
        glossary: ``data/glossary.toml``.
        readings: ``data/pinyin.toml``: names whose pinyin no dictionary knows.
        english: ``english.toml`` of each room that has one, by series.
        written: addresses of the pages that people wrote.
        withdrawn: revisions that were withdrawn; a page at their address says so, and nothing else of them is shown.
        articles: what staff wrote, newest first.
        code: a hash of the program; empty where nobody asked for it, and then nothing is known to be made already.
    """

    settings: Mapping[str, Any]
    kinds: Mapping[str, Mapping[str, Any]]
    rooms: Mapping[str, Mapping[str, Any]]
    calendar: Mapping[str, Any]
    editions: Sequence[Edition]
    methods: Mapping[str, list[Method]]
    codelists: Mapping[str, CodeList]
    profiles: Sequence[Profile]
    at: datetime.datetime
    ledger_head: str
    glossary: Mapping[str, Any]
    preview: bool = False
    withdrawn: Sequence[Edition] = ()
    readings: Mapping[str, str] = field(default_factory=dict)
    written: frozenset[str] = frozenset()
    english: Mapping[str, Mapping[str, Any]] = field(default_factory=dict)
    articles: Sequence[Article] = ()
    code: str = ""

    def text(self, edition: Edition) -> Text:
        """Return the rendered words of a release."""
        if edition.text is not None:
            return edition.text
        texts: dict[str, Text] = self.__dict__.setdefault("_texts", {})
        id = str(edition.release.id)
        if id not in texts:
            texts[id] = render(edition)
        return texts[id]

    def current(self, series: str = "", kind: str = "") -> list[Edition]:
        """Return the current edition of each period, oldest first, of one series or kind."""
        return [
            edition
            for edition in self.editions
            if edition.current
            and (not series or edition.release.id.series == series)
            and (not kind or edition.release.id.kind == kind)
        ]

    @property
    def english_on(self) -> bool:
        """Whether the instance has English pages."""
        return bool(self.settings.get("english", True))

    def explained(self, kind: str) -> dict[str, str] | None:
        """Return the written page that explains how a kind of business runs; ``None`` where the instance has none."""
        page: dict[str, str] | None = self.kinds[kind].get("explained")
        return page if page and page["href"] in self.written else None

    def latest(self, series: str) -> Edition | None:
        """Return the current edition of the newest period of a series."""
        return max(self.current(series), key=lambda edition: edition.release.period, default=None)

    @property
    def series(self) -> list[str]:
        """The series that have releases, in the order of the rooms."""
        there = {edition.release.id.series for edition in self.editions}
        return [name for name in self.rooms if name in there]

    def newest_first(self) -> list[Edition]:
        """Return all editions by moment of publication, newest first."""
        return sorted(self.editions, key=lambda e: (issued(e), str(e.release.id)), reverse=True)


def issued(edition: Edition) -> str:
    """Return the moment of publication in ISO form; empty for a draft in a preview."""
    return edition.release.approval.issued.isoformat() if edition.release.approval else ""


def issued_date(edition: Edition) -> str:
    """Return the day of publication in ISO form."""
    return issued(edition)[:10]


def issued_text(edition: Edition) -> str:
    """Return the day of publication in Chinese."""
    return chinese_date(edition.release.approval.issued) if edition.release.approval else "尚未公开"


def days_text(edition: Edition) -> str:
    """Return how long after approval it was published (批准后第 6 日)."""
    return f"批准后第 {edition.release.approval.days} 日公开" if edition.release.approval else ""


def status(edition: Edition) -> dict[str, str]:
    """Return whether the revision is current, replaced, corrected or withdrawn."""
    note = edition.release.revision
    if edition.current:
        if note is not None and note.type == "withdrawal":
            return {"level": "bad", "word": "已撤回"}
        return {"level": "ok", "word": "现行"}
    return {"level": "warn20", "word": "已有新版"}


def common(
    site: Site, *, title: str, address: str, description: str, crumbs: Sequence[tuple[str, str]], **more: Any
) -> dict[str, Any]:
    """Return the keys that every page has."""
    search = {"index": True, "kind": "说明"} | more.pop("search", {})
    return {
        "canonical": address,
        "description": description,
        "crumbs": [{"title": "首页", "href": "/"}, *({"title": t, "href": h} for t, h in crumbs)],
        "kind": "",
        "kind_title": "",
        "as_of": "",
        "as_of_text": "",
        "issued": "",
        "issued_text": "",
        "noindex": site.preview,
        "search": search,
        **more,
    }


def figure_card(edition: Edition, id: str) -> dict[str, str]:
    """Return a figure as cards show it: number, unit, label, link."""
    figure = edition.figures[id]
    return {
        "text": figure.text,
        "unit": figure.unit,
        "label": figure.label,
        "base": figure.base,
        "href": f"{edition.current_address}#{id}",
    }


def site_json(site: Site) -> dict[str, Any]:
    """Return ``site.json``: what the theme shows on every page."""
    settings = site.settings
    url = str(settings["url"]).rstrip("/")
    codes = {key: value for key, value in settings.get("codes", {}).items() if value}
    if url:
        codes["SiteDomain"] = url.split("://", 1)[-1].split("/", 1)[0]
    return {
        "name": settings["name"],
        "organ": settings["organ"],
        "sponsor": settings["sponsor"],
        "contact": {key: value for key, value in settings.get("contact", {}).items() if value},
        "url": url,
        "demonstration": bool(settings["demonstration"]),
        "notice": settings["notice"] if settings["demonstration"] else "",
        "preview": site.preview,
        "language": "zh-CN",
        "at": site.at.date().isoformat(),
        "at_text": chinese_date(site.at),
        "nav": [{"title": kind["title"], "href": f"/{name}/"} for name, kind in site.kinds.items()],
        "footer": [{"title": title, "href": href} for title, href in FOOTER],
        "codes": {"SiteName": settings["name"], **codes},
        "releases": len(site.editions),
        "articles": [one.address for one in site.articles],
        "ledger_head": site.ledger_head,
        "terms": _terms(site) if settings.get("link_terms", True) else [],
        "licence": dict(settings.get("licence", {})),
    }


def _terms(site: Site) -> list[dict[str, Any]]:
    """Return the ways to write the terms of the glossary, for links at their first use."""
    return [
        {"id": key, "names": [term["term"], *term.get("aliases", ())], "except": list(term.get("except", ()))}
        for key, term in site.glossary.items()
        if term.get("link", True)
    ]
