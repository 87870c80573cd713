"""Printed tables of audit findings (审计查出问题整改)."""

from __future__ import annotations

import datetime
from collections.abc import Sequence

from scripts.disclosures.budget_execution.audit_rectification.audit import STATES, Audit, audits, known
from scripts.disclosures.budget_execution.audit_rectification.finding import (
    REQUIREMENTS,
    WAYS,
    Finding,
    findings,
    monied,
    timeline,
)
from scripts.measures.mending import RESULTS, STAGES
from scripts.measures.mending_table import ORDER
from scripts.measures.total import total
from scripts.model.figure import Figures
from scripts.model.grid import Cell, Column, Grid
from scripts.model.printed import day_cell, release_cell, text_cell, unit_cell
from scripts.model.release import Release


def lay_out(release: Release, figures: Figures) -> dict[str, Grid]:
    """Open findings and completed ones apart, each with its timeline; audits, money, requirements, units, releases."""
    found = findings(release)
    grids = {"audits": _audits(release, found), "reviews": _reviews(release, figures)}
    for name, title, chosen in (
        ("open", "还没有完成的问题", [one for one in found if one.matter.open]),
        ("completed", "已经完成的问题", [one for one in found if not one.matter.open]),
    ):
        if chosen:
            grids[name] = _findings(release, figures, chosen, title)
    if found:
        groups = [(word, Cell(word, word)) for word in REQUIREMENTS.values()]
        by_requirement = {one.id: one.requirement for one in found}
        grids["requirements"] = _by(found, by_requirement, groups, "按整改要求", "整改要求")
    if monied(found):
        grids["ways"] = _ways(figures)
        grids["money"] = _money(release, found)
    grids["coverage"] = _coverage(release)
    if release.earlier:
        grids["history"] = _history(release)
    return grids


def _by(found: Sequence[Finding], group: dict[str, str], groups: list[tuple[str, Cell]], title: str, head: str) -> Grid:
    columns = (
        Column("name", head),
        *(Column(stage, word, "条", "number") for stage, (word, _) in STAGES.items()),
        Column("all", "合计", "条", "number"),
    )
    rows = []
    for code, cell in groups:
        own = [one for one in found if group[one.id] == code]
        counts = [sum(one.matter.stage == stage for one in own) for stage in STAGES]
        rows.append((cell, *map(Cell.number, counts), Cell.number(len(own))))
    return Grid(title, columns, tuple(rows))


def _audits(release: Release, found: list[Finding]) -> Grid:
    groups = [(audit.id, Cell(audit.short, audit.short)) for audit in _newest(release)]
    return _by(found, {one.id: one.audit for one in found}, groups, "各次审计的整改", "审计")


def _reviews(release: Release, figures: Figures) -> Grid:
    columns = (
        Column("name", "审计"),
        Column("title", "全称"),
        Column("heard", "听取审计工作报告", kind="date"),
        Column("due", "审议期限", kind="date", note="听取审计工作报告后满规定月数的那一日。"),
        Column("reviewed", "审议整改报告", kind="date"),
        Column("days", "间隔", "天", "number", "从听取审计工作报告到审议整改报告，按自然日。"),
        Column("state", "是否按期", kind="status"),
    )
    rows = []
    for audit in _newest(release):
        word, level = STATES[audit.state]
        rows.append(
            (
                Cell(audit.short, audit.short),
                text_cell(audit.title),
                day_cell(audit.heard),
                day_cell(audit.due),
                day_cell(audit.reviewed),
                Cell.of(figures[f"review_days.{audit.id}"]),
                Cell(f"{word} {audit.late} 天" if audit.late else word, audit.state, status=level),
            )
        )
    return Grid("什么时候审议整改报告", columns, tuple(rows))


def _newest(release: Release) -> list[Audit]:
    return sorted(audits(release), key=lambda one: (one.heard, one.id), reverse=True)


