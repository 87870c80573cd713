"""Printed tables of the key project performance evaluation (重点项目绩效评价)."""

from __future__ import annotations

from scripts.disclosures.evaluation_outcomes.project_performance.evaluation import METHOD, Evaluation, evaluations
from scripts.measures import mending, mending_table
from scripts.measures.trimmed import trimmed_mean
from scripts.model.figure import Figures
from scripts.model.grid import Cell, Column, Grid
from scripts.model.number import plain
from scripts.model.printed import day_cell, text_cell, unit_cell
from scripts.model.release import Release


def lay_out(release: Release, figures: Figures) -> dict[str, Grid]:
    """Results, criteria, consequences, what is to be mended, and the years."""
    return {
        "results": _results(release, figures),
        "criteria": _criteria(release, figures),
        "consequences": _consequences(release, figures),
        "opinions": mending_table.grid(
            mending.matters(release, "project"),
            figures,
            title="整改事项",
            noun="问题和整改要求",
            owner="项目",
            who=lambda one: project_cell(release, one.owner),
        ),
        "history": _history(release),
    }


def project_cell(release: Release, code: str) -> Cell:
    """Return the name of a project, linked to its profile."""
    label = release.codelists["key_projects"].label(code)
    return Cell(label, label, href=f"/profiles/project/{code}/")


def ordered(release: Release) -> list[Evaluation]:
    """Return the evaluations, the highest total first."""
    return sorted(evaluations(release), key=lambda one: (-one.announced, one.key))


def _results(release: Release, figures: Figures) -> Grid:
    columns = (
        Column("name", "项目"),
        Column("phase", "阶段"),
        Column("grade", "等次", kind="status"),
        Column("total", "总分", "分", "number", note="百分制，按各项指标的得分和权重计算。"),
        Column("rank", "名次", kind="number", note="只在同一年、同一阶段评价的项目之间排，并列同名次。"),
        Column("department", "主管部门"),
        Column("investment", "总投资", "万元", "number"),
        Column("veto", "一票否决情形"),
        Column("date", "评价日期", kind="date"),
        Column("evaluator", "评价组"),
    )
    cells = release.table.records()
    rows = tuple(
        (
            project_cell(release, one.project),
            text_cell(one.phase),
            Cell(one.grade, one.grade, status=one.level),
            Cell.of(figures[f"total.{one.key}"]),
            Cell.of(figures[f"rank.{one.key}"]),
            unit_cell(release.codelists["departments"], one.department),
            Cell.number(cells[one.row]["investment"], "万元"),
            text_cell(one.veto),
            day_cell(cells[one.row]["evaluated"]),
            text_cell(cells[one.row]["evaluator"]),
        )
        for one in ordered(release)
    )
    return Grid(f"{release.period.title}评价结果", columns, rows)


def _criteria(release: Release, figures: Figures) -> Grid:
    columns = (
        Column("name", "项目"),
        Column("phase", "阶段"),
        Column("group", "一级指标"),
        Column("title", "指标"),
        Column("weight", "权重", "分", "number"),
        Column("score", "得分", "分", "number"),
        Column("marks", "各评委打分"),
        Column("how", "怎样打分"),
        Column("evidence", "凭什么"),
        Column("document", "依据文号"),
    )
    rows = tuple(
        (
            project_cell(release, one.project),
            text_cell(one.phase),
            text_cell(criterion.group),
            text_cell(criterion.title),
            Cell.number(criterion.weight, places=0 if criterion.weight == int(criterion.weight) else None),
            Cell.of(figures[f"criterion.{one.key}.{criterion.id}"]),
            text_cell("、".join(plain(mark) for mark in sorted(criterion.marks, reverse=True))),
            text_cell(criterion.how),
            text_cell(criterion.evidence),
            text_cell(criterion.document),
        )
        for one in ordered(release)
        for criterion in one.criteria
    )
    return Grid("各项指标的权重和得分", columns, rows, note="各评委的分由高到低排列，不写是谁打的。")


def _consequences(release: Release, figures: Figures) -> Grid:
    columns = (
        Column("name", "项目"),
        Column("grade", "等次", kind="status"),
        Column("department", "主管部门"),
        Column("deduction", "考核扣分", "分", "number"),
        Column("budget_cut", "调减预算", "万元", "number"),
        Column("consequence", "后果"),
        Column("reply", "主管部门怎么说"),
    )
    cells = release.table.records()
    rows = tuple(
        (
            project_cell(release, one.project),
            Cell(one.grade, one.grade, status=one.level),
            unit_cell(release.codelists["departments"], one.department),
            Cell.of(figures[f"deduction.{one.key}"]),
            Cell.of(figures[f"budget_cut.{one.key}"]),
            text_cell(cells[one.row]["consequence"]),
            text_cell(cells[one.row]["reply"]),
        )
        for one in reversed(ordered(release))
    )
    return Grid("结果怎样使用", columns, rows)


def _history(release: Release) -> Grid:
    """Grades are named by each year's own method: a word that the year did not know is a dash."""
    words = list(release.method(METHOD)["grades"])
    columns = (
        Column("period", "年份"),
        Column("evaluated", "评价", "项次", "number"),
        Column("mean", "平均总分", "分", "number"),
        *(Column(f"grade{index}", word, "项次", "number") for index, word in enumerate(words)),
        Column("cut_offs", "等次分数线"),
        Column("method", "口径版本"),
    )
    rows = []
    for one in (*release.earlier, release):
        found, method = evaluations(one), one.method(METHOD)
        lines = "、".join(
            f"{word} {plain(line)}" for word, line in zip(method["grades"], method["cut_offs"], strict=False)
        )
        rows.append(
            (
                Cell(one.period.title, str(one.period), href=f"/{one.id.current}/"),
                Cell.number(len(found)),
                Cell.number(trimmed_mean((each.announced for each in found), 0), "分"),
                *(
                    Cell.number(sum(each.grade == word for each in found) if word in method["grades"] else None)
                    for word in words
                ),
                text_cell(lines),
                text_cell(method.version),
            )
        )
    note = "口径版本不同的年份，指标、权重和分数线不同，分数和等次不可比较。"
    return Grid("历年评价", columns, tuple(rows), note=note)
