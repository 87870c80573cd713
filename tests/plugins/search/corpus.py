"""A corpus to search: pages of Chinese sentences, table cells and figures, the same on every machine."""

import random
from dataclasses import dataclass
from functools import cached_property
from html import escape
from pathlib import Path

from plugins.search.split import normal

KINDS = ["预算执行", "民生实事", "评议结果", "建议办理"]
DEPARTMENTS = ["区教委", "区民政局", "区水务局", "区住房城乡建设委", "区卫生健康委", "区城市管理委", "区农业农村局"]
STATUSES = ["现行", "已被替代", "已更正"]
SUBJECTS = [
    "执行进度",
    "票决结果",
    "整改情况",
    "办理答复",
    "绩效评价",
    "专项债券",
    "结转结余资金",
    "“三公”经费",
    "5G基站A类",
]
# fmt: off
WORDS = [
    "全区", "调整预算", "年初预算", "执行数", "比计划进度", "少支出", "多支出", "个百分点", "代表建议", "承办单位",
    "已经办结", "列入计划", "解释说明", "满意度", "人大常委会", "主任会议", "视察", "督办", "转入专项评审",
    "预算调减", "学校操场", "老旧小区", "加装电梯", "污水管网", "养老服务", "托育", "路灯", "公交站", "5G基站", "A类",
    "B类", "GDP增速", "CSV文件", "PPP项目", "Q3", "r2", "有限公司", "四舍五入", "地方政府专项债券", "政府采购",
    "公开招标", "竞争性磋商",
]
# fmt: on


@dataclass(frozen=True)
class Sample:
    """One page: its address below the root, title, blocks of plain text, and the HTML of the whole."""

    address: str
    title: str
    blocks: tuple[str, ...]
    html: str

    @cached_property
    def normal_blocks(self) -> tuple[str, ...]:
        return tuple(normal(block) for block in self.blocks)


def figure(dice: random.Random) -> str:
    whole = dice.choice([dice.randint(0, 99), dice.randint(100, 999), dice.randint(1000, 9_999_999)])
    text = f"{whole:,}" if dice.random() < 0.6 else str(whole)
    if dice.random() < 0.6:
        text += f".{dice.randint(0, 99):02d}" if dice.random() < 0.3 else f".{dice.randint(0, 9)}"
    return ("-" if dice.random() < 0.1 else "") + text + dice.choice(["", "", "%", "％", "万元", "亿元", "个", " 件"])


def sentence(dice: random.Random) -> str:
    year, period = dice.randint(2019, 2026), dice.choice(["年", "年第三季度", "-Q3", "年9月30日", "-07", "/10/20"])
    number = dice.choice(
        [f"人大〔{year}〕{dice.randint(1, 99)}号", f"人大[{year}]{dice.randint(1, 99)}号", "№5", "第１２次会议"]
    )
    parts = [dice.choice(WORDS) for _ in range(dice.randint(4, 10))]
    parts.insert(dice.randrange(len(parts)), f"{year}{period}")
    parts.insert(dice.randrange(len(parts)), figure(dice))
    parts.insert(dice.randrange(len(parts)), dice.choice([number, dice.choice(DEPARTMENTS)]))
    marks = ["", "", "，", "、", " ", "（", "）", "：", "·", "——", "“", "”", "_"]
    return "".join(part + dice.choice(marks) for part in parts) + "。"


def inline(text: str, dice: random.Random) -> str:
    """Put elements into a sentence that must not interrupt it, also within numbers."""
    at = sorted(dice.sample(range(len(text) + 1), 4))
    pieces = [escape(text[start:end]) for start, end in zip([0, *at], [*at, len(text)], strict=True)]
    return f'{pieces[0]}<a href="#x">{pieces[1]}</a>{pieces[2]}<strong>{pieces[3]}</strong>{pieces[4]}'


def sample(number: int, dice: random.Random) -> Sample:
    kind, department, status = dice.choice(KINDS), dice.choice(DEPARTMENTS), dice.choice(STATUSES)
    year = dice.randint(2019, 2026)
    title = f"{year}年{department}{dice.choice(SUBJECTS)}（第{number}号）"
    sentences = [sentence(dice) for _ in range(dice.randint(3, 8))]
    rows = [
        [dice.choice(DEPARTMENTS), figure(dice), figure(dice), dice.choice(["正常", "<script>", "&lt;甲", "ꔀ甲", "—"])]
        for _ in range(12)
    ]
    table = "".join(f"<tr>{''.join(f'<td>{escape(cell)}</td>' for cell in row)}</tr>" for row in rows)
    sort = (
        f' data-pagefind-sort="date:{year}-{dice.randint(1, 12):02d}-{dice.randint(1, 28):02d}"' if number % 10 else ""
    )
    filters = {"kind": kind, "year": f"{year}年", "department": department, "status": status}
    meta = {"kind_title": kind, "period_title": f"{year}年第三季度", "as_of": f"{year}年9月30日"}
    declared = "".join(
        f'<span hidden data-pagefind-{what}="{name}:{value}"></span>'
        for what, values in (("filter", filters), ("meta", meta))
        for name, value in values.items()
    )
    html = f"""<!doctype html><html lang="{"en" if number % 50 == 7 else "zh-CN"}"><head><meta charset="utf-8">
<title>{title} · 示范区</title></head><body><header><nav>首页搜索</nav></header>
<main data-pagefind-body{sort}>
{declared}
<h1 data-pagefind-meta="title">{title}</h1>
{"".join(f"<p>{inline(text, dice)}</p>" for text in sentences)}
<div data-pagefind-ignore>不参加搜索的文字</div><table><tbody>{table}</tbody></table></main></body></html>"""
    blocks = (title, *sentences, *(cell for row in rows for cell in row))
    return Sample(f"{'notes' if number % 4 == 0 else 'pages'}/{number}/", title, blocks, html)


def samples(count: int = 200, seed: int = 20_251_121) -> list[Sample]:
    dice = random.Random(seed)
    return [sample(number, dice) for number in range(count)]


def write(pages: list[Sample], output: Path) -> None:
    for page in pages:
        path = output / page.address / "index.html"
        path.parent.mkdir(parents=True)
        path.write_text(page.html, encoding="utf-8")


def substrings(pages: list[Sample], count: int, seed: int = 7) -> list[str]:
    """Distinct pieces of 2 to 8 characters as they stand on the pages, without spaces, each with a letter or digit."""
    dice = random.Random(seed)
    found: dict[str, None] = {}
    while len(found) < count:
        block = dice.choice(dice.choice(pages).blocks)
        start, length = dice.randrange(len(block)), dice.randint(2, 8)
        piece = block[start : start + length]
        if len(piece) > 1 and not any(char.isspace() for char in piece) and normal(piece):
            found[piece] = None
    return list(found)