def _findings(release: Release, figures: Figures, chosen: list[Finding], title: str) -> Grid:
    names = release.codelists["departments"]
    columns = (
        Column("name", "被审计单位"),
        Column("text", "问题"),
        Column("state", "整改状态", kind="status"),
        Column("requirement", "整改要求"),
        Column("deadline", "整改期限", kind="date"),
        Column(
            "late",
            "逾期或迟报",
            "天",
            "number",
            "按自然日计，从期限次日起；还没有报告的算到数据截至日，没有期限的不算。",
        ),
        Column("amount", "涉及金额", "万元", "number"),
        Column("mended", "整改金额", "万元", "number", "上缴财政、归还原渠道、调整账目和其他方式之和，累计。"),
    )

    def key(one: Finding) -> tuple[int, int, datetime.date, str]:
        late = -(one.matter.late or 0) if one.matter.stage == "overdue" else 0
        return ORDER.index(one.matter.stage), late, one.matter.deadline or datetime.date.max, one.id

    rows, details = [], []
    for one in sorted(chosen, key=key):
        matter = one.matter
        money = f"mended.f-{one.id}"
        rows.append(
            (
                unit_cell(names, matter.owner),
                text_cell(matter.text),
                Cell(one.word, matter.stage, status=matter.level),
                text_cell(one.requirement),
                day_cell(matter.deadline),
                Cell.of(figures[f"late.{one.id}"]),
                Cell(one.kind) if one.amount is None else Cell.number(one.amount, "万元"),
                Cell.of(figures[money]) if money in figures else Cell("—"),
            )
        )
        details.append((f"{one.id}　{names.label(matter.owner)}：{matter.text}", _detail(release, one)))
    note = "逐个问题的类别、措施、核实和历次进展，在表下展开。"
    return Grid(title, columns, tuple(rows), note, ((f"逐个问题的经过（{len(rows)} 条）", _register(chosen, details)),))


def _register(chosen: list[Finding], details: list[tuple[str, Grid]]) -> Grid:
    columns = (
        Column("id", "编号"),
        Column("category", "问题类别"),
        Column("kind", "金额性质"),
        Column("measures", "整改措施"),
        Column("verification", "审计机关怎么核实"),
        Column("reply", "被审计单位怎么说"),
        Column("result", "审议认定", kind="status"),
        Column("systems", "制定完善制度", "项", "number"),
        Column("persons", "追责问责", "人", "number"),
    )
    rows = tuple(
        (
            text_cell(one.id),
            text_cell(one.category),
            text_cell(one.kind),
            text_cell(one.measures),
            text_cell(one.matter.verification),
            text_cell(one.matter.reply),
            Cell(one.matter.result or "—", one.matter.result or None, status=RESULTS.get(one.matter.result, "")),
            Cell.number(one.systems),
            Cell.number(one.persons),
        )
        for one in sorted(chosen, key=lambda one: one.id)
    )
    return Grid("逐个问题的经过", columns, rows, details=tuple(sorted(details, key=lambda one: one[0])))


def _detail(release: Release, one: Finding) -> Grid:
    """Return the finding's own timeline: where it stood in each release."""
    columns = (
        Column("period", "时期"),
        Column("state", "整改状态", kind="status"),
        Column("reported", "报告日期", kind="date"),
        *(Column(way, word, "万元", "number") for way, word in WAYS.items()),
    )
    rows = tuple(
        (
            release_cell(then),
            Cell(stood.word, stood.matter.stage, status=stood.matter.level),
            day_cell(stood.matter.reported),
            *(
                Cell.number(stood.ways[way], "万元", note="" if stood.ways[way] is not None else one.kind)
                for way in WAYS
            ),
        )
        for then, stood in timeline(release, one.id)
    )
    return Grid(f"第 {one.id} 号问题的历次进展", columns, rows)


