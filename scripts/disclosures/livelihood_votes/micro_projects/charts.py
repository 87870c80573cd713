"""Pictures of a special fund (民生“微实事”专项资金)."""

from __future__ import annotations

from collections.abc import Mapping

from scripts.charts import marks
from scripts.disclosures.livelihood_votes.micro_projects.fund import fund
from scripts.model.chart import Chart
from scripts.model.figure import Figures
from scripts.model.grid import Grid
from scripts.model.release import Release


def draw(release: Release, figures: Figures, grids: Mapping[str, Grid]) -> dict[str, Chart]:
    """The steps as bars; money by category where any is published."""
    when = fund(release).date
    charts = {
        "steps": marks.bars(
            grids["steps"],
            label="name",
            value="count",
            measured=f"微实事项目（项），{release.period.title}提出的，资金在{when}确定",
            description=(
                f"提出 {figures['proposed'].words}，列入初步清单 {figures['shortlisted'].words}，"
                f"安排资金 {figures['funded'].words}，完成 {figures['completed'].words}。"
            ),
        )
    }
    categories = grids.get("category")
    if categories and any(cell.value for cell in categories.cells("amount")):
        charts["category"] = marks.bars(
            categories,
            label="name",
            value="amount",
            measured=f"安排的专项资金（万元），{release.period.title}，按类别",
            description=_money(figures, categories),
            title="各类别安排的资金",
        )
    return charts


def _money(figures: Figures, categories: Grid) -> str:
    named = zip(categories.cells("name"), categories.cells("amount"), categories.cells("funded"), strict=True)
    known = [(name, amount, number) for name, amount, number in named if isinstance(amount.value, int) or amount.value]
    name, amount, number = max(known, key=lambda row: row[1].value or 0)
    whole = figures["allocated"]
    text = f"{name.text}类最多，{number.text} 项共 {amount.text} 万元"
    return f"{text}；合计 {whole.words}。" if whole.value is not None else f"{text}；有的金额没有公布，合计不计算。"
