"""What every room promises, whatever it discloses."""

from __future__ import annotations

import json
import re
from decimal import Decimal

import pandas as pd
import pytest

from scripts import registry
from scripts.measures.calendar import days_late
from scripts.model.chart import WIDTHS
from scripts.model.profile import TYPES
from scripts.model.release import Release
from scripts.model.table import Schema, column_letter
from scripts.publish.words import render
from tests.disclosures import sample

ROOMS = registry.disclosures()
SETTINGS = {"title", "question", "definition", "cycle", "owner", "order", "headline"}
NUMERAL = re.compile(r"\d[\d,]*(?:\.\d+)?")

rooms = pytest.mark.parametrize("room", ROOMS, ids=str)
broken = pytest.mark.parametrize(
    ("room", "path"),
    [(room, path) for room in ROOMS for path in sample.broken(room)],
    ids=lambda v: getattr(v, "stem", str(v)),
)


@rooms
def test_settings_say_what_the_site_prints(room: registry.Disclosure) -> None:
    assert set(room.settings) >= SETTINGS
    assert re.search(r"[\u4e00-\u9fff]", room.title)


@rooms
def test_every_field_is_explained(room: registry.Disclosure) -> None:
    for schema in room.schemas.values():
        assert schema.names[-1] == "note"
        for field in schema.fields[:-1]:
            assert field.description, field.name
            assert field.role != "measure" or field.unit, f"{field.name} is a measure without a unit"


@rooms
def test_the_sample_is_accepted(room: registry.Disclosure) -> None:
    assert [str(problem) for problem in room.check(sample.release(room))] == []


@broken
def test_a_broken_sample_yields_exactly_its_code_at_its_cell(room: registry.Disclosure, path) -> None:  # type: ignore[no-untyped-def]
    found = sample.problems(room, path)
    places = [f"{problem.place.column}{problem.place.row or ''}" for problem in found]
    assert [problem.code for problem in found] == [sample.of(room, path)[0]], "\n".join(map(str, found))
    assert places == [sample.cells(room)[path.name]]
    assert found[0].fix
    assert found[0].expected


@rooms
def test_every_rule_has_a_broken_sample(room: registry.Disclosure) -> None:
    text = "".join(path.read_text(encoding="utf-8") for path in room.folder.glob("*.py") if "test_" not in path.name)
    codes = set(re.findall(r'"(check\.[a-z0-9-]+)"', text))
    assert codes - {sample.of(room, path)[0] for path in sample.broken(room)} == set()


@rooms
def test_figures_equal_those_worked_out_by_hand(room: registry.Disclosure) -> None:
    figures = room.compute(sample.release(room))
    wrong = {}
    for id, value in sample.expected(room).items():
        found = figures[id].value
        equal = found is None if value is None else found is not None and abs(Decimal(found) - value) < Decimal("1e-12")
        if not equal:
            wrong[id] = (found, value)
    assert wrong == {}
    assert len(sample.expected(room)) >= 10


@rooms
def test_every_figure_says_what_it_is_and_where_it_comes_from(room: registry.Disclosure) -> None:
    figures = room.compute(sample.release(room))
    for figure in figures.values():
        assert re.search(r"[\u4e00-\u9fff]", figure.label), figure.id
        assert figure.sources or figure.terms or figure.formula, figure.id
        if figure.unit == "%":
            assert figure.base, f"{figure.id} names no base"
        for source in figure.sources:
            if not source.release:
                assert set(source.fields) <= set(room.schemas[source.resource].names), figure.id


@rooms
def test_the_headline_is_a_figure(room: registry.Disclosure) -> None:
    assert room.settings["headline"] in room.compute(sample.release(room))


@rooms
def test_every_number_cell_is_a_figure_or_a_datum(room: registry.Disclosure) -> None:
    made = sample.release(room)
    figures = room.compute(made)
    for name, grid in room.lay_out(made, figures).items():
        for row in grid.rows:
            for cell in row:
                if cell.figure:
                    assert cell.figure in figures, f"{name}: {cell.figure}"
                    assert cell.value is None or str(figures[cell.figure].value) == str(cell.value) or cell.status


