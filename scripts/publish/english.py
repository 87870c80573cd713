"""English: the same figures once more, with labels from catalogues; no second site of prose.

Words of the interface, units and common headings are in ``english.toml`` beside this file, those of one report in the
``english.toml`` of its room. What no catalogue has is printed in Chinese and marked as Chinese.
"""

from __future__ import annotations

import datetime
import re
import tomllib
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from decimal import Decimal
from functools import cache
from pathlib import Path
from typing import Any

from scripts.model.edition import Edition
from scripts.model.figure import Figure
from scripts.model.grid import Cell, Grid
from scripts.model.number import half_up, show
from scripts.model.period import Period

_CATALOGUE = Path(__file__).with_suffix(".toml")
_CITED = re.compile(r'\(#([^ )]+) "figure"\)')
_NUMBER = re.compile(r"[0-9]+(?:\.[0-9]+)?")
# fmt: off
_MONTHS = (
    "January", "February", "March", "April", "May", "June",
    "July", "August", "September", "October", "November", "December",
)
# fmt: on
_CHINESE = re.compile(r"[\u2e80-\u9fff\uff00-\uffef]")

Said = dict[str, str]
"""``text``, and ``lang`` when the text is Chinese."""


@cache
def catalogue() -> Mapping[str, Any]:
    """Return the words that all pages share."""
    return tomllib.loads(_CATALOGUE.read_text(encoding="utf-8"))


def said(text: str) -> Said:
    """Return a text as the theme prints it on an English page.

    >>> said("Rank"), said("名次")
    ({'text': 'Rank'}, {'text': '名次', 'lang': 'zh-CN'})
    """
    return {"text": text, "lang": "zh-CN"} if _CHINESE.search(text) else {"text": text}


def day(date: datetime.date) -> str:
    """Return a date in English.

    >>> day(datetime.date(2024, 9, 30))
    '30 September 2024'
    """
    return f"{date.day} {_MONTHS[date.month - 1]} {date.year}"


def period(one: Period) -> str:
    """Return a period in English.

    >>> [period(Period.parse(text)) for text in ("2024", "2024-S2", "2024-Q3", "2024-07")]
    ['2024', 'second half of 2024', 'third quarter of 2024', 'July 2024']
    """
    if one.months == 12:
        return str(one.year)
    if one.months == 6:
        return f"{('first', 'second')[one.end.month // 6 - 1]} half of {one.year}"
    if one.months == 3:
        return f"{('first', 'second', 'third', 'fourth')[one.end.month // 3 - 1]} quarter of {one.year}"
    return f"{_MONTHS[one.end.month - 1]} {one.year}"


@dataclass(frozen=True)
class Words:
    """The catalogue of one report, over the shared one.

    Args:
        own: ``english.toml`` of the room; empty when it has none.
        gaps: what was looked for and is in no catalogue, as ``<section>: <text>``.
    """

    own: Mapping[str, Any]
    gaps: set[str] = field(default_factory=set)

    def title(self, otherwise: str) -> str:
        """Return the title of the report."""
        return self._own("title", otherwise)

    def definition(self, otherwise: str) -> str:
        """Return what the report measures."""
        return self._own("definition", otherwise)

    def _own(self, name: str, otherwise: str) -> str:
        if name not in self.own:
            self.gaps.add(name)
        return str(self.own.get(name, otherwise))

    def label(self, figure: Figure) -> str:
        """Return the label of a figure by its id; ``behind.*`` holds for ``behind.10``, with ``{0}`` for ``10``."""
        labels: Mapping[str, str] = self.own.get("figures", {})
        if figure.id in labels:
            return labels[figure.id]
        for pattern, label in labels.items():
            if pattern.endswith("*") and figure.id.startswith(pattern[:-1]):
                return label.format(figure.id[len(pattern) - 1 :])
        self.gaps.add(f"figures: {figure.id}")
        return figure.label

    def base(self, text: str) -> str:
        """Return the base of a figure; numbers in it are kept."""
        return self._find("bases", text, {}) if text else ""

    def column(self, text: str) -> str:
        """Return the heading of a column; numbers in it are kept."""
        return self._find("columns", text, catalogue()["columns"])

    def cell(self, text: str) -> str:
        """Return a word of status in a cell; names stay Chinese and are no gap."""
        found: Mapping[str, str] = {**catalogue()["cells"], **self.own.get("cells", {})}
        return found.get(text, text)

    def _find(self, section: str, text: str, shared: Mapping[str, str]) -> str:
        pattern = _NUMBER.sub("{n}", text)
        found: str | None = self.own.get(section, {}).get(pattern, shared.get(pattern))
        if found is None:
            self.gaps.add(f"{section}: {pattern}")
            return text
        numbers = iter(_NUMBER.findall(text))
        return re.sub(r"\{n\}", lambda _: next(numbers), found)

    def unit(self, unit: str) -> Mapping[str, Any]:
        """Return ``text`` and ``shift`` of a unit."""
        units: Mapping[str, Mapping[str, Any]] = catalogue()["units"]
        if unit not in units:
            self.gaps.add(f"units: {unit}")
        return units.get(unit, {"text": unit})

    def value(self, figure: Figure) -> dict[str, Any]:
        """Return a figure's value with its English unit, and the Chinese text beside it where the unit is another."""
        if figure.value is None:
            return {"text": "—", "unit": "", "missing": True}
        unit = self.unit(figure.unit)
        shift = int(unit.get("shift", 0))
        if not shift:
            return {"text": figure.text, "unit": "" if figure.unit == "%" else str(unit["text"])}
        shifted = half_up(Decimal(figure.value).scaleb(shift), 2)
        return {"text": show(shifted, "", 2), "unit": str(unit["text"]), "chinese": figure.words}


