"""What a special fund (民生“微实事”专项资金) says about its matters, the suggestions they come from, and the units."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from scripts.disclosures.livelihood_votes.micro_projects.fund import Fund, Matter, fund
from scripts.model.figure import Figures
from scripts.model.mention import Event, Mention
from scripts.model.period import chinese_date
from scripts.model.profile import unit_type
from scripts.model.release import Release


def mention(release: Release, figures: Figures) -> Iterator[Mention]:
    """One mention for each matter, each suggestion that led to one, each unit that leads or in which they lie."""
    found = fund(release)
    for one in found.matters:
        yield _project(release, figures, found, one)
    by_suggestion: dict[str, list[Matter]] = {}
    for one in found.matters:
        if one.cells["suggestion"]:
            by_suggestion.setdefault(one.cells["suggestion"], []).append(one)
    for code, matters in by_suggestion.items():
        yield _suggestion(figures, found, code, matters)
    for code, entry in release.codelists["departments"].items():
        for prefix in ("lead", "township"):
            if f"{prefix}.{code}" in figures:
                yield _unit(release, figures, found, unit_type(entry), code, prefix)
                break


def _project(release: Release, figures: Figures, found: Fund, one: Matter) -> Mention:
    units, cells = release.codelists["departments"], one.cells
    level, word = one.stands
    lead = cells["lead"]
    own = [f"{name}.{one.code}" for name in ("amount", "spent", "saved", "asked", "beneficiaries")]
    relations = [("suggestion", cells["suggestion"], "来自这件代表建议")] if cells["suggestion"] else []
    relations += [(unit_type(units[lead]), lead, "牵头单位")] if lead else []
    relations += [("township", town, "所在乡镇街道") for town in one.towns if town != lead]
    return Mention(
        "project",
        one.code,
        one.title,
        _sentence(figures, found, one),
        figures=tuple(id for id in own if id in figures and figures[id].value is not None),
        status=level,
        word=word,
        open=(word,) if one.late else (),
        events=tuple(_events(figures, found, one)),
        relations=tuple(relations),
        detail=_detail(release, figures, found, one),
    )


def _amount(figures: Figures, one: Matter) -> str:
    figure = figures[f"amount.{one.code}"]
    return f"安排 {figure.words}" if figure.value is not None else "安排了资金，金额没有公布"


def _sentence(figures: Figures, found: Fund, one: Matter) -> str:
    if not one.funded:
        reason = (one.cells["reason"] or "原因没有公布").removesuffix("。")
        listed = "列入初步清单，没有安排资金" if one.cells["shortlisted"] else "没有列入初步清单"
        return f"民生“微实事”专项资金：{listed}：{reason}。"
    decided = one.before or found.date
    said = f"{decided}由民生“微实事”专项资金{_amount(figures, one)}"
    if not one.completed:
        due = one.cells["due"]
        end = f"计划{chinese_date(due)}完成" if due else "计划完成日期没有公布"
        return f"{said}，还没有完成，{end}{f'，已超过 {one.days} 日' if one.late else ''}。"
    spent = figures[f"spent.{one.code}"]
    cost = f"，实际支出 {spent.words}" if spent.value is not None else "，实际支出没有公布"
    return f"{said}，{chinese_date(one.cells['completed'])}完成{cost}。"


def _events(figures: Figures, found: Fund, one: Matter) -> Iterator[Event]:
    if not one.before:
        word = (
            f"民生“微实事”专项资金{_amount(figures, one)}" if one.funded else f"民生“微实事”专项资金：{one.stands[1]}"
        )
        yield Event(found.cells["date"], word, "going" if one.funded else one.stands[0])
    if one.completed:
        yield Event(one.cells["completed"], "完成", "done")


def _detail(release: Release, figures: Figures, found: Fund, one: Matter) -> dict[str, Any]:
    cells, code = one.cells, one.cells["lead"]
    people = figures[f"beneficiaries.{one.code}"]
    lead = {}
    if code:
        entry = release.codelists["departments"][code]
        lead = {"title": entry.label, "href": f"/profiles/{unit_type(entry)}/{code}/"}
    return {
        "origin": _origin(one),
        "description": cells["description"] or "",
        "money": {"beneficiaries": people.words if people.value is not None else ""},
        "dates": {
            name: chinese_date(cells[field]) if cells[field] else ""
            for name, field in (("completion", "due"), ("completed", "completed"))
        },
        "lead": lead,
        "steps": list(_steps(figures, found, one)),
    }


def _origin(one: Matter) -> str:
    title = one.cells["suggestion_title"] or one.cells["suggestion"]
    return f"代表建议：{title}" if title else "不是由代表建议提出"


def _steps(figures: Figures, found: Fund, one: Matter) -> Iterator[dict[str, str]]:
    cells = one.cells
    asked = figures[f"asked.{one.code}"]
    yield _step("提出", "", "done", _origin(one) + (f"，估算 {asked.words}" if asked.value is not None else ""))
    if not cells["shortlisted"]:
        yield _step("初步清单", "", "done", f"没有列入：{cells['reason'] or '原因没有公布'}")
        return
    yield _step("初步清单", "", "done", "列入初步清单")
    when = one.before or found.date
    if not one.funded:
        yield _step("安排资金", when, "done", f"没有安排：{cells['reason'] or '原因没有公布'}")
        return
    yield _step("安排资金", when, "done", _amount(figures, one))
    if one.completed:
        spent = figures[f"spent.{one.code}"]
        cost = f"实际支出 {spent.words}" if spent.value is not None else "实际支出没有公布"
        late = f"，比计划迟 {one.days} 日" if one.days else ""
        yield _step("完成", chinese_date(cells["completed"]), "done", f"{cost}{late}")
        return
    due = chinese_date(cells["due"]) if cells["due"] else ""
    yield _step("计划完成", due, "late" if one.late else "todo", one.stands[1] if one.late else "")


def _step(title: str, day: str, state: str, note: str) -> dict[str, str]:
    return {"title": title, "date_text": day, "state": state, "note": note}


def _suggestion(figures: Figures, found: Fund, code: str, matters: list[Matter]) -> Mention:
    """Return what became of a suggestion's matter; the register tells the rest, so there is no detail here."""
    first = matters[0]
    return Mention(
        "suggestion",
        code,
        first.cells["suggestion_title"] or f"代表建议 {code}",
        "；".join(f"“{one.title}”：{_sentence(figures, found, one).removesuffix('。')}" for one in matters) + "。",
        figures=tuple(f"amount.{one.code}" for one in matters if one.funded),
        status=first.stands[0],
        word=first.stands[1],
        relations=tuple(("project", one.code, f"民生“微实事”：{one.stands[1]}") for one in matters),
    )


def _unit(release: Release, figures: Figures, found: Fund, type: str, code: str, prefix: str) -> Mention:
    named = [one for one in found.new if code in ((one.cells["lead"],) if prefix == "lead" else one.towns)]
    funded, money = figures[f"{prefix}_funded.{code}"], figures.get(f"{prefix}_amount.{code}")
    verb = "牵头" if prefix == "lead" else "在本地"
    year = release.period.title
    if funded.value:
        sentence = f"{year}{verb}的微实事项目，{funded.words}安排了资金"
        sentence += f"，共 {money.words}。" if money is not None and money.value is not None else "。"
    else:
        sentence = f"{year}提出{verb}的微实事项目 {len(named)} 项，没有安排资金。"
    late = sum(one.late for one in named)
    return Mention(
        type,
        code,
        release.codelists["departments"].label(code),
        sentence,
        figures=(funded.id, *((money.id,) if money is not None else ())),
        open=(f"{late} 项微实事项目超过计划完成日期",) if late else (),
        relations=tuple(("project", one.code, one.stands[1]) for one in named),
    )
