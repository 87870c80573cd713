"""Conversion: one cell to the value of its field, every liberty taken recorded and every doubt refused."""

from __future__ import annotations

import dataclasses
import datetime
import difflib
import re
from collections.abc import Mapping as Items
from decimal import Decimal
from typing import Any

from scripts.intake import parsing
from scripts.intake.cell import Cell
from scripts.intake.change import Change
from scripts.intake.folding import fold, private_use, trimmed
from scripts.intake.mapping import FieldRule
from scripts.intake.numberformat import hides, show
from scripts.intake.quantity import Quantities
from scripts.model.codelist import CodeList
from scripts.model.number import plain
from scripts.model.problem import Place, Problem
from scripts.model.table import Field, written

_TRUE, _FALSE = {"是", "true", "yes", "√", "✓", "✔"}, {"否", "false", "no", "×"}
_BETWEEN = r"[|、，,；;\n]"
_MOST_ZEROS = 4
_MOST_DIGITS = 15
LIST_JOIN = "|"
_SERIALS = (14_611, 73_050)
"""Days from 1940 to 2099 as a spreadsheet counts them; a number outside is no date."""


@dataclasses.dataclass
class Converter(Quantities):
    """Turns the cells of one column into values of one field; see ``Recording`` for what it is given."""

    def value(self, cell: Cell, place: Place) -> Any:
        """Return the value of the cell, ``None`` when it is empty or means so.

        Raises:
            Refused: see the class.
        """
        self.place, self.notes = place, []
        if cell.formula:
            raise self.refuse(
                "import.formula-without-value",
                "这里是公式，文件里没有存下算出的数",
                "用 WPS 或 Excel 打开、保存后再导入，或把公式粘贴为数值",
                cell.formula,
            )
        if cell.error:
            raise self.refuse("import.error-value", "这里是表格的错误值", "改正公式或填入数值", cell.error)
        if cell.blank:
            return None
        if hides(cell.value if isinstance(cell.value, Decimal) else None, cell.format):
            raise self.refuse(
                "import.hidden",
                f"数字格式 {cell.format} 让这一格看不见",
                "把单元格格式改为“常规”，核对后再导入；不该有的删去",
                cell.text,
            )
        if isinstance(cell.value, Decimal) and self.field.type in {"integer", "number"}:
            return self.number(*self.seen(cell), was=cell.text)
        if self.field.type == "date" and isinstance(cell.value, datetime.date | Decimal):
            return self._day_of(cell)
        text = self._text(cell)
        if (meaning := self._meaning(text)) is not None:
            self.notes.append(meaning)
            self.change("import.missing", text, "", meaning if meaning != text else "")
            return None
        text = self._taken(text)
        return self._typed(text)

    def _text(self, cell: Cell) -> str:
        """Return the text of a cell, blanks trimmed; a number as it is shown."""
        if isinstance(cell.value, Decimal):
            if len(cell.value.as_tuple().digits) > _MOST_DIGITS or abs(cell.value) >= 10**_MOST_DIGITS:
                raise self.refuse(
                    "import.precision",
                    f"超过 {_MOST_DIGITS} 位的数字在表格里已不准确",
                    "把这一列设为文本格式，重新填入",
                    cell.text,
                )
            text = show(cell.value, cell.format).text if re.fullmatch("0{2,}", cell.format) else plain(cell.value)
            self.change("import.number-as-text", cell.text, text)
            return text
        text = trimmed(cell.text)
        if isinstance(cell.value, datetime.date) and self.field.type == "string":
            self.change("import.date-as-text", cell.text, text, "表格软件把它当作日期，原来可能不是这样写的")
        if text != cell.text:
            self.change("import.trimmed", cell.text, text)
        if found := private_use(text):
            self.change("import.private-use", text, text, found)
        return text

    def _meaning(self, text: str) -> str | None:
        """Return the meaning of a text that stands for no value, ``None`` when it is none."""
        folded = fold(text)
        return next((meaning for missing, meaning in self.rule.missing.items() if fold(missing) == folded), None)

    def _taken(self, text: str) -> str:
        """Return the part, the extracted number or the mapped text that the rule asks for."""
        if self.rule.separator:
            parts = [part.strip() for part in re.split(self.rule.separator, text) if part.strip()]
            # A field for several values takes this part and all after it.
            last = None if self.field.constraints.get("list") else self.rule.part
            part = LIST_JOIN.join(parts[self.rule.part - 1 : last])
            if part != text:
                self.change("import.part", text, part)
            text = part
        if self.rule.prefix and text:
            self.change("import.mapped", text, self.rule.prefix + text)
            text = self.rule.prefix + text
        if self.rule.pattern and parsing.number(text) is None and (match := re.search(self.rule.pattern, text)):
            taken = match[1] if match.groups() else match[0]
            self.notes.append(text.replace("\n", ""))
            self.change("import.extracted", text, taken)
            text = taken
        if self.rule.map:
            mapped = {fold(key): str(value) for key, value in self.rule.map.items()}
            if fold(text) not in mapped:
                known = "、".join(self.rule.map)
                raise self.refuse(
                    "import.not-mapped", "映射文件没有说这个词怎么改写", f"在 map 中补上它；已有：{known}", text
                )
            if mapped[fold(text)] != text:
                self.change("import.mapped", text, mapped[fold(text)])
            text = mapped[fold(text)]
        return text

    def _typed(self, text: str) -> Any:
        if not text:
            return None
        if self.field.type in {"integer", "number"}:
            return self.number_of(text)
        if self.field.type == "date":
            return self._date_of(text)
        if self.field.type == "boolean":
            if (folded := fold(text)) not in _TRUE | _FALSE:
                raise self.refuse("import.not-a-boolean", "这里只能填“是”或“否”", "改为“是”或“否”", text)
            if folded not in {"是", "否"}:
                self.change("import.boolean", text, "是" if folded in _TRUE else "否")
            return folded in _TRUE
        if self.field.constraints.get("list"):
            return self._list_of(text)
        self._whole(text)
        return self._code_of(text) if self.codes is not None else text

    def _whole(self, text: str) -> None:
        """Refuse a code that only fits with zeros before it: a spreadsheet took it for a number."""
        pattern = str(self.field.constraints.get("pattern", ""))
        if not pattern or not text.isdigit() or re.fullmatch(pattern, text):
            return
        for zeros in range(1, _MOST_ZEROS + 1):
            if re.fullmatch(pattern, "0" * zeros + text):
                raise self.refuse(
                    "import.lost-zero",
                    f"位数不对，像是丢了前面的 0，应是 {'0' * zeros}{text}",
                    "在原表中把这一列设为文本格式，重新填写完整的代码",
                    text,
                )

    def _list_of(self, text: str) -> str:
        """Return several values joined as the schema wants them (0101|0102)."""
        parts = [part.strip() for part in re.split(_BETWEEN, text) if part.strip()]
        joined = LIST_JOIN.join(
            dict.fromkeys(self._code_of(part) if self.codes is not None else part for part in parts)
        )
        if joined != text and self.codes is None:
            self.change("import.list", text, joined)
        return joined

    def _code_of(self, text: str) -> str:
        """Return the code that a name, short name or alias means."""
        assert self.codes is not None
        code = self.codes.find(text) or self.codes.find(fold(text))
        names = {
            name: entry for entry in self.codes.values() for name in (entry.name, entry.short, *entry.aliases) if name
        }
        if code is None:
            same = {entry.code for name, entry in names.items() if fold(name) == fold(text)}
            code = same.pop() if len(same) == 1 else None
        if code is None:
            near = difflib.get_close_matches(text, list(names), n=3, cutoff=0.5)
            hint = "；相近的有：" + "、".join(f"{name}（{names[name].code}）" for name in near) if near else ""
            raise self.refuse(
                "table.unknown-code",
                f"代码表 {self.field.codelist} 中没有这个名称或代码",
                f"改正名称，或把它加为该条目的别名（aliases）{hint}",
                text,
            )
        if code != text:
            self.change("import.code", text, code)
        return code

    def _day_of(self, cell: Cell) -> datetime.date:
        """Return the day of a cell that the spreadsheet keeps as a date or as the serial number of one."""
        if isinstance(cell.value, Decimal):
            if cell.value != cell.value.to_integral_value() or not _SERIALS[0] <= cell.value <= _SERIALS[1]:
                return self._date_of(self._text(cell))
            day = self.epoch + datetime.timedelta(days=int(cell.value))
            self.change("import.date-serial", cell.text, written(day), "表格里存的是日期的序号，没有设为日期格式")
            return day
        assert isinstance(cell.value, datetime.date)
        if not isinstance(cell.value, datetime.datetime):
            return cell.value
        if cell.value.time() != datetime.time():
            self.change("import.date", cell.text, written(cell.value.date()), "去掉钟点")
        return cell.value.date()

    def _date_of(self, text: str) -> datetime.date:
        said = parsing.date(text, self.rule.order)
        if said is None:
            hint = ""
            if re.fullmatch(r"[34]\d{4}", text):
                day = self.epoch + datetime.timedelta(days=int(text))
                hint = f"；如果是表格的日期序号，它是 {day.isoformat()}，请把这一列设为日期格式"
            raise self.refuse(
                "import.not-a-date",
                "看不出是哪一天",
                f"写成 2024-09-30 或 2024年9月30日；年份不在最前的，在映射文件中写 order{hint}",
                text,
            )
        day, republic = said
        if written(day) != text:
            self.change("import.roc-year" if republic else "import.date", text, written(day))
        return day


def converters(
    fields: Items[str, Field],
    rules: Items[str, FieldRule],
    units: Items[str, str],
    codelists: Items[str, CodeList],
    changes: list[Change],
    problems: list[Problem],
    epoch: datetime.date,
) -> dict[str, Converter]:
    """Return a converter for each field."""
    return {
        name: Converter(
            one,
            rules.get(name, FieldRule()),
            units.get(name, ""),
            codelists.get(one.codelist) if one.codelist else None,
            changes,
            problems,
            epoch=epoch,
        )
        for name, one in fields.items()
    }
