"""Words and files that the publish stage makes."""

from __future__ import annotations

import io
import zipfile
from decimal import Decimal
from pathlib import Path

import markdown
import pytest
from hypothesis import given
from hypothesis import strategies as st

from scripts.model.grid import Cell, Column, Grid
from scripts.publish import data
from scripts.publish.citation import STYLES, Cited, cite
from scripts.publish.page import BadAddress, Page, write
from scripts.publish.words import escape

CITED = Cited(
    "某区人大常委会", "2024年票决 {x}", "第1版", "2024-10-23", "https://example.org/a/#b", "0123456789ab", "k"
)


@given(st.text(max_size=60))
def test_any_text_escaped_reads_back_as_itself_and_makes_no_element(text: str) -> None:
    html = markdown.markdown(f"始{escape(text)}终", extensions=["tables", "footnotes", "sane_lists"])
    assert html.startswith("<p>")
    assert html.count("<") == 2


@pytest.mark.parametrize(
    "address", ["/../x/", "/a b/", "/甲/", "/con/", "/a/./b/", "/" + "a" * 81 + "/", "/a?/", "/-a/"]
)
def test_an_address_that_could_leave_or_clash_is_refused(address: str, tmp_path: Path) -> None:
    with pytest.raises(BadAddress):
        write(tmp_path, Page(address, "page", "标题", {}))
    assert list(tmp_path.iterdir()) == []


def test_front_matter_cannot_be_forged_by_a_title(tmp_path: Path) -> None:
    write(tmp_path, Page("/a/", "page", "标题\nSave_as: ../../evil.html", {}))
    head = (tmp_path / "releases" / "a" / "index.md").read_text(encoding="utf-8").split("\n\n")[0].splitlines()
    assert [line.split(":")[0] for line in head] == ["Title", "Template", "Save_as", "Url", "Slug"]
    assert head[2] == "Save_as: a/index.html"


@pytest.mark.parametrize("style", STYLES)
def test_a_citation_names_body_title_version_date_and_address(style: str) -> None:
    text = cite(CITED, style)
    for part in ("某区人大常委会", "2024年票决", "https://example.org/a/#b"):
        assert part in text, style
    assert "2024" in text


def test_braces_in_a_title_do_not_break_bibtex() -> None:
    text = cite(CITED, "bibtex")
    assert text.count("{") == text.count("}")


def test_an_archive_of_the_same_files_has_the_same_bytes_and_checks_itself() -> None:
    files = {"b.csv": b"b", "a.csv": b"a"}
    once, again = data.archive(files), data.archive(dict(reversed(files.items())))
    assert once == again
    with zipfile.ZipFile(io.BytesIO(once)) as archive:
        sums = archive.read("SHA256SUMS").decode()
        assert sorted(archive.namelist()) == sorted(["SHA256SUMS", "a.csv", "b.csv", "如何校验.txt"])
    assert sums.splitlines()[0] == "ca978112ca1bbdcafac231b39a23dc4da786eff8147c4e72b9807785afee48bb  a.csv"


@pytest.mark.parametrize("text", ["=1+1", "+1", "-1", "@x", "＝1", "\t=1"])
def test_text_that_a_spreadsheet_would_run_is_made_text_and_numbers_stay_numbers(text: str) -> None:
    columns = (Column("name", "名"), Column("n", "数", "万元", "number"))
    grid = Grid("表", columns, ((Cell(text, text), Cell.number(Decimal("-12.5"), "万元")),))
    lines = data.grid_csv(grid).decode("utf-8-sig").splitlines()
    assert lines[0] == "名,数（万元）"
    assert lines[1].strip('"').startswith("'")
    assert lines[1].endswith(",-12.5")
