"""Scalar: the text of a canonical cell to its value, or ``ValueError`` with code, what is expected and the cure."""

from __future__ import annotations

import datetime
import re
from collections.abc import Collection
from decimal import Decimal, InvalidOperation

_NUMBER = re.compile(r"[+-]?[0-9]{1,24}(?:\.[0-9]{1,12})?")
_INTEGER = re.compile(r"[+-]?[0-9]{1,18}")
# Lines of these; nothing that was taken is given back, so that a file is passed over once.
_NUMBERS = re.compile(r"(?:[+-]?+[0-9]{1,24}+(?:\.[0-9]{1,12}+)?+\n)*+")
_INTEGERS = re.compile(r"(?:[+-]?+[0-9]{1,18}+\n)*+")


def number(text: str) -> Decimal:
    """Return the exact number."""
    if not _NUMBER.fullmatch(text):
        raise ValueError(
            "table.type-error", "这里只能填数字", "只写数字和小数点，如 1204.5；删去千分位逗号和单位，单位已写在表头"
        )
    try:
        return Decimal(text)
    except InvalidOperation:
        raise ValueError("table.type-error", "这里只能填数字", "只写数字和小数点，如 1204.5") from None


def integer(text: str) -> int:
    """Return the whole number."""
    if not _INTEGER.fullmatch(text):
        raise ValueError("table.type-error", "这里只能填整数", "只写整数，如 213；删去小数点、逗号和单位")
    return int(text)


def numbers(texts: Collection[str]) -> list[Decimal]:
    """Return the exact numbers of many texts; the ``ValueError`` says nothing of which is none."""
    return list(map(Decimal, _lines(texts, _NUMBERS)))


def integers(texts: Collection[str]) -> list[int]:
    """Return the whole numbers of many texts; the ``ValueError`` says nothing of which is none."""
    return list(map(int, _lines(texts, _INTEGERS)))


def _lines(texts: Collection[str], form: re.Pattern[str]) -> Collection[str]:
    """Return the texts, every one of which is a line of the ``form``."""
    joined = "".join(f"{text}\n" for text in texts)
    if joined.count("\n") != len(texts) or not form.fullmatch(joined):
        raise ValueError
    return texts


def date(text: str) -> datetime.date:
    """Return the day."""
    try:
        if len(text) != 10:
            raise ValueError
        return datetime.date.fromisoformat(text)
    except ValueError:
        raise ValueError("table.type-error", "这里只能填日期", "写成年-月-日，如 2024-09-30") from None


def boolean(text: str) -> bool:
    """Return whether it is 是."""
    if text not in {"是", "否"}:
        raise ValueError("table.type-error", "这里只能填“是”或“否”", "改成“是”或“否”")
    return text == "是"
