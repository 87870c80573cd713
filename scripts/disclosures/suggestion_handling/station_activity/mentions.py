"""What station activity (联络站活动与群众反映) says about each station and each township."""

from __future__ import annotations

from collections.abc import Iterator

from scripts.disclosures.suggestion_handling.station_activity.record import matters, serving, since, townships
from scripts.model.figure import Figure, Figures
from scripts.model.mention import Event, Mention
from scripts.model.profile import unit_type
from scripts.model.release import Release

SAID = (
    "solved_share", "raised_all", "solved_all", "open", "lasting", "times", "deputies", "received", "deputies_all",
    "received_all",
)  # fmt: skip


def mention(release: Release, figures: Figures) -> Iterator[Mention]:
    """One mention for each station and one for each township that has stations."""
    names = release.codelists["departments"]
    grouped, found = townships(release), matters(release)
    for code, entry in serving(release).items():
        township = entry.attributes.get("township", "")
        where = [(unit_type(names[township]), township, "所在乡镇街道")] if township in names else []
        events = tuple(
            Event(one.cells["solved"], f"群众反映的“{one.cells['text']}”已解决", "done")
            for one in found
            if one.solved and one.cells["station"] == code and one.cells["solved"] >= release.period.start
        )
        yield _mention(release, figures, ("station", code, entry.label), f".{code}", tuple(where), events)
    for code, stations in grouped.items():
        label = names.label(code)
        relations = tuple(("station", station, "联络站") for station in stations)
        yield _mention(release, figures, (unit_type(names[code]), code, label), f".t-{code}", relations, ())


def _mention(
    release: Release,
    figures: Figures,
    entity: tuple[str, str, str],
    suffix: str,
    relations: tuple[tuple[str, str, str], ...],
    events: tuple[Event, ...],
) -> Mention:
    def of(id: str) -> Figure:
        return figures[f"{id}{suffix}"]

    sentence = (
        f"{release.period.title}开展活动 {of('times').words}，进站代表 {of('deputies').words}，"
        f"接待群众 {of('received').words}"
        if of("times").value
        else f"{release.period.title}没有活动记录"
    )
    raised, solved, lasting = of("raised_all"), of("solved_all"), of("lasting")
    if raised.value:
        sentence += f"；自{since(release)}以来群众反映 {raised.words}，已解决 {solved.words}"
        sentence += f"，{lasting.words}久未解决" if lasting.value else ""
    status, word = ("ok", "没有未解决的") if raised.value else ("none", "没有收集到")
    if of("open").value:
        status, word = "going", f"{of('open').words}办理中"
    if lasting.value:
        status, word = "late", f"{lasting.words}久未解决"
    type, id, title = entity
    return Mention(
        type,
        id,
        title,
        f"{sentence}。",
        figures=tuple(f"{name}{suffix}" for name in SAID),
        status=status,
        word=word,
        open=(f"群众反映的 {lasting.words}久未解决",) if lasting.value else (),
        events=events,
        relations=relations,
    )
