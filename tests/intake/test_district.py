"""Another site's catalogue is hostile until checked: whatever is in it, staff read problems and never a traceback."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from scripts.intake import district, harvest
from scripts.model.district import Entry, Report
from scripts.model.problem import Rejected

RELEASE = "budget_execution/department_execution/2024-Q3/r1"
SERIES = "budget_execution/department_execution"
KNOWN = {SERIES: Report(SERIES, "预算执行", "部门预算执行进度", "口径", "rate")}
SHA = "0" * 64


def catalog() -> dict[str, Any]:
    """Return a good catalogue of one release."""
    dataset = {
        "@type": "dcat:Dataset",
        "@id": f"https://a.example/{RELEASE}/",
        "dct:title": {"@value": "2024年第三季度部门预算执行进度"},
        "dct:description": {"@value": "执行 64.9%。"},
        "dct:issued": {"@value": "2024-10-23"},
        "dct:temporal": {"dcat:endDate": {"@value": "2024-09-30"}},
        "dct:conformsTo": [{"dct:identifier": "execution_pace", "dcat:version": "2023"}],
        "dcat:distribution": [
            {
                "dcat:downloadURL": {"@id": f"https://a.example/{RELEASE}/data.csv"},
                "spdx:checksum": {"spdx:checksumValue": SHA},
            }
        ],
    }
    series = {"@type": "dcat:DatasetSeries", "@id": f"https://a.example/{SERIES}/", "dct:title": {"@value": "执行进度"}}
    return {
        "@type": "dcat:Catalog",
        "@id": "https://a.example/catalog.jsonld",
        "dct:publisher": {"foaf:name": "甲区人大常委会"},
        "dcat:dataset": [series, dataset],
    }


def figure() -> dict[str, Any]:
    """Return a good line of figures."""
    return {
        "address": f"/{RELEASE}/#rate",
        "release": RELEASE,
        "title": "2024年第三季度部门预算执行进度",
        "as_of": "2024-09-30",
        "status": "现行",
        "id": "rate",
        "label": "全区执行进度",
        "value": "64.9",
        "text": "64.9%",
        "words": "64.9%",
        "unit": "%",
        "method": "execution_pace",
        "sources": [{"resource": "data", "fields": ["executed"]}],
    }


def write(folder: Path, catalog: Any, *lines: Any) -> Entry:
    """Write a site with what a portal reads of it, sealed."""
    files = {
        district.CATALOG: catalog if isinstance(catalog, bytes) else json.dumps(catalog).encode(),
        district.FIGURES: b"".join(
            one if isinstance(one, bytes) else json.dumps(one).encode() + b"\n" for one in lines
        ),
        district.BUNDLE: b"{}",
    }
    for name, content in files.items():
        (folder / name).parent.mkdir(parents=True, exist_ok=True)
        (folder / name).write_bytes(content)
    sealed = {name: hashlib.sha256(content).hexdigest() for name, content in files.items()}
    (folder / district.MANIFEST).write_text(json.dumps({"files": sealed}), encoding="utf-8")
    return Entry("jia", "甲区", str(folder), "https://rd.example.org/jia/")


def codes(entry: Entry) -> list[tuple[str, str]]:
    """Return code and place of every problem."""
    with pytest.raises(Rejected) as caught:
        district.read(entry, KNOWN)
    return [(problem.code, str(problem.place)) for problem in caught.value.problems]


def test_a_figure_is_taken_over_with_its_district_address_and_checksum(tmp_path: Path) -> None:
    lines: list[bytes] = []
    found = district.read(write(tmp_path, catalog(), figure()), KNOWN, lines.append)
    assert json.loads(lines[0]) == {
        "district": "jia",
        "district_name": "甲区",
        "address": f"https://rd.example.org/jia/{RELEASE}/#rate",
        "release": RELEASE,
        "id": "rate",
        "as_of": "2024-09-30",
        "value": "64.9",
        "title": "2024年第三季度部门预算执行进度",
        "label": "全区执行进度",
        "text": "64.9%",
        "words": "64.9%",
        "status": "现行",
        "unit": "%",
        "method": "execution_pace",
        "sha256": {"data.csv": SHA},
    }
    assert found.headlines[RELEASE].value == "64.9"
    assert found.datasets[RELEASE].methods == {"execution_pace": "2023"}
    assert found.figures == 1


@pytest.mark.parametrize(
    ("spoil", "place"),
    [
        (lambda c: c["dcat:dataset"][1].update({"@id": "https://evil.example/x/"}), "“dcat:dataset[1]”"),
        (lambda c: c["dcat:dataset"][1].update({"@id": "https://a.example/../../etc/passwd"}), "“dcat:dataset[1]”"),
        (lambda c: c["dcat:dataset"][1].update({"dct:title": {"@value": "\u202e倒写"}}), "“dcat:dataset[1]”"),
        (lambda c: c["dcat:dataset"][1].update({"dct:issued": "昨天"}), "“dcat:dataset[1]”"),
        (lambda c: c["dcat:dataset"][1].update({"dct:issued": 20241023}), "“dcat:dataset[1]”"),
        (lambda c: c["dcat:dataset"][1]["dcat:distribution"][0].update({"spdx:checksum": []}), "“dcat:dataset[1]”"),
        (lambda c: c["dcat:dataset"].append(c["dcat:dataset"][1]), "“dcat:dataset[2]”"),
        (lambda c: c["dcat:dataset"].append(7), "“dcat:dataset[2]”"),
        (lambda c: c.update({"dct:publisher": None}), "“dct:publisher”"),
    ],
)
def test_a_wrong_entry_is_named_at_its_place(tmp_path: Path, spoil: Callable[[Any], None], place: str) -> None:
    hostile = catalog()
    spoil(hostile)
    assert codes(write(tmp_path, hostile, figure())) == [("federation.catalog", place)]


@pytest.mark.parametrize(
    "content", [b"\xff\xfe", b"[" * 100_000, b'{"dcat:dataset": []}', b"[]", b"null", b"<html>", b"9" * 5000]
)
def test_what_is_no_catalogue_is_refused(tmp_path: Path, content: bytes) -> None:
    [(code, _)] = codes(write(tmp_path, content, figure()))
    assert code in {"federation.unreadable", "federation.catalog"}


@pytest.mark.parametrize(
    "changed",
    [
        {"address": f"https://evil.example/{RELEASE}/#rate"},
        {"address": f"/{RELEASE}/#other"},
        {"release": RELEASE.replace("Q3", "Q2"), "address": f"/{RELEASE.replace('Q3', 'Q2')}/#rate"},
        {"id": "a b", "address": f"/{RELEASE}/#a b"},
        {"value": 64.9},
        {"value": "NaN"},
        {"value": "1e999999"},
        {"value": "9" * 61},
        {"words": "x" * 121},
        {"words": "a\u200bb"},
        {"label": ""},
        {"as_of": None},
        {"sources": "data"},
    ],
)
def test_a_wrong_figure_is_named_at_its_line(tmp_path: Path, changed: dict[str, Any]) -> None:
    assert codes(write(tmp_path, catalog(), figure(), figure() | changed)) == [("federation.figure", "第 2 行")]


def test_a_line_without_end_is_refused(tmp_path: Path) -> None:
    long = json.dumps(figure() | {"extra": "x" * district.LINE}).encode()
    assert codes(write(tmp_path, catalog(), figure(), long)) == [("federation.figure", "第 2 行")]


def test_after_many_problems_the_rest_is_not_read(tmp_path: Path) -> None:
    assert len(codes(write(tmp_path, catalog(), *([b"x\n"] * 1000)))) == district.SHOWN


def test_what_differs_from_the_seal_is_refused(tmp_path: Path) -> None:
    entry = write(tmp_path, catalog(), figure())
    (tmp_path / district.FIGURES).write_bytes(b"")
    assert codes(entry) == [("federation.changed-file", "")]


def test_more_than_the_limit_is_not_read(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    entry = write(tmp_path, catalog(), figure())
    monkeypatch.setitem(harvest.LIMITS, district.FIGURES, 10)
    assert codes(entry) == [("federation.too-large", "")]


def test_a_link_out_of_the_site_is_not_followed(tmp_path: Path) -> None:
    entry = write(tmp_path / "site", catalog(), figure())
    (tmp_path / "secret").write_text("{}", encoding="utf-8")
    (tmp_path / "site" / district.CATALOG).unlink()
    (tmp_path / "site" / district.CATALOG).symlink_to(tmp_path / "secret")
    assert codes(entry) == [("federation.unreachable", "")]


JSON = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats() | st.text(max_size=8),
    lambda inner: st.lists(inner, max_size=4) | st.dictionaries(st.text(max_size=8), inner, max_size=4),
    max_leaves=12,
)
PLACES = ("@id", "@type", "dct:title", "dct:issued", "dct:temporal", "dct:conformsTo", "dcat:distribution")


@given(place=st.sampled_from(PLACES), value=JSON, line=JSON)
def test_no_json_makes_a_traceback(tmp_path_factory: pytest.TempPathFactory, place: str, value: Any, line: Any) -> None:
    hostile = catalog()
    hostile["dcat:dataset"][1][place] = value
    entry = write(tmp_path_factory.mktemp("hostile"), hostile, line)
    assert codes(entry)
