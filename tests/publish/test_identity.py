"""The report of identities: what does not hold stands first with its reason, and one page gathers all releases."""

from __future__ import annotations

from dataclasses import replace
from decimal import Decimal
from pathlib import Path

from scripts import registry
from scripts.publish import identity
from scripts.publish.reuse import Reuse
from tests.disclosures import sample

ROOM = registry.disclosure("budget_execution", "general_budget")


def broken() -> object:
    """Return the sample with one identity that fails and is explained."""
    release = sample.release(ROOM)
    frame = release.table.frame.copy()
    frame.loc[frame["code"] == "103", "cumulative"] = Decimal(31)
    assert release.approval is not None
    approval = replace(release.approval, explained={"months.103": "上月少列一笔"})
    tables = {**release.tables, "data": replace(release.table, frame=frame)}
    return sample.edition(ROOM, replace(release, tables=tables, approval=approval))


def test_a_release_reports_every_identity_and_those_that_fail_first() -> None:
    made = broken()
    report = identity.report(made)  # type: ignore[arg-type]  # an edition
    assert report is not None
    assert report["total"] == len(report["items"]) == len(made.identities)  # type: ignore[attr-defined]  # an edition
    first = report["items"][0]
    assert (first["id"], first["state"], first["reason"], first["difference"]) == (
        "months.103",
        "explained",
        "上月少列一笔",
        "1.00 万元",
    )
    assert report["summary"].endswith("不成立，已说明 1 条")
    assert [item["id"] for item in report["broken"]] == ["months.103"]


def test_a_room_without_identities_has_no_report() -> None:
    made = replace(sample.edition(ROOM), identities=())
    assert identity.report(made) is None


def test_one_page_gathers_the_reports_of_all_series() -> None:
    made = broken()
    (page,) = identity.pages(sample.site(ROOM, made), Reuse(Path(), None))  # type: ignore[arg-type]  # an edition
    assert (page.address, page.template) == ("/identities/", "identities")
    (group,) = page.data["groups"]
    assert group["title"] == "一般公共预算收支快报"
    assert group["items"][0]["status"] == "warn10"
    assert group["items"][0]["href"].endswith("/2024-02/#identities")
