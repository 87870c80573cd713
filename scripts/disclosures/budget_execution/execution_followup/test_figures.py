"""Promises of the follow-up of budget execution (约见约谈、专项评审与预算调减), on its sample with cells changed."""

from __future__ import annotations

import datetime
from collections.abc import Mapping
from dataclasses import replace
from decimal import Decimal
from typing import Any

import pytest

from scripts import registry
from scripts.model.release import Release
from tests.disclosures import sample

ROOM = registry.disclosure("budget_execution", "execution_followup")
SECOND, THIRD = 0, 1
"""Rows of the warnings of 101 for the second and third quarter."""


def changed(release: Release, resource: str, row: int, cells: Mapping[str, Any]) -> Release:
    old = release.tables[resource]
    frame = old.frame.copy()
    for field, value in cells.items():
        frame.at[row, field] = value
    return replace(release, tables={**release.tables, resource: replace(old, frame=frame)})


def with_pace(release: Release, **parameters: Any) -> Release:
    rule = release.method("execution_pace")
    mended = replace(rule, parameters={**rule.parameters, **parameters})
    return replace(release, methods={**release.methods, "execution_pace": mended})


@pytest.mark.parametrize(
    ("gap", "status", "called"),
    [
        ("9.99", "ok", 2),
        ("10", "warn10", 2),
        ("19.99", "warn10", 2),
        ("20", "warn20", 2),
        ("29.99", "warn20", 2),
        ("30", "warn30", 3),
    ],
)
def test_the_list_is_derived_at_the_threshold_exactly(gap: str, status: str, called: int) -> None:
    release = changed(sample.release(ROOM), "warnings", THIRD, {"gap": Decimal(gap)})
    figures = ROOM.compute(release)
    assert (figures["gap.101.2024-q3"].status, figures["triggered"].value) == (status, called)
    assert figures["gap.101.2024-q3"].text != "30.0" or Decimal(gap) >= 30


def test_a_unit_taken_off_the_list_may_not_stay_without_a_reason() -> None:
    release = changed(sample.release(ROOM), "warnings", THIRD, {"gap": Decimal("29.99")})
    assert [problem.code for problem in ROOM.check(release)] == ["check.invitation-reason"]


def test_threshold_and_run_come_from_the_method() -> None:
    release = sample.release(ROOM)
    assert ROOM.compute(with_pace(release, consecutive=3))["triggered"].value == 1
    assert ROOM.compute(with_pace(release, thresholds=[10, 20, 35]))["triggered"].value == 0
    assert ROOM.compute(with_pace(release, consecutive=1))["triggered"].value == 4


def test_a_period_not_reported_ends_a_run() -> None:
    figures = ROOM.compute(sample.release(ROOM))
    near = ROOM.lay_out(sample.release(ROOM), figures)["warnings"].details
    assert [summary for summary, _ in near] == ["有一期达到 30 个百分点、没有连续达到的 1 个单位"]
    assert [cell.text for cell in near[0][1].rows[0]] == ["丁部", "31.0", "—", "31.0", "—"]


@pytest.mark.parametrize(("day", "late"), [("2024-12-31", 2), ("2024-12-29", 0), ("2024-12-30", 1)])
def test_a_hearing_is_late_from_the_day_after_ninety_days(day: str, late: int) -> None:
    # 103 reached the second period in a row on 30 September; ninety days later is 29 December.
    release = replace(sample.release(ROOM), at=datetime.date.fromisoformat(day))
    listed = {one.id: one for one in ROOM.items(release, ROOM.compute(release)) or ()}
    assert listed["hearing-103"].late == late
    assert listed["hearing-103"].deadline == datetime.date(2024, 12, 29)


def test_a_hearing_starts_the_days_for_the_finding() -> None:
    release = changed(sample.release(ROOM), "data", 2, {"hearing": datetime.date(2024, 12, 20)})
    listed = {one.id: one for one in ROOM.items(release, ROOM.compute(release)) or ()}
    assert (listed["hearing-103"].deadline, listed["hearing-103"].state) == (
        datetime.date(2025, 2, 18),
        "已约谈，没有认定",
    )


def test_building_later_makes_nobody_later() -> None:
    now = sample.release(ROOM)
    later = replace(now, at=datetime.date(2031, 1, 1))
    assert [one.as_json() for one in ROOM.compute(now).values()] == [
        one.as_json() for one in ROOM.compute(later).values()
    ]


def test_every_sum_of_cuts_is_an_identity() -> None:
    release = sample.release(ROOM)
    states = {one.id: one.state({}) for one in ROOM.identify(release)}
    assert states == {
        "after.pa-1": "held",
        "after.pa-2": "held",
        "after.pa-3": "held",
        "after.pb-1": "held",
        "department.101": "held",
        "department.102": "held",
        "department.103": "held",
        "department.602": "held",
        "total": "held",
        "approved.p3-1": "held",
        "next.pa-1": "open",
        "next.pa-3": "open",
    }


def test_a_budget_that_did_not_keep_the_cut_fails_and_is_shown() -> None:
    release = changed(sample.release(ROOM), "budgets", 0, {"approved": Decimal("40")})
    assert [problem.code for problem in ROOM.check(release)] == ["check.identity-failed"]
    figures = ROOM.compute(release)
    assert figures["prior.kept"].value == 0
    assert ROOM.lay_out(release, figures)["settled"].cells("state")[0].text == "多 12.00 万元"


def test_a_total_that_differs_from_its_projects_fails_twice() -> None:
    release = changed(sample.release(ROOM), "data", 0, {"cut": Decimal("40")})
    failed = [one.id for one in ROOM.identify(release) if one.state({}) == "failed"]
    assert failed == ["department.101", "total"]


def test_the_first_year_published_has_no_cuts_to_settle() -> None:
    release = sample.release(ROOM)
    figures = ROOM.compute(release.earlier[0])
    assert (figures["prior.projects"].value, figures["prior.projects"].missing) == (None, "上一年没有公布调减")
    assert figures["cut"].value == 12


def test_profiles_of_units_and_projects_tell_the_chain() -> None:
    release = sample.release(ROOM)
    told = {(one.type, one.id): one for one in ROOM.mention(release, ROOM.compute(release))}
    assert told["department", "101"].sentence == (
        "2024年第二季度至2024年第三季度连续 2 期比计划少支出 30 个百分点及以上，达到约谈条件，"
        "2024年11月20日约谈，认定说明不成立，2025年预算调减 40.25 万元。"
    )
    assert told["department", "102"].sentence.endswith(
        "达到约谈条件，没有约谈，理由：上级资金年底下达，经主任会议同意改为书面说明。"
    )
    assert (told["department", "103"].status, told["department", "103"].open) == (
        "late",
        ("预算执行约谈：已列入，没有约谈，逾期 2 天",),
    )
    assert told["project", "p3-1"].sentence == (
        "2023年专项评审后要求调减 12.00 万元，批准的2024年预算 28.00 万元，与调减后安排相等。"
    )
    assert told["project", "pa-1"].sentence == (
        "2024年专项评审时执行进度 25.0%（占本年预算），认定说明不成立，"
        "2025年预算原拟安排 180.00 万元，调减 30.00 万元。"
    )
