"""Mapping: which cells of a staff file become which fields, as plain TOML that serves the next period again."""

from __future__ import annotations

from collections.abc import Mapping as Items
from dataclasses import dataclass, field

TOTAL = "(?:全[国省市区县镇乡]|各(?:部门|单位|项))?(?:合|总|總)(?:计|計)(?:数|數)?[:：]?|total"
SUBTOTAL = "(?:本页|分类|.{0,6})?(?:小计|小計|subtotal)(?:数|數)?[:：]?"
NOTES = "(?:注|註|附注|备注|備註|说明|說明|数据来源|資料來源|notes?)[0-9]*(?:[:：].*)?"
NOTHING = "本表没有数据[:：](.+?)[。.]?"
"""What staff write under the headers of a table that has no rows this time, with the reason."""
SIGNATURES = (
    "(?:填表|填报|填報|制表|製表|编制|編制|审核|審核|复核|覆核|经办|經辦|联系|聯絡)(?:人|单位|單位|日期|时间|電話|电话)?[:：].*"
    "|(?:单位)?(?:负责人|負責人|领导)(?:签字|签章)?[:：].*"
)
"""Who filled in the form: stands under the table, in one cell or several, and is no data."""


@dataclass(frozen=True, slots=True)
class FieldRule:
    """How one field is filled.

    Args:
        column: header in the file; joined by ``/`` where headers have two rows (核定情形/核定金額).
        letter: column letter, where headers do not decide.
        constant: the same text for every row.
        serial: numbers the rows (``tp-{n:04d}``; ``{row}`` is the displayed row).
        unit: of the column in the file.
        missing: text in the file → its meaning; the cell becomes empty.
        note: field that receives the meaning of what became empty and the words around an extracted number.
        pattern: regular expression; its first group is taken from a text that is no number by itself.
        map: text in the file → text to write.
        prefix: written before the text (the city before the name of its bureau).
        separator, part: a cell with several values is split and the part taken, 1 for the first.
        order: of day, month and year in dates (``DMY``, ``MDY``); year first without it.
        merged: ``fill`` repeats a merged cell in each of its rows, ``first`` leaves it with the first.
        fill: ``down`` repeats the value above in empty cells.
    """

    column: str = ""
    letter: str = ""
    constant: str = ""
    serial: str = ""
    unit: str = ""
    missing: Items[str, str] = field(default_factory=dict)
    note: str = ""
    pattern: str = ""
    map: Items[str, str] = field(default_factory=dict)
    prefix: str = ""
    separator: str = ""
    part: int = 1
    order: str = ""
    merged: str = ""
    fill: str = ""


@dataclass(frozen=True, slots=True)
class Pivot:
    """Long rows to one for each ``index``: a column for each text in ``on``; the greatest ``latest`` wins."""

    index: tuple[str, ...]
    on: tuple[str, ...]
    value: str
    latest: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Mapping:
    """How one worksheet becomes one resource.

    Args:
        resource: table of the release.
        sheet: worksheet name.
        header_rows: displayed rows that hold the headers.
        first_row, last_row: displayed rows of the first and last row of data.
        total: pattern of the label of the total row; empty when a row so named is data.
        notes: pattern of the label of the first line under the data; the rest of the sheet is no data.
        drop: patterns of labels of rows that are no data (小计, headings).
        unit: of the amounts in the file.
        total_mismatch, total_reason: ``accept`` and why, when the printed total is wrong and the release tells so.
        hidden: ``accept`` to take hidden rows, columns and worksheets.
        empty: why the resource has no rows this time; nothing is read then.
        fields: field name → rule; empty finds columns by header.
        filter: header → texts, or one pattern between slashes (``/2025-.*/``); other rows are left out.
        pivot: see the class.
    """

    resource: str = "data"
    sheet: str = ""
    header_rows: tuple[int, ...] = ()
    first_row: int = 0
    last_row: int = 0
    total: str = TOTAL
    notes: str = NOTES
    drop: tuple[str, ...] = ()
    unit: str = ""
    total_mismatch: str = ""
    total_reason: str = ""
    hidden: str = ""
    empty: str = ""
    fields: Items[str, FieldRule] = field(default_factory=dict)
    filter: Items[str, tuple[str, ...]] = field(default_factory=dict)
    pivot: Pivot | None = None
