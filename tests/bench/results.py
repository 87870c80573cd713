"""Results (测量结果): what ``large`` measured, kept as JSON, and the page that tells it; no number is typed by hand."""

from __future__ import annotations

import json
from collections.abc import Iterator
from pathlib import Path
from typing import Any

HERE = Path(__file__).parent
KEPT, PAGE = HERE / "results.json", HERE / "results.md"
Measured = dict[str, Any]
DISTRICTS = 100
GOALS = (
    ("网页 ÷ Hugo，用时", "equal", "ours", "hugo", "wall", 1.0),
    ("网页 ÷ Hugo，CPU", "equal", "ours", "hugo", "cpu", 0.7),
    ("网页 ÷ Hugo，内存", "equal", "ours", "hugo", "peak", 0.2),
    ("网页 ÷ 原样 Pelican，用时", "equal", "ours", "pelican", "wall", 0.12),
    ("索引 ÷ 单独的 Pagefind，用时", "index", "ours", "pagefind", "wall", 1.3),
    ("图的描述 ÷ Altair，CPU", "specs", "ours", "altair", "cpu", 0.15),
    ("读取核对 ÷ 单用 pandas，CPU", "checks", "ours", "pandas", "cpu", 1.3),
    ("读取核对 ÷ pandas 做同样的核对，CPU", "checks", "ours", "pandas alike", "cpu", 1.3),
    ("没有改动 ÷ 第一次，用时", "build", "unchanged", "cold", "wall", 0.02),
    ("更正一次 ÷ 第一次，用时", "build", "one release", "cold", "wall", 0.15),
)
"""What is compared, in which part, what with what, in which respect, and the goal."""
WORDS = {"equal": "网页", "index": "索引", "specs": "20 张图的描述", "checks": "读取核对", "straight": "照常画一张图"}
STRAIGHT = 0.3
GROWTH = ((1_000, 10_000, 10.0), (10_000, 30_000, 3.2))
LIMITS = (
    "一个区县的网页数由代表建议和项目决定。第一次生成时全部图和提到各单位、各件建议的话同在内存里：内存随它们增长，与访问量无关。",
    "访问量不在这里：网站是静态文件，放在任何 CDN 或对象存储上都可以，由它们承担访问；本软件没有服务器程序。",
    "一次搜索要下载索引的目录，目录随网页数增长；全省一起搜时每个区县各下载一份，所以省级门户请读者先选区县。",
    "省级门户只收录目录、数字和搜索索引的地址，不复制网页；一个区县出错可以先不收录，不影响其他区县。",
    "更正只重做改动的部分：没有变的发布不再读出，网页和文件核对后原样留用；搜索索引分片，改动的网页所在的片要整个重建。",
)


def read() -> Measured:
    """Return what was measured so far."""
    known: Measured = json.loads(KEPT.read_text(encoding="utf-8")) if KEPT.is_file() else {"sizes": {}}
    return known


def write(known: Measured) -> None:
    """Keep what was measured and write the page anew."""
    KEPT.write_text(json.dumps(known, ensure_ascii=False, indent=1, sort_keys=True) + "\n", encoding="utf-8")
    # As it will be read again: names stand in order there.
    PAGE.write_text(page(read()), encoding="utf-8", newline="\n")


def page(known: Measured) -> str:
    """Return the page in Markdown."""
    sizes = {int(size): found for size, found in sorted(known["sizes"].items(), key=lambda one: int(one[0]))}
    versions = "，".join(f"{name} {number}" for name, number in sorted(known["versions"].items()))
    lines = [
        "# 规模与速度",
        "",
        "由 `make bench-large` 测量并写出，请不要手改。秒只作参考，同一次运行里的比值才有意义。",
        "",
        f"{known['date']}，{known['cores']} 个核（{known['machine']}），Python {known['python']}，{versions}。",
        "实例由 `python -m tests.instances.large.generate` 生成，每次相同；内存是最大的一个进程的峰值。",
        "",
        *_builds({size: found["build"] for size, found in sizes.items() if "build" in found}),
        *_compared(sizes),
        *_growth(sizes),
        *_province(sizes),
    ]
    return "\n".join(lines).rstrip() + "\n"


def _table(heads: list[str], rows: list[list[str]]) -> Iterator[str]:
    yield f"| {' | '.join(heads)} |"
    yield f"|{'---|' + '---:|' * (len(heads) - 1)}"
    for row in rows:
        yield f"| {' | '.join(row)} |"
    yield ""


def _builds(found: dict[int, Measured]) -> Iterator[str]:
    if not found:
        return
    yield "## 一个区县的网站\n"
    heads = ["", *(f"{size:,} 页级" for size in found)]
    counts = {"网页": "pages", "图": "charts", "数据行": "rows", "数字": "figures", "文件": "files"}
    rows = [[word, *(f"{one[key]:,}" for one in found.values())] for word, key in counts.items()]
    rows += [["网站", *(mb(one["bytes"]) for one in found.values())]]
    rows += [["其中搜索索引", *(mb(one["index bytes"]) for one in found.values())]]
    for word, key in (
        ("第一次查询名称", "first query bytes"),
        ("第一次查询金额", "amount query bytes"),
        ("再一次查询", "next query bytes"),
    ):
        rows.append([f"{word}下载", *(f"{one[key] / 1000:,.0f} KB" if key in one else "—" for one in found.values())])
    for word, key in (("第一次生成", "cold"), ("没有改动", "unchanged"), ("更正一次发布", "one release")):
        for what, said in (("wall", "用时"), ("cpu", "CPU")):
            rows.append([f"{word}，{said}", *(f"{one[key][what]:,.1f} 秒" for one in found.values())])
        rows.append([f"{word}，内存", *(f"{one[key]['peak']:,.0f} MiB" for one in found.values())])
    rows.append(["更正一次改动的文件", *(f"{one['touched files']:,}" for one in found.values())])
    yield from _table(heads, rows)
    yield "第一次生成的各阶段（秒）：\n"
    phases = list(dict.fromkeys(name for one in found.values() for name in one["cold"]["phases"]))
    rows = [[name, *(f"{one['cold']['phases'].get(name, 0):,.1f}" for one in found.values())] for name in phases]
    yield from _table(heads, rows)


