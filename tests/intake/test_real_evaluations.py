"""Real gradings and surveys: the missing stays missing, benchmarks have no place, totals are recomputed."""

from __future__ import annotations

import datetime
import re
from collections import Counter

import pandas as pd
import pytest

from scripts import registry
from scripts.intake import method as methods
from scripts.intake.importer import extract_all
from scripts.intake.source import read
from scripts.measures.weighting import complete, weighted
from scripts.model.codelist import CodeList, Entry
from scripts.model.release import Release, ReleaseId
from scripts.model.table import Origin, Table
from tests.instances.real.build import HERE
from tests.intake.conftest import amount, real, schema, text

APPRAISAL = registry.disclosure("evaluation_outcomes", "department_appraisal")
OFSTED = "eval-ofsted-ilacs-history/ofsted_csc_ilacs_history.csv"
SURVEY = "eval-uk-people-survey-2019/Civil-Service-People-Survey-2019-All-Organisation-Scores-CSV-format.csv"
HALVES = [
    f"{year}-S{half}"
    for year in range(2017, 2027)
    for half in (1, 2)
    if f"{year}-S{half}" not in {"2017-S1", "2020-S2", "2021-S1"}
]
"""Half-years with an inspection; none was held in the three left out."""


def extracted(path, room, mapping):
    found = extract_all(read(real(path)), room.schemas, {}, mapping.encode(), "mapping.toml")
    return {one.resource: one.records for one in found}


def half_year(mapping, period):
    """Return the mapping of the collection for another half-year."""
    year, half = period.split("-S")
    months = "0[1-6]" if half == "1" else "0[7-9]|1[0-2]"
    return re.sub(r"'/\.\./\(\?:[^']*'", lambda _: f"'/../(?:{months})/{year}/'", mapping)


def release(room, period, tables, lists, **parameters):
    """Return a release of extracted records, as the gate would make it."""
    method = methods.read_all(HERE / "methods")["department_appraisal"][0]
    method.parameters.update(parameters)  # type: ignore[attr-defined]  # freshly read, nobody else has it
    made = {}
    for name, one in room.schemas.items():
        rows = tables.get(name, [])
        frame = pd.DataFrame([[row.get(f) for f in one.names] for row in rows], columns=one.names, dtype=object)
        made[name] = Table(frame, one, Origin(name, tuple(range(2, len(rows) + 2))))
    id = ReleaseId.parse(f"{room}/{period}")
    return Release(id, made, lists, {"department_appraisal": method}, id.period.end)


def departments(codes):
    return {"departments": CodeList("departments", {code: Entry(code, code) for code in codes})}


@pytest.fixture(scope="module")
def inspections():
    mapping = (HERE / "mappings" / "ofsted.toml").read_text("utf-8")
    return {period: extracted(OFSTED, APPRAISAL, half_year(mapping, period)) for period in HALVES}


def test_every_dated_inspection_of_the_history_is_in_one_half_year(inspections):
    rows = [row for tables in inspections.values() for row in tables["data"]]
    # 497 rows in the file, of which 178 have no day of inspection and can be in no release.
    assert len(rows) == 497 - 178
    assert Counter(row["grade"] for row in rows) == {"良好": 127, "优秀": 70, "需改进": 75, "不合格": 33, None: 14}


def test_error_codes_become_reasons_and_never_grades(inspections):
    rows = [row for tables in inspections.values() for row in tables["data"]]
    reasons = Counter(row["ungraded"] for row in rows if row["grade"] is None)
    # Three dated rows are simply empty; the gate asks for their reason.
    assert reasons == {"2024年改革以后不再给总等次": 11, None: 3}
    assert {row["ungraded"] for row in rows if row["grade"]} <= {None, ""}


