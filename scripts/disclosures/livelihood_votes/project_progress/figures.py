"""Figures of the progress of livelihood projects (民生实事项目进度): states, money beside works, delay, inspections."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from decimal import Decimal

from scripts.disclosures.livelihood_votes.project_progress.works import CHECKS, METHOD, WORDS, Work, works
from scripts.measures.ratio import percent
from scripts.measures.total import total
from scripts.model.figure import Figure, Source
from scripts.model.profile import unit_type
from scripts.model.release import Release

MONEY = {"planned": ("planned_money", "计划资金"), "arrived": ("arrived", "到位资金"), "paid": ("paid", "支付资金")}
"""Part of a figure id → field and label."""
RATES = {"arrived_rate": ("arrived", "资金到位率"), "paid_rate": ("paid", "支付比例")}
BASE = "占计划资金"
Values = Mapping[str, Decimal | int | None]
SILENT = "本期未报告"
UNPUBLISHED = "没有公布"


def compute(release: Release) -> list[Figure]:
    """One row per chosen project: counts, sums over those reported, each project, what inspections found, by body."""
    found = works(release)
    return [
        *_counts(release, found),
        *_money(found),
        *(figure for work in found for figure in _project(release, work)),
        *_milestones(release, found),
        *_inspections(release, found),
        *_bodies(release, found),
    ]


def _count(id: str, chosen: Sequence[Work], label: str, fields: tuple[str, ...], status: str = "") -> Figure:
    rows = tuple(work.row for work in chosen)
    sources = (Source(fields, rows or None),)
    return Figure(id, len(chosen), "项", label, sources=sources, method=METHOD, status=status if chosen else "")


def _counts(release: Release, found: tuple[Work, ...]) -> list[Figure]:
    overdue = [work for work in found if work.overdue(release.at)]
    return [
        _count("projects", found, "正在跟踪的民生实事项目", ("project",)),
        *(
            _count(state, [work for work in found if work.state == state], f"状态为“{word}”的项目", ("status",))
            for state, word in WORDS.items()
        ),
        _count("reported", [work for work in found if work.reported], "本期已报告的项目", ("reported",)),
        _count("overdue", overdue, "逾期未完成的项目", ("planned_completion", "adjusted_completion"), "late"),
        _count(
            "stopped", [work for work in found if work.stopped], "经程序停止实施的项目", ("adjusted_to", "procedure")
        ),
    ]


def _money(found: tuple[Work, ...]) -> list[Figure]:
    """Sums over the projects that reported: a silent one makes them smaller, and their label says so."""
    told = [work for work in found if work.reported]
    figures = []
    for id, (field, label) in MONEY.items():
        value = total(work.cells[field] for work in told) if told else None
        lacking = sum(work.cells[field] is None for work in told)
        figures.append(
            Figure(
                f"total.{id}",
                value,
                "万元",
                f"本期已报告的项目{label}合计",
                formula="本期已报告的各项目之和；没有报告的不计",
                terms=tuple(f"{id}.{work.code}" for work in told),
                missing="" if value is not None else f"{lacking or '全部'}个项目{UNPUBLISHED}，合计不完整，不计算",
            )
        )
    sums = {figure.id: figure.value for figure in figures}
    for id, (part, label) in RATES.items():
        figures.append(_rate(f"total.{id}", f"本期已报告的项目{label}", sums, f"total.{part}", "total.planned"))
    return figures


def _rate(id: str, label: str, values: Values, part: str, base: str, missing: str = "") -> Figure:
    value = percent(values[part], values[base])
    reason = "" if value is not None else missing or "计划资金为 0 或者没有公布，不计算"
    words = f"{'到位' if 'arrived' in part else '支付'}资金 ÷ 计划资金；支付多于当年计划的会超过 100%"
    return Figure(id, value, "%", label, base=BASE, formula=words, terms=(part, base), method=METHOD, missing=reason)


def _project(release: Release, work: Work) -> list[Figure]:
    code, cells, name = work.code, work.cells, release.codelists["projects"].label(work.code)
    dimensions = {"project": code}

    def why(field: str) -> str:
        if cells[field] is not None:
            return ""
        return SILENT if not work.reported and field != "planned_money" else UNPUBLISHED

    figures = [
        Figure(
            f"progress.{code}",
            cells["progress"],
            "%",
            f"{name}的形象进度",
            base="占实物工作量",
            dimensions=dimensions,
            sources=(Source(("progress",), (work.row,)),),
            method=METHOD,
            missing=why("progress"),
        )
    ]
    for id, (field, label) in MONEY.items():
        source = (Source((field,), (work.row,)),)
        figures.append(
            Figure(
                f"{id}.{code}",
                cells[field],
                "万元",
                f"{name}的{label}",
                dimensions=dimensions,
                sources=source,
                missing=why(field),
            )
        )
    values = {f"{id}.{code}": cells[field] for id, (field, _) in MONEY.items()}
    for id, (part, label) in RATES.items():
        silent = why(MONEY[part][0])
        figures.append(_rate(f"{id}.{code}", f"{name}的{label}", values, f"{part}.{code}", f"planned.{code}", silent))
    return [*figures, _gap(work, name), _late(release, work, name)]


def _gap(work: Work, name: str) -> Figure:
    progress, rate = work.cells["progress"], work.paid_rate
    value = None if progress is None or rate is None else rate - progress
    return Figure(
        f"gap.{work.code}",
        value,
        "个百分点",
        f"{name}的支付比例减形象进度",
        formula="支付比例 − 形象进度；正数是付款比工程快，负数是付款比工程慢",
        terms=(f"paid_rate.{work.code}", f"progress.{work.code}"),
        method=METHOD,
        missing="" if value is not None else (SILENT if not work.reported else UNPUBLISHED),
    )


def _late(release: Release, work: Work, name: str) -> Figure:
    days = work.late(release.at)
    reason = ""
    if days is None:
        reason = "经程序停止实施" if work.stopped else SILENT if not work.reported else "完成日期没有公布"
    return Figure(
        f"late.{work.code}",
        days,
        "日",
        f"{name}比{'调整后' if work.cells['adjusted_completion'] else '承诺的'}完成日期迟的天数",
        formula="从完成日期的次日算到实际完成日期，还没有完成的算到数据截至日；按期的为 0",
        dimensions={"project": work.code},
        sources=(Source(("planned_completion", "adjusted_completion", "completed"), (work.row,)),),
        method=METHOD,
        missing=reason,
        status="late" if work.overdue(release.at) else "",
    )


def _milestones(release: Release, found: tuple[Work, ...]) -> list[Figure]:
    steps = [one for work in found for one in work.milestones]
    due = [one for one in steps if one.planned <= release.at]
    reached = [one for one in steps if one.actual is not None]
    groups = {
        "milestones": (steps, "公布的节点"),
        "milestones.due": (due, "计划日期已到的节点"),
        "milestones.reached": (reached, "已经达到的节点"),
        "milestones.in_time": ([one for one in reached if not one.late(release.at)], "按期达到的节点"),
        "milestones.late": ([one for one in due if one.actual is None and one.late(release.at)], "逾期未达到的节点"),
    }
    return [
        Figure(
            id,
            len(chosen),
            "个",
            label,
            sources=(Source(("planned", "actual"), tuple(one.row for one in chosen) or None, "milestones"),),
            status="late" if id == "milestones.late" and chosen else "",
        )
        for id, (chosen, label) in groups.items()
    ]


def _inspections(release: Release, found: tuple[Work, ...]) -> list[Figure]:
    seen = [one for work in found for one in work.inspections]
    findings = [one for one in seen if one.found]
    mended = [one for one in findings if one.cells["mended"] is not None]
    going = [one for one in findings if one.cells["mended"] is None]
    late = [one for one in going if one.late(release.at)]
    groups = {
        "inspections": (seen, "次", "三查的检查"),
        **{
            f"inspections.{key}": ([one for one in seen if one.cells["type"] == word], "次", word)
            for word, key in CHECKS.items()
        },
        "findings": (findings, "条", "三查发现的问题"),
        "findings.mended": (mended, "条", "已整改的问题"),
        "findings.open": (going, "条", "整改中的问题"),
        "findings.overdue": (late, "条", "整改逾期的问题"),
    }
    return [
        Figure(
            id,
            len(chosen),
            unit,
            label,
            sources=(Source(("type", "state", "deadline"), tuple(one.row for one in chosen) or None, "inspections"),),
            status="late" if id == "findings.overdue" and chosen else "",
        )
        for id, (chosen, unit, label) in groups.items()
    ]


def _bodies(release: Release, found: tuple[Work, ...]) -> list[Figure]:
    """What each department leads and what lies in each township."""
    figures = []
    for code, entry in release.codelists["departments"].items():
        for prefix, said in (("lead", "牵头"), ("township", "所在地为")):
            if prefix == "township" and unit_type(entry) != "township":
                continue
            mine = [work for work in found if code in work.codes(prefix)]
            if mine:
                done = [work for work in mine if work.state == "completed"]
                who = f"{entry.label}{said}的项目" if prefix == "lead" else f"{said}{entry.label}的项目"
                figures.append(_count(f"{prefix}_projects.{code}", mine, who, (prefix,)))
                figures.append(_count(f"{prefix}_completed.{code}", done, f"{who}中完成的", (prefix, "status")))
    general = [work for work in found if not work.codes("township")]
    return [*figures, _count("general", general, "全区实施、不在一个乡镇街道的项目", ("township",))]
