"""Backlog: what is still open across all reports (未办结事项), as one page, one table file and the matter of a feed."""

from __future__ import annotations

import datetime
from collections.abc import Collection, Iterable, Iterator
from dataclasses import dataclass
from typing import Any

from scripts.model.edition import Edition
from scripts.model.grid import Cell, Column, Grid
from scripts.model.item import OVERDUE, Item
from scripts.model.mention import Mention
from scripts.model.period import chinese_date
from scripts.publish.data import grid_csv
from scripts.publish.page import Page
from scripts.publish.site import Site, common, issued

ADDRESS = "/open-items/"
TITLE = "未办结事项"
FILE = "open-items.csv"
LEAD = (
    "各项公开里还没有办结的事：评议意见的整改、代表建议的答复、查出问题的整改等。"
    "取每份报告最近一期，逾期天数按自然日算到那一期的数据截至日，之后办结的要看下一期；"
    "已经书面报告、等待核实的，不再算逾期。"
)
NOBODY = "没有写明责任单位"


@dataclass(frozen=True, slots=True)
class Listed:
    """One open item with the release that says it."""

    edition: Edition
    item: Item

    @property
    def anchor(self) -> str:
        """Its place on the page, the same in every build."""
        return f"{self.edition.release.id.report}.{self.item.id}".replace("_", "-")

    @property
    def order(self) -> tuple[int, datetime.date, str]:
        """Longest overdue first, then by deadline, those without one at the end."""
        return -self.item.late, self.item.deadline or datetime.date.max, self.anchor

    @property
    def who(self) -> str:
        """The body that has to act, in words."""
        return self.item.body or NOBODY

    @property
    def href(self) -> str:
        """Its own page, or the release that says it."""
        return self.item.href or self.edition.current_address

    @property
    def word(self) -> str:
        """Where it stands, with the days late."""
        return f"{self.item.state}，逾期 {self.item.late} 天" if self.item.late else self.item.state


def listed(site: Site) -> list[Listed]:
    """Return every open item of the newest period of each report, the longest overdue first."""
    found = []
    for series in site.series:
        edition = site.latest(series)
        if edition is not None:
            items = _from_mentions(edition) if edition.items is None else edition.items
            found += [Listed(edition, item) for item in items]
    return sorted(found, key=lambda one: one.order)


def _from_mentions(edition: Edition) -> Iterator[Item]:
    """Yield the open clauses of a report without items of its own; a clause has no deadline of its own."""
    for mention in edition.mentions:
        for number, text in enumerate(mention.open, start=1):
            yield _clause(edition, mention, number, text)


def _clause(edition: Edition, mention: Mention, number: int, text: str) -> Item:
    return Item(
        f"{mention.type}-{mention.id}-{number}",
        str(edition.settings["title"]),
        (mention.type, mention.id),
        mention.title,
        text,
        None,
        mention.word or "未办结",
        "going" if mention.status in {OVERDUE, ""} else mention.status,
        href=f"/profiles/{mention.type}/{mention.id}/",
    )


def counted(site: Site) -> str:
    """Return how many there are, for the link on the home page."""
    return _count(listed(site))


def _count(found: list[Listed]) -> str:
    late = sum(one.item.late > 0 for one in found)
    if not found:
        return "没有未办结的事项"
    return f"未办结事项 {len(found)} 件" + (f"，其中逾期 {late} 件" if late else "，没有逾期的")


def pages(site: Site) -> Iterator[Page]:
    """Yield the one page, with its table file."""
    found = listed(site)
    newest = max((one.edition.release.as_of for one in found), default=None)
    shared = common(
        site,
        title=TITLE,
        address=ADDRESS,
        description=f"{_count(found)}。{LEAD}",
        crumbs=[],
        search={"index": not site.preview},
        as_of=newest.isoformat() if newest else "",
        as_of_text=chinese_date(newest) if newest else "",
    )
    there = {profile.address for profile in site.profiles}
    groups = {"kinds": _kinds(found), "bodies": _bodies(there, found)} if found else {}
    data = {
        "sentence": f"{_count(found)}。",
        "late": [_entry(there, one) for one in found if one.item.late],
        "open": [_entry(there, one) for one in found if not one.item.late],
        "groups": {name: grid.as_json() for name, grid in groups.items()},
        "csv": f"{ADDRESS}{FILE}",
    }
    yield Page(ADDRESS, "open", TITLE, shared | data, LEAD, {FILE: grid_csv(_everything(found))})


