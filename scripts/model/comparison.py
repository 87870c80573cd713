"""Comparison (横向对照): one report's headline figure in several districts; side by side only the same figure."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from scripts.model.district import Dataset, District, Headline, Report
from scripts.model.period import Period

Basis = tuple[str, str, str, str]
"""What must be equal: unit, base, method, version of the method."""
CURRENT = "现行"


@dataclass(frozen=True, slots=True)
class Side:
    """One district in the comparison: its figure, or why it does not stand beside the others."""

    district: District
    dataset: Dataset | None
    headline: Headline | None
    reason: str = ""


@dataclass(frozen=True, slots=True)
class Comparison:
    """One period of one report over all districts.

    Args:
        period: the newest that most districts have; ``None`` when no district has the report.
        basis: of the figures that stand side by side; ``None`` when there are none.
        alike: districts whose figures are the same figure, in the order of the roster.
        apart: the others, each with its reason.
    """

    report: Report
    period: Period | None
    basis: Basis | None
    alike: tuple[Side, ...]
    apart: tuple[Side, ...]


def compare(report: Report, districts: Sequence[District]) -> Comparison:
    """Return the comparison of a report's headline figure.

    The period is the one that most districts have published, of several the newest. Figures stand side by side when
    unit, base, method and its version are those of most districts (of equally many, of the district named first).
    """
    period = _period(report, districts)
    if period is None:
        return Comparison(report, None, None, (), ())
    sides = [_side(report, district, period) for district in districts]
    counts = Counter(_basis(side) for side in sides if not side.reason)
    # Counter keeps the order of first sight, and max takes the first of equals.
    basis = max(counts, key=lambda one: counts[one], default=None)
    judged = [_judged(side, basis) for side in sides]
    alike = tuple(side for side in judged if not side.reason)
    return Comparison(report, period, basis, alike, tuple(side for side in judged if side.reason))


def _period(report: Report, districts: Sequence[District]) -> Period | None:
    counts = Counter(one for district in districts for one in district.of_period(report.series))
    return max(map(Period.parse, counts), key=lambda period: (counts[str(period)], period), default=None)


def _side(report: Report, district: District, period: Period) -> Side:
    own = district.of_period(report.series)
    dataset = own.get(str(period))
    if dataset is None:
        latest = district.latest(report.series)
        reason = f"没有公开{period.title}，最新是{latest.title}" if latest else "没有公开这份报告"
        return Side(district, latest, None, reason)
    headline = district.headlines.get(str(dataset.release))
    if headline is None:
        return Side(district, dataset, None, f"没有这个数字（{report.headline}）")
    if headline.status != CURRENT:
        return Side(district, dataset, headline, f"这个数字{headline.status}")
    if not headline.value:
        return Side(district, dataset, headline, headline.missing or "没有数值")
    return Side(district, dataset, headline)


def _basis(side: Side) -> Basis:
    assert side.headline is not None
    assert side.dataset is not None
    headline, versions = side.headline, side.dataset.methods
    # A figure that names no method rests on all the methods of its release.
    version = versions.get(headline.method, "") if headline.method else _all(versions)
    return headline.unit, headline.base, headline.method, version


def _all(versions: Mapping[str, str]) -> str:
    return "、".join(f"{name} {version}" for name, version in sorted(versions.items()))


def _judged(side: Side, basis: Basis | None) -> Side:
    if side.reason or basis is None:
        return side
    words = ("单位", "分母", "口径", "口径版本")
    differing = [
        f"{word}不同：{own or '没有写明'}，多数区县是{other or '没有写明'}"
        for word, own, other in zip(words, _basis(side), basis, strict=True)
        if own != other
    ]
    return side if not differing else Side(side.district, side.dataset, side.headline, "；".join(differing))
