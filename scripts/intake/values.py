"""Values: the exact figures an approval binds beside the rows, so that nothing published later changes silently."""

from __future__ import annotations

import csv
import io
from collections.abc import Iterator, Mapping

from scripts.model.figure import Figure
from scripts.model.flip import FLIPS, flip
from scripts.model.problem import Place, Problem

VALUES = "values.csv"
HEADER = ("figure", "value", "unit")
LISTED = 10
"""How many changed figures of one release are told one by one."""
_FIX = (
    "有意改的，另做一个修订版（revision.json 的 type 写 method 或 correction）并批准；"
    "不是有意的，恢复改动过的程序、口径、代码表或前几期"
)


def write(figures: Mapping[str, Figure]) -> bytes:
    """Return ``values.csv``: one row for each figure, by id; a figure without value has an empty cell."""
    stream = io.StringIO(newline="")
    writer = csv.writer(stream, lineterminator="\r\n")
    writer.writerow(HEADER)
    writer.writerows((id, figures[id].exact, figures[id].unit) for id in sorted(figures))
    return b"\xef\xbb\xbf" + stream.getvalue().encode()


def read(content: bytes) -> dict[str, tuple[str, str]]:
    """Return figure id → (exact value, unit).

    Raises:
        ValueError: it is no such file.
    """
    rows = list(csv.reader(io.StringIO(content.decode("utf-8-sig"), newline="")))
    if not rows or tuple(rows[0]) != HEADER or any(len(row) != len(HEADER) for row in rows):
        raise ValueError(VALUES)
    return {id: (value, unit) for id, value, unit in rows[1:]}


def changed(content: bytes, figures: Mapping[str, Figure], name: str) -> list[Problem]:
    """Return what differs between the approved values and the figures as computed now, the worst first.

    Args:
        name: the file as staff know it.
    """
    if content == write(figures):
        return []
    try:
        approved = read(content)
    except (ValueError, csv.Error):
        return [Problem("figures.changed", Place(name), "批准时的数字读不懂", "用 git 恢复这个文件")]
    found = sorted(_differences(approved, figures))
    problems = [
        Problem("figures.changed", Place(name), f"{word}现在算出的是{now}，与批准时不同", _FIX, old)
        for _, word, old, now in found[:LISTED]
    ]
    if len(found) > LISTED:
        expected = f"还有 {len(found) - LISTED} 个数字与批准时不同，以上是变化最大的"
        problems.append(Problem("figures.changed", Place(name), expected, _FIX))
    return problems


def _differences(
    approved: Mapping[str, tuple[str, str]], figures: Mapping[str, Figure]
) -> Iterator[tuple[tuple[int, str], str, str, str]]:
    """Yield (order, name of the figure with its flip, value as approved, value now)."""
    order = list(FLIPS)
    for id in dict.fromkeys((*approved, *figures)):
        old, figure = approved.get(id), figures.get(id)
        new = (figure.exact, figure.unit) if figure else None
        if old == new:
            continue
        turned = flip(id, old[0] if old else None, new[0] if new else None)
        label = f"{figure.label} #{id}" if figure else f"#{id}"
        word = f"{label}（{FLIPS[turned]}）：" if turned else f"{label}："
        yield (order.index(turned), id), word, _said(old), f"“{_said(new)}”"


def _said(pair: tuple[str, str] | None) -> str:
    if pair is None:
        return "没有这个数字"
    value, unit = pair
    if not value:
        return "没有数"
    return f"{value}%" if unit == "%" else f"{value} {unit}".rstrip()
