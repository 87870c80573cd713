"""What is special to audit findings: nothing open is lost, money never falls, six months to the review."""

from __future__ import annotations

import datetime
from collections.abc import Mapping
from dataclasses import replace
from decimal import Decimal
from typing import Any

import pytest

from scripts import registry
from scripts.disclosures.budget_execution.audit_rectification.audit import audits
from scripts.model.release import Release
from tests.disclosures import sample

ROOM = registry.disclosure("budget_execution", "audit_rectification")


def changed(release: Release, resource: str, row: int, cells: Mapping[str, Any]) -> Release:
    old = release.tables[resource]
    frame = old.frame.copy()
    for field, value in cells.items():
        frame.at[row, field] = value
    return replace(release, tables={**release.tables, resource: replace(old, frame=frame)})


def codes(release: Release) -> list[str]:
    return [problem.code for problem in ROOM.check(release)]


def failed(release: Release) -> list[str]:
    return [one.id for one in ROOM.identify(release) if one.state({}) == "failed"]


def test_money_mended_may_not_fall_unless_the_approver_says_why() -> None:
    release = changed(sample.release(ROOM), "data", 0, {"returned": Decimal("149.99")})
    assert failed(release) == ["kept.a2022-01"]
    found = {one.id: one for one in ROOM.identify(release)}
    assert found["kept.a2022-01"].state({"kept.a2022-01": "误缴退回"}) == "explained"


@pytest.mark.parametrize(("way", "ids"), [("80", []), ("80.01", ["within.a2022-02"])])
def test_no_more_is_mended_than_was_found(way: str, ids: list[str]) -> None:
    assert failed(changed(sample.release(ROOM), "data", 1, {"otherwise": Decimal(way)})) == ids


def test_an_audit_leaves_the_list_only_when_all_its_findings_were_completed() -> None:
    release = sample.release(ROOM)
    before = release.earlier[-1]
    assert [audit.id for audit in audits(before)] == ["a2021", "a2022"]
    assert codes(release) == []
    reopened = changed(before, "data", 0, {"state": "整改中", "reported": None})
    assert codes(replace(release, earlier=(reopened,))) == ["check.opinion-left-out"]


def test_a_unit_whose_audit_has_left_the_list_still_stands_in_the_coverage() -> None:
    release = sample.release(ROOM)
    grid = ROOM.lay_out(release, ROOM.compute(release))["coverage"]
    assert [column.title for column in grid.columns][1:4] == ["补助资金专项审计", "2022年度审计", "2021年度审计"]
    rows = {row[0].text: [cell.text for cell in row[1:]] for row in grid.rows}
    assert rows["丙部"] == ["没有", "没有", "2 条，已完成", "2", "0", "0"]
    assert rows["乙部"] == ["没有", "2 条，整改中", "没有", "2", "2", "0"]


@pytest.mark.parametrize(
    ("reviewed", "state", "late"),
    [("2024-02-24", "held", 0), ("2024-02-25", "late", 1), (None, "missed", 127)],
)
def test_the_review_is_due_six_calendar_months_after_the_report(reviewed: str | None, state: str, late: int) -> None:
    day = None if reviewed is None else datetime.date.fromisoformat(reviewed)
    audit = audits(changed(sample.release(ROOM), "audits", 0, {"reviewed": day}))[0]
    assert (audit.due.isoformat(), audit.state, audit.late) == ("2024-02-24", state, late)


def test_six_months_after_the_end_of_august_is_the_end_of_february() -> None:
    heard = {"heard": datetime.date(2023, 8, 31), "reviewed": None}
    assert audits(changed(sample.release(ROOM), "audits", 0, heard))[0].due == datetime.date(2024, 2, 29)


@pytest.mark.parametrize(("deadline", "late", "status"), [("2024-06-30", 0, ""), ("2024-06-29", 1, "late")])
def test_a_finding_is_overdue_from_the_day_after_its_deadline(deadline: str, late: int, status: str) -> None:
    release = changed(sample.release(ROOM), "data", 1, {"deadline": datetime.date.fromisoformat(deadline)})
    figure = ROOM.compute(release)["late.a2022-02"]
    assert (figure.value, figure.status) == (late, status)


def test_building_later_makes_nothing_later() -> None:
    early, late = sample.release(ROOM), replace(sample.release(ROOM), at=datetime.date(2030, 1, 1))
    assert [f.as_json() for f in ROOM.compute(early).values()] == [f.as_json() for f in ROOM.compute(late).values()]


def test_each_finding_has_its_own_timeline_across_releases() -> None:
    release = sample.release(ROOM)
    register = ROOM.lay_out(release, ROOM.compute(release))["open"].details[0][1]
    said, grid = register.details[0]
    assert said == "a2022-02　甲部：专项资金账目不清"
    assert [[cell.text for cell in row] for row in grid.rows] == [
        ["2023年下半年", "整改中", "—", "0.00", "0.00", "10.00", "0.00"],
        ["2024年上半年", "整改中，已逾期", "—", "0.00", "0.00", "20.50", "0.00"],
    ]


def test_open_findings_are_items_of_the_unit_that_mends_them() -> None:
    release = sample.release(ROOM)
    found = ROOM.items(release, ROOM.compute(release)) or []
    assert [(one.id, one.body, one.status, one.late) for one in found] == [
        ("a2022-02", "甲部", "late", 61),
        ("a2022-03", "乙部", "wait", 0),
        ("a2022-04", "乙部", "going", 0),
        ("z2024-01", "戊镇", "going", 0),
    ]


def test_a_finding_without_money_has_no_amounts_and_one_with_money_states_all_ways() -> None:
    release = sample.release(ROOM)
    assert codes(changed(release, "data", 3, {"returned": Decimal(1)})) == ["check.amount-kind"]
    assert codes(changed(release, "data", 5, {"otherwise": None})) == ["check.mended-missing"]
    figures = ROOM.compute(changed(release, "data", 5, {"otherwise": None}))
    assert (figures["mended"].value, figures["mended"].missing) == (None, "有问题没有填金额")


def test_a_profile_says_what_is_open_and_since_when() -> None:
    release = sample.release(ROOM)
    mentions = {one.id: one for one in ROOM.mention(release, ROOM.compute(release))}
    assert mentions["101"].sentence == (
        "截至2024年6月30日，审计查出问题 2 条，未完成 1 条，其中逾期 1 条；涉及金额 300.50 万元，已整改 220.50 万元。"
    )
    assert mentions["101"].open == ("专项资金账目不清（逾期 61 天）",)
    assert [(event.date.isoformat(), event.status) for event in mentions["601"].events] == [
        ("2023-08-24", ""),
        ("2024-03-28", ""),
        ("2024-01-10", "done"),
    ]
