"""What the department appraisal (政府部门工作评议) says about each department of the term, for its profile."""

from __future__ import annotations

from collections.abc import Iterator

from scripts.disclosures.evaluation_outcomes.department_appraisal import term
from scripts.disclosures.evaluation_outcomes.department_appraisal.opinion import Review, months, reviews
from scripts.model.figure import Figures
from scripts.model.mention import Event, Mention
from scripts.model.period import chinese_date
from scripts.model.profile import unit_type
from scripts.model.release import Release

RESULT = ("satisfied_share", "approved_share", "rank")
FOLLOW_UP = ("items_open", "items_overdue", "items")


def mention(release: Release, figures: Figures) -> Iterator[Mention]:
    """One mention for each department of the term's list: result, opinions, review; or that it is not yet appraised."""
    names = release.codelists["departments"]
    followed = {review.appraisal.code: review for review in reviews(release)}
    for one in term.coverage(release):
        label = names.label(one.code)
        if one.code in followed:
            yield _appraised(release, figures, followed[one.code], label)
        else:
            plan = "还没有安排年份" if one.planned is None else f"安排在 {one.planned} 年"
            yield Mention(
                unit_type(names[one.code]),
                one.code,
                label,
                f"截至{chinese_date(release.as_of)}，本届还没有评议，{plan}。",
                status="none" if one.planned is None else "wait",
                word="本届未评议" if one.planned is None else f"安排 {one.planned} 年评议",
            )


def _appraised(release: Release, figures: Figures, review: Review, label: str) -> Mention:
    appraisal, code = review.appraisal, review.appraisal.code
    share, opened = figures.get(f"satisfied_share.{code}"), figures[f"items_open.{code}"]
    said = f"评议为{appraisal.grade}" if appraisal.grade else f"评议，{appraisal.word}"
    sentence = f"{chinese_date(appraisal.date)}{appraisal.meeting}{said}"
    sentence += _votes(release, review)
    if share is not None and share.value is not None:
        sentence += f"，满意率 {share.text}（{share.base}，只计满意票）"
    sentence += f"；评议意见 {figures[f'items.{code}'].words}，未完成 {opened.words}"
    sentence += f"；{chinese_date(review.held)}已复查。" if review.held else f"；{_review(release, review)}。"
    return Mention(
        unit_type(release.codelists["departments"][code]),
        code,
        label,
        sentence,
        figures=tuple(f"{name}.{code}" for name in (*RESULT, *FOLLOW_UP) if f"{name}.{code}" in figures),
        status=appraisal.level,
        word=appraisal.grade or "没有等次",
        open=tuple(_open(release, figures, review)),
        events=tuple(_events(review)),
    )


def _votes(release: Release, review: Review) -> str:
    """Say the votes; those of an earlier release are no figures of this one."""
    ballot, schema = review.appraisal.ballot, release.table.schema
    said = [f"{schema[name].title} {ballot[name]} 票" for name in ballot.published]
    return f"（{'，'.join(said)}）" if said else "（票数没有公布）"


def _review(release: Release, review: Review) -> str:
    if review.passed:
        return f"{chinese_date(review.due)}已满 {months(release)} 个月，尚未复查"
    return f"{chinese_date(review.due)}满 {months(release)} 个月"


def _open(release: Release, figures: Figures, review: Review) -> Iterator[str]:
    code = review.appraisal.code
    overdue, opened = figures[f"items_overdue.{code}"], figures[f"items_open.{code}"]
    if opened.value:
        late = f"，其中 {overdue.words}逾期" if overdue.value else ""
        yield f"评议意见 {opened.words}未完成{late}"
    if review.missed:
        yield f"评议到{_review(release, review)}"


def _events(review: Review) -> Iterator[Event]:
    appraisal = review.appraisal
    yield Event(appraisal.date, f"{appraisal.meeting}工作评议，结果为{appraisal.word}", appraisal.level)
    for day in sorted({one.reported for one in review.opinions if one.reported is not None}):
        count = sum(one.reported == day for one in review.opinions)
        yield Event(day, f"书面报告 {count} 条评议意见的整改情况")
    if review.held is not None:
        yield Event(review.held, "复查：听取评议意见整改情况汇报", "done")