def _compared(sizes: dict[int, Measured]) -> Iterator[str]:
    rows = []
    for words, part, ours, other, what, goal in GOALS:
        shown = [ratio(found.get(part), ours, other, what) for found in sizes.values()]
        if any(shown):
            cells = [f"{one:.2f}" if one is not None else "—" for one in shown]
            rows.append([words, *cells, f"≤ {goal:g}"])
    whole = [straight(found) for found in sizes.values()]
    if any(whole):
        cells = [f"{one:.2f}" if one is not None else "—" for one in whole]
        rows.append(["第一次生成 ÷ 各部分照常用法之和，用时", *cells, f"≤ {STRAIGHT:g}"])
    if rows:
        yield "## 比值和目标\n"
        yield "网页一项是同样的页（2.5 KB 文字和一张 20 行的表）；本项目用完整的主题，Hugo 和 Pelican 用最简的模板。"
        yield "图的描述是 100 行的条形图和折线图；读取核对是每页十行的表。"
        yield "单用 pandas 的只核对类型、范围、代码和主键，数字成为浮点数；"
        yield "同样的核对另有精确小数、不安全的字符、公式和个人信息。两者都不说错在哪一格，本项目说。"
        yield (
            "照常用法是同样多的页用原样的 Pelican，同样多的图各画两张 SVG、一张 PNG，再运行 Pagefind，一件接一件；"
            "本项目的第一次生成另有数字、来历、下载文件和核验。\n"
        )
        yield from _table(["", *(f"{size:,} 页级" for size in sizes), "目标"], rows)
    rows = [
        [
            f"{size:,} 页，{word}：{name}",
            f"{one['wall']:.3g}",
            f"{one['cpu']:.3g}",
            f"{one['peak']:.0f}",
            f"{one['runs']}",
        ]
        for size, found in sizes.items()
        for part, word in WORDS.items()
        for name, one in found.get(part, {}).items()
    ]
    if rows:
        yield from _table(["", "用时（秒）", "CPU（秒）", "内存（MiB）", "轮数"], rows)


def ratio(found: Measured | None, ours: str, other: str, what: str) -> float | None:
    """Return one measurement as a multiple of another of the same run."""
    if not found or ours not in found or other not in found:
        return None
    return float(found[ours][what]) / float(found[other][what])


def straight(found: Measured) -> float | None:
    """Return a first build as a multiple of stock Pelican, straight drawing and Pagefind one after the other."""
    if not {"build", "equal", "index", "straight"} <= set(found):
        return None
    pictures = found["straight"]["picture"]["wall"] * found["build"]["charts"]
    others = found["equal"]["pelican"]["wall"] + found["index"]["pagefind"]["wall"]
    return float(found["build"]["cold"]["wall"]) / (pictures + float(others))


def _growth(sizes: dict[int, Measured]) -> Iterator[str]:
    rows = []
    for small, large, goal in GROWTH:
        for words, part, key in (("同样的页", "equal", "ours"), ("整个实例第一次生成", "build", "cold")):
            one, two = sizes.get(small, {}).get(part), sizes.get(large, {}).get(part)
            if one and two:
                grown = two[key]["wall"] / one[key]["wall"]
                rows.append([f"{words}，{small:,} → {large:,}", f"{grown:.1f}", f"≤ {goal:g}"])
    if rows:
        yield "## 增长（用时的倍数）\n"
        yield from _table(["", "倍", "目标"], rows)


def _province(sizes: dict[int, Measured]) -> Iterator[str]:
    size = max((size for size, found in sizes.items() if "build" in found and size <= 10_000), default=0)
    if not size:
        return
    one = sizes[size]["build"]
    cold, again = one["cold"], one["one release"]
    hours, minutes = cold["cpu"] * DISTRICTS / 3600, cold["wall"] / 60
    yield "## 规模：一个省\n"
    total = one["pages"] * DISTRICTS
    yield f"{DISTRICTS} 个区县，每个 {one['pages']:,} 页，共 {total:,} 页，由上面 {size:,} 页级的测量推算：\n"
    yield (
        f"- 生成：各区县在自己的机器上生成自己的网站，互不等待，每个 {minutes:,.1f} 分钟；"
        f"全部一遍合计 {hours:,.1f} 个 CPU 小时。"
    )
    yield f"- 日常：更正一次发布，只有那个区县重新生成，{again['wall']:,.0f} 秒。"
    yield f"- 存储：每个区县 {mb(one['bytes'])}，合计 {one['bytes'] * DISTRICTS / 1e9:,.1f} GB。"
    if "first query bytes" in one:
        first, then = one["first query bytes"], one["next query bytes"]
        yield (
            f"- 搜索：在一个区县里第一次查询下载 {first / 1000:,.0f} KB，再查 {then / 1000:,.0f} KB；"
            f"省级门户选定一个区县时相同，{DISTRICTS} 个区县一起查约 {first * DISTRICTS / 1e6:,.0f} MB，"
            "所以要先选区县。"
        )
    yield "\n界限在哪里：\n"
    yield from (f"- {one}" for one in LIMITS)


def mb(size: float) -> str:
    """Return bytes in millions.

    >>> mb(12_345_678)
    '12.3 MB'
    """
    return f"{size / 1e6:,.1f} MB"
