"""Parts: a subject equals the sum of the subjects under it, as identities (上级＝所属下级之和)."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from decimal import Decimal

from scripts.measures.subject import DEPTHS, parent, tops
from scripts.measures.total import total
from scripts.model.identity import Identity
from scripts.model.table import Table

UNIT = "万元"


def parts(table: Table, measures: Mapping[str, str], *, prefix: str = "", side: str = "") -> Iterator[Identity]:
    """Yield one identity for each subject that has subjects under it and each measure that any of them states.

    Args:
        table: with the fields ``code`` and ``name``.
        measures: field → its title (累计数).
        prefix: before the code in the identity's id, where two resources have the same codes.
        side: field whose values (收入, 支出) are apart.
    """
    sides: dict[str, dict[str, tuple[int, dict[str, object]]]] = {}
    for row, cells in table.rows():
        sides.setdefault(str(cells[side]) if side else "", {})[cells["code"]] = (row, cells)
    for lines in sides.values():
        below: dict[str, list[str]] = {}
        for code in lines:
            below.setdefault(parent(code), []).append(code)
        for code, (row, cells) in lines.items():
            under = below.get(code, [])
            for field, title in measures.items() if under else ():
                left = _amount(cells[field])
                found = [_amount(lines[child][1][field]) for child in under]
                if left is None and all(part is None for part in found):
                    continue
                right = total(found)
                yield Identity(
                    f"parts.{field}.{prefix}{code}",
                    f"{cells['name']}的{title}＝所属 {len(under)} 个{DEPTHS[len(under[0])]}之和",
                    left,
                    right,
                    UNIT,
                    table.place(row, field),
                    missing="" if left is not None and right is not None else "有一格空着",
                )


def whole(lines: Mapping[str, Decimal | None]) -> Decimal | None:
    """Return the total of subjects, each counted once: a 款 whose 类 is there is not added again.

    >>> whole({"201": Decimal(5), "20101": Decimal(5), "205": Decimal(2)})
    Decimal('7')
    """
    return total(lines[code] for code in tops(lines))


def _amount(value: object) -> Decimal | None:
    return value if isinstance(value, Decimal) else None
