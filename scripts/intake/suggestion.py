"""Suggestion: a mapping for a worksheet nobody has mapped yet, as good as its headers and values allow."""

from __future__ import annotations

import dataclasses
from collections.abc import Mapping as Items
from decimal import Decimal

from scripts.intake import parsing, unit
from scripts.intake.body import body_of, merged_in
from scripts.intake.cell import Sheet
from scripts.intake.folding import fold
from scripts.intake.header import DEEPEST, SEARCHED, Layout, headers_of
from scripts.intake.likeness import LEAST, likeness
from scripts.intake.mapping import Mapping
from scripts.model.codelist import CodeList
from scripts.model.table import Field, Schema

LOOKED_AT = 200
"""Values of a column that say what it holds."""
_FOUND, _NOT = 20, 40
"""What the values of a column add to or take from the likeness of its header."""
_MOST_WORDS = 12


@dataclasses.dataclass
class Guess:
    """One column for one field.

    Args:
        field: of the schema.
        header: as the file prints it, rows joined by ``/``.
        letter: of the column.
        score, why: see ``likeness``; the score counts the values too.
        merged: ``first`` or ``fill`` where cells of the column are merged.
        missing: words in a column of numbers or days that are none.
        twice: another column has the same header, so that the letter decides.
        unknown: texts that the closed values of the field do not have.
    """

    field: Field
    header: str
    letter: str
    score: int
    why: str
    merged: str = ""
    missing: list[str] = dataclasses.field(default_factory=list)
    twice: bool = False
    unknown: list[str] = dataclasses.field(default_factory=list)


@dataclasses.dataclass
class Suggestion:
    """A mapping of one worksheet to one table.

    Args:
        resource: of the release.
        title: of the resource.
        sheet: worksheet.
        header_rows: displayed rows of the header.
        guesses: columns found.
        absent: fields without a column.
        unused: letter and header of columns without a field.
        unit: of money as the sheet states it above the table.
        total: whether the sheet has a printed total.
        subtotals: labels of rows that are parts of the total.
    """

    resource: str
    title: str
    sheet: str
    header_rows: tuple[int, ...]
    guesses: list[Guess]
    absent: list[Field]
    unused: list[tuple[str, str]]
    unit: str = ""
    total: bool = False
    subtotals: list[str] = dataclasses.field(default_factory=list)

    @property
    def score(self) -> int:
        """How well the sheet fits as a whole."""
        return sum(guess.score for guess in self.guesses)


def suggest(
    sheet: Sheet, resource: str, schema: Schema, codelists: Items[str, CodeList], earlier: Items[str, frozenset[str]]
) -> Suggestion:
    """Return the best mapping of a worksheet to a resource.

    Args:
        earlier: field → folded headers that earlier imports of the report used for it.
    """
    top, bottom = _header(sheet, schema, earlier)
    headers = headers_of(sheet, top, bottom)
    below = range(bottom + 1, len(sheet.rows))
    scores: list[tuple[int, int, str, str]] = []
    for column, texts in headers.items():
        for one in schema.fields:
            score, why = likeness(texts, one, earlier.get(one.name, frozenset()))
            if score >= LEAST - _FOUND:
                score += _evidence(sheet, below, column, one, codelists)
            if score >= LEAST:
                scores.append((score, -column, one.name, why))
    chosen: dict[str, tuple[int, int, str]] = {}
    taken: set[int] = set()
    for score, negative, name, why in sorted(scores, reverse=True):
        if name not in chosen and -negative not in taken:
            chosen[name] = (-negative, min(score, 100), why)
            taken.add(-negative)
    columns = {name: column for name, (column, _, _) in chosen.items()}
    layout = Layout(top, bottom, columns, {column: "/".join(texts) for column, texts in headers.items()})
    body, problems = body_of(sheet, layout, Mapping(resource=resource), [])
    printed = ["/".join(texts) for texts in headers.values()]
    guesses = []
    for one in schema.fields:
        if one.name not in chosen:
            continue
        column, score, why = chosen[one.name]
        header = "/".join(headers[column])
        guess = Guess(one, header, sheet.letter(column), score, why, twice=printed.count(header) > 1)
        if merged_in(sheet, body.rows, [column]):
            guess.merged = "first" if one.role == "measure" else "fill"
        _odd(guess, [sheet.cell(row, column).text.strip() for row in body.rows if not sheet.cell(row, column).blank])
        guesses.append(guess)
    unused = [
        (sheet.letter(column), "/".join(texts))
        for column, texts in headers.items()
        if column not in taken and any(not sheet.cell(row, column).blank for row in body.rows)
    ]
    corner = [said for row in sheet.rows[:top] for cell in row if (said := unit.stated(cell.text))]
    subtotals = [problem.found or "" for problem in problems if problem.code == "import.subtotal-row"]
    return Suggestion(
        resource,
        schema.title,
        sheet.name,
        tuple(sheet.line(row) for row in range(top, bottom + 1)),
        guesses,
        [one for one in schema.fields if one.name not in chosen],
        unused,
        corner[0] if corner else "",
        body.total is not None,
        list(dict.fromkeys(subtotals)),
    )


