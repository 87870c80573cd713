"""Parts of a build beside what they are made of: a chart's spec beside Altair, checks of a table beside plain pandas.

Each pair is measured in turn within one process, so that a busy machine slows both alike.
"""

from __future__ import annotations

import io
import random
import resource
import time
from collections.abc import Callable
from decimal import Decimal
from statistics import median_low
from typing import Any

import altair as alt
import pandas as pd
import vl_convert

from scripts.charts import marks
from scripts.intake import harmless, table
from scripts.model.chart import Chart
from scripts.model.codelist import CodeList, Entry
from scripts.model.grid import Cell, Column, Grid
from scripts.model.table import Schema

Measured = dict[str, Any]
SPEC_ROWS, PICTURES = 100, 12
"""Rows of each chart, and pictures drawn in straight use to know what one costs."""
IDENTITY = r"(?<![0-9A-Za-z_.])[1-8](?:[ -]?\d){16}[ -]?[\dXx](?![0-9A-Za-z_])"
MOBILE = r"(?<![0-9A-Za-z_.])(?:\+?86[ -]?)?1[3-9]\d[ -]?\d{4}[ -]?\d{4}(?![0-9A-Za-z_])"
PLACES = [f"d{number:02d}" for number in range(20)]
SCHEMA = {
    "fields": [
        {"name": "date", "title": "日期", "type": "date", "constraints": {"required": True}},
        {"name": "place", "title": "区县", "codelist": "places", "constraints": {"required": True}},
        {"name": "project", "title": "项目", "constraints": {"required": True}},
        *(
            {"name": name, "title": name, "type": kind, "constraints": {"required": True, "minimum": 0}}
            for name, kind in (("budget", "number"), ("spent", "number"), ("count", "integer"))
        ),
    ],
    "primaryKey": ["date", "place", "project"],
}
"""The columns of the comparison in reference measurements of CSV readers: one date, two texts, three numbers."""


def in_turn(works: dict[str, Callable[[], object]], runs: int) -> Measured:
    """Return the median of each work's wall and CPU seconds, all done in turn ``runs`` times after once unmeasured."""
    taken: dict[str, list[tuple[float, float]]] = {name: [] for name in works}
    for run in range(runs + 1):
        for name, work in works.items():
            wall, cpu = time.perf_counter(), time.process_time()
            work()
            if run:
                taken[name].append((time.perf_counter() - wall, time.process_time() - cpu))
    peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024
    return {
        name: {
            "wall": median_low(wall for wall, _ in some),
            "cpu": median_low(cpu for _, cpu in some),
            "peak": peak,
            "runs": runs,
        }
        for name, some in taken.items()
    }


def grid(rows: int) -> Grid:
    """Return a table of names and amounts."""
    pick = random.Random(rows)
    columns = (Column("name", "单位"), Column("amount", "执行数", "万元", "number"))
    amounts = [Decimal(pick.randrange(10**6)) / 100 for _ in range(rows)]
    cells = tuple((Cell(f"单位{n}"), Cell.number(amount, "万元")) for n, amount in enumerate(amounts))
    return Grid("执行数", columns, cells)


def bars(given: Grid) -> Chart:
    """Return our bars: the specs of both widths and the words."""
    words = "共 100 个单位，最多的执行 9,999.99 万元。"
    return marks.bars(given, label="name", value="amount", measured="执行数（万元）", description=words)


def lines(given: Grid) -> Chart:
    """Return our line: the specs of both widths and the words."""
    words = "共 100 期，最多的一期 9,999.99 万元。"
    return marks.lines(given, x="name", series=("amount",), measured="执行数（万元）", description=words)


def altair_chart(frame: pd.DataFrame, kind: str) -> alt.Chart:
    """Return the same picture as one writes it with Altair."""
    mark = alt.Chart(frame, title="执行数")
    drawn = mark.mark_bar() if kind == "bars" else mark.mark_line()
    x, y = alt.X("单位:N", sort=None), alt.Y("执行数:Q", title="执行数（万元）")
    return drawn.encode(x=x, y=y, tooltip=["单位:N", "执行数:Q"]).properties(width=600, height=300)


def frame(rows: int) -> pd.DataFrame:
    """Return the rows of ``grid`` as a frame."""
    pick = random.Random(rows)
    return pd.DataFrame(
        {"单位": [f"单位{n}" for n in range(rows)], "执行数": [pick.randrange(10**6) / 100 for _ in range(rows)]}
    )


