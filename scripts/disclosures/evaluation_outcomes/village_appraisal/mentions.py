"""What the village appraisal (村（居）综合考评) says about each village, for its profile."""

from __future__ import annotations

from collections.abc import Iterator

from scripts.disclosures.evaluation_outcomes.village_appraisal.score import METHOD, Appraised, appraised, level
from scripts.measures import mending
from scripts.model.figure import Figures
from scripts.model.mention import Event, Mention
from scripts.model.profile import unit_type
from scripts.model.release import Release


def mention(release: Release, figures: Figures) -> Iterator[Mention]:
    """One mention for each village: total, grade, place, veto, and what it has to mend."""
    matters = mending.matters(release, "village")
    for one in appraised(release):
        own = [matter for matter in matters if matter.owner == one.code]
        yield Mention(
            "village",
            one.code,
            release.codelists["villages"].label(one.code),
            _sentence(release, figures, one, own),
            figures=(f"total.{one.code}", f"rank.{one.code}", f"change.{one.code}"),
            status=level(one, release.method(METHOD)),
            word=one.grade or "没有考评",
            open=tuple(_open(own)),
            events=tuple(
                Event(
                    matter.reviewed,
                    f"镇人大复查第 {matter.id} 号考评问题：{matter.result}",
                    mending.RESULTS[matter.result],
                )
                for matter in own
                if matter.reviewed is not None
            ),
            relations=tuple(_township(release, one.code)),
        )


def _sentence(release: Release, figures: Figures, one: Appraised, own: list[mending.Matter]) -> str:
    if one.total is None:
        return f"{release.period.title}没有考评。"
    place = figures[f"rank.{one.code}"]
    said = f"{release.period.title}考评总分 {figures[f'total.{one.code}'].words}，评为{one.grade}"
    said += f"（一票否决：{one.ground}）" if one.veto else ""
    said += f"，{place.base}列第 {place.text} 名" if place.value is not None else ""
    undone = sum(matter.open for matter in own)
    return said + (f"；考评问题 {len(own)} 条，未完成整改 {undone} 条。" if own else "。")


def _open(own: list[mending.Matter]) -> Iterator[str]:
    undone = [matter for matter in own if matter.open]
    late = sum(matter.stage == "overdue" for matter in undone)
    if undone:
        yield f"考评问题 {len(undone)} 条未完成整改" + (f"，其中 {late} 条逾期" if late else "")


def _township(release: Release, code: str) -> Iterator[tuple[str, str, str]]:
    """Yield the township, where the instance lists it."""
    unit = release.codelists["villages"][code].attributes.get("township", "")
    entry = release.codelists["departments"].get(unit) if "departments" in release.codelists else None
    if entry is not None:
        yield unit_type(entry), unit, "所在乡镇街道"
