"""Lists that the suggestions of the register stand in: by year, unit, topic, phase, deadline and mark."""

from __future__ import annotations

import datetime
from collections.abc import Collection

from scripts.disclosures.suggestion_handling.suggestion_register.groups import joint
from scripts.disclosures.suggestion_handling.suggestion_register.mentions import sentence
from scripts.disclosures.suggestion_handling.suggestion_register.progress import CLOCK, PHASES, Item, items
from scripts.disclosures.suggestion_handling.suggestion_register.tables import UNSTATED, unit, who
from scripts.model.codelist import CodeList
from scripts.model.grid import Cell, Column
from scripts.model.listing import Entry, Facet, Listing, Value
from scripts.model.period import chinese_date
from scripts.model.profile import unit_type
from scripts.model.release import Release

COLUMNS = (
    Column("number", "建议号"),
    Column("title", "标题"),
    Column("year", "年份"),
    Column("handler", "主办单位"),
    Column("joint", "会办单位"),
    Column("category", "类别"),
    Column("phase", "状态", kind="status"),
    Column("due", "答复期限", kind="date"),
    Column("why", "为什么是这一天"),
    Column("received", "收到日期", kind="date"),
    Column("assigned", "交办日期", kind="date"),
    Column("replied", "答复日期", kind="date"),
    Column("class", "办理结果类别"),
    Column("handler_verdict", "承办单位认为"),
    Column("deputy_reply", "代表对答复的评价"),
    Column("deputy_result", "代表对办理结果的评价"),
    Column("proposer", "提出人"),
    Column("place", "地点"),
    Column("asked", "建议金额", "万元", "number"),
    Column("approved", "核定金额", "万元", "number"),
)
DATED = ("number", "title", "year", "handler", "phase", "due")
DUE = ("number", "title", "handler", "phase", "due", "why")
UNDATED = ("title", "proposer", "place", "handler", "asked", "approved")
"""A register that keeps no dates is told apart by proposer, place and money."""
MARKS = {
    "key": "重点督办的建议",
    "merged": "并案办理的建议",
    "redo": "退回再次办理的建议",
    "disputed": "承办单位认为已解决、代表对结果不满意的建议",
    "led-to": "落实到项目或其他事项的建议",
}


def listing(release: Release) -> Listing:
    """Return every suggestion with the lists in which it stands."""
    found = items(release)
    dated = any(one.cells["assigned"] is not None for one in found)
    return Listing(
        "建议",
        "件",
        COLUMNS,
        _facets(release, found, DATED if dated else UNDATED, dated),
        tuple(_entry(release, one) for one in found),
    )


def _facets(release: Release, found: list[Item], shown: tuple[str, ...], dated: bool) -> tuple[Facet, ...]:
    lead = {one.cells["handler"] for one in found}
    joined = {code for one in found for code in joint(one)}
    topics = {one.cells["category"] for one in found}
    year = Value(str(release.period.year), f"{release.period.year}年")
    units, categories = release.codelists["departments"], release.codelists.get("suggestion_categories")
    # What a list is of stands in its title, not again in every row.
    same_year, same_unit = (tuple(key for key in shown if key != said) for said in ("year", "handler"))
    year_facet = Facet("year", "按年份", "{}的代表建议", same_year, (year,))
    by_unit = Facet("handler", "按主办单位", "{}主办的代表建议", same_unit, _units(units, lead), feed=True)
    facets = [year_facet, by_unit]
    if joined:
        facets.append(Facet("joint", "按会办单位", "{}会办的代表建议", shown, _units(units, joined)))
    if categories is not None and topics - {None}:
        values = tuple(Value(code, categories.label(code)) for code in categories if code in topics)
        facets.append(Facet("topic", "按类别", "{}方面的代表建议", shown, values, feed=True))
    if dated:
        facets += _progress(release)
    return tuple(facets)


