"""Real budgets: totals as counted in the SOURCE.md of each file; nothing negative, doubled or shortened is absorbed."""

import csv
import io
from collections import Counter
from decimal import Decimal

import pytest

from scripts import registry
from scripts.intake.table import parse
from scripts.model.codelist import CodeList, Entry
from scripts.model.identity import Identity
from scripts.model.problem import Place, Rejected
from tests.intake.conftest import amount, extracted, schema, text

TAXES = "budget-phl-tax-collections/city-tax-collections.csv"
MONTHS = """
[table]
total = ""
unit = "元"
[filter]
{filter}
[fields]
tax = {{ column = "name" }}
kind = {{ column = "kind" }}
date = {{ column = "date" }}
collected = {{ column = "total" }}
"""
TAX = schema(text("tax"), text("kind"), text("date", type="date"), amount("collected", unit="元"))
HONG_KONG = """
[table]
header_rows = [1]
unit = "百万元"
[fields]
month = { column = "Month" }
revenue_month = { letter = "C" }
expenditure_month = { letter = "D" }
revenue = { letter = "P" }
expenditure = { letter = "Q" }
start = { letter = "M" }
end = { letter = "O" }
"""
BULLETIN = schema(
    text("month"),
    *(amount(name, unit="百万元") for name in ("revenue_month", "expenditure_month", "revenue", "expenditure")),
    *(amount(name, unit="百万元") for name in ("start", "end")),
)
TAIWAN = "budget-tw-central-2017/tw2017ap.csv"
ISRAEL = "budget-il-execution-2012/execution2012.xlsx"
LINES = """
[table]
unit = "千元"
[fields]
section = { letter = "B" }
name = { letter = "C" }
kind = { letter = "K" }
original = { letter = "L" }
approved = { letter = "S" }
executed = { letter = "Z" }
"""


def total(records, field):
    return sum((record[field] for record in records if record[field] is not None), Decimal(0))


def negatives(got, field):
    return sum(c.code == "import.below-zero" and c.field == field for c in got.report.changes)


def test_tax_collections_are_all_there_and_every_refund_is_told():
    got = extracted(TAXES, TAX, MONTHS.format(filter=""))
    assert len(got.records) == 5001
    assert len({record["tax"] for record in got.records}) == 25
    assert negatives(got, "collected") == 262


def test_subtotals_among_tax_collections_count_four_times_what_was_collected():
    year = """
        fiscal_year = "2023"
        kind = "total"
        """
    got = extracted(TAXES, TAX, MONTHS.format(filter=year))
    whole = [record for record in got.records if record["tax"] == "all_taxes"]
    assert (total(got.records, "collected"), total(whole, "collected")) == (Decimal(16447949344), Decimal(4219961288))


def test_wage_tax_equals_its_two_parts_but_for_rounding_in_six_months():
    got = extracted(TAXES, TAX, MONTHS.format(filter='kind = "total"'))
    by_month: dict = {}
    for record in got.records:
        by_month.setdefault(record["date"], {})[record["tax"]] = record["collected"]
    states = Counter()
    for day, taxes in by_month.items():
        one = Identity(
            f"wage.{day}",
            "工资税＝市得部分＋州得部分",
            taxes["wage"],
            taxes["wage_city"] + taxes["wage_pica"],
            "元",
            Place(TAXES),
        )
        states[one.state({})] += 1
        assert abs(one.difference) <= 1
    assert states == {"held": 115, "failed": 6}


@pytest.mark.parametrize(("year", "months"), [("2021-22", 12), ("2022-23", 12), ("2023-24", 8)])
def test_hong_kong_months_add_up_to_their_cumulative_amounts(year, months):
    got = extracted(f"budget-hk-monthly/press_release_{year}_e.csv", BULLETIN, HONG_KONG)
    assert len(got.records) == months
    revenue = expenditure = Decimal(0)
    for record in got.records:
        revenue += record["revenue_month"]
        expenditure += record["expenditure_month"]
        # One decimal of a million is printed, so that the sums of printed months drift by a few of them.
        assert abs(revenue - record["revenue"]) < 1
        assert abs(expenditure - record["expenditure"]) < 1


def test_hong_kong_expenditure_is_negative_and_told_so():
    got = extracted("budget-hk-monthly/press_release_2022-23_e.csv", BULLETIN, HONG_KONG)
    february = next(record for record in got.records if record["month"] == "Feb-2023")
    assert (february["revenue"], february["expenditure"]) == (Decimal("575931.4"), Decimal("-702537.2"))
    assert negatives(got, "expenditure") == 12


def test_hong_kong_reserves_restated_in_october_fail_their_identity():
    got = extracted("budget-hk-monthly/press_release_2022-23_e.csv", BULLETIN, HONG_KONG)
    failed = {}
    for before, now in zip(got.records, got.records[1:], strict=False):
        one = Identity(
            "reserves", "月初储备＝上月末储备", now["start"], before["end"], "百万元", Place("data.csv", row=1)
        )
        if one.state({}) == "failed":
            failed[now["month"]] = one
    assert failed["Oct-2022"].difference == Decimal("-18.1")
    assert "相差 -18.1 百万元" in str(failed["Oct-2022"].problem())
    assert failed["Oct-2022"].state({"reserves": "九月末数重列"}) == "explained"


