"""Page data: what a template may show of a page, as plain JSON values."""

from __future__ import annotations

import json
import re
from pathlib import Path
from typing import Any

HOME = {"title": "首页", "href": "/"}
SAFE_PATH = re.compile(r"(?:[A-Za-z0-9][A-Za-z0-9._-]*/)*[A-Za-z0-9][A-Za-z0-9._-]*\.html")
"""Form of an output path: no `..`, no absolute path, so that no page is written outside the output folder."""

PLAIN = {
    "description": "", "kind": "", "kind_title": "", "as_of": "", "as_of_text": "", "issued": "", "issued_text": "",
    "noindex": False, "search": {"index": True},
}  # fmt: skip

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
        "title": "公告",
        "address": "/news/",
        "canonical": "/news/",
        "crumbs": [HOME],
        "description": "本站的公告：公开安排、更正、口径变化和使用说明。",
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
        data = json.loads(path.read_text(encoding="utf-8"))
    except FileNotFoundError as error:
        raise BadPage(f"{path} is missing; `portal build` writes it") from error
    except json.JSONDecodeError as error:
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
    data = _front_matter(article, "article", [HOME, {"title": "公告", "href": "/news/"}])
    return data | {
        "issued": article.date.isoformat(),
        "issued_text": day_text(article.date),
        "search": data["search"] | {"date": article.date.date().isoformat(), "year": [str(article.date.year)]},
    }
