"""Size: how big an instance is to be, by about how many pages its site has."""

from __future__ import annotations

from dataclasses import dataclass

YEARS = (2020, 2021, 2022, 2023, 2024)
"""Five years, those of the demonstration's suggestions."""


@dataclass(frozen=True)
class Size:
    """What grows.

    Args:
        pages: about so many pages; the name of the size.
        years: years of the releases that are kept or made.
        departments: departments of the district, townships not counted.
        suggestions: suggestions in all years.
    """

    pages: int
    years: tuple[int, ...]
    departments: int
    suggestions: int


SIZES = {
    size.pages: size
    for size in (
        Size(1_000, (2024,), 29, 150),
        Size(10_000, YEARS, 100, 7_900),
        Size(30_000, YEARS, 100, 27_900),
    )
}
"""The smallest is one year of the demonstration's departments; from the second to the third only suggestions grow."""
