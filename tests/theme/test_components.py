"""Every component keeps its examples, is valid HTML and shows hostile text as text."""

from typing import Any

import pytest
from lxml import html as lxml_html

from tests.theme.render import COMPONENTS, THEME, examples, render

HOSTILE = """</script><script>alert(1)</script>"><img src=x onerror=alert(1)>' onclick='alert(1) {{7*7}}"""
KEPT = {"href", "id", "level", "status", "state", "macro", "kind", "key", "address", "type", "root", "svg", "embed"}
"""Keys whose values our own code chooses from closed sets."""


def hostile(value: Any, key: str = "") -> Any:
    """Return ``value`` with every text that may come from a cell replaced by hostile text."""
    if isinstance(value, dict):
        return {name: hostile(item, name) for name, item in value.items()}
    if isinstance(value, list):
        return [hostile(item, key) for item in value]
    return HOSTILE if isinstance(value, str) and value and key not in KEPT else value


@pytest.mark.parametrize("component", COMPONENTS)
def test_component_has_a_macro_and_examples(component: str) -> None:
    assert (THEME / "components" / component / "macro.html").is_file()
    assert examples(component)


@pytest.mark.parametrize("component", COMPONENTS)
def test_examples_show_what_they_promise(component: str) -> None:
    for example in examples(component):
        rendered = render(component, example)
        assert [text for text in example["shows"] if text not in rendered] == [], example["title"]


@pytest.mark.parametrize("component", COMPONENTS)
def test_hostile_text_stays_text(component: str) -> None:
    for example in examples(component):
        poisoned = hostile(example["arguments"])
        if poisoned == example["arguments"]:
            # It takes nothing but the way to the site's root.
            continue
        tree = lxml_html.fragment_fromstring(render(component, example | {"arguments": poisoned}), create_parent="div")
        assert tree.xpath("//script | //img[@src='x'] | //@onerror | //@onclick") == []
        assert "49" not in tree.text_content()
        assert "{{7*7}}" in lxml_html.tostring(tree, encoding="unicode")


def test_examples_are_valid_html(tmp_path, html_errors) -> None:
    pages = []
    for component in COMPONENTS:
        for number, example in enumerate(examples(component)):
            page = tmp_path / f"{component}-{number}.html"
            body = render(component, example)
            body = f"<ul>{body}</ul>" if component == "card" else body
            page.write_text(
                f'<!DOCTYPE html><html lang="zh-CN"><head><title>{component}</title></head>'
                f'<body><h1>{component}</h1><h2>{component}</h2>{body}<div id="table-t"></div></body></html>',
                encoding="utf-8",
            )
            pages.append(page)
    assert html_errors(pages) == []


def test_a_figure_is_an_anchor_once() -> None:
    from plugins.exhibits.placement import Anchors

    example = examples("table")[0]
    anchors = Anchors()
    first, second = (
        render("table", {**example, "arguments": {**example["arguments"], "anchors": anchors}}) for _ in "ab"
    )
    assert 'id="rate.d-0405"' in first
    assert 'id="rate.d-0405"' not in second
