"""Printed tables of the register of suggestions (建议办理台账)."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace

from scripts.disclosures.suggestion_handling.suggestion_register.groups import SAID, class_id, units
from scripts.disclosures.suggestion_handling.suggestion_register.progress import (
    CLASSES,
    CLOCK,
    PHASES,
    Item,
    items,
)
from scripts.disclosures.suggestion_handling.suggestion_register.tally import by
from scripts.disclosures.suggestion_handling.suggestion_register.verdicts import DEPUTY, HANDLER
from scripts.model.figure import Figure, Figures
from scripts.model.grid import Cell, Column, Grid
from scripts.model.period import chinese_date
from scripts.model.profile import unit_type
from scripts.model.release import Release

UNSTATED = Cell("—", None, note="台账没有载明")
NOT_SAID = Cell("—", None, note="没有")
GROUPS = {
    "finished": ("已答复、已办结", ("replied", "closed")),
    "again": ("再次办理", ("redo",)),
    "waiting": ("期限内办理", ("received", "assigned", "handling")),
    "missed": ("超期未答复", ("unanswered",)),
    "other": ("退办、撤回、未载明", ("returned", "withdrawn", "unstated")),
}
"""Five groups of phases for the picture by handler, which ten would make unreadable."""
MOST_HANDLERS = 40
MOST_ROWS = 20
"""Of the overdue and of the soon due the page shows so many; all stand in the lists."""
DUE_NOTE = "应有答复＝已答复的，加上超过期限还没有答复的，是按期答复率的分母。"
RATE_NOTE = "按期答复率＝在期限内答复的件数÷应有答复的件数；件数少的，一件的差别就很大。"
VOICES = {
    "handler_says": "承办单位认为",
    "on_reply": "代表对答复",
    "on_result": "代表对结果",
}
"""Whose word → how the picture calls it; verdicts after re-handling are few and stand in the text."""


def lay_out(release: Release, figures: Figures) -> dict[str, Grid]:
    """Return the tables that have rows; the suggestions themselves stand in the lists (``listings.py``)."""
    found = items(release)
    # A register that keeps neither dates nor states has no progress to show.
    tracked = [one for one in found if one.phase != "unstated"]
    grids = {
        "overdue": _overdue(release, found),
        "soon": _soon(release, found),
        "phases": _phases(figures if tracked else {}),
        "handlers": _handlers(release, figures, found, 9 if tracked else 2),
        "handler_classes": _handler_classes(release, figures, found),
        "handler_voices": _handler_voices(release, figures, found),
        "handler_phases": _handler_phases(release, found if tracked else []),
        "verdicts": _verdicts(figures),
        "classes": _classes(release, figures),
        "categories": _categories(release, figures, found),
    }
    return {name: grid for name, grid in grids.items() if grid.rows}


def link(item: Item) -> Cell:
    """Return the title of a suggestion as a link to its page."""
    title = item.cells["title"]
    return Cell(title, title, href=f"/profiles/suggestion/{item.cells['code']}/")


def who(release: Release, item: Item) -> Cell:
    """Return the handler of a suggestion as a link to its page."""
    code = item.cells["handler"]
    return UNSTATED if code is None else unit(release, code)


def unit(release: Release, code: str) -> Cell:
    """Return a department or township as a link to its page."""
    entry = release.codelists["departments"][code]
    return Cell(entry.label, entry.label, href=f"/profiles/{unit_type(entry)}/{code}/")


def _text(value: str | None) -> Cell:
    return UNSTATED if value is None else Cell(value, value)


def _due(item: Item) -> Cell:
    clock = item.running or item.second or item.first
    if clock is None:
        return Cell("—", None, note="没有期限在计算")
    return Cell(chinese_date(clock.due), clock.due.isoformat())


def _overdue(release: Release, found: list[Item]) -> Grid:
    late = sorted((one for one in found if one.overdue), key=lambda one: (-one.overdue, one.cells["code"]))
    columns = (
        Column("number", "建议号"),
        Column("title", "标题"),
        Column("handler", "主办单位"),
        Column("due", "答复期限", kind="date"),
        Column("days", "已超过", "日", "number"),
        Column("phase", "状态", kind="status"),
    )
    rows = tuple(
        (
            _text(one.cells["number"]),
            link(one),
            who(release, one),
            _due(one),
            Cell.number(one.overdue),
            Cell(PHASES[one.phase][0], one.phase, status="late"),
        )
        for one in late[:MOST_ROWS]
    )
    note = "超过日数算到数据截至日；再次办理的按再次答复的期限算。"
    return Grid("超过期限还没有答复的建议", columns, rows, note=note)


def _soon(release: Release, found: list[Item]) -> Grid:
    limit = release.method(CLOCK)["soon_days"]
    near = [(one.left, one.cells["code"], one) for one in found if one.left is not None and one.left <= limit]
    columns = (
        Column("number", "建议号"),
        Column("title", "标题"),
        Column("handler", "主办单位"),
        Column("due", "答复期限", kind="date"),
        Column("left", "还剩", "日", "number"),
    )
    rows = tuple(
        (_text(one.cells["number"]), link(one), who(release, one), _due(one), Cell.number(left))
        for left, _, one in sorted(near, key=lambda found: found[:2])[:MOST_ROWS]
    )
    return Grid(f"{limit} 日内到期的建议", columns, rows)


def _phases(figures: Mapping[str, Figure]) -> Grid:
    columns = (Column("phase", "状态"), Column("count", "件数", "件", "number"))
    rows = []
    for phase, (word, level) in PHASES.items():
        figure = figures.get(f"phase.{phase}")
        if figure is not None and figure.value:
            rows.append((Cell(word, word), Cell(figure.text, figure.value, figure.id, status=level)))
    note = "每件建议只在一个状态。“未答复”是超过期限还没有答复的；再次办理后已经再次答复的，列在“已答复”。"
    return Grid("建议办到哪一步", columns, tuple(rows), note=note)


def _handlers(release: Release, figures: Figures, found: list[Item], width: int) -> Grid:
    """Return lead handlers, most suggestions first, with the first ``width`` columns."""
    columns = (
        Column("name", "主办单位"),
        Column("handled", "主办", "件", "number"),
        Column("joint", "会办", "件", "number"),
        Column("answered", "已答复", "件", "number"),
        Column("due", "应有答复", "件", "number", note=DUE_NOTE),
        Column("kept", "按期答复", "件", "number"),
        Column("kept_rate", "按期答复率", "%", "number", note=RATE_NOTE),
        Column("missed", "超期未答复", "件", "number", note="含再次办理超过期限的。"),
        Column("longest", "最久超过", "日", "number"),
    )[:width]
    rows = []
    for code in units(found):
        cells = [Cell.of(figures[f"{column.key}.{code}"]) for column in columns[1:]]
        rows.append((unit(release, code), *cells))
    note = "按主办件数由多到少排列，不是名次：承办的建议多少、难易不同。会办的只计件数，不计入其他各列。"
    return Grid("各主办单位", columns, tuple(rows), note=note)


def _handler_phases(release: Release, found: list[Item]) -> Grid:
    columns = (Column("name", "主办单位"), *(Column(key, word, "件", "number") for key, (word, _) in GROUPS.items()))
    tallies = list(by(found, "handler").items())
    rows = []
    for code, tally in tallies[:MOST_HANDLERS]:
        counts = [sum(one.phase in phases for one in tally.items) for _, phases in GROUPS.values()]
        rows.append((unit(release, code), *map(Cell.number, counts)))
    more = ""
    if len(tallies) > MOST_HANDLERS:
        more = f"主办件数最多的 {MOST_HANDLERS} 个单位，全部 {len(tallies)} 个见“各主办单位”表。"
    return Grid("各主办单位的建议办到哪一步", columns, tuple(rows), note=more)


def _verdicts(figures: Figures) -> Grid:
    """Two voices in one picture, each with its own words and base; no cell adds the one to the other."""
    columns = (
        Column("voice", "谁的说法"),
        Column("base", "件数", "件", "number", note="有这项说法或反馈的建议，是这一行的分母；没有反馈的不在内。"),
        *(Column(key, word, "件", "number") for key, word in (HANDLER | DEPUTY).items()),
    )
    rows = []
    for id, words in VOICES.items():
        if not figures[id].value:
            continue
        own = HANDLER if id == "handler_says" else DEPUTY
        cells = [Cell.of(figures[f"{id}.{key}"]) if key in own else Cell("", None) for key in HANDLER | DEPUTY]
        rows.append((Cell(words, words), Cell.of(figures[id]), *cells))
    note = "承办单位的判断和代表的评价是两回事，分别统计，不能相加。"
    return Grid("承办单位怎么说，代表怎么说", columns, tuple(rows), note=note)


def _classes(release: Release, figures: Figures) -> Grid:
    method = release.method(CLASSES)
    columns = (
        Column("class", "类别"),
        Column("meaning", "意思（本地办法）"),
        Column("count", "件数", "件", "number"),
        Column("share", "所占百分比", "%", "number", note="占已注明类别的建议。因四舍五入，各项之和可能不等于 100%。"),
    )
    rows = []
    for position, (code, meaning) in enumerate(zip(method["classes"], method["definitions"], strict=True), start=1):
        id = class_id(code, position)
        cells = (Cell.of(figures[f"class.{id}"]), Cell.of(figures[f"class_share.{id}"]))
        rows.append((Cell(f"{code} 类", code), Cell(meaning, meaning), *cells))
    note = "类别由承办单位注明，不是代表的评价。"
    return Grid("办理结果类别", columns, tuple(rows) if figures["classed"].value else (), note=note)


def _categories(release: Release, figures: Figures, found: list[Item]) -> Grid:
    columns = (
        Column("category", "类别"),
        Column("count", "件数", "件", "number"),
        Column("share", "所占百分比", "%", "number", note="占已分类别的建议。"),
        Column("answered", "已答复", "件", "number"),
        Column("overdue", "超期未答复", "件", "number"),
    )
    rows = []
    for code, tally in by(found, "category").items():
        name = release.codelists["suggestion_categories"].label(code)
        rows.append(
            (
                Cell(name, name),
                Cell.of(figures[f"category.{code}"]),
                Cell.of(figures[f"category_share.{code}"]),
                Cell.number(tally.count("answered")),
                Cell.number(tally.count("overdue")),
            )
        )
    return Grid("提的是哪方面的事", columns, tuple(rows))


def _handler_classes(release: Release, figures: Figures, found: list[Item]) -> Grid:
    """Return the share of each class by unit, beside the number it is a share of."""
    method = release.method(CLASSES)
    ids = [(f"class_share.{class_id(code, n)}", code) for n, code in enumerate(method["classes"], start=1)]
    columns = (
        Column("name", "主办单位"),
        Column("classed", "已注明类别", "件", "number", note="是这一行各百分比的分母。"),
        *(Column(id.replace(".", "_"), f"{code} 类", "%", "number") for id, code in ids),
    )
    rows = tuple(
        (unit(release, code), Cell.of(figures[f"classed.{code}"]), *(Cell.of(figures[f"{id}.{code}"]) for id, _ in ids))
        for code in units(found)
        if f"classed.{code}" in figures
    )
    meant = "；".join(f"{c} 类，{text}" for c, text in zip(method["classes"], method["definitions"], strict=True))
    note = f"{meant}。因四舍五入，一行各类之和可能不等于 100%；件数少的，一件的差别就很大，不宜排名。"
    return Grid("各单位办理结果类别", columns, rows, note=note)


def _handler_voices(release: Release, figures: Figures, found: list[Item]) -> Grid:
    """Return what each unit says and what deputies say of it, each share beside its base."""
    heads = {
        "said": "自己作了判断",
        "solved": "认为已解决",
        "heard_reply": "对答复有反馈",
        "good": "对答复满意和基本满意",
        "heard_result": "对结果有反馈",
        "satisfied": "对结果满意",
        "dissatisfied": "对结果不满意",
    }
    columns: list[Column] = [Column("name", "主办单位")]
    for id, _, _, shares in SAID:
        columns.append(Column(id, heads[id], "件", "number", note="是右边百分比的分母。" if id == "said" else ""))
        columns += [Column(f"{id}_share.{key}", heads[key], "%", "number") for key, _, _ in shares]
    rows = []
    for code in units(found):
        ids = [f"{column.key}.{code}" for column in columns[1:]]
        if any(id in figures for id in ids):
            cells = (Cell.of(figures[id]) if id in figures else NOT_SAID for id in ids)
            rows.append((unit(release, code), *cells))
    note = "前两列是承办单位说的，其余是代表说的，两者不能合并；分母不同，因为不是每件都有判断或反馈。"
    shown = tuple(replace(column, key=column.key.replace(".", "_")) for column in columns)
    return Grid("各单位怎么说，代表怎么说", shown, tuple(rows), note=note)
