"""What is special to project execution: boundaries, streaks, refunds, no budget, silence, a hundred projects."""

from __future__ import annotations

from dataclasses import replace
from decimal import Decimal

import pandas as pd
import pytest

from scripts import registry
from scripts.charts.heat import MOST_ROWS
from scripts.disclosures.budget_execution.project_execution.charts import MOST
from scripts.disclosures.budget_execution.project_execution.line import behind, warning
from scripts.model.codelist import CodeList, Entry
from scripts.model.figure import Figures
from scripts.model.release import Release, ReleaseId
from tests.disclosures import sample

ROOM = registry.disclosure("budget_execution", "project_execution")


def with_paid(release: Release, period: str, paid: dict[str, str | None]) -> Release:
    """Return the release as another period with other amounts paid."""
    frame = release.table.frame.copy()
    for code, value in paid.items():
        frame.loc[frame["project"] == code, "paid"] = None if value is None else Decimal(value)
    id = ReleaseId.parse(f"{ROOM}/{period}")
    tables = {**release.tables, "data": replace(release.table, frame=frame)}
    return replace(release, id=id, tables=tables, at=id.period.end, earlier=())


@pytest.mark.parametrize(
    ("gap", "level"),
    [
        ("-30", "ok"),
        ("9.99", "ok"),
        ("10", "warn10"),
        ("19.99", "warn10"),
        ("20", "warn20"),
        ("29.99", "warn20"),
        ("30", "warn30"),
    ],
)
@pytest.mark.parametrize("first", [True, False])
def test_either_gap_reaches_a_warning_at_its_threshold(gap: str, level: str, first: bool) -> None:
    pair = (Decimal(gap), Decimal(-50)) if first else (None, Decimal(gap))
    assert warning(pair, sample.release(ROOM).method("payment_pace")) == level


@pytest.mark.parametrize(
    ("gap", "words"),
    [
        ("9.96", "少支付 9.96"),
        ("-19.96", "多支付 19.96"),
        ("-0.01", "多支付 0.01"),
        ("0.004", "少支付 0.004"),
        ("0", "一致"),
        ("12.34", "少支付 12.3"),
    ],
)
def test_a_gap_in_words_is_never_carried_onto_a_threshold_or_to_nothing(gap: str, words: str) -> None:
    assert behind(Decimal(gap), sample.release(ROOM).method("payment_pace")) == words


def test_projects_are_held_against_the_months_that_have_passed() -> None:
    figures = ROOM.compute(with_paid(sample.release(ROOM), "2024-Q3", {}))
    assert (figures["pace"].value, figures["time_gap.b-2024-01"].value) == (75, 35)


def test_one_silent_project_leaves_every_total_it_belongs_to_unprinted() -> None:
    figures = ROOM.compute(with_paid(sample.release(ROOM), "2024-Q2", {"b-2024-03": None}))
    assert [figures[id].value for id in ("paid", "rate", "gap", "rate.policy-rural", "rate.d-102")] == [None] * 5
    assert "1 个项目本期未报告" in figures["rate"].missing
    assert figures["rate.policy-roads"].value is not None
    assert figures["reported"].value == 7


def test_silence_and_a_quarter_not_published_end_a_streak() -> None:
    now = sample.release(ROOM)
    late = replace(with_paid(now, "2024-Q3", {}), earlier=now.earlier)
    assert ROOM.compute(late)["streak.b-2024-03"].value == 1
    silent = replace(now, earlier=(with_paid(now.earlier[0], "2024-Q1", {"b-2024-03": None}),))
    assert ROOM.compute(silent)["streak.b-2024-03"].value == 1


def test_a_streak_does_not_cross_the_budget_year() -> None:
    now = sample.release(ROOM)
    first = replace(with_paid(now, "2025-Q1", {"b-2024-03": "0"}), earlier=(with_paid(now, "2024-Q4", {}),))
    assert ROOM.compute(first)["streak.b-2024-03"].value == 1
    rule = first.method("payment_pace")
    across = replace(rule, parameters={**rule.parameters, "within_year": False})
    methods = {**first.methods, "payment_pace": across}
    assert ROOM.compute(replace(first, methods=methods))["streak.b-2024-03"].value == 2


def test_a_refund_a_cancelled_budget_and_overspending_stand_in_the_picture_as_they_are() -> None:
    made = sample.edition(ROOM)
    spec = made.charts["projects"].specs["wide"]
    shown = {row["f0"]: (row["f1"], row["f2"]) for row in spec["data"]["values"]}
    assert (shown["河道巡查"], shown["检测设备"], shown["农房补贴"]) == (
        (-2.0, "-2.0%"),
        (None, "—"),
        (104.0, "104.0%"),
    )


def test_only_consecutive_slowness_is_open_work() -> None:
    assert [(item.id, item.entity) for item in sample.edition(ROOM).items or ()] == [
        ("b-2024-03", ("department", "102"))
    ]


def test_a_hundred_projects_are_all_in_the_table_and_the_furthest_behind_in_the_picture() -> None:
    release = sample.release(ROOM)
    frame = release.table.frame
    many = pd.concat([frame] * 13, ignore_index=True)
    many["project"] = [f"b-2030-{number:03d}" for number in range(len(many))]
    entries = {code: Entry(code, f"第 {code[-3:]} 号项目") for code in many["project"]}
    lists = {**release.codelists, "budget_projects": CodeList("budget_projects", entries)}
    tables = {**release.tables, "data": replace(release.table, frame=many)}
    big = replace(release, tables=tables, codelists=lists, earlier=())
    figures = Figures(list(ROOM.compute(big).values()))
    grids = ROOM.lay_out(big, figures)
    charts = ROOM.draw(big, figures, grids)
    assert len(grids["projects"].rows) == 104
    assert len(charts["projects"].grid.rows) == MOST
    assert {row[0].text for row in charts["projects"].grid.rows} == {
        row[0].text for row in grids["projects"].rows[:MOST]
    }
    parts = [grid for name, grid in grids.items() if name.startswith("quarters-")]
    assert sum(len(grid.rows) for grid in parts) == 104
    assert all(len(grid.rows) <= MOST_ROWS for grid in parts)
