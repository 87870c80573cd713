"""Line: one project's row and what follows from it: payment progress, gaps to pace and works, warning, streak."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from decimal import Decimal

from scripts.measures.pace import elapsed
from scripts.measures.ratio import percent
from scripts.measures.streak import streak
from scripts.measures.warning import LEVELS, level
from scripts.model.method import Method
from scripts.model.number import faithful_places, show
from scripts.model.release import Release

METHOD = "payment_pace"
UNREPORTED, NO_BUDGET, NO_RATE = "本期未报告", "调整预算为 0，无法计算", "没有支付进度"
GRANT = "补助补贴"
"""The nature of projects that may have no works."""
AMOUNTS = {
    "original": ("original_budget", "年初预算"),
    "adjusted": ("adjusted_budget", "调整预算"),
    "paid": ("paid", "累计支付数"),
}
"""Amount → its field and title."""


@dataclass(frozen=True)
class Line:
    """One project; amounts in 万元, rates in per cent, gaps in percentage points that payment is behind, unrounded.

    Args:
        row: position in the table.
        amounts: key of ``AMOUNTS`` → amount.
        rate: payment progress (支付进度).
        works: physical progress of the year (形象进度).
        time_gap, works_gap: pace of the year, physical progress, minus payment progress; negative is ahead.
        warning: the higher status level of both gaps; ``none`` when payment progress does not exist.
        slow: whether either gap reaches the limit of the method.
        ahead: whether payment is ahead of the works by the limit of the method.
    """

    row: int
    code: str
    department: str
    policy: str
    nature: str
    amounts: dict[str, Decimal | None]
    works: Decimal | None
    rate: Decimal | None
    time_gap: Decimal | None
    works_gap: Decimal | None
    warning: str
    slow: bool
    ahead: bool
    done: str
    reason: str

    @property
    def reported(self) -> bool:
        """Whether the department told what was paid."""
        return self.amounts["paid"] is not None

    @property
    def missing(self) -> str:
        """Why there is no payment progress; empty when there is."""
        return "" if self.rate is not None else NO_BUDGET if self.reported else UNREPORTED

    @property
    def no_works(self) -> str:
        """Why there is no physical progress; empty when there is."""
        return "" if self.works is not None else "没有实物工作量" if self.nature == GRANT else "没有报告"

    @property
    def worst(self) -> Decimal:
        """The larger of both gaps, for sorting; those that cannot be compared come last."""
        return max((gap for gap in (self.time_gap, self.works_gap) if gap is not None), default=Decimal("-Infinity"))


def warning(gaps: Iterable[Decimal | None], method: Method) -> str:
    """Return the highest level that any of the gaps reaches; a threshold reached counts."""
    known = [gap for gap in gaps if gap is not None]
    if not known:
        return "none"
    return level(max(known), method["thresholds"])


def lines(release: Release) -> list[Line]:
    """Return one line for each row of the table, in file order."""
    method, pace = release.method(METHOD), elapsed(release.period.end)
    found = []
    for row, cells in release.table.rows():
        amounts = {key: cells[field] for key, (field, _) in AMOUNTS.items()}
        rate, works = percent(amounts["paid"], amounts["adjusted"]), cells["works"]
        time_gap = None if rate is None else pace - rate
        works_gap = None if rate is None or works is None else works - rate
        gaps = [gap for gap in (time_gap, works_gap) if gap is not None]
        found.append(
            Line(
                row,
                cells["project"],
                cells["department"],
                cells["policy"] or "",
                cells["nature"],
                amounts,
                works,
                rate,
                time_gap,
                works_gap,
                warning(gaps, method),
                any(gap >= method["slow"] for gap in gaps),
                works_gap is not None and -works_gap >= method["ahead"],
                cells["done"] or "",
                cells["reason"] or "",
            )
        )
    return found


def streaks(release: Release, found: Sequence[Line]) -> dict[str, int]:
    """Return for each project how many periods in a row, up to this one, it has been slow.

    A period that was not published, or in which the department did not report, ends the streak; so does the turn of the
    budget year where the method says ``within_year``.
    """
    method = release.method(METHOD)
    by_period = {str(earlier.period): earlier for earlier in release.earlier}
    history = [{line.code for line in found if line.slow}]
    period = release.period.previous
    while str(period) in by_period and (period.year == release.period.year or not method["within_year"]):
        history.append({line.code for line in lines(by_period[str(period)]) if line.slow})
        period = period.previous
    return {line.code: streak([line.code in codes for codes in reversed(history)]) for line in found}


def behind(gap: Decimal | None, method: Method) -> str:
    """Return a gap in words without its unit: 少支付 12.3, 多支付 1.0, 一致, —."""
    if gap is None:
        return "—"
    if gap == 0:
        return "一致"
    return f"{'少' if gap > 0 else '多'}支付 {show(abs(gap), '个百分点', places(gap, method))}"


def places(gap: Decimal, method: Method) -> int:
    """Return the decimals at which a gap is printed without being carried onto a threshold, behind or ahead."""
    # Zero is a threshold too: what is not equal is never printed as 0.0.
    return max(
        faithful_places(gap, method["thresholds"]),
        faithful_places(-gap, [method["ahead"]]),
        faithful_places(-abs(gap), [0]),
    )


def word(line: Line, count: int, method: Method) -> str:
    """Return the warning in words: 正常, 20 个百分点, 30 个百分点，连续 2 期慢, 本期未报告."""
    if line.warning == "none":
        return UNREPORTED if not line.reported else "无法比较"
    if line.warning == "ok":
        return "正常"
    threshold = method["thresholds"][LEVELS.index(line.warning)]
    return f"{threshold} 个百分点" + (f"，连续 {count} 期慢" if count > 1 else "")


def compared(line: Line, method: Method) -> str:
    """Return both gaps in a clause: 比序时进度少支付 12.3 个百分点，比形象进度多支付 1.0 个百分点."""
    said = []
    for gap, against in ((line.time_gap, "序时进度"), (line.works_gap, "形象进度")):
        if gap is not None:
            words = behind(gap, method)
            said.append(f"与{against}一致" if gap == 0 else f"比{against}{words} 个百分点")
    return "，".join(said)
