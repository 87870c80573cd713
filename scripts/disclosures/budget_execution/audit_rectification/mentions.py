"""What the rectification of audit findings (审计查出问题整改) says about each audited unit, for its profile."""

from __future__ import annotations

from collections.abc import Iterator

from scripts.disclosures.budget_execution.audit_rectification.audit import audits
from scripts.disclosures.budget_execution.audit_rectification.finding import Finding, findings
from scripts.model.figure import Figures
from scripts.model.mention import Event, Mention
from scripts.model.period import chinese_date
from scripts.model.profile import unit_type
from scripts.model.release import Release


def mention(release: Release, figures: Figures) -> Iterator[Mention]:
    """One mention for each unit that has findings in this release."""
    names, found = release.codelists["departments"], findings(release)
    heard = {audit.id: audit for audit in audits(release)}
    for code in sorted({one.matter.owner for one in found}):
        own = [one for one in found if one.matter.owner == code]
        late = [one for one in own if one.matter.stage == "overdue"]
        opened, amount = figures[f"open.d-{code}"], figures[f"amount.d-{code}"]
        sentence = f"截至{chinese_date(release.as_of)}，审计查出问题 {figures[f'found.d-{code}'].words}"
        sentence += f"，未完成 {opened.words}" if opened.value else "，都已完成整改"
        sentence += f"，其中逾期 {figures[f'overdue.d-{code}'].words}" if late else ""
        if amount.value:
            sentence += f"；涉及金额 {amount.words}，已整改 {figures[f'mended.d-{code}'].words}"
        status, word = ("going", f"{opened.words}未完成") if opened.value else ("done", "都已完成")
        events = [Event(heard[one.audit].heard, f"审计查出：{one.matter.text}") for one in own if one.audit in heard]
        events += [_done(one) for one in own if not one.matter.open and one.matter.reported]
        yield Mention(
            unit_type(names[code]),
            code,
            names.label(code),
            f"{sentence}。",
            figures=tuple(f"{id}.d-{code}" for id in ("open", "found", "overdue", "amount", "mended")),
            status="late" if late else status,
            word=f"{len(late)} 条逾期" if late else word,
            open=tuple(
                f"{one.matter.text}（逾期 {one.matter.late} 天）"
                for one in sorted(late, key=lambda one: (-(one.matter.late or 0), one.id))
            ),
            events=tuple(events),
        )


def _done(one: Finding) -> Event:
    day = one.matter.reported
    assert day is not None
    return Event(day, f"报告整改结果，经核实完成：{one.matter.text}", "done")
