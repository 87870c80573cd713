"""Promises of the deputies' points (代表履职积分公示), on its sample with single cells changed."""

from __future__ import annotations

from dataclasses import replace
from decimal import Decimal
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from scripts import registry
from scripts.disclosures.evaluation_outcomes.deputy_points.rule import METHOD, band, criteria
from scripts.measures.weighting import complete
from scripts.model.release import Release
from tests.disclosures import sample

ROOM = registry.disclosure("evaluation_outcomes", "deputy_points")
SAMPLE = sample.release(ROOM)


def changed(release: Release, deputy: str, **cells: Any) -> Release:
    frame = release.table.frame.copy()
    for field, value in cells.items():
        frame.loc[frame["deputy"] == deputy, field] = value
    return replace(release, tables={**release.tables, "data": replace(release.table, frame=frame)})


def first(release: Release, count: int) -> Release:
    """Return the release of the ``count``-th year with the years before it."""
    years = [*release.earlier, release]
    return replace(years[count - 1], earlier=tuple(years[: count - 1]))


def test_a_change_of_rule_breaks_the_line_and_leaves_no_change_to_compare() -> None:
    middle = first(SAMPLE, 2)
    figures = ROOM.compute(middle)
    assert figures["change"].value is None
    assert figures["change"].missing == "自 2018 版起规则不同，不与上一年比较"
    grid = ROOM.lay_out(middle, figures)["history"]
    assert [[cell.text for cell in row[:3]] for row in grid.rows] == [["2017年", "51.0", ""], ["2018年", "", "70.0"]]


def test_years_under_one_rule_are_compared_and_each_version_has_its_own_line() -> None:
    figures = ROOM.compute(SAMPLE)
    assert figures["change"].value == 4
    spec = ROOM.draw(SAMPLE, figures, ROOM.lay_out(SAMPLE, figures))["history"].specs["wide"]
    lines = {row["f2"]: [] for row in spec["data"]["values"]}
    for row in spec["data"]["values"]:
        lines[row["f2"]].append(row["f1"])
    assert lines == {"2015 版规则": [51.0, None, None], "2018 版规则": [None, 70.0, 74.0]}


def test_a_name_stands_only_where_its_publication_is_approved() -> None:
    def printed(release: Release) -> str:
        figures = ROOM.compute(release)
        return f"{ROOM.lay_out(release, figures)} {ROOM.mention(release, figures)}"

    assert "样例甲" in printed(SAMPLE)
    assert "样例甲" not in printed(changed(SAMPLE, "d001", named=False))


def test_one_deputy_without_points_leaves_no_average_and_no_change() -> None:
    figures = ROOM.compute(changed(SAMPLE, "d004", total=None))
    missing = [
        id for id in ("average", "median", "highest", "change", "group.g2", "item.attend") if not figures[id].value
    ]
    assert missing == ["average", "median", "highest", "change", "group.g2", "item.attend"]
    assert figures["average"].missing == "1 名代表没有积分，不计算"
    assert figures["group.g1"].value is not None
    assert sum(int(figures[f"band.{n}"].value or 0) for n in range(1, 5)) == 4


@pytest.mark.parametrize(("total", "reached"), [("90", 0), ("89.99", 1), ("75", 1), ("60", 2), ("59.99", 3), ("0", 3)])
def test_a_band_begins_exactly_at_its_cut_off(total: str, reached: int) -> None:
    assert band(Decimal(total), SAMPLE.method(METHOD)) == reached


@given(st.lists(st.decimals(0, 100, places=2), min_size=1, max_size=40))
def test_bands_hold_every_deputy_once_and_never_fall_as_points_rise(totals: list[Decimal]) -> None:
    method = SAMPLE.method(METHOD)
    reached = [band(total, method) for total in sorted(totals)]
    assert reached == sorted(reached, reverse=True)
    assert set(reached) <= set(range(len(method["bands"])))


def test_the_caps_of_every_version_add_up_to_full_marks() -> None:
    for release in (*SAMPLE.earlier, SAMPLE):
        method = release.method(METHOD)
        assert complete([one.cap for one in criteria(method)], method["full"])
        assert len(method["bands"]) == len(method["cut_offs"]) + 1


def test_a_profile_says_since_when_years_may_be_compared() -> None:
    said = {mention.id: mention.sentence for mention in ROOM.mention(SAMPLE, ROOM.compute(SAMPLE))}
    assert said["d002"] == (
        "2019年履职积分 75.0 分（良好），全体代表平均 74.0 分。自2018年起按 2018 版规则计分，与更早的年份不能比较。"
    )
