"""Verdicts: what the handler says and what the deputy says, counted apart, each with a base of its own."""

from __future__ import annotations

from scripts.disclosures.suggestion_handling.suggestion_register.progress import Item
from scripts.measures.ratio import percent
from scripts.model.figure import Figure, Source

HANDLER = {"solved": "已解决", "partly": "部分解决", "going": "正在解决", "planned": "列入计划", "unsolved": "未解决"}
DEPUTY = {"satisfied": "满意", "basic": "基本满意", "dissatisfied": "不满意"}
GOOD = ("满意", "基本满意")
"""What 满意 and 基本满意 together (合计) count; a bare 满意率 would not say which."""
SILENT = "未反馈"
LEVELS = {
    "已解决": "done",
    "部分解决": "ok",
    "正在解决": "going",
    "列入计划": "wait",
    "未解决": "bad",
    "满意": "done",
    "基本满意": "ok",
    "不满意": "bad",
    SILENT: "none",
}
"""Word of a verdict → status level."""
VOICES = (
    ("handler_says", "handler_verdict", HANDLER, "承办单位认为", "占承办单位作了判断的建议"),
    ("on_reply", "deputy_reply", DEPUTY, "代表对答复", "占代表对答复作了反馈的建议"),
    ("on_result", "deputy_result", DEPUTY, "代表对办理结果", "占代表对办理结果作了反馈的建议"),
    ("on_redo", "second_result", DEPUTY, "代表对再次办理", "占代表对再次办理作了反馈的建议"),
)
"""Id, field, its words by key, who speaks of what, base of the shares."""


def verdicts(found: list[Item]) -> list[Figure]:
    """Return the base, each word's count and share for each voice, and where the two voices disagree."""
    figures: list[Figure] = []
    for id, field, words, who, base in VOICES:
        figures += _voice(found, id, field, words, who, base)
    disputed = tuple(
        one.row for one in found if one.cells["handler_verdict"] == "已解决" and one.cells["deputy_result"] == "不满意"
    )
    sources = (Source(("handler_verdict", "deputy_result"), disputed),)
    label = "承办单位认为已解决、代表对办理结果不满意的建议"
    figures.append(Figure("disputed", len(disputed), "件", label, sources=sources))
    return figures


def _voice(found: list[Item], id: str, field: str, words: dict[str, str], who: str, base: str) -> list[Figure]:
    said = [one for one in found if one.cells[field] in words.values()]
    about = "作出判断" if field == "handler_verdict" else "作了反馈"
    sources = (Source((field,), tuple(one.row for one in said)),)
    figures = [Figure(id, len(said), "件", f"{who}{about}的建议", sources=sources)]
    for key, word in words.items():
        rows = tuple(one.row for one in said if one.cells[field] == word)
        name = f"{id}.{key}"
        figures += [
            Figure(name, len(rows), "件", f"{who}“{word}”的建议", sources=(Source((field,), rows),)),
            _share(f"{id}_share.{key}", len(rows), len(said), f"{who}“{word}”所占百分比", base, (name, id)),
        ]
    if field == "handler_verdict":
        return figures
    silent = tuple(one.row for one in found if one.answered and one.cells[field] == SILENT)
    good = sum(one.cells[field] in GOOD for one in said)
    figures += [
        Figure(f"{id}.silent", len(silent), "件", f"{who}没有反馈的建议", sources=(Source((field,), silent),)),
        _share(
            f"{id}_share.good",
            good,
            len(said),
            f"{who}“满意”和“基本满意”合计所占百分比",
            base,
            (f"{id}.satisfied", f"{id}.basic", id),
        ),
    ]
    return figures


def _share(id: str, part: int, base: int, label: str, of: str, terms: tuple[str, ...]) -> Figure:
    value = percent(part, base)
    missing = "" if value is not None else "没有一件有这项记录"
    return Figure(id, value, "%", label, base=of, formula=f"{part} ÷ {base}", terms=terms, missing=missing)
