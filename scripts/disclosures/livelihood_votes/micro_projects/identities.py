"""Accounting identities of a special fund (民生“微实事”专项资金): where every yuan of the fund is."""

from __future__ import annotations

from collections.abc import Iterator

from scripts.disclosures.livelihood_votes.micro_projects.fund import fund
from scripts.measures.total import total
from scripts.model.identity import Identity
from scripts.model.release import Release


def identities(release: Release) -> Iterator[Identity]:
    """What is decided is within the fund; what is left is carried or returned; what was carried out comes in."""
    table = release.tables["fund"]
    if len(table) != 1:
        return
    found = fund(release)
    unknown = "安排金额或上年结转没有全部公布"
    yield Identity(
        "allocated",
        "安排的资金合计不多于可用资金（年度专项资金＋上年结转）",
        found.allocated,
        found.available,
        "万元",
        table.place(0, "fund"),
        "≤",
        "" if found.allocated is not None and found.available is not None else unknown,
    )
    ended = total((found.cells["returned"], found.cells["carried_out"]))
    missing = "年度没有结束，余额的去向还没有确定" if ended is None else "实际支出或安排金额没有全部公布"
    yield Identity(
        "remainder",
        "余额（没有安排的＋完成项目的结余）＝收回财政＋结转下年",
        found.remainder,
        ended,
        "万元",
        table.place(0, "carried_out"),
        missing="" if found.remainder is not None and ended is not None else missing,
    )
    if release.earlier:
        before = release.earlier[-1]
        carried = before.tables["fund"].records()[0]["carried_out"]
        known = carried is not None and found.cells["carried_in"] is not None
        yield Identity(
            "carried",
            f"上年结转＝{before.period.title}的结转下年",
            found.cells["carried_in"],
            carried,
            "万元",
            table.place(0, "carried_in"),
            missing="" if known else "上年的结转没有公布",
        )
