"""What may be published as a figure."""

from decimal import Decimal

import pytest

from scripts.model.figure import BadFigure, Figure, Figures


@pytest.mark.parametrize("id", ["Rate", "rate.", "rate.甲", "rate 1", "1rate", "rate..a", "rate#a", ""])
def test_an_id_is_a_stable_ascii_anchor(id: str) -> None:
    with pytest.raises(BadFigure, match="figure id"):
        Figure(id, 1, "个", "数")


def test_a_float_is_no_figure() -> None:
    with pytest.raises(BadFigure, match="not an exact number"):
        Figure("rate", 0.1, "%", "率")  # type: ignore[arg-type]  # what a careless room would do


@pytest.mark.parametrize("value", ["NaN", "Infinity"])
def test_a_value_that_is_no_number_is_refused(value: str) -> None:
    with pytest.raises(BadFigure, match="not a number"):
        Figure("rate", Decimal(value), "%", "率")


def test_a_missing_value_needs_its_reason() -> None:
    with pytest.raises(BadFigure, match="no reason"):
        Figure("rate", None, "%", "率")
    assert Figure("rate", None, "%", "率", missing="调整预算为 0").text == "—"


def test_an_id_stands_once_in_a_release() -> None:
    with pytest.raises(BadFigure, match="used twice"):
        Figures([Figure("a", 1, "个", "甲"), Figure("a", 2, "个", "乙")])


def test_a_term_names_a_figure_of_the_release() -> None:
    with pytest.raises(BadFigure, match="its term b"):
        Figures([Figure("a", 1, "个", "甲", terms=("b",))])


def test_json_keeps_the_exact_value_as_text() -> None:
    figure = Figure("rate", Decimal("64.93210"), "%", "执行进度", base="占调整预算")
    assert figure.as_json() == {
        "id": "rate",
        "label": "执行进度",
        "value": "64.9321",
        "text": "64.9%",
        "unit": "%",
        "base": "占调整预算",
    }
