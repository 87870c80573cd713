"""Linking: readers meet each explanation once, where prose first needs it, and nowhere else."""

from plugins.glossary.linking import Term, link, terms_of

LISTED = [
    {"id": "original", "names": ["年初预算", "年初预算数"]},
    {"id": "budget", "names": ["预算"], "except": ["预算法"]},
]
TERMS = terms_of(LISTED)


def to(id: str, word: str) -> str:
    return f'<a class="term" href="/glossary/#{id}">{word}</a>'


def test_only_the_first_use_of_a_term_is_linked_also_by_another_name() -> None:
    assert link("<p>年初预算数与年初预算。</p>", TERMS) == f"<p>{to('original', '年初预算数')}与年初预算。</p>"


def test_a_longer_term_is_not_taken_for_a_shorter_one() -> None:
    assert link("<p>年初预算和预算</p>", TERMS) == f"<p>{to('original', '年初预算')}和{to('budget', '预算')}</p>"


def test_a_word_that_only_contains_a_term_is_left_alone() -> None:
    assert link("<p>预算法</p>", TERMS) == "<p>预算法</p>"


def test_headings_links_code_tables_and_attributes_stay_as_they_are() -> None:
    kept = (
        '<h2>预算</h2><p><a href="/x/">预算</a><code>预算</code><img alt="预算 > 3" src="x.svg" /></p>'
        "<table><tr><td>预算</td></tr></table><pre><code>预算</code></pre>"
    )
    assert link(kept, TERMS) == kept
    assert link(f"{kept}<p>预算</p>", TERMS) == f"{kept}<p>{to('budget', '预算')}</p>"


def test_without_terms_nothing_changes() -> None:
    assert link("<p>预算</p>", terms_of([])) == "<p>预算</p>"


def test_the_longest_comes_first_and_the_first_to_define_a_word_keeps_it() -> None:
    twice = [{"id": "a", "names": ["甲"]}, {"id": "b", "names": ["甲", "甲乙"]}]
    assert terms_of(twice) == [Term("甲乙", "b"), Term("甲", "a")]
