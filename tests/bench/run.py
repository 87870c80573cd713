"""``make bench``: where the time and memory of a build go, cold and warm, against the parts it is made of.

All figures come from one run on one machine; only the ratios mean something elsewhere.
"""

from __future__ import annotations

import json
import platform
import resource
import shutil
import subprocess
import sys
import tempfile
import time
from importlib.metadata import version
from pathlib import Path
from statistics import median

from plugins.search import index
from scripts.build import Phases, build
from scripts.instance import ROOT
from tests.bench import figures
from tests.instances.demonstration.base import HOME

RUNS = 3
PACKAGES = ("pelican", "markdown", "pandas", "altair", "vl-convert-python", "pagefind-bin")


def one_build(root: Path, cache: Path) -> dict[str, float]:
    """Build ``root`` and return seconds by phase; Pagefind is taken out of Pelican's share by indexing once more."""
    phases = Phases()
    output = build(root, root / "output", cache=cache, phases=phases)
    seconds = dict(phases.seconds)
    start = time.perf_counter()
    index.build(output)
    search = time.perf_counter() - start
    both = seconds.pop("生成网页与索引")
    seal = seconds.pop("封存")
    return {**seconds, "生成网页（Pelican）": both - search, "搜索索引（Pagefind）": search, "封存": seal}


def child(root: Path, cache: Path) -> None:
    """Run one build and print its phases and this process's and its children's peak memory in MiB."""
    seconds = one_build(root, cache)
    peaks = [resource.getrusage(who).ru_maxrss / 1024 for who in (resource.RUSAGE_SELF, resource.RUSAGE_CHILDREN)]
    sys.stdout.write(json.dumps({"seconds": seconds, "own": peaks[0], "children": peaks[1]}))


def measured(root: Path, cache: Path) -> dict[str, object]:
    """Return what ``child`` prints, run in a process of its own."""
    command = [sys.executable, "-m", "tests.bench.run", str(root), str(cache)]
    done = subprocess.run(command, cwd=ROOT, capture_output=True, text=True, check=True)
    result: dict[str, object] = json.loads(done.stdout)
    return result


def main() -> None:
    """Measure ``RUNS`` pairs of a cold and a warm build of the default instance and print a table."""
    with tempfile.TemporaryDirectory() as folder:
        root = Path(folder)
        shutil.copytree(HOME / "data", root / "data")
        for name in ("pages", "news"):
            shutil.copytree(HOME / "content" / name, root / "content" / name)
        runs: dict[str, list[dict[str, object]]] = {"cold": [], "warm": []}
        for number in range(RUNS):
            sys.stderr.write(f"第 {number + 1}/{RUNS} 轮 / run {number + 1} of {RUNS}\n")
            cache = root / f"cache{number}"
            runs["cold"].append(measured(root, cache))
            runs["warm"].append(measured(root, cache))
        pages = len(list((root / "output").rglob("*.html")))
        charts = len(list((root / "output").rglob("*.vl.json")))
        sys.stdout.write(table(runs, pages, charts))
    sys.stdout.write(f"\n{figures.table()}")


def table(runs: dict[str, list[dict[str, object]]], pages: int, charts: int) -> str:
    """Return the medians in Markdown: seconds, share of the cold build, warm ÷ cold."""
    names = list(runs["cold"][0]["seconds"])  # type: ignore[call-overload]  # JSON of our own child
    cold = {name: middle(runs["cold"], name) for name in names}
    warm = {name: middle(runs["warm"], name) for name in names}
    whole, again = sum(cold.values()), sum(warm.values())
    lines = [
        f"{platform.machine()}，Python {platform.python_version()}，"
        + "，".join(f"{name} {version(name)}" for name in PACKAGES),
        "",
        f"默认实例：{pages} 页，{charts} 张图，{RUNS} 轮的中位数",
        "",
        "| 阶段 | 冷（秒） | 占比 | 热（秒） | 热÷冷 |",
        "|---|---:|---:|---:|---:|",
    ]
    for name in names:
        ratio = f"{warm[name] / cold[name]:.2f}" if cold[name] else "—"
        lines.append(f"| {name} | {cold[name]:.2f} | {cold[name] / whole:.0%} | {warm[name]:.2f} | {ratio} |")
    lines.append(f"| 合计 | {whole:.2f} | | {again:.2f} | {again / whole:.2f} |")
    search, pelican = cold["搜索索引（Pagefind）"], cold["生成网页（Pelican）"]
    own = max(float(str(run["own"])) for run in runs["cold"])
    children = max(float(str(run["children"])) for run in runs["cold"])
    lines += [
        "",
        f"合计÷单独运行 Pagefind：{whole / search:.1f}；合计÷单独运行 Pelican：{whole / pelican:.1f}",
        f"内存峰值：本进程 {own:.0f} MiB，最大的子进程 {children:.0f} MiB",
        "",
    ]
    return "\n".join(lines)


def middle(runs: list[dict[str, object]], name: str) -> float:
    """Return the median seconds of a phase."""
    return median(float(run["seconds"][name]) for run in runs)  # type: ignore[index]  # JSON of our own child


if __name__ == "__main__":
    if len(sys.argv) == 3:
        child(Path(sys.argv[1]), Path(sys.argv[2]))
    else:
        main()
