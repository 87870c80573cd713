"""Pictures of a vote on livelihood projects (民生实事项目票决)."""

from __future__ import annotations

from collections.abc import Mapping
from decimal import Decimal

from scripts.charts import marks
from scripts.disclosures.livelihood_votes.project_vote.vote import Vote, vote
from scripts.model.chart import Chart
from scripts.model.figure import Figures
from scripts.model.grid import Grid
from scripts.model.release import Release


def draw(release: Release, figures: Figures, grids: Mapping[str, Grid]) -> dict[str, Chart]:
    """Votes of each project where any are published; money by category where any is."""
    found = vote(release)
    charts = {}
    ballot = grids["ballot"]
    if any(project.votes is not None for project in found.ballot):
        line = None if found.needed is None else (Decimal(found.needed), f"过半数 {found.needed} 票")
        compared = f"；虚线是{found.method['body']}过半数需要的最少票数" if line else ""
        charts["votes"] = marks.bars(
            ballot,
            label="name",
            value="votes",
            note="result",
            measured=f"每个候选项目的赞成票，{found.date}票决，由多到少{compared}",
            description=_votes(found, figures),
            reference=line,
        )
    categories = grids.get("categories")
    if categories and any(cell.value for cell in categories.cells("cost")):
        charts["categories"] = marks.bars(
            categories,
            label="name",
            value="cost",
            measured=f"入选项目的总投资（万元），{release.period.title}，按主要类别",
            description=_money(figures, categories),
            title="各类别入选项目总投资",
        )
    return charts


def _votes(found: Vote, figures: Figures) -> str:
    """Say the highest, the last that was chosen and the first that was not, from the rows drawn."""
    known = [project for project in found.ordered if project.votes is not None]
    parts = [f"“{known[0].title}”得票最多（{figures[f'votes.{known[0].code}'].words}）"]
    chosen = [project for project in known if project.chosen]
    lost = [project for project in known if not project.chosen]
    if chosen and chosen[-1] is not known[0]:
        parts.append(f"入选项目中“{chosen[-1].title}”最少（{figures[f'votes.{chosen[-1].code}'].words}）")
    if lost:
        parts.append(f"没有入选的项目中“{lost[0].title}”最多（{figures[f'votes.{lost[0].code}'].words}）")
    silent = len(found.ballot) - len(known)
    if silent:
        parts.append(f"{silent} 项没有公布得票")
    return f"{figures['on_ballot'].words}候选项目中，{figures['chosen'].words}入选；" + "，".join(parts) + "。"


def _money(figures: Figures, categories: Grid) -> str:
    """Say the dearest category and the whole."""
    named = zip(categories.cells("name"), categories.cells("cost"), categories.cells("chosen"), strict=True)
    name, cost, chosen = next((n, c, k) for n, c, k in named if c.value)
    whole = figures["total_cost.chosen"]
    text = f"{name.text}类最多，{chosen.text} 项共 {cost.text} 万元"
    return f"{text}；入选项目总投资合计 {whole.words}。" if whole.value is not None else f"{text}；合计不完整，不计算。"
