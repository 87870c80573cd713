"""The roster says whom a portal reads; nothing in it can widen the portal's policy or leave its folder."""

from __future__ import annotations

from pathlib import Path

import pytest

from scripts.intake import roster
from scripts.model.problem import Rejected

HEAD = 'name = "某省"\norgan = "某省人大"\nurl = "https://p.example/portal"\n'
GOOD = '[[district]]\nid = "jia"\nname = "甲区"\nsource = "sites/jia"\nurl = "https://p.example/jia/"\n'


def write(folder: Path, text: str) -> Path:
    path = folder / "roster.toml"
    path.write_text(text, encoding="utf-8")
    return path


def test_folders_are_relative_to_the_roster_and_addresses_end_in_a_slash(tmp_path: Path) -> None:
    remote = '[[district]]\nid = "yi"\nname = "乙区"\nsource = "http://yi.example:8080/rd"\n'
    found = roster.read(write(tmp_path, HEAD + GOOD + remote))
    assert found.url == "https://p.example/portal/"
    assert [(one.source, one.url, one.origin) for one in found.districts] == [
        (str(tmp_path / "sites" / "jia"), "https://p.example/jia/", "https://p.example"),
        ("http://yi.example:8080/rd/", "http://yi.example:8080/rd/", "http://yi.example:8080"),
    ]


@pytest.mark.parametrize(
    "address",
    [
        "javascript:alert(1)",
        "https://a.example/; script-src *",
        "https://a.example/?x=1",
        "https://user:pass@a.example/",
        "https://a.example'/",
        "https://*/",
        "https://a.example:99999/",
        "//a.example/",
        "rd/jia",
    ],
)
def test_an_address_that_is_no_plain_one_is_refused(tmp_path: Path, address: str) -> None:
    with pytest.raises(Rejected) as caught:
        roster.read(write(tmp_path, HEAD + GOOD.replace("https://p.example/jia/", address)))
    assert [str(problem.place) for problem in caught.value.problems] == ["“district[1].url”"]


@pytest.mark.parametrize(
    "text",
    [
        "",
        "[",
        HEAD,
        HEAD + "district = 3",
        HEAD + GOOD + GOOD,
        HEAD + GOOD.replace('"jia"', '"../jia"'),
        GOOD,
        HEAD.replace("某省人大", "a\\u0007") + GOOD,
        HEAD + GOOD.replace('"甲区"', "7"),
    ],
)
def test_a_roster_that_cannot_be_used_is_named(tmp_path: Path, text: str) -> None:
    with pytest.raises(Rejected) as caught:
        roster.read(write(tmp_path, text))
    assert {problem.code for problem in caught.value.problems} == {"federation.roster"}


def test_a_missing_roster_is_named(tmp_path: Path) -> None:
    with pytest.raises(Rejected):
        roster.read(tmp_path / "none.toml")