def headline(edition: Edition, sentence: str) -> list[Figure]:
    """Return the figures of a summary: the report's headline, then those of its first sentence in their order."""
    ids = dict.fromkeys([str(edition.settings["headline"]), *_CITED.findall(sentence)])
    return [edition.figures[id] for id in ids if id in edition.figures]


def figures(edition: Edition, sentence: str, words: Words) -> list[dict[str, Any]]:
    """Return the headline figures as the theme prints them."""
    return [
        {
            "label": said(words.label(figure)),
            "value": words.value(figure),
            "base": said(words.base(figure.base)) if figure.base else None,
            "href": f"{edition.current_address}#{figure.id}",
        }
        for figure in headline(edition, sentence)
    ]


ROWS = 60
"""More rows would make the page too heavy for a phone; the Chinese page has them."""


def table(edition: Edition, words: Words) -> dict[str, Any] | None:
    """Return the table that the room's catalogue names, with English headings; ``None`` when there is none."""
    asked: Mapping[str, str] = words.own.get("table", {})
    chart = edition.charts.get(asked.get("grid", ""))
    grid: Grid | None = chart.grid if chart else edition.grids.get(asked.get("grid", ""))
    if grid is None or not grid.rows or len(grid.rows) > ROWS:
        return None
    return {
        "title": asked["title"],
        "columns": [
            {"head": said(words.column(column.title)), "unit": _unit(column.unit, words), "kind": column.kind}
            for column in grid.columns
        ],
        "rows": [
            [_cell(cell, column.kind, words) for cell, column in zip(row, grid.columns, strict=True)]
            for row in grid.rows
        ],
    }


def _unit(unit: str, words: Words) -> str:
    """Return a column's unit; its cells are printed as they are, so amounts keep the unit of the Chinese table."""
    if not unit:
        return ""
    return {"万元": "10,000 yuan", "亿元": "100 million yuan"}.get(unit) or str(words.unit(unit)["text"])


def _cell(cell: Cell, kind: str, words: Words) -> dict[str, Any]:
    text = cell.text if kind == "number" and not _CHINESE.search(cell.text) else words.cell(cell.text)
    return {**said(text), **({"href": cell.href} if cell.href else {})}


def walk(edition: Edition, sentence: str, words: Words) -> Iterator[str]:
    """Yield what the catalogues lack for a release."""
    words.title(str(edition.settings["title"]))
    words.definition(str(edition.settings["definition"]))
    figures(edition, sentence, words)
    if table(edition, words) is None:
        words.gaps.add(f"table: {words.own.get('table', {}).get('grid', 'none named')}")
    yield from sorted(words.gaps)
