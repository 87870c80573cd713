"""What the register of suggestions (建议办理台账) says about each suggestion, handler and project, for their pages."""

from __future__ import annotations

from collections.abc import Iterator

from scripts.disclosures.suggestion_handling.suggestion_register.detail import ENDED, detail, parts, project, roles
from scripts.disclosures.suggestion_handling.suggestion_register.groups import SAID, class_id, units
from scripts.disclosures.suggestion_handling.suggestion_register.progress import CLASSES, Item, items
from scripts.disclosures.suggestion_handling.suggestion_register.tally import Tally
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


def mention(release: Release, figures: Figures) -> Iterator[Mention]:
    """One mention for each suggestion, each lead handler and each project that a suggestion led to."""
    found = items(release)
    groups = merged(found)
    for one in found:
        lead = one.cells["merged_into"] or one.cells["code"]
        others = [other for other in groups.get(lead, []) if other is not one]
        yield _suggestion(release, one, others)
    for code, tally in units(found).items():
        yield _handler(release, figures, code, tally)
    yield from _projects(release, found)


def merged(found: list[Item]) -> dict[str, list[Item]]:
    """Return code of a leading suggestion → it and all handled together with it (并案), the leading one first."""
    there = {one.cells["code"]: one for one in found}
    groups: dict[str, list[Item]] = {}
    for one in found:
        lead = there.get(one.cells["merged_into"] or "")
        if lead is not None:
            groups.setdefault(lead.cells["code"], [lead]).append(one)
    return groups


def _suggestion(release: Release, one: Item, others: list[Item]) -> Mention:
    cells = one.cells
    return Mention(
        "suggestion",
        cells["code"],
        cells["title"],
        sentence(release, one),
        status=one.level,
        word=one.word,
        open=(one.word,) if one.overdue else (),
        events=tuple(_events(release, one)),
        relations=tuple(_relations(release, one)),
        detail=detail(release, one, others),
    )


def sentence(release: Release, one: Item) -> str:
    """Return where a suggestion stands, in one sentence."""
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
    for code, role in roles(one):
        yield unit_type(units[code]), code, role
    for code in parts(one.cells["led_to"]):
        yield "project", code, "落实到的项目"
    for text in parts(one.cells["led_to_other"]):
        yield "project", text.split(":")[1], "落实到的事项"


def _handler(release: Release, figures: Figures, code: str, tally: Tally) -> Mention:
    entry = release.codelists["departments"][code]
    late = sorted((one for one in tally.items if one.overdue), key=lambda one: (-one.overdue, one.cells["code"]))
    said: tuple[str, ...] = ("handled",)
    status, word = "none", "进度未载明"
    text = f"截至{chinese_date(release.as_of)}，主办代表建议 {figures[f'handled.{code}'].words}"
    if not tally.items:
        said, word = ("joint",), ""
        text = f"截至{chinese_date(release.as_of)}，会办代表建议 {figures[f'joint.{code}'].words}，没有主办的。"
    elif all(one.phase == "unstated" for one in tally.items):
        text += "，台账没有载明办理进度。"
    else:
        said = _shown(release, figures, code)
        text += _progress(figures, code, late)
        undone, missed = figures[f"undone.{code}"], figures[f"missed.{code}"]
        status, word = "ok", "没有未答复的"
        if undone.value:
            status, word = "going", f"{undone.words}还没有答复"
        if late:
            status, word = "late", f"{missed.words}超期未答复"
    return Mention(
        unit_type(entry),
        code,
        entry.label,
        text,
        figures=tuple(f"{id}.{code}" for id in said),
        status=status,
        word=word,
        open=tuple(f"{one.cells['number'] or ''}“{one.cells['title']}”{one.word}" for one in late),
        relations=tuple(("suggestion", one.cells["code"], one.word) for one in late),
    )


def _progress(figures: Figures, code: str, late: list[Item]) -> str:
    joint, answered, rate = (figures[f"{id}.{code}"] for id in ("joint", "answered", "kept_rate"))
    text = f"，会办 {joint.words}" if joint.value else ""
    text += f"；主办的已答复 {answered.words}"
    if rate.value is not None:
        text += f"；应有答复的 {figures[f'due.{code}'].words}中，按期答复 {rate.text}"
    if f"heard_result_share.satisfied.{code}" in figures:
        satisfied, bad = (figures[f"heard_result_share.{key}.{code}"] for key in ("satisfied", "dissatisfied"))
        heard = figures[f"heard_result.{code}"].words
        text += f"；代表对办理结果作了反馈的 {heard}中，满意 {satisfied.text}，不满意 {bad.text}"
    if late:
        missed, longest = figures[f"missed.{code}"], figures[f"longest.{code}"]
        text += f"；{missed.words}超过期限还没有答复，最久的已超过 {longest.words}"
    return text + "。"


def _shown(release: Release, figures: Figures, code: str) -> tuple[str, ...]:
    """Return the ids that the profile shows, each share after the count it is a share of."""
    ids = ["kept_rate", "handled", "joint", "answered", "undone", "due", "kept", "missed", "longest", "classed"]
    classes = enumerate(release.method(CLASSES)["classes"], start=1)
    ids += [f"class_share.{class_id(name, position)}" for position, name in classes]
    for id, _, _, shares in SAID:
        ids += [id, *(f"{id}_share.{key}" for key, _, _ in shares)]
    return tuple(id for id in ids if f"{id}.{code}" in figures)


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
            project(release, code),
            f"代表建议{titles}由这个项目办理。",
            relations=tuple(("suggestion", one.cells["code"], "提出这件事的代表建议") for one in led[code]),
        )
