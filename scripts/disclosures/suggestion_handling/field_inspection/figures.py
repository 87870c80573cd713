"""Figures of field inspection (暗访视察问题移交整改): found, transferred, mended; by kind, body and township."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import timedelta

from scripts.disclosures.suggestion_handling.field_inspection.problem import GROUPS, METHOD, Found, problems
from scripts.measures.average import median
from scripts.measures.count import count, share
from scripts.measures.workday import CALENDAR, FIRST_YEAR, LAST_YEAR, UnknownYear, workdays
from scripts.model.figure import Figure, Source
from scripts.model.release import Release

ALL, NONE = "占这一期列出的全部问题", "没有列出问题"
DECIDED = "占已整改的和超过期限未整改的问题"
UNDECIDED = "没有一件已整改或超过期限"


def compute(release: Release) -> list[Figure]:
    """One row per problem; lateness in calendar days to the data's last day, terms in working days."""
    found = problems(release)
    return [
        *_inspections(release),
        *_problems(release, found),
        *_transfer(release, found),
        *_mending(found),
        _calendar(release),
        *(figure for code, mine in by(found, "kind").items() for figure in _kind(release, code, mine)),
        *(figure for code, mine in by(assigned(found), "body").items() for figure in _body(release, code, mine)),
        *(figure for code, mine in by(found, "township").items() for figure in _township(release, code, mine)),
    ]


def by(found: Iterable[Found], field: str) -> dict[str, list[Found]]:
    """Return the problems of each value of a field, most first; those without one are in none."""
    groups: dict[str, list[Found]] = {}
    for one in found:
        if one.cells[field] is not None:
            groups.setdefault(one.cells[field], []).append(one)
    return dict(sorted(groups.items(), key=lambda pair: (-len(pair[1]), pair[0])))


def assigned(found: Iterable[Found]) -> list[Found]:
    """Return the problems that a body has to mend or has mended: not those that await transfer or were returned."""
    return [one for one in found if one.due is not None]


def _count(id: str, chosen: Iterable[Found], label: str, fields: tuple[str, ...], unit: str = "个") -> Figure:
    return count(id, (one.row for one in chosen), label, fields, unit=unit, method=METHOD)


def _inspections(release: Release) -> list[Figure]:
    table, when = release.tables["inspections"], release.period.title
    out = [
        Figure("inspections", len(table), "次", f"{when}暗访视察", sources=(Source(("id",), resource="inspections"),))
    ]
    for field, unit, noun in (("deputies", "人次", "参加暗访视察的代表"), ("places", "处", "暗访视察到过的地点")):
        sources = (Source((field,), resource="inspections"),)
        value = sum(table.column(field))
        out.append(Figure(field, value, unit, f"{when}{noun}", formula="各行相加", sources=sources))
    return out


def _problems(release: Release, found: list[Found]) -> list[Figure]:
    fields = ("transferred", "returned", "mended", "result", "remended")
    every = _count("problems", found, "这一期列出的问题（含以前没有整改到位的）", ("id",))
    new = [one for one in found if one.cells["found"] >= release.period.start]
    failed = [one for one in found if one.cells["result"] == "不合格"]
    closed = _count("closed", [one for one in found if not one.open], "整改到位的问题", fields)
    groups = [
        _count(f"group.{group}", [one for one in found if one.group == group], f"“{word}”的问题", fields)
        for group, word in GROUPS.items()
    ]
    return [
        every,
        _count("new", new, f"{release.period.title}发现的问题", ("found",)),
        closed,
        share(closed, every, "closed_share", "整改到位率", ALL, NONE),
        _count("open", [one for one in found if one.open], "还没有整改到位的问题", fields),
        _count("failed", failed, "第一次复核不合格的问题", ("result",)),
        *groups,
    ]