@rooms
def test_charts_hold_the_words_and_rows_of_their_table(room: registry.Disclosure) -> None:
    made = sample.release(room)
    figures = room.compute(made)
    for name, chart in room.draw(made, figures, room.lay_out(made, figures)).items():
        for width in WIDTHS:
            spec = chart.specs[width]
            rows = spec["data"]["values"]
            labels = {row["f0"] for row in rows}
            assert labels == {cells[0].text for cells in chart.grid.rows}, f"{name}: rows missing from the picture"
            assert spec["config"]["font"] == "Noto Sans SC"
        assert NUMERAL.search(chart.description), f"{name}: the description states no number"


@rooms
def test_words_hold_only_figures_and_no_markup(room: registry.Disclosure) -> None:
    text = render(sample.edition(room))
    assert text.plain
    assert "<" not in text.sentence
    assert text.plain.endswith("。"), text.plain
    assert text.charts, "a release shows a picture"
    assert text.tables, "a release shows a table"
    assert room.settings["headline"] in sample.edition(room).figures


@rooms
def test_a_script_in_any_cell_is_text_in_the_words(room: registry.Disclosure) -> None:
    poisoned = _poisoned(sample.release(room))
    figures = room.compute(poisoned)
    grids = room.lay_out(poisoned, figures)
    room.draw(poisoned, figures, grids)
    text = render(sample.edition(room, poisoned))
    assert not re.search(r"(?<!\\)<script", text.sentence + text.body)


@rooms
def test_profiles_are_told_once_each(room: registry.Disclosure) -> None:
    made = sample.release(room)
    figures = room.compute(made)
    seen = set()
    for mention in room.mention(made, figures):
        assert (mention.type, mention.id) not in seen
        seen.add((mention.type, mention.id))
        assert mention.sentence.endswith("。"), mention.sentence
        assert set(mention.figures) <= set(figures)
        json.dumps(mention.detail, ensure_ascii=False)
    assert seen


@rooms
def test_open_items_are_late_by_the_days_to_the_data_and_not_to_the_build(room: registry.Disclosure) -> None:
    one = sample.edition(room)
    for item in one.items or ():
        assert item.entity[0] in {"", *TYPES}, item.id
        late = days_late(item.deadline, None, one.release.as_of) if item.deadline else 0
        assert item.late in {0, late}, item.id
        assert not item.late or item.status == "late"


@rooms
def test_the_same_release_gives_the_same_figures_and_charts(room: registry.Disclosure) -> None:
    one, two = sample.edition(room), sample.edition(room)
    assert [f.as_json() for f in one.figures.values()] == [f.as_json() for f in two.figures.values()]
    for name in one.charts:
        assert json.dumps(one.charts[name].specs) == json.dumps(two.charts[name].specs)


def test_columns_are_lettered_as_a_spreadsheet_does() -> None:
    assert [column_letter(i) for i in (0, 25, 26, 51, 52)] == ["A", "Z", "AA", "AZ", "BA"]


def _poisoned(release: Release) -> Release:
    """Put a script into every free text cell, as if the gate had let it pass."""
    for made in release.tables.values():
        for field in _free(made.schema):
            values = [None if v is None else f"{v}<script>alert(1)</script>" for v in made.frame[field]]
            # Without a dtype a column of texts would hold NaN for None, which no table does.
            made.frame[field] = pd.Series(values, index=made.frame.index, dtype=object)
    return release


def _free(schema: Schema) -> list[str]:
    keys = set(schema.primary_key)
    return [
        field.name
        for field in schema.fields
        if field.type == "string"
        and not field.codelist
        and "enum" not in field.constraints
        and "pattern" not in field.constraints
        and field.name not in keys
    ]
