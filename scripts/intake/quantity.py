"""Quantity: a cell to an exact number in the unit of its field, taken as one sees it in the spreadsheet."""

from __future__ import annotations

import re
from decimal import Decimal

from scripts.intake import parsing, unit
from scripts.intake.cell import Cell
from scripts.intake.numberformat import show
from scripts.intake.recording import Recording
from scripts.intake.unit import is_known
from scripts.model.number import plain


class Quantities(Recording):
    """Turns the cells of a column of numbers into values."""

    def seen(self, cell: Cell) -> tuple[Decimal, bool, str]:
        """Return the number as one sees it in the spreadsheet, whether as a percentage, and the unit its format writes.

        Raises:
            Refused: the format hides the number, or shows large and small ones in different units.
        """
        assert isinstance(cell.value, Decimal)
        if cell.noise:
            self.change("import.noise", cell.noise, plain(cell.value))
        shown = show(cell.value, cell.format)
        if shown.mixed:
            raise self.refuse(
                "import.unclear-format",
                f"数字格式 {cell.format} 按大小换单位显示，看不出这一列是什么单位",
                "把这一列的单元格格式改为“常规”或“数值”，核对单位，再导入",
                cell.text,
            )
        value = cell.value * shown.factor
        if shown.factor != 1:
            self.change("import.scaled-format", cell.text, plain(value), f"数字格式 {cell.format} 显示为 {shown.text}")
        written = shown.unit
        if written and not written.endswith(("元", "人")):
            written += "人" if self.field.unit in {"人", "千人", "万人"} else "元"
        return (value * 100 if shown.percent else value), shown.percent, written if is_known(written) else ""

    def number_of(self, text: str) -> Decimal | int:
        """Return the number that a text says.

        Raises:
            Refused: it says none for certain.
        """
        if (said := parsing.year(text)) and self.field.type == "integer":
            full, republic = said
            self.change("import.roc-year" if republic else "import.date", text, str(full))
            return full
        read = parsing.number(text)
        if read is None:
            scientific = re.fullmatch(r"[+-]?\d(?:\.\d+)?[eE]\+?\d+", text)
            raise self.refuse(
                "import.precision" if scientific else "import.not-a-number",
                "科学记数已丢失后面的数字" if scientific else "这里只能填数字",
                "在原表中改为完整的数字后重新导出"
                if scientific
                else "只留数字；单位写在表头，“无”“尚未核定”等字样在映射文件的 missing 中说明",
                text,
            )
        value, percent, codes = read
        for code in codes:
            self.change(code, text, plain(value))
        return self.number(value, percent, was=text)

    def number(self, value: Decimal, percent: bool, written: str = "", *, was: str) -> Decimal | int:
        """Return a number in the unit of the field.

        Args:
            value: as seen.
            percent: it is followed by a percent sign.
            written: unit that stands at this one number, over that of its column.
            was: the cell as the file stores it.

        Raises:
            Refused: the units do not convert, or an integer was wanted.
        """
        source = "%" if percent else written or self.source_unit or self.field.unit
        factor = unit.factor(source, self.field.unit or ("1" if percent else ""))
        if factor is None:
            raise self.refuse(
                "import.unit",
                f"单位“{source}”不能换算为“{self.field.unit}”",
                "核对表头和映射文件的 unit",
                was,
            )
        if percent:
            self.change("import.percent", was, plain(value * factor))
        elif factor != 1:
            self.change("import.unit", plain(value), plain(value * factor), f"{source} → {self.field.unit}")
        value = Decimal(plain(value * factor))
        if value < 0:
            self.change("import.below-zero", was, plain(value))
        if self.field.type == "number":
            return value
        if value != value.to_integral_value():
            raise self.refuse("import.not-an-integer", "这里只能填整数", "核对这个数", was)
        return int(value)
