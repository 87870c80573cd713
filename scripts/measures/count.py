"""Count: figures that say how many rows have something, and their share of a named base."""

from __future__ import annotations

from collections.abc import Iterable, Mapping

from scripts.measures.ratio import percent
from scripts.model.figure import Figure, Source


def count(
    id: str,
    rows: Iterable[int],
    label: str,
    fields: tuple[str, ...],
    *,
    unit: str = "件",
    resource: str = "data",
    base: str = "",
    method: str = "",
    about: Mapping[str, str] | None = None,
) -> Figure:
    """Return how many ``rows`` there are, with those rows and the ``fields`` that chose them as the source.

    >>> count("late", [0, 4], "超过期限的问题", ("deadline",)).words
    '2 件'
    """
    chosen = tuple(rows)
    sources = (Source(fields, chosen, resource),)
    return Figure(id, len(chosen), unit, label, base=base, dimensions=about or {}, sources=sources, method=method)


def share(part: Figure, whole: Figure, id: str, label: str, base: str, reason: str) -> Figure:
    """Return part ÷ whole in per cent; missing with ``reason`` when the whole is zero or missing.

    Args:
        base: what it is a share of, in words (占已评价的建议); printed beside it.
    """
    value = percent(part.value, whole.value)
    return Figure(
        id,
        value,
        "%",
        label,
        base=base,
        dimensions=part.dimensions,
        formula=f"{part.text} ÷ {whole.text}",
        terms=(part.id, whole.id),
        method=part.method,
        missing="" if value is not None else reason,
    )
