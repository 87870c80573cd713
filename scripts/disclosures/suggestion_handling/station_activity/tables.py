"""Printed tables of station activity (联络站活动与群众反映)."""

from __future__ import annotations

from scripts.disclosures.suggestion_handling.station_activity.record import (
    KINDS,
    METHOD,
    Matter,
    activities,
    matters,
    serving,
    since,
    townships,
)
from scripts.model.figure import Figures
from scripts.model.grid import Cell, Column, Grid
from scripts.model.printed import DASH, day_cell, release_cell, text_cell, unit_cell
from scripts.model.release import Release

STAGES = {"solved": "已解决", "going": "办理中", "lasting": "久未解决"}
"""The three add up to all matters."""
SHARE = "已解决的÷收集的全部事项；件数少的，一件的差别就很大。"


def lay_out(release: Release, figures: Figures) -> dict[str, Grid]:
    """Return the tables; matters and earlier periods only when there are any."""
    found = matters(release)
    grids = {
        "stations": _stations(release, figures),
        "kinds": _kinds(release),
        "townships": _townships(release, figures),
        "outcomes": _outcomes(release, found),
        "open": _open(release, [one for one in found if not one.solved]),
        "solved": _solved(
            release, [one for one in found if one.solved and one.cells["solved"] >= release.period.start]
        ),
        "history": _history(release),
    }
    return {name: grid for name, grid in grids.items() if grid.rows}


def station(release: Release, code: str) -> Cell:
    """Return a station's name, linked to its page."""
    label = release.codelists["stations"].label(code)
    return Cell(label, label, href=f"/profiles/station/{code}/")


def _columns(when: str) -> tuple[Column, ...]:
    return (
        Column("times", "活动", "场", "number"),
        Column("deputies", "进站代表", "人次", "number"),
        Column("received", "接待群众", "人次", "number"),
        Column("deputies_all", f"进站代表，{when}", "人次", "number"),
        Column("received_all", f"接待群众，{when}", "人次", "number"),
        Column("raised_all", f"反映的事，{when}", "件", "number"),
        Column("solved_all", "其中已解决", "件", "number"),
        Column("solved_share", "解决率", "%", "number", note=SHARE),
        Column("lasting", "久未解决", "件", "number"),
    )


def _stations(release: Release, figures: Figures) -> Grid:
    numbers = _columns(f"自{since(release)}")
    columns = (Column("name", "联络站"), Column("kind", "种类"), *numbers)
    rows = tuple(
        (
            station(release, code),
            text_cell(entry.attributes.get("kind")),
            *(Cell.of(figures[f"{column.key}.{code}"]) for column in numbers),
        )
        for code, entry in serving(release).items()
    )
    note = "按代码表的顺序，不排名次：各站服务的人多少不同，收集的事难易不同。"
    return Grid("各联络站", columns, rows, note=note)


def _townships(release: Release, figures: Figures) -> Grid:
    numbers = _columns(f"自{since(release)}")
    columns = (Column("name", "乡镇街道"), Column("stations", "联络站", "个", "number"), *numbers)
    rows = tuple(
        (
            unit_cell(release.codelists["departments"], code),
            Cell.number(len(mine)),
            *(Cell.of(figures[f"{column.key}.t-{code}"]) for column in numbers),
        )
        for code, mine in townships(release).items()
    )
    return Grid("各乡镇街道的联络站", columns, rows)


def _kinds(release: Release) -> Grid:
    """Return times by station and kind, stations with most activities first; those without any are left out."""
    found: dict[str, dict[str, int]] = {}
    for _, cells in activities(release):
        mine = found.setdefault(cells["station"], dict.fromkeys(KINDS.values(), 0))
        mine[cells["kind"]] += cells["times"]
    columns = (
        Column("name", "联络站"),
        *(Column(id, kind, "场", "number") for id, kind in KINDS.items()),
        Column("all", "合计", "场", "number"),
    )
    order = sorted(found, key=lambda code: (-sum(found[code].values()), code))
    rows = tuple(
        (
            station(release, code),
            *(Cell.number(found[code][kind]) for kind in KINDS.values()),
            Cell.number(sum(found[code].values())),
        )
        for code in order
    )
    return Grid(f"{release.period.title}各联络站的活动", columns, rows, note="没有活动记录的联络站不在表内。")


