"""Figures of the register of suggestions (建议办理台账): totals, clock, classes, handlers, categories, amounts."""

from __future__ import annotations

from dataclasses import replace
from decimal import Decimal

from scripts.disclosures.suggestion_handling.suggestion_register.groups import (
    categories,
    class_id,
    handlers,
    places,
)
from scripts.disclosures.suggestion_handling.suggestion_register.progress import CLASSES, CLOCK, PHASES, Item, items
from scripts.disclosures.suggestion_handling.suggestion_register.tally import Tally, count, rate, share
from scripts.disclosures.suggestion_handling.suggestion_register.verdicts import verdicts
from scripts.measures.average import median
from scripts.measures.total import total
from scripts.model.figure import Figure, Source
from scripts.model.release import Release

TOLD = {
    "suggestions", "no_handler", "no_clock", "key", "led_to", "led_to_other", "merged", "handled", "joint",
    "categorised", "category", "category_share",
    "asked", "asked_stated", "approved", "approved_stated", "approved_none",
}  # fmt: skip
"""Figures that need no word of progress."""
NO_CLOCK_NEEDED = {"received", "returned", "withdrawn"}


def compute(release: Release) -> list[Figure]:
    """One row per suggestion; days and deadlines as of the data's last day."""
    found = items(release)
    figures = [
        *_totals(release, found),
        *_clock(release, found),
        *(
            count(f"phase.{phase}", [one for one in found if one.phase == phase], f"处于“{word}”的建议", ("state",))
            for phase, (word, _) in PHASES.items()
        ),
        *_classes(release, found),
        *verdicts(found),
        *handlers(release, found),
        *categories(release, found),
        *_amounts(found),
    ]
    return figures if any(one.phase != "unstated" for one in found) else [_untold(figure) for figure in figures]


def _untold(figure: Figure) -> Figure:
    """In a register that keeps neither dates nor states nothing is known of progress: that is not a zero."""
    told = figure.id.split(".")[0] in TOLD or figure.id == "phase.unstated"
    return figure if told else replace(figure, value=None, sources=(), missing="台账没有载明办理进度")


def _totals(release: Release, found: list[Item]) -> list[Figure]:
    late = "超过期限没有答复的建议"
    return [
        Figure("suggestions", len(found), "件", "台账所列的代表建议", sources=(Source(("code",)),)),
        count("assigned", [one for one in found if one.cells["assigned"] is not None], "已经交办的建议", ("assigned",)),
        count("replied", [one for one in found if one.answered], "已经答复的建议", ("replied", "state")),
        count("closed", [one for one in found if one.phase == "closed"], "已经办结的建议", ("closed", "state")),
        count("open", [one for one in found if one.open], "还没有答复的建议", ("replied",), base="不含退办和撤回的"),
        count(
            "overdue",
            [one for one in found if one.open and one.overdue > 0],
            late,
            ("assigned", "complex", "replied"),
            method=CLOCK,
        ),
        count("key", [one for one in found if bool(one.cells["key"])], "重点督办的建议", ("key",)),
        count(
            "key_replied",
            [one for one in found if bool(one.cells["key"]) and one.answered],
            "重点督办并已答复的建议",
            ("key", "replied"),
        ),
        count(
            "redone",
            [one for one in found if one.cells["reassigned"] is not None],
            "退回再次办理的建议",
            ("reassigned",),
        ),
        count(
            "returned",
            [one for one in found if one.phase == "returned"],
            "承办单位退办、尚未重新交办的建议",
            ("state",),
        ),
        count("withdrawn", [one for one in found if one.phase == "withdrawn"], "代表撤回的建议", ("state",)),
        count("led_to", [one for one in found if one.cells["led_to"] is not None], "落实到民生项目的建议", ("led_to",)),
        count(
            "led_to_other",
            [one for one in found if one.cells["led_to_other"] is not None],
            "由预算项目、微实事、整改等其他事项落实的建议",
            ("led_to_other",),
        ),
        count(
            "merged",
            [one for one in found if one.cells["merged_into"] is not None],
            "并入另一件办理的建议",
            ("merged_into",),
        ),
        count(
            "no_handler",
            [one for one in found if one.cells["handler"] is None],
            "台账没有载明主办单位的建议",
            ("handler",),
        ),
    ]


