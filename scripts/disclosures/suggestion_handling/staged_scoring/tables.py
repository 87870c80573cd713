"""Printed tables of staged scoring (百分制分段评价)."""

from __future__ import annotations

from scripts.disclosures.suggestion_handling.staged_scoring.figures import by_handler
from scripts.disclosures.suggestion_handling.staged_scoring.item import METHOD, VERDICTS, Item, items
from scripts.disclosures.suggestion_handling.staged_scoring.machine import STAGES, STATES
from scripts.model.figure import Figures
from scripts.model.grid import Cell, Column, Grid
from scripts.model.number import DASH
from scripts.model.printed import day_cell, unit_cell
from scripts.model.release import Release

OUTCOMES = {
    "passed": "第一次通过",
    "repassed": "重新办理后通过",
    "waiting": "不通过，还没有再次打分",
    "refused": "再次不通过",
}
"""What became of the suggestions scored in a stage; the four add up to all scored."""
ROUNDED = "占已有最后结果的建议。因四舍五入，各项之和可能不等于 100%。"
FEW = "满意的件数÷已有最后结果的件数；件数少的，一件的差别就很大。"


def lay_out(release: Release, figures: Figures) -> dict[str, Grid]:
    """Return the tables; those of late and refused suggestions only when there are any."""
    found = items(release)
    grids = {
        "verdicts": _verdicts(figures),
        "states": _states(figures),
        "stages": _stages(figures),
        "handlers": _handlers(release, figures, found),
        "suggestions": _suggestions(release, figures, found),
    }
    for name, grid in (("redo", _redo(release, found)), ("refused", _refused(release, found))):
        if grid.rows:
            grids[name] = grid
    return grids


def link(one: Item) -> Cell:
    """Return the title of a suggestion as a link to its page."""
    return Cell(one.cells["title"], one.cells["title"], href=f"/profiles/suggestion/{one.cells['code']}/")


def _verdicts(figures: Figures) -> Grid:
    columns = (
        Column("verdict", "最后结果"),
        Column("count", "件数", "件", "number"),
        Column(
            "share", "所占百分比", "%", "number", note="占已有最后结果的建议。因四舍五入，各项之和可能不等于 100%。"
        ),
    )
    levels = {"satisfied": "done", "basic": "ok", "dissatisfied": "bad"}
    rows = tuple(
        (
            Cell(word, word),
            Cell(figures[f"verdict.{key}"].text, figures[f"verdict.{key}"].value, f"verdict.{key}", status=levels[key]),
            Cell.of(figures[f"{key}_share"]),
        )
        for key, word in VERDICTS.items()
    )
    note = "不满意包括再次不通过、直接认定的；还没有最后结果的不在表内。"
    return Grid("最后结果", columns, rows, note=note)


def _states(figures: Figures) -> Grid:
    columns = (Column("state", "办到哪一步"), Column("count", "件数", "件", "number"))
    rows = []
    for state, (word, level) in STATES.items():
        figure = figures[f"state.{state.replace('_', '-')}"]
        if figure.value:
            rows.append((Cell(word, word), Cell(figure.text, figure.value, figure.id, status=level)))
    return Grid("评价到哪一步", columns, tuple(rows), note="每件建议只在一步。")


def _stages(figures: Figures) -> Grid:
    columns = (
        Column("stage", "阶段"),
        *(Column(key, word, "件", "number") for key, word in OUTCOMES.items()),
        Column("scored", "已打分", "件", "number"),
        Column("passed_share", "第一次打分通过率", "%", "number", note="占这一阶段已打分的建议。"),
        Column("median", "第一次得分中位数", "分", "number"),
    )
    rows = tuple(
        (Cell(name, name), *(Cell.of(figures[f"{stage}.{column.key}"]) for column in columns[1:]))
        for stage, name in STAGES.items()
    )
    note = "前四列相加是已打分的件数。答复阶段通过的才进入落实阶段，所以两段的件数不同。"
    return Grid("两个阶段的打分", columns, rows, note=note)