def test_four_grades_are_counted_as_four_and_the_ungraded_as_none(inspections):
    tables = inspections["2018-S2"]
    lists = departments(row["department"] for row in tables["data"])
    made = release(APPRAISAL, "2018-S2", tables, lists)
    figures = APPRAISAL.compute(made)
    counted = {id: figures[id].value for id in figures if id.startswith("grade.")}
    assert list(counted) == ["grade.outstanding", "grade.good", "grade.requires_improvement", "grade.inadequate"]
    assert sum(counted.values()) + figures["ungraded"].value == len(tables["data"]) == 24
    blank = [row for row in tables["data"] if row["grade"] is None and row["ungraded"] is None]
    assert [problem.code for problem in APPRAISAL.check(made)] == ["check.grade-missing"] * len(blank)
    assert APPRAISAL.draw(made, figures, APPRAISAL.lay_out(made, figures))["history"]


SCORES = """
[resources.data.filter]
"Departmental Group" = '/(?!000_CS).*/'
[resources.data.fields]
department = { column = "Organisation code" }
appraised = { constant = "2019-10-01" }
meeting = { constant = "Civil Service People Survey 2019" }
score = { column = "Employee Engagement Index", separator = "%" }
ungraded = { constant = "只有得分，没有等次" }
[resources.coverage.filter]
"Departmental Group" = '/(?!000_CS).*/'
[resources.coverage.fields]
department = { column = "Organisation code" }
term = { constant = "2019" }
[resources.opinions.table]
empty = "来源没有意见"
[resources.benchmarks.filter]
"Departmental Group" = "000_CS"
[resources.benchmarks.fields]
id = { column = "Organisation code", map = { "CS_MEDIAN" = "median", "CS_MEAN" = "mean" } }
name = { column = "Organisation" }
score = { column = "Employee Engagement Index", separator = "%" }
"""


def test_survey_ranks_109_bodies_and_keeps_its_two_benchmarks_apart():
    tables = extracted(SURVEY, APPRAISAL, SCORES)
    for name in ("data", "coverage"):
        for row in tables[name]:
            row["department"] = row["department"].lower()
    assert (len(tables["data"]), len(tables["benchmarks"])) == (109, 2)
    made = release(
        APPRAISAL, "2019-S2", tables, departments(row["department"] for row in tables["data"]), ranked_by="得分"
    )
    figures = APPRAISAL.compute(made)
    places = {id: figures[id].value for id in figures if id.startswith("rank.")}
    assert (len(places), min(places.values())) == (109, 1)
    assert [figures[f"benchmark.{name}"].value for name in ("median", "mean")] == [63, 60]
    assert not any("median" in id or "mean" in id for id in places)
    scores = sorted((row["score"] for row in tables["data"]), reverse=True)
    # Ties share a place: whoever has the eleventh score of the sorted list stands where that score first occurs.
    tenth = next(row["department"] for row in tables["data"] if row["score"] == scores[10])
    assert places[f"rank.{tenth}"] == scores.index(scores[10]) + 1
    assert made.at == datetime.date(2019, 12, 31)


WEIGHTS = {
    "exists": 5, "digital": 5, "public": 5, "online": 5, "free": 15, "machinereadable": 15, "bulk": 10,
    "openlicense": 30, "uptodate": 10,
}  # fmt: skip
"""Weights of the Open Data Index 2015; they are not in the file, and every published score follows from them."""


def test_open_data_index_follows_from_nine_weighted_criteria_in_all_1586_rows():
    assert complete(WEIGHTS.values())
    fields = schema(
        text("place"), text("dataset"), amount("score", unit="分"), *(text(name) for name in WEIGHTS), key=[]
    )
    columns = "\n".join(f'{name} = {{ column = "{name}" }}' for name in ("place", "score", *WEIGHTS))
    mapping = f'[filter]\nyear = "2015"\n[fields]\ndataset = {{ letter = "B" }}\n{columns}\n'
    path = read(real("eval-open-data-index/entries.csv"))
    rows = extract_all(path, {"data": fields}, {}, mapping.encode(), "mapping.toml")[0].records
    assert (len(rows), len({row["place"] for row in rows}), len({row["dataset"] for row in rows})) == (1586, 122, 13)
    answers = Counter(row[name] for row in rows for name in WEIGHTS)
    assert answers == {"Yes": 6249, "No": 6082, "Unsure": 1943}
    for row in rows:
        parts = [(weight, 100 if row[name] == "Yes" else 0) for name, weight in WEIGHTS.items()]
        assert weighted(parts, 100) == row["score"], (row["place"], row["dataset"])
