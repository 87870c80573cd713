"""Code list: the members of a shared dimension (部门, 乡镇街道, 建议类别), each with a code that never changes."""

from __future__ import annotations

import datetime
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field


@dataclass(frozen=True, slots=True)
class Entry:
    """One member.

    Args:
        code: ASCII, persistent; part of addresses.
        name: full name as printed now (示范区教育委员会).
        short: what people say (区教委); the name when there is none.
        aliases: other and former names that an import may meet.
        since, until: first and last day of existence; ``None`` is open.
        attributes: the remaining columns (``level``, ``group``, …).
    """

    code: str
    name: str
    short: str = ""
    aliases: tuple[str, ...] = ()
    since: datetime.date | None = None
    until: datetime.date | None = None
    attributes: Mapping[str, str] = field(default_factory=dict)

    @property
    def label(self) -> str:
        """The short name, else the name."""
        return self.short or self.name


@dataclass(frozen=True, slots=True)
class CodeList(Mapping[str, Entry]):
    """Entries by code, in file order."""

    name: str
    entries: Mapping[str, Entry]

    def __getitem__(self, code: str) -> Entry:
        """Return the entry ``code``."""
        return self.entries[code]

    def __iter__(self) -> Iterator[str]:
        """Iterate over codes in file order."""
        return iter(self.entries)

    def __len__(self) -> int:
        """Return how many entries there are."""
        return len(self.entries)

    def label(self, code: str) -> str:
        """Return the short name of ``code``."""
        return self.entries[code].label

    def find(self, text: str) -> str | None:
        """Return the code meant by a code, name, short name or alias; ``None`` when none or more than one."""
        if text in self.entries:
            return text
        met = [e.code for e in self.entries.values() if text in {e.name, e.short, *e.aliases}]
        return met[0] if len(met) == 1 else None
