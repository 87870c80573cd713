"""Identities of audit findings: the report's own totals, money mended within what was found, and never falling."""

from __future__ import annotations

from collections.abc import Iterator

from scripts.disclosures.budget_execution.audit_rectification.audit import audits
from scripts.disclosures.budget_execution.audit_rectification.finding import earlier, findings, monied
from scripts.measures.total import total
from scripts.model.identity import Identity
from scripts.model.release import Release

UNIT = "万元"


def identities(release: Release) -> Iterator[Identity]:
    """Yield 问题数 and 问题金额 of each audit, 整改金额≤涉及金额 and 上期整改金额≤本期整改金额 of each finding."""
    found, before = findings(release), earlier(release)
    table, listed = release.tables["audits"], release.table
    for audit in audits(release):
        own = [one for one in found if one.audit == audit.id]
        yield Identity(
            f"findings.{audit.id}",
            f"{audit.title}报告的问题数＝列出的问题数",
            audit.findings,
            len(own),
            "条",
            table.place(audit.row, "findings"),
        )
        amount = total(one.amount for one in monied(own))
        yield Identity(
            f"amount.{audit.id}",
            f"{audit.title}报告的问题金额＝各问题涉及金额之和",
            audit.amount,
            amount,
            UNIT,
            table.place(audit.row, "amount"),
            missing="" if amount is not None else "有问题没有填涉及金额",
        )
    for one in monied(found):
        yield Identity(
            f"within.{one.id}",
            f"第 {one.id} 号问题的整改金额不超过涉及金额",
            one.mended,
            one.amount,
            UNIT,
            listed.place(one.matter.row, "amount"),
            "≤",
            missing="" if one.left is not None else "有一格空着",
        )
        old = before.get(one.id)
        if old is not None:
            known = old.mended is not None and one.mended is not None
            yield Identity(
                f"kept.{one.id}",
                f"第 {one.id} 号问题前一期公布的整改金额不大于本期的",
                old.mended,
                one.mended,
                UNIT,
                listed.place(one.matter.row, "returned"),
                "≤",
                missing="" if known else "有一格空着",
            )
