"""Promises of the pace of the year."""

import datetime

import pytest

from scripts.measures.pace import elapsed
from scripts.model.number import show


@pytest.mark.parametrize(
    ("day", "words"),
    [("2024-01-31", "8.3%"), ("2024-03-31", "25.0%"), ("2024-06-30", "50.0%"), ("2024-12-31", "100%")],
)
def test_the_year_passes_by_months(day: str, words: str) -> None:
    assert show(elapsed(datetime.date.fromisoformat(day)), "%") == words
