"""Figure: one published number with its unit, base, meaning and where it comes from."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass, field
from decimal import Decimal
from typing import Any

from scripts.model.number import plain, show, with_unit
from scripts.model.pickling import by_slots

IDENTIFIER = re.compile(r"[a-z][a-z0-9_]*(?:\.[a-z0-9][a-z0-9_-]*)*")
"""Form of a figure id: ``rate``, ``rate.d-0101``. It is an anchor and therefore ASCII and stable."""


class BadFigure(ValueError):
    """A room made a figure that could not be published: its id, value or missing reason is wrong."""


@by_slots
@dataclass(frozen=True, slots=True)
class Source:
    """The cells a figure is computed from.

    Args:
        fields: field names of the resource.
        rows: positions of the data rows in the published file, 0 for the first; ``None`` means all rows.
        resource: which table of the release, ``data`` for the main one.
        release: path of another release (``kind/report/period/r1``) when the cells are not in this one.
    """

    fields: tuple[str, ...]
    rows: tuple[int, ...] | None = None
    resource: str = "data"
    release: str = ""

    def as_json(self) -> dict[str, Any]:
        """Return the form in ``figures.json``."""
        out: dict[str, Any] = {"resource": self.resource, "fields": list(self.fields)}
        if self.rows is not None:
            out["rows"] = list(self.rows)
        if self.release:
            out["release"] = self.release
        return out


@by_slots
@dataclass(frozen=True, slots=True)
class Figure:
    """One number that a reader may cite.

    Args:
        id: stable within the report; address is the release page ``#<id>``.
        value: exact, in ``unit`` (64.9 for 64.9 %); ``None`` when it does not exist, with ``missing`` as the reason.
        unit: %, 个百分点, 万元, 个, 名 …
        label: what it is, in Chinese, understandable without the page.
        base: what a share or rate is a share of (占调整预算).
        places: decimals shown; by unit when ``None``.
        dimensions: field → code of what it is about (``department`` → ``0101``).
        formula: how it is computed, in Chinese words.
        terms: ids of the figures that the formula uses.
        sources: the cells it is computed from.
        method: name of the method (口径) applied.
        missing: why there is no value; printed beside “—”.
        status: name of a status level when the figure carries one (``ok``, ``warn10`` …).

    Raises:
        BadFigure: the id has another form, the value is a float, or a missing value has no reason.
    """

    id: str
    value: Decimal | int | None
    unit: str
    label: str
    base: str = ""
    places: int | None = None
    dimensions: Mapping[str, str] = field(default_factory=dict)
    formula: str = ""
    terms: tuple[str, ...] = ()
    sources: tuple[Source, ...] = ()
    method: str = ""
    missing: str = ""
    status: str = ""

    def __post_init__(self) -> None:
        """Refuse what could not be published or cited."""
        if not IDENTIFIER.fullmatch(self.id):
            raise BadFigure(f"figure id {self.id!r}: lower-case ASCII words joined by dots")
        if self.value is None and not self.missing:
            raise BadFigure(f"figure {self.id}: no value and no reason")
        if self.value is not None and (isinstance(self.value, bool) or not isinstance(self.value, Decimal | int)):
            raise BadFigure(f"figure {self.id}: {type(self.value).__name__} is not an exact number")
        if isinstance(self.value, Decimal) and not self.value.is_finite():
            raise BadFigure(f"figure {self.id}: {self.value} is not a number")

    @property
    def text(self) -> str:
        """The number as printed, without unit except %."""
        return show(self.value, self.unit, self.places)

    @property
    def words(self) -> str:
        """The number with its unit as running text has it."""
        return with_unit(self.value, self.unit, self.places)

    @property
    def exact(self) -> str:
        """The unrounded value in plain digits; empty when missing."""
        return "" if self.value is None else plain(self.value)

    def as_json(self) -> dict[str, Any]:
        """Return the form in ``figures.json``: the value is a string so that no reader rounds it."""
        out: dict[str, Any] = {
            "id": self.id,
            "label": self.label,
            "value": self.exact or None,
            "text": self.text,
            "unit": self.unit,
        }
        for name in ("base", "formula", "method", "missing", "status"):
            if getattr(self, name):
                out[name] = getattr(self, name)
        if self.dimensions:
            out["dimensions"] = dict(self.dimensions)
        if self.terms:
            out["terms"] = list(self.terms)
        if self.sources:
            out["sources"] = [source.as_json() for source in self.sources]
        return out


class Figures(Mapping[str, Figure]):
    """The figures of one release by id, in the order the room gave them.

    Raises:
        BadFigure: two figures have one id, or a term names no figure.
    """

    def __init__(self, figures: list[Figure]) -> None:
        """Index ``figures`` by id."""
        self._by_id = {figure.id: figure for figure in figures}
        if len(self._by_id) != len(figures):
            twice = sorted({f.id for f in figures if sum(f.id == g.id for g in figures) > 1})
            raise BadFigure(f"figure ids used twice: {', '.join(twice)}")
        for figure in figures:
            for term in figure.terms:
                if term not in self._by_id:
                    raise BadFigure(f"figure {figure.id}: its term {term} is no figure")

    def __getitem__(self, key: str) -> Figure:
        """Return the figure ``key``."""
        return self._by_id[key]

    def __iter__(self):  # type: ignore[no-untyped-def]  # Mapping's own signature says it
        """Iterate over ids in order."""
        return iter(self._by_id)

    def __len__(self) -> int:
        """Return how many there are."""
        return len(self._by_id)
