"""Drawings: the same bytes on every machine, with words for those who cannot see them."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from pathlib import Path

import lxml.etree

from scripts.charts import render
from scripts.instance import ROOT
from tests.charts.test_marks import drawn, grid

SCRIPT = """
import hashlib, json, sys
from scripts.charts import render
spec = json.loads(sys.stdin.read())
svg, width, height = render.svg(spec, "标题", "说明", "演示数据")
print(hashlib.sha256(svg.encode()).hexdigest(), hashlib.sha256(render.png(svg)).hexdigest(), width, height)
"""


def test_a_picture_has_role_title_and_description_and_no_english() -> None:
    text, width, height = render.svg(drawn(grid("10", "60")).specs["wide"], "各部门<进度>", "甲部最高（60.0%）")
    root = lxml.etree.fromstring(text.encode())
    assert (root.get("role"), root.get("aria-labelledby")) == ("img", "t d")
    names = {child.tag.split("}")[1]: child.text for child in root if child.get("id")}
    assert names == {"title": "各部门<进度>", "desc": "甲部最高（60.0%）"}
    assert "aria-roledescription" not in text
    assert 300 < width < 760
    assert height > 60


def test_bytes_do_not_depend_on_time_zone_locale_or_process() -> None:
    spec = json.dumps(drawn(grid("10", "60")).specs["wide"])
    seen = set()
    for zone, locale in (("Asia/Shanghai", "C.UTF-8"), ("America/New_York", "POSIX")):
        done = subprocess.run(
            [sys.executable, "-c", SCRIPT],
            input=spec,
            env={**os.environ, "TZ": zone, "LC_ALL": locale},
            cwd=ROOT,
            capture_output=True,
            text=True,
            check=True,
        )
        seen.add(done.stdout)
    assert len(seen) == 1


def test_a_picture_drawn_before_is_not_drawn_again_and_a_spoilt_one_is(tmp_path: Path, monkeypatch) -> None:  # type: ignore[no-untyped-def]
    job = render.Job(drawn(grid("10")).specs, "标题", "说明")
    first = render.draw_all([job, job], tmp_path)
    assert first[0] == first[1]
    entry = next(tmp_path.glob("*.json"))
    monkeypatch.setattr(render, "_draw", None)
    assert render.draw_all([job], tmp_path) == [first[0]]
    monkeypatch.undo()
    entry.write_text("{", encoding="utf-8")
    assert render.draw_all([job], tmp_path) == [first[0]]


def test_another_word_is_another_drawing() -> None:
    spec = drawn(grid("10")).specs
    assert render.Job(spec, "甲", "说明").key != render.Job(spec, "乙", "说明").key


def test_no_data_leaves_the_machine_and_no_file_is_read_by_a_spec() -> None:
    spec = {"data": {"url": "file:///etc/passwd"}, "mark": "point", "encoding": {}}
    try:
        text, *_ = render.svg(spec, "标题", "说明")
    except ValueError:
        return
    assert "root:" not in text