def test_taiwan_keeps_long_codes_and_numbered_items_as_text():
    budget = schema(text("code"), amount("amount", unit="元"), text("name"), text("function"), text("ref"))
    got = extracted(
        TAIWAN,
        budget,
        """
        [table]
        total = ""
        unit = "元"
        [fields]
        code = { column = "code" }
        amount = { column = "amount" }
        name = { column = "name" }
        function = { column = "cat" }
        ref = { column = "ref" }
        """,
    )
    assert len(got.records) == 1221
    assert total(got.records, "amount") == Decimal(1663645032000)
    assert {len(record["code"]) for record in got.records} == {10}
    assert (got.records[0]["code"], got.records[0]["ref"]) == ("3202010100", "1.1.1")


def test_israel_adds_up_by_kind_and_tells_every_negative_amount():
    lines = schema(
        text("section"),
        text("name"),
        text("kind"),
        *(amount(n, unit="千元") for n in ("original", "approved", "executed")),
    )
    got = extracted(ISRAEL, lines, LINES)
    assert len(got.records) == 12270
    assert len({record["section"] for record in got.records}) == 65
    # Stored as numbers, shown with two digits: taken as shown, and each told.
    assert (got.records[0]["section"], {len(record["section"]) for record in got.records}) == ("00", {2})
    assert sum(c.code == "import.number-as-text" for c in got.report.changes) == 12270
    spent = [record for record in got.records if record["kind"] == "הוצאה"]
    earned = [record for record in got.records if record["kind"] == "הכנסה"]
    amounts = ("original", "approved", "executed")
    assert [total(spent, name) for name in amounts] == [364596061, 390462438, 414901002]
    assert [total(earned, name) for name in amounts] == [393756177, 393063592, 368612470]
    written = sum(record[name] < 0 for record in got.records for name in amounts if record[name] is not None)
    assert sum(negatives(got, name) for name in amounts) == written > 0


def test_israel_area_codes_that_lost_their_zeros_are_refused():
    areas = schema(text("area", constraints={"pattern": "[0-9]{4}"}), amount("original", unit="千元"))
    with pytest.raises(Rejected) as caught:
        extracted(
            ISRAEL,
            areas,
            """
            [table]
            unit = "千元"
            [fields]
            area = { letter = "D" }
            original = { letter = "L" }
            """,
        )
    lost = [problem for problem in caught.value.problems if problem.code == "import.lost-zero"]
    assert (lost[0].found, lost[0].place.row, lost[0].place.column) == ("1", 2, "D")
    assert "应是 0001" in lost[0].expected


def test_oakland_counts_its_rows_its_negative_amounts_and_its_stray_blanks():
    budget = schema(
        text("kind"), text("department"), text("org"), text("fund"), text("account"), amount("amount", unit="元")
    )
    got = extracted(
        "budget-oakland-fy1617/BudgetData for Public Adopted FY2016-17 Midcycle.xlsx",
        budget,
        """
        [table]
        total = ""
        unit = "元"
        [fields]
        kind = { column = "Account Type" }
        department = { column = "Department" }
        org = { column = "Org" }
        fund = { column = "Fund" }
        account = { column = "Account" }
        amount = { column = "AMT" }
        """,
    )
    assert len(got.records) == 11231
    assert negatives(got, "amount") == 94
    assert {record["kind"] for record in got.records} == {"Expense", "Revenue"}
    assert {len(record["fund"]) for record in got.records} == {4}


NEAREST = """
[table]
total = ""
unit = "元"
[fields]
department = { column = "topname" }
original_budget = { column = "amount" }
"""


@pytest.mark.parametrize(
    ("more", "refused"),
    [("", {"table.required": 2 * 1221}), ("adjusted_budget, planned", {"table.repeated-key": 1221 - 27})],
    ids=["nothing executed or planned", "as if planned"],
)
def test_line_items_of_taiwan_never_pass_as_the_budgets_of_its_27_departments(more, refused):
    mapping = NEAREST + "".join(f'{name} = {{ column = "amount" }}\n' for name in more.split(", ") if name)
    room = registry.disclosure("budget_execution", "department_execution").schemas["data"]
    got = extracted(TAIWAN, room, mapping)
    out = io.StringIO()
    writer = csv.writer(out, lineterminator="\r\n")
    writer.writerows([room.names, *([record.get(name) for name in room.names] for record in got.records)])
    codes = {record["department"] for record in got.records}
    lists = {"departments": CodeList("departments", {code: Entry(code, code) for code in codes})}
    with pytest.raises(Rejected) as caught:
        parse(out.getvalue().encode("utf-8-sig"), room, lists, "data.csv")
    assert Counter(problem.code for problem in caught.value.problems) == refused
