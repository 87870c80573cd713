"""Steps: the drawing says what the table says, fits a phone, and the table stays."""

import re

from lxml import html

from plugins.drawings.steps import WIDTH, Step, draw, svg, told, wrap

TABLE = (
    "<table>\n<thead>\n<tr>\n<th>什么时候</th>\n<th>谁</th>\n<th>做什么</th>\n</tr>\n</thead>\n<tbody>\n"
    "<tr>\n<td>年初</td>\n<td>人大</td>\n<td>审查和批准预算</td>\n</tr>\n"
    "<tr>\n<td>全年</td>\n<td>政府</td>\n<td>按预算执行 &lt;甲&gt;</td>\n</tr>\n</tbody>\n</table>"
)
IMAGE = '<p><img alt="预算的步骤" src="#steps" title="steps" /></p>'


def test_the_drawing_stands_before_its_table_and_tells_the_same() -> None:
    drawn = html.fragment_fromstring(draw(f"{IMAGE}\n{TABLE}"), create_parent="div")
    picture = drawn.find(".//svg")
    assert picture.get("aria-label") == "预算的步骤"
    assert picture.findtext("desc") == "年初，人大：审查和批准预算；全年，政府：按预算执行 <甲>。"
    shown = "".join(picture.xpath(".//*[local-name()='tspan']/text()"))
    for words in ("人大", "政府", "年初", "全年", "审查和批准预算", "按预算执行 <甲>"):
        assert words in shown
    assert [cell.text for cell in drawn.findall(".//td")][:3] == ["年初", "人大", "审查和批准预算"]


def test_other_tables_and_pictures_stay_as_they_are() -> None:
    other = '<p><img alt="甲" src="a.svg" /></p>\n' + TABLE
    assert draw(other) == other
    two_columns = f"{IMAGE}\n<table><tr><th>甲</th><th>乙</th></tr><tr><td>1</td><td>2</td></tr></table>"
    assert draw(two_columns) == two_columns


def test_nothing_is_drawn_outside_a_small_phone() -> None:
    steps = [
        Step("不属于本单位职责的", who, "审查和批准预算调整，检查执行进度")
        for who in ("群众", "政府", "人大", "常委会")
    ]
    drawing = svg(steps, "甲")
    for x, width in re.findall(r'<rect [^>]*x="(\d+)" y="\d+" width="(\d+)"', drawing):
        assert int(x) >= 0
        assert int(x) + int(width) <= WIDTH
    assert drawing.count("course__tip") == len(steps) - 1


def test_no_line_begins_with_a_closing_mark() -> None:
    assert wrap("审查和批准预算，检查", 7) == ["审查和批准预", "算，检查"]
    assert wrap("甲", 7) == ["甲"]


def test_steps_are_told_in_one_sentence() -> None:
    assert told([Step("年初", "人大", "批准")]) == "年初，人大：批准。"
