"""What is special to the monthly bulletin: bases of rates and growth, refunds, renamed subjects, identities."""

from __future__ import annotations

from dataclasses import replace
from decimal import Decimal

from scripts import registry
from scripts.model.release import Release
from tests.disclosures import sample

ROOM = registry.disclosure("budget_execution", "general_budget")


def with_cell(release: Release, code: str, field: str, value: object) -> Release:
    """Return the release with one cell of the main table changed."""
    frame = release.table.frame.copy()
    frame[field] = frame[field].astype(object)
    frame.loc[frame["code"] == code, field] = value  # type: ignore[call-overload]  # any cell value
    return replace(release, tables={**release.tables, "data": replace(release.table, frame=frame)})


def test_a_rate_names_the_budget_it_is_a_share_of() -> None:
    figures = ROOM.compute(sample.release(ROOM))
    assert figures["revenue.rate"].base == "占年初预算"
    assert figures["expenditure.rate"].base == "占调整预算"


def test_a_subject_without_adjustment_keeps_its_budget_in_the_adjusted_total() -> None:
    figures = ROOM.compute(sample.release(ROOM))
    assert (figures["expenditure.adjusted"].value, figures["adjusted.215"].value) == (Decimal(520), None)


def test_growth_on_a_negative_missing_or_other_base_is_refused_with_its_reason() -> None:
    figures = ROOM.compute(sample.release(ROOM))
    assert [figures[f"growth.{code}"].missing for code in ("103", "215", "20139")] == [
        "上年同期数为 0 或负数，无法计算",
        "没有上年同期数",
        "与上年同期口径不同，不可比",
    ]


def test_a_total_with_an_incomparable_subject_has_no_growth_and_names_it() -> None:
    figures = ROOM.compute(with_cell(sample.release(ROOM), "103", "comparable", False))
    assert figures["revenue.growth"].missing == "与上年同期口径不同，不可比：非税收入"


def test_a_refund_is_shown_as_it_is_and_said_in_the_picture() -> None:
    made = with_cell(sample.release(ROOM), "10119", "cumulative", Decimal(-20))
    figures = ROOM.compute(made)
    chart = ROOM.draw(made, figures, ROOM.lay_out(made, figures))["sources"]
    assert figures["cumulative.10119"].text == "-20.00"
    assert "契税是负数" in chart.description


def test_a_renamed_subject_is_followed_by_its_code_and_keeps_its_printed_name() -> None:
    made = sample.edition(ROOM)
    row = made.grids["expenditure"].rows[2]
    assert (row[0].text, row[0].note, row[1].text) == ("资源勘探信息等支出", "现称“资源勘探工业信息等支出”", "215")


def test_subjects_open_from_class_to_item_and_say_that_codes_are_unverified() -> None:
    grid = sample.edition(ROOM).grids["expenditure"]
    assert [summary for summary, _ in grid.details] == ["一般公共服务支出：2 款，累计 90.00 万元"]
    assert "未经财政部当年" in grid.note
    assert {"cumulative.20101", "cumulative.201"} <= grid.figures()


def test_identities_hold_within_the_month_across_months_and_across_years() -> None:
    found = {one.id: one.state({}) for one in ROOM.identify(sample.release(ROOM))}
    assert {found[id] for id in ("parts.month.101", "months.10119", "last_year.101", "industry.cumulative")} == {"held"}
    assert "last_year.20139" not in found
    assert set(found.values()) == {"held"}


def test_a_month_that_does_not_follow_from_the_last_stops_the_release_unless_explained() -> None:
    release = with_cell(sample.release(ROOM), "103", "cumulative", Decimal(31))
    assert [problem.expected.split(" ")[1] for problem in ROOM.check(release)] == ["months.103"]
    assert release.approval is not None
    approval = replace(release.approval, explained={"months.103": "上月少列一笔，本月补列"})
    assert ROOM.check(replace(release, approval=approval)) == []


def test_peers_are_not_ranked_when_one_cannot_be_compared() -> None:
    release = sample.release(ROOM)
    table = release.tables["peers"]
    frame = table.frame.assign(comparable=[False])
    figures = ROOM.compute(replace(release, tables={**release.tables, "peers": replace(table, frame=frame)}))
    assert figures["peer_rank"].value is None
    assert figures["peer_rank"].missing == "有城区的同比不能计算，不排名次"


def test_empty_tables_are_bulletins_without_those_parts() -> None:
    release = sample.release(ROOM)
    tables = dict(release.tables)
    for name in ("funds", "industry", "peers"):
        tables[name] = replace(tables[name], frame=tables[name].frame.iloc[:0])
    made = sample.edition(ROOM, replace(release, tables=tables))
    assert set(made.grids) == {"revenue", "expenditure", "history"}
