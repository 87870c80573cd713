"""Promises of the department appraisal (政府部门工作评议), on its sample with single cells changed."""

import datetime
from collections.abc import Mapping
from dataclasses import replace
from decimal import Decimal
from pathlib import Path
from typing import Any

import pytest

from scripts import registry
from scripts.intake import codelist, table
from scripts.intake import method as methods
from scripts.model.release import Release, ReleaseId

ROOM = registry.disclosure("evaluation_outcomes", "department_appraisal")
SAMPLE = Path(__file__).parent / "sample"
LISTS = codelist.read_all(SAMPLE / "codelists")
METHOD = methods.read_all(SAMPLE / "methods")["department_appraisal"][0]
UNPUBLISHED = dict.fromkeys(
    ("members_all", "present", "issued", "returned", "valid", "satisfied", "basically", "dissatisfied", "abstain")
)


def read(period: str, earlier: tuple[Release, ...] = (), **parameters: Any) -> Release:
    id = ReleaseId.parse(f"{ROOM}/{period}")
    tables = {name: table.read(SAMPLE / period / f"{name}.csv", schema, LISTS) for name, schema in ROOM.schemas.items()}
    rule = replace(METHOD, parameters={**METHOD.parameters, **parameters})
    return Release(id, tables, LISTS, {"department_appraisal": rule}, id.period.end, earlier)


def sample(**parameters: Any) -> Release:
    return read("2024-S2", (read("2024-S1"),), **parameters)


def changed(release: Release, resource: str, row: int, cells: Mapping[str, Any]) -> Release:
    old = release.tables[resource]
    frame = old.frame.copy()
    for field, value in cells.items():
        frame.at[row, field] = value
    return replace(release, tables={**release.tables, resource: replace(old, frame=frame)})


def codes(release: Release) -> list[str]:
    return [problem.code for problem in ROOM.check(release)]


def test_grade_is_of_all_members_and_not_of_those_who_came():
    # 区住房城乡建委: 8 满意 and 7 基本满意 of 27 present are a majority of those present, not of 32 members.
    assert codes(sample()) == []
    assert codes(sample(base="实到人员")) == ["check.grade-mismatch"]


@pytest.mark.parametrize(("tie", "found"), [(False, []), (True, ["check.grade-mismatch"])])
def test_exactly_half_is_decided_by_the_method(tie, found):
    # 区教委 in the first half: 15 满意 of 30 members was announced as 基本满意.
    assert codes(read("2024-S1", tie_reaches=tie)) == found


def test_the_two_rates_have_two_labels():
    figures = ROOM.compute(sample())
    one, both = figures["satisfied_share.115"], figures["approved_share.115"]
    assert (one.label, one.exact) == ("区交通局满意率（只计满意票）", "53.125")
    assert (both.label, both.exact) == ("区交通局满意和基本满意合计率", "78.125")
    assert one.base == both.base == "占全体组成人员"


def test_rates_follow_the_base_that_the_method_names():
    figure = ROOM.compute(sample(base="有效票"))["basically_share.103"]
    assert (figure.base, figure.value, figure.terms[-1]) == (
        "占有效票",
        Decimal("20.68965517241379310344827586206897"),
        "valid.103",
    )


def test_department_appraised_again_counts_once_with_its_last_grade():
    figures = ROOM.compute(sample())
    assert figures["so_far"].value == 4
    assert figures["term_grade.basically"].value == 0
    history = ROOM.lay_out(sample(), figures)["history"]
    assert [cell.text for cell in history.cells("so_far")] == ["2", "4"]


def test_reappraisal_starts_the_months_before_the_review_anew():
    grid = ROOM.lay_out(sample(), ROOM.compute(sample()))["reviews"]
    due = dict(zip([cell.text for cell in grid.cells("name")], grid.cells("due"), strict=True))
    assert due["区教委"].value == "2025-06-20"


def test_six_months_after_the_last_of_may_is_the_last_of_november():
    release = read("2024-S1")
    grid = ROOM.lay_out(release, ROOM.compute(release))["reviews"]
    assert {cell.value for cell in grid.cells("due")} == {"2024-11-30"}


def test_review_not_held_is_late_only_where_the_rule_demands_one():
    blank = {"reviewed": None, "review_result": None}
    for required, level in ((True, "late"), (False, "")):
        release = changed(sample(review_required=required), "opinions", 1, blank)
        earlier = tuple(replace(one, methods=release.methods) for one in release.earlier)
        figures = ROOM.compute(replace(release, earlier=earlier))
        assert (figures["reviews.missed"].value, figures["reviews.missed"].status) == (1, level)


def test_building_later_makes_nobody_later():
    early, late = sample(), replace(sample(), at=datetime.date(2030, 1, 1))
    assert [f.as_json() for f in ROOM.compute(early).values()] == [f.as_json() for f in ROOM.compute(late).values()]


