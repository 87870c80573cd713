"""What is special to a special fund: each step needs the one before, and every yuan is somewhere."""

from __future__ import annotations

from dataclasses import replace
from decimal import Decimal
from typing import Any

from scripts import registry
from scripts.model.release import Release
from scripts.model.table import Table
from tests.disclosures import sample

ROOM = registry.disclosure("livelihood_votes", "micro_projects")


def changed(release: Release, resource: str, row: int, **cells: Any) -> Release:
    """Return the release with other cells in one row."""
    old = release.tables[resource]
    frame = old.frame.copy()
    for field, value in cells.items():
        frame.at[row, field] = value
    return replace(release, tables={**release.tables, resource: Table(frame, old.schema, old.origin)})


def states(release: Release) -> dict[str, str]:
    return {one.id: one.state({}) for one in ROOM.identify(release)}


def test_every_identity_of_the_sample_is_kept() -> None:
    assert states(sample.release(ROOM)) == {"allocated": "held", "remainder": "held", "carried": "held"}


def test_what_is_decided_is_never_more_than_the_fund() -> None:
    over = changed(sample.release(ROOM), "data", 3, amount=Decimal("6.2"))
    assert states(over)["allocated"] == "failed"
    assert states(changed(over, "data", 3, amount=Decimal("6.1")))["allocated"] == "held"


def test_a_year_that_has_not_ended_is_open_and_no_breach() -> None:
    release = changed(sample.release(ROOM), "fund", 0, returned=None, carried_out=None)
    assert states(release)["remainder"] == "open"
    assert ROOM.check(release) == []
    assert ROOM.compute(release)["carried_out"].missing == "年度没有结束，还没有确定"


def test_what_was_held_over_counts_in_the_year_of_its_decision_only() -> None:
    release = sample.release(ROOM)
    figures = ROOM.compute(release)
    assert (figures["funded"].value, figures["held"].value) == (3, 1)
    # 9 + 6.4 + 5 of this year; the 18.5 of the year before is not in it.
    assert figures["allocated"].value == Decimal("20.4")
    assert figures["all_funded"].value == 5
    assert "held" in ROOM.lay_out(release, figures)


def test_a_suggestion_and_its_matter_lead_to_each_other() -> None:
    release = sample.release(ROOM)
    found = {(one.type, one.id): one for one in ROOM.mention(release, ROOM.compute(release))}
    assert ("suggestion", "s2024-001", "来自这件代表建议") in found["project", "m2024-02"].relations
    there = found["suggestion", "s2024-001"]
    assert there.relations == (("project", "m2024-02", "民生“微实事”：超过计划完成日期 31 日"),)
    assert not there.detail, "the register tells of the suggestion; this only of what it led to"
    assert there.sentence == (
        "“江湾街道无障碍坡道”：2024年4月18日由民生“微实事”专项资金安排 6.40 万元，还没有完成，"
        "计划2024年11月30日完成，已超过 31 日。"
    )


def test_the_page_of_a_matter_tells_each_step() -> None:
    release = sample.release(ROOM)
    found = {one.id: one for one in ROOM.mention(release, ROOM.compute(release)) if one.type == "project"}
    assert [(step["title"], step["state"]) for step in found["m2024-01"].detail["steps"]] == [
        ("提出", "done"),
        ("初步清单", "done"),
        ("安排资金", "done"),
        ("完成", "done"),
    ]
    assert found["m2024-01"].detail["steps"][-1]["note"] == "实际支出 8.25 万元，比计划迟 8 日"
    assert found["m2024-04"].detail["steps"][-1]["note"] == "没有安排：用地没有落实。"
    assert [step["title"] for step in found["m2024-05"].detail["steps"]] == ["提出", "初步清单"]


def test_what_is_open_has_its_deadline_and_days() -> None:
    release = sample.release(ROOM)
    found = ROOM.items(release, ROOM.compute(release)) or []
    assert [(one.id, one.late, one.status) for one in found] == [("m2024-02", 31, "late"), ("m2024-03", 0, "going")]
