"""Mapping text: a suggested mapping as the TOML file that staff check, mend and use again for the next period."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator, Sequence

from scripts.intake.likeness import CERTAIN, word
from scripts.intake.suggestion import Guess, Suggestion
from scripts.model.table import Field


def mapping_text(title: str, file: str, suggestions: Sequence[Suggestion]) -> str:
    """Return the TOML file; what is not certain stands in comments that say what to do."""
    lines = [
        f"# 由 {_comment(file)} 的表头推测。逐行核对：“待核对”的看对不对，“没有找到”的补上或留着不管。",
        "# 核对以后下一期照样能用：表头不变，只改会次、年份一类的固定值。",
        f"title = {quoted(title)}",
    ]
    several = len(suggestions) > 1
    for one in suggestions:
        at = f"resources.{one.resource}." if several else ""
        lines += ["", *_table(one, at, several=several), "", *_fields(one, at)]
    return "\n".join(lines) + "\n"


def _table(one: Suggestion, at: str, *, several: bool) -> Iterator[str]:
    yield f"[{at}table]"
    if not several and one.resource != "data":
        yield f"resource = {quoted(one.resource)}"
    if one.sheet:
        yield f"sheet = {quoted(one.sheet)}"
    yield f"header_rows = [{', '.join(map(str, one.header_rows))}]"
    if one.unit:
        yield f"unit = {quoted(one.unit)}               # 表上写的"
    elif any(guess.field.unit.endswith("元") for guess in one.guesses):
        yield '# unit = "元"               # 表上没有写金额单位：不是字段的单位时写明'
    if one.subtotals:
        yield f"drop = [{', '.join(quoted(_pattern(label)) for label in one.subtotals)}]               # 小计行不是数据"


def _fields(one: Suggestion, at: str) -> Iterator[str]:
    yield f"[{at}fields]"
    noted = "note" in {field.name for field in (*one.absent, *(guess.field for guess in one.guesses))}
    for guess in one.guesses:
        yield _line(guess, noted=noted)
    for field in one.absent:
        yield from _absent(field)
    if optional := [f"{field.title}（{field.name}）" for field in one.absent if not _needed(field)]:
        yield "# 没有找到，可以没有："
        yield from (f"#   {'、'.join(optional[at : at + 4])}" for at in range(0, len(optional), 4))
    if one.unused:
        yield '# 没有用到的列，不会导入；要用的，在上面写 字段 = { column = "列名" }：'
        yield from (f"#   {letter} 列 {json.dumps(header, ensure_ascii=False)}" for letter, header in one.unused)


def _line(guess: Guess, *, noted: bool) -> str:
    parts = [f"letter = {quoted(guess.letter)}" if guess.twice else f"column = {quoted(guess.header)}"]
    if guess.missing:
        parts.append(f"missing = [{', '.join(map(quoted, guess.missing))}]" + (', note = "note"' if noted else ""))
    if guess.merged:
        parts.append(f"merged = {quoted(guess.merged)}")
    told = [word(guess.score)]
    if guess.score < CERTAIN or guess.twice:
        told.append(guess.why)
    if guess.twice:
        told.append(f"几列都叫“{_comment(guess.header)}”，按列号取")
    if guess.missing:
        told.append("missing 里的字样当作没有数，核对是不是")
    if guess.merged:
        told.append("合并的单元格" + ("只算一次" if guess.merged == "first" else "每行都填"))
    line = f"{guess.field.name} = {{ {', '.join(parts)} }}  # {guess.field.header}：{'；'.join(told)}"
    if guess.unknown:
        values = "、".join(map(str, guess.field.constraints.get("enum", ("是", "否"))))
        found = ", ".join(f'{quoted(text)} = ""' for text in guess.unknown)
        line += f"\n#   要改写的：在上面一行加 map = {{ {_comment(found)} }}，右边写：{_comment(values)}"
    return line


def _needed(field: Field) -> bool:
    return field.required or bool(field.constraints.get("unique"))


def _absent(field: Field) -> Iterator[str]:
    if field.constraints.get("unique") or (field.required and field.name == "code"):
        yield f'{field.name} = {{ serial = "n{{n:04d}}" }}  # {field.title}：没有找到，按顺序编号；先改好字样，以后不改'
    elif field.required:
        yield f"# 没有找到：{field.header}（{field.name}），必填。按下面两种写法之一补上："
        yield f'#   {field.name} = {{ column = "列名" }}    {field.name} = {{ constant = "每行都一样的值" }}'


def quoted(text: str) -> str:
    """Return a text as a TOML string."""
    return json.dumps(text, ensure_ascii=False).replace("\x7f", "\\u007f")


def _comment(text: str) -> str:
    """Return a text that may stand in a comment."""
    return "".join(c if c.isprintable() else " " for c in text)


def _pattern(label: str) -> str:
    """Return the pattern of a label as the body compares it: without blanks."""
    return re.escape("".join(label.split()))
