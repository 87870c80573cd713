"""Promises of the open data: tools that others use take it, and no number in the words is without its origin."""

from __future__ import annotations

import json
import re
import subprocess
import sys
from pathlib import Path

import lxml.etree
import lxml.html
import pytest

from scripts.model.numeral import orphans

# Importing frictionless warns of things that are its own.
VALIDATE = """
import json, sys, warnings
warnings.simplefilter("ignore")
from frictionless import validate
for path in json.load(sys.stdin):
    report = validate(path)
    if not report.valid:
        print(path, report.flatten(["type", "message"]))
"""


@pytest.mark.parametrize("which", ["site", "demonstration"])
def test_every_data_package_is_accepted_by_frictionless(which: str, request: pytest.FixtureRequest) -> None:
    """Every release of the samples; of the demonstration, which has the same forms, the newest of each report."""
    packages = sorted(map(str, request.getfixturevalue(which).rglob("datapackage.json")))
    if which == "demonstration":
        packages = list({Path(path).parents[2]: path for path in packages}.values())
    done = subprocess.run(
        [sys.executable, "-c", VALIDATE], input=json.dumps(packages), capture_output=True, text=True, check=True
    )
    assert done.stdout == ""
    assert len(packages) > 4


def test_every_table_has_csvw_metadata_that_names_its_columns(site: Path) -> None:
    tables = [p for p in site.glob("*/*/*/r*/*.csv") if p.with_name(f"{p.name}-metadata.json").is_file()]
    for table in tables:
        said = json.loads(table.with_name(f"{table.name}-metadata.json").read_bytes())
        header = table.read_text(encoding="utf-8-sig").splitlines()[0].split(",")
        assert said["@context"][0] == "http://www.w3.org/ns/csvw"
        assert said["url"] == table.name
        assert [column["titles"] for column in said["tableSchema"]["columns"]] == header
    assert len(tables) > 8


def test_every_release_has_a_card_and_pictures_that_stand_alone(site: Path) -> None:
    for release in site.glob("*/*/*/r*/datapackage.json"):
        folder = release.parent
        page = (folder / "index.html").read_text(encoding="utf-8")
        card = (folder / "card.png").read_bytes()
        assert card[16:24] == (1200).to_bytes(4, "big") + (630).to_bytes(4, "big")
        address = folder.relative_to(site).as_posix()
        assert f'property="og:image" content="https://example.org/open/{address}/card.png"' in page
        for spec in folder.glob("*.vl.json"):
            name = spec.name.removesuffix(".vl.json")
            words = "".join(lxml.etree.parse(folder / f"{name}.svg").getroot().itertext())
            assert "数据截至" in words
            assert "来源：示例区人大常委会" in words
            assert address in words.replace("\n", "")


def test_llms_txt_leads_to_what_is_there(site: Path) -> None:
    text = (site / "llms.txt").read_text(encoding="utf-8")
    for address in re.findall(r"\]\(https://example\.org/open(/[^)]*)\)", text):
        there = site / address.strip("/")
        assert there.is_file() or (there / "index.html").is_file(), address
    assert text.startswith("# 示例区人大监督公开\n")


def _data_words(folder: Path) -> str:
    """Return all text that a release's words may take from its data: cells, labels, methods."""
    parts = [p.read_text(encoding="utf-8-sig") for p in folder.glob("*.csv")]
    parts += [p.read_text(encoding="utf-8") for p in folder.glob("*.table.json")]
    return "\n".join([*parts, (folder / "figures.json").read_text(encoding="utf-8")])


@pytest.mark.parametrize("which", ["site", "demonstration"])
def test_every_number_in_the_words_of_a_release_is_a_figure_a_cell_or_a_rule(
    which: str, request: pytest.FixtureRequest
) -> None:
    """What a template may not type is checked in tests/disclosures; here nothing else may have put a number there."""
    site, lost = request.getfixturevalue(which), []
    for package in site.glob("*/*/*/r*/datapackage.json"):
        tree = lxml.html.fromstring((package.parent / "index.html").read_text(encoding="utf-8"))
        known = _data_words(package.parent)
        for name in json.loads((package.parent / "figures.json").read_bytes())["methods"]:
            known += lxml.html.fromstring((site / "methods" / name / "index.html").read_text("utf-8")).text_content()
        for part in tree.xpath("//div[@class='sentence'] | //div[contains(@class,'body')]//*[self::p or self::li]"):
            if part.xpath("ancestor::*[contains(@class,'table') or self::figure or contains(@class,'chart')]"):
                continue
            for link in part.xpath(".//a"):
                link.text = ""
                for child in list(link):
                    link.remove(child)
            for numeral in orphans(part.text_content()):
                if not re.search(rf"(?<!\d){re.escape(numeral.strip('+-−%％'))}(?!\d)", known):
                    lost.append(f"{package.parent.relative_to(site)}: {numeral} in {part.text_content()[:60]}")
    assert lost[:10] == []
