"""Everything: writes all generated pages and files into an empty ``content/``."""

from __future__ import annotations

import shutil
from collections.abc import Callable
from pathlib import Path

from scripts.publish import (
    backlog,
    catalog,
    home,
    identity,
    lists,
    llms,
    profile,
    reference,
    release,
    series,
    tombstone,
)
from scripts.publish.page import json_bytes, write
from scripts.publish.site import Site, site_json

GENERATED = ("releases", "profiles")


def publish(site: Site, content: Path, ledger: bytes, progress: Callable[[str], None] = lambda _: None) -> int:
    """Replace ``content/releases`` and ``content/profiles`` and return how many pages were written.

    Args:
        ledger: the bytes of ``ledger.jsonl`` as it is published.
        progress: told of each page's address.
    """
    for name in GENERATED:
        shutil.rmtree(content / name, ignore_errors=True)
        (content / name).mkdir(parents=True)
    root = content / "releases"
    (root / "site.json").write_bytes(json_bytes(site_json(site)))
    (root / "catalog.jsonld").write_bytes(catalog.catalog(site))
    (root / "figures.jsonl").write_bytes(catalog.figures_jsonl(site))
    (root / "llms.txt").write_bytes(llms.text(site))
    (root / "ledger.jsonl").write_bytes(ledger)
    count = 0
    for part in (
        release.pages,
        tombstone.pages,
        series.pages,
        profile.pages,
        identity.pages,
        reference.pages,
        backlog.pages,
        lists.pages,
    ):
        for page in part(site):
            write(content, page)
            progress(page.address)
            count += 1
    write(content, home.page(site))
    return count + 1