def specs(pages: int, runs: int) -> Measured:
    """Return what the specs of a bar and a line chart of 100 rows take; Altair makes each of our two widths."""
    del pages
    given, rows = grid(SPEC_ROWS), frame(SPEC_ROWS)

    def ours() -> None:
        for _ in range(10):
            bars(given)
            lines(given)

    def altair() -> None:
        for _ in range(10):
            for kind in ("bars", "lines"):
                for _width in ("wide", "narrow"):
                    altair_chart(rows, kind).to_dict()

    return in_turn({"ours": ours, "altair": altair}, max(runs, 5))


def rows_of(number: int) -> bytes:
    """Return a CSV file of so many rows, all of them right."""
    pick = random.Random(5)
    text = io.StringIO(newline="")
    text.write("date,place,project,budget,spent,count\n")
    for n in range(number):
        day = f"{2015 + n % 10}-{1 + n % 12:02d}-{1 + n % 28:02d}"
        amounts = ",".join(f"{pick.randrange(10**8) / 100:.2f}" for _ in range(2))
        text.write(f"{day},{PLACES[n % 20]},项目{n:07d},{amounts},{pick.randrange(1000)}\n")
    return text.getvalue().encode()


def by_pandas(content: bytes) -> int:
    """Read and check the file with pandas alone: types, ranges, members, keys; no message says where what is wrong."""
    read = pd.read_csv(io.BytesIO(content), parse_dates=["date"], dtype={"place": "category"})
    good = ((read["date"] >= "2015-01-01") & (read["date"] < "2025-01-01")).all() and read["place"].isin(PLACES).all()
    good &= all((read[name] >= 0).all() and read[name].notna().all() for name in ("budget", "spent", "count"))
    if not good or read.duplicated(["date", "place", "project"]).any():
        raise ValueError("the file of the measurement is not right")
    return len(read)


def alike(content: bytes) -> pd.DataFrame:
    """Read and check the file with pandas for all that ours looks for: exact numbers, unsafe characters, formulas,
    personal data; what is wrong raises, and still no message says where."""
    read = pd.read_csv(io.BytesIO(content), dtype=str, keep_default_na=False, encoding="utf-8-sig")
    good = True
    for name, texts in read.items():
        good &= (texts.str.len() <= harmless.MOST_CHARACTERS).all() and (texts == texts.str.strip()).all()
        good &= (texts != "").all() and not texts.str.contains(harmless.UNSAFE).any()
        if name in {"budget", "spent", "count"}:
            good &= texts.str.fullmatch(r"[+-]?[0-9]{1,24}(?:\.[0-9]{1,12})?").all()
            read[name] = texts.map(Decimal)
            good &= (read[name] >= 0).all()
        elif name == "date":
            read[name] = pd.to_datetime(texts, format="%Y-%m-%d")
        elif name == "place":
            good &= texts.isin(PLACES).all()
        else:
            plain = texts.str.normalize("NFKC")
            good &= not texts.str.match(harmless.FORMULA).any()
            good &= not any(plain.str.contains(form).any() for form in (IDENTITY, MOBILE))
    if not good or read.duplicated(["date", "place", "project"]).any():
        raise ValueError("the file of the measurement is not right")
    return read


def checks(pages: int, runs: int) -> Measured:
    """Return what reading and checking ten rows for each page takes: 100,000 for the size of ten thousand."""
    content = rows_of(10 * pages)
    schema = Schema.parse(SCHEMA)
    lists = {"places": CodeList("places", {code: Entry(code, code) for code in PLACES})}
    works: dict[str, Callable[[], object]] = {
        "ours": lambda: table.parse(content, schema, lists, "data.csv"),
        "pandas": lambda: by_pandas(content),
        "pandas alike": lambda: alike(content),
    }
    return in_turn(works, runs)


def straight(pages: int, runs: int) -> Measured:
    """Return what one chart takes in straight use: two SVGs and a PNG, each written and drawn by itself, one by one."""
    del pages, runs
    rows = frame(30)
    vl_convert.vegalite_to_svg(altair_chart(rows, "bars").to_dict())
    wall, cpu = time.perf_counter(), time.process_time()
    for number in range(PICTURES):
        kind = ("bars", "lines")[number % 2]
        for _width in ("wide", "narrow"):
            vl_convert.vegalite_to_svg(altair_chart(rows, kind).to_dict())
        vl_convert.vegalite_to_png(altair_chart(rows, kind).to_dict(), scale=2)
    taken = {"wall": (time.perf_counter() - wall) / PICTURES, "cpu": (time.process_time() - cpu) / PICTURES}
    peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024
    return {"picture": {**taken, "peak": peak, "runs": PICTURES}}
