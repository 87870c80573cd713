"""What field inspection (暗访视察问题移交整改) says about each body that mends and each township where it was."""

from __future__ import annotations

from collections.abc import Iterator

from scripts.disclosures.suggestion_handling.field_inspection.figures import assigned, by
from scripts.disclosures.suggestion_handling.field_inspection.problem import Found, problems
from scripts.model.figure import Figures
from scripts.model.mention import Mention
from scripts.model.period import chinese_date
from scripts.model.profile import unit_type
from scripts.model.release import Release

OF_BODY = ("kept_share", "body", "body_closed", "body_open", "body_overdue")
OF_PLACE = ("township", "township_closed", "township_open")


def mention(release: Release, figures: Figures) -> Iterator[Mention]:
    """One mention for each unit: what it has to mend, and what was found where it is."""
    found = problems(release)
    bodies, places = by(assigned(found), "body"), by(found, "township")
    for code in dict.fromkeys([*bodies, *places]):
        yield _unit(release, figures, code, bodies.get(code, []), code in places)


def _unit(release: Release, figures: Figures, code: str, mine: list[Found], place: bool) -> Mention:
    entry = release.codelists["departments"][code]
    late = sorted((one for one in mine if one.overdue), key=lambda one: (-one.late, one.cells["id"]))
    said: list[str] = []
    parts = []
    if mine:
        said += [f"{id}.{code}" for id in OF_BODY]
        kept = figures[f"kept_share.{code}"]
        part = f"负责整改代表暗访发现的问题 {figures[f'body.{code}'].words}"
        part += f"，整改到位 {figures[f'body_closed.{code}'].words}"
        if kept.value is not None:
            part += f"，已见分晓的 {figures[f'decided.{code}'].words}中按期整改 {kept.text}"
        parts.append(part + (f"，{len(late)} 个超过期限还没有整改" if late else ""))
    if place:
        said += [f"{id}.{code}" for id in OF_PLACE]
        here, closed = figures[f"township.{code}"], figures[f"township_closed.{code}"]
        parts.append(f"暗访在这里发现的问题 {here.words}，整改到位 {closed.words}")
    opened = sum(one.open for one in mine)
    status, word = ("going", f"{opened} 个整改中") if opened else ("ok", "没有待整改的")
    return Mention(
        unit_type(entry),
        code,
        entry.label,
        f"截至{chinese_date(release.as_of)}，{'；'.join(parts)}。",
        figures=tuple(said),
        status="late" if late else status,
        word=f"{len(late)} 个超期未整改" if late else word,
        open=tuple(f"{one.cells['place']}：{one.word}" for one in late),
    )
