import random

import pytest
from hypothesis import given
from hypothesis import strategies as st

from plugins.search.split import normal, split, title_words, words

NORMAL = {
    "98.6%": "98.6%",
    "64.9％": "64.9%",
    "1.23亿元": "1.23亿元",
    "123.4亿元": "123.4亿元",
    "12,300": "12300",
    "１２，３００": "12300",
    "12 300": "12 300",
    "2025年": "2025年",
    "2024-Q3": "2024q3",
    "2024-09-30": "2024 09 30",
    "10～20": "10 20",
    "5.0": "5.0",
    "-5.2%": "5.2%",
    "3‰": "3‰",
    "98.": "98.",
    ".6%": ".6%",
    "1.项目": "1.项目",
    "完.": "完",
    "人大〔2024〕12号": "人大2024 12号",
    "人大[2024]12号": "人大2024 12号",
    "〔2024〕": "2024",
    "“三公”经费": "三公经费",
    "49 个部门": "49个部门",
    "Ａ类": "a类",
    "A类": "a类",
    "5G基站": "5g基站",
    "GDP增速": "gdp增速",
    "café": "cafe",
    "data_file": "datafile",
    "①②": "12",
    "㎡": "m2",
    "12\u00ad3": "123",
    "𠮷野家": "𠮷野家",
    "\U0002ebf0": "\U0002ebf0",
    "ꔀꔁ甲": "甲",
    "，。（）—…": "",
    "3…5": "3 5",
    "1,2,3": "123",
    "1.2.3": "1.2.3",
    "1.,2": "1.2",
    "": "",
}


@pytest.mark.parametrize(("text", "expected"), NORMAL.items())
def test_what_counts_of_a_text_is_as_written_by_hand(text, expected):
    assert normal(text) == expected


def test_punctuation_stays_beside_its_word_and_is_no_word():
    assert split("区教委（A类）：办结。") == " 区 教 委（ A 类）： 办 结。"


def test_a_number_in_two_elements_is_one_number():
    assert split("1\0,2\x003%").replace("\0", "") == split("1,23%")


@given(st.text(alphabet="0123456789.,% ，年Aa-〔①", max_size=12), st.integers(0, 12), st.integers(0, 12))
def test_a_piece_of_a_text_counts_as_a_piece_of_what_the_text_counts_as(text, start, length):
    """A query cut from a page anywhere is contained in it: nothing a reader copies can be missed."""
    piece = text[start : start + length].strip(" -〔,，")
    if " " not in piece:
        assert normal(piece) in normal(text)


def random_texts(count):
    dice = random.Random(3)
    ranges = [(0x20, 0x7F), (0xA0, 0x250), (0x2000, 0x2C00), (0x3000, 0x3400), (0x4E00, 0x4F00), (0xA4F0, 0xA580)]
    ranges += [(0xF900, 0xFA6E), (0xFE30, 0xFE70), (0xFF00, 0xFFF0), (0x20000, 0x20100), (0x1F600, 0x1F640)]
    for _ in range(count):
        chars = [
            chr(dice.randrange(*dice.choice(ranges))) if dice.random() < 0.5 else dice.choice("0123456789.,%年A")
            for _ in range(12)
        ]
        yield "".join(chars)


def test_browser_and_build_split_alike(ask):
    texts = [*NORMAL, *random_texts(3000)]
    found = ask("(texts) => texts.map((text) => [split.normal(text), split.words(text)])", texts)
    assert found == [[normal(text), words(text)] for text in texts]


def test_split_text_reads_as_text_again(ask):
    texts = ["“三公”经费 1,204.5万元，占98.6%。", "a_b. C", "人大〔2024〕12号"]
    # Pagefind ends blocks with a full stop of its own.
    assert ask("(texts) => texts.map(split.join)", [f"{split(text)} ⏎." for text in texts]) == [
        f"{text}\n" for text in texts
    ]


def test_titles_are_asked_in_the_words_the_build_wrote(ask):
    for title in ("区教委2025年", "𠮷野A类98.6%"):
        assert ask("(title) => split.phrases(title, true)", title) == [f'"{" ".join(title_words(title))}"']


def test_a_query_ending_in_one_digit_asks_for_every_number_that_goes_on(ask):
    assert len(ask("split.phrases", "5.0")) == 11
    assert len(ask("split.phrases", "2025")) == 1
    assert len(ask("split.phrases", "2025年")) == 1
    assert ask("split.phrases", "（）") == []
