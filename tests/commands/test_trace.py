import json

from scripts.intake.approval import sha256
from tests.commands.conftest import FIRST, HEADER, SERIES, approve, draft, write

FIGURE = f"{SERIES}/2024-Q3#rate.102"


def cells(found):
    return [(cell["row"], cell["column"], cell["field"], cell["value"]) for cell in found]


def test_a_rate_is_traced_to_its_two_cells(instance, portal_json):
    found = portal_json("trace", FIGURE, "--instance", instance)
    assert (found["value"], found["text"], found["unit"], found["base"]) == ("50", "50.0%", "%", "占调整预算")
    assert found["address"] == f"/{SERIES}/2024-Q3/r1/#rate.102"
    terms = {term["id"]: term for term in found["terms"]}
    assert cells(terms["executed.102"]["cells"]) == [(3, "E", "executed", "100")]
    assert cells(terms["adjusted.102"]["cells"]) == [(3, "C", "adjusted_budget", "200")]
    file = instance / "data" / "approved" / SERIES / "2024-Q3" / "r1" / "data.csv"
    assert found["files"] == [
        {"file": f"data/approved/{SERIES}/2024-Q3/r1/data.csv", "sha256": sha256(file.read_bytes())}
    ]
    assert found["approval"]["document"] == "第一次会议"


def test_a_figure_of_figures_is_traced_down_to_cells(instance, portal_json):
    found = portal_json("trace", f"{SERIES}/2024-Q3#gap.102", "--instance", instance)
    assert {value for term in found["terms"] for *_, value in cells(term["cells"])} == {"100", "150", "200"}


def test_addresses_are_taken_as_pages_show_them(instance, portal_json):
    for address in (
        f"/{SERIES}/2024-Q3/r1/#rate.102",
        f"https://rd.example.cn/base/{SERIES}/2024-Q3/#rate.102",
        f"file:///home/x/output/{SERIES}/2024-Q3/r1/index.html#rate.102",
    ):
        assert portal_json("trace", address, "--instance", instance)["value"] == "50"


def test_revisions_say_how_the_value_differs(instance, portal_json, portal):
    why = {"type": "correction", "reason": "录入错误", "approver": "主任会议", "date": "2024-11-01"}
    approve(instance, draft(instance, f"{SERIES}/2024-Q3", FIRST, **why), "2024-11-01")
    found = portal_json("trace", f"{SERIES}/2024-Q3/r1#rate.102", "--instance", instance)
    said = [(one["release"][-2:], one["value"], one["same"], one["type"]) for one in found["revisions"]]
    assert said == [("r1", "50", True, "首次公开"), ("r2", "20", False, "更正")]
    assert "录入错误" in portal("trace", FIGURE, "--instance", instance)[1]


def test_a_cell_names_the_figures_that_use_it(instance, portal_json):
    found = portal_json("trace", "--cell", f"{SERIES}/2024-Q3/r1/data.csv!E3", "--instance", instance)
    figures = {one["address"].partition("#")[2]: one["direct"] for one in found["uses"][0]["figures"]}
    assert figures["executed.102"] is True
    assert figures["rate.102"] is False
    assert "executed.101" not in figures


def test_imported_cells_are_traced_to_the_workbook_and_back(empty, portal_json, portal):
    book = write(empty.parent / "季报.csv", f"{HEADER}\n101,90,100,50,40,\n102,200,200,100,40,\n")
    status, said = portal("import", book, "--to", f"{SERIES}/2024-Q2", "--instance", empty)
    assert status == 0, said
    assert approve(empty, empty / "data" / "drafts" / SERIES / "2024-Q2", "2024-07-20") == 0
    found = portal_json("trace", f"{SERIES}/2024-Q2#executed.102", "--instance", empty)
    place = found["cells"][0]["workbook"]
    assert (place["name"], place["row"], place["column"]) == ("季报.csv", 3, "E")
    assert place["sha256"] == sha256(book.read_bytes())
    back = portal_json("trace", "--cell", "季报.csv!E3", "--instance", empty)
    assert back["uses"][0]["cell"]["value"] == "40"
    assert json.dumps(back["uses"][0]["figures"], ensure_ascii=False).count("executed.102") == 1


def test_what_does_not_exist_is_wrong_usage_and_says_what_does(instance, portal):
    status, said = portal("trace", f"{SERIES}/2024-Q3#rate.999", "--instance", instance)
    assert (status, "rate.101" in said) == (2, True)
    status, said = portal("trace", f"{SERIES}/2023-Q3#rate", "--instance", instance)
    assert (status, "2024-Q2、2024-Q3" in said) == (2, True)
    for words in (
        [],
        [FIGURE, "--cell", "a!A1"],
        ["随便"],
        ["--cell", "a"],
        ["--cell", "没有.csv!A1"],
        [f"{SERIES}/2024-Q3"],
    ):
        assert portal("trace", *words, "--instance", instance)[0] == 2
