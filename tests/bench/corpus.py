"""Corpus: equal pages of Chinese prose and a table for several generators; their bytes depend on the number alone."""

from __future__ import annotations

import random
from pathlib import Path

from scripts.publish.page import Page, json_bytes, write

UNITS = ("财政局", "教育局", "卫健委", "交通局", "住建局", "环保局", "民政局", "人社局", "水务局", "应急局")
MATTERS = ("预算", "决算", "统计", "年报", "采购", "补助", "客流", "学位", "床位", "养老", "就业", "水质", "项目")
_NAMES = "东城 西城 南山 北湖 中原 高新 经开 滨海 临江 青山 白云 金水 玄武 雨花 天河 海珠 浦东 静安 长宁 徐汇"
PLACES = [f"{name}区" for name in _NAMES.split(" ")]
SAID = (
    "本页数据由{unit}提供，经审核后公开发布",
    "报告期内全市{matter}总额较上年同期增长{n}个百分点",
    "其中{place}完成情况较好，占全市总量的百分之{n}",
    "数据口径以统计制度为准，个别指标因四舍五入可能与分项合计不等",
    "{place}继续推进重点项目建设，累计完成投资{n}亿元",
    "公众如对数据有疑问，可通过政务服务热线向{unit}反映",
    "表中所列为年度累计值，单位为万元，保留两位小数",
    "{unit}将按季度更新有关数据，并同步公布修订说明",
    "有关部门对{matter}项目开展了绩效评价，评价结果为良好",
)
ROWS = 20


def page(number: int) -> tuple[str, str]:
    """Return the title and the Markdown of one page: about 2.5 KB, five paragraphs and a table of ``ROWS`` rows."""
    pick = random.Random(number * 7919 + 13)

    def said(count: int) -> str:
        return "".join(
            pick.choice(SAID).format(
                unit=pick.choice(UNITS), matter=pick.choice(MATTERS), place=pick.choice(PLACES), n=pick.randrange(1, 99)
            )
            + "。"
            for _ in range(count)
        )

    lines = ["| 序号 | 区县 | 预算数（万元） | 决算数（万元） |", "| ---: | --- | ---: | ---: |"]
    for row in range(ROWS):
        amounts = " | ".join(f"{pick.randrange(10**6) / 100:.2f}" for _ in range(2))
        lines.append(f"| {row + 1} | {PLACES[row]} | {amounts} |")
    title = f"{2015 + number % 10}年{pick.choice(PLACES)}{pick.choice(MATTERS)}公开数据第{number:05d}号"
    parts = [
        said(4),
        "## 数据概况",
        said(5),
        "## 明细表",
        "\n".join(lines),
        "## 说明",
        said(4),
        f"- {said(1)}\n- {said(1)}",
    ]
    return title, "\n\n".join(parts) + "\n"


def write_ours(content: Path, count: int) -> None:
    """Write the pages as ``portal build`` writes generated pages, with the settings of a small site."""
    for name in ("releases", "profiles", "pages", "news"):
        (content / name).mkdir(parents=True, exist_ok=True)
    site = {
        "name": "测速", "organ": "某区人大常委会", "sponsor": "", "contact": {}, "url": "", "demonstration": False,
        "notice": "", "preview": False, "language": "zh-CN", "at": "2025-01-01", "at_text": "2025年1月1日", "nav": [],
        "footer": [], "codes": {}, "releases": 0, "ledger_head": "", "licence": {}, "articles": [],
    }  # fmt: skip
    (content / "releases" / "site.json").write_bytes(json_bytes(site))
    for number in range(count):
        title, body = page(number)
        address = f"/bench/p{number:05d}/" if number else "/"
        data = {
            "canonical": address, "description": title, "crumbs": [], "kind": "", "kind_title": "", "as_of": "",
            "as_of_text": "", "issued": "", "issued_text": "", "noindex": False, "search": {"index": True},
        }  # fmt: skip
        write(content, Page(address, "page", title, data, body))


def write_plain(content: Path, count: int, *, hugo: bool) -> None:
    """Write the pages with the front matter of Hugo or of Pelican."""
    content.mkdir(parents=True, exist_ok=True)
    for number in range(count):
        title, body = page(number)
        head = (
            f'---\ntitle: "{title}"\nslug: p{number:05d}\n---\n\n'
            if hugo
            else f"Title: {title}\nDate: 2025-01-01\nSlug: p{number:05d}\n\n"
        )
        (content / f"p{number:05d}.md").write_text(head + body, encoding="utf-8", newline="\n")
