"""Figures of audit findings: how many stand where, money found and mended, reviews within six months."""

from __future__ import annotations

from collections.abc import Sequence
from decimal import Decimal

from scripts.disclosures.budget_execution.audit_rectification.audit import Audit, audits
from scripts.disclosures.budget_execution.audit_rectification.finding import (
    KINDS,
    METHOD,
    NO_MONEY,
    NOUN,
    REQUIREMENTS,
    WAYS,
    Finding,
    earlier,
    findings,
    monied,
)
from scripts.measures import mending
from scripts.measures.count import count
from scripts.measures.ratio import percent
from scripts.measures.total import total
from scripts.model.figure import Figure, Source
from scripts.model.release import Release

INCOMPLETE = "有问题没有填金额"


def compute(release: Release) -> list[Figure]:
    """One row per finding and one per audit; amounts in 万元, cumulative to the day of the data."""
    found = findings(release)
    figures = [*mending.figures([one.matter for one in found], NOUN, "data", "findings")]
    figures += [*_across(release, found), *_money(found), *_results(found), *_reviews(release)]
    for one in monied(found):
        figures.append(_mended(one))
    for code in dict.fromkeys(one.matter.owner for one in found):
        figures += _unit(release, [one for one in found if one.matter.owner == code], code)
    return figures


def _rows(found: Sequence[Finding]) -> tuple[int, ...]:
    return tuple(one.matter.row for one in found)


def _across(release: Release, found: list[Finding]) -> list[Figure]:
    """Return what came, what was finished and what is carried over from audits of before."""
    before = earlier(release)
    heard = {audit.id: audit.heard for audit in audits(release)}
    closed = [one for one in found if not one.matter.open and (one.id not in before or before[one.id].matter.open)]
    new = [one for one in found if one.id not in before]
    old = [one for one in found if one.audit in heard and heard[one.audit] < release.period.start]
    open_old = [one for one in old if one.matter.open]
    return [
        count("findings.new", _rows(new), f"本期新列出的{NOUN}", ("id",), unit="条", base=NOUN),
        count("findings.closed_now", _rows(closed), f"本期完成整改的{NOUN}", ("state",), unit="条", base=NOUN),
        count(
            "findings.carried",
            _rows(open_old),
            f"本期以前查出、还没有完成的{NOUN}",
            ("audit", "state"),
            unit="条",
            base=NOUN,
        ),
        *(
            count(
                f"requirement.{key}",
                _rows([one for one in found if one.requirement == word]),
                f"要求{word}的{NOUN}",
                ("requirement",),
                unit="条",
                base=NOUN,
            )
            for key, word in REQUIREMENTS.items()
        ),
    ]


def _money(found: list[Finding]) -> list[Figure]:
    concerned = monied(found)
    rows = _rows(concerned)
    amount, mended = total(one.amount for one in concerned), total(one.mended for one in concerned)
    share = percent(mended, amount)
    ways = tuple(WAYS)
    return [
        _sum("amount", amount, f"{NOUN}的涉及金额", ("amount",), rows),
        *(
            _sum(
                f"amount.{key}",
                total(one.amount for one in concerned if one.kind == word),
                f"{NOUN}中的{word}",
                ("amount",),
                _rows([one for one in concerned if one.kind == word]),
            )
            for key, word in KINDS.items()
        ),
        count(
            "moneyless",
            _rows([one for one in found if one.kind == NO_MONEY]),
            f"不涉及金额的{NOUN}",
            ("amount_kind",),
            unit="条",
            base=NOUN,
        ),
        *(
            _sum(f"mended.{way}", total(one.ways[way] for one in concerned), f"整改金额：{word}", (way,), rows)
            for way, word in WAYS.items()
        ),
        Figure(
            "mended",
            mended,
            "万元",
            f"{NOUN}的整改金额",
            formula="上缴财政 ＋ 归还原渠道 ＋ 调整账目 ＋ 其他方式",
            terms=tuple(f"mended.{way}" for way in ways),
            sources=(Source(ways, rows),),
            method=METHOD,
            missing="" if mended is not None else INCOMPLETE,
        ),
        Figure(
            "left",
            None if amount is None or mended is None else amount - mended,
            "万元",
            f"{NOUN}还没有整改的金额",
            formula="涉及金额 − 整改金额",
            terms=("amount", "mended"),
            method=METHOD,
            missing="" if amount is not None and mended is not None else INCOMPLETE,
        ),
        Figure(
            "mended_share",
            share,
            "%",
            "整改金额占涉及金额的比例",
            "占涉及金额",
            formula="整改金额 ÷ 涉及金额",
            terms=("mended", "amount"),
            method=METHOD,
            missing="" if share is not None else "没有涉及金额的问题" if not amount else INCOMPLETE,
        ),
    ]


