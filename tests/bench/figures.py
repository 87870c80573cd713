"""The figure store at size: writing, comparing and verifying many figures, in seconds."""

from __future__ import annotations

import datetime
import json
import tempfile
import time
from collections.abc import Callable
from decimal import Decimal
from pathlib import Path

from scripts import diff
from scripts.history import State, Stated
from scripts.intake import values
from scripts.model.claim import Known, check
from scripts.model.figure import Figure, Figures
from scripts.model.release import Approval
from scripts.model.store import Store
from scripts.verify import check_values

COUNT = 100_000
RELEASE = "budget_execution/department_execution/2024-Q3/r1"


def made(step: int = 0) -> Figures:
    """Return ``COUNT`` figures; every hundredth differs by ``step``."""
    return Figures(
        [
            Figure(
                f"rate.d-{n}", Decimal(n * 37 % 10007 + (step if n % 100 == 0 else 0)) / 100, "%", f"单位{n}执行进度"
            )
            for n in range(COUNT)
        ]
    )


def lines(figures: Figures) -> list[dict[str, object]]:
    """Return them as ``figures.jsonl`` has them."""
    head = {"release": RELEASE, "title": "2024年第三季度", "as_of": "2024-09-30", "issued": "2024-10-20"}
    return [
        {**head, "address": f"/{RELEASE}/#{id}", "status": "现行", "words": one.words, **one.as_json()}
        for id, one in figures.items()
    ]


def rows() -> list[tuple[str, float]]:
    """Return what was done and the seconds it took."""
    found: list[tuple[str, float]] = []

    def timed(name: str, work: Callable[[], object]) -> object:
        start = time.perf_counter()
        result = work()
        found.append((name, time.perf_counter() - start))
        return result

    old, new = made(), made(1)
    text = timed("写 figures.jsonl", lambda: [json.dumps(line, ensure_ascii=False) for line in lines(old)])
    read = timed("读 figures.jsonl 并建索引", lambda: (parsed := list(map(json.loads, text)), Store.of(parsed))[0])  # type: ignore[call-overload]  # lines of text
    bound = timed("写 values.csv", lambda: values.write(old))
    timed("核对 values.csv（相同）", lambda: values.changed(bound, old, "values.csv"))  # type: ignore[arg-type]  # bytes
    timed("核对 values.csv（1% 不同）", lambda: values.changed(bound, new, "values.csv"))  # type: ignore[arg-type]  # bytes
    with tempfile.TemporaryDirectory() as place:
        folder = Path(place)
        (folder / values.VALUES).write_bytes(bound)  # type: ignore[arg-type]  # bytes
        said = [one.as_json() for one in old.values()]
        (folder / "figures.json").write_text(json.dumps({"figures": said}), encoding="utf-8")
        moment = datetime.datetime.min.replace(tzinfo=datetime.UTC)
        approval = Approval("", "", datetime.date.min, moment, {values.VALUES: ""})
        timed("核验公布的数字（portal verify）", lambda: list(check_values(folder, "", approval)))
    before: State = {RELEASE: _stated(old, RELEASE, "")}
    after: State = {**before, RELEASE.replace("r1", "r2"): _stated(new, RELEASE.replace("r1", "r2"), "correction")}
    timed("比较两版（portal diff）", lambda: diff.changes(before, after))
    known = Known(read)  # type: ignore[arg-type]  # lines
    timed("核对一句引述", lambda: check("2024年第三季度单位4711执行进度 42.1%", known))
    return found


def _stated(figures: Figures, release: str, revision: str) -> Stated:
    return Stated(release, "一", "rate.d-0", {id: one.as_json() for id, one in figures.items()}, revision, "录入错误")


def table() -> str:
    """Return the seconds in Markdown."""
    said = [f"{COUNT:,} 个数字（合成）", "", "| 做什么 | 秒 |", "|---|---:|"]
    return "\n".join([*said, *(f"| {name} | {seconds:.2f} |" for name, seconds in rows()), ""])