@pytest.mark.parametrize(
    ("day", "late", "overdue"), [("2024-12-31", 0, 0), ("2024-12-30", 1, 1), ("2024-10-31", 61, 1)]
)
def test_opinion_is_overdue_from_the_day_after_its_deadline(day, late, overdue):
    figures = ROOM.compute(changed(sample(), "opinions", 1, {"deadline": datetime.date.fromisoformat(day)}))
    assert (figures["late.2024s1-02"].value, figures["opinions.overdue"].value) == (late, overdue)


def test_late_report_is_late_and_no_longer_overdue():
    figures = ROOM.compute(sample())
    assert (figures["late.2024s1-01"].value, figures["late.2024s1-01"].status) == (5, "")
    assert figures["items_overdue.103"].value == 0


def test_stages_add_up_to_all_opinions():
    figures = ROOM.compute(sample())
    stages = ("completed", "reported", "going", "overdue")
    assert sum(int(figures[f"opinions.{stage}"].value) for stage in stages) == figures["opinions"].value


def test_votes_not_published_are_missing_and_nobody_has_a_place():
    release = changed(sample(), "data", 0, UNPUBLISHED)
    assert codes(release) == []
    figures = ROOM.compute(release)
    assert (figures["satisfied_share.115"].value, figures["satisfied_share.115"].missing) == (None, "票数没有公布")
    assert [figures[f"rank.{code}"].missing for code in ("115", "103", "113")] == [
        "本期有部门没有公布票数，不排名次"
    ] * 3
    assert figures["grade.satisfied"].value == 2
    assert "1 个没有公布票数" in ROOM.draw(release, figures, ROOM.lay_out(release, figures))["results"].description


def test_small_secret_ballot_is_refused_whatever_tells_its_size():
    small = {**UNPUBLISHED, "present": 4, "satisfied": 3, "dissatisfied": 1}
    assert codes(changed(sample(), "data", 0, small)) == ["check.small-group"]
    only_votes = {**UNPUBLISHED, "satisfied": 3, "dissatisfied": 1}
    assert codes(changed(sample(), "data", 0, only_votes)) == ["check.small-group"]
    assert codes(changed(sample(), "data", 0, {**UNPUBLISHED, "present": 4})) == []


def test_unanimous_ballot_of_a_full_committee_may_be_published():
    everyone = {"valid": 29, "satisfied": 29, "basically": 0, "dissatisfied": 0, "abstain": 0}
    assert codes(changed(sample(), "data", 0, everyone)) == []


def test_another_term_starts_from_nothing():
    release = sample()
    frame = release.tables["coverage"].frame.assign(term="第十九届")
    coverage = replace(release.tables["coverage"], frame=frame)
    release = replace(release, tables={**release.tables, "coverage": coverage})
    assert ROOM.compute(release)["so_far"].value == 3


def test_line_of_the_rule_is_drawn_only_where_it_is_the_same_for_all():
    def line(release: Release) -> bool:
        figures = ROOM.compute(release)
        return "虚线" in ROOM.draw(release, figures, ROOM.lay_out(release, figures))["results"].measured

    assert line(sample())
    assert not line(changed(sample(), "data", 0, {"members_all": 31}))
    assert not line(sample(satisfied_needs="2/3"))


def test_profile_says_result_opinions_review_and_who_is_not_appraised():
    release = sample()
    mentions = {one.id: one for one in ROOM.mention(release, ROOM.compute(release))}
    assert mentions["113"].sentence == (
        "2024年10月25日区十八届人大常委会第二十五次会议评议为不满意"
        "（满意 8 票，基本满意 7 票，不满意 10 票，弃权 2 票），满意率 25.0%（占全体组成人员，只计满意票）；"
        "评议意见 2 条，未完成 2 条；2025年4月25日满 6 个月。"
    )
    assert mentions["107"].open == ("评议意见 1 条未完成，其中 1 条逾期",)
    assert [(event.date.isoformat(), event.status) for event in mentions["107"].events] == [
        ("2024-05-31", "ok"),
        ("2024-12-05", "done"),
    ]
    assert mentions["129"].sentence == "截至2024年12月31日，本届还没有评议，还没有安排年份。"
    assert mentions["109"].word == "安排 2025 年评议"


def test_release_without_appraisals_still_follows_the_opinions_up():
    release = sample()
    data = release.tables["data"]
    empty = replace(data, frame=data.frame.iloc[0:0], origin=replace(data.origin, rows=()))
    opinions = release.tables["opinions"]
    kept = replace(opinions, frame=opinions.frame.iloc[:2], origin=replace(opinions.origin, rows=(2, 3)))
    release = replace(release, tables={**release.tables, "data": empty, "opinions": kept})
    figures = ROOM.compute(release)
    charts = ROOM.draw(release, figures, ROOM.lay_out(release, figures))
    assert codes(release) == []
    assert (figures["appraised"].value, figures["so_far"].value, figures["opinions"].value) == (0, 2, 2)
    assert "results" not in charts
