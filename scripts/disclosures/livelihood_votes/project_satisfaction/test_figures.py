"""What is special to the satisfaction test: real tables of two counties, the base, the tie, two shares, secrecy.

The real counts are facts read on public pages. Zhenhai District, standing committee, 21 January 2022, 29 present:
www.zh.gov.cn/art/2022/11/25/art_1229694683_59140937.html. Ninghai County, deputies on the projects of 2020, 22 January
2021: nh.cnnb.com.cn/system/2021/01/23/012194244.shtml; its first row is printed as 95, probably for 195.
"""

from __future__ import annotations

import datetime
from dataclasses import replace
from decimal import Decimal
from pathlib import Path
from typing import Any

import pandas as pd
import pytest

from scripts import registry
from scripts.disclosures.livelihood_votes.project_satisfaction.ballot import ballots
from scripts.intake import method
from scripts.model.codelist import CodeList, Entry
from scripts.model.figure import Figures
from scripts.model.problem import Problem
from scripts.model.release import Release, ReleaseId
from scripts.model.table import Origin, Table, column_letter

ROOM = registry.disclosure("livelihood_votes", "project_satisfaction")
(RULE,) = method.read(Path(__file__).parent / "sample" / "methods" / "project_satisfaction.toml", "")
ZHENHAI = {
    "教育惠民补短强基": (28, 1, 0),
    "公共卫生服务能力提升": (20, 8, 1),
    "老旧小区改造": (26, 3, 0),
    "食品安全供应保障": (29, 0, 0),
    "老年护理照料中心建设": (17, 11, 1),
    "交通治堵工程": (26, 3, 0),
    "隧道口停车场新建工程": (17, 11, 1),
    "住房保障行动": (28, 1, 0),
}
NINGHAI = {
    "美丽乡村建设工程": (95, 27, 0),
    "农民饮水用达标提标": (175, 43, 4),
    "农村公路改造提升": (161, 58, 3),
    "高中段学校校舍改造提升": (187, 34, 1),
    "前童镇中心小学迁建": (177, 44, 1),
    "第二医院医疗健康集团总院提升改造": (161, 57, 4),
    "区域性居家养老服务中心": (165, 57, 0),
    "中心城区停车位建设": (145, 74, 3),
    "城南消防站": (159, 62, 1),
    "环卫基础设施提升改造": (168, 53, 1),
}


def table(name: str, rows: list[dict[str, Any]]) -> Table:
    schema = ROOM.schemas[name]
    frame = pd.DataFrame([{field: row.get(field) for field in schema.names} for row in rows], dtype=object)
    frame = frame.astype(object).where(frame.notna(), None)
    origin = Origin(
        f"{name}.csv",
        tuple(range(2, len(rows) + 2)),
        {field: column_letter(index) for index, field in enumerate(schema.names)},
        {field.name: field.header for field in schema.fields},
    )
    return Table(frame, schema, origin)


def release(
    counts: dict[str, tuple[int, ...]],
    meeting: dict[str, Any],
    grades: dict[str, str] | None = None,
    **rule: Any,
) -> Release:
    """Return a release of these votes under the sample's rule, changed in the parameters given."""
    codes = {f"p-{number:02d}": name for number, name in enumerate(counts, start=1)}
    options = ("satisfied", "basically", "dissatisfied", "abstain")
    rows = [
        {"project": code, **dict(zip(options, counts[name], strict=False)), "grade": (grades or {}).get(name)}
        for code, name in codes.items()
    ]
    held = {"meeting": "会议", "date": datetime.date(2022, 1, 21), "voters": "常委会组成人员", **meeting}
    projects = CodeList("projects", {code: Entry(code, name) for code, name in codes.items()})
    lists = {"projects": projects, "departments": CodeList("departments", {})}
    applied = replace(RULE, parameters={**RULE.parameters, **rule})
    return Release(
        ReleaseId.parse("livelihood_votes/project_satisfaction/2021"),
        {"data": table("data", rows), "meeting": table("meeting", [held])},
        lists,
        {"project_satisfaction": applied},
        datetime.date(2021, 12, 31),
    )


def compute(made: Release) -> Figures:
    return ROOM.compute(made)


def found(made: Release) -> list[Problem]:
    return ROOM.check(made)


def test_the_table_of_zhenhai_adds_up_in_every_row() -> None:
    assert {sum(counts) for counts in ZHENHAI.values()} == {29}
    assert found(release(ZHENHAI, {"present": 29}, dict.fromkeys(ZHENHAI, "满意"))) == []


