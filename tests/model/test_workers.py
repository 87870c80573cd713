"""Workers give the results of one process, in order, and hand on what goes wrong."""

import os

import pytest

from scripts.model import workers
from scripts.model.workers import spread


def square(number: int) -> int:
    return number * number


@pytest.mark.parametrize("number", [1, 2, 5])
@pytest.mark.parametrize("count", [0, 1, 7, 500])
def test_results_come_in_order_whatever_the_number_of_workers(count: int, number: int) -> None:
    assert spread(square, range(count), number) == [n * n for n in range(count)]


def test_the_first_failure_is_raised() -> None:
    def work(number: int) -> int:
        if number in {3, 40}:
            raise LookupError(str(number))
        return number

    with pytest.raises(LookupError, match=r"^3$"):
        spread(work, range(50), 2, piece=1)


def test_a_worker_that_dies_is_no_result() -> None:
    def work(number: int) -> int:
        if number == 5:
            os._exit(9)
        return number

    with pytest.raises(ChildProcessError, match="status 9"):
        spread(work, range(10), 2, piece=1)


def test_the_number_of_cores_can_be_named(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv(workers.CORES, "3")
    monkeypatch.setattr("sys.platform", "linux")
    assert workers.cores() == 3
    monkeypatch.setattr("sys.platform", "darwin")
    assert workers.cores() == 1
