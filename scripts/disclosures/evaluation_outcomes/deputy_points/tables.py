"""Printed tables of the deputies' points (代表履职积分公示)."""

from __future__ import annotations

from scripts.disclosures.evaluation_outcomes.deputy_points.figures import mean
from scripts.disclosures.evaluation_outcomes.deputy_points.rule import (
    METHOD,
    Scored,
    band,
    criteria,
    level,
    scored,
    who,
)
from scripts.model.figure import Figures
from scripts.model.grid import Cell, Column, Grid
from scripts.model.number import plain, show
from scripts.model.release import Release


def lay_out(release: Release, figures: Figures) -> dict[str, Grid]:
    """The rule, the distribution, groups, every deputy, and the averages of all years."""
    return {
        "rule": _rule(release, figures),
        "bands": _bands(release, figures),
        "groups": _groups(release, figures),
        "deputies": _deputies(release, figures),
        "history": history(release),
    }


def _rule(release: Release, figures: Figures) -> Grid:
    columns = (
        Column("name", "计分项目"),
        Column("cap", "最高分", "分", "number"),
        Column("average", "平均得分", "分", "number"),
        Column("rate", "得分率", "%", "number", note="得分率＝平均得分÷最高分。"),
    )
    rows = tuple(
        (
            Cell(one.title, one.title),
            Cell.number(one.cap, places=0 if one.cap == one.cap.to_integral_value() else None),
            Cell.of(figures[f"item.{one.code}"]),
            Cell.of(figures[f"item_rate.{one.code}"]),
        )
        for one in criteria(release.method(METHOD))
    )
    return Grid("计分项目和平均得分", columns, rows)


def _bands(release: Release, figures: Figures) -> Grid:
    method = release.method(METHOD)
    limits = [plain(limit) for limit in method["cut_offs"]]
    above, below = ("以上", "不足") if method["cut_off_counts"] else ("超过", "不超过")
    ranges = [
        *(f"{limit} 分{above}" if method["cut_off_counts"] else f"{above} {limit} 分" for limit in limits),
        f"{below} {limits[-1]} 分",
    ]
    columns = (
        Column("name", "档次"),
        Column("range", "积分", note="从高到低逐档判定，先达到哪一档就是哪一档。"),
        Column("deputies", "代表", "名", "number"),
        Column("share", "占比", "%", "number", note="占有积分的代表。"),
    )
    rows = tuple(
        (
            Cell(title, title),
            Cell(ranges[position], ranges[position]),
            Cell.of(figures[f"band.{position + 1}"]),
            Cell.of(figures[f"band_share.{position + 1}"]),
        )
        for position, title in enumerate(method["bands"])
    )
    return Grid("积分分布", columns, rows)


def _groups(release: Release, figures: Figures) -> Grid:
    names = release.codelists["deputy_groups"]
    columns = (
        Column("name", "代表小组"),
        Column("average", "平均积分", "分", "number"),
        Column("members", "代表", "名", "number"),
    )
    codes = sorted({one.group for one in scored(release)})
    rows = tuple(
        (
            Cell(names.label(code), names.label(code)),
            Cell.of(figures[f"group.{code}"]),
            Cell.of(figures[f"members.{code}"]),
        )
        for code in codes
    )
    return Grid("各代表小组平均积分", columns, rows)


def _deputies(release: Release, figures: Figures) -> Grid:
    """In the order of groups and numbers: points are no contest between persons."""
    method, groups = release.method(METHOD), release.codelists["deputy_groups"]
    rule = criteria(method)
    columns = (
        Column("name", "代表", note="经批准公布姓名的写姓名，其余只写编号。按小组和编号排列，不排名次。"),
        Column("group", "代表小组"),
        Column("points", "积分", "分", "number"),
        Column("band", "档次", kind="status"),
        *(Column(one.code, one.title, "分", "number") for one in rule),
    )

    def row(one: Scored) -> tuple[Cell, ...]:
        reached = None if one.total is None else band(one.total, method)
        title = "没有积分" if reached is None else method["bands"][reached]
        return (
            Cell(who(release, one), one.code, href=f"/profiles/deputy/{one.code}/"),
            Cell(groups.label(one.group), one.group),
            Cell.of(figures[f"points.{one.code}"]),
            Cell(title, title, status="none" if reached is None else level(reached, method)),
            *(Cell.number(one.points.get(criterion.code), "分", 1) for criterion in rule),
        )

    found = sorted(scored(release), key=lambda one: (one.group, one.code))
    return Grid("各代表积分", columns, tuple(map(row, found)))


def history(release: Release) -> Grid:
    """Averages of all years, one column for each version of the rule, so that no line joins two rules."""
    years = [*release.earlier, release]
    versions = list(dict.fromkeys(one.method(METHOD).version for one in years))
    columns = (
        Column("period", "年份"),
        *(
            Column(f"v{number}", f"{version} 版规则", "分", "number")
            for number, version in enumerate(versions, start=1)
        ),
        Column("deputies", "代表", "名", "number"),
    )
    rows = []
    for one in years:
        version, value = one.method(METHOD).version, mean(one)
        cells = [
            Cell(show(value, "分", 1), value, note="" if value is not None else "有代表没有积分")
            if version == column
            else Cell("")
            for column in versions
        ]
        label = Cell(f"{one.period.year}年", str(one.period), href=f"/{one.id.current}/")
        rows.append((label, *cells, Cell.number(len(one.table))))
    note = "规则改过的，新旧两段分列，不连线，不比较。" if len(versions) > 1 else ""
    return Grid("历年平均积分", columns, tuple(rows), note=note)
