"""The special fund of the demonstration: what the issue asks of it, and that its suggestions exist."""

from decimal import Decimal

from tests.instances.demonstration import micro_projects, suggestion_register

DRAFTS = {draft.id.rsplit("/", 1)[1]: draft for draft in micro_projects.drafts()}
ROWS = {year: draft.tables["data"] for year, draft in DRAFTS.items()}


def new(year):
    return [row for row in ROWS[year] if row["project"].startswith(f"m{year}") and row["funded"]]


def test_the_fund_is_100_200_and_200_with_62_matters():
    assert [draft.tables["fund"][0]["fund"] for draft in DRAFTS.values()] == ["100", "200", "200"]
    assert [len(new(year)) for year in DRAFTS] == [18, 22, 22]


def test_every_matter_comes_from_a_suggestion_that_the_register_has():
    known = {row["code"]: row["title"] for draft in suggestion_register.drafts() for row in draft.tables["data"]}
    for rows in ROWS.values():
        for row in rows:
            assert known[row["suggestion"]] == row["suggestion_title"]


def test_no_suggestion_is_used_twice_and_a_code_keeps_its_title():
    seen = {}
    for rows in ROWS.values():
        for row in rows:
            assert seen.setdefault(row["project"], (row["suggestion"], row["title"])) == (
                row["suggestion"],
                row["title"],
            )
    assert len({suggestion for suggestion, _ in seen.values()}) == len(seen)


def test_what_is_left_goes_on_to_the_next_year():
    for year in DRAFTS:
        fund = DRAFTS[year].tables["fund"][0]
        decided = sum(row["amount"] for row in new(year))
        assert decided <= Decimal(fund["fund"]) + fund["carried_in"]
    assert [DRAFTS[year].tables["fund"][0]["carried_in"] for year in ("2024", "2025")] == [
        DRAFTS[year].tables["fund"][0]["carried_out"] for year in ("2023", "2024")
    ]
