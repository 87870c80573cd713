"""Figures of department budget execution (部门预算执行进度): rates, gaps to plan, warnings, streaks, places."""

from __future__ import annotations

from dataclasses import dataclass
from decimal import Decimal

from scripts.measures.ranking import rank
from scripts.measures.ratio import percent
from scripts.measures.streak import streak
from scripts.measures.total import total
from scripts.measures.warning import LEVELS, level
from scripts.model.figure import Figure, Source
from scripts.model.method import Method
from scripts.model.number import faithful_places
from scripts.model.release import Release

BASE = "占调整预算"
METHOD = "execution_pace"
UNREPORTED = "本期未报告"
AMOUNTS = {
    "original": ("original_budget", "年初预算"),
    "adjusted": ("adjusted_budget", "调整预算"),
    "planned": ("planned", "累计计划执行数"),
    "executed": ("executed", "累计执行数"),
}


@dataclass(frozen=True)
class Line:
    """One department's row and what follows from it; rates and gap in per cent and percentage points, unrounded."""

    row: int
    code: str
    level: str
    amounts: dict[str, Decimal | None]
    rate: Decimal | None
    planned_rate: Decimal | None
    gap: Decimal | None
    warning: str


def warning(gap: Decimal | None, method: Method) -> str:
    """Return the status level of a gap to plan, in percentage points behind; a threshold reached counts."""
    if gap is None:
        return "none"
    return level(gap, method["thresholds"])


def lines(release: Release) -> list[Line]:
    """Return one line for each row of the table, in file order."""
    out = []
    for row, cells in release.table.rows():
        amounts = {name: cells[field] for name, (field, _) in AMOUNTS.items()}
        rate = percent(amounts["executed"], amounts["adjusted"])
        planned = percent(amounts["planned"], amounts["adjusted"])
        gap = None if rate is None or planned is None else planned - rate
        group = release.codelists["departments"][cells["department"]].attributes["level"]
        reached = warning(gap, release.method(METHOD))
        out.append(Line(row, cells["department"], group, amounts, rate, planned, gap, reached))
    return out


def compute(release: Release) -> list[Figure]:
    """One row per department; amounts in 万元, cumulative since the start of the year."""
    found = lines(release)
    return [*_district(release, found), *_warnings(release, found), *_departments(release, found)]


def _district(release: Release, found: list[Line]) -> list[Figure]:
    sums = {name: total(line.amounts[name] for line in found) for name in AMOUNTS}
    missing = sum(line.amounts["executed"] is None for line in found)
    rate, planned = percent(sums["executed"], sums["adjusted"]), percent(sums["planned"], sums["adjusted"])
    reason = f"{missing} 个部门本期未报告，合计不完整，不计算" if missing else "调整预算为 0，无法计算"
    reported = "年初预算不全，不计算"
    figures = [
        Figure("departments", len(found), "个", "纳入公开的部门和乡镇街道", sources=(Source(("department",)),)),
        Figure("reported", len(found) - missing, "个", "本期已报告的部门和乡镇街道", sources=(Source(("executed",)),)),
    ]
    for name, (field, title) in AMOUNTS.items():
        figures.append(
            Figure(
                name,
                sums[name],
                "万元",
                f"全区{title}",
                formula=f"各部门{title}之和",
                sources=(Source((field,)),),
                missing="" if sums[name] is not None else reason if name == "executed" else reported,
            )
        )
    gap = None if rate is None or planned is None else planned - rate
    return [
        *figures,
        _rate("rate", rate, "全区执行进度", "全区累计执行数 ÷ 全区调整预算", ("executed", "adjusted"), reason),
        _rate(
            "planned_rate",
            planned,
            "全区计划进度",
            "全区累计计划执行数 ÷ 全区调整预算",
            ("planned", "adjusted"),
            reason,
        ),
        _gap(release, "gap", gap, "全区与计划进度的差距", ("planned_rate", "rate"), reason),
    ]


def _rate(
    id: str, value: Decimal | None, label: str, formula: str, terms: tuple[str, ...], reason: str, code: str = ""
) -> Figure:
    about = {"department": code} if code else {}
    missing = "" if value is not None else reason
    return Figure(id, value, "%", label, base=BASE, formula=formula, terms=terms, dimensions=about, missing=missing)


def _gap(
    release: Release, id: str, value: Decimal | None, label: str, terms: tuple[str, ...], reason: str, code: str = ""
) -> Figure:
    method = release.method(METHOD)
    return Figure(
        id,
        value,
        "个百分点",
        label,
        base="计划进度减执行进度，正数是少支出",
        formula="计划进度 − 执行进度",
        terms=terms,
        places=None if value is None else faithful_places(value, method["thresholds"]),
        dimensions={"department": code} if code else {},
        method=METHOD,
        missing="" if value is not None else reason,
        status=warning(value, method) if code else "",
    )


