"""Final accounts of the demonstration district for 2022 and 2023: the money of the bulletins, half a year later."""

from __future__ import annotations

import csv
from collections.abc import Mapping
from decimal import Decimal
from typing import Any

from tests.instances.demonstration import budget, general_budget
from tests.instances.demonstration.base import DEPARTMENTS, NOTE, ORGAN, Draft, source
from tests.instances.demonstration.general_budget import CENT, Amounts

APPROVED = {2022: ("第十四次会议", "2023-08-24", "2023-09-08"), 2023: ("第二十四次会议", "2024-08-22", "2024-09-05")}
"""Year → meeting that approved the final accounts, day of approval, day of publication."""
PHASES = {
    2022: ("2022-01-07", "2022-01-12", "2022-09-28", "2023-01-18"),
    2023: ("2023-01-06", "2023-01-11", "2023-09-26", "2024-01-17"),
}
MORE = ("上级专项转移支付年中下达", "机构职责调整，经费随职责划入", "突发应急支出增加，动用预备费", "民生政策提标扩面")
LESS = ("项目前期工作推迟，资金结转下年", "厉行节约，压减一般性支出", "招标价低于预算", "人员没有按计划补足")
WIDER = "部门支出含政府性基金、上年结转和单位自有资金，范围大于一般公共预算（演示数据）"
THRESHOLD = Decimal(10)


def drafts() -> list[Draft]:
    """Return the final accounts of both years."""
    return [_draft(year) for year in APPROVED]


def _draft(year: int) -> Draft:
    meeting, date, issued = APPROVED[year]
    phases = ("draft", "original", "adjusted", "executed", "final")
    return Draft(
        f"budget_execution/final_accounts/{year}",
        {"data": _functions(year), "departments": _departments(year), "phases": _phases(year)},
        f"示范区第十八届人大常委会{meeting}",
        date,
        f"{issued}T09:00:00+08:00",
        explained={f"departments.{phase}": WIDER for phase in phases},
    )


def _functions(year: int) -> list[dict[str, Any]]:
    variety = source(f"final/{year}")
    original = general_budget._budget("expenditure", year)
    executed = general_budget._cumulative("expenditure", year, 12)
    leaves: dict[str, Amounts] = {
        "draft": {code: _near(size, variety.randrange(-1, 2), 200) for code, size in original.items()},
        "original": original,
        "adjusted": general_budget._adjusted("expenditure", year),
        "executed": executed,
        "final": {code: _near(size, variety.randrange(-6, 5), 1000) for code, size in executed.items()},
    }
    raised = {key: general_budget._raised(amounts) for key, amounts in leaves.items()}
    names = general_budget._names("functions")
    rows = []
    for code in raised["final"]:
        name = names[code].replace("资源勘探工业信息等", "资源勘探信息等") if code in {"215", "21599"} else names[code]
        amounts = {key: found[code] for key, found in raised.items()}
        rows.append({"code": code, "name": name, **amounts, "reason": _reason(code, amounts), "note": NOTE})
    return rows


def _near(size: Decimal, step: int, parts: int) -> Decimal:
    return (size + size * step / parts).quantize(CENT)


def _departments(year: int) -> list[dict[str, Any]]:
    with DEPARTMENTS.open(encoding="utf-8") as file:
        codes = [(row["code"], row["level"]) for row in csv.DictReader(file)]
    variety = source(f"final/{year}/departments")
    rows = []
    for row in budget._year(2023, codes)[-1]:
        # The budgets of 2022 were published before quarterly releases began.
        size = Decimal(1) if year == 2023 else Decimal(variety.randrange(900, 1000)) / 1000
        original, adjusted = ((row[name] * size).quantize(CENT) for name in ("original_budget", "adjusted_budget"))
        executed = (row["executed"] * size).quantize(CENT)
        amounts = {
            "draft": _near(original, variety.randrange(-1, 2), 400),
            "original": original,
            "adjusted": adjusted,
            "executed": executed,
            "final": _near(executed, variety.randrange(-4, 4), 1000),
        }
        rows.append(
            {"department": row["department"], **amounts, "reason": _reason(row["department"], amounts), "note": NOTE}
        )
    return rows


def _reason(code: str, amounts: Mapping[str, Decimal]) -> str | None:
    difference = amounts["final"] - amounts["original"]
    if abs(difference) * 100 < amounts["original"] * THRESHOLD:
        return None
    words = MORE if difference > 0 else LESS
    return words[int(code) % len(words)]


def _phases(year: int) -> list[dict[str, Any]]:
    proposed, approved, adjusted, executed = PHASES[year]
    meeting, final, _ = APPROVED[year]
    session = year - 2021
    rows = (
        ("草案", proposed, "示范区人民政府", f"关于{year}年预算草案的报告"),
        ("批准", approved, "示范区人民代表大会", f"示范区第十八届人民代表大会第{'一二三'[session - 1]}次会议"),
        ("调整", adjusted, ORGAN, f"关于批准{year}年预算调整方案的决议"),
        ("执行", executed, "示范区财政局", f"{year}年财政收支年度快报"),
        ("决算", final, ORGAN, f"示范区第十八届人大常委会{meeting}"),
    )
    return [dict(zip(("phase", "date", "organ", "document", "note"), (*row, NOTE), strict=True)) for row in rows]
