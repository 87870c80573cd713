import json

from scripts.intake.approval import sha256
from tests.commands.conftest import FIRST, SERIES, approve, draft


def test_a_figure_is_cited_in_the_chinese_standard_by_default(instance, portal):
    approval = (instance / "data" / "approved" / SERIES / "2024-Q3" / "r1" / "approval.json").read_bytes()
    status, said = portal("cite", f"{SERIES}/2024-Q3#rate", "--instance", instance)
    assert status == 0
    assert said.splitlines()[0] == (
        "某区人大常委会. 全区执行进度：2024年第三季度部门预算执行进度[DS/OL]. 第1版. (2024-10-20)[引用日期]. "
        f"https://rd.example.cn/{SERIES}/2024-Q3/r1/#rate. 校验 {sha256(approval)[:12]}."
    )


def test_a_release_is_cited_in_every_style(instance, portal):
    for style, word in {"bibtex": "@misc{", "ris": "TY  - DATA", "gbt7714-2015": "[DS/OL]"}.items():
        assert word in portal("cite", f"{SERIES}/2024-Q3", "--style", style, "--instance", instance)[1]
    said = portal("cite", f"{SERIES}/2024-Q3", "--style", "csl-json", "--instance", instance)[1]
    assert json.loads(said[: said.rindex("}") + 1])["issued"] == {"date-parts": [[2024, 10, 20]]}


def test_a_replaced_revision_is_cited_with_a_remark(instance, portal_json):
    why = {"type": "correction", "reason": "录入错误", "approver": "主任会议", "date": "2024-11-01"}
    approve(instance, draft(instance, f"{SERIES}/2024-Q3", FIRST, **why), "2024-11-01")
    assert "代替" in portal_json("cite", f"{SERIES}/2024-Q3/r1", "--instance", instance)["remark"]
    assert "代替" not in portal_json("cite", f"{SERIES}/2024-Q3", "--instance", instance)["remark"]


def test_an_unknown_style_is_wrong_usage(instance, portal):
    assert portal("cite", f"{SERIES}/2024-Q3", "--style", "apa", "--instance", instance)[0] == 2