def _progress(release: Release) -> list[Facet]:
    days = release.method(CLOCK)["soon_days"]
    phases = tuple(Value(phase, word) for phase, (word, _) in PHASES.items())
    due = (Value("overdue", "超过期限还没有答复的建议"), Value("soon", f"{days} 日内到期的建议", newest=True))
    note = "期限按交办之日起的历月算；“为什么是这一天”写明从哪天起算、几个月、依据哪一条。"
    marks = tuple(Value(code, title) for code, title in MARKS.items())
    return [
        Facet("phase", "按办到哪一步", "“{}”的代表建议", DATED, phases),
        Facet("due", "按期限", "{}", DUE, due, feed=True, order="due", note=note),
        Facet("mark", "按标记", "{}", DATED, marks),
    ]


def _units(units: CodeList, codes: Collection[str | None]) -> tuple[Value, ...]:
    """Return a value for each unit named, in the order of the code list."""
    return tuple(
        Value(code, units.label(code), f"/profiles/{unit_type(units[code])}/{code}/") for code in units if code in codes
    )


def _entry(release: Release, one: Item) -> Entry:
    cells = one.cells
    number = f"{cells['number']} " if cells["number"] else ""
    return Entry(
        cells["code"],
        f"{number}{cells['title']}：{PHASES[one.phase][0]}",
        f"/profiles/suggestion/{cells['code']}/",
        # Passing the deadline is news, and so is each further reply.
        f"{one.phase}.{'late' if one.overdue else ''}.{cells['second_replied'] or ''}",
        sentence(release, one),
        _cells(release, one),
        _values(release, one),
    )


def _values(release: Release, one: Item) -> dict[str, tuple[str, ...]]:
    cells = one.cells
    soon = one.left is not None and one.left <= release.method(CLOCK)["soon_days"]
    values: dict[str, tuple[str, ...]] = {"year": (str(release.period.year),)}
    if cells["handler"]:
        values["handler"] = (cells["handler"],)
    if joint(one):
        values["joint"] = tuple(joint(one))
    if cells["category"]:
        values["topic"] = (cells["category"],)
    if one.phase == "unstated" and not cells["assigned"]:
        return values
    marks = {
        "key": bool(cells["key"]),
        "merged": cells["merged_into"] is not None,
        "redo": cells["reassigned"] is not None,
        "disputed": cells["handler_verdict"] == "已解决" and cells["deputy_result"] == "不满意",
        "led-to": cells["led_to"] is not None or cells["led_to_other"] is not None,
    }
    due = ("overdue",) if one.overdue else ("soon",) if soon else ()
    return values | {"phase": (one.phase,), "due": due, "mark": tuple(mark for mark, holds in marks.items() if holds)}


def _cells(release: Release, one: Item) -> dict[str, Cell]:
    cells = one.cells
    clock = one.running or one.second or one.first
    topic = release.codelists["suggestion_categories"].label(cells["category"]) if cells["category"] else None
    title = Cell(cells["title"], cells["title"], href=f"/profiles/suggestion/{cells['code']}/")
    units = "、".join(unit(release, code).text for code in joint(one))
    out = {
        "number": _text(cells["number"]),
        "title": title,
        "year": Cell(str(release.period.year), str(release.period.year)),
        "handler": who(release, one),
        "joint": Cell(units, units or None),
        "category": _text(topic),
        "phase": Cell(one.word, one.phase, status=one.level),
        "due": _date(clock.due) if clock is not None else Cell("—", None, note="没有期限在计算"),
        "why": Cell(clock.why, clock.why) if clock is not None else Cell("", None),
        "asked": Cell.number(
            cells["amount_asked"], "万元", note="" if cells["amount_asked"] is not None else "没有载明"
        ),
        "approved": Cell.number(
            cells["amount_approved"], "万元", note="" if cells["amount_approved"] is not None else "没有载明"
        ),
    }
    out |= {field: _date(cells[field]) for field in ("received", "assigned", "replied")}
    texts = ("class", "handler_verdict", "deputy_reply", "deputy_result", "proposer", "place")
    return out | {field: _text(cells[field]) for field in texts}


def _text(value: str | None) -> Cell:
    return UNSTATED if value is None else Cell(value, value)


def _date(day: datetime.date | None) -> Cell:
    return UNSTATED if day is None else Cell(chinese_date(day), day.isoformat())
