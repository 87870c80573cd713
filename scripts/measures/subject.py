"""Subject (科目): budget lines under codes of 3, 5, 7 … digits, each the parent of those that begin with it."""

from __future__ import annotations

import datetime
from collections.abc import Iterable, Sequence

from scripts.model.codelist import CodeList, Entry

DEPTHS = {3: "类", 5: "款", 7: "项", 9: "目"}
"""Digits of a code → its level in 《政府收支分类科目》."""
TOP = 3


def parent(code: str) -> str:
    """Return the code of the level above; empty for 类.

    >>> parent("2010104"), parent("20101"), parent("201")
    ('20101', '201', '')
    """
    return code[:-2] if len(code) > TOP else ""


def well_formed(code: str) -> bool:
    """Return whether ``code`` is of a level that exists; one that lost a zero or became a number is not.

    >>> well_formed("20101"), well_formed("2010"), well_formed("20101.0")
    (True, False, False)
    """
    return code.isascii() and code.isdigit() and len(code) in DEPTHS


def tops(codes: Iterable[str]) -> list[str]:
    """Return those of ``codes`` that no other of them contains: what a total adds up, once each.

    >>> tops(["201", "20101", "2010104", "20502"])
    ['201', '20502']
    """
    known = set(codes)
    return [code for code in dict.fromkeys(codes) if not any(code[:n] in known for n in range(TOP, len(code), 2))]


def children(code: str, codes: Sequence[str]) -> list[str]:
    """Return the codes one level below ``code``, in their order.

    >>> children("201", ["201", "20101", "2010104", "205"])
    ['20101']
    """
    return [other for other in codes if parent(other) == code]


def names(entry: Entry) -> set[str]:
    """Return every name that a year's book printed for the code."""
    return {entry.name, entry.label, *entry.aliases}


def exists(entry: Entry, day: datetime.date) -> bool:
    """Return whether the code was in use on ``day``."""
    return (entry.since is None or entry.since <= day) and (entry.until is None or day <= entry.until)


def unverified(subjects: CodeList, codes: Iterable[str]) -> int:
    """Return how many of ``codes`` nobody has checked against the Ministry's book of the year."""
    return sum(subjects[code].attributes.get("unverified") == "是" for code in codes if code in subjects)


UNVERIFIED = "科目代码未经财政部当年《政府收支分类科目》核对；科目名称照当年印出的写。"
"""Printed under a table whose codes are not all checked."""
