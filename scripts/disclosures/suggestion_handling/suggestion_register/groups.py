"""Figures of groups of suggestions: of each unit that leads or joins (主办、会办单位) and each category (类别)."""

from __future__ import annotations

from scripts.disclosures.suggestion_handling.suggestion_register.progress import CLASSES, CLOCK, Item
from scripts.disclosures.suggestion_handling.suggestion_register.tally import Tally, by, count, part, rate, share
from scripts.disclosures.suggestion_handling.suggestion_register.verdicts import GOOD
from scripts.model.codelist import CodeList
from scripts.model.figure import Figure, Source
from scripts.model.method import Method
from scripts.model.release import Release

COUNTED = (
    ("handled", "", "主办的建议", ("handler",)),
    ("answered", "answered", "主办并已答复的建议", ("handler", "replied")),
    ("undone", "open", "主办、还没有答复的建议", ("handler", "replied")),
    ("due", "decided", "主办、已答复和超过期限未答复的建议", ("handler", "assigned", "replied")),
    ("kept", "in_time", "主办、在期限内答复的建议", ("handler", "assigned", "replied")),
    ("missed", "overdue", "主办、超过期限还没有答复（含再次答复）的建议", ("handler", "assigned", "replied")),
)
SAID = (
    ("said", "handler_verdict", "主办并作出判断的建议", (("solved", "认为“已解决”", ("已解决",)),)),
    (
        "heard_reply",
        "deputy_reply",
        "主办、代表对答复作了反馈的建议",
        (("good", "代表对答复“满意”和“基本满意”合计", GOOD),),
    ),
    (
        "heard_result",
        "deputy_result",
        "主办、代表对办理结果作了反馈的建议",
        (
            ("satisfied", "代表对办理结果“满意”", ("满意",)),
            ("dissatisfied", "代表对办理结果“不满意”", ("不满意",)),
        ),
    ),
)  # fmt: skip
"""Id of the base, field, what the base is, and the shares of it: key, label, words counted."""
SILENT = {None, "未反馈"}


def units(found: list[Item]) -> dict[str, Tally]:
    """Return the tally of what each unit leads, most first; units that only join others follow with an empty one."""
    tallies = by(found, "handler")
    joined = sorted({code for one in found for code in joint(one)} - set(tallies))
    return tallies | {code: Tally(()) for code in joined}


def joint(one: Item) -> list[str]:
    """Return the codes of the joint handlers (会办单位) of a suggestion."""
    cell = one.cells["joint_handlers"]
    return cell.split("|") if cell else []


def handlers(release: Release, found: list[Item]) -> list[Figure]:
    """Return counts, rates with their bases, and longest wait of each unit, most suggestions first."""
    names = release.codelists["departments"]
    joined: dict[str, list[int]] = {}
    for one in found:
        for code in joint(one):
            joined.setdefault(code, []).append(one.row)
    figures: list[Figure] = []
    for code, tally in units(found).items():
        figures += _handler(names, code, tally, tuple(joined.get(code, ())))
        figures += _classes(release.method(CLASSES), names.label(code), code, tally)
        figures += _voices(names.label(code), code, tally)
    return figures


def _handler(names: CodeList, code: str, tally: Tally, joined: tuple[int, ...]) -> list[Figure]:
    who, about = names.label(code), {"department": code}
    figures = [
        Figure(
            f"{id}.{code}",
            len(rows := tally.rows(name) if name else tally.all),
            "件",
            f"{who}{label}",
            dimensions=about,
            sources=(Source(fields, rows),),
        )
        for id, name, label, fields in COUNTED
    ]
    longest = tally.longest
    return [
        *figures,
        Figure(
            f"joint.{code}",
            len(joined),
            "件",
            f"{who}会办的建议",
            dimensions=about,
            sources=(Source(("joint_handlers",), joined),),
        ),
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


def class_id(code: str, position: int) -> str:
    """Return the ASCII id of a class: ``a`` for A, ``c2`` for the second of 甲、乙、丙."""
    return code.lower() if code.isascii() and code.isalnum() else f"c{position}"


def places(method: Method) -> int | None:
    """Return how many decimals the shares of classes have by the local rule; by unit when it states none."""
    return method.parameters.get("places")


def _classes(method: Method, who: str, code: str, tally: Tally) -> list[Figure]:
    """Return the share of each class in what the unit has classed, with that base; nothing without one."""
    classed = [one for one in tally.items if one.cells["class"] is not None]
    if not classed:
        return []
    about = {"department": code}
    base = count(f"classed.{code}", classed, f"{who}主办、已注明类别的建议", ("handler", "class"), about=about)
    shares = [
        part(
            f"class_share.{class_id(name, position)}.{code}",
            f"{who}主办的建议中 {name} 类所占百分比",
            [one for one in classed if one.cells["class"] == name],
            base,
            "占该单位已注明类别的建议",
            ("class",),
            method=CLASSES,
            places=places(method),
        )
        for position, name in enumerate(method["classes"], start=1)
    ]
    return [base, *shares]


def _voices(who: str, code: str, tally: Tally) -> list[Figure]:
    """Return what the unit says and what deputies say of what it leads, each share of those who said something."""
    figures: list[Figure] = []
    about = {"department": code}
    for id, field, label, shares in SAID:
        said = [one for one in tally.items if one.cells[field] not in SILENT]
        if not said:
            continue
        base = count(f"{id}.{code}", said, f"{who}{label}", ("handler", field), about=about)
        of = "占该单位作了判断的建议" if field == "handler_verdict" else "占作了反馈的建议"
        figures.append(base)
        figures += [
            part(
                f"{id}_share.{key}.{code}",
                f"{who}主办、{words}的建议所占百分比",
                [one for one in said if one.cells[field] in counted],
                base,
                of,
                (field,),
            )
            for key, words, counted in shares
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
        label = f"{names.label(code)}方面的建议"
        one = count(f"category.{code}", tally.items, label, ("category",), about={"category": code})
        figures += [one, share(one, figures[0], f"category_share.{code}", "占已分类别的建议", "没有一件分了类别")]
    return figures
