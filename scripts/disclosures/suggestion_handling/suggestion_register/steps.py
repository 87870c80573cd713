"""Steps: one suggestion's way from receipt to result, as the line of steps on its page."""

from __future__ import annotations

import datetime

from scripts.disclosures.suggestion_handling.suggestion_register.progress import DATES, Clock, Item
from scripts.model.period import chinese_date

UNKNOWN = "台账没有载明"
Step = dict[str, str]


def steps(one: Item) -> list[Step]:
    """Return the steps in order, each ``done``, ``now``, ``todo`` or ``late``; none for a row without dates.

    A step that must have happened, because a later one has, is done even when its date is not stated.
    """
    if all(one.cells[field] is None for field in (*DATES, "returned")):
        return []
    cells = one.cells
    out = [_step("收到", cells["received"], "done")]
    if cells["returned"] is not None or one.phase == "returned":
        out.append(_step("退办", cells["returned"], "done", cells["returned_reason"] or ""))
    if one.phase == "withdrawn":
        if cells["assigned"] is not None:
            out.insert(1, _step("交办", cells["assigned"], "done"))
        return [*out, _step("撤回", cells["closed"], "done", "代表撤回，不再办理")]
    if one.phase == "returned":
        if cells["assigned"] is not None:
            out.insert(1, _step("交办", cells["assigned"], "done"))
        return [*out, _step("重新交办", None, "now", "等待重新交办"), _step("答复", None, "todo")]
    if one.phase == "received":
        return [
            *out,
            _step("交办", None, "now", "等待交办"),
            _step("答复", None, "todo"),
            _step("代表反馈", None, "todo"),
        ]
    again = "重新交办" if cells["returned"] is not None else "交办"
    out.append(_step(again, cells["assigned"], "done"))
    out.append(_reply("答复", cells["replied"], one.first))
    if not one.answered and one.phase != "closed":
        return [*out, _step("代表反馈", None, "todo"), _step("办结", None, "todo")]
    out.append(_feedback("代表反馈", (cells["deputy_reply"], cells["deputy_result"]), one))
    if cells["reassigned"] is not None:
        why = "代表不满意，退回承办单位再次办理" if _refused(one) else ""
        out.append(_step("再次办理", cells["reassigned"], "done", why))
        out.append(_reply("再次答复", cells["second_replied"], one.second))
        if one.phase != "redo":
            out.append(_feedback("代表再次反馈", (None, cells["second_result"]), one))
    closed = one.phase == "closed"
    return [*out, _step("办结", cells["closed"], "done" if closed else "todo")]


def _refused(one: Item) -> bool:
    return "不满意" in {one.cells["deputy_reply"], one.cells["deputy_result"]}


def _step(title: str, day: datetime.date | None, state: str, note: str = "") -> Step:
    text = chinese_date(day) if day is not None else "日期未载明" if state == "done" else ""
    return {"title": title, "date_text": text, "state": state, "note": note}


def _reply(title: str, day: datetime.date | None, clock: Clock | None) -> Step:
    if clock is None:
        return _step(title, day, "done")
    if not clock.pending:
        days = (clock.done - clock.start).days if clock.done else 0
        kept = f"超过期限 {clock.late} 日" if clock.late else "在期限内"
        return _step(title, day, "done", f"用了 {days} 日，{kept}")
    if clock.late:
        note, state = f"已超过 {clock.late} 日", "late"
    else:
        note, state = f"还剩 {clock.left} 日", "now"
    return {"title": title, "date_text": f"期限{chinese_date(clock.due)}", "state": state, "note": note}


def _feedback(title: str, verdicts: tuple[str | None, str | None], one: Item) -> Step:
    reply, result = verdicts
    asked = (("对答复", reply), ("对办理结果", result))
    said = [f"{what}{verdict}" for what, verdict in asked if verdict not in {None, "未反馈"}]
    if said:
        return {"title": title, "date_text": "", "state": "done", "note": "，".join(said)}
    over = one.phase == "closed" or "未反馈" in verdicts
    note = "没有反馈" if over else "等待代表反馈"
    return {"title": title, "date_text": "", "state": "todo" if over else "now", "note": note}
