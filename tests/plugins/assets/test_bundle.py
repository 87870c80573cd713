"""The theme's parts make a few sheets and one small script, the same every time, under names that say their bytes."""

import gzip
import hashlib
import re
from pathlib import Path

import pytest

from plugins.assets import assets
from plugins.assets.bundle import COMMON, LIVE, PRINT, SHEETS, modules, script, styles
from plugins.assets.minify import LongTemplate, minify, without_comments
from plugins.assets.naming import CircularImport, named
from plugins.assets.sheets import Sheets, asked, classes
from plugins.assets.vega import chart_library, snippet
from tests.theme.render import THEME


def part(theme, path, text):
    file = theme / path
    file.parent.mkdir(parents=True, exist_ok=True)
    file.write_text(text)


def test_tokens_come_first_and_sheets_apart_are_not_in_the_common_one(tmp_path) -> None:
    part(tmp_path, "styles/20-base.css", "base{}")
    part(tmp_path, "styles/10-tokens.css", "tokens{}")
    part(tmp_path, "styles/print.css", "print{}")
    part(tmp_path, "styles/record.css", "record{}")
    part(tmp_path, "components/table/table.css", "table{}")
    part(tmp_path, "components/pager/pager.css", "pager{}")
    part(tmp_path, "components/citation/citation.css", "citation{}")
    part(tmp_path, "components/notice/notice.css", "notice{}")
    assert styles(tmp_path) == {
        "site": "tokens{}\nbase{}\nnotice{}\n",
        "table": "table{}\n",
        "record": "record{}\ncitation{}\npager{}\n",
        "print": "print{}\n",
    }


def test_every_style_of_the_theme_is_in_one_sheet() -> None:
    whole = "".join(styles(THEME).values())
    for file in THEME.rglob("*.css"):
        assert whole.count(file.read_text(encoding="utf-8").strip()) == 1, file
    assert set(styles(THEME)) == {COMMON, PRINT, LIVE, *SHEETS}


def test_names_of_one_part_do_not_meet_those_of_another(tmp_path) -> None:
    part(tmp_path, "components/chart/chart.js", "const a = 1;")
    part(tmp_path, "components/table/table.js", "const a = 2;")
    part(tmp_path, "components/search/search.js", "const b = 3;")
    assert script(tmp_path) == '"use strict";\n{\nconst a = 1;\n}\n{\nconst a = 2;\n}\n'
    assert modules(tmp_path) == {"search.js": "const b = 3;"}


def test_the_pages_stay_light() -> None:
    # As servers send it; what a page needs of styles is bounded for each page in tests/site.
    assert len(minify(styles(THEME)[COMMON])) < 9_500
    assert len(gzip.compress(minify("".join(styles(THEME).values())).encode())) < 8_000
    assert len(gzip.compress(without_comments(script(THEME)).encode())) < 5_500


def test_a_name_says_the_bytes_and_scripts_import_each_other_by_it() -> None:
    files = {"a.js": b'import { x } from "./b.js";\n', "b.js": b"export const x = 1;\n", "c.svg": b"<svg/>"}
    made = named(files)
    assert list(made) == list(files)
    for old, one in made.items():
        stem, _, extension = old.rpartition(".")
        assert one.name == f"{stem}.{hashlib.sha256(one.content).hexdigest()[:10]}.{extension}"
    assert made["a.js"].content == f'import {{ x }} from "./{made["b.js"].name}";\n'.encode()
    assert named(files | {"b.js": b"export const x = 2;\n"})["a.js"].name != made["a.js"].name
    with pytest.raises(CircularImport, match=r"a\.js → b\.js → a\.js"):
        named(files | {"b.js": b'import { y } from "./a.js";'})


def test_a_page_loads_the_sheets_that_have_a_rule_for_it_and_no_other() -> None:
    sheets = Sheets({"table": ".table td, .cell { a: b }", "chart": ".chart .table { a: b } p { a: b }"})
    assert sheets.of(['<p class="more cell">']) == ["table"]
    assert sheets.of(['<div class="chart">']) == []
    assert sheets.of(['<div class="chart"><div class="table">']) == ["table", "chart"]
    assert asked("@media (a: b) { .x:not(.y):has(.z) > .w::after { content: '' } } p { a: b }") == {
        frozenset({"x", "w"})
    }
    assert classes("<p class=''>class=a</p>") == frozenset()


def test_what_a_script_writes_into_a_page_has_its_sheet_there_already() -> None:
    # Classes that only scripts give stand in the sheet of what they belong to, or in the one that the library brings.
    found = styles(THEME)
    given = {"sort": "table", "copy": "record", "panel--cell": "record", "chart__live": LIVE, "vg-tooltip": LIVE}
    for name, sheet in given.items():
        assert re.search(rf"\.{name}\b", found[sheet]), name


def test_minified_styles_keep_what_means_something() -> None:
    css = "a { margin: calc(1px + 2px) 0; content: '/* no */' } @media (width: 4em) { p > a ~ b + i { color: red } }"
    assert minify(css) == "a{margin:calc(1px + 2px) 0;content:'/* no */'}@media (width:4em){p>a ~ b + i{color:red}}"


def test_a_script_keeps_its_lines_and_loses_its_comments() -> None:
    assert without_comments('// a\nlet b = "// c"; // d\n\n  b = `${b}`;\n') == 'let b = "// c"; // d\nb = `${b}`;\n'
    with pytest.raises(LongTemplate):
        without_comments("const a = `b\n  c`;")


def test_assets_are_the_same_each_time(tmp_path: Path) -> None:
    first = assets(THEME, tmp_path)
    assets.cache_clear()
    assert assets(THEME, tmp_path).files == first.files


def test_the_chart_library_interprets_expressions_and_speaks_chinese(tmp_path) -> None:
    text = chart_library(tmp_path)
    assert "ast: true" in snippet()
    assert "星期一" in text
    assert "window.drawChart" in text
    assert "cdn." not in text
    assert chart_library(tmp_path) == text
    assert sum(path.is_file() for path in tmp_path.rglob("*")) == 2
