"""Promises of the key work quality evaluation (重点工作质效评价), on its sample with single cells changed."""

from dataclasses import replace
from decimal import Decimal
from pathlib import Path

import pytest

from scripts import registry
from scripts.intake import codelist, table
from scripts.intake import method as methods
from scripts.model.release import Release, ReleaseId

ROOM = registry.disclosure("evaluation_outcomes", "work_quality")
SAMPLE = Path(__file__).parent / "sample"
LISTS = codelist.read_all(SAMPLE / "codelists")
METHOD = methods.read_all(SAMPLE / "methods")["work_quality"][0]


def read(period, earlier=(), version=METHOD.version, **parameters):
    id = ReleaseId.parse(f"{ROOM}/{period}")
    tables = {name: table.read(SAMPLE / period / f"{name}.csv", schema, LISTS) for name, schema in ROOM.schemas.items()}
    rule = replace(METHOD, version=version, parameters={**METHOD.parameters, **parameters})
    return Release(id, tables, LISTS, {"work_quality": rule}, id.period.end, earlier)


def codes(release):
    return [problem.code for problem in ROOM.check(release)]


def test_deductions_stop_at_the_cap_and_the_raw_sum_stays_visible():
    release = read("2024")
    figures = ROOM.compute(release)
    assert (figures["points.113"].value, figures["counted.113"].value) == (Decimal("0.55"), Decimal("0.5"))
    (state, *_) = ROOM.lay_out(release, figures)["deducted"].cells("state")
    assert (state.text, state.status) == ("扣分，已封顶", "warn30")


def test_without_a_cap_everything_counts_and_the_announced_total_no_longer_fits():
    release = read("2024", capped=False)
    assert ROOM.compute(release)["counted.113"].value == Decimal("0.55")
    assert codes(release) == ["check.deduction-mismatch"]


@pytest.mark.parametrize(("most", "found"), [("0.2", 0), ("0.19", 2)])
def test_a_case_may_reach_but_not_pass_the_most_of_the_rule(most, found):
    release = read("2024", most=Decimal(most))
    assert codes(release).count("check.points-outside-range") == found


def test_units_without_a_deduction_are_listed_and_told():
    release = read("2024")
    figures = ROOM.compute(release)
    told = {one.id: one for one in ROOM.mention(release, figures)}
    assert told["103"].sentence == "2024年重点工作质效评价没有扣分。"
    assert told["113"].word == "扣 0.50 分"
    assert len(ROOM.lay_out(release, figures)["units"].rows) == 4


def test_a_new_version_of_the_rule_breaks_the_line():
    def breaks(release):
        figures = ROOM.compute(release)
        chart = ROOM.draw(release, figures, ROOM.lay_out(release, figures))["history"]
        return [row.get("f6") for row in chart.specs["wide"]["data"]["values"]], "不可比较" in chart.description

    assert breaks(read("2024", (read("2023"),))) == ([None, None], False)
    assert breaks(read("2024", (read("2023", version="2019"),))) == ([0, 1], True)


def test_a_year_without_deductions_is_published_as_such():
    release = read("2024")
    data = release.tables["data"]
    units = release.tables["units"]
    nothing = replace(data, frame=data.frame.iloc[0:0], origin=replace(data.origin, rows=()))
    clean = replace(units, frame=units.frame.assign(deducted=[Decimal(0)] * len(units)))
    release = replace(release, tables={"data": nothing, "units": clean})
    figures = ROOM.compute(release)
    assert codes(release) == []
    assert (figures["units.deducted"].value, figures["points.counted"].value) == (0, 0)
    assert "deducted" not in ROOM.draw(release, figures, ROOM.lay_out(release, figures))
    assert isinstance(release, Release)