def _sum(id: str, value: Decimal | None, label: str, fields: tuple[str, ...], rows: tuple[int, ...]) -> Figure:
    missing = "" if value is not None else INCOMPLETE
    return Figure(id, value, "万元", label, formula="各问题之和", sources=(Source(fields, rows),), missing=missing)


def _results(found: list[Finding]) -> list[Figure]:
    return [
        Figure(
            name,
            sum(getattr(one, name) for one in found),
            unit,
            label,
            formula="各问题之和",
            sources=(Source((name,), _rows(found)),),
        )
        for name, unit, label in (
            ("systems", "项", "为整改制定完善的制度"),
            ("persons", "人", "因审计查出问题追责问责的人数"),
        )
    ]


def _reviews(release: Release) -> list[Figure]:
    found = audits(release)
    due = [one for one in found if one.due <= release.as_of]

    def reviews(id: str, chosen: list[Audit], label: str) -> Figure:
        rows = [one.row for one in chosen]
        return count(id, rows, label, ("heard", "reviewed"), unit="次", resource="audits", method=METHOD)

    missed = [one for one in found if one.state == "missed"]
    return [
        reviews("audits", found, "列出的审计"),
        reviews("reviews.due", due, "听取审计工作报告后已满审议期限的审计"),
        reviews("reviews.held", [one for one in found if one.reviewed], "已审议整改报告的审计"),
        reviews("reviews.late", [one for one in found if one.state == "late"], "审议整改报告迟于期限的审计"),
        reviews("reviews.missed", missed, "期满没有审议整改报告的审计"),
        *(_days(one) for one in found),
    ]


def _days(one: Audit) -> Figure:
    days = None if one.reviewed is None else (one.reviewed - one.heard).days
    return Figure(
        f"review_days.{one.id}",
        days,
        "天",
        f"{one.title}从听取审计工作报告到审议整改报告的天数",
        formula="审议整改报告日期 − 听取审计工作报告日期，按自然日",
        sources=(Source(("heard", "reviewed"), (one.row,), "audits"),),
        method=METHOD,
        missing="" if days is not None else "还没有审议",
        status="late" if one.late else "",
    )


def _mended(one: Finding) -> Figure:
    return Figure(
        f"mended.f-{one.id}",
        one.mended,
        "万元",
        f"第 {one.id} 号{NOUN}的整改金额",
        dimensions={"id": one.id},
        formula="上缴财政 ＋ 归还原渠道 ＋ 调整账目 ＋ 其他方式",
        sources=(Source(tuple(WAYS), (one.matter.row,)),),
        method=METHOD,
        missing="" if one.mended is not None else INCOMPLETE,
    )


def _unit(release: Release, own: list[Finding], code: str) -> list[Figure]:
    name, about = release.codelists["departments"].label(code), {"department": code}
    groups = {
        "found": (own, f"{name}的{NOUN}"),
        "open": ([one for one in own if one.matter.open], f"{name}未完成的{NOUN}"),
        "overdue": ([one for one in own if one.matter.stage == "overdue"], f"{name}逾期的{NOUN}"),
    }
    figures = [
        count(f"{id}.d-{code}", _rows(chosen), label, ("state", "deadline"), unit="条", about=about)
        for id, (chosen, label) in groups.items()
    ]
    concerned = monied(own)
    return [
        *figures,
        _sum(
            f"amount.d-{code}",
            total(one.amount for one in concerned),
            f"{name}的涉及金额",
            ("amount",),
            _rows(concerned),
        ),
        _sum(
            f"mended.d-{code}",
            total(one.mended for one in concerned),
            f"{name}的整改金额",
            tuple(WAYS),
            _rows(concerned),
        ),
    ]
