"""Quotations: a sentence with a number is matched, outdated or wrong, as the published figures have it."""

import json
import tomllib
from pathlib import Path

import pytest

from scripts.model.claim import Known, check, claims, normal

CASES = tomllib.loads((Path(__file__).parents[1] / "quotes.toml").read_text(encoding="utf-8"))
KNOWN = Known(CASES["figures"])


@pytest.mark.parametrize("case", CASES["cases"], ids=lambda case: case["text"])
def test_a_sentence_is_held_against_what_was_published(case):
    found = check(case["text"], KNOWN)
    assert [one.verdict for one in found] == case["verdicts"]
    assert [one.figure["address"].partition("#")[2] if one.figure else "" for one in found] == case["ids"]


@pytest.mark.parametrize(
    ("text", "same"),
    [
        ("1.23亿元", "12300万元"),
        ("三亿两千万元", "3.2亿元"),
        ("两万三千零五元", "2.3005万元"),
        ("百分之六", "6%"),
        ("一百二十项", "120项"),
    ],
)
def test_numbers_written_in_other_words_are_the_same(text, same):
    one, other = next(claims(text, {"元", "%", "项"})), next(claims(same, {"元", "%", "项"}))
    assert (one.value * one.scale, one.unit) == (other.value * other.scale, other.unit)


@pytest.mark.parametrize("text", ["一般公共预算", "三公经费", "十八届人大", "百姓", "万达", "第十四条"])
def test_words_that_hold_a_numeral_stay_words(text):
    assert normal(text) == text


def test_the_command_says_it_and_exits_one_when_a_number_is_wrong(tmp_path, portal, portal_json):
    lines = [json.dumps(one, ensure_ascii=False) for one in CASES["figures"]]
    (tmp_path / "figures.jsonl").write_text("\n".join(lines), encoding="utf-8")
    status, said = portal("quote-check", "第三季度全区执行进度 69.9%", "--site", tmp_path)
    assert (status, "一致" in said, "2024-Q3/r1/#rate" in said) == (0, True, True)
    status, said = portal("quote-check", "第三季度全区执行进度 78.4%", "--site", tmp_path)
    assert (status, "不一致" in said, "69.9%" in said) == (1, True, True)
    found = portal_json("quote-check", "2024年第二季度全区执行进度 45.1%", "--site", tmp_path)
    assert [(one["verdict"], one["figure"]["now"]) for one in found["verdicts"]] == [("outdated", "45.2%")]


def test_without_a_site_or_a_number_it_is_wrong_usage(tmp_path, portal):
    assert portal("quote-check", "执行进度 69.9%", "--site", tmp_path)[0] == 2
    (tmp_path / "figures.jsonl").write_text("", encoding="utf-8")
    assert portal("quote-check", "没有数字", "--site", tmp_path)[0] == 2
