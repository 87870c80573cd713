"""Printed tables of department budget execution (部门预算执行进度)."""

from __future__ import annotations

from decimal import Decimal

from scripts.disclosures.budget_execution.department_execution import courses, quarters
from scripts.disclosures.budget_execution.department_execution.figures import METHOD, compute, lines
from scripts.measures.warning import LEVELS
from scripts.model.figure import Figure, Figures
from scripts.model.grid import Cell, Column, Grid
from scripts.model.number import show
from scripts.model.profile import unit_type
from scripts.model.release import Release

COLUMNS = (
    Column("name", "部门"),
    Column(
        "rank", "名次", kind="number", note="同级单位按执行进度由高到低排列，并列同名次；有单位未报告的，该级不排名次。"
    ),
    Column("original", "年初预算", "万元", "number"),
    Column("adjusted", "调整预算", "万元", "number", note="调整预算是执行进度和计划进度的分母。"),
    Column("executed", "累计执行数", "万元", "number"),
    Column("rate", "执行进度", "%", "number", note="执行进度＝累计执行数÷调整预算。"),
    Column("planned_rate", "计划进度", "%", "number", note="计划进度＝累计计划执行数÷调整预算。"),
    Column("gap", "与计划相差", "个百分点", "number"),
    Column("warning", "预警", kind="status"),
)


def lay_out(release: Release, figures: Figures) -> dict[str, Grid]:
    """One table for each level of unit, highest rate first, those not reported at the end; one over time."""
    names = {"区级部门": "departments", "乡镇街道": "townships"}
    grids = {}
    found = lines(release)
    for level in dict.fromkeys(line.level for line in found):
        codes = [line.code for line in found if line.level == level]
        codes.sort(
            key=lambda code: (-(figures[f"rate.{code}"].value or 0), figures[f"rate.{code}"].value is None, code)
        )
        codes.sort(key=lambda code: figures[f"rate.{code}"].value is None)
        rows = tuple(_row(release, figures, code) for code in codes)
        grids[names.get(level, "others")] = Grid(f"{level}执行进度与预警", COLUMNS, rows)
    grids["history"] = _history(release, figures)
    return grids | courses.lay_out(release, figures) | quarters.lay_out(release, figures)


def _row(release: Release, figures: Figures, code: str) -> tuple[Cell, ...]:
    entry = release.codelists["departments"][code]
    gap, count = figures[f"gap.{code}"], figures[f"streak.{code}"]
    return (
        Cell(entry.label, entry.label, href=f"/profiles/{unit_type(entry)}/{code}/"),
        Cell.of(figures[f"rank.{code}"]),
        *(Cell.of(figures[f"{name}.{code}"]) for name in ("original", "adjusted", "executed", "rate", "planned_rate")),
        Cell(behind(gap), gap.value, gap.id, note=gap.missing),
        Cell(warning_text(release, gap, int(count.value or 0)), int(count.value or 0), count.id, status=gap.status),
    )


def behind(gap: Figure) -> str:
    """Return a gap in words without its unit: 少支出 12.3, 多支出 1.0, 与计划一致, —."""
    if gap.value is None:
        return "—"
    if gap.value == 0:
        return "与计划一致"
    return f"{'少' if gap.value > 0 else '多'}支出 {show(abs(Decimal(gap.value)), gap.unit, gap.places)}"


def warning_text(release: Release, gap: Figure, count: int) -> str:
    """Return the word of a warning level: 正常, 20 个百分点, 30 个百分点，连续 2 期, 本期未报告."""
    if gap.status == "none":
        return "本期未报告" if "未报告" in gap.missing else "无法计算"
    if gap.status == "ok":
        return "正常"
    threshold = release.method(METHOD)["thresholds"][LEVELS.index(gap.status)]
    return f"{threshold} 个百分点" + (f"，连续 {count} 期" if count > 1 else "")


def _history(release: Release, figures: Figures) -> Grid:
    """This year's periods beside the same periods of last year: the district's cumulative rate and plan."""
    now, before = release.period.year, release.period.year - 1
    cells: dict[tuple[str, int], Cell] = {}
    order: dict[str, int] = {}
    for one in (*release.earlier, release):
        if one.period.year not in (now, before) or one.period.months != release.period.months:
            continue
        own = figures if one is release else Figures(compute(one))
        position = one.period.title.removeprefix(f"{one.period.year}年") or "全年"
        order[position] = one.period.end.month
        for name in ("rate", "planned_rate"):
            figure = own[name]
            anchor = name if one is release else ""
            cells[f"{position}.{name}", one.period.year] = Cell(
                figure.text.removesuffix("%"), figure.value, anchor, note=figure.missing
            )
    blank = Cell("—", None, note="没有公布")
    columns = (
        Column("period", "时间"),
        Column("last", f"{before}年执行进度", "%", "number"),
        Column("this", f"{now}年执行进度", "%", "number"),
        Column("plan", f"{now}年计划进度", "%", "number"),
    )
    rows = tuple(
        (
            Cell(position, position),
            cells.get((f"{position}.rate", before), blank),
            cells.get((f"{position}.rate", now), blank),
            cells.get((f"{position}.planned_rate", now), blank),
        )
        for position in sorted(order, key=order.__getitem__)
    )
    return Grid("全区累计执行进度", columns, rows, note="执行进度每年从零开始累计，所以与上年同期比较。")
