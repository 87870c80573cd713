"""The demonstration registers of suggestions: their size, variety and consistency over time."""

from __future__ import annotations

from tests.instances.demonstration.base import NOTE
from tests.instances.demonstration.suggestion_register import drafts

REGISTERS = {draft.id.rsplit("/", 1)[1]: draft.tables["data"] for draft in drafts()}


def test_five_years_hold_1952_suggestions():
    found = {period: len(rows) for period, rows in REGISTERS.items()}
    assert found == {
        "2020-S2": 368, "2021-S2": 384, "2022-S2": 397, "2023-S2": 399, "2024-S1": 342, "2024-S2": 404,
    }  # fmt: skip
    assert sum(found.values()) - found["2024-S1"] == 1952


def test_a_year_gone_by_has_come_to_its_end():
    for period in ("2020-S2", "2021-S2", "2022-S2", "2023-S2"):
        assert {row["state"] for row in REGISTERS[period] if not row.get("merged_into")} == {"已办结", "撤回"}


def test_suggestions_handled_together_lead_to_one_of_the_same_register():
    for rows in REGISTERS.values():
        codes = {row["code"]: row for row in rows}
        merged = [row for row in rows if row.get("merged_into")]
        assert len(merged) == 5
        assert all(codes[row["merged_into"]]["handler"] == row["handler"] for row in merged)


def test_every_row_says_that_it_is_invented():
    assert {row["note"] for rows in REGISTERS.values() for row in rows} == {NOTE}


def test_the_same_registers_are_made_again():
    assert {draft.id.rsplit("/", 1)[1]: draft.tables["data"] for draft in drafts()} == REGISTERS


def test_a_suggestion_keeps_its_number_title_and_dates_from_one_register_to_the_next():
    later = {row["code"]: row for row in REGISTERS["2024-S2"]}
    for row in REGISTERS["2024-S1"]:
        for field in ("number", "title", "text", "received", "assigned", "replied", "reply", "class"):
            assert row.get(field) is None or row[field] == later[row["code"]][field]


def test_no_two_suggestions_have_one_title():
    titles = [row["title"] for period, rows in REGISTERS.items() if period != "2024-S1" for row in rows]
    assert len(titles) == len(set(titles)) == 1952


def test_the_register_of_the_year_shows_every_way_a_suggestion_can_go():
    rows = REGISTERS["2024-S2"]
    assert {row.get("state") for row in rows} >= {"办理中", "再次办理", "已办结", "退办", "撤回"}
    assert {row.get("class") for row in rows} == {"A", "B", "C", "D", None}
    assert {row.get("deputy_result") for row in rows} == {"满意", "基本满意", "不满意", "未反馈", None}
    assert any(row.get("led_to") for row in rows)


def test_nothing_is_known_before_it_happened():
    for row in REGISTERS["2024-S1"]:
        assert (
            row.get("replied") is not None
            or row.get("merged_into")
            or not any(
                row.get(field)
                for field in ("reply", "class", "handler_verdict", "deputy_reply", "deputy_result", "led_to")
            )
        )


def test_no_text_has_an_unfilled_gap():
    texts = [str(value) for rows in REGISTERS.values() for row in rows for value in row.values()]
    assert not [text for text in texts if "{" in text or "}" in text]
