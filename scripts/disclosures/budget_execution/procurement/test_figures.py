"""What is special to procurement: contracts above budget, the part of small firms, a hundred departments."""

from __future__ import annotations

from dataclasses import replace
from decimal import Decimal

import pandas as pd
import pytest

from scripts import registry
from scripts.disclosures.budget_execution.procurement.charts import MOST
from scripts.model.codelist import CodeList, Entry
from scripts.model.release import Release
from scripts.publish.words import render
from tests.disclosures import sample

ROOM = registry.disclosure("budget_execution", "procurement")


def changed(release: Release, row: int, **cells: str) -> Release:
    """Return the release with other numbers in one row."""
    frame = release.table.frame.copy()
    for field, value in cells.items():
        frame.loc[row, field] = Decimal(value)
    return replace(release, tables={**release.tables, "data": replace(release.table, frame=frame)})


def test_contracts_above_their_budget_are_a_negative_saving_said_in_words() -> None:
    release = changed(sample.release(ROOM), 2, contract="1700")
    edition = sample.edition(ROOM, release)
    assert edition.figures["saved"].value == -109
    assert edition.figures["savings_rate.m-open"].value < 0  # type: ignore[operator]  # a number, as the line above says
    text = render(edition).plain
    assert "合同比预算多 109.00 万元" in text
    assert "节约率 -4.3%" in text


def test_what_was_not_contracted_is_not_in_the_base_of_savings() -> None:
    release = sample.release(ROOM)
    before = ROOM.compute(release)["savings_rate"].value
    assert ROOM.compute(changed(release, 4, plan="9000"))["savings_rate"].value == before


@pytest.mark.parametrize(("reserved", "level", "text"), [("29.99", "warn10", "29.99%"), ("30", "ok", "30.0%")])
def test_the_reserved_part_is_judged_before_it_is_rounded(reserved: str, level: str, text: str) -> None:
    release = changed(sample.release(ROOM), 2, plan="100", reserved=reserved, awarded="90", contract="80", sme="0")
    figure = ROOM.compute(release)["reserved_share.d-102"]
    assert (figure.status, figure.text) == (level, text)


def test_growth_is_told_only_against_the_year_before() -> None:
    release = sample.release(ROOM)
    figure = ROOM.compute(replace(release, earlier=()))["growth"]
    assert (figure.value, figure.missing) == (None, "上一年没有公布")


def test_a_year_without_single_sources_says_so() -> None:
    release = sample.release(ROOM).earlier[0]
    edition = sample.edition(ROOM, release)
    assert "没有单一来源采购" in render(edition).body
    assert edition.figures["sole_share"].value == 0


def test_parents_and_single_sources_are_identities_that_hold() -> None:
    found = {one.id: one for one in ROOM.identify(sample.release(ROOM))}
    for id in ("total.contract.all", "total.paid.m-open", "total.plan.d-601", "sole.contract.101", "addition.s-2"):
        assert found[id].state({}) == "held", id


def test_a_hundred_departments_are_all_in_the_table_and_the_largest_in_the_picture() -> None:
    release = sample.release(ROOM)
    one = release.table.frame.iloc[[0]]
    many = pd.concat([one] * 100, ignore_index=True)
    many["department"] = [f"9{number:03d}" for number in range(100)]
    many["contract"] = [Decimal(100 + number) for number in range(100)]
    many["sme"] = many["micro"] = [Decimal(0)] * 100
    units = {code: Entry(code, f"第 {code} 号部门") for code in many["department"]}
    units |= dict(release.codelists["departments"].items())
    lists = {**release.codelists, "departments": CodeList("departments", units)}
    big = replace(release, tables={**release.tables, "data": replace(release.table, frame=many)}, codelists=lists)
    figures = ROOM.compute(big)
    grids = ROOM.lay_out(big, figures)
    charts = ROOM.draw(big, figures, grids)
    assert [len(grids[name].rows) for name in ("departments", "small")] == [100, 100]
    assert [len(charts[name].grid.rows) for name in ("departments", "small")] == [MOST, MOST]
    assert charts["departments"].grid.rows[0][0].text == "第 9099 号部门"
