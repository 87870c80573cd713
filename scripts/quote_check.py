"""``portal quote-check``: whether the numbers of a sentence are those that were published, and still are."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

from scripts.model.claim import Known, Verdict, check
from scripts.usage import WrongUsage

FIGURES = "figures.jsonl"
WORDS = {
    "match": "一致",
    "outdated": "已经不是现在的数",
    "mismatch": "不一致",
    "unknown": "没有找到说的是哪个数字",
}
"""Verdict → its name."""


def quote_check(site: Path, text: str) -> list[Verdict]:
    """Return what is to be said of each number in ``text``, against the figures of a built site.

    Raises:
        WrongUsage: ``site`` is no built site, or the text holds no number.
    """
    path = site / FIGURES
    if not path.is_file():
        raise WrongUsage(f"{site} 不是生成好的网站：里面没有 {FIGURES}。先运行 portal build，或用 --site 指明文件夹。")
    try:
        with path.open(encoding="utf-8") as lines:
            known = Known(map(json.loads, lines))
    except (ValueError, KeyError):
        raise WrongUsage(f"{path} 读不懂：它不是生成好的网站。") from None
    found = check(text, known)
    if not found:
        raise WrongUsage("这句话里没有可以核对的数字。写上数字和单位，如“……执行进度 78.4%”。")
    return found


def lines(found: list[Verdict]) -> list[str]:
    """Return the verdicts in words."""
    said = []
    for one in found:
        said.append(f"{one.claim}：{WORDS[one.verdict]}。")
        if one.figure is None:
            continue
        figure = one.figure
        status = "" if figure["status"] == "现行" else f"（{figure['status']}，现为 {figure.get('now', '—')}）"
        base = f"（{figure['base']}）" if figure.get("base") else ""
        said.append(f"  公开的是：{figure['label']}{base} {figure['words']}{status}，数据截至 {figure['as_of']}")
        said.append(f"  {figure.get('now_address') or figure['address']}")
    return said


def as_json(found: list[Verdict]) -> list[dict[str, Any]]:
    """Return the form that ``--json`` prints."""
    return [{"claim": one.claim, "verdict": one.verdict, "figure": one.figure} for one in found]
