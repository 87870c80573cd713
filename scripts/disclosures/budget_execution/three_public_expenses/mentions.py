"""What the “three public” expenses say about each department and township, for its profile."""

from __future__ import annotations

from collections.abc import Iterator

from scripts.disclosures.budget_execution.three_public_expenses.outlay import AMOUNTS, BEFORE, METHOD, stage
from scripts.disclosures.budget_execution.three_public_expenses.unit import EMPTY, Unit, units
from scripts.model.figure import Figures
from scripts.model.mention import Mention
from scripts.model.profile import unit_type
from scripts.model.release import Release


def mention(release: Release, figures: Figures) -> Iterator[Mention]:
    """One mention for each unit that has to publish its table, also for those that have none."""
    names = release.codelists["departments"]
    for one in units(release):
        kind = unit_type(names[one.code])
        if one.total is None:
            yield Mention(
                kind,
                one.code,
                one.name,
                f"{release.period.title}“三公”经费缺表，原因：{one.explanation.rstrip('。')}。",
                figures=(f"{stage(release)}.total.d-{one.code}",),
                status="wait",
                word="缺表",
                open=(f"{release.period.title}“三公”经费表没有公开",),
            )
        else:
            yield _spent(release, figures, one, kind)


def _spent(release: Release, figures: Figures, one: Unit, kind: str) -> Mention:
    at, method, total = stage(release), release.method(METHOD), one.total
    assert total is not None
    suffix = f"total.d-{one.code}"
    now = figures[f"{at}.{suffix}"]
    shown = (at, f"{at}_change", f"{at}_change_rate", *(("used", "budget") if at == "final" else ()))
    ids = tuple(f"{id}.{suffix}" for id in shown)
    if one.state == EMPTY:
        sentence = f"{release.period.title}没有“三公”经费，列出空表，原因：{one.explanation.rstrip('。')}"
        return Mention(kind, one.code, one.name, f"{sentence}。", figures=ids, status="none", word="空表")
    sentence = (
        f"{release.period.title}“三公”经费{AMOUNTS[at].removesuffix('数')} {now.words}{_against(figures, one, at)}"
    )
    used = figures[f"used.{suffix}"]
    if at == "final" and used.value is not None:
        sentence += f"，{used.base}的 {used.text}"
    if total.reason:
        sentence += f"；增减原因：{total.reason.rstrip('。')}"
    if total.over_reason:
        sentence += f"；超预算原因：{total.over_reason.rstrip('。')}"
    status, word = ("warn20", "增减达到界限") if total.reached(method) else ("ok", "")
    if total.over:
        status, word = "warn30", "决算超过预算"
    return Mention(kind, one.code, one.name, f"{sentence}。", figures=ids, status=status, word=word)


def _against(figures: Figures, one: Unit, at: str) -> str:
    change, rate = (figures[f"{at}_{id}.total.d-{one.code}"] for id in ("change", "change_rate"))
    before = AMOUNTS[BEFORE[at]].removesuffix("数")
    if change.value is None:
        return f"，没有{before}可比"
    if change.value == 0:
        return f"，与{before}相同"
    word = "增加" if change.value > 0 else "减少"
    share = "" if rate.value is None else f"（{rate.text.removeprefix('-')}）"
    return f"，比{before}{word} {change.words.removeprefix('-')}{share}"