def _entry(there: Collection[str], one: Listed) -> dict[str, Any]:
    type, id = one.item.entity
    href = f"/profiles/{type}/{id}/"
    return {
        "id": one.anchor,
        "text": one.item.text,
        "href": one.href,
        "kind": one.item.kind,
        "body": {"title": one.who, "href": href if href in there else ""},
        "deadline_text": chinese_date(one.item.deadline) if one.item.deadline else "没有规定期限",
        "status": one.item.status,
        "word": one.word,
        "as_of_text": chinese_date(one.edition.release.as_of),
        "report": {"title": one.edition.settings["title"], "href": one.edition.current_address},
        "issued": issued(one.edition),
    }


def _kinds(found: list[Listed]) -> Grid:
    groups: dict[tuple[str, str], list[Listed]] = {}
    for one in found:
        groups.setdefault((str(one.edition.release.id.series), one.item.kind), []).append(one)
    columns = (
        Column("kind", "类别"),
        *_measures(),
        Column("report", "见于"),
        Column("as_of", "数据截至", kind="date"),
    )
    rows = []
    for (_, kind), ones in sorted(groups.items(), key=lambda pair: (-_late(pair[1]), -len(pair[1]), pair[0])):
        edition = ones[0].edition
        day = edition.release.as_of
        rows.append(
            (
                Cell(kind, kind),
                *_numbers(ones),
                Cell(edition.title, edition.title, href=edition.current_address),
                Cell(chinese_date(day), day.isoformat()),
            )
        )
    return Grid("按类别", columns, tuple(rows))


def _bodies(there: Collection[str], found: list[Listed]) -> Grid:
    groups: dict[tuple[str, str, str], list[Listed]] = {}
    for one in found:
        groups.setdefault((*one.item.entity, one.who), []).append(one)
    rows = []
    for (type, id, who), ones in sorted(groups.items(), key=lambda pair: (-_late(pair[1]), -len(pair[1]), pair[0])):
        href = f"/profiles/{type}/{id}/"
        rows.append((Cell(who, who, href=href if href in there else ""), *_numbers(ones)))
    return Grid("按责任单位", (Column("body", "责任单位"), *_measures()), tuple(rows))


def _measures() -> tuple[Column, ...]:
    return (
        Column("open", "未办结", "件", "number"),
        Column("late", "其中逾期", "件", "number"),
        Column("longest", "逾期最久", "天", "number", note="按自然日，从期限次日算到数据截至日。"),
    )


def _numbers(ones: list[Listed]) -> tuple[Cell, ...]:
    longest = max(one.item.late for one in ones)
    late = Cell(str(_late(ones)), _late(ones), status=OVERDUE if longest else "")
    return Cell.number(len(ones)), late, Cell.number(longest) if longest else Cell("—", None)


def _late(ones: Iterable[Listed]) -> int:
    return sum(one.item.late > 0 for one in ones)


def _everything(found: list[Listed]) -> Grid:
    """Return all items as the table file has them."""
    names = ("编号", "报告", "类别", "责任单位类型", "责任单位代码", "责任单位", "事项", "期限", "状态")
    columns = (
        *(Column(f"c{number}", name) for number, name in enumerate(names)),
        Column("late", "逾期", "天", "number"),
        Column("as_of", "数据截至"),
        Column("href", "见于"),
    )
    rows = tuple(
        (
            *(
                Cell(text)
                for text in (
                    one.anchor,
                    one.edition.release.id.series,
                    one.item.kind,
                    *one.item.entity,
                    one.item.body,
                    one.item.text,
                    one.item.deadline.isoformat() if one.item.deadline else "",
                    one.item.state,
                )
            ),
            Cell.number(one.item.late),
            Cell(one.edition.release.as_of.isoformat()),
            Cell(one.href),
        )
        for one in found
    )
    return Grid(TITLE, columns, rows)
