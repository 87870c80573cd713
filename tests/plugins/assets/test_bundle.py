"""The theme's parts make one style sheet and one small script, the same every time."""

import gzip

from plugins.assets.bundle import modules, script, style
from plugins.assets.minify import minify
from plugins.assets.vega import chart_library, snippet
from tests.theme.render import THEME


def part(theme, path, text):
    file = theme / path
    file.parent.mkdir(parents=True, exist_ok=True)
    file.write_text(text)


def test_tokens_come_first_and_print_last(tmp_path) -> None:
    part(tmp_path, "styles/20-base.css", "base{}")
    part(tmp_path, "styles/10-tokens.css", "tokens{}")
    part(tmp_path, "styles/print.css", "print{}")
    part(tmp_path, "components/table/table.css", "table{}")
    part(tmp_path, "components/chart/chart.css", "chart{}")
    assert style(tmp_path) == "tokens{}\nbase{}\nchart{}\ntable{}\nprint{}\n"


def test_names_of_one_part_do_not_meet_those_of_another(tmp_path) -> None:
    part(tmp_path, "components/chart/chart.js", "const a = 1;")
    part(tmp_path, "components/table/table.js", "const a = 2;")
    part(tmp_path, "components/search/search.js", "const b = 3;")
    assert script(tmp_path) == '"use strict";\n{\nconst a = 1;\n}\n{\nconst a = 2;\n}\n'
    assert modules(tmp_path) == {"search.js": "const b = 3;"}


def test_the_pages_stay_light() -> None:
    # As servers send it; the print rules and those of search are a third.
    assert len(gzip.compress(minify(style(THEME)).encode())) < 8_000
    assert len(gzip.compress(script(THEME).encode())) < 6_500


def test_the_chart_library_interprets_expressions_and_speaks_chinese(tmp_path) -> None:
    text = chart_library(tmp_path)
    assert "ast: true" in snippet()
    assert "星期一" in text
    assert "window.drawChart" in text
    assert "cdn." not in text
    assert chart_library(tmp_path) == text
    assert sum(path.is_file() for path in tmp_path.rglob("*")) == 2