def _header(sheet: Sheet, schema: Schema, earlier: Items[str, frozenset[str]]) -> tuple[int, int]:
    """Return the rows whose texts are most like the fields; of equal ones the earliest and fewest."""
    best, score = (0, 0), (0, 0)
    for top in range(min(SEARCHED, len(sheet.rows))):
        for bottom in range(top, min(top + DEEPEST, len(sheet.rows))):
            found: dict[str, int] = {}
            headers = list(headers_of(sheet, top, bottom).values())
            for texts in headers:
                # Long texts are titles and data.
                if len(texts[-1]) > 30:
                    continue
                for one in schema.fields:
                    like, _ = likeness(texts, one, earlier.get(one.name, frozenset()))
                    found[one.name] = max(found.get(one.name, 0), like)
            total = sum(value for value in found.values() if value >= LEAST)
            if total and (total, top - bottom) > score:
                best, score = (top, bottom), (total, top - bottom)
    return best


def _evidence(sheet: Sheet, below: range, column: int, one: Field, codelists: Items[str, CodeList]) -> int:
    """Return what the values under a header add to its likeness: they fit the type or code list, or they do not."""
    cells = [sheet.cell(row, column) for row in below if not sheet.cell(row, column).blank][:LOOKED_AT]
    if not cells:
        return 0
    if one.codelist in codelists:
        codes = codelists[one.codelist]
        known = sum(codes.find(cell.text.strip()) is not None for cell in cells)
        return _FOUND if known * 2 >= len(cells) else 0 if known else -_FOUND // 2
    if one.type in {"integer", "number"}:
        fitting = sum(isinstance(cell.value, Decimal) or parsing.number(cell.text) is not None for cell in cells)
    elif one.type == "date":
        fitting = sum(
            not isinstance(cell.value, str | Decimal | bool) or parsing.date(cell.text, "DMY") is not None
            for cell in cells
        )
    else:
        return 0
    return 0 if fitting * 4 >= len(cells) else -_NOT


def _odd(guess: Guess, texts: list[str]) -> None:
    """Note the words in a column that its field does not take."""
    one = guess.field
    if one.type in {"integer", "number"}:
        odd = [text for text in texts if parsing.number(text) is None]
    elif one.type == "date":
        odd = [text for text in texts if not any(map(str.isdecimal, text))]
    elif "enum" in one.constraints or one.type == "boolean":
        allowed = {fold(str(value)) for value in one.constraints.get("enum", ("是", "否"))}
        guess.unknown = list(dict.fromkeys(text for text in texts if fold(text) not in allowed))[:_MOST_WORDS]
        return
    else:
        return
    # What stands there once is a slip to be mended; what comes back has a meaning.
    words = {text: odd.count(text) for text in dict.fromkeys(odd) if not any(map(str.isdecimal, text))}
    guess.missing = [text for text, count in words.items() if count > 1 or len(words) == 1][:_MOST_WORDS]
