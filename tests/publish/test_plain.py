"""The short page of a release holds its sentence, a few of its numbers, what they mean, and nothing else."""

from dataclasses import replace

import pytest

from scripts import registry
from scripts.publish.plain import FIGURES, meaning, parts
from tests.disclosures import sample

ROOM = registry.disclosure("budget_execution", "department_execution")
GLOSSARY = {
    "execution-rate": {"term": "执行进度", "except": ["计划执行进度"], "definition": "支出占预算的百分比。"},
    "budget": {"term": "调整预算", "aliases": ["调整后预算"], "definition": "调整后的预算。"},
    "whole": {"term": "预算", "definition": "收支计划。"},
}


def site(**more):
    return replace(sample.site(ROOM, sample.edition(ROOM)), glossary=GLOSSARY, **more)


@pytest.mark.parametrize(
    ("words", "found"),
    [
        ("全区执行进度，占调整预算", ["execution-rate", "budget"]),
        ("占调整后预算", ["budget"]),
        ("计划执行进度", []),
        ("年初预算", ["whole"]),
    ],
)
def test_terms_of_the_glossary_are_explained_once_and_never_inside_a_longer_one(words: str, found: list[str]) -> None:
    assert [one["id"] for one in meaning(site(), words)] == found


@pytest.mark.parametrize("room", registry.disclosures(), ids=str)
def test_every_report_has_a_short_page_of_the_numbers_in_its_sentence(room: registry.Disclosure) -> None:
    edition = sample.edition(room)
    (page,) = sample.made(parts(sample.site(room, edition)))
    shown = page.data["figures"]
    assert 1 <= len(shown) <= FIGURES
    for one in shown:
        assert f'(#{one["id"]} "figure")' in page.body
        assert one["words"] == edition.figures[one["id"]].words
    assert page.data["canonical"] == page.data["full"] == edition.current_address
    assert page.address == f"{edition.current_address}plain/"
