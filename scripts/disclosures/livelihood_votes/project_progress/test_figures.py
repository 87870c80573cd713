"""What is special to the progress of livelihood projects: silence, promises, adjustment, money above the plan."""

from __future__ import annotations

import datetime
import json
from dataclasses import replace
from decimal import Decimal
from typing import Any

from scripts import registry
from scripts.disclosures.livelihood_votes.project_progress.works import works
from scripts.model.figure import Figures
from scripts.model.release import Release
from tests.disclosures import sample

ROOM = registry.disclosure("livelihood_votes", "project_progress")


def changed(rows: dict[str, dict[str, Any]], at: datetime.date | None = None) -> Release:
    """Return the sample with other cells by project code."""
    made = sample.release(ROOM)
    frame = made.table.frame.copy()
    for code, cells in rows.items():
        (row,) = frame.index[frame["project"] == code]
        for field, value in cells.items():
            frame.at[row, field] = value
    table = replace(made.table, frame=frame)
    return replace(made, tables={**made.tables, "data": table}, at=at or made.at)


def compute(release: Release) -> Figures:
    return ROOM.compute(release)


def test_a_project_without_report_keeps_its_row_and_says_so() -> None:
    made = sample.release(ROOM)
    grids = ROOM.lay_out(made, compute(made))
    board = grids["board"]
    assert board.rows[0][0].text == "家庭病床"
    assert board.rows[0][1].text == "本期未报告"
    assert board.rows[0][2].text == "—"
    assert [cell.text for cell in grids["unreported"].cells("last")] == ["2024年第一季度：进行中，形象进度 30.0%"]
    assert compute(made)["progress.p2024-02"].missing == "本期未报告"


def test_what_a_silent_department_said_before_is_never_put_in_its_place() -> None:
    figures = compute(sample.release(ROOM))
    assert figures["paid.p2024-02"].value is None
    assert figures["total.paid"].value == Decimal(318)
    assert "本期已报告" in figures["total.paid"].label


def test_a_silent_project_is_told_with_its_last_report_on_its_own_page() -> None:
    made = sample.release(ROOM)
    (told,) = (m for m in ROOM.mention(made, compute(made)) if (m.type, m.id) == ("project", "p2024-02"))
    assert told.sentence == ("2024年第二季度，牵头部门没有报告进度；上次报告是2024年第一季度：进行中，形象进度 30.0%。")
    assert told.open == ("本期未报告（2024年第二季度）",)
    assert [row[1]["text"] for row in told.detail["grids"]["periods"]["rows"]] == ["本期未报告", "进行中"]
    json.dumps(told.detail, ensure_ascii=False)


def test_lateness_counts_to_the_day_of_the_data_and_stops_at_completion() -> None:
    open_ = works(sample.release(ROOM))[0]
    assert [open_.late(datetime.date(2024, 6, day)) for day in (14, 15, 16, 30)] == [0, 0, 1, 15]
    done = compute(sample.release(ROOM))["late.p2023-02"]
    assert (done.value, done.status) == (20, "")


def test_a_moved_date_counts_only_by_procedure_and_the_promise_stays_in_sight() -> None:
    made = sample.release(ROOM)
    figures = compute(made)
    moved = figures["late.p2024-03"]
    assert (moved.value, "调整后" in moved.label) == (0, True)
    later = compute(changed({}, at=datetime.date(2024, 10, 10)))["late.p2024-03"]
    assert later.value == 10
    cells = ROOM.lay_out(made, figures)["adjusted"].rows[0]
    assert [cell.text for cell in cells[1:3]] == ["2024年6月30日", "2024年9月30日"]


def test_a_stopped_project_is_neither_late_nor_followed_on() -> None:
    stop = {"adjusted_to": "停止实施", "adjusted_completion": None}
    made = changed({"p2024-03": stop}, at=datetime.date(2025, 1, 1))
    assert compute(made)["late.p2024-03"].missing == "经程序停止实施"
    assert works(made)[2].ended


def test_the_execution_of_ninghai_is_reproduced_below_and_above_the_plan() -> None:
    # As the county's press prints them, 亿元: 2020 planned 2.47, done 2.41, 97.6 % (nh.cnnb.com.cn, 23 January 2021,
    # system/2021/01/23/012194244.shtml); 2013 planned 7.1, done 7.5, 105.6 %.
    money = {"planned_money": Decimal(24700), "arrived": Decimal(24100), "paid": Decimal(24100)}
    above = {"planned_money": Decimal(71000), "arrived": Decimal(75000), "paid": Decimal(75000)}
    figures = compute(changed({"p2024-01": money, "p2024-03": above}))
    assert [figures[f"paid_rate.{code}"].text for code in ("p2024-01", "p2024-03")] == ["97.6%", "105.6%"]


def test_a_plan_of_zero_gives_no_rate_and_says_why() -> None:
    figure = compute(changed({"p2024-01": {"planned_money": Decimal(0)}}))["paid_rate.p2024-01"]
    assert (figure.value, figure.missing) == (None, "计划资金为 0 或者没有公布，不计算")


def test_every_status_has_its_definition_beside_its_number() -> None:
    made = sample.release(ROOM)
    grid = ROOM.lay_out(made, compute(made))["states"]
    words = ["本期未报告", "未完成", "调整", "未开工", "进行中", "基本完成", "完成"]
    assert [row[0].text for row in grid.rows] == words
    assert all(len(row[2].text) > 10 for row in grid.rows)


def test_an_ended_project_may_leave_only_after_its_year() -> None:
    made = sample.release(ROOM)
    without = made.table.frame[made.table.frame["project"] != "p2023-02"].reset_index(drop=True)
    kept = replace(made, tables={**made.tables, "data": replace(made.table, frame=without)})
    assert ROOM.check(kept) == []
