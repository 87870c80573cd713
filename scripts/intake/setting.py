"""Setting: what ``site.toml``, ``calendar.toml`` and ``glossary.toml`` must say before pages are made of them."""

from __future__ import annotations

import datetime
import re
from collections.abc import Collection, Iterator, Mapping
from typing import Any

from scripts.model.problem import Place, Problem
from scripts.model.release import NotAReleasePath, ReleaseId

TEXTS = ("name", "organ", "sponsor", "lead", "notice", "url")
_ADDRESS = re.compile(r"https?://[A-Za-z0-9.\-\[\]:]+(?:/[^\s<>\"'`{}\\^|]*)?")
_FIX = "参照默认实例的 data/site.toml 改写"


def check_site(site: Mapping[str, Any], name: str = "data/site.toml") -> Iterator[Problem]:
    """Yield what is wrong with the site's own information (``site.*``)."""
    for key in TEXTS:
        if key in site and not isinstance(site[key], str):
            yield Problem("site.wrong-value", Place(name), f"{key} 应是文字", _FIX, str(site[key]))
    if not isinstance(site.get("demonstration"), bool):
        found = str(site.get("demonstration"))
        yield Problem("site.wrong-value", Place(name), "demonstration 应是 true 或 false", _FIX, found)
    for key in ("name", "organ"):
        if isinstance(site.get(key), str) and not site[key].strip():
            yield Problem("site.wrong-value", Place(name), f"{key} 不能空着", "填上名称")
    if site.get("demonstration") is True and not str(site.get("notice", "")).strip():
        yield Problem(
            "site.wrong-value", Place(name), "演示站点要有 notice", "写明是演示数据，或把 demonstration 改为 false"
        )
    url = site.get("url", "")
    if isinstance(url, str) and url and not _ADDRESS.fullmatch(url):
        fix = "写成 https://rd.example.gov.cn；还没有网址的空着"
        yield Problem("site.bad-url", Place(name), "url 应是完整的网址", fix, url)
    for key in ("contact", "codes", "licence"):
        if not isinstance(site.get(key, {}), Mapping):
            yield Problem("site.wrong-value", Place(name), f"{key} 应是一段 [{key}]", _FIX, str(site[key]))
    for key in ("contact", "codes", "licence"):
        for part, value in site.get(key, {}).items() if isinstance(site.get(key, {}), Mapping) else ():
            if not isinstance(value, str):
                yield Problem("site.wrong-value", Place(name), f"[{key}] 的 {part} 应是文字", _FIX, str(value))
    tried = site.get("try", [])
    if not isinstance(tried, list) or not all(isinstance(one, str) for one in tried):
        yield Problem("site.wrong-value", Place(name), 'try 应是几段文字，如 ["加装电梯"]', _FIX, str(tried))
    licence = site.get("licence")
    if isinstance(licence, Mapping) and not {"title", "url"} <= set(licence):
        yield Problem("site.wrong-value", Place(name), "[licence] 要有 title 和 url", "补上这两项，或删去这一段")
    elif isinstance(licence, Mapping) and licence["url"] and not _ADDRESS.fullmatch(str(licence["url"])):
        # A link may run a script, and a reader clicks what the site of a congress shows.
        fix = "写成 https://creativecommons.org/licenses/by/4.0/；没有的空着"
        yield Problem("site.bad-url", Place(name), "[licence] 的 url 应是完整的网址", fix, str(licence["url"]))


def check_calendar(
    calendar: Mapping[str, Any], series: Collection[str], name: str = "data/calendar.toml"
) -> Iterator[Problem]:
    """Yield every entry that names no report or period, or lacks its day (``calendar.*``).

    Args:
        series: the ``kind/report`` of every room.
    """
    entries = calendar.get("due", [])
    if not isinstance(entries, list) or not all(isinstance(entry, Mapping) for entry in entries):
        fix = "每一项写成 [[due]]，下面是 release、date、basis"
        yield Problem("calendar.incomplete", Place(name), "due 应是若干段 [[due]]", fix)
        return
    seen: set[str] = set()
    for number, entry in enumerate(entries, start=1):
        text = str(entry.get("release", ""))
        which = f"第 {number} 段 [[due]]"
        date = entry.get("date")
        if not isinstance(date, datetime.date) or isinstance(date, datetime.datetime):
            found = None if date is None else str(date)
            yield Problem(
                "calendar.incomplete", Place(name), f"{which}的 date 应是日期", "写成 date = 2025-02-10", found
            )
        try:
            id = ReleaseId.parse(text)
        except NotAReleasePath:
            id = None
        # The first revision is the period itself: written in two ways it would be listed twice.
        if id is None or text != (str(id) if id.revision > 1 else id.current) or id.series not in series:
            expected = f"{which}的 release 不是“类别/报告/时期”，或没有这种报告"
            fix = "核对类别、报告名和时期，如 budget_execution/department_execution/2025-Q1；等第二版的，后面加 /r2"
            yield Problem("calendar.unknown-release", Place(name), expected, fix, text)
        elif text in seen:
            yield Problem("calendar.repeated-release", Place(name), f"{which}与前面重复", "删去其中一段", text)
        seen.add(text)


def check_glossary(glossary: Mapping[str, Any], name: str = "data/glossary.toml") -> Iterator[Problem]:
    """Yield every term without its words (``glossary.incomplete``)."""
    for key, entry in glossary.items():
        whole = isinstance(entry, Mapping) and all(
            isinstance(entry.get(part), str) and entry[part].strip() for part in ("term", "definition")
        )
        if not whole:
            yield Problem("glossary.incomplete", Place(name), "名词要有 term 和 definition", "补上这两项", key)
