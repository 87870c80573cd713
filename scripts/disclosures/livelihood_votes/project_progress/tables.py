"""Printed tables of the progress of livelihood projects (民生实事项目进度): the board, then by status and township."""

from __future__ import annotations

from scripts.disclosures.livelihood_votes.project_progress.followtables import follow_up
from scripts.disclosures.livelihood_votes.project_progress.works import (
    METHOD,
    STATES,
    WORDS,
    Work,
    last_report,
    works,
)
from scripts.model.figure import Figures
from scripts.model.grid import Cell, Column, Grid
from scripts.model.number import DASH, with_unit
from scripts.model.period import chinese_date
from scripts.model.profile import unit_type
from scripts.model.release import Release

NAME = Column("name", "项目")
ORDER = ("unreported", *(name for name, _ in STATES.values()))
NEXT = Column("next", "下一步")
LATE = Column(
    "late",
    "逾期",
    "日",
    "number",
    note="从承诺的（经程序延期的，调整后的）完成日期的次日算起，到实际完成或数据截至日。",
)


def lay_out(release: Release, figures: Figures) -> dict[str, Grid]:
    """Every project on one board, then the same by status, by township, their money, steps and inspections."""
    found = ordered(release)
    grids = {
        "states": _states(release, figures),
        "board": _board(release, figures, found),
        "works": _works(release, figures, found),
        "money": _money(release, figures, found),
    }
    for state in ORDER:
        if mine := [work for work in found if work.state == state]:
            grids[state] = _of_state(release, figures, state, mine)
    if townships := _townships(release, figures, found):
        grids["townships"] = townships
    grids |= follow_up(release, figures, found)
    if release.earlier:
        grids["history"] = _history(release)
    return grids


def ordered(release: Release) -> list[Work]:
    """Return what needs eyes first: no report, overdue, then by status, then by code."""
    return sorted(works(release), key=lambda work: (ORDER.index(work.state), -(work.late(release.at) or 0), work.code))


def name_cell(release: Release, work: Work) -> Cell:
    """Return the cell that names a project and leads to its profile."""
    name = release.codelists["projects"].label(work.code)
    return Cell(name, name, href=f"/profiles/project/{work.code}/")


def _lead(release: Release, work: Work) -> Cell:
    entry = release.codelists["departments"][work.cells["lead"]]
    return Cell(entry.label, entry.label, href=f"/profiles/{unit_type(entry)}/{entry.code}/")


def _where(release: Release, work: Work) -> str:
    towns = [release.codelists["departments"].label(code) for code in work.codes("township")]
    return "、".join(towns) or "全区"


def _date(release: Release, work: Work, field: str) -> Cell:
    day = work.cells[field]
    return Cell(DASH) if day is None else Cell(chinese_date(day), day.isoformat())


def _text(text: str | None) -> Cell:
    return Cell(text or DASH, text)


def _bare(figures: Figures, id: str) -> Cell:
    """Return a figure's cell without its reason, which stands elsewhere in the row."""
    cell = Cell.of(figures[id])
    return Cell(cell.text, cell.value, cell.figure, status=cell.status)


def _states(release: Release, figures: Figures) -> Grid:
    method = release.method(METHOD)
    texts = {"unreported": "牵头部门本期没有报告；这一期的数字空着，不用上一期的代替"}
    levels = {"unreported": "none", **dict(STATES.values())}
    rows = tuple(
        (
            Cell(WORDS[state], WORDS[state], status=levels[state]),
            Cell.of(figures[state]),
            _text(texts.get(state) or method[state]),
        )
        for state in ORDER
    )
    columns = (Column("state", "状态", kind="status"), Column("count", "项目", "项", "number"), Column("text", "定义"))
    return Grid("各状态的项目和定义", columns, rows)


def _board(release: Release, figures: Figures, found: list[Work]) -> Grid:
    columns = (
        NAME,
        Column("state", "状态", kind="status"),
        Column("progress", "形象进度", "%", "number", note="实物工作量的完成比例，由牵头部门报告。"),
        Column("paid_rate", "支付比例", "%", "number", note="支付资金÷计划资金，期末累计；可以超过 100%。"),
        Column("gap", "支付减形象", "个百分点", "number"),
        Column("due", "承诺完成", kind="date"),
        LATE,
        Column("place", "所在"),
    )
    rows = tuple(
        (
            name_cell(release, work),
            Cell(work.word, work.word, status=work.level),
            _bare(figures, f"progress.{work.code}"),
            _bare(figures, f"paid_rate.{work.code}"),
            Cell.of(figures[f"gap.{work.code}"], signed=True) if work.reported else _bare(figures, f"gap.{work.code}"),
            _date(release, work, "planned_completion"),
            _bare(figures, f"late.{work.code}"),
            _text(_where(release, work)),
        )
        for work in found
    )
    return Grid(f"{release.period.title}全部项目", columns, rows, "没有报告的项目排在最前，其余先列没有完成、调整的。")


def _works(release: Release, figures: Figures, found: list[Work]) -> Grid:
    """The two progresses of each project as the picture shows them."""
    rows = []
    for work in found:
        rate = figures[f"paid_rate.{work.code}"]
        paid = work.word if not work.reported else f"支付 {rate.text}"
        progress = Cell(figures[f"progress.{work.code}"].text.removesuffix("%"), work.cells["progress"])
        rows.append((name_cell(release, work), progress, Cell(paid, rate.value)))
    columns = (NAME, Column("progress", "形象进度", "%", "number"), Column("paid", "支付比例"))
    return Grid("形象进度和支付比例", columns, tuple(rows))


