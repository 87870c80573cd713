"""Side by side stands only what is the same figure; of the others the page says why not."""

from __future__ import annotations

import pytest

from scripts.model.comparison import compare
from scripts.model.district import Dataset, District, Entry, Headline, Report
from scripts.model.release import ReleaseId

SERIES = "budget_execution/department_execution"
REPORT = Report(SERIES, "预算执行", "部门预算执行进度", "口径", "rate")


def district(
    name: str, *periods: str, version: str = "2024", report: str = SERIES, figure: Headline | None = None
) -> District:
    """Return a district with one release in each period."""
    datasets, headlines = {}, {}
    for period in periods:
        release = ReleaseId.parse(f"{report}/{period}")
        datasets[str(release)] = Dataset(release, period, "2025-01-01", "2024-12-31", {"execution_pace": version})
        headlines[str(release)] = figure or headline()
    url = f"https://{name}.example/"
    return District(Entry(name, name, url, url), "人大", {}, datasets, headlines, 1, {})


def headline(**changed: str) -> Headline:
    """Return a headline figure, in some parts another."""
    plain = {"id": "rate", "label": "执行进度", "value": "64.9", "words": "64.9%", "unit": "%", "base": "占调整预算"}
    return Headline(**{**plain, "method": "execution_pace", "status": "现行", **changed})


def reasons(*districts: District) -> dict[str, str]:
    """Return district → why it stands apart."""
    return {side.district.entry.id: side.reason for side in compare(REPORT, districts).apart}


def test_equal_figures_stand_side_by_side_in_the_order_of_the_roster() -> None:
    found = compare(REPORT, [district("b", "2024-Q3"), district("a", "2024-Q3")])
    assert [side.district.entry.id for side in found.alike] == ["b", "a"]
    assert found.basis == ("%", "占调整预算", "execution_pace", "2024")
    assert found.apart == ()


def test_the_period_is_the_newest_that_most_districts_have() -> None:
    both = [
        district("a", "2024-Q2", "2024-Q3"),
        district("b", "2024-Q2", "2024-Q3", "2024-Q4"),
        district("c", "2024-Q2"),
    ]
    found = compare(REPORT, both)
    assert str(found.period) == "2024-Q2"
    assert str(compare(REPORT, both[:2]).period) == "2024-Q3"


@pytest.mark.parametrize(
    ("other", "reason"),
    [
        (district("c", "2024-Q3", figure=headline(unit="万元")), "单位不同：万元，多数区县是%"),
        (district("c", "2024-Q3", figure=headline(base="占年初预算")), "分母不同：占年初预算，多数区县是占调整预算"),
        (district("c", "2024-Q3", version="2023"), "口径版本不同：2023，多数区县是2024"),
        (district("c", "2024-Q3", figure=headline(value="", missing="两个部门未报送")), "两个部门未报送"),
        (district("c", "2024-Q3", figure=headline(status="已撤回")), "这个数字已撤回"),
        (district("c", "2023-Q4"), "没有公开2024年第三季度，最新是2023-Q4"),
        (district("c", "2024-Q3", report="livelihood_votes/project_vote"), "没有公开这份报告"),
    ],
)
def test_what_is_not_the_same_figure_stands_apart_with_its_reason(other: District, reason: str) -> None:
    assert reasons(district("a", "2024-Q3"), district("b", "2024-Q3"), other) == {"c": reason}


def test_of_equally_many_the_district_named_first_decides() -> None:
    assert reasons(district("a", "2024-Q3", version="2023"), district("b", "2024-Q3")) == {
        "b": "口径版本不同：2024，多数区县是2023"
    }


def test_a_report_that_nobody_publishes_has_no_period() -> None:
    assert compare(REPORT, [district("a", "2024", report="livelihood_votes/project_vote")]).period is None
