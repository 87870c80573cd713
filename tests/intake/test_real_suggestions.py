"""Real files about suggestions, proposals and requests: their counts are those in the SOURCE.md of the collection."""

import csv
import io
from collections import Counter
from decimal import Decimal

import pytest

from scripts.intake.table import parse
from scripts.model.problem import Rejected, report
from tests.intake.conftest import SUGGESTIONS, amount, extracted, schema, text

QUESTIONS = "suggest-in-questions-18th/18th.csv"
PROPOSALS = "suggest-tw-budget-proposals-2025/temp_A.csv"
REQUESTS = "suggest-uk-foi-2019/foi-statistics-q4-2019-and-annual-published-data2.csv"
TAIPEI_2012 = "suggest-taipei-2012/32208205333.xls"


def counted(extraction, field):
    return Counter(record[field] for record in extraction.records)


def total(extraction, field):
    return sum((record[field] for record in extraction.records if record[field] is not None), Decimal(0))


# Questions of a parliament: thousands of rows, one for each member who signed.

QUESTION = schema(
    text("link", "问题", constraints={"required": True}),
    text("date", "日期", type="date"),
    text("title", "标题"),
    text("kind", "种类"),
    text("handler", "承办单位"),
    text("proposer", "提出人"),
    key="link",
)
QUESTION_MAPPING = """
[fields]
link = { column = "link" }
date = { column = "Date" }
title = { column = "Title" }
kind = { column = "Type" }
handler = { column = "Ministry or Category" }
proposer = { column = "Representative" }
"""


@pytest.fixture(scope="module")
def questions():
    return extracted(QUESTIONS, QUESTION, QUESTION_MAPPING)


def test_twelve_thousand_questions_are_read_and_counted(questions):
    assert len(questions.records) == 12665
    assert counted(questions, "kind") == {"Unstarred": 11798, "Starred": 867}
    assert counted(questions, "handler").most_common(1) == [("Health and Family Welfare", 873)]


def test_a_question_repeated_for_every_member_who_signed_it_is_reported_and_no_row_is_dropped(questions):
    times = Counter(record["link"] for record in questions.records)
    assert (sum(count > 1 for count in times.values()), max(times.values())) == (1711, 42)
    out = io.StringIO()
    writer = csv.writer(out)
    writer.writerows([QUESTION.names, *([record[name] for name in QUESTION.names] for record in questions.records)])
    with pytest.raises(Rejected) as caught:
        parse(out.getvalue().encode(), QUESTION, {}, "questions.csv")
    repeated = [problem for problem in caught.value.problems if problem.code == "table.repeated-key"]
    assert len(repeated) == 12665 - len(times) == 4418
    assert "同类问题共 4418 处，以上列出前 20 处" in report(repeated)


# Proposals on a budget, with their history in one cell.

PROPOSAL = schema(
    text("id", "编号", constraints={"required": True}),
    text("handler", "机关"),
    text("result", "结果"),
    text("final", "最后结果"),
    text("action", "要求"),
    text("proposer", "提案人"),
    text("cosigners", "连署人"),
    text("day", "日期", type="date"),
    amount("cost", "金额", unit="元"),
    text("content", "内容"),
    text("note", "备注"),
    key="id",
)
PROPOSAL_MAPPING = """
[fields]
id = { column = "ID" }
handler = { column = "full_name" }
result = { column = "result" }
action = { column = "action", missing = ["NA"] }
proposer = { column = "提案人", missing = ["NA"] }
cosigners = { column = "連署人", missing = ["NA"] }
day = { column = "日期", missing = [DAYS] }
cost = { column = "cost", missing = ["NA"] }
content = { column = "內容", missing = ["NA"] }
note = { column = "註記", missing = ["NA"] }
"""


NO_DAYS = '"NA", "20075", "20054", "20087"'
"""Ten days are written as days since 1970, which nothing in the file says; they are left empty by name."""


def proposals(days=NO_DAYS, more=""):
    return extracted(PROPOSALS, PROPOSAL, PROPOSAL_MAPPING.replace("DAYS", days) + more)


def test_days_written_as_bare_numbers_are_told_and_not_guessed():
    with pytest.raises(Rejected) as caught:
        proposals('"NA"')
    assert Counter((p.code, p.found) for p in caught.value.problems) == {
        ("import.not-a-date", "20075"): 8,
        ("import.not-a-date", "20054"): 1,
        ("import.not-a-date", "20087"): 1,
    }