def test_zhenhai_did_not_publish_all_members_so_shares_of_them_do_not_exist() -> None:
    figures = compute(release(ZHENHAI, {"present": 29}, dict.fromkeys(ZHENHAI, "满意")))
    assert figures["grade.satisfied"].value == 8
    share = figures["satisfied_share.p-05"]
    assert (share.value, share.base, share.missing) == (None, "占全体组成人员", "全体组成人员的数目没有公布，不计算")
    assert figures["place.p-05"].missing == "不是每个项目都有满意率，不排名次"


def test_the_two_shares_of_zhenhai_have_two_names_and_one_base() -> None:
    figures = compute(release(ZHENHAI, {"present": 29}, base="实到"))
    one, both = figures["satisfied_share.p-05"], figures["approved_share.p-05"]
    assert (one.text, both.text) == ("58.6%", "96.6%")
    assert (one.label, both.label) == ("老年护理照料中心建设的满意率", "老年护理照料中心建设的满意和基本满意合计率")
    assert one.base == both.base == "占实到"
    assert [figures[f"place.p-0{n}"].value for n in range(1, 9)] == [2, 6, 4, 1, 7, 4, 7, 2]


def test_no_label_says_a_satisfied_share_for_both_kinds_of_votes() -> None:
    figures = compute(release(ZHENHAI, {"present": 29}, base="实到"))
    by_label = {f.label: f.terms for f in figures.values() if f.unit == "%" and f.label.endswith("满意率")}
    assert len(by_label) == 8
    assert all(not any(term.startswith("basically") for term in terms) for terms in by_label.values())


@pytest.mark.parametrize(("members", "tie", "word"), [(34, True, "满意"), (34, False, "基本满意"), (33, False, "满意")])
def test_exactly_half_of_all_members_is_decided_by_the_tie_setting(members: int, tie: bool, word: str) -> None:
    made = release(ZHENHAI, {"members": members, "present": 29}, tie_reaches=tie)
    assert ballots(made)[4].ruled == word


def test_the_printed_rule_is_ambiguous_at_half_and_the_announced_grade_is_held_to_the_setting() -> None:
    meeting = {"members": 34, "present": 29}
    announced = dict.fromkeys(ZHENHAI, "满意")
    assert found(release(ZHENHAI, meeting, announced, tie_reaches=True)) == []
    strict = found(release(ZHENHAI, meeting, announced, tie_reaches=False))
    assert [(p.code, str(p.place)) for p in strict] == [
        ("check.grade-mismatch", "第 6 行 G 列“测评结果”"),
        ("check.grade-mismatch", "第 8 行 G 列“测评结果”"),
    ]


def test_the_misprint_of_ninghai_is_found_at_its_cell() -> None:
    (problem,) = found(release(NINGHAI, {"voters": "人大代表"}))
    assert problem.code == "check.sum-differs"
    assert str(problem.place) == "第 2 行 C 列“满意票（票）”"
    assert problem.found == "95"
    assert problem.expected == "这一行的票数相加是 122，另外 9 行都是 222，可能是“满意”应为 195"


def test_ninghai_with_the_probable_count_has_no_problem() -> None:
    assert found(release(NINGHAI | {"美丽乡村建设工程": (195, 27, 0)}, {"voters": "人大代表"})) == []


def test_a_small_group_is_refused_whole_and_a_unanimous_one_at_its_row() -> None:
    few = {"甲": (3, 1, 0), "乙": (2, 1, 1)}
    assert [p.code for p in found(release(few, {"present": 4}))] == ["check.small-group"]
    assert [p.code for p in found(release(few, {}))] == ["check.small-group", "check.small-group"]
    alike = {"甲": (9, 0, 0), "乙": (7, 1, 1)}
    assert [p.code for p in found(release(alike, {"present": 9}))] == ["check.unanimous-group"]
    assert found(release({"甲": (29, 0, 0)}, {"present": 29})) == []


def test_a_grade_without_counts_is_published_as_it_is() -> None:
    made = release({"甲": (), "乙": ()}, {"members": 31}, {"甲": "满意", "乙": "基本满意"})
    figures = compute(made)
    assert found(made) == []
    assert [figures[f"grade.{name}"].value for name in ("satisfied", "basically", "dissatisfied")] == [1, 1, 0]
    assert figures["satisfied.p-01"].missing == "票数没有公布"
    assert ROOM.draw(made, figures, ROOM.lay_out(made, figures)) == {}


def test_an_exact_share_is_not_rounded_before_it_is_shown() -> None:
    figures = compute(release({"甲": (2, 1, 0)}, {"members": 3, "present": 3}, smallest_group=1))
    assert figures["satisfied_share.p-01"].value == Decimal("66.66666666666666666666666666666667")
