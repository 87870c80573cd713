"""Periods as SDMX writes them and Chinese says them."""

import pytest

from scripts.model.period import NotAPeriod, Period


@pytest.mark.parametrize(
    ("text", "title", "start", "end", "previous"),
    [
        ("2024", "2024年", "2024-01-01", "2024-12-31", "2023"),
        ("2024-S2", "2024年下半年", "2024-07-01", "2024-12-31", "2024-S1"),
        ("2024-Q1", "2024年第一季度", "2024-01-01", "2024-03-31", "2023-Q4"),
        ("2024-02", "2024年2月", "2024-02-01", "2024-02-29", "2024-01"),
    ],
)
def test_a_period_knows_its_name_its_days_and_the_one_before(
    text: str, title: str, start: str, end: str, previous: str
) -> None:
    period = Period.parse(text)
    assert (period.title, period.start.isoformat(), period.end.isoformat()) == (title, start, end)
    assert str(period.previous) == previous


@pytest.mark.parametrize("text", ["2024-Q5", "2024-13", "2024-S3", "24", "2024-q1", "2024-1", "", "2024-Q1 "])
def test_other_forms_are_refused(text: str) -> None:
    with pytest.raises(NotAPeriod):
        Period.parse(text)


def test_periods_are_ordered_by_their_last_day() -> None:
    order = ["2023-Q4", "2024-01", "2024-Q1", "2024-S1", "2024-Q3", "2024"]
    assert [str(p) for p in sorted(map(Period.parse, reversed(order)))] == order
