"""Upcoming: what is still to be published of one report, as its pages say it (下一期)."""

from __future__ import annotations

from scripts.model.edition import Edition
from scripts.model.release import ReleaseId
from scripts.publish.home import due
from scripts.publish.site import Site


def upcoming(site: Site, latest: Edition) -> list[dict[str, str]]:
    """Return as facts what the calendar still expects of the series of ``latest``: all that is late, then the next.

    A release that is no longer the newest of its series says nothing: the next one is there, and it links to it.
    """
    if site.latest(latest.release.id.series) is not latest:
        return []
    facts: list[dict[str, str]] = []
    for item in due(site):
        id = ReleaseId.parse(item["release"])
        if not item["open"] or id.series != latest.release.id.series:
            continue
        late = item["status"] == "late"
        facts.append(
            {
                "label": "下一期" if id.period > latest.release.period else "尚未公开",
                "text": f"{item['title']}，应于{item['due_text']}前公开",
                **({"status": "late", "word": item["word"].removeprefix("尚未公开，")} if late else {}),
            }
        )
        # By due date: what follows the first that is not late is further off.
        if not late:
            break
    return facts
