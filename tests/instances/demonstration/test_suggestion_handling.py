"""How suggestions are handled in the demonstration: magnitudes that others published, consistent with the register."""

from __future__ import annotations

import datetime

from scripts.measures.calendar import add_months
from scripts.model.person import named
from tests.instances.demonstration import field_inspection, handling_appraisal, staged_scoring, stations
from tests.instances.demonstration import suggestion_register as register

SUGGESTIONS = {row["code"]: row for draft in register.drafts() for row in draft.tables["data"]}
STATIONS = {draft.id[-4:]: draft.tables for draft in stations.drafts()}
SCORED = {draft.id[-4:]: draft.tables["data"] for draft in staged_scoring.drafts()}
APPRAISED = {draft.id[-4:]: draft.tables for draft in handling_appraisal.drafts()}
INSPECTED = {draft.id[-7:]: draft.tables for draft in field_inspection.drafts()}


def trade(code):
    return "-" in code


def test_the_stations_of_trades_reproduce_the_published_numbers():
    activities = [row for tables in STATIONS.values() for row in tables["data"] if trade(row["station"])]
    assert sum(row["deputies"] for row in activities) == 141
    assert sum(row["received"] for row in activities) == 126
    matters = [row for row in STATIONS["2024"]["matters"] if trade(row["station"])]
    assert (len(matters), sum(row["solved"] is not None for row in matters)) == (38, 29)


def test_heads_of_departments_come_six_times_a_year_and_there_are_over_twenty_surveys():
    for tables in STATIONS.values():
        times = [(row["kind"], row["times"]) for row in tables["data"]]
        assert sum(count for kind, count in times if kind == "局长走进联络站") >= 6
        assert sum(count for kind, count in times if kind == "调研视察") >= 20
        assert sum(count for kind, count in times if kind == "执法检查") == 2


def test_every_township_has_a_central_station_for_others_to_use():
    rows = stations.codelists()["stations"]
    assert [row["code"] for row in rows if row["kind"] == "中心站"] == [f"st{code}" for code in range(601, 613)]
    assert list(rows[0])[:8] == ["code", "name", "short", "aliases", "township", "kind", "since", "until"]


def test_matters_grow_from_year_to_year_and_are_never_unsolved_again():
    years = [{row["id"]: row for row in STATIONS[year]["matters"]} for year in ("2022", "2023", "2024")]
    for before, after in ((years[0], years[1]), (years[1], years[2])):
        assert set(before) < set(after)
        for id, row in before.items():
            assert (after[id]["raised"], after[id]["text"]) == (row["raised"], row["text"])
            assert row["solved"] is None or after[id]["solved"] == row["solved"]


def test_nobody_is_named():
    texts = [row["text"] for row in STATIONS["2024"]["matters"]]
    texts += [
        row[field] or "" for tables in INSPECTED.values() for row in tables["data"] for field in ("before", "after")
    ]
    assert [text for text in texts if named(text)] == []


def test_scored_and_appraised_suggestions_are_those_of_the_register():
    for rows in SCORED.values():
        for row in rows:
            told = SUGGESTIONS[row["code"]]
            assert (row["title"], row["handler"]) == (told["title"], told["handler"])
            assert row["reply_reported"] in {None, told["replied"]}
    for tables in APPRAISED.values():
        for row in tables["data"]:
            if row["suggestion"]:
                told = SUGGESTIONS[row["suggestion"]]
                assert (row["title"], row["handler"], row["suggestions"]) == (told["title"], told["handler"], 1)
                assert told["replied"] < datetime.date.fromisoformat(tables["meeting"][0]["date"])


def test_some_are_refused_twice_some_are_late_and_some_wait():
    last = SCORED["2024"]
    again = [row for row in last if row["result_told"] or row["reply_told"]]
    assert any((row["result_rescore"] or 100) < 60 for row in (*SCORED["2023"], *last))
    waiting = [row for row in again if row["result_told"] and not row["result_redone"]]
    assert any(add_months(row["result_told"], 2) < datetime.date(2024, 12, 31) for row in waiting)
    assert any(row["result_score"] is None for row in last)


def test_low_results_are_followed_into_the_next_year():
    first, second = ({row["id"]: row for row in APPRAISED[year]["studies"]} for year in ("2023", "2024"))
    assert set(first) < set(second)
    assert sum(second[id]["mended"] is not None for id in first) == 2


def test_three_hundred_and_forty_eight_deputies_inspected_in_the_first_half():
    assert sum(row["deputies"] for row in INSPECTED["2024-S1"]["inspections"]) == 279 + 69


def test_what_was_open_at_midyear_stands_in_the_second_half():
    first = INSPECTED["2024-S1"]["data"]
    second = {row["id"] for row in INSPECTED["2024-S2"]["data"]}
    opened = {row["id"] for row in first if row["result"] != "合格" and row.get("remended") is None}
    assert opened
    assert opened <= second
    assert not second & ({row["id"] for row in first} - opened)
