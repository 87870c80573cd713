"""Performance evaluations in the demonstration district: three years, a new method in 2024, one project graded 差."""

from __future__ import annotations

from decimal import Decimal
from typing import Any, NamedTuple

from scripts.measures.trimmed import trimmed_mean
from scripts.model.number import half_up
from tests.instances.demonstration.base import NOTE, Draft

PROJECTS = {
    "k-2021-01": ("示范区滨江实验学校新建工程", "滨江实验学校"),
    "k-2021-02": ("示范区兴业路改扩建工程", "兴业路改扩建"),
    "k-2021-03": ("示范区中医院迁建工程", "区中医院迁建"),
    "k-2022-01": ("示范区石桥污水处理厂二期工程", "石桥污水厂二期"),
    "k-2022-02": ("示范区文化馆新馆工程", "文化馆新馆"),
    "k-2023-01": ("示范区应急物资储备库工程", "应急物资储备库"),
    "k-2024-01": ("示范区智慧停车一期工程", "智慧停车一期"),
}
CRITERIA = (
    ("c1", "决策", "立项和审批程序", "缺一项审批扣 2 分"),
    ("c2", "决策", "概算编制", "决算超概算每 1% 扣 1 分"),
    ("c3", "管理", "工期", "每超期一个月扣 2 分"),
    ("c4", "资金", "资金支付和管理", "支付不合规定的，每笔扣 2 分"),
    ("c5", "管理", "制度健全和执行", "制度缺失或没有执行的，每项扣 2 分"),
    ("c6", "效益", "经济社会效益", "由五位评委打分，去掉一个最高分和一个最低分以后取平均"),
)
WEIGHTS = {"2022": (10, 10, 20, 15, 15, 30), "2023": (10, 10, 20, 15, 15, 30), "2024": (10, 10, 15, 15, 10, 40)}
DEDUCTIONS = {"2022": {"差": "0.2"}, "2023": {"差": "0.2"}, "2024": {"中": "0.1", "差": "0.2"}}
YEARS = {
    "2022": ("第九次会议", "2023-01-12", "2023-01-18"),
    "2023": ("第十八次会议", "2024-01-25", "2024-01-31"),
    "2024": ("第二十八次会议", "2025-01-23", "2025-01-29"),
}
EVALUATOR = "区人大财经委组织，第三方机构、预算监督专家和区人大代表参加"


class Case(NamedTuple):
    """One evaluation: scores of the first five criteria, marks of the sixth, grade, cut in 万元, veto, consequence."""

    year: str
    project: str
    phase: str
    department: str
    day: str
    investment: str
    scores: tuple[str, ...]
    marks: str
    grade: str
    cut: str | None = "0"
    consequence: str | None = None
    veto: str | None = None
    reply: str | None = None


CASES = (
    Case(
        "2022",
        "k-2021-01",
        "事中",
        "103",
        "2022-09-22",
        "18600.00",
        ("9", "8.5", "17", "13.5", "13"),
        "27|26|25.5|26.5|22",
        "良",
    ),
    Case(
        "2022",
        "k-2021-02",
        "事中",
        "115",
        "2022-09-22",
        "9240.50",
        ("8", "7", "9", "9.5", "10"),
        "22|20|21|18|24",
        "中",
        reply="管线迁改晚于计划，已重排工期。",
    ),
    Case(
        "2022",
        "k-2021-03",
        "事前",
        "120",
        "2022-11-10",
        "32800.00",
        ("9.5", "8", "16", "13", "13"),
        "25|26|24|27|25",
        "良",
    ),
    Case(
        "2023",
        "k-2021-01",
        "事后",
        "103",
        "2023-10-19",
        "18600.00",
        ("10", "9.5", "18", "14", "14"),
        "29|28|28.5|27|30",
        "优",
    ),
    Case(
        "2023",
        "k-2021-02",
        "事后",
        "115",
        "2023-10-19",
        "9240.50",
        ("8", "6", "10", "10", "11"),
        "21|22|20|19|23",
        "中",
        reply="结算资料不全，正在补齐。",
    ),
    Case(
        "2023",
        "k-2022-02",
        "事中",
        "119",
        "2023-11-16",
        "6120.00",
        ("7", "4", "8", "6", "8"),
        "17|19|16|15|20",
        "差",
        "96.40",
        "主管部门考核扣 0.2 分，2024年预算调减 96.4 万元。",
        None,
        "暂停布展合同，重新招标。",
    ),
    Case(
        "2024",
        "k-2022-01",
        "事后",
        "112",
        "2024-10-17",
        "14350.00",
        ("10", "9", "14", "14", "9.5"),
        "38|37|36|39|35",
        "优",
    ),
    Case(
        "2024",
        "k-2021-03",
        "事中",
        "120",
        "2024-10-17",
        "32800.00",
        ("9", "7.5", "10", "11", "8"),
        "30|31|28|29|26",
        "中",
        "0",
        "主管部门考核扣 0.1 分，按季度报告工程进度。",
        None,
        "钢结构分包重新招标影响工期，已增加作业面。",
    ),
    Case(
        "2024",
        "k-2022-02",
        "事后",
        "119",
        "2024-11-14",
        "6120.00",
        ("8", "5", "11", "9", "7"),
        "33|32|34|30|35",
        "差",
        "151.80",
        "主管部门考核扣 0.2 分，2025年预算调减 151.8 万元，审计部门立案核查。",
        "挪用项目资金 60 万元，符合一票否决情形。",
        "资金已全额收回，责任人另行处理。",
    ),
    Case(
        "2024",
        "k-2024-01",
        "事前",
        "114",
        "2024-11-14",
        "4280.00",
        ("9", "8", "13", "12", "9"),
        "33|34|32|35|30",
        "良",
        None,
        "可以立项，先做一期，运营方案报区人大财经委。",
    ),
)
OPINIONS = (
    (
        "2022-01",
        "k-2021-02",
        "排出管线迁改的时间表，按月报告。",
        "2023-03-31",
        "2023-03-28",
        True,
        "已落实",
        "已按月报告。",
    ),
    ("2022-02", "k-2021-01", "补办设计变更的审批。", "2023-01-31", "2023-02-17", True, "已落实", "审批已补办。"),
    (
        "2023-01",
        "k-2021-02",
        "完成竣工结算和决算。",
        "2024-06-30",
        "2024-09-12",
        False,
        "部分落实",
        "结算已完成，决算正在审核。",
    ),
    (
        "2023-02",
        "k-2022-02",
        "公布布展合同变更的理由和金额。",
        "2024-05-31",
        "2024-05-30",
        True,
        "已落实",
        "已在门户公布。",
    ),
    ("2023-03", "k-2022-02", "建立项目资金专户，按月对账。", "2024-03-31", "", False, "未落实", ""),
    ("2024-01", "k-2021-03", "列出剩余工程和完工日期，逐月报告。", "2025-02-28", "", False, "", ""),
    ("2024-02", "k-2022-02", "收回挪用的资金，查清责任。", "2024-12-31", "2024-12-20", False, "", "资金已全额收回。"),
    ("2024-03", "k-2022-01", "公布出水水质的在线监测数据。", "", "", False, "", ""),
)
"""Number, project, text, deadline, report, whether completed, result of the review in the year after, reply."""


