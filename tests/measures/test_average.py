"""Average: the middle of a set."""

from decimal import Decimal

from scripts.measures.average import median


def test_the_middle_of_an_odd_number_is_a_member_of_the_set():
    assert median([Decimal("3.1"), 7, 1]) == Decimal("3.1")


def test_the_middle_of_an_even_number_is_the_exact_mean_of_two():
    assert median([30, 90, 95, 182]) == Decimal("92.5")


def test_a_missing_member_makes_the_median_missing():
    assert median([1, None, 3]) is None


def test_an_empty_set_has_no_median():
    assert median([]) is None