def _ways(figures: Figures) -> Grid:
    columns = (Column("name", "整改方式"), Column("amount", "金额", "万元", "number"))
    rows = [(Cell(word, word), Cell.of(figures[f"mended.{way}"])) for way, word in WAYS.items()]
    return Grid("涉及的钱整改到哪里", columns, (*rows, (Cell("还没有整改"), Cell.of(figures["left"]))))


def _money(release: Release, found: list[Finding]) -> Grid:
    columns = (
        Column("name", "审计"),
        *(Column(way, word, "万元", "number") for way, word in WAYS.items()),
        Column("left", "还没有整改", "万元", "number", "涉及金额减整改金额。"),
        Column("amount", "涉及金额", "万元", "number"),
    )
    rows = []
    for audit in _newest(release):
        own = [one for one in monied(found) if one.audit == audit.id]
        if own:
            ways = [Cell.number(total(one.ways[way] for one in own), "万元") for way in WAYS]
            left, amount = total(one.left for one in own), total(one.amount for one in own)
            rows.append((text_cell(audit.short), *ways, Cell.number(left, "万元"), Cell.number(amount, "万元")))
    return Grid("各次审计的整改金额", columns, tuple(rows), "只算涉及金额的问题。")


def _coverage(release: Release) -> Grid:
    """Return which units each audit found something at, across all releases, and what became of it."""
    names, listed = release.codelists["departments"], known(release)
    last = {one.id: one for then in (*release.earlier, release) for one in findings(then)}
    columns = (
        Column("name", "被审计单位"),
        *(Column(id, audit.short, kind="status") for id, audit in listed.items()),
        Column("all", "合计", "条", "number"),
        Column("open", "还没有完成", "条", "number"),
        Column("overdue", "其中逾期", "条", "number"),
    )
    rows = []
    for code in sorted({one.matter.owner for one in last.values()}):
        own = [one for one in last.values() if one.matter.owner == code]
        opened = sum(one.matter.open for one in own)
        late = sum(one.matter.stage == "overdue" for one in own)
        cells = [_stand([one for one in own if one.audit == id]) for id in listed]
        counts = (Cell.number(len(own)), Cell.number(opened), Cell.number(late))
        rows.append(((-late, -opened, code), (unit_cell(names, code), *cells, *counts)))
    note = "含以前各期列出、已经全部完成而不再列的审计。一次审计在一个单位查出几条的，写最要紧的一条的状态。"
    title = "哪些单位在哪次审计中查出问题，改到哪里"
    return Grid(title, columns, tuple(row for _, row in sorted(rows, key=lambda one: one[0])), note)


def _stand(own: list[Finding]) -> Cell:
    """Return how many findings one audit had at one unit, and the state of the most pressing."""
    if not own:
        return Cell("没有", status="none")
    worst = min(own, key=lambda one: ORDER.index(one.matter.stage))
    word = {"completed": "已完成", "reported": "待核实", "going": "整改中", "overdue": "逾期"}[worst.matter.stage]
    return Cell(f"{len(own)} 条，{word}", worst.matter.stage, status=worst.matter.level)


def _history(release: Release) -> Grid:
    columns = (
        Column("period", "时期"),
        Column("all", "列出的问题", "条", "number"),
        Column("open", "未完成", "条", "number"),
        Column("overdue", "已逾期", "条", "number"),
        Column("mended", "整改金额", "万元", "number"),
        Column("amount", "涉及金额", "万元", "number"),
    )
    rows = []
    for then in (*release.earlier, release):
        found = findings(then)
        rows.append(
            (
                release_cell(then),
                Cell.number(len(found)),
                Cell.number(sum(one.matter.open for one in found)),
                Cell.number(sum(one.matter.stage == "overdue" for one in found)),
                Cell.number(total(one.mended for one in monied(found)), "万元"),
                Cell.number(total(one.amount for one in monied(found)), "万元"),
            )
        )
    note = "问题全部完成的审计下一期不再列，所以列出的问题和金额会减少。"
    return Grid("各期的进展", columns, tuple(rows), note)
