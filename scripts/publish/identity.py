"""Identity report (勾稽关系): for each release what held, failed and was explained; one page gathers all of them."""

from __future__ import annotations

import json
from collections import Counter
from collections.abc import Iterator
from functools import partial
from typing import Any

from scripts.model.edition import Edition
from scripts.model.identity import CODE, LEVELS, STATES, Identity
from scripts.model.number import with_unit
from scripts.publish.page import Page
from scripts.publish.part import part_key
from scripts.publish.reuse import Reuse
from scripts.publish.site import Site, common

ADDRESS = "/identities/"
TITLE = "勾稽关系"
LEAD = "应当相等的数是不是相等：每次发布逐条核对，成立的、不成立的、不成立但批准时说明了原因的，都列在这里。"


def report(edition: Edition) -> dict[str, Any] | None:
    """Return the report of one release, those that do not hold first; ``None`` when its room states no identity."""
    if not edition.identities:
        return None
    approval = edition.release.approval
    explained = approval.explained if approval else {}
    states = {one.id: one.state(explained) for one in edition.identities}
    order = ("failed", "explained", "open", "held")
    listed = sorted(edition.identities, key=lambda one: order.index(states[one.id]))
    counts = Counter(states.values())
    return {
        "summary": "，".join(f"{STATES[state]} {counts[state]} 条" for state in STATES if counts[state]),
        "total": len(listed),
        "broken": [_item(one, states[one.id], explained) for one in listed if states[one.id] in order[:2]],
        "items": [_item(one, states[one.id], explained) for one in listed],
    }


def _item(one: Identity, state: str, explained: Any) -> dict[str, str]:
    place = f"{one.place.file.rpartition('/')[2]} {one.place}" if str(one.place) else ""
    return {
        "id": one.id,
        "statement": one.statement,
        "left": with_unit(one.left, one.unit),
        "relation": one.relation,
        "right": with_unit(one.right, one.unit),
        "difference": "" if state in {"held", "open"} else with_unit(one.difference, one.unit),
        "state": state,
        "status": LEVELS[state],
        "word": STATES[state],
        "reason": one.missing if state == "open" else one.reason(explained) if state == "explained" else "",
        "place": place if state in {"failed", "explained"} else "",
        "code": CODE if state == "failed" else "",
    }


def pages(site: Site, reuse: Reuse) -> Iterator[Page]:
    """Yield the page that gathers the reports of every current release, newest first in each series."""
    groups = []
    for series in site.series:
        found = [
            json.loads(reuse.piece(part_key(site, "identities", [edition]), partial(_gathered, edition)))
            for edition in reversed(site.current(series))
        ]
        items = [item for item in found if item is not None]
        if items:
            groups.append({"title": site.rooms[series]["title"], "href": f"/{series}/", "items": items})
    shared = common(site, title=TITLE, address=ADDRESS, description=LEAD, crumbs=[], search={"index": not site.preview})
    yield Page(ADDRESS, "identities", TITLE, shared | {"groups": groups}, LEAD)


def _gathered(edition: Edition) -> bytes:
    """Return what the page says of one release, as JSON; ``null`` when its room states no identity."""
    made = report(edition)
    item = made and {
        "title": edition.release.period.title,
        "href": f"{edition.current_address}#identities",
        "total": made["total"],
        "summary": made["summary"],
        "status": LEVELS[min((one["state"] for one in made["items"]), key=_gravity)],
        "broken": made["broken"],
    }
    return json.dumps(item, ensure_ascii=False).encode()


def _gravity(state: str) -> int:
    return ("failed", "explained", "held", "open").index(state)
