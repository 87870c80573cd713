"""Profile: one entity and everything that was disclosed about it."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field

from scripts.model.codelist import Entry
from scripts.model.edition import Edition
from scripts.model.mention import Mention

TYPES: Mapping[str, str] = {
    "department": "部门",
    "township": "乡镇街道",
    "project": "项目",
    "suggestion": "建议",
    "deputy": "代表",
    "post": "任命职务",
    "village": "村（社区）",
    "station": "联络站",
}
"""Profile type → its name; also the order in which types are listed."""
LISTS: Mapping[str, str] = {
    "department": "departments",
    "township": "departments",
    "project": "projects",
    "deputy": "deputies",
    "village": "villages",
    "station": "stations",
    "post": "posts",
}
"""Profile type → code list that names its entities."""


TOWNSHIP_LEVEL = "乡镇街道"
"""``level`` of the members of the code list ``departments`` that are townships and streets."""


def unit_type(entry: Entry) -> str:
    """Return the profile type of a budget unit: ``township`` by its level, else ``department``."""
    return "township" if entry.attributes.get("level") == TOWNSHIP_LEVEL else "department"


@dataclass(frozen=True, eq=False, repr=False, slots=True)
class Profile:
    """One entity.

    Args:
        type, id: address ``/profiles/<type>/<id>/``.
        title: what people say (区教委).
        name: full name; equal to ``title`` when there is no longer one.
        aliases: other and former names.
        mentions: what each current release said, oldest first.
        facts: label → text, from the code list.
    """

    type: str
    id: str
    title: str
    name: str
    mentions: tuple[tuple[Edition, Mention], ...]
    aliases: tuple[str, ...] = ()
    facts: Mapping[str, str] = field(default_factory=dict)

    @property
    def address(self) -> str:
        """Site address."""
        return f"/profiles/{self.type}/{self.id}/"

    def latest(self) -> list[tuple[Edition, Mention]]:
        """Return the newest mention of each report, in the order the reports first spoke."""
        newest: dict[str, tuple[Edition, Mention]] = {}
        for edition, mention in self.mentions:
            newest[edition.release.id.series] = (edition, mention)
        return list(newest.values())
