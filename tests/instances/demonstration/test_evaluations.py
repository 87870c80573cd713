"""Promises of the demonstration's evaluations: the magnitudes that practice reports, and a rule that changed."""

from collections import Counter

from tests.instances.demonstration import duty_report, project_performance, work_quality


def by_period(module):
    return {draft.id.rsplit("/", 1)[1]: draft for draft in module.drafts()}


def test_eight_oral_and_twelve_written_duty_reports():
    rows = by_period(duty_report)["2024"].tables["data"]
    assert Counter(row["form"] for row in rows) == {"口头": 8, "书面": 12}
    assert all("grade" not in row for row in rows if row["form"] == "书面")
    assert not any(row.get("person") for row in rows)


def test_negative_list_has_ten_items_and_twenty_five_contents():
    lists = work_quality.codelists()
    assert (len(lists["quality_items"]), len(lists["quality_contents"])) == (10, 25)
    assert {row["item"] for row in lists["quality_contents"]} == {row["code"] for row in lists["quality_items"]}
    points = {row["points"] for draft in work_quality.drafts() for row in draft.tables["data"]}
    assert points <= {"0.1", "0.15", "0.2"}


def test_three_projects_graded_in_2023_as_practice_reports_them():
    rows = by_period(project_performance)["2023"].tables["data"]
    assert [row["grade"] for row in rows] == ["优", "中", "差"]
    assert [row["deduction"] for row in rows] == ["0", "0", "0.2"]


def test_every_evaluation_has_at_least_two_cycles():
    assert [len(by_period(module)) for module in (duty_report, project_performance, work_quality)] == [2, 3, 2]


def test_codes_of_projects_and_posts_are_known():
    posts = {row["code"] for row in duty_report.posts()}
    assert len(posts) == 32
    for draft in duty_report.drafts():
        assert {row["post"] for table in draft.tables.values() for row in table} <= posts
    for draft in project_performance.drafts():
        assert {row["project"] for row in draft.tables["data"]} <= set(project_performance.PROJECTS)
