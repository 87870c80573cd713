import random

import pytest
from hypothesis import given
from hypothesis import strategies as st

from plugins.search.split import letters, normal, words

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
    "ꔀꔁ甲": "ꔀꔁ甲",
    "，。（）—…": "",
    "3…5": "3 5",
    "1,2,3": "123",
    "1.2.3": "1.2.3",
    "1.,2": "1. 2",
    "64.9 %": "64.9%",
    "98.6%5": "98.6%5",
    "": "",
}


@pytest.mark.parametrize(("text", "expected"), NORMAL.items())
def test_what_counts_of_a_text_is_as_written_by_hand(text, expected):
    assert normal(text) == expected


def test_each_character_stands_with_the_next_and_the_last_alone():
    assert words("区教，委") == [letters("区") + letters("教"), letters("教") + letters("委"), letters("委")]
    assert words("10 20") == [*words("10"), *words("20")]
    assert words("") == []


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


def test_a_number_at_the_end_of_a_query_may_go_on_at_the_price_of_one_more_phrase(ask):
    assert len(ask("split.phrases", "5.0")) == 2
    assert len(ask("split.phrases", "2025")) == 2
    assert len(ask("split.phrases", "2025年")) == 1
    assert len(ask("split.phrases", "98.6%")) == 1
    assert len(ask("split.phrases", "第1")) == 2
    assert len(ask("split.phrases", "1")) == 1
    assert ask("split.phrases", "（）") == []