def _transfer(release: Release, found: list[Found]) -> list[Figure]:
    fields = ("found", "transferred")
    given = [one for one in found if one.cells["transferred"] is not None]
    # Not yet transferred is decided only when the term is over.
    missed = [one for one in found if one.cells["transferred"] is None and one.hand_over < release.as_of]
    prompt = [one for one in given if one.cells["transferred"] <= one.hand_over]
    limit = release.method(METHOD)["transfer_workdays"]
    part = _count("prompt", prompt, f"发现后 {limit} 个工作日内移交的问题", fields)
    whole = _count("transfer_decided", [*given, *missed], "已移交的和过了移交期限还没有移交的问题", fields)
    returned = [one for one in found if one.cells["returned"] is not None]
    late = [one for one in returned if one.returnable is not None and one.cells["returned"] > one.returnable]
    days = [workdays(one.cells["found"], one.cells["transferred"]) for one in given]
    return [
        _count("transferred", given, "已移交的问题", fields),
        part,
        whole,
        share(part, whole, "prompt_share", "按期移交率", "占已移交的和过了移交期限还没有移交的问题", "没有到期的移交"),
        Figure(
            "median_transfer",
            median(days),
            "个工作日",
            "从发现到移交的工作日数中位数",
            base=f"{len(days)} 个已移交的问题",
            formula="发现次日起到移交当日的工作日数，取中位数",
            sources=(Source(fields, tuple(one.row for one in given)),),
            method=METHOD,
            missing="" if days else "没有一个已移交",
        ),
        _count("returned", returned, "被退回过的问题", ("returned",)),
        _count("returned_late", late, "超过规定的工作日数才退回的问题", ("transferred", "returned")),
    ]


def _mending(found: list[Found]) -> list[Figure]:
    fields = ("transferred", "retransferred", "deadline", "mended")
    late = [one for one in found if one.overdue]
    days = [one.days for one in found if one.days is not None]
    longest = max((one.late for one in late), default=0)
    return [
        *_rate(found, "", ""),
        _count("overdue", late, "超过期限还没有整改的问题", fields),
        Figure(
            "longest",
            longest or None,
            "日",
            "超过整改期限最久的一个已超过的日数",
            formula="数据截至日 − 整改期限，取最大的一个",
            sources=(Source(fields, tuple(one.row for one in late)),),
            method=METHOD,
            missing="" if longest else "没有超过期限的",
        ),
        Figure(
            "median_days",
            median(days),
            "日",
            "从移交到报告整改完成的日数中位数",
            base=f"{len(days)} 个已报告整改完成的问题，不含没有整改的",
            formula="整改完成日期 − 移交日期（重新移交的，从重新移交算起），按自然日，取中位数",
            sources=(Source(fields, tuple(one.row for one in found if one.days is not None)),),
            missing="" if days else "没有一个已报告整改完成",
        ),
    ]


def _rate(found: list[Found], suffix: str, who: str) -> list[Figure]:
    fields = ("transferred", "retransferred", "deadline", "mended", "result", "remended")
    decided = [one for one in found if one.decided]
    whole = _count(f"decided{suffix}", decided, f"{who}已整改的和超过期限未整改的问题", fields)
    part = _count(f"kept{suffix}", [one for one in found if one.kept], f"{who}在期限内整改的问题", fields)
    return [whole, part, share(part, whole, f"kept_share{suffix}", f"{who}按期整改率", DECIDED, UNDECIDED)]


def _calendar(release: Release) -> Figure:
    """How many working days the period has, by the calendar that the terms are counted with."""
    value, missing = None, ""
    try:
        value = workdays(release.period.start - timedelta(days=1), release.period.end)
    except UnknownYear as unknown:
        missing = f"节假日历没有收录 {unknown} 年"
    return Figure(
        "workdays",
        value,
        "个工作日",
        f"{release.period.title}的工作日",
        base=f"节假日历 {CALENDAR}，收录 {FIRST_YEAR}—{LAST_YEAR} 年的放假和调休",
        formula="期内的工作日，含调休上班的周末，不含法定节假日和调休放假的日子",
        method=METHOD,
        missing=missing,
    )


def _part(found: list[Found], suffix: str, who: str, field: str) -> list[Figure]:
    closed, late = [one for one in found if not one.open], [one for one in found if one.overdue]
    return [
        _count(f"{field}{suffix}", found, f"{who}列出的问题", (field,)),
        _count(f"{field}_closed{suffix}", closed, f"{who}整改到位的问题", (field,)),
        _count(f"{field}_open{suffix}", [one for one in found if one.open], f"{who}还没有整改到位的问题", (field,)),
        _count(f"{field}_overdue{suffix}", late, f"{who}超过期限还没有整改的问题", (field,)),
    ]


def _kind(release: Release, code: str, mine: list[Found]) -> list[Figure]:
    return _part(mine, f".{code}", f"“{release.codelists['inspection_kinds'].label(code)}”类：", "kind")


def _body(release: Release, code: str, mine: list[Found]) -> list[Figure]:
    who = f"{release.codelists['departments'].label(code)}负责整改、"
    return [*_part(mine, f".{code}", who, "body"), *_rate(mine, f".{code}", who)]


def _township(release: Release, code: str, mine: list[Found]) -> list[Figure]:
    return _part(mine, f".{code}", f"在{release.codelists['departments'].label(code)}的、", "township")