def _clock(release: Release, found: list[Item]) -> list[Figure]:
    method = release.method(CLOCK)
    fields = ("assigned", "complex", "replied")
    days = [one.days for one in found if one.days is not None]
    longest = max((one for one in found if one.overdue), key=lambda one: one.overdue, default=None)
    in_time = [one for one in found if one.in_time]
    late = [one for one in found if one.decided and one.answered and not one.in_time]
    soon = [one for one in found if one.left is not None and one.left <= method["soon_days"]]
    redo = [one for one in found if one.phase == "redo"]
    clockless = [one for one in found if one.cells["assigned"] is None and one.phase not in NO_CLOCK_NEEDED]
    decided = count(
        "decided", [one for one in found if one.decided], "已答复和超过期限未答复的建议", fields, method=CLOCK
    )
    return [
        decided,
        count("in_time", in_time, "在期限内答复的建议", fields, method=CLOCK),
        rate("on_time_rate", "按期答复率", Tally(tuple(found)), ("in_time", "decided")),
        count("late", late, "超过期限才答复的建议", fields, method=CLOCK),
        count("soon", soon, f"{method['soon_days']} 日内到期、还没有答复的建议", fields, method=CLOCK),
        count("redo_open", redo, "正在再次办理的建议", ("reassigned", "second_replied")),
        count(
            "redo_overdue",
            [one for one in redo if one.overdue],
            "再次办理超过期限的建议",
            ("reassigned",),
            method=CLOCK,
        ),
        Figure(
            "longest",
            None if longest is None else longest.overdue,
            "日",
            "超过期限最久的一件已超过的日数",
            sources=() if longest is None else (Source(("assigned", "reassigned", "complex"), (longest.row,)),),
            method=CLOCK,
            missing="" if longest is not None else "没有超过期限的建议",
        ),
        Figure(
            "median_days",
            median(days),
            "日",
            "从交办到第一次答复的日数中位数",
            base=f"{len(days)} 件有交办日期和答复日期的建议",
            formula="答复日期 − 交办日期，按日历日，取中位数",
            sources=(Source(("assigned", "replied")),),
            missing="" if days else "没有一件载明交办日期和答复日期",
        ),
        count("no_clock", clockless, "没有载明交办日期、算不出答复期限的建议", ("assigned",)),
    ]


def _classes(release: Release, found: list[Item]) -> list[Figure]:
    method = release.method(CLASSES)
    figures = [
        count(
            "classed", [one for one in found if one.cells["class"] is not None], "已注明办理结果类别的建议", ("class",)
        )
    ]
    for position, (code, meaning) in enumerate(zip(method["classes"], method["definitions"], strict=True), start=1):
        id = f"class.{class_id(code, position)}"
        one = count(
            id,
            [item for item in found if item.cells["class"] == code],
            f"{code} 类建议：{meaning}",
            ("class",),
            method=CLASSES,
        )
        whole = f"class_share.{class_id(code, position)}"
        figures += [one, share(one, figures[0], whole, "占已注明类别的建议", "没有一件注明类别", places(method))]
    return figures


def _amounts(found: list[Item]) -> list[Figure]:
    """Sums of what is stated, with how many state it; a pending approval is not zero."""
    figures: list[Figure] = []
    for field, id, title in (("amount_asked", "asked", "建议金额"), ("amount_approved", "approved", "核定金额")):
        stated = [one for one in found if one.cells[field] is not None]
        if not stated:
            continue
        amount: Decimal | None = total(one.cells[field] for one in stated)
        rows = tuple(one.row for one in stated)
        figures += [
            count(f"{id}_stated", stated, f"载明{title}的建议", (field,)),
            Figure(
                id,
                amount,
                "万元",
                f"{title}合计",
                base=f"{len(stated)} 件载明{title}的建议",
                formula=f"载明的{title}之和",
                sources=(Source((field,), rows),),
            ),
        ]
    refused = [one for one in found if one.cells["amount_approved"] == 0]
    if figures:
        chosen = {one.row for one in refused}
        figures.append(
            count(
                "approved_none",
                [one for one in found if one.row in chosen],
                "核定金额为 0 的建议",
                ("amount_approved",),
            )
        )
    return figures
