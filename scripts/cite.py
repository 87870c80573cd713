"""``portal cite``: how to cite a release or one of its figures."""

from __future__ import annotations

from pathlib import Path

from scripts import lookup
from scripts.build import gather_site
from scripts.publish.citation import STYLES
from scripts.publish.cited import citations
from scripts.usage import WrongUsage


def cite(root: Path, text: str, style: str) -> tuple[str, str]:
    """Return the citation and a remark, empty when there is none.

    Args:
        text: address of a release or figure.
        style: one of ``STYLES``.

    Raises:
        WrongUsage: no such style, release or figure.
    """
    if style not in STYLES:
        raise WrongUsage(f"没有引用格式“{style}”。有：{'、'.join(STYLES)}。")
    found = lookup.find(lookup.load(root, preview=False), text)
    site = gather_site(found.material, [], None)
    newest = found.material.revisions(found.release.id)[-1].id
    remarks = []
    if not found.edition.current:
        remarks.append(f"这一版已被第 {newest.revision} 版代替：{newest}")
    if site.settings["demonstration"]:
        remarks.append(str(site.settings["notice"]))
    if not site.settings["url"]:
        remarks.append("site.toml 还没有写公开网址，引用里的地址不完整")
    return citations(site, found.edition, found.figure)[style], "\n".join(remarks)