def _handlers(release: Release, figures: Figures, found: list[Item]) -> Grid:
    columns = (
        Column("name", "主办单位"),
        Column("handler_satisfied", "满意", "件", "number"),
        Column("handler_basic", "基本满意", "件", "number"),
        Column("handler_dissatisfied", "不满意", "件", "number"),
        Column("handler_open", "还没有结果", "件", "number"),
        Column("handled", "主办", "件", "number"),
        Column("handler_graded", "已有结果", "件", "number", note="满意率的分母。"),
        Column(
            "handler_share", "满意率", "%", "number", note="满意的件数÷已有最后结果的件数；件数少的，一件的差别就很大。"
        ),
        Column("handler_failed", "有一段不通过", "件", "number"),
        Column("handler_overdue", "重办超期", "件", "number"),
    )
    rows = []
    for code in by_handler(found):
        cells = [Cell.of(figures[f"{column.key}.{code}"]) for column in columns[1:]]
        rows.append((unit_cell(release.codelists["departments"], code), *cells))
    note = "按主办件数由多到少排列，不是名次：承办的建议多少、难易不同。"
    return Grid("各主办单位", columns, tuple(rows), note=note)


def _redo(release: Release, found: list[Item]) -> Grid:
    columns = (
        Column("title", "建议"),
        Column("handler", "主办单位"),
        Column("stage", "阶段"),
        Column("told", "收到不满意意见", kind="date"),
        Column("due", "重新办理期限", kind="date"),
        Column("state", "状态", kind="status"),
    )
    waiting = [(one, one.running) for one in found if one.running is not None]
    rows = tuple(
        (
            link(one),
            unit_cell(release.codelists["departments"], one.cells["handler"]),
            Cell(STAGES[redo.stage], redo.stage),
            day_cell(redo.told),
            Cell(DASH, None, note="没有载明何时收到不满意意见") if redo.due is None else day_cell(redo.due),
            Cell(f"已超期 {one.late} 日" if one.late else "期限内", one.late, status=one.level),
        )
        for one, redo in sorted(waiting, key=lambda pair: (-pair[0].late, pair[0].cells["code"]))
    )
    months = release.method(METHOD)["redo_months"]
    return Grid("正在重新办理", columns, rows, note=f"期限是收到不满意意见后 {months} 个月，按历月计算。")


def _refused(release: Release, found: list[Item]) -> Grid:
    columns = (
        Column("title", "建议"),
        Column("handler", "主办单位"),
        Column("stage", "不通过的阶段"),
        Column("first", "第一次得分", "分", "number"),
        Column("second", "再次得分", "分", "number"),
        Column("date", "再次打分日期", kind="date"),
    )
    rows = []
    for one in found:
        if one.state == "refused":
            stage = one.redos[-1].stage
            rows.append(
                (
                    link(one),
                    unit_cell(release.codelists["departments"], one.cells["handler"]),
                    Cell(STAGES[stage], stage),
                    Cell.number(one.cells[f"{stage}_score"], "分", 1),
                    Cell.number(one.cells[f"{stage}_rescore"], "分", 1),
                    day_cell(one.cells[f"{stage}_rescored"]),
                )
            )
    return Grid("再次不通过、认定为不满意的建议", columns, tuple(rows), note="这是最后结果，不再重新办理。")


def _suggestions(release: Release, figures: Figures, found: list[Item]) -> Grid:
    columns = (
        Column("title", "建议"),
        Column("handler", "主办单位"),
        Column("state", "结果", kind="status"),
        *(Column(f"{stage}_score", f"{name}得分", "分", "number") for stage, name in STAGES.items()),
        *(Column(f"{stage}_rescore", f"{name}再次得分", "分", "number") for stage, name in STAGES.items()),
        Column("total", "总分", "分", "number"),
    )

    def score(one: Item, field: str) -> Cell:
        return Cell.number(one.cells[field], "分", 1)

    rows = tuple(
        (
            link(one),
            unit_cell(release.codelists["departments"], one.cells["handler"]),
            Cell(one.word, one.state, status=one.level),
            *(score(one, f"{stage}_score") for stage in STAGES),
            *(score(one, f"{stage}_rescore") for stage in STAGES),
            Cell.of(figures[f"total.{one.cells['code']}"]),
        )
        for one in found
    )
    return Grid(
        "全部建议的得分",
        columns,
        rows,
        note="每段满分 100 分；总分按口径的权重相加。“—”是没有这次打分，或者还没有总分。",
    )
