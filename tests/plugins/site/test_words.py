"""Generated words become the HTML that Python-Markdown makes of them, which people's own pages are read by."""

import lxml.html
import markdown
import pytest

import pelicanconf
from plugins.sanitise.html import clean
from plugins.site.words import convert
from scripts.publish.words import escape

HOSTILE = (
    r"""<script>alert(1)</script>"><img src=x onerror=alert(2)>{{7*7}}]]></title>"""
    r"""[点](javascript:alert(3))`'*_~^$#+-.!|&:="""
)


def by_python_markdown(words: str) -> str:
    """Return the cleaned HTML of Python-Markdown with the settings of the site."""
    configs = pelicanconf.MARKDOWN["extension_configs"]
    html = markdown.markdown(words, extensions=list(configs), extension_configs=configs, output_format="html")
    return clean(html)


@pytest.mark.parametrize(
    "words",
    [
        "",
        "一段。\n\n又一段，\n接着。",
        "## 标题\n\n### 小标题\n\n字",
        "**强调。**后文和*着重*，**“引号”**之后",
        '- 一\n- 二\n- [三](/a/ "说明")',
        "1. 一\n2. 二",
        '[64\\.9%](#rate "figure")，见[口径](/methods/pace/)',
        '![甲 “乙” 图](a.wide.svg "chart:a")\n\n[表](t.table.json "table:t")',
        "| 甲 | 乙 |\n|---|---|\n| 一 | 1 |\n| 二 | 2 |",
        "> 引文",
        "有注[^1]的话。\n\n[^1]: 注的话。",
        "`code` 与 a\\_b\\*c\\[d\\]",
    ],
)
def test_both_make_the_same(words: str) -> None:
    assert clean(convert(words, pelicanconf.MARKDOWN)) == by_python_markdown(words)


def test_escaped_text_is_shown_as_it_is() -> None:
    # Python-Markdown leaves the backslash before `<`, `=`, `|` and others, which CommonMark takes away.
    for words in (f"开头 {escape(HOSTILE)} 结尾", f"- [{escape(HOSTILE)}](/a/)", f"| {escape(HOSTILE)} |\n|---|\n"):
        document = lxml.html.fromstring(f"<div>{clean(convert(words))}</div>")
        assert HOSTILE in document.text_content()
        assert document.xpath("//script | //img | //a[starts-with(@href, 'javascript')]") == []
