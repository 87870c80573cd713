"""Printed tables of government procurement (政府采购执行)."""

from __future__ import annotations

from decimal import Decimal

from scripts.disclosures.budget_execution.procurement.figures import compute
from scripts.disclosures.budget_execution.procurement.purchase import LISTS, METHOD, PREFIX, by, purchases
from scripts.model.figure import Figures
from scripts.model.grid import Cell, Column, Grid
from scripts.model.period import chinese_date
from scripts.model.profile import unit_type
from scripts.model.release import Release

SAVINGS = "节约率＝（成交项目的采购预算－合同金额）÷成交项目的采购预算；没有成交的项目不计入。"
COLUMNS = (
    Column("projects", "成交项目", "个", "number"),
    Column("plan", "采购计划", "万元", "number"),
    Column("awarded", "成交预算", "万元", "number", "成交预算是成交项目的采购预算，节约率的分母。"),
    Column("contract", "合同金额", "万元", "number"),
    Column("share", "占全区", "%", "number", "占全区是占全区合同金额的百分比。"),
    Column("savings_rate", "节约率", "%", "number", SAVINGS),
    Column("paid", "已支付", "万元", "number"),
    Column("paid_rate", "支付率", "%", "number", "支付率＝已支付÷合同金额。"),
)
SMALL = (
    Column("reserved", "预留给中小企业", "万元", "number"),
    Column("reserved_share", "预留份额（占采购计划）", "%", "number"),
    Column("sme", "授予中小企业", "万元", "number"),
    Column("sme_share", "授予份额（占合同金额）", "%", "number"),
    Column("micro_share", "其中小微企业", "%", "number", "授予小微企业的合同金额占授予中小企业的合同金额。"),
)
HISTORY = {
    "contract": ("合同金额", "万元"),
    "savings_rate": ("节约率（占成交项目的采购预算）", "%"),
    "sole_share": ("单一来源（占合同金额）", "%"),
    "reserved_share": ("预留给中小企业（占采购计划）", "%"),
    "sme_share": ("授予中小企业（占合同金额）", "%"),
}
"""Figure → head and unit of its column over the years."""


def lay_out(release: Release, figures: Figures) -> dict[str, Grid]:
    """By method, category and department, the part of small firms, the single sources one by one, the years."""
    grids = {"stages": _stages(figures)}
    for name, field, head, title in (
        ("methods", "method", "采购方式", "按采购方式"),
        ("categories", "category", "采购类别", "按采购类别"),
    ):
        rows = [_row(release, figures, field, code, COLUMNS) for code in _codes(release, figures, field)]
        whole = Cell("合计", "合计")
        total = (whole, *(_whole(figures, column) for column in COLUMNS))
        grids[name] = Grid(title, (Column("name", head), *COLUMNS), (*rows, total), "合计等于各行之和。")
    units = _codes(release, figures, "department")
    heads = (Column("name", "部门"), *COLUMNS)
    rows = [_row(release, figures, "department", code, COLUMNS) for code in units]
    grids["departments"] = Grid("按部门", heads, tuple(rows), "按合同金额由多到少。")
    limit = release.method(METHOD)["reserved_percent"]
    low = sorted(units, key=lambda code: _size(figures[f"reserved_share.d-{code}"].value))
    rows = [_row(release, figures, "department", code, SMALL) for code in low]
    note = f"预留份额由低到高；低于 {limit}% 的标注，没有区分采购是否适宜由中小企业提供，是提示，不是违规的结论。"
    grids["small"] = Grid("面向中小企业的采购", (Column("name", "部门"), *SMALL), tuple(rows), note)
    if len(release.tables["sole_source"]):
        grids["sole"] = _sole(release, figures)
    grids["mix"] = _mix(release, figures)
    grids["history"] = _history(release, figures)
    return grids


def _size(value: Decimal | int | None) -> Decimal:
    return Decimal("Infinity") if value is None else Decimal(value)


def _codes(release: Release, figures: Figures, field: str) -> list[str]:
    """Return the members with purchases, the largest contracts first."""
    codes = by(release, purchases(release), field)
    return sorted(codes, key=lambda code: (-Decimal(figures[f"contract.{PREFIX[field]}-{code}"].value or 0), code))


