"""Printed tables of the follow-up of budget execution (约见约谈、专项评审与预算调减)."""

from __future__ import annotations

from decimal import Decimal

from scripts.disclosures.budget_execution.execution_followup.project import Settled, projects, settled
from scripts.disclosures.budget_execution.execution_followup.unit import (
    ACCEPTED,
    PACE,
    Unit,
    gaps,
    periods,
    triggered,
    units,
    warning_of,
)
from scripts.measures.warning import LEVELS
from scripts.model.figure import Figures
from scripts.model.grid import Cell, Column, Grid
from scripts.model.number import show
from scripts.model.period import Period
from scripts.model.printed import day_cell, release_cell, text_cell, unit_cell
from scripts.model.release import Release
from scripts.model.status import SHAPES

MARKS = {ACCEPTED: "done", "说明不充分": "going", "说明不成立": "bad"}


def lay_out(release: Release, figures: Figures) -> dict[str, Grid]:
    """Return the tables in the order of the page."""
    return {
        "warnings": _warnings(release, figures),
        "hearings": _hearings(release, figures),
        "explanations": _explanations(release),
        "departments": _departments(release, figures),
        "projects": _projects(release, figures),
        "settled": _settled(release, figures),
        "history": _history(release),
    }


def _key(period: Period) -> str:
    return f"p{str(period).lower().replace('-', '_')}"


def _warnings(release: Release, figures: Figures) -> Grid:
    """Concerned units by warning in each period: those called first, the longest run at the top."""
    rule = release.method(PACE)
    columns = (
        Column("name", "单位"),
        *(Column(_key(one), one.title, "个百分点", "status") for one in periods(release)),
        Column("run", "连续", "期", "number", "使它达到约谈条件的连续期数；没有达到条件的是 0。"),
        Column("called", "达到条件", kind="status"),
    )

    def warned(unit: Unit, period: Period) -> Cell:
        figure = figures[f"gap.{unit.code}.{str(period).lower()}"]
        if figure.value is None:
            return Cell("没有报告", None, figure.id, status="none")
        return Cell(_behind(Decimal(figure.value), figure.places), figure.value, figure.id, status=figure.status)

    found = sorted(units(release), key=lambda unit: (not unit.run, -len(unit.run), unit.code))
    rows = tuple(
        (
            unit_cell(release.codelists["departments"], unit.code),
            *(warned(unit, period) for period in periods(release)),
            Cell(str(len(unit.run)), len(unit.run), f"run.{unit.code}"),
            Cell("达到", "达到", status="warn30") if unit.run else Cell("没有达到", "没有达到", status="ok"),
        )
        for unit in found
    )
    marks = zip(LEVELS, rule["thresholds"], strict=True)
    legend = "，".join(f"{SHAPES[level]} 达到 {threshold} 个百分点" for level, threshold in marks)
    note = f"{legend}，{SHAPES['ok']} 没有达到；按没有四舍五入的差距判断。全部单位的差距在下载的数据里。"
    return Grid("约谈名单怎样从预警算出", columns, rows, note, _near(release))


def _behind(gap: Decimal, places: int | None) -> str:
    """Return a gap in words: 少支出 31.2, 多支出 4.0, 与计划一致."""
    if gap == 0:
        return "与计划一致"
    return f"{'少' if gap > 0 else '多'}支出 {show(abs(gap), '个百分点', places)}"


def _near(release: Release) -> tuple[tuple[str, Grid], ...]:
    """Units that reached the highest warning, but not often enough in a row."""
    called, top = triggered(release), release.method(PACE)["thresholds"][-1]
    here = {unit.code for unit in units(release)}
    near = [
        (code, own)
        for code, own in sorted(gaps(release).items())
        if code not in called and code not in here and any(gap >= top for gap in own.values())
    ]
    if not near:
        return ()
    columns = (
        Column("name", "单位"),
        *(Column(_key(one), one.title, "个百分点", "number") for one in periods(release)),
    )
    rows = tuple(
        (
            unit_cell(release.codelists["departments"], code),
            *(
                Cell("—", None, note="没有报告")
                if period not in own
                else Cell(show(own[period], "个百分点"), own[period], status=warning_of(release, own[period]))
                for period in periods(release)
            ),
        )
        for code, own in near
    )
    said = f"有一期达到 {top} 个百分点、没有连续达到的 {len(near)} 个单位"
    return ((said, Grid("没有达到约谈条件", columns, rows)),)


def _hearings(release: Release, figures: Figures) -> Grid:
    columns = (
        Column("name", "单位"),
        Column("state", "结果", kind="status"),
        Column("written", "书面说明", kind="date"),
        Column("hearing", "约谈", kind="date"),
        Column("eased", "约谈以后", note="约谈以后第一个期末与计划的差距，比约谈以前最后一个期末缩小还是扩大。"),
        Column("cut", "下一年预算调减", "万元", "number"),
        Column("reason", "不照名单的理由"),
        Column("organs", "约谈机关"),
    )
    eased = {None: "—", True: "差距缩小", False: "差距没有缩小"}
    order = ("late", "bad", "going", "done", "wait")
    found = sorted(units(release), key=lambda unit: (order.index(unit.level), not unit.run, unit.code))
    rows = tuple(
        (
            unit_cell(release.codelists["departments"], unit.code),
            Cell(unit.state, unit.state, status=unit.level),
            day_cell(unit.cells["written"]),
            day_cell(unit.cells["hearing"]),
            text_cell(eased[unit.eased]),
            Cell.of(figures[f"unit_cut.{unit.code}"]),
            text_cell(unit.cells["reason"]),
            text_cell(unit.cells["organs"]),
        )
        for unit in found
    )
    return Grid("约谈了谁，结果怎样", columns, rows)


