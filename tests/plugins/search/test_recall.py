"""Every piece of text on a page finds that page, and no page is found that does not hold it."""

from plugins.search.split import normal
from tests.plugins.search import corpus

GOLDEN = [
    *(
        "98.6%",
        "64.9%",
        "1.23亿元",
        "123.4亿元",
        "12,300",
        "12300",
        "１２３００",
        "5.0",
        "2025年",
        "2024-Q3",
        "2024Q3",
        "№5",
    ),
    *(
        "人大〔2024〕12号",
        "〔2024〕",
        "人大[2024]",
        "人大2024",
        "A类",
        "a类",
        "Ａ类",
        "5G基站",
        "5g",
        "GDP",
        "gdp增速",
        "r2",
    ),
    *(
        "专项债券",
        "地方政府专项债券",
        "整改",
        "结余资金",
        "转结余",
        "三公经费",
        "“三公”经费",
        "区教委",
        "教委",
        "水务局",
        "四舍五入",
    ),
    *(
        "第12次会议",
        "9月30日",
        "2024年9月30日",
        "10/20",
        "万元",
        "正常",
        "script",
        "甲",
        "5",
        "0",
        "年",
        "%",
        "不存在的词",
        "区区",
    ),
]
FIND = """async (queries) => {
    const { pagefind } = await search.open("../");
    const addresses = new Map();
    const answers = [];
    for (const query of queries) {
        const hits = await search.find(pagefind, query.split(" ").map((term) => ({ text: split.normal(term) })));
        for (const hit of hits) if (!addresses.has(hit.id)) addresses.set(hit.id, (await hit.data()).raw_url.slice(1));
        answers.push(hits.map((hit) => addresses.get(hit.id)).sort());
    }
    return answers;
}"""


def holding(pages, query):
    terms = [normal(term) for term in query.split(" ")]
    found = [
        page.address for page in pages if all(any(term in block for block in page.normal_blocks) for term in terms)
    ]
    return sorted(found)


def differences(ask, pages, queries):
    found = ask(FIND, queries)
    truth = [holding(pages, query) for query in queries]
    return {
        query: {"missed": sorted({*there} - {*here}), "extra": sorted({*here} - {*there})}
        for query, here, there in zip(queries, found, truth, strict=True)
        if here != there
    }


def test_300_random_pieces_find_exactly_the_pages_that_hold_them(ask, pages):
    queries = corpus.substrings(pages, 300)
    assert differences(ask, pages, queries) == {}


def test_no_page_holding_a_random_piece_letter_for_letter_is_missed(ask, pages):
    queries = corpus.substrings(pages, 200, seed=11)
    for query, found in zip(queries, ask(FIND, queries), strict=True):
        literal = {page.address for page in pages if any(query in block for block in page.blocks)}
        assert literal
        assert literal <= {*found}, query


def test_what_people_type_finds_exactly_the_pages_that_hold_it(ask, pages):
    assert differences(ask, pages, GOLDEN) == {}


def test_every_department_year_and_figure_of_a_page_finds_it(ask, pages):
    queries = list(
        dict.fromkeys(cell for page in pages[::20] for cell in page.blocks if " " not in cell and normal(cell))
    )
    assert len(queries) > 100
    assert differences(ask, pages, queries) == {}


def test_several_terms_must_all_be_there(ask, pages):
    queries = ["区教委 正常", "2024年 万元", "整改 A类 区水务局", "区教委 不存在的词"]
    assert holding(pages, queries[2])
    assert differences(ask, pages, queries) == {}


def test_text_does_not_run_from_cell_to_cell(ask):
    assert ask(FIND, ["正常区", "教委区", "不参加搜索", "首页搜索"]) == [[], [], [], []]
