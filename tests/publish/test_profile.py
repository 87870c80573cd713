"""Profiles: what several reports tell of one entity stands on its page side by side, in the order of the days."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path
from typing import Any

from scripts import registry
from scripts.model.edition import Edition
from scripts.model.release import Approval, Release
from scripts.profiles.gather import gather
from scripts.publish import profile
from scripts.publish.reuse import Reuse
from tests.disclosures import sample

PROJECT = "/profiles/project/p2024-01/"


def edition(report: str, release: Release | None = None) -> Edition:
    return sample.edition(registry.disclosure("livelihood_votes", report), release)


def vote() -> Edition:
    """Return the vote of 2024, approved in January of its year."""
    made = sample.release(registry.disclosure("livelihood_votes", "project_vote")).earlier[0]
    assert isinstance(made.approval, Approval)
    return edition("project_vote", replace(made, approval=replace(made.approval, date=made.period.start)))


def page(*editions: Edition) -> dict[str, Any]:
    """Return the data of the page of one project that all these releases mention."""
    base = sample.site(registry.disclosure("livelihood_votes", editions[0].release.id.report), editions[0])
    codelists = editions[-1].release.codelists
    site = replace(base, editions=list(editions), profiles=gather(editions, codelists))
    (found,) = (one for one in sample.made(profile.parts(site, Reuse(Path(), None))) if one.address == PROJECT)
    return dict(found.data)


def test_a_project_has_the_detail_of_every_report_by_its_name() -> None:
    data = page(vote(), edition("project_progress"), edition("project_satisfaction"))
    assert set(data["details"]) == {"project_vote", "project_progress", "project_satisfaction"}
    assert data["details"]["project_vote"]["vote"]["word"] == "入选"
    assert data["details"]["project_progress"]["word"] == "进行中，逾期 15 日"
    assert data["details"]["project_satisfaction"]["word"] == "满意"


def test_reports_stand_in_the_order_of_the_days_they_speak_of() -> None:
    # The vote is the release of a whole year and was still approved before the year's second quarter ended.
    data = page(edition("project_satisfaction"), edition("project_progress"), vote())
    titles = ["民生实事项目票决", "民生实事项目进度", "民生实事满意度测评"]
    assert [item["report_title"] for item in data["latest"]] == titles
    assert data["detail"] == data["details"]["project_satisfaction"]


def test_a_type_that_is_not_joined_keeps_its_newest_detail_only() -> None:
    one = edition("project_progress")
    site = sample.site(registry.disclosure("livelihood_votes", "project_progress"), one)
    found = {
        page.data["entity"]["type"]: page.data
        for page in sample.made(profile.parts(site, Reuse(Path(), None)))
        if "entity" in page.data
    }
    assert set(found) == {"department", "township", "project"}
    assert [found[type]["details"] for type in ("department", "township")] == [{}, {}]
    assert set(found["project"]["details"]) == {"project_progress"}
