"""What the final accounts (决算与预决算差异) say about each department, for its profile."""

from __future__ import annotations

from collections.abc import Iterator

from scripts.disclosures.budget_execution.final_accounts.account import METHOD, departments
from scripts.model.figure import Figures
from scripts.model.mention import Mention
from scripts.model.profile import unit_type
from scripts.model.release import Release


def mention(release: Release, figures: Figures) -> Iterator[Mention]:
    """One mention for each department: final amount, difference, reason."""
    names, method = release.codelists["departments"], release.method(METHOD)
    for one in departments(release):
        final, rate = figures[f"final.d-{one.code}"], figures[f"difference_rate.d-{one.code}"]
        sentence = f"{release.period.year}年决算支出 {final.words}"
        if one.difference == 0:
            sentence += "，与年初预算一致"
        elif rate.value is None:
            sentence += f"，没有差异率（{rate.missing}）"
        else:
            sentence += f"，比年初预算{'多' if rate.value > 0 else '少'} {rate.text.removeprefix('-')}"
        if one.reason:
            sentence += f"，原因：{one.reason.rstrip('。')}"
        large = one.reached(method)
        yield Mention(
            unit_type(names[one.code]),
            one.code,
            names.label(one.code),
            f"{sentence}。",
            figures=tuple(f"{key}.d-{one.code}" for key in ("final", "difference_rate", "difference", "original")),
            status="warn20" if large else "ok",
            word=f"差异达到 {method['reason_percent']}%" if large else "",
        )
