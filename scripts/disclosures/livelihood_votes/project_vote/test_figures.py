"""What is special to the vote on livelihood projects: majority, equals, other rules, and what is not published."""

from __future__ import annotations

import datetime
import json
from dataclasses import replace
from functools import cache
from pathlib import Path
from typing import Any

from scripts import registry
from scripts.disclosures.livelihood_votes.project_vote.vote import vote
from scripts.intake import codelist, method, table
from scripts.model.figure import Figures
from scripts.model.method import in_force
from scripts.model.release import Release, ReleaseId
from scripts.model.table import Table

ROOM = registry.disclosure("livelihood_votes", "project_vote")
SAMPLE = Path(__file__).parent / "sample"


@cache
def sample(period: str = "2025") -> Release:
    lists = codelist.read_all(SAMPLE / "codelists")
    tables = {name: table.read(SAMPLE / period / f"{name}.csv", schema, lists) for name, schema in ROOM.schemas.items()}
    id = ReleaseId.parse(f"livelihood_votes/project_vote/{period}")
    versions = method.read_all(SAMPLE / "methods")
    methods = {name: in_force(found, id.period.end) for name, found in versions.items()}
    return Release(id, tables, lists, methods, datetime.date(2025, 1, 20))


def changed(
    release: Release,
    rows: dict[str, dict[str, Any]] | None = None,
    meeting: dict[str, Any] | None = None,
    rule: dict[str, Any] | None = None,
) -> Release:
    """Return the release with other cells by project code, another meeting and other parameters of the rule."""
    data, old = release.table.frame.copy(), release.tables["meeting"]
    for code, cells in (rows or {}).items():
        for field, value in cells.items():
            data.at[data.index[data["project"] == code][0], field] = value
    sitting = old.frame.copy()
    for field, value in (meeting or {}).items():
        sitting.at[0, field] = value
    now = release.method("project_vote")
    tables = {
        "data": Table(data, release.table.schema, release.table.origin),
        # What was changed was decided without a second ballot.
        "meeting": Table(sitting[:1] if rows or meeting else sitting, old.schema, old.origin),
    }
    methods = {"project_vote": replace(now, parameters={**now.parameters, **(rule or {})})}
    return replace(release, tables=tables, methods=methods)


def figures(release: Release) -> Figures:
    return ROOM.compute(release)


def test_every_figure_worked_out_by_hand_is_met() -> None:
    expected = json.loads((SAMPLE / "expected.json").read_text(encoding="utf-8"))
    found = figures(sample())
    assert {id: found[id].exact or None for id in expected} == expected


def test_the_second_ballot_decides_who_is_chosen_and_the_recount_agrees() -> None:
    found = vote(sample())
    assert found.first.tied == ("p2025-02", "p2025-03")
    assert found.result.chosen == ("p2025-01", "p2025-04", "p2025-03")
    assert ROOM.check(sample()) == []


def test_equals_without_a_second_ballot_are_left_to_the_meeting() -> None:
    release = changed(sample(), {code: {"votes_runoff": None} for code in ("p2025-02", "p2025-03")})
    found = vote(release)
    assert (found.result.tied, found.result.vacant) == (("p2025-02", "p2025-03"), 1)
    assert found.why_not(found.find("p2025-02")) == "得票相同，由会议决定"
    assert ROOM.check(release) == []


def test_the_majority_is_of_all_deputies_unless_the_rule_names_another_body() -> None:
    assert figures(sample())["majority"].value == 11
    assert figures(changed(sample(), rule={"body": "到会代表"}))["majority"].value == 10
    assert figures(changed(sample(), rule={"body": "有效票"}))["majority"].value == 10


def test_the_losers_keep_their_reason() -> None:
    release = sample()
    grid = ROOM.lay_out(release, figures(release))["not_chosen"]
    assert [(name.text, why.text) for name, why in zip(grid.cells("name"), grid.cells("why"), strict=True)] == [
        ("社区食堂", "得票相同，再次票决没有入选"),
        ("立体车库", "没有达到全体代表的过半数"),
    ]


