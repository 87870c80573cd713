"""Takes the pictures of the handbook anew: the filled template, its commented copy, the published page.

``python -m tests.site.pictures.handbook FOLDER SITE``: the two workbooks ``一季度.xlsx`` and ``一季度-批注.xlsx``
in the folder where the walkthrough of the handbook was done, and the site that it published.
"""

from __future__ import annotations

import html
import os
import sys
from pathlib import Path

import openpyxl
from openpyxl.cell import Cell, MergedCell
from openpyxl.worksheet.worksheet import Worksheet
from playwright.sync_api import Browser, sync_playwright

from tests.setup import tools
from tests.site.pictures.take import LARGEST, served

HERE = Path(__file__).parent
ROWS, COLUMNS = 9, 6
"""How much of a sheet is shown."""
RELEASE = "budget_execution/department_execution/2025-Q1/"
STYLE = """
body { margin: 0; padding: 16px; background: #fff; color: #000; font: 14px "Noto Sans CJK SC", "Source Han Sans SC",
  "WenQuanYi Zen Hei", sans-serif; width: max-content; }
.sheet { display: flex; gap: 16px; align-items: flex-start; }
table { border-collapse: collapse; }
th { background: #e8e8e8; font-weight: normal; color: #444; min-width: 24px; }
td, th { border: 1px solid #c4c4c4; padding: 3px 8px; height: 22px; white-space: nowrap; }
td.number { text-align: right; }
aside { border: 1px solid #000; background: #ffffe1; padding: 8px 10px; width: 250px; white-space: pre-wrap;
  line-height: 1.5; margin: 0 0 12px; }
aside b { display: block; }
.tab { margin-top: 8px; color: #444; }
.tab b { color: #000; border-bottom: 2px solid #1a6b3c; padding: 0 6px; }
.tab span { padding: 0 6px; }
"""


def _colour(cell: Cell | MergedCell) -> str:
    fill = cell.fill.fgColor.rgb if cell.fill.fill_type == "solid" else None
    font = cell.font.color.rgb if cell.font.color is not None else None
    styles = [f"background:#{fill[-6:]}"] if isinstance(fill, str) else []
    styles += [f"color:#{font[-6:]}"] if isinstance(font, str) else []
    return ";".join([*styles, *(["font-weight:bold"] if cell.font.b else [])])


def drawn(page: Worksheet) -> str:
    """Return a sheet as a page that looks as a spreadsheet program shows it, comments beside it."""
    letters = "".join(f"<th>{letter}</th>" for letter in "ABCDEF"[:COLUMNS])
    lines, notes = [f"<tr><th></th>{letters}</tr>"], []
    for number, row in enumerate(page.iter_rows(max_row=ROWS, max_col=COLUMNS), 1):
        cells = []
        filled = [cell for cell in row if cell.value is not None]
        for place, cell in enumerate(row):
            text = html.escape("" if cell.value is None else str(cell.value))
            kind = ' class="number"' if isinstance(cell.value, int | float) else ""
            # A title runs over the empty cells to its right.
            alone = len(filled) == 1 and place == 0 and len(text) > COLUMNS
            cells.append(f'<td{kind}{f" colspan={COLUMNS}" if alone else ""} style="{_colour(cell)}">{text}</td>')
            if cell.comment:
                notes.append(f"<aside><b>{cell.coordinate}</b>{html.escape(cell.comment.text)}</aside>")
            if alone:
                break
        lines.append(f"<tr><th>{number}</th>{''.join(cells)}</tr>")
    names = "".join(
        f"<b>{name}</b>" if name == page.title else f"<span>{name}</span>" for name in page.parent.sheetnames
    )
    table = f'<div class="sheet"><table>{"".join(lines)}</table><div>{"".join(notes)}</div></div>'
    return f'<!DOCTYPE html><meta charset="utf-8"><style>{STYLE}</style>{table}<p class="tab">{names}</p>'


def take(folder: Path, site: Path, target: Path = HERE) -> None:
    """Write the three pictures into ``target``."""
    sandbox = ["--no-sandbox"] if os.geteuid() == 0 else []
    with served(site) as root, sync_playwright() as playwright:
        chromium = playwright.chromium.launch(executable_path=tools.chromium(), args=sandbox)
        for name, file in (("handbook-template", "一季度.xlsx"), ("handbook-comments", "一季度-批注.xlsx")):
            book = openpyxl.load_workbook(folder / file)
            page = next(one for one in book.worksheets if one["A3"].value == "部门")
            _write(chromium, target / f"{name}.png", content=drawn(page))
        _write(chromium, target / "handbook-release.png", address=root + RELEASE)
        chromium.close()


def _write(chromium: Browser, path: Path, content: str = "", address: str = "") -> None:
    page = chromium.new_page(locale="zh-CN", viewport={"width": 1100, "height": 760})
    if content:
        page.set_content(content)
        page.locator("body").screenshot(path=path)
    else:
        answer = page.goto(address, wait_until="networkidle")
        assert answer is not None, address
        assert answer.ok, address
        page.screenshot(path=path)
    page.close()
    assert path.stat().st_size < LARGEST, f"{path.name}: {path.stat().st_size} bytes"


if __name__ == "__main__":
    take(Path(sys.argv[1]), Path(sys.argv[2]))
