"""Departments of the large instance: those of the demonstration, once more in each of its zones (片区)."""

from __future__ import annotations

import csv
import io
from pathlib import Path

ZONES = ("高新", "临港", "空港")
"""The first stands for the codes from 201, the next from 301: so a copy of a row finds the copy of its department."""
TOWNSHIP = "乡镇街道"

Row = dict[str, str]


def listed(path: Path, number: int) -> list[Row]:
    """Return ``number`` departments and all townships, in the columns of the code list in ``path``."""
    rows = list(csv.DictReader(path.read_text(encoding="utf-8-sig").splitlines()))
    own = [row for row in rows if row["level"] != TOWNSHIP]
    copies = [copy(row, zone) for zone in range(1, len(ZONES) + 1) for row in own]
    chosen = [*own, *copies][:number]
    if len(chosen) < number:
        raise ValueError(f"no more than {len(own) * (len(ZONES) + 1)} departments can be made")
    return [*chosen, *(row for row in rows if row["level"] == TOWNSHIP)]


def copy(row: Row, zone: int) -> Row:
    """Return the department of the same work in a zone, with names of its own.

    >>> copy({"code": "103", "name": "示范区教育委员会", "short": "区教委", "aliases": "区教育局"}, 1)
    {'code': '203', 'name': '示范区高新片区教育委员会', 'short': '高新教委', 'aliases': ''}
    """
    zone_name = ZONES[zone - 1]
    name = row["name"].replace("示范区", f"示范区{zone_name}片区", 1)
    short = zone_name + row["short"].removeprefix("区")
    return {**row, "code": moved(row["code"], zone), "name": name, "short": short, "aliases": ""}


def moved(code: str, zone: int) -> str:
    """Return the code of a department's copy in a zone; townships are in no other zone.

    >>> moved("103", 2), moved("601", 2)
    ('303', '601')
    """
    return f"{int(code) + zone * 100}" if code.startswith("1") else code


def text(rows: list[Row]) -> str:
    """Return the code list as it is written."""
    stream = io.StringIO(newline="")
    writer = csv.DictWriter(stream, list(rows[0]), lineterminator="\n")
    writer.writeheader()
    writer.writerows(rows)
    return stream.getvalue()
