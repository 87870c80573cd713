"""Key work quality in the demonstration district: 10 items, 25 contents, two years of deductions."""

from __future__ import annotations

import csv
from decimal import Decimal
from typing import Any

from tests.instances.demonstration.base import DEPARTMENTS, NOTE, Draft

CAP = Decimal("0.5")
NEGATIVE_LIST = {
    "执行决议、决定": (
        "不遵守和执行区人大及其常委会作出的决议、决定的",
        "执行区人大及其常委会作出的决议、决定不力的",
        "没有按规定报告决议、决定执行情况的",
    ),
    "办理审议意见": (
        "没有在规定期限内报告审议意见研究处理情况的",
        "审议意见整改不到位、经督促仍不改正的",
        "报告的整改情况与事实不符的",
    ),
    "办理代表建议": (
        "代表对建议办理满意率低于规定比例的",
        "没有在法定期限内答复代表的",
        "答复已解决而事实没有解决的",
    ),
    "完成票决项目": ("没有完成区人代会确定的重点项目当年建设任务的", "擅自变更票决项目内容的"),
    "预算执行和监督": (
        "连续预警而没有正当理由的",
        "没有按期报送预算执行情况的",
        "擅自调整预算支出的",
    ),
    "审计查出问题整改": ("没有按期整改审计查出问题的", "整改结果弄虚作假的"),
    "规范性文件备案": ("没有按期报送规范性文件备案的", "对审查意见不予纠正的"),
    "任命人员履职": ("任命人员没有按要求述职的", "述职测评为不满意、没有整改的"),
    "接受询问和调查": (
        "负责人无正当理由不到会听取意见、回答询问的",
        "不如实提供情况和资料的",
        "妨碍执法检查、视察调研的",
    ),
    "联系代表": ("没有按规定向代表通报工作的", "对代表小组转交的问题置之不理的"),
}
"""Item → its contents."""
CASES = {
    "2023": (
        (
            "114",
            7,
            "2023-12-14",
            "0.2",
            "代表对 5 件建议的办理满意率为 52%，低于 60%。",
            "代表工作委员会",
            "示人代〔2023〕21号",
            "对办理方式作了改进，2024年起先与代表见面再答复。",
        ),
        (
            "115",
            10,
            "2023-12-20",
            "0.2",
            "1 个票决项目没有完成当年建设任务。",
            "城乡建设环境资源保护委员会",
            "示人城环〔2023〕9号",
            "",
        ),
        (
            "119",
            12,
            "2023-11-09",
            "0.1",
            "连续两个季度预警，说明的理由不成立。",
            "财政经济委员会",
            "示人财〔2023〕15号",
            "",
        ),
    ),
    "2024": (
        (
            "113",
            10,
            "2024-12-19",
            "0.2",
            "2 个重点项目没有完成区人代会确定的当年建设任务。",
            "城乡建设环境资源保护委员会",
            "示人城环〔2024〕11号",
            "征收进度影响开工，已重新排定工期。",
        ),
        (
            "113",
            5,
            "2024-11-28",
            "0.2",
            "评议意见整改两次延期，经督促仍不到位。",
            "城乡建设环境资源保护委员会",
            "示人城环〔2024〕10号",
            "",
        ),
        (
            "113",
            4,
            "2024-12-05",
            "0.2",
            "对住房保障工作的审议意见，逾期 40 天才报告研究处理情况。",
            "代表工作委员会",
            "示人代〔2024〕26号",
            "",
        ),
        (
            "120",
            7,
            "2024-12-12",
            "0.1",
            "代表对建议办理的满意率为 58%，低于 60%。",
            "代表工作委员会",
            "示人代〔2024〕25号",
            "对 3 件建议重新办理，已与代表见面。",
        ),
        (
            "124",
            13,
            "2024-11-14",
            "0.1",
            "国有资本经营预算执行情况两次逾期报送。",
            "财政经济委员会",
            "示人财〔2024〕18号",
            "",
        ),
        (
            "122",
            16,
            "2024-12-05",
            "0.15",
            "审计查出的应急物资管理问题报为已改，核查时没有改。",
            "财政经济委员会",
            "示人财〔2024〕20号",
            "已追究经办责任，重新整改。",
        ),
    ),
}
"""Year → unit, number of the content in the list (from 1), day, points, ground, body, document, reply."""
YEARS = {
    "2023": ("第十八次会议", "2024-01-25", "2024-01-31"),
    "2024": ("第二十八次会议", "2025-01-23", "2025-01-29"),
}


def _contents() -> list[tuple[str, str, str]]:
    """Return code, text and item of every content, in the order of the list."""
    return [
        (f"n{item:02}-{number}", text, f"n{item:02}")
        for item, texts in enumerate(NEGATIVE_LIST.values(), start=1)
        for number, text in enumerate(texts, start=1)
    ]


def codelists() -> dict[str, list[dict[str, str]]]:
    """Return the negative list: items and contents."""
    return {
        "quality_items": [{"code": f"n{i:02}", "name": name} for i, name in enumerate(NEGATIVE_LIST, start=1)],
        "quality_contents": [{"code": code, "name": text, "item": item} for code, text, item in _contents()],
    }


def drafts() -> list[Draft]:
    """Return the two years."""
    return [
        Draft(
            f"evaluation_outcomes/work_quality/{year}",
            {"data": _cases(year), "units": _units(year)},
            f"示范区第十八届人大常委会{meeting}",
            date,
            f"{issued}T10:30:00+08:00",
        )
        for year, (meeting, date, issued) in YEARS.items()
    ]


def _cases(year: str) -> list[dict[str, Any]]:
    return [
        {
            "id": f"{year}-{number:02}",
            "department": unit,
            "content": _contents()[content - 1][0],
            "decided": day,
            "points": points,
            "ground": ground,
            "body": f"区人大{body}"
            if body.endswith("资源保护委员会") or body.startswith("财政")
            else f"区人大常委会{body}",
            "document": document,
            "reply": reply or None,
            "note": NOTE,
        }
        for number, (unit, content, day, points, ground, body, document, reply) in enumerate(CASES[year], start=1)
    ]


def _units(year: str) -> list[dict[str, Any]]:
    with DEPARTMENTS.open(encoding="utf-8") as file:
        units = [row for row in csv.DictReader(file) if row["level"] == "区级部门"]
    rows = []
    for unit in units:
        points = sum((Decimal(case[3]) for case in CASES[year] if case[0] == unit["code"]), Decimal(0))
        counted = min(points, CAP)
        said = f"年度实绩考核综合得分扣 {counted.normalize():f} 分。"
        if points > CAP:
            said = f"年度实绩考核综合得分扣 {counted.normalize():f} 分（已封顶），取消当年评先资格。"
        rows.append(
            {
                "department": unit["code"],
                "group": unit["group"],
                "deducted": f"{counted:f}",
                "assessment": said if points else None,
                "note": NOTE,
            }
        )
    return rows
