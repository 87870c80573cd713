"""``portal diff``: which figures would change for the public, and with what reason."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import asdict, dataclass
from pathlib import Path
from typing import Any

from scripts import history
from scripts.history import State, Stated
from scripts.model.flip import FLIPS, flip
from scripts.model.number import DASH

CLASSES = {
    "unexplained": "没有理由的变化",
    "withdrawal": "撤回",
    "correction": "更正",
    "method": "口径变更",
    "revision": "修订",
    "new": "新增时期",
}
"""Class of change → its name, in the order they are shown."""


@dataclass(frozen=True)
class Change:
    """One thing the public would see.

    Args:
        type: key of ``CLASSES``.
        flip: ``sign``, ``rank`` or empty.
        release: the release that speaks now; for a vanished one the release that spoke.
        title: of the release.
        figure: id; empty when the whole release is meant.
        label: of the figure, or what happened to the release.
        old, new: as printed; ``old_value``, ``new_value`` exact, ``None`` when there is none.
        reason: of the revision.
        draft: the release is not approved yet.
    """

    type: str
    flip: str
    release: str
    title: str
    figure: str
    label: str
    old: str
    new: str
    old_value: str | None = None
    new_value: str | None = None
    reason: str = ""
    draft: bool = False

    def as_json(self) -> dict[str, Any]:
        """Return the form that ``--json`` prints."""
        return asdict(self)


def diff(root: Path, against: str) -> tuple[list[Change], list[str]]:
    """Return the changes, flips first, and remarks on drafts that could not be counted in.

    Args:
        root: instance whose working tree, drafts as if approved, is what the public would see.
        against: git commit, instance folder or folder of a built site.

    Raises:
        Rejected: the material of one side has problems.
        WrongUsage: ``against`` is none of the three.
    """
    before = history.of(against, root)
    now, remarks = history.of_instance(root, drafts=True)
    return changes(before, now), remarks


def changes(before: State, now: State) -> list[Change]:
    """Return the changes between two states, flips first."""
    return sorted(_changes(before, now), key=_order)


def _changes(before: State, now: State) -> Iterator[Change]:
    for id, stated in now.items():
        if id in before:
            yield from _figures("unexplained", before[id], stated)
    for current, newest in _currents(now).items():
        oldest = _currents(before).get(current)
        if oldest is None:
            count = f"{len(newest.figures)} 个数字"
            yield _whole("new", newest, f"首次公开，{count}", DASH, _headline(newest))
        elif newest.revision == "withdrawal" and oldest.release != newest.release:
            yield _whole("withdrawal", newest, f"撤回，{len(newest.figures)} 个数字不再提供", _headline(oldest), DASH)
        elif oldest.release != newest.release:
            found = list(_figures(newest.revision or "unexplained", oldest, newest))
            yield from found or [_whole(newest.revision or "unexplained", newest, "数字没有变化", DASH, DASH)]
    for id, stated in before.items():
        if id not in now:
            yield _whole("unexplained", stated, "不再公开；公开过的只能用修订版撤回", _headline(stated), DASH)


def _figures(type: str, old: Stated, new: Stated) -> Iterator[Change]:
    for id in dict.fromkeys([*old.figures, *new.figures]):
        one, other = old.figures.get(id), new.figures.get(id)
        was, becomes = (one or {}).get("value"), (other or {}).get("value")
        if one is not None and other is not None and was == becomes and one["text"] == other["text"]:
            continue
        said = other or one or {}
        yield Change(
            type,
            flip(id, was, becomes),
            new.release,
            new.title,
            id,
            str(said["label"]),
            _words(one),
            _words(other),
            was,
            becomes,
            new.reason if type != "unexplained" else "",
            new.draft,
        )


def _whole(type: str, stated: Stated, label: str, old: str, new: str) -> Change:
    return Change(type, "", stated.release, stated.title, "", label, old, new, reason=stated.reason, draft=stated.draft)


def _words(figure: Mapping[str, Any] | None) -> str:
    if figure is None:
        return "没有这个数字"
    unit = figure["unit"]
    return str(figure["text"]) if unit in {"", "%"} or figure["value"] is None else f"{figure['text']} {unit}"


def _headline(stated: Stated) -> str:
    figure = stated.figures.get(stated.headline)
    return f"{figure['label']} {_words(figure)}" if figure else DASH


def _currents(state: State) -> dict[str, Stated]:
    return {id.rpartition("/")[0]: stated for id, stated in state.items()}


def _order(change: Change) -> tuple[int, int, str]:
    return (list(FLIPS).index(change.flip), list(CLASSES).index(change.type), change.release)


HEADERS = ("类别", "注意", "发布", "数字", "原来", "以后", "理由")


def row(change: Change) -> list[str]:
    """Return a change as a line under ``HEADERS``."""
    named = f"{change.label} #{change.figure}" if change.figure else change.label
    title = f"{change.title}（草稿，若批准）" if change.draft else change.title
    return [CLASSES[change.type], FLIPS[change.flip], title, named, change.old, change.new, change.reason]


def summary(changes: Sequence[Change]) -> str:
    """Return how many changes of each class there are."""
    if not changes:
        return "公众看到的数字没有变化。"
    counts = [(name, sum(change.type == type for change in changes)) for type, name in CLASSES.items()]
    said = "、".join(f"{name} {count} 处" for name, count in counts if count)
    flips = [(name, sum(change.flip == flip for change in changes)) for flip, name in FLIPS.items() if flip]
    turned = "、".join(f"{name} {count} 处" for name, count in flips if count)
    return f"{said}{f'；其中{turned}' if turned else ''}。"
