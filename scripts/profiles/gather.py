"""Gather: the mentions of all current releases → one profile for each entity."""

from __future__ import annotations

from collections.abc import Iterable, Mapping

from scripts.model.codelist import CodeList
from scripts.model.edition import Edition
from scripts.model.mention import Mention
from scripts.model.profile import LISTS, TYPES, Profile

LEVEL = {"level": "级别", "group": "类别"}


class UnknownType(LookupError):
    """A room mentions an entity of a type that has no profiles."""


def gather(editions: Iterable[Edition], codelists: Mapping[str, CodeList]) -> list[Profile]:
    """Return every entity that a current release mentions, by type and id.

    Args:
        editions: any; only current revisions speak.
        codelists: names and aliases of entities; an entity without an entry keeps the name of its newest mention.

    Raises:
        UnknownType: see the class.
    """
    found: dict[tuple[str, str], list[tuple[Edition, Mention]]] = {}
    # By the day they speak of: a vote in January is a year's release and yet older than the year's first quarter.
    for edition in sorted((e for e in editions if e.current), key=lambda e: (e.release.as_of, e.release.period)):
        for mention in edition.mentions:
            if mention.type not in TYPES:
                raise UnknownType(mention.type)
            found.setdefault((mention.type, mention.id), []).append((edition, mention))
    order = list(TYPES)
    keys = sorted(found, key=lambda key: (order.index(key[0]), key[1]))
    return [_profile(type, id, found[type, id], codelists) for type, id in keys]


def _profile(type: str, id: str, mentions: list[tuple[Edition, Mention]], codelists: Mapping[str, CodeList]) -> Profile:
    entries = codelists.get(LISTS.get(type, ""))
    entry = entries.get(id) if entries is not None else None
    if entry is None:
        title = mentions[-1][1].title
        return Profile(type, id, title, title, tuple(mentions))
    facts = {label: entry.attributes[key] for key, label in LEVEL.items() if entry.attributes.get(key)}
    if entry.until:
        facts["终止"] = entry.until.isoformat()
    return Profile(type, id, entry.label, entry.name, tuple(mentions), entry.aliases, facts)
