"""Figures of groups of suggestions: of each lead handler (主办单位) and each category (类别)."""

from __future__ import annotations

from scripts.disclosures.suggestion_handling.suggestion_register.progress import CLOCK, Item
from scripts.disclosures.suggestion_handling.suggestion_register.tally import by, count, rate, share
from scripts.model.figure import Figure, Source
from scripts.model.release import Release


def handlers(release: Release, found: list[Item]) -> list[Figure]:
    """Return counts, rate with its base, and longest wait of each lead handler, most suggestions first."""
    names = release.codelists["departments"]
    figures: list[Figure] = []
    counted = (
        ("handled", "", "主办的建议", ("handler",)),
        ("answered", "answered", "主办并已答复的建议", ("handler", "replied")),
        ("undone", "open", "主办、还没有答复的建议", ("handler", "replied")),
        ("due", "decided", "主办、已答复和超过期限未答复的建议", ("handler", "assigned", "replied")),
        ("kept", "in_time", "主办、在期限内答复的建议", ("handler", "assigned", "replied")),
        ("missed", "overdue", "主办、超过期限还没有答复（含再次答复）的建议", ("handler", "assigned", "replied")),
    )
    for code, tally in by(found, "handler").items():
        about = {"department": code}
        who = names.label(code)
        for id, name, label, fields in counted:
            rows = tally.rows(name) if name else tuple(one.row for one in tally.items)
            figures.append(
                Figure(
                    f"{id}.{code}", len(rows), "件", f"{who}{label}", dimensions=about, sources=(Source(fields, rows),)
                )
            )
        longest = tally.longest
        figures += [
            rate(f"kept_rate.{code}", f"{who}按期答复率", tally, (f"kept.{code}", f"due.{code}"), about),
            Figure(
                f"longest.{code}",
                longest,
                "日",
                f"{who}超过期限最久的一件已超过的日数",
                dimensions=about,
                formula="数据截至日 − 答复期限，取最大的一件",
                sources=(Source(("assigned", "reassigned", "complex"), tally.rows("overdue")),),
                method=CLOCK,
                missing="" if longest is not None else "没有超过期限的建议",
            ),
        ]
    return figures


def categories(release: Release, found: list[Item]) -> list[Figure]:
    """Return the count and share of each category, most suggestions first; nothing when no row has one."""
    tallies = by(found, "category")
    if not tallies:
        return []
    names = release.codelists["suggestion_categories"]
    sorted_out = [one for one in found if one.cells["category"] is not None]
    figures = [count("categorised", sorted_out, "已分类别的建议", ("category",))]
    for code, tally in tallies.items():
        rows = tuple(one.row for one in tally.items)
        label, sources = f"{names.label(code)}方面的建议", (Source(("category",), rows),)
        about = {"category": code}
        one = Figure(f"category.{code}", len(rows), "件", label, dimensions=about, sources=sources)
        figures += [one, share(one, figures[0], f"category_share.{code}", "占已分类别的建议", "没有一件分了类别")]
    return figures
