"""What the monthly bulletin (一般公共预算收支快报) says about the department that compiles it, for its profile."""

from __future__ import annotations

from collections.abc import Iterator

from scripts.model.figure import Figures
from scripts.model.mention import Mention
from scripts.model.period import chinese_date
from scripts.model.profile import unit_type
from scripts.model.release import Release


def mention(release: Release, figures: Figures) -> Iterator[Mention]:
    """One mention of the compiling department: when it reported and what the totals were."""
    names = release.codelists["departments"]
    for _, cells in release.tables["bulletin"].rows():
        code = cells["department"]
        said = f"编报{release.period.title}收支快报"
        if cells["reported"] is not None:
            said += f"，{chinese_date(cells['reported'])}报送，是月末后第 {figures['reported_days'].text} 日"
        totals = tuple(id for id in ("revenue.cumulative", "expenditure.cumulative") if id in figures)
        yield Mention(unit_type(names[code]), code, names.label(code), f"{said}。", figures=(*totals, "reported_days"))
