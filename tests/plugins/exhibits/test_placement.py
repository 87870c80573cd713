"""Placeholders in the words become the exhibits they name; anything else is left alone."""

from types import SimpleNamespace

import pytest
from markupsafe import Markup

from plugins.exhibits.placement import Anchors, NoExhibit, place, split_lead


def page(**data):
    return SimpleNamespace(data=data, anchors=Anchors(), relative_source_path="releases/a/index.md")


def chart(name, item, grid, anchors):
    return Markup(f"[chart {name} {item['title']} {'with' if grid else 'without'} table]")


def table(name, grid, anchors):
    return Markup(f"[table {name} {grid['title']}]")


CHARTS = {"e": {"title": "进度", "grid": "t"}}
TABLES = {"t": {"title": "各部门"}}
CHART = '<p><img alt="a > b" src="e.wide.svg" title="chart:e"></p>'
TABLE = '<p><a href="t.table.json" title="table:t">各部门</a></p>'


def test_a_chart_without_its_table_on_the_page_carries_it() -> None:
    assert place(CHART, page(charts=CHARTS, tables=TABLES), chart, table) == "[chart e 进度 with table]"


def test_a_table_stands_once() -> None:
    placed = place(CHART + TABLE, page(charts=CHARTS, tables=TABLES), chart, table)
    assert placed == "[chart e 进度 without table][table t 各部门]"


def test_a_number_is_marked_as_a_figure() -> None:
    html = '<p>执行进度 <a href="#rate" title="figure">64.9%</a>，见<a href="/a/" title="说明">说明</a></p>'
    assert place(html, page(), chart, table) == (
        '<p>执行进度 <a class="figure" href="#rate">64.9%</a>，见<a href="/a/" title="说明">说明</a></p>'
    )


def test_a_placeholder_without_data_stops_the_build() -> None:
    with pytest.raises(NoExhibit, match="places e"):
        place(CHART, page(charts={}), chart, table)


def test_ordinary_pictures_and_links_stay() -> None:
    html = '<p><img alt="照片" src="a.png"></p><p><a href="/a/">甲</a></p>'
    assert place(html, page(), chart, table) == html


def test_the_first_paragraph_is_the_sentence() -> None:
    assert split_lead("<p>截至九月。</p>\n<h2>图</h2>") == ("<p>截至九月。</p>", "\n<h2>图</h2>")
    assert split_lead(CHART) == ("", CHART)
    assert split_lead(TABLE) == ("", TABLE)
    assert split_lead("<h2>图</h2><p>字</p>") == ("", "<h2>图</h2><p>字</p>")


def test_an_anchor_is_given_once_and_never_to_a_cell_of_a_panel() -> None:
    anchors = Anchors(["rate"])
    assert [anchors.take(i) for i in ("rate", "gap", "gap", "")] == [False, True, False, False]
