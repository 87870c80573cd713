"""Parameters: whether a version of a rule states what its report computes with, in the same kinds as its example."""

from __future__ import annotations

import datetime
from collections.abc import Iterator, Sequence
from decimal import Decimal
from typing import Any

from scripts.model.method import Method
from scripts.model.problem import Place, Problem

WORDS = {"number": "数字", "text": "文字", "flag": "true 或 false", "date": "日期", "list": "列表", "table": "一段"}


def kind_of(value: Any) -> str:
    """Return what a parameter is, a key of ``WORDS``.

    >>> kind_of(10), kind_of(True), kind_of(["a"])
    ('number', 'flag', 'list')
    """
    if isinstance(value, bool):
        return "flag"
    if isinstance(value, int | Decimal):
        return "number"
    if isinstance(value, datetime.date | datetime.time):
        return "date"
    return "text" if isinstance(value, str) else "list" if isinstance(value, list) else "table"


def wrong_parameters(method: Method, forms: Sequence[Method]) -> Iterator[Problem]:
    """Yield what ``method`` does not state, or not as any of the ``forms`` does (``method.parameter``).

    Args:
        forms: versions of the same rule with which the report is known to work; none asks for nothing.
    """
    place = Place(f"data/methods/{method.name}.toml")
    always = set.intersection(*(set(form.parameters) for form in forms)) if forms else set()
    for name in sorted(always - set(method.parameters)):
        expected = f"版本 {method.version} 的 parameters 缺少 {name}"
        yield Problem("method.parameter", place, expected, "补上这一项，参照报告自带的口径文件")
    for name, value in method.parameters.items():
        stated = [form.parameters[name] for form in forms if name in form.parameters]
        if stated and not any(_like(value, one) for one in stated):
            expected = f"版本 {method.version} 的 {name} 应是{WORDS[kind_of(stated[-1])]}，与报告自带的口径文件一样"
            yield Problem("method.parameter", place, expected, "改正写法", str(value))


def _like(value: Any, form: Any) -> bool:
    """Whether a value is of the kind of an example, and what it holds of the kinds of what that holds."""
    if kind_of(value) != kind_of(form):
        return False
    if isinstance(form, int | Decimal):
        # No report whose example has none can count with a negative threshold, weight or number of days.
        return bool(value >= 0) or bool(form < 0)
    if isinstance(form, list):
        return bool(value) >= bool(form) and all(any(_like(one, other) for other in form) for one in value)
    if isinstance(form, dict):
        others = list(form.values())
        return bool(value) >= bool(form) and all(
            _like(one, form[key]) if key in form else any(_like(one, other) for other in others)
            for key, one in value.items()
        )
    return True
