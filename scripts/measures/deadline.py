"""Deadline: how many days after approval a release was made public (批准后第 N 日公开), against the legal limit."""

from __future__ import annotations

from scripts.model.figure import Figure
from scripts.model.identity import Identity
from scripts.model.release import Release

METHOD = "disclosure_deadline"
ID = "issued_days"


def figure(release: Release) -> Figure:
    """Return the days from approval to publication, with status ``late`` beyond the limit of the method."""
    days = release.approval.days if release.approval else None
    limit = release.method(METHOD)["days"]
    return Figure(
        ID,
        days,
        "日",
        "批准后到公开的日数",
        base=f"批准之日的次日为第 1 日，期限 {limit} 日",
        formula="公开日期 − 批准日期",
        method=METHOD,
        missing="" if days is not None else "尚未批准",
        status="" if days is None else "ok" if days <= limit else "late",
    )


def identity(release: Release) -> Identity:
    """Return the limit as an identity: a late release is published with its reason, or not at all."""
    days = release.approval.days if release.approval else None
    limit = int(release.method(METHOD)["days"])
    return Identity(
        ID,
        f"批准后到公开的日数不超过 {limit} 日",
        days,
        limit,
        "日",
        release.table.place(),
        "≤",
        missing="" if days is not None else "尚未批准，公开时再核对",
    )
