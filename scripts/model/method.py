"""Method (口径): a rule as data, in versions, each in force from a day and printed beside what it decides."""

from __future__ import annotations

import datetime
from collections.abc import Mapping
from dataclasses import dataclass, field
from decimal import Decimal
from typing import Any


class NoMethod(LookupError):
    """No version of a method is in force on the day asked for, or it has no such parameter."""


@dataclass(frozen=True, slots=True)
class Method:
    """One version of a rule.

    Args:
        name: file stem in ``data/methods``.
        version: text that approvals cite (2024).
        title: 执行进度与 10/20/30 预警.
        effective: first day in force.
        basis: legal or document basis, printed.
        text: the rule in words, printed; paragraphs separated by blank lines.
        parameters: the rule as numbers and words; numbers are ``int`` or ``Decimal``.
        labels: parameter → its name in Chinese, printed.
        change: what changed against the version before, printed.
    """

    name: str
    version: str
    title: str
    effective: datetime.date
    basis: str
    text: str
    parameters: Mapping[str, Any]
    labels: Mapping[str, str] = field(default_factory=dict)
    change: str = ""

    def __getitem__(self, parameter: str) -> Any:
        """Return a parameter.

        Raises:
            NoMethod: the version does not state it.
        """
        try:
            return self.parameters[parameter]
        except KeyError:
            raise NoMethod(f"method {self.name}@{self.version} has no parameter {parameter}") from None

    def number(self, parameter: str) -> Decimal:
        """Return a numeric parameter as an exact decimal."""
        return Decimal(self[parameter])

    @property
    def cited(self) -> str:
        """The form in approvals and figures (``execution_pace@2024``)."""
        return f"{self.name}@{self.version}"


def in_force(versions: list[Method], day: datetime.date) -> Method:
    """Return the version in force on ``day``: the one with the latest ``effective`` not after it.

    Raises:
        NoMethod: all versions begin later, or there are none.
    """
    past = [version for version in versions if version.effective <= day]
    if not past:
        raise NoMethod(f"no version in force on {day}")
    return max(past, key=lambda version: version.effective)
