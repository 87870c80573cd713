"""Detail: what the page of one suggestion shows beside its steps: texts, deadline, two voices, links."""

from __future__ import annotations

from typing import Any

from scripts.disclosures.suggestion_handling.suggestion_register.progress import CLASSES, Clock, Item
from scripts.disclosures.suggestion_handling.suggestion_register.steps import UNKNOWN, steps
from scripts.disclosures.suggestion_handling.suggestion_register.tables import unit
from scripts.disclosures.suggestion_handling.suggestion_register.verdicts import LEVELS
from scripts.model.period import chinese_date
from scripts.model.release import Release

ENDED = {"returned": "承办单位已经退办", "withdrawn": "代表已经撤回"}
"""Phases without a reply to come, as a sentence says them."""
ASKED = (("对答复", "deputy_reply"), ("对办理结果", "deputy_result"), ("对再次办理", "second_result"))
OTHERS = {
    "budget": ("预算项目", "budget_execution/project_execution"),
    "micro": ("微实事项目", "livelihood_votes/micro_projects"),
    "audit": ("审计查出问题整改", "budget_execution/audit_rectification"),
    "review": ("预算审查意见", "budget_execution/budget_review"),
    "appraisal": ("评议意见整改", "evaluation_outcomes/department_appraisal"),
}
"""What else may answer a suggestion: kind as the register writes it → its word and the report that discloses it."""


def parts(text: str | None) -> list[str]:
    """Return the values of a cell that holds several."""
    return text.split("|") if text else []


def detail(release: Release, one: Item, merged: list[Item]) -> dict[str, Any]:
    """Return the detail of a suggestion; ``merged`` are those handled together with it, the leading one first."""
    cells = one.cells
    category = cells["category"]
    deadline, why = _deadline(release, one)
    reply = cells["reply"] or ""
    if cells["second_reply"]:
        when = chinese_date(cells["second_replied"]) if cells["second_replied"] else ""
        reply = f"{reply}\n\n{when}再次答复：\n\n{cells['second_reply']}".strip()
    return {
        "number": cells["number"] or "",
        "session": cells["session"] or "",
        "proposer": cells["proposer"] or "",
        "place": cells["place"] or "",
        "key": bool(cells["key"]),
        "complex": bool(cells["complex"]),
        "class": cells["class"] or "",
        "class_note": _meaning(release, cells["class"]),
        "category": release.codelists["suggestion_categories"].label(category) if category else "",
        "text": cells["text"] or "",
        "reply": reply,
        "returned_reason": cells["returned_reason"] or "",
        "steps": steps(one),
        "deadline_text": deadline,
        "deadline_why": why,
        "handlers": [
            {"title": unit(release, code).text, "href": unit(release, code).href, "role": role}
            for code, role in roles(one)
        ],
        "said": _said(release, one),
        "led_to": _led_to(release, one),
        "merged": [
            {
                "title": " ".join(filter(None, (other.cells["number"], other.cells["title"]))),
                "href": f"/profiles/suggestion/{other.cells['code']}/",
            }
            for other in merged
        ],
        "merged_note": _merged_note(one, merged),
    }


def _merged_note(one: Item, merged: list[Item]) -> str:
    if not merged:
        return ""
    if one.cells["merged_into"]:
        return "这件建议并入下面领头的一件办理，答复日期与它相同的不另写；代表的评价各自记录。"
    return f"下面 {len(merged)} 件建议并入这一件办理，一并答复；代表的评价各自记录。"


def _led_to(release: Release, one: Item) -> list[dict[str, str]]:
    projects = [
        {"title": project(release, code), "href": f"/profiles/project/{code}/", "note": "民生实事项目"}
        for code in parts(one.cells["led_to"])
    ]
    others = []
    for text in parts(one.cells["led_to_other"]):
        kind, code, name = text.split(":")
        word, series = OTHERS[kind]
        others.append(
            {"title": name, "href": f"/profiles/project/{code}/", "otherwise": f"/{series}/", "note": f"{word} {code}"}
        )
    return projects + others


def project(release: Release, code: str) -> str:
    """Return a project's name; its code where the instance keeps no list of projects."""
    names = release.codelists.get("projects")
    return code if names is None or code not in names else names.label(code)


def _meaning(release: Release, code: str | None) -> str:
    method = release.method(CLASSES)
    if code is None or code not in method["classes"]:
        return ""
    meaning: str = method["definitions"][method["classes"].index(code)]
    return meaning


def _deadline(release: Release, one: Item) -> tuple[str, str]:
    """Return the deadline and why it is that day; when the build is later than the data, say so."""
    clock = one.running or one.second or one.first
    if clock is None:
        if one.phase in {"returned", "withdrawn"}:
            return f"{ENDED[one.phase]}，答复期限不再计算", ""
        if one.phase == "received":
            return "还没有交办，答复期限从交办之日起算", ""
        return "台账没有载明交办日期，算不出答复期限", ""
    return _clock_text(release, clock, one), clock.why


def _clock_text(release: Release, clock: Clock, one: Item) -> str:
    kind = "再次答复" if clock is one.second else "答复"
    due = chinese_date(clock.due)
    if not clock.pending:
        spare = f"超过期限 {clock.late} 日" if clock.late else "在期限内"
        return f"{kind}期限是{due}，{chinese_date(clock.done or clock.due)}{kind}，{spare}"
    if clock.late:
        return f"{kind}期限是{due}，截至{chinese_date(release.as_of)}已超过 {clock.late} 日，仍未{kind}"
    text = f"{kind}期限是{due}，截至{chinese_date(release.as_of)}还剩 {clock.left} 日"
    if release.at > clock.due and release.at > release.as_of:
        text += "；期限现已过去，是否已经答复要看下一期台账"
    return text


def _said(release: Release, one: Item) -> dict[str, dict[str, str]]:
    cells = one.cells
    judged = cells["handler_verdict"]
    classed = f"{cells['class']} 类：{_meaning(release, cells['class'])}" if cells["class"] else ""
    silent = "还没有答复" if one.open else "没有答复" if one.phase in ENDED else UNKNOWN
    unasked = "答复后由代表评价" if one.open or one.phase in ENDED else UNKNOWN
    handler = {
        "word": judged or classed or silent,
        "status": LEVELS.get(judged or "", "none"),
        "text": classed if judged else "",
    }
    said = [f"{what}：{cells[field]}" for what, field in ASKED if cells[field]]
    last = cells["second_result"] or cells["deputy_result"] or cells["deputy_reply"]
    deputy = {
        "word": last or unasked,
        "status": LEVELS.get(last or "", "none"),
        "text": "；".join(said),
    }
    return {"handler": handler, "deputy": deputy}


def roles(one: Item) -> list[tuple[str, str]]:
    """Return the units of a suggestion, each with what it is in it."""
    lead = [(one.cells["handler"], "主办")] if one.cells["handler"] else []
    return [*lead, *((code, "会办") for code in parts(one.cells["joint_handlers"]))]