def _outcomes(release: Release, found: list[Matter]) -> Grid:
    columns = (
        Column("name", "联络站"),
        *(Column(key, word, "件", "number") for key, word in STAGES.items()),
        Column("all", "合计", "件", "number"),
    )
    rows = []
    for code in serving(release):
        mine = [one for one in found if one.cells["station"] == code]
        if mine:
            done, late = sum(one.solved for one in mine), sum(one.late > 0 for one in mine)
            counts = (done, len(mine) - done - late, late, len(mine))
            rows.append((station(release, code), *map(Cell.number, counts)))
    return Grid(f"自{since(release)}以来群众反映的事", columns, tuple(rows), note="前三列相加是合计。")


def _matter(release: Release, one: Matter) -> tuple[Cell, ...]:
    cells = one.cells
    category, handler = cells["category"], cells["handler"]
    return (
        text_cell(cells["text"]),
        station(release, cells["station"]),
        Cell(one.word, one.level, status=one.level),
        text_cell(release.codelists["suggestion_categories"].label(category) if category else None),
        day_cell(cells["raised"]),
        Cell(DASH) if handler is None else unit_cell(release.codelists["departments"], handler),
        text_cell(cells["result"]),
    )


MATTER = (
    Column("text", "反映的事"),
    Column("station", "联络站"),
    Column("state", "状态", kind="status"),
    Column("category", "类别"),
    Column("raised", "反映日期", kind="date"),
    Column("handler", "由谁办"),
    Column("result", "办理情况"),
)


def _open(release: Release, found: list[Matter]) -> Grid:
    columns = (*MATTER, Column("days", "已有", "日", "number"))
    order = sorted(found, key=lambda one: (-one.open_days, one.cells["id"]))
    rows = tuple((*_matter(release, one), Cell.number(one.open_days)) for one in order)
    months = release.method(METHOD)["follow_months"]
    note = f"时间最长的在前。反映后超过 {months} 个月没有解决的，列为久未解决；日数算到数据截至日。"
    return Grid("还没有解决的事", columns, rows, note=note)


def _solved(release: Release, found: list[Matter]) -> Grid:
    columns = (*MATTER, Column("solved", "解决日期", kind="date"), Column("days", "用了", "日", "number"))
    order = sorted(found, key=lambda one: (one.cells["solved"], one.cells["id"]), reverse=True)
    rows = tuple((*_matter(release, one), day_cell(one.cells["solved"]), Cell.number(one.open_days)) for one in order)
    return Grid(f"{release.period.title}解决的事", columns, rows, note="含以前反映、这一时期解决的。")


def _history(release: Release) -> Grid:
    columns = (
        Column("period", "时间"),
        Column("times", "活动", "场", "number"),
        Column("deputies", "进站代表", "人次", "number"),
        Column("received", "接待群众", "人次", "number"),
        Column("raised", "反映的事", "件", "number"),
        Column("solved", "解决的事", "件", "number", note="含以前反映的。"),
    )
    everything = matters(release)
    rows = []
    for one in (*release.earlier, release):
        start, end = one.period.start, one.period.end
        rows.append(
            (
                release_cell(one),
                *(Cell.number(sum(one.table.column(field))) for field in ("times", "deputies", "received")),
                Cell.number(sum(start <= matter.cells["raised"] <= end for matter in everything)),
                Cell.number(sum(matter.solved and start <= matter.cells["solved"] <= end for matter in everything)),
            )
        )
    return Grid("各期", columns, tuple(rows))
