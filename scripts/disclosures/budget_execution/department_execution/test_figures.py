"""What is special to department budget execution: boundaries of warnings, streaks, places and missing reports."""

from __future__ import annotations

import datetime
from dataclasses import replace
from decimal import Decimal

import pytest

from scripts import registry
from scripts.disclosures.budget_execution.department_execution.figures import compute, warning
from scripts.model.figure import Figures
from scripts.model.release import Release, ReleaseId
from tests.disclosures import sample

ROOM = registry.disclosure("budget_execution", "department_execution")


def with_executed(release: Release, period: str, executed: dict[str, str | None]) -> Release:
    """Return the release as another period with other amounts executed."""
    frame = release.table.frame.copy()
    for code, value in executed.items():
        frame.loc[frame["department"] == code, "executed"] = None if value is None else Decimal(value)
    table = replace(release.table, frame=frame)
    id = ReleaseId.parse(f"{ROOM}/{period}")
    return replace(release, id=id, tables={"data": table}, at=id.period.end, earlier=())


@pytest.mark.parametrize(
    ("gap", "level"),
    [
        ("-5", "ok"),
        ("9.99", "ok"),
        ("10", "warn10"),
        ("19.99", "warn10"),
        ("20", "warn20"),
        ("29.99", "warn20"),
        ("30", "warn30"),
    ],
)
def test_a_gap_reaches_a_warning_at_its_threshold(gap: str, level: str) -> None:
    method = sample.release(ROOM).method("execution_pace")
    assert warning(Decimal(gap), method) == level


def test_a_gap_below_a_threshold_is_never_printed_as_the_threshold() -> None:
    figures = Figures(compute(sample.release(ROOM)))
    assert (figures["gap.102"].text, figures["gap.102"].status) == ("9.99", "ok")
    assert (figures["gap.101"].text, figures["gap.101"].status) == ("10.0", "warn10")


def test_a_period_not_published_ends_a_streak() -> None:
    now = sample.release(ROOM)
    early = with_executed(now, "2024-Q1", {"103": "0"})
    late = with_executed(now, "2024-Q3", {})
    figures = Figures(compute(replace(late, earlier=(early,))))
    assert figures["streak.103"].value == 1


def test_a_streak_does_not_cross_the_budget_year_where_the_method_says_so() -> None:
    now = sample.release(ROOM)
    before = with_executed(now, "2023-Q4", {"103": "0"})
    first = replace(with_executed(now, "2024-Q1", {}), earlier=(before,))
    assert Figures(compute(first))["streak.103"].value == 1
    method = first.method("execution_pace")
    across = replace(method, parameters={**method.parameters, "within_year": False})
    figures = Figures(compute(replace(first, methods={"execution_pace": across})))
    assert figures["streak.103"].value == 2


def test_one_silent_department_leaves_total_and_places_of_its_level_unprinted() -> None:
    figures = Figures(compute(with_executed(sample.release(ROOM), "2024-Q2", {"601": None})))
    assert figures["executed"].value is None
    assert "1 个部门本期未报告" in figures["rate"].missing
    assert figures["rank.602"].value is None


def test_tied_departments_share_a_place() -> None:
    release = with_executed(sample.release(ROOM), "2024-Q2", {"602": "104"})
    figures = Figures(compute(release))
    assert [figures[f"rank.{code}"].value for code in ("601", "602")] == [1, 1]


def test_sign_of_a_gap_is_said_in_words() -> None:
    made = sample.edition(ROOM)
    cells = {row[0].text: row[-2].text for row in made.grids["townships"].rows}
    assert cells == {"戊镇": "多支出 54.0", "己镇": "少支出 51.0"}
    assert made.release.at == datetime.date(2024, 6, 30)


def test_each_unit_has_a_panel_of_this_years_plan_and_actual_beside_last_year() -> None:
    now = sample.release(ROOM)
    last = with_executed(now, "2023-Q4", {"102": "1900"})
    found = replace(now, earlier=(last, *now.earlier))
    figures = Figures(compute(found))
    grids = ROOM.lay_out(found, figures)
    grid = grids["courses-1"]
    assert [column.key for column in grid.columns[1:]] == ["actual_1", "actual_2", "plan_1", "plan_2", "before_4"]
    row = next(cells for cells in grid.rows if cells[0].text == "乙部")
    assert [cell.text for cell in row[1:]] == ["24.0", "40.0", "25.0", "50.0", "95.0"]
    assert (row[2].figure, row[2].value) == ("rate.102", figures["rate.102"].value)
    levels = [grids[name].title for name in grids if name.startswith("courses-")]
    assert levels == ["区级部门计划与执行（2024年）", "乡镇街道计划与执行（2024年）"]
    assert "courses-1" in ROOM.draw(found, figures, grids)


def test_a_year_with_one_period_alone_has_no_panels() -> None:
    alone = replace(sample.release(ROOM), earlier=())
    assert not [name for name in ROOM.lay_out(alone, Figures(compute(alone))) if name.startswith("courses-")]