def _warnings(release: Release, found: list[Line]) -> list[Figure]:
    method = release.method(METHOD)
    figures = []
    for name, threshold in zip(LEVELS, method["thresholds"], strict=True):
        behind = [line for line in found if line.gap is not None and line.gap >= threshold]
        figures.append(
            Figure(
                f"behind.{threshold}",
                len(behind),
                "个",
                f"比计划少支出 {threshold} 个百分点及以上的部门和乡镇街道",
                base=f"{sum(line.gap is not None for line in found)} 个可比的部门和乡镇街道",
                method=METHOD,
                terms=tuple(f"gap.{line.code}" for line in behind),
                status=name if behind else "ok",
            )
        )
    repeated = [code for code, count in streaks(release, found).items() if count >= method["consecutive"]]
    top = method["thresholds"][-1]
    return [
        *figures,
        Figure(
            "repeated",
            len(repeated),
            "个",
            f"连续 {method['consecutive']} 期及以上少支出 {top} 个百分点及以上的部门和乡镇街道",
            method=METHOD,
            terms=tuple(f"streak.{code}" for code in repeated),
            status="warn30" if repeated else "ok",
        ),
    ]


def streaks(release: Release, found: list[Line]) -> dict[str, int]:
    """Return for each department how many periods in a row, up to this one, it has been at the highest warning.

    A period that was not published, or in which the department did not report, ends the streak; so does the turn of the
    budget year where the method says ``within_year``.
    """
    method = release.method(METHOD)
    by_period = {str(earlier.period): earlier for earlier in release.earlier}
    history: list[set[str]] = [{line.code for line in found if line.warning == "warn30"}]
    period = release.period.previous
    while str(period) in by_period and (period.year == release.period.year or not method["within_year"]):
        history.append({line.code for line in lines(by_period[str(period)]) if line.warning == "warn30"})
        period = period.previous
    return {line.code: streak([line.code in codes for codes in reversed(history)]) for line in found}


def _departments(release: Release, found: list[Line]) -> list[Figure]:
    name = release.codelists["departments"].label
    figures: list[Figure] = []
    places, counts = _places(found), streaks(release, found)
    top = release.method(METHOD)["thresholds"][-1]
    for line in found:
        code, who = line.code, name(line.code)
        about = {"department": code}
        reason = UNREPORTED if line.amounts["executed"] is None else "调整预算为 0，无法计算"
        for key, (field, title) in AMOUNTS.items():
            value = line.amounts[key]
            figures.append(
                Figure(
                    f"{key}.{code}",
                    value,
                    "万元",
                    f"{who}{title}",
                    dimensions=about,
                    sources=(Source((field,), (line.row,)),),
                    missing="" if value is not None else UNREPORTED if key == "executed" else "未列",
                )
            )
        rate_terms, plan_terms = (f"executed.{code}", f"adjusted.{code}"), (f"planned.{code}", f"adjusted.{code}")
        count = counts[code]
        figures += [
            _rate(f"rate.{code}", line.rate, f"{who}执行进度", "累计执行数 ÷ 调整预算", rate_terms, reason, code),
            _rate(
                f"planned_rate.{code}",
                line.planned_rate,
                f"{who}计划进度",
                "累计计划执行数 ÷ 调整预算",
                plan_terms,
                reason,
                code,
            ),
            _gap(
                release,
                f"gap.{code}",
                line.gap,
                f"{who}与计划进度的差距",
                (f"planned_rate.{code}", f"rate.{code}"),
                reason,
                code,
            ),
            Figure(
                f"rank.{code}",
                places.get(code),
                "名",
                f"{who}执行进度名次",
                base=f"在{line.level}中",
                dimensions=about,
                formula="按执行进度由高到低，并列同名次",
                missing="" if code in places else f"{line.level}中有未报告或无法计算的，不排名次",
            ),
            Figure(
                f"streak.{code}",
                count,
                "期",
                f"{who}连续少支出 {top} 个百分点及以上",
                dimensions=about,
                method=METHOD,
                terms=(f"gap.{code}",),
                sources=tuple(
                    Source(("executed", "planned", "adjusted_budget"), release=str(earlier.id))
                    for earlier in release.earlier[-max(count - 1, 0) :]
                )
                if count > 1
                else (),
            ),
        ]
    return figures


def _places(found: list[Line]) -> dict[str, int]:
    places: dict[str, int] = {}
    for group in {line.level: None for line in found}:
        rates = {line.code: line.rate for line in found if line.level == group}
        complete = {code: rate for code, rate in rates.items() if rate is not None}
        if len(complete) == len(rates):
            places |= rank(complete)
    return places