def _explanations(release: Release) -> Grid:
    columns = (
        Column("name", "单位"),
        Column("explanation", "单位怎么说"),
        Column("finding", "认定", kind="status"),
        Column("ground", "认定的理由"),
        Column("measures", "支出计划"),
    )
    rows = tuple(
        (
            unit_cell(release.codelists["departments"], unit.code),
            text_cell(unit.cells["explanation"]),
            Cell(unit.cells["finding"] or "—", unit.cells["finding"], status=MARKS.get(unit.cells["finding"], "")),
            text_cell(unit.cells["ground"]),
            text_cell(unit.cells["measures"]),
        )
        for unit in sorted(units(release), key=lambda unit: (not unit.declined, unit.code))
        if unit.cells["explanation"] or unit.finding
    )
    return Grid("单位的说明和评审组的认定", columns, rows)


def _departments(release: Release, figures: Figures) -> Grid:
    columns = (
        Column("name", "部门"),
        Column("projects", "调减项目", "个", "number"),
        Column("cut", "下一年预算调减", "万元", "number"),
    )
    cut = [one for one in projects(release) if one.reduced]
    codes = sorted({one.code for one in cut}, key=lambda code: (-(figures[f"unit_cut.{code}"].value or 0), code))
    rows = tuple(
        (
            unit_cell(release.codelists["departments"], code),
            Cell.number(sum(one.code == code for one in cut)),
            Cell.of(figures[f"unit_cut.{code}"]),
        )
        for code in codes
    )
    return Grid(f"各部门{release.period.year + 1}年预算调减", columns, rows)


def _projects(release: Release, figures: Figures) -> Grid:
    """The largest cut first; projects whose explanation was accepted at the end."""
    columns = (
        Column("name", "项目"),
        Column("department", "部门"),
        Column("finding", "认定", kind="status"),
        Column("rate", "评审时执行进度", "%", "number", "累计执行数÷本年预算。"),
        Column("before", "原拟安排", "万元", "number", "调减以前，下一年预算草案安排的数额。"),
        Column("cut", "调减", "万元", "number"),
        Column("after", "调减后安排", "万元", "number", "原拟安排－调减。"),
        Column("ground", "认定的理由"),
    )
    found = sorted(projects(release), key=lambda one: (not one.declined, -one["cut"], one.id))
    rows = tuple(
        (
            Cell(one["name"], one["name"], href=f"/profiles/project/{one.id}/"),
            unit_cell(release.codelists["departments"], one.code),
            Cell(one["finding"], one["finding"], status=MARKS[one["finding"]]),
            *(Cell.of(figures[f"{key}.{one.id}"]) for key in ("rate", "before", "cut", "after")),
            text_cell(one["ground"]),
        )
        for one in found
    )
    return Grid(f"专项评审的项目和{release.period.year + 1}年预算调减", columns, rows)


def _settled(release: Release, figures: Figures) -> Grid:
    year = release.period.year
    columns = (
        Column("name", "项目"),
        Column("department", "部门"),
        Column("cut", "上一年公布的调减", "万元", "number"),
        Column("after", "调减后安排", "万元", "number"),
        Column("approved", f"批准的{year}年预算", "万元", "number", "人民代表大会批准的年初预算。"),
        Column("state", "核对", kind="status"),
    )

    def state(one: Settled) -> Cell:
        if one.approved is None:
            return Cell("没有列出", "没有列出", status="none")
        if one.kept:
            return Cell("相等", "相等", status="done")
        more = "多" if one.approved > one.project["after"] else "少"
        said = f"{more} {show(abs(one.approved - one.project['after']), '万元')} 万元"
        return Cell(said, said, status="bad")

    rows = tuple(
        (
            Cell(one.project["name"], one.project["name"], href=f"/profiles/project/{one.project.id}/"),
            unit_cell(release.codelists["departments"], one.project.code),
            *(Cell.of(figures[f"{key}.{one.project.id}"]) for key in ("prior_cut", "prior_after", "approved")),
            state(one),
        )
        for one in settled(release)
    )
    return Grid(f"上一年要求的调减，{year}年预算照办了没有", columns, rows)


def _history(release: Release) -> Grid:
    columns = (
        Column("period", "时间"),
        Column("triggered", "达到约谈条件", "个", "number"),
        Column("invited", "列入约谈", "个", "number"),
        Column("declined", "说明不成立、不充分的单位", "个", "number"),
        Column("projects", "调减项目", "个", "number"),
        Column("cut", "下一年预算调减", "万元", "number"),
    )
    rows = []
    for one in (*release.earlier, release):
        found, reduced = units(one), [project for project in projects(one) if project.reduced]
        rows.append(
            (
                release_cell(one),
                Cell.number(len(triggered(one))),
                Cell.number(sum(unit.invited for unit in found)),
                Cell.number(sum(unit.declined for unit in found)),
                Cell.number(len(reduced)),
                Cell.number(sum(project["cut"] for project in reduced), "万元"),
            )
        )
    return Grid("各年约谈和调减", columns, tuple(rows))
