"""A site made of hostile cells: everything is text, nothing runs, nothing is asked for."""

from __future__ import annotations

import csv
import io
import json
import re
import shutil
from collections.abc import Callable
from pathlib import Path
from typing import Any

import lxml.html
import openpyxl
import pytest

from scripts import registry
from scripts.approve import approve
from scripts.build import build
from scripts.model.release import Release, ReleaseId
from scripts.model.table import Schema
from tests.disclosures import sample
from tests.hostile.corpus import FORMULAS, MARKUP, SHOWN
from tests.site.built import AT, write_shared

POISON = MARKUP


STAFF = POISON.replace("{{7*7}}", "").translate(str.maketrans("0123456789", "abcdefghij")) + (
    """<iframe src="https://example.org/"></iframe><style>@import "https://example.org/x.css";</style>"""
    """<svg onload=alert(e)></svg><a href="java&Tab;script:alert(f)">a</a> ![x](https://example.org/x.png)"""
)
"""What a staff page would hold; typed numbers and unknown markers are refused there before."""


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
    _poison_settings(root)
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


def _poison_settings(root: Path) -> None:
    """Put it into the settings, the calendar, the glossary, every rule and what staff write themselves."""
    data = root / "data"
    quoted = json.dumps(POISON, ensure_ascii=False)[1:-1]
    site = (data / "site.toml").read_text("utf-8")
    for key in ("name", "organ", "sponsor", "lead", "notice", "title"):
        site = re.sub(rf'(?m)^{key} = "(.*)"$', lambda match, key=key: f'{key} = "{match[1]}{quoted}"', site)
    site += f'[contact]\noffice = "{quoted}"\nphone = "{quoted}"\naddress = "{quoted}"\nemail = "{quoted}"\n'
    (data / "site.toml").write_text(site, "utf-8")
    with (data / "calendar.toml").open("a", encoding="utf-8") as file:
        file.write(f'basis = "{quoted}"\n')
    with (data / "glossary.toml").open("a", encoding="utf-8") as file:
        file.write(f'\n[hostile]\nterm = "恶意{quoted}"\ndefinition = "{quoted}"\nbasis = "{quoted}"\n')
    for path in (data / "methods").glob("*.toml"):
        text = re.sub(
            r'(?m)^(title|basis|change) = "(.*)"$', lambda m: f'{m[1]} = "{m[2]}{quoted}"', path.read_text("utf-8")
        )
        path.write_text(text, "utf-8")
    body = f"{STAFF}\n\n{STAFF.replace('<', '&lt;')}\n\n"
    (root / "content" / "pages" / "hostile.md").write_text(f"Title: 页面{STAFF}\nSlug: hostile\n\n{body}", "utf-8")
    (root / "content" / "news").mkdir(exist_ok=True)
    head = f"Title: 专报{STAFF}\nSlug: hostile\nDate: 2027-12-01\nDescription: {STAFF}\n\n"
    (root / "content" / "news" / "hostile.md").write_text(head + body, "utf-8")


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


def test_downloads_hold_no_formula_that_runs(hostile: Path) -> None:
    books, cells = sorted(hostile.rglob("*.xlsx")), 0
    for path in books:
        for page in openpyxl.load_workbook(path).worksheets:
            for row in page.iter_rows():
                for cell in row:
                    assert cell.data_type != "f", f"{path} {cell.coordinate}"
                    assert cell.hyperlink is None, f"{path} {cell.coordinate}"
    for path in sorted(hostile.rglob("*.csv")):
        for line in csv.reader(io.StringIO(path.read_text("utf-8-sig"), newline="")):
            cells += len(line)
            # A number may be negative; a text may not begin like one.
            active = [text for text in line if text.startswith(BEGINNINGS) and not _NUMBER.fullmatch(text)]
            assert active == [], path
    assert len(books) >= len(registry.disclosures())
    assert cells > 5000


BEGINNINGS = tuple({text[0] for text in FORMULAS})
_NUMBER = re.compile(r"[+-][0-9.,]+%?")


def _one_of_each(site: Path) -> list[str]:
    """Return an address for each kind of page: of those with the same first two folders the one with most bytes."""
    kinds: dict[tuple[str, ...], Path] = {}
    for path in sorted(site.rglob("*.html")):
        parts = path.relative_to(site).parts[:-1]
        key = (*parts[:2], str(len(parts)))
        if key not in kinds or path.stat().st_size > kinds[key].stat().st_size:
            kinds[key] = path
    return [path.relative_to(site).as_posix() for path in kinds.values()]


def test_opened_in_a_browser_it_asks_nothing_and_runs_nothing(
    hostile: Path, open_page: Callable[..., Any], serve: Callable[[Path], str]
) -> None:
    page = open_page()
    dialogs: list[str] = []
    page.on("dialog", lambda dialog: (dialogs.append(dialog.message), dialog.dismiss()))
    reports = (
        "addEventListener('securitypolicyviolation', e => { window.broken = e.violatedDirective + ' ' + e.blockedURI })"
    )
    page.add_init_script(reports)
    shown, addresses = set(), _one_of_each(hostile)
    for path in addresses:
        page.goto(f"{serve(hostile)}{path}")
        assert page.evaluate("window.broken || ''") == "", path
        text = page.evaluate("document.body.innerText")
        shown |= {word for word in SHOWN if word in text}
    print(f"{len(addresses)} pages opened")
    assert dialogs == []
    assert shown == set(SHOWN)
    assert len(addresses) > 60
