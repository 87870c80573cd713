"""Suggestions of the large instance: those of the demonstration, once more in each zone, cut to the number wanted."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import replace
from typing import Any
from unittest.mock import patch

from tests.instances.demonstration import suggestion_register, suggestion_years
from tests.instances.demonstration.base import Draft
from tests.instances.demonstration.suggestion_years import NEWEST
from tests.instances.large.departments import ZONES, moved

REPORT = "suggestion_handling/suggestion_register/"
STEP = 1000
"""Between the numbers of a suggestion and of its copy; the demonstration has fewer than that in a year."""
SIDES = ("", "东段", "西段", "南段", "北段")
"""Parts of a place, when the zones are used up: the fifth copy is again in the first zone."""

Row = Mapping[str, Any]


def drafts(years: Sequence[int], number: int, units: set[str]) -> list[Draft]:
    """Return the registers of these years with ``number`` suggestions in all of them together.

    Args:
        units: codes of departments there are; a copy whose department is not among them keeps the first.
    """
    found = []
    with patch.dict(suggestion_register.MEETINGS, {f"{year}-S1": _half(year) for year in years if year < NEWEST}):
        everything = suggestion_register.drafts()
    each = [number // len(years) + (place < number % len(years)) for place in range(len(years))]
    for year, wanted in zip(years, each, strict=True):
        of_year = [draft for draft in everything if draft.id.startswith(f"{REPORT}{year}-")]
        whole = max(len(draft.tables["data"]) for draft in of_year)
        full, rest = divmod(wanted, whole)
        for draft in of_year:
            rows = [copied(row, n, units) for n in range(full) for row in draft.tables["data"]]
            # Suggestions stand in the order of their numbers, so a lead is kept with those handled together with it.
            rows += [copied(row, full, units) for row in draft.tables["data"] if position(row) <= rest]
            found.append(replace(draft, tables={"data": rows}))
    return found


def _half(year: int) -> tuple[str, str, str]:
    """Return the meeting of a first half-year: here every year has two registers."""
    return f"{year}年7月会议", f"{year}-07-18", f"{year}-07-25"


def position(row: Row) -> int:
    """Return the place of a suggestion in its year."""
    return int(row["code"].partition("-")[2])


def copied(row: Row, copy: int, units: set[str]) -> Row:
    """Return the same suggestion about the same kind of place in another zone; the first copy is the original."""
    if copy == 0:
        return row
    zone, side = copy % (len(ZONES) + 1), SIDES[copy // (len(ZONES) + 1) % len(SIDES)]
    where = f"{ZONES[zone - 1]}片区{side}" if zone else side
    out = {**row, "code": _code(row["code"], copy)}
    word, number, tail = row["number"].split(" ")
    out |= {"number": f"{word} {int(number) + STEP * copy} {tail}", "title": _placed(row["title"], where)}
    out["text"] = f"{where}：{row['text']}"
    for field in ("handler", "joint_handlers"):
        if row.get(field):
            codes = (moved(code, zone) if moved(code, zone) in units else code for code in row[field].split("|"))
            out[field] = "|".join(codes)
    if row.get("merged_into"):
        out["merged_into"] = _code(row["merged_into"], copy)
    # The projects are in the district's first zone.
    for field in ("led_to", "led_to_other"):
        out.pop(field, None)
    return out


def _code(code: str, copy: int) -> str:
    """Return the code of a copy.

    >>> _code("s2024-007", 3)
    's2024-3007'
    """
    year, _, number = code.partition("-")
    return f"{year}-{int(number) + STEP * copy:03d}"


def _placed(title: str, where: str) -> str:
    return title.replace("关于", f"关于{where}", 1) if "关于" in title else f"{where}{title}"


if (
    max(count for *_, count in suggestion_years.CONGRESS.values())
    + max(sum(months.values()) for months in suggestion_years.BETWEEN.values())
    >= STEP
):
    raise ValueError("copies of suggestions would share numbers")
