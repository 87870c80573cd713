"""Rules across the cells of the rectification of audit findings (审计查出问题整改)."""

from __future__ import annotations

from collections.abc import Iterator

from scripts.disclosures.budget_execution.audit_rectification.finding import NO_MONEY, WAYS, earlier, findings
from scripts.measures import mending_rules
from scripts.measures.mending import COMPLETED
from scripts.model.period import chinese_date
from scripts.model.problem import Problem
from scripts.model.release import Release

SAME = {"audit": "审计", "kind": "金额性质", "amount": "涉及金额"}
FIELDS = {"audit": "audit", "kind": "amount_kind", "amount": "amount"}


def check(release: Release) -> Iterator[Problem]:
    """Nothing open is lost, money is stated where it is concerned, what is completed was verified."""
    yield from mending_rules.check(release, "data")
    yield from _audits(release)
    yield from _money(release)
    yield from _changed(release)


def _audits(release: Release) -> Iterator[Problem]:
    table = release.tables["audits"]
    known = set(table.column("id"))
    for row, cells in release.table.rows():
        if cells["audit"] not in known:
            yield release.table.problem(
                "check.audit-unknown",
                row=row,
                field="audit",
                expected="“审计”表里没有这次审计",
                fix="核对编号，或在“审计”表补上这次审计的一行",
            )
        if cells["state"] == COMPLETED and not cells["verification"]:
            yield release.table.problem(
                "check.verification-missing",
                row=row,
                field="verification",
                expected="状态是“已完成”的要写审计机关怎么核实",
                fix="补上核实的情况；还没有核实的，状态改成“已报告”",
            )
    for row, cells in table.rows():
        for field in ("heard", "reviewed"):
            if cells[field] is not None and cells[field] > release.as_of:
                yield table.problem(
                    "check.date-after-period",
                    row=row,
                    field=field,
                    expected=f"本期数据截至{chinese_date(release.as_of)}，之后的事放到下一期",
                    fix="核对日期；日期无误的，放到下一期",
                )
        if cells["reviewed"] is not None and cells["reviewed"] < cells["heard"]:
            yield table.problem(
                "check.review-before-report",
                row=row,
                field="reviewed",
                expected=f"审议整改报告不会早于听取审计工作报告（{cells['heard']}）",
                fix="核对两个日期",
            )


def _money(release: Release) -> Iterator[Problem]:
    for row, cells in release.table.rows():
        stated = [way for way in WAYS if cells[way] is not None]
        if (cells["amount_kind"] == NO_MONEY) != (cells["amount"] is None):
            yield release.table.problem(
                "check.amount-kind",
                row=row,
                field="amount",
                expected=f"金额性质是“{cells['amount_kind']}”，"
                f"{'涉及金额没有填' if cells['amount'] is None else '涉及金额要空着'}",
                fix="核对金额性质和涉及金额，改正错的一格",
            )
        elif cells["amount_kind"] == NO_MONEY and stated:
            yield release.table.problem(
                "check.amount-kind",
                row=row,
                field=stated[0],
                expected="金额性质是“不涉及金额”，整改金额要空着",
                fix="删去整改金额，或改正金额性质",
            )
        elif cells["amount_kind"] != NO_MONEY and len(stated) < len(WAYS):
            missing = next(way for way in WAYS if cells[way] is None)
            yield release.table.problem(
                "check.mended-missing",
                row=row,
                field=missing,
                expected="涉及金额的问题，四种方式的整改金额都要填",
                fix="补上累计金额，没有的填 0",
            )


def _changed(release: Release) -> Iterator[Problem]:
    """What an audit found does not change afterwards; only its mending does."""
    before = earlier(release)
    for one in findings(release):
        old = before.get(one.id)
        for attribute, title in SAME.items() if old is not None else ():
            was, now = getattr(old, attribute), getattr(one, attribute)
            if was != now:
                yield release.table.problem(
                    "check.finding-changed",
                    row=one.matter.row,
                    field=FIELDS[attribute],
                    expected=f"前一期公布的{title}是“{'空' if was is None else was}”，审计认定的事实不随整改改变",
                    fix="改回前一期公布的；前一期公布错的，先更正前一期",
                )
