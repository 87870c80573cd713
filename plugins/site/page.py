"""Page data: what a template may show of a page, as plain JSON values."""

from __future__ import annotations

import json
import re
from pathlib import Path
from typing import Any

HOME = {"title": "首页", "href": "/"}
CHARTS = "charts.jsonl"
_CHART = re.compile(r'<img[^>]* title="chart:([^"]+)"')
SAFE_PATH = re.compile(r"(?:[A-Za-z0-9][A-Za-z0-9._-]*/)*[A-Za-z0-9][A-Za-z0-9._-]*\.html")
"""Form of an output path: no `..`, no absolute path, so that no page is written outside the output folder."""

PLAIN = {
    "description": "", "kind": "", "kind_title": "", "as_of": "", "as_of_text": "", "issued": "", "issued_text": "",
    "noindex": False, "search": {"index": True},
}  # fmt: skip

ARTICLE_TYPE = "公告"
"""Type of an article that names none."""

DIRECT = {
    "404": PLAIN
    | {
        "type": "404",
        "title": "没有这一页",
        "address": "/404.html",
        "canonical": "",
        "crumbs": [],
        "noindex": True,
        "search": {"index": False},
    },
    "news": PLAIN
    | {
        "type": "news",
        "title": "公告与专报",
        "address": "/news/",
        "canonical": "/news/",
        "crumbs": [HOME],
        "description": "本站的公告和专报：公开安排、更正、口径变化，以及就公开的数字写的分析。",
        "search": {"index": False},
    },
}
"""Data of the pages that Pelican makes from a template alone."""


class BadPage(ValueError):
    """A page's data is missing, is not JSON, or would be written outside the output folder."""


def read_json(path: Path) -> dict[str, Any]:
    """Return the JSON object in ``path``.

    Raises:
        BadPage: the file is missing or holds no JSON object.
    """
    try:
        content = path.read_bytes()
    except FileNotFoundError as error:
        raise BadPage(f"{path} is missing; `portal build` writes it") from error
    return read_object(content, path)


def read_object(content: bytes, path: Path | str) -> dict[str, Any]:
    """Return the JSON object that ``content`` holds.

    Raises:
        BadPage: it holds none; ``path`` says where it came from.
    """
    try:
        data = json.loads(content)
    except ValueError as error:
        raise BadPage(f"{path} is not JSON: {error}") from error
    if not isinstance(data, dict):
        raise BadPage(f"{path} holds no JSON object")
    return data


def day_text(day: Any) -> str:
    """Return a date as Chinese text has it (2024年9月30日)."""
    return f"{day.year}年{day.month}月{day.day}日"


def _front_matter(content: Any, kind: str, crumbs: list[dict[str, str]]) -> dict[str, Any]:
    """Return data for a page that people wrote: title, address and description come from its front matter."""
    address = "/" + content.url
    return PLAIN | {
        "type": kind,
        "title": content.title,
        "address": address,
        "canonical": address,
        "description": content.metadata.get("description", content.metadata.get("summary", "")),
        "crumbs": crumbs,
        "search": {"index": True, "kind": "说明" if kind == "page" else "公告"},
        "charts": cited_charts(content),
    }


def cited_charts(content: Any) -> dict[str, dict[str, Any]]:
    """Return release/name → chart for the charts that an article or a page shows of releases."""
    wanted = set(_CHART.findall(content._content))
    if not wanted:
        return {}
    path = Path(content.settings["PATH"]) / "releases" / CHARTS
    lines = map(json.loads, path.read_text(encoding="utf-8").splitlines())
    found = {f"{line['release']}/{line['name']}": line for line in lines}
    # A name that is not there is refused where charts are placed.
    return {
        name: found[name] | {"source": {"title": found[name]["release_title"], "href": found[name]["address"]}}
        for name in sorted(wanted & set(found))
    }


def page_data(page: Any) -> dict[str, Any]:
    """Return the data of one Pelican page.

    Raises:
        BadPage: see the class.
    """
    if not SAFE_PATH.fullmatch(page.save_as):
        raise BadPage(f"{page.relative_source_path}: Save_as {page.save_as!r} is not a path inside the site")
    beside = Path(page.source_path).with_name("page.json")
    if page.relative_source_path.startswith("pages/"):
        return _front_matter(page, "page", [HOME])
    return PLAIN | read_json(beside)


def article_data(article: Any) -> dict[str, Any]:
    """Return the data of one article."""
    if not SAFE_PATH.fullmatch(article.save_as):
        raise BadPage(f"{article.relative_source_path}: {article.save_as!r} is not a path inside the site")
    data = _front_matter(article, "article", [HOME, {"title": "公告与专报", "href": "/news/"}])
    return data | {
        "article_type": article.metadata.get("type", ARTICLE_TYPE),
        "subject": article.metadata.get("report", "").strip("/"),
        "issued": article.date.isoformat(),
        "issued_text": day_text(article.date),
        "search": data["search"] | {"date": article.date.date().isoformat(), "year": [str(article.date.year)]},
    }
