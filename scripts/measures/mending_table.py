"""Mending table: points to be put right as a page prints them, and as the list of what is still open takes them."""

from __future__ import annotations

import datetime
from collections.abc import Callable, Iterator, Sequence

from scripts.measures.mending import RESULTS, STAGES, Matter
from scripts.model.figure import Figures
from scripts.model.grid import Cell, Column, Grid
from scripts.model.item import Item
from scripts.model.printed import day_cell, text_cell

ORDER = ("overdue", "going", "reported", "completed")


def grid(
    found: Sequence[Matter], figures: Figures, *, title: str, noun: str, owner: str, who: Callable[[Matter], Cell]
) -> Grid:
    """Return every point: overdue first, the longest at the top; then open by deadline; completed at the end.

    Args:
        noun: what a point is called (整改事项).
        owner: header of the column that says who has to mend it.
        who: the cell in that column.
    """
    columns = (
        Column("name", owner),
        Column("text", noun),
        Column("state", "整改状态", kind="status"),
        Column("deadline", "整改期限", kind="date"),
        Column("reported", "报告日期", kind="date"),
        Column(
            "late", "迟报", "天", "number", note="按自然日计，从期限次日起；期末仍未报告的算到期末，没有期限的不算。"
        ),
        Column("reply", "被评议方怎么说"),
        Column("verification", "人大怎么核实"),
        Column("reviewed", "复查日期", kind="date"),
        Column("result", "复查结果", kind="status"),
        Column("id", "编号"),
    )

    def key(one: Matter) -> tuple[int, int, datetime.date, str]:
        late = -(one.late or 0) if one.stage == "overdue" else 0
        return ORDER.index(one.stage), late, one.deadline or datetime.date.max, one.id

    rows = tuple(
        (
            who(one),
            text_cell(one.text),
            Cell(one.word, one.stage, status=one.level),
            day_cell(one.deadline),
            day_cell(one.reported),
            Cell.of(figures[f"late.{one.id}"]),
            text_cell(one.reply),
            text_cell(one.verification),
            day_cell(one.reviewed),
            Cell(one.result or "—", one.result or None, status=RESULTS.get(one.result, "")),
            text_cell(one.id),
        )
        for one in sorted(found, key=key)
    )
    return Grid(title, columns, rows)


def stages(found: Sequence[Matter], groups: Sequence[tuple[str, Cell]], *, title: str, owner: str) -> Grid:
    """Return how many points stand where, one row for each owner that has any.

    Args:
        groups: code of an owner and its cell, in the order of the rows.
    """
    columns = (
        Column("name", owner),
        *(Column(stage, word, "条", "number") for stage, (word, _) in STAGES.items()),
        Column("all", "合计", "条", "number"),
    )
    rows = []
    for code, cell in groups:
        own = [one for one in found if one.owner == code]
        if own:
            counts = [sum(one.stage == stage for one in own) for stage in STAGES]
            rows.append((cell, *map(Cell.number, counts), Cell.number(len(own))))
    return Grid(title, columns, tuple(rows))


def open_items(
    found: Sequence[Matter], kind: str, body: Callable[[Matter], tuple[tuple[str, str], str]]
) -> Iterator[Item]:
    """Yield what is still open, for the list across all reports.

    Args:
        kind: what sort of thing it is (述职意见整改).
        body: profile type and id of who has to act, and its name.
    """
    for one in found:
        if one.open:
            entity, name = body(one)
            late = (one.late or 0) if one.stage == "overdue" else 0
            yield Item(one.id, kind, entity, name, one.text, one.deadline, one.word.split("，")[0], one.level, late)
