"""At the number, in a real browser: everything about it, what to copy, and the check of a quotation."""

from __future__ import annotations

import tomllib
from collections.abc import Callable
from pathlib import Path

import pytest
from playwright.sync_api import Page

from scripts.instance import ROOT

CORRECTED = "budget_execution/department_execution/2024-Q2"
CASES = tomllib.loads((ROOT / "tests" / "quotes.toml").read_text(encoding="utf-8"))
OpenPage = Callable[..., Page]


def test_a_number_in_a_table_says_everything_about_itself(site: Path, serve, open_page: OpenPage, axe) -> None:
    page = open_page(f"{serve(site)}{CORRECTED}/r1/index.html")
    cell = page.locator("td[id^='rate.']").first
    cell.click()
    panel = page.locator(".panel--cell")
    panel.wait_for()
    said = panel.inner_text()
    for label in ("精确值", "基数", "数据截至", "算法", "用到", "数据", "批准", "各版", "引述句"):
        assert f"{label}\n" in said, label
    assert "SHA-256" in said
    assert "data.csv 的“累计执行数（万元）”列，第 3 行" in said
    assert "第 2 版" in said
    assert axe(page) == []


def test_what_is_copied_is_the_citation_and_the_sentence_of_the_number(site: Path, serve, open_page: OpenPage) -> None:
    page = open_page(f"{serve(site)}{CORRECTED}/index.html", permissions=["clipboard-read", "clipboard-write"])
    page.locator("td[id^='rate.']").first.click()
    panel = page.locator(".panel--cell")
    panel.wait_for()
    panel.get_by_role("button", name="复制引用").click()
    panel.get_by_role("button", name="已复制").wait_for()
    cited = page.evaluate("navigator.clipboard.readText()")
    assert "[DS/OL]" in cited
    assert "/r2/#rate." in cited
    panel.get_by_role("button", name="复制引述句").click()
    page.wait_for_timeout(100)
    assert page.evaluate("navigator.clipboard.readText()").startswith("截至2024年6月30日，")


def test_a_quotation_is_checked_in_the_browser(site: Path, serve, open_page: OpenPage, axe) -> None:
    page = open_page(f"{serve(site)}quote-check/index.html")
    page.get_by_label("要核对的句子").fill("2024年第二季度，甲部执行进度 1.2%。")
    page.get_by_role("button", name="核对").click()
    page.get_by_text("核对了 1 个数").wait_for()
    assert "不一致" in page.locator(".verdicts").inner_text()
    assert axe(page) == []


def test_the_check_without_script_says_what_to_do(site: Path, serve, open_page: OpenPage) -> None:
    page = open_page(f"{serve(site)}quote-check/index.html", java_script_enabled=False)
    assert page.get_by_text("核对要开启脚本").is_visible()
    assert not page.get_by_role("button", name="核对").is_visible()


@pytest.mark.parametrize("case", CASES["cases"], ids=lambda case: case["text"])
def test_the_browser_judges_as_the_command_does(case, site: Path, serve, open_page: OpenPage) -> None:
    page = open_page(f"{serve(site)}quote-check/index.html")
    found = page.evaluate(
        """async ([text, figures]) => {
          const { check, prepare } = await import(document.querySelector("script[type=module]").src);
          const idOf = (figure) => figure?.address.split("#")[1] ?? "";
          return check(text, prepare(figures)).map(({ verdict, figure }) => [verdict, idOf(figure)]);
        }""",
        [case["text"], CASES["figures"]],
    )
    assert found == [list(pair) for pair in zip(case["verdicts"], case["ids"], strict=True)]
