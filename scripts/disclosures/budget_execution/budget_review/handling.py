"""Figures of what becomes of the opinions on department budgets: outcome, stage, topic, department, days late."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence

from scripts.disclosures.budget_execution.budget_review import term
from scripts.disclosures.budget_execution.budget_review.opinion import OUTCOMES, STAGES, Opinion, carried, opinions
from scripts.disclosures.budget_execution.budget_review.term import METHOD
from scripts.measures.ratio import percent
from scripts.measures.thread import sources
from scripts.model.figure import Figure, Source
from scripts.model.release import Release

FIELDS = ("id", "outcome", "replied", "closed")
SAID = {"adopted": "采纳的", "partly": "部分采纳的", "rejected": "未采纳的", "pending": "还没有答复的"}


def cells(release: Release, chosen: Iterable[Opinion]) -> tuple[Source, ...]:
    """Return the newest rows of ``chosen``, wherever they were published."""
    return sources(release, [one.knots[-1] for one in chosen], FIELDS, "opinions")


def district(release: Release) -> Iterator[Figure]:
    """Yield the opinions of the term by outcome and by stage, and how this period moved them."""
    found = opinions(release)

    def count(id: str, label: str, chosen: Sequence[Opinion], base: str = "", formula: str = "", *terms: str) -> Figure:
        late = "late" if id.startswith("opinions.overdue") and chosen else ""
        rule = METHOD if "overdue" in id or id.endswith("going") else ""
        where = cells(release, chosen)
        return Figure(id, len(chosen), "条", label, base, None, {}, formula, terms, where, method=rule, status=late)

    whole = "本届以来提出的审查意见"
    yield count("opinions", whole, found, "", "本届各期提出的意见，每条只计一次")
    yield count("opinions.new", "本期提出的审查意见", [one for one in found if one.knots[0].release is release])
    for key in OUTCOMES:
        chosen = [one for one in found if one.outcome == key]
        yield count(f"outcome.{key}", f"{SAID[key]}审查意见", chosen, whole, "按最近一期公布的采纳情况", "opinions")
    replied = [one for one in found if one.outcome != "pending"]
    yield count("replied", "部门已经答复的审查意见", replied, whole, "", "opinions", "outcome.pending")
    yield Figure(
        "adopted_share",
        percent(sum(one.outcome in {"adopted", "partly"} for one in replied), len(replied)),
        "%",
        "审查意见采纳率（含部分采纳）",
        base="占部门已经答复的审查意见",
        formula="（采纳 + 部分采纳） ÷ 已经答复",
        terms=("outcome.adopted", "outcome.partly", "replied"),
        missing="" if replied else "还没有答复的意见",
    )
    for stage, (word, meaning) in STAGES.items():
        yield count(
            f"opinions.{stage}",
            f"{word}的审查意见",
            [one for one in found if one.stage == stage],
            whole,
            meaning,
            "opinions",
        )
    opened = [one for one in found if not one.closed]
    yield count("opinions.open", "没有办结的审查意见", opened, whole, "全部 − 已办结", "opinions", "opinions.closed")
    late = [one for one in opened if one.late]
    yield count(
        "opinions.overdue_reply",
        "超过答复期限还没有答复的审查意见",
        [one for one in late if one["replied"] is None],
        "没有办结的审查意见",
        f"答复期限是提出后 {release.method(METHOD)['reply_months']} 个月",
        "opinions.overdue",
    )
    yield count(
        "opinions.overdue_close",
        "已经答复、超过办结期限的审查意见",
        [one for one in late if one["replied"] is not None],
        "没有办结的审查意见",
        f"办结期限是提出后 {release.method(METHOD)['close_months']} 个月",
        "opinions.overdue",
    )
    yield Figure(
        "closed_share",
        percent(len(found) - len(opened), len(found)),
        "%",
        "审查意见办结率",
        base="占本届以来提出的审查意见",
        formula="已办结 ÷ 本届以来提出的审查意见",
        terms=("opinions.closed", "opinions"),
        missing="" if found else "本届还没有提出审查意见",
    )
    yield count("opinions.carried", "上期末没有办结的审查意见", carried(release))
    now = [one for one in found if one.closed and one.here is release]
    yield count("opinions.closed_now", "本期办结的审查意见", now, "上期末没有办结的和本期提出的审查意见")


def topics(release: Release) -> Iterator[Figure]:
    """Yield each topic's opinions of the term by outcome."""
    found, names = opinions(release), release.codelists["review_topics"]
    for code in names:
        own = [one for one in found if one["topic"] == code]
        if not own:
            continue
        label = names.label(code)
        about = {"topic": code}
        yield Figure(
            f"topic.{code}", len(own), "条", f"{label}类审查意见", dimensions=about, sources=cells(release, own)
        )
        for key in OUTCOMES:
            chosen = [one for one in own if one.outcome == key]
            yield Figure(
                f"topic_{key}.{code}",
                len(chosen),
                "条",
                f"{label}类审查意见中{SAID[key]}",
                base=f"{label}类审查意见",
                dimensions=about,
                terms=(f"topic.{code}",),
                sources=cells(release, chosen),
            )


def departments(release: Release) -> Iterator[Figure]:
    """Yield each reviewed department's opinions by stage and outcome, then each opinion's days late."""
    found, names = opinions(release), release.codelists["departments"]
    for code in term.reviews(release):
        own, who = [one for one in found if one.code == code], names.label(code)
        about, base = {"department": code}, f"对{who}的审查意见"
        yield Figure(f"items.{code}", len(own), "条", base, dimensions=about, sources=cells(release, own))
        chosen_by = {stage: (word, [one for one in own if one.stage == stage]) for stage, (word, _) in STAGES.items()}
        chosen_by |= {key: (SAID[key].removesuffix("的"), [one for one in own if one.outcome == key]) for key in SAID}
        chosen_by["open"] = ("没有办结", [one for one in own if not one.closed])
        for key, (word, chosen) in chosen_by.items():
            yield Figure(
                f"items_{key}.{code}",
                len(chosen),
                "条",
                f"{base}中{word}的",
                base=base,
                dimensions=about,
                terms=(f"items.{code}",),
                sources=cells(release, chosen),
                status="late" if key == "overdue" and chosen else "",
            )
    for one in found:
        yield Figure(
            f"late.{one.id}",
            one.late,
            "天",
            f"对{names.label(one.code)}的第 {one.id} 号审查意见逾期天数",
            base="没有办结的，算到数据截至日",
            dimensions={"department": one.code},
            formula="办结日期（没有办结的用数据截至日） − 期限，不晚于期限为 0；没有答复的用答复期限，其他的用办结期限",
            sources=cells(release, [one]),
            method=METHOD,
            status="late" if one.stage == "overdue" else "",
        )
