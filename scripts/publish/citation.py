"""Citation: how to cite a release or one of its figures; the templates are data (``citation.toml``)."""

from __future__ import annotations

import json
import tomllib
from dataclasses import dataclass
from functools import cache
from pathlib import Path

TEMPLATES = Path(__file__).with_name("citation.toml")
STYLES = ("gbt7714-2025", "gbt7714-2015", "bibtex", "ris", "csl-json")


@dataclass(frozen=True, slots=True)
class Cited:
    """What a citation states.

    Args:
        organ: responsible body.
        title: of the release, or of the figure and its release.
        revision: 第 1 版.
        issued: ISO date of publication.
        url: where it stands; root-absolute when the instance has no public address yet.
        hash: first twelve hexadecimal digits of the SHA-256 of ``approval.json``.
        key: ASCII key for BibTeX.
        accessed: ISO date or the words that stand for it (引用日期).
    """

    organ: str
    title: str
    revision: str
    issued: str
    url: str
    hash: str
    key: str
    accessed: str = "引用日期"


@cache
def _templates() -> dict[str, str]:
    return {name: style["template"] for name, style in tomllib.loads(TEMPLATES.read_text(encoding="utf-8")).items()}


def cite(cited: Cited, style: str) -> str:
    """Return the citation in one of ``STYLES``.

    Raises:
        KeyError: no such style.
    """
    year, month, day = cited.issued.split("-")
    if style == "csl-json":
        item = {
            "id": cited.key,
            "type": "dataset",
            "title": cited.title,
            "author": [{"literal": cited.organ}],
            "issued": {"date-parts": [[int(year), int(month), int(day)]]},
            "version": cited.revision,
            "URL": cited.url,
            "note": f"SHA-256 {cited.hash}",
            "language": "zh-CN",
        }
        return json.dumps(item, ensure_ascii=False, indent=1)
    values = {name: _plain(getattr(cited, name), style) for name in Cited.__slots__}
    return _templates()[style].strip().format(year=year, month=month, day=day, **values)


def _plain(text: str, style: str) -> str:
    """Return the text with what the style would read as markup taken out."""
    if style == "bibtex":
        return (
            "".join(c for c in text if c not in "{}\\%#&$~^")
            if "/" not in text
            else text.replace("{", "").replace("}", "")
        )
    return " ".join(text.split())