def _name(release: Release, field: str, code: str) -> Cell:
    entry = release.codelists[LISTS[field]][code]
    href = f"/profiles/{unit_type(entry)}/{code}/" if field == "department" else ""
    return Cell(entry.label, entry.label, href=href)


def _row(release: Release, figures: Figures, field: str, code: str, columns: tuple[Column, ...]) -> tuple[Cell, ...]:
    suffix = f"{PREFIX[field]}-{code}"
    return (_name(release, field, code), *(Cell.of(figures[f"{column.key}.{suffix}"]) for column in columns))


def _whole(figures: Figures, column: Column) -> Cell:
    if column.key == "share":
        return Cell("", None)
    return Cell.of(figures[column.key])


def _stages(figures: Figures) -> Grid:
    columns = (
        Column("name", "阶段"),
        Column("amount", "金额", "万元", "number"),
        Column("rate", "占前一阶段", "%", "number"),
        Column("meaning", "含义"),
    )
    rows = []
    for key, title, rate, meaning in (
        ("plan", "采购计划", "", "当年采购预算，含年中追加，不论成交没有成交"),
        ("awarded", "成交项目的采购预算", "awarded_rate", "已经签订合同的项目，成交以前的采购预算"),
        ("contract", "合同金额", "", "当年签订的合同"),
        ("paid", "已支付", "paid_rate", "按这些合同，到年末已经支付"),
    ):
        share = Cell.of(figures[rate]) if rate else Cell("", None)
        rows.append((Cell(title, title), Cell.of(figures[key]), share, Cell(meaning, meaning)))
    return Grid("从计划到支付", columns, tuple(rows), "成交项目的采购预算减合同金额，是节约的数额。")


def _sole(release: Release, figures: Figures) -> Grid:
    columns = (
        Column("name", "项目"),
        Column("department", "部门"),
        Column("category", "类别"),
        Column("contract", "合同金额", "万元", "number"),
        Column("ground", "法定情形"),
        Column("reason", "理由"),
        Column("addition", "占原合同", "%", "number", "向原供应商添购的合同金额占原合同采购金额。"),
        Column("announced", "公示日期", kind="date"),
    )
    rows = []
    for _, cells in release.tables["sole_source"].rows():
        added, day = f"addition.{cells['id']}", cells["announced"]
        rows.append(
            (
                Cell(cells["name"], cells["name"]),
                _name(release, "department", cells["department"]),
                _name(release, "category", cells["category"]),
                Cell.of(figures[f"sole_contract.{cells['id']}"]),
                Cell(cells["ground"], cells["ground"]),
                Cell(cells["reason"], cells["reason"]),
                Cell.of(figures[added]) if added in figures else Cell("", None),
                Cell("—", None, note="没有公示") if day is None else Cell(chinese_date(day), day.isoformat()),
            )
        )
    rows.sort(key=lambda row: (-Decimal(row[3].value or 0), row[0].text))
    return Grid("单一来源采购逐项公布", columns, tuple(rows), "按合同金额由多到少；法定情形见政府采购法第三十一条。")


def _mix(release: Release, figures: Figures) -> Grid:
    methods = _codes(release, figures, "method")
    names = release.codelists[LISTS["method"]]
    columns = [Column("name", "采购类别")]
    columns += [Column(f"m_{code}", names.label(code), "%", "number") for code in methods]
    rows = []
    for code in _codes(release, figures, "category"):
        cells = [Cell.of(figures[f"share.c-{code}.m-{method}"]) for method in methods]
        rows.append((_name(release, "category", code), *cells))
    return Grid("各类采购用什么方式", tuple(columns), tuple(rows), "各种方式的合同金额占这一类采购合同金额的百分比。")


def _history(release: Release, figures: Figures) -> Grid:
    columns = [Column("period", "年份")]
    columns += [Column(key, title, unit, "number") for key, (title, unit) in HISTORY.items()]
    rows = []
    for one in (*release.earlier, release):
        if one.period.months != release.period.months:
            continue
        own = figures if one is release else Figures(compute(one))
        cells = [
            Cell(Cell.of(own[key]).text, own[key].value, key if one is release else "", note=own[key].missing)
            for key in HISTORY
        ]
        rows.append((Cell(one.period.title, one.period.title), *cells))
    return Grid("各年政府采购", tuple(columns), tuple(rows))
