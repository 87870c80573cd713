"""Rules across the cells of the key project performance evaluation (重点项目绩效评价)."""

from __future__ import annotations

from collections.abc import Iterator

from scripts.disclosures.evaluation_outcomes.project_performance.evaluation import Evaluation, evaluations
from scripts.measures import mending_rules, weighting
from scripts.measures.date_rules import within_period
from scripts.model.number import plain
from scripts.model.problem import Problem
from scripts.model.release import Release


def check(release: Release) -> Iterator[Problem]:
    """Weights, scores, totals, grades and consequences follow from one another under the method."""
    for one in evaluations(release):
        yield from _criteria(release, one)
        yield from _result(release, one)
    yield from _strays(release)
    yield from mending_rules.check(release)


def _criteria(release: Release, one: Evaluation) -> Iterator[Problem]:
    table, method = release.tables["criteria"], one.method
    if not one.criteria:
        yield release.table.problem(
            "check.criteria-missing",
            row=one.row,
            field="project",
            expected="criteria 表没有这个项目这个阶段的指标，总分无法重算",
            fix="补上各项指标的权重和得分",
        )
        return
    whole = method.number("weight_total")
    if not weighting.complete((criterion.weight for criterion in one.criteria), whole):
        found = sum(criterion.weight for criterion in one.criteria)
        yield table.problem(
            "check.weights-sum",
            row=one.criteria[-1].row,
            field="weight",
            expected=f"这个项目这个阶段的权重相加是 {plain(found)}，应是 {plain(whole)}",
            fix="核对评价方案，改正写错的权重或补上漏写的指标",
        )
    for criterion in one.criteria:
        full, marked = criterion.full(method), criterion.marked(method)
        if criterion.score > full:
            yield table.problem(
                "check.score-above-full",
                row=criterion.row,
                field="score",
                expected=f"这项指标最多 {plain(full)} 分",
                fix="核对得分和权重",
            )
        elif criterion.marks and marked != criterion.score:
            said = "剩不下分数，算不出平均分" if marked is None else f"应是 {plain(marked)}"
            yield table.problem(
                "check.marks-mismatch",
                row=criterion.row,
                field="score",
                expected=f"各评委打分两端各去掉 {method['drop_extremes']} 个，{said}",
                fix="核对各评委打分和得分；去掉几个、保留几位小数见口径",
            )
        if not (criterion.evidence or criterion.document):
            yield table.problem(
                "check.evidence-missing",
                row=criterion.row,
                field="evidence",
                expected="每项指标要写明凭什么打这个分，“凭什么”和“依据文号”至少填一列",
                fix="补上事实或者文号",
            )


def _result(release: Release, one: Evaluation) -> Iterator[Problem]:
    table, method = release.table, one.method
    cells = table.row(one.row)
    if one.total is not None and one.total != one.announced:
        yield table.problem(
            "check.total-mismatch",
            row=one.row,
            field="total",
            expected=f"按各项指标的得分和权重应是 {plain(one.total)}",
            fix="核对各项指标的得分、权重和公布的总分",
        )
    if one.grade != one.ruled:
        why = "有一票否决情形" if one.veto else f"总分 {plain(one.announced)}"
        yield table.problem(
            "check.grade-mismatch",
            row=one.row,
            field="grade",
            expected=f"按口径（{why}）应是“{one.ruled}”",
            fix="核对总分、一票否决情形和公布的等次；规则变了的，先在口径文件里加一段新版本",
        )
    elif one.deduction != method["deductions"][one.position]:
        yield table.problem(
            "check.deduction-mismatch",
            row=one.row,
            field="deduction",
            expected=f"口径规定等次为“{one.grade}”的扣 {plain(method['deductions'][one.position])} 分",
            fix="核对公布的扣分；扣分的规则变了的，先在口径文件里加一段新版本",
        )
    if one.grade in method["consequence_for"] and not cells["consequence"]:
        yield table.problem(
            "check.consequence-missing",
            row=one.row,
            field="consequence",
            expected=f"等次为“{one.grade}”的要写明后果",
            fix="写明扣分、调减预算、整改等怎样处理；还没有定的，写“尚未决定”",
        )
    yield from within_period(release, one.row, "evaluated", cells["evaluated"], "评价")


def _strays(release: Release) -> Iterator[Problem]:
    listed = {(cells["project"], cells["phase"]) for cells in release.table.records()}
    table, seen = release.tables["criteria"], set()
    for row, cells in table.rows():
        key = (cells["project"], cells["phase"])
        if key not in listed and key not in seen:
            seen.add(key)
            yield table.problem(
                "check.criteria-without-result",
                row=row,
                field="project",
                expected="结果表没有这个项目这个阶段的一行",
                fix="在 data 表补上评价结果，或改正项目和阶段",
            )