def _money(release: Release, figures: Figures, found: list[Work]) -> Grid:
    columns = (
        NAME,
        Column("planned", "计划", "万元", "number", note="当年计划安排的资金。"),
        Column("arrived", "到位", "万元", "number"),
        Column("arrived_rate", "到位率", "%", "number", note="到位资金÷计划资金。"),
        Column("paid", "支付", "万元", "number"),
        Column("lead", "牵头部门"),
    )
    keys = [column.key for column in columns[1:-1]]
    rows = [
        (
            name_cell(release, work),
            Cell.of(figures[f"planned.{work.code}"]),
            *(_bare(figures, f"{key}.{work.code}") for key in keys[1:]),
            _lead(release, work),
        )
        for work in found
    ]
    rows.append((Cell("本期已报告的项目合计"), *(_bare(figures, f"total.{key}") for key in keys), Cell(DASH)))
    return Grid("谁来办，用多少钱", columns, tuple(rows), "到位和支付是期末累计数；没有报告的项目不计入合计。")


def _of_state(release: Release, figures: Figures, state: str, mine: list[Work]) -> Grid:
    """The projects of one status with what matters in it."""
    lead, due = Column("lead", "牵头部门"), Column("due", "承诺完成", kind="date")
    columns: tuple[Column, ...]
    rest: list[tuple[Cell, ...]]
    if state == "unreported":
        columns = (NAME, lead, due, Column("last", "上次报告"))
        rest = [(_lead(release, w), _date(release, w, "planned_completion"), _text(_last(release, w))) for w in mine]
    elif state == "completed":
        columns = (NAME, due, Column("done", "实际完成", kind="date"), LATE)
        rest = [
            (
                _date(release, work, "planned_completion"),
                _date(release, work, "completed"),
                _bare(figures, f"late.{work.code}"),
            )
            for work in mine
        ]
    else:
        columns = (
            NAME,
            due,
            Column("moved", "调整后完成", kind="date"),
            Column("next", "下一步"),
            Column("why", "调整程序"),
        )
        rest = [
            (
                _date(release, work, "planned_completion"),
                _date(release, work, "adjusted_completion"),
                _text(work.cells["next"]),
                _text(_procedure(work)),
            )
            for work in mine
        ]
        if not any(work.cells["procedure"] for work in mine):
            columns, rest = (NAME, due, NEXT), [(cells[0], cells[2]) for cells in rest]
    rows = tuple((name_cell(release, work), *cells) for work, cells in zip(mine, rest, strict=True))
    return Grid(f"{WORDS[state]}的项目" if state != "unreported" else "本期未报告的项目", columns, rows)


def _procedure(work: Work) -> str:
    if not work.cells["procedure"]:
        return ""
    return f"{work.cells['adjusted_to']}：{work.cells['procedure']}"


def _last(release: Release, work: Work) -> str:
    said = last_report(release, work.code)
    if said is None:
        return "以前各期也没有报告"
    earlier, was = said
    progress = was.cells["progress"]
    told = f"，形象进度 {with_unit(progress, '%')}" if progress is not None else ""
    return f"{earlier.period.title}：{was.word}{told}"


def _townships(release: Release, figures: Figures, found: list[Work]) -> Grid | None:
    rows = []
    for code, entry in release.codelists["departments"].items():
        if f"township_projects.{code}" not in figures:
            continue
        mine = [work for work in found if code in work.codes("township")]
        name = Cell(entry.label, entry.label, href=f"/profiles/{unit_type(entry)}/{code}/")
        rows.append((name, *_tally(figures, f"township_{{}}.{code}"), _text(_named(release, mine))))
    general = [work for work in found if not work.codes("township")]
    if general:
        done = sum(work.state == "completed" for work in general)
        cells = (Cell.of(figures["general"]), Cell.number(done))
        rows.append((Cell("全区"), *cells, _text(_named(release, general))))
    columns = (
        Column("name", "乡镇街道"),
        Column("count", "项目", "项", "number", note="一个项目在几个乡镇街道的，各计一次，所以合计可以多于项目数。"),
        Column("done", "其中完成", "项", "number"),
        Column("projects", "项目和状态"),
    )
    return Grid("按乡镇街道看", columns, tuple(rows)) if rows else None


def _tally(figures: Figures, id: str) -> tuple[Cell, Cell]:
    return Cell.of(figures[id.format("projects")]), Cell.of(figures[id.format("completed")])


def _named(release: Release, mine: list[Work]) -> str:
    names = release.codelists["projects"]
    return "、".join(f"{names.label(work.code)}（{work.word}）" for work in mine)


def _history(release: Release) -> Grid:
    """How many projects stood in each status at the end of each period of the year."""
    rows = []
    for one in (*(e for e in release.earlier if e.period.year == release.period.year), release):
        states = [work.state for work in works(one)]
        overdue = sum(work.overdue(one.at) for work in works(one))
        title = Cell(one.period.title, str(one.period), href=f"/{one.id.current}/")
        rows.append((title, *(Cell.number(states.count(state)) for state in ORDER), Cell.number(overdue)))
    columns = (
        Column("period", "时间"),
        *(Column(state, WORDS[state], "项", "number") for state in ORDER),
        Column("overdue", "其中逾期", "项", "number"),
    )
    return Grid(f"{release.period.year}年各期", columns, tuple(rows))
