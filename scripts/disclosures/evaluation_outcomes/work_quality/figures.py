"""Figures of the key work quality evaluation (重点工作质效评价): cases, points, units, items of the negative list."""

from __future__ import annotations

from collections.abc import Iterator

from scripts.disclosures.evaluation_outcomes.work_quality import penalty
from scripts.disclosures.evaluation_outcomes.work_quality.penalty import METHOD
from scripts.measures.deduction import deducted
from scripts.measures.ratio import percent
from scripts.model.figure import Figure, Source
from scripts.model.release import Release


def compute(release: Release) -> list[Figure]:
    """Return the district's figures, then those of the items of the list, then each unit's and each case's."""
    return [*_district(release), *_items(release), *_units(release), *_cases(release)]


def _district(release: Release) -> Iterator[Figure]:
    found, cases = penalty.units(release), release.table
    hit = [unit for unit in found if unit.rows]
    capped = [unit for unit in found if unit.capped]
    used = set(cases.column("content"))
    names = release.codelists
    listed = Source(("department",), resource="units")
    yield Figure("items", len(names[penalty.ITEMS]), "项", "负面清单的项数", formula="代码表“负面清单项目”的行数")
    yield Figure(
        "contents", len(names[penalty.CONTENTS]), "条", "负面清单的具体内容", formula="代码表“负面清单内容”的行数"
    )
    yield Figure(
        "contents.used",
        len(used),
        "条",
        "本年有单位违反的具体内容",
        base="负面清单的具体内容",
        sources=(Source(("content",)),),
        terms=("contents",),
    )
    yield Figure("units", len(found), "个", "本年评价的单位", sources=(listed,))
    yield Figure(
        "units.deducted",
        len(hit),
        "个",
        "本年被扣分的单位",
        base="本年评价的单位",
        sources=(Source(("department",)),),
        terms=("units",),
        status="warn10" if hit else "ok",
    )
    yield Figure(
        "units.deducted_share",
        percent(len(hit), len(found)),
        "%",
        "被扣分的单位所占比例",
        base="占本年评价的单位",
        formula="被扣分的单位 ÷ 本年评价的单位",
        terms=("units.deducted", "units"),
        missing="" if found else "没有公布评价的单位",
    )
    yield Figure(
        "units.capped",
        len(capped),
        "个",
        "扣分达到封顶数的单位",
        base="本年评价的单位",
        sources=(Source(("department", "points")),),
        terms=("units.deducted",),
        method=METHOD,
        status="warn30" if capped else "",
    )
    yield Figure("cases", len(cases), "次", "本年扣分次数", sources=(Source(("id",)),))
    yield Figure(
        "points",
        deducted(cases.column("points")),
        "分",
        "本年各次扣分之和",
        base="封顶以前",
        formula="各次扣分相加",
        sources=(Source(("points",)),),
        terms=("cases",),
    )
    yield Figure(
        "points.counted",
        deducted(unit.counted for unit in found),
        "分",
        "本年实际扣的分",
        base="每个单位封顶以后",
        formula="各单位封顶以后的扣分相加",
        sources=(Source(("department", "points")),),
        terms=("points",),
        method=METHOD,
    )


def _items(release: Release) -> Iterator[Figure]:
    points = release.table.column("points")
    for code, rows in penalty.by_item(release).items():
        name, source = release.codelists[penalty.ITEMS].label(code), (Source(("content", "points"), rows),)
        yield Figure(f"item_cases.{code}", len(rows), "次", f"违反“{name}”一项的扣分次数", sources=source)
        yield Figure(
            f"item_points.{code}",
            deducted(points[row] for row in rows),
            "分",
            f"违反“{name}”一项的扣分",
            base="封顶以前",
            formula="这一项各次扣分相加",
            sources=source,
            terms=(f"item_cases.{code}",),
        )


def _units(release: Release) -> Iterator[Figure]:
    for unit in penalty.units(release):
        who, about = release.codelists["departments"].label(unit.code), {"department": unit.code}
        source = (Source(("points",), unit.rows),)
        yield Figure(f"cases.{unit.code}", len(unit.rows), "次", f"{who}扣分次数", dimensions=about, sources=source)
        yield Figure(
            f"points.{unit.code}",
            unit.raw,
            "分",
            f"{who}各次扣分之和",
            base="封顶以前",
            dimensions=about,
            formula="这个单位各次扣分相加",
            sources=source,
            terms=(f"cases.{unit.code}",),
        )
        yield Figure(
            f"counted.{unit.code}",
            unit.counted,
            "分",
            f"{who}实际扣的分",
            base="封顶以后",
            dimensions=about,
            formula="各次扣分相加，超过封顶数的按封顶数",
            sources=source,
            terms=(f"points.{unit.code}",),
            method=METHOD,
        )


def _cases(release: Release) -> Iterator[Figure]:
    for row, cells in release.table.rows():
        who = release.codelists["departments"].label(cells["department"])
        yield Figure(
            f"case.{cells['id']}",
            cells["points"],
            "分",
            f"{who}第 {cells['id']} 号扣分",
            dimensions={"department": cells["department"], "content": cells["content"]},
            sources=(Source(("points",), (row,)),),
        )