def test_what_ended_before_the_vote_stays_visible() -> None:
    release = sample()
    grid = ROOM.lay_out(release, figures(release))["withdrawn"]
    assert [cell.text for cell in grid.cells("result")] == ["票决前合并", "未列入票决"]
    assert [cell.text for cell in grid.cells("into")] == ["老旧小区加装电梯", ""]


def test_unpublished_votes_give_no_place_no_picture_and_no_verdict() -> None:
    release = sample("2024")
    found = figures(release)
    assert (found["votes.p2024-01"].value, found["place.p2024-01"].value) == (None, None)
    assert found["place.p2024-01"].missing == "得票没有全部公布，不排名次"
    assert (found["chosen"].value, found["on_ballot"].value) == (2, 3)
    assert set(ROOM.draw(release, found, ROOM.lay_out(release, found))) == {"categories"}
    assert vote(release).result.reason == "得票数没有全部公布，不能重算"
    assert ROOM.check(release) == []


def test_an_unpublished_rule_is_said_and_nothing_is_recounted() -> None:
    release = changed(sample(), meeting={"mode": "未公布", "places": None})
    assert vote(release).result.reason == "规则未给出，不能重算"
    assert figures(release)["majority"].value is None
    assert ROOM.check(release) == []


def test_item_by_item_every_project_with_a_majority_is_chosen() -> None:
    votes = {"p2025-01": 17, "p2025-02": 12, "p2025-03": 12, "p2025-04": 15, "p2025-05": 10}
    rows = {
        code: {"votes_runoff": None, "votes_against": 18 - count, "abstain": 0, "chosen": count > 10}
        for code, count in votes.items()
    }
    release = changed(sample(), rows, {"mode": "逐项表决", "places": None}, {"mode": "逐项表决"})
    assert ROOM.check(release) == []
    assert figures(release)["against.p2025-05"].value == 8
    wrong = changed(release, {"p2025-01": {"abstain": 1}})
    assert [problem.code for problem in ROOM.check(wrong)] == ["check.votes-sum"]


def test_a_budget_ceiling_passes_over_what_does_not_fit() -> None:
    rows = {
        "p2025-02": {"votes_runoff": None, "chosen": True},
        "p2025-03": {"votes_runoff": None, "chosen": True},
        "p2025-04": {"chosen": True},
        "p2025-01": {"chosen": False},
    }
    limits = {"mode": "预算上限", "places": None, "budget": 200}
    release = changed(sample(), rows, limits, {"mode": "预算上限", "majority": False})
    found = vote(release)
    assert found.result.chosen == ("p2025-04", "p2025-02", "p2025-03")
    assert found.why_not(found.find("p2025-01")) == "所需金额超过预算上限内余下的部分"
    assert ROOM.check(release) == []


def test_a_project_page_has_origin_vote_money_dates_and_steps() -> None:
    release = sample()
    found = {mention.id: mention for mention in ROOM.mention(release, figures(release)) if mention.type == "project"}
    detail = found["p2025-03"].detail
    assert detail["vote"] == {
        "place": "并列第 3 名（共 5 项）",
        "votes": "12 票",
        "ballots_valid": "18 张",
        "all": "21 名",
        "chosen": "是",
        "word": "入选",
        "runoff": "11 票",
    }
    assert detail["lead"] == {"title": "区住房城乡建委", "href": "/profiles/department/113/"}
    assert [step["title"] for step in detail["steps"]] == ["点单", "定单", "买单", "计划完成"]
    assert found["p2025-06"].sentence == (
        "2025年1月10日票决前没有列入票决，合并到“老旧小区加装电梯”：与加装电梯同在一批老旧小区，合并实施。"
    )


def test_a_date_that_has_passed_is_not_taken_for_done_or_late() -> None:
    release = replace(sample(), at=datetime.date(2025, 9, 1))
    found = {mention.id: mention for mention in ROOM.mention(release, figures(release)) if mention.type == "project"}
    assert found["p2025-03"].detail["steps"][-1] == {
        "title": "公开完成情况",
        "date_text": "",
        "state": "todo",
        "note": "计划完成日期2025年8月31日已过，票决结果不说明是否完成",
    }
    assert found["p2025-01"].detail["steps"][-1]["date_text"] == "2025年10月31日"
