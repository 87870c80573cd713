"""Change: what an import did to a cell; the report lists every one, so that nothing is altered silently."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

from scripts.model.problem import Place, shorten

EXAMPLES = 3

TITLES = {
    "import.trimmed": "去掉多余的空格或换行",
    "import.full-width": "全角数字改为半角",
    "import.thousands": "去掉千分位逗号",
    "import.negative": "括号或全角减号改为负号",
    "import.below-zero": "小于 0 的数，照原样写入",
    "import.percent": "百分数按百分之几写入",
    "import.scaled-format": "按表格里看到的数取值（数字格式缩小了单位）",
    "import.unit": "换算单位",
    "import.noise": "去掉二进制运算的尾数，按表格里看到的数取值",
    "import.date": "改写为“年-月-日”",
    "import.date-serial": "日期的序号改写为“年-月-日”",
    "import.date-as-text": "表格里的日期按文字写入",
    "import.boolean": "改写为“是”“否”",
    "import.roc-year": "民国纪年换算为公历",
    "import.number-as-text": "数字按文字写入",
    "import.missing": "文字表示没有数，改为空",
    "import.extracted": "从文字中取出数",
    "import.part": "从一格里的几个值中取出一个",
    "import.list": "几个值之间改用竖线分开",
    "import.mapped": "按映射文件改写",
    "import.code": "名称换成代码",
    "import.private-use": "含有造字区字符，原样保留",
    "import.merged": "合并的单元格",
    "import.filled": "空格沿用上一行的值",
    "import.total-row": "合计行不作为数据",
    "import.note-row": "表下的说明不作为数据",
    "import.blank-row": "空行",
    "import.dropped-row": "按映射文件不作为数据的行",
    "import.filtered": "按映射文件筛选掉的行",
    "import.superseded": "被更晚的报告取代的行",
    "import.ignored-column": "没有用到的列",
    "import.hidden": "隐藏的内容",
}
"""Code → what it says; the codes are public."""


@dataclass(frozen=True, slots=True)
class Change:
    """One thing done.

    Args:
        code: see ``TITLES``.
        place: where it was in the file.
        was, now: what stood there and what was written.
        why: a Chinese clause, empty when the title says it.
        field: of the draft.
    """

    code: str
    place: Place
    was: str = ""
    now: str = ""
    why: str = ""
    field: str = ""

    def as_json(self) -> dict[str, Any]:
        """Return the form in ``import.json``; empty parts are left out."""
        out: dict[str, Any] = {"code": self.code, "row": self.place.row, "column": self.place.column}
        out |= {"header": self.place.header, "field": self.field, "was": self.was, "now": self.now, "why": self.why}
        kept = ("was", "now") if self.field else ()
        return {key: value for key, value in out.items() if value not in ("", None) or key in kept}


@dataclass(frozen=True, slots=True)
class Total:
    """A printed total beside the sum of the rows.

    Args:
        field: of the draft.
        place: where the total is printed.
        found: as it stands there.
        printed, sum: both in ``unit``, the unit of the field.
        equal: whether they agree.
        reason: why a total that does not was accepted.
    """

    field: str
    place: Place
    found: str
    printed: str
    sum: str
    unit: str
    equal: bool
    reason: str = ""

    def as_json(self) -> dict[str, Any]:
        """Return the form in ``import.json``."""
        out = {"field": self.field, "row": self.place.row, "column": self.place.column, "header": self.place.header}
        out |= {"found": self.found, "printed": self.printed, "sum": self.sum, "unit": self.unit, "equal": self.equal}
        return out | ({"reason": self.reason} if self.reason else {})


@dataclass
class Report:
    """What an import did, for staff and for ``import.json``.

    Args:
        file: name of the source file.
        sheet: worksheet.
        resource: table of the release.
        rows: how many rows were written.
        remarks: Chinese sentences on the file as a whole.
        changes: see ``Change``.
        totals: see ``Total``.
        draft: folder written, as shown to staff.
    """

    file: str
    sheet: str = ""
    resource: str = "data"
    rows: int = 0
    remarks: list[str] = field(default_factory=list)
    changes: list[Change] = field(default_factory=list)
    totals: list[Total] = field(default_factory=list)
    draft: str = ""

    def counts(self) -> Mapping[str, int]:
        """Return how many changes of each code there are."""
        out: dict[str, int] = {}
        for change in self.changes:
            out[change.code] = out.get(change.code, 0) + 1
        return out

    def __str__(self) -> str:
        """Return the report that the command prints: changes grouped by code and column, with examples."""
        return self.text()

    def text(self, *, full: bool = False) -> str:
        """Return the report; ``full`` names every cell instead of the first ones of each kind."""
        sheet = f"工作表“{self.sheet}”" if self.sheet else ""
        lines = [f"{self.file}{'，' + sheet if sheet else ''}：导入 {self.rows} 行。"]
        lines += [f"  提示：{remark}" for remark in self.remarks]
        for total in self.totals:
            unit = f" {total.unit}" if total.unit else ""
            converted = "" if total.found == total.printed else f"（即 {total.printed}{unit}）"
            differ = f"各行之和是 {total.sum}{unit}，不相等；已接受，理由：{total.reason}"
            word = "与各行之和相等" if total.equal else differ
            lines.append(f"  合计（{total.place}）：印的是 {total.found}{converted}，{word}。")
        groups: dict[tuple[str, str, str], list[Change]] = {}
        for change in self.changes:
            place = change.place if change.field else Place(self.file)
            groups.setdefault((change.code, place.column, place.header), []).append(change)
        for (code, column, header), found in groups.items():
            where = f"{column} 列“{header}”：" if column else ""
            told = _examples(found, full=full)
            lines.append(f"  {where}{TITLES[code]}，{len(found)} 处。{told}  [{code}]")
        if self.draft:
            lines.append(f"  草稿：{self.draft}")
        return "\n".join(lines)


def _examples(found: Sequence[Change], *, full: bool) -> str:
    """Return the first changes in words, or all; a reason that all share is said once."""
    shared = found[0].why if len({change.why for change in found}) == 1 else ""
    shown = []
    for change in found if full else found[:EXAMPLES]:
        place = change.place
        column = f"{place.column} 列“{place.header}”" if place.column and not change.field else ""
        where = column if place.row is None else f"第 {place.row} 行"
        said = f"“{shorten(change.was, 30)}”" if change.was else ""
        arrow = f" → “{shorten(change.now, 30)}”" if change.now and change.now != change.was else ""
        why = f"（{change.why}）" if change.why and not shared else ""
        shown.append(f"{where}{said}{arrow}{why}")
    text = "；".join(item for item in shown if item)
    lead = "" if full else "如："
    return (f"{shared}。" if shared else "") + (f"{lead}{text}。" if text else "")
