"""Notation: JSON and TOML as strictly as what is approved and set must be read: nothing twice, nothing bottomless."""

from __future__ import annotations

import json
import re
import tomllib
from collections.abc import Iterator, Mapping
from decimal import Decimal
from typing import Any, cast

DEEPEST = 40
"""How far values may be nested: code that walks through them calls itself once for each."""

_MANY_DOTS = re.compile(rb"(?m)^[ \t\[]*(?:[^=\n.]*\.){200}")
"""A key of so many parts, for which the parser takes time by their square."""


class BadNotation(ValueError):
    """The text is no JSON or TOML, or says something that has no one meaning; the message says what and where."""


def read_json(content: bytes | str) -> Any:
    """Return the value of a JSON text.

    Raises:
        BadNotation: it is no JSON, has a key twice, ``NaN`` or ``Infinity``, or is nested without end.

    >>> read_json('{"a": 1}')
    {'a': 1}
    """
    try:
        return _shallow(json.loads(content, object_pairs_hook=_once, parse_constant=_no_number, parse_float=_float))
    except RecursionError:
        raise BadNotation("nested too deep") from None
    except BadNotation:
        raise
    except ValueError as error:
        raise BadNotation(str(error)) from None


def read_toml(content: bytes) -> dict[str, Any]:
    """Return the table of a TOML text; numbers with a point are exact.

    Raises:
        BadNotation: it is no UTF-8 or no TOML, has ``nan`` or ``inf``, or is nested without end.

    >>> read_toml(b'a = 1.10')
    {'a': Decimal('1.10')}
    """
    if _MANY_DOTS.search(content):
        raise BadNotation("a key of too many parts")
    try:
        data = tomllib.loads(content.decode("utf-8"), parse_float=_finite)
    except RecursionError:
        raise BadNotation("nested too deep") from None
    except BadNotation:
        raise
    except ValueError as error:
        raise BadNotation(str(error)) from None
    return cast(dict[str, Any], _shallow(data))


def texts(value: Any) -> Iterator[str]:
    """Yield every text in a value, keys first.

    >>> list(texts({"a": ["b", {"c": 1}]}))
    ['a', 'b', 'c']
    """
    if isinstance(value, str):
        yield value
    elif isinstance(value, Mapping):
        for key, one in value.items():
            yield from texts(key)
            yield from texts(one)
    elif isinstance(value, list):
        for one in value:
            yield from texts(one)


def _shallow(value: Any) -> Any:
    level = [value]
    for _ in range(DEEPEST):
        within = [one.values() if isinstance(one, dict) else one for one in level if isinstance(one, dict | list)]
        level = [one for values in within for one in values]
    if level:
        raise BadNotation("nested too deep")
    return value


def _once(pairs: list[tuple[str, Any]]) -> dict[str, Any]:
    made = dict(pairs)
    if len(made) != len(pairs):
        raise BadNotation("a key stands twice")
    return made


def _no_number(text: str) -> Any:
    raise BadNotation(f"{text} is no number")


def _float(text: str) -> float:
    value = float(text)
    if value in (float("inf"), float("-inf")):
        return float(_no_number(text))
    return value


def _finite(text: str) -> Decimal:
    value = Decimal(text.replace("_", ""))
    # 1e999999999 is finite, and would fill the memory where it is printed in full.
    if not value.is_finite() or abs(value.adjusted()) > 30:
        raise BadNotation(f"{text} is no number that can be printed")
    return value
