"""Article: a notice or an analysis (专报) that staff wrote in ``content/news``, as lists on other pages show it."""

from __future__ import annotations

import datetime
import re
from collections.abc import Collection, Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

from scripts.model.period import chinese_date
from scripts.model.problem import Place, Problem

TYPES = ("公告", "专报", "解读")
"""What an article may be; the first where it does not say. 专报 is an analysis of one report's figures."""
FOLDER = "news"
CHINA = datetime.timezone(datetime.timedelta(hours=8))
_SLUG = re.compile(r"[a-z0-9]+(?:-[a-z0-9]+)*")
_FIELD = re.compile(r"([A-Za-z_-]+)\s*:\s*(.*)")


@dataclass(frozen=True)
class Article:
    """What is known of an article without reading its words.

    Args:
        subject: ``kind`` or ``kind/report`` it is about; empty: of the whole site.
    """

    title: str
    address: str
    date: datetime.date
    type: str
    subject: str
    description: str

    def as_item(self) -> dict[str, str]:
        """Return it as a line of a list."""
        return {
            "title": self.title,
            "href": self.address,
            "date_text": chinese_date(self.date),
            "note": self.type,
            "sentence": self.description,
        }


def read(content: Path, subjects: Collection[str], until: datetime.date | None) -> tuple[list[Article], list[Problem]]:
    """Return the articles, newest first, and what is wrong with their heads.

    Args:
        subjects: the kinds and reports that an article may be about.
        until: articles of a later day are not shown yet; ``None``: all are.
    """
    articles: list[Article] = []
    problems: list[Problem] = []
    for path in sorted((content / FOLDER).rglob("*.md")):
        name = f"content/{path.relative_to(content).as_posix()}"
        head = dict(_head(path.read_text(encoding="utf-8-sig")))
        wrong = list(_wrong(head, name, subjects))
        problems += wrong
        if not wrong:
            articles.append(_article(head))
    shown = [one for one in articles if until is None or one.date <= until]
    return sorted(shown, key=lambda one: (one.date, one.address), reverse=True), problems


def today(at: datetime.datetime | None) -> datetime.date:
    """Return the day up to which articles are shown, as people in China count it: that asked for, else the clock's."""
    return (at or datetime.datetime.now(datetime.UTC)).astimezone(CHINA).date()


def about(articles: Sequence[Article], subject: str) -> list[dict[str, str]]:
    """Return the articles about a kind, or about one report, as lines of a list."""
    return [one.as_item() for one in articles if one.subject == subject or one.subject.startswith(f"{subject}/")]


def _head(markdown: str) -> Iterator[tuple[str, tuple[int, str]]]:
    for row, line in enumerate(markdown.splitlines(), start=1):
        if not line.strip():
            return
        if match := _FIELD.match(line):
            yield match[1].lower(), (row, match[2].strip())


def _article(head: dict[str, tuple[int, str]]) -> Article:
    def said(field: str, default: str = "") -> str:
        return head.get(field, (0, default))[1]

    return Article(
        title=said("title"),
        address=f"/{FOLDER}/{said('slug')}/",
        date=datetime.date.fromisoformat(said("date")[:10]),
        type=said("type", TYPES[0]),
        subject=said("report").strip("/"),
        description=said("description"),
    )


def _wrong(head: dict[str, tuple[int, str]], name: str, subjects: Collection[str]) -> Iterator[Problem]:
    def problem(field: str, expected: str, fix: str) -> Problem:
        row, found = head.get(field.lower(), (1, ""))
        return Problem("words.head", Place(name, row=row), expected, fix, found)

    for field in ("Title", "Slug", "Date", "Description"):
        if not head.get(field.lower(), (0, ""))[1]:
            yield problem(field, f"开头要有 {field}", f"在开头几行写 {field}: …，空一行以后才是正文")
    slug = head.get("slug", (0, ""))[1]
    if slug and not _SLUG.fullmatch(slug):
        yield problem("Slug", "Slug 是网址的一段，只能是小写字母、数字和连字符", "改成如 budget-2024-h1")
    day = head.get("date", (0, ""))[1]
    if day and not _is_date(day):
        yield problem("Date", "日期写成 2024-08-01 的样子", "改成年-月-日")
    if head.get("type", (0, TYPES[0]))[1] not in TYPES:
        yield problem("Type", f"Type 是{'、'.join(TYPES)}之一", f"改成其中之一；不写就是{TYPES[0]}")
    subject = head.get("report", (0, ""))[1].strip("/")
    if subject and subject not in subjects:
        yield problem("Report", "没有这个类别或报告", f"改成其中之一：{'、'.join(subjects)}")


def _is_date(text: str) -> bool:
    try:
        datetime.date.fromisoformat(text[:10])
    except ValueError:
        return False
    return True
