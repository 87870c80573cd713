"""What the register of suggestions (建议办理台账) says about each suggestion, handler and project, for their pages."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from scripts.disclosures.suggestion_handling.suggestion_register.progress import CLASSES, Clock, Item, items
from scripts.disclosures.suggestion_handling.suggestion_register.steps import UNKNOWN, steps
from scripts.disclosures.suggestion_handling.suggestion_register.tables import unit
from scripts.disclosures.suggestion_handling.suggestion_register.tally import Tally, by
from scripts.disclosures.suggestion_handling.suggestion_register.verdicts import LEVELS
from scripts.model.figure import Figures
from scripts.model.mention import Event, Mention
from scripts.model.number import with_unit
from scripts.model.period import chinese_date
from scripts.model.profile import unit_type
from scripts.model.release import Release

DAYS = (
    ("received", "常委会收到建议"),
    ("returned", "承办单位退办"),
    ("assigned", "交办"),
    ("replied", "承办单位答复代表"),
    ("reassigned", "退回再次办理"),
    ("second_replied", "承办单位再次答复代表"),
    ("closed", "办结"),
)
ENDED = {"returned": "承办单位已经退办", "withdrawn": "代表已经撤回"}
"""Phases without a reply to come, as a sentence says them."""
ASKED = (("对答复", "deputy_reply"), ("对办理结果", "deputy_result"), ("对再次办理", "second_result"))


def mention(release: Release, figures: Figures) -> Iterator[Mention]:
    """One mention for each suggestion, each lead handler and each project that a suggestion led to."""
    found = items(release)
    for one in found:
        yield _suggestion(release, one)
    for code, tally in by(found, "handler").items():
        yield _handler(release, figures, code, tally)
    yield from _projects(release, found)


def _suggestion(release: Release, one: Item) -> Mention:
    cells = one.cells
    return Mention(
        "suggestion",
        cells["code"],
        cells["title"],
        _sentence(release, one),
        status=one.level,
        word=one.word,
        open=(one.word,) if one.overdue else (),
        events=tuple(_events(release, one)),
        relations=tuple(_relations(release, one)),
        detail=_detail(release, one),
    )


def _sentence(release: Release, one: Item) -> str:
    number = f"{one.cells['number']}建议" if one.cells["number"] else "这件建议"
    handler = one.cells["handler"]
    who = f"由{release.codelists['departments'].label(handler)}主办，" if handler else ""
    if one.phase == "unstated":
        return f"{number}{who or '，'}台账没有载明办理进度{_money(one)}。"
    return f"截至{chinese_date(release.as_of)}，{number}{who or '，'}{ENDED.get(one.phase, one.word)}{_money(one)}。"


def _money(one: Item) -> str:
    said = []
    for field, title in (("amount_asked", "建议金额"), ("amount_approved", "核定金额")):
        if one.cells[field] is not None:
            said.append(f"{title} {with_unit(one.cells[field], '万元')}")
    return "；" + "，".join(said) if said else ""


def _events(release: Release, one: Item) -> Iterator[Event]:
    """The same event has the same words in every register, so that a page shows it once."""
    handler = one.cells["handler"]
    for field, what in DAYS:
        day = one.cells[field]
        if day is None:
            continue
        if field == "closed" and one.phase == "withdrawn":
            what = "代表撤回"
        elif field == "assigned" and handler:
            what = f"交{release.codelists['departments'].label(handler)}办理"
        yield Event(day, what, {"replied": "ok", "closed": "done", "returned": "bad"}.get(field, ""))


def _relations(release: Release, one: Item) -> Iterator[tuple[str, str, str]]:
    units = release.codelists["departments"]
    for code, role in _roles(one):
        yield unit_type(units[code]), code, role
    for code in parts(one.cells["led_to"]):
        yield "project", code, "落实到的项目"


def _roles(one: Item) -> list[tuple[str, str]]:
    lead = [(one.cells["handler"], "主办")] if one.cells["handler"] else []
    return [*lead, *((code, "会办") for code in parts(one.cells["joint_handlers"]))]


def parts(text: str | None) -> list[str]:
    """Return the values of a cell that holds several."""
    return text.split("|") if text else []


def _detail(release: Release, one: Item) -> dict[str, Any]:
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
            for code, role in _roles(one)
        ],
        "said": _said(release, one),
        "led_to": [
            {"title": _project(release, code), "href": f"/profiles/project/{code}/"} for code in parts(cells["led_to"])
        ],
    }


def _project(release: Release, code: str) -> str:
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


def _handler(release: Release, figures: Figures, code: str, tally: Tally) -> Mention:
    entry = release.codelists["departments"][code]
    late = sorted((one for one in tally.items if one.overdue), key=lambda one: (-one.overdue, one.cells["code"]))
    handled, answered, undone = (figures[f"{id}.{code}"] for id in ("handled", "answered", "undone"))
    rate, missed, longest = (figures[f"{id}.{code}"] for id in ("kept_rate", "missed", "longest"))
    sentence = f"截至{chinese_date(release.as_of)}，主办代表建议 {handled.words}"
    if all(one.phase == "unstated" for one in tally.items):
        said: tuple[str, ...] = ("handled",)
        sentence, status, word = f"{sentence}，台账没有载明办理进度。", "none", "进度未载明"
    else:
        said = ("kept_rate", "handled", "answered", "undone", "missed", "longest")
        sentence += f"，已答复 {answered.words}"
        if rate.value is not None:
            sentence += f"；应有答复的 {figures[f'due.{code}'].words}中，按期答复 {rate.text}"
        sentence += f"；{missed.words}超过期限还没有答复，最久的已超过 {longest.words}。" if late else "。"
        status, word = "ok", "没有未答复的"
        if undone.value:
            status, word = "going", f"{undone.words}还没有答复"
        if late:
            status, word = "late", f"{missed.words}超期未答复"
    return Mention(
        unit_type(entry),
        code,
        entry.label,
        sentence,
        figures=tuple(f"{id}.{code}" for id in said),
        status=status,
        word=word,
        open=tuple(f"{one.cells['number'] or ''}“{one.cells['title']}”{one.word}" for one in late),
        relations=tuple(("suggestion", one.cells["code"], one.word) for one in late),
    )


def _projects(release: Release, found: list[Item]) -> Iterator[Mention]:
    led: dict[str, list[Item]] = {}
    for one in found:
        for code in parts(one.cells["led_to"]):
            led.setdefault(code, []).append(one)
    for code in sorted(led):
        titles = "".join(f"“{one.cells['title']}”" for one in led[code])
        yield Mention(
            "project",
            code,
            _project(release, code),
            f"代表建议{titles}由这个项目办理。",
            relations=tuple(("suggestion", one.cells["code"], "提出这件事的代表建议") for one in led[code]),
        )
