"""A site made of hostile cells: everything is text, nothing runs, nothing is asked for."""

from __future__ import annotations

import csv
import io
import json
import shutil
from collections.abc import Callable
from pathlib import Path
from typing import Any

import lxml.html
import pytest

from scripts import registry
from scripts.approve import approve
from scripts.build import build
from scripts.model.release import Release, ReleaseId
from scripts.model.table import Schema
from tests.disclosures import sample
from tests.site.built import AT, write_shared

POISON = """<script>alert(1)</script>"><img src=x onerror=alert(2)>{{7*7}}]]></title>[点](javascript:alert(3))`'"""


@pytest.fixture(scope="module")
def hostile(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A site in which every free text cell, code list name and setting carries markup."""
    root = write_shared(tmp_path_factory.mktemp("hostile"))
    for path in sorted((root / "data" / "codelists").glob("*.csv")):
        with path.open(encoding="utf-8", newline="") as file:
            rows = list(csv.DictReader(file))
        for row in rows:
            # What a table prints of old is an alias, as it would be where a name had been changed by its keepers.
            row["aliases"] = "|".join(filter(None, (row.get("aliases"), row["name"])))
            row["name"] += POISON
            if row.get("short"):
                row["short"] += "<b>"
        with path.open("w", encoding="utf-8", newline="") as file:
            writer = csv.DictWriter(file, list(rows[0]))
            writer.writeheader()
            writer.writerows(rows)
    approved: list[Release] = []
    for room in registry.disclosures():
        for folder in sample.periods(room):
            id = ReleaseId.parse(f"{room}/{folder.name}")
            draft = root / "data" / "drafts" / id.current
            shutil.copytree(folder, draft)
            for resource, schema in room.schemas.items():
                _poison(draft / f"{resource}.csv", schema)
            approve(
                root,
                draft,
                id,
                organ=f"示例区人大常委会{POISON}",
                document=f"第九次会议{POISON}",
                date=AT.date(),
                issued=AT,
                approved=approved,
            )
    return build(root, root / "out", at=AT)


def _poison(path: Path, schema: Schema) -> None:
    rows = list(csv.DictReader(io.StringIO(path.read_text(encoding="utf-8-sig"))))
    for field in schema.fields:
        rules = field.constraints
        keyed = field.name in schema.primary_key or rules.get("unique")
        if field.type != "string" or field.codelist or keyed or {"enum", "pattern"} & set(rules):
            continue
        for row in rows:
            if row.get(field.name) and len(row[field.name]) + len(POISON) <= rules.get("maxLength", 10_000):
                row[field.name] += POISON
    stream = io.StringIO(newline="")
    writer = csv.DictWriter(stream, schema.names)
    writer.writeheader()
    writer.writerows(rows)
    path.write_text(stream.getvalue(), encoding="utf-8-sig", newline="")


def test_no_page_holds_an_element_or_handler_out_of_a_cell(hostile: Path) -> None:
    poisoned = 0
    for path in sorted(hostile.rglob("*.html")):
        tree = lxml.html.fromstring(path.read_text(encoding="utf-8"))
        for script in tree.iter("script"):
            assert script.get("src") or script.get("type") == "application/ld+json", path
        assert not tree.xpath("//@onerror | //img[@src='x'] | //a[starts-with(@href, 'javascript:')]"), path
        text = tree.text_content()
        poisoned += "<script>alert(1)</script>" in text
    assert poisoned > 20


def test_pictures_and_feeds_hold_it_as_text(hostile: Path) -> None:
    for path in [*hostile.rglob("*.svg"), *hostile.rglob("*.xml")]:
        tree = lxml.etree.parse(path)
        assert not tree.xpath("//*[local-name()='script']"), path
    for path in hostile.rglob("*.json"):
        json.loads(path.read_bytes())


def test_opened_in_a_browser_it_asks_nothing_and_runs_nothing(
    hostile: Path, open_page: Callable[..., Any], serve: Callable[[Path], str]
) -> None:
    page = open_page()
    dialogs: list[str] = []
    page.on("dialog", lambda dialog: (dialogs.append(dialog.message), dialog.dismiss()))
    for path in ("", "search/topics/", "data/", "changes/", "suggestion_handling/", "profiles/department/"):
        page.goto(f"{serve(hostile)}{path}index.html")
    for path in sorted(hostile.glob("*/*/*/index.html")):
        page.goto(f"{serve(hostile)}{path.relative_to(hostile).as_posix()}")
    assert dialogs == []
