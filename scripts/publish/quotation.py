"""Quotation: the sentence by which a figure may be quoted; the one place where it is put together."""

from __future__ import annotations

from scripts.model.edition import Edition
from scripts.model.figure import Figure
from scripts.model.period import chinese_date

SHORT_NOTICE = "演示数据"
"""Said at the end of a quotation of demonstration data."""


def quote(figure: Figure, edition: Edition, notice: str = "") -> str:
    """Return subject, value, unit, base, as-of and source in one sentence.

    Args:
        notice: said at the end (演示数据); empty for none.
    """
    release = edition.release
    base = f"（{figure.base}）" if figure.base else ""
    said = f"为 {figure.words}" if figure.value is not None else f"没有数（{figure.missing}）"
    approval = release.approval
    source = [f"《{edition.title}》", f"第 {release.id.revision} 版"]
    if approval is not None:
        source = [f"{approval.organ}{source[0]}", source[1], f"{chinese_date(approval.issued)}公开"]
    end = f"（{notice}）" if notice else ""
    return f"截至{chinese_date(release.as_of)}，{figure.label}{base}{said}（来源：{'，'.join(source)}）。{end}"
