"""Rules across the cells of project execution (项目支出与重大政策执行)."""

from __future__ import annotations

from collections.abc import Iterator

from scripts.disclosures.budget_execution.project_execution.line import METHOD, Line, lines
from scripts.model.problem import Problem
from scripts.model.release import Release


def check(release: Release) -> Iterator[Problem]:
    """Works are told and do not shrink, slowness has its reason, projects and their groups are listed and stay."""
    found = lines(release)
    for line in found:
        yield from _told(release, line)
    yield from _listed(release, found)
    same_year = [one for one in release.earlier if one.period.year == release.period.year]
    if same_year:
        yield from _since(release, found, same_year[-1])


def _told(release: Release, line: Line) -> Iterator[Problem]:
    table, method = release.table, release.method(METHOD)
    if line.reported and line.works is None and line.nature == "工程建设":
        yield table.problem(
            "check.works-missing",
            row=line.row,
            field="works",
            expected="工程建设项目报告了支付，也要报告年度形象进度",
            fix="向主管部门要形象进度和依据；不是工程的，改“项目性质”",
        )
    if line.slow and not line.reason:
        yield table.problem(
            "check.slow-reason",
            row=line.row,
            field="reason",
            expected=f"支付比序时进度或形象进度低 {method['slow']} 个百分点及以上，要写明原因",
            fix="写明主管部门说明的原因；数字错的改数字",
        )


def _listed(release: Release, found: list[Line]) -> Iterator[Problem]:
    for resource, field, used in (
        ("policies", "policy", [(line, line.policy) for line in found if line.policy]),
        ("departments", "department", [(line, line.department) for line in found]),
    ):
        known, told = set(release.tables[resource].column(field)), set[str]()
        for line, code in used:
            if code not in known and code not in told:
                told.add(code)
                title = release.tables[resource].schema.title
                yield release.table.problem(
                    "check.group-left-out",
                    row=line.row,
                    field=field,
                    expected=f"《{title}》里没有这一行",
                    fix=f"在《{title}》补上这一行，或改正这一格",
                )


def _since(release: Release, found: list[Line], before: Release) -> Iterator[Problem]:
    table, names = release.table, release.codelists["budget_projects"]
    now = {line.code: line for line in found}
    for was in lines(before):
        entry, line = names[was.code], now.get(was.code)
        if line is None:
            if entry.until is None or entry.until > release.as_of:
                yield table.problem(
                    "check.project-left-out",
                    found=entry.label,
                    expected=f"{before.period.title}有这个项目，本期没有它的一行",
                    fix="补上这一行，没有报告的把“累计支付数”留空；项目取消的，调整预算填 0",
                )
            continue
        for field, old, new in (("department", was.department, line.department), ("policy", was.policy, line.policy)):
            if old != new:
                yield table.problem(
                    "check.project-moved",
                    row=line.row,
                    field=field,
                    expected=f"{before.period.title}公布的是“{old or '（空）'}”，同一年内前后一致",
                    fix="改回；年中确实划转的，请批准人写明理由",
                )
        yield from _fell(release, was, line, before)


def _fell(release: Release, was: Line, line: Line, before: Release) -> Iterator[Problem]:
    paid, refunded = (line.amounts["paid"], was.amounts["paid"]), bool(line.reason)
    for field, new, old, excused in (
        ("works", line.works, was.works, False),
        ("paid", *paid, refunded),
    ):
        if new is not None and old is not None and new < old and not excused:
            yield release.table.problem(
                "check.cumulative-fell",
                row=line.row,
                field=field,
                expected=f"累计数不会少于{before.period.title}的 {old}",
                fix="核对是否填成了本期数；退款的在“原因”写明，返工的请批准人写明理由",
            )