def codelists() -> dict[str, list[dict[str, str]]]:
    """Return the code list of key projects."""
    rows = [
        {"code": code, "name": name, "short": short, "aliases": "", "since": "", "until": ""}
        for code, (name, short) in PROJECTS.items()
    ]
    return {"key_projects": rows}


def drafts() -> list[Draft]:
    """Return the three years."""
    return [
        Draft(
            f"evaluation_outcomes/project_performance/{year}",
            {"data": _results(year), "criteria": _criteria(year), "opinions": _opinions(year)},
            f"示范区第十八届人大常委会{meeting}",
            date,
            f"{issued}T10:00:00+08:00",
        )
        for year, (meeting, date, issued) in YEARS.items()
    ]


def _scores(case: Case) -> list[Decimal]:
    mean = trimmed_mean(map(Decimal, case.marks.split("|")))
    assert mean is not None
    return [*map(Decimal, case.scores), half_up(mean, 2)]


def _results(year: str) -> list[dict[str, Any]]:
    return [
        {
            "project": case.project,
            "phase": case.phase,
            "department": case.department,
            "evaluated": case.day,
            "evaluator": EVALUATOR,
            "investment": case.investment,
            "total": f"{sum(_scores(case)):f}",
            "veto": case.veto,
            "grade": case.grade,
            "deduction": DEDUCTIONS[year].get(case.grade, "0"),
            "budget_cut": case.cut,
            "consequence": case.consequence,
            "reply": case.reply,
            "note": NOTE,
        }
        for case in CASES
        if case.year == year
    ]


def _criteria(year: str) -> list[dict[str, Any]]:
    rows = []
    for case in CASES:
        if case.year != year:
            continue
        for (id, group, title, how), weight, score in zip(CRITERIA, WEIGHTS[year], _scores(case), strict=True):
            lost = weight - score
            said = "资料齐全，没有扣分。" if not lost else f"按评分标准扣 {lost.normalize():f} 分，事实见评价报告。"
            rows.append(
                {
                    "project": case.project,
                    "phase": case.phase,
                    "criterion": id,
                    "group": group,
                    "title": title,
                    "weight": str(weight),
                    "marks": case.marks if id == "c6" else None,
                    "score": f"{score:f}",
                    "how": how,
                    "evidence": said,
                    "document": f"示人财评〔{year}〕{list(PROJECTS).index(case.project) + 1}号",
                    "note": NOTE,
                }
            )
    return rows


def _opinions(year: str) -> list[dict[str, Any]]:
    rows = []
    for id, project, text, deadline, reported, completed, result, reply in OPINIONS:
        told = reported if reported and reported[:4] <= year else None
        # Completed in an earlier year: the release of that year said so, and this one need not repeat it.
        if id[:4] > year or (completed and reported[:4] < year):
            continue
        done, reviewed = completed and told is not None, result and year > id[:4]
        checked = "区人大财经委核查，整改到位。" if done else "区人大财经委核查，继续督促。"
        rows.append(
            {
                "id": id,
                "project": project,
                "text": text,
                "deadline": deadline or None,
                "reported": told,
                "state": "已完成" if done else "已报告" if told else "整改中",
                "verification": checked if reviewed else None,
                "reviewed": f"{year}-10-24" if reviewed else None,
                "review_result": result if reviewed else None,
                "reply": reply if told else None,
                "note": NOTE,
            }
        )
    return rows
