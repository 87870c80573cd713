"""What the review of department budgets (部门预算审查全覆盖) says about each unit of the term, for its profile."""

from __future__ import annotations

from collections.abc import Iterator

from scripts.disclosures.budget_execution.budget_review import term
from scripts.disclosures.budget_execution.budget_review.opinion import Opinion, opinions
from scripts.disclosures.budget_execution.budget_review.term import Review
from scripts.model.figure import Figures
from scripts.model.mention import Event, Mention
from scripts.model.period import chinese_date
from scripts.model.profile import unit_type
from scripts.model.release import Release

SHOWN = ("items", "items_open", "items_overdue", "items_closed", "amount")


def mention(release: Release, figures: Figures) -> Iterator[Mention]:
    """One mention for each unit of the term's list: review and opinions, or that it is still to come."""
    names, found = release.codelists["departments"], opinions(release)
    day = chinese_date(release.as_of)
    for one in term.coverage(release):
        label, type = names.label(one.code), unit_type(names[one.code])
        if one.review is not None:
            yield _reviewed(release, figures, one.review, [it for it in found if it.code == one.code], type, label)
            continue
        plan = "还没有安排年份" if one.planned is None else f"安排在 {one.planned} 年"
        yield Mention(
            type,
            one.code,
            label,
            f"截至{day}，本届还没有审查它的部门预算，{plan}。",
            status="none" if one.planned is None else "wait",
            word="本届未审查" if one.planned is None else f"安排 {one.planned} 年审查",
        )


def _reviewed(release: Release, figures: Figures, review: Review, own: list[Opinion], type: str, label: str) -> Mention:
    code = review.code
    opened, overdue = figures[f"items_open.{code}"], figures[f"items_overdue.{code}"]
    sentence = (
        f"{chinese_date(review.date)}审查了{review.year}年部门预算；截至{chinese_date(release.as_of)}，"
        f"本届对它提出审查意见 {figures[f'items.{code}'].words}，已办结 {figures[f'items_closed.{code}'].words}"
    )
    late = f"，其中逾期 {overdue.words}" if overdue.value else ""
    sentence += f"，没有办结 {opened.words}{late}" if opened.value else ""
    level = "late" if overdue.value else "going" if opened.value else "done"
    words = {"late": f"{overdue.words}意见逾期", "going": f"{opened.words}意见办理中", "done": "审查意见都已办结"}
    if not own:
        words["done"] = "已审查，没有意见"
    return Mention(
        type,
        code,
        label,
        f"{sentence}。",
        figures=tuple(f"{name}.{code}" for name in SHOWN if f"{name}.{code}" in figures),
        status=level,
        word=words[level],
        open=(f"部门预算审查意见 {opened.words}没有办结{late}",) if opened.value else (),
        events=tuple(_events(release, code, own)),
    )


def _events(release: Release, code: str, own: list[Opinion]) -> Iterator[Event]:
    for review in term.reviews(release)[code]:
        said = f"提出意见 {review.opinions} 条" if review.opinions else "没有提出意见"
        yield Event(review.date, f"部门预算受审查（{review.year}年预算），{said}", "done")
    for one in own:
        if one["replied"] is not None:
            yield Event(one["replied"], f"答复第 {one.id} 号审查意见：{one['outcome']}", "going")
        if one["closed"] is not None:
            yield Event(one["closed"], f"第 {one.id} 号审查意见办结", "done")