def test_budget_proposals_are_counted_by_result_with_their_history_in_one_cell():
    got = proposals()
    assert len(got.records) == 1457
    assert counted(got, "result") == {"通過": 1093, "保留": 214, "撤案": 107, "保留 > 通過": 22, "保留 > 撤案": 21}
    actions = counted(got, "action")
    assert (actions["凍結"], actions["減列"], actions["減列、凍結"]) == (1143, 217, 92)
    assert not any("NA" in record.values() for record in got.records)


def test_the_last_of_several_results_in_a_cell_is_taken_where_the_mapping_says_so():
    last = 'final = { column = "result", map = { "保留 > 通過" = "通過", "保留 > 撤案" = "撤案", "保留" = "保留", '
    last += '"通過" = "通過", "撤案" = "撤案" } }'
    got = proposals(more=last)
    assert counted(got, "final") == {"通過": 1093 + 22, "保留": 214, "撤案": 107 + 21}


# Answers of many bodies in time.

ANSWERS = schema(
    text("period", "时期"),
    text("body", "机关", constraints={"required": True}),
    amount("counted", "应答复", unit="件"),
    amount("met", "按期", unit="件"),
    amount("extended", "延长后按期", unit="件"),
    amount("late", "逾期", unit="件"),
    amount("rate", "按期率", unit="%"),
)
ANSWERS_MAPPING = """
[table]
total = ""
{filter}
[fields]
period = {{ column = "Quarter" }}
body = {{ column = "Government body" }}
# The header of this column stands twice in the file; the letter says which.
counted = {{ letter = "H", missing = ["-"] }}
met = {{ letter = "I", missing = ["-"] }}
extended = {{ letter = "J", missing = ["-"] }}
late = {{ letter = "K", missing = ["-"] }}
rate = {{ letter = "L", missing = ["-"] }}
"""


def test_requests_of_ten_years_are_read_by_body_and_quarter():
    got = extracted(REQUESTS, ANSWERS, ANSWERS_MAPPING.format(filter=""))
    assert len(got.records) == 2105
    # SOURCE.md counts 71 names, the header's own among them.
    assert len(counted(got, "body")) == 70


def test_the_answers_of_a_year_add_up_for_every_body():
    got = extracted(REQUESTS, ANSWERS, ANSWERS_MAPPING.format(filter='[filter]\nQuarter = "2019"'))
    assert {record["period"] for record in got.records} == {"2019"}
    for record in got.records:
        parts = (record["met"], record["extended"], record["late"])
        if None not in parts:
            assert sum(parts) == record["counted"], record["body"]


# Suggestions in a city council, 2012.

TAIPEI = """
[table]
unit = "千元"
{table}
[fields]
proposer = {{ column = "議員姓名", merged = "fill" }}
title = {{ column = "建議項目及內容", merged = "fill" }}
place = {{ column = "建議地點", merged = "fill" }}
handler = {{ column = "主辦機關", merged = "fill" }}
[fields.asked]
column = "建議金額"
missing = ["無", "本開立通報單會將鄰近工程一併設計，故無法針對個別議員建議案計算其建議金額及核定金額。"]
merged = "first"
[fields.approved]
column = "核定情形/核定金額"
missing = ["無", "尚未核定", "未施作", "估算中", "工程：尚未核定", "設計：尚未核定"]
note = "note"
merged = "first"
{approved}
"""


def test_amounts_written_in_words_are_told_and_not_dropped_from_the_total():
    with pytest.raises(Rejected) as caught:
        extracted(TAIPEI_2012, SUGGESTIONS, TAIPEI.format(table="", approved=""))
    words = sorted(p.found for p in caught.value.problems if p.code == "import.not-a-number")
    assert words == ["設計：800", "設計：800", "預估2,200"]
    mismatch = next(p for p in caught.value.problems if p.code == "import.total-mismatch" and p.place.column == "E")
    assert mismatch.found == "358115.458"
    assert "各行之和是 35431.5458 万元，与印出的合计 35811.5458 万元 不相等" in mismatch.expected


def test_amounts_taken_from_words_make_the_printed_total():
    got = extracted(TAIPEI_2012, SUGGESTIONS, TAIPEI.format(table="", approved=r"pattern = '(\d[\d,]*)$'"))
    assert total(got, "approved") == Decimal("35811.5458")
    assert all(one.equal for one in got.report.totals)
