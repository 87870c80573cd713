"""Likeness: how surely a header of staff means a field, between 0 and 100, and why."""

from __future__ import annotations

import difflib
import re
import tomllib
from collections.abc import Mapping as Items
from functools import cache
from pathlib import Path

from scripts.intake.folding import fold, without_unit
from scripts.model.table import Field

_SIMPLE = str.maketrans(
    "議項內點額機關辦幣單萬億總計備註說數執預調實際門區縣鄉鎮鄰類別種稱號碼標題員選舉當營養醫療衛環護發開動運動時間"
    "記錄審評價滿無棄權權應結處復覆約進變樣樓電話聯絡絡鐵車轉規劃設備資產業務財稅費補貼減損責監督檢驗證據對於與為從來後",
    "议项内点额机关办币单万亿总计备注说数执预调实际门区县乡镇邻类别种称号码标题员选举当营养医疗卫环护发开动运动时间"
    "记录审评价满无弃权权应结处复覆约进变样楼电话联络络铁车转规划设备资产业务财税费补贴减损责监督检验证据对于与为从来后",
)
EXACT, EARLIER, SYNONYM, CERTAIN, LIKELY, LEAST = 100, 96, 92, 90, 75, 60
"""Same words; used for this field before; another name of it; and the limits of 高, 中 and 低."""
_BY_ANOTHER_NAME = 8
"""What likeness to another name of a field counts less than to its own."""
_FILLERS = re.compile("[_\\-·、，,：:（）()\\[\\]【】]|情况|明细")


@cache
def plain(text: str) -> str:
    """Return a header as it is compared: folded, simplified, without unit, marks and words that mean nothing.

    >>> plain("建議金額（千元）"), plain("dept_code")
    ('建议金额', 'deptcode')
    """
    return _FILLERS.sub("", without_unit(fold(text)).translate(_SIMPLE))


@cache
def _groups() -> Items[str, frozenset[int]]:
    stated = tomllib.loads((Path(__file__).with_name("synonyms.toml")).read_text("utf-8"))["groups"]
    out: dict[str, frozenset[int]] = {}
    for number, group in enumerate(stated):
        for word in group:
            out[plain(word)] = out.get(plain(word), frozenset()) | {number}
    return out


def likeness(header: tuple[str, ...], field: Field, earlier: frozenset[str] = frozenset()) -> tuple[int, str]:
    """Return how surely a header means a field and a Chinese word for why.

    Args:
        header: its rows from top to bottom.
        field: of the schema.
        earlier: folded headers that were used for the field before.
    """
    texts = {"/".join(header), "".join(header), header[-1]}
    if {fold(text) for text in texts} & earlier:
        return EARLIER, "以前的导入用过"
    title = plain(field.title)
    for text in map(plain, sorted(texts)):
        if text and text in {title, plain(field.name)}:
            return EXACT, "名称相同"
    for text in map(plain, sorted(texts)):
        if _groups().get(text, frozenset()) & _groups().get(title, frozenset()):
            return SYNONYM, "同义"
    # What stands over a header may be the title of the sheet, in which every field is found.
    text = plain(header[-1])
    others = (word for word, numbers in _groups().items() if numbers & _groups().get(title, frozenset()))
    score = max((_alike(text, other) for other in others), default=0) - _BY_ANOTHER_NAME
    return max(score, _alike(text, title)), "名称相近"


@cache
def _alike(text: str, title: str) -> int:
    if len(text) > 1 and len(title) > 1 and (text in title or title in text):
        return 60 + round(30 * min(len(text), len(title)) / max(len(text), len(title)))
    return round(85 * difflib.SequenceMatcher(None, text, title).ratio())


def word(score: int) -> str:
    """Return a score in words."""
    return "把握大" if score >= CERTAIN else "待核对：把握中" if score >= LIKELY else "待核对：把握小"
