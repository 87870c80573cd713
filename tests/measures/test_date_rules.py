"""Dates of a row: the first that is after the data's end, else the first out of order; days within the period."""

import datetime

import pytest

from scripts import registry
from scripts.measures.date_rules import in_order, within_period
from tests.disclosures import sample

RELEASE = sample.release(registry.disclosure("suggestion_handling", "suggestion_register"))
FIELDS = ("received", "assigned", "replied")
END = RELEASE.as_of


def row(**days: int) -> dict[str, datetime.date | None]:
    """Return dates as days before the data's end; those not named are empty."""
    return dict.fromkeys((*FIELDS, "returned", "closed")) | {
        name: END - datetime.timedelta(days) for name, days in days.items()
    }


@pytest.mark.parametrize(
    ("cells", "found"),
    [
        (row(received=9, assigned=8, replied=8), []),
        (row(received=9, replied=0), []),
        (row(received=9, replied=10), [("check.date-order", "replied")]),
        (row(received=9, assigned=10, replied=11), [("check.date-order", "assigned")]),
        (row(received=9, replied=-1), [("check.date-after-period", "replied")]),
        (row(received=9, assigned=10, returned=-1), [("check.date-after-period", "returned")]),
        (row(received=9, closed=12), [("check.date-order", "closed")]),
        (row(), []),
    ],
)
def test_only_the_first_fault_of_a_row_is_told(cells, found):
    pairs = [("received", "closed")] if cells["closed"] else []
    problems = list(in_order(RELEASE, 0, cells, FIELDS, also=("returned",), pairs=pairs))
    letters = {RELEASE.table.place(0, field).column: field for field in RELEASE.table.schema.names}
    assert [(one.code, letters[one.place.column]) for one in problems] == found


@pytest.mark.parametrize("edge", ["start", "end"])
def test_first_and_last_day_lie_within_the_period_and_the_next_does_not(edge):
    day = getattr(RELEASE.period, edge)
    beyond = day + datetime.timedelta(1 if edge == "end" else -1)
    assert list(within_period(RELEASE, 0, "received", day, "建议")) == []
    problem = next(within_period(RELEASE, 0, "received", beyond, "建议", home="半年"))
    assert problem.code == "check.date-outside-period"
    assert "半年" in problem.fix
