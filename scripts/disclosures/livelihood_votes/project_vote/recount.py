"""重算票决结果：python3 recount.py。

与 rule.json、data.csv、meeting.csv 放在同一文件夹运行；只用 Python 3.9 以上的标准库，不联网，不改任何文件。
照 rule.json 写明的规则，由公布的得票重算入选名单，与会议宣布的比较；相同的退出状态是 0，不同的是 1。
"""

from __future__ import annotations

import csv
import json
import sys
from collections.abc import Iterator
from decimal import Decimal
from itertools import groupby
from pathlib import Path

Row = dict[str, str]


def rows(path: Path) -> list[Row]:
    """Return the rows of a published CSV."""
    with path.open(encoding="utf-8-sig", newline="") as file:
        return list(csv.DictReader(file))


def split(projects: list[Row], field: str) -> list[list[Row]]:
    """Return groups with an equal number in ``field``, the greatest first; by code within a group."""
    ordered = sorted(projects, key=lambda one: (-int(one[field]), one["project"]))
    return [list(group) for _, group in groupby(ordered, lambda one: one[field])]


def groups(projects: list[Row]) -> Iterator[list[Row]]:
    """Yield groups of equals, most votes first; a second ballot held among all of a group orders it."""
    for group in split(projects, "votes_for"):
        again = len(group) > 1 and all(one["votes_runoff"] for one in group)
        yield from split(group, "votes_runoff") if again else [group]


def recount(passed: list[Row], places: str, budget: str, all_in: bool) -> tuple[list[Row], list[Row], int]:
    """Return the chosen, those whom the rule leaves open, and how many of these may be chosen at most."""
    room, left, chosen = int(places or len(passed)), Decimal(budget or "Infinity"), list[Row]()
    ordered = list(groups(passed))
    for index, group in enumerate(ordered):
        if len(chosen) >= room:
            break
        fitting = [one for one in group if not budget or Decimal(one["cost_total"]) <= left]
        together = sum(Decimal(one["cost_total"]) for one in fitting) if budget else Decimal(0)
        if together > left or (len(chosen) + len(fitting) > room and not all_in):
            later = [one for other in ordered[index + 1 :] for one in other] if budget else []
            return chosen, fitting + later, len(passed) if budget else room - len(chosen)
        chosen += fitting
        left -= together
    return chosen, [], 0


def main(folder: Path) -> int:
    """Print the recount and return the exit status."""
    rule = json.loads((folder / "rule.json").read_text(encoding="utf-8"))
    meeting, data = rows(folder / "meeting.csv")[0], rows(folder / "data.csv")
    if rule["reason"]:
        print(rule["reason"])
        return 0
    needed = int(meeting[rule["body_field"]]) // 2 + 1 if rule["majority"] else 0
    passed = [one for one in data if one["on_ballot"] == "是" and int(one["votes_for"]) >= needed]
    places, budget = (meeting[name] if name else "" for name in rule["limits"])
    chosen, tied, vacant = recount(passed, places, budget, rule["all_in"])
    print(f"按口径 {rule['method']} 重算，入选 {len(chosen)} 项：")
    for word, found in ("", chosen), ("规则没有定出先后：", tied):
        for one in found:
            print(f"{word}{one['project']} {one['title']} {one['votes_for']} 票")
    announced, open_codes = {one["project"] for one in data if one["chosen"] == "是"}, {one["project"] for one in tied}
    wrong = (announced ^ {one["project"] for one in chosen}) - open_codes
    wrong |= announced & open_codes if len(announced & open_codes) > vacant else set()
    print(f"与会议宣布的名单不同：{'、'.join(sorted(wrong))}" if wrong else "与会议宣布的名单相同。")
    return 1 if wrong else 0


if __name__ == "__main__":
    sys.exit(main(Path(__file__).resolve().parent))
