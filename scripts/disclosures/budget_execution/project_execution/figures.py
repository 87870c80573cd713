"""Figures of project execution (项目支出与重大政策执行): the whole, warnings, policies, departments, projects."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from decimal import Decimal

from scripts.disclosures.budget_execution.project_execution.groups import departments, policies
from scripts.disclosures.budget_execution.project_execution.line import (
    AMOUNTS,
    METHOD,
    NO_BUDGET,
    NO_RATE,
    Line,
    lines,
    places,
    streaks,
    warning,
)
from scripts.measures.count import count
from scripts.measures.pace import elapsed
from scripts.measures.ratio import percent
from scripts.measures.total import total
from scripts.measures.warning import LEVELS
from scripts.model.figure import Figure, Source
from scripts.model.release import Release

BASE = "占调整预算"
TIME, WORKS = "序时进度减支付进度，正数是少支付", "形象进度减支付进度，正数是少支付"


def compute(release: Release) -> list[Figure]:
    """One row per project; amounts in 万元, cumulative since the start of the year."""
    found = lines(release)
    return [
        *_whole(release, found),
        *_warnings(release, found),
        *policies(release, found),
        *departments(release, found),
        *(figure for line in found for figure in _project(release, line)),
        *_streaks(release, found),
    ]


def _whole(release: Release, found: list[Line]) -> Iterator[Figure]:
    silent = sum(not line.reported for line in found)
    yield count("projects", range(len(found)), "列入公开的预算项目", ("project",), unit="个")
    yield count(
        "reported", [line.row for line in found if line.reported], "本期已报告的项目", ("paid",), unit="个",
        base=f"{len(found)} 个项目",
    )  # fmt: skip
    sums = {key: total(line.amounts[key] for line in found) for key in AMOUNTS}
    reason = f"{silent} 个项目本期未报告，合计不完整，不计算" if silent else NO_BUDGET
    for key, (field, title) in AMOUNTS.items():
        yield Figure(
            key,
            sums[key],
            "万元",
            f"列入公开的项目{title}合计",
            formula=f"各项目{title}之和",
            sources=(Source((field,)),),
            missing="" if sums[key] is not None else reason,
        )
    rate, pace = percent(sums["paid"], sums["adjusted"]), elapsed(release.period.end)
    yield Figure(
        "rate", rate, "%", "列入公开的项目支付进度", BASE, formula="累计支付数合计 ÷ 调整预算合计",
        terms=("paid", "adjusted"), missing="" if rate is not None else reason,
    )  # fmt: skip
    yield Figure(
        "pace", pace, "%", "序时进度", "占全年", formula=f"{release.period.end.month} 个月 ÷ 12 个月", method=METHOD
    )
    yield _gap(release, "gap", None if rate is None else pace - rate, "列入公开的项目", ("pace", "rate"), reason)


def _gap(
    release: Release,
    id: str,
    value: Decimal | None,
    who: str,
    terms: tuple[str, ...],
    reason: str,
    about: dict[str, str] | None = None,
    against: str = "序时进度",
) -> Figure:
    method = release.method(METHOD)
    return Figure(
        id,
        value,
        "个百分点",
        f"{who}支付进度与{against}的差距",
        TIME if against == "序时进度" else WORKS,
        None if value is None else places(value, method),
        about or {},
        f"{against} − 支付进度",
        terms,
        method=METHOD,
        missing="" if value is not None else reason,
    )


def _warnings(release: Release, found: list[Line]) -> Iterator[Figure]:
    method = release.method(METHOD)
    timed = [line for line in found if line.time_gap is not None]
    worked = [line for line in found if line.works_gap is not None]
    for key, comparable, against in (("time", timed, "序时进度"), ("works", worked, "形象进度")):
        fields = ("paid", "adjusted_budget", *(("works",) if key == "works" else ()))
        for level, threshold in zip(LEVELS, method["thresholds"], strict=True):
            reached = LEVELS[LEVELS.index(level) :]
            gaps = [(line, line.time_gap if key == "time" else line.works_gap) for line in comparable]
            yield count(
                f"behind_{key}.{threshold}",
                [line.row for line, gap in gaps if warning([gap], method) in reached],
                f"支付比{against}低 {threshold} 个百分点及以上的项目",
                fields,
                unit="个",
                base=f"{len(comparable)} 个可与{against}比较的项目",
                method=METHOD,
            )
    base = f"{len(timed)} 个可以比较的项目"
    fields = ("paid", "adjusted_budget", "works")
    for id, rows, label in (
        ("slow", [line.row for line in timed if line.slow], f"支付慢（低 {method['slow']} 个百分点及以上）的项目"),
        (
            "ahead",
            [line.row for line in timed if line.ahead],
            f"支付比形象进度高 {method['ahead']} 个百分点及以上的项目",
        ),
        ("over", [line.row for line in timed if line.rate is not None and line.rate > 100], "支付大于调整预算的项目"),
        ("refunded", [line.row for line in found if (line.amounts["paid"] or 0) < 0], "退款大于支付的项目"),
    ):
        yield count(id, rows, label, fields, unit="个", base=base, method=METHOD)


def _project(release: Release, line: Line) -> Iterator[Figure]:
    code, name = line.code, release.codelists["budget_projects"].label(line.code)
    about = {"project": code}
    for key, (field, title) in AMOUNTS.items():
        yield Figure(
            f"{key}.{code}",
            line.amounts[key],
            "万元",
            f"{name}{title}",
            dimensions=about,
            sources=(Source((field,), (line.row,)),),
            missing="" if line.amounts[key] is not None else line.missing,
        )
    yield Figure(
        f"rate.{code}", line.rate, "%", f"{name}支付进度", BASE, dimensions=about, formula="累计支付数 ÷ 调整预算",
        terms=(f"paid.{code}", f"adjusted.{code}"), missing=line.missing,
    )  # fmt: skip
    yield Figure(
        f"works.{code}",
        line.works,
        "%",
        f"{name}年度形象进度",
        "占当年计划的实物工作量",
        dimensions=about,
        sources=(Source(("works", "done"), (line.row,)),),
        missing=line.no_works,
    )
    rate = f"rate.{code}"
    yield _gap(release, f"time_gap.{code}", line.time_gap, name, ("pace", rate), NO_RATE, about)
    yield _gap(
        release,
        f"works_gap.{code}",
        line.works_gap,
        name,
        (f"works.{code}", rate),
        NO_RATE if line.rate is None else line.no_works,
        about,
        "形象进度",
    )


def _streaks(release: Release, found: Sequence[Line]) -> Iterator[Figure]:
    method, counts = release.method(METHOD), streaks(release, found)
    name = release.codelists["budget_projects"].label
    for line in found:
        times = counts[line.code]
        before = release.earlier[len(release.earlier) - max(times - 1, 0) :]
        fields = ("paid", "adjusted_budget", "works")
        yield Figure(
            f"streak.{line.code}",
            times,
            "期",
            f"{name(line.code)}连续支付慢的期数",
            dimensions={"project": line.code, "department": line.department},
            formula="从本期往前数，每期都支付慢的期数",
            terms=(f"time_gap.{line.code}", f"works_gap.{line.code}"),
            sources=tuple(Source(fields, release=str(one.id)) for one in before),
            method=METHOD,
            status=line.warning,
        )
    repeated = [line for line in found if counts[line.code] >= method["consecutive"]]
    yield Figure(
        "repeated",
        len(repeated),
        "个",
        f"连续 {method['consecutive']} 期及以上支付慢的项目",
        f"{len(found)} 个项目",
        formula="连续支付慢的期数达到界限的个数",
        terms=tuple(f"streak.{line.code}" for line in repeated),
        method=METHOD,
        status="warn30" if repeated else "ok",
    )
